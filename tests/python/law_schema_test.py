"""JSON schemas of law files, made from the rows of keys (`comity list law-keys`), for editors that know `#:schema` lines.

Every shipped file names its schema in its first line and passes it; of the bad files in tests/law/files, those with an unknown or
missing key or a value of another type are refused. COMITY_UPDATE_DOCS=1 writes the schemas anew.
"""

import datetime
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema

TABLES = {  # by kind of file: its tables as `comity list law-keys` names them
    "rules": ["regime", "define", "rule", "schedule", "balance", "test"],
    "treaties": ["treaty"],
    "vocabulary": ["here", "demand", "between", "never", "effects"],
}
LISTED = {"test", "treaty"}  # [[test]]
NAMED = {"rule", "schedule", "balance"}  # [rule.NAME]
FREE = {"define", "here", "demand", "between", "never"}  # keys of one's own
REFUSED_AT_LEAST = 25  # of the bad files; the others are wrong in a way that no schema sees


def value_schema(row, inner):
    """What a value must be, by the words of the row's form."""
    form = row["form"]
    schema = {"description": row["meaning"]}
    if form == "a list of tables":
        return schema | {"type": "array", "items": inner, "minItems": 1}
    if form.startswith("a list of"):
        return schema | {"type": "array", "items": {"type": "string"}}
    if form.startswith('"'):
        return schema | {"enum": re.findall(r'"([^"]+)"', form)}
    if form.startswith("a date"):
        return schema | {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    if form.startswith("a number above 0 and below 1"):
        return schema | {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}
    if form.startswith("a number"):
        return schema | {"type": "number"}
    if form.startswith("true or false"):
        return schema | {"type": "boolean"}
    if form.startswith("a web address"):
        return schema | {"type": "string", "pattern": r'^https?://[^\s"<>\\^`{|}]+$'}
    if form.startswith("a table of effects"):
        return schema | {"type": "object", "minProperties": 1, "additionalProperties": {"enum": ["yes", "no", "arguable"]}}
    if form in ("a text", "a condition"):
        return schema | {"type": "string"}
    sys.exit(f"law_schema_test.py does not know the form \"{form}\" of {row['table']}.{row['key']}.")


def table_schema(rows, table):
    """The keys of a table; a list of tables inside has its keys under `table.key`."""
    own = [row for row in rows if row["table"] == table]
    schema = {"type": "object", "properties": {}, "additionalProperties": False}
    for row in own:
        within = f"{table}.{row['key']}"
        inner = table_schema(rows, within) if any(other["table"] == within for other in rows) else {"type": "object"}
        schema["properties"][row["key"]] = value_schema(row, inner)
    required = [row["key"] for row in own if row["required"] == "yes"]
    return schema | ({"required": required} if required else {})


def file_schema(rows, kind):
    properties = {}
    for table in TABLES[kind]:
        if table in FREE:
            (row,) = [row for row in rows if row["table"] == table]
            properties[table] = {"type": "object", "additionalProperties": value_schema(row, {})}
        elif table in NAMED:
            properties[table] = {"type": "object", "additionalProperties": table_schema(rows, f"{table}.NAME")}
        elif table in LISTED:
            properties[table] = {"type": "array", "items": table_schema(rows, table)}
        else:
            properties[table] = table_schema(rows, table)
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": f"comity: a file of {kind}",
            "type": "object", "properties": properties, "additionalProperties": False} | (
                {"required": ["regime"]} if kind == "rules" else {})


def plain(value):
    """Dates of TOML as JSON has them."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value


def kind_of(document):
    """As law/load.cpp tells files apart."""
    if "regime" in document or "rule" in document:
        return "rules"
    if any(table in document for table in TABLES["vocabulary"]):
        return "vocabulary"
    return "treaties" if "treaty" in document else "rules"


def bad_files(source):
    """The texts of bad_inputs.txt that are TOML."""
    for case in (source / "tests/law/files/bad_inputs.txt").read_text(encoding="utf-8").split("\n=== ")[1:]:
        name, _, rest = case.partition("\n")
        try:
            yield name, tomllib.loads(rest.split("\n---\n")[0])
        except tomllib.TOMLDecodeError:
            continue


def main():
    source = Path(os.environ["COMITY_SOURCE_DIR"])
    rows = json.loads(subprocess.run([os.environ["COMITY_BINARY"], "list", "law-keys", "--format", "json"], check=True,
                                     capture_output=True, text=True).stdout)
    folder = source / "scenarios/law/schemas"
    validators = {}
    for kind in TABLES:
        schema = file_schema(rows, kind)
        jsonschema.Draft7Validator.check_schema(schema)
        validators[kind] = jsonschema.Draft7Validator(schema)
        path = folder / f"{kind}.json"
        text = json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if os.environ.get("COMITY_UPDATE_DOCS") != "1":
            sys.exit(f"{path.name} is stale. Run `COMITY_UPDATE_DOCS=1 ctest -R law_schema` and read the difference.")
        folder.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in sorted((source / "scenarios/law").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        document = plain(tomllib.loads(text))
        kind = kind_of(document)
        if text.split("\n")[0] != f"#:schema schemas/{kind}.json":
            sys.exit(f"{path.name}: the first line must be \"#:schema schemas/{kind}.json\".")
        for error in validators[kind].iter_errors(document):
            sys.exit(f"{path.name}: {'.'.join(map(str, error.absolute_path))}: {error.message}")
    refused = [name for name, document in bad_files(source)
               if not validators[kind_of(document)].is_valid(plain(document))]
    if len(refused) < REFUSED_AT_LEAST:
        sys.exit(f"The schemas refuse only {len(refused)} of the bad files: {', '.join(refused)}.")
    for expected in ("UnknownKeyWithoutSuggestion", "EffectNobodyKnows", "LinkWithoutScheme", "ScheduleWithoutCase"):
        if expected not in refused:
            sys.exit(f"The schemas do not refuse {expected}.")
    print(f"{len(refused)} bad files refused")


main()
