"""Runs and sweeps."""

from __future__ import annotations

import os
import pathlib
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from typing import Any

import pandas

from comity import program
from comity.results import Path, Results


def run(scenario: Path, settings: Mapping[str, Any] | None = None, *, replicates: int | None = None, seed: int | None = None,
        threads: int | None = None, out: Path | None = None, force: bool = False) -> Results:
    """Replicates of one scenario, a file or the name of one that comes with the program.

    `settings` are what `--set` takes: `{"assist.load": 0.7, "reform.cloud-act.mode": "never"}`. Without `out` the file is
    removed with the results. Raises InputError for a mistake in the scenario or the settings, with the program's text.

    >>> run("two-states", {"assist.load": 0.7}, replicates=2).config.loc["assist.load", "value"]
    0.7
    >>> run("two-states", {"assist.lod": 0.7})
    Traceback (most recent call last):
    ...
    comity.program.InputError: --set 'assist.lod=0.7': error: assist has no key "lod". Did you mean "load"?
    """
    words = program.options(replicates=replicates, seed=seed, threads=threads, force=force)
    return _make(out, ["run", scenario, *program.settings(settings), *words, "--format", "json"])


def sweep(scenario: Path, settings: Mapping[str, Any] | None = None, *, points: pandas.DataFrame | None = None,
          replicates: int | None = None, keep: str = "summary", seed: int | None = None, threads: int | None = None,
          out: Path | None = None, force: bool = False) -> Results:
    """Every point of a scenario's design, or of `points`: a row for each point, a column for each name that `--set` takes.

    `keep` is "summary", "series" or "all". With `out` the folder beside it lets a stopped sweep go on: call it again. Runs that
    fail are a ComityWarning and missing in the results; a sweep that was stopped raises NotFinished.

    >>> loads = sweep("two-states", points=pandas.DataFrame({"assist.load": [0.5, 3.5]}), replicates=2)
    >>> loads.summary.trust.sel(provider="north-mail").dims, loads.design["assist.load"].tolist()
    (('point', 'replicate'), [0.5, 3.5])
    """
    words = program.options(replicates=replicates, keep=keep, seed=seed, threads=threads, force=force)
    with tempfile.TemporaryDirectory() as folder:
        asked = scenario if points is None else _listed(scenario, points, pathlib.Path(folder))
        return _make(out, ["sweep", asked, *program.settings(settings), *words], accept=[3])


# The folder of a file that nobody asked to keep goes when the call fails, else with the results.
def _make(out: Path | None, words: list[Any], accept: Iterable[int] = ()) -> Results:
    holder = None if out is not None else pathlib.Path(tempfile.mkdtemp(prefix="comity-"))
    target = pathlib.Path(out) if holder is None else holder / "results.h5"
    try:
        program.call(*words, "--out", target, "--quiet", accept=accept)
        return Results(target, holder)
    except BaseException:
        if holder is not None:
            shutil.rmtree(holder, ignore_errors=True)
        raise


# A scenario that includes the other one and lists the points.
def _listed(scenario: Path, points: pandas.DataFrame, folder: pathlib.Path) -> pathlib.Path:
    path = pathlib.Path(scenario)
    included = path.resolve() if path.is_file() else pathlib.Path(f"{os.fspath(scenario).removesuffix('.toml')}.toml")
    points.apply(lambda column: column.map(program.spell)).to_csv(folder / "points.csv", index=False)
    asked = folder / f"{path.stem}.toml"
    asked = asked.with_stem(asked.stem + "-points")
    asked.write_text(f'question = "The listed points of {path.stem}"\ninclude = "{included}"\n[sweep]\ndesign = "list"\n'
                     'file = "points.csv"\n', encoding="utf-8")
    return asked
