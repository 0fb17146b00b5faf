"""comity explain: the story told from a results file equals what the file records; damaged and foreign files are refused."""

import json
import re
import shutil
import tomllib
import unittest

import h5py
import program
from program import SOURCE

FOCAL_SERIAL = 0x7FFF0000
SMALL = ["--set", "run.scale=0.02", "--set", "run.log_demands=true", "--set", "run.end=2018-01-01"]


def column(file, table, name):
    return file["events"][table][name][...].tolist()


def rows(file, table, replicate, **wanted):
    """The rows of a table of one replicate in which the columns have these values."""
    group = file["events"][table]
    names = [name for name in group if name not in ("row", "point")]
    columns = {name: group[name][...].tolist() for name in names}
    found = []
    for number in range(len(columns["replicate"])):
        row = {name: values[number] for name, values in columns.items()}
        if row["replicate"] == replicate and all(row[name] == value for name, value in wanted.items()):
            found.append(row)
    return found


def labels(file, name):
    return [text.decode() for text in file["events/labels"][name][...]]


def codes(file, table, name):
    attributes = file["events"][table][name].attrs
    return dict(zip(attributes["flag_values"].tolist(), attributes["flag_meanings"].decode().split()
                    if isinstance(attributes["flag_meanings"], bytes) else str(attributes["flag_meanings"]).split()))


