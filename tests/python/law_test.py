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


class UnionTest(LawTest):
    """The law of a union binds those whose membership a file tells; where none does, every comparison says so."""
    WHOLE = '[regime]\nid = "whole"\nname = "Isles: union act"\nstate = "ISL"\n[rule.bar]\neffect = "forbids"\nfrom = 2000-01-01\n' \
        'when = "not order is ours and data here"\nsource = "Act, s. 1"\n'
    MEMBERS = '[[treaty]]\nkind = "membership"\nunion = "ISL"\nparties = ["XS"]\nfrom = 2012-01-01\n'
    NOTE = "The law of ISL is given, but on 2015-01-01 no state whose law is given belongs to ISL"
    QUESTIONS = [["conflicts"], ["gaps"], ["why", "--order-of", "XN", "--data-in", "XS", "--provider-of", "XS", "--subject-in", "XS"]]

    def notes(self, day, *files):
        return [self.ask(question[0], *self.small(), *files, "--on", day, *question[1:]) for question in self.QUESTIONS]

    def test_a_union_without_members_binds_nobody_and_every_comparison_says_so(self):
        (self.folder / "whole.toml").write_text(self.WHOLE)
        (self.folder / "members.toml").write_text(self.MEMBERS)
        (self.folder / "declared.toml").write_text(self.MEMBERS.replace('"XS"', '"XT"'))
        for text in self.notes("2015-01-01", "whole.toml", "declared.toml"):
            self.assertIn(self.NOTE, text)
        for text in self.notes("2015-01-01", "whole.toml", "members.toml"):
            self.assertNotIn("no state whose law is given", text)
        for text in self.notes("2011-12-31", "whole.toml", "members.toml"):  # not yet
            self.assertIn("no state whose law is given belongs to ISL", text)

    def test_the_european_union_needs_its_members_too(self):
        without = [*WORLD[:-1], "--on", "2015-06-01"]
        self.assertIn("scenarios/law/agreements.toml", self.ask("conflicts", *without))
        self.assertNotIn("no state whose law is given", self.ask("conflicts", WORLD[-1], *without))


