"""comity analyze: the numbers equal those a reader of the file computes, failed runs are left out, mistakes are met with a sentence."""

import csv
import datetime
import io
import json
import math
import pathlib
import re
import shutil
import tempfile
import unittest

import h5py
import numpy

import program
from program import TWO_STATES

COLUMNS = ["quantity", "metric", "time", "factor", "factor2", "estimate", "low", "high", "method", "n"]
STUDENT = {1: 12.706204736, 4: 2.776445105, 5: 2.570581836, 19: 2.093024054}  # 97.5 % quantiles by degrees of freedom
FACTORS = """
assist.load = { low = 0.5, high = 3 }
state.XN.demands = { low = 500, high = 2000 }
litigate.judge_spread = { low = 0.2, high = 1 }
"""
ARMS = """
[arms.plain]
[arms.staffed]
assist.load = 0.5
[arms.swamped]
assist.load = 3
"""
METRIC = "consented/cross_border_ended"


def scenario(replicates, more):
    return (f'question = "What matters?"\ninclude = ["{TWO_STATES}"]\n[run]\nend = 2022-01-01\nreplicates = {replicates}\n'
            f"{more}")


def design(kind, more, replicates=1, arms=""):
    return scenario(replicates, f'[sweep]\ndesign = "{kind}"\n{more}\n[sweep.factors]{FACTORS}{arms}')


SWEEPS = {
    "saltelli": (design("saltelli", "points = 16\nscrambles = 2\nsecond_order = true", 2), "summary"),
    "bare": (design("saltelli", "points = 16"), "summary"),
    "morris": (design("morris", "trajectories = 6"), "summary"),
    "levels": (scenario(1, '[sweep]\ndesign = "morris"\ntrajectories = 4\n[sweep.factors]\nreform.reach.mode = ["never", "endogenous"]\n'
                           'assist.load = { low = 0.5, high = 3 }\n'), "summary"),
    "grid": (scenario(2, '[sweep]\ndesign = "grid"\n[sweep.factors]\nassist.load = { low = 0.5, high = 3, steps = 8 }\n'
                         'litigate.apex_days = { low = 200, high = 400, steps = 6 }\n'), "summary"),
    "lhs": (design("lhs", "points = 60"), "summary"),
    "arms": (scenario(6, ARMS), "series"),
    "crossed": (design("lhs", "points = 3", 5, ARMS.replace("assist.load", "assist.patience_months").replace("0.5", "6")
                       .replace("= 3", "= 60")), "summary"),
}


class File:
    """A results file as h5py sees it."""

    def __init__(self, path):
        with h5py.File(path) as file:
            self.failed = file["runs/failed"][...] != 0
            self.kept = {name: data[...] for name, data in file["summary"].items()} if "summary" in file else {}
            self.series = {name: data[...] for name, data in file["metrics"].items()} if "metrics" in file else {}
            self.design = {name: data[...] for name, data in file["design"].items()} if "design" in file else {}
        for name in ("role", "arm"):
            if name in self.design:
                self.design[name] = numpy.array([text.decode() for text in self.design[name]])

    def output(self, metric=METRIC):
        """[point, replicate], groups added up; A/B as a ratio."""
        if "/" in metric:
            above, below = metric.split("/")
            return self.output(above) / self.output(below)
        name, _, group = metric.partition(":")
        values = self.kept[name] if self.kept else self.series[name].sum(axis=2)
        if values.ndim == 2:
            return values
        labels = [label.decode() for label in (self.kept or self.series)["state"]] if group else []
        return values[..., labels.index(group)] if group else values.sum(axis=2)

    def rows(self, role, scramble):
        """Outputs of a role in a scramble, block by block."""
        chosen = (self.design["role"] == role) & (self.design["scramble"] == scramble)
        ids = numpy.flatnonzero(chosen)
        ids = ids[numpy.argsort(self.design["block"][ids])]
        return self.output().mean(axis=1)[ids]


def saltelli(a, b, ab, ba=None):
    """S1, ST by Saltelli 2010 and Jansen 1999, S2 by Saltelli 2002; columns of ab are factors."""
    everything = [a, b, *ab] + (list(ba) if ba is not None else [])
    mean = numpy.concatenate(everything).mean()
    a, b = a - mean, b - mean
    ab = [one - mean for one in ab]
    variance = numpy.var(numpy.concatenate([a, b]))
    first = [numpy.mean(b * (one - a)) / variance for one in ab]
    total = [numpy.mean((a - one) ** 2) / 2 / variance for one in ab]
    if ba is None:
        return first, total
    ba = [one - mean for one in ba]
    second = {(j, k): numpy.mean(ba[j] * ab[k] - a * b) / variance - first[j] - first[k]
              for j in range(len(ab)) for k in range(j + 1, len(ab))}
    return first, total, second


def skew_t(values):
    """Low and high: at each end the wider of Student's interval and of Hall's (1992) for skewed samples."""
    n = len(values)
    mean, deviation = values.mean(), values.std(ddof=1)
    half = STUDENT[n - 1] / math.sqrt(n)
    skewness = ((values - mean) ** 3).mean() / values.std() ** 3 * (n + 3) / (n - 1)
    inverse = lambda place: (numpy.cbrt(1 + skewness * (place - skewness / 6 / n)) - 1) / (skewness / 3)
    return (mean - deviation * max(half, inverse(half)), mean - deviation * min(-half, inverse(-half)))


