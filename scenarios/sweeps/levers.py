#!/usr/bin/python3
"""The lever table of sim/MODEL.md: what each arm of levers.toml changes in twenty outcomes (paired differences over replicates, 95 %
intervals), and beside it the sign that the literature expects and whether it is met. Made with comity's own commands; --update puts both
tables into sim/MODEL.md, whatever they say.

    scenarios/sweeps/levers.py                   # 40 replicates of 26 arms, some minutes on two processors; prints the tables
    scenarios/sweeps/levers.py --update
"""
import argparse
import csv
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SWEEP = ROOT / "scenarios/sweeps/levers.toml"
MODEL = ROOT / "sim/MODEL.md"
REFERENCE = "as-it-is"
MISSING = "–"

OUTCOMES = {  # short name: formula over a run
    "consent": "consented/cross_border_ended",
    "unilateral": "unilateral/cross_border_ended",
    "conflicts": "conflicts/demands",
    "breaches": "breaches/demands",
    "answer days": "assistance_days/(assistance_granted+assistance_refused+assistance_abandoned)",
    "given up": "assistance_abandoned/(assistance_granted+assistance_refused+assistance_abandoned)",
    "challenges": "challenges",
    "motions": "motions_to_compel",
    "for the state": "rulings_government/rulings",
    "splits": "splits_opened",
    "stops at border": "accepted_share[us-warrant-stops-at-border] at end",
    "cost": "(fines+litigation_spend)/demands",
    "at home": "average(data_at_home) at end",
    "in US": "data_in_state[US] at end",
    "own keys": "average(data_protected) at end",
    "trust": "average(trust) at end",
    "stance": "average(stance) at end",
    "mandates": "localisation_mandates at end",
    "blocking": "blocking_statutes at end",
    "agreements": "agreements at end",
}

# What is expected: lever, outcome, sign, source.
EXPECTED = [
    ("staff", "answer days", "-", "queues: Garnett et al. 2002; T-CY 2014"),
    ("staff", "given up", "-", "Garnett et al. 2002"),
    ("staff", "consent", "+", "Swire and Hemmings 2016"),
    ("staff", "unilateral", "-", "slow assistance drives states to help themselves: Woods 2016"),
    ("staff-growing", "given up", "-", "Garnett et al. 2002"),
    ("staff-growing", "consent", "+", "Swire and Hemmings 2016"),
    ("statute-early", "challenges", "-", "nothing is left to litigate: Priest and Klein 1984"),
    ("statute-early", "splits", "-", "mootness: United States v. Microsoft 2018"),
    ("statute-early", "unilateral", "+", "Daskal 2016"),
    ("statute-never", "challenges", "+", "Priest and Klein 1984"),
    ("statute-never", "stops at border", "+", "829 F.3d 197 would stand"),
    ("statute-never", "unilateral", "-", "Daskal 2016"),
    ("penalties", "unilateral", "+", "deterrence: Becker 1968"),
    ("penalties", "cost", "+", "Becker 1968"),
    ("coercion", "unilateral", "+", "each refusal is answered by more: Becker 1968"),
    ("bars", "breaches", "-", "Becker 1968"),
    ("bars", "challenges", "+", "a plea of comity is worth more: Société Nationale 1987"),
    ("localise", "at home", "+", "Chander and Lê 2015"),
    ("localise", "in US", "-", "Chander and Lê 2015"),
    ("localise-never", "at home", "-", "Chander and Lê 2015"),
    ("blocking", "conflicts", "+", "by definition of a bar"),
    ("blocking", "unilateral", "-", "Becker 1968"),
    ("agreements", "consent", "+", "Daskal 2016; Swire and Hemmings 2016"),
    ("agreements", "unilateral", "-", "Daskal 2016"),
    ("agreements", "answer days", "-", "Swire and Hemmings 2016"),
    ("agreements-never", "consent", "-", "Daskal 2016"),
    ("legislation-off", "mandates", "-", "ITIF 2021"),
    ("legislation-off", "agreements", "-", "Daskal 2016"),
    ("retaliation-off", "blocking", "-", "others do the same: Keohane 1986"),
    ("binding-weak", "splits", "+", "uniformity: Kornhauser 1992; Beim and Rader 2019"),
    ("litigation-off", "challenges", "-", "by definition"),
    ("litigation-off", "unilateral", "+", "courts stop some orders: Landes 1971"),
    ("amici-off", "for the state", "+", "Kearney and Merrill 2000"),
    ("foreign-precedent", "for the state", "+", "Slaughter 1994, most foreign rulings being for the state"),
    ("learning-off", "unilateral", "-", "what works is repeated: Camerer and Ho 1999"),
    ("trust-off", "trust", "+", "Cloud Security Alliance 2013: the revelations cost trust"),
    ("location-off", "at home", "-", "regions opened since 2013"),
    ("exposure-by-place", "in US", "-", "by construction: by the law a statute of reach leaves no shelter abroad"),
    ("shock-off", "trust", "+", "Cloud Security Alliance 2013"),
    ("shock-off", "at home", "-", "NTT 2014"),
    ("shock-off", "own keys", "-", "NTT 2014"),
    ("reciprocity-off", "stance", "+", "Axelrod 1984; Keohane 1986"),
    ("reciprocity-off", "consent", "+", "Keohane 1986"),
    ("affronts", "stance", "-", "Axelrod 1984"),
    ("affronts", "consent", "-", "Keohane 1986"),
    ("affronts", "agreements", "-", "Keohane 1986"),
]

