"""comity report: the page's numbers are the file's, files are not overwritten, figures are drawn."""

import csv
import datetime
import json
import math
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

import h5py
import numpy

COMITY = os.environ["COMITY_BINARY"]
SOURCE = pathlib.Path(os.environ["COMITY_SOURCE_DIR"])


def comity(*words, **options):
    return subprocess.run([COMITY, *map(str, words)], capture_output=True, text=True, cwd=SOURCE, check=False, **options)


def has_page():
    """Builds of other presets than release have no page."""
    missing = comity("report", "no-such-file.h5")
    return "has no report page" not in missing.stderr


def skew_t(values, student):
    """At each end the wider of Student's bound and Hall's (1992), which moves with the skewness of the values."""
    count, mean, deviation = len(values), values.mean(), values.std(ddof=1)
    gaps = values - mean
    skewness = (gaps ** 3).mean() / (gaps ** 2).mean() ** 1.5 * (count + 3) / (count - 1)

    def bound(place):
        return mean - deviation * (numpy.cbrt(1 + skewness * (place - skewness / (6 * count))) - 1) * 3 / skewness

    half = student / numpy.sqrt(count)
    return min(bound(half), mean - deviation * half), max(bound(-half), mean + deviation * half)


class BuildWithoutPage(unittest.TestCase):
    def test_it_says_how_to_get_one(self):
        refused = comity("report", "any.h5")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("COMITY_REPORT", refused.stderr)
        refused = comity("law", "page", "scenarios/law/us-sca-1986.toml")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("COMITY_REPORT", refused.stderr)


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="comity-report-"))
        cls.results = cls.folder / "two.h5"
        made = comity("run", "scenarios/two-states.toml", "--replicates", 7, "--set", "run.log_demands=true", "--quiet",
                      "--out", cls.results)
        assert made.returncode == 0, made.stderr
        cls.page = cls.folder / "two.html"
        cls.made = comity("report", cls.results, "--out", cls.page)
        assert cls.made.returncode == 0, cls.made.stderr
        cls.text = cls.page.read_text(encoding="utf-8")
        found = re.search(r'<script type="application/json" id="contents">(.*?)</script>', cls.text, re.S)
        cls.contents = json.loads(found.group(1))
        cls.charts = {chart["id"]: chart for chart in cls.contents["charts"]}
        cls.file = h5py.File(cls.results)

    @classmethod
    def tearDownClass(cls):
        cls.file.close()
        shutil.rmtree(cls.folder)

    def rows(self, chart, **choice):
        columns = [column["name"] for column in self.charts[chart]["table"]["columns"]]
        rows = [dict(zip(columns, row)) for row in self.charts[chart]["table"]["rows"]]
        return [row for row in rows if all(row[name] == value for name, value in choice.items())]

    def test_bands_are_the_quantiles_of_the_runs(self):
        questions = list(self.file["events/labels/question_name"].asstr()[()])
        days = numpy.floor(self.file["metrics/time"][()])
        accepted = self.file["metrics/accepted_share"][0]
        checked = 0
        for row in self.rows("adoption", accepted="yes"):
            values = accepted[:, days == row["day"], questions.index(row["question"])].ravel()
            for name, probability in (("p5", 0.05), ("p25", 0.25), ("median", 0.5), ("p75", 0.75), ("p95", 0.95)):
                self.assertAlmostEqual(row[name], numpy.quantile(values, probability), places=5)
                checked += 1
        self.assertGreater(checked, 100)

    def test_stacked_shares_are_means_and_add_up(self):
        last = max(row["day"] for row in self.rows("places"))
        rows = self.rows("places", day=last)
        self.assertAlmostEqual(sum(row["mean"] for row in rows), 1.0, places=4)
        expected = sorted(self.file["metrics/data_in_state"][0, :, -1, :].mean(axis=0), reverse=True)
        self.assertAlmostEqual(rows[0]["mean"], expected[0], places=5)

    def test_flows_count_every_logged_demand_once(self):
        logged = self.file["events/demands/fate"].shape[0]
        self.assertAlmostEqual(sum(row["number"] for row in self.rows("flows", demands="all")) * 7, logged, delta=logged * 1e-5)

    def test_tries_of_a_year_add_up_to_those_of_the_file(self):
        chosen = self.file["metrics/chosen"][0].sum(axis=(0, 1))
        orders = sum(row["tries"] for row in self.rows("routes", route="order")) * 7
        self.assertAlmostEqual(orders / chosen[0], 1.0, places=4)

    def test_demands_caught_are_shares_of_the_whole_run(self):
        conflicts, demands = (self.file[f"metrics/{name}"][0].sum(axis=1) for name in ("conflicts", "demands"))
        rows = self.rows("caught")
        self.assertEqual([row["state"] for row in rows], ["Northland", "Southland"])
        for place, row in enumerate(rows):
            shares = conflicts[:, place] / demands[:, place]
            for name, probability in (("p5", 0.05), ("median", 0.5), ("p95", 0.95)):
                self.assertAlmostEqual(row[name], numpy.quantile(shares, probability), delta=1e-5)
            self.assertAlmostEqual(row["demands"] / (demands[:, place].mean() / 6), 1.0, delta=1e-3)  # of six years

    def test_distributions_hold_every_run(self):
        for quantity in {row["quantity"] for row in self.rows("distribution")}:
            self.assertLessEqual(sum(row["runs"] for row in self.rows("distribution", quantity=quantity)), 7)
        stance = [row for row in self.rows("distribution") if row["quantity"].startswith("stance")]
        self.assertEqual(sum(row["runs"] for row in stance), 7)

    def test_the_answer_is_the_median_over_runs(self):
        challenges = self.file["metrics/challenges"][0].sum(axis=(1, 2))
        answer = next(one for one in self.contents["answers"] if one["unit"] == "cases")
        self.assertAlmostEqual(answer["median"], numpy.median(challenges), places=4)
        self.assertAlmostEqual(answer["low"], numpy.quantile(challenges, 0.05), delta=1e-3 * max(1.0, answer["low"]))

    def test_provenance_names_the_scenario_as_the_file_does(self):
        inputs = self.contents["provenance"]["inputs"]
        self.assertEqual([one["sha256"] for one in inputs],
                         [one.decode() for one in self.file["provenance/input_sha256"][()]])
        self.assertEqual(self.contents["question"], self.file["provenance"].attrs["question"].decode()
                         if isinstance(self.file["provenance"].attrs["question"], bytes)
                         else self.file["provenance"].attrs["question"])

    def test_tries_of_the_whole_period_are_those_of_the_file(self):
        table = self.charts["routes"]["also"]
        rows = [dict(zip((column["name"] for column in table["columns"]), row)) for row in table["rows"]]
        for place, route in enumerate(("order", "treaty request", "agreement order", "voluntary request")):
            brought, failed = ([row["number"] for row in rows if (row["route"], row["end"]) == (route, end)] for end in ("data", "no data"))
            tries, successes = (self.file[f"metrics/{name}"][0].sum(axis=(0, 1))[place] / 7 for name in ("chosen", "succeeded"))
            self.assertAlmostEqual(brought[0], successes, delta=1e-5 * successes)
            self.assertAlmostEqual(failed[0], max(0.0, tries - successes), delta=1e-5 * tries)

    def test_what_cannot_be_shown_is_named_with_its_reason(self):
        self.assertTrue(any("map" in one["what"].lower() and one["why"] for one in self.contents["missing"]))
        self.assertNotIn("map", self.charts)

    def test_nothing_is_asked_of_a_network(self):
        self.assertNotRegex(self.text, r'(src|href)="(https?:)?//')

    def test_the_same_file_gives_the_same_bytes(self):
        again = self.folder / "again.html"
        self.assertEqual(comity("report", self.results, "--out", again).returncode, 0)
        self.assertEqual(again.read_bytes(), self.page.read_bytes())

    def test_a_page_is_not_overwritten_without_force(self):
        before = self.page.read_bytes()
        refused = comity("report", self.results, "--out", self.page)
        self.assertEqual(refused.returncode, 2)
        self.assertIn("--force", refused.stderr)
        self.assertEqual(self.page.read_bytes(), before)
        self.assertEqual(comity("report", self.results, "--out", self.page, "--force").returncode, 0)

    def test_figures_are_well_formed_and_always_the_same(self):
        pictures = []
        for name in ("one", "two"):
            made = comity("report", self.results, "--out", self.folder / f"page-{name}.html", "--figures", self.folder / name)
            self.assertEqual(made.returncode, 0, made.stderr)
            pictures.append({path.name: path.read_bytes() for path in (self.folder / name).iterdir()})
        self.assertEqual(pictures[0], pictures[1])
        self.assertEqual(set(pictures[0]), {f"{chart}.svg" for chart in self.charts})
        for name, picture in pictures[0].items():
            marks = xml.etree.ElementTree.fromstring(picture).findall(".//{http://www.w3.org/2000/svg}path")
            self.assertGreater(len(marks), 2, name)

    def test_without_node_figures_are_an_error_that_says_what_to_install(self):
        refused = comity("report", self.results, "--out", self.folder / "no-node.html", "--figures", self.folder / "none",
                         env={"PATH": "/nonexistent"})
        self.assertEqual(refused.returncode, 2)
        self.assertIn("nodejs", refused.stderr)
        self.assertFalse((self.folder / "none").exists())

    def contents_of(self, page):
        found = re.search(r'<script type="application/json" id="contents">(.*?)</script>', page.read_text(encoding="utf-8"), re.S)
        return json.loads(found.group(1))

    def test_words_of_a_scenario_cannot_end_an_element_of_the_page(self):
        question = "Does </script><script>alert(1)</script> & <!-- stay a question?"
        scenario = self.folder / "odd.toml"
        scenario.write_text(f'question = "{question}"\ninclude = "{SOURCE}/scenarios/two-states.toml"\n', encoding="utf-8")
        self.assertEqual(comity("run", scenario, "--replicates", 2, "--quiet", "--out", self.folder / "odd.h5").returncode, 0)
        self.assertEqual(comity("report", self.folder / "odd.h5").returncode, 0)
        page = self.folder / "odd.html"
        self.assertEqual(self.contents_of(page)["question"], question)
        self.assertEqual(page.read_text(encoding="utf-8").count("</script"), self.text.count("</script"))

    def test_arms_are_compared_run_by_run(self):
        scenario = self.folder / "arms.toml"
        scenario.write_text(f'question = "Staff?"\ninclude = "{SOURCE}/scenarios/two-states.toml"\n'
                            "[arms.before]\n[arms.staff]\nassist.load = 0.5\n"
                            # Two more gauges: one that runs hardly move and one that they move a lot, by more.
                            "locate.demand_weight = 0.33\nreciprocate.affront = 0.022\n", encoding="utf-8")
        made = comity("sweep", scenario, "--replicates", 5, "--quiet", "--keep", "series", "--out", self.folder / "arms.h5")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertEqual(comity("report", self.folder / "arms.h5").returncode, 0)
        charts = {chart["id"]: chart for chart in self.contents_of(self.folder / "arms.html")["charts"]}
        names = [column["name"] for column in charts["arms"]["table"]["columns"]]
        row = next(row for row in (dict(zip(names, row)) for row in charts["arms"]["table"]["rows"])
                   if row["quantity"].startswith("cross-border demands met with the"))
        with h5py.File(self.folder / "arms.h5") as file:
            share = file["summary/consented"][()].sum(axis=2) / file["summary/cross_border_ended"][()].sum(axis=2)
        gaps = 100 * (share[1] - share[0])
        low, high = skew_t(gaps, 2.776445)  # Student, 4 degrees of freedom
        self.assertAlmostEqual(row["difference"], gaps.mean(), places=3)
        self.assertAlmostEqual(row["low"], low, places=3)
        self.assertAlmostEqual(row["high"], high, places=3)
        # The number that the arms part most of all is shown first, beside the spread of the first arm's runs.
        lines = charts["armlines"]
        names = [column["name"] for column in lines["table"]["columns"]]
        rows = [dict(zip(names, row)) for row in lines["table"]["rows"]]
        apart = {}
        for quantity in {row["quantity"] for row in rows}:
            last = [row for row in rows if row["quantity"] == quantity and row["day"] == max(one["day"] for one in rows)]
            first = next(row for row in last if row["arm"] == "before")
            means = [row["mean"] for row in last]
            apart[quantity] = (max(means) - min(means)) / max(first["p95"] - first["p5"], 1e-12)
        self.assertGreater(len(apart), 2)
        self.assertIn("kept at home", max(apart, key=apart.get))
        self.assertEqual(lines["filters"][0]["first"], max(apart, key=apart.get))

    def test_the_caption_of_what_matters_is_that_of_its_method(self):
        said = {}
        for design in ('design = "morris"\ntrajectories = 10', 'design = "lhs"\npoints = 40'):
            kind = design.split('"')[1]
            (self.folder / f"{kind}.toml").write_text(
                f'question = "What?"\ninclude = "{SOURCE}/scenarios/two-states.toml"\n[run]\nscale = 0.1\nend = 2022-01-01\n[sweep]\n{design}\n'
                '[sweep.factors]\n"assist.load" = { low = 0.2, high = 3 }\n"choose.precision" = { low = 1, high = 9 }\n'
                '"arise.content_share" = { low = 0.1, high = 0.5 }\n', encoding="utf-8")
            made = comity("sweep", self.folder / f"{kind}.toml", "--replicates", 1, "--quiet", "--out", self.folder / f"{kind}.h5")
            self.assertEqual(made.returncode, 0, made.stderr)
            self.assertEqual(comity("report", self.folder / f"{kind}.h5").returncode, 0)
            (said[kind],) = [chart["question"] for chart in self.contents_of(self.folder / f"{kind}.html")["charts"] if chart["id"] == "tornado"]
        self.assertIn("Mean size: by how much the output changes", said["morris"])
        self.assertNotIn("variance", said["morris"])
        self.assertIn("Rank correlation", said["lhs"])

    def test_one_last_day_everywhere(self):
        with h5py.File(self.results) as file:
            end = int(file["config/run/end"][()])
        last = str(datetime.date(1970, 1, 1) + datetime.timedelta(days=end - 1))
        self.assertEqual(self.contents["provenance"]["end"], last)
        told = comity("run", "scenarios/two-states.toml", "--replicates", 2, "--out", self.folder / "days.h5", "--format", "json")
        self.assertEqual(json.loads(told.stdout)["end"], last)
        told = comity("run", "scenarios/two-states.toml", "--replicates", 2, "--out", self.folder / "days.h5", "--force")
        self.assertIn(f" to {last}, 2 states", told.stdout)

    def test_tables_are_the_numbers_of_the_page(self):
        made = comity("report", self.results, "--tables", self.folder / "tables")
        self.assertEqual(made.returncode, 0, made.stderr)
        with open(self.folder / "tables" / "charts.csv", newline="", encoding="utf-8") as lines:
            charts = list(csv.DictReader(lines))
        self.assertEqual([(row["chart"], row["title"], row["question"], row["source"]) for row in charts],
                         [(chart["id"], chart["title"], chart["question"], chart["source"]) for chart in self.contents["charts"]])
        day = lambda value: str(datetime.date(1970, 1, 1) + datetime.timedelta(days=math.floor(value)))
        checked = 0
        for chart in self.contents["charts"]:
            for name, table in ((f"{chart['id']}.csv", chart["table"]), (f"{chart['id']}-also.csv", chart.get("also"))):
                if table is None:
                    continue
                with open(self.folder / "tables" / name, newline="", encoding="utf-8") as lines:
                    head, *rows = csv.reader(lines)
                self.assertEqual(head, [column["name"] for column in table["columns"]])
                self.assertEqual(len(rows), len(table["rows"]))
                for found, row in zip(rows, table["rows"]):
                    for column, cell, value in zip(table["columns"], found, row):
                        wanted = "" if value is None else day(value) if column["unit"] == "day" else value
                        self.assertEqual(float(cell) if isinstance(wanted, (int, float)) else cell, wanted, (name, column))
                        checked += 1
        self.assertGreater(checked, 1000)
        self.assertEqual(comity("report", self.results, "--tables", self.folder / "tables").returncode, 2)

    def test_two_files_are_compared_run_by_run(self):
        other = self.folder / "staff.h5"
        made = comity("run", "scenarios/two-states.toml", "--replicates", 7, "--set", "run.log_demands=true", "--set", "assist.load=0.5",
                      "--quiet", "--out", other)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertEqual(comity("report", self.results, other).returncode, 0)
        contents = self.contents_of(self.folder / "staff-two.html")
        self.assertEqual(contents["name"], "staff against two")
        self.assertEqual([one for one in contents["compared"]["differences"] if one["what"] == "assist.load"],
                         [{"what": "assist.load", "first": "1.5", "second": "0.5"}])
        self.assertIn("assist.load=0.5", contents["other"]["overrides"])
        charts = {chart["id"]: chart for chart in contents["charts"]}
        rows = [dict(zip((column["name"] for column in charts["arms"]["table"]["columns"]), row)) for row in charts["arms"]["table"]["rows"]]
        row = next(row for row in rows if row["quantity"].startswith("cross-border demands met with the"))
        with h5py.File(other) as file:
            shares = [one["metrics/consented"][0].sum(axis=(1, 2)) / one["metrics/cross_border_ended"][0].sum(axis=(1, 2))
                      for one in (self.file, file)]
            trust = [one["metrics/trust"][0].mean(axis=2) for one in (self.file, file)]
        gaps = 100 * (shares[1] - shares[0])
        self.assertAlmostEqual(row["difference"], gaps.mean(), places=3)
        self.assertAlmostEqual(row["low"], skew_t(gaps, 2.446912)[0], places=3)  # Student, 6 degrees of freedom
        days = [row for row in charts["pair"]["table"]["rows"] if row[0].startswith("trust in providers")]
        self.assertAlmostEqual(days[-1][2], (trust[1] - trust[0])[:, -1].mean(), places=5)
        # What is the same in both is said to be: a title never names a difference that is chance.
        shutil.copy(self.results, self.folder / "copy.h5")
        self.assertEqual(comity("report", self.results, self.folder / "copy.h5", "--out", self.folder / "same.html").returncode, 0)
        same = self.contents_of(self.folder / "same.html")
        self.assertEqual(same["charts"][0]["title"], "Nothing differs from two beyond chance")
        self.assertEqual(same["compared"]["differences"], [])
        refused = comity("report", self.results, other, "--out", other, "--force")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("is an input of this command", refused.stderr)

    def test_historys_way_is_that_of_summary_and_evidence(self):
        results = self.folder / "dispute.h5"
        made = comity("run", "scenarios/microsoft-ireland.toml", "--replicates", 6, "--set", "run.scale=0.02", "--quiet", "--format",
                      "json", "--out", results)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertEqual(comity("report", results).returncode, 0)
        contents = self.contents_of(self.folder / "dispute.html")
        charts = {chart["id"]: chart for chart in contents["charts"]}
        summary = json.loads(made.stdout)
        told = comity("analyze", "evidence", results, "--evidence", "scenarios/evidence/microsoft-ireland-timeline.toml", "--format", "json")
        self.assertEqual(told.returncode, 0, told.stderr)
        path = next(row for row in json.loads(told.stdout)[0]["observations"] if row["id"] == "path")
        steps = summary["path"]["steps"]
        self.assertEqual([step["came"] for step in steps], [step["came"] for step in path["steps"]])
        self.assertEqual([row[2] for row in charts["milestones"]["also"]["rows"]], [step["came"] for step in steps])
        self.assertAlmostEqual(summary["path"]["probability"], path["estimate"], places=9)
        self.assertIn(f"of {len(steps)} steps", contents["words"]["answer"][0])
        # What the scenario sets is no event of history; every run's story is that of its event table.
        self.assertNotIn("demanded", [event["event"] for event in summary["history"]])
        with h5py.File(results) as file:
            focal = file["events/focal"]
            of_run = (focal["replicate"][()] == 2) & (focal["focal"][()] == 0)
            days = numpy.floor(focal["time"][()][of_run])
        rows = [row for row in charts["dispute"]["table"]["rows"] if row[0] == "replicate 2" and row[2] != "in force"]
        self.assertEqual([row[4] for row in rows], list(days))

    def test_a_file_that_is_no_results_file_is_an_error(self):
        wrong = self.folder / "wrong.h5"
        wrong.write_text("nothing", encoding="utf-8")
        refused = comity("report", wrong)
        self.assertEqual(refused.returncode, 2)
        self.assertNotIn("internal", refused.stderr)


