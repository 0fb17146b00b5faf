"""`comity analyze spread`, each number computed again from the results file in another way."""

import collections
import csv
import io
import json
import math
import unittest

import h5py
import numpy
import program
from program import SOURCE, TWO_STATES

YEAR = 365.25
TIE = 3


def kaplan_meier_median(durations):
    """The first length at which the product of shares that go on is at most one half; NaN: not reached."""
    share = 1.0
    for length in sorted({length for length, ended in durations if ended}):
        at_risk = sum(1 for other, _ in durations if other >= length)
        ended = sum(1 for other, ends in durations if ends and other == length)
        share *= 1 - ended / at_risk
        if share <= 0.5 + 1e-12:
            return length
    return math.nan


class Record:
    """What the file holds of precedent, run by run."""

    def __init__(self, path):
        with h5py.File(path) as file:
            events = file["events"]
            self.runs = file["runs/failed"].shape[1]
            self.times = file["metrics/time"][...]
            self.start = file["config/run/start"][()]
            self.states = events["labels/state"].asstr()[...].tolist()
            self.courts = events["labels/court"].asstr()[...].tolist()
            self.questions = events["labels/question"].asstr()[...].tolist()
            self.words = [events[f"labels/question_{name}"].asstr()[...].tolist() for name in ("rejected", "accepted")]
            self.court_state = events["labels/court_state"][...]
            self.above = events["labels/court_above"][...]
            table = {name: {column: events[name][column][...] for column in events[name]}
                     for name in ("rulings", "citations", "splits")}
        self.citations, self.splits = table["citations"], table["splits"]
        rulings = table["rulings"]
        self.rulings = collections.defaultdict(list)  # by run and question: (time, court, accepted, case, distinguished)
        self.known = {}
        for row in numpy.argsort(rulings["time"], kind="stable"):
            if rulings["question"][row] >= 0 and rulings["outcome"][row] != TIE:
                self.rulings[rulings["replicate"][row], rulings["question"][row]].append(
                    tuple(rulings[name][row] for name in ("time", "court", "accepted", "case_number", "distinguished")))

    def standing(self, run, question, day):
        """The rulings given by a day, without those that a later ruling in the same case has contradicted by then."""
        given = [one for one in self.rulings[run, question] if one[0] <= day]
        return [one for place, one in enumerate(given)
                if not any(later[3] == one[3] >= 0 and later[2] != one[2] for later in given[place + 1:])]

    def held(self, run, question, day, held):
        """Which courts hold which reading on a day: the same on all days until the next ruling."""
        given = sum(1 for one in self.rulings[run, question] if one[0] <= day)
        if (run, question, given, held) not in self.known:
            self.known[run, question, given, held] = self.held_now(run, question, day, held)
        return self.known[run, question, given, held]

    def held_now(self, run, question, day, held):
        own = {one[1]: one for one in self.standing(run, question, day)}
        if held == "own":
            return {court: one[2] for court, one in own.items()}

        def leading(court):
            above = leading(self.above[court]) if self.above[court] >= 0 else None
            mine = own.get(court)
            if above is None or (mine is not None and mine[4] and mine[0] > above[0]):
                return mine
            return above
        ruling = {court: leading(court) for court in range(len(self.courts))}
        return {court: one[2] for court, one in ruling.items() if one is not None}

    def shares(self, question, accepted, states, held):
        """Runs x days."""
        courts = numpy.isin(self.court_state, states).sum()
        curves = numpy.zeros((self.runs, len(self.times)))
        for run in range(self.runs):
            for place, day in enumerate(self.times):
                readings = self.held(run, question, day, held)
                curves[run, place] = sum(1 for court, reading in readings.items()
                                         if reading == accepted and self.court_state[court] in states) / courts
        return curves

    def ruling_states(self, question):
        return sorted({self.court_state[one[1]] for run in range(self.runs) for one in self.rulings[run, question]})


