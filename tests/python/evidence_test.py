"""comity analyze evidence: the numbers equal those a reader of the file computes, and mistakes are met with a sentence."""

import csv
import datetime
import io
import json
import math
import os
import pathlib
import shutil
import tempfile
import unittest

import h5py
import numpy

import program
from program import SOURCE

EVIDENCE = SOURCE / "scenarios" / "evidence"
LITIGATION = str(EVIDENCE / "litigation-and-cooperation.toml")
TIMELINE = str(EVIDENCE / "microsoft-ireland-timeline.toml")
MONTH = 365.25 / 12


class Run:
    """A results file as h5py sees it."""

    def __init__(self, path):
        self.file = h5py.File(path)
        self.replicates = self.file["metrics/demands"].shape[1]

    def total(self, name, *group):
        """A counter per replicate, summed over time, and over groups unless one is named."""
        values = self.file["metrics"][name][0]
        values = values if values.ndim == 3 else values[..., None]
        return numpy.nansum(values[..., list(group)] if group else values, axis=(1, 2))

    def rows(self, table):
        return {name: numpy.array(column) for name, column in self.file["events"][table].items()}

    def labels(self, name):
        return [label.decode() for label in self.file["events/labels"][name]]

    def first_per_replicate(self, times, replicates):
        first = numpy.full(self.replicates, numpy.nan)
        for time, replicate in zip(times, replicates):
            first[replicate] = numpy.fmin(first[replicate], time)
        return first


def ratio(above, below):
    with numpy.errstate(all="ignore"):
        return numpy.where(below > 0, above / below, numpy.nan)


