"""tests/checks/mutants.py: which changes it makes of a few lines, and that it draws the same ones again."""

import itertools
import sys
import unittest

from program import SOURCE

sys.path.insert(0, str(SOURCE / "tests" / "checks"))

import mutants  # noqa: E402

LINES = """#include "a < b.h"
// a + b
bool fits(const Box& box, std::vector<int> sizes) {
  if (box.low >= 1.5 || !box.open) return true;
  total += weigh(sizes, box);
  return sizes.size() < 3;
}
"""


def changes(kind):
    return sorted({f"{LINES[mutant.start:mutant.end].strip()} -> {mutant.text.strip()}".strip()
                   for mutant in mutants.mutants_of("x.cpp", LINES)[kind]})


class MutantsTest(unittest.TestCase):
    def test_each_kind_changes_what_it_should_and_neither_comments_nor_types(self):
        self.assertEqual(changes("relation"), ["< -> <=", "< -> >=", ">= -> <", ">= -> >"])
        self.assertEqual(changes("arithmetic"), ["+= -> -=", "+= -> ="])
        self.assertEqual(changes("logic"), ["! ->", "(box.low >= 1.5 || !box.open) -> (!(box.low >= 1.5 || !box.open))", "|| -> &&"])
        self.assertEqual(changes("constant"), ["1.5 -> 0.0", "1.5 -> 3.0", "3 -> 2", "3 -> 4", "true -> false"])
        self.assertEqual(changes("statement"), ["if (box.low >= 1.5 || !box.open) return true; -> ;",
                                                "total += weigh(sizes, box); -> ;"])
        self.assertEqual(changes("arguments"), ["sizes, box -> box, sizes"])
        self.assertEqual(changes("return"), ["sizes.size() < 3 -> {}", "true -> {}"])

    def test_every_mutant_keeps_the_lines_where_they_are(self):
        for path in mutants.find_files(["sim/phases"]):
            source = (SOURCE / path).read_text(encoding="utf-8")
            for mutant in itertools.chain.from_iterable(mutants.mutants_of(path, source).values()):
                self.assertNotEqual(source[mutant.start:mutant.end], mutant.text)
                if mutant.kind not in ("statement", "return", "arguments"):
                    self.assertEqual(source[mutant.start:mutant.end].count("\n"), mutant.text.count("\n"))

    def test_a_seed_draws_the_same_mutants_one_of_each_file_first(self):
        files = mutants.find_files(["sim/law", "sim/world"])
        first = list(itertools.islice(mutants.draw(files, 100, 3), len(files)))
        self.assertEqual(first, list(itertools.islice(mutants.draw(files, 100, 3), len(files))))
        self.assertEqual(len({mutant.path for mutant in first}), len([path for path in files if mutants.mutants_of(
            path, (SOURCE / path).read_text(encoding="utf-8"))]))
        self.assertNotEqual(first, list(itertools.islice(mutants.draw(files, 100, 4), len(files))))

    def test_every_folder_of_sources_has_tests_that_cover_it(self):
        for path in mutants.find_files(["sim", "analysis"]):
            self.assertGreaterEqual(len(mutants.tests_of(path)), 1, path)
        for name in {name for names in mutants.COVER.values() for name in names}:
            place = SOURCE / "tests" / ("python/" + name if name.endswith(".py") else name)
            self.assertTrue(place.exists(), f"{place} is missing, but COVER names it")


if __name__ == "__main__":
    unittest.main()