class SpreadTest(program.ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.made = cls.folder_of_all()
        done = program.run("run", SOURCE / "scenarios" / "microsoft-ireland.toml", "--replicates", "12", "--set",
                           "run.scale=0.01", "--set", "run.record_days=91", "--set", "worlds.use=false",
                           # Providers that fight more give courts more to say.
                           "--set", "respond.adverse_open=0", "--set", "respond.business=20",
                           "--set", "litigate.merit_scale=0.7", "--out", "run.h5", "--quiet", folder=cls.made)
        assert done.returncode == 0, done.stderr
        cls.record = Record(cls.made / "run.h5")

    def analyze(self, *arguments, name="run.h5", expect=0):
        done = program.run("analyze", "spread", self.made / name, *arguments, folder=self.folder)
        self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
        return done

    def findings(self, *arguments):
        return list(csv.DictReader(io.StringIO(self.analyze("--format", "csv", *arguments).stdout)))

    def one(self, rows, **wanted):
        found = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
        self.assertEqual(len(found), 1, wanted)
        return found[0]

    def number(self, text):
        return math.nan if text == "" else float(text)

    def near(self, text, value, digits=12):
        if math.isnan(value):
            self.assertEqual(text, "")
        else:
            self.assertAlmostEqual(float(text), value, digits)

    def check_adoption(self, held, questions):
        rows = [row for row in self.findings("--held", held) if row["quantity"] in ("adoption", "half_time", "half_time_of_courts")]
        record = self.record
        years = (record.times - record.start) / YEAR
        for question in questions:
            number = record.questions.index(question)
            states = record.ruling_states(number)
            for state in ["", *(record.states[one] for one in states if len(states) > 1)]:
                among = [record.states.index(state)] if state else states
                for accepted in (1, 0):
                    reading = {"metric": question, "factor": record.words[accepted][number], "factor2": state}
                    curves = record.shares(number, accepted, among, held)
                    curve = [row for row in rows if row["quantity"] == "adoption"
                             and all(row[name] == value for name, value in reading.items())]
                    self.assertEqual(len(curve), len(record.times))
                    for row, at in zip(curve, curves.T):
                        self.near(row["estimate"], at.mean())
                        self.near(row["low"], numpy.quantile(at, 0.05))
                        self.near(row["high"], numpy.quantile(at, 0.95))
                        self.assertEqual(row["n"], str(record.runs))
                    halves = [(years[numpy.argmax(one >= one[-1] / 2)], True) for one in curves if one[-1] > 0]
                    half = self.one(rows, quantity="half_time", **reading)
                    self.near(half["estimate"], kaplan_meier_median(halves))
                    self.assertEqual(half["n"], str(len(halves)))
                    of_courts = [(years[numpy.argmax(one >= 0.5)], True) if one.max() >= 0.5 else (years[-1], False)
                                 for one in curves]
                    self.near(self.one(rows, quantity="half_time_of_courts", **reading)["estimate"],
                              kaplan_meier_median(of_courts))

    def test_adoption_counts_the_latest_standing_rulings(self):
        self.check_adoption("own", ["us-warrant-stops-at-border", "reach-by-offering-service", "br-treaty-route-only"])

    def test_binding_counts_the_courts_below_too(self):
        self.check_adoption("binding", ["br-treaty-route-only", "ch-order-to-local-office"])

    def test_bass_curves_are_the_best_of_their_neighbourhood(self):
        rows = self.findings()
        record = self.record
        years = (record.times - record.start) / YEAR
        fits = [row for row in rows if row["quantity"] == "bass_p" and row["estimate"]]
        self.assertGreater(len(fits), 0)
        for row in rows:
            if row["quantity"].startswith("bass") and not row["estimate"]:
                self.assertTrue(row["method"].startswith("not identified: "))
        for row in fits:
            place = {"metric": row["metric"], "factor": row["factor"], "factor2": row["factor2"]}
            curve = self.ever(place)
            best = [float(self.one(rows, quantity=f"bass_{name}", **place)["estimate"]) for name in "pqm"]

            def squares(p, q, m):
                left = numpy.exp(-(p + q) * years)
                return ((curve - m * (1 - left) / (1 + q / p * left)) ** 2).sum()
            for parameter in range(3):
                for factor in (0.99, 1.01):
                    other = list(best)
                    other[parameter] *= factor
                    self.assertGreater(squares(*other), squares(*best))
            for name, value in zip("pqm", best):
                bounds = self.one(rows, quantity=f"bass_{name}", **place)
                self.assertTrue(0 < float(bounds["low"]) < value < float(bounds["high"]))

    def ever(self, place):
        record = self.record
        question = record.questions.index(place["metric"])
        states = [record.states.index(place["factor2"])] if place["factor2"] else record.ruling_states(question)
        courts = numpy.isin(record.court_state, states).sum()
        curve = numpy.zeros(len(record.times))
        for run in range(record.runs):
            first = {}
            for time, court, accepted, _, _ in record.rulings[run, question]:
                if record.words[accepted][question] == place["factor"] and record.court_state[court] in states:
                    first.setdefault(court, time)
            curve += (numpy.array(sorted(first.values()))[:, None] <= record.times).sum(0) / courts / record.runs
        return curve

    def test_splits_are_counted_and_timed(self):
        rows = self.findings()
        splits = self.record.splits
        opened = splits["open"] == 1
        self.assertGreater(opened.sum(), 3)
        self.near(self.one(rows, quantity="splits", metric="")["estimate"], opened.sum() / self.record.runs)
        self.near(self.one(rows, quantity="splits_resolved", metric="")["estimate"], (~opened).sum() / opened.sum())
        closed = (~opened).sum()
        apex = self.one(rows, quantity="splits_closed_by", metric="", factor="apex")
        self.near(apex["estimate"], (splits["by_apex"] == 1).sum() / opened.sum())
        shares = [float(row["estimate"]) for row in rows if row["quantity"] == "splits_closed_by" and row["metric"] == ""]
        self.assertEqual(len(shares), 4)
        self.assertAlmostEqual(sum(shares), 1.0)
        ends = {(splits["replicate"][row], splits["state"][row], splits["question"][row], splits["opened"][row]):
                splits["time"][row] for row in numpy.flatnonzero(~opened)}
        self.assertEqual(len(ends), closed)
        durations = []
        for row in numpy.flatnonzero(opened):
            key = tuple(splits[name][row] for name in ("replicate", "state", "question", "time"))
            end = ends.get(key)
            durations.append(((end if end is not None else self.record.times[-1]) / YEAR - key[3] / YEAR, end is not None))
        self.near(self.one(rows, quantity="years_to_resolution", metric="")["estimate"], kaplan_meier_median(durations), 9)

    def test_citations_are_those_of_the_file(self):
        rows = self.findings()
        citations, state = self.record.citations, self.record.court_state
        self.near(self.one(rows, quantity="citations")["estimate"], len(citations["time"]) / self.record.runs)
        abroad = state[citations["court"]] != state[citations["cited_court"]]
        self.near(self.one(rows, quantity="citations_abroad")["estimate"], abroad.mean())
        life = self.one(rows, quantity="citation_half_life")
        self.near(life["estimate"], numpy.median(citations["time"] - citations["cited_time"]) / YEAR, 9)
        self.assertTrue(float(life["low"]) < float(life["estimate"]) < float(life["high"]))
        matrix = numpy.zeros((len(state), len(state)))
        numpy.add.at(matrix, (citations["court"], citations["cited_court"]), 1.0 / self.record.runs)
        numpy.fill_diagonal(matrix, 0.0)
        values, vectors = numpy.linalg.eigh(matrix.T @ matrix)
        self.assertGreater(values[-1], 1.001 * values[-2])
        authority = numpy.abs(vectors[:, -1]) / numpy.abs(vectors[:, -1]).sum()
        bounded = 0
        degrees = collections.defaultdict(list)
        for row in rows:
            if row["quantity"] == "in_degree":
                degrees[row["factor"]].append(row)
        for row in (row for row in rows if row["quantity"] == "authority"):
            court = self.record.courts.index(row["factor"])
            self.assertEqual(row["factor2"], self.record.states[state[court]])
            self.near(row["estimate"], authority[court], 6)
            degree = self.one(degrees[row["factor"]])
            self.near(degree["estimate"], matrix[:, court].sum())
            cited = (citations["cited_court"] == court) & (citations["court"] != court)
            runs = numpy.bincount(citations["replicate"][cited].astype(int), minlength=self.record.runs)
            if runs.min() == runs.max():  # no run differs: nothing says how sure the number is
                self.assertEqual((degree["low"], degree["high"]), ("", ""))
            else:
                self.assertTrue(float(degree["low"]) <= float(degree["estimate"]) <= float(degree["high"]))
                bounded += 1
        self.assertGreater(bounded, 5)

    def test_question_state_and_replicate_narrow(self):
        everything = self.findings()
        question = self.findings("--question", "br-treaty-route-only")
        self.assertEqual({row["metric"] for row in question}, {"br-treaty-route-only"})
        curve = [row for row in question if row["quantity"] == "adoption"]
        self.assertEqual(curve, [row for row in everything if row["quantity"] == "adoption" and row in curve])
        british = self.findings("--state", "GB")
        self.assertEqual({row["factor2"] for row in british}, {"GB"})
        run = self.findings("--replicate", "3", "--question", "us-warrant-stops-at-border")
        last = [row for row in run if row["quantity"] == "adoption" and row["factor"] == "reaches"][-1]
        curves = self.record.shares(0, 0, [0], "own")
        self.near(last["estimate"], curves[3, -1])
        self.assertEqual(last["n"], "1")

    def test_json_has_the_rows_of_the_csv(self):
        rows = json.loads(self.analyze("--format", "json", "--question", "us-warrant-stops-at-border").stdout)["findings"]
        table = self.findings("--question", "us-warrant-stops-at-border")
        self.assertEqual(len(rows), len(table))
        for left, right in zip(rows, table):
            self.assertEqual(left["quantity"], right["quantity"])
            self.assertEqual(left["estimate"], float(right["estimate"]) if right["estimate"] else None)

    def test_text_says_what_was_found(self):
        text = self.analyze("--out", "spread.txt").stdout
        self.assertEqual(text, "")
        text = (self.folder / "spread.txt").read_text(encoding="utf-8")
        for words in ("Precedent in 12 runs from 2013-01-01", "us-warrant-stops-at-border", "Appellate courts of one state split",
                      "The leading authority is"):
            self.assertIn(words, text.replace("\n", " "))
        self.assertIn("exists already", self.analyze("--out", "spread.txt", expect=2).stderr)
        self.analyze("--out", "spread.txt", "--force")

    def test_mistakes_are_explained(self):
        self.assertIn('Did you mean "us-warrant-stops-at-border"?', self.analyze("--question", "us-warrant", expect=2).stderr)
        self.assertIn("the file has US, IE", self.analyze("--state", "XX", expect=2).stderr)
        self.assertIn("has no replicate 12 (0 to 11)", self.analyze("--replicate", "12", expect=2).stderr)
        self.assertIn("own, binding", self.analyze("--held", "law", expect=2).stderr)

    def test_sweeps_are_asked_point_by_point_and_only_with_events(self):
        (self.made / "sweep.toml").write_text(
            f'question = "Which load?"\ninclude = ["{TWO_STATES}"]\n[run]\nreplicates = 2\n[sweep]\ndesign = "grid"\n'
            '[sweep.factors]\n"assist.load" = { values = [0.5, 1.5] }\n', encoding="utf-8")
        for keep in ("all", "summary"):
            done = program.run("sweep", "sweep.toml", "--keep", keep, "--out", f"{keep}.h5", "--quiet", folder=self.made)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("--point 0 to --point 1", self.analyze(name="all.h5", expect=2).stderr)
        self.assertIn("Precedent in 2 runs", self.analyze("--point", "1", name="all.h5").stdout)
        self.assertIn("--keep all", self.analyze("--point", "1", name="summary.h5", expect=2).stderr)


if __name__ == "__main__":
    unittest.main()
