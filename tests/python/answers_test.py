"""Every question, format and file of the program as it stands: the whole of what each command prints, letter by letter.

Each row of ANSWERS is a conversation: commands that are typed one after the other, in a folder that holds the scenarios and the
small inputs of tests/golden/answers/inputs. `show PATTERN` stands for reading the files of that pattern. What is said is compared with
tests/golden/answers/NAME.txt. After a wanted change: COMITY_UPDATE_GOLDEN=1 ctest --preset release -R answers, then read the
difference before committing it: a sentence that is false or ugly is a bug.

All rows are of one folder, in this order: the first make the results files that the others ask about."""

import difflib
import hashlib
import json
import os
import pathlib
import re
import shlex
import shutil
import tempfile
import unittest

import program
from program import SOURCE

GOLDEN = SOURCE / "tests" / "golden" / "answers"
LINES = 150  # so many lines of an answer in words or of a page are kept, and of the rest a checksum
ROWS = 25  # the same of answers and files for machines
DIFFERENCE = 60  # so many lines of a difference are shown

VERSION, COMPILER = re.fullmatch(r"comity (\S+) \(commit \S+, (.+)\)", program.run("--version").stdout.strip()).groups()
MEASURED = "wall_seconds|runs_per_second|threads|nanoseconds_per_demand|peak_memory_megabytes"

ORDER = "order is ours, provider controls data from here, content data, judge approved"
ABROAD = "--on 2014-04-25 --order-of US --data-in IE --provider-of US --given 'content data, judge approved'"
COUNTS = "--metric demands --metric challenges"
SHARE = "--metric consented/cross_border_ended"
NORTH = "scenarios/law/northland.toml southland.toml ferry.toml"
US = "us-sca-1986 us-cloud-2018 ie-2014 eu treaties agreements european-union"
CALIBRATE = "calibrate two-states --evidence fit.toml --points 60 --keep 32 --seed 3 --set run.end=2022-01-01 " \
    "--set run.record_days=91 --parameter respond.disclosure_policy --parameter choose.cost_voluntary --parameter arise.dispersion"