KEPT = pathlib.Path(tempfile.mkdtemp())


def setUpModule():
    """One small sweep of each design for all tests."""
    unittest.addModuleCleanup(shutil.rmtree, KEPT)
    for name, (text, keep) in SWEEPS.items():
        (KEPT / f"{name}.toml").write_text(text)
        done = program.run("sweep", f"{name}.toml", "--out", f"{name}.h5", "--keep", keep, "--quiet", folder=KEPT)
        assert done.returncode == 0, done.stderr
    done = program.run("run", TWO_STATES, "--replicates", "20", "--quiet", "--out", "run.h5", folder=KEPT)
    assert done.returncode == 0, done.stderr


class AnalyzeTest(program.ProgramTest):
    """Asks the program about these files."""

    @property
    def kept(self):
        return KEPT

    def analyze(self, question, file, *arguments, expect=0):
        path = file if isinstance(file, pathlib.Path) else self.kept / f"{file}.h5"
        done = self.run_in_folder("analyze", question, path, *arguments)
        self.assertEqual(done.returncode, expect, done.stderr + done.stdout)
        return done

    def findings(self, question, file, *arguments):
        """(quantity, metric, time, factor, factor2) -> row; the same numbers in CSV and JSON."""
        text = self.analyze(question, file, *arguments, "--format", "csv").stdout
        self.assertEqual(text.splitlines()[0].split(","), COLUMNS)
        rows = list(csv.DictReader(io.StringIO(text)))
        from_json = json.loads(self.analyze(question, file, *arguments, "--format", "json").stdout)["findings"]
        self.assertEqual(len(rows), len(from_json))
        found = {}
        for row, other in zip(rows, from_json):
            for column in ("estimate", "low", "high"):
                row[column] = float(row[column]) if row[column] else None
                self.assertEqual(row[column], other[column])
            key = tuple(row[column] for column in COLUMNS[:5])
            self.assertNotIn(key, found)
            found[key] = row
        return found

    def near(self, value, expected):
        self.assertAlmostEqual(value, expected, delta=1e-9 * abs(expected) + 1e-12)

    def damaged(self, name, *runs):
        """A copy in which these runs [point, replicate] failed, as a sweep writes it."""
        path = self.folder / f"{name}.h5"
        shutil.copy(self.kept / f"{name}.h5", path)
        with h5py.File(path, "r+") as file:
            for point, replicate in runs:
                file["runs/failed"][point, replicate] = 1
                for data in file["summary"].values():
                    if data.ndim >= 2:
                        data[point, replicate] = numpy.nan
        return path


class SummaryTest(AnalyzeTest):
    def test_mean_median_and_quantiles_of_a_run(self):
        values = File(self.kept / "run.h5").output("demands:XN")[0]
        found = self.findings("summary", "run", "--metric", "demands:XN")
        mean = found["mean", "demands:XN", "", "", ""]
        self.near(mean["estimate"], values.mean())
        for bound, expected in zip((mean["low"], mean["high"]), skew_t(values)):
            self.assertAlmostEqual(bound, expected, delta=1e-6 * values.std())
        self.assertEqual((mean["method"], mean["n"]), ("skew_t", "20"))
        median = found["median", "demands:XN", "", "", ""]
        ordered = numpy.sort(values)
        self.assertEqual((median["low"], median["high"]), (ordered[5], ordered[14]))  # ranks 6 and 15
        self.near(median["estimate"], numpy.median(values))
        for share in (5, 25, 75, 95):
            self.near(found[f"q{share:02}", "demands:XN", "", "", ""]["estimate"], numpy.quantile(values, share / 100))
        self.assertIsNone(found["q05", "demands:XN", "", "", ""]["low"])

    def test_replicates_needed_shrink_with_the_precision(self):
        key = ("replicates_needed", "challenges", "", "", "")
        needed = [self.findings("summary", "run", "--metric", "challenges", "--precision", precision)[key]["estimate"]
                  for precision in ("0.01", "0.1")]
        self.assertTrue(80 < needed[0] / needed[1] < 110, needed)

    def test_series_at_a_day_and_over_time(self):
        file = File(self.kept / "run.h5")
        found = self.findings("summary", "run", "--metric", "trust:north-mail", "--over-time")
        times = file.series["time"]
        days = sorted({key[2] for key in found})
        self.assertEqual(len(days), len(times))
        values = file.series["trust"][0, :, 3, 0]
        self.near(found["mean", "trust:north-mail", days[3], "", ""]["estimate"], values.mean())
        at = self.findings("summary", "run", "--metric", "trust:north-mail", "--at", days[3])
        self.near(at["mean", "trust:north-mail", days[3], "", ""]["estimate"], values.mean())

    def test_a_day_between_recorded_ones_is_said_to_be_moved(self):
        asked = ("--metric", "trust[north-mail]", "--metric", "trust[north-mail] at 2020-03-05")
        told = self.analyze("summary", "run", *asked, "--at", "2020-03-05").stdout
        with h5py.File(KEPT / "run.h5") as file:
            days = [datetime.date(1970, 1, 1) + datetime.timedelta(days=math.floor(day)) for day in file["metrics/time"]]
        recorded = max(day for day in days if day <= datetime.date(2020, 3, 5))
        self.assertNotEqual(recorded, datetime.date(2020, 3, 5))
        self.assertIn(f"2020-03-05 is no recorded day: the numbers are of {recorded}, the last one recorded by then", " ".join(told.split()))
        exact = self.analyze("summary", "run", "--metric", "trust[north-mail]", "--at", str(recorded)).stdout
        self.assertNotIn("no recorded day", exact)

    def test_points_by_themselves_and_together(self):
        output = File(self.kept / "arms.h5").output("affronts")
        found = self.findings("summary", "arms", "--metric", "affronts")
        for point, arm in enumerate(["plain", "staffed", "swamped"]):
            self.near(found["mean", "affronts", "", arm, ""]["estimate"], output[point].mean())
        means = File(self.kept / "lhs.h5").output("demands").mean(axis=1)
        self.near(self.findings("summary", "lhs", "--metric", "demands")["mean", "demands", "", "", ""]["estimate"], means.mean())

    def test_groups_can_be_asked_for_all_at_once(self):
        found = self.findings("summary", "run", "--metric", "demands[*]", "--metric", "trust")
        self.assertEqual({key[1] for key in found}, {"demands[XN]", "demands[XS]", "trust[north-mail]", "trust[south-mail]"})

    def test_without_a_metric_it_shows_a_short_list(self):
        text = self.analyze("summary", "run").stdout
        self.assertIn("unilateral/cross_border_ended", text)
        self.assertIn("average(trust)", text)
        self.assertLess(len(text.splitlines()), 20)


