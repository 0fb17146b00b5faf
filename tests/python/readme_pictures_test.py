"""The README's answer and pictures are what the program says and draws today; COMITY_UPDATE_DOCS=1 writes them anew."""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BINARY = os.environ["COMITY_BINARY"]
SOURCE = Path(os.environ["COMITY_SOURCE_DIR"])
RUNS = 60  # the README says so, too
PICTURES = ["milestones", "adoption"]
QUESTION = re.compile(r"(?<=<!-- question -->\n).*?(?=<!-- end of question -->)", re.DOTALL)
ANSWER = re.compile(r"(?<=<!-- answer -->\n).*?(?=<!-- end of answer -->)", re.DOTALL)
CONTENTS = re.compile(r'<script[^>]*id="contents"[^>]*>(.*?)</script>', re.DOTALL)


def call(folder, *words):
    done = subprocess.run([BINARY, *words], cwd=folder, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        sys.exit(f"comity {' '.join(words)}: exit {done.returncode}\n{done.stderr}")


def made(folder):
    """What each file of the README's should hold, by its path."""
    call(folder, "run", str(SOURCE / "scenarios/microsoft-ireland.toml"), "--replicates", str(RUNS), "--quiet", "--out", "results.h5")
    call(folder, "report", "results.h5", "--out", "page.html", "--figures", "figures")
    contents = json.loads(CONTENTS.search((folder / "page.html").read_text(encoding="utf-8"))[1])
    readme = (SOURCE / "README.md").read_text(encoding="utf-8")
    answer = "".join(f"- {sentence}\n" for sentence in contents["words"]["answer"])
    for pattern, text in [(QUESTION, f"> {contents['question']}\n"), (ANSWER, answer)]:
        if not pattern.search(readme):
            sys.exit("README.md has lost the marks around its question or its answer.")
        readme = pattern.sub(lambda _, text=text: text, readme)
    if f"--replicates {RUNS}" not in readme:
        sys.exit(f"README.md does not name the command that makes its answer (--replicates {RUNS}).")
    files = {Path("README.md"): readme}
    for name in PICTURES:
        if f"docs/pictures/{name}.svg" not in readme:
            sys.exit(f"README.md does not show docs/pictures/{name}.svg.")
        files[Path("docs/pictures") / f"{name}.svg"] = (folder / f"figures/{name}.svg").read_text(encoding="utf-8")
    return files


def main():
    with tempfile.TemporaryDirectory() as name:
        for path, text in made(Path(name)).items():
            file = SOURCE / path
            if file.is_file() and file.read_text(encoding="utf-8") == text:
                continue
            if os.environ.get("COMITY_UPDATE_DOCS") != "1":
                sys.exit(f"{path} is not what the program makes today. Run `COMITY_UPDATE_DOCS=1 ctest --preset check -R readme_pictures`, "
                         "then read and look at the difference.")
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")


main()
