"""What users type and what they get: help, errors, exit codes, files that are never overwritten by accident."""

import csv
import io
import json
import os
import pty
import re
import signal
import subprocess
import time
import unittest

import program
from program import BINARY, SOURCE, TWO_STATES


def may_mount():
    return subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode == 0


class HelpTest(program.ProgramTest):
    def test_every_command_has_help_with_examples(self):
        for words in (["--help"], ["-h"], ["help"], ["run", "--help"], ["list", "-h"], ["help", "run"], ["explain", "-h"], ["sweep", "-h"], ["merge", "--help"],
                      ["analyze", "--help"], ["analyze", "evidence", "-h"]):
            done = self.run_in_folder(*words)
            self.assertEqual((done.returncode, done.stderr), (0, ""), words)
            self.assertIn("Usage: comity", done.stdout)
            self.assertIn("Examples:", done.stdout)

    def test_the_help_names_every_command(self):
        text = self.run_in_folder("--help").stdout
        for command in ("run", "sweep", "merge", "explain", "analyze", "calibrate", "export", "report", "unpack", "law", "scenarios", "list"):
            self.assertRegex(text, rf"(?m)^  {command} ")

    def test_without_words_the_help_is_an_error(self):
        done = self.run_in_folder()
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("Usage: comity COMMAND", done.stderr)

    def test_the_version_names_commit_and_compiler(self):
        self.assertRegex(self.run_in_folder("--version").stdout, r"^comity \d+\.\d+\.\d+ \(commit .+, .+\)\n$")


