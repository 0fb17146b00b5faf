"""Orders to remove a protection: in the shipped example each of the four answers happens, and comity explain tells which and why."""

import re
import unittest

import h5py
import program
from program import SOURCE

REPLICATES = 40
FIRM, MESSENGER = "the notice to Microsoft", "the notice to the messenger"


def words_of(attribute):
    return (attribute.decode() if isinstance(attribute, bytes) else str(attribute)).split()


def milestones(path):
    """(name of the order, replicate) -> {milestone: (outcome, fate)}, of the last of each."""
    with h5py.File(path) as file:
        table = file["events/focal"]
        names = [text.decode() for text in file["events/labels/focal"][...]]
        columns = {name: table[name][...].tolist() for name in ("replicate", "focal", "milestone", "outcome", "fate")}
        codes = {name: dict(zip(table[name].attrs["flag_values"].tolist(), words_of(table[name].attrs["flag_meanings"])))
                 for name in ("milestone", "outcome", "fate")}
    found = {}
    for replicate, focal, milestone, outcome, fate in zip(*columns.values()):
        story = found.setdefault((names[focal], replicate), {})
        story[codes["milestone"][milestone]] = (codes["outcome"][outcome], codes["fate"].get(fate))
    return found


class CapabilityTest(program.ProgramTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.results = cls.folder_of_all() / "orders.h5"
        done = program.run("run", SOURCE / "scenarios/capability-order.toml", "--replicates", REPLICATES, "--out", cls.results, "--quiet",
                           "--set", "run.scale=0.01", "--set", "worlds.use=false")
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        stories = {key: story for key, story in milestones(cls.results).items() if key[0] in (FIRM, MESSENGER)}
        cls.ended = {key: story.get("ended", (None, None)) for key, story in stories.items()}
        cls.answered = {key: story["answered"][0] for key, story in stories.items()}

    def which(self, answered, ended=None, fate=None):
        """The orders that were answered so and ended so."""
        return sorted(key for key in self.ended if self.answered[key] == answered and (ended is None or self.ended[key][0] == ended)
                      and (fate is None or self.ended[key][1] == fate))

    def story(self, key):
        name, replicate = key
        done = program.run("explain", self.results, "--replicate", replicate, "--demand", f"focal:{name}", folder=self.folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return " ".join(done.stdout.split())

    def test_each_of_the_four_answers_has_a_real_chance(self):
        """At least one order in twenty each, and none of them nearly all; neither provider always does the same."""
        orders = 2 * REPLICATES
        ways = {"removes": self.which("complied", "none", "fulfilled"), "withdraws": self.which("complied", "withdrew"),
                "goes to court": self.which("challenged"), "refuses": self.which("resisted", "none", "sanctioned")}
        counts = {way: len(keys) for way, keys in ways.items()}
        self.assertEqual(sum(counts.values()), orders, counts)
        for way, count in counts.items():
            self.assertGreaterEqual(count, orders / 20, counts)
            self.assertLess(count, orders * 0.7, (way, counts))
        for provider in (FIRM, MESSENGER):
            most = max(sum(name == provider for name, _ in keys) for keys in ways.values())
            self.assertLess(most, 0.95 * REPLICATES, (provider, counts))

    def test_a_challenge_is_ruled_upon_and_what_follows_is_by_the_ruling(self):
        challenged = self.which("challenged")
        ends = {self.ended[key] for key in challenged}
        self.assertLessEqual(ends, {("none", "quashed"), ("none", "fulfilled"), ("withdrew", "sanctioned"), ("none", "mooted"), (None, None)})
        self.assertTrue([key for key in challenged if self.ended[key][1] == "quashed"])
        for key in {self.ended[key]: key for key in challenged}.values():  # one of each end
            told = self.story(key)
            self.assertIn("challenged the order in court", told)
            self.assertIn("Before the courts", told)
            fate = self.ended[key][1]
            self.assertEqual("the courts had relieved the provider of the order, and the protection stayed" in told, fate == "quashed", key)
            self.assertIn("There were two ways to obey.", told)
            self.assertNotIn("disclosure without its consent", told)  # no data are taken by it
            self.assertEqual("It ended on" in told, fate is not None)

    def test_the_story_says_what_was_ordered_and_weighed_and_which_of_the_ways_was_gone(self):
        removed, withdrew, refused = (self.which("complied", "none", "fulfilled")[0], self.which("complied", "withdrew")[0],
                                      self.which("resisted", "none", "sanctioned")[0])
        telling = {
            "The provider removed the protection.": [removed],
            "can read what they alone could read": [removed],
            "the provider had obeyed and removed the protection": [removed],
            "The provider withdrew the product.": [withdrew],
            "withdrew the product from the United Kingdom": [withdrew],
            "rather than remove the protection": [withdrew],
            "the provider withdrew the product from the market": [withdrew],
            "refused to obey": [refused],
            "the provider refused and bore what came of it": [refused],
            "to remove the protection that keeps the data of customers in the United Kingdom from it": [removed, withdrew, refused],
            "to make itself able to read what it kept": [removed, withdrew, refused],
            "There were two ways to obey. To remove the protection": [removed, withdrew, refused],
            "the data were handed over": [],
            "a way to read": [],
            "disclosure without its consent": [],
        }
        stories = {key: self.story(key) for key in (removed, withdrew, refused)}
        for words, keys in telling.items():
            self.assertEqual([key for key, told in stories.items() if words in told], keys, words)

    def test_what_was_best_is_what_the_table_says(self):
        best = set()
        for key in (self.which("challenged")[0], self.which("complied")[0], self.which("resisted")[0]):
            told = self.story(key)
            worth = {way: float(re.search(re.escape(row) + r" ([+−][0-9.]+)", told)[1].replace("−", "-")) for way, row in (
                ("to obey", "comply: −L − K"), ("to go to court", "go to court: −c + p G − (1 − p)(L + K + F + A)"), ("to refuse", "refuse: −S"))}
            first, second, _ = sorted(worth, key=worth.get, reverse=True)
            said = re.search("So it was best for it (to [a-z ]+), by ([0-9.]+) over the next best, (to [a-z ]+);", told)
            self.assertEqual((said[1], said[3]), (first, second), key)
            self.assertAlmostEqual(float(said[2]), worth[first] - worth[second], delta=0.011)
            best.add(first)
        self.assertGreater(len(best), 1)

    def test_what_removing_would_cost_differs_from_order_to_order(self):
        costs = set()
        for key in [key for key in self.which("complied") if key[0] == MESSENGER][:3]:
            told = self.story(key)
            cost = float(told.split(" would cost the encrypted messenger ")[1].split(":")[0])
            limit = float(told.split(" B ")[1].split()[0])
            self.assertLessEqual(cost, limit)
            costs.add(cost)
        self.assertEqual(len(costs), 3)


if __name__ == "__main__":
    unittest.main()
