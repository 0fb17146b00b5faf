"""The book of `./bootstrap docs`: every page of the repository is in it, every link within leads somewhere, it can be searched."""

import html.parser
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

SOURCE = pathlib.Path(__file__).resolve().parents[2]


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.links, self.anchors = [], {""}
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if found.get("id"):
            self.anchors.add(found["id"])
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])


def build(source, target):
    return subprocess.run([sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-c", str(source / "docs"), "-d",
                           str(target / "state"), str(source), str(target / "book")], capture_output=True, text=True, check=False,
                          cwd=source, env={**os.environ, "LC_ALL": "C.UTF-8"})


class Book(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(holder.cleanup)
        cls.done = build(SOURCE, pathlib.Path(holder.name))
        cls.book = pathlib.Path(holder.name) / "book"

    def test_it_is_built_without_a_warning(self):
        self.assertEqual((self.done.returncode, self.done.stderr), (0, ""))

    def test_every_page_of_the_repository_is_in_it(self):
        listed = subprocess.run(["git", "-c", "safe.directory=*", "-C", str(SOURCE), "ls-files", "*.md"], capture_output=True, text=True,
                                check=True).stdout.split()
        self.assertGreater(len(listed), 15)
        for name in listed:
            self.assertTrue((self.book / name).with_suffix(".html").is_file(), name)

    def test_every_link_within_leads_somewhere(self):
        pages = {path: Page(path) for path in self.book.rglob("*.html")}
        tried = 0
        for path, page in pages.items():
            for link in page.links:
                parts = urllib.parse.urlsplit(link)
                if parts.scheme or parts.netloc:
                    continue
                target = (path.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else path
                with self.subTest(page=str(path.relative_to(self.book)), link=link):
                    self.assertTrue(target.is_file())
                    if target in pages and parts.fragment:
                        self.assertIn(urllib.parse.unquote(parts.fragment), pages[target].anchors)
                tried += 1
        self.assertGreater(tried, 500)

    def test_it_can_be_searched_from_the_disk(self):
        index = (self.book / "searchindex.js").read_text(encoding="utf-8")
        self.assertTrue(index.startswith("Search.setIndex("))  # a script, which a browser loads without a server
        for word in ("replic", "preced", "tutorial"):
            self.assertIn(word, index)
        self.assertIn('url=docs/index.html', (self.book / "index.html").read_text(encoding="utf-8").replace(" ", ""))

    def test_a_link_to_nothing_is_an_error(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "docs" / "static").mkdir(parents=True)
            (folder / "docs" / "conf.py").write_text((SOURCE / "docs" / "conf.py").read_text(encoding="utf-8"), encoding="utf-8")
            (folder / "CMakeLists.txt").write_text("project(comity VERSION 1.2.3)", encoding="utf-8")
            (folder / "docs" / "index.md").write_text("# A\n\n[b](index.md#no-such-heading)\n", encoding="utf-8")
            done = build(folder, folder / "out")
            self.assertEqual(done.returncode, 1)
            self.assertIn("no-such-heading", done.stderr)


if __name__ == "__main__":
    unittest.main()
