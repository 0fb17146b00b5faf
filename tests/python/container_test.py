"""The recipes of containers/: their commands, carried out one by one in a machine that has nothing of comity but the archive."""

import json
import pathlib
import re
import shutil
import subprocess
import unittest

from chroot import Machine
from program import BINARY, SOURCE, ProgramTest

BUILD = pathlib.Path(BINARY).parent
RUN = ("run", "two-states", "--replicates", "3", "--quiet", "--format", "json")


class Recipes(ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.checkout = cls.folder_of_all()
        subprocess.run([SOURCE / "cmake" / "pack.sh", BUILD, cls.checkout / "build"], check=True, capture_output=True)

    def setUp(self):
        super().setUp()
        self.machine = Machine(self.folder / "root")
        self.environment = {}

    def shell(self, script, *words, place="/"):
        done = self.machine.run("/bin/sh", "-e", "-c", f"cd {place}\n{script}", "sh", *words, environment=self.environment)
        self.assertEqual((done.returncode, done.stderr), (0, ""), script)
        return done.stdout

    def copy(self, pattern, target, context):
        """A folder as target, as its / at the end says."""
        self.assertTrue(target.endswith("/"), target)
        found = list(context.glob(pattern))
        self.assertEqual(len(found), 1, f"{pattern} in {context}")
        for path in found:
            shutil.copy(path, self.machine.root / target.strip("/"))

    def assert_same_bits(self, said):
        self.assertEqual(json.loads(said)["results_hash"], self.summary("two-states", "--replicates", "3")["results_hash"])
        self.assertEqual([path.name for path in (self.machine.root / "opt").iterdir()], ["comity"])  # the archive is gone

    def summary(self, scenario, *words):
        return super().summary(SOURCE / "scenarios" / f"{scenario}.toml", *words)

    def test_containerfile(self):
        lines = (SOURCE / "containers" / "Containerfile").read_text(encoding="utf-8").splitlines()
        steps = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
        self.assertEqual(steps[0], ["FROM", "docker.io/library/debian:12-slim"])  # of which this machine takes the place
        place, entry = "/", None
        for word, rest in steps[1:]:
            if word == "COPY":
                self.copy(*rest.split(), self.checkout / "build")
            elif word == "RUN":
                self.shell(rest, place=place)
            elif word == "ENV":
                self.environment.update([rest.split("=", 1)])
            elif word == "WORKDIR":
                place = rest
                (self.machine.root / place.strip("/")).mkdir(parents=True)
            else:
                self.assertEqual(word, "ENTRYPOINT")
                entry = json.loads(rest)
        self.assert_same_bits(self.shell('exec "$@"', *entry, *RUN, place=place))
        self.assertTrue((self.machine.root / "work" / "results" / "two-states.h5").is_file())

    def test_definition_for_apptainer(self):
        text = (SOURCE / "containers" / "comity.def").read_text(encoding="utf-8")
        parts = dict(re.findall(r"^%(\w+)\n(.*?)(?=^%|\Z)", text, re.DOTALL | re.MULTILINE))
        self.assertEqual(set(parts), {"files", "post", "environment", "runscript", "test"})
        for line in parts["files"].splitlines():
            if line.strip():
                self.copy(*line.split(), self.checkout)
        self.shell(parts["post"])
        self.assertRegex(self.shell(parts["environment"] + parts["test"]), r"^comity \d+\.\d+\.\d+")
        self.assert_same_bits(self.shell(parts["environment"] + parts["runscript"], *RUN, place="/tmp"))


if __name__ == "__main__":
    unittest.main()
