"""What is installed: names, completions, man pages, and the program without any library in an otherwise empty machine."""

import json
import os
import pathlib
import shutil
import subprocess
import unittest

from program import BINARY, SOURCE, ProgramTest

BUILD = pathlib.Path(BINARY).parent


def alone(root, *arguments):
    """Calls the installed program with nothing of this machine in sight but its kernel."""
    enter = ["/usr/sbin/chroot"] if os.geteuid() == 0 else ["/usr/bin/unshare", "--map-root-user", "--root"]
    return subprocess.run([*enter, str(root), "/opt/comity/bin/comity", *map(str, arguments)], capture_output=True, text=True,
                          timeout=600, check=False, env={})


class Installed(ProgramTest):
    """The tree that `cmake --install` writes."""

    @classmethod
    def setUpClass(cls):
        cls.root = BUILD / "release-test"
        shutil.rmtree(cls.root, ignore_errors=True)
        (cls.root / "home").mkdir(parents=True)
        cls.tree = cls.root / "opt" / "comity"
        subprocess.run(["cmake", "--install", str(BUILD), "--prefix", str(cls.tree), "--strip"], check=True, capture_output=True)

    def installed(self, *arguments, folder=None):
        return subprocess.run([self.tree / "bin" / "comity", *map(str, arguments)], cwd=folder or self.folder, capture_output=True,
                              text=True, timeout=600, check=False)

    def test_everything_stands_where_gnu_says(self):
        for path in ("bin/comity", "share/comity/scenarios/microsoft-ireland.toml", "share/comity/scenarios/law/us-sca-1986.toml",
                     "share/doc/comity/README.md", "share/doc/comity/sim/MODEL.md", "share/man/man1/comity.1",
                     "share/man/man1/comity-run.1", "share/man/man1/comity-scenarios.1",
                     "share/bash-completion/completions/comity", "share/zsh/site-functions/_comity",
                     "share/fish/vendor_completions.d/comity.fish"):
            self.assertTrue((self.tree / path).is_file(), path)

    def test_every_command_has_a_man_page(self):
        commands = set(self.completions("bash", ["comity", ""])) - {"--help", "--version"}
        pages = {page.stem.removeprefix("comity-") for page in (self.tree / "share/man/man1").glob("comity-*.1")}
        self.assertEqual(pages, commands)
        page = (self.tree / "share/man/man1/comity-run.1").read_text(encoding="utf-8")
        self.assertIn(".SH EXAMPLES", page.upper())
        self.assertIn(r"\fB\-\-replicates\fR", page)

    def test_scenarios_and_laws_are_found_by_name(self):
        listed = json.loads(self.installed("scenarios", "--format", "json").stdout)
        self.assertIn("microsoft-ireland", [row["name"] for row in listed])
        self.assertTrue(all(str(self.tree) in row["file"] for row in listed), listed)
        done = self.installed("run", "two-states", "--replicates", "2", "--quiet")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertTrue((self.folder / "results" / "two-states.h5").is_file())
        self.assertEqual(self.installed("law", "check", "us-sca-1986", "us-cloud-2018").returncode, 0)

    def test_a_scenario_of_ones_own_includes_a_shipped_one_and_is_told_elsewhere(self):
        (self.folder / "mine.toml").write_text('question = "?"\ninclude = "two-states.toml"\n[run]\nreplicates = 1\n')
        done = self.installed("run", "mine.toml", "--quiet", "--out", "mine.h5")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        story = self.installed("explain", "mine.h5", "--list")
        self.assertEqual((story.returncode, story.stderr), (0, ""))
        # The file alone is enough, where nothing is installed.
        elsewhere = subprocess.run([BINARY, "explain", "mine.h5", "--list"], cwd=self.folder, capture_output=True, text=True,
                                   check=False)
        self.assertEqual((elsewhere.returncode, elsewhere.stdout), (0, story.stdout), elsewhere.stderr)

    # Words before the cursor, the last one unfinished; what each shell would offer.
    def completions(self, shell, words):
        path = f"{self.tree}/bin:{os.environ['PATH']}"
        if shell == "bash":
            script = (f"source {self.tree}/share/bash-completion/completions/comity; COMP_WORDS=({' '.join(map(repr, words))}); "
                      f"COMP_CWORD={len(words) - 1}; _comity 2>/dev/null; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
            command = ["bash", "-c", script]
        elif shell == "fish":
            command = ["fish", "--no-config", "-c",
                       f"source {self.tree}/share/fish/vendor_completions.d/comity.fish; complete -C '{' '.join(words)}'"]
        else:  # compadd and _files stand for zsh's own, which want a terminal
            script = ("compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -l -- ${(M)@:#$word*}; }; _files() { }; "
                      f"words=({' '.join(map(repr, words))}); CURRENT={len(words)}; "
                      f"complete_it() {{ {(self.tree / 'share/zsh/site-functions/_comity').read_text()} }}; complete_it")
            command = ["zsh", "-f", "-c", script]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=self.folder, check=False,
                              env={**os.environ, "PATH": path, "HOME": str(self.folder)})
        return [line.split("\t")[0] for line in done.stdout.split("\n") if line]

    def test_three_shells_complete_the_same_words(self):
        for shell in ("bash", "zsh", "fish"):
            with self.subTest(shell=shell):
                self.assertIn("scenarios", self.completions(shell, ["comity", "s"]))
                self.assertNotIn("run", self.completions(shell, ["comity", "s"]))
                self.assertIn("microsoft-ireland", self.completions(shell, ["comity", "run", "micro"]))
                self.assertEqual(self.completions(shell, ["comity", "run", "two-states", "--rep"]), ["--replicates"])
                self.assertIn("--given", self.completions(shell, ["comity", "law", "why", "x.toml", "--g"]))
                found = self.completions(shell, ["comity", "run", "x.toml", "--set", "assist.lo"])
                self.assertIn("assist.load", [word.rstrip("=") for word in found])

    def test_nothing_in_it_names_the_folder_it_was_built_in(self):
        for path in self.tree.rglob("*"):
            if path.is_file():
                held = path.read_bytes()
                for part in ("sim", "analysis"):
                    self.assertNotIn(f"{SOURCE}/{part}/".encode(), held, str(path.relative_to(self.tree)))

    def test_an_archive_of_the_source_knows_its_commit(self):
        git = ["git", "-c", "safe.directory=*", "-C", str(SOURCE)]
        head = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
        archive = subprocess.run([*git, "archive", "HEAD", "cmake"], capture_output=True, check=True).stdout
        subprocess.run(["tar", "x", "-C", str(self.folder)], input=archive, check=True)
        subprocess.run(["cmake", "-D", f"SOURCE={self.folder}", "-D", f"OUTPUT={self.folder}/build_info.h", "-D", "VERSION=1",
                        "-P", str(self.folder / "cmake/build_info.cmake")], check=True, capture_output=True)
        self.assertIn(f'git_commit = "{head}"', (self.folder / "build_info.h").read_text(encoding="utf-8"))

    def test_the_same_bits_in_an_empty_machine(self):
        here = self.summary(SOURCE / "scenarios/microsoft-ireland.toml", "--replicates", "4")
        done = alone(self.root, "run", "microsoft-ireland", "--replicates", "4", "--quiet", "--format", "json", "--out",
                     "/home/run.h5", "--force")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(json.loads(done.stdout)["results_hash"], here["results_hash"])
        sweep = ["--replicates", "2", "--set", "run.scale=0.02", "--quiet", "--force"]
        done = alone(self.root, "sweep", "sweeps/policies", *sweep, "--out", "/home/sweep.h5")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        done = self.run_in_folder("sweep", SOURCE / "scenarios/sweeps/policies.toml", *sweep, "--out", "sweep.h5")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual((self.root / "home/sweep.h5").read_bytes(), (self.folder / "sweep.h5").read_bytes())
        done = alone(self.root, "report", "/home/run.h5", "--out", "/home/run.html", "--force")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.run_in_folder("report", self.root / "home/run.h5", "--out", "run.html")
        self.assertEqual((self.root / "home/run.html").read_bytes(), (self.folder / "run.html").read_bytes())


if __name__ == "__main__":
    unittest.main()