ANSWERS = {
    # ---- Results files ---------------------------------------------------------------------------------------------
    "run-two": "run two-states --replicates 6 --out two.h5 --set run.log_demands=true --set run.record_days=91",
    "run-three": """
        run three-states.toml --out three.h5
        run three-states.toml --out other.h5 --quiet --set assist.load=0.5 --set respond.readiness=0.01 --seed 2
        run two-states --replicates 1 --out one.h5 --set run.end=2022-01-01 --set run.record_days=182 --format json""",
    "structures": "\n".join(f"run three-states.toml --out structure.h5 --force --quiet --format json {settings}" for settings in (
        "--set choose.structure=plain --set choose.learning=ewa", "--set choose.learning=none --set litigate.reception=copy",
        "--set litigate.selection=lpg --set litigate.strategic_apex=true", "--set litigate.selection=priest_klein",
        "--set reciprocate.structure=reactive --set reciprocate.tolerance=1", "--set locate.exposure=place --set litigate.vacate=false",
        "--set assist.letters=false --set run.warm_up_years=1", "--set run.carry_back=true --set run.step_days=31",
        "--set respond.fine_value=0.1 --set respond.stay_rate=0.5", "--set phases.locate=false --set phases.coerce=false",
        "--set reform.reach.mode=scheduled --set reform.reach.date=2020-08-01 --set legislate.agreement_base=2",
        "--set choose.cost_order=0 --set choose.compel_cost=0.1 --set respond.incomplete_rate=0.5 --set trust.reconsider=2")),
    "run-worlds": "run worlds.toml --replicates 24 --out worlds.h5",
    "run-json": """
        run two-states --replicates 6 --out two.h5 --force --quiet --set run.log_demands=true --set run.record_days=91 --format json
        run three-states.toml --out three.h5 --force --quiet --format json""",
    "sweeps": """
        sweep arms.toml --out arms.h5 --keep all
        sweep saltelli.toml --out saltelli.h5 --keep summary
        sweep morris.toml --out morris.h5 --keep series --quiet
        sweep lhs.toml --out lhs.h5
        sweep grid.toml --out grid.h5
        sweep failing.toml --out failing.h5 --keep series
        sweep worlds-arms.toml --out worlds-arms.h5
        sweep arms.toml --out arms.h5 --keep all
        show grid.sweep/design.csv
        show failing.sweep/manifest.json""",
    "sweep-plans": """
        sweep arms.toml --out plan.h5 --dry-run
        sweep saltelli.toml --out plan.h5 --dry-run --keep series
        sweep two-states --out plan.h5 --dry-run --keep all --replicates 3
        sweep grid.toml --out part.h5 --shard 1/2
        merge part.sweep
        merge part.sweep --incomplete
        sweep arms.toml --emit slurm --tasks 3 --keep series""",
    # ---- Lists and helps -------------------------------------------------------------------------------------------
    "help": """
        --help
        run --help
        sweep --help
        merge --help
        explain --help
        calibrate --help
        analyze --help
        export --help
        report --help
        unpack --help
        law --help
        scenarios --help
        list --help""",
    "help-analyze": "\n".join(f"analyze {question} --help" for question in (
        "summary", "compare", "sobol", "morris", "scores", "prim", "tune", "evidence", "disputes", "spread", "worlds")),
    "help-law": "\n".join(f"law {question} --help" for question in (
        "check", "test", "facts", "treaties", "conflicts", "gaps", "diff", "why", "page")),
    "lists": "\n".join(f"list {table}" for table in ("phases", "purposes", "metrics", "events", "facts")),
    "lists-other-formats": """
        scenarios
        scenarios --format csv
        list phases --format json
        list purposes --format markdown
        list facts --format csv
        list metrics --format markdown
        list parameters --format csv
        list events --format json""",
    "lists-of-keys": "\n".join(f"list {table} --format csv" for table in ("keys", "law-keys", "evidence-keys")),
    # ---- Stories ---------------------------------------------------------------------------------------------------
    "explain-two": """
        explain two.h5
        explain two.h5 --list
        explain two.h5 --demand case:0
        explain two.h5 --replicate 3
        explain arms.h5 --point 2 --replicate 1""",
    "explain-focal": """
        explain three.h5 --demand "focal:the Harbour warrant"
        explain three.h5 --demand focal:1
        explain three.h5 --demand focal:2
        explain three.h5 --demand focal:3""",
    "explain-courts": """
        explain three.h5 --replicate 2 --list
        explain three.h5 --replicate 1 --demand focal:0
        explain three.h5 --replicate 2 --demand focal:1
        explain three.h5 --replicate 3 --demand focal:1""",
    "explain-json": """
        explain two.h5 --format json
        explain three.h5 --demand focal:1 --format json
        explain two.h5 --list --format json""",
    # ---- Questions -------------------------------------------------------------------------------------------------
    "summary": f"""
        analyze summary two.h5
        analyze summary three.h5
        analyze summary two.h5 {COUNTS} --format markdown
        analyze summary two.h5 {COUNTS} {SHARE} --format csv
        analyze summary two.h5 --metric trust --format json
        analyze summary two.h5 --metric "trust[north-mail] at end" --at 2021-07-01
        analyze summary two.h5 --metric demands[XN] --over-time --format csv
        analyze summary two.h5 --metric affronts --precision 0.02 --level 0.9
        analyze summary arms.h5 {COUNTS}
        analyze summary arms.h5 {COUNTS} --arm staffed
        analyze summary lhs.h5 {COUNTS}
        analyze summary failing.h5 {COUNTS}
        analyze summary worlds.h5 {COUNTS}
        analyze summary worlds-arms.h5 {SHARE}
        analyze summary one.h5 {COUNTS}""",
    "compare": f"""
        analyze compare arms.h5
        analyze compare arms.h5 {SHARE} --reference staffed --satisfice "conflicts < 200" --format csv
        analyze compare arms.h5 {SHARE} --actor "askers=challenges,lower" --format json
        analyze compare arms.h5 {SHARE} --over-time --format markdown
        analyze compare grid.h5 {COUNTS}
        analyze compare worlds-arms.h5 {SHARE}
        analyze compare arms.h5 --satisfice "conflicts < 200" --satisfice "average(trust) >= 0.5" {SHARE}""",
    "compare-files": f"""
        analyze compare three.h5 other.h5
        analyze compare three.h5 other.h5 {COUNTS} --format csv
        analyze compare three.h5 other.h5 {COUNTS} --format json
        analyze compare three.h5 three.h5 {COUNTS} --format markdown --level 0.9
        analyze compare worlds.h5 worlds.h5 {COUNTS}
        analyze compare two.h5 three.h5""",
    "sobol": f"""
        analyze sobol saltelli.h5
        analyze sobol saltelli.h5 {SHARE} --formula jansen
        analyze sobol saltelli.h5 {SHARE} --format csv
        analyze sobol saltelli.h5 {SHARE} --format json --resamples 0
        analyze sobol saltelli.h5 {SHARE} --format markdown
        analyze sobol saltelli.h5 --metric splits_opened
        analyze sobol lhs.h5 {SHARE}""",
    "morris": f"""
        analyze morris morris.h5
        analyze morris morris.h5 {SHARE} --format csv
        analyze morris morris.h5 {SHARE} --format json
        analyze morris morris.h5 {SHARE} --at 2021-01-01
        analyze morris morris.h5 --metric splits_opened --level 0.9""",
    "scores": f"""
        analyze scores lhs.h5
        analyze scores lhs.h5 {SHARE} --format csv {' '.join('--score ' + name for name in (
            'pearson', 'spearman', 'pcc', 'prcc', 'src', 'srrc', 'rbd_fast', 'pawn_median', 'pawn_mean', 'pawn_max', 'rank_first'))}
        analyze scores lhs.h5 {SHARE} --score rbd_fast --format json
        analyze scores lhs.h5 --metric splits_opened --resamples 0
        analyze scores grid.h5 {SHARE}""",
    "prim": """
        analyze prim lhs.h5 --interest "consented/cross_border_ended >= 0.6"
        analyze prim lhs.h5 --interest "demands < 2500" --format csv
        analyze prim lhs.h5 --interest "demands < 2500" --format json --step 1
        analyze prim lhs.h5 --interest "demands < 0"
        analyze prim grid.h5 --interest "demands < 2500" --arm free""",
    "tune": """
        analyze tune lhs.h5 --aims aims.toml
        analyze tune lhs.h5 --aims aims.toml --format csv
        analyze tune lhs.h5 --aims aims.toml --format json --keep 0.2
        analyze tune lhs.h5 --aims aims.toml --next next.csv --points 5
        show next.csv""",
    "evidence": """
        analyze evidence three.h5 --evidence evidence.toml
        analyze evidence three.h5 --evidence evidence.toml --format csv
        analyze evidence three.h5 --evidence evidence.toml --format markdown
        analyze evidence three.h5 --evidence evidence.toml --format json
        analyze evidence two.h5 --evidence fit.toml""",
    "disputes": """
        analyze disputes three.h5 --outcomes outcomes.toml
        analyze disputes three.h5 --outcomes outcomes.toml --format csv
        analyze disputes three.h5 --outcomes outcomes.toml --format markdown
        analyze disputes three.h5 --outcomes outcomes.toml --format json""",
    "spread": """
        analyze spread three.h5
        analyze spread two.h5
        analyze spread three.h5 --held binding --question northland-order-stops-at-border --format csv
        analyze spread three.h5 --state XN --format json
        analyze spread three.h5 --replicate 2
        analyze spread arms.h5 --point 1 --format markdown""",
    "worlds": f"""
        analyze worlds worlds.h5
        analyze worlds worlds.h5 {COUNTS} --format csv
        analyze worlds worlds-arms.h5 {SHARE}
        analyze worlds worlds-arms.h5 {SHARE} --actor "askers=succeeded[voluntary]/chosen[voluntary],higher" --format csv
        analyze worlds worlds-arms.h5 {SHARE} --format json --arm dear
        analyze worlds two.h5""",
    # ---- Files -----------------------------------------------------------------------------------------------------
    "export-two": """
        export two.h5 --out two --all
        show two/*.csv""",
    "export-three": """
        export three.h5 --out three --stata
        show three/*""",
    "export-sweeps": """
        export grid.h5 --out grid
        show grid/*.csv
        export worlds-arms.h5 --out worlds-arms --table worlds --table runs
        show worlds-arms/*.csv
        export failing.h5 --out failing --table metrics --metric demands
        show failing/*.csv""",
    "unpack": """
        unpack arms.h5 --out again
        show again/arms.toml
        unpack worlds.h5 --out again-worlds""",
    "calibrate": f"""
        {CALIBRATE} --until 2021 --out plausible.csv
        show plausible.csv
        show plausible.calibrate/held-out.csv
        {CALIBRATE} --until 2021 --out found.csv --recover 3
        show found.calibrate/recovery.csv
        {CALIBRATE} --out extreme.csv
        {CALIBRATE} --out plausible.csv --emit slurm --tasks 2""",
    **{f"page-{name}": f"""
        report {name}.h5 --out {name}.html
        show {name}.html""" for name in ("two", "three", "arms", "saltelli", "lhs", "worlds-arms")},
    "page-pair": """
        report three.h5 other.h5 --out pair.html
        show pair.html""",
    "charts": """
        report three.h5 --tables charts
        show charts/*.csv""",
    # ---- Law -------------------------------------------------------------------------------------------------------
    "law-files": f"""
        law check {NORTH}
        law check flawed.toml --on 2027-01-01
        law check flawed.toml --format json
        law test scenarios/law/northland.toml scenarios/law/northland-reach.toml
        law test flawed.toml
        law test flawed.toml --format csv
        law test flawed.toml --coverage
        law test {NORTH} --coverage --unconfirmed --format json
        law facts
        law facts {NORTH} --format markdown""",
    "law-treaties": """
        law treaties law --states IE --on 2013-12-04
        law treaties law --states PL,US --format csv
        law treaties law --states JP --format json""",
    "law-conflicts": f"""
        law conflicts {NORTH} --on 2021-01-01 --states XN,XS
        law conflicts {US} --on 2013-12-04
        law conflicts {US} --on 2013-12-04 --details --format markdown
        law conflicts {US} --on 2013-12-04 --format csv
        law conflicts {US} --on 2013-12-04 --states US,IE --format json
        law conflicts {US} --from 2013-12-04 --to 2018-06-01
        law conflicts {NORTH} --from 2020-06-01 --to 2024-06-01 --details
        law conflicts {NORTH} --on 2021-01-01 --weights two.h5""",
    "law-gaps": f"""
        law gaps {NORTH} --on 2020-06-01
        law gaps {US} --on 2013-12-04
        law gaps {US} --on 2013-12-04 --format csv
        law gaps {US} --on 2019-12-04 --states US,IE --format json
        law gaps {US} --on 2019-12-04 --details""",
    "law-diff": """
        law diff us-sca-1986 --with us-cloud-2018 --on 2018-03-23
        law diff us-sca-1986 --with us-cloud-2018 --on 2018-03-23 --format json
        law diff eu --from 2026-08-17 --to 2026-08-18
        law diff scenarios/law/northland.toml --with scenarios/law/northland-reach.toml --on 2021-01-01 --format csv""",
    "law-why": f"""
        law why us-sca-1986 --on 2014-04-25 --effect compels --given "{ORDER}"
        law why us-sca-1986 --on 2014-04-25 --given "{ORDER}" --format json
        law why flawed.toml --on 2010-01-01 --given "order is ours, data here, content data"
        law why {US} {ABROAD} --subject-in DE
        law why {US} {ABROAD} --subject-in IE --format csv""",
    "page-law": f"""
        law page {NORTH} --states XN,XS --on 2021-01-01 --out law.html
        show law.html""",
    # ---- What is wrong ---------------------------------------------------------------------------------------------
    "mistakes": """
        run very-wrong.toml
        run no-toml.toml
        run wrong.toml
        sweep wrong.toml --dry-run
        sweep wrong.toml --dry-run --set run.replicats=3
        run two-states --set choose.precison=3 --set run.end=2019-01-01 --quiet
        run two-states --set worlds.file=wrong-vectors.csv --quiet
        run two-sates
        run two-states --replicates 0
        run two-states --format xml
        run two.h5
        ran two-states
        explain two.h5 --demand XN-1-1000
        explain two.h5 --replicate 9
        explain two.h5 --demand case:77
        explain three.toml
        analyze sumary two.h5
        analyze summary two.h5 --metric demnds
        analyze summary two.h5 --metric demands[US]
        analyze summary two.h5 --metric "demands +"
        analyze summary two.h5 --at 2050-01-01
        analyze summary two.h5 --level 2
        analyze compare two.h5
        analyze compare arms.h5 --reference stafed
        analyze compare arms.h5 --actor askers
        analyze prim lhs.h5
        analyze prim lhs.h5 --interest "demands is large"
        analyze spread two.h5 --question no-such-question
        analyze spread two.h5 --state XQ
        analyze disputes two.h5 --outcomes outcomes.toml
        analyze tune lhs.h5 --aims evidence.toml
        analyze evidence two.h5 --evidence wrong-evidence.toml
        calibrate two-states --evidence fit.toml --out no.csv --parameter choose.precison
        export two.h5 --out two
        export two.h5 --out no --table rullings
        export two.h5 --out no --table metrics --metric demnds
        report two.h5 --tables charts --out two.h5
        unpack two.h5 --out two
        merge no-such.sweep
        list parametres
        law chek flawed.toml
        law check wrong-law.toml
        law check no-such-law
        law why flawed.toml --on 2010-13-01
        law why flawed.toml --on 2010-01-01 --given "order is hours"
        law diff flawed.toml --from 2010-01-01
        law conflicts flawed.toml southland.toml --states XN,XQ --on 2010-01-01""",
}


