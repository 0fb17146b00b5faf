"""What is installed: names, documents, completions, man pages, and the program of the archive in an otherwise empty machine."""

import ctypes
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import unittest

from program import BINARY, SOURCE, ProgramTest

BUILD = pathlib.Path(BINARY).parent


def alone(root, *arguments):
    """Calls the installed program with nothing of this machine in sight but its kernel."""
    enter = ["/usr/sbin/chroot"] if os.geteuid() == 0 else ["/usr/bin/unshare", "--map-root-user", "--root"]
    return subprocess.run([*enter, str(root), "/opt/comity/bin/comity", *map(str, arguments)], capture_output=True, text=True,
                          timeout=600, check=False, env={})


# The last system call of Linux 3.2 for x86-64 (process_vm_writev), and what the kernel answers to those it does not know.
LAST_OF_OLD_KERNEL, UNKNOWN_CALL = 311, 38


def as_on_an_old_kernel():
    """Of this process on, calls newer than Linux 3.2 are unknown: a filter of seccomp (linux/filter.h, linux/seccomp.h)."""
    load_number, if_greater, answer, allow, with_error = 0x20, 0x25, 0x06, 0x7FFF0000, 0x00050000
    steps = [(load_number, 0, 0, 0), (if_greater, 0, 1, LAST_OF_OLD_KERNEL), (answer, 0, 0, with_error | UNKNOWN_CALL), (answer, 0, 0, allow)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(code)))
    no_new_privileges, seccomp, by_filter = 38, 22, 2
    control = ctypes.CDLL(None).prctl
    if control(no_new_privileges, 1, 0, 0, 0) != 0 or control(seccomp, by_filter, program, 0, 0) != 0:
        raise OSError("this kernel has no filters of system calls")


def pack(folder):
    """What `./bootstrap release` writes; gives the archive."""
    said = subprocess.run([SOURCE / "cmake" / "pack.sh", BUILD, folder], check=True, capture_output=True, text=True).stdout
    return pathlib.Path(said.strip())


