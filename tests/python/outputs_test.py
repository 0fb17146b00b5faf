"""Where answers go, and where they must not: special files, inputs, full disks, shells, terminals."""

import contextlib
import json
import os
import pathlib
import re
import shutil
import socket
import stat
import subprocess
import unittest

import program
from program import BINARY, SOURCE, TWO_STATES

FAST = ("--replicates", "2", "--quiet")
LAW = SOURCE / "scenarios" / "law" / "northland.toml"
OTHER_LAW = SOURCE / "scenarios" / "law" / "ca.toml"
TWO_LAWS = (OTHER_LAW, SOURCE / "scenarios" / "law" / "us-sca-1986.toml")
GIVEN = ("--on", "2014-01-01", "--given", "order is ours, data here, judge approved")
EVIDENCE = SOURCE / "scenarios" / "evidence" / "litigation-and-cooperation.toml"
DESIGN = '[sweep]\ndesign = "lhs"\npoints = 40\n[sweep.factors]\n"choose.precision" = { low = 1, high = 9 }\n'
AIMS = 'title = "t"\n[[aim]]\nmetric = "consented/cross_border_ended"\nvalue = 0.5\ndeviation = 0.1\nsource = "none"\n'


class Files(program.ProgramTest):
    """A folder with a results file, a sweep and its parts."""

    def setUp(self):
        super().setUp()
        shutil.copy(TWO_STATES, self.folder / "two.toml")
        self.rewrite_paths("two.toml")
        (self.folder / "swept.toml").write_text(f'question = "q"\ninclude = ["two.toml"]\n{DESIGN}')

    def rewrite_paths(self, name):
        """Makes a copied scenario find the files that it names."""
        text = (self.folder / name).read_text()
        text = re.sub(r'"((?:\.\./)*(?:law|worlds)/[^"]+)"', lambda found: f'"{SOURCE / "scenarios" / found[1]}"', text)
        (self.folder / name).write_text(text)

    def make_results(self):
        done = self.run_in_folder("run", "two.toml", *FAST, "--out", "runs.h5")
        self.assertEqual(done.returncode, 0, done.stderr)

    def make_sweep(self):
        done = self.run_in_folder("sweep", "swept.toml", *FAST, "--out", "swept.h5")
        self.assertEqual(done.returncode, 0, done.stderr)

    def refused(self, words, sentence):
        done = self.run_in_folder(*words)
        self.assertEqual((done.returncode, done.stdout), (2, ""), (words, done.stderr))
        self.assertIn(sentence, done.stderr, words)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)


class SpecialFileTest(Files):
    def specials(self):
        """What is no regular file, by its kind in words; devices are made here, with the numbers of the null device."""
        os.mkfifo(self.folder / "fifo")
        (self.folder / "dir").mkdir()
        with socket.socket(socket.AF_UNIX) as bound:
            here = os.open(".", os.O_RDONLY)
            os.chdir(self.folder)  # the name of a socket is short
            bound.bind("socket")
            os.chdir(here)
            os.close(here)
        found = {"fifo": "a FIFO", "dir": "a folder", "socket": "a socket"}
        with contextlib.suppress(PermissionError):
            os.mknod(self.folder / "device", stat.S_IFCHR | 0o600, os.makedev(1, 3))
            found["device"] = "a device"
        for name in list(found):
            (self.folder / f"to-{name}").symlink_to(name)
            found[f"to-{name}"] = found[name]
        return found

    def writers(self):
        """Every command that writes one file, up to the name of that file."""
        analyze = ["analyze", "summary", "runs.h5", "--force", "--out"]
        return (["run", "two.toml", *FAST, "--force", "--out"], ["sweep", "swept.toml", *FAST, "--force", "--out"],
                ["merge", "swept.sweep", "--force", "--out"], analyze,
                ["analyze", "evidence", "runs.h5", "--evidence", EVIDENCE, "--force", "--out"],
                ["analyze", "spread", "runs.h5", "--force", "--out"])

    def test_no_command_writes_to_what_is_no_file(self):
        self.make_results()
        self.make_sweep()
        specials = self.specials()
        before = {name: os.lstat(self.folder / name) for name in specials}
        for name, words in specials.items():
            for command in self.writers():
                self.refused([*command, name], f"{name}: is {words} (a file is needed")
        for name, state in before.items():
            now = os.lstat(self.folder / name)
            self.assertEqual((now.st_ino, now.st_mode), (state.st_ino, state.st_mode), name)

    def test_neither_do_the_tables_of_an_export(self):
        self.make_results()
        os.mkfifo(self.folder / "courts.csv")
        self.refused(["export", "runs.h5", "--table", "courts", "--out", ".", "--force"], "courts.csv: is a FIFO (a file is needed")
        self.assertTrue(stat.S_ISFIFO(os.stat(self.folder / "courts.csv").st_mode))

    def test_names_of_standard_output_are_no_files(self):
        self.make_results()
        for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
            with open(self.folder / "caught", "wb") as caught:  # behind the name stands a regular file
                done = subprocess.run([BINARY, "analyze", "summary", "runs.h5", "--force", "--out", name], cwd=self.folder,
                                      stdout=caught, stderr=subprocess.PIPE, text=True)
            self.assertEqual(done.returncode, 2, name)
            self.assertIn(f"{name}: is a name of an open file (a file is needed", done.stderr)
        self.refused(["analyze", "summary", "runs.h5", "--out", "-"], "-: is no name of standard output here")
        self.assertNotIn("-", self.files())
        done = self.run_in_folder("analyze", "summary", "runs.h5", "--out", "./-")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("-", self.files())


