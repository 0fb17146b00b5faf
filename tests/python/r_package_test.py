"""The R package of analysis/r: R CMD check finds no error, no warning and no note; its tests and vignettes are part of that."""

import os
import re
import subprocess
import unittest

from program import SOURCE, ProgramTest


class Checked(ProgramTest):
    def r(self, *words):
        # Neither the network (for the date) nor locales of the machine, nor its wish to see the manual typeset, matter here.
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "_R_CHECK_SYSTEM_CLOCK_": "false", "_R_CHECK_FUTURE_FILE_TIMESTAMPS_": "false"}
        return subprocess.run(["R", "CMD", *words], cwd=self.folder, capture_output=True, text=True, timeout=600, check=False,
                              env=environment)

    def test_r_cmd_check_is_content(self):
        built = self.r("build", str(SOURCE / "analysis" / "r"))
        self.assertEqual(built.returncode, 0, built.stdout + built.stderr)
        (archive,) = self.folder.glob("comity_*.tar.gz")
        checked = self.r("check", "--no-manual", archive.name)
        log = (self.folder / "comity.Rcheck" / "00check.log").read_text(encoding="utf-8")
        self.assertEqual(checked.returncode, 0, log)
        self.assertIn("Status: OK", log)
        for part in ("Running ‘reads.R’", "‘comity.Rmd’ using ‘UTF-8’... OK", "‘law.Rmd’ using ‘UTF-8’... OK"):
            self.assertIn(part, log)
        # The pages hold what the program answered, not only the code.
        law = (self.folder / "comity.Rcheck" / "comity" / "doc" / "law.html").read_text(encoding="utf-8")
        self.assertIn("us.content-warrant", law)
        runs = (self.folder / "comity.Rcheck" / "comity" / "doc" / "comity.html").read_text(encoding="utf-8")
        self.assertIn("data:image/png", runs)

    def test_one_version(self):
        description = (SOURCE / "analysis" / "r" / "DESCRIPTION").read_text(encoding="utf-8")
        project = re.search(r"project\(comity VERSION ([\d.]+)", (SOURCE / "CMakeLists.txt").read_text(encoding="utf-8")).group(1)
        self.assertIn(f"\nVersion: {project}\n", description)


if __name__ == "__main__":
    unittest.main()
