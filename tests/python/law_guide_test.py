"""What scenarios/law/GUIDE.md shows is what comity says; COMITY_UPDATE_DOCS=1 writes the answers anew.

A block ```toml NAME writes that file, ```toml +NAME adds to it. In a block ```console every line "$ comity …" is run
in the folder of these files, and what stands below it must be its answer; a line "…" stands for any number of lines.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

BINARY = os.environ["COMITY_BINARY"]
GUIDE = Path(os.environ["COMITY_SOURCE_DIR"]) / "scenarios" / "law" / "GUIDE.md"
BLOCK = re.compile(r"^```(toml|console)(?: (\S+))?\n(.*?)^```\n", re.DOTALL | re.MULTILINE)
ELLIPSIS = "…\n"


def answer_to(command, folder):
    """What the command prints, errors included, as a reader sees it beside the scenarios that come with comity."""
    words = shlex.split(command.removeprefix("$ comity "))
    done = subprocess.run([BINARY, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=60, check=False)
    return done.stdout


def fits(shown, answer):
    """Whether the answer is what is shown; "…" stands for any lines."""
    parts = [re.escape(part) for part in shown.split(ELLIPSIS)]
    return re.fullmatch("(?:.*\n)*?".join(parts), answer) is not None


def play(kind, name, body, folder):
    """Carries a block out; gives the block's body as it ought to be."""
    if kind == "toml":
        if name is None:
            sys.exit(f"{GUIDE.name}: a toml block without the name of its file.")
        with open(folder / name.lstrip("+"), "a" if name.startswith("+") else "w", encoding="utf-8") as file:
            file.write(("\n" if name.startswith("+") else "") + body)
        return body
    renewed = ""
    for part in re.split(r"^(?=\$ )", body, flags=re.MULTILINE):
        if not part:
            continue
        command, shown = part.split("\n", 1)
        answer = answer_to(command, folder)
        renewed += command + "\n" + (shown if fits(shown, answer) else answer)
    return renewed


def check_tables(text):
    """Every message that a table explains is shown by some answer."""
    shown = "".join(block[3] for block in BLOCK.finditer(text) if block[1] == "console")
    explained = re.findall(r"^\| `([^`]+)`[^|]*\|", text.partition("## 7.")[2].partition("## 8.")[0], re.MULTILINE)
    if len(explained) < 12:
        sys.exit(f"{GUIDE.name}: {len(explained)} messages are explained, expected at least 12.")
    for message in explained:
        for part in message.split(" … "):
            if part not in shown:
                sys.exit(f"{GUIDE.name} explains {part!r}, which no answer of comity shows.")


def main():
    text = GUIDE.read_text(encoding="utf-8")
    commands = text.count("\n$ comity ")
    if commands < 8:
        sys.exit(f"{GUIDE.name}: {commands} commands found, expected at least 8.")
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "scenarios").symlink_to(GUIDE.parents[1])
        renewed = BLOCK.sub(lambda block: block[0].replace(block[3], play(block[1], block[2], block[3], Path(name))), text)
    check_tables(renewed)
    if os.environ.get("COMITY_UPDATE_DOCS") == "1":
        GUIDE.write_text(renewed, encoding="utf-8")
        text = renewed
    check_tables(renewed)
    if renewed == text:
        return
    for shown, said in zip(text.splitlines(), renewed.splitlines()):
        if shown != said:
            sys.exit(f"{GUIDE.name} shows\n  {shown}\nwhere comity says\n  {said}\nRun `COMITY_UPDATE_DOCS=1 ctest --preset"
                     " release -R law_guide` and read the difference.")
    sys.exit(f"{GUIDE.name}: comity says more or less than it shows.")


main()
