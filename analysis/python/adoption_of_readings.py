#!/usr/bin/env python3
"""How the readings of an open question spread among courts, with bands over replicates.

adoption_of_readings.py RESULTS PICTURE [QUESTION]    (PICTURE ends with .png, .svg or .pdf; without a question: the most decided)
"""
import sys

import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

import comity
import h5py

READINGS = {"accepted": ("#0072B2", "-"), "rejected": ("#D55E00", "--")}  # Okabe and Ito


def words_of(results, question):
    """The question in words, each reading's word and its sentence; files of earlier versions have none."""
    with h5py.File(results) as file:
        labels = file["events/labels"]
        if "question_name" not in labels:
            return question, {reading: reading for reading in READINGS}, {reading: reading for reading in READINGS}
        row = labels["question"].asstr()[...].tolist().index(question)
        return (labels["question_name"].asstr()[row], {reading: labels[f"question_{reading}"].asstr()[row] for reading in READINGS},
                {reading: labels[f"question_{reading}_words"].asstr()[row] for reading in READINGS})


def main(results, picture, question=None):
    opened = comity.open(results)
    metrics = opened.metrics
    if question is None:
        question = opened.events["rulings"].question.value_counts().idxmax()
    name, word, words = words_of(results, question)
    shares = {reading: 100 * metrics[f"{reading}_share"].sel(question=question) for reading in READINGS}

    figure, axes = plt.subplots(figsize=(8, 4.8), layout="constrained")
    for reading, (colour, line) in READINGS.items():
        mean = shares[reading].mean("replicate")
        low, high = (shares[reading].quantile(level, "replicate") for level in (0.25, 0.75))
        axes.plot(metrics.time, mean, color=colour, linestyle=line, linewidth=1.8)
        axes.fill_between(metrics.time, low, high, color=colour, alpha=0.15, linewidth=0)
        axes.annotate(word[reading], (metrics.time.values[-1], float(mean[-1])), xytext=(6, 0), textcoords="offset points",
                      va="center", color=colour, fontweight="bold")
    end = {reading: float(share.mean("replicate")[-1]) for reading, share in shares.items()}
    axes.set_title(f"{name}\nAt the end {end['rejected']:.0f} % of courts hold that {words['rejected']}, "
                   f"{end['accepted']:.0f} % that {words['accepted']}", loc="left", fontsize=10)
    axes.set(xlabel="year", ylabel="courts that hold the reading, by docket [%]", ylim=(0, 100))
    axes.margins(x=0.02)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", alpha=0.3)
    figure.supxlabel(f"Lines: means over {metrics.sizes['replicate']} replicates; bands: the middle half of them. The other courts "
                     "have not decided.", fontsize=8, x=0.99, ha="right")
    figure.savefig(picture, dpi=150)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