class CompareTest(AnalyzeTest):
    def test_paired_differences(self):
        output = File(self.kept / "arms.h5").output()
        found = self.findings("compare", "arms", "--metric", METRIC)
        gap = output[1] - output[0]
        row = found["difference", METRIC, "", "staffed", "plain"]
        self.near(row["estimate"], gap.mean())
        self.assertAlmostEqual(row["low"], skew_t(gap)[0], delta=1e-6 * gap.std())
        self.assertIsNone(found["d_z", METRIC, "", "staffed", "plain"]["low"])
        self.near(found["d_z", METRIC, "", "staffed", "plain"]["estimate"], gap.mean() / gap.std(ddof=1))
        pooled = math.sqrt((output[0].var(ddof=1) + output[1].var(ddof=1)) / 2)
        self.near(found["d", METRIC, "", "staffed", "plain"]["estimate"], gap.mean() / pooled)
        self.near(found["superiority", METRIC, "", "staffed", "plain"]["estimate"], ((gap > 0) + (gap == 0) / 2).mean())

    def test_another_reference_turns_the_sign(self):
        plain = self.findings("compare", "arms", "--metric", METRIC)["difference", METRIC, "", "staffed", "plain"]
        turned = self.findings("compare", "arms", "--metric", METRIC, "--reference", "staffed")
        self.near(turned["difference", METRIC, "", "plain", "staffed"]["estimate"], -plain["estimate"])

    def test_differences_over_time(self):
        file = File(self.kept / "arms.h5")
        found = self.findings("compare", "arms", "--metric", "pending", "--over-time")
        series = file.series["pending"]
        days = sorted({key[2] for key in found})
        self.near(found["difference", "pending", days[4], "swamped", "plain"]["estimate"], (series[2] - series[0])[:, 4].mean())

    def test_regret_over_the_points_of_a_design(self):
        file = File(self.kept / "crossed.h5")
        output = file.output("affronts").mean(axis=1)
        table = numpy.array([[output[(file.design["block"] == block) & (file.design["arm"] == arm)][0]
                              for arm in ("plain", "staffed", "swamped")] for block in range(3)])
        regret = table - table.min(axis=1, keepdims=True)
        found = self.findings("compare", "crossed", "--metric", "affronts")
        for k, arm in enumerate(("plain", "staffed", "swamped")):
            self.near(found["regret", "affronts", "", arm, "foreign_states"]["estimate"], regret[:, k].mean())
            self.near(found["regret_worst", "affronts", "", arm, "foreign_states"]["estimate"], regret[:, k].max())
            self.near(found["best_share", "affronts", "", arm, "foreign_states"]["estimate"], (regret[:, k] == 0).mean())

    def test_prosecutors_regret_the_share_of_demands_that_brings_no_data(self):
        file = File(self.kept / "crossed.h5")
        fates = [word.decode() for word in file.kept["fate"]]
        ended = file.kept["ended"]
        share = (ended[..., [fates.index("fulfilled"), fates.index("partly_fulfilled")]].sum(axis=2) / ended.sum(axis=2)).mean(axis=1)
        table = numpy.array([[share[(file.design["block"] == block) & (file.design["arm"] == arm)][0]
                              for arm in ("plain", "staffed", "swamped")] for block in range(3)])
        regret = (table.max(axis=1, keepdims=True) - table).mean(axis=0)
        rows = {key[3]: row for key, row in self.findings("compare", "crossed").items() if key[0] == "regret" and key[4] == "prosecutors"}
        for arm, expected in zip(("plain", "staffed", "swamped"), regret):
            self.near(rows[arm]["estimate"], expected)

    def test_a_large_change_is_told_as_a_multiple(self):
        (self.folder / "dear.toml").write_text(f'question = "?"\ninclude = "{TWO_STATES}"\n[run]\nreplicates = 3\nscale = 0.2\n'
                                               "[arms.dear]\nchoose.cost_assistance = 0.5\n[arms.cheap]\nchoose.cost_assistance = 0\n")
        self.assertEqual(program.run("sweep", "dear.toml", "--out", "dear.h5", "--quiet", folder=self.folder).returncode, 0)
        text = " ".join(self.analyze("compare", self.folder / "dear.h5", "--metric", "assistance_requests").stdout.split())
        with h5py.File(self.folder / "dear.h5") as file:
            dear, cheap = file["summary/assistance_requests"][...].sum(axis=2).mean(axis=1)
        self.assertGreater(cheap, 2 * dear)
        (times,) = set(re.findall(r"([\d.,]+) times as much", text))
        self.assertAlmostEqual(float(times.replace(",", "")) / (cheap / dear), 1.0, delta=0.1)
        self.assertNotRegex(text, r"\+\d{3,}\.\d %")

    def test_satisficing_share_and_an_actor_of_ones_own(self):
        file = File(self.kept / "crossed.h5")
        output = file.output("affronts").mean(axis=1)
        bound = float(numpy.median(output))
        found = self.findings("compare", "crossed", "--metric", "affronts", "--satisfice", f"affronts <= {bound!r}",
                              "--actor", "press=affronts,higher")
        share = (output[file.design["arm"] == "swamped"] <= bound).mean()
        rows = {key[3]: row for key, row in found.items() if key[0] == "satisficing_share"}
        self.near(rows["swamped"]["estimate"], share)
        arms = [output[file.design["arm"] == arm] for arm in ("plain", "staffed", "swamped")]
        self.near(found["regret", "affronts", "", "plain", "press"]["estimate"], (numpy.max(arms, axis=0) - arms[0]).mean())

    def test_pairs_with_a_failed_run_are_dropped_and_counted(self):
        output = File(self.kept / "crossed.h5").output("demands")
        file = File(self.kept / "crossed.h5")
        point = int(numpy.flatnonzero((file.design["arm"] == "staffed") & (file.design["block"] == 0))[0])
        path = self.damaged("crossed", (point, 2))
        text = self.analyze("compare", path, "--metric", "demands").stdout
        self.assertIn("demands: up to 1 pairs dropped, because a run failed.", text)
        self.assertIn("1 of 45 runs failed", text)
        gaps = []
        for replicate in range(5):
            pairs = [output[file.design["arm"] == arm][:, replicate] for arm in ("staffed", "plain")]
            gap = pairs[0] - pairs[1]
            gaps.append(gap[1:].mean() if replicate == 2 else gap.mean())
        self.near(self.findings("compare", path, "--metric", "demands")["difference", "demands", "", "staffed", "plain"]["estimate"],
                  numpy.mean(gaps))


