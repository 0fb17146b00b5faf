#!/usr/bin/env python3
"""Follows every link of the documents that leads out of the repository. Run by hand: it needs the network, and other people's servers
are no reason for a test to fail.

tests/checks/outside_links.py [FILE…]     (all Markdown files of the repository without FILE)

A link that answers with an error twice, or not at all, is named with the pages that have it; then the exit code is 1. Servers that
turn programs away (401, 403, 405, 429) are listed apart: look at these in a browser.
"""

import collections
import concurrent.futures
import pathlib
import re
import subprocess
import sys
import urllib.error
import urllib.request

SOURCE = pathlib.Path(__file__).resolve().parents[2]
LINK = re.compile(r"https?://[^\s<>\"'`|]+")
TURNED_AWAY = {401, 403, 405, 429}
SECONDS = 30


def links_of(text):
    """The addresses in a text; what ends a sentence or closes a bracket that is not the link's own is no part of them."""
    found = []
    for link in LINK.findall(text):
        while link[-1] in ".,;:!?*_" or (link[-1] in ")]" and link.count(link[-1]) > link.count("([" [")]".index(link[-1])])):
            link = link[:-1]
        found.append(link.split("#")[0])
    return found


def answer(link):
    """The status of a link after redirections, or in words why there is none."""
    said = ""
    for _ in range(2):
        try:
            request = urllib.request.Request(link, headers={"User-Agent": "Mozilla/5.0 (comity link check)"})
            with urllib.request.urlopen(request, timeout=SECONDS) as reply:
                return reply.status
        except urllib.error.HTTPError as problem:
            said = problem.code
        except (OSError, ValueError) as problem:
            said = str(getattr(problem, "reason", problem))
    return said


def main(names):
    if not names:
        listed = subprocess.run(["git", "ls-files", "*.md"], cwd=SOURCE, capture_output=True, text=True, check=True)
        names = [SOURCE / name for name in listed.stdout.split("\n") if name]
    pages = collections.defaultdict(set)
    for name in names:
        for link in links_of(pathlib.Path(name).read_text(encoding="utf-8")):
            pages[link].add(str(name).removeprefix(f"{SOURCE}/"))
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = dict(zip(pages, pool.map(answer, pages)))
    away = [link for link, said in answers.items() if said in TURNED_AWAY]
    dead = [link for link, said in answers.items() if said != 200 and link not in away]
    for title, links in (("Turned away", away), ("Dead", dead)):
        for link in links:
            print(f"{title}: {link} ({answers[link]}) in {', '.join(sorted(pages[link]))}")
    print(f"{len(pages)} links, {len(dead)} dead, {len(away)} turned away")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
