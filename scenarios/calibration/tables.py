#!/usr/bin/python3
"""The two tables of sim/MODEL.md, section 1, that take hundreds of runs: patterns before and after the calibration, and
history beside simulation. Made with comity's own commands; --update puts them into sim/MODEL.md.

    scenarios/calibration/tables.py                   # 200 replicates, two minutes on two processors; prints both tables
    scenarios/calibration/tables.py --update          # and puts them between the marks `<!-- measured: NAME -->`, `<!-- end -->`

P21 needs every demand, so it is read from six replicates more.
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
PATTERNS = ROOT / "scenarios/patterns/litigation-and-cooperation.toml"
TIMELINE = ROOT / "scenarios/patterns/microsoft-ireland-timeline.toml"
MODEL = ROOT / "sim/MODEL.md"


def call(*words):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"tables: {' '.join(map(str, words))}\n{done.stderr}")


def run(arguments, folder, name, scenario, *settings):
    results = folder / f"{name}.h5"
    call(arguments.comity, "run", scenario, "--quiet", "--force", "--out", results, *settings)
    return results


def patterns_of(arguments, results, targets):
    table = results.with_suffix(f".{targets.stem}.csv")
    call(arguments.comity, "analyze", "patterns", results, "--targets", targets, "--format", "csv", "--out", table, "--force")
    with open(table, newline="", encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def number(text):
    value = float(text)
    return f"{value:.2g}" if 0 < abs(value) < 1e-3 else f"{value:.3g}"


def target(row):
    low, high = row["low"], row["high"]
    return f"{number(low)} to {number(high)}" if low and high else f"at least {number(low)}" if low else f"at most {number(high)}"


def verdict(row):
    if not row["value"]:
        return "–"
    doubt = "" if row["sure"] == "true" else "?"
    return f"{number(row['value'])} [{number(row['interval95_low'])}, {number(row['interval95_high'])}] {row['verdict']}{doubt}"


def pattern_table(before, now):
    yield "| id | pattern | target | before | now |\n|---|---|---|---|---|"
    for name, row in now.items():
        unit = "" if row["unit"] in ("", "1") else f" [{row['unit']}]"
        yield f"| {name} | {row['name']}{unit} | {target(row)} | {verdict(before[name])} | {verdict(row)} |"


def month(day):
    return (datetime.date(1970, 1, 1) + datetime.timedelta(days=int(float(day)))).strftime("%Y-%m")


def share(text):
    return f"{100 * float(text):.0f} %" if text else "–"


def history_table(rows):
    yield "| id | event | history | simulated median [90 % of replicates] | happens in | as in history | earlier than history |"
    yield "|---|---|---|---|---|---|---|"
    for name, row in rows.items():
        days = (f"{month(row['value'])} [{month(row['replicates90_low'])}, {month(row['replicates90_high'])}]"
                if row["value"] else "–")
        yield (f"| {name} | {row['name']} | {row['date']} | {days} | {share(row['happens'])} | {share(row['same_outcome'])} | "
               f"{share(row['earlier_than_history'])} |")


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
        for name, scenario in (("before", BEFORE), ("now", SCENARIO)):
            results = run(arguments, folder, name, scenario, "--replicates", arguments.replicates)
            logged = run(arguments, folder, f"{name}-logged", scenario, "--replicates", 6, "--set", "run.log_demands=true")
            found[name] = {**patterns_of(arguments, results, PATTERNS), "P21": patterns_of(arguments, logged, PATTERNS)["P21"]}
        history = patterns_of(arguments, folder / "now.h5", TIMELINE)
    tables = {"patterns": "\n".join(pattern_table(found["before"], found["now"])), "history": "\n".join(history_table(history))}
    print("\n\n".join(tables.values()))
    if arguments.update:
        update(tables)


if __name__ == "__main__":
    main()
