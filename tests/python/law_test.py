"""The questions of comity law as a user asks them: answers, formats, mistakes."""

import csv
import io
import json
import unittest

import program
from program import SOURCE

LAW = SOURCE / "scenarios" / "law"
US = [LAW / "us-sca-1986.toml", LAW / "us-cloud-2018.toml"]
WORLD = [*US, LAW / "ie-2014.toml", LAW / "eu.toml", LAW / "treaties.toml", LAW / "agreements.toml"]
MICROSOFT = "order is ours, provider controls data from here, content data, judge approved"

SMALL_A = """[regime]
id = "a"
name = "Northland: code"
state = "XN"
[rule.order]
effect = "compels"
when = "order is ours and content data and judge approved"
from = 2000-01-01
source = "Code, § 1"
"""
SMALL_B = """[regime]
id = "b"
name = "Southland: code"
state = "XS"
[rule.bar]
effect = "forbids"
when = "not order is ours and data here"
from = 2000-01-01
source = "Act, § 2"
[rule.aid]
effect = "assists"
when = "treaty request and treaty in force"
exception_to = ["bar"]
from = 2000-01-01
source = "Act, § 3"
"""
TREATY = '[[treaty]]\nkind = "assistance"\nname = "Treaty of the Ferry"\nparties = ["XN", "XS"]\nfrom = 2010-01-01\n'


class LawTest(program.ProgramTest):
    def ask(self, *words):
        done = self.run_in_folder("law", *words)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def rows(self, *words):
        return list(csv.DictReader(io.StringIO(self.ask(*words, "--format", "csv"))))

    def small(self):
        files = {"a.toml": SMALL_A, "b.toml": SMALL_B, "t.toml": TREATY}
        for name, text in files.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        return list(files)


class ConflictsTest(LawTest):
    def test_a_conflict_is_told_with_both_rules_their_sources_and_the_way_out(self):
        text = self.ask("conflicts", *self.small(), "--on", "2015-01-01")
        self.assertIn("An order of Northland for content kept in Southland, approved by a judge: Northland compels, Southland "
                      "forbids; a treaty request dissolves the conflict.", text)
        self.assertIn("compels by a.order (Code, § 1)", text)
        self.assertIn("forbids by b.bar (Act, § 2)", text)
        self.assertIn("(treaty: Treaty of the Ferry)", text)
        self.assertIn("unweighted", text)

    def test_before_the_treaty_nothing_dissolves_it(self):
        before, = [row for row in self.rows("conflicts", *self.small(), "--on", "2009-12-31") if row["orders"] == "XN"]
        after, = [row for row in self.rows("conflicts", *self.small(), "--on", "2010-01-01") if row["orders"] == "XN"]
        self.assertEqual((before["conflict"], before["dissolved"]), ("certain", "0"))
        self.assertEqual((after["conflict"], after["dissolved"]), ("certain", after["certain"]))
        self.assertEqual(after["treaty"], "Treaty of the Ferry")

    def test_the_change_between_two_days_is_one_command(self):
        days = ("--from", "2009-12-31", "--to", "2010-01-01")
        text = self.ask("conflicts", *self.small(), *days)
        self.assertIn("Conflicts of laws: 1 pair of states changed from 2009-12-31 to 2010-01-01", text)
        self.assertIn("!0>!T", text)
        self.assertIn("  2009-12-31: surely in ", text)
        self.assertIn("No other route dissolves any of these conflicts.\n  2010-01-01: surely in ", text)
        self.assertIn("A treaty request dissolves 100 % of these conflicts.", text)
        rows = self.rows("conflicts", *self.small(), *days)
        self.assertEqual([(row["on"], row["dissolved"] == "0") for row in rows],
                         [("2009-12-31", True), ("2010-01-01", False)])
        pair, = json.loads(self.ask("conflicts", *self.small(), *days, "--format", "json"))["pairs"]
        self.assertEqual((pair["orders"], pair["before"]["treaty"]), ("XN", None))
        self.assertEqual(pair["after"]["dissolved_by_treaty_request"], pair["after"]["certain"])

    def test_nothing_changes_without_a_new_law(self):
        self.assertEqual(self.ask("conflicts", *self.small(), "--from", "2015-01-01", "--to", "2015-01-02"),
                         "Conflicts of laws: no pair of states changed from 2015-01-01 to 2015-01-02.\n")

    def test_without_a_file_of_treaties_it_says_so(self):
        self.assertIn("No file of treaties is given", self.ask("conflicts", *self.small()[:2], "--on", "2015-01-01"))

    def test_json_has_the_numbers_and_the_examples(self):
        answer = json.loads(self.ask("conflicts", *WORLD, "--on", "2013-12-04", "--format", "json"))
        pair, = [pair for pair in answer["pairs"] if (pair["orders"], pair["forbids"]) == ("US", "IE")]
        self.assertEqual(pair["conflict"], "certain")
        self.assertLess(0, pair["arguable"])
        self.assertLess(pair["certain"] + pair["arguable"], pair["compelled"])
        self.assertLess(pair["compelled"], pair["situations"])
        self.assertIn("the United States compels", pair["certain_example"]["verdict"])
        self.assertTrue(pair["certain_example"]["forbidding"][0]["source"])
        self.assertEqual(answer["on"], "2013-12-04")

    def test_unions_and_invented_states_are_compared_when_they_are_named(self):
        files = [*WORLD, LAW / "northland.toml"]
        self.assertEqual({row["orders"] for row in self.rows("conflicts", *files, "--on", "2013-12-04")}, {"US", "IE"})
        named = self.rows("conflicts", *files, "--on", "2013-12-04", "--states", "XN,EU")
        self.assertEqual({row["orders"] for row in named}, {"XN", "EU"})


