#!/usr/bin/env python3
"""Where data are kept: the share of each market's data stored at home, with bands over replicates.

where_data_are_kept.py RESULTS PICTURE [STATE…]    (PICTURE ends with .png, .svg or .pdf; without states: what changes most)
"""
import sys

import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

import comity

COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]  # Okabe and Ito
LINES = ["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (8, 2)), "-"]


def main(results, picture, *states):
    home = comity.open(results).metrics.data_at_home
    mean = home.mean("replicate")  # time x state; failed runs are missing and left out
    change = (mean.isel(time=-1) - mean.isel(time=0)).rename("change")
    states = list(states) or list(change.sortby(-abs(change)).state.values[:5])
    low, high = home.quantile(0.05, "replicate"), home.quantile(0.95, "replicate")

    figure, axes = plt.subplots(figsize=(8, 4.8), layout="constrained")
    top = 108 * float(high.sel(state=states).max())
    label = -top
    for state in sorted(states, key=lambda one: float(mean.sel(state=one)[-1])):
        style = states.index(state) % len(COLOURS)
        line = 100 * mean.sel(state=state)
        axes.plot(home.time, line, color=COLOURS[style], linestyle=LINES[style], linewidth=1.8)
        axes.fill_between(home.time, 100 * low.sel(state=state), 100 * high.sel(state=state),
                          color=COLOURS[style], alpha=0.15, linewidth=0)
        label = max(float(line[-1]), label + 0.05 * top)  # labels must not overlap
        axes.annotate(state, (home.time.values[-1], label), xytext=(6, 0), textcoords="offset points",
                      va="center", color=COLOURS[style], fontweight="bold")
    first = states[0]
    axes.set_title(f"Data kept at home: in {first} from {100 * float(mean.sel(state=first)[0]):.0f} % "
                   f"to {100 * float(mean.sel(state=first)[-1]):.0f} % of the market's data", loc="left")
    axes.set(xlabel="year", ylabel="share of the market's data stored in the market [%]", ylim=(0, top))
    axes.margins(x=0.02)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", alpha=0.3)
    figure.supxlabel(f"Lines: means; bands: 90 % of {home.sizes['replicate']} replicates.", fontsize=8, x=0.99, ha="right")
    figure.savefig(picture, dpi=150)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
