"""Reads a results file with every Python reader and compares each number, bit by bit, with what C++ wrote down.

readers.py RESULTS NUMBERS: NUMBERS holds, per series, a line `name count` and then as many doubles, raw.
"""

import subprocess
import sys

import h5py
import netCDF4
import numpy
import xarray


def expected_series(path):
    series = {}
    with open(path, "rb") as numbers:
        while line := numbers.readline():
            name, count = line.decode().split()
            series[name] = numpy.frombuffer(numbers.read(8 * int(count)), dtype="<f8")
    return series


def same_bits(left, right):
    left, right = numpy.ravel(left), numpy.ravel(right)
    missing = numpy.isnan(left) & numpy.isnan(right)  # a missing value has no bits to keep
    return left.size == right.size and numpy.all(missing | (left.view("u8") == right.view("u8")))


def check(condition, message):
    if not condition:
        sys.exit(message)


def check_h5py(path, series):
    with h5py.File(path) as file:
        for name, values in series.items():
            check(same_bits(file["metrics"][name][...], values), f"h5py: {name}")
            check([scale.keys() != [] for scale in file["metrics"][name].dims], f"h5py: dimensions of {name}")
        check(file["events/focal/time"][0] == 15720.25, "h5py: a day")


def check_netcdf4(path, series):
    with netCDF4.Dataset(path) as file:
        file.set_auto_mask(False)
        for name, values in series.items():
            check(same_bits(file["metrics"][name][...], values), f"netCDF4: {name}")


def check_xarray(path, series, engine):
    metrics = xarray.open_dataset(path, group="metrics", engine=engine)
    check(set(series) <= set(metrics.data_vars), f"{engine}: missing series")
    for name, values in series.items():
        check(same_bits(metrics[name].values, values), f"{engine}: {name}")
        check(metrics[name].attrs["units"] and metrics[name].attrs["long_name"], f"{engine}: words of {name}")
    check(list(metrics.state.values) == ["US", "IE", "DE"], f"{engine}: states")
    check(str(metrics.time.values[0])[:10] == "2013-01-01", f"{engine}: time")
    check(metrics.trust.dims == ("point", "replicate", "time", "provider"), f"{engine}: dimensions")
    for group in ("events/focal", "events/reforms", "events/labels", "runs", "config/litigate", "provenance"):
        check(len(xarray.open_dataset(path, group=group, engine=engine).variables) > 0, f"{engine}: {group}")
    texts = xarray.open_dataset(path, group="provenance", engine=engine)
    check(texts.input_text.values[0] == "# Does é reach the reader?\n", f"{engine}: a text")
    check(texts.input_path.values.tolist() == ["tiny.toml", "../worlds/small.toml", "../law/us.toml"], f"{engine}: paths")


def check_ncdump(path, series):
    header = subprocess.run(["ncdump", "-h", path], capture_output=True, text=True, check=True).stdout
    for name in series:
        check(f"double {name}(point, replicate, time" in header, f"ncdump: {name}")


def main(path, numbers):
    series = expected_series(numbers)
    check(len(series) > 50, "too few series")
    check_h5py(path, series)
    check_netcdf4(path, series)
    for engine in ("h5netcdf", "netcdf4"):
        check_xarray(path, series, engine)
    check_ncdump(path, series)


main(*sys.argv[1:])
