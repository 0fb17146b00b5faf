"""Exports as a user makes them, compared number by number with the results file they are from."""

import csv
import datetime
import math
import re
import struct
import subprocess
import unittest
import xml.etree.ElementTree

import h5py
import numpy
import program
from program import SOURCE, TWO_STATES

EPOCH = datetime.date(1970, 1, 1)
TABLES = ["rulings", "challenges", "focal", "reforms", "agreements", "relocations", "shocks", "demands", "citations",
          "splits"]
# help reserved, and what the issue asks of names
STATA_RESERVED = set("_all _b byte _coef _cons double float if in int long _n _N _pi _pred _rc _skip strL using with".split())


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def bits(number):
    return struct.pack("<d", number)


def same(text, number):
    return text == "" if math.isnan(number) else text != "" and bits(float(text)) == bits(number)


def iso(day):
    return (EPOCH + datetime.timedelta(days=math.floor(day))).isoformat()


class ExportTest(program.ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.made = cls.folder_of_all()
        cls.call("run", SOURCE / "scenarios" / "microsoft-ireland.toml", "--replicates", "12", "--set", "run.scale=0.01",
                 "--out", "run.h5", "--quiet")
        cls.call("run", TWO_STATES, "--replicates", "3", "--set", "run.log_demands=true", "--set", "run.end=2022-01-01",
                 "--out", "small.h5", "--quiet")
        (cls.made / "sweep.toml").write_text(
            f'question = "Which load, when?"\ninclude = ["{TWO_STATES}"]\n[run]\nreplicates = 7\n[sweep]\ndesign = "grid"\n'
            '[sweep.factors]\n"assist.load" = { values = [0.1, 0.7, 1.3] }\n"run.record_days" = { values = [14.0, 28.0] }\n'
            '"phases.locate" = { values = [true, false] }\n', encoding="utf-8")
        cls.call("sweep", "sweep.toml", "--keep", "all", "--out", "sweep.h5", "--quiet", expect=3)

    @classmethod
    def call(cls, *arguments, expect=0):
        done = program.run(*arguments, folder=cls.made)
        if done.returncode != expect:
            raise AssertionError(f"{arguments}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def export(self, name, *arguments, expect=0):
        done = program.run("export", self.made / name, "--out", self.folder / "out", *arguments)
        self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
        return done

    def table(self, name):
        return rows_of(self.folder / "out" / name)

    def test_every_court_has_a_row(self):
        self.export("run.h5", "--table", "courts")
        with h5py.File(self.made / "run.h5") as file:
            self.assertEqual([row["court"] for row in self.table("courts.csv")], [name.decode() for name in file["events/labels/court"][...]])

    def test_without_wishes_the_series_are_those_of_the_headlines_and_sizes_are_said_before(self):
        few = self.export("run.h5").stdout
        self.assertFalse((self.folder / "out" / "metrics.csv").exists())
        self.assertIn("fines", {row["metric"] for row in self.table("summary.csv")})
        rows = self.table("headlines.csv")
        self.assertEqual(len({row["headline"] for row in rows}), 12)
        found = [float(row["value"]) for row in rows if row["headline"] == "trust in providers (mean)"]
        with h5py.File(self.made / "run.h5") as file:
            trust = file["metrics/trust"][0].mean(axis=2).ravel()
        numpy.testing.assert_allclose(found, trust, rtol=1e-12)
        size = re.match(r"About (\d+) (k|M)B to write; metrics.csv, about (\d+) (k|M)B more, comes with --all", few)
        self.assertIsNotNone(size, few)
        bytes_of = lambda number, unit: float(number) * {"k": 1e3, "M": 1e6}[unit]
        small = sum(path.stat().st_size for path in (self.folder / "out").iterdir())
        whole = self.export("run.h5", "--all", "--force").stdout
        self.assertNotIn("comes with --all", whole)
        large = sum(path.stat().st_size for path in (self.folder / "out").iterdir())
        self.assertGreater(large, 10 * small)
        self.assertTrue(0.5 < bytes_of(*size.groups()[:2]) / small < 2.0, (few, small))
        self.assertTrue(0.5 < bytes_of(*size.groups()[2:]) / (large - small) < 2.0, (few, large - small))

    def test_summary_of_a_run_is_what_analyze_takes_for_a_run(self):
        self.export("small.h5", "--table", "summary")
        rows = self.table("summary.csv")
        with h5py.File(self.made / "small.h5") as file:
            demands, trust = file["metrics/demands"][0], file["metrics/trust"][0]
        found = lambda metric: [float(row["value"]) for row in rows if row["metric"] == metric]
        self.assertEqual(found("demands"), demands.sum(axis=1).ravel().tolist())
        for value, expected in zip(found("trust"), trust.mean(axis=1).ravel(), strict=True):
            self.assertAlmostEqual(value, expected, 6)

    def test_questions_are_told_in_words(self):
        self.export("run.h5", "--table", "questions", "--table", "metrics", "--metric", "accepted_share")
        questions = {row["question"]: row for row in self.table("questions.csv")}
        with h5py.File(self.made / "run.h5") as file:
            labels = {name: file[f"events/labels/{name}"].asstr()[...].tolist()
                      for name in ("question", "question_name", "question_accepted", "question_accepted_words",
                                   "question_rejected", "question_rejected_words")}
        self.assertEqual([tuple(row.values()) for row in questions.values()], list(zip(*labels.values(), strict=True)))
        self.assertGreater(len(questions), 5)
        self.assertTrue(questions["us-warrant-stops-at-border"]["name"].endswith("?"))
        for row in self.table("metrics.csv"):
            self.assertEqual(row["group_name"], questions[row["group"]]["name"])

    def test_metrics_have_the_bits_of_the_file(self):
        self.export("small.h5", "--all")
        rows = iter(self.table("metrics.csv"))
        with h5py.File(self.made / "small.h5") as file:
            metrics = file["metrics"]
            days = [iso(day) for day in metrics["time"]]
            names = [name for name in metrics if metrics[name].ndim >= 3]
            seen = []
            for _ in names:
                first = next(rows)
                name = first["metric"]
                seen.append(name)
                values = metrics[name][...]
                groups = [""]
                if values.ndim == 4:
                    groups = metrics[metrics[name].dims[3][0].name].asstr()[...].tolist()
                wanted = [(str(replicate), days[time], group) for replicate in range(values.shape[1])
                          for time in range(values.shape[2]) for group in groups]
                for row, place, value in zip([first, *(next(rows) for _ in range(values.size - 1))], wanted, values.flat):
                    self.assertEqual((row["replicate"], row["time"], row["group"]), place)
                    self.assertEqual((row["metric"], row["point"]), (name, "0"))
                    self.assertTrue(same(row["value"], value), (row, value))
            self.assertEqual(sorted(seen), sorted(names))
        self.assertIsNone(next(rows, None))

    def test_event_tables_have_every_row_with_codes_as_words(self):
        self.export("run.h5", "--metric", "trust")
        self.check_events("run.h5")

    def test_logged_demands_are_exported(self):
        self.export("small.h5", "--table", "demands")
        self.assertGreater(len(self.table("demands.csv")), 1000)
        self.check_events("small.h5", ["demands"])

    def check_events(self, name, tables=None):
        with h5py.File(self.made / name) as file:
            for table in tables or TABLES:
                group = file["events"][table]
                rows = self.table(f"{table}.csv")
                self.assertEqual(len(rows), group["replicate"].shape[0], table)
                columns = [column for column in group if column != "row"]
                expected = []
                for column in columns:
                    expected.append(column)
                    values = group[column][...].tolist()
                    if "calendar" in group[column].attrs:
                        expected.append(column + "_days")
                        self.assertTrue(all(same(row[column + "_days"], value) for row, value in zip(rows, values)))
                    written = [row[column] for row in rows]
                    self.assertEqual(written, self.words_of(file, group[column], values), (table, column))
                labels = file["events/labels"]
                if table == "rulings":
                    expected.append("reading")
                    words = [labels["question_rejected"].asstr()[...], labels["question_accepted"].asstr()[...]]
                    self.assertEqual([row["reading"] for row in rows],
                                     ["" if question < 0 else words[accepted][question]
                                      for question, accepted in zip(group["question"][...], group["accepted"][...])])
                if table == "focal":
                    expected.append("focal_name")
                    self.assertEqual([row["focal_name"] for row in rows],
                                     labels["focal"].asstr()[...][group["focal"][...]].tolist())
                if rows:
                    self.assertEqual(list(rows[0]), expected)

    @staticmethod
    def words_of(file, dataset, values):
        """How the values must be written, by what the file says about the column."""
        words = dataset.attrs
        if "labels" in words:
            labels = file[words["labels"]].asstr()[...].tolist()
            return ["" if value < 0 else labels[int(value)] for value in values]
        if "flag_meanings" in words:
            meaning = dict(zip(words["flag_values"].tolist(), words["flag_meanings"].decode().split()))
            return ["" if value < 0 else meaning[value] for value in values]
        if "calendar" in words:
            return [iso(value) for value in values]
        return [str(value) if isinstance(value, int) else repr(value).removesuffix(".0") for value in values]

    def test_sweeps_have_their_design_their_summary_and_their_failures(self):
        self.export("sweep.h5", "--all")
        with h5py.File(self.made / "sweep.h5") as file:
            failed = file["runs/failed"][...]
            self.assertEqual(failed.sum(), 42)
            runs = self.table("runs.csv")
            self.assertEqual([row["failed"] for row in runs], ["yes" if one else "no" for one in failed.flat])
            self.assertTrue(all(("recorded on other days" in row["failure"]) == (row["failed"] == "yes") for row in runs))
            self.assertEqual([row["demands"] for row in runs],
                             ["" if gone else str(one) for gone, one in zip(failed.flat, file["runs/demands"][...].flat)])
            design = self.table("design.csv")
            for name in ("assist.load", "run.record_days"):
                self.assertTrue(all(same(row[name], value) for row, value in zip(design, file["design"][name][...])))
            switch = file["design/phases.locate"]
            words = switch.attrs["levels"].decode().split("\n")
            self.assertEqual(sorted(words), ["false", "true"])
            self.assertEqual([row["phases.locate"] for row in design], [words[code] for code in switch[...]])
            summary = {(row["point"], row["replicate"], row["metric"], row["group"]): row["value"]
                       for row in self.table("summary.csv")}
            count = 0
            for name in file["summary"]:
                values = file["summary"][name]
                if values.ndim < 2:
                    continue
                groups = [""] if values.ndim == 2 else file[values.dims[2][0].name].asstr()[...].tolist()
                for place, value in zip(numpy.ndindex(values.shape), values[...].flat):
                    key = (str(place[0]), str(place[1]), name, groups[place[2] if len(place) > 2 else 0])
                    self.assertTrue(same(summary[key], value), key)
                    count += 1
            self.assertEqual(count, len(summary))
        self.assertEqual(len({row["time"] for row in self.table("metrics.csv")}), len(set(self.times("sweep.h5"))))

    def times(self, name):
        with h5py.File(self.made / name) as file:
            return [iso(day) for day in file["metrics/time"]]

    def test_dictionary_has_every_column_and_metric(self):
        self.export("small.h5", "--all")
        words = self.table("dictionary.csv")
        self.assertEqual(len(words), len({(row["file"], row["column"]) for row in words}))
        self.assertTrue(all(row["meaning"] and row["type"] in ("integer", "number", "date", "text") for row in words))
        for path in sorted((self.folder / "out").glob("*.csv")):
            if path.name == "dictionary.csv":
                continue
            with open(path, newline="", encoding="utf-8") as lines:
                columns = next(csv.reader(lines))
            listed = [row["column"] for row in words if row["file"] == path.name and not row["column"].startswith("value[")]
            self.assertEqual(columns, listed, path.name)
        for table in ("metrics.csv", "summary.csv"):
            self.assertEqual({f"value[{row['metric']}]" for row in self.table(table)},
                             {row["column"] for row in words if row["file"] == table and row["column"].startswith("value[")})
        (trust,) = [row for row in words if (row["file"], row["column"]) == ("metrics.csv", "value[trust]")]
        self.assertIn("trust in the provider", trust["meaning"])

    def test_stata_takes_every_name(self):
        self.export("sweep.h5", "--stata")
        for path in (self.folder / "out").glob("*.csv"):
            with open(path, newline="", encoding="utf-8") as lines:
                names = next(csv.reader(lines))
            for name in names:
                self.assertRegex(name, r"^[A-Za-z_][A-Za-z0-9_]{0,31}$")
                self.assertFalse(name in STATA_RESERVED or re.fullmatch(r"str\d+", name), name)
            self.assertEqual(len(names), len({name.lower() for name in names}))
        design = self.table("design.csv")
        self.assertIn("assist_load", design[0])
        meanings = {row["column"]: row["meaning"] for row in self.table("dictionary.csv") if row["file"] == "design.csv"}
        self.assertIn("assist.load", meanings["assist_load"])

    def test_network_is_well_formed_and_right(self):
        self.export("run.h5", "--table", "network")
        space = "{http://graphml.graphdrawing.org/xmlns}"
        root = xml.etree.ElementTree.parse(self.folder / "out" / "network.graphml").getroot()
        self.assertEqual(root.tag, space + "graphml")
        keys = {key.get("id"): (key.get("for"), key.get("attr.name"), key.get("attr.type"))
                for key in root.iter(space + "key")}
        self.assertEqual(keys["label"], ("node", "label", "string"))
        self.assertEqual(keys["weight"], ("edge", "weight", "double"))
        graph = root.find(space + "graph")
        self.assertEqual(graph.get("edgedefault"), "directed")
        data = {element: {one.get("key"): one.text for one in element} for element in graph}
        for element, values in data.items():
            of = element.tag.removeprefix(space)
            self.assertEqual({key for key in values if not re.fullmatch(r"q\d+", key)},
                             {key for key, words in keys.items() if words[0] == of and not re.fullmatch(r"q\d+", key)})
            self.assertLessEqual(set(values), set(keys))
        with h5py.File(self.made / "run.h5") as file:
            names = dict(zip(file["events/labels/question"].asstr()[...], file["events/labels/question_name"].asstr()[...]))
        asked = {key.get("attr.name"): key.find(space + "desc").text for key in root.iter(space + "key") if key.get("id").startswith("q")}
        self.assertGreater(len(asked), 2)
        for question, words in asked.items():
            self.assertTrue(words.endswith(names[question]), words)
        nodes = {element.get("id"): values for element, values in data.items() if element.tag == space + "node"}
        edges = {(one.get("source"), one.get("target")): values for one, values in data.items() if one.tag == space + "edge"}
        self.assertLessEqual({end for edge in edges for end in edge}, set(nodes))
        self.check_network(nodes, edges)

    def check_network(self, nodes, edges):
        with h5py.File(self.made / "run.h5") as file:
            labels = file["events/labels/court"].asstr()[...]
            citing, cited = file["events/citations/court"][...], file["events/citations/cited_court"][...]
            ruled = file["events/rulings/court"][...][file["events/rulings/question"][...] >= 0]
        self.assertGreater(len(citing), 100)
        matrix = numpy.zeros((len(labels), len(labels)))
        numpy.add.at(matrix, (citing, cited), 1.0)
        matrix /= 12  # runs
        own = numpy.diag(matrix).copy()
        self.assertGreater(own.sum(), 0.0)
        numpy.fill_diagonal(matrix, 0.0)
        self.assertEqual({(f"c{one}", f"c{two}"): matrix[one, two] for one, two in zip(*matrix.nonzero())},
                         {edge: float(values["weight"]) for edge, values in edges.items()})
        for values in edges.values():
            self.assertAlmostEqual(sum(float(value) for key, value in values.items() if key.startswith("q")), float(values["weight"]), 9)
        authority = self.first_vector(matrix.T @ matrix)
        hub = self.first_vector(matrix @ matrix.T)
        for court, label in enumerate(labels):
            if f"c{court}" not in nodes:
                self.assertNotIn(court, ruled)
                continue
            node = nodes[f"c{court}"]
            self.assertEqual(node["label"], label)
            self.assertAlmostEqual(float(node["rulings"]), (ruled == court).sum() / 12, 12)
            self.assertAlmostEqual(float(node["cited"]), matrix[:, court].sum(), 12)
            self.assertAlmostEqual(float(node["own"]), own[court], 12)
            self.assertAlmostEqual(float(node["authority"]), authority[court], 6)
            self.assertAlmostEqual(float(node["hub"]), hub[court], 6)

    @staticmethod
    def first_vector(matrix):
        values, vectors = numpy.linalg.eigh(matrix)
        assert values[-1] > values[-2] * (1 + 1e-3), "the first eigenvalue is not alone"
        return numpy.abs(vectors[:, -1]) / numpy.abs(vectors[:, -1]).sum()

    def test_r_reads_the_same_numbers(self):
        self.export("small.h5", "--table", "metrics", "--metric", "trust", "--metric", "delay_median")
        code = """
        arguments <- commandArgs(trailingOnly = TRUE)
        table <- read.csv(arguments[1], colClasses = c(value = "numeric"))
        file <- hdf5r::H5File$new(arguments[2], "r")
        for (name in c("trust", "delay_median")) {
          left <- table$value[table$metric == name]
          right <- as.numeric(file[[paste0("metrics/", name)]]$read())
          stopifnot(length(left) == length(right), length(left) > 0, identical(is.na(left), is.na(right)),
                    all(left == right, na.rm = TRUE), any(!is.na(left)))
        }
        stopifnot(identical(sort(unique(table$metric)), c("delay_median", "trust")), !anyNA(as.Date(table$time)))
        cat("same")
        """
        done = subprocess.run(["Rscript", "-e", code, self.folder / "out" / "metrics.csv", self.made / "small.h5"],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.stdout, "same", done.stderr)

    def test_overwrites_only_when_told(self):
        self.export("small.h5", "--table", "runs")
        (self.folder / "out" / "runs.csv").write_text("mine")
        done = self.export("small.h5", "--table", "runs", "--table", "focal", expect=2)
        self.assertIn("runs.csv: exists already", done.stderr)
        self.assertEqual(self.files(), ["out/dictionary.csv", "out/runs.csv"])
        self.assertEqual((self.folder / "out" / "runs.csv").read_text(), "mine")
        self.export("small.h5", "--table", "runs", "--force")
        self.assertEqual(len(self.table("runs.csv")), 3)

    def test_mistakes_are_explained_and_leave_nothing(self):
        self.assertIn('Did you mean "rulings"?', self.export("small.h5", "--table", "rullings", expect=2).stderr)
        self.assertIn('Did you mean "trust"?', self.export("small.h5", "--metric", "trsut", expect=2).stderr)
        self.assertIn("has no table design", self.export("small.h5", "--table", "design", expect=2).stderr)
        self.assertIn("cannot be read", self.export("none.h5", expect=2).stderr)
        done = program.run("export", self.made / "small.h5")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("--out FOLDER", done.stderr)
        self.assertEqual(self.files(), [])

    def test_a_place_that_cannot_be_written_is_a_mistake(self):
        done = program.run("export", self.made / "small.h5", "--out", "/dev/null/folder")
        self.assertEqual(done.returncode, 2)
        self.assertIn("/dev/null/folder", done.stderr)

    def test_same_file_gives_the_same_bytes(self):
        self.export("run.h5", "--metric", "trust")
        first = {path.name: path.read_bytes() for path in (self.folder / "out").iterdir()}
        self.export("run.h5", "--metric", "trust", "--force")
        self.assertEqual(first, {path.name: path.read_bytes() for path in (self.folder / "out").iterdir()})

    def test_the_page_about_results_shows_commands_that_work(self):
        commands = [line.split() for block in program.blocks("results/README.md") for line in block.splitlines()
                    if line.startswith("comity export ")]
        self.assertEqual(len(commands), 3)
        (self.folder / "results").mkdir()
        (self.folder / "results" / "microsoft-ireland.h5").symlink_to(self.made / "run.h5")
        for command in commands:
            done = self.run_in_folder(*command[1:])
            self.assertEqual(done.returncode, 0, done.stderr)
        (r,) = [block for block in program.blocks("results/README.md", "r") if "tables/headlines.csv" in block]
        done = subprocess.run(["Rscript", "-e", r], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("2013-01-29", done.stdout)


if __name__ == "__main__":
    unittest.main()
