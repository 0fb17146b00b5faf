"""Questions about rule files alone, as data frames. Files are paths, folders, or names of laws that come with the program;
without any, all that come with it."""

from __future__ import annotations

import json
from typing import Any

import pandas

from comity import program
from comity.results import Path

Day = Any  # a date, or its text as ISO 8601


def conflicts(*files: Path, on: Day = None, states: list[str] | None = None, **options: Any) -> pandas.DataFrame:
    """Between which states one compels what the other forbids: a row for each pair. With `from_` and `to` what changed.

    >>> conflicts(on="2013-12-04", states=["US", "IE"])[["orders", "forbids", "conflict"]].values.tolist()
    [['US', 'IE', 'certain'], ['IE', 'US', 'certain']]
    >>> conflicts("northland", on="2021-06-01")
    Traceback (most recent call last):
    ...
    comity.program.InputError: comity law conflicts: the files are the law of Northland (two states are needed). ...
    """
    return _frame("conflicts", files, on=on, states=states, **options)


def gaps(*files: Path, on: Day, states: list[str] | None = None, **options: Any) -> pandas.DataFrame:
    """Situations in which no lawful route leads one state to data in another: a row for each pair."""
    return _frame("gaps", files, on=on, states=states, **options)


def why(*files: Path, on: Day, given: str | list[str] | None = None, effect: str | None = None,
        **options: Any) -> pandas.DataFrame:
    """Each effect with its answer, the rules behind it and the facts that are enough for it. `order_of`, `data_in`,
    `provider_of` and `subject_in` ask of a demand across states, as each of them sees it."""
    return _frame("why", files, on=on, given=given, effect=effect, **options)


def answer(question: str, *files: Path, **options: Any) -> Any:
    """All that `comity law QUESTION` knows, as it stands in its JSON: sources, places, examples, nearest situations.

    >>> answer("why", "northland", on="2021-06-01", effect="compels",
    ...        given=["order is ours", "data here", "content data", "judge approved"])[0]["rules"][0]["source"]
    '...'
    """
    return json.loads(_call(question, files, "json", options))


def _frame(question: str, files: tuple[Path, ...], **options: Any) -> pandas.DataFrame:
    table = program.frame(_call(question, files, "csv", options))
    for column in {"on", "from", "to"} & set(table.columns):
        table[column] = pandas.to_datetime(table[column])
    return table


def _call(question: str, files: tuple[Path, ...], form: str, options: dict[str, Any]) -> str:
    return program.call("law", question, *(files or ("law",)), *program.options(**options), "--format", form)
