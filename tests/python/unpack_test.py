"""A results file unpacked gives the files it was made from, and these the same results file, byte for byte."""

import pathlib
import shlex
import shutil
import subprocess
import unittest

import h5py
import program
from program import BINARY, SOURCE, TWO_STATES

FAST = ("--replicates", "2", "--set", "run.end=2022-01-01", "--set", "run.scale=0.2", "--quiet")


class UnpackTest(program.ProgramTest):
    def made(self, *arguments, binary=BINARY, folder=None):
        done = subprocess.run([binary, *map(str, arguments)], cwd=folder or self.folder, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def again(self, done, binary=BINARY):
        """Runs what the answer says, in the unpacked folder alone, and gives the bytes of the file."""
        (line,) = [line for line in done.stdout.splitlines() if line.startswith("The same results again: ")]
        words = shlex.split(line.removeprefix("The same results again: "))
        self.assertEqual((words[0], words[2:4]), ("cd", ["&&", "comity"]))
        out = self.folder / "again.h5"
        self.made(*words[4:], "--quiet", "--out", out, binary=binary, folder=self.folder / words[1])
        return out.read_bytes()

    def copied_scenarios(self):
        """A copy of the scenarios that can be removed before the files are run again."""
        shutil.copytree(SOURCE / "scenarios", self.folder / "mine" / "scenarios")
        return self.folder / "mine"

    def test_a_run_comes_again(self):
        mine = self.copied_scenarios()
        self.made("run", "mine/scenarios/two-states.toml", *FAST, "--seed", "7", "--set", "assist.load=0.5", "--out", "one.h5")
        shutil.rmtree(mine)
        done = self.made("unpack", "one.h5", "--out", "unpacked")
        self.assertEqual((self.folder / "unpacked" / "two-states.toml").read_text(), pathlib.Path(TWO_STATES).read_text())
        self.assertTrue((self.folder / "unpacked" / "law" / "northland.toml").is_file())
        self.assertEqual(done.stderr, "")
        self.assertEqual(self.again(done), (self.folder / "one.h5").read_bytes())

    def test_files_above_the_scenario_stay_in_the_folder(self):
        mine = self.copied_scenarios()
        (mine / "scenarios" / "a" / "b").mkdir(parents=True)
        (mine / "scenarios" / "a" / "b" / "deep.toml").write_text('question = "Deep?"\ninclude = "../../two-states.toml"\n')
        self.made("run", "mine/scenarios/a/b/deep.toml", *FAST, "--out", "one.h5")
        shutil.rmtree(mine)
        done = self.made("unpack", "one.h5", "--out", "unpacked")
        self.assertEqual(self.again(done), (self.folder / "one.h5").read_bytes())
        self.assertEqual({path.split("/")[0] for path in self.files()}, {"unpacked", "one.h5", "again.h5"})

    def test_a_sweep_comes_again_with_its_points_and_the_law_of_its_arms(self):
        mine = self.copied_scenarios()
        (mine / "scenarios" / "points.csv").write_text("assist.load,choose.precision\n0.5,4\n1.5,6\n")
        shutil.copy(mine / "scenarios" / "law" / "northland.toml", mine / "scenarios" / "law" / "other.toml")
        (mine / "scenarios" / "listed.toml").write_text(
            'question = "Which?"\ninclude = "two-states.toml"\n[sweep]\ndesign = "list"\nfile = "points.csv"\n[arms.as-it-is]\n'
            '[arms.other]\nlaw.northland = "law/other.toml"\n')
        self.made("sweep", "mine/scenarios/listed.toml", *FAST, "--keep", "series", "--out", "swept.h5")
        shutil.rmtree(mine)
        shutil.rmtree(self.folder / "swept.sweep")
        done = self.made("unpack", "swept.h5", "--out", "unpacked")
        self.assertIn("unpacked/points.csv", self.files())
        self.assertIn("unpacked/law/other.toml", self.files())
        self.assertEqual(self.again(done), (self.folder / "swept.h5").read_bytes())

    def test_what_came_with_the_program_is_unpacked_and_found(self):
        place = self.folder / "place"
        (place / "bin").mkdir(parents=True)
        (place / "share" / "comity").mkdir(parents=True)
        (place / "share" / "comity" / "scenarios").symlink_to(SOURCE / "scenarios")
        shutil.copy(BINARY, place / "bin" / "comity")
        (self.folder / "mine.toml").write_text('question = "Mine?"\ninclude = "two-states.toml"\n')
        for scenario, out in (("mine.toml", "one.h5"), (self.folder / "mine.toml", "other.h5")):
            self.made("run", scenario, *FAST, "--out", out, binary=place / "bin" / "comity")
        # Neither where the program is installed nor how the scenario was called is in the file.
        self.assertEqual((self.folder / "one.h5").read_bytes(), (self.folder / "other.h5").read_bytes())
        done = self.made("unpack", "one.h5", "--out", "unpacked", binary=place / "bin" / "comity")
        self.assertIn("unpacked/scenarios/two-states.toml", self.files())
        shutil.rmtree(place / "share")
        self.assertEqual(self.again(done, place / "bin" / "comity"), (self.folder / "one.h5").read_bytes())

    def test_a_file_named_by_its_whole_path_is_told(self):
        (self.folder / "whole.toml").write_text(f'question = "Whole?"\ninclude = "{TWO_STATES}"\n')
        self.made("run", "whole.toml", *FAST, "--out", "one.h5")
        done = self.run_in_folder("unpack", "one.h5", "--out", "unpacked")
        self.assertEqual(done.returncode, 2)
        self.assertIn("whole path", done.stderr)
        self.assertIn("unpacked/whole.toml", self.files())

    def test_nothing_is_overwritten_without_force(self):
        self.made("run", TWO_STATES, *FAST, "--out", "one.h5")
        (self.folder / "unpacked").mkdir()
        (self.folder / "unpacked" / "two-states.toml").write_text("mine")
        done = self.run_in_folder("unpack", "one.h5", "--out", "unpacked")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("is not empty", done.stderr)
        self.assertEqual((self.folder / "unpacked" / "two-states.toml").read_text(), "mine")
        self.made("unpack", "one.h5", "--out", "unpacked", "--force")
        self.assertEqual((self.folder / "unpacked" / "two-states.toml").read_text(), pathlib.Path(TWO_STATES).read_text())

    def refused(self, change, sentence):
        shutil.copy(self.folder / "one.h5", self.folder / "changed.h5")
        with h5py.File(self.folder / "changed.h5", "r+") as file:
            change(file["provenance"])
        done = self.run_in_folder("unpack", "changed.h5", "--out", "unpacked")
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertIn(sentence, done.stderr)
        self.assertFalse((self.folder / "unpacked").exists())

    def test_files_that_lack_their_texts_or_were_changed_are_refused(self):
        self.made("run", TWO_STATES, *FAST, "--out", "one.h5")

        def forget(group):
            del group["input_text"]

        def alter(group):
            group["input_text"][1] = b"# nothing\n"

        def lead_away(group):
            group["input_path"][1] = b"../" * 60 + b"away.toml"

        self.refused(forget, "holds no texts of its scenario and laws")
        self.refused(alter, "does not have the SHA-256")
        self.refused(lead_away, "is no name of a file")

    def test_another_version_is_told(self):
        self.made("run", TWO_STATES, *FAST, "--out", "one.h5")
        with h5py.File(self.folder / "one.h5", "r+") as file:
            file["provenance"].attrs["version"] = "0.0.9"
        done = self.made("unpack", "one.h5", "--out", "unpacked")
        self.assertIn("the results are of comity 0.0.9", done.stderr)


if __name__ == "__main__":
    unittest.main()