class Installed(ProgramTest):
    """The tree that `cmake --install` writes and the archive holds."""

    @classmethod
    def setUpClass(cls):
        cls.root = BUILD / "release-test"
        shutil.rmtree(cls.root, ignore_errors=True)
        (cls.root / "home").mkdir(parents=True)
        cls.tree = cls.root / "opt" / "comity"
        cls.tree.mkdir(parents=True)
        cls.archive = pack(BUILD / "release-test.packed")
        subprocess.run(["tar", "xzf", cls.archive, "-C", cls.tree, "--strip-components=1"], check=True)

    def installed(self, *arguments, folder=None):
        return subprocess.run([self.tree / "bin" / "comity", *map(str, arguments)], cwd=folder or self.folder, capture_output=True,
                              text=True, timeout=600, check=False)

    def test_everything_stands_where_gnu_says(self):
        for path in ("bin/comity", "share/comity/scenarios/microsoft-ireland.toml", "share/comity/scenarios/law/us-sca-1986.toml",
                     "share/doc/comity/README.md", "share/doc/comity/sim/MODEL.md", "share/man/man1/comity.1",
                     "share/man/man1/comity-run.1", "share/man/man1/comity-scenarios.1",
                     "share/bash-completion/completions/comity", "share/zsh/site-functions/_comity",
                     "share/fish/vendor_completions.d/comity.fish", "share/comity/python/comity/__init__.py", "share/comity/r/DESCRIPTION",
                     "share/doc/comity/docs/tutorial.md", "share/doc/comity/containers/comity.def"):
            self.assertTrue((self.tree / path).is_file(), path)

    def test_the_links_of_its_documents_lead_somewhere(self):
        documents = self.tree / "share/doc/comity"
        tried = 0
        for page in (*(documents / "docs").glob("*.md"), *(documents / "analysis").rglob("*.md"), *(documents / "results").glob("*.md")):
            for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
                if "://" not in link:
                    self.assertTrue((page.parent / link).exists(), f"{page}: {link}")
                    tried += 1
        self.assertGreater(tried, 20)

    def test_packed_again_by_another_it_has_the_same_bytes(self):
        self.addCleanup(os.umask, os.umask(0o077))
        again = pack(self.folder / "elsewhere")
        self.assertEqual(again.name, self.archive.name)
        self.assertEqual(again.read_bytes(), self.archive.read_bytes())
        done = subprocess.run(["sha256sum", "--check", f"{again.name}.sha256"], cwd=self.archive.parent, capture_output=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_tutorial_begins_with_the_archive(self):
        page = (self.tree / "share/doc/comity/docs/tutorial.md").read_text(encoding="utf-8")
        lines = re.findall(r"^    (.*comity-[\d.]+-linux-x86_64.*)$", page, re.MULTILINE)
        self.assertEqual([line.split()[0] for line in lines], ["tar", "export", "export"])
        shutil.copy(self.archive, self.folder)
        asked = f"comity --version; {sys.executable} -c 'import comity; print(comity.__version__, comity.__file__)'"
        done = subprocess.run(["sh", "-e", "-c", "\n".join([*lines, asked])], cwd=self.folder, capture_output=True, text=True, check=False,
                              env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        program, package = (line.split() for line in done.stdout.splitlines())
        self.assertEqual(program[1], package[0])
        self.assertIn(str(self.folder), package[1])

    def test_the_package_in_it_finds_the_program_beside_it(self):
        code = "import comity; print(comity.program.find(), len(comity.scenarios()))"
        done = subprocess.run([sys.executable, "-c", code], cwd=self.folder, capture_output=True, text=True, check=False,
                              env={"PATH": "/nowhere", "PYTHONPATH": str(self.tree / "share/comity/python"), "PYTHONDONTWRITEBYTECODE": "1"})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        where, scenarios = done.stdout.split()
        self.assertEqual(pathlib.Path(where), self.tree / "bin/comity")
        self.assertGreater(int(scenarios), 50)

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
                    self.assertFalse(f"{SOURCE}/{part}/".encode() in held, str(path.relative_to(self.tree)))
        program = (self.tree / "bin/comity").read_bytes()
        # A place of a check, as it is told; before it may stand a number, but no more of a path.
        self.assertRegex(program, rb"(?<![\w./-])sim/random/stream\.h\0")
        self.assertEqual(re.findall(rb"\.\./(?:sim|analysis)/[\w./]+", program), [])  # ccache may give paths this way

    def test_an_archive_of_the_source_knows_its_commit(self):
        git = ["git", "-c", "safe.directory=*", "-C", str(SOURCE)]
        head = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
        archive = subprocess.run([*git, "archive", "HEAD", "cmake"], capture_output=True, check=True).stdout
        subprocess.run(["tar", "x", "-C", str(self.folder)], input=archive, check=True)
        subprocess.run(["cmake", "-D", f"SOURCE={self.folder}", "-D", f"OUTPUT={self.folder}/build_info.h", "-D", "VERSION=1",
                        "-P", str(self.folder / "cmake/build_info.cmake")], check=True, capture_output=True)
        self.assertIn(f'git_commit = "{head}"', (self.folder / "build_info.h").read_text(encoding="utf-8"))

    def test_the_same_bits_on_an_old_kernel(self):
        words = ["run", "two-states", "--replicates", "3", "--threads", "2", "--quiet", "--format", "json"]
        done = subprocess.run([self.tree / "bin/comity", *words], cwd=self.folder, capture_output=True, text=True, check=False,
                              preexec_fn=as_on_an_old_kernel)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        here = self.summary(SOURCE / "scenarios/two-states.toml", "--replicates", "3", "--out", "here.h5")
        self.assertEqual(json.loads(done.stdout)["results_hash"], here["results_hash"])

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
