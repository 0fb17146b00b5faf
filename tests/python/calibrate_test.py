"""Plausible worlds as a user meets them: [worlds] in run, sweep, explain, export and analyze, and comity calibrate."""

import csv
import io
import json
import re
import signal
import subprocess
import time

import h5py
import numpy
import xarray

import program
from program import BINARY, SOURCE

SMALL = ["--set", "run.end=2022-01-01", "--set", "run.record_days=91"]
VECTORS = "# by hand\nchoose.precision,choose.learning,arise.content_share\n3,beta,.1\n6,none,.25\n9,ewa,.4\n"
WORLD = f'question = "And in other worlds?"\ninclude = "{SOURCE}/scenarios/two-states.toml"\n[worlds]\nfile = "vectors.csv"\n'
ARMS = "\n[arms.as-it-is]\n[arms.less]\narise.serious_share = 0.1\n[arms.defaults]\nworlds.use = false\n"


class WorldsTest(program.ProgramTest):
    def setUp(self):
        super().setUp()
        (self.folder / "vectors.csv").write_text(VECTORS)
        (self.folder / "world.toml").write_text(WORLD)
        (self.folder / "arms.toml").write_text(WORLD + ARMS)

    def succeed(self, *arguments):
        done = self.run_in_folder(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        return done.stdout

    def test_a_run_keeps_what_each_replicate_took(self):
        worlds = self.summary("world.toml", "--replicates", "6", "--out", "w.h5", *SMALL)
        plain = self.summary("world.toml", "--replicates", "6", "--out", "p.h5", "--set", "worlds.use=false", *SMALL)
        bare = self.summary(program.TWO_STATES, "--replicates", "6", "--out", "b.h5", *SMALL)
        second = self.summary(program.TWO_STATES, "--replicates", "6", "--out", "s.h5", "--set", "choose.precision=6",
                              "--set", "choose.learning=none", "--set", "arise.content_share=.25", *SMALL)
        self.assertEqual(plain["results_hash"], bare["results_hash"])
        self.assertNotEqual(worlds["results_hash"], plain["results_hash"])
        with h5py.File(self.folder / "w.h5") as one, h5py.File(self.folder / "s.h5") as other:
            self.assertEqual(list(one["worlds/vector"]), [0, 1, 2, 0, 1, 2])
            self.assertEqual(list(one["worlds/arise.content_share"]), [.1, .25, .4] * 2)
            self.assertEqual(one["worlds/choose.learning"].attrs["flag_meanings"], b"beta ewa none")
            self.assertEqual(list(one["worlds/choose.learning"]), [0, 2, 1] * 2)
            self.assertEqual(one["provenance/input_text"][-1].decode(), VECTORS)
            demands = one["metrics/demands"][0], other["metrics/demands"][0]
            for replicate in (1, 4):
                numpy.testing.assert_array_equal(demands[0][replicate], demands[1][replicate])
            trust = one["metrics/trust"][0], other["metrics/trust"][0]
            numpy.testing.assert_array_equal(trust[0][4], trust[1][4])
            self.assertTrue((trust[0][3] != trust[1][3]).any())
        with h5py.File(self.folder / "p.h5") as file:
            self.assertNotIn("worlds", file)
        with xarray.open_dataset(self.folder / "w.h5", group="worlds", engine="h5netcdf") as dataset:
            self.assertEqual(dict(dataset.sizes), {"replicate": 6})
        self.succeed("export", "w.h5", "--out", "tables", "--table", "runs")
        rows = list(csv.DictReader(io.StringIO((self.folder / "tables/runs.csv").read_text())))
        self.assertEqual([row["choose.precision"] for row in rows], ["3", "6", "9"] * 2)
        self.assertEqual([row["vector"] for row in rows], ["0", "1", "2"] * 2)
        story = json.loads(self.succeed("explain", "w.h5", "--replicate", "1", "--list", "--format", "json"))
        self.assertTrue(story)

    def test_arms_share_the_world_and_are_compared_over_worlds(self):
        self.succeed("sweep", "arms.toml", "--replicates", "12", "--threads", "2", "--out", "a.h5", "--quiet", *SMALL)
        self.succeed("sweep", "arms.toml", "--replicates", "12", "--threads", "1", "--out", "b.h5", "--quiet", *SMALL)
        self.assertEqual((self.folder / "a.h5").read_bytes(), (self.folder / "b.h5").read_bytes())
        with h5py.File(self.folder / "a.h5") as file:
            demands = numpy.nansum(file["summary/demands"][...], axis=2)
        numpy.testing.assert_array_equal(demands[0], demands[1])
        found = self.succeed("analyze", "compare", "a.h5", "--metric", "conflicts", "--format", "csv")
        shares = [row for row in csv.DictReader(io.StringIO(found)) if row["quantity"] == "worlds_higher"]
        self.assertEqual([row["n"] for row in shares], ["3", "3"])
        self.assertIn("over the plausible worlds, against as-it-is",
                      self.succeed("analyze", "compare", "a.h5", "--metric", "conflicts"))
        text = self.succeed("analyze", "summary", "a.h5", "--metric", "demands")
        self.assertIn("Chance and ignorance", text)
        self.assertIn("by chance alone", text)
        self.succeed("run", "world.toml", "--replicates", "3", "--out", "c.h5", "--quiet", *SMALL)
        self.assertIn("3 runs, each in a world of its own, do not tell chance from ignorance",
                      " ".join(self.succeed("analyze", "summary", "c.h5").split()))
        self.assertNotIn("Chance and ignorance", self.succeed("analyze", "summary", self.plain()))

    def test_the_export_tells_chance_and_ignorance_as_summary_and_compare_do(self):
        self.succeed("sweep", "arms.toml", "--replicates", "12", "--threads", "2", "--out", "a.h5", "--quiet", *SMALL)
        self.succeed("export", "a.h5", "--out", "tables", "--table", "worlds")
        rows = list(csv.DictReader(io.StringIO((self.folder / "tables/worlds.csv").read_text())))
        trust = [row for row in rows if row["headline"].startswith("trust")]
        self.assertEqual([row["point"] for row in trust], ["0", "1", "2"])
        self.assertEqual({(row["runs"], row["worlds"]) for row in trust}, {("12", "3")})

        def found(question, quantity, arm):
            told = self.succeed("analyze", question, "a.h5", "--metric", "average(trust)", "--format", "csv")
            return next(float(row["estimate"]) for row in csv.DictReader(io.StringIO(told))
                        if row["quantity"] == quantity and row["factor"] == arm)
        arms = [point["arm"] for point in self.design("a.h5")]
        for row, arm in zip(trust, arms):
            for column, quantity in (("q05", "q05"), ("q95", "q95"), ("chance_q05", "chance_q05"), ("chance_q95", "chance_q95"),
                                     ("variance_chance", "variance_chance"), ("variance_ignorance", "variance_ignorance"),
                                     ("share_ignorance", "share_ignorance")):
                self.assertAlmostEqual(float(row[column]), found("summary", quantity, arm), 12, (arm, column))
        self.assertEqual(trust[0]["worlds_more"], "")
        for row, arm in zip(trust[1:], arms[1:]):
            self.assertAlmostEqual(float(row["worlds_more"]), found("compare", "worlds_higher", arm), 12)
        self.succeed("export", self.plain(), "--out", "none")
        self.assertFalse((self.folder / "none/worlds.csv").exists())

    def design(self, file):
        self.succeed("export", file, "--out", "design", "--table", "design", "--force")
        return list(csv.DictReader(io.StringIO((self.folder / "design/design.csv").read_text())))

    def test_two_files_of_the_same_worlds_are_compared_over_them(self):
        self.succeed("run", "world.toml", "--replicates", "12", "--out", "one.h5", "--quiet", *SMALL)
        self.succeed("run", "world.toml", "--replicates", "12", "--out", "dear.h5", "--quiet", *SMALL, "--set",
                     "choose.cost_voluntary=0.8")
        asked = ["analyze", "compare", "one.h5", "dear.h5", "--metric", "chosen[voluntary]"]
        self.assertIn("more in so many worlds", self.succeed(*asked))
        (share,) = [row for row in csv.DictReader(io.StringIO(self.succeed(*asked, "--format", "csv")))
                    if row["quantity"] == "worlds_higher"]
        self.assertEqual(share["n"], "3")
        self.assertLess(float(share["estimate"]), .05)  # dearer requests are made less often in each world
        (self.folder / "vectors.csv").write_text(VECTORS.replace("9,ewa", "8,ewa"))
        self.succeed("run", "world.toml", "--replicates", "12", "--out", "dear.h5", "--force", "--quiet", *SMALL)
        self.assertNotIn("so many worlds", self.succeed(*asked))

    def contents(self, file):
        """What the page of a results file shows; None of a build without pages."""
        done = program.run("report", file, "--out", "page.html", "--force", folder=self.folder)
        if "has no report page" in done.stderr:
            return None
        self.assertEqual(done.returncode, 0, done.stderr)
        text = (self.folder / "page.html").read_text(encoding="utf-8")
        return json.loads(re.search(r'<script type="application/json" id="contents">(.*?)</script>', text, re.S).group(1))

    def test_the_page_shows_both_bands(self):
        self.succeed("run", "world.toml", "--replicates", "12", "--out", "both.h5", "--quiet", *SMALL)
        both = self.contents("both.h5")
        if both is None:
            self.skipTest("this build has no report page")
        # The same numbers as the summary's.
        found = self.succeed("analyze", "summary", "both.h5", "--metric", "average(trust)", "--format", "csv")
        told = {row["quantity"]: float(row["estimate"]) for row in csv.DictReader(io.StringIO(found)) if row["estimate"]}
        trust = next(one for one in both["answers"] if one["quantity"].startswith("trust"))
        for shown, name in ((trust["low"], "q05"), (trust["high"], "q95"), (trust["chance"][0], "chance_q05"), (trust["chance"][1], "chance_q95")):
            self.assertAlmostEqual(shown, told[name], 6)
        self.assertEqual(int(trust["ignorance"].split()[0]), round(100 * told["share_ignorance"]))
        charts = {chart["id"]: chart for chart in both["charts"]}
        for name in ("consent", "statutes", "routes", "caught"):
            columns = [column["name"] for column in charts[name]["table"]["columns"]]
            self.assertEqual(columns[-2:], ["chance5", "chance95"])
            self.assertTrue(any(row[-2] is not None for row in charts[name]["table"]["rows"]), name)
        for name in ("consent", "distribution"):
            self.assertIn("by chance alone", charts[name]["question"])
            self.assertIn(charts[name]["options"]["bands"], charts[name]["question"])
        also = charts["distribution"]["also"]["rows"]
        self.assertEqual(next(row for row in also if row[0].startswith("trust"))[-2:], trust["chance"])
        self.assertNotIn("one_band", both)
        self.assertNotIn("unknowns", both)
        self.assertIn({"what": "What is not known", "why": "the runs took 3 plausible worlds, and at least 20 are needed"}, both["missing"])
        # Worlds that ran once: the whole band, and why.
        self.succeed("run", "world.toml", "--replicates", "3", "--out", "once.h5", "--quiet", *SMALL)
        once = self.contents("once.h5")
        self.assertIn("no plausible world ran twice in these 3 runs", once["one_band"])
        self.assertNotIn("chance", once["answers"][0])
        consent = next(chart for chart in once["charts"] if chart["id"] == "consent")
        self.assertEqual(consent["table"]["columns"][-1]["name"], "p95")
        self.assertIn(once["one_band"], consent["question"])
        # Without worlds nothing is said of them.
        self.assertNotRegex(json.dumps(self.contents(self.plain())), "90 % by chance alone|plausible world|one_band|chance5")

    def sweep_forty_worlds(self):
        """a.h5: two runs in each of forty worlds, which differ in what a disclosure costs and in a parameter without a part in it."""
        (self.folder / "vectors.csv").write_text("respond.disclosure_policy,arise.stored_long_share\n" + "".join(
            f"{i / 39:.4f},{.1 + .5 * (i * 17 % 40) / 39:.4f}\n" for i in range(40)))
        (self.folder / "arms.toml").write_text(WORLD + "\n[arms.as-it-is]\n[arms.dear]\nchoose.cost_voluntary = 0.8\n")
        self.succeed("sweep", "arms.toml", "--replicates", "80", "--threads", "2", "--out", "a.h5", "--quiet", *SMALL)

    def test_what_a_number_hangs_on_and_what_knowing_it_is_worth(self):
        self.sweep_forty_worlds()
        granted = "succeeded[voluntary]/chosen[voluntary]"
        ask = ["analyze", "worlds", "a.h5", "--metric", granted, "--actor", f"askers={granted},higher"]
        text = " ".join(self.succeed(*ask).split())
        self.assertIn("The ignorance hangs on respond.disclosure_policy", text)
        self.assertIn("40 worlds.", text)
        self.assertIn("Where arms are worse than as-it-is", text)
        rows = list(csv.DictReader(io.StringIO(self.succeed(*ask, "--format", "csv"))))
        self.assertEqual(self.succeed(*ask, "--format", "csv"), self.succeed(*ask, "--format", "csv"))

        def numbers(quantity, arm):
            return {row["factor"]: float(row["estimate"]) for row in rows if row["quantity"] == quantity and row["factor2"] == arm}
        shares, chance = numbers("explains", "as-it-is"), numbers("explains_by_chance", "as-it-is")[""]
        self.assertGreater(shares["respond.disclosure_policy"], .5)
        self.assertGreater(shares["respond.disclosure_policy"], chance)
        self.assertLess(shares["arise.stored_long_share"], chance)
        for name, worth in numbers("worth_of_learning", "askers").items():
            self.assertGreaterEqual(worth, -1e-9, name)
        text = " ".join(self.succeed("analyze", "worlds", "a.h5", "--metric", "demands").split())
        self.assertIn("demands under the arm as-it-is: of the variance", text)
        self.assertIn("No single parameter is seen to explain it. demands of dear less as-it-is:", text)
        best = {which: " ".join(self.succeed("analyze", "worlds", "a.h5", "--metric", "demands", "--actor",
                                             f"askers=chosen[voluntary],{which}").split()) for which in ("higher", "lower")}
        self.assertIn("For askers as-it-is is best over the plausible worlds; to know the world is not seen to gain", best["higher"])
        self.assertIn("For askers dear is best over the plausible worlds", best["lower"])
        done = self.run_in_folder("analyze", "worlds", self.plain())
        self.assertEqual(done.returncode, 2)
        self.assertIn("did not take plausible worlds", done.stderr)
        self.assertIn("[worlds] in a scenario names them", done.stderr)
        (self.folder / "vectors.csv").write_text(VECTORS)
        self.succeed("run", "world.toml", "--replicates", "6", "--out", "few.h5", "--quiet", *SMALL)
        self.assertIn("took 3 plausible worlds, and at least 20 are needed",
                      self.run_in_folder("analyze", "worlds", "few.h5").stderr)

    def plain(self):
        self.succeed("run", program.TWO_STATES, "--replicates", "3", "--out", "d.h5", "--quiet", *SMALL)
        return "d.h5"

    def test_points_of_a_design_together_have_one_band(self):
        (self.folder / "grid.toml").write_text(WORLD + '\n[sweep.factors]\n"assist.load" = { values = [0.5, 1.0] }\n')
        self.succeed("sweep", "grid.toml", "--replicates", "12", "--threads", "2", "--out", "grid.h5", "--quiet", *SMALL)
        page = self.contents("grid.h5")
        if page is None:
            self.skipTest("this build has no report page")
        self.assertIn("what the points of the design set", page["one_band"])
        self.assertTrue(all("chance" not in one for one in page["answers"]))

    def test_the_page_tells_what_is_not_known_as_analyze_does(self):
        self.sweep_forty_worlds()
        page = self.contents("a.h5")
        if page is None:
            self.skipTest("this build has no report page")
        told = json.loads(self.succeed("analyze", "worlds", "a.h5", "--format", "json"))
        unknowns = page["unknowns"]
        self.assertEqual(unknowns["notes"], told["notes"])
        self.assertEqual(len(unknowns["sentences"]), len(told["answer"]))
        for shown, said in zip(unknowns["sentences"], told["answer"]):
            if said.startswith("For "):
                self.assertEqual(shown, said)
            else:  # the page calls the number by its words
                self.assertNotEqual(shown, said)
                self.assertEqual(shown.split(" under the arm ")[-1].split(" less as-it-is")[-1],
                                 said.split(" under the arm ")[-1].split(" less as-it-is")[-1])
        self.assertTrue(any("of dear less as-it-is" in one for one in unknowns["sentences"]))
        self.assertTrue(any("respond.disclosure_policy" in one for one in unknowns["sentences"]))
        self.assertEqual(unknowns["tables"][-1]["title"], "Where arms are worse than as-it-is")
        # Shares of worlds, as compare tells them.
        compared = list(csv.DictReader(io.StringIO(self.succeed("analyze", "compare", "a.h5", "--format", "csv"))))
        shares = [row for row in compared if row["quantity"] == "worlds_higher"]
        cells = [row["cells"][1]["worlds"] for row in page["arms"]["rows"] if "worlds" in row["cells"][1]]
        self.assertGreaterEqual(len(cells), 5)
        for cell, row in zip(cells, shares):
            self.assertTrue(cell.endswith(" of worlds"), cell)
            self.assertAlmostEqual(float(cell.removeprefix("< ").split()[0]), 100 * float(row["estimate"]), delta=.6)
        better = {row["factor2"]: float(row["estimate"]) for row in compared if row["quantity"] == "worlds_better"}
        for row in page["arms"]["regrets"]:
            self.assertNotIn("worlds", row["cells"][0])
            self.assertAlmostEqual(float(row["cells"][1]["worlds"].removeprefix("< ").split()[0]), 100 * better[row["actor"]], delta=.6)

    def test_a_sweep_with_other_worlds_is_another_sweep(self):
        self.succeed("sweep", "arms.toml", "--replicates", "3", "--out", "a.h5", "--quiet", *SMALL)
        (self.folder / "vectors.csv").write_text(VECTORS.replace("9,ewa", "8,ewa"))
        done = self.run_in_folder("sweep", "arms.toml", "--replicates", "3", "--out", "a.h5", "--quiet", *SMALL)
        self.assertEqual(done.returncode, 2)
        self.assertIn("vectors.csv", done.stderr)


OBSERVATION = """
[[observation]]
id = "{id}"
name = "{name}"
value = "{value}"
likelihood = "normal"
observed = {observed}
sd = {sd}
use = "fit"
source = "made by the model itself"
"""
GRANTED = ("G", "share of requests without compulsion that bring the data", "succeeded[voluntary] / chosen[voluntary]")
ASKED = ("A", "share of them among what is chosen", "chosen[voluntary] / (chosen[voluntary] + chosen[order] + chosen[assistance])")
VARIED = ["respond.disclosure_policy", "choose.cost_voluntary", "choose.cost_assistance", "arise.dispersion"]
CALIBRATE = ["calibrate", program.TWO_STATES, "--evidence", "e.toml", "--points", "60", "--keep", "64", "--seed", "3", *SMALL,
             *[word for name in VARIED for word in ("--parameter", name)]]
TRUTH = {"respond.disclosure_policy": .72, "choose.cost_voluntary": .12}


class CalibrateTest(program.ProgramTest):
    def succeed(self, *arguments):
        done = self.run_in_folder(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        return done.stdout

    def write(self, *rows):
        """Rows of (id, name, formula), what was observed, its error."""
        (self.folder / "e.toml").write_text("".join(
            OBSERVATION.format(id=of[0], name=of[1], value=of[2], observed=observed, sd=sd) for of, observed, sd in rows))

    def vectors(self, path="worlds.csv"):
        lines = (self.folder / path).read_text().splitlines()
        comments = [line[2:] for line in lines if line.startswith("#")]
        return comments, list(csv.DictReader(line for line in lines if not line.startswith("#")))

    def test_recovers_the_vector_that_made_the_data_whatever_threads_and_kills(self):
        truth = [word for name, value in TRUTH.items() for word in ("--set", f"{name}={value}")]
        self.succeed("run", program.TWO_STATES, "--replicates", "100", "--out", "truth.h5", "--quiet", *truth, *SMALL)
        with h5py.File(self.folder / "truth.h5") as file:
            words = [word.decode() for word in file["metrics/instrument"]]
            total = {kind: dict(zip(words, numpy.nansum(file[f"metrics/{kind}"][0], axis=(0, 1)))) for kind in ("chosen", "succeeded")}
        chosen = total["chosen"]
        granted = total["succeeded"]["voluntary"] / chosen["voluntary"]
        asked = chosen["voluntary"] / (chosen["voluntary"] + chosen["order"] + chosen["assistance"])
        self.write((GRANTED, granted, .01), (ASKED, asked, .01))
        text = self.succeed(*CALIBRATE, "--out", "worlds.csv", "--threads", "2")
        comments, rows = self.vectors()
        self.assertEqual(len(rows), 64)
        self.assertEqual(list(rows[0]), VARIED)
        for name, value in TRUTH.items():
            low, high = numpy.quantile([float(row[name]) for row in rows], [.05, .95])
            self.assertTrue(low <= value <= high, (name, low, value, high))
        policy = [float(row["respond.disclosure_policy"]) for row in rows]
        self.assertLess(numpy.std(policy), .4 * .3 / 12 ** .5)  # its prior is even from .5 to .8
        dispersion = numpy.log([float(row["arise.dispersion"]) for row in rows])
        self.assertGreater(numpy.std(dispersion), .8 * numpy.log(50) / 12 ** .5)
        self.assertIn("arise.dispersion", text.split("Nothing to speak of is learnt of")[1].split(":")[0])
        self.assertIn("None: no observation is extreme", text)
        self.assertTrue(any("SHA-256" in line for line in comments))
        held_out = list(csv.DictReader(io.StringIO((self.folder / "worlds.calibrate/held-out.csv").read_text())))
        self.assertEqual({row["observation"] for row in held_out}, {"G", "A"})
        simulated, predicted = (numpy.array([float(row[key]) for row in held_out if row["observation"] == "G"])
                                for key in ("simulated", "predicted"))
        self.assertGreaterEqual(len(simulated), 60)
        self.assertGreater(numpy.corrcoef(simulated, predicted)[0, 1], .7)
        # One thread, and a process that was killed while it made runs.
        slow = [BINARY, *CALIBRATE, "--out", "other.csv", "--threads", "1"]
        with subprocess.Popen(slow, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None and not (self.folder / "other.calibrate/wave-1.sweep/manifest.json").exists():
                time.sleep(.01)
            process.send_signal(signal.SIGKILL)
        self.assertFalse((self.folder / "other.csv").exists())
        self.succeed(*CALIBRATE, "--out", "other.csv", "--threads", "1", "--quiet")
        self.assertEqual((self.folder / "other.csv").read_bytes(), (self.folder / "worlds.csv").read_bytes())
        # The vectors are worlds.
        vectors = (self.folder / "worlds.csv").absolute()
        self.summary(program.TWO_STATES, "--set", f"worlds.file={vectors}", "--replicates", "4", "--out", "w.h5", *SMALL)
        with h5py.File(self.folder / "w.h5") as file:
            numpy.testing.assert_allclose(file["worlds/respond.disclosure_policy"][:], policy[:4])

    def test_names_observations_that_contradict_each_other(self):
        self.write((GRANTED, .57, .005), (("H", "the same, counted by another", GRANTED[2]), .73, .005), (ASKED, 3.0, .01))
        text = self.succeed(*CALIBRATE, "--out", "worlds.csv", "--waves", "1")
        conflicts = text.split("CONFLICTS")[1]
        for words in ("G (share of requests", "H (the same", "the priors reach it, the other observations pull away",
                      "A (share of them", "the priors rule it out"):
            self.assertIn(words, " ".join(conflicts.split()))
        comments, _ = self.vectors()
        self.assertEqual(sum(line.startswith("CONFLICT:") for line in comments), 3)

    def test_shares_make_it_together_with_the_same_bytes(self):
        self.write((GRANTED, .6, .02), (ASKED, .35, .02))
        ask = [*CALIBRATE, "--threads", "1", "--quiet"]
        self.succeed(*ask, "--out", "whole.csv")

        def begin(share):
            return subprocess.Popen([BINARY, *ask, "--out", "shared.csv", "--shard", share], cwd=self.folder,
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        others = [begin("2/3"), begin("3/3")]  # they wait for what the first one lays out
        time.sleep(.3)
        self.assertEqual([other.poll() for other in others], [None, None])
        first = begin("1/3")
        while not (self.folder / "shared.calibrate/wave-1.sweep/manifest.json").exists():
            time.sleep(.01)
        others[0].kill()
        others[0].communicate()
        others[0] = begin("2/3")
        for process in (first, *others):
            _, told = process.communicate(timeout=120)
            self.assertEqual((process.returncode, told), (0, ""))
        self.assertEqual((self.folder / "shared.csv").read_bytes(), (self.folder / "whole.csv").read_bytes())
        again = self.run_in_folder(*ask, "--out", "shared.csv", "--shard", "2/3")  # all is made
        self.assertEqual((again.returncode, again.stderr), (0, ""))
        # A share that is stopped while it waits says so.
        lone = subprocess.Popen([BINARY, *CALIBRATE, "--out", "lone.csv", "--shard", "2/2"], cwd=self.folder,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for line in lone.stderr:
            if "shard-2-of-2 waits for wave-1, which the first share lays out" in line:
                lone.terminate()
        lone.stdout.close()
        self.assertEqual(lone.wait(timeout=60), 75)
        lone.stderr.close()
        self.assertFalse((self.folder / "lone.csv").exists())
        # One that waits ends with the mistake of the first.
        nothing = "demands / (demands - demands)"
        text = (self.folder / "e.toml").read_text()
        (self.folder / "e.toml").write_text(text.replace(GRANTED[2], nothing).replace(ASKED[2], nothing))
        both = [subprocess.Popen([BINARY, *CALIBRATE, "--out", "none.csv", "--threads", "1", "--quiet", "--shard", share], cwd=self.folder,
                                 stderr=subprocess.PIPE, text=True) for share in ("2/2", "1/2")]
        for process, said in zip(both, ("the first share: comity calibrate: no observation can be used",
                                        "comity calibrate: no observation can be used")):
            _, told = process.communicate(timeout=60)
            self.assertEqual((process.returncode, said in told), (2, True), told)

    def test_prints_a_script_for_slurm(self):
        self.write((GRANTED, .6, .02))
        script = self.succeed(*CALIBRATE, "--out", "worlds.csv", "--emit", "slurm", "--tasks", "3")
        self.assertIn("#SBATCH --array=1-3", script)
        self.assertIn('calibrate ', script)
        self.assertIn('--shard "$SLURM_ARRAY_TASK_ID/3"', script)
        self.assertNotIn("--emit slurm --tasks", script.split('"$comity" calibrate')[1])
        self.assertNotIn("merge", script)
        self.assertEqual(subprocess.run(["bash", "-n"], input=script, text=True).returncode, 0)
        self.assertFalse((self.folder / "worlds.calibrate").exists())

    def test_says_how_often_a_truth_that_is_known_is_found(self):
        self.write((GRANTED, .6, .02), (ASKED, .35, .02))
        told = " ".join(self.succeed(*CALIBRATE, "--waves", "1", "--recover", "20", "--out", "worlds.csv").split())
        rows = list(csv.DictReader(io.StringIO((self.folder / "worlds.calibrate/recovery.csv").read_text())))
        active = sorted({row["parameter"] for row in rows})
        self.assertEqual(len(rows), 20 * len(active))
        self.assertTrue({"respond.disclosure_policy", "choose.cost_voluntary"} <= set(active) < set(VARIED))
        held = sum(float(row["low"]) <= float(row["value"]) <= float(row["high"]) for row in rows)
        self.assertIn(f"the truth lies in {held} of {len(rows)} intervals of 90 %", told)
        self.assertGreater(held, .78 * len(rows))  # 4 binomial errors of 40 are .19; of 60 .155
        self.assertLess(held, len(rows))
        # What is told was learnt: where the truth is high, so are the draws.
        policy = [row for row in rows if row["parameter"] == "respond.disclosure_policy"]
        truth, low = ([float(row[name]) for row in policy] for name in ("value", "low"))
        self.assertGreater(numpy.corrcoef(truth, low)[0, 1], .5)
        self.assertIn("the truth lies in", "".join(self.vectors()[0]))
        # The vectors are what they are without it.
        self.succeed(*CALIBRATE, "--waves", "1", "--out", "other.csv", "--quiet")
        self.assertEqual(self.vectors("other.csv")[1], self.vectors()[1])

    def test_what_came_later_may_be_left_to_be_predicted(self):
        self.write((GRANTED, .57, .005), (ASKED, 3.0, .01))
        text = (self.folder / "e.toml").read_text()
        (self.folder / "e.toml").write_text(text.replace('id = "G"', 'id = "G"\nperiod = "2014-2016"').replace('id = "A"', 'id = "A"\nperiod = "2018-H2"'))
        told = self.succeed(*CALIBRATE, "--out", "worlds.csv", "--waves", "1", "--until", "2016")
        self.assertIn("1 observations emulated", told)
        comments, _ = self.vectors()
        self.assertTrue(any(" --until 2016" in line for line in comments))
        self.assertFalse(any(line.startswith("CONFLICT:") for line in comments))
        done = self.run_in_folder(*CALIBRATE, "--out", "other.csv", "--until", "2013")
        self.assertEqual((done.returncode, "with a period up to 2013" in done.stderr), (2, True))

    def test_mistakes_are_met_with_a_sentence(self):
        self.write((GRANTED, .6, .01))
        for words, said in [
            (["--parameter", "respond.disclosure_polcy"], 'Did you mean "respond.disclosure_policy"?'),
            (["--parameter", "choose.value"], "it has no prior"),
            (["--set", "respond.disclosure_policy=.6"], "varied and set at the same time"),
            (["--replicates", "none"], "--replicates none"),
            (["--recover", "31"], "At most half of the points"),
        ]:
            done = self.run_in_folder(*CALIBRATE, "--out", "worlds.csv", *words)
            self.assertEqual(done.returncode, 2)
            self.assertIn(said, done.stderr)
        (self.folder / "worlds.csv").write_text("mine")
        done = self.run_in_folder(*CALIBRATE, "--out", "worlds.csv")
        self.assertEqual((done.returncode, "exists already" in done.stderr), (2, True))
        self.assertEqual((self.folder / "worlds.csv").read_text(), "mine")
        (self.folder / "e.toml").write_text((self.folder / "e.toml").read_text().replace('"fit"', '"check"'))
        done = self.run_in_folder(*CALIBRATE, "--out", "other.csv")
        self.assertEqual((done.returncode, 'use = "fit"' in done.stderr), (2, True))


if __name__ == "__main__":
    program.unittest.main()
