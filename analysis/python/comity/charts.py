"""The charts of the report page as data, and drawn by matplotlib with the page's own numbers."""

from __future__ import annotations

import dataclasses
import os
import pathlib
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import pandas

from comity import program

COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]  # Okabe and Ito
LINES = ["-", "--", ":"]


@dataclasses.dataclass(frozen=True)
class Chart:
    """A chart of the page: its finding, what it answers, and every number it shows."""

    id: str
    part: str
    title: str
    question: str
    source: str
    data: pandas.DataFrame
    also: pandas.DataFrame | None
    choices: dict[str, str]
    columns: pandas.DataFrame

    def chosen(self, **choice: str) -> pandas.DataFrame:
        """The rows that the page shows at first, or those of another choice: `chart.chosen(state="IE")`.

        Raises InputError for a column by which nothing is chosen, or a word that is not in it.
        """
        rows = self.data
        for column in choice:
            if column not in self.choices:
                raise program.InputError(f"{self.id} is not chosen by {column} (but by {', '.join(self.choices) or 'nothing'}).")
        for column, first in self.choices.items():
            word = choice.get(column, first)
            known = rows[column].astype(str)
            if word not in set(known):
                raise program.InputError(f"{self.id} has no {column} {word!r} (it has {', '.join(dict.fromkeys(known))}).")
            rows = rows[known == word]
        return rows

    def draw(self, axes: Any = None, **choice: str) -> Any:
        """Draws the chosen rows into matplotlib's `axes` (new ones without), and gives them back.

        Raises InputError for a chart without such a drawing; `comity report --figures` draws all of them.
        """
        rows = self.chosen(**choice)
        for needed, drawing in _DRAWINGS:
            if set(needed) <= set(rows.columns):
                break
        else:
            raise program.InputError(f"{self.id} is drawn by comity report --figures only; its numbers are in .data.")
        if axes is None:
            from matplotlib import pyplot
            axes = pyplot.subplots(figsize=(8, 4.8), layout="constrained")[1]
        drawing(axes, rows, self._series(rows))
        for axis in (axes.xaxis, axes.yaxis):
            column = axis.get_label_text()
            axis.set_label_text(self.columns.meaning.get(column, column))
        axes.set_title(textwrap.fill(self.title, 90), loc="left", fontsize=10)
        axes.spines[["top", "right"]].set_visible(False)
        if axes.get_legend_handles_labels()[0]:
            axes.legend(frameon=False, fontsize=8)
        return axes

    # Columns of words that tell one series of a chart from the other, but for those by which the reader chooses.
    def _series(self, rows: pandas.DataFrame) -> list[str]:
        words = [column for column in rows.columns if column not in self.choices and column not in ("year", "accepted", "name")
                 and not pandas.api.types.is_numeric_dtype(rows[column]) and not pandas.api.types.is_datetime64_any_dtype(rows[column])]
        return [column for column in words if rows[column].nunique() > 1] or words[:1]


def read(results: str | os.PathLike[str], *other: str | os.PathLike[str]) -> dict[str, Chart]:
    """The charts of a results file in the order of the page, by their ids; with another file what differs between the two.

    >>> import comity
    >>> with comity.run("two-states", replicates=4) as results:
    ...     charts = read(results.path)
    >>> charts["consent"].data.columns.tolist()
    ['arm', 'met', 'day', 'p5', 'median', 'p95']
    """
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        program.call("report", results, *other, "--tables", folder)
        tables = {path.stem: program.frame(path.read_text(encoding="utf-8")) for path in folder.glob("*.csv")}
    columns, choices = tables["columns"], tables["choices"]
    for row in columns[columns.unit == "day"].itertuples():
        table = tables[row.file.removesuffix(".csv")]
        table[row.column] = pandas.to_datetime(table[row.column])
    charts = {}
    for row in tables["charts"].fillna("").itertuples():
        mine = choices[choices.chart == row.chart]
        charts[row.chart] = Chart(row.chart, row.part, row.title, row.question, row.source, tables[row.chart],
                                  tables.get(f"{row.chart}-also"), dict(zip(mine.column, mine["first"].astype(str))),
                                  columns[columns.file == f"{row.chart}.csv"].set_index("column")[["unit", "meaning"]])
    return charts


def _label(words: Any) -> str:
    return ", ".join(str(word) for word in (words if isinstance(words, tuple) else (words,)))


def _labels(rows: pandas.DataFrame, series: list[str]) -> list[str]:
    return [_label(tuple(row)) for row in rows[series].itertuples(index=False)] if series else [""] * len(rows)


# The rows of each series by its label, in the order of the first ones.
def _parts(rows: pandas.DataFrame, series: list[str]) -> Iterator[tuple[str, pandas.DataFrame]]:
    labels = pandas.Series(_labels(rows, series), index=rows.index)
    for label in dict.fromkeys(labels):
        yield label, rows[labels == label]