class GapsTest(LawTest):
    def test_a_gap_says_what_closes_each_way(self):
        text = self.ask("gaps", *self.small(), "--on", "2009-12-31")
        self.assertIn("Northland seeks subscriber data kept in Southland: no lawful way.", text)
        self.assertIn("an order: Northland does not compel, even with a judge's approval", text)
        self.assertIn("a treaty request: no treaty is in force", text)
        self.assertIn("a voluntary request: Southland forbids disclosure", text)

    def test_a_treaty_closes_the_gap(self):
        before, _ = self.rows("gaps", *self.small(), "--on", "2009-12-31")
        after, _ = self.rows("gaps", *self.small(), "--on", "2010-01-01")
        self.assertLess(0, int(before["certain"]))
        self.assertEqual(after["certain"], "0")


class DiffTest(LawTest):
    def test_the_cloud_act_in_minimal_sentences(self):
        text = self.ask("diff", US[0], "--with", US[1], "--on", "2018-03-23")
        self.assertIn("The United States now surely compels, until then an open question,", text)
        self.assertIn("- order is ours and provider controls data from here and content data and judge approved and none of "
                      "(data here, voluntary request)\n      now: us-cloud.reach-abroad", text)
        self.assertIn("no longer: us.data-abroad", text)

    def test_reform_and_base_may_overlap(self):
        self.assertEqual(self.ask("diff", *US, "--with", US[1], "--on", "2018-03-23"),
                         self.ask("diff", US[0], "--with", US[1], "--on", "2018-03-23"))

    def test_two_days_are_compared_in_one_command(self):
        rows = self.rows("diff", LAW / "eu.toml", "--from", "2026-08-17", "--to", "2026-08-18")
        self.assertIn(("EU", "compels", "no", "yes"),
                      {(row["state"], row["effect"], row["before"], row["after"]) for row in rows})
        self.assertIn("no answer changes", self.ask("diff", LAW / "eu.toml", "--from", "2026-08-18", "--to", "2026-09-01"))

    def test_a_template_is_adopted_by_the_states_named(self):
        base, reform = LAW / "northland.toml", LAW / "blocking-plain.toml"
        done = self.run_in_folder("law", "diff", base, "--with", reform, "--on", "2024-01-01")
        self.assertEqual(done.returncode, 2)
        self.assertIn("--states", done.stderr)
        self.assertIn("Northland newly forbids", self.ask("diff", base, "--with", reform, "--on", "2024-01-01", "--states", "XN"))


class WhyTest(LawTest):
    def test_the_answer_has_reason_question_and_nearest_other_answer(self):
        text = self.ask("why", US[0], "--on", "2014-04-25", "--effect", "compels", "--given", MICROSOFT)
        self.assertIn("The United States arguably compels.", text)
        self.assertIn("is switched off by us.data-abroad", text)
        self.assertIn("Open question: “May a United States warrant reach mail kept abroad?”", text)
        self.assertIn('with "data here": it compels', text)
        self.assertIn('without "judge approved": it does not compel', text)

    def test_formats_agree(self):
        words = ["why", US[0], "--on", "2014-04-25", "--given", MICROSOFT]
        answers = {entry["effect"]: entry["answer"] for entry in json.loads(self.ask(*words, "--format", "json"))}
        self.assertEqual(answers, {row["effect"]: row["answer"] for row in self.rows(*words)})
        self.assertEqual(answers["compels"], "arguable")

    def test_an_impossible_combination_is_called_so(self):
        self.assertIn("impossible (one kind of data)",
                      self.ask("why", US[0], "--on", "2014-04-25", "--given", "content data, traffic data"))


