"""Large designs: told about while they are made, bounded in memory, and ended by a signal."""

import os
import pathlib
import re
import signal
import subprocess
import time
import unittest

import program
from program import BINARY, TWO_STATES

FACTORS = "".join(f'"{name}" = {{ low = 0.1, high = 0.9 }}\n' for name in
                  ("choose.ewa_delta", "choose.ewa_decay", "trust.initial", "respond.stay_rate", "litigate.petition_rate"))


class DesignTest(program.ProgramTest):
    def write(self, sweep):
        (self.folder / "swept.toml").write_text(f'question = "q"\ninclude = ["{TWO_STATES}"]\n[sweep]\n{sweep}\n'
                                                f'[sweep.factors]\n{FACTORS}')

    def start(self, *words):
        return subprocess.Popen([BINARY, "sweep", "swept.toml", "--out", "a.h5", *words], cwd=self.folder, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def test_a_slow_one_is_told_about_and_can_be_interrupted(self):
        for sweep, most_megabytes in (('design = "lhs"\npoints = 10000\nmaximin = 1000', 60),
                                      ('design = "morris"\ntrajectories = 100000\ncandidates = 100000', 100)):
            self.write(sweep)
            for words in (["--dry-run"], []):
                begin = time.monotonic()
                running = self.start(*words)
                self.addCleanup(running.kill)
                line = running.stderr.readline()
                waited = time.monotonic() - begin
                self.assertRegex(line, r"^comity: making the design: \d+ %(, .+ left)?\n$")
                self.assertLess(waited, 30, "the first word comes after a second of work, however busy the machine is")
                (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", pathlib.Path(f"/proc/{running.pid}/status").read_text())
                if not os.environ.get("ASAN_OPTIONS") and not os.environ.get("TSAN_OPTIONS"):
                    self.assertLess(int(peak) / 1000, most_megabytes, sweep)
                running.send_signal(signal.SIGINT)
                output, _ = running.communicate(timeout=10)
                self.assertEqual((running.returncode, output), (-signal.SIGINT, ""))
                self.assertEqual(self.files(), ["swept.toml"])

    def test_a_fast_one_is_made_without_a_word(self):
        for sweep in ('design = "lhs"\npoints = 1000', 'design = "sobol"\npoints = 1024\nscrambles = 2',
                      'design = "saltelli"\npoints = 256', 'design = "morris"\ntrajectories = 20', 'design = "grid"',
                      'design = "one-at-a-time"'):
            self.write(sweep)
            done = self.run_in_folder("sweep", "swept.toml", "--dry-run")
            self.assertEqual((done.returncode, done.stderr), (0, ""), sweep)

    def test_one_that_would_fill_the_memory_is_refused_at_once(self):
        self.write('design = "saltelli"\npoints = 1000000')
        done = self.run_in_folder("sweep", "swept.toml", "--dry-run")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertRegex(done.stderr, r"^sweep: the design of 7000000 points of 5 factors takes \d\.\d GB of memory \(at most 2 GB\)\. "
                                      r"Fewer points or factors, or several sweeps\.\n$")

    def test_whole_numbers_are_tried_at_both_ends_alike(self):
        (self.folder / "swept.toml").write_text(f'question = "q"\ninclude = ["{TWO_STATES}"]\n[sweep]\ndesign = "lhs"\npoints = 100\n'
                                                '[sweep.factors]\nrespond.attempts = { low = 1, high = 5 }\n')
        done = self.run_in_folder("sweep", "swept.toml", "--replicates", "1", "--quiet", "--out", "a.h5")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        values = [line.split(",")[-1] for line in (self.folder / "a.sweep" / "design.csv").read_text().splitlines()[1:]]
        self.assertEqual({value: values.count(value) for value in values}, {str(number): 20 for number in range(1, 6)})


if __name__ == "__main__":
    unittest.main()
