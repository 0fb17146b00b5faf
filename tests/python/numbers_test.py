"""One number is one number: summary, patterns, compare, report, export and a reader of the file agree, also where half of the runs failed."""

import csv
import io
import json
import pathlib
import random
import re
import shutil
import tempfile
import unittest
import xml.etree.ElementTree

import h5py
import numpy
import xarray

import program
from program import TWO_STATES

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="comity-numbers-"))
ARMS = f'''question = "Which policy?"
include = ["{TWO_STATES}"]
[run]
end = 2022-01-01
replicates = 6
[arms.plain]
[arms.staffed]
assist.load = 0.5
'''
TRIPLES = 200


def fail_half(path):
    """Marks every second run as failed, as the program writes failed runs: NaN in every metric, no events."""
    with h5py.File(path, "r+") as file:
        failed = file["runs/failed"][...]
        failed[:, 1::2] = 1
        file["runs/failed"][...] = failed
        for group in ("metrics", "summary"):
            for data in file.get(group, {}).values():
                if data.ndim >= 2 and data.shape[:2] == failed.shape:
                    values = data[...]
                    values[failed != 0] = numpy.nan
                    data[...] = values
        for table in file.get("events", {}).values():
            if "replicate" not in table:
                continue
            keep = failed[table["point"][...], table["replicate"][...]] == 0
            columns = {name: data[...][keep] for name, data in table.items() if data.shape == keep.shape}
            for name, values in columns.items():
                table[name].resize(values.shape)
                table[name][...] = values


def has_page():
    return "has no report page" not in program.run("report", "no-such-file.h5").stderr


def setUpModule():
    unittest.addModuleCleanup(shutil.rmtree, FOLDER)
    (FOLDER / "arms.toml").write_text(ARMS)
    made = [program.run("run", TWO_STATES, "--replicates", "12", "--quiet", "--out", "run.h5", folder=FOLDER),
            program.run("sweep", "arms.toml", "--out", "arms.h5", "--keep", "all", "--quiet", folder=FOLDER)]
    assert all(done.returncode == 0 for done in made), [done.stderr for done in made]
    for name in ("run", "arms"):
        fail_half(FOLDER / f"{name}.h5")
        done = program.run("export", f"{name}.h5", "--out", f"{name}-tables", folder=FOLDER)
        assert done.returncode == 0, done.stderr


class Reader:
    """A file as xarray sees it."""

    def __init__(self, name):
        self.path = FOLDER / f"{name}.h5"
        self.metrics = xarray.open_dataset(self.path, group="metrics", engine="h5netcdf", decode_times=False)
        with h5py.File(self.path) as file:
            self.failed = file["runs/failed"][...] != 0
        self.kinds = {row["name"]: row["kind"] for row in
                      json.loads(program.run("list", "metrics", "--format", "json").stdout)}

    def groups(self, metric):
        names = self.metrics[metric].dims[3:]
        return [] if not names else [label.decode() if isinstance(label, bytes) else str(label)
                                     for label in self.metrics[names[0]].values]

    def values(self, metric, group, time):
        """[point, replicate] by the definitions of results/README.md; NaN of failed runs."""
        data = self.metrics[metric].values
        if group:
            data = data[..., self.groups(metric).index(group)]
        elif data.ndim == 4:
            data = data.sum(axis=3)
        if time is not None:
            return data[:, :, time]
        return data.sum(axis=2) if self.kinds[metric] == "counter" else data.mean(axis=2)

    def day(self, time):
        return str(numpy.datetime64("1970-01-01") + numpy.timedelta64(int(numpy.floor(self.metrics.time.values[time])), "D"))

    def draw(self, count):
        """Random (metric, group, time); time None: over the whole run. Days that are one with the day before are none of their own."""
        chance = random.Random(1)
        names = [name for name, data in self.metrics.data_vars.items() if data.dims[:3] == ("point", "replicate", "time")]
        drawn = set()
        while len(drawn) < count:
            metric = chance.choice(sorted(names))
            groups = self.groups(metric)
            if groups and self.kinds[metric] == "counter":
                groups = groups + [""]
            drawn.add((metric, chance.choice(groups) if groups else "",
                       chance.choice([None, None, chance.randrange(self.metrics.time.size)])))
        return sorted(drawn, key=str)

    def formula(self, triple):
        metric, group, time = triple
        name = f"{metric}[{group}]" if group else metric
        return name if time is None else f"{name} at {self.day(time)}"