class FilesTest(LawTest):
    def test_check_test_and_facts_have_csv(self):
        self.assertEqual({row["kind"] for row in self.rows("check", LAW / "ie-2014.toml")}, {"warning"})
        self.assertEqual({row["passed"] for row in self.rows("test", *US)}, {"yes"})
        self.assertIn("content data", {row["words"] for row in self.rows("facts")})


class MistakeTest(LawTest):
    def check(self, words, *parts):
        done = self.run_in_folder("law", *words)
        self.assertEqual((done.returncode, done.stdout), (2, ""), words)
        for part in parts:
            self.assertIn(part, done.stderr)

    def test_mistakes_are_met_with_a_suggestion(self):
        self.check(["conflict"], 'Did you mean "conflicts"?')
        self.check(["why", US[0], "--on", "2014-04-25", "--given", "judge aproved"], 'Did you mean "judge approved"?')
        self.check(["why", US[0], "--on", "2014-04-25", "--effect", "compel"], 'Did you mean "compels"?')
        self.check(["conflicts", *WORLD, "--on", "2013-12-04", "--states", "USA"], 'Did you mean "US" (United States)?')
        self.check(["conflicts", *WORLD, "--on", "2013-12-04", "--formt", "csv"], 'Did you mean "--format"?')
        self.check(["conflicts", *WORLD, "--on", "2013-12-04", "--format", "cvs"], 'Did you mean "csv"?')

    def test_what_is_missing_is_asked_for(self):
        self.check(["conflicts", *WORLD], "on which day? Add --on 2026-09-01.")
        self.check(["conflicts", *WORLD, "--on"], "the required argument for option '--on' is missing")
        self.check(["conflicts", *WORLD, "--on", "30.2.2013"], "must be a day such as")
        self.check(["conflicts", *WORLD, "--from", "2013-12-04"], "--from needs a later day. Add --to 2026-09-01")
        self.check(["conflicts", *WORLD, "--to", "2013-12-04"], "from which day? Add --from 2013-12-04.")
        self.check(["conflicts", *WORLD, "--from", "2018-01-01", "--to", "2017-01-01"], "is not later than --from")
        self.check(["conflicts", US[0], "--on", "2013-12-04"], "two states are needed")
        self.check(["diff", US[0], "--on", "2013-12-04"], "compared with what?")
        self.check(["gaps"], "no file given")
        self.check(["page"], "no file given")
        self.check(["page", *US, "--on", "2013-12-04,30.2.2013"], "--on 30.2.2013 (must be days such as")
        self.check(["test", US[0], "--on", "2013-12-04"], "there is no option --on")

    def test_a_flag_takes_no_value_and_a_day_is_named_once(self):
        days = ["--on", "2013-12-04"]
        self.check(["conflicts", *WORLD, *days, "--details=yes"], "'--details' does not take any arguments")
        self.check(["conflicts", *WORLD, *days, "--on", "2018-06-01"], "'--on' cannot be specified more than once")
        self.check(["diff", *WORLD, *days, "--from", "2013-12-04", "--to", "2018-06-01"], "--on and --from are two questions")

    def test_the_help_has_examples_for_every_command(self):
        text = self.ask("--help")
        for command in ("check", "test", "facts", "conflicts", "gaps", "diff", "why"):
            self.assertRegex(text, rf"(?m)^  {command} ")
            self.assertIn(f"  comity law {command}", text)


class WeightsTest(LawTest):
    def test_situations_are_weighed_by_the_demands_of_a_run(self):
        done = self.run_in_folder("run", program.TWO_STATES, "--replicates", "1", "--set", "run.log_demands=true", "--out", "r.h5",
                                  "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        files = [LAW / "northland.toml", *self.small()[1:]]
        text = self.ask("conflicts", *files, "--on", "2021-01-01", "--states", "XN,XS", "--weights", "r.h5")
        self.assertRegex(text, r"weighted by \d+ demands: surely [\d<]")
        row = self.rows("conflicts", *files, "--on", "2021-01-01", "--states", "XN,XS", "--weights", "r.h5")[0]
        self.assertLess(0, float(row["weighted_certain"]) + float(row["weighted_arguable"]))
        self.assertLessEqual(float(row["weighted_certain"]) + float(row["weighted_arguable"]), float(row["weighted_demands"]))

    def test_a_run_without_demands_says_how_to_get_them(self):
        self.run_in_folder("run", program.TWO_STATES, "--replicates", "1", "--out", "r.h5", "--quiet")
        done = self.run_in_folder("law", "conflicts", *self.small(), "--on", "2021-01-01", "--weights", "r.h5")
        self.assertEqual(done.returncode, 2)
        self.assertIn("--set run.log_demands=true", done.stderr)


if __name__ == "__main__":
    unittest.main()
