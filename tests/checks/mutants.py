#!/usr/bin/python3
"""Would a wrong line go unseen? Draws random mutants of source files, builds each, runs the tests that cover it and lists the
survivors: changes that nobody notices.

    tests/checks/mutants.py                                    20 mutants of sim/ and analysis/
    tests/checks/mutants.py --count 150 --seed 7
    tests/checks/mutants.py --count 5 sim/phases/litigate.cpp sim/law
    ./bootstrap mutants 20                                     the same after setting up the machine

A mutant is one small change: another relation, the opposite sum, and for or, a negation left out, another constant, a
statement dropped, arguments swapped, nothing returned. Files are drawn first, each as often as the other, then a place in
the file; the same seed draws the same mutants of the same sources. A mutant that does not compile, or gives the same object
file, is drawn anew.

All work is done in copies of the tree under build/mutants (one per job; committed or not, the sources are copied as they
stand), so the tree itself is never touched and the program can be stopped at any time; called again it goes on with the
copies. A test that runs ten times as long as it should (a loop without end) or takes more than 4 GB fails, and so catches
its mutant. COVER says which tests are run for the files of a folder: quick ones first, until one fails. Exit code: 0 when at
least 95 % are caught, else 1. A survivor is a test to write, or equivalent: then it belongs into mutants.md beside this file.
"""

import argparse
import collections
import concurrent.futures
import difflib
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time

TREE = pathlib.Path(__file__).resolve().parents[2]
BUILD = "build"  # within a copy
TESTS = "build/tests/{}_test"
MEMORY = 4 << 30  # [byte]

# Which tests cover the files of a folder, the ones that catch most first: programs of GoogleTest, then scripts of tests/python.
ALL_RUNS = ["golden", "determinism", "properties"]
COVER = {
    "sim": ["unit", "law", "scenario"],
    "sim/text": ["text", "cli", "law", "scenario", "scenario_schema_test.py", "law_schema_test.py",
                 "answers_test.py"],
    "sim/tables": ["observe", "world", "phases", "results", *ALL_RUNS],
    "sim/random": ["random", "phases", *ALL_RUNS],
    "sim/law": ["law", "scenario", "cli", "answers_test.py", "phases", "law_test.py", "law_library_test.py"],
    "sim/scenario": ["scenario", "answers_test.py", "experiment", "golden", "properties", "command_line_test.py",
                     "scenario_schema_test.py"],
    "sim/design": ["experiment", "scenario", "answers_test.py", "sweep_test.py"],
    "sim/world": ["world", "phases", *ALL_RUNS, "answers_test.py", "verification"],
    "sim/observe": ["observe", "answers_test.py", "experiment", "results", *ALL_RUNS, "results_file_test.py"],
    "sim/phases": ["phases", *ALL_RUNS, "answers_test.py", "explain", "verification", "explain_test.py"],
    "sim/run": ["experiment", "phases", *ALL_RUNS, "answers_test.py", "verification"],
    "sim/results": ["results", "experiment", "answers_test.py", "analysis", "explain", "results_file_test.py", "sweep_test.py"],
    "sim/explain": ["explain", "answers_test.py", "explain_test.py"],
    "sim/experiment": ["experiment", "results", "answers_test.py", *ALL_RUNS, "command_line_test.py", "sweep_test.py"],
    "sim/cli": ["cli", "answers_test.py", "command_line_test.py", "law_test.py", "explain_test.py", "analyze_test.py",
                "sweep_test.py", "calibrate_test.py", "export_test.py", "report_test.py", "outputs_test.py"],
    "analysis": ["answers_test.py", "analysis", "estimators", "analyze_test.py", "report_test.py", "charts_test.py",
                 "evidence_test.py", "export_test.py", "disputes_test.py", "calibrate_test.py", "spread_test.py", "numbers_test.py"],
}

Mutant = collections.namedtuple("Mutant", "path kind start end text")  # characters start .. end of the file become text


