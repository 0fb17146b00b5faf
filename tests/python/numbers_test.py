"""One number is one number: summary, evidence, compare, report, export and a reader of the file agree, also where half of the runs failed."""

import csv
import io
import json
import pathlib
import random
import re
import shutil
import tempfile
import tomllib
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
        told = file.require_group("runs/failures")
        points, replicates = numpy.nonzero(failed)
        for name, column in (("point", points), ("replicate", replicates), ("message", [b"failed"] * len(points))):
            if name in told:
                del told[name]
            told[name] = numpy.asarray(column, dtype=h5py.string_dtype()) if name == "message" else column
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
        done = program.run("export", f"{name}.h5", "--out", f"{name}-tables", "--all", folder=FOLDER)
        assert done.returncode == 0, done.stderr


class Reader:
    """A file as xarray sees it."""

    def __init__(self, name):
        self.path = FOLDER / f"{name}.h5"
        self.metrics = xarray.open_dataset(self.path, group="metrics", engine="h5netcdf", decode_times=False)
        with h5py.File(self.path) as file:
            self.failed = file["runs/failed"][...] != 0
            labels = file["events/labels"]
            self.questions = dict(zip(labels["question_name"].asstr()[...], labels["question"].asstr()[...]))
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

    def test_summary_evidence_export_and_xarray_agree(self):
        reader = Reader("run")
        self.assertEqual(int(reader.failed.sum()), 6)
        triples = reader.draw(TRIPLES)
        formulas = [reader.formula(triple) for triple in triples]
        summary = {row["metric"]: row for row in
                   findings("summary", "run.h5", *(word for formula in formulas for word in ("--metric", formula)))
                   if row["quantity"] == "mean"}
        (FOLDER / "evidence.toml").write_text("".join(
            f"[[observation]]\nid = 'P{i}'\nname = 'p'\nsource = 's'\nuse = 'check'\nlikelihood = 'normal'\nobserved = 0\nsd = 1\n"
            f"value = '{formula}'\n"
            for i, formula in enumerate(formulas)))
        done = program.run("analyze", "evidence", "run.h5", "--evidence", "evidence.toml", "--format", "csv", folder=FOLDER)
        self.assertEqual(done.returncode, 0, done.stderr)
        evidence = list(csv.DictReader(io.StringIO(done.stdout)))
        table = exported("run")
        compared = 0
        for triple, formula, observation in zip(triples, formulas, evidence):
            metric, group, time = triple
            good = reader.values(*triple)[~reader.failed]
            known = good[~numpy.isnan(good)]
            expected = known.mean() if known.size else numpy.nan
            self.near(summary[formula]["estimate"] if formula in summary else None, expected, f"summary {formula}")
            self.near(observation["estimate"], expected, f"evidence {formula}")
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


def contents_of(page):
    """What a page of `comity report` holds: its answers and the tables of its charts."""
    text = (FOLDER / page).read_text(encoding="utf-8")
    return json.loads(re.search(r'<script type="application/json" id="contents">(.*?)</script>', text, re.S).group(1))


def rows_of(contents, chart, which="table"):
    found = next(one for one in contents["charts"] if one["id"] == chart)
    columns = [column["name"] for column in found[which]["columns"]]
    return [dict(zip(columns, row)) for row in found[which]["rows"]]


# What the page calls its first numbers (analysis/headline.cpp).
HEADLINES = {
    "cross-border demands met with the other state's consent": "consented/cross_border_ended",
    "cross-border demands met without that consent": "unilateral/cross_border_ended",
    "demands caught between two laws": "conflicts/demands",
    "challenges that providers brought to court": "challenges",
    "rulings for the government": "rulings_government/rulings",
    "splits between appellate courts": "splits_opened",
    "a market's data kept at home (mean of states)": "average(data_at_home)",
    "a market's data under others' keys (mean of states)": "average(data_protected)",
    "stance between states, 0 hostile to 1 friendly": "average(stance)",
    "trust in providers (mean)": "average(trust)",
    "days from a request for assistance to its end":
        "assistance_days/(assistance_granted+assistance_refused+assistance_abandoned)",
    "reforms that came into force": "reforms_enacted",
}
# What the page calls routes.
ROUTES = {"order": "order", "treaty request": "assistance", "agreement order": "agreement", "voluntary request": "voluntary"}
QUANTILES = {"p5": "q05", "p25": "q25", "median": "median", "p75": "q75", "p95": "q95", "mean": "mean"}