def in_lines(value, indent=""):
    """JSON with a line for whatever is short."""
    whole = json.dumps(value, ensure_ascii=False)
    if len(whole) < 140 or not isinstance(value, (dict, list)):
        return whole
    names = [json.dumps(name, ensure_ascii=False) + ": " for name in value] if isinstance(value, dict) else [""] * len(value)
    parts = value.values() if isinstance(value, dict) else value
    lines = [f"{indent}  {name}{in_lines(part, indent + '  ')}" for name, part in zip(names, parts)]
    return whole[0] + "\n" + ",\n".join(lines) + f"\n{indent}{whole[-1]}"


def pretty(text):
    """JSON as lines that can be compared, any other text as it is."""
    try:
        return in_lines(json.loads(text)) + "\n"
    except ValueError:
        return text


def settle(text, folder):
    """What differs from machine to machine and from version to version, replaced."""
    for here, word in ((str(folder), "FOLDER"), (program.BINARY, "COMITY"), (COMPILER, "COMPILER"), (VERSION, "VERSION")):
        text = text.replace(here, word)
    text = re.sub(r'(commit"?:? ?"?)(unknown|[0-9a-f]{40})(-dirty)?\b', r"\1COMMIT", text)
    text = re.sub(rf'"({MEASURED})": ?[\d.e+-]+', r'"\1": MEASURED', text)
    text = re.sub(r"Tried \d+ runs?: \S+ ms each", "Tried RUNS: TIME each", text)
    return re.sub(r"All runs: about .* threads?;", "All runs: about TIME;", text)


