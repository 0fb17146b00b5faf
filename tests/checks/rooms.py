#!/usr/bin/env python3
"""The order of rooms: an include may only lead to a room further down.

Fails with the file and its include where one leads up, and where a file lies in a room that has no place here."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# From the top. A room may include the rooms behind it in this list, and itself.
ROOMS = [
    "main", "cli", "analysis", "experiment", "explain", "results", "run", "observe", "phases", "world", "design", "scenario",
    "law", "text", "tables", "random", "base",
]


def room_of(path):
    parts = path.parts
    if parts[0] == "analysis":
        return "analysis"
    if len(parts) == 2:
        return "main" if parts[1] == "main.cpp" else "base"
    return parts[1]


def target_of(included, source, files):
    for place in (pathlib.Path("sim") / included, pathlib.Path(included), source.parent / included):
        if place in files:
            return place
    return None


def upward(files):
    for source in sorted(files):
        room = room_of(source)
        if room not in ROOMS:
            yield f"{source}: the room {room} has no place in the order of rooms"
            continue
        for included in re.findall(r'^#include "([^"]+)"', files[source], re.M):
            target = target_of(included, source, files)
            if target is None or room_of(target) not in ROOMS:
                continue
            if ROOMS.index(room_of(target)) < ROOMS.index(room):
                yield f"{source}: includes {target}, but {room_of(target)} stands above {room}"


def main():
    paths = [p for folder in ("sim", "analysis") for p in (ROOT / folder).rglob("*") if p.suffix in (".h", ".cpp")]
    files = {path.relative_to(ROOT): path.read_text() for path in paths}
    faults = list(upward(files))
    for fault in faults:
        print(fault)
    print(f"{len(files)} files in {len(ROOMS)} rooms, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
