"""Sweeps by four ranks under a real mpirun: runs are handed out as ranks get done, and nothing is lost.

Needs comity_mpi (`cmake --preset release -DCOMITY_MPI=ON`), as COMITY_MPI_BINARY.
"""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "python"))

import calibrate_test  # noqa: E402
import program  # noqa: E402
from program import SOURCE, TWO_STATES  # noqa: E402
from slurm_test import PrivateSlurm  # noqa: E402

BINARY = os.environ["COMITY_MPI_BINARY"]
MPIRUN = ("mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "4")


class RanksTest(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.assertTrue(pathlib.Path(BINARY).exists(), f"{BINARY} is missing: cmake --preset release -DCOMITY_MPI=ON, and build")

    def words(self, *arguments, out="ranks.h5"):
        return (*MPIRUN, BINARY, "sweep", *arguments, "--threads", "1", "--out", out)

    def launch(self, *arguments, expect=0, **options):
        done = subprocess.run(self.words(*arguments, **options), cwd=self.folder, capture_output=True, text=True, timeout=240)
        self.assertEqual(done.returncode, expect, done.stderr + done.stdout)
        return done

    def start(self, *arguments):
        process = subprocess.Popen(self.words(*arguments), cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        return process

    def ranks_of(self, process):
        """The processes that mpirun started, by rank."""
        def found():
            ranks = {}
            for pid in subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True).stdout.split():
                try:
                    environment = pathlib.Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
                except OSError:
                    continue
                ranks.update({int(word.split(b"=")[1]): int(pid) for word in environment
                              if word.startswith(b"OMPI_COMM_WORLD_RANK=")})
            return ranks
        self.wait(lambda: len(found()) == 4, "mpirun starts no ranks")
        return found()

    def journal(self, rank):
        path = self.folder / "ranks.sweep" / f"journal-rank-{rank + 1}-of-4.log"
        return path.read_text() if path.exists() else ""

    def wait(self, condition, complaint):
        end = time.time() + 120
        while not condition():
            self.assertLess(time.time(), end, complaint)
            time.sleep(0.01)

    def reference(self, *arguments):
        done = self.run_in_folder("sweep", *arguments, "--threads", "1", "--out", "reference.h5", "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        return (self.folder / "reference.h5").read_bytes()

    def result(self):
        return (self.folder / "ranks.h5").read_bytes()

    def test_they_give_the_file_of_one_process_and_one_of_them_writes_it(self):
        arguments = (TWO_STATES, "--replicates", "400", "--keep", "all")
        done = self.launch(*arguments)
        self.assertEqual(done.stdout.count("Results: ranks.h5 (1 point x 400 replicates, 0 failed)"), 1)
        self.assertEqual(self.result(), self.reference(*arguments))
        made = [int(re.search(r"finished: 400 of 400 runs, 0 failed, (\d+) made here", self.journal(rank))[1])
                for rank in range(4)]
        self.assertEqual(sum(made), 400)

    def test_a_rank_that_stands_still_leaves_its_runs_to_the_others(self):
        arguments = (TWO_STATES, "--replicates", "3000", "--save-every", "0")
        process = self.start(*arguments)
        ranks = self.ranks_of(process)
        self.wait(lambda: "block:" in self.journal(2), "the third rank does nothing")
        os.kill(ranks[2], signal.SIGSTOP)

        def done_by_others():
            blocks = [int(count) for rank in (0, 1, 3)
                      for count in re.findall(r"block: (\d+) of 3000", self.journal(rank))]
            return max(blocks, default=0) >= 2900
        try:
            self.wait(done_by_others, "the others do not take over")
        finally:
            os.kill(ranks[2], signal.SIGCONT)
        process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0)
        self.assertEqual(self.result(), self.reference(*arguments))
        made = int(re.search(r"(\d+) made here", self.journal(2))[1])
        self.assertLess(made, 3000 / 4)

    def test_a_rank_that_is_killed_loses_nothing(self):
        arguments = (TWO_STATES, "--replicates", "2000", "--save-every", "0")
        process = self.start(*arguments)
        ranks = self.ranks_of(process)
        self.wait(lambda: "block:" in self.journal(1), "the second rank does nothing")
        os.kill(ranks[1], signal.SIGKILL)
        process.communicate(timeout=120)
        self.assertNotEqual(process.returncode, 0)
        self.assertFalse((self.folder / "ranks.h5").exists())
        self.launch(*arguments)
        self.assertEqual(self.result(), self.reference(*arguments))
        remaining = int(re.findall(r"start: (\d+) runs", self.journal(0))[-1])
        self.assertLess(remaining, 2000)

    def test_the_time_limit_of_one_stops_all(self):
        arguments = (TWO_STATES, "--replicates", "20000", "--save-every", "0")
        done = self.launch(*arguments, "--time-limit", "2", expect=75)
        self.assertRegex(done.stderr, r"stopped after \d+ of 20000 runs; they are kept")
        self.assertFalse((self.folder / "ranks.h5").exists())
        index = self.run_in_folder("sweep", *arguments, "--out", "ranks.h5", "--time-limit", "1", "--threads", "2")
        kept = int(re.search(r"stopped after (\d+) of 20000", done.stderr)[1])
        self.assertRegex(index.stderr, rf"stopped after \d+ of {20000 - kept} runs")

    def test_failures_count_over_all_ranks(self):
        (self.folder / "failing.toml").write_text(
            f'question = "?"\ninclude = ["{TWO_STATES}"]\n[run]\nreplicates = 40\n[sweep]\ndesign = "grid"\n'
            '[sweep.factors]\n"run.record_days" = { values = [28.0, 14.0] }\n')
        done = self.launch("failing.toml", "--keep", "series", expect=3)
        self.assertIn("40 of 80 runs failed", done.stderr)

    def test_a_mistake_is_told_once(self):
        done = self.launch("missing.toml", expect=2)
        self.assertEqual(done.stderr.count("missing.toml: "), 1, done.stderr)


class CalibrateTest(program.ProgramTest):
    """Ranks are shares of a calibration: they see one another in its folder."""

    def setUp(self):
        super().setUp()
        (self.folder / "e.toml").write_text(calibrate_test.OBSERVATION.format(
            id="G", name="granted", value=calibrate_test.GRANTED[2], observed=.6, sd=.02))

    def launch(self, *arguments):
        words = (*MPIRUN[:-1], "3", BINARY, *calibrate_test.CALIBRATE, "--threads", "1", "--out", "ranks.csv", *arguments)
        return subprocess.run(words, cwd=self.folder, capture_output=True, text=True, timeout=240)

    def test_they_give_the_file_of_one_process_and_one_of_them_writes_it(self):
        done = self.launch()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.count("64 vectors: ranks.csv"), 1)
        self.assertEqual(self.run_in_folder(*calibrate_test.CALIBRATE, "--out", "reference.csv", "--quiet").returncode, 0)
        self.assertEqual((self.folder / "ranks.csv").read_bytes(), (self.folder / "reference.csv").read_bytes())
        for wave in ("wave-1", "wave-2", "check"):  # each rank made its part of each wave
            journals = (self.folder / f"ranks.calibrate/{wave}.sweep").glob("journal-shard-*-of-3.log")
            made = [int(re.search(r"(\d+) made here", journal.read_text())[1]) for journal in journals]
            self.assertEqual((len(made), sum(made)), (3, 2 * (64 if wave == "check" else 60)))

    def test_a_mistake_between_waves_ends_all(self):
        text = (self.folder / "e.toml").read_text()
        (self.folder / "e.toml").write_text(text.replace(calibrate_test.GRANTED[2], "demands / (demands - demands)"))
        done = self.launch()
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("comity calibrate: no observation can be used", done.stderr)
        self.assertFalse((self.folder / "ranks.csv").exists())


class SrunTest(program.ProgramTest):
    """The example for Slurm with MPI, on a private Slurm."""

    def test_the_example_is_warned_queued_again_and_ends_in_the_file_of_one_process(self):
        slurm = PrivateSlurm(self.folder / "slurm")
        self.addCleanup(slurm.stop)
        slurm.start()
        shutil.copytree(SOURCE / "scenarios", self.folder / "scenarios")
        example = (SOURCE / "scenarios" / "cluster" / "two-states-mpi.sbatch").read_text()
        self.assertIn("--replicates 1000 ", example)
        script = example.replace("comity=build/release/comity_mpi", f"comity={BINARY}")
        (self.folder / "job.sbatch").write_text(script.replace("--replicates 1000 ", "--replicates 2000 --save-every 0 "))
        submitted = subprocess.run(["sbatch", "--parsable", "job.sbatch"], cwd=self.folder, env=slurm.environment,
                                   capture_output=True, text=True, timeout=60)
        self.assertEqual(submitted.returncode, 0, submitted.stderr)
        job = submitted.stdout.strip()
        results = self.folder / "results"
        slurm.wait(lambda: list((results / "two-states.sweep" / "blocks").glob("rank-*.block")), "the ranks write no blocks")
        slurm.call("scancel", "--signal=USR1", job)
        slurm.wait(lambda: [(state, restarts) for *_, state, restarts in slurm.jobs()] == [("COMPLETED", "1")],
                   "the job does not end well after being queued again", 240)
        log = (self.folder / f"two-states-mpi-{job}.log").read_text()
        self.assertRegex(log, r"stopped after \d+ of 2000 runs; they are kept")
        words = ("scenarios/two-states.toml", "--replicates", "2000", "--threads", "1", "--out", "reference.h5", "--quiet")
        self.assertEqual(self.run_in_folder("sweep", *words).returncode, 0)
        self.assertEqual((results / "two-states.h5").read_bytes(), (self.folder / "reference.h5").read_bytes())


if __name__ == "__main__":
    unittest.main()
