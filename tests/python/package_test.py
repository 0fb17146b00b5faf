"""The Python package of analysis/python: its doctests, what it reads, its errors, its bridges, its installation, its notebook."""

import dataclasses
import doctest
import importlib
import inspect
import os
import pathlib
import pickle
import shutil
import subprocess
import sys
import types
import unittest
import warnings

import numpy
import pandas
from program import BINARY, SOURCE, TWO_STATES, ProgramTest

PACKAGE = SOURCE / "analysis" / "python"
sys.path.insert(0, str(PACKAGE))

import comity  # noqa: E402

MODULES = [comity, *(importlib.import_module(f"comity.{name}") for name in ("program", "charts", "results", "simulate", "law", "parameters",
                                                                            "salib", "ema"))]


class Documented(unittest.TestCase):
    def test_what_docstrings_show_is_so(self):
        tried = 0
        for module in MODULES:
            with self.subTest(module=module.__name__):
                found = doctest.testmod(module, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
                self.assertEqual(found.failed, 0)
                tried += found.attempted
        self.assertGreater(tried, 25)

    def test_everything_public_has_types_and_a_docstring(self):
        for module in MODULES:
            for name, thing in inspect.getmembers(module):
                if name.startswith("_") or getattr(thing, "__module__", None) != module.__name__:
                    continue
                with self.subTest(name=f"{module.__name__}.{name}"):
                    self.assertTrue(inspect.getdoc(thing))
                    if inspect.isfunction(thing):
                        signature = inspect.signature(thing)
                        self.assertIsNot(signature.return_annotation, inspect.Signature.empty)
                        for parameter in signature.parameters.values():
                            self.assertIsNot(parameter.annotation, inspect.Parameter.empty, parameter.name)

    def test_one_version(self):
        project = (PACKAGE / "pyproject.toml").read_text(encoding="utf-8")
        said = subprocess.run([BINARY, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
        self.assertEqual(comity.__version__, said)
        self.assertIn(f'version = "{said}"', project)
        self.assertIn(f"\nversion: {said}\n", (SOURCE / "CITATION.cff").read_text(encoding="utf-8"))

    def test_the_page_shows_code_that_works(self):
        text = (PACKAGE / "README.md").read_text(encoding="utf-8")
        (code,) = [block.split("```")[0] for block in text.split("```python\n")[1:]]
        done = subprocess.run([sys.executable, "-W", "error::UserWarning", "-c", code], capture_output=True, text=True, cwd=SOURCE, check=False,
                              env={**os.environ, "PYTHONPATH": str(PACKAGE)})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreater(len(done.stdout.splitlines()), 8)


class Read(ProgramTest):
    def failing(self):
        """Seven of fourteen runs fail: at one of two points they record on other days than the rest."""
        path = self.folder / "failing.toml"
        path.write_text(f'question = "?"\ninclude = "{TWO_STATES}"\n[run]\nreplicates = 7\n'
                        '[sweep.factors]\n"run.record_days" = { values = [14.0, 28.0] }\n', encoding="utf-8")
        return path

    def test_failed_runs_are_missing_and_say_why(self):
        with self.assertWarnsRegex(comity.ComityWarning, "7 of 14 runs failed"):
            results = comity.sweep(self.failing(), keep="series")
        failed = results.runs.failed
        self.assertEqual(sorted(failed.sum("replicate").values.tolist()), [0, 7])
        self.assertTrue(all("recorded on other days" in text for text in results.runs.message.values[failed.values]))
        self.assertEqual(set(results.runs.message.values[~failed.values]), {""})
        self.assertTrue(numpy.isnan(results.runs.demands.values[failed.values]).all())
        self.assertTrue((results.runs.demands.values[~failed.values] > 0).all())
        for variable in (results.summary.trust, results.metrics.trust):
            self.assertTrue(numpy.isnan(variable.values[failed.values]).all())
            self.assertFalse(numpy.isnan(variable.values[~failed.values]).any())
        results.close()

    def test_codes_become_words_and_days_dates(self):
        scenario = self.folder / "words.toml"
        scenario.write_text(f'question = "?"\ninclude = "{TWO_STATES}"\n[run]\nreplicates = 1\nscale = 0.2\n[sweep.factors]\n'
                            'choose.learning = ["beta", "none"]\nphases.locate = [true, false]\nrun.end = [2023-01-01, 2024-01-01]\n'
                            '[arms.one]\n[arms.two]\nassist.load = 3\n', encoding="utf-8")
        with comity.sweep(scenario) as results:
            design = results.design
            self.assertEqual(len(design), 16)
            self.assertEqual(design.arm.unique().tolist(), ["one", "two"])
            self.assertEqual(sorted(design["choose.learning"].unique()), ["beta", "none"])
            self.assertEqual(design["phases.locate"].dtype, bool)
            self.assertEqual(pandas.to_datetime(design["run.end"].unique()).strftime("%Y").tolist(), ["2023", "2024"])
            chosen = results.summary.where(results.summary.arm == "two", drop=True)
            self.assertEqual(chosen.sizes["point"], 8)
            with self.assertRaisesRegex(KeyError, 'keep="all"'):
                results.events["rulings"]
            with self.assertRaisesRegex(comity.InputError, 'keep="series"'):
                results.metrics
        with comity.run(TWO_STATES, {"run.log_demands": True}, replicates=1) as results:
            demands = results.events["demands"]
            self.assertEqual(set(demands.forum.unique()), {"XN", "XS"})
            self.assertIn("fulfilled", demands.fate.unique())
            self.assertEqual((demands.time.dtype, results.metrics.time.dtype), ("datetime64[ns]", "datetime64[ns]"))
            self.assertTrue((demands.arisen <= demands.time).all())
            courts = results.events.courts
            self.assertEqual(set(courts.level), {"first_instance", "appellate", "apex"})
            self.assertTrue(courts.above[courts.level == "apex"].isna().all())
            self.assertLessEqual(set(courts.above.dropna()), set(courts.index))
            self.assertEqual(results.config.loc["choose.learning", "value"], "beta")
            self.assertEqual(results.config.loc["run.start", "value"], pandas.Timestamp("2020-01-01"))
            with self.assertRaisesRegex(KeyError, "rulings"):
                results.events["rulngs"]

    def test_it_reads_what_the_program_says(self):
        out = self.folder / "run.h5"
        results = comity.run(TWO_STATES, {"run.scale": 0.5}, replicates=3, seed=7, out=out)
        self.assertTrue(out.is_file())
        said = self.summary(TWO_STATES, "--replicates", "3", "--seed", "7", "--set", "run.scale=0.5")
        self.assertEqual(results.provenance["results_hash"], said["results_hash"])
        self.assertEqual(results.provenance["overrides"], ["run.scale=0.5", "run.seed=7", "run.replicates=3"])
        self.assertIn("northland", " ".join(results.provenance["inputs"]))
        # A metric over a run is the sum of its series, and so says comity analyze.
        mean = float(results.metrics.demands.sum(["time", "state"]).mean("replicate"))
        answer = results.analyze("summary", metric=["demands", "trust[north-mail]"])
        self.assertAlmostEqual(mean, float(answer.query("metric == 'demands' and quantity == 'mean'").estimate.iloc[0]))
        self.assertEqual(answer.metric.unique().tolist(), ["demands", "trust[north-mail]"])
        self.assertIn("Northland", results.explain(replicate=0))
        self.assertEqual(results.report(self.folder / "run.html").suffix, ".html")
        with self.assertRaisesRegex(comity.InputError, "Only sweeps"):
            results.summary
        results.close()

    def test_errors_are_the_programs_text(self):
        with self.assertRaisesRegex(comity.InputError, 'Did you mean "load"'):
            comity.run(TWO_STATES, {"assist.lod": 1})
        with self.assertRaisesRegex(comity.InputError, "exist"):
            (self.folder / "there.h5").write_text("x")
            comity.run(TWO_STATES, replicates=1, out=self.folder / "there.h5")
        with self.assertRaisesRegex(comity.InputError, "no results file"):
            comity.open(self.folder / "there.h5")
        with self.assertRaisesRegex(comity.InputError, "--on yesterday"):
            comity.law.conflicts(on="yesterday")
        before = os.environ["COMITY_BINARY"]
        self.addCleanup(os.environ.__setitem__, "COMITY_BINARY", before)
        os.environ["COMITY_BINARY"] = "/no/such/program"
        with self.assertRaisesRegex(comity.ProgramError, "/no/such/program cannot be started"):
            comity.scenarios()

    def test_a_layout_of_another_version_is_refused(self):
        import h5py
        path = self.folder / "run.h5"
        comity.run(TWO_STATES, {"run.scale": 0.1}, replicates=1, out=path)
        with h5py.File(path, "r+") as file:
            told = file["provenance"].attrs
            told.modify("results_format_version", numpy.array([99], dtype=told["results_format_version"].dtype))
        with self.assertRaisesRegex(comity.InputError, "layout 99"):
            comity.open(path)
        for words in (["export", path, "--out", self.folder / "tables"], ["analyze", "summary", path]):  # and so does the program
            with self.assertRaisesRegex(comity.InputError, "layout 99 of results files, and this version reads 1. Use comity"):
                comity.program.call(*words)

    def test_a_name_that_went_is_told_with_what_stands_in_its_place(self):
        with self.assertRaisesRegex(comity.InputError, "It went in 0.2.0: assist.put_back_days"):
            comity.run(TWO_STATES, {"assist.priority_high": 0.8})

    def test_a_stopped_sweep_goes_on(self):
        out = self.folder / "long.h5"
        with self.assertRaises(comity.NotFinished):
            comity.program.call("sweep", TWO_STATES, "--replicates", 4000, "--time-limit", 1, "--out", out, "--quiet")


# Stand-ins for the interfaces of SALib (1.4) and the EMA workbench (2.5, 3.0), as strict as they are about what they are given.
def salib_sample(problem, count):
    """As SALib's samplers: a problem of num_vars, names and bounds with low < high; a row for each point."""
    if not problem["num_vars"] == len(problem["names"]) == len(problem["bounds"]):
        raise ValueError("num_vars, names and bounds differ in length")
    if any(low >= high for low, high in problem["bounds"]):
        raise ValueError("Bounds are not legal")
    low, high = numpy.array(problem["bounds"]).T
    return low + (high - low) * numpy.random.default_rng(1).random((count, problem["num_vars"]))


@dataclasses.dataclass
class EmaParameter:
    name: str
    lower_bound: float
    upper_bound: float

    def __post_init__(self):
        if not self.name.isidentifier():  # 3.0: an error; 2.5: a deprecation
            raise ValueError(f"{self.name} is no valid Python identifier")
        if self.lower_bound >= self.upper_bound:
            raise ValueError("upper bound should be larger than lower bound")

    def some(self, share):
        return self.lower_bound + share * (self.upper_bound - self.lower_bound)


class EmaInteger(EmaParameter):
    def __post_init__(self):
        super().__post_init__()
        if not (isinstance(self.lower_bound, int) and isinstance(self.upper_bound, int)):
            raise ValueError("bounds should be integers")

    def some(self, share):
        return int(super().some(share))


class EmaCategories(EmaParameter):
    def __init__(self, name, categories):
        super().__init__(name, 0, len(categories) - 1)
        self.categories = categories

    def some(self, share):
        return self.categories[int(share * len(self.categories))]


class EmaModel:
    def __init__(self, name, function=None):
        if not name.isalnum() or not callable(function):
            raise ValueError("a name of letters and digits and a function are needed")
        self.name, self.function = name, pickle.loads(pickle.dumps(function))  # as MultiprocessingEvaluator sends it

    def experiment(self, share):
        values = {one.name: one.some(share) for one in (*self.uncertainties, *self.levers)}
        output = self.function(**values)
        return {outcome.name: output[outcome.name] for outcome in self.outcomes}


class Bridges(ProgramTest):
    def test_a_sample_of_salib_is_one_sweep(self):
        problem = comity.salib.problem({"assist.load": (0.5, 3.5), "choose.learning": None, "respond.attempts": (1, 3)})
        sample = salib_sample(problem, 6)
        options = {"replicates": 2, "settings": {"run.scale": 0.2}}
        found = comity.salib.evaluate(TWO_STATES, problem, sample, "unilateral/cross_border_ended", **options)
        self.assertEqual((found.shape, found.dtype), ((6,), numpy.dtype(float)))
        self.assertGreater(len(set(found)), 3)
        listed = comity.salib.points(problem, sample)
        with comity.run(TWO_STATES, {"run.scale": 0.2, **listed.iloc[4].to_dict()}, replicates=2) as alone:
            answer = alone.analyze("summary", metric="unilateral/cross_border_ended")
        self.assertAlmostEqual(float(answer.query("quantity == 'mean'").estimate.iloc[0]), found[4])

    def test_words_and_whole_numbers_are_equally_likely(self):
        problem = comity.salib.problem({"choose.learning": None, "respond.attempts": (1, 3), "run.log_demands": None})
        listed = comity.salib.points(problem, salib_sample(problem, 3000))
        for column, values in (("choose.learning", ["beta", "ewa", "none"]), ("respond.attempts", [1, 2, 3]),
                               ("run.log_demands", [False, True])):
            shares = listed[column].value_counts(normalize=True)
            self.assertEqual(sorted(shares.index), values)
            self.assertLess(abs(shares - 1 / len(values)).max(), 0.04)
        edges = comity.salib.points(problem, [[low for low, _ in problem["bounds"]], [high for _, high in problem["bounds"]]])
        self.assertEqual(edges.values.tolist(), [["beta", 1, False], ["none", 3, True]])
        with self.assertRaisesRegex(ValueError, "as many columns"):
            comity.salib.points(problem, [[1.0, 2.0]])
        with self.assertRaisesRegex(comity.InputError, "ask for one number"):
            comity.salib.evaluate(TWO_STATES, problem, salib_sample(problem, 2), "demands[*]", replicates=1)

    def test_a_model_of_the_workbench(self):
        workbench = types.SimpleNamespace(Model=EmaModel, RealParameter=EmaParameter, IntegerParameter=EmaInteger,
                                          CategoricalParameter=EmaCategories,
                                          ScalarOutcome=lambda name: types.SimpleNamespace(name=name))
        sys.modules["ema_workbench"] = workbench
        self.addCleanup(sys.modules.pop, "ema_workbench")
        made = comity.ema.model("twostates", TWO_STATES, replicates=2, outcomes={"unilateral": "unilateral/cross_border_ended"},
                                uncertainties={"assist.load": (0.5, 3.5), "choose.learning": None, "litigate.vacate": None},
                                levers={"respond.attempts": (1, 3)})
        one, other = made.experiment(0.1), made.experiment(0.9)
        self.assertEqual(list(one), ["unilateral"])
        self.assertNotEqual(one, other)
        self.assertEqual(one, made.experiment(0.1))
        with comity.run(TWO_STATES, {"assist.load": 0.5 + 0.1 * 3, "choose.learning": "beta", "litigate.vacate": False,
                                     "respond.attempts": 1}, replicates=2) as alone:
            answer = alone.analyze("summary", metric="unilateral/cross_border_ended")
        self.assertEqual(float(answer.query("quantity == 'mean'").estimate.iloc[0]), one["unilateral"])


class Installed(ProgramTest):
    def test_pip_installs_it_without_a_network(self):
        shutil.copytree(PACKAGE, self.folder / "source")
        done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-build-isolation", "--no-deps", "--no-index",
                               "--target", self.folder / "site", self.folder / "source"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue((self.folder / "site" / "comity" / "py.typed").is_file())
        code = ("import comity; r = comity.run('two-states', {'run.scale': 0.1}, replicates=1); print(comity.__file__); "
                "print(r.metrics.trust.sizes['provider'])")
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=SOURCE,
                              env={**os.environ, "PYTHONPATH": str(self.folder / "site")})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        where, providers = done.stdout.split()
        self.assertEqual((pathlib.Path(where).parent, providers), (self.folder / "site" / "comity", "2"))

    def test_the_tour_can_be_taken(self):
        import nbclient
        import nbformat
        tour = nbformat.read(PACKAGE / "tour.ipynb", as_version=4)
        nbformat.validate(tour)
        self.assertEqual([cell.outputs for cell in tour.cells if cell.cell_type == "code" and cell.outputs], [])  # none is kept
        os.environ["PATH"] = f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"  # the kernel is Debian's python3
        os.environ["PYTHONPATH"] = str(PACKAGE)
        os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # its warning is of no use here
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nbclient.NotebookClient(tour, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(SOURCE)}}).execute()
        outputs = [cell.outputs for cell in tour.cells if cell.cell_type == "code"]
        kinds = [list(output.get("data", {})) for cell in outputs for output in cell]
        self.assertIn("image/png", [kind for one in kinds for kind in one])
        said = "".join(output.get("text", "") for cell in outputs for output in cell)
        self.assertIn('Did you mean "load"', said)


if __name__ == "__main__":
    unittest.main()
