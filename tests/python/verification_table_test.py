"""The verification table in sim/MODEL.md equals what the tests measure; COMITY_UPDATE_DOCS=1 writes it anew.

The table stands between `<!-- measured: verification -->` and `<!-- end -->`. Its rows are what tests/verification prints;
seeds are fixed, so they are the same with every compiler.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(r"(<!-- measured: verification -->\n)(.*?)(<!-- end -->\n)", re.DOTALL)
HEAD = "| case | quantity | measured | expected | tolerance |\n| --- | --- | --- | --- | --- |\n"


def halves_of(program):
    """The names of its tests, the first half and the second."""
    listed = subprocess.run([program, "--gtest_list_tests"], capture_output=True, text=True, check=True).stdout
    names, suite = [], ""
    for line in listed.splitlines():
        word = line.split("#")[0].strip()
        if line.startswith(" "):
            names.append(suite + word)
        elif word.endswith("."):
            suite = word
    middle = len(names) // 2
    return names[:middle], names[middle:]


def measure(program):
    """The rows that the tests print, in their order; they must all pass. Both halves run at the same time."""
    started = [subprocess.Popen([program, "--gtest_brief=1", "--gtest_filter=" + ":".join(names)], stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True) for names in halves_of(program)]
    lines = [line for half in started for line in half.communicate()[0].splitlines()]
    rows = [line for line in lines if line.count(" | ") == 4]
    if any(half.returncode != 0 for half in started):
        sys.exit("\n".join([f"{program} fails.", *(line for line in lines if line not in rows)]))
    return rows


def case_order(row):
    """V1, V2, … by number, then the others by name; rows of a case stay in the order in which they were printed."""
    name = row.split(" | ")[0]
    number = re.fullmatch(r"V(\d+)", name)
    return (0, int(number[1]), "") if number else (1, 0, name)


def main():
    program = Path(os.environ["COMITY_BINARY"]).parent / "tests" / "verification_test"
    document = Path(os.environ["COMITY_SOURCE_DIR"]) / "sim" / "MODEL.md"
    rows = sorted(measure(program), key=case_order)
    table = HEAD + "".join(f"| {row} |\n" for row in rows)
    text = document.read_text(encoding="utf-8")
    if len(BLOCK.findall(text)) != 1:
        sys.exit(f"{document}: expected one table `<!-- measured: verification -->`.")
    renewed = BLOCK.sub(lambda block: block[1] + "\n" + table + "\n" + block[3], text)
    if renewed == text:
        return
    if os.environ.get("COMITY_UPDATE_DOCS") == "1":
        document.write_text(renewed, encoding="utf-8")
    else:
        sys.exit("Stale verification table in sim/MODEL.md. Run `COMITY_UPDATE_DOCS=1 ctest --preset release -R verification_table`"
                 " and read the difference.")


main()
