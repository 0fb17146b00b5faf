"""The program as a user runs it."""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

BINARY = os.environ["COMITY_BINARY"]
SOURCE = pathlib.Path(os.environ["COMITY_SOURCE_DIR"])
TWO_STATES = str(SOURCE / "scenarios" / "two-states.toml")


def run(*arguments, folder=None, environment=None):
    """Runs the program in a folder; gives exit code, stdout and stderr."""
    return subprocess.run([BINARY, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=300,
                          env={**os.environ, **(environment or {})})


def blocks(page, language=""):
    """The fenced blocks of a page of the repository in one language."""
    text = (SOURCE / page).read_text(encoding="utf-8")
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [block for word, block in found if word == language]


class ProgramTest(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    @classmethod
    def folder_of_all(cls):
        """One folder for all tests of the class, for its setUpClass."""
        holder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(holder.cleanup)
        return pathlib.Path(holder.name)

    def run_in_folder(self, *arguments, **options):
        return run(*arguments, folder=self.folder, **options)

    def summary(self, *arguments):
        """The JSON summary of a run that must succeed."""
        done = self.run_in_folder("run", *arguments, "--quiet", "--format", "json")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads(done.stdout)

    def files(self):
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())