class FilesTest(AnalyzeTest):
    """Two files: the second against the first."""

    @classmethod
    def setUpClass(cls):
        for name, number, words in [("first", 12, []), ("second", 12, ["--set", "assist.load=2"]), ("others", 15, ["--seed", "9"]),
                                    ("shorter", 12, ["--set", "run.end=2022-01-01"])]:
            done = program.run("run", TWO_STATES, "--replicates", str(number), *words, "--quiet", "--out", f"{name}.h5", folder=KEPT)
            assert done.returncode == 0, done.stderr

    def outputs(self, *names):
        return [File(self.kept / f"{name}.h5").output("consented")[0] for name in names]

    def test_runs_of_one_seed_are_paired(self):
        first, second = self.outputs("first", "second")
        found = self.findings("compare", "first", self.kept / "second.h5", "--metric", "consented")
        row = found["difference", "consented", "", "second", "first"]
        self.near(row["estimate"], (second - first).mean())
        self.assertEqual((row["method"], row["n"]), ("skew_t", "12"))
        text = self.analyze("compare", "first", self.kept / "second.h5").stdout
        self.assertIn("Paired: both files have the seed", text)
        self.assertRegex(text, r"assist\.load +1\.5 +2\n")

    def test_runs_of_other_seeds_are_two_samples(self):
        first, others = self.outputs("first", "others")
        found = self.findings("compare", "first", self.kept / "others.h5", "--metric", "consented")
        row = found["difference", "consented", "", "others", "first"]
        self.near(row["estimate"], others.mean() - first.mean())
        spread = first.var(ddof=1) / 12 + others.var(ddof=1) / 15
        degrees = spread ** 2 / ((first.var(ddof=1) / 12) ** 2 / 11 + (others.var(ddof=1) / 15) ** 2 / 14)
        quantile = 2.06 if degrees > 23 else 2.08  # of Student's t for 20 to 26 degrees of freedom: 2.086 to 2.056
        self.assertTrue(20 < degrees < 26, degrees)
        self.assertAlmostEqual(row["high"] - row["estimate"], quantile * math.sqrt(spread), delta=0.02 * math.sqrt(spread))
        self.assertEqual(row["method"], "welch_t")
        self.assertNotIn(("d_z", "consented", "", "others", "first"), found)
        self.assertIn("Not paired: the seeds differ (1 and 9), so that 12 runs are compared with 15 others.",
                      self.analyze("compare", "first", self.kept / "others.h5").stdout)

    def test_a_file_against_itself_differs_in_nothing(self):
        shutil.copy(self.kept / "first.h5", self.folder / "copy.h5")
        text = self.analyze("compare", "first", self.folder / "copy.h5").stdout
        self.assertIn("Scenario, law, parameters and program are the same in both files.", text)
        self.assertNotIn(" *\n", text)
        self.assertRegex(text, r"(\d+) of \1 metrics do not differ beyond chance")

    def test_days_one_by_one(self):
        first, second = (File(self.kept / f"{name}.h5").series["pending"][0, :, 4] for name in ("first", "second"))
        found = self.findings("compare", "first", self.kept / "second.h5", "--metric", "pending", "--over-time")
        day = sorted({key[2] for key in found})[4]
        self.near(found["difference", "pending", day, "second", "first"]["estimate"], (second - first).mean())

    def test_pairs_with_a_failed_run_are_left_out_and_said(self):
        path = self.folder / "second.h5"
        shutil.copy(self.kept / "second.h5", path)
        with h5py.File(path, "r+") as file:
            file["runs/failed"][0, 3] = 1
            for data in file["metrics"].values():
                if data.ndim >= 3:
                    data[0, 3] = numpy.nan
        first, second = (numpy.delete(values, 3) for values in self.outputs("first", "second"))
        found = self.findings("compare", "first", path, "--metric", "consented")
        self.near(found["difference", "consented", "", "second", "first"]["estimate"], (second - first).mean())
        text = self.analyze("compare", "first", path, "--metric", "consented").stdout
        self.assertIn("consented: 1 pairs left out", text)
        self.assertIn("second: 1 of 12 runs failed", text)

    def test_worlds_that_do_not_fit_are_refused(self):
        text = self.analyze("compare", "first", self.kept / "shorter.h5", expect=2).stderr
        self.assertIn("their worlds do not fit: the last day is", text)
        self.assertIn("the last day is 2025-12-31 there, 2021-12-31 here", text)
        self.assertIn("is a sweep of 3 points", self.analyze("compare", "first", self.kept / "arms.h5", expect=2).stderr)
        self.assertIn("at most 2 RESULTS", self.analyze("compare", *["first", *[self.kept / "second.h5"] * 2], expect=2).stderr)
        self.assertIn("at most 1 RESULTS", self.analyze("summary", "first", self.kept / "second.h5", expect=2).stderr)
        self.assertIn("--reference is about the arms of one sweep",
                      self.analyze("compare", "first", self.kept / "second.h5", "--reference", "x", expect=2).stderr)

    def test_other_states_are_named(self):
        (self.folder / "third.toml").write_text(pathlib.Path(TWO_STATES).read_text().replace("XS", "XT").replace(
            '"../', f'"{pathlib.Path(TWO_STATES).parent.parent}/').replace('"law/', f'"{pathlib.Path(TWO_STATES).parent}/law/'))
        done = self.run_in_folder("run", "third.toml", "--replicates", "2", "--quiet", "--out", "third.h5")
        self.assertEqual(done.returncode, 0, done.stderr)
        text = self.analyze("compare", "first", self.folder / "third.h5", expect=2).stderr
        self.assertIn("states are XN, XS there, XN, XT here", text)


