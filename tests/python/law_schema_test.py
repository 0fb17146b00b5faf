"""JSON schemas of law files, made from the rows of keys (`comity list law-keys`), for editors that know `#:schema` lines.

Every shipped file names its schema in its first line and passes it; of the bad files in tests/law/files, those with an unknown or
missing key or a value of another type are refused. COMITY_UPDATE_DOCS=1 writes the schemas anew.
"""

import sys
import tomllib

import schemas

TABLES = {  # by kind of file: its tables as `comity list law-keys` names them
    "rules": ["regime", "define", "question", "rule", "schedule", "balance", "test"],
    "treaties": ["treaty"],
    "vocabulary": ["here", "demand", "between", "never", "effects"],
}
LISTED = {"test", "treaty"}  # [[test]]
FREE = {"define", "here", "demand", "between", "never"}  # keys of one's own
REFUSED_AT_LEAST = 25  # of the bad files; the others are wrong in a way that no schema sees


def file_schema(rows, kind):
    properties = {}
    for table in TABLES[kind]:
        own = [row for row in rows if row["table"] == table]
        if table in FREE:
            properties[table] = {"type": "object", "additionalProperties": schemas.value_schema(own[0], {})}
        elif table in LISTED:
            properties[table] = {"type": "array", "items": schemas.table_schema(rows, table)}
        elif any(row["table"] == f"{table}.NAME" for row in rows):
            properties[table] = {"type": "object", "additionalProperties": schemas.table_schema(rows, f"{table}.NAME")}
        elif own:
            properties[table] = schemas.table_schema(rows, table)
    return schemas.document_schema(f"comity: a file of {kind}", properties, {"required": ["regime"]} if kind == "rules" else {})


def kind_of(document):
    """As law/load.cpp tells files apart."""
    if "regime" in document or "rule" in document:
        return "rules"
    if any(table in document for table in TABLES["vocabulary"]):
        return "vocabulary"
    return "treaties" if "treaty" in document else "rules"


def bad_files():
    """The texts of bad_inputs.txt that are TOML."""
    for case in (schemas.SOURCE / "tests/law/files/bad_inputs.txt").read_text(encoding="utf-8").split("\n=== ")[1:]:
        name, _, rest = case.partition("\n")
        try:
            yield name, tomllib.loads(rest.split("\n---\n")[0])
        except tomllib.TOMLDecodeError:
            continue


def main():
    rows = schemas.rows_of("law-keys")
    folder = schemas.SOURCE / "scenarios/law/schemas"
    validators = {kind: schemas.keep(folder / f"{kind}.json", file_schema(rows, kind), "law_schema") for kind in TABLES}
    for path in sorted((schemas.SOURCE / "scenarios/law").glob("*.toml")):
        schemas.check_shipped(path, folder, validators, kind_of)
    refused = [name for name, document in bad_files()
               if not validators[kind_of(document)].is_valid(schemas.plain(document))]
    if len(refused) < REFUSED_AT_LEAST:
        sys.exit(f"The schemas refuse only {len(refused)} of the bad files: {', '.join(refused)}.")
    for expected in ("UnknownKeyWithoutSuggestion", "EffectNobodyKnows", "LinkWithoutScheme", "ScheduleWithoutCase"):
        if expected not in refused:
            sys.exit(f"The schemas do not refuse {expected}.")
    print(f"{len(refused)} bad files refused")


main()
