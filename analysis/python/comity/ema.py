"""The EMA workbench: comity as one of its models.

    model = comity.ema.model("twostates", "two-states", replicates=8,
                             uncertainties={"assist.load": (0.5, 3.5), "choose.learning": None},
                             levers={"assist.capacity_growth": (0, 0.2)},
                             outcomes={"unilateral": "unilateral/cross_border_ended"})
    with ema_workbench.MultiprocessingEvaluator(model) as evaluator:
        experiments, outcomes = evaluator.perform_experiments(scenarios=100, policies=4)

The workbench wants names that Python allows, so that `assist.load` is `assist__load` in its tables. It is imported only by `model`;
`Function`, the model as a plain function, needs nothing of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from comity.parameters import Factor, factors, point_means
from comity.results import Path
from comity.simulate import run


def plain_name(name: str) -> str:
    """The name of a parameter as Python allows it.

    >>> plain_name("assist.load"), full_name("assist__load")
    ('assist__load', 'assist.load')
    """
    return name.replace(".", "__")


def full_name(name: str) -> str:
    """The name that `--set` takes."""
    return name.replace("__", ".")


@dataclasses.dataclass(frozen=True)
class Function:
    """Runs a scenario with values by name; gives the mean of each outcome's formula. It can be sent to other processes.

    >>> means = Function("two-states", {"demands": "demands[XN]"}, replicates=4)(assist__load=0.7)
    >>> list(means), means["demands"] > 0
    (['demands'], True)
    """

    scenario: Path
    outcomes: Mapping[str, str]
    replicates: int | None = None
    seed: int | None = None
    threads: int | None = 1

    def __call__(self, **values: Any) -> dict[str, float]:
        named = {full_name(name): value for name, value in values.items()}
        with run(self.scenario, named, replicates=self.replicates, seed=self.seed, threads=self.threads) as results:
            return {name: point_means(results, formula, 1)[0] for name, formula in self.outcomes.items()}


def model(name: str, scenario: Path, *, outcomes: Mapping[str, str],
          uncertainties: Iterable[str] | Mapping[str, tuple[float, float] | None],
          levers: Iterable[str] | Mapping[str, tuple[float, float] | None] = (), replicates: int | None = None,
          seed: int | None = None, threads: int | None = 1) -> Any:
    """A `ema_workbench.Model` of a scenario. `outcomes` maps a name to a formula; ranges are as `comity.table("parameters")` has
    them where none is given. Every experiment uses the same random numbers. One thread each, as the workbench's evaluators
    fill the processors."""
    import ema_workbench

    made = ema_workbench.Model(name, function=Function(scenario, dict(outcomes), replicates, seed, threads))
    made.uncertainties = [_parameter(ema_workbench, factor) for factor in factors(uncertainties)]
    made.levers = [_parameter(ema_workbench, factor) for factor in factors(levers)]
    made.outcomes = [ema_workbench.ScalarOutcome(outcome) for outcome in outcomes]
    return made


def _parameter(workbench: Any, factor: Factor) -> Any:
    name = plain_name(factor.name)
    if factor.levels:
        return workbench.CategoricalParameter(name, list(factor.levels))
    kind = workbench.IntegerParameter if factor.kind == "whole" else workbench.RealParameter
    return kind(name, factor.low, factor.high)