class ExplainTest(program.ProgramTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = cls.folder_of_all()
        shutil.copytree(SOURCE / "scenarios", cls.home / "scenarios")
        # With so much at stake and no adverse precedent to fear the focal dispute goes to court in every replicate.
        done = program.run("run", "scenarios/microsoft-ireland.toml", "--replicates", "4", "--out", "a.h5", "--quiet", *SMALL,
                           "--set", "respond.adverse_open=0", "--set", "respond.business=40", "--set", "litigate.merit_scale=0.7",
                           "--set", "worlds.use=false", folder=cls.home)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        shutil.rmtree(cls.home / "scenarios")  # the story needs nothing but the results file
        cls.file = h5py.File(cls.home / "a.h5")
        cls.addClassCleanup(cls.file.close)

    def explain(self, *arguments):
        return program.run("explain", self.home / "a.h5", *arguments, folder=self.folder)

    def story(self, replicate, demand):
        done = self.explain("--replicate", replicate, "--demand", demand, "--format", "json")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads(done.stdout)

    def name(self, row):
        whole = f"{labels(self.file, 'state')[row['forum']]}-{row['step']}-{row['serial']}"
        return f"{whole}.{row['part']}" if row["part"] else whole

    def check_against_the_record(self, story, replicate):
        """Case, votes, dates and ends in the story are those of the event tables."""
        demand = story["demand"]
        state = labels(self.file, "state").index(demand["forum"])
        ends = sorted((note["time"], note["fate"]) for note in story["notes"] if note["what"] == "end")
        fates = codes(self.file, "demands", "fate")
        recorded = sorted((row["time"], fates[row["fate"]]) for row in rows(
            self.file, "demands", replicate, forum=state, step=demand["step"], serial=demand["serial"], part=demand["part"]))
        self.assertEqual(ends, recorded)
        cases = rows(self.file, "challenges", replicate, forum=state, step=demand["step"], serial=demand["serial"],
                     part=demand["part"])
        noted = [note for note in story["notes"] if note["what"] == "case"]
        self.assertEqual([(row["time"], row["case_number"]) for row in cases],
                         [(note["time"], note["case_number"]) for note in noted])
        if not cases:
            return 0
        outcomes = codes(self.file, "rulings", "outcome")
        stages = codes(self.file, "rulings", "stage")
        courts = labels(self.file, "court")
        recorded = [(row["time"], courts[row["court"]], stages[row["stage"]], row["votes_government"], row["votes_provider"],
                     outcomes[row["outcome"]])
                    for row in rows(self.file, "rulings", replicate, case_number=cases[0]["case_number"])]
        told = []
        for note in story["notes"]:
            if note["what"] != "hearing" or (note["stage"] == "en_banc" and note["government_won"] == note["government_before"]):
                continue
            for issue in note["issues"]:
                votes = issue["votes_government"], issue["votes_provider"]
                outcome = ("tie" if issue["tied"] else
                           "government" if issue["accepted"] == (issue["orientation"] > 0) else "provider")
                told.append((note["time"], note["court"], note["stage"], *votes, outcome))
        self.assertEqual(told, recorded)
        return len(told)

    def test_a_defined_name_is_explained_where_it_is_first_used_and_nowhere_else(self):
        """In each account of the laws of a day, by the words of the rule's own file."""
        files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (SOURCE / "scenarios/law").glob("*.toml")]
        regimes = {file["regime"]["id"]: file for file in files if "regime" in file}

        def defined_for(regime):
            file = regimes[regime]
            below = defined_for(file["regime"]["amends"]) if "amends" in file["regime"] else {}
            return below | {name: " ".join(text.split()) for name, text in file.get("define", {}).items()}

        def names_in(text, defined):
            found = set()
            for name in sorted(defined, key=len, reverse=True):
                if name in text:
                    found.add(name)
                    text = text.replace(name, "")
            return found

        explained, repeated = 0, 0
        for replicate in range(4):
            story = " ".join(self.explain("--replicate", replicate).stdout.split())
            for account in story.split("As the law stood on ")[1:]:
                told = set()
                for rule in re.split(r" (?:·|-) (?=[a-z-]+\.)", account)[1:]:
                    defined = defined_for(rule[:rule.index(".")])
                    condition, _, there = rule.partition("Condition: ")[2].partition(" Source: ")[0].partition("; there ")
                    used = names_in(condition, defined)
                    while more := set().union(*(names_in(defined[name], defined) for name in used)) - used:
                        used |= more
                    regime = rule[:rule.index(".")]
                    meanings = dict(re.findall("“([^”]+)” means “([^”]+)”", there))
                    self.assertEqual(meanings, {name: defined[name] for name in used if (regime, name) not in told}, rule)
                    explained += len(meanings)
                    repeated += len(used) - len(meanings)
                    told |= {(regime, name) for name in used}
        self.assertGreater(explained, 10)
        self.assertGreater(repeated, 10)

    def test_what_would_switch_a_rule_off_is_told_by_the_reading_that_does(self):
        story = " ".join(self.explain("--replicate", 0).stdout.split())
        self.assertIn("us.content-warrant compels the provider, unless a court holds that the warrant stops at the border "
                      "(us.data-abroad)", story)

    def test_the_focal_dispute_is_told_as_recorded(self):
        rulings = 0
        for replicate in range(4):
            story = self.story(replicate, "focal")
            self.assertEqual(story["demand"]["serial"], FOCAL_SERIAL)
            self.assertEqual(story["demand"]["date"], "2013-12-04")
            rulings += self.check_against_the_record(story, replicate)
            milestones = codes(self.file, "focal", "milestone")
            outcomes = codes(self.file, "focal", "outcome")
            decisions = [(note["time"], note["milestone"], note["outcome"], note["votes_government"], note["votes_provider"])
                         for note in story["notes"] if note["what"] == "decision"]
            recorded = [(row["time"], milestones[row["milestone"]], outcomes[row["outcome"]], row["votes_government"],
                         row["votes_provider"]) for row in rows(self.file, "focal", replicate)
                        if milestones[row["milestone"]] not in ("demanded", "answered", "ended")]
            self.assertEqual(decisions, recorded)
        self.assertGreater(rulings, 2)

    def test_a_focal_dispute_is_found_by_its_name(self):
        with h5py.File(self.file.filename) as file:
            (name,) = file["events/labels/focal"].asstr()[...]
        self.assertEqual(self.story(1, name), self.story(1, "focal"))
        refused = self.explain("--replicate", 1, "--demand", name + "s")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("names no demand", refused.stderr)

    def test_every_case_of_a_replicate_is_told_as_recorded(self):
        listed = json.loads(self.explain("--list", "--format", "json").stdout)
        self.assertEqual(len(listed["cases"]), len(rows(self.file, "challenges", 0)))
        rulings = 0
        for case in listed["cases"][:12]:
            story = self.story(0, case["demand"])
            rulings += self.check_against_the_record(story, 0)
            self.assertEqual(self.story(0, f"case:{case['case_number']}"), story)
        self.assertGreater(rulings, 8)

    def test_a_demand_of_each_instrument_is_told_as_recorded(self):
        instruments = codes(self.file, "demands", "instrument")
        first = {}
        for row in rows(self.file, "demands", 1):
            first.setdefault(instruments[row["instrument"]], row)
        for instrument in ("order", "voluntary", "assistance"):
            story = self.story(1, self.name(first[instrument]))
            self.check_against_the_record(story, 1)
            self.assertIn(instrument, [note["chosen"] for note in story["notes"] if note["what"] == "choice"])
        self.assertIn("queue", [note["what"] for note in story["notes"]])

    def test_terms_add_up_and_probabilities_sum_to_one(self):
        listed = json.loads(self.explain("--list", "--format", "json").stdout)
        issues = 0
        for case in listed["cases"][:12]:
            for note in self.story(0, case["demand"])["notes"]:
                if note["what"] == "choice":
                    self.assertAlmostEqual(sum(option["probability"] for option in note["options"]), 1.0, 12)
                if note["what"] == "stakes":
                    self.assertAlmostEqual(sum(note["probability"].values()), 1.0, 12)
                    self.assertAlmostEqual(note["utility"]["comply"], -note["disclosure"] - note["breach"], 12)
                for issue in note.get("issues", []):
                    odds = issue["log_odds"]
                    free = sum(odds[name] for name in ("prior", "merit", "advantage", "sister", "foreign", "briefs", "conflict"))
                    self.assertAlmostEqual(free, odds["free"], 12)
                    self.assertAlmostEqual(odds["own"] + odds["superior"], odds["precedent"], 12)
                    issues += 1
        self.assertGreater(issues, 5)

    def test_the_text_says_what_the_json_says(self):
        story = self.story(1, "focal")
        text = self.explain("--replicate", "1").stdout
        flat = " ".join(text.split())
        for word in (story["demand"]["id"], "Microsoft Ireland", "4 December 2013", "us.content-warrant", "18 U.S.C. §§ 2703(a)-(b)",
                     "What the laws said", "Before the courts", "bit by bit"):
            self.assertIn(word, flat)
        for note in story["notes"]:
            if note["what"] == "hearing":
                self.assertIn(note["court"], flat)
        self.assertEqual(text, self.explain("--replicate", "1", "--demand", "focal:0").stdout)
        self.assertEqual(text, self.explain("--replicate", "1", "--demand", "focal:Microsoft Ireland").stdout)
        # Every term of the provider's choice has its line.
        terms = re.findall(r"^ +([A-Za-z]) +-?\d+\.\d\d  \S", text, re.MULTILINE)
        self.assertEqual(terms[:7], ["B", "L", "K", "F", "S", "c", "p"])
        self.assertIn("G", terms)
        self.assertIn("A", terms)
        # An address cannot be broken, nor parted from its parenthesis.
        self.assertTrue(all(len(line) <= 100 or line.split()[0].lstrip("(").startswith("https://") for line in text.splitlines()))

    def check_mistake(self, done, *words):
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stdout, "")
        for word in words:
            self.assertIn(word, done.stderr)

    def test_what_does_not_exist_is_a_mistake_with_advice(self):
        self.check_mistake(self.explain("--demand", "US-48-999999"), "there is no demand US-48-999999", "--list")
        self.check_mistake(self.explain("--demand", "XX-1-2"), "names no demand", "focal:0", "--list")
        self.check_mistake(self.explain("--demand", "case:99999"), "there is no case:99999", "--list")
        self.check_mistake(self.explain("--demand", "focal:Microsoft Irland"), 'Did you mean "Microsoft Ireland"?')
        self.check_mistake(self.explain("--replicate", "4"), "[0, 3]")
        self.check_mistake(self.explain("--point", "1"), "[0, 0]")
        self.check_mistake(program.run("explain", "no.h5", folder=self.folder), "no.h5", "no such file")
        (self.folder / "text.h5").write_text("no HDF5")
        self.check_mistake(program.run("explain", "text.h5", folder=self.folder), "text.h5", "no HDF5 file")
        with h5py.File(self.folder / "other.h5", "w") as other:
            other["x"] = 1
        self.check_mistake(program.run("explain", "other.h5", folder=self.folder), "not one of comity")

    def damaged(self, change, *arguments):
        path = self.folder / "b.h5"
        shutil.copy(self.home / "a.h5", path)
        with h5py.File(path, "r+") as file:
            change(file)
        return program.run("explain", path, "--replicate", "1", *arguments, folder=self.folder)

    def test_a_file_that_is_repeated_alike_by_another_version_is_told(self):
        def change(file):
            file["provenance"].attrs["version"] = "0.0.9"
        self.assertEqual(self.damaged(change).returncode, 0)

    def test_a_file_that_another_version_repeats_differently_is_refused(self):
        def change(file):
            file["provenance"].attrs["version"] = "0.0.9"
            file["events/focal/time"][0] += 1.0
            file["metrics/trust"][0, 1, 3, 0] += 1e-12
        self.check_mistake(self.damaged(change), "was written by comity 0.0.9", "series trust", "No story is told")

    def test_a_changed_record_of_the_same_version_is_a_failure(self):
        def change(file):
            number = column(file, "rulings", "replicate").index(1)
            file["events/rulings/votes_government"][number] += 1
        done = self.damaged(change)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("table rulings: votes_government", done.stderr)

    def test_a_scenario_that_this_version_does_not_understand_is_a_mistake(self):
        def change(file):
            texts = file["provenance/input_text"]
            texts[0] = texts[0].decode() + "\n[run2]\nx = 1\n"
        self.check_mistake(self.damaged(change), "does not understand the scenario in the file", "run2")

    def test_what_a_file_of_another_version_lacks_or_has_beyond_is_left_out_of_the_comparison_and_said(self):
        missing = ["events/challenges/part", "events/splits", "metrics/trust"]
        unknown = ["events/rulings/mood", "metrics/oddity"]

        def change(file):
            file["provenance"].attrs["version"] = "0.0.9"
            for name in missing:
                del file[name]
            file["metrics/oddity"] = file["metrics/demands"][...]
            file["events/rulings/mood"] = file["events/rulings/court"][...]
        whole = json.loads(self.explain("--replicate", "1", "--format", "json").stdout)
        done = self.damaged(change, "--format", "json")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        told = json.loads(done.stdout)
        self.assertEqual(told["notes"], whole["notes"])
        self.assertEqual(told["equal"]["not_in_file"], missing)
        self.assertEqual(told["equal"]["not_known"], unknown)
        self.assertEqual(whole["equal"]["series_numbers"] - told["equal"]["series_numbers"], self.file["metrics/trust"][0, 1].size)
        splits = len(rows(self.file, "splits", 1))
        self.assertEqual(whole["equal"]["event_rows"] - told["equal"]["event_rows"], splits)
        text = " ".join(self.damaged(change).stdout.split())
        self.assertIn("that the file does not have: events/challenges/part, events/splits and metrics/trust.", text)
        self.assertIn("that this version does not know: events/rulings/mood and metrics/oddity.", text)
        cases = [json.loads(done.stdout)["cases"] for done in (self.damaged(change, "--list", "--format", "json"),
                                                              self.explain("--replicate", "1", "--list", "--format", "json"))]
        self.assertTrue(cases[0])
        self.assertEqual(cases[0], cases[1])

    def test_what_an_older_file_does_have_must_still_be_equal(self):
        def change(file):
            file["provenance"].attrs["version"] = "0.0.9"
            del file["events/challenges/part"], file["metrics/trust"]
            file["events/challenges/serial"][column(file, "challenges", "replicate").index(1)] += 1
        self.check_mistake(self.damaged(change), "table challenges: serial", "No story is told")
        self.check_mistake(self.damaged(change, "--list"), "table challenges: serial", "No story is told")


if __name__ == "__main__":
    unittest.main()