# Why an expectation is not met, as far as it is understood.
WHY = {
    ("statute-early", "splits"): "with the Act on its day they hardly split either (.1 a run); without it they do (.75)",
    ("statute-never", "challenges"): "most cases are about merit, not about this question; the authority moves to compel instead (motions rise)",
    ("penalties", "cost"): "firms obey or go to court, and what is not refused is not paid for: deterrence, not revenue",
    ("coercion", "unilateral"): "disclosures in breach (+.015) and challenges (+34) rise clearly; the interval of this one is skewed and just holds 0",
    ("bars", "challenges"): "orders for data there become rarer as authorities learn that they fail; fewer reach a court",
    ("localise", "in US"): "the United States enact the mandate too, and their own data come home from abroad",
    ("localise-never", "at home"): "four mandates in ten years move little",
    ("blocking", "unilateral"): "what the state of the data permitted it now forbids: the same disclosures count as taken without consent",
    ("retaliation-off", "blocking"): "its hazard is at most .02 a year and legislature",
    ("binding-weak", "splits"): "no digit changes: hardly an open question is decided above before the Act settles it (splits: .1 a run, without the Act .75)",
    ("litigation-off", "unilateral"): "courts decide a few dozen of a million orders",
    ("amici-off", "for the state"): "briefs are filed in salient appeals alone, a handful of all rulings before the Act",
    ("foreign-precedent", "for the state"): "few courts abroad rule on a question of the same doctrine",
    ("statute-early", "challenges"): "test cases on the warrant are a handful of some fifty cases in a run; merit and other states' questions go on",
    ("statute-early", "unilateral"): "before the Act, too, firms obeyed most of these orders",
    ("shock-off", "own keys"): "the premium of a quarter for such sites keeps nearly everybody away, trust or not",
    ("affronts", "agreements"): "an agreement waits for the law of both sides, which two states have",
    ("agreements-never", "consent"): "an agreement is in force in less than half of the runs, and late",
}


def call(*words):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"levers: {' '.join(map(str, words))}\n{done.stderr}")


def read_findings(arguments, folder):
    results, table = arguments.results or folder / "levers.h5", folder / "levers.csv"
    if not arguments.results:
        call(arguments.comity, "sweep", SWEEP, "--quiet", "--out", results, "--keep", "series",
             "--set", f"run.replicates={arguments.replicates}")
    metrics = [word for formula in OUTCOMES.values() for word in ("--metric", formula)]
    rows = []
    for question in (["summary", "--arm", REFERENCE], ["compare", "--reference", REFERENCE]):
        call(arguments.comity, "analyze", question[0], results, *question[1:], *metrics, "--format", "csv", "--out", table, "--force")
        with open(table, newline="", encoding="utf-8") as file:
            rows += csv.DictReader(file)
    return rows


