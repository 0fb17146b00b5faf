"""The table of rule files in scenarios/law/README.md counts what the files hold; COMITY_UPDATE_DOCS=1 writes it anew.

It stands between `<!-- counted: rule files -->` and `<!-- end -->`, one row for each file that has a [regime]. The sums
must be what comity counts itself, and every state's own law needs five decided cases, each with its source.
"""

import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

BINARY = os.environ["COMITY_BINARY"]
LAW = Path(os.environ["COMITY_SOURCE_DIR"]) / "scenarios" / "law"
BLOCK = re.compile(r"(<!-- counted: rule files -->\n)(.*?)(<!-- end -->\n)", re.DOTALL)
HEAD = ("| file | whose law | rules | not confirmed | with a link | with its words | decided cases | vouched for until |\n"
        "|---|---|---|---|---|---|---|---|\n")
FEWEST_CASES = 5


def read_files():
    """The documents of all files that have a regime, by name."""
    documents = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(LAW.glob("*.toml"))}
    return {name: document for name, document in documents.items() if "regime" in document}


def state_of(document, documents):
    """The state whose law a file is; a reform's is that of the file it amends."""
    regime = document["regime"]
    if "amends" not in regime:
        return regime["state"]
    return next(state_of(other, documents) for other in documents.values() if other["regime"]["id"] == regime["amends"])


def count(document):
    rules = document.get("rule", {}).values()
    return Counter(rules=len(rules), unconfirmed=sum(not rule.get("confirmed", True) for rule in rules),
                   links=sum("url" in rule for rule in rules), quotes=sum("quote" in rule for rule in rules),
                   cases=len(document.get("test", [])))


def cells(sums):
    return f"{sums['rules']} | {sums['unconfirmed']} | {sums['links']} | {sums['quotes']} | {sums['cases']}"


def render(documents):
    """Files of one state stand together, its own law before the reforms of it."""
    order = sorted(documents, key=lambda name: (state_of(documents[name], documents), "amends" in documents[name]["regime"], name))
    rows = [f"| {name} | {documents[name]['regime']['name']} | {cells(count(documents[name]))} | "
            f"{documents[name]['regime'].get('checked', '')} |\n" for name in order]
    total = sum(map(count, documents.values()), Counter())
    return HEAD + "".join(rows) + f"| all {len(documents)} files | | {cells(total)} | |\n"


def check_cases(documents):
    """Real law needs cases; templates and invented states (X…) are free."""
    by_state = Counter()
    for document in documents.values():
        by_state[state_of(document, documents)] += len(document.get("test", []))
        for case in document.get("test", []):
            if not case.get("source"):
                sys.exit(f"{document['regime']['id']}: the case \"{case['name']}\" names no source.")
    few = [state for state, cases in by_state.items() if cases < FEWEST_CASES and state != "*" and not state.startswith("X")]
    if few:
        sys.exit(f"fewer than {FEWEST_CASES} decided cases: {', '.join(sorted(few))}.")


def check_sums(documents):
    """comity reads as many rules and cases as the table counts."""
    files = [str(LAW / f"{name}.toml") for name in documents]
    total = sum(map(count, documents.values()), Counter())
    for verb, sentence in (("check", f"{len(files)} files, {total['rules']} rules,"),
                           ("test", f"{total['cases']} of {total['cases']} decided cases hold")):
        done = subprocess.run([BINARY, "law", verb, *files], capture_output=True, text=True, timeout=60, check=False)
        if done.returncode != 0 or sentence not in done.stdout:
            sys.exit(f"comity law {verb} does not say \"{sentence}\":\n{done.stdout[-500:]}{done.stderr}")


def main():
    documents = read_files()
    check_cases(documents)
    check_sums(documents)
    path = LAW / "README.md"
    text = path.read_text(encoding="utf-8")
    if len(BLOCK.findall(text)) != 1:
        sys.exit(f"{path}: expected one table `<!-- counted: rule files -->`.")
    renewed = BLOCK.sub(lambda block: block[1] + "\n" + render(documents) + "\n" + block[3], text)
    if renewed == text:
        return
    if os.environ.get("COMITY_UPDATE_DOCS") == "1":
        path.write_text(renewed, encoding="utf-8")
    else:
        sys.exit("Stale table in scenarios/law/README.md. Run `COMITY_UPDATE_DOCS=1 ctest --preset release -R law_library` and"
                 " read the difference.")


main()
