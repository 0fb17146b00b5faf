"""Results files as labelled data."""

from __future__ import annotations

import functools
import os
import pathlib
import shutil
import weakref
from collections.abc import Iterator, Mapping
from typing import Any

import h5netcdf
import numpy
import pandas
import xarray

from comity import program
from comity.charts import Chart, read as read_charts

Path = str | os.PathLike[str]

# Layouts of results files that this package reads (`results_format_version` in /provenance).
FORMATS = {1}


class Results:
    """What a run or a sweep wrote. Groups are read when they are first asked for; close it, or use it in `with`.

    Words stand for codes, dates are dates, what does not apply or failed is missing. A file of one point (a run) has no
    dimension `point`; of a sweep the arm and the factors are coordinates of `point`.
    """

    def __init__(self, path: Path, folder: pathlib.Path | None = None) -> None:
        self.path = pathlib.Path(path)
        # The folder of a file that nobody asked to keep goes with the results.
        self._removed = weakref.finalize(self, shutil.rmtree, folder, True) if folder is not None else None
        self._opened: list[xarray.Dataset] = []
        if not self.path.is_file():
            raise program.InputError(f"{self.path} cannot be read (there is no such file).")
        try:
            with h5netcdf.File(self.path, "r") as file:
                self._groups = set(file.groups)
                self._tables = [name for name in file["events"].groups if name != "labels"] if "events" in self._groups else []
                told = dict(file["provenance"].attrs) if "provenance" in self._groups else {}
        except OSError as failure:
            raise program.InputError(f"{self.path} is no results file ({failure}).") from failure
        if "results_format_version" not in told:
            raise program.InputError(f"{self.path} is no results file of comity (it has no /provenance).")
        found = int(numpy.ravel(told["results_format_version"])[0])
        if found not in FORMATS:
            raise program.InputError(f"{self.path} has layout {found} of results files; this package reads {max(FORMATS)}. "
                                     "Use the package of the version that wrote it.")

    def __enter__(self) -> Results:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<comity results of {self.provenance['scenario']}: {self.path}>"

    def close(self) -> None:
        """Closes the file, and removes it where it was not asked to be kept."""
        for dataset in self._opened:
            dataset.close()
        if self._removed is not None:
            self._removed()

    @functools.cached_property
    def metrics(self) -> xarray.Dataset:
        """Every series as [point,] replicate, time[, group]; counters are sums since the last recorded time.

        >>> import comity
        >>> results = comity.run("two-states", replicates=2)
        >>> results.metrics.trust.sel(provider="north-mail").attrs["units"]
        '1'
        """
        return self._labelled("metrics", "A sweep keeps series only with keep=\"series\" or \"all\".")

    @functools.cached_property
    def summary(self) -> xarray.Dataset:
        """Of sweeps: every metric as point, replicate[, group]; counters summed over the run, gauges averaged."""
        return self._labelled("summary", "Only sweeps have one.")

    @functools.cached_property
    def design(self) -> pandas.DataFrame:
        """Of sweeps: a row for each point, with its arm and factors."""
        design = self._group("design", "Only sweeps have one.")
        columns = {name: _words(design[name]) for name in design.data_vars if design[name].dims == ("point",)}
        return pandas.DataFrame(columns, index=pandas.Index(design.point.values, name="point"))

    @functools.cached_property
    def runs(self) -> xarray.Dataset:
        """Simulated demands of each run (missing where it failed), `failed`, and `message`, which says why."""
        runs = self._group("runs", "")
        failed = runs.failed.values != 0
        message = numpy.full(failed.shape, "", dtype=object)
        if failed.any():
            told = self._group("runs/failures", "")
            message[told.point.values.astype(int), told.replicate.values.astype(int)] = told.message.values
        runs = xarray.Dataset({"demands": runs.demands.where(runs.failed == 0), "failed": (runs.failed.dims, failed),
                               "message": (runs.failed.dims, message)},
                              coords={name: numpy.arange(runs.sizes[name]) for name in ("point", "replicate")})
        return self._point_by_name(runs)

    @functools.cached_property
    def events(self) -> Mapping[str, pandas.DataFrame]:
        """Every table of events by its name, as a data frame with words for codes; read when asked for.

        >>> import comity
        >>> results = comity.run("two-states", replicates=2)
        >>> results.events["shocks"].columns.tolist()
        ['point', 'replicate', 'time', 'shock', 'size']
        """
        return _Events(self)

    @functools.cached_property
    def config(self) -> pandas.DataFrame:
        """Every parameter with the value of the scenario, unit, default, range, meaning, tag and source."""
        rows = []
        with h5netcdf.File(self.path, "r") as file:
            for group in file["config"].groups.values():
                for name, variable in group.variables.items():
                    rows.append({"name": f"{group.name.rsplit('/', 1)[-1]}.{name}", **_parameter(variable)})
        return pandas.DataFrame(rows).set_index("name")

    @functools.cached_property
    def provenance(self) -> dict[str, Any]:
        """Version, commit, compiler, seed, hash, question; `inputs` are the files it was made from, word by word."""
        told = self._group("provenance", "")
        found: dict[str, Any] = {name: _plain(value) for name, value in told.attrs.items()}
        found["inputs"] = dict(zip(told.input_path.values.tolist(), told.input_text.values.tolist()))
        found["overrides"] = told.overrides.values.tolist() if "overrides" in told else []
        return found

    def analyze(self, question: str, **options: Any) -> pandas.DataFrame:
        """What `comity analyze QUESTION` answers, a row for each number: `summary`, `compare`, `sobol`, `morris`, `scores`,
        `prim`, `evidence`, `spread`. Options are those of the command; a list stands for an option that is repeated.

        >>> import comity
        >>> answer = comity.run("two-states", replicates=4).analyze("summary", metric="demands")
        >>> answer.quantity.tolist()[:2]
        ['mean', 'median']
        """
        words = [word for name, value in options.items() for each in (value if isinstance(value, (list, tuple)) else [value])
                 for word in program.options(**{name: each})]
        return program.frame(program.call("analyze", question, self.path, *words, "--format", "csv"))

    def explain(self, **options: Any) -> str:
        """The story of one demand in words: `replicate`, `demand`, `point` as for `comity explain`."""
        return program.call("explain", self.path, *program.options(**options))

    def report(self, out: Path, force: bool = False) -> pathlib.Path:
        """The page of charts, as `comity report` writes it."""
        program.call("report", self.path, "--out", out, *program.options(force=force))
        return pathlib.Path(out)

    @functools.cached_property
    def charts(self) -> dict[str, Chart]:
        """The charts of the page by their ids: `results.charts["adoption"].data`, `.title`, `.draw()`.

        >>> import comity
        >>> comity.run("two-states", replicates=4).charts["distribution"].part
        'How sure'
        """
        return read_charts(self.path)

    def _group(self, name: str, otherwise: str) -> xarray.Dataset:
        if name.split("/")[0] not in self._groups:
            raise program.InputError(f"{self.path} has no {name}. {otherwise}".strip())
        dataset = xarray.open_dataset(self.path, group=name, engine="h5netcdf")
        self._opened.append(dataset)
        return dataset

    def _labelled(self, name: str, otherwise: str) -> xarray.Dataset:
        return self._point_by_name(self._group(name, otherwise))

    # A run has one point, which has no name; those of a sweep have an arm and factors.
    def _point_by_name(self, dataset: xarray.Dataset) -> xarray.Dataset:
        if "design" not in self._groups:
            return dataset.isel(point=0, drop=True)
        named = {column: ("point", values.to_numpy()) for column, values in self.design.items() if column not in dataset.coords}
        return dataset.assign_coords(named)