class OwnInputTest(Files):
    def kept(self, words, name, sentence="is an input of this command"):
        before = (self.folder / name).read_bytes()
        self.refused(words, sentence)
        self.assertEqual((self.folder / name).read_bytes(), before)

    def links(self, name):
        """The names of a file: its own, a hard and a symbolic link."""
        os.link(self.folder / name, self.folder / "hard")
        (self.folder / "soft").symlink_to(name)
        yield from (name, f"./{name}", "hard", "soft")
        (self.folder / "hard").unlink()
        (self.folder / "soft").unlink()

    def test_a_scenario_and_what_it_includes_are_not_replaced(self):
        shutil.copy(OTHER_LAW, self.folder / "north.toml")
        (self.folder / "swept.toml").write_text('question = "q"\ninclude = ["two.toml"]\nlaw = ["north.toml"]\n'
                                                '[sweep]\ndesign = "list"\nfile = "points.csv"\n')
        (self.folder / "points.csv").write_text("choose.precision\n1\n2\n")
        for command in ("run", "sweep"):
            for name in ("swept.toml", "two.toml", "north.toml"):
                for link in self.links(name):
                    self.kept([command, "swept.toml", *FAST, "--force", "--out", link], name)
        for link in self.links("points.csv"):
            self.kept(["sweep", "swept.toml", *FAST, "--force", "--out", link], "points.csv")

    def test_results_and_other_files_of_a_question_are_not_replaced(self):
        self.make_results()
        shutil.copy(EVIDENCE, self.folder / "evidence.toml")
        for link in self.links("runs.h5"):
            self.kept(["analyze", "summary", "runs.h5", "--force", "--out", link], "runs.h5")
            self.kept(["report", "runs.h5", "--force", "--out", link], "runs.h5")
        for name in ("runs.h5", "evidence.toml"):
            for link in self.links(name):
                self.kept(["analyze", "evidence", "runs.h5", "--evidence", "evidence.toml", "--force", "--out", link], name)
        os.rename(self.folder / "runs.h5", self.folder / "runs.html")
        self.kept(["report", "runs.html", "--force"], "runs.html")
        os.rename(self.folder / "runs.html", self.folder / "courts.csv")
        self.kept(["export", "courts.csv", "--table", "courts", "--out", ".", "--force"], "courts.csv")

    def test_the_parts_of_a_sweep_are_not_replaced_by_its_merge(self):
        self.make_sweep()
        block = next((self.folder / "swept.sweep" / "blocks").iterdir()).relative_to(self.folder)
        for name in ("swept.sweep/manifest.json", "swept.sweep/design.csv", str(block)):
            self.kept(["merge", "swept.sweep", "--force", "--out", name], name)

    def test_no_file_is_two_outputs(self):
        self.make_sweep()
        (self.folder / "aims.toml").write_text(AIMS)
        for other in ("next.csv", "./next.csv"):
            self.refused(["analyze", "tune", "swept.h5", "--aims", "aims.toml", "--next", "next.csv", "--accepted", other],
                         "is given for two outputs")
        self.kept(["analyze", "tune", "swept.h5", "--aims", "aims.toml", "--next", "aims.toml", "--force"], "aims.toml")
        self.kept(["analyze", "tune", "swept.h5", "--aims", "aims.toml", "--after", "swept.h5", "--next", "swept.h5",
                   "--force"], "swept.h5")

    def test_words_that_are_no_files_may_have_the_name_of_an_output(self):
        self.make_results()
        (self.folder / "json").write_text("mine")
        done = self.run_in_folder("analyze", "summary", "runs.h5", "--format", "json", "--out", "json", "--force")
        self.assertEqual((done.returncode, done.stderr), (0, ""))