class TreatiesTest(LawTest):
    def kinds(self, *words):
        return [(row["kind"], row["name"]) for row in self.rows("treaties", *words)]

    def test_a_day_and_states_choose_among_the_entries(self):
        (self.folder / "t.toml").write_text(TREATY + '[[treaty]]\nkind = "membership"\nunion = "ISL"\nparties = ["XN", "XO"]\n'
                                            '[[treaty]]\nkind = "assistance"\nname = "Isles and Southland"\nbetween = ["ISL", "XS"]\n'
                                            'until = 2012-01-01\n[[treaty]]\nkind = "agreement"\nname = "Never"\nparties = ["XO", "XP"]\n'
                                            "in_force = false\n")
        ferry, isles, joint, never = ("assistance", "Treaty of the Ferry"), ("membership", ""), ("assistance", "Isles and Southland"), \
            ("agreement", "Never")
        self.assertEqual(self.kinds("t.toml"), [ferry, isles, joint, never])
        self.assertEqual(self.kinds("t.toml", "--states", "XN"), [ferry, isles, joint])
        self.assertEqual(self.kinds("t.toml", "--states", "XN,XS"), [ferry, joint])
        self.assertEqual(self.kinds("t.toml", "--states", "XO,XS", "--on", "2011-12-31"), [joint])
        self.assertEqual(self.kinds("t.toml", "--states", "XO,XS", "--on", "2012-01-01"), [])
        self.assertEqual(self.kinds("t.toml", "--states", "XP", "--on", "2020-01-01"), [])
        self.assertIn("2 of 4 entries in the files.", self.ask("treaties", "t.toml", "--states", "XN,XS"))
        self.assertIn("not in force", self.ask("treaties", "t.toml", "--states", "XP"))

    def test_law_stands_for_all_that_is_shipped(self):
        (self.folder / "scenarios").symlink_to(SOURCE / "scenarios")
        self.assertIn(("assistance", "United States - Ireland"), self.kinds("law", "--states", "US,IE", "--on", "2013-12-04"))

    def test_a_word_that_is_no_state_is_met_with_the_code(self):
        done = self.run_in_folder("law", "treaties", LAW / "treaties.toml", "--states", "Poland")
        self.assertEqual((done.returncode, done.stderr),
                         (2, 'comity law treaties: --states Poland is neither a state nor a union of the files. Did you mean "PL" (Poland)?\n'))


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


    def check(self, text, *others):
        (self.folder / "mine.toml").write_text('[regime]\nid = "mine"\nname = "Northland: code"\nstate = "XN"\n' + text, encoding="utf-8")
        done = self.run_in_folder("law", "check", *others, "mine.toml")
        return done.stdout + done.stderr

    RULE = '[rule.{name}]\neffect = "{effect}"\nwhen = "order is ours and {when}"\n{more}source = "s. 1"\n'

    def test_rules_that_never_meet_on_a_day_are_told_apart_from_those_that_never_meet(self):
        early = self.RULE.format(name="early", effect="compels", when="data here", more="from = 2000-01-01\nuntil = 2010-01-01\n")
        late = self.RULE.format(name="late", effect="none", when="data here", more='from = {}\nexception_to = ["early"]\n')
        apart = self.RULE.format(name="apart", effect="none", when="treaty request", more='from = 2000-01-01\nexception_to = ["early"]\n')
        idle = '"mine.{}" is an idle exception to "mine.early": the two {}.'
        self.assertIn(idle.format("late", "are never in force on the same day"), self.check(early + late.format("2010-01-01")))
        self.assertNotIn("idle exception", self.check(early + late.format("2009-12-31")))
        self.assertNotIn("on the same day", self.check(early + apart))

    def test_a_later_source_is_younger_than_its_rule(self):
        rule = self.RULE.format(name="a", effect="compels", when="data here", more="from = 2004-01-01\n")
        later = 'later = [{{ from = {}, source = "Act 2" }}]\n'
        complaint = 'the later source "Act 2" (2004-01-01) is not younger than the rule (2004-01-01)'
        self.assertIn(complaint, self.check(rule + later.format("2004-01-01")))
        self.assertNotIn("not younger", self.check(rule + later.format("2004-01-02")))

    def test_a_schedule_may_be_unconfirmed_and_is_counted_where_it_is_asked_for(self):
        schedule = '[schedule.deadline_hours]\nfrom = 2004-01-01\nsource = "s. 2"\nconfirmed = {}\n' \
            'case = [{{ when = "order is ours", value = 3 }}]\n'
        self.assertIn('schedule "deadline_hours" is not confirmed by its source.', self.check(schedule.format("false")))
        left_out = self.run_in_folder("law", "test", "--coverage", "mine.toml")
        self.assertEqual(left_out.returncode, 0)
        self.assertIn("0 of 0 rules and schedules and 0 of 0 days are pinned by a decided case; 1 not confirmed by its source is left out "
                      "(--unconfirmed takes it in)", left_out.stdout)
        taken_in = self.run_in_folder("law", "test", "--coverage", "--unconfirmed", "mine.toml")
        self.assertEqual(taken_in.returncode, 2)
        self.assertIn("0 of 1 rules and schedules and 0 of 1 days", taken_in.stdout)
        self.assertNotIn("left out", taken_in.stdout)
        self.assertNotIn("not confirmed", self.check(schedule.format("true")))

    def test_the_law_of_a_union_takes_no_exceptions_from_its_members(self):
        (self.folder / "whole.toml").write_text(UnionTest.WHOLE)
        (self.folder / "members.toml").write_text(UnionTest.MEMBERS)
        rule = self.RULE.format(name="a", effect="none", when="data here", more='from = 2004-01-01\nexception_to = ["{}"]\n')
        for name in ["bar", "whole.bar"]:
            self.assertIn('"whole.bar" is law of ISL, to which only a file that amends it makes exceptions.',
                          self.check(rule.format(name), "whole.toml", "members.toml"))
        self.assertIn("Correct the name or add the rule.", self.check(rule.format("nothing"), "whole.toml", "members.toml"))

    def test_definitions_are_listed_with_the_facts_and_are_none(self):
        (self.folder / "mine.toml").write_text('[regime]\nid = "mine"\nstate = "XN"\n[define]\n"within Northland" = "data here"\n'
                                               + self.RULE.format(name="a", effect="compels", when="within Northland", more="from = 2004-01-01\n"))
        self.assertIn("within Northland  data here", self.ask("facts", "mine.toml"))
        self.assertNotIn("[define]", self.ask("facts"))
        done = self.run_in_folder("law", "why", "mine.toml", "--on", "2010-01-01", "--given", "order is ours, within Northland")
        self.assertEqual((done.returncode, done.stderr),
                         (2, 'comity law why: "within Northland" is a definition (data here). Give the facts themselves.\n'))


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
        self.assertRegex(text, r"weighted by [\d,]+ demands: surely [\d<]")
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
