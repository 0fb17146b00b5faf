#!/usr/bin/python3
"""names.py: fails when a struct, class, union or enum is defined in two files under one name.

Two parts of the program that mean different things by one name are joined by the linker without a word, and one works on the
other's data. The build of the preset `odr` finds more (other members, other signatures), but only what it sees used.
"""

import collections
import pathlib
import re
import sys

TREE = pathlib.Path(__file__).resolve().parents[2]
TOKEN = re.compile(r"namespace\s*(?P<space>[\w:]*)\s*\{"
                   r"|(?:struct|class|union|enum(?:\s+class|\s+struct)?)\s+(?P<type>[\w:]+\w)(?:\s+final)?\s*(?::[^;{()]*)?\{"
                   r"|(?P<open>\{)|(?P<close>\})")


def plain(source):
    """Without comments, strings and lines for the preprocessor."""
    source = re.sub(r'R"(\w*)\((?:.|\n)*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'|//[^\n]*|/\*(?:.|\n)*?\*/', "", source)
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", "", source, flags=re.MULTILINE)


def types_of(source):
    """Full names of the types that a file defines for others to see: not within functions or unnamed namespaces."""
    scopes, found = [], []
    for match in TOKEN.finditer(plain(source)):
        if match["close"]:
            if scopes:
                scopes.pop()
        elif match["open"]:
            scopes.append(None)
        else:
            name = match["space"] if match["space"] is not None else match["type"]
            scopes.append(name or None)
            if match["type"] and None not in scopes:
                found.append("::".join(scopes))
    return found


def main():
    places = collections.defaultdict(set)
    files = [path for folder in ("sim", "analysis", "tests/support") for path in (TREE / folder).rglob("*")
             if path.suffix in (".h", ".cpp")]
    for path in files:
        for name in types_of(path.read_text(encoding="utf-8")):
            places[name].add(str(path.relative_to(TREE)))
    twice = {name: sorted(files) for name, files in places.items() if len(files) > 1}
    for name, files in sorted(twice.items()):
        print(f"{name} is defined in {' and '.join(files)}. Give one another name or namespace.")
    if len(places) < 300:
        sys.exit(f"names.py sees only {len(places)} types: it no longer reads the sources as they are written.")
    sys.exit(1 if twice else 0)


if __name__ == "__main__":
    main()
