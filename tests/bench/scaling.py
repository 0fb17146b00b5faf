#!/usr/bin/python3
"""How the cost of a run grows: with demands, states, providers, threads and the number of runs. A benchmark for a quiet machine, no
test.

    tests/bench/scaling.py build/release                     all curves
    tests/bench/scaling.py build/release states providers    these

Times are of the processor, the shortest of --repeat, start-up (a file of one run) taken off; of threads, the clock's. Memory is the
largest resident set of the program. What is expected stands beside: cost per demand within 15 % from 10^4 to 10^7 demands a run,
cost per state and provider that does not grow, two threads 1.95 times as fast as one, memory that does not grow with runs."""
import argparse
import pathlib
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from commands import SOURCE, run

REDUCED = SOURCE / "tests/bench/peers/reduced.toml"
HEAD = """question = "What does a run of many cost?"
law = ["{source}/scenarios/law/plain-control.toml", "{source}/scenarios/law/plain-territorial.toml"]
[run]
start = 2013-01-01
end = 2015-01-01
record_days = 182
"""
STATE = """[[state]]
id = "S{0}"
name = "State {0}"
users = 10.0
demands = {1}
law = ["{2}"]
"""
PROVIDER = """[[provider]]
id = "p{0}"
name = "Provider {0}"
home = "S{1}"
sites = [{{ state = "S{2}" }}]
size = 1.0
"""


def world(states, providers, demands):
    """A scenario with all phases on: every second state's law reaches data abroad, every provider has a site in the next state."""
    text = HEAD.format(source=SOURCE)
    for state in range(states):
        text += STATE.format(state, demands, "plain-territorial" if state % 2 else "plain-control")
    for provider in range(providers):
        text += PROVIDER.format(provider, provider % states, (provider + 1) % states)
    return text


SWEEP = """question = "What does a sweep cost beside its runs?"
include = "{reduced}"
[run]
scale = 0.0001
end = 2013-02-01
step_days = 31.0
record_days = 31
replicates = 100
[sweep]
design = "lhs"
points = {points}
[sweep.factors]
choose.precision = {{ range = "prior" }}
"""


class Bench:
    def __init__(self, comity, folder, repeat):
        self.comity, self.folder, self.repeat = comity, folder, repeat

    def call(self, scenario, runs, *more):
        return run([self.comity, "run", scenario, "--replicates", runs, "--threads", 1, "--quiet", "--force", "--out",
                    self.folder / "runs.h5", *more])

    def a_run(self, scenario, runs, *more):
        """Seconds a run and megabytes of the program."""
        found = []
        for _ in range(self.repeat):
            start, _ = self.call(scenario, 1, *more)
            whole, memory = self.call(scenario, 1 + runs, *more)
            found.append(((whole - start) / runs, memory))
        return min(found)

    def demands(self):
        for exponent in (4, 5, 6, 7):
            runs = max(1, 10 ** (7 - exponent) // 2)
            more = 10.0 ** (exponent - 5)  # of the 10^5 demands of the scenario and of what serves them
            larger = [word for state, demands in (("AA", 7000.0), ("BB", 3000.0)) for word in (
                "--set", f"state.{state}.demands={demands * more}", "--set", f"state.{state}.assistance_capacity={300.0 * more}")]
            seconds, memory = self.a_run(REDUCED, min(runs, 100), *larger)
            print(f"demands 10^{exponent}: {seconds * 1e3:10.2f} ms a run, {seconds / 10 ** exponent * 1e9:7.1f} ns a demand, "
                  f"{memory:5.0f} MB", flush=True)

    def sizes(self, name, worlds):
        scenario = self.folder / "world.toml"
        for number, text in worlds:
            scenario.write_text(text)
            seconds, memory = self.a_run(scenario, 3)
            print(f"{name} {number:5}: {seconds * 1e3:10.2f} ms a run, {seconds / number * 1e6:9.1f} us a run and one of them, "
                  f"{memory:5.0f} MB", flush=True)

    def states(self):
        self.sizes("states", ((number, world(number, 10, 1000.0)) for number in (2, 5, 10, 20, 50, 100, 200)))

    def providers(self):
        self.sizes("providers", ((number, world(10, number, 1000.0)) for number in (3, 10, 30, 100, 300, 1000)))

    def threads(self):
        """By the clock, of a run whose writing is small beside it."""
        seconds = {1: [], 2: []}
        for _ in range(self.repeat + 2):
            for threads, taken in seconds.items():
                begin = time.monotonic()
                self.call(REDUCED, 80, "--threads", threads, "--set", "run.record_days=1000")
                taken.append(time.monotonic() - begin)
        one, two = min(seconds[1]), min(seconds[2])
        print(f"threads: 1 in {one:.2f} s, 2 in {two:.2f} s, {one / two:.2f} times as fast", flush=True)

    def runs(self):
        """Runs of a handful of demands: what is left is the sweep's own."""
        scenario = self.folder / "sweep.toml"
        for runs in (1000, 10000, 100000, 1000000):
            scenario.write_text(SWEEP.format(reduced=REDUCED, points=runs // 100))
            seconds, memory = run([self.comity, "sweep", scenario, "--keep", "summary", "--threads", 1, "--quiet", "--force", "--out",
                                   self.folder / f"runs-{runs}.h5"])
            print(f"runs {runs:8}: {seconds:8.2f} s, {seconds / runs * 1e6:7.1f} us a run, {memory:5.0f} MB", flush=True)


CURVES = ("demands", "states", "providers", "threads", "runs")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("curves", nargs="*", default=CURVES, help=f"of {', '.join(CURVES)} (all)")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    unknown = set(options.curves) - set(CURVES)
    if unknown:
        parser.error(f"no curve is called {unknown.pop()}; there are {', '.join(CURVES)}")
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(options.build / "comity", pathlib.Path(name), options.repeat)
        for curve in options.curves:
            getattr(bench, curve)()


if __name__ == "__main__":
    main()
