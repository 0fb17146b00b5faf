"""The peer of tests/bench/peers agrees with comity, and the comparison notices a peer that does not."""

import os
import pathlib
import subprocess
import unittest

import program
from program import BINARY

FOLDER = pathlib.Path(os.environ["COMITY_SOURCE_DIR"], "tests/bench/peers")


class PeersTest(program.ProgramTest):
    def compare(self, peer):
        return subprocess.run(["/usr/bin/python3", FOLDER / "compare.py", BINARY, peer, "--runs", "150", "--scale", "0.02",
                               "--repeat", "1"], capture_output=True, text=True)

    def test_the_peer_agrees(self):
        done = self.compare(os.environ["COMITY_PEER"])
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        self.assertRegex(done.stdout, r"^comity [\d.]+ ms a run, [\d.]+ ns a demand; peer [\d.]+ ms, [\d.]+ ns; ratio [\d.]+\n")
        self.assertIn("of 31 statistics, 4 allowed\n", done.stdout)

    def test_a_peer_with_another_model_differs(self):
        other = self.folder / "other"
        other.write_text(f'#!/bin/sh\nexec "{os.environ["COMITY_PEER"]}" "$1" "$2" 0.03 "$4"\n')
        other.chmod(0o755)
        done = self.compare(other)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertRegex(done.stdout, r"(?m)^demands +[\d.]+ +[\d.]+  z [+-][\d.]+  differs$")


if __name__ == "__main__":
    unittest.main()
