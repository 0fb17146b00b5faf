"""No result on a knife's edge: each parameter of the main scenario is moved by a tenth, one at a time and under the same draws, and no
headline may move by more than its whole range over replicates. What does stands below with its reason. A minute of one processor: the
world is small, every move is run twice, and in all replicates what comes near the edge. Which parameters move nothing: sim/MODEL.md, 10.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy

import program

REPLICATES = 12  # of the world as it is
SCREENED = 2  # of each move
NEAR = 0.5  # of a range: what moves as much is run in all replicates
SMALL = {"run.scale": 0.002, "run.step_days": 28, "run.record_days": 364}
GROUPS_LEFT_OUT = {"run"}  # how a run is made, not the model

# A tenth moves a headline beyond its range, and that is as it should be: what these headlines measure is nearly without chance, so that their
# range over replicates is below a hundredth, and they move in proportion, both ways alike.
PLACES = "where data are kept is a softmax of costs over all customers"
ON_EDGE = {
    "locate.precision": PLACES,
    "locate.adjust": PLACES + ", which it follows with a lag",
    "locate.trustee_premium": PLACES + ", this one of the few under other keys",
    "trust.nest": PLACES + ", whose shares of the market it sets",
    "reciprocate.baseline": "it is the level to which stance returns",
    "reciprocate.affront": "it is how far stance stays below that level, in proportion; a run that begins settled has little chance in its mean stance",
    "trust.initial": "it is the level of trust at the start and in the long run",
}


def moved(row):
    """The values a tenth away, as far as the parameter may go: of whole numbers one away, of nought a tenth of its prior."""
    value = float(row["default"])
    step = 1 if row["type"] == "whole" else abs(value) / 10
    if step == 0 and row["prior"]:
        step = (row["prior_high"] - row["prior_low"]) / 10
    around = (max(value - step, row["low"]), min(value + step, row["high"]))
    return [int(one) if row["type"] == "whole" else one for one in around if one != value]


def values_of(parameters):
    """The tenths of the scenario's own values."""
    listed = json.loads(program.run("list", "parameters", "--format", "json").stdout)
    moves = {}
    for row in listed:
        if row["type"] not in ("real", "whole") or row["name"].split(".")[0] in GROUPS_LEFT_OUT:
            continue
        numbers = {name: float(row[name]) if row[name] not in (None, "") else 0.0 for name in ("low", "high", "prior_low", "prior_high")}
        if values := moved(row | numbers | {"default": parameters[row["name"]]}):
            moves[row["name"]] = values
    return moves


class Results:
    """Totals of every point and replicate of a sweep of `moves`, the first point being the scenario as it is."""

    def __init__(self, folder, moves, replicates):
        sweep, self.path = folder / f"{replicates}-{len(moves)}.toml", folder / f"{replicates}-{len(moves)}.h5"
        lines = ['question = "What does a tenth of each parameter move?"', f'include = "{program.SOURCE / "scenarios/microsoft-ireland.toml"}"', "[run]"]
        lines += [f"{name.partition('.')[2]} = {value}" for name, value in SMALL.items()]
        lines += [f"replicates = {replicates}", "[worlds]", "use = false", "[arms.as-it-is]"]
        self.points = [(name, value) for name, values in moves.items() for value in values]
        lines += [] if moves else ["[arms.again]"]
        for number, (name, value) in enumerate(self.points, 1):
            lines += [f"[arms.move-{number}]", f"{name} = {value!r}"]
        sweep.write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = subprocess.run([program.BINARY, "sweep", sweep, "--threads", "1", "--quiet", "--out", self.path], text=True,
                              stderr=subprocess.PIPE, check=False)
        if done.returncode != 0:
            sys.exit(done.stderr)
        with h5py.File(self.path) as file:
            self.totals = {name: file["summary"][name][()] for name in file["summary"] if file["summary"][name].ndim > 1}

    def headline(self, formula):
        """[points x replicates]: sums over groups, and means of what is averaged."""
        def total(metric):
            values = self.totals[metric]
            return values if values.ndim == 2 else numpy.nansum(values, axis=2)

        def average(metric):
            return numpy.nanmean(self.totals[metric], axis=2)

        code = re.sub(r"average\((\w+)\)", r"average['\1']", formula)
        code = re.sub(r"(?<!['\w])(?!average\b)([a-z_]\w*)(?!['\w])", r"total['\1']", code)

        class Of(dict):
            def __init__(self, make):
                super().__init__()
                self.make = make

            def __missing__(self, key):
                return self.make(key)

        with numpy.errstate(all="ignore"):
            return eval(code, {"total": Of(total), "average": Of(average)})


def headlines(folder):
    """The formulas of what is told first of a run, all of them."""
    run = folder / "headlines.h5"
    settings = [word for name, value in SMALL.items() for word in ("--set", f"{name}={value}")]
    for words in (["run", program.SOURCE / "scenarios/microsoft-ireland.toml", "--replicates", 2, "--quiet", *settings, "--set", "worlds.use=false",
                   "--out", run],
                  ["analyze", "summary", run, "--format", "json"]):
        done = program.run(*words)
        if done.returncode != 0:
            sys.exit(done.stderr)
    return list(dict.fromkeys(finding["metric"] for finding in json.loads(done.stdout)["findings"]))


def moves_of(results, formulas, base):
    """By parameter, value and headline: mean of paired differences, in ranges of the headline."""
    found = {}
    for formula in formulas:
        values = results.headline(formula)
        reach = numpy.nanmax(base[formula]) - numpy.nanmin(base[formula])
        for point, move in enumerate(results.points, start=1):
            difference = float(numpy.nanmean(values[point] - values[0]))
            found[move, formula] = difference / reach if reach > 0 else (numpy.inf if difference else 0.0)
    return found


def main():
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        plain = Results(folder, {}, REPLICATES)
        formulas = headlines(folder)
        base = {formula: plain.headline(formula)[0] for formula in formulas}
        with h5py.File(plain.path) as file:
            parameters = {f"{group}.{name}": file["config"][group][name][()] for group in file["config"] for name in file["config"][group]}
        moves = values_of(parameters)
        screened = Results(folder, moves, SCREENED)
        near = {move for (move, _), size in moves_of(screened, formulas, base).items() if not abs(size) <= NEAR}
        again = {}
        for name, value in sorted(near):
            again.setdefault(name, []).append(value)
        on_edge = {}
        if again:
            for ((name, value), formula), size in moves_of(Results(folder, again, REPLICATES), formulas, base).items():
                if abs(size) > 1:
                    on_edge.setdefault(name, []).append(f"at {value:g} {formula} moves by {size:+.2g} of its range")
    problems = [f"{name}: {'; '.join(words)}" for name, words in on_edge.items() if name not in ON_EDGE]
    problems += [f"{name} stands on no edge any more: strike its reason out" for name in ON_EDGE if name not in on_edge]
    if problems:
        sys.exit("\n".join(problems))
    print(f"{len(moves)} parameters moved by a tenth: {len(near)} of {len(screened.points)} moves came near an edge, "
          f"{len(on_edge)} parameters stand on one")


main()
