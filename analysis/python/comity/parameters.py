"""Parameters as ranges to vary: what the bridges to SALib and the EMA workbench share."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas

from comity import program
from comity.results import Path, Results


class Factor(NamedTuple):
    """A parameter to vary between `low` and `high`, or over `levels` (words, true and false)."""

    name: str
    kind: str  # real, whole, choice or true/false
    low: float
    high: float
    levels: tuple[Any, ...]
    default: Any


def factors(chosen: Iterable[str] | Mapping[str, tuple[float, float] | None]) -> list[Factor]:
    """The parameters of these names, each in the range given, else in that of its prior, else (where that is fixed) in the whole
    range that the program accepts; `comity.table("parameters")` has them all.

    >>> factors({"assist.load": (0.5, 3.5)})
    [Factor(name='assist.load', kind='real', low=0.5, high=3.5, levels=(), default=1.5)]
    >>> factors(["choose.learning"])[0].levels
    ('beta', 'ewa', 'none')
    >>> factors(["assist.lod"])
    Traceback (most recent call last):
    ...
    comity.program.InputError: there is no parameter 'assist.lod' to vary. Did you mean 'assist.load'?
    """
    table = program.table("parameters").set_index("name")
    ranges = chosen if isinstance(chosen, Mapping) else {name: None for name in chosen}
    return [_factor(name, table, limits) for name, limits in ranges.items()]


def _factor(name: str, table: Any, limits: tuple[float, float] | None) -> Factor:
    if name not in table.index or table.loc[name, "type"] in ("date", "type"):
        near = difflib.get_close_matches(name, table.index, 1)
        raise program.InputError(f"there is no parameter {name!r} to vary." + (f" Did you mean {near[0]!r}?" if near else ""))
    row = table.loc[name]
    kind = row["type"]
    if kind in ("choice", "true/false"):
        levels = tuple(row["unit"].split("|")) if kind == "choice" else (False, True)
        default = row["default"] if kind == "choice" else row["default"] == "true"
        return Factor(name, kind, 0, len(levels) - 1, levels, default)
    number = int if kind == "whole" else float
    low, high = limits if limits is not None else (_end(row, "low"), _end(row, "high"))
    return Factor(name, kind, number(low), number(high), (), number(row["default"]))


def _end(row: Any, end: str) -> Any:
    plausible = row.get(f"prior_{end}")
    return plausible if pandas.notna(plausible) else row[end]


def point_means(results: Results, formula: str, points: int) -> list[float]:
    """Of each point of a sweep, the mean of a formula over the replicates that have a value, as `comity analyze` takes it."""
    answer = results.analyze("summary", metric=formula)
    means = answer[answer.quantity == "mean"]
    if len(means) != points:
        raise program.InputError(f"{formula!r} has {len(means)} values at {points} points; ask for one number, such as "
                                 "'trust[microsoft]' or 'unilateral/cross_border_ended'.")
    return means.estimate.astype(float).tolist()