def number(row, name):
    return float(row[name]) if row[name] else None


def collect(rows):
    """Level of each outcome as it is, and (effect, low, high) of each lever; bounds are None where nothing moved at all."""
    names = {formula: name for name, formula in OUTCOMES.items()}
    levels, effects = {}, {}
    for row in rows:
        name = names.get(row["metric"])
        if name is None:
            continue
        if row["quantity"] == "mean":
            levels[name] = number(row, "estimate")
        if row["quantity"] == "difference" and row["factor2"] == REFERENCE:
            effects[row["factor"], name] = tuple(number(row, column) for column in ("estimate", "low", "high"))
    return levels, effects


def sign_of(effect):
    """+ or - where the interval leaves out 0, else 0."""
    value, low, high = effect
    if value is None or low is None:
        return "0"
    return "+" if low > 0 else "-" if high < 0 else "0"


def shown(effect):
    value, low, high = effect
    if value is None:
        return MISSING
    if low is None:
        return "0" if value == 0 else f"{value:.2g}"
    text = f"{value:+.2g} [{low:+.2g}, {high:+.2g}]"
    return f"**{text}**" if sign_of(effect) != "0" else text


def effect_table(levels, effects):
    levers = list(dict.fromkeys(lever for lever, _ in effects))
    yield "| lever |" + "".join(f" {name} |" for name in OUTCOMES)
    yield "|---|" + "---|" * len(OUTCOMES)
    yield "| *as it is* |" + "".join(f" {levels[name]:.3g} |" if levels.get(name) is not None else f" {MISSING} |" for name in OUTCOMES)
    for lever in levers:
        yield f"| {lever} |" + "".join(f" {shown(effects.get((lever, name), (None,) * 3))} |" for name in OUTCOMES)


def expectation_table(effects):
    yield "| lever | outcome | expected | by | effect | met | why not |"
    yield "|---|---|---|---|---|---|---|"
    for lever, outcome, sign, source in EXPECTED:
        effect = effects.get((lever, outcome), (None,) * 3)
        found = sign_of(effect)
        met = "yes" if found == sign else "no effect" if found == "0" else "**no**"
        why = "" if met == "yes" else WHY.get((lever, outcome), "not explained")
        yield f"| {lever} | {outcome} | {sign} | {source} | {shown(effect)} | {met} | {why} |"
    met = sum(sign_of(effects.get((lever, outcome), (None,) * 3)) == sign for lever, outcome, sign, _ in EXPECTED)
    yield f"| all | | | | | {met} of {len(EXPECTED)} | |"


def update(tables):
    text = MODEL.read_text(encoding="utf-8")
    for name, table in tables.items():
        block = re.compile(rf"(<!-- measured: {name} -->\n).*?(<!-- end -->\n)", re.DOTALL)
        text, places = block.subn(lambda marks, table=table: f"{marks[1]}\n{table}\n\n{marks[2]}", text)
        if places != 1:
            sys.exit(f"levers: {MODEL} has {places} places for the table {name}.")
    MODEL.write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replicates", type=int, default=40)
    parser.add_argument("--results", type=pathlib.Path, help="a file that comity sweep made of levers.toml: nothing is run")
    parser.add_argument("--comity", type=pathlib.Path, default=ROOT / "build/release/comity")
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        levels, effects = collect(read_findings(arguments, pathlib.Path(place)))
    tables = {"levers": "\n".join(effect_table(levels, effects)), "lever-signs": "\n".join(expectation_table(effects))}
    print("\n\n".join(tables.values()))
    if arguments.update:
        update(tables)


if __name__ == "__main__":
    main()
