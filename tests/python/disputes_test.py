"""comity analyze disputes: every coded outcome finds its dispute, the scores are those that a reader computes from the CSV, and mistakes are
met with a sentence."""

import csv
import io
import json
import math
import pathlib
import shutil
import tempfile
import unittest

import program
from program import SOURCE

OUTCOMES = SOURCE / "scenarios" / "disputes" / "outcomes.toml"


class DisputesTest(program.ProgramTest):
    """Two small runs of all disputes for all tests."""

    @classmethod
    def setUpClass(cls):
        cls.kept = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.kept)
        done = program.run("run", SOURCE / "scenarios" / "disputes" / "all.toml", "--replicates", "2", "--quiet", "--set",
                           "run.scale=0.002", "--out", cls.kept / "runs.h5")
        assert done.returncode == 0, done.stderr

    def ask(self, *words, outcomes=OUTCOMES):
        done = self.run_in_folder("analyze", "disputes", self.kept / "runs.h5", "--outcomes", outcomes, *words)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def test_scores_are_means_over_the_disputes_whose_outcome_is_known(self):
        rows = list(csv.DictReader(io.StringIO(self.ask("--format", "csv"))))
        self.assertEqual(len({row["dispute"] for row in rows}), 41)
        scores = {one["forecast"]: one for one in json.loads(self.ask("--format", "json"))["scores"]}
        for claim in ("prevails", "complies", "coerced"):
            known = [row for row in rows if row["forecast"] == claim and row["happened"]]
            self.assertEqual(len(known), scores[claim]["disputes"])
            came = [row["happened"] == "true" for row in known]
            self.assertEqual(sum(came), scores[claim]["happened"])
            for row, happened in zip(known, came):
                self.assertAlmostEqual(float(row["chance_model"]), (int(row["runs_in_which"]) + 0.5) / (int(row["runs"]) + 1))
                others = sum(came) - happened
                self.assertAlmostEqual(float(row["chance_base_rate"]), (others + 0.5) / len(came))
            for who in ("model", "base_rate", "logit"):
                chances = [float(row[f"chance_{who}"]) for row in known]
                log = [math.log(p if happened else 1 - p) for p, happened in zip(chances, came)]
                brier = [(p - happened) ** 2 for p, happened in zip(chances, came)]
                self.assertAlmostEqual(scores[claim]["log"][who]["score"], sum(log) / len(log))
                self.assertAlmostEqual(scores[claim]["brier"][who]["score"], sum(brier) / len(brier))
        timed = [float(row["crps_days_model"]) for row in rows if row["forecast"] == "days" and row["days"]]
        self.assertAlmostEqual(scores["days"]["crps"]["model"]["score"], sum(timed) / len(timed))

    def test_one_outcome_is_too_few_to_score(self):
        (self.folder / "one.toml").write_text("".join(
            f'[[outcome]]\ndispute = "Google in {place}"\nnexus = "control"\nprevails = "{prevails}"\nanswer = "challenged"\n'
            'coercion = "contempt"\nsource = "s"\ntag = "F"\n' for place, prevails in (("Pennsylvania", "state"), ("Wisconsin", "unknown"))))
        text = " ".join(self.ask(outcomes="one.toml").split())
        self.assertIn("The state prevails: too few outcomes are known.", text)
        self.assertIn("Days: too few are known.", text)

    def test_everything_has_words(self):
        text, markdown = self.ask(), self.ask("--format", "markdown")
        self.assertIn("The state prevails, as in 20 of 35 disputes", " ".join(text.split()))
        self.assertIn("Not scored, as no outcome is given: Microsoft Ireland.", text)
        self.assertIn("| Yahoo in Belgium | BE | yes |", markdown)

    def test_a_dispute_that_the_runs_do_not_hold_is_named_with_the_nearest(self):
        text = OUTCOMES.read_text(encoding="utf-8").replace('"Posteo"', '"Posteos"')
        (self.folder / "mine.toml").write_text(text, encoding="utf-8")
        done = self.run_in_folder("analyze", "disputes", self.kept / "runs.h5", "--outcomes", "mine.toml")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn('mine.toml: there is no focal dispute Posteos in ', done.stderr)
        self.assertIn('Did you mean "Posteo"?', done.stderr)

    def test_files_of_outcomes_are_asked_for(self):
        done = self.run_in_folder("analyze", "disputes", self.kept / "runs.h5")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("--outcomes", done.stderr)

    def test_no_input_tells_an_outcome(self):
        for path in (SOURCE / "scenarios" / "disputes").glob("*.toml"):
            words = path.read_text(encoding="utf-8")
            self.assertEqual("prevails" in words, path == OUTCOMES, path)


if __name__ == "__main__":
    unittest.main()