class _Events(Mapping[str, pandas.DataFrame]):
    """The tables of events of one file, each read once."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self._read: dict[str, pandas.DataFrame] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._results._tables)

    def __len__(self) -> int:
        return len(self._results._tables)

    def __getitem__(self, name: str) -> pandas.DataFrame:
        if name not in self._results._tables:
            there = ", ".join(self._results._tables) or "none: a sweep keeps events only with keep=\"all\""
            raise KeyError(f"no table of events {name!r}; there are: {there}")
        if name not in self._read:
            table = self._results._group(f"events/{name}", "")
            labels = self._results._group("events/labels", "")
            columns = {column: _words(table[column], labels) for column in table.data_vars if column != "row"}
            first = [column for column in ("point", "replicate", "time") if column in columns]
            self._read[name] = pandas.DataFrame({column: columns[column] for column in [*first, *columns]})
        return self._read[name]

    @functools.cached_property
    def courts(self) -> pandas.DataFrame:
        """Every court with its state, its level and the court above it."""
        labels = self._results._group("events/labels", "")
        names = {"court_state": "state", "court_level": "level", "court_above": "above"}
        return pandas.DataFrame({word: _words(labels[name], labels) for name, word in names.items()},
                                index=pandas.Index(labels.court.values, name="court"))


def _plain(value: Any) -> Any:
    value = value.item() if isinstance(value, numpy.generic) else value
    if isinstance(value, numpy.ndarray):
        value = value.item() if value.size == 1 else value.tolist()
    return value.decode() if isinstance(value, bytes) else value


# The values of a variable with words for its codes: those of its flags, of its levels (which may hold spaces), or the labels
# it points into. A code without a word is missing.
def _words(variable: xarray.DataArray, labels: xarray.Dataset | None = None) -> Any:
    attributes, values = variable.attrs, variable.values
    if "levels" in attributes:
        words = str(_plain(attributes["levels"])).split("\n")
        if words and set(words) <= {"true", "false"}:
            return numpy.array([word == "true" for word in words])[values.astype(int)]
        codes: Any = range(len(words))
    elif "flag_meanings" in attributes:
        words = str(_plain(attributes["flag_meanings"])).split(" ")
        codes = numpy.ravel(attributes["flag_values"]).tolist()
    elif "labels" in attributes and labels is not None:
        words = [str(word) for word in labels[str(_plain(attributes["labels"])).rsplit("/", 1)[-1]].values]
        codes = range(len(words))
    else:
        return values
    by_code = {code: word for code, word in zip(codes, words) if word != "not_applicable"}
    return pandas.Categorical.from_codes(
        [list(by_code).index(code) if code in by_code else -1 for code in values.astype(int).tolist()], list(by_code.values()))


def _parameter(variable: h5netcdf.Variable) -> dict[str, Any]:
    attributes = {name: _plain(value) for name, value in variable.attrs.items()}
    row = {"value": _plain(variable[()]), "unit": attributes.get("units", ""),
           **{name: attributes.get(name) for name in ("default", "low", "high", "tag", "source")}}
    numbers = ("value", "default", "low", "high")
    if "flag_meanings" in attributes:
        words = str(attributes["flag_meanings"]).split(" ")
        row |= {name: words[int(row[name])] for name in numbers if row[name] is not None}
    elif str(row["unit"]).startswith("days since"):
        row |= {name: pandas.Timestamp("1970-01-01") + pandas.Timedelta(days=row[name]) for name in numbers} | {"unit": "date"}
    return row | {"meaning": attributes.get("long_name", "")}


def open(path: Path) -> Results:
    """Opens a results file.

    >>> open("no-such-file.h5")
    Traceback (most recent call last):
    ...
    comity.program.InputError: no-such-file.h5 cannot be read (there is no such file).
    """
    return Results(path)
