"""docs/cluster.md step by step, by somebody who is not root, has an archive, and sees nothing of this checkout.

The part on MPI, which takes a site with modules and a build, was tried by hand; what is built there is tried by tests/checks/ranks.py.
"""

import os
import pathlib
import shutil
import subprocess
import unittest

from chroot import NAME, USER, Machine
from program import BINARY, SOURCE, ProgramTest, blocks
from slurm_test import PrivateSlurm


class ClusterPage(ProgramTest):

    def setUp(self):
        super().setUp()
        self.assertEqual(os.geteuid(), 0, "a private Slurm needs root (munged and slurmd run as it)")
        self.folder.chmod(0o755)
        self.machine = Machine(self.folder / "root", shared=self.folder / "slurm")
        self.slurm = PrivateSlurm(self.folder / "slurm", self.machine)
        self.addCleanup(self.slurm.stop)
        self.slurm.start()
        archive = subprocess.run([SOURCE / "cmake" / "pack.sh", pathlib.Path(BINARY).parent, self.folder], check=True,
                                 capture_output=True, text=True).stdout.strip()
        shutil.copy(archive, self.machine.home)

    def test_an_archive_an_array_and_a_file_at_home(self):
        unpack, write, submit, fetch = blocks("docs/cluster.md", "sh")[:4]
        for runs in ("--replicates 1000 --dry-run", "--replicates 1000 --emit slurm --tasks 16"):
            self.assertIn(runs, write)
        write = write.replace("--replicates 1000", "--replicates 40").replace("--tasks 16", "--tasks 3")
        environment = {"HOME": f"/home/{NAME}", "SCRATCH": f"/scratch/{NAME}", "SLURM_CONF": self.slurm.folder / "slurm.conf"}

        def do(*steps):
            done = self.machine.run("bash", "-e", "-c", "cd\n" + "\n".join(steps), user=USER, environment=environment)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            return done.stdout
        self.assertRegex(do(unpack), r"^comity \d")
        self.assertRegex(do(unpack, write, submit), r"All runs: about[^~]*Submitted batch job \d+")
        self.slurm.wait(lambda: "two-states-merge" in (names := [name for _, _, name, _, _ in self.slurm.jobs()]) and len(names) == 4 and
                        all(state in ("COMPLETED", "FAILED") for _, _, _, state, _ in self.slurm.jobs()), "the jobs do not end")
        do(unpack, 'cd "$SCRATCH/sweep"', fetch)
        words = ("sweep", SOURCE / "scenarios" / "two-states.toml", "--replicates", "40", "--out", "reference.h5", "--quiet")
        self.assertEqual(self.run_in_folder(*words).returncode, 0)
        self.assertEqual((self.machine.home / "two-states.h5").read_bytes(), (self.folder / "reference.h5").read_bytes())


if __name__ == "__main__":
    unittest.main()
