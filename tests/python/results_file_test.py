"""The results file of a real run in every reader, compared with what the program says itself."""

import hashlib
import math
import pathlib
import subprocess
import unittest

import h5py
import pandas
import program
import xarray
from program import SOURCE, TWO_STATES


def quantile(values, probability):
    """Type 7 of Hyndman and Fan, in the order of operations of the program."""
    place = probability * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (place - below) * (values[above] - values[below])


def interval(values):
    values = sorted(value for value in values if not math.isnan(value))
    if not values:
        return {"median": None, "low": None, "high": None}
    return {"median": quantile(values, 0.5), "low": quantile(values, 0.05), "high": quantile(values, 0.95)}


def totals(series, counter):
    """One number per replicate: the sum over time in the order of time, or the mean."""
    result = []
    for run in series:
        values = [value for value in run if not math.isnan(value)]
        total = 0.0
        for value in values:
            total += value
        result.append(math.nan if not values else total if counter else total / len(values))
    return result


class ResultsFileTest(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.path = str(self.folder / "a.h5")
        self.json = self.summary(TWO_STATES, "--replicates", "6", "--out", "a.h5", "--set", "assist.load=0.5")

    def test_every_reader_agrees_with_the_json(self):
        for engine in ("h5netcdf", "netcdf4"):
            metrics = xarray.open_dataset(self.path, group="metrics", engine=engine)
            for name, row in self.json["metrics"].items():
                series = metrics[name]
                self.assertEqual(series.attrs["units"], row["unit"])
                for label, values in row["values"].items():
                    one = series if row["per"] == "one" else series.sel({row["per"]: label})
                    numbers = totals(one.values[0].tolist(), row["kind"] == "counter")
                    self.assertEqual(interval(numbers), values["total"], f"{engine} {name} {label}")

    def test_the_two_python_libraries_read_the_same_bits(self):
        with h5py.File(self.path) as file:
            metrics = xarray.open_dataset(self.path, group="metrics", engine="netcdf4")
            for name in self.json["metrics"]:
                self.assertEqual(file["metrics"][name][...].tobytes(), metrics[name].values.tobytes(), name)

    def test_series_have_labelled_dimensions_and_dates(self):
        metrics = xarray.open_dataset(self.path, group="metrics")
        self.assertEqual(metrics.trust.dims, ("point", "replicate", "time", "provider"))
        self.assertEqual(metrics.state.values.tolist(), ["XN", "XS"])
        self.assertEqual(str(metrics.time.values[-1])[:4], "2026")
        self.assertEqual(metrics.sizes["replicate"], 6)

    def test_ncdump_and_r_open_it(self):
        header = subprocess.run(["ncdump", "-h", self.path], capture_output=True, text=True, check=True).stdout
        self.assertIn("double trust(point, replicate, time, provider) ;", header)
        code = ('library(ncdf4); x <- ncvar_get(nc_open("a.h5"), "metrics/demands"); '
                'library(hdf5r); y <- H5File$new("a.h5", "r")[["metrics/demands"]]$read(); '
                'stopifnot(all(dim(x) == c(2, dim(y)[2], 6)), identical(as.numeric(x), as.numeric(y)))')
        subprocess.run(["Rscript", "-e", code], cwd=self.folder, check=True, capture_output=True)

    def test_events_are_columns_with_codes(self):
        focal = xarray.open_dataset(self.path, group="events/focal")
        meanings = focal.milestone.attrs["flag_meanings"].split()
        values = focal.milestone.attrs["flag_values"].tolist()
        demanded = values[meanings.index("demanded")]
        self.assertEqual(int((focal.milestone == demanded).sum()), 6)
        self.assertEqual(sorted(set(focal.replicate.values.tolist())), list(range(6)))
        self.assertEqual(str(focal.time.values[0])[:10], "2021-09-01")
        courts = xarray.open_dataset(self.path, group="events/labels").court.values.tolist()
        self.assertIn("Harbour District", courts)

    def test_a_table_of_events_is_a_data_frame_as_it_stands(self):
        with h5py.File(self.path) as file:
            group = file["events/focal"]
            frame = pandas.DataFrame({name: group[name][...] for name in group})
        self.assertIn("row", frame)
        self.assertTrue(all(kind.isnative for kind in frame.dtypes))
        self.assertEqual(len(frame.sort_values(["replicate", "row"]).groupby("row").size()), frame.row.nunique())

    def test_every_parameter_is_kept_with_its_words(self):
        with h5py.File(self.path) as file:
            load = file["config/assist/load"]
            self.assertEqual(load[()], 0.5)
            self.assertEqual(load.attrs["default"][0], 1.5)
            for word in ("units", "long_name", "low", "high", "tag", "source"):
                self.assertIn(word, load.attrs)
            count = sum(len(group) for group in file["config"].values())
            self.assertGreater(count, 150)

    def test_texts_are_kept_verbatim_with_their_digests(self):
        texts = xarray.open_dataset(self.path, group="provenance", engine="h5netcdf")
        for path, text, digest in zip(texts.input_path.values, texts.input_text.values, texts.input_sha256.values):
            on_disk = (SOURCE / "scenarios" / path).read_bytes()
            self.assertEqual(text.encode(), on_disk, path)
            self.assertEqual(digest, hashlib.sha256(on_disk).hexdigest())
        self.assertIn("two-states.toml", texts.input_path.values.tolist())
        self.assertIn("law/northland.toml", texts.input_path.values.tolist())
        self.assertIn("assist.load=0.5", texts.overrides.values.tolist())
        self.assertEqual(texts.attrs["results_hash"], self.json["results_hash"])
        self.assertEqual(int(texts.attrs["results_format_version"]), 1)

    def test_no_run_failed(self):
        runs = xarray.open_dataset(self.path, group="runs")
        self.assertEqual(int(runs.failed.sum()), 0)
        self.assertEqual(int(runs.demands.sum()), self.json["demands"])

    def test_the_file_does_not_depend_on_where_it_was_made(self):
        elsewhere = self.folder / "elsewhere"
        elsewhere.mkdir()
        done = program.run("run", pathlib.Path(TWO_STATES).name, "--replicates", "6", "--out", elsewhere / "b.h5", "--quiet",
                           "--set", "assist.load=0.5", folder=SOURCE / "scenarios")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((elsewhere / "b.h5").read_bytes(), pathlib.Path(self.path).read_bytes())


if __name__ == "__main__":
    unittest.main()
