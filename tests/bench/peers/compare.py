"""comity beside a peer that runs the same reduced model: time of the processor, ratio, and agreement of what both put out.

Usage: compare.py COMITY PEER [--runs N] [--scale S] [--generator xoshiro|mersenne] [--repeat R] [--z Z]

COMITY is the program, PEER a program that is called with RUNS GENERATOR SCALE FILE, prints its time and writes a line of totals
for each run (README.md). Both run in turn, R times, and the shortest times count; start-up is measured on one run and taken off.
Exit code 1 when a statistic differs by more than Z standard errors.
"""
import argparse
import pathlib
import resource
import subprocess
import sys
import tempfile

import h5py
import numpy

SCENARIO = pathlib.Path(__file__).with_name("reduced.toml")
STATES = ("AA", "BB")
INSTRUMENTS = ("order", "assistance", "agreement", "voluntary")
FATES = ("fulfilled", "partly_fulfilled", "quashed", "rejected", "refused", "sanctioned", "abandoned", "mooted", "dropped")
# The totals of a run: metrics of comity and how many values each has.
COLUMNS = (("demands", 2), ("demands_to_provider", 3), ("chosen", 4), ("succeeded", 4), ("ended", 9),
           ("assistance_requests", 2), ("assistance_granted", 2), ("assistance_refused", 2), ("assistance_abandoned", 2),
           ("assistance_wait", 2), ("assistance_days", 2), ("cross_border", 2))


def processor_seconds(words):
    """Time of the processor that a program takes, and what it prints."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    printed = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, printed


def run_comity(asked, runs, out):
    return processor_seconds([asked.comity, "run", SCENARIO, "--threads", "1", "--quiet", "--force", "--replicates", str(runs),
                              "--set", f"run.scale={asked.scale}", "--out", out])[0]


def run_peer(asked, out):
    _, printed = processor_seconds([asked.peer, str(asked.runs), asked.generator, str(asked.scale), out])
    return float(printed.split()[2])


def comity_totals(path, scale):
    """What each run adds up to, in simulated demands."""
    with h5py.File(path) as file:
        totals = {name: file["metrics"][name][0].sum(axis=1) * scale for name, _ in COLUMNS}
        fates = [name.decode() if isinstance(name, bytes) else name for name in file["metrics/fate"][:]]
        totals["ended"] = totals["ended"][:, [fates.index(name) for name in FATES]]
        return numpy.concatenate([totals[name] for name, _ in COLUMNS], axis=1)


def statistics_of(totals):
    """The numbers that are compared: a value for each run."""
    parts = numpy.split(totals, numpy.cumsum([width for _, width in COLUMNS])[:-1], axis=1)
    of = {name: part for (name, _), part in zip(COLUMNS, parts)}
    demands = of["demands"].sum(axis=1)
    chosen = of["chosen"].sum(axis=1)
    found = {"demands": demands, "attempts a demand": chosen / demands}
    for number, state in enumerate(STATES):
        left = sum(of[f"assistance_{name}"][:, number] for name in ("granted", "refused", "abandoned"))
        granted = of["assistance_granted"][:, number]
        found |= {f"demands of {state}": of["demands"][:, number],
                  f"share of {state} across a border": of["cross_border"][:, number] / of["demands"][:, number],
                  f"requests to {state}": of["assistance_requests"][:, number],
                  f"days of waiting in {state}": of["assistance_wait"][:, number] / left,
                  f"share that gives up on {state}": of["assistance_abandoned"][:, number] / left,
                  f"share that {state} grants": granted / left,
                  f"days until {state} is done": of["assistance_days"][:, number] / left}
    for number in range(3):
        found[f"share of provider {number + 1}"] = of["demands_to_provider"][:, number] / demands
    for name in ("order", "assistance", "voluntary"):
        number = INSTRUMENTS.index(name)
        found[f"share that tries {name}"] = of["chosen"][:, number] / chosen
        found[f"success of {name}"] = of["succeeded"][:, number] / of["chosen"][:, number]
    for name in ("fulfilled", "rejected", "refused", "sanctioned", "abandoned", "dropped"):
        found[f"share {name}"] = of["ended"][:, FATES.index(name)] / demands
    return found


def compare(ours, theirs, limit):
    """Prints both means of each statistic; true when none differs by more than the limit."""
    worst = 0.0
    for name in ours:
        one, other = ours[name], theirs[name]
        error = numpy.sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other))
        z = (other.mean() - one.mean()) / error if error > 0 else 0.0
        worst = max(worst, abs(z))
        print(f"{name:28} {one.mean():12.6g} {other.mean():12.6g}  z {z:+5.2f}{'  differs' if abs(z) > limit else ''}")
    print(f"largest |z| {worst:.2f} of {len(ours)} statistics, {limit:g} allowed")
    return worst <= limit


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("comity")
    parser.add_argument("peer")
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--generator", default="xoshiro")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--z", type=float, default=4.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out, lines = pathlib.Path(folder, "comity.h5"), pathlib.Path(folder, "peer.csv")
        times = []
        for _ in range(asked.repeat):
            start = run_comity(asked, 1, out)
            times.append(((run_comity(asked, asked.runs, out) - start) / (asked.runs - 1), run_peer(asked, lines) / 1e3))
        ours, theirs = comity_totals(out, asked.scale), numpy.loadtxt(lines, delimiter=",", ndmin=2)
    one, other = numpy.min(times, axis=0)
    demands = ours[:, :2].sum(axis=1).mean()
    print(f"comity {one * 1e3:.3f} ms a run, {one * 1e9 / demands:.1f} ns a demand; peer {other * 1e3:.3f} ms, "
          f"{other * 1e9 / demands:.1f} ns; ratio {one / other:.2f}")
    return 0 if compare(statistics_of(ours), statistics_of(theirs), asked.z) else 1


if __name__ == "__main__":
    sys.exit(main())
