"""The examples in Python and R draw their pictures from a results file, and what analysis/README.md shows works."""

import subprocess
import sys
import unittest
import xml.etree.ElementTree

import matplotlib.image
import numpy
import program
from program import SOURCE

# The colours of the series that each picture of the main scenario must show.
PICTURES = {
    "where_data_are_kept": ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00"],
    "yield_by_instrument": ["#0072B2", "#D55E00", "#CC79A7"],
    "adoption_of_readings": ["#0072B2", "#D55E00"],
}


class PicturesTest(program.ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.made = cls.folder_of_all()
        for name, replicates in (("run", "6"), ("one", "1")):
            done = program.run("run", SOURCE / "scenarios" / "microsoft-ireland.toml", "--replicates", replicates, "--set",
                               "run.scale=0.01", "--set", "worlds.use=false", "--out", f"results/{name}.h5", "--quiet", folder=cls.made)
            assert done.returncode == 0, done.stderr

    def draw(self, script, results, picture, *more):
        interpreter = sys.executable if script.endswith(".py") else "Rscript"
        folder = SOURCE / "analysis" / ("python" if script.endswith(".py") else "r")
        done = subprocess.run([interpreter, folder / script, self.made / "results" / results, self.folder / picture, *more],
                              capture_output=True, text=True, check=False, timeout=300)
        return done

    def check_png(self, name, colours):
        picture = matplotlib.image.imread(self.folder / name)
        self.assertGreaterEqual(picture.shape[0], 600)
        self.assertGreaterEqual(picture.shape[1], 1000)
        pixels = numpy.round(255 * picture[..., :3]).astype(int)
        white = (pixels == 255).all(-1).mean()
        self.assertTrue(0.4 < white < 0.97, f"{name}: {white:.2f} white")
        for colour in colours:
            wanted = numpy.array([int(colour[place:place + 2], 16) for place in (1, 3, 5)])
            count = (numpy.abs(pixels - wanted).max(-1) <= 2).sum()
            self.assertGreater(count, 200, f"{name}: no {colour}")

    def test_each_script_draws_what_it_says(self):
        for name, colours in PICTURES.items():
            for ending in (".py", ".R"):
                with self.subTest(script=name + ending):
                    done = self.draw(name + ending, "run.h5", f"{name}{ending}.png")
                    self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
                    self.check_png(f"{name}{ending}.png", colours)

    def test_one_replicate_is_enough(self):
        for name in PICTURES:
            for ending in (".py", ".R"):
                with self.subTest(script=name + ending):
                    done = self.draw(name + ending, "one.h5", f"one{ending}.svg")
                    self.assertEqual(done.returncode, 0, done.stderr)
                    root = xml.etree.ElementTree.parse(self.folder / f"one{ending}.svg").getroot()
                    self.assertTrue(root.tag.endswith("svg"))
                    self.assertGreater(len(list(root.iter())), 50)

    def test_states_and_questions_can_be_chosen(self):
        for ending in (".py", ".R"):
            self.assertEqual(self.draw("where_data_are_kept" + ending, "run.h5", f"d{ending}.png", "DE", "IE", "US", "GB", "BR").returncode, 0)
            self.check_png(f"d{ending}.png", ["#0072B2", "#D55E00"])
            done = self.draw("adoption_of_readings" + ending, "run.h5", f"a{ending}.png", "br-treaty-route-only")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotEqual(self.draw("yield_by_instrument" + ending, "run.h5", "x.png", "more").returncode, 0)

    def test_the_page_about_analysis_shows_commands_that_work(self):
        commands = [line for block in program.blocks("analysis/README.md") for line in block.splitlines() if line]
        self.assertGreater(len(commands), 5)
        (self.folder / "analysis").symlink_to(SOURCE / "analysis")
        (self.folder / "results").mkdir()
        (self.folder / "results" / "microsoft-ireland.h5").symlink_to(self.made / "results" / "run.h5")
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "comity").symlink_to(program.BINARY)
        (self.folder / "bin" / "python3").symlink_to(sys.executable)  # Debian's; another one in PATH has no readers
        for command in commands:
            with self.subTest(command=command):
                done = subprocess.run(["/bin/sh", "-c", f"PATH={self.folder}/bin:$PATH; {command}"], cwd=self.folder,
                                      capture_output=True, text=True, check=False, timeout=300)
                self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
