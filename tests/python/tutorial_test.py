"""What docs/tutorial.md tells a newcomer to do works as it stands, and comes to the figure."""

import os
import re
import shutil
import subprocess
import sys
import unittest

import matplotlib.image
from program import BINARY, SOURCE, ProgramTest, blocks

PAGE = "docs/tutorial.md"


class Newcomer(ProgramTest):
    def test_from_a_question_to_a_figure(self):
        shutil.copytree(SOURCE / "scenarios", self.folder / "scenarios")
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "comity").symlink_to(BINARY)
        (question,), (figure,) = blocks(PAGE, "toml"), blocks(PAGE, "python")
        (self.folder / "spare-time.toml").write_text(question, encoding="utf-8")
        (self.folder / "figure.py").write_text(figure, encoding="utf-8")
        environment = {**os.environ, "PATH": f"{self.folder}/bin:{os.environ['PATH']}", "PYTHONPATH": str(SOURCE / "analysis" / "python")}
        said = []
        for command in [line for block in blocks(PAGE) for line in block.splitlines()] + [f"{sys.executable} figure.py"]:
            with self.subTest(command=command):
                done = subprocess.run(["/bin/sh", "-c", command], cwd=self.folder, env=environment, capture_output=True, text=True,
                                      timeout=300, check=False)
                self.assertEqual(done.returncode, 0, done.stderr)
                said.append(done.stdout)
        self.assertIn("assist.load,real,1.5", "".join(said))
        # The page says what comes out: more requests, replicate by replicate.
        self.assertRegex("".join(said), re.compile(r"chosen\[assistance\]: against as-it-was, time-to-spare raises it", re.DOTALL))
        self.assertGreaterEqual(matplotlib.image.imread(self.folder / "results" / "spare-time.png").shape[1], 1000)
        self.assertTrue((self.folder / "results" / "spare-time.html").is_file())


if __name__ == "__main__":
    unittest.main()
