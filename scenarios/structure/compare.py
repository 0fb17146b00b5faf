#!/usr/bin/python3
"""Which conclusions survive another structure of the model? The scenario microsoft-ireland under each structural alternative.

Every alternative is run in three arms that share their random numbers: without the CLOUD Act, with it on the day it was
signed, and without it but with twice the staff that central authorities have at the defaults; each replicate in a plausible world of its own. The effects of the statute and of the staff are means
over replicates of paired differences, with 95 % intervals (normal). A conclusion is an effect whose interval at the model's
own structure leaves out zero; it survives in an alternative where it has the same sign and its interval leaves out zero, too.

    scenarios/structure/compare.py                   # 100 replicates at the scale of .1, a quarter of an hour on two processors
    scenarios/structure/compare.py --replicates 400 --scale 0.02

Needs h5py. Writes FOLDER/effects.csv and prints the tables of sim/MODEL.md in Markdown.
"""
import argparse
import csv
import pathlib
import subprocess
import sys

import h5py
import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIO = ROOT / "scenarios/microsoft-ireland.toml"
DAYS_PER_MONTH = 365.25 / 12

ALTERNATIVES = [
    ("own structure", ()),
    ("learning: attractions", ("choose.learning=ewa",)),
    ("learning: none", ("choose.learning=none",)),
    ("selection: divergent stakes", ("litigate.selection=lpg",)),
    ("selection: Priest and Klein", ("litigate.selection=priest_klein",)),
    ("strategic apex", ("litigate.strategic_apex=true",)),
    ("plain logit", ("choose.structure=plain",)),
    ("courts copy", ("litigate.reception=copy",)),
    ("states react", ("reciprocate.structure=reactive",)),
]
NEVER = ("reform.cloud-act.mode=never",)
ARMS = {
    "none": NEVER,
    "statute": ("reform.cloud-act.mode=scheduled", "reform.cloud-act.date=2018-03-23"),
    "staff": (*NEVER, "assist.load=0.75"),
}


def total(file, metric):
    """Sums over time of a counter: one per replicate and group."""
    return numpy.nansum(numpy.asarray(file["metrics"][metric][0], dtype=float), axis=1)


def last(file, metric):
    return numpy.asarray(file["metrics"][metric][0], dtype=float)[:, -1]


def group(file, labels, name):
    return [text.decode() for text in file["events/labels"][labels][:]].index(name)


OUTCOMES = {
    "cross-border demands met with consent [share]":
        lambda file: total(file, "consented").sum(1) / total(file, "cross_border_ended").sum(1),
    "data taken abroad without consent [thousand]":
        lambda file: total(file, "unilateral").sum(1) / 1e3,
    "time to answer a request for assistance [month]":
        lambda file: total(file, "assistance_days").sum(1)
        / sum(total(file, f"assistance_{end}").sum(1) for end in ("granted", "refused", "abandoned"))
        / DAYS_PER_MONTH,
    "stance towards the United States at the end":
        lambda file: last(file, "stance_received")[:, group(file, "state", "US")],
    "trust in Microsoft at the end":
        lambda file: last(file, "trust")[:, group(file, "provider", "microsoft")],
    "data kept in the United States at the end [share]":
        lambda file: last(file, "data_in_state")[:, group(file, "state", "US")],
    "cases brought to court":
        lambda file: total(file, "challenges").sum(1) + total(file, "motions_to_compel").sum(1),
    "courts that stop the warrant at the border, at the end [share]":
        lambda file: last(file, "accepted_share")[:, group(file, "question", "us-warrant-stops-at-border")],
}


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replicates", type=int, default=100)
    parser.add_argument("--scale", type=float, default=0.1)
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / "results/structure")
    parser.add_argument("--comity", type=pathlib.Path, default=ROOT / "build/release/comity")
    return parser.parse_args()


def outcomes_of(arguments, name, settings):
    """Runs one arm and gives its outcomes: one value per replicate each."""
    results = arguments.folder / "arm.h5"
    words = [arguments.comity, "run", SCENARIO, "--replicates", arguments.replicates, "--quiet", "--force", "--out", results,
             "--set", f"run.scale={arguments.scale:g}"]
    for setting in settings:
        words += ["--set", setting]
    print(name, file=sys.stderr, flush=True)
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"compare: {' '.join(map(str, words))}\n{done.stderr}")
    with h5py.File(results) as file:
        return {outcome: measure(file) for outcome, measure in OUTCOMES.items()}


def interval(values):
    """Mean and half the width of its 95 % interval."""
    values = values[numpy.isfinite(values)]
    return values.mean(), 1.96 * values.std(ddof=1) / numpy.sqrt(len(values))


def shown(mean, half):
    return f"{mean:.3g} ± {half:.2g}"


def survives(own, other):
    return abs(other[0]) > other[1] and own[0] * other[0] > 0


def print_levels(levels):
    print("| outcome without the statute |" + "".join(f" {name} |" for name in levels))
    print("|---|" + "---|" * len(levels))
    for outcome in OUTCOMES:
        print(f"| {outcome} |" + "".join(f" {shown(*interval(level[outcome]))} |" for level in levels.values()))


def print_effects(effects):
    names = [name for name, _ in ALTERNATIVES]
    print("| effect of | on |" + "".join(f" {name} |" for name in names) + " survives in |")
    print("|---|---|" + "---|" * (len(names) + 1))
    for arm, outcome in dict.fromkeys((arm, outcome) for _, arm, outcome in effects):
        own = effects[names[0], arm, outcome]
        if abs(own[0]) <= own[1]:
            continue
        others = [effects[name, arm, outcome] for name in names]
        cells = [shown(*one) if survives(own, one) else f"**{shown(*one)}**" for one in others]
        print(f"| {arm} | {outcome} | " + " | ".join(cells) + f" | {sum(survives(own, one) for one in others) - 1} of 8 |")


def main():
    arguments = read_arguments()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    levels, effects = {}, {}
    for name, settings in ALTERNATIVES:
        arms = {arm: outcomes_of(arguments, f"{name}, {arm}", (*settings, *extra)) for arm, extra in ARMS.items()}
        levels[name] = arms["none"]
        for arm in ("statute", "staff"):
            for outcome in OUTCOMES:
                effects[name, arm, outcome] = interval(arms[arm][outcome] - arms["none"][outcome])
    (arguments.folder / "arm.h5").unlink()
    with open(arguments.folder / "effects.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["alternative", "arm", "outcome", "effect", "half_width95"])
        writer.writerows([*key, *value] for key, value in effects.items())
    print_levels(levels)
    print()
    print_effects(effects)


if __name__ == "__main__":
    main()