class ShippedTest(program.ProgramTest):
    """Scenarios and laws named without a path, here from a folder `scenarios` where the command is called."""

    def setUp(self):
        super().setUp()
        (self.folder / "scenarios" / "law").mkdir(parents=True)
        (self.folder / "scenarios" / "tiny.toml").write_text('question = "What, if \'anything\'?"\n'
                                                             f'include = "{TWO_STATES}"\n[run]\nreplicates = 1\n')
        (self.folder / "scenarios" / "part.toml").write_text('[run]\nreplicates = 1\n')
        (self.folder / "mine.toml").write_text('question = "?"\ninclude = "tiny.toml"\n')
        for name in ("plain-control", "northland"):
            law = (SOURCE / "scenarios" / "law" / f"{name}.toml").read_text(encoding="utf-8")
            (self.folder / "scenarios" / "law" / f"{name}.toml").write_text(law, encoding="utf-8")

    def test_only_what_asks_a_question_is_listed(self):
        rows = json.loads(self.run_in_folder("scenarios", "--format", "json").stdout)
        self.assertEqual(rows, [{"name": "tiny", "question": "What, if 'anything'?", "file": "scenarios/tiny.toml"}])

    def test_a_name_is_a_file_where_none_stands(self):
        by_name = self.summary("tiny", "--out", "name.h5")["results_hash"]
        self.assertEqual(self.summary("scenarios/tiny.toml", "--out", "path.h5")["results_hash"], by_name)
        self.assertEqual(self.summary("mine.toml", "--out", "mine.h5")["results_hash"], by_name)
        self.assertEqual((self.folder / "name.h5").read_bytes(), (self.folder / "path.h5").read_bytes())
        (self.folder / "tiny").mkdir()  # what stands here comes first
        self.assertIn("it is a folder", self.run_in_folder("run", "tiny").stderr)

    def test_a_folder_of_laws_is_all_of_its_files(self):
        named = self.run_in_folder("law", "test", "northland", "plain-control")
        self.assertEqual(named.returncode, 0, named.stderr)
        for folder in ("law", "scenarios/law"):
            self.assertEqual(self.run_in_folder("law", "test", folder).stdout, named.stdout)

    def test_a_wrong_name_is_met_with_a_suggestion(self):
        for words, nearest in ((["run", "tinny"], "tiny"), (["sweep", "tinny"], "tiny"), (["law", "check", "nordland"], "northland")):
            done = self.run_in_folder(*words)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            where = "" if words[0] == "law" else " `comity scenarios` lists them."
            self.assertEqual(done.stderr, f'{words[-1]}: there is no such file, nor a shipped one of that name. '
                                          f'Did you mean "{nearest}"?{where}\n')

    def test_where_nothing_is_shipped_that_is_said(self):
        done = subprocess.run([BINARY, "scenarios"], cwd=self.folder / "scenarios", capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("there are none here", done.stderr)


class MistakeTest(program.ProgramTest):
    def check(self, words, message):
        done = self.run_in_folder(*words)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr, message + "\n")
        self.assertEqual(self.files(), [])

    def test_an_unknown_command_is_met_with_a_suggestion(self):
        self.check(["rum"], 'comity: there is no command rum (commands: run, sweep, merge, explain, analyze, calibrate, export, report, unpack, law, scenarios, list). Did you mean "run"? '
                            "See comity --help.")

    def test_an_unknown_option_is_met_with_a_suggestion(self):
        self.check(["run", TWO_STATES, "--replicate", "3"],
                   'comity run: there is no option --replicate. Did you mean "--replicates"? See comity run --help.')

    def test_a_second_scenario_is_rejected(self):
        self.check(["run", TWO_STATES, "again"],
                   "comity run: too many words (at most 1 SCENARIO besides options). See comity run --help.")

    def test_a_missing_scenario_is_asked_for(self):
        self.check(["run"], "comity run: which scenario? (a file like scenarios/two-states.toml). See comity run --help.")

    def test_numbers_are_checked(self):
        for option, value, range_of in (("--replicates", "0", "[1, 1000000]"), ("--replicates", "3x", "[1, 1000000]"),
                                        ("--replicates", "99999999999999999999", "[1, 1000000]"),
                                        ("--seed", "-1", "[0, 4294967295]"), ("--threads", "1.5", "[1, 4096]")):
            self.check(["run", TWO_STATES, f"{option}={value}"],
                       f"comity run: {option} {value} (must be a whole number in {range_of}). See comity run --help.")

    def test_unknown_formats_and_tables_are_met_with_a_suggestion(self):
        self.check(["run", TWO_STATES, "--format", "jason"],
                   'comity run: --format jason (must be one of text, json). Did you mean "json"?')
        done = self.run_in_folder("list", "metric")
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r'^comity list: TABLE metric \(must be one of .+\)\. Did you mean "metrics"\?\n$')

    def test_an_unknown_parameter_is_met_with_a_suggestion(self):
        done = self.run_in_folder("run", TWO_STATES, "--set", "choose.precisoin=3")
        self.assertEqual(done.returncode, 2)
        self.assertIn('"precision"', done.stderr)

    def test_every_parameter_that_the_list_of_changes_has_as_removed_is_told_with_what_stands_in_its_place(self):
        removed = re.findall(r"^### Removed$(.*?)^##", (SOURCE / "CHANGELOG.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
        names = re.findall(r"`([a-z_]+\.[a-z_]+)`", "".join(removed))
        self.assertIn("respond.exit_hazard", names)
        for name in names:
            group, key = name.split(".")
            (self.folder / "mine.toml").write_text(f'question = "?"\ninclude = "{TWO_STATES}"\n[{group}]\n{key} = 1\n', encoding="utf-8")
            for words in (["mine.toml"], [TWO_STATES, "--set", f"{name}=1"]):
                done = self.run_in_folder("run", *words)
                self.assertEqual(done.returncode, 2)
                self.assertRegex(done.stderr, r"It went in \d+\.\d+\.\d+: \w+", name)

    def test_a_missing_scenario_file_is_named(self):
        done = self.run_in_folder("run", "nowhere.toml")
        self.assertEqual(done.returncode, 2)
        self.assertTrue(done.stderr.startswith("nowhere.toml"), done.stderr)


class ListTest(program.ProgramTest):
    def test_tables_are_the_same_in_every_format(self):
        for table in ("parameters", "metrics", "events", "phases", "purposes", "facts", "keys", "law-keys", "evidence-keys"):
            rows = json.loads(self.run_in_folder("list", table, "--format", "json").stdout)
            self.assertGreater(len(rows), 8, table)
            read = list(csv.DictReader(io.StringIO(self.run_in_folder("list", table, "--format", "csv").stdout)))
            self.assertEqual(rows, read, table)
            markdown = self.run_in_folder("list", table, "--format", "markdown").stdout.splitlines()
            self.assertEqual(len(markdown), len(rows) + 2, table)
            text = self.run_in_folder("list", table).stdout.splitlines()
            self.assertEqual(len(text), len(rows) + 1, table)

    def test_keys_of_sweeps_are_told_like_those_of_entries(self):
        rows = {(row["table"], row["key"]): row for row in
                json.loads(self.run_in_folder("list", "keys", "--format", "json").stdout)}
        self.assertIn('"saltelli"', rows["sweep", "design"]["form"])
        self.assertEqual(rows["sweep", "levels"]["default"], "4")
        self.assertIn(("sweep.factors.NAME", "low"), rows)
        self.assertIn("arms.NAME", {table for table, _ in rows})

    def test_parameters_are_told_with_default_unit_and_range(self):
        rows = {row["name"]: row for row in
                json.loads(self.run_in_folder("list", "parameters", "--format", "json").stdout)}
        self.assertEqual(rows["run.start"]["default"], "2013-01-01")
        self.assertEqual(rows["choose.structure"]["default"], "nested")
        self.assertEqual(rows["litigate.vacate"]["default"], "true")
        self.assertEqual(rows["choose.precision"]["high"], "100")


class RunTest(program.ProgramTest):
    def test_results_go_to_a_folder_named_results(self):
        done = self.run_in_folder("run", TWO_STATES, "--replicates", "2")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.files(), ["results/two-states.h5"])
        self.assertIn("THE DISPUTE: the Harbour warrant", done.stdout)
        self.assertIn("Results: results/two-states.h5\n", done.stdout)
        self.assertTrue(all(len(line) <= 110 for line in done.stdout.splitlines()))

    def test_quiet_prints_nothing(self):
        done = self.run_in_folder("run", TWO_STATES, "--replicates", "2", "--quiet")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_the_json_tells_what_was_run_and_how_fast(self):
        summary = self.summary(TWO_STATES, "--replicates", "3", "--seed", "7", "--set", "choose.precision=4")
        self.assertEqual((summary["replicates"], summary["seed"], summary["failed"]), (3, 7, 0))
        self.assertRegex(summary["results_hash"], "^[0-9a-f]{16}$")
        for key in ("wall_seconds", "runs_per_second", "demands", "nanoseconds_per_demand", "peak_memory_megabytes"):
            self.assertGreater(summary[key], 0, key)
        for interval in summary["metrics"]["stance"]["values"]["XN"].values():
            self.assertLessEqual(interval["low"], interval["median"])
            self.assertLessEqual(interval["median"], interval["high"])
        self.assertEqual(summary["disputes"][0]["milestones"]["demanded"]["reached"], 1.0)

    def test_a_run_beyond_the_day_of_the_law_files_is_warned_about(self):
        scenario = program.SOURCE / "scenarios" / "microsoft-ireland.toml"
        short = ("run", scenario, "--set", "run.scale=0.001", "--replicates", "1", "--quiet", "--out", "late.h5")
        self.assertEqual(self.run_in_folder(*short).stderr, "")
        late = self.run_in_folder(*short, "--force", "--set", "run.end=2026-01-01")
        self.assertIn("warning: the run ends on 2025-12-31, after the day to which these law files", late.stderr)
        self.assertIn("us (2024-12-31)", late.stderr)
        self.assertEqual(late.returncode, 0)

    def test_a_scenario_with_a_sweep_runs_as_it_stands_and_says_so(self):
        scenario = program.SOURCE / "scenarios" / "sweeps" / "what-matters.toml"
        done = self.run_in_folder("run", scenario, "--quiet", "--out", "base.h5")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertEqual(done.stderr, "comity: warning: this runs the scenario as it stands, without the factors and arms "
                                      f"of its [sweep] and [arms]. comity sweep {scenario} runs them.\n")
        self.assertEqual(self.files(), ["base.h5"])

    def test_a_set_parameter_changes_the_results(self):
        usual = self.summary(TWO_STATES, "--replicates", "2", "--out", "a.h5")
        changed = self.summary(TWO_STATES, "--replicates", "2", "--out", "b.h5", "--set", "run.seed=2")
        self.assertNotEqual(usual["results_hash"], changed["results_hash"])

    def test_the_file_has_the_same_bytes_for_any_number_of_threads(self):
        summaries = [self.summary(TWO_STATES, "--replicates", "9", "--threads", str(threads), "--out", f"{threads}.h5")
                     for threads in (1, 2, 3, 7)]
        self.assertEqual(len({summary["results_hash"] for summary in summaries}), 1)
        self.assertEqual(len({(self.folder / f"{threads}.h5").read_bytes() for threads in (1, 2, 3, 7)}), 1)

    def test_nothing_is_overwritten_without_force(self):
        target = self.folder / "mine.h5"
        target.write_text("precious")
        done = self.run_in_folder("run", TWO_STATES, "--replicates", "1", "--out", "mine.h5")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr, "mine.h5: exists already (results are not overwritten). Give --force to replace it "
                                      "or choose another name with --out.\n")
        self.assertEqual(target.read_text(), "precious")
        done = self.run_in_folder("run", TWO_STATES, "--replicates", "1", "--out", "mine.h5", "--force")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(target.read_bytes()[1:4], b"HDF")
        self.assertEqual(self.files(), ["mine.h5"])