CODES = {"Australia": "AU", "Belgium": "BE", "Brazil": "BR", "Canada": "CA", "China": "CN", "France": "FR", "Germany": "DE", "India": "IN",
         "Ireland": "IE", "Japan": "JP", "Netherlands": "NL", "Russia": "RU", "South Korea": "KR", "Switzerland": "CH",
         "United Kingdom": "GB", "United States": "US"}


class LawOfArms(unittest.TestCase):
    """The matrix of conflicts of each law once: by day, and by the arms that change it."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def chart(self, scenario):
        made = comity("sweep", scenario, "--replicates", 1, "--set", "run.scale=0.001", "--quiet", "--out", self.folder / "arms.h5", "--force")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertEqual(comity("report", self.folder / "arms.h5", "--out", self.folder / "arms.html", "--force").returncode, 0)
        text = (self.folder / "arms.html").read_text(encoding="utf-8")
        contents = json.loads(re.search(r'id="contents">(.*?)</script>', text, re.S).group(1))
        charts = {one["id"]: one for one in contents["charts"]}
        self.assertGreater(len(charts["caught"]["table"]["rows"]), 20)  # also of a sweep that kept totals only
        return charts["conflicts"]

    def scenario(self, *arms):
        path = self.folder / "small.toml"
        path.write_text(f'question = "?"\ninclude = "{SOURCE}/scenarios/microsoft-ireland.toml"\n[run]\nstart = 2013-11-01\nend = 2014-01-01\n' + "\n".join(arms), encoding="utf-8")
        return path

    def laws(self, chart):
        """Rows by law and pair, examples in words."""
        examples = dict(chart["also"]["rows"])
        self.assertEqual(len(set(examples.values())), len(examples))
        columns = [column["name"] for column in chart["table"]["columns"]]
        laws = {}
        for values in chart["table"]["rows"]:
            row = dict(zip(columns, values))
            row["example"] = examples.get(row["example"])
            self.assertEqual(row["example"] is None, row["conflict"] == "never")
            laws.setdefault(row["law"], {})[row["orders"], row["forbids"]] = row
        return laws

    def changed(self, law, before):
        told = {pair for pair, row in law.items() if row["changed"] != "no"}
        shown = ("conflict", "share", "certain_share", "example")
        self.assertEqual(told, {pair for pair, row in law.items() if any(row[name] != before[pair][name] for name in shown)})
        for pair, row in law.items():
            self.assertEqual(row["before"], before[pair]["share"], pair)
            moved = abs(row["share"] - row["before"])
            if abs(moved - 0.1) > 1e-5:
                self.assertEqual(row["changed"] == "much", row["conflict"] != before[pair]["conflict"] or moved > 0.1, pair)
        return told

    def told(self, files, day):
        """What `comity law conflicts` says of each pair: the verdict and the share of what the one compels."""
        rows = json.loads(comity("law", "conflicts", *files, "--on", day, "--format", "json").stdout)["pairs"]
        return {(row["orders"], row["forbids"]): (row["conflict"], (row["certain"] + row["arguable"]) / max(1, row["compelled"])) for row in rows}

    def assert_law_is(self, law, told):
        self.assertEqual(len(law), 240)
        for pair, row in law.items():
            verdict, share = told[tuple(CODES[state] for state in pair)]
            self.assertEqual(row["conflict"], verdict, pair)
            self.assertAlmostEqual(row["share"], share, delta=1e-5 * max(1e-9, share), msg=pair)

    def test_an_arm_without_a_statute_has_the_law_without_its_file(self):
        chart = self.chart("scenarios/sweeps/policies.toml")
        laws = self.laws(chart)
        first, usual, without = "2013-01-01", "2022-12-31: as-it-was, cloud-act-on-its-day, more-staff", "2022-12-31: no-cloud-act"
        self.assertEqual(list(laws), [first, usual, without])
        self.assertEqual(chart["filters"], [{"column": "law", "label": "Law of", "first": without}])
        self.assertEqual(self.changed(laws[first], laws[first]), set())
        self.assertTrue(self.changed(laws[usual], laws[first]))
        changed = self.changed(laws[without], laws[usual])
        self.assertTrue(changed)
        self.assertTrue(all("United States" in pair for pair in changed), changed)
        with h5py.File(self.folder / "arms.h5") as file:
            files = [SOURCE / "scenarios" / "sweeps" / path for path in file["provenance/input_path"].asstr()[()] if path.startswith("../law/")]
        members = self.folder / "members.toml"  # the [[union]] of the world of 2013, as files of law write it
        members.write_text('[[treaty]]\nkind = "membership"\nunion = "EU"\nname = "European Union"\nsource = "world-2013.toml"\n'
                           'parties = ["IE", "GB", "DE", "FR", "BE", "NL", "ES", "IT", "PL", "SE"]\n', encoding="utf-8")
        files.append(members)
        self.assert_law_is(laws[usual], self.told(files, "2022-12-31"))
        self.assert_law_is(laws[without], self.told([file for file in files if file.name != "us-cloud-2018.toml"], "2022-12-31"))
        # On the first day the scenario's treaties and members are those of all files that come with comity.
        self.assert_law_is(laws[first], self.told(["law"], first))
        self.assertIn(f"; under no-cloud-act {len(changed)} pairs are not as under the first arm on 2022-12-31", chart["title"])
        self.assertIn("Frame: not as under as-it-was that day, or of its own law as on 2013-01-01, by another verdict or 10 points", chart["question"])

    def test_a_law_that_stays_as_it_is_stands_once(self):
        chart = self.chart(self.scenario("[arms.plain]", "[arms.staffed]", "assist.load = 0.7"))
        self.assertEqual(list(self.laws(chart)), ["2013-11-01"])
        self.assertEqual(chart["filters"], [])
        self.assertIn("on 2013-11-01 and again on 2013-12-31", chart["title"])
        verdicts = [row["conflict"] for row in self.laws(chart)["2013-11-01"].values()]
        self.assertGreater(verdicts.count("certain"), 0)
        self.assertTrue(chart["title"].startswith(f"{verdicts.count('certain')} surely and {verdicts.count('arguable')} arguably of 240"))
        self.assertIn("No arm changes any of it.", chart["question"])
        self.assertNotIn("Frame", chart["question"])

    def test_a_reform_counts_from_the_day_that_its_arm_sets(self):
        chart = self.chart(self.scenario("[arms.plain]", "[arms.early]", 'reform.cloud-act.mode = "scheduled"',
                                         "reform.cloud-act.date = 2013-11-15"))
        laws = self.laws(chart)
        self.assertEqual(list(laws), ["2013-11-01", "2013-12-31: plain", "2013-12-31: early"])
        self.assertEqual(self.changed(laws["2013-12-31: plain"], laws["2013-11-01"]), set())
        self.assertTrue(self.changed(laws["2013-12-31: early"], laws["2013-12-31: plain"]))
        self.assertNotIn("No arm changes", chart["question"])


def load_tests(loader, _tests, _pattern):
    cases = [Page, LawOfArms] if has_page() else [BuildWithoutPage]
    return unittest.TestSuite(loader.loadTestsFromTestCase(case) for case in cases)


if __name__ == "__main__":
    unittest.main()