@unittest.skipUnless(has_page(), "built without the report page")
class PageNumbers(unittest.TestCase):
    """The page shows the numbers of summary, compare, export and xarray."""

    @classmethod
    def setUpClass(cls):
        for name in ("run", "arms"):
            done = program.run("report", f"{name}.h5", "--out", f"{name}.html", folder=FOLDER)
            assert done.returncode == 0, done.stderr
        cls.pages = {name: contents_of(f"{name}.html") for name in ("run", "arms")}
        with open(TWO_STATES, "rb") as file:
            cls.states = {state["name"]: state["id"] for state in tomllib.load(file)["state"]}

    def near(self, shown, expected, message):
        """Equal to the six figures that the page shows."""
        if expected is None or numpy.isnan(expected):
            self.assertIsNone(shown, message)
        else:
            self.assertIsNotNone(shown, message)
            self.assertAlmostEqual(shown, expected, delta=2e-5 * abs(expected) + 1e-9, msg=message)

    def days(self, reader):
        """Recorded days by the day and by the year at whose end they stand."""
        days = numpy.floor(reader.metrics.time.values)
        by_day = {int(day): time for time, day in enumerate(days)}
        year = lambda day: (numpy.datetime64("1970-01-01") + int(day)).astype("datetime64[Y]").astype(int) + 1970
        by_year = {year(day): time for time, day in enumerate(days)}
        by_year.pop(year(days[-1]), None)
        by_year[year(days[-1] - 90)] = days.size - 1
        return by_day, by_year

    def cells(self, reader, contents):
        """The page's numbers of a metric, a group and a recorded day: (metric, group, time), arm, statistic, value."""
        by_day, by_year = self.days(reader)
        statutes = {"states that require data at home": "localisation_mandates",
                    "states that forbid foreign orders even for data abroad": "blocking_statutes",
                    "pairs of states with an executive agreement": "agreements"}
        found = []

        def add(row, metric, group, time):
            found.extend(((metric, group, time), row["arm"], QUANTILES[name], value)
                         for name, value in row.items() if name in QUANTILES)
        for row in rows_of(contents, "places"):
            if row["place"] in self.states:
                add(row, "data_in_state", self.states[row["place"]], by_day[row["day"]])
        for row in rows_of(contents, "adoption"):
            add(row, "accepted_share" if row["accepted"] == "yes" else "rejected_share", reader.questions[row["question"]],
                by_day[row["day"]])
        for row in rows_of(contents, "stance"):
            add(row, "stance_received" if row["stance"].startswith("of the others") else "stance", self.states[row["state"]],
                by_year[row["year"]])
        for row in rows_of(contents, "statutes"):
            add(row, statutes[row["what"]], "", by_day[row["day"]])
        return found

    def statistic(self, values, name):
        known = values[~numpy.isnan(values)]
        if known.size == 0:
            return numpy.nan
        if name == "mean":
            return known.mean()
        return numpy.median(known) if name == "median" else numpy.quantile(known, int(name[1:]) / 100)

    def test_arms_side_by_side_are_those_of_compare(self):
        arms = self.pages["arms"]["arms"]
        self.assertEqual(arms["arms"], ["plain", "staffed"])
        rows = findings("compare", "arms.h5")
        found = {(row["quantity"], row["metric"]): row for row in rows if row["quantity"] in ("difference", "d")}
        means = {(row["metric"], row["factor"]): row["estimate"] for row in
                 findings("summary", "arms.h5", *(word for one in HEADLINES.values() for word in ("--metric", one)))
                 if row["quantity"] == "mean"}
        for row in arms["rows"]:
            formula, cell = HEADLINES[row["quantity"]], row["cells"][1]
            for name, column in (("difference", "estimate"), ("low", "low"), ("high", "high")):
                value = found["difference", formula][column]
                self.near(cell[name], float(value) if value else numpy.nan, f"{formula} {name}")
            for arm, one in zip(arms["arms"], row["cells"]):
                value = means[formula, arm]
                self.near(one["mean"], float(value) if value else numpy.nan, f"{formula} mean of {arm}")
        regrets = {(row["factor2"], row["factor"]): row for row in rows if row["quantity"] == "regret"}
        self.assertEqual(len(regrets), 2 * len(arms["regrets"]))
        for row in arms["regrets"]:
            for arm, cell in zip(arms["arms"], row["cells"]):
                for name, column in (("mean", "estimate"), ("low", "low"), ("high", "high")):
                    value = regrets[row["actor"], arm][column]
                    self.near(cell[name], float(value) if value else numpy.nan, f"regret {row['actor']} {arm} {name}")

    def test_page_summary_export_and_xarray_agree(self):
        for name in ("run", "arms"):
            reader, contents, table = Reader(name), self.pages[name], exported(name)
            points = {"": 0, "plain": 0, "staffed": 1}
            cells = self.cells(reader, contents)
            self.assertEqual({triple[0] for triple, *_ in cells},
                             {"data_in_state", "accepted_share", "rejected_share", "stance", "stance_received",
                              "localisation_mandates", "blocking_statutes", "agreements"})
            self.assertGreater(len(cells), 5 * TRIPLES)
            cells = random.Random(3).sample(cells, TRIPLES)
            formulas = sorted({reader.formula(triple) for triple, *_ in cells})
            summary = {(row["metric"], row["factor"], row["quantity"]): row["estimate"] for row in
                       findings("summary", f"{name}.h5", *(word for one in formulas for word in ("--metric", one)))}
            for (metric, group, time), arm, statistic, value in cells:
                point, said = points[arm], f"{name} {metric} {group} {time} {arm} {statistic}"
                of_file = reader.values(metric, group, time)[point]
                self.near(value, self.statistic(of_file[~reader.failed[point]], statistic), said)
                runs = table[metric, group]
                of_tables = numpy.array([runs[run][time] for run in sorted(runs) if run[0] == point])
                self.near(value, self.statistic(of_tables, statistic), f"export {said}")
                key = (reader.formula((metric, group, time)), arm, statistic)
                estimate = summary.get(key, "")
                self.near(value, float(estimate) if estimate else numpy.nan, f"summary {said}")

    def test_sums_of_a_year_are_those_of_the_file_and_the_tables(self):
        reader, contents, table = Reader("run"), self.pages["run"], exported("run")
        ways = {"with the consent of the state where the data are": "consented", "without it": "unilateral"}
        times = reader.metrics.time.values
        middles = (numpy.concatenate(([float(h5py.File(reader.path)["config/run/start"][()])], times[:-1])) + times) / 2
        years = (numpy.datetime64("1970-01-01") + numpy.floor(middles).astype(int)).astype("datetime64[Y]").astype(int) + 1970
        good = ~reader.failed[0]

        def sums(metric, group, year):
            runs = [numpy.array([values[run] for run in sorted(values)])
                    for (name, label), values in table.items() if name == metric and (not group or label == group)]
            here = years == year
            of_tables = numpy.sum(runs, axis=0)[:, here].sum(axis=1)
            of_tables = of_tables[~numpy.isnan(of_tables)]
            data = reader.metrics[metric].values[0]
            data = data[..., reader.groups(metric).index(group)] if group else data.sum(axis=-1) if data.ndim == 3 else data
            of_file = data[:, here].sum(axis=1)[good]
            numpy.testing.assert_allclose(of_tables, of_file)
            return of_file

        def share(part, whole):
            with numpy.errstate(all="ignore"):
                return numpy.where(whole > 0, part / whole, numpy.nan)
        year_of = lambda day: (numpy.datetime64("1970-01-01") + int(day)).astype("datetime64[Y]").astype(int) + 1970
        compared = 0
        for row in rows_of(contents, "consent"):
            year = year_of(row["day"])
            shares = share(sums(ways[row["met"]], "", year), sums("cross_border_ended", "", year))
            for column in ("p5", "median", "p95"):
                self.near(row[column], self.statistic(shares, QUANTILES[column]), f"consent {row}")
                compared += 1
        for row in rows_of(contents, "routes"):
            year = year_of(row["day"])
            chosen = sums("chosen", ROUTES[row["route"]], year)
            self.near(row["tries"], chosen.mean(), f"tries {row}")
            shares = numpy.minimum(1, share(sums("succeeded", ROUTES[row["route"]], year), chosen))
            for column in ("p5", "median", "p95"):
                self.near(row[column], self.statistic(shares, QUANTILES[column]), f"routes {row}")
                compared += 1
        self.assertGreater(compared, 50)

    def test_tries_over_the_whole_run_are_those_of_the_summary(self):
        for name, arms in (("run", {""}), ("arms", {"plain", "staffed"})):
            words = [word for route in ROUTES.values() for metric in ("chosen", "succeeded")
                     for word in ("--metric", f"{metric}[{route}]")]
            means = {(row["metric"], row["factor"]): float(row["estimate"])
                     for row in findings("summary", f"{name}.h5", *words) if row["quantity"] == "mean"}
            totals = rows_of(self.pages[name], "routes", "also")
            self.assertEqual(len(totals), 2 * len(ROUTES) * len(arms))
            self.assertEqual({row["arm"] for row in totals}, arms)
            self.assertNotIn("flows", [chart["id"] for chart in self.pages[name]["charts"]])
            why, = [one["why"] for one in self.pages[name]["missing"] if one["what"].startswith("Demands by their last route")]
            self.assertIn("run.log_demands=true" if name == "run" else "a sweep", why)
            for row in totals:
                route, point = ROUTES[row["route"]], row["arm"]
                brought = means[f"succeeded[{route}]", point]
                expected = brought if row["end"] == "data" else max(0.0, means[f"chosen[{route}]", point] - brought)
                self.near(row["number"], expected, row)

    def test_answers_are_the_medians_of_the_summary_and_bars_hold_every_run(self):
        for name, factors in (("run", {"": ""}), ("arms", {"plain": "plain", "staffed": "staffed"})):
            answers = self.pages[name]["answers"]
            words = [word for formula in HEADLINES.values() for word in ("--metric", formula)]
            summary = {(row["metric"], row["factor"], row["quantity"]): row
                       for row in findings("summary", f"{name}.h5", *words)}
            self.assertGreater(len(answers), 8 * len(factors))
            for answer in answers:
                key = (HEADLINES[answer["quantity"]], factors[answer["arm"]])
                for shown, quantity in (("low", "q05"), ("median", "median"), ("high", "q95")):
                    self.near(answer[shown], float(summary[*key, quantity]["estimate"]), f"{answer} {quantity}")
                self.assertEqual(answer["runs"], int(summary[*key, "mean"]["n"]), answer)
                bars = [row["runs"] for row in rows_of(self.pages[name], "distribution")
                        if row["quantity"] == f"{answer['quantity']} [{answer['unit']}]" and row["arm"] == answer["arm"]]
                self.assertEqual(sum(bars), answer["runs"], answer)

    def test_differences_of_arms_are_those_of_compare(self):
        words = [word for formula in HEADLINES.values() for word in ("--metric", formula)]
        compared = {row["metric"]: row for row in findings("compare", "arms.h5", *words) if row["quantity"] == "difference"}
        checked = 0
        for row in rows_of(self.pages["arms"], "arms"):
            words, unit = re.fullmatch(r"(.*) \[(.*)\]", row["quantity"]).groups()
            scale = 100.0 if unit == "percentage points" else 1.0
            found = compared[HEADLINES[words]]
            for shown, full in (("difference", "estimate"), ("low", "low"), ("high", "high")):
                self.near(row[shown], scale * float(found[full]) if found[full] else numpy.nan, f"{row} {full}")
                checked += 1
        self.assertGreater(checked, 8)


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
        cls.contents = contents_of("half.html")
        cls.charts = {chart["id"]: chart for chart in cls.contents["charts"]}
        done = program.run("export", "half.h5", "--table", "network", "--table", "reforms", "--out", "half-tables", folder=FOLDER)
        assert done.returncode == 0, done.stderr

    def test_half_of_them_did_fail(self):
        self.assertEqual(self.failed.sum() * 2, self.failed.size)
        self.assertEqual(self.contents["provenance"]["failed"], int(self.failed.sum()))
        self.assertIn(f"less {int(self.failed.sum())} that failed", self.charts["network"]["source"])

    def test_citations_of_a_court_are_those_of_spread_and_graphml(self):
        cited = {row["court"]: row["cited"] for row in rows_of(self.contents, "network", "also")}
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
        self.assertIn(f"{leader} is cited most by other courts, {cited[leader]:.1f} times in a run on average", self.charts["network"]["title"])

    def test_shares_of_runs_are_over_those_that_succeeded(self):
        with open(FOLDER / "half-tables" / "reforms.csv", encoding="utf-8", newline="") as file:
            runs = {}
            for row in csv.DictReader(file):
                runs.setdefault(row["reform"], set()).add((row["point"], row["replicate"]))
        said = [re.search(r"in (\d+)\s% of runs", row["what"]) for row in rows_of(self.contents, "adoption", "also")]
        said = {int(found.group(1)) for found in said if found}
        self.assertTrue(said)
        good = int((~self.failed).sum())
        self.assertLessEqual(said, {round(100 * len(there) / good) for there in runs.values()})


if __name__ == "__main__":
    unittest.main()