def shortened(text, most):
    lines = text.splitlines(keepends=True)
    if len(lines) <= most:
        return text
    rest = "".join(lines[most:])
    return "".join(lines[:most]) + f"… and {len(lines) - most} more lines, {hashlib.sha256(rest.encode()).hexdigest()[:16]}\n"


def read(path, folder):
    """A file as text; of a page its contents alone."""
    text = settle(path.read_text(encoding="utf-8"), folder)
    contents = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL)
    return shortened(pretty("\n".join(contents)), LINES) if path.suffix == ".html" else shortened(text, ROWS)


def ask(line, folder):
    """What a command says, or the files of a pattern."""
    words = shlex.split(line)
    if words[0] == "show":
        found = sorted(folder.glob(words[1]))
        return "".join(f"---- {path.relative_to(folder)}\n{read(path, folder)}" for path in found)
    done = program.run(*words, folder=folder)
    said = shortened(settle(pretty(done.stdout), folder), ROWS if {"json", "csv"} & set(words) else LINES)
    if done.stderr:
        said += f"---- stderr\n{settle(done.stderr, folder)}"
    return said + (f"---- exit code {done.returncode}\n" if done.returncode else "")


def converse(conversation, folder):
    lines = [line.strip() for line in conversation.strip().splitlines()]
    return "\n".join(f"$ comity {line}\n{ask(line, folder)}" for line in lines)


class AnswersTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        (self.folder / "scenarios").symlink_to(SOURCE / "scenarios")
        for path in (GOLDEN / "inputs").iterdir():
            shutil.copy(path, self.folder)

    def test_every_answer_is_as_written_down(self):
        has_page = "has no report page" not in program.run("report", "no-such-file.h5").stderr
        for name, conversation in ANSWERS.items():
            if name.startswith("page-") and not has_page:
                continue  # builds of other presets than release have none
            with self.subTest(name):
                said = converse(conversation, self.folder)
                path = GOLDEN / f"{name}.txt"
                if "COMITY_UPDATE_GOLDEN" in os.environ:
                    path.write_text(said, encoding="utf-8")
                known = path.read_text(encoding="utf-8") if path.exists() else ""
                if said != known:
                    self.fail(self.difference(path, known, said))

    def difference(self, path, known, said):
        names = str(path.relative_to(SOURCE)), "said now"
        lines = list(difflib.unified_diff(known.splitlines(), said.splitlines(), *names, lineterm=""))
        more = [f"… and {len(lines) - DIFFERENCE} more lines"] if len(lines) > DIFFERENCE else []
        return "\n".join(["", *lines[:DIFFERENCE], *more,
                          "Wanted? COMITY_UPDATE_GOLDEN=1 ctest --preset release -R answers, then read git diff."])

    def test_no_text_is_left_over(self):
        self.assertEqual({path.stem for path in GOLDEN.glob("*.txt")}, set(ANSWERS))


if __name__ == "__main__":
    unittest.main()