class EvidenceTest(program.ProgramTest):
    """One small run of the main scenario for all tests."""

    @classmethod
    def setUpClass(cls):
        cls.kept = pathlib.Path(tempfile.mkdtemp())
        done = program.run("run", SOURCE / "scenarios" / "microsoft-ireland.toml", "--replicates", "8", "--quiet",
                           "--set", "worlds.use=false", "--set", "run.scale=0.01", "--set", "run.log_demands=true", "--set", "respond.readiness=0.01",
                           "--out", cls.kept / "runs.h5")
        assert done.returncode == 0, done.stderr
        done = program.run("run", program.TWO_STATES, "--replicates", "2", "--quiet", "--out", cls.kept / "two.h5")
        assert done.returncode == 0, done.stderr
        cls.run_file = Run(cls.kept / "runs.h5")
        done = program.run("analyze", "evidence", cls.kept / "runs.h5", "--evidence", LITIGATION, "--evidence", TIMELINE,
                           "--format", "json")
        assert done.returncode == 0, done.stderr
        cls.found = {one["id"]: one for file in json.loads(done.stdout) for one in file["observations"]}

    @classmethod
    def tearDownClass(cls):
        cls.run_file.file.close()
        shutil.rmtree(cls.kept)

    def check(self, name, expected):
        value = self.found[name]["estimate"]
        if numpy.isnan(expected):
            self.assertIsNone(value, name)
        else:
            self.assertAlmostEqual(value, expected, delta=1e-9 * abs(expected) + 1e-12, msg=name)

    def check_mean(self, name, values):
        values = values[numpy.isfinite(values)]
        self.check(name, values.mean())
        self.assertEqual(self.found[name]["replicates"], len(values))
        self.assertAlmostEqual(self.found[name]["replicates90_low"], numpy.quantile(values, 0.05), delta=1e-9 * values.max())
        self.assertAlmostEqual(self.found[name]["replicates90_high"], numpy.quantile(values, 0.95), delta=1e-9 * values.max())

    def test_ratios_of_counters(self):
        run = self.run_file
        left = run.total("assistance_granted") + run.total("assistance_refused") + run.total("assistance_abandoned")
        self.check_mean("P1", ratio(run.total("assistance_days"), left) / MONTH)
        home = ratio(run.total("domestic_fulfilled"), run.total("domestic_orders"))
        abroad = ratio(run.total("direct_abroad_fulfilled"), run.total("direct_abroad"))
        self.check_mean("P3a", home)
        self.check_mean("P3c", home - abroad)
        self.check_mean("P4", ratio(run.total("challenges") + run.total("motions_to_compel"), run.total("demands")))
        self.check_mean("P3d", abroad)
        followed, other = run.total("followed").sum(), run.total("not_followed").sum()
        self.assertGreater(other, 0)
        self.check("P7", followed / (followed + other))

    def test_the_weight_of_precedents(self):
        self.check("P12", 1 - 2 ** (-19 / float(self.run_file.file["config/litigate/half_life"][()])))

    def test_splits(self):
        splits = self.run_file.rows("splits")
        end = float(self.run_file.file["config/run/end"][()])
        seen = (splits["state"] == self.run_file.labels("state").index("US")) & (splits["opened"] <= end - 36 * MONTH)
        opened = (seen & (splits["open"] == 1)).sum()
        apex = seen & (splits["open"] == 0) & (splits["by_apex"] == 1)
        self.assertGreater(opened, 0)
        self.check("P9a", apex.sum() / opened)
        soon = splits["time"] - splits["opened"] <= 36 * MONTH
        self.check("P9b", (apex & soon).sum() / apex.sum() if apex.any() else numpy.nan)

    def reversals(self, stage):
        """Decisions of this stage in the United States' courts, and how many of them turn the ruling before."""
        rulings = self.run_file.rows("rulings")
        states = numpy.array(self.run_file.file["events/labels/court_state"])
        us = self.run_file.labels("state").index("US")
        reviewed = reversed_ = 0
        last = {}
        for row in range(len(rulings["time"])):
            case = (rulings["replicate"][row], rulings["case_number"][row])
            time, outcome = rulings["time"][row], rulings["outcome"][row]
            if case[1] < 0 or (case in last and last[case][0] == time):
                continue
            before = last[case][1] if case in last else None
            if rulings["stage"][row] == stage and states[rulings["court"][row]] == us and before is not None:
                reviewed += 1
                reversed_ += outcome != before
            last[case] = (time, outcome if outcome in (1, 2) else before)
        return reviewed, reversed_

    def test_reversals(self):
        for name, stage in (("P10a", 5), ("P10b", 2)):
            reviewed, reversed_ = self.reversals(stage)
            self.check(name, reversed_ / reviewed if reviewed else numpy.nan)
        self.assertGreater(self.reversals(2)[0], 20)

    def test_selection_is_an_ordering_in_each_run(self):
        rulings = self.run_file.rows("rulings")
        orders = ratio(self.run_file.total("domestic_fulfilled"), self.run_file.total("domestic_orders"))
        holds = []
        for run in range(self.run_file.replicates):
            first = rulings["outcome"][(rulings["stage"] == 0) & (rulings["replicate"] == run)]
            if first.size:
                holds.append(abs((first == 1).mean() - 0.5) < abs(orders[run] - 0.5))
        self.check("P23", numpy.mean(holds))
        self.assertAlmostEqual(self.found["P23"]["log_score"], numpy.log((sum(holds) + 0.5) / (len(holds) + 1)), places=9)

    def statute_lags(self):
        rulings, reforms = self.run_file.rows("rulings"), self.run_file.rows("reforms")
        label = self.run_file.file["events/labels"]
        us = self.run_file.labels("state").index("US")
        court = rulings["court"]
        adverse = ((numpy.array(label["court_state"])[court] == us) & (numpy.array(label["court_level"])[court] > 0)
                   & (rulings["outcome"] == 2))
        ruled = self.run_file.first_per_replicate(rulings["time"][adverse], rulings["replicate"][adverse])
        later = ((reforms["reform"] == self.run_file.labels("reform").index("cloud-act"))
                 & (reforms["time"] > ruled[reforms["replicate"]]))
        statute = self.run_file.first_per_replicate(reforms["time"][later], reforms["replicate"][later])
        return (statute - ruled) / MONTH

    def test_the_statute_after_an_adverse_ruling(self):
        lags = self.statute_lags()
        self.assertGreater(numpy.isfinite(lags).sum(), 1)
        self.check_mean("P16a", lags)
        lags = numpy.log(lags[numpy.isfinite(lags)])
        density = numpy.exp(-0.5 * ((numpy.log(20.3) - lags) / 0.5) ** 2) / (0.5 * numpy.sqrt(2 * numpy.pi))
        self.assertAlmostEqual(self.found["P16a"]["log_score"], numpy.log(density.mean()), places=9)

    def test_the_growth_of_mandates(self):
        mean = numpy.array(self.run_file.file["metrics/localisation_mandates"][0]).reshape(self.run_file.replicates, -1).mean(0)
        years = numpy.array(self.run_file.file["metrics/time"]) / 365.25
        states = len(self.run_file.labels("state"))
        seen = mean > 0.2
        self.check("P17", numpy.polyfit(years[seen], numpy.log(mean[seen] / (states - mean[seen])), 1)[0])

    def test_concentration(self):
        demands = self.run_file.rows("demands")
        here = demands["provider"] == self.run_file.labels("provider").index("microsoft")
        counts = numpy.sort(numpy.bincount(demands["forum"][here]))
        self.check("P21", counts[-5:].sum() / counts.sum())

    def test_none_of_nine_follows(self):
        followed, other = self.run_file.total("followed").sum(), self.run_file.total("not_followed").sum()
        chance, size = followed / (followed + other), 1 / 0.4 ** 2 - 1
        none = 1.0
        for trial in range(9):
            none *= ((1 - chance) * size + trial) / (size + trial)
        runs = self.run_file.replicates
        self.assertAlmostEqual(self.found["P7"]["log_score"], numpy.log((runs * none + 0.1) / (runs + 1)), places=9)
        self.assertAlmostEqual(self.found["P7"]["pit"], (runs * none / 2 + 0.05) / (runs + 1), places=9)

    def test_days_and_where_history_falls(self):
        focal = self.run_file.rows("focal")
        start, end = (float(self.run_file.file[f"config/run/{name}"][()]) for name in ("start", "end"))
        below = numpy.vectorize(lambda x: 0.5 * math.erfc(-x / math.sqrt(2)))
        for name, milestone in (("T3", 2), ("T5", 4), ("T8", 6)):
            rows = focal["milestone"] == milestone
            days = self.run_file.first_per_replicate(focal["time"][rows], focal["replicate"][rows])
            days = days[numpy.isfinite(days)]
            self.assertAlmostEqual(self.found[name]["happens"], len(days) / self.run_file.replicates)
            history = (datetime.date.fromisoformat(self.found[name]["date"]) - datetime.date(1970, 1, 1)).days
            first, after = (below((history + more - days) / 30) if len(days) else numpy.zeros(0) for more in (0, 1))
            nobody = 0.5 / (end - start)
            at = ((after - first).sum() + nobody) / (self.run_file.replicates + 1)
            self.assertAlmostEqual(self.found[name]["log_score"], numpy.log(at), places=6)
            less = (first.sum() + nobody * (history - start)) / (self.run_file.replicates + 1)
            self.assertAlmostEqual(self.found[name]["pit"], less + at / 2, places=9)
            if len(days):
                self.check(name, numpy.median(days))

    def test_the_path_is_a_product_over_the_runs_that_came_so_far(self):
        focal = self.run_file.rows("focal")
        path = self.found["path"]
        runs = set(range(self.run_file.replicates))
        chance = 1.0
        for step, (milestone, outcome) in zip(path["steps"], ((1, 8), (2, 1), (3, 1), (4, 2))):
            there = set(focal["replicate"][(focal["focal"] == 0) & (focal["milestone"] == milestone) & (focal["outcome"] == outcome)])
            self.assertEqual((step["of"], step["came"]), (len(runs), len(runs & there)), step)
            self.assertAlmostEqual(step["probability"], (len(runs & there) + 0.5) / (len(runs) + 1))
            runs &= there
        for step in path["steps"]:
            chance *= step["probability"]
        self.assertEqual(len(path["steps"]), 8)
        self.assertAlmostEqual(path["log_score"], numpy.log(chance), places=9)
        least = min(step["probability"] for step in path["steps"])
        self.assertAlmostEqual(path["pit"], 1 - (1 - least) ** 8, places=9)

    def test_totals_add_up_what_stands_above_them(self):
        done = self.run_in_folder("analyze", "evidence", self.kept / "runs.h5", "--evidence", LITIGATION, "--format", "json")
        file = json.loads(done.stdout)[0]
        for total in file["totals"]:
            rows = [one for one in file["observations"] if one["use"] == total["use"] and total["group"] in (None, one["group"])]
            read = [one for one in rows if one["verdict"] != "cannot be read"]
            self.assertEqual((total["observations"], total["unread"]), (len(rows), len(rows) - len(read)))
            self.assertEqual(total["not_extreme"], sum(one["verdict"] != "extreme" for one in read))
            self.assertAlmostEqual(total["log_score"], sum(one["log_score"] for one in read), places=9)
        self.assertEqual(sum(total["observations"] for total in file["totals"] if total["group"] is None),
                         len(file["observations"]))

    def test_forecasts_stand_beside_what_the_past_foretells(self):
        """Of ten shares that the runs know, or miss, and that the past says nothing of, or all."""
        share = self.run_file.total("domestic_fulfilled") / self.run_file.total("domestic_orders")
        known = float(share.mean())

        def rows(observed, past):
            text = ""
            for i in range(10):
                history = ", ".join(f"{{ year = {2001 + k}, value = {min(max(value + .003 * ((i + k) % 3), .02), .98):.4f} }}" for k, value in enumerate(past))
                text += (f'[[observation]]\nid = "R{i}"\nname = "share {i}"\nvalue = "domestic_fulfilled / domestic_orders"\nlikelihood = "normal"\n'
                         f'observed = {observed + .0002 * i:.4f}\nsd = 0.1\nscale = "logit"\nyear = 2010\nhistory = [{history}]\nuse = "check"\nsource = "made"\n')
            return text

        def forecasts(observed, past):
            (self.folder / "rivals.toml").write_text(rows(observed, past))
            words = ("analyze", "evidence", self.kept / "runs.h5", "--evidence", self.folder / "rivals.toml")
            found = json.loads(self.run_in_folder(*words, "--format", "json").stdout)[0]
            text = " ".join(self.run_in_folder(*words).stdout.split())
            return {one["by"]: one for one in found["forecasts"]}, text, found["observations"]

        far = [.3, .5, .2, .6, .3, .5, .2, .4]
        by, text, observations = forecasts(known, far)
        self.assertIn("Forecasts of 10 observations with a history", text)
        self.assertEqual(text.count("it is worse"), 4, text)
        self.assertGreater(by["no_change"]["log_score95_low"], 0)
        near = [.2] * 8
        by, text, observations = forecasts(.2, near)
        self.assertEqual(text.count("it is better"), 4, text)
        self.assertLess(by["trend"]["crps95_high"], 0)
        # The scores by hand: without change, the last value with the mean square step a year and the error of what was observed.
        logit = lambda share: math.log(share / (1 - share))
        values = [logit(value + .003 * (k % 3)) for k, value in enumerate(near)]
        step = math.sqrt(sum((b - a) ** 2 for a, b in zip(values, values[1:])) / 7 * 2)
        deviation = math.hypot(step, .1)
        z = (logit(.2) - values[-1]) / deviation
        self.assertAlmostEqual(observations[0]["log_score_no_change"], -.5 * z * z - math.log(deviation * math.sqrt(2 * math.pi)), 9)
        own = logit(known)
        self.assertEqual(observations[0]["crps"] > abs(logit(.2) - own) - .2, True)

    def test_verdicts_follow_the_tails(self):
        for one in self.found.values():
            if one["verdict"] == "cannot be read":
                continue
            tail = one["pit"] if one["likelihood"] == "path" else min(one["pit"], 1 - one["pit"])
            self.assertEqual(one["verdict"], "extreme" if tail < 0.01 else "unusual" if tail < 0.05 else "ordinary", one["id"])
            self.assertTrue(one["source"])

    def test_the_first_ruling_elsewhere_is_that_of_the_summary(self):
        done = self.run_in_folder("run", SOURCE / "scenarios" / "microsoft-ireland.toml", "--replicates", "8", "--quiet",
                                  "--set", "worlds.use=false", "--set", "run.scale=0.01", "--set", "respond.readiness=0.01", "--format", "json")
        history = {one["event"]: one for one in json.loads(done.stdout)["history"]}
        for event, name in (("ruling elsewhere", "T7"), ("appeal", "T5"), ("enacted cloud-act", "T10")):
            self.assertEqual(history[event]["happens"], self.found[name]["happens"], event)

    def test_csv_and_markdown_have_a_row_per_observation(self):
        words = ("analyze", "evidence", self.kept / "runs.h5", "--evidence", LITIGATION)
        rows = list(csv.DictReader(io.StringIO(self.run_in_folder(*words, "--format", "csv").stdout)))
        self.assertEqual([row["id"] for row in rows][:4], ["P1", "M1", "M2", "M3"])
        self.assertEqual(float(rows[0]["estimate"]), self.found["P1"]["estimate"])
        text = self.run_in_folder(*words, "--format", "markdown").stdout
        self.assertEqual(len(text.splitlines()), len(rows) + 2 + 2)  # head and totals of both uses

    def test_text_tells_observation_prediction_and_source(self):
        done = self.run_in_folder("analyze", "evidence", self.kept / "runs.h5", "--evidence", LITIGATION)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"P12 +ordinary +weight a precedent loses between its 1st and 20th year\n"
                                      r" +observed 0.65 to 0.87; predicted [\d. (%:a-z)]+; value\s+0\.\d+")
        self.assertRegex(done.stdout, r"\n +fit \(P\): Black and Spriggs 2013")
        self.assertRegex(done.stdout, r"\nall \(fit\) +ln score +-?[\d.]+; \d+ of \d+ not extreme")

    def test_the_same_file_gives_the_same_words(self):
        words = ("analyze", "evidence", self.kept / "runs.h5", "--evidence", LITIGATION, "--evidence", TIMELINE)
        self.assertEqual(self.run_in_folder(*words).stdout, self.run_in_folder(*words).stdout)

    def test_what_another_scenario_does_not_have_cannot_be_read(self):
        done = self.run_in_folder("analyze", "evidence", self.kept / "two.h5", "--evidence", LITIGATION, "--format", "json")
        found = {one["id"]: one for one in json.loads(done.stdout)[0]["observations"]}
        self.assertEqual(found["P9a"]["verdict"], "cannot be read")
        self.assertRegex(found["P9a"]["reason"], r'^the scenario has no state "US"\.')
        self.assertRegex(found["P16a"]["reason"], r'^the scenario has no state "US"\.')
        self.assertEqual(found["P21"]["reason"],
                         "the demands were not logged; run again with --set run.log_demands=true")
        self.assertIsNotNone(found["P1"]["estimate"])
        self.assertRegex(found["V-EU"]["reason"], r"^nothing is recorded before 20\d\d-\d\d-\d\d \(20\d\d-12-31 is asked for\)$")
        self.assertRegex(found["P5"]["reason"], r"^the runs last from .* and do not hold the period of the observation$")

    def mistake(self, words, message):
        done = self.run_in_folder("analyze", *words)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr.replace(str(self.kept) + "/", ""), message + "\n")

    def test_mistakes_are_met_with_a_sentence(self):
        runs = self.kept / "runs.h5"
        done = self.run_in_folder("analyze", "evidense")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertRegex(done.stderr, r'^comity analyze: there is no question evidense \(questions: .*\bevidence\b.*\)\. '
                                      r'Did you mean "evidence"\? See comity analyze --help\.\n$')
        self.mistake(["evidence"], "comity analyze evidence: which results file? (one that comity run or comity sweep wrote). "
                                   "See comity analyze evidence --help.")
        self.mistake(["evidence", runs], "comity analyze evidence: which evidence? (--evidence FILE). "
                                         "See comity analyze evidence --help.")
        self.mistake(["evidence", runs, "--evidence", "none.toml"],
                     "none.toml: error: cannot be read (there is no such file).")
        self.mistake(["evidence", "none.h5", "--evidence", LITIGATION],
                     "none.h5: cannot be read (there is no such file).")
        self.mistake(["evidence", LITIGATION, "--evidence", LITIGATION],
                     f"{LITIGATION}: is no HDF5 file. A results file is what comity run writes.")
        self.mistake(["evidence", runs, "--evidence", LITIGATION, "--format", "jsn"],
                     'comity analyze evidence: --format jsn (must be one of text, json, markdown, csv). Did you mean "json"?')
        (self.folder / "empty.toml").write_text("")
        self.mistake(["evidence", runs, "--evidence", "empty.toml"],
                     "empty.toml: error: has no observation (begin each one with [[observation]]).")

    def test_who_asks_for_patterns_is_told_where_they_went(self):
        done = self.run_in_folder("analyze", "patterns", self.kept / "runs.h5", "--targets", "mine.toml")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("comity analyze evidence RESULTS --evidence FILE", done.stderr)
        (self.folder / "mine.toml").write_text("[[pattern]]\nid = 'M'\n")
        done = self.run_in_folder("analyze", "evidence", self.kept / "runs.h5", "--evidence", "mine.toml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("begin each one with [[observation]] (how: scenarios/evidence/README.md)", done.stderr)

    def test_a_misspelt_metric_is_shown_with_its_place(self):
        (self.folder / "mine.toml").write_text("[[observation]]\nid = 'M'\nname = 'mine'\nsource = 'me'\nuse = 'fit'\n"
                                               "value = 'demans / challenges'\nlikelihood = 'normal'\nobserved = 1\nsd = 1\n")
        self.mistake(["evidence", self.kept / "runs.h5", "--evidence", "mine.toml"],
                     'mine.toml:6:10: error: observation.M.value: there is no metric or quantity above demans. Did you mean '
                     '"demands"?\n    6 | value = \'demans / challenges\'\n      |          ^~~~~~')

    def test_the_example_of_the_manual_works(self):
        manual = (EVIDENCE / "README.md").read_text()
        (self.folder / "mine.toml").write_text(manual.split("```toml\n")[1].split("```")[0])
        done = self.run_in_folder("analyze", "evidence", self.kept / "runs.h5", "--evidence", "mine.toml", "--format", "json")
        found = json.loads(done.stdout)[0]["observations"][0]
        self.assertEqual(found["estimate"], self.found["P9a"]["estimate"])

    def test_a_foreign_hdf5_file_is_refused(self):
        with h5py.File(self.folder / "foreign.h5", "w") as file:
            file["metrics/demands"] = [1.0]
        self.mistake(["evidence", "foreign.h5", "--evidence", LITIGATION],
                     "foreign.h5: is an HDF5 file, but not one of comity. A results file is what comity run writes.")

    def test_an_older_file_lacks_only_what_it_lacks(self):
        shutil.copy(self.kept / "runs.h5", self.folder / "old.h5")
        with h5py.File(self.folder / "old.h5", "a") as file:
            del file["metrics/followed"]
            del file["events/labels/court_above"]
        done = self.run_in_folder("analyze", "evidence", "old.h5", "--evidence", LITIGATION, "--evidence", TIMELINE, "--format", "json")
        found = {one["id"]: one for file in json.loads(done.stdout) for one in file["observations"]}
        self.assertEqual(found["P7"]["reason"], "the file has no metric followed")
        self.assertEqual(found["T7"]["reason"], "the file has no court_above: an older comity wrote it")
        self.assertEqual(found["P1"]["estimate"], self.found["P1"]["estimate"])

    def test_a_file_is_written_once(self):
        words = ["analyze", "evidence", self.kept / "runs.h5", "--evidence", LITIGATION, "--format", "csv", "--out", "p.csv"]
        self.assertEqual(self.run_in_folder(*words).returncode, 0)
        first = (self.folder / "p.csv").read_text()
        self.assertTrue(first.startswith("file,id,name,group,"))
        again = self.run_in_folder(*words)
        self.assertEqual((again.returncode, again.stdout), (2, ""))
        self.assertIn("p.csv: exists", again.stderr)
        self.assertEqual(self.run_in_folder(*words, "--force").returncode, 0)
        self.assertEqual(self.files(), ["p.csv"])


if __name__ == "__main__":
    unittest.main()