class SobolTest(AnalyzeTest):
    names = ["assist.load", "state.XN.demands", "litigate.judge_spread"]

    def by_hand(self, file, scramble, keep=slice(None)):
        rows = {role: file.rows(role, scramble)[keep] for role in ("A", "B", "AB1", "AB2", "AB3", "BA1", "BA2", "BA3")}
        return saltelli(rows["A"], rows["B"], [rows[f"AB{k}"] for k in (1, 2, 3)], [rows[f"BA{k}"] for k in (1, 2, 3)])

    def test_indices_are_means_over_scrambles(self):
        file = File(self.kept / "saltelli.h5")
        found = self.findings("sobol", "saltelli", "--metric", METRIC)
        hand = [self.by_hand(file, scramble) for scramble in (0, 1)]
        for k, name in enumerate(self.names):
            for order, quantity in enumerate(("S1", "ST")):
                values = [one[order][k] for one in hand]
                row = found[quantity, METRIC, "", name, ""]
                self.near(row["estimate"], numpy.mean(values))
                half = STUDENT[1] * numpy.std(values, ddof=1) / math.sqrt(2)
                if values[0] == values[1]:  # 0 of a factor without effect
                    self.assertEqual((row["high"], row["method"]), (None, ""))
                    continue
                self.assertAlmostEqual(row["high"], numpy.mean(values) + half, delta=1e-6 * half + 1e-12)
                self.assertEqual((row["method"], row["n"]), ("scrambles", "32"))
        self.near(found["S2", METRIC, "", self.names[0], self.names[2]]["estimate"], numpy.mean([one[2][0, 2] for one in hand]))

    def test_half_and_a_quarter_of_the_points(self):
        file = File(self.kept / "saltelli.h5")
        found = self.findings("sobol", "saltelli", "--metric", METRIC)
        for end, keep in (("half", slice(8)), ("quarter", slice(4))):
            value = numpy.mean([self.by_hand(file, scramble, keep)[1][0] for scramble in (0, 1)])
            self.near(found[f"ST_{end}", METRIC, "", "assist.load", ""]["estimate"], value)

    def test_jansen_and_bootstrap(self):
        file = File(self.kept / "bare.h5")
        found = self.findings("sobol", "bare", "--metric", METRIC, "--formula", "jansen")
        rows = {role: file.rows(role, 0) for role in ("A", "B", "AB1")}
        variance = numpy.var(numpy.concatenate([rows["A"], rows["B"]]))
        row = found["S1", METRIC, "", "assist.load", ""]
        self.near(row["estimate"], 1 - numpy.mean((rows["B"] - rows["AB1"]) ** 2) / 2 / variance)
        self.assertEqual(row["method"], "bootstrap")
        self.assertNotIn("S2", {key[0] for key in found})
        self.assertIn("One replicate per point", self.analyze("sobol", "bare", "--metric", METRIC).stdout)

    def test_a_metric_without_values_is_named_and_the_others_are_answered(self):
        empty = "demands/(demands-demands)"
        for question, file in (("sobol", "bare"), ("morris", "morris"), ("scores", "lhs")):
            words = ("--metric", METRIC, "--metric", empty)
            found = self.findings(question, file, *words)
            self.assertEqual({key[1] for key in found}, {METRIC}, question)
            text = " ".join(self.analyze(question, file, *words).stdout.split())
            self.assertIn(f"{empty} is not answered: ", text)
            self.assertNotIn("--retry-failed", text)
            alone = self.analyze(question, file, "--metric", empty, expect=2)
            self.assertIn(f"{empty} is not answered: ", alone.stderr)

    def test_the_dummy_is_computed_from_a_and_b(self):
        file = File(self.kept / "bare.h5")
        a, b = file.rows("A", 0), file.rows("B", 0)
        both = numpy.concatenate([a, b])
        found = self.findings("sobol", "bare", "--metric", METRIC)
        self.near(found["S1", METRIC, "", "dummy", ""]["estimate"], numpy.mean((a - both.mean()) * (b - both.mean())) / both.var())
        self.near(found["ST", METRIC, "", "dummy", ""]["estimate"], 1 - numpy.mean((a - both.mean()) ** 2) / both.var())

    def test_noise_of_replicates(self):
        file = File(self.kept / "saltelli.h5")
        sample = file.output()[numpy.isin(file.design["role"], ["A", "B"])]
        points, replicates = sample.shape
        residual = sample - sample.mean(axis=1, keepdims=True) - sample.mean(axis=0) + sample.mean()
        noise = (residual ** 2).sum() / (points - 1) / (replicates - 1) / replicates
        found = self.findings("sobol", "saltelli", "--metric", METRIC)["noise_share", METRIC, "", "", ""]
        self.near(found["estimate"], noise / sample.mean(axis=1).var(ddof=1))

    def test_base_points_with_a_failed_run_are_dropped_and_counted(self):
        file = File(self.kept / "saltelli.h5")
        point = int(numpy.flatnonzero((file.design["role"] == "AB2") & (file.design["block"] == 5) & (file.design["scramble"] == 1))[0])
        path = self.damaged("saltelli", (point, 1))
        found = self.findings("sobol", path, "--metric", METRIC)
        keep = numpy.arange(16) != 5
        value = (self.by_hand(file, 0)[0][0] + self.by_hand(file, 1, keep)[0][0]) / 2
        self.near(found["S1", METRIC, "", "assist.load", ""]["estimate"], value)
        self.assertEqual(found["S1", METRIC, "", "assist.load", ""]["n"], "31")
        text = self.analyze("sobol", path, "--metric", METRIC).stdout
        self.assertIn("1 dropped, because a run of theirs failed", text)
        self.assertIn("1 of 512 runs failed", text)