def findings(*arguments):
    done = program.run("analyze", *arguments, "--format", "csv", folder=FOLDER)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def exported(name):
    """(metric, group) -> {(point, replicate): [value by time]} of metrics.csv."""
    table = {}
    with open(FOLDER / f"{name}-tables" / "metrics.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            runs = table.setdefault((row["metric"], row["group"]), {})
            runs.setdefault((int(row["point"]), int(row["replicate"])), []).append(
                float(row["value"]) if row["value"] else numpy.nan)
    return table


class Numbers(unittest.TestCase):
    def near(self, value, expected, message, size=0.0):
        """Equal but for what /summary rounds: gauges to single precision, of numbers of this size."""
        if numpy.isnan(expected):
            self.assertIn(value, (None, "", "nan"), message)
        else:
            self.assertAlmostEqual(float(value), expected, delta=1e-6 * max(abs(expected), size) + 1e-12, msg=message)

    def test_summary_patterns_export_and_xarray_agree(self):
        reader = Reader("run")
        self.assertEqual(int(reader.failed.sum()), 6)
        triples = reader.draw(TRIPLES)
        formulas = [reader.formula(triple) for triple in triples]
        summary = {row["metric"]: row for row in
                   findings("summary", "run.h5", *(word for formula in formulas for word in ("--metric", formula)))
                   if row["quantity"] == "mean"}
        (FOLDER / "targets.toml").write_text("".join(
            f"[[pattern]]\nid = 'P{i}'\nname = 'p'\nsource = 's'\nover = 'mean'\nlow = 0\nvalue = '{formula}'\n"
            for i, formula in enumerate(formulas)))
        done = program.run("analyze", "patterns", "run.h5", "--targets", "targets.toml", "--format", "csv", folder=FOLDER)
        self.assertEqual(done.returncode, 0, done.stderr)
        patterns = list(csv.DictReader(io.StringIO(done.stdout)))
        table = exported("run")
        compared = 0
        for triple, formula, pattern in zip(triples, formulas, patterns):
            metric, group, time = triple
            good = reader.values(*triple)[~reader.failed]
            known = good[~numpy.isnan(good)]
            expected = known.mean() if known.size else numpy.nan
            self.near(summary[formula]["estimate"] if formula in summary else None, expected, f"summary {formula}")
            self.near(pattern["value"], expected, f"patterns {formula}")
            of_groups = [runs for (name, label), runs in table.items() if name == metric and (not group or label == group)]
            by_run = []
            for run in sorted(of_groups[0]):
                series = numpy.sum([runs[run] for runs in of_groups], axis=0)
                counter = reader.kinds[metric] == "counter"
                by_run.append(series[time] if time is not None else series.sum() if counter else series.mean())
            known = numpy.array(by_run)[~numpy.isnan(by_run)]
            self.near(known.mean() if known.size else None, expected, f"export {formula}")
            compared += 1
        self.assertEqual(compared, TRIPLES)

    def test_compare_is_the_difference_of_the_same_numbers(self):
        reader = Reader("arms")
        self.assertEqual(reader.failed.sum() * 2, reader.failed.size)
        triples = reader.draw(TRIPLES)
        formulas = [reader.formula(triple) for triple in triples]
        asked = [word for formula in formulas for word in ("--metric", formula)]
        compared = {row["metric"]: row for row in findings("compare", "arms.h5", *asked) if row["quantity"] == "difference"}
        means = {(row["metric"], row["factor"]): row for row in findings("summary", "arms.h5", *asked)
                 if row["quantity"] == "mean"}
        checked = 0
        for triple, formula in zip(triples, formulas):
            values = reader.values(*triple)
            both = ~numpy.isnan(values).any(axis=0)
            if not both.any():
                continue
            self.near(compared[formula]["estimate"], (values[1, both] - values[0, both]).mean(), f"compare {formula}",
                      numpy.abs(values[:, both]).max())
            checked += 1
        self.assertGreater(checked, TRIPLES // 2)
        self.assertTrue(means)

    def test_a_formula_divides_before_it_adds(self):
        reader = Reader("run")
        value = {name: reader.values(name, "", None)[~reader.failed] for name in ("demands", "consented", "cross_border_ended")}
        rows = findings("summary", "run.h5", "--metric", "demands+consented/cross_border_ended",
                        "--metric", "(demands+consented)/cross_border_ended")
        means = [float(row["estimate"]) for row in rows if row["quantity"] == "mean"]
        self.assertAlmostEqual(means[0], (value["demands"] + value["consented"] / value["cross_border_ended"]).mean(), places=6)
        self.assertAlmostEqual(means[1], ((value["demands"] + value["consented"]) / value["cross_border_ended"]).mean(), places=6)

    def test_failed_runs_are_counted_and_said(self):
        done = program.run("analyze", "summary", "run.h5", "--metric", "demands", folder=FOLDER)
        self.assertIn("6 of 12 runs failed: left out", done.stdout)


@unittest.skipUnless(has_page(), "built without the report page")
class PageOfHalf(unittest.TestCase):
    """Half of the points fail (cases: a sweep over run.record_days, whose series differ in length)."""

    @classmethod
    def setUpClass(cls):
        (FOLDER / "half.toml").write_text(
            f'question = "q"\ninclude = ["{program.SOURCE}/scenarios/microsoft-ireland.toml"]\n[run]\nreplicates = 6\n'
            '[sweep]\ndesign = "grid"\n[sweep.factors]\n"run.record_days" = { values = [14.0, 28.0] }\n')
        program.run("sweep", "half.toml", "--out", "half.h5", "--keep", "all", "--quiet", folder=FOLDER)
        with h5py.File(FOLDER / "half.h5") as file:
            cls.failed = file["runs/failed"][...] != 0
        good = int(numpy.flatnonzero(~cls.failed.all(axis=1))[0])
        cls.rows = [row for row in findings("spread", "half.h5", "--point", str(good))]
        done = program.run("report", "half.h5", "--out", "half.html", folder=FOLDER)
        assert done.returncode == 0, done.stderr
        page = (FOLDER / "half.html").read_text(encoding="utf-8")
        contents = json.loads(re.search(r'<script type="application/json" id="contents">(.*?)</script>', page, re.S).group(1))
        cls.contents = contents
        cls.charts = {chart["id"]: chart for chart in contents["charts"]}
        done = program.run("export", "half.h5", "--table", "network", "--table", "reforms", "--out", "half-tables", folder=FOLDER)
        assert done.returncode == 0, done.stderr

    def table(self, chart, which="table"):
        columns = [column["name"] for column in self.charts[chart][which]["columns"]]
        return [dict(zip(columns, row)) for row in self.charts[chart][which]["rows"]]

    def test_half_of_them_did_fail(self):
        self.assertEqual(self.failed.sum() * 2, self.failed.size)
        self.assertEqual(self.contents["provenance"]["failed"], int(self.failed.sum()))
        self.assertIn(f"less {int(self.failed.sum())} that failed", self.charts["network"]["source"])

    def test_citations_of_a_court_are_those_of_spread_and_graphml(self):
        cited = {row["court"]: row["cited"] for row in self.table("network", "also")}
        spread = {row["factor"]: float(row["estimate"]) for row in self.rows if row["quantity"] == "in_degree"}
        space = {"g": "http://graphml.graphdrawing.org/xmlns"}
        graph = {}
        for node in xml.etree.ElementTree.parse(FOLDER / "half-tables" / "network.graphml").iterfind(".//g:node", space):
            data = {one.get("key"): one.text for one in node.iterfind("g:data", space)}
            graph[data["label"]] = float(data["cited"])
        self.assertGreater(len(cited), 5)
        for court, number in cited.items():
            self.assertAlmostEqual(number, spread.get(court, 0.0), delta=1e-4 * max(1.0, number), msg=court)
            self.assertAlmostEqual(number, graph[court], delta=1e-4 * max(1.0, number), msg=court)
        leader = max(cited, key=cited.get)
        self.assertIn(f"{leader} is cited most, {cited[leader]:.1f} times in a run", self.charts["network"]["title"])

    def test_shares_of_runs_are_over_those_that_succeeded(self):
        with open(FOLDER / "half-tables" / "reforms.csv", encoding="utf-8", newline="") as file:
            runs = {}
            for row in csv.DictReader(file):
                runs.setdefault(row["reform"], set()).add((row["point"], row["replicate"]))
        said = [re.search(r"in (\d+)\s% of runs", row["what"]) for row in self.table("adoption", "also")]
        said = {int(found.group(1)) for found in said if found}
        self.assertTrue(said)
        good = int((~self.failed).sum())
        self.assertLessEqual(said, {round(100 * len(there) / good) for there in runs.values()})


if __name__ == "__main__":
    unittest.main()