class TroubleTest(program.ProgramTest):
    def start(self, *arguments, **options):
        return subprocess.Popen([BINARY, "run", TWO_STATES, *arguments], cwd=self.folder, text=True, **options)

    def wait_for_partial_file(self):
        while not any(".partial-" in name for name in self.files()):
            time.sleep(0.01)  # polls for a fact; nothing depends on how long it takes

    def test_an_interrupted_run_leaves_nothing_behind(self):
        for sent, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            running = self.start("--replicates", "1000000", "--out", "a.h5", stderr=subprocess.PIPE)
            self.wait_for_partial_file()
            running.send_signal(sent)
            _, errors = running.communicate(timeout=120)
            self.assertEqual(running.returncode, code)
            self.assertRegex(errors, r"interrupted after \d+ of 1000000 runs; no results were written\.\n$")
            self.assertEqual(self.files(), [])

    def test_a_folder_that_is_a_file_is_an_error(self):
        (self.folder / "plain").write_text("a file")
        done = self.run_in_folder("run", TWO_STATES, "--replicates", "1", "--out", "plain/a.h5")
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr, "plain: the folder cannot be created (Not a directory). Choose another place with "
                                      "--out.\n")

    def test_a_read_only_folder_is_an_error(self):
        # Root may write everywhere but on what the kernel keeps for itself.
        place = "/proc" if os.geteuid() == 0 else "locked"
        if place == "locked":
            (self.folder / "locked").mkdir(mode=0o500)
        done = self.run_in_folder("run", TWO_STATES, "--replicates", "1", "--out", place + "/a.h5")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertRegex(done.stderr, rf"^{place}.* (cannot be created|is not writable) \(.+\)\. Choose another place with "
                                      r"--out\.\n$")

    # A limit on the size of files acts as a full disk does, and needs no rights.
    def test_a_full_disk_is_an_error_and_keeps_the_old_file(self):
        self.summary(TWO_STATES, "--replicates", "1", "--out", "a.h5")
        before = (self.folder / "a.h5").read_bytes()
        for kilobytes in (4, 400):
            done = subprocess.run(
                ["bash", "-c", f"trap '' XFSZ; ulimit -f {kilobytes}; exec \"$0\" run \"$1\" --replicates 200 --out a.h5 "
                 "--force --quiet", BINARY, TWO_STATES], cwd=self.folder, capture_output=True, text=True, timeout=300)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertRegex(done.stderr, r"^a\.h5: .* failed \(File too large\)\. Nothing was overwritten;")
            self.assertEqual(self.files(), ["a.h5"])
            self.assertEqual((self.folder / "a.h5").read_bytes(), before)
        if may_mount():
            self.check_a_disk_of_400_kilobytes()

    def check_a_disk_of_400_kilobytes(self):
        mounted = subprocess.run(["unshare", "--mount", "bash", "-c",
                                  'mount -t tmpfs -o size=400k none "$2" && cd "$2" && "$0" run "$1" --replicates 200 '
                                  '--out a.h5 --quiet; code=$?; ls -A; exit $code', BINARY, TWO_STATES,
                                  str(self.folder)], capture_output=True, text=True, timeout=300)
        self.assertEqual((mounted.returncode, mounted.stdout), (2, ""), mounted.stderr)
        self.assertIn("(No space left on device)", mounted.stderr)


class ProgressTest(program.ProgramTest):
    def test_a_terminal_shows_a_bar_with_rate_and_time_left(self):
        ours, theirs = pty.openpty()
        running = subprocess.Popen([BINARY, "run", TWO_STATES, "--replicates", "300", "--out", "a.h5"], cwd=self.folder,
                                   stdout=subprocess.DEVNULL, stderr=theirs)
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 4096):
                shown += part
        except OSError:  # the other side is closed
            pass
        self.assertEqual(running.wait(), 0)
        self.assertRegex(shown.decode(), r"\r\[#*\.*\] \d+ of 300 runs \(\d+ %\), [\d.]+ runs/s, \d+ s left")
        self.assertTrue(shown.endswith(b"\r\x1b[K"), "the bar goes away")

    def test_a_batch_log_stays_short(self):
        done = self.run_in_folder("run", TWO_STATES, "--replicates", "20")
        self.assertNotIn("\r", done.stderr)
        self.assertLess(len(done.stderr.splitlines()), 3)


if __name__ == "__main__":
    unittest.main()
