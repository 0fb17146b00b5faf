#!/usr/bin/python3
"""The tables of sim/MODEL.md that take hundreds of runs: in section 1 evidence before the defaults were moved, at the defaults and over the
plausible worlds, and history beside simulation over the worlds; in section 14 what worlds that knew nothing after 2016 predict of later years. Made with comity's own commands; --update puts them into sim/MODEL.md.

    scenarios/calibration/tables.py                   # 200 replicates, about five minutes on two processors; prints the tables
    scenarios/calibration/tables.py --update          # and puts them between the marks `<!-- measured: NAME -->`, `<!-- end -->`

P21 and the disclosure of single states need every demand, so they are read from 64 replicates more, at the scale of .02. Over the worlds each
vector runs twice, so that what is rare is pooled over two histories of the same world.
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
OUT_OF_TIME = ROOT / "scenarios/evidence/out-of-time.toml"
PLAUSIBLE = ROOT / "scenarios/worlds/plausible-2013.csv"
UNTIL_2016 = ROOT / "scenarios/worlds/until-2016.csv"
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


def twice(worlds):
    """Twice as many replicates as a file has vectors."""
    lines = [line for line in worlds.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return 2 * (len(lines) - 1)


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


def predictions_table(rows):
    """What was observed after 2016, and how well the worlds of 2016 and rivals that know nothing of law foretold it."""
    later = [row for row in rows if row["use"] == "check" and row["log_score"] and row["likelihood"] != "path"
             and max(map(int, re.findall(r"\d{4}", row["period"])), default=0) > 2016]
    yield "| id | observation | period | observed | predicted [90 %] | PIT | ln score | no change | trend | CRPS | no change | trend |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|---|"
    rivals = ("log_score", "log_score_no_change", "log_score_trend", "crps", "crps_no_change", "crps_trend")
    for row in later:
        shown = day if row["date"] else lambda text: number(text) if text else "–"
        cells = [f"{float(row[key]):.2f}" if row[key] else "–" for key in rivals]
        yield (f"| {row['id']} | {row['name']} | {row['period']} | {row['observed']} | {shown(row['predicted_median'])} "
               f"[{shown(row['predicted90_low'])}, {shown(row['predicted90_high'])}] | {float(row['pit']):.3f} | {' | '.join(cells)} |")
    with_rivals = [row for row in later if row["crps_trend"]]
    means = [sum(float(row[key]) for row in with_rivals) / len(with_rivals) for key in rivals]
    yield f"| | mean of {len(with_rivals)} with rivals | | | | | {' | '.join(f'{mean:.3f}' for mean in means)} |"


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
        for name, scenario, replicates, settings in (("before", BEFORE, arguments.replicates, ()),
                                                     ("defaults", SCENARIO, arguments.replicates, own),
                                                     ("worlds", SCENARIO, twice(PLAUSIBLE), ())):
            results = run(arguments, folder, name, scenario, "--replicates", replicates, *settings)
            logged = run(arguments, folder, f"{name}-logged", scenario, "--replicates", 64, "--set", "run.scale=0.02",
                         "--set", "run.log_demands=true", *settings)
            rows = observations_of(arguments, results, EVIDENCE)
            more = observations_of(arguments, logged, EVIDENCE)
            found[name] = {one: more[one] if "log_demands" in row["note"] else row for one, row in rows.items()}
        history = observations_of(arguments, folder / "worlds.h5", TIMELINE)
        known = ("--set", f"worlds.file={UNTIL_2016}")
        predicted = run(arguments, folder, "until-2016", SCENARIO, "--replicates", twice(UNTIL_2016), *known)
        logged = run(arguments, folder, "until-2016-logged", SCENARIO, "--replicates", 64, "--set", "run.scale=0.02",
                     "--set", "run.log_demands=true", *known)
        later = {**observations_of(arguments, predicted, EVIDENCE), **observations_of(arguments, logged, OUT_OF_TIME)}
    tables = {"evidence": "\n".join(evidence_table(found)), "history": "\n".join(history_table(history)),
              "predictions": "\n".join(predictions_table(later.values()))}
    print("\n\n".join(tables.values()))
    if arguments.update:
        update(tables)


if __name__ == "__main__":
    main()
