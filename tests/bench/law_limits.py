#!/usr/bin/python3
"""What asking the law costs, beside what it may cost: large law through `comity law check`, the matrix of all states, and, where
comity_bench is built, loading all files and asking one question. A benchmark for a quiet machine, no test.

    cmake --preset release -DCOMITY_BENCH=ON && ninja -C build/release comity comity_bench
    tests/bench/law_limits.py build/release

Times are of the processor, the shortest of --repeat; memory is the largest resident set of the program."""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
LAWS = SOURCE / "scenarios/law"
FACTS = ["order is ours", "data here", "provider established here", "provider controls data from here", "subject national here",
         "subject resident here", "content data", "traffic data", "serious offence", "emergency", "judge approved",
         "treaty in force", "offence here", "agreement order", "voluntary request", "treaty request",
         "provider headquartered here", "stored over 180 days", "data location stable"]


def a_rule(name, effect, when, exceptions=()):
    names = ", ".join(f'"{one}"' for one in exceptions)
    return (f'[rule.{name}]\neffect = "{effect}"\nwhen = "{when}"\nfrom = 2000-01-01\nsource = "invented"\n'
            + (f"exception_to = [{names}]\n" if exceptions else ""))


def chained(folder, files, rules):
    """Every rule an exception to the one before, every file amending the one before."""
    number = 0
    for file in range(files):
        text = f'[regime]\nid = "a{file}"\n' + (f'amends = "a{file - 1}"\n' if file else 'state = "XA"\n')
        for _ in range(rules):
            text += a_rule(f"r{number}", "none" if number % 2 else "compels", "order is ours", [f"r{number - 1}"] if number else [])
            number += 1
        (folder / f"a{file:04}.toml").write_text(text)


def wide(folder, rules):
    """Rules that each have three branches of six facts; most are exceptions to two others."""
    draw = random.Random(1)
    text = '[regime]\nid = "wide"\nstate = "XW"\n'
    for number in range(rules):
        branches = [" and ".join(draw.choice(["", "not "]) + fact for fact in draw.sample(FACTS, 6)) for _ in range(3)]
        others = draw.sample(range(number), min(number, 2)) if draw.random() < 0.7 else []
        text += a_rule(f"r{number}", draw.choice(["compels", "forbids", "permits"]), " or ".join(f"({one})" for one in branches),
                       [f"r{other}" for other in others])
    (folder / "wide.toml").write_text(text)


def cost_of(command):
    """Seconds of the processor, megabytes."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"law_limits.py: {command[:4]} … failed: {process.stderr.read().decode()[:300]}")
    process.stderr.close()
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def least_cost(command, repeat):
    costs = [cost_of(command) for _ in range(repeat)]
    return min(time for time, _ in costs), max(size for _, size in costs)


def program_rows(comity, repeat):
    states = sorted({line.split('"')[1] for file in LAWS.glob("*.toml") for line in file.read_text().splitlines()
                     if line.startswith("state ") and line.split('"')[1] not in ("*", "EU") and line.split('"')[1][0] != "X"})[:20]
    laws = sorted(map(str, LAWS.glob("*.toml")))
    with tempfile.TemporaryDirectory() as place:
        for name, make in [("check: 20 files of 500 chained rules", lambda folder: chained(folder, 20, 500)),
                           ("check: 1,000 amendments of one rule", lambda folder: chained(folder, 1000, 1)),
                           ("check: one file of 500 wide rules", lambda folder: wide(folder, 500))]:
            folder = pathlib.Path(place) / str(abs(hash(name)))
            folder.mkdir()
            make(folder)
            time, size = least_cost([comity, "law", "check", *sorted(map(str, folder.glob("*.toml")))], repeat)
            yield f"{name} [s]", time, 2.0
            yield f"{name} [MB]", size, 100.0
    time, size = least_cost([comity, "law", "conflicts", *laws, "--on", "2026-09-01", "--states", ",".join(states)], repeat)
    yield f"conflicts: {len(states)} x {len(states)} states [s]", time, 1.0
    yield f"conflicts: {len(states)} x {len(states)} states [MB]", size, 100.0


def bench_rows(bench, repeat):
    names = {"load_all_files": ("load: all shipped files [ms]", 15.0),
             "ask_every_effect": ("ask: one effect [ns]", 2.0)}
    answer = subprocess.run([bench, f"--benchmark_filter=^({'|'.join(names)})$", "--benchmark_format=json",
                             f"--benchmark_repetitions={repeat}"], capture_output=True, check=True, text=True)
    for name, (title, most) in names.items():
        runs = [run for run in json.loads(answer.stdout)["benchmarks"] if run["run_name"] == name and run["run_type"] == "iteration"]
        items = [1e9 / run["items_per_second"] if "items_per_second" in run else run["cpu_time"] for run in runs]
        yield title, min(items), most


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("build", type=pathlib.Path, help="the folder of the build: build/release")
    parser.add_argument("--repeat", type=int, default=3, help="times that each is run")
    asked = parser.parse_args()
    bench = asked.build / "tests/comity_bench"
    rows = list(program_rows(asked.build / "comity", asked.repeat))
    rows += list(bench_rows(bench, asked.repeat)) if bench.exists() else []
    print(f"{'':46} {'measured':>9} {'at most':>8}")
    for name, measured, most in rows:
        print(f"{name:46} {measured:9.3g} {most:8.3g}{'' if measured <= most else '   missed'}")
    if not bench.exists():
        print(f"{bench} is not built: loading and asking are not measured")


if __name__ == "__main__":
    main()
