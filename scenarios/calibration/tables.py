#!/usr/bin/python3
"""The two tables of sim/MODEL.md, section 1, that take hundreds of runs: evidence before the defaults were moved, at the defaults and over the
plausible worlds, and history beside simulation over the worlds. Made with comity's own commands; --update puts them into sim/MODEL.md.

    scenarios/calibration/tables.py                   # 200 replicates, about three minutes on two processors; prints both tables
    scenarios/calibration/tables.py --update          # and puts them between the marks `<!-- measured: NAME -->`, `<!-- end -->`

P21 and the disclosure of single states need every demand, so they are read from 64 replicates more, at the scale of .02.
"""
import argparse
import csv
import datetime
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIO = ROOT / "scenarios/microsoft-ireland.toml"
BEFORE = ROOT / "scenarios/calibration/before.toml"
EVIDENCE = ROOT / "scenarios/evidence/litigation-and-cooperation.toml"
TIMELINE = ROOT / "scenarios/evidence/microsoft-ireland-timeline.toml"
MODEL = ROOT / "sim/MODEL.md"


def call(*words):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"tables: {' '.join(map(str, words))}\n{done.stderr}")


def run(arguments, folder, name, scenario, *settings):
    results = folder / f"{name}.h5"
    call(arguments.comity, "run", scenario, "--quiet", "--force", "--out", results, *settings)
    return results


def observations_of(arguments, results, evidence):
    table = results.with_suffix(f".{evidence.stem}.csv")
    call(arguments.comity, "analyze", "evidence", results, "--evidence", evidence, "--format", "csv", "--out", table, "--force")
    with open(table, newline="", encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def number(text):
    value = float(text)
    return f"{value:.2g}" if 0 < abs(value) < 1e-3 else f"{value:.3g}"


def score(row):
    if not row["log_score"]:
        return "–"
    doubt = "" if row["sure"] == "true" else "?"
    read = f"{number(row['estimate'])}, " if not row["date"] and row["likelihood"] != "path" else ""
    return f"{read}ln {float(row['log_score']):.1f}, PIT {float(row['pit']):.3f} {row['verdict']}{doubt}"


def evidence_table(found):
    """A column for each of the runs found, in their order."""
    yield f"| id | observation | use | observed | {' | '.join(found)} |\n|{'---|' * (4 + len(found))}"
    for name, row in found["worlds"].items():
        unit = "" if row["unit"] in ("", "1") else f" [{row['unit']}]"
        yield f"| {name} | {row['name']}{unit} | {row['use']} | {row['observed']} | {' | '.join(score(rows[name]) for rows in found.values())} |"
    for use in ("fit", "check"):
        yield f"| | all | {use} | | {' | '.join(total(rows, use) for rows in found.values())} |"


def total(rows, use):
    read = [row for row in rows.values() if row["use"] == use and row["log_score"]]
    return (f"ln {sum(float(row['log_score']) for row in read):.1f}; "
            f"{sum(row['verdict'] != 'extreme' for row in read)} of {len(read)} not extreme")


def day(text):
    if not text:
        return "never"
    return (datetime.date(1970, 1, 1) + datetime.timedelta(days=int(float(text)))).strftime("%Y-%m")


def history_table(rows):
    yield "| id | observation | observed | predicted [90 %] | happens in | ln score | PIT | verdict |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, row in rows.items():
        shown = day if row["date"] else lambda text: number(text) if text else "–"
        predicted = (f"{shown(row['predicted_median'])} [{shown(row['predicted90_low'])}, {shown(row['predicted90_high'])}]"
                     if row["likelihood"] != "path" and row["log_score"] else "–")
        happens = f"{100 * float(row['happens']):.0f} %" if row["happens"] else ""
        scores = (f"{float(row['log_score']):.1f} | {float(row['pit']):.3f} | {row['verdict']}{'' if row['sure'] == 'true' else '?'}"
                  if row["log_score"] else "– | – | –")
        yield f"| {name} | {row['name']} | {row['observed']} | {predicted} | {happens} | {scores} |"


def update(tables):
    text = MODEL.read_text(encoding="utf-8")
    for name, table in tables.items():
        block = re.compile(rf"(<!-- measured: {name} -->\n).*?(<!-- end -->\n)", re.DOTALL)
        text, found = block.subn(lambda marks, table=table: f"{marks[1]}\n{table}\n\n{marks[2]}", text)
        if found != 1:
            sys.exit(f"tables: {MODEL} has {found} places for the table {name}.")
    MODEL.write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replicates", type=int, default=200)
    parser.add_argument("--comity", type=pathlib.Path, default=ROOT / "build/release/comity")
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        found = {}
        own = ("--set", "worlds.use=false")
        for name, scenario, settings in (("before", BEFORE, ()), ("defaults", SCENARIO, own), ("worlds", SCENARIO, ())):
            results = run(arguments, folder, name, scenario, "--replicates", arguments.replicates, *settings)
            logged = run(arguments, folder, f"{name}-logged", scenario, "--replicates", 64, "--set", "run.scale=0.02",
                         "--set", "run.log_demands=true", *settings)
            rows = observations_of(arguments, results, EVIDENCE)
            more = observations_of(arguments, logged, EVIDENCE)
            found[name] = {one: more[one] if "log_demands" in row["note"] else row for one, row in rows.items()}
        history = observations_of(arguments, folder / "worlds.h5", TIMELINE)
    tables = {"evidence": "\n".join(evidence_table(found)), "history": "\n".join(history_table(history))}
    print("\n\n".join(tables.values()))
    if arguments.update:
        update(tables)


if __name__ == "__main__":
    main()
