#!/usr/bin/python3
"""What a file of very many runs costs to be asked, beside what it may cost: page, summary and tables of 100,000 runs of the small
world, with totals alone and with series and events. A benchmark for a quiet machine, no test.

    tests/bench/many_runs.py build/release

Times are of the processor, the shortest of --repeat; memory is the largest resident set of the program."""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SCENARIO = """question = "What do very many runs cost to be asked?"
include = "{source}/scenarios/two-states.toml"
[run]
end = 2022-01-01
step_days = 30.0
record_days = 182
scale = 0.01
replicates = 100
[sweep]
design = "lhs"
points = {points}
[sweep.factors]
assist.load = {{ range = "prior" }}
litigate.judge_spread = {{ range = "prior" }}
trust.disclosure = {{ low = 0.01, high = 0.5, log = true }}
"""
LIMIT_SECONDS, LIMIT_MEGABYTES = 5, 100


def run(command):
    """Seconds of the processor and megabytes of a command."""
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"many_runs.py: {command[:3]} … failed: {process.stderr.read().decode()[:300]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--points", type=int, default=1000, help="of 100 runs each")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    comity = options.build / "comity"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "many.toml").write_text(SCENARIO.format(source=SOURCE, points=options.points))
        for keep in ("summary", "all"):
            results = folder / f"{keep}.h5"
            run([comity, "sweep", folder / "many.toml", "--keep", keep, "--quiet", "--out", results])
            print(f"{100 * options.points} runs, --keep {keep}: {results.stat().st_size / 1e6:.0f} MB")
            for what, command in (("report", ["report", results, "--out", folder / "many.html", "--force"]),
                                  ("analyze summary", ["analyze", "summary", results]),
                                  ("export", ["export", results, "--out", folder / "tables", "--force"])):
                measured = [run([comity, *command]) for _ in range(options.repeat)]
                seconds, megabytes = min(time for time, _ in measured), max(size for _, size in measured)
                over = " TOO MUCH" if seconds > LIMIT_SECONDS or megabytes > LIMIT_MEGABYTES else ""
                print(f"  {what}: {seconds:.1f} s of {LIMIT_SECONDS}, {megabytes:.0f} MB of {LIMIT_MEGABYTES}{over}")


if __name__ == "__main__":
    main()