class StandardOutputTest(Files):
    def commands(self):
        """One of each command, and its helps."""
        self.make_results()
        self.make_sweep()
        day = ("--on", "2014-01-01")
        return (["--help"], ["--version"], ["run", "--help"], ["analyze", "--help"], ["law", "--help"], ["list", "parameters"],
                ["list", "keys", "--format", "json"], ["run", "two.toml", "--replicates", "2", "--out", "a.h5", "--force"],
                ["run", "two.toml", *FAST, "--format", "json", "--out", "a.h5", "--force"],
                ["sweep", "swept.toml", "--replicates", "2", "--out", "swept.h5"],
                ["sweep", "swept.toml", "--dry-run"], ["sweep", "swept.toml", "--emit", "slurm"],
                ["merge", "swept.sweep"], ["explain", "runs.h5", "--list"], ["explain", "runs.h5", "--format", "json", "--list"],
                ["analyze", "summary", "runs.h5"], ["analyze", "summary", "runs.h5", "--format", "csv"],
                ["analyze", "evidence", "runs.h5", "--evidence", EVIDENCE], ["export", "runs.h5", "--out", "tables", "--force"],
                ["law", "check", LAW], ["law", "facts"], ["law", "test", LAW], ["law", "why", LAW, *GIVEN],
                ["law", "conflicts", *TWO_LAWS, *day, "--format", "json"])

    def test_no_command_says_that_all_is_well_on_a_full_disk(self):
        for words in self.commands():
            with open("/dev/full", "wb") as full:
                done = subprocess.run([BINARY, *map(str, words)], cwd=self.folder, stdout=full, stderr=subprocess.PIPE,
                                      text=True)
            self.assertEqual(done.returncode, 1, (words, done.stderr))
            self.assertRegex(done.stderr.splitlines()[-1], r"^comity: standard output cannot be written \(.+\), so that what was "
                             r"to be printed is missing or cut off\.")
            self.assertEqual(done.stderr.count("standard output"), 1, done.stderr)

    def test_no_command_says_that_all_is_well_when_its_output_is_closed(self):
        for words in self.commands():
            done = subprocess.run([BINARY, *map(str, words)], cwd=self.folder, stderr=subprocess.PIPE, text=True,
                                  preexec_fn=lambda: os.close(1))
            self.assertEqual(done.returncode, 1, (words, done.stderr))
            self.assertIn("comity: standard output cannot be written (it is closed)", done.stderr)

    def test_what_is_printed_never_ends_in_a_file_that_took_the_place_of_a_closed_stream(self):
        self.make_results()
        for streams in ((0,), (1,), (2,), (0, 1, 2)):
            subprocess.run([BINARY, "run", "two.toml", "--replicates", "2", "--out", "closed.h5", "--force"], cwd=self.folder,
                           stdout=subprocess.DEVNULL, preexec_fn=lambda: [os.close(number) for number in streams])
            self.assertEqual((self.folder / "closed.h5").read_bytes(), (self.folder / "runs.h5").read_bytes(), streams)

    def test_a_command_that_prints_nothing_needs_no_output(self):
        done = subprocess.run([BINARY, "run", "two.toml", *FAST, "--out", "b.h5"], cwd=self.folder, stderr=subprocess.PIPE,
                              text=True, preexec_fn=lambda: os.close(1))
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_mistake_stays_a_mistake(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([BINARY, "law", "check", self.folder / "none"], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 2)

    def test_one_place_prints(self):
        allowed = {"sim/cli/output.cpp", "sim/cli/progress.cpp", "sim/error.h"}
        for folder in ("sim", "analysis"):
            for path in (SOURCE / folder).rglob("*"):
                name = str(path.relative_to(SOURCE))
                if path.suffix in (".h", ".cpp") and name not in allowed:
                    self.assertNotRegex(path.read_text(), r"std::c(out|err)\b|fmt::print|\bf?puts\(|\bf?printf\(", name)


class TerminalTest(Files):
    NASTY = "\x1b[31mred\x07\x9b2J"  # colours the terminal, rings its bell and clears it
    SHOWN = "\u241b[31mred\u2407\ufffd2J"

    def check(self, *words, expect=0, seen=True):
        done = self.run_in_folder(*words)
        self.assertEqual(done.returncode, expect, done.stderr)
        text = done.stdout + done.stderr
        self.assertNotRegex(text, "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", words)
        if seen:
            self.assertIn(self.SHOWN, text, words)

    def nasty_law(self):
        text = LAW.read_text()
        escaped = self.NASTY.replace("\x1b", "\\u001b").replace("\x07", "\\u0007").replace("\x9b", "\\u009b")
        text, count = re.subn(r'(?m)^(source = ")', lambda found: found[1] + escaped + " ", text)
        self.assertGreater(count, 0)
        (self.folder / "nasty-law.toml").write_text(text)
        return escaped

    def test_names_and_paths_cannot_command_the_terminal(self):
        name = f"{self.NASTY}.toml"
        shutil.copy(self.folder / "two.toml", self.folder / name)
        self.check("run", name, "--replicates", "1", "--out", "a.h5")
        self.check("run", name, "--replicates", "1", "--out", f"{self.NASTY}.h5")
        self.check("explain", f"{self.NASTY}.h5", "--list")
        self.check("run", f"{self.NASTY}-none.toml", expect=2)
        self.check("run", "two.toml", f"--{self.NASTY}", expect=2)
        self.check(self.NASTY, expect=2)
        self.check("law", "check", f"{self.NASTY}-none.toml", expect=2)
        self.check("analyze", "summary", f"{self.NASTY}-none.h5", expect=2)
        self.check("list", self.NASTY, expect=2)

    def test_nor_can_words_in_files(self):
        escaped = self.nasty_law()
        self.check("law", "check", "nasty-law.toml", seen=False)
        self.check("law", "why", "nasty-law.toml", *GIVEN)
        (self.folder / "bad.toml").write_text(f'question = "q"\ninclude = ["{escaped}.toml"]\n')
        self.check("run", "bad.toml", expect=2)

    def test_data_keep_every_character(self):
        self.nasty_law()
        done = self.run_in_folder("law", "why", "nasty-law.toml", *GIVEN, "--format", "json")
        sources = [rule["source"] for answer in json.loads(done.stdout) for rule in answer["rules"]]
        self.assertTrue(any(self.NASTY in source for source in sources), sources)


class ShellTest(Files):
    """The batch script, run by a shell with an sbatch that only notes what it was given."""

    SBATCH = "#!/bin/bash\nprintf '%s\\0' \"$@\" > submitted\n"
    NAME = "it's $(touch pwned) `touch pwned` \"a\"; touch pwned & \n touch pwned\n*"

    def test_no_name_is_run_by_the_shell(self):
        place = self.folder / "my $HOME `tools`"
        place.mkdir()
        comity = place / "it's comity"
        shutil.copy(BINARY, comity)
        tools = self.folder / "bin"
        tools.mkdir()
        (tools / "sbatch").write_text(self.SBATCH)
        (tools / "sbatch").chmod(0o755)
        scenario = f"{self.NAME}.toml"
        (self.folder / "swept.toml").rename(self.folder / scenario)
        words = ["sweep", scenario, *FAST, "--set", "choose.learning=ewa", "--out", f"$x {self.NAME}.h5"]
        emitted = subprocess.run([comity, *words, "--emit", "slurm", "--tasks", "2"], cwd=self.folder, capture_output=True,
                                 text=True, check=True)
        for line in emitted.stdout.splitlines():
            if line.startswith("#SBATCH"):
                self.assertRegex(line, r"^#SBATCH --[a-z-]+(=[\w%.:@-]+)?$")
        (self.folder / "job.sh").write_text(emitted.stdout)
        for task in ("1", "2"):
            environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "SLURM_SUBMIT_DIR": str(self.folder),
                           "SLURM_ARRAY_TASK_ID": task, "SLURM_ARRAY_JOB_ID": "7"}
            done = subprocess.run(["bash", "job.sh"], cwd=self.folder, env=environment, capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        submitted = (self.folder / "submitted").read_text().split("\0")
        self.assertIn("--dependency=afterany:7", submitted)
        (wrapped,) = [word.removeprefix("--wrap=") for word in submitted if word.startswith("--wrap=")]
        (self.folder / "wrapped.sh").write_text(f"#!/bin/sh\n# This script was created by sbatch --wrap.\n\n{wrapped}\n")
        done = subprocess.run(["sh", "wrapped.sh"], cwd=self.folder, capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""), wrapped)
        self.assertTrue((self.folder / f"$x {self.NAME}.h5").exists())
        self.assertFalse((self.folder / "pwned").exists())


