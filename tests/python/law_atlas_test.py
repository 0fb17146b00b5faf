"""The atlas of conflicts in the documents equals what the program says; COMITY_UPDATE_DOCS=1 writes it anew.

One page a date, from `comity law conflicts scenarios/law/*.toml --on DATE --format markdown`.
"""

import os
import subprocess
import sys
from pathlib import Path

DATES = {
    "2013-12-04": "the warrant for the mailbox in Dublin",
    "2017-01-01": "after the appellate court of New York, before any statute",
    "2018-06-01": "after the CLOUD Act and the General Data Protection Regulation",
    "2023-01-01": "after the first agreement on direct orders, between the United Kingdom and the United States",
    "2026-09-01": "after the European Union's e-Evidence Regulation",
}


def page(binary, source, date, event):
    files = sorted(str(path.relative_to(source)) for path in (source / "scenarios" / "law").glob("*.toml"))
    command = [binary, "law", "conflicts", *files, "--on", date, "--format", "markdown"]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    if done.returncode != 0 or "| US |" not in done.stdout:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}, no matrix.\n{done.stderr}")
    return (f"# Conflicts of laws on {date}\n\nThe day: {event}. Generated: "
            f"`comity law conflicts scenarios/law/*.toml --on {date} --format markdown`.\n\n{done.stdout}")


def main():
    binary = os.environ["COMITY_BINARY"]
    source = Path(os.environ["COMITY_SOURCE_DIR"])
    atlas = source / "scenarios" / "law" / "atlas"
    stale = []
    for date, event in DATES.items():
        path = atlas / f"{date}.md"
        text = page(binary, source, date, event)
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if os.environ.get("COMITY_UPDATE_DOCS") == "1":
            atlas.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        else:
            stale.append(path.name)
    strange = {path.name for path in atlas.glob("*")} - {f"{date}.md" for date in DATES}
    if strange:
        sys.exit(f"scenarios/law/atlas: {sorted(strange)} belong to no date of this test.")
    if stale:
        sys.exit(f"Stale pages: {', '.join(stale)}. Run `COMITY_UPDATE_DOCS=1 ctest -R law_atlas` and read the difference.")


main()
