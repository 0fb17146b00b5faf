"""The question, answer and pictures at the head of README.md are those of a run; COMITY_UPDATE_DOCS=1 makes them anew (a minute)."""

import json
import os
import re
import sys
import tempfile
from pathlib import Path

import program

README = program.SOURCE / "README.md"
PICTURES = program.SOURCE / "docs" / "pictures"
SHOWN = ["milestones", "consent"]
REPLICATES = 40
BEGIN, END = "<!-- answer: written by tests/python/readme_answer_test.py -->\n", "<!-- end of the answer -->\n"


def make(folder):
    """The block of the README and the pictures of a run of the main scenario."""
    run = program.run("run", "scenarios/microsoft-ireland.toml", "--replicates", REPLICATES, "--quiet", "--out", folder / "main.h5",
                      folder=program.SOURCE)
    page = program.run("report", folder / "main.h5", "--figures", folder / "figures")
    if run.returncode or page.returncode:
        sys.exit(run.stderr + page.stderr)
    text = (folder / "main.html").read_text(encoding="utf-8")
    contents = json.loads(re.search(r'<script type="application/json" id="contents">(.*?)</script>', text, re.S).group(1))
    titles = {chart["id"]: chart["title"] for chart in contents["charts"]}
    sentences = "\n".join(f"- {sentence}" for sentence in contents["words"]["answer"])
    pictures = "\n\n".join(f"![{titles[chart]}](docs/pictures/{chart}.svg)" for chart in SHOWN)
    block = (f"> {contents['question']}\n\n{sentences}\n\n{contents['words']['sure']}\n\n{pictures}\n\n"
             f"Of {REPLICATES} runs: `comity run microsoft-ireland --replicates {REPLICATES}`, then `comity report … --figures docs/pictures`.\n")
    return block.replace("\u00a0", " "), {chart: (folder / "figures" / f"{chart}.svg").read_bytes() for chart in SHOWN}


def main():
    if "has no report page" in program.run("report", "no-such-file.h5").stderr:
        return  # a build without the page
    with tempfile.TemporaryDirectory() as folder:
        block, pictures = make(Path(folder))
    readme = README.read_text(encoding="utf-8")
    before, rest = readme.split(BEGIN)
    shown, after = rest.split(END)
    if os.environ.get("COMITY_UPDATE_DOCS") == "1":
        README.write_text(before + BEGIN + "\n" + block + "\n" + END + after, encoding="utf-8")
        PICTURES.mkdir(exist_ok=True)
        for chart, picture in pictures.items():
            (PICTURES / f"{chart}.svg").write_bytes(picture)
        return
    stale = [] if shown.strip() == block.strip() else ["README.md"]
    stale += [f"docs/pictures/{chart}.svg" for chart, picture in pictures.items()
              if not (PICTURES / f"{chart}.svg").is_file() or (PICTURES / f"{chart}.svg").read_bytes() != picture]
    if stale:
        sys.exit(f"Stale: {', '.join(stale)}. Run `COMITY_UPDATE_DOCS=1 ctest --preset release -R readme_answer` and read the difference.")


if __name__ == "__main__":
    main()