class ScreeningTest(AnalyzeTest):
    def test_morris_effects(self):
        file = File(self.kept / "morris.h5")
        output = file.output()[:, 0]
        effects = {k: [] for k in (1, 2, 3)}
        for point in range(1, len(output)):
            role = file.design["role"][point]
            if role != "base":
                step = 4 / 6 if role[0] == "+" else -4 / 6
                effects[int(role[1:])].append((output[point] - output[point - 1]) / step)
        found = self.findings("morris", "morris", "--metric", METRIC)
        for k, name in enumerate(SobolTest.names, 1):
            self.near(found["mu", METRIC, "", name, ""]["estimate"], numpy.mean(effects[k]))
            self.near(found["mu_star", METRIC, "", name, ""]["estimate"], numpy.mean(numpy.abs(effects[k])))
            self.near(found["sigma", METRIC, "", name, ""]["estimate"], numpy.std(effects[k], ddof=1))
            self.assertEqual(found["mu", METRIC, "", name, ""]["n"], "6")
        dropped = self.findings("morris", self.damaged("morris", (0, 0)), "--metric", METRIC)
        self.near(dropped["mu", METRIC, "", "assist.load", ""]["estimate"], numpy.mean(effects[1][1:]))

    def test_effects_divide_by_the_real_change_of_a_level(self):
        file = File(self.kept / "levels.h5")
        output = file.output("demands")[:, 0]
        steps = [point for point in range(len(output)) if file.design["role"][point] in ("+1", "-1")]
        sizes = [abs(output[point] - output[point - 1]) for point in steps]  # from one level to the other: the whole range
        row = self.findings("morris", "levels", "--metric", "demands")["mu_star", "demands", "", "reform.reach.mode", ""]
        self.near(row["estimate"], numpy.mean(sizes))
        self.assertEqual(row["n"], "4")

    def test_small_samples_do_not_claim_95_percent(self):
        self.assertIn("mean [95 % interval]", self.analyze("summary", "run", "--metric", "demands").stdout)
        few = self.analyze("summary", "arms", "--metric", "demands").stdout  # six replicates
        self.assertNotIn("95 % interval]", few)
        self.assertIn("Intervals of means of 6 values", few)

    def test_a_factor_without_influence_scores_zero_on_a_grid(self):
        file = File(self.kept / "grid.h5")
        output = file.output().mean(axis=1)
        words = [word for score in ("spearman", "prcc", "rank_first", "rbd_fast", "pawn_max") for word in ("--score", score)]
        found = self.findings("scores", "grid", "--metric", METRIC, *words)
        for score in ("rank_first", "rbd_fast"):
            for factor in ("assist.load", "litigate.apex_days"):
                levels = [output[file.design[factor] == value] for value in numpy.unique(file.design[factor])]
                means = numpy.array([level.mean() for level in levels])
                row = found[score, METRIC, "", factor, ""]
                self.assertAlmostEqual(row["estimate"], means.var() / output.var(), delta=1e-9)
                self.assertTrue(row["low"] <= row["estimate"] <= row["high"])
        spearman = found["spearman", METRIC, "", "litigate.apex_days", ""]
        self.assertTrue(spearman["low"] <= 0 <= spearman["high"], spearman)
        self.assertTrue(all(abs(row["estimate"]) <= 1 + 1e-9 for row in found.values() if row["estimate"] is not None))
        self.assertIsNone(found["pawn_max", METRIC, "", "assist.load", ""]["low"])

    def test_what_is_undefined_is_missing_and_says_why(self):
        found = self.findings("scores", "grid", "--metric", "reforms_enacted", "--metric", "demands", "--score", "prcc")
        text = self.analyze("scores", "grid", "--metric", "reforms_enacted", "--metric", "demands", "--score", "prcc").stdout
        for (_, metric, _, factor, _), row in found.items():
            if row["estimate"] is None:
                self.assertRegex(text.replace("\n", " "), f"prcc of {metric} is undefined for [^:]*{factor}")

    def test_rank_correlations(self):
        file = File(self.kept / "lhs.h5")
        output = file.output()[:, 0]
        ranks = lambda values: numpy.argsort(numpy.argsort(values))
        expected = numpy.corrcoef(ranks(file.design["assist.load"]), ranks(output))[0, 1]
        found = self.findings("scores", "lhs", "--metric", METRIC)
        self.near(found["spearman", METRIC, "", "assist.load", ""]["estimate"], expected)
        self.assertEqual({key[0] for key in found}, {"spearman", "prcc", "rank_first", "pawn_median"})
        pearson = self.findings("scores", "lhs", "--metric", METRIC, "--score", "pearson")
        self.near(pearson["pearson", METRIC, "", "assist.load", ""]["estimate"],
                  numpy.corrcoef(file.design["assist.load"], output)[0, 1])

    def box(self, found, file):
        inside = numpy.ones(len(file.output()), bool)
        for (quantity, _, _, factor, _), row in found.items():
            if quantity == "box_low":
                inside &= file.design[factor] >= row["estimate"]
            if quantity == "box_high":
                inside &= file.design[factor] <= row["estimate"]
        return inside

    def test_the_box_holds_what_it_says(self):
        file = File(self.kept / "lhs.h5")
        output = file.output()[:, 0]
        bound = float(numpy.quantile(output, 0.7))
        interest = output >= bound
        for arguments in ([], ["--step", "2"]):
            found = self.findings("prim", "lhs", "--interest", f"{METRIC} >= {bound!r}", *arguments)
            step = int(found["chosen_step", METRIC, "", "", ""]["estimate"])
            inside = self.box(found, file)
            self.assertLess(inside.sum(), len(output))
            for quantity, value in (("coverage", (inside & interest).sum() / interest.sum()),
                                    ("density", (inside & interest).sum() / inside.sum()), ("mass", inside.mean())):
                self.near(found[quantity, METRIC, "", f"step {step}", ""]["estimate"], value)
        self.assertEqual(step, 2)
        text = self.analyze("prim", "lhs", "--interest", f"{METRIC} >= {bound!r}").stdout
        self.assertIn("assist.load at most", text)