# What happens over time or along a factor: the middle, and between which values 90 % of the runs lie.
def _bands(axes: Any, rows: pandas.DataFrame, series: list[str]) -> None:
    along = next(column for column in ("day", "year", "value") if column in rows)
    middle = "median" if "median" in rows else "mean"
    for number, (label, part) in enumerate(_parts(rows, [column for column in series if column != along])):
        colour = COLOURS[number % len(COLOURS)]
        axes.plot(part[along], part[middle], color=colour, linestyle=LINES[number // len(COLOURS) % len(LINES)], label=label)
        if "p5" in part:
            axes.fill_between(part[along], part.p5, part.p95, color=colour, alpha=0.15, linewidth=0)
    axes.set(xlabel=along, ylabel=middle)


def _stack(axes: Any, rows: pandas.DataFrame, _: list[str]) -> None:
    wide = rows.pivot(index="day", columns="place", values="mean")[list(dict.fromkeys(rows.place))]
    axes.stackplot(wide.index, wide.to_numpy().T, labels=list(wide.columns))
    axes.set(xlabel="day", ylabel="mean share")


# Estimates with what they may as well be, a line each.
def _intervals(axes: Any, rows: pandas.DataFrame, series: list[str]) -> None:
    middle = next(column for column in ("estimate", "difference", "median", "mean") if column in rows)
    low, high = ("low", "high") if "low" in rows else ("p5", "p95")
    places = list(range(len(rows)))[::-1]
    axes.hlines(places, rows[low], rows[high], color=COLOURS[0])
    axes.plot(rows[middle], places, "o", color=COLOURS[0])
    axes.set_yticks(places, _labels(rows, series), fontsize=8)
    axes.set(xlabel=middle)


def _dates(axes: Any, rows: pandas.DataFrame, _: list[str]) -> None:
    places = list(range(len(rows)))[::-1]
    axes.hlines(places, rows.p5, rows.p95, color=COLOURS[0])
    axes.plot(rows["median"], places, "o", color=COLOURS[0], label="simulated, median")
    axes.plot(rows.history, places, "D", color=COLOURS[1], label="in history")
    axes.set_yticks(places, rows.event, fontsize=8)


# Parts of a whole, a bar each.
def _bars(axes: Any, rows: pandas.DataFrame, series: list[str]) -> None:
    number = "share" if "share" in rows else "number"
    wide = rows.pivot_table(index=series[0], columns=series[1:], values=number, sort=False, aggfunc="sum", observed=True) \
        if len(series) > 1 else rows.set_index(series)[[number]]
    start = pandas.Series(0.0, index=wide.index)
    for place, column in enumerate(wide.columns):
        values = wide[column].fillna(0.0)
        axes.barh([str(word) for word in wide.index], values, left=start, label=_label(column), color=COLOURS[place % len(COLOURS)])
        start = start + values
    axes.invert_yaxis()
    axes.set(xlabel=number)


def _histogram(axes: Any, rows: pandas.DataFrame, series: list[str]) -> None:
    for number, (label, part) in enumerate(_parts(rows, [column for column in series if column == "arm"])):
        axes.bar(part["from"], part.runs, width=part.to - part["from"], align="edge", color=COLOURS[number % len(COLOURS)],
                 alpha=0.7, label=label)
    axes.set(xlabel="value", ylabel="runs")


def _spans(axes: Any, rows: pandas.DataFrame, _: list[str]) -> None:
    axes.barh(rows.factor, rows.to - rows["from"], left=rows["from"], color=COLOURS[0])
    axes.set(xlim=(0, 1), xlabel="share of the factor's range")


def _matrix(axes: Any, rows: pandas.DataFrame, _: list[str]) -> None:
    wide = rows.pivot_table(index="orders", columns="forbids", values="share", aggfunc="max", sort=False)
    axes.imshow(wide, cmap="cividis", aspect="auto")
    axes.set_xticks(range(len(wide.columns)), wide.columns, fontsize=7)
    axes.set_yticks(range(len(wide.index)), wide.index, fontsize=7)
    axes.set(xlabel="forbids", ylabel="orders")


# Who cites whom, or who is cited when: a circle as large as the citations, coloured by whether courts agree.
def _citations(axes: Any, rows: pandas.DataFrame, _: list[str]) -> None:
    along, across = ("to", "from") if "to" in rows else ("year", "circuit")
    axes.scatter(rows[along], rows[across], s=200 * rows.citations / rows.citations.max(), c=rows.agrees, cmap="coolwarm_r", vmin=0, vmax=1)
    axes.tick_params(axis="x", labelrotation=90 if along == "to" else 0, labelsize=7)
    axes.tick_params(axis="y", labelsize=7)
    axes.set(xlabel=along, ylabel=across)


# The steps of one dispute in the order of their days.
def _story(axes: Any, rows: pandas.DataFrame, _: list[str]) -> None:
    steps = rows.sort_values("day", kind="stable").fillna("")
    axes.plot(steps.day, range(len(steps)), marker="o", color=COLOURS[0], linestyle=":")
    axes.set_yticks(range(len(steps)), [_label((row.what, row.outcome)) if row.outcome else row.what for row in steps.itertuples()], fontsize=7)
    axes.invert_yaxis()
    axes.set(xlabel="day", ylabel="")


# The first that finds its columns draws.
_DRAWINGS: list[tuple[tuple[str, ...], Callable[[Any, pandas.DataFrame, list[str]], None]]] = [
    (("event", "history", "median"), _dates),
    (("day", "place", "rank", "mean"), _stack),
    (("what", "outcome", "day"), _story),
    (("from", "to", "runs"), _histogram),
    (("factor", "from", "to"), _spans),
    (("orders", "forbids", "share"), _matrix),
    (("citations", "agrees"), _citations),
    (("estimate", "low", "high"), _intervals),
    (("difference", "low", "high"), _intervals),
    (("day", "median", "p5", "p95"), _bands),
    (("year", "median", "p5", "p95"), _bands),
    (("value", "mean", "p5", "p95"), _bands),
    (("median", "p5", "p95"), _intervals),
    (("mean", "p5", "p95"), _intervals),
    (("share",), _bars),
    (("number",), _bars),
]
