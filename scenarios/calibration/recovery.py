#!/usr/bin/python3
"""Whether a calibration tells the truth, in two pictures of what `comity calibrate --recover N` wrote (sim/MODEL.md, 14).

    scenarios/calibration/recovery.py plausible-2013.calibrate docs/pictures

recovery.svg: to the left the truth's ranks among the draws, which are even where calibration tells the truth, with the band that holds 99
of 100 bars; to the right, for parameters of which most is learnt, the 90 % intervals beside the truth. emulators.svg: what
emulators say of vectors that they were not fitted to beside what was simulated there, for every observation. Needs matplotlib.
"""
import csv
import math
import pathlib
import sys

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams.update({"svg.hashsalt": "comity", "svg.fonttype": "none", "font.size": 8, "font.family": "sans-serif"})
from matplotlib import pyplot  # noqa: E402

BINS = 10
PANELS = 3
POINTS = 60
HELD, MISSED = "#1f5a94", "#c2571a"


def binomial_band(trials, chance, outside):
    """The counts between which all but this share of binomial numbers lie."""
    chances = [math.comb(trials, k) * chance ** k * (1 - chance) ** (trials - k) for k in range(trials + 1)]
    low, below = 0, 0.0
    while below + chances[low] < outside / 2:
        below += chances[low]
        low += 1
    high, above = trials, 0.0
    while above + chances[high] < outside / 2:
        above += chances[high]
        high -= 1
    return low, high


def width(rows):
    """Of the intervals, in the whole range of truths and intervals: the less, the more is learnt."""
    ends = [float(row[key]) for row in rows for key in ("value", "low", "high")]
    return sum(float(row["high"]) - float(row["low"]) for row in rows) / len(rows) / (max(ends) - min(ends))


def draw_ranks(axis, rows):
    counts = [0] * BINS
    for row in rows:
        counts[min(int(float(row["rank"]) * BINS), BINS - 1)] += 1
    low, high = binomial_band(len(rows), 1 / BINS, 0.01)
    axis.axhspan(low, high, color="#d9d9d9", label="99 of 100 even bars")
    axis.bar([(k + 0.5) / BINS for k in range(BINS)], counts, width=0.9 / BINS, color=HELD)
    axis.set_ylim(0, 1.3 * max(*counts, high))
    axis.set_xlabel("share of draws below the truth")
    axis.set_title(f"Ranks of {len(rows)} truths", loc="left")
    axis.legend(frameon=False, loc="upper right")


def draw_intervals(axis, name, rows):
    for row in rows:
        truth, low, high = (float(row[key]) for key in ("value", "low", "high"))
        axis.plot([truth, truth], [low, high], color=HELD if low <= truth <= high else MISSED, linewidth=1.5,
                  linestyle="-" if low <= truth <= high else ":")
    ends = [float(row[key]) for row in rows for key in ("value", "low", "high")]
    axis.plot([min(ends), max(ends)], [min(ends), max(ends)], color="#666666", linewidth=0.7)
    axis.set_xlabel("truth")
    axis.set_title(name, loc="left")


def grouped(path, key):
    """Rows of a table by the word in a column."""
    rows = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row[key], []).append(row)
    return rows


def save(figure, axes, path):
    for axis in axes:
        axis.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None})


def draw_emulators(rows, path):
    columns = 6
    lines = -(-len(rows) // columns)
    figure, axes = pyplot.subplots(lines, columns, figsize=(10, 1.7 * lines), layout="constrained")
    for axis, (name, points) in zip(axes.flat, rows.items()):
        shown = points[:: max(1, len(points) // POINTS)]
        simulated, predicted = ([float(row[key]) for row in shown] for key in ("simulated", "predicted"))
        axis.plot(simulated, predicted, ".", markersize=2, color=HELD)
        ends = [min(simulated), max(simulated)]
        axis.plot(ends, ends, color="#666666", linewidth=0.7)
        if ends[0] > 0 and ends[1] > 100 * ends[0]:
            axis.loglog()
        axis.set_title(name, loc="left")
    for axis in axes.flat[len(rows):]:
        axis.set_visible(False)
    figure.supxlabel("simulated")
    figure.supylabel("predicted, held out")
    save(figure, axes.flat, path)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, folder = map(pathlib.Path, sys.argv[1:])
    draw_emulators(grouped(source / "held-out.csv", "observation"), folder / "emulators.svg")
    by_name = grouped(source / "recovery.csv", "parameter")
    rows = [row for own in by_name.values() for row in own]
    shown = sorted(by_name, key=lambda name: width(by_name[name]))[:PANELS]
    figure, axes = pyplot.subplots(1, 1 + len(shown), figsize=(10, 2.7), layout="constrained", width_ratios=[1.4] + [1] * len(shown))
    draw_ranks(axes[0], rows)
    for axis, name in zip(axes[1:], shown):
        draw_intervals(axis, name, by_name[name])
    axes[1].set_ylabel("90 % of the draws (dotted: missed)")
    save(figure, axes, folder / "recovery.svg")


if __name__ == "__main__":
    main()
