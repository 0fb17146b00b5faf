"""The program: where it is, how it is called, and what its exit codes become."""

from __future__ import annotations

import datetime
import io
import os
import pathlib
import shutil
import subprocess
import warnings
from collections.abc import Iterable, Mapping
from typing import Any

import numpy
import pandas


class ComityError(Exception):
    """The program did not succeed; the text is what it said."""


class InputError(ComityError):
    """A mistake in what was asked: exit code 2."""


class ProgramError(ComityError):
    """A failure of the program, or there is none: exit code 1 and all others."""


class NotFinished(ComityError):
    """A sweep was stopped with work left (exit code 75): the same call goes on where it stopped."""


class ComityWarning(UserWarning):
    """The program succeeded and had something to say, such as that some runs failed."""


def find() -> str:
    """The program's file: that of the environment variable COMITY_BINARY, else the one in PATH, else that of the release
    (`bin/comity`) or the checkout (`build/release/comity`) in which this package lies.

    Raises ProgramError where there is none.
    """
    named = os.environ.get("COMITY_BINARY")
    if named:
        return named
    found = shutil.which("comity")
    if found:
        return found
    package = pathlib.Path(__file__).resolve().parent
    for near in (package / "../../../../bin/comity", package / "../../../build/release/comity"):
        if near.is_file():
            return str(near.resolve())
    raise ProgramError("The program comity was not found. Put it in PATH, or its file in the environment variable COMITY_BINARY.")


def call(*words: Any, folder: str | os.PathLike[str] | None = None, accept: Iterable[int] = ()) -> str:
    """Calls the program and gives its standard output. What it says to standard error becomes a ComityWarning when it succeeds
    or ends with a code of `accept`, else the text of an exception.

    >>> call("--version").split()[0]
    'comity'
    >>> call("run", "no-such-scenario")
    Traceback (most recent call last):
    ...
    comity.program.InputError: ...
    """
    command = [find(), *(os.fspath(word) if isinstance(word, os.PathLike) else str(word) for word in words)]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    except OSError as failure:
        raise ProgramError(f"{command[0]} cannot be started: {failure.strerror}.") from failure
    said = done.stderr.strip()
    if done.returncode != 0 and done.returncode not in accept:
        kinds = {2: InputError, 75: NotFinished}
        raise kinds.get(done.returncode, ProgramError)(said or f"{command[0]} ended with code {done.returncode}.")
    if said:
        warnings.warn(said, ComityWarning, stacklevel=3)
    return done.stdout


def spell(value: Any) -> str:
    """A value as `--set` and TOML take it.

    >>> [spell(value) for value in (0.7, True, "never", datetime.date(2018, 3, 23), ["us", "us-cloud"])]
    ['0.7', 'true', 'never', '2018-03-23', '["us", "us-cloud"]']
    """
    if isinstance(value, (bool, numpy.bool_)):
        return "true" if value else "false"
    if isinstance(value, numpy.generic):
        value = value.item() if not isinstance(value, numpy.datetime64) else pandas.Timestamp(value)
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(f'"{entry}"' if isinstance(entry, str) else spell(entry) for entry in value) + "]"
    return repr(value) if isinstance(value, float) else str(value)


def options(**given: Any) -> list[str]:
    """Words of the command line: None is left out, True stands alone, lists are joined by commas.

    >>> options(on=datetime.date(2013, 12, 4), states=["US", "IE"], order_of="US", details=True, effect=None)
    ['--on', '2013-12-04', '--states', 'US,IE', '--order-of', 'US', '--details']
    """
    words: list[str] = []
    for name, value in given.items():
        if value is None or value is False:
            continue
        words.append("--" + name.rstrip("_").replace("_", "-"))
        if value is True:
            continue
        words.append(", ".join(value) if name == "given" and not isinstance(value, str)
                     else ",".join(value) if isinstance(value, (list, tuple)) else spell(value))
    return words


def settings(values: Mapping[str, Any] | None) -> list[str]:
    """`--set NAME=VALUE` for each.

    >>> settings({"assist.load": 0.7})
    ['--set', 'assist.load=0.7']
    """
    return [word for name, value in (values or {}).items() for word in ("--set", f"{name}={spell(value)}")]


def frame(text: str) -> pandas.DataFrame:
    """A table that the program wrote as CSV; an empty field is missing, and so is nothing else."""
    return pandas.read_csv(io.StringIO(text), keep_default_na=False, na_values=[""])


def table(name: str) -> pandas.DataFrame:
    """A table of the model: `parameters`, `metrics`, `events`, `phases`, `facts`, … (`comity list`).

    >>> table("parameters").set_index("name").loc["assist.load", "meaning"]
    'requests per capacity at the start where a state gives no capacity'
    """
    return frame(call("list", name, "--format", "csv"))


def scenarios() -> pandas.DataFrame:
    """The scenarios that come with the program, and what each asks."""
    return frame(call("scenarios", "--format", "csv"))
