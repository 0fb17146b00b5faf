#!/usr/bin/python3
"""Which parameter moves which observation? Repeats the calibration of the scenario microsoft-ireland with comity's own commands.

Runs the defaults, then each tuned parameter alone at the two ends of its range, all with the same random numbers, and
compares what every observation reads (scenarios/evidence) with its value at the defaults. It moves when it changes by more than 3.5 standard errors
(half-widths of the 95 % intervals over 1.96; those of the two runs are taken as independent, which is cautious): among some
900 comparisons chance alone then gives less than one.

Demands are simulated at the scenario's own scale of .1 (one stands for ten). Thinner runs are quicker and have the same
means, but court cases on merit then come in clumps, so that more replicates are needed to see the same.

    scenarios/calibration/calibrate.py                # 100 replicates, about a quarter of an hour on two processors
    scenarios/calibration/calibrate.py --replicates 40 --scale 0.02 --folder results/calibration-40

Writes FOLDER/<run>.csv (the observations of each run), FOLDER/moves.csv (every comparison) and prints two tables in Markdown.
"""
import argparse
import csv
import math
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIO = ROOT / "scenarios/microsoft-ireland.toml"
EVIDENCE = ["litigation-and-cooperation", "microsoft-ireland-timeline"]
STANDARD_ERRORS = 3.5

# The parameters of the table "set by" in sim/MODEL.md, section 1, moved to the ends of their priors; and what is none.
PARAMETERS = """choose.cost_order choose.cost_assistance assist.expected_share respond.incomplete_rate respond.readiness
litigate.petition_rate litigate.certiorari_rate litigate.certiorari_rest litigate.certiorari_salient litigate.merit_scale
litigate.appeal_provider legislate.hazard legislate.lag_months legislate.trust_loss legislate.affronts legislate.agreement_base
legislate.agreement_flow""".split()
OTHERS = [("state.US.breach_penalty", 0.9, 6)]


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replicates", type=int, default=100)
    parser.add_argument("--scale", type=float, default=0.1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / "results/calibration")
    parser.add_argument("--comity", type=pathlib.Path, default=ROOT / "build/release/comity")
    return parser.parse_args()


def call(*words):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"calibrate: {' '.join(map(str, words))}\n{done.stderr}")


def observations_of(arguments, name, *settings):
    """Runs the scenario with these settings (unless its table is there already) and reads its observations."""
    table = arguments.folder / f"{name}.csv"
    if not table.exists():
        results = arguments.folder / f"{name}.h5"
        call(arguments.comity, "run", SCENARIO, "--replicates", arguments.replicates, "--threads", arguments.threads,
             "--set", f"run.scale={arguments.scale:g}", "--quiet", "--out", results, "--force",
             "--set", "worlds.use=false", *settings)
        files = [word for one in EVIDENCE for word in ("--evidence", ROOT / f"scenarios/evidence/{one}.toml")]
        call(arguments.comity, "analyze", "evidence", results, *files, "--format", "csv", "--out", table, "--force")
        results.unlink()
    with open(table, newline="", encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)
                if row["id"] not in ("T1", "T2") and "log_demands" not in row["note"]}


def estimate(row, replicates):
    """Value and standard error: of an event the share of replicates in which it happens, of a path nothing."""
    if row["date"]:
        share = float(row["happens"] or 0)
        return share, math.sqrt(max(share * (1 - share), 1 / replicates) / replicates)
    if not row["estimate"] or not row["interval95_low"]:
        return None
    return float(row["estimate"]), (float(row["interval95_high"]) - float(row["interval95_low"])) / (2 * 1.96)


def compare(parameter, end, here, base, replicates):
    """One row per observation: how far it moved from the defaults, in its own unit and in standard errors."""
    for name, row in here.items():
        now, then = estimate(row, replicates), estimate(base[name], replicates)
        if now is None or then is None:
            continue
        # An estimate from a few events that all came out alike has no width: take the other's.
        error = math.hypot(now[1] or then[1], then[1] or now[1])
        change = now[0] - then[0]
        errors = 0.0 if abs(change) < 1e-12 else (change / error if error > 0 else math.copysign(math.inf, change))
        yield {"parameter": parameter, "end": end, "observation": name, "default": then[0], "value": now[0],
               "standard_errors": errors, "verdict": row["verdict"]}


def ranges_of(arguments):
    listed = subprocess.run([arguments.comity, "list", "parameters", "--format", "csv"], capture_output=True, text=True, check=True)
    rows = {row["name"]: row for row in csv.DictReader(listed.stdout.splitlines())}
    return [(name, float(rows[name]["prior_low"]), float(rows[name]["prior_high"])) for name in PARAMETERS] + OTHERS


def shown(number):
    return f"{number:.3g}"


def by_size(moves):
    return sorted(moves, key=lambda move: -abs(move["standard_errors"]))


def moves_in_words(moves):
    moved = by_size(move for move in moves if abs(move["standard_errors"]) > STANDARD_ERRORS)
    return ", ".join(f"{move['observation']} {shown(move['default'])} → {shown(move['value'])}" for move in moved) or "none"


def print_tables(ranges, rows, base):
    print("| parameter | at the low end | moves | at the high end | moves |\n| --- | --- | --- | --- | --- |")
    for parameter, low, high in ranges:
        words = [moves_in_words([row for row in rows if (row["parameter"], row["end"]) == (parameter, end)])
                 for end in (low, high)]
        print(f"| `{parameter}` | {low:g} | {words[0]} | {high:g} | {words[1]} |")
    print("\n| observation | at the defaults | moved by | extreme at |\n| --- | --- | --- | --- |")
    for name in base:
        about = [row for row in rows if row["observation"] == name]
        moved = by_size(row for row in about if abs(row["standard_errors"]) > STANDARD_ERRORS)
        movers = ", ".join(dict.fromkeys(row["parameter"] for row in moved)) or "none"
        extreme = ", ".join(f"{row['parameter']} = {row['end']:g}" for row in about
                          if row["verdict"] == "extreme" and base[name]["verdict"] != "extreme") or "–"
        print(f"| {name} {base[name]['name']} | {base[name]['verdict']} | {movers} | {extreme} |")
    still = [parameter for parameter, _, _ in ranges
             if not any(abs(row["standard_errors"]) > STANDARD_ERRORS for row in rows if row["parameter"] == parameter)]
    print("\nNo observation identifies:", ", ".join(still) or "(every parameter moves some observation)")


def main():
    arguments = read_arguments()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    base = observations_of(arguments, "defaults")
    rows = []
    ranges = ranges_of(arguments)
    for parameter, low, high in ranges:
        for end in (low, high):
            print(f"{parameter} = {end:g}", file=sys.stderr, flush=True)
            here = observations_of(arguments, f"{parameter}={end:g}", "--set", f"{parameter}={end:g}")
            rows += compare(parameter, end, here, base, arguments.replicates)
    with open(arguments.folder / "moves.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    print_tables(ranges, rows, base)


if __name__ == "__main__":
    main()
