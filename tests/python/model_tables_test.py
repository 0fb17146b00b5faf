"""The generated tables in the documents equal what the program lists; COMITY_UPDATE_DOCS=1 writes them anew.

A table stands between `<!-- generated: NAME -->` and `<!-- end -->` and comes from `comity list NAME --format markdown`.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

DOCUMENTS = {
    "sim/MODEL.md": {"facts", "metrics", "parameters", "phases", "purposes"},
    "scenarios/README.md": {"keys"},
    "scenarios/law/README.md": {"law-keys"},
    "results/README.md": {"events"},
}
BLOCK = re.compile(r"(<!-- generated: ([\w-]+) -->\n)(.*?)(<!-- end -->\n)", re.DOTALL)


def list_table(binary, name):
    command = [binary, "list", name, "--format", "markdown"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    if listed.returncode != 0 or "|" not in listed.stdout:
        sys.exit(f"{' '.join(command)}: exit {listed.returncode}, no table.\n{listed.stderr}")
    return listed.stdout.strip() + "\n"


def renew(text, tables):
    return BLOCK.sub(lambda block: block[1] + "\n" + tables[block[2]] + "\n" + block[4], text)


def main():
    binary = os.environ["COMITY_BINARY"]
    source = Path(os.environ["COMITY_SOURCE_DIR"])
    names = set().union(*DOCUMENTS.values())
    tables = {name: list_table(binary, name) for name in sorted(names)}
    stale = []
    for document, expected in DOCUMENTS.items():
        path = source / document
        text = path.read_text(encoding="utf-8")
        found = [block[2] for block in BLOCK.finditer(text)]
        if sorted(found) != sorted(expected):
            sys.exit(f"{document}: generated tables are {sorted(found)}, expected {sorted(expected)}.")
        renewed = renew(text, tables)
        if renewed == text:
            continue
        if os.environ.get("COMITY_UPDATE_DOCS") == "1":
            path.write_text(renewed, encoding="utf-8")
        else:
            stale.append(document)
    if stale:
        sys.exit(f"Stale tables in {', '.join(stale)}. Run `COMITY_UPDATE_DOCS=1 ctest -R model_tables` and read the difference.")


main()