def plain(source):
    """The source with comments, strings and lines for the preprocessor blanked, place by place."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match[0])
    raw = r'R"(\w*)\((?:.|\n)*?\)\1"'
    source = re.sub(raw + r'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'|//[^\n]*|/\*(?:.|\n)*?\*/', blank, source)
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", blank, source, flags=re.MULTILINE)


OPERATORS = {
    " < ": [" <= ", " >= "], " <= ": [" < ", " > "], " > ": [" >= ", " <= "], " >= ": [" > ", " < "],
    " == ": [" != "], " != ": [" == "], " + ": [" - "], " - ": [" + "], " * ": [" / "], " / ": [" * "],
    " += ": [" -= ", " = "], " -= ": [" += "], " *= ": [" /= "], " /= ": [" *= "],
    " && ": [" || "], " || ": [" && "], " & ": [" | "], " | ": [" & "], "++": ["--"], "--": ["++"],
}


# A call or an assignment on a line of its own; with a type before the name it would be a declaration.
STATEMENT = re.compile(r"^ +(?:\+\+|--)?[\w:.\->\[\]]+(?:\([^;{}\n]*\)[\w.\->\[\]]*)*"
                       r"(?: [-+*/|&^]?= [^;{}\n]*|\([^;{}\n]*\))?;$", re.MULTILINE)


def kind_of(operator):
    return "logic" if operator.strip()[0] in "&|" else "relation" if operator.strip() in {"<", "<=", ">", ">=", "==", "!="} \
        else "arithmetic"


def other_constants(number):
    """Constants to put in place of one as it is written."""
    if number in ("true", "false"):
        return ["false" if number == "true" else "true"]
    if re.fullmatch(r"\d+U?", number):
        value, unsigned = int(number.rstrip("U")), "U" if number.endswith("U") else ""
        return [f"{value + 1}{unsigned}"] + ([f"{value - 1}{unsigned}"] if value > 0 else [])
    value = float(number)
    return ["1.0"] if value == 0.0 else [repr(value * 2.0), "0.0"]


def arguments(text, start, odd=";<>"):
    """Ends of the top-level arguments of the call whose parenthesis opens at start; none when something odd is among them."""
    depth, cuts = 0, [start]
    for place in range(start, min(len(text), start + 400)):
        if text[place] in "([{":
            depth += 1
        elif text[place] in ")]}":
            depth -= 1
            if depth == 0:
                return [*cuts, place]
        elif text[place] == "," and depth == 1:
            cuts.append(place)
        elif text[place] in odd:
            return None
    return None


def mutants_of(path, source):
    """Every mutant of one file, by kind."""
    text = plain(source)
    found = collections.defaultdict(list)

    def add(kind, start, end, new):
        found[kind].append(Mutant(path, kind, start, end, new))

    for operator, others in OPERATORS.items():
        for match in re.finditer(re.escape(operator), text):
            if operator == " + " and '"' in (source[match.start() - 1], source[match.end()]):
                continue  # texts have no difference
            for other in others:
                add(kind_of(operator), match.start(), match.end(), other)
    for match in re.finditer(r"(?<=[( ])!(?=[\w(])", text):
        add("logic", match.start(), match.end(), "")
    for match in re.finditer(r"\bif \(", text):
        ends = arguments(text, match.end() - 1, odd=";")
        if ends:
            add("logic", match.end() - 1, ends[-1] + 1, f"(!({source[match.end():ends[-1]]}))")
    for match in re.finditer(r"(?<![\w.\"])(?:true|false|\d+\.\d+|\d+U?)(?![\w.\"'])", text):
        if re.search(r"(std::array<|static_assert)[^;\n]*$", text[:match.start()].rsplit("\n", 1)[-1]):
            continue
        for other in other_constants(match[0]):
            add("constant", match.start(), match.end(), other)
    for match in STATEMENT.finditer(text):
        bare = re.match(r"\s*(return|throw|break|continue|using|default)\b[^(]*;", match[0])
        if not bare and re.search(r"\(|=|\+\+|--", match[0]):
            add("statement", match.start(), match.end(), ";")
    for match in re.finditer(r"^ +if \([^{}\n]*\) (?:return|continue|break)[^;{}\n]*;$", text, re.MULTILINE):
        add("statement", match.start(), match.end(), ";")
    for match in re.finditer(r"\b\w+\(", text):
        if match[0][:-1] in ("if", "for", "while", "switch", "return", "sizeof"):
            continue
        ends = arguments(text, match.end() - 1)
        if ends and len(ends) > 2:
            parts = [source[a + 1:b] for a, b in zip(ends, ends[1:])]
            for i in range(len(parts) - 1):
                one, two = parts[i].strip(), parts[i + 1].strip()
                if one != two:
                    swapped = [*parts[:i], parts[i].replace(one, two), parts[i + 1].replace(two, one), *parts[i + 2:]]
                    add("arguments", ends[0] + 1, ends[-1], ",".join(swapped))
    for match in re.finditer(r"\breturn ([^;{}]+);", text):
        if match[1] not in ("{}", "nullptr", "std::nullopt"):
            add("return", match.start(1), match.end(1), "{}")
    return found


def draw(files, count, seed):
    """Different mutants, up to 20 for each that is wanted: a file, a kind, a place."""
    dice = random.Random(seed)
    known = {path: mutants_of(path, (TREE / path).read_text(encoding="utf-8")) for path in files}
    files = [path for path in files if known[path]]
    drawn = set()
    for _ in range(20 * count):
        # Files in a shuffled row: with as many mutants as files, each has one.
        row = files[:]
        dice.shuffle(row)
        for path in row:
            kinds = known[path]
            mutant = dice.choice(kinds[dice.choice(sorted(kinds))])
            if mutant not in drawn and len(drawn) < 20 * count:
                drawn.add(mutant)
                yield mutant


class Stopped(Exception):
    pass


class Copy:
    """A copy of the tree with a build of its own."""

    def __init__(self, number, alone, stop):
        self.root = TREE / "build" / "mutants" / str(number)
        self.alone = alone
        self.stop = stop
        self.sound = {}  # object files of the sources as they are
        self.baseline = {}  # seconds that a test takes when nothing is wrong

    def call(self, command, limit, **options):
        """Exit code and output; 124 when it takes longer than the limit [second]."""
        if self.stop.is_set():
            raise Stopped
        environment = {**os.environ, "CCACHE_BASEDIR": str(self.root), "CCACHE_NOHASHDIR": "1", "PYTHONDONTWRITEBYTECODE": "1",
                       "COMITY_SOURCE_DIR": str(self.root), "COMITY_BINARY": str(self.root / BUILD / "comity"),
                       "TMPDIR": str(self.root / "tmp")}
        process = subprocess.Popen(command, cwd=self.root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   start_new_session=True, text=True, errors="replace", **options)
        end = time.monotonic() + limit
        while True:
            try:
                output, _ = process.communicate(timeout=0.5)
                return process.returncode, output
            except subprocess.TimeoutExpired:
                late = time.monotonic() > end
                if late or self.stop.is_set():
                    os.killpg(process.pid, signal.SIGKILL)
                    output, _ = process.communicate()
                    if late:
                        return 124, output
                    raise Stopped from None

    def prepare(self):
        """Brings the copy up to date and builds it."""
        listed = subprocess.run(["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard"], cwd=TREE, check=True,
                                capture_output=True, text=True).stdout.splitlines()
        wanted = {path for path in listed if (TREE / path).is_file()}
        for path in wanted:
            self.put(path, (TREE / path).read_bytes())
            shutil.copymode(TREE / path, self.root / path)
        for path in self.root.rglob("*"):
            name = path.relative_to(self.root)
            if name.parts[0] not in (BUILD, "tmp") and path.is_file() and str(name) not in wanted:
                path.unlink()
        (self.root / "tmp").mkdir(exist_ok=True)
        configure = ["cmake", "-S", ".", "-B", BUILD, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
                     "-DCMAKE_CXX_FLAGS_RELEASE=-O1 -DNDEBUG",
                     "-DCMAKE_UNITY_BUILD=ON", "-DCOMITY_REPORT=ON", "-DCOMITY_ALONE=" + ";".join(sorted(self.alone))]
        for command in (configure, ["ninja", "-C", BUILD, *self.programs(self.alone)]):
            code, output = self.call(command, 7200)
            if code != 0:
                sys.exit(f"mutants.py: {' '.join(command[:3])} fails without any change:\n{output[-3000:]}")
        self.sound = {path: self.object_of(path) for path in self.alone}
        for path, found in self.sound.items():
            if not found:  # all its mutants would be taken for equal
                sys.exit(f"mutants.py: {path} has no object of its own in {self.root / BUILD} (see COMITY_ALONE in CMakeLists.txt).")

    def time_tests(self):
        """Sees every test pass, with its time."""
        for test in sorted({test for path in self.alone for test in tests_of(path)}):
            begin = time.monotonic()
            code, output = self.run_test(test, 1800)
            if code != 0:
                sys.exit(f"mutants.py: {test} fails without any change:\n{output[-3000:]}")
            self.baseline[test] = time.monotonic() - begin

    def put(self, path, content):
        """Writes a file of the copy when it differs."""
        target = self.root / path
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def programs(self, paths):
        names = {name for path in paths for name in tests_of(path)}
        return sorted({"comity" if name.endswith(".py") else f"{name}_test" for name in names} | {"comity"})

    def run_test(self, test, limit):
        def bound():
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        if test.endswith(".py"):
            return self.call(["/usr/bin/python3", f"tests/python/{test}"], limit, preexec_fn=bound)
        return self.call([TESTS.format(test), "--gtest_brief=1", "--gtest_fail_fast"], limit, preexec_fn=bound)

    def object_of(self, path):
        found = list((self.root / BUILD / "CMakeFiles").rglob(f"{path}.o"))
        return b"".join(each.read_bytes() for each in sorted(found))

    def judge(self, mutant):
        """What becomes of a mutant: `invalid`, `same`, or the test that catches it, or None."""
        original = (TREE / mutant.path).read_text(encoding="utf-8")
        try:
            self.put(mutant.path, (original[:mutant.start] + mutant.text + original[mutant.end:]).encode())
            objects = sorted(str(each.relative_to(self.root / BUILD))
                             for each in (self.root / BUILD / "CMakeFiles").rglob(f"{mutant.path}.o"))
            code, _ = self.call(["ninja", "-C", BUILD, *objects], 1800)
            if code != 0:
                return "invalid"
            if self.object_of(mutant.path) == self.sound[mutant.path]:
                return "same"
            for test in tests_of(mutant.path):
                target = "comity" if test.endswith(".py") else f"{test}_test"
                code, output = self.call(["ninja", "-C", BUILD, "comity", target], 1800)
                if code != 0:
                    return "invalid"
                code, output = self.run_test(test, 10.0 * self.baseline[test] + 10.0)
                if code != 0:
                    return f"{test} (time limit)" if code == 124 else test
            return None
        finally:
            self.put(mutant.path, original.encode())


def tests_of(path):
    """The tests of a file, quick ones first; those that do not exist are left out."""
    folder = os.path.dirname(path)
    while folder not in COVER and folder:
        folder = os.path.dirname(folder)
    names = COVER.get(folder, COVER["sim"])
    return [name for name in names
            if (TREE / "tests" / ("python/" + name if name.endswith(".py") else name)).exists()]


def difference(mutant):
    source = (TREE / mutant.path).read_text(encoding="utf-8")
    changed = source[:mutant.start] + mutant.text + source[mutant.end:]
    names = (f"a/{mutant.path}", f"b/{mutant.path}")
    return "\n".join(difflib.unified_diff(source.splitlines(), changed.splitlines(), *names, lineterm="", n=2))


def find_files(names):
    """The .cpp files among the names: files, or folders and all within them."""
    files = []
    for name in names:
        path = pathlib.Path(name)
        path = path if path.is_absolute() else TREE / path
        found = sorted(path.rglob("*.cpp")) if path.is_dir() else [path] if path.is_file() else []
        if not found:
            sys.exit(f"mutants.py: {name} is no source file nor a folder of them.")
        files += [str(each.resolve().relative_to(TREE)) for each in found]
    return [path for path in files if path.endswith(".cpp") and path != "sim/main.cpp"]


class Tally:
    """What became of the mutants so far; shared by the jobs."""

    def __init__(self, count, stream):
        self.count = count
        self.stream = stream
        self.lock = threading.Lock()
        self.begun = 0
        self.caught = []
        self.survivors = []

    def next(self):
        with self.lock:
            if self.begun >= self.count:
                return None
            self.begun += 1
            return next(self.stream, None)

    def note(self, mutant, verdict):
        with self.lock:
            if verdict in ("invalid", "same"):
                self.begun -= 1  # drawn anew
                return
            (self.survivors if verdict is None else self.caught).append(mutant)
            done = len(self.caught) + len(self.survivors)
            line = (TREE / mutant.path).read_text(encoding="utf-8").count("\n", 0, mutant.start) + 1
            print(f"{done:4}/{self.count} {mutant.path}:{line} {mutant.kind}: {verdict or 'SURVIVES'}", flush=True)
            if verdict is None:
                print(difference(mutant), flush=True)


def work(copy, tally):
    while (mutant := tally.next()) is not None:
        tally.note(mutant, copy.judge(mutant))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0], epilog="More stands at the top of this file.")
    parser.add_argument("files", nargs="*", default=["sim", "analysis"], help="source files or folders (sim analysis)")
    parser.add_argument("--count", type=int, default=20, help="how many (20)")
    parser.add_argument("--seed", type=int, default=1, help="draws other mutants (1)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many at a time (one per processor)")
    options = parser.parse_args()
    pool = list(draw(find_files(options.files), options.count, options.seed))
    tally = Tally(options.count, iter(pool))
    # Files that may be drawn are compiled alone, the others of their directories as one.
    alone = sorted({mutant.path for mutant in pool[:3 * options.count]})
    tally.stream = iter([mutant for mutant in pool if mutant.path in alone])
    stop = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    copies = [Copy(number, alone, stop) for number in range(max(1, min(options.jobs, options.count)))]
    try:
        print(f"building {len(copies)} copies under build/mutants, {len(alone)} files alone", flush=True)
        for copy in copies:  # one after the other: ccache spares the second most of the work
            copy.root.mkdir(parents=True, exist_ok=True)
            copy.prepare()
        copies[0].time_tests()
        for copy in copies:
            copy.baseline = copies[0].baseline
        with concurrent.futures.ThreadPoolExecutor(len(copies)) as jobs:
            for done in [jobs.submit(work, copy, tally) for copy in copies]:
                done.result()
    except Stopped:
        print("stopped", flush=True)
    all_of_them = len(tally.caught) + len(tally.survivors)
    share = 100.0 * len(tally.caught) / all_of_them if all_of_them else 0.0
    print(f"{len(tally.caught)} of {all_of_them} mutants are caught ({share:.0f} %), seed {options.seed}.")
    sys.exit(130 if stop.is_set() else 0 if share >= 95.0 else 1)


if __name__ == "__main__":
    main()
