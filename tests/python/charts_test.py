"""The charts of the packages for Python and R are the page's own: the same numbers, read and drawn."""

import datetime
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import matplotlib
import numpy
import pandas
import program
from program import SOURCE, TWO_STATES

matplotlib.use("Agg")
sys.path.insert(0, str(SOURCE / "analysis" / "python"))

import comity  # noqa: E402
from matplotlib import pyplot  # noqa: E402

R = """
arguments <- commandArgs(trailingOnly = TRUE)
for (file in list.files(arguments[1], "[.]R$", full.names = TRUE)) source(file)
charts <- comity_charts(comity_open(arguments[2]))
pdf(NULL)
for (chart in charts) {
  write.csv(chart$data, file.path(arguments[3], paste0(chart$id, ".csv")), row.names = FALSE, na = "", fileEncoding = "UTF-8")
  drawn <- tryCatch(plot(chart), comity_input_error = function(problem) NULL)
  cat(chart$id, if (is.null(drawn)) "not drawn" else nrow(drawn), "\\n")
}
"""


def has_page():
    """Builds of other presets than release have no page."""
    return "has no report page" not in program.run("report", "no-such-file.h5").stderr


def iso(day):
    return (datetime.date(1970, 1, 1) + datetime.timedelta(days=math.floor(day))).isoformat()


class Charts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(holder.cleanup)
        cls.folder = pathlib.Path(holder.name)
        for words in (("run", TWO_STATES, "--replicates", "5", "--set", "run.log_demands=true", "--out", "two.h5", "--quiet"),
                      ("report", "two.h5")):
            done = program.run(*words, folder=cls.folder)
            assert done.returncode == 0, done.stderr
        page = (cls.folder / "two.html").read_text(encoding="utf-8")
        contents = json.loads(re.search(r'<script type="application/json" id="contents">(.*?)</script>', page, re.S).group(1))
        cls.page = {chart["id"]: chart for chart in contents["charts"]}
        cls.charts = comity.open(cls.folder / "two.h5").charts

    @staticmethod
    def cells(table):
        """The page's table, days as ISO days."""
        units = [column["unit"] for column in table["columns"]]
        return [[iso(value) if unit == "day" and value is not None else value for unit, value in zip(units, row)]
                for row in table["rows"]]

    def same(self, cell, value):
        if value is None or value == "":
            return pandas.isna(cell)
        if isinstance(value, (int, float)):
            return float(cell) == value
        return (str(cell.date()) if isinstance(cell, pandas.Timestamp) else str(cell)) == value

    def check(self, frame, table, name):
        self.assertEqual(list(frame.columns), [column["name"] for column in table["columns"]], name)
        rows = self.cells(table)
        self.assertEqual(len(frame), len(rows), name)
        for found, wanted in zip(frame.itertuples(index=False), rows):
            self.assertTrue(all(map(self.same, found, wanted)), (name, found, wanted))

    def test_python_reads_the_page_s_numbers(self):
        self.assertEqual(list(self.charts), list(self.page))
        for name, chart in self.charts.items():
            told = self.page[name]
            self.assertEqual((chart.title, chart.question, chart.source), (told["title"], told["question"], told["source"]))
            self.check(chart.data, told["table"], name)
            self.assertEqual(chart.also is None, "also" not in told)
            if chart.also is not None:
                self.check(chart.also, told["also"], name)

    def chosen(self, name):
        """The rows that the page shows first, as its filters say."""
        told = self.page[name]
        columns = [column["name"] for column in told["table"]["columns"]]
        rows = [dict(zip(columns, row)) for row in told["table"]["rows"]]
        return [row for row in rows if all(str(row[one["column"]]) == str(one["first"]) for one in told["filters"])]

    def test_python_draws_the_page_s_numbers(self):
        for name, chart in self.charts.items():
            with self.subTest(chart=name):
                axes = chart.draw()
                self.assertEqual(axes.get_title(loc="left").replace("\n", " "), chart.title)
                pyplot.close(axes.figure)
        axes = self.charts["consent"].draw()
        drawn = sorted(value for line in axes.get_lines() for value in line.get_ydata() if not math.isnan(value))
        self.assertEqual(drawn, sorted(row["median"] for row in self.chosen("consent") if row["median"] is not None))
        axes = self.charts["flows"].draw()
        self.assertAlmostEqual(sum(bar.get_width() for bar in axes.patches), sum(row["number"] for row in self.chosen("flows")), 6)
        axes = self.charts["places"].draw()
        top = max(vertex[1] for area in axes.collections for path in area.get_paths() for vertex in path.vertices)
        self.assertAlmostEqual(top, 1.0, 4)

    def test_another_choice_and_a_wrong_one(self):
        chart = self.charts["distribution"]
        other = chart.data.quantity[chart.data.quantity != chart.choices["quantity"]].iloc[0]
        self.assertEqual(set(chart.chosen(quantity=other).quantity), {other})
        with self.assertRaisesRegex(comity.InputError, "has no quantity 'nothing'"):
            chart.chosen(quantity="nothing")
        with self.assertRaisesRegex(comity.InputError, "is not chosen by state"):
            chart.draw(state="US")

    def test_r_reads_and_draws_the_page_s_numbers(self):
        (self.folder / "r").mkdir()
        done = subprocess.run(["Rscript", "-e", R, SOURCE / "analysis" / "r" / "R", self.folder / "two.h5", self.folder / "r"],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        drawn = dict(line.rsplit(maxsplit=1) for line in done.stdout.splitlines())
        for name, told in self.page.items():
            frame = pandas.read_csv(self.folder / "r" / f"{name}.csv", keep_default_na=False, na_values=[""],
                                    true_values=["TRUE"], false_values=["FALSE"])
            columns = told["table"]["columns"]
            self.assertEqual(list(frame.columns), [column["name"] for column in columns])
            for column, wanted in zip(columns, zip(*self.cells(told["table"]), strict=True)):
                found = frame[column["name"]]
                if all(isinstance(value, (int, float)) or value is None for value in wanted):
                    numpy.testing.assert_allclose(found.astype(float), [math.nan if value is None else value for value in wanted],
                                                  rtol=1e-14, err_msg=f"{name} {column}")
                else:
                    self.assertEqual(["" if pandas.isna(value) else str(value) for value in found], [value or "" for value in wanted])
            self.assertEqual(drawn[name], str(len(self.chosen(name))), name)


def load_tests(loader, _tests, _pattern):
    return loader.loadTestsFromTestCase(Charts) if has_page() else unittest.TestSuite()


if __name__ == "__main__":
    unittest.main()