class TuneTest(AnalyzeTest):
    AIMS = f"""[[aim]]
metric = "{METRIC}"
value = 0.6
deviation = 0.01
source = "made up"
[[aim]]
metric = "demands:XN"
value = 3000
deviation = 100
discrepancy = 200
source = "made up"
"""

    def by_hand(self, file):
        first = abs(file.output().mean(axis=1) - 0.6) / 0.01
        second = abs(file.output("demands:XN").mean(axis=1) - 3000) / math.hypot(100, 200)
        return numpy.maximum(first, second)

    def test_two_waves_narrow_the_factors(self):
        (self.folder / "aims.toml").write_text(self.AIMS)
        found = self.findings("tune", "lhs", "--aims", "aims.toml", "--keep", "0.25")
        worst = self.by_hand(File(self.kept / "lhs.h5"))
        self.near(found["not_ruled_out", "", "", "", ""]["estimate"], (worst <= 3).mean())
        self.near(found["tolerance", "", "", "", ""]["estimate"], numpy.sort(worst)[14])
        self.assertEqual(found["effective_points", "", "", "", ""]["estimate"], 15)
        self.analyze("tune", "lhs", "--aims", "aims.toml", "--keep", "0.25", "--next", "wave.csv", "--points", "40",
                     "--accepted", "best.csv")
        best = list(csv.DictReader(io.StringIO((self.folder / "best.csv").read_text())))
        design = File(self.kept / "lhs.h5").design
        accepted = numpy.sort(numpy.argsort(worst)[:15])
        for row, point in zip(best, accepted, strict=True):
            for name in SobolTest.names:
                self.assertAlmostEqual(float(row[name]), design[name][point], places=9)
        (self.folder / "wave.toml").write_text(scenario(1, '[sweep]\ndesign = "list"\nfile = "wave.csv"\n'))
        done = self.run_in_folder("sweep", "wave.toml", "--out", "wave.h5", "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        path = self.folder / "wave.h5"
        later = self.findings("tune", path, "--aims", "aims.toml", "--after", self.kept / "lhs.h5", "--keep", "0.25")
        self.near(later["tolerance", "", "", "", ""]["estimate"], numpy.sort(self.by_hand(File(path)))[9])
        self.assertLess(later["tolerance", "", "", "", ""]["estimate"], found["tolerance", "", "", "", ""]["estimate"])
        self.assertLess(later["effective_points", "", "", "", ""]["estimate"], 10)

    def test_mistakes(self):
        (self.folder / "aims.toml").write_text(self.AIMS)
        for words, message in ((["lhs"], "what was observed? (--aims FILE)"),
                               (["run", "--aims", "aims.toml"], "has no factors"),
                               (["lhs", "--aims", "none.toml"], "cannot be read"),
                               (["lhs", "--aims", "aims.toml", "--keep", "2"], "--keep 2 (must be a number above 0, at most 1)"),
                               (["lhs", "--aims", "aims.toml", "--keep", "0.01"], "points are left of 60")):
            self.assertIn(message, self.analyze("tune", *words, expect=2).stderr)
        (self.folder / "wave.csv").write_text("mine")
        done = self.analyze("tune", "lhs", "--aims", "aims.toml", "--next", "wave.csv", expect=2)
        self.assertIn("wave.csv", done.stderr)
        self.assertEqual((self.folder / "wave.csv").read_text(), "mine")
        done = self.analyze("tune", "lhs", "--aims", "aims.toml", "--accepted", "best.csv", "--out", "wave.csv", expect=2)
        self.assertIn("wave.csv: exists already", done.stderr)
        self.assertFalse((self.folder / "best.csv").exists())


class MistakesTest(AnalyzeTest):
    def refused(self, *arguments):
        done = self.run_in_folder("analyze", *arguments)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        return done.stderr

    def path(self, name):
        return self.kept / f"{name}.h5"

    def test_the_wrong_design(self):
        self.assertIn("is of the design lhs, and comity analyze sobol needs saltelli. Ask comity analyze scores or prim.",
                      self.refused("sobol", self.path("lhs")))
        self.assertIn("has no factors", self.refused("morris", self.path("run")))
        self.assertIn("has no arms to compare", self.refused("compare", self.path("lhs")))
        self.assertIn("needs lhs, sobol, saltelli, grid or list", self.refused("prim", self.path("morris"), "--interest", "demands > 1"))

    def test_misspelt_names(self):
        self.assertIn('Did you mean "demands"?', self.refused("summary", self.path("run"), "--metric", "demnds"))
        self.assertIn('Did you mean "north-mail"?', self.refused("summary", self.path("run"), "--metric", "trust:north-mial"))
        self.assertIn('Did you mean "staffed"?', self.refused("compare", self.path("arms"), "--reference", "stafed"))
        self.assertIn("spearman", self.refused("scores", self.path("lhs"), "--score", "speerman"))
        self.assertIn('Did you mean "sobol"?', self.refused("sobl", self.path("run")))
        self.assertIn("there is no arm", self.refused("summary", self.path("arms"), "--arm", "plane"))

    def test_what_the_file_does_not_keep(self):
        self.assertIn("--keep series", self.refused("summary", self.path("lhs"), "--over-time"))
        self.assertIn("nothing is recorded before", self.refused("summary", self.path("run"), "--at", "1999-01-01"))

    def test_conditions(self):
        self.assertIn("which cases are of interest", self.refused("prim", self.path("lhs")))
        self.assertIn("is no condition", self.refused("prim", self.path("lhs"), "--interest", "demands"))
        self.assertIn("none of 60 points meets", self.refused("prim", self.path("lhs"), "--interest", "demands > 1e9"))
        self.assertIn("is no goal", self.refused("compare", self.path("arms"), "--actor", "press=affronts"))

    def test_a_file_is_replaced_only_by_force(self):
        arguments = ["summary", self.path("run"), "--metric", "demands", "--format", "csv", "--out", "x.csv"]
        self.assertEqual(self.run_in_folder("analyze", *arguments).returncode, 0)
        first = (self.folder / "x.csv").read_text()
        self.assertIn("x.csv", self.refused(*arguments))
        self.assertEqual((self.folder / "x.csv").read_text(), first)
        self.assertEqual(self.run_in_folder("analyze", *arguments, "--force").returncode, 0)
        self.assertEqual(self.files(), ["x.csv"])

    def test_every_question_has_help_with_examples(self):
        for question in ("summary", "compare", "sobol", "morris", "prim", "scores", "tune"):
            done = self.run_in_folder("analyze", question, "--help")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertIn(f"  comity analyze {question} results/", done.stdout)
            self.assertLessEqual(max(map(len, done.stdout.splitlines())), 132)


if __name__ == "__main__":
    unittest.main()
