"""JSON schemas of scenarios (worlds and sweeps too), evidence, aims and outcomes, made from the rows of keys (`comity list keys`,
`evidence-keys`, `parameters`, `phases`), for editors that know `#:schema` lines.

Every shipped file names its schema in its first line and passes it. Of the bad files in tests/scenario/files, a schema refuses what it
can see; the others are listed in tests/scenario/files/unseen_by_schema.txt. COMITY_UPDATE_DOCS=1 writes schemas and list anew.
"""

import os
import sys
import tomllib

import schemas

KINDS = {"state": "id", "union": "id", "provider": "id", "treaty": "name", "shock": "name", "reform": "id", "focal": "name",
         "ruling": "name", "history": "event"}  # [[kind]], and the key by which including files name an entry
TEXT = {"type": "string"}
# Any table may say where its values are from.
NOTES = {"source": TEXT | {"description": "where the values are from"}, "tag": TEXT | {"description": "how sure they are"},
         "note": TEXT | {"description": "what to mind"}, "url": TEXT | {"description": "the page on which the source stands"},
         "quote": TEXT | {"description": "its words"},
         "sources": {"description": "where single values are from, by their keys", "type": "object", "additionalProperties": TEXT}}
PATHS = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}


def parameter_form(row):
    """A parameter's form in the words that the rows of keys use."""
    if row["type"] == "choice":
        return ", ".join(f'"{level}"' for level in row["unit"].split("|"))
    if row["type"] in ("real", "whole"):
        return f"a {'whole ' if row['type'] == 'whole' else ''}number in [{row['low']}, {row['high']}]"
    return {"true/false": "true or false", "date": "a date"}[row["type"]]


def parameter_rows():
    """The parameters as rows of keys: their groups are the tables."""
    for row in schemas.rows_of("parameters"):
        group, _, key = row["name"].partition(".")
        unit = "" if row["type"] == "choice" or row["unit"] in ("1", "") else f" [{row['unit']}]"
        yield {"table": group, "key": key, "required": "", "form": parameter_form(row), "default": row["default"],
               "meaning": row["meaning"] + unit + (f"; {row['source']}" if row["source"] else "")}


def scenario_schema():
    rows = schemas.rows_of("keys")
    parameters = list(parameter_rows())
    properties = {
        "question": TEXT | {"description": "what the scenario asks", "minLength": 1},
        "include": PATHS | {"description": "scenario files on which this one is laid: paths from it, or names of shipped ones"},
        "law": {"description": "rule files: paths from this file, or names of shipped ones", "type": "array", "items": TEXT},
        "phases": {"type": "object", "additionalProperties": False, "properties": {
            row["phase"]: {"type": "boolean", "description": row["meaning"]} for row in schemas.rows_of("phases")} | NOTES},
    }
    for group in dict.fromkeys(row["table"] for row in parameters):
        properties[group] = schemas.table_schema(parameters, group, NOTES)
    whole = {}
    remove = {"remove": {"type": "boolean", "description": "true: take the included entry of this name away"}}
    for kind, identity in KINDS.items():
        entry = schemas.table_schema(rows, kind, NOTES | remove, required=False)
        needed = [row["key"] for row in rows if row["table"] == kind and row["required"] == "yes"]
        if identity in needed:
            entry["required"] = [identity]
        if needed:
            whole[kind] = {"items": {"required": needed}}
        properties[kind] = {"type": "array", "items": entry}
    properties["worlds"] = schemas.table_schema(rows, "worlds", NOTES, required=False)
    properties["sweep"] = schemas.table_schema(rows, "sweep")
    (arm,) = [row for row in rows if row["table"] == "arms.NAME"]
    properties["arms"] = {"type": "object", "additionalProperties": {"type": "object", "description": arm["meaning"]}}
    # Entries on top of included ones may give some of the keys only.
    return schemas.document_schema("comity: a scenario, world or sweep", properties | NOTES,
                                   {"if": {"required": ["include"]}, "else": {"properties": whole}})


def list_of(kind, rows, title):
    return {"title": TEXT | {"description": title, "minLength": 1},
            kind: {"type": "array", "minItems": 1, "items": schemas.table_schema(rows, kind)}}


def evidence_schema():
    rows = schemas.rows_of("evidence-keys")
    quantity = {"type": "object", "additionalProperties": schemas.table_schema(rows, "quantity.NAME")}
    return schemas.document_schema("comity: evidence", list_of("observation", rows, "what was observed") | {"quantity": quantity},
                                   {"required": ["observation"]})


def aims_schema():
    rows = schemas.rows_of("evidence-keys")
    return schemas.document_schema("comity: aims of analyze tune", list_of("aim", rows, "what is aimed at"), {"required": ["aim"]})


def outcomes_schema():
    rows = schemas.rows_of("evidence-keys")
    return schemas.document_schema("comity: outcomes of disputes", list_of("outcome", rows, "whose outcomes"), {"required": ["outcome"]})


def kind_of(document):
    if "outcome" in document:
        return "outcomes"
    if "observation" in document or "quantity" in document:
        return "evidence"
    return "aims" if "aim" in document else "scenario"


def bad_files():
    """The bad files that are TOML."""
    for folder in ("bad", "bad_sweeps"):
        for path in sorted((schemas.SOURCE / "tests/scenario/files" / folder).glob("*.toml")):
            try:
                yield f"{folder}/{path.name}", schemas.plain(tomllib.loads(path.read_text(encoding="utf-8")))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError):
                continue


def main():
    folder = schemas.SOURCE / "scenarios/schemas"
    made = {"scenario": scenario_schema(), "evidence": evidence_schema(), "aims": aims_schema(),
            "outcomes": outcomes_schema()}
    validators = {kind: schemas.keep(folder / f"{kind}.json", schema, "scenario_schema") for kind, schema in made.items()}
    shipped = [path for path in (schemas.SOURCE / "scenarios").rglob("*.toml") if path.parent.name != "law"]
    for path in sorted(shipped):
        schemas.check_shipped(path, folder, validators, kind_of)
    files = list(bad_files())
    unseen = [name for name, document in files if validators["scenario"].is_valid(document)]
    expected = schemas.SOURCE / "tests/scenario/files/unseen_by_schema.txt"
    text = "\n".join(unseen) + "\n"
    if os.environ.get("COMITY_UPDATE_DOCS") == "1":
        expected.write_text(text, encoding="utf-8")
    known = expected.read_text(encoding="utf-8").split() if expected.exists() else []
    if known != unseen:
        sys.exit("What the schema of scenarios does not refuse has changed: " + ", ".join(sorted(set(known) ^ set(unseen))) +
                 ". Run `COMITY_UPDATE_DOCS=1 ctest -R scenario_schema` and read the difference.")
    print(f"{len(shipped)} shipped files pass; {len(files) - len(unseen)} of {len(files)} bad files refused")


main()
