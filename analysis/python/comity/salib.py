"""SALib: its problem from comity's parameters, its sample run as one sweep.

    problem = comity.salib.problem({"assist.load": (0.5, 3.5), "learn.half_life": (2, 10)})
    sample = SALib.sample.sobol.sample(problem, 64)
    result = comity.salib.evaluate("two-states", problem, sample, "unilateral/cross_border_ended", replicates=8)
    SALib.analyze.sobol.analyze(problem, result)

SALib itself is not needed here and not imported. comity has these designs and indices itself (`comity sweep`, `comity analyze
sobol`), with intervals that account for the replicates; this is for methods it has not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy
import pandas

from comity.parameters import Factor, factors, point_means
from comity.results import Path
from comity.simulate import sweep


def problem(chosen: Iterable[str] | Mapping[str, tuple[float, float] | None]) -> dict[str, Any]:
    """`num_vars`, `names` and `bounds` as SALib wants them. Whole numbers, words and flags are sampled as real numbers from half
    a step below the first to half a step above the last, and rounded by `evaluate`, so that each is as likely as the others.

    >>> problem({"assist.load": (0.5, 3.5), "choose.learning": None})
    {'num_vars': 2, 'names': ['assist.load', 'choose.learning'], 'bounds': [[0.5, 3.5], [-0.5, 2.5]]}
    """
    found = factors(chosen)
    bounds = [[one.low, one.high] if one.kind == "real" else [one.low - 0.5, one.high + 0.5] for one in found]
    return {"num_vars": len(found), "names": [one.name for one in found], "bounds": bounds}


def points(asked: Mapping[str, Any], values: Any) -> pandas.DataFrame:
    """A sample of SALib (a row for each point) as values of the parameters.

    >>> points({"names": ["choose.learning", "respond.attempts"], "bounds": [[-0.5, 2.5], [0.5, 3.5]]}, [[2.4, 0.6]]).iloc[0].tolist()
    ['none', 1]
    """
    sample = numpy.asarray(values, dtype=float)
    if sample.ndim != 2 or sample.shape[1] != len(asked["names"]):
        raise ValueError(f"a sample of {len(asked['names'])} parameters has as many columns, not the shape {sample.shape}")
    columns = {one.name: [_value(one, bounds, number) for number in sample[:, column]]
               for column, (one, bounds) in enumerate(zip(factors(asked["names"]), asked["bounds"]))}
    return pandas.DataFrame(columns)


def evaluate(scenario: Path, asked: Mapping[str, Any], values: Any, formula: str, **options: Any) -> numpy.ndarray:
    """The mean of a formula over the replicates at each point of a sample: what `SALib.analyze` takes. Options are those of
    `comity.sweep`; all points share their random numbers."""
    listed = points(asked, values)
    with sweep(scenario, points=listed, **options) as results:
        return numpy.array(point_means(results, formula, len(listed)))


def _value(factor: Factor, bounds: list[float], number: float) -> Any:
    if factor.kind == "real":
        return number
    # The upper bound itself belongs to the last value.
    rounded = int(min(max(numpy.floor(number + 0.5), bounds[0] + 0.5), bounds[1] - 0.5))
    return factor.levels[rounded] if factor.levels else rounded
