#!/usr/bin/python3
"""What every command costs on a large input: time and memory, and what it may cost where that was agreed. A benchmark for a quiet
machine, no test.

    tests/bench/commands.py build/release                   100,000 runs of the small world, 256 of the main scenario
    tests/bench/commands.py build/release --points 50       5,000 runs, to see the table

Times are of the processor, start-up included, the shortest of --repeat; memory is the largest resident set of the program. The files
asked about are made first, and what making them takes is told too."""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SMALL = """question = "What do very many runs cost to be asked?"
include = "{source}/scenarios/two-states.toml"
[run]
end = 2022-01-01
step_days = 30.0
record_days = 182
scale = 0.01
replicates = {replicates}
"""
LHS = """[sweep]
design = "lhs"
points = {points}
[sweep.factors]
assist.load = {{ range = "prior" }}
litigate.judge_spread = {{ range = "prior" }}
trust.disclosure = {{ low = 0.01, high = 0.5, log = true }}
"""
SALTELLI = LHS.replace('"lhs"', '"saltelli"')
MORRIS = LHS.replace('"lhs"', '"morris"').replace("points =", "trajectories =")
ARMS = """[arms.as-it-is]
[arms.half-the-load]
assist.load = 0.5
"""


def run(command):
    """Seconds of the processor and megabytes of a command."""
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(str(word) for word in command)} failed: {said[:500]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def make_inputs(folder, points):
    """Scenarios beside the results files that will be asked."""
    def write(name, replicates, sweep, points=points):
        (folder / f"{name}.toml").write_text(SMALL.format(source=SOURCE, replicates=replicates) + sweep.format(points=points))
    write("many", 100, LHS)
    write("saltelli", 10, SALTELLI, max(8, points // 8))
    write("morris", 10, MORRIS, max(8, points // 8))
    write("arms", 50 * points, ARMS)
    write("huge", 1, SALTELLI, 256 * points)


def commands(folder, main_runs):
    """(what is asked, of what, command, seconds and megabytes that it may take or None), in an order in which each finds its input."""
    many, kept, main = folder / "many.h5", folder / "kept.h5", folder / "main.h5"
    ireland, law = SOURCE / "scenarios/microsoft-ireland.toml", SOURCE / "scenarios/law"
    out = {end: folder / f"out.{end}" for end in ("html", "csv", "txt", "json")}
    agreed = (5, 100)
    yield "sweep", "many", ["sweep", folder / "many.toml", "--keep", "summary", "--quiet", "--out", many], None
    yield "sweep --keep all", "many", ["sweep", folder / "many.toml", "--keep", "all", "--quiet", "--out", kept], None
    for name in ("saltelli", "morris", "arms"):
        yield "sweep", name, ["sweep", folder / f"{name}.toml", "--keep", "summary", "--quiet", "--out", folder / f"{name}.h5"], None
    yield "sweep --dry-run", "huge design", ["sweep", folder / "huge.toml", "--dry-run", "--out", folder / "huge.h5"], None
    yield "run", "main scenario", ["run", ireland, "--replicates", main_runs, "--quiet", "--out", main], None
    yield "merge", "many", ["merge", folder / "many.sweep", "--force", "--out", folder / "merged.h5"], None
    for file, path in (("many", many), ("many, all kept", kept), ("main", main)):
        limit = agreed if path != main else None
        yield "analyze summary", file, ["analyze", "summary", path], limit
        yield "report", file, ["report", path, "--out", out["html"], "--force"], limit
        yield "export", file, ["export", path, "--out", folder / "tables", "--force"], limit
    metric = ["--metric", "consented/cross_border_ended"]
    yield "analyze scores", "many", ["analyze", "scores", many, *metric], None
    yield "analyze prim", "many", ["analyze", "prim", many, "--interest", "consented/cross_border_ended >= 0.59"], None
    yield "analyze sobol", "saltelli", ["analyze", "sobol", folder / "saltelli.h5", *metric], None
    yield "analyze morris", "morris", ["analyze", "morris", folder / "morris.h5", *metric], None
    yield "analyze compare", "arms", ["analyze", "compare", folder / "arms.h5"], None
    yield "analyze evidence", "main", ["analyze", "evidence", main, "--evidence",
                                       SOURCE / "scenarios/evidence/litigation-and-cooperation.toml"], None
    yield "analyze spread", "main", ["analyze", "spread", main], None
    yield "analyze worlds", "main", ["analyze", "worlds", main], None
    yield "explain", "main", ["explain", main, "--replicate", main_runs - 1], None
    yield "unpack", "main", ["unpack", main, "--out", folder / "unpacked"], None
    yield "law check", "all law", ["law", "check", "law"], None
    yield "law facts", "all law", ["law", "facts", "law"], None
    yield "law treaties", "all law", ["law", "treaties", "law"], None
    yield "law test --coverage", "all law", ["law", "test", "law", "--coverage"], None
    yield "law conflicts", "all law", ["law", "conflicts", "law", "--on", "2018-06-01"], None
    yield "law gaps", "all law", ["law", "gaps", "law", "--on", "2018-06-01"], None
    yield "law diff", "all law", ["law", "diff", "law", "--from", "2013-01-01", "--to", "2023-01-01"], None
    yield "law page", "all law", ["law", "page", "law", "--out", out["html"], "--force"], None
    yield "scenarios", "-", ["scenarios"], None
    yield "list parameters", "-", ["list", "parameters"], None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--points", type=int, default=1000, help="of 100 runs each (1000)")
    parser.add_argument("--main-runs", type=int, default=256, help="of the main scenario, at least 20 (256)")
    parser.add_argument("--repeat", type=int, default=1, help="of commands that make no file that is asked (1)")
    options = parser.parse_args()
    comity = (options.build / "comity").resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_inputs(folder, options.points)
        for what, of, command, limit in commands(folder, options.main_runs):
            times = options.repeat if command[0] in ("analyze", "report", "export", "explain", "law") else 1
            measured = [run([comity, *command]) for _ in range(times)]
            seconds, megabytes = min(time for time, _ in measured), max(size for _, size in measured)
            over = limit and (seconds > limit[0] or megabytes > limit[1])
            may = f" of {limit[0]} s, {limit[1]} MB{' TOO MUCH' if over else ''}" if limit else ""
            print(f"{what:22} {of:16} {seconds:8.2f} s {megabytes:6.0f} MB{may}", flush=True)


if __name__ == "__main__":
    main()
