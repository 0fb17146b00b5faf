"""JSON schemas from the rows of keys that `comity list` prints, for editors that know `#:schema` lines: what the tests of law files
and of scenario files share. Run with COMITY_UPDATE_DOCS=1, the tests write the schemas anew."""

import datetime
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema

SOURCE = Path(os.environ["COMITY_SOURCE_DIR"])
TEXT = {"type": "string"}
NUMBER = r"[-+.\de]+"


def rows_of(listing):
    """A table of `comity list`, its rows as dictionaries."""
    printed = subprocess.run([os.environ["COMITY_BINARY"], "list", listing, "--format", "json"], check=True, capture_output=True,
                             text=True).stdout
    return json.loads(printed)


def number_schema(form):
    """A number by its words, with its range where it has one."""
    schema = {"type": "integer" if form.startswith("a whole number") else "number"}
    if form.startswith("a number above 0 and below 1"):
        return schema | {"exclusiveMinimum": 0, "exclusiveMaximum": 1}
    if match := re.search(rf"in \[({NUMBER}), ({NUMBER})\]", form):
        low, high = (int(text) if re.fullmatch(r"-?\d+", text) else float(text) for text in match.groups())
        schema |= {"minimum": low, "maximum": high}
    return schema


def form_schema(form, inner):
    """What a value must be, by the words of a row's form; None: words that nobody has told this test of."""
    if match := re.fullmatch(r'(.+?),? or "(drawn|all)"(?: \(\w+\))?', form):
        return {"anyOf": [form_schema(match[1], inner), {"enum": [match[2]]}]}
    if form == "a list of tables":
        return {"type": "array", "items": inner}
    if form.startswith(("a list of names or a table", "a number or date", "a value")):
        return {}
    if form.startswith("a list of tables of"):
        return {"type": "array", "items": {"type": "object"}}
    if form.startswith("a list of"):
        return {"type": "array", "items": TEXT}
    if form == "a list":
        return {"type": "array"}
    if form.startswith('"'):
        return {"enum": re.findall(r'"([^"]*)"', form)}
    if form.startswith("a date"):
        return TEXT | {"format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    if form.startswith(("a number", "a whole number")):
        return number_schema(form)
    if form.startswith("true or false"):
        return {"type": "boolean"}
    if form.startswith("a web address"):
        return TEXT | {"pattern": r'^https?://[^\s"<>\\^`{|}]+$'}
    if form.startswith("a table of effects"):
        return {"type": "object", "minProperties": 1, "additionalProperties": {
            "anyOf": [{"enum": ["yes", "no", "arguable", "none"]}, {"type": "number"}]}}
    if form == "a table of two texts":
        return {"type": "object", "minProperties": 2, "maxProperties": 2, "additionalProperties": TEXT}
    if form.startswith(("a table of states and", "a table of segments and")):
        return {"type": "object", "additionalProperties": {"type": "number"}}
    if form == "a table":
        return inner
    if form.startswith("a table of"):
        return {"type": "object"}
    if form == "a text that is not empty":
        return TEXT | {"minLength": 1}
    if form.startswith(("a text", "a condition", "a formula", "the id of", "the name of", "the path of", "the word of")):
        return TEXT
    return None


def value_schema(row, inner):
    schema = form_schema(row["form"], inner)
    if schema is None:
        sys.exit(f"schemas.py does not know the form \"{row['form']}\" of {row['table']}.{row['key']}.")
    if row["form"] == "a list of tables" and row["required"] == "yes":
        schema |= {"minItems": 1}
    return {"description": row["meaning"] + (f" (default: {row['default']})" if row["default"] else "")} | schema


def table_schema(rows, table, more=None, required=True):
    """The keys of a table and of those inside it, which have their keys under `table.key`; `more`: keys that any table may have.
    `required`: whether what is required must stand there."""
    schema = {"type": "object", "properties": {}, "additionalProperties": False}
    own = [row for row in rows if table in row["table"].split(", ")]
    for row in own:
        within = f"{table}.{row['key']}"
        found = any(within in other["table"].split(", ") for other in rows)
        inner = table_schema(rows, within, more) if found else {"type": "object"}
        schema["properties"][row["key"]] = value_schema(row, inner)
    for key, value in (more or {}).items():
        schema["properties"].setdefault(key, value)
    needed = [row["key"] for row in own if row["required"] == "yes"]
    return schema | ({"required": needed} if needed and required else {})


def document_schema(title, properties, more=None):
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": title, "type": "object", "properties": properties,
            "additionalProperties": False} | (more or {})


def plain(value):
    """Dates of TOML as JSON has them."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value


def keep(path, schema, test):
    """Holds the schema on disk to the one made here, or writes it; gives its validator."""
    jsonschema.Draft7Validator.check_schema(schema)
    text = json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        if os.environ.get("COMITY_UPDATE_DOCS") != "1":
            sys.exit(f"{path.name} is stale. Run `COMITY_UPDATE_DOCS=1 ctest -R {test}` and read the difference.")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return jsonschema.Draft7Validator(schema)


def check_shipped(path, folder, validators, kind_of):
    """A shipped file names its schema in its first line, and passes it."""
    text = path.read_text(encoding="utf-8")
    document = plain(tomllib.loads(text))
    kind = kind_of(document)
    wanted = f"#:schema {os.path.relpath(folder / f'{kind}.json', path.parent)}"
    if text.split("\n")[0] != wanted:
        sys.exit(f"{path.name}: the first line must be \"{wanted}\".")
    for error in validators[kind].iter_errors(document):
        sys.exit(f"{path.name}: {'.'.join(map(str, error.absolute_path))}: {error.message}")
