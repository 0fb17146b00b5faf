"""What the README says works: its scenario and regime run, its Python and R read the results.

The README's blocks are taken as they stand; runs are only made shorter.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BINARY = os.environ["COMITY_BINARY"]
SOURCE = Path(os.environ["COMITY_SOURCE_DIR"])
SHORT = ["--replicates", "2", "--quiet"]


def blocks(language, page="README.md"):
    found, block = [], None
    for line in (SOURCE / page).read_text(encoding="utf-8").splitlines(keepends=True):
        if not line.startswith("```"):
            if block is not None:
                block.append(line)
        elif block is None:
            block, fence = [], line.strip("`\n")
        else:
            if fence == language:
                found.append("".join(block))
            block = None
    return found


def call(folder, *command):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def find_one(language, start):
    found = [block for block in blocks(language) if block.startswith(start)]
    if len(found) != 1:
        sys.exit(f"README.md has {len(found)} {language} blocks that begin with {start!r}, expected 1.")
    return found[0]


def ask_own_question(folder):
    (folder / "scenarios/restraint.toml").write_text(find_one("toml", "question"), encoding="utf-8")
    (folder / "scenarios/law/northland-restraint.toml").write_text(find_one("toml", "[regime]"), encoding="utf-8")
    commands = [line for line in find_one("", "comity law check").splitlines() if line]
    if len(commands) != 5:
        sys.exit(f"README.md has {len(commands)} commands for its own question, expected 5.")
    for line in commands:
        words = line.split()[1:]
        call(folder, BINARY, *words, *(SHORT if words[0] == "run" else []))
    for name in ("restraint", "no-restraint"):
        if not (folder / f"results/{name}.h5").is_file():
            sys.exit(f"results/{name}.h5 is missing.")


def read_results(folder):
    call(folder, BINARY, "run", "scenarios/microsoft-ireland.toml", *SHORT, "--set", "run.end=2014-01-01",
         "--set", "run.scale=0.01", "--out", "results/microsoft-ireland.h5")
    python = find_one("python", "import xarray\nmetrics")
    if "share of the market's data" not in call(folder, sys.executable, "-c", python):
        sys.exit("README.md: the Python example does not print the series' meaning.")
    (r,) = blocks("r")
    if "50%" not in call(folder, "Rscript", "-e", r):
        sys.exit("README.md: the R example does not print quantiles.")


def sweep(folder):
    call(folder, BINARY, "sweep", "scenarios/sweeps/policies.toml", *SHORT, "--set", "run.scale=0.005")
    if "provider" not in call(folder, sys.executable, "-c", find_one("python", "import xarray\ndesign")):
        sys.exit("README.md: the example of a sweep does not print differences.")


def ask_results(folder):
    """The questions of results/README.md, of the files of the tests before and two small sweeps."""
    call(folder, BINARY, "sweep", "scenarios/sweeps/screening.toml", "--set", "sweep.trajectories=3", "--replicates", "1")
    call(folder, BINARY, "sweep", "scenarios/sweeps/what-matters.toml", "--set", "sweep.points=16", "--set", "sweep.scrambles=2")
    commands = [line for block in blocks("", "results/README.md") if block.startswith("comity analyze")
                for line in block.splitlines()]
    if {line.split()[2] for line in commands} != {"summary", "compare", "morris", "sobol", "scores", "prim", "tune"}:
        sys.exit("results/README.md does not ask every question of comity analyze.")
    for line in commands:
        answer = call(folder, BINARY, *shlex.split(line)[1:])
        if "--out" not in line and len(answer.splitlines()) < 5:
            sys.exit(f"{line}: says next to nothing:\n{answer}")
    if not (folder / "results/demands.csv").read_text(encoding="utf-8").startswith("quantity,metric,time,"):
        sys.exit("results/README.md: the table of demands is missing.")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(SOURCE / "scenarios", folder / "scenarios")
        ask_own_question(folder)
        read_results(folder)
        sweep(folder)
        ask_results(folder)


main()
