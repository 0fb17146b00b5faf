#!/usr/bin/env python3
"""What each instrument brings: the share of its uses that bring the data, year by year, with bands over replicates.

yield_by_instrument.py RESULTS PICTURE    (PICTURE ends with .png, .svg or .pdf)
"""
import sys
import warnings

import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

import comity

COLOURS = {"order": "#0072B2", "assistance": "#D55E00", "agreement": "#009E73", "voluntary": "#CC79A7"}  # Okabe and Ito
WORDS = {"order": "order to the provider", "assistance": "treaty request", "agreement": "order under an agreement",
         "voluntary": "polite request"}
MARKERS = {"order": "o", "assistance": "s", "agreement": "^", "voluntary": "D"}


def main(results, picture):
    warnings.simplefilter("ignore", RuntimeWarning)  # an instrument nobody used in a year has no quantiles
    metrics = comity.open(results).metrics
    metrics = metrics.assign_coords(year=metrics.time.dt.year)
    records = metrics.time.groupby("year").count()
    whole = records.year[records > records.max() / 2].values  # years that the run covers
    used = metrics.chosen.groupby("year").sum()
    share = 100 * (metrics.succeeded.groupby("year").sum() / used).where(used > 0).sel(year=whole)
    mean = share.mean("replicate")
    low, high = share.quantile(0.05, "replicate"), share.quantile(0.95, "replicate")

    figure, axes = plt.subplots(figsize=(8, 4.8), layout="constrained")
    for instrument in share.instrument.values:
        style = {"color": COLOURS[instrument]}
        one = {"instrument": instrument}
        axes.plot(share.year, mean.sel(one), marker=MARKERS[instrument], label=WORDS[instrument], **style)
        axes.fill_between(share.year, low.sel(one), high.sel(one), alpha=0.15, linewidth=0, **style)
    total = metrics.succeeded.sum("time") / metrics.chosen.sum("time")
    over_all = 100 * total.mean("replicate")
    axes.set_title(f"Treaty requests bring the data in {float(over_all.sel(instrument='assistance')):.0f} % of cases, "
                   f"orders in {float(over_all.sel(instrument='order')):.0f} %", loc="left")
    axes.set(xlabel="year", ylabel="uses of the instrument that brought the data [%]", ylim=(0, 105))
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", alpha=0.3)
    axes.legend(frameon=False, ncols=2, loc="lower center", bbox_to_anchor=(0.5, 0.02))
    figure.supxlabel(f"Lines: means; bands: 90 % of {share.sizes['replicate']} replicates.", fontsize=8, x=0.99, ha="right")
    figure.savefig(picture, dpi=150)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