class InputTest(Files):
    """Nothing waits for a FIFO or reads a device for ever, whatever the file is for."""

    def specials(self):
        os.mkfifo(self.folder / "fifo.toml")
        (self.folder / "dir.toml").mkdir()
        (self.folder / "loop.toml").symlink_to("loop.toml")
        (self.folder / "zero.toml").symlink_to("/dev/zero")
        return {"fifo.toml": "it is a FIFO", "dir.toml": "it is a folder", "loop.toml": "its links lead in a circle",
                "zero.toml": "it is a device", "none.toml": "there is no such file"}

    def test_every_input_is_a_file(self):
        self.make_results()
        self.make_sweep()
        for name, problem in self.specials().items():
            (self.folder / "including.toml").write_text(f'question = "q"\ninclude = ["{name}"]\n')
            (self.folder / "lawful.toml").write_text(f'question = "q"\ninclude = ["two.toml"]\nlaw = ["{name}"]\n')
            (self.folder / "listed.toml").write_text(f'question = "q"\ninclude = ["two.toml"]\n[sweep]\ndesign = "list"\n'
                                                     f'file = "{name}"\n')
            for words in (["run", name], ["sweep", name], ["run", "including.toml"], ["run", "lawful.toml"],
                          ["sweep", "listed.toml"], ["run", "two.toml", "--set", f'law=["{name}"]'], ["law", "check", name],
                          ["law", "facts", name], ["law", "diff", LAW, "--with", name, "--on", "2014-01-01"],
                          ["law", "conflicts", *TWO_LAWS, "--on", "2014-01-01", "--weights", name],
                          ["analyze", "summary", name], ["analyze", "evidence", "runs.h5", "--evidence", name],
                          ["analyze", "evidence", name, "--evidence", EVIDENCE], ["analyze", "tune", "swept.h5", "--aims", name],
                          ["explain", name, "--demand", "focal"], ["export", name, "--out", "tables"], ["report", name]):
                done = subprocess.run([BINARY, *map(str, words)], cwd=self.folder, capture_output=True, text=True, timeout=20)
                text = done.stdout + done.stderr
                if "this build has no report page" in text:
                    continue
                self.assertEqual(done.returncode, 2, (words, text))
                self.assertIn(problem, text, words)

    def test_the_folder_of_a_sweep_is_read_with_the_same_care(self):
        for part in ("manifest.json", "design.csv", "blocks/shard-1-of-1-000001.block"):
            self.make_sweep()
            place = self.folder / "swept.sweep" / part
            if part.startswith("blocks"):
                place = next(place.parent.iterdir())
            place.unlink()
            os.mkfifo(place)
            for words in (["merge", "swept.sweep"], ["sweep", "swept.toml", *FAST, "--out", "swept.h5"]):
                done = subprocess.run([BINARY, *words], cwd=self.folder, capture_output=True, text=True, timeout=20)
                self.assertEqual(done.returncode, 2, (part, words, done.stderr))
                self.assertIn("it is a FIFO", done.stderr)
            shutil.rmtree(self.folder / "swept.sweep")


if __name__ == "__main__":
    unittest.main()
