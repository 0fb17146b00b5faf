"""Sweeps as a user runs them: the same bytes whatever happens on the way, nothing lost, nothing mixed up."""

import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import time
import unittest

import h5py
import numpy
import program
import xarray
from program import BINARY, SOURCE, TWO_STATES

ONE_STEP = SOURCE / "tests" / "support" / "one-step.toml"

KILLS = 30


class SweepTest(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("grid.toml", "[sweep.factors]\n\"assist.load\" = { values = [0.5, 1.0, 1.5] }\n"
                                "\"phases.locate\" = { values = [true, false] }\n")

    def write(self, name, factors, design="grid", more=""):
        (self.folder / name).write_text(f'question = "Which load?"\ninclude = ["{TWO_STATES}"]\n[run]\nreplicates = 7\n'
                                        f'{more}\n[sweep]\ndesign = "{design}"\n{factors}')

    def sweep(self, *arguments, expect=0, **options):
        done = self.run_in_folder("sweep", *arguments, **options)
        self.assertEqual(done.returncode, expect, done.stderr + done.stdout)
        return done

    def start(self, *arguments, **options):
        return subprocess.Popen([BINARY, "sweep", *map(str, arguments)], cwd=self.folder, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, **options)

    def bytes_of(self, name):
        return (self.folder / name).read_bytes()

    def reference(self, *arguments):
        """The file of one undisturbed process with one thread."""
        self.sweep("grid.toml", "--threads", "1", "--out", "reference.h5", *arguments)
        return self.bytes_of("reference.h5")

    def wait_for_blocks(self, folder, count):
        end = time.time() + 60
        while len(list((self.folder / folder / "blocks").glob("*.block"))) < count:
            self.assertLess(time.time(), end, "no blocks appear")
            time.sleep(0.005)


class SameBytesTest(SweepTest):
    def test_threads_do_not_matter(self):
        for keep in ("summary", "series", "all"):
            self.sweep("grid.toml", "--threads", "1", "--keep", keep, "--out", f"{keep}-1.h5")
            for threads in (2, 4):
                self.sweep("grid.toml", "--threads", threads, "--keep", keep, "--out", "again.h5", "--save-every", "0")
                self.assertEqual(self.bytes_of("again.h5"), self.bytes_of(f"{keep}-1.h5"), f"{keep} {threads}")
                shutil.rmtree(self.folder / "again.sweep")
                (self.folder / "again.h5").unlink()

    def test_four_shares_in_any_order_merge_to_the_same_file(self):
        expected = self.reference("--keep", "all")
        for order in ((1, 2, 3, 4), (4, 2, 1, 3)):
            for number in order:
                self.sweep("grid.toml", "--shard", f"{number}/4", "--keep", "all", "--out", "shares.h5")
            self.assertFalse((self.folder / "shares.h5").exists())
            self.assertEqual(self.run_in_folder("merge", "shares.sweep").returncode, 0)
            self.assertEqual(self.bytes_of("shares.h5"), expected, order)
            shutil.rmtree(self.folder / "shares.sweep")
            (self.folder / "shares.h5").unlink()

    def test_more_replicates_redo_nothing_and_give_the_file_of_one_go(self):
        expected = self.reference()
        self.sweep("grid.toml", "--replicates", "3", "--out", "grown.h5")
        first = {path.name: path.stat().st_mtime_ns for path in (self.folder / "grown.sweep" / "blocks").iterdir()}
        done = self.sweep("grid.toml", "--out", "grown.h5")
        self.assertIn("6 points x 7 replicates", done.stdout)
        self.assertEqual(self.bytes_of("grown.h5"), expected)
        for name, written in first.items():
            self.assertEqual((self.folder / "grown.sweep" / "blocks" / name).stat().st_mtime_ns, written)
        with open(self.folder / "grown.sweep" / "journal-shard-1-of-1.log") as journal:
            self.assertIn("start: 24 runs", journal.read())

    def test_more_points_keep_the_ids_of_the_first(self):
        factors = '[sweep.factors]\n"assist.load" = { low = 0.5, high = 2.0 }\n"choose.precision" = { low = 1, high = 9 }\n'
        self.write("sobol.toml", factors, "sobol", "")
        self.sweep("sobol.toml", "--set", "sweep.points=4", "--replicates", "2", "--out", "s.h5")
        with h5py.File(self.folder / "s.h5") as file:
            few = {name: file["summary"][name][...] for name in ("demands", "trust")}
            loads = file["design/assist.load"][...]
        self.sweep("sobol.toml", "--set", "sweep.points=8", "--replicates", "2", "--out", "s.h5")
        with h5py.File(self.folder / "s.h5") as file:
            self.assertEqual(file["design/assist.load"][...][:4].tobytes(), loads.tobytes())
            for name, values in few.items():
                self.assertEqual(file["summary"][name].shape[0], 8)
                self.assertEqual(file["summary"][name][...][:4].tobytes(), values.tobytes())

    def test_every_point_is_the_run_with_its_settings(self):
        self.reference("--keep", "series")
        sweep = xarray.open_dataset(self.folder / "reference.h5", group="metrics")
        with h5py.File(self.folder / "reference.h5") as file:
            loads = file["design/assist.load"][...]
            locate = file["design/phases.locate"]
            levels = locate.attrs["flag_meanings"].decode().split()
            locates = [levels[code] for code in locate[...]]
        self.assertEqual(sorted(set(zip(loads, locates))), [(load, flag) for load in (0.5, 1.0, 1.5)
                                                             for flag in ("false", "true")])
        for point in (0, 3, 5):
            self.summary(TWO_STATES, "--replicates", "7", "--out", "one.h5", "--force", "--set",
                         f"assist.load={loads[point]}", "--set", f"phases.locate={locates[point]}")
            one = xarray.open_dataset(self.folder / "one.h5", group="metrics")
            for name in one.data_vars:
                self.assertEqual(sweep[name].values[point].tobytes(), one[name].values[0].tobytes(), f"{point} {name}")
            one.close()
        sweep.close()

    def test_other_numbers_have_another_hash(self):
        def hash_of(name, *settings):
            self.sweep("grid.toml", "--replicates", "2", "--out", name, *settings)
            with h5py.File(self.folder / name) as file:
                return file["provenance"].attrs["results_hash"].decode()
        usual = hash_of("usual.h5")
        self.assertRegex(usual, "^[0-9a-f]{16}$")
        self.assertEqual(hash_of("again.h5", "--threads", "1", "--keep", "all"), usual)
        self.assertNotEqual(hash_of("other.h5", "--set", "run.seed=2"), usual)


class ReadersTest(SweepTest):
    def test_every_reader_sees_the_same_numbers(self):
        self.reference("--keep", "all")
        path = str(self.folder / "reference.h5")
        with h5py.File(path) as file:
            for engine in ("h5netcdf", "netcdf4"):
                for group in ("summary", "metrics"):
                    read = xarray.open_dataset(path, group=group, engine=engine)
                    for name in read.data_vars:
                        self.assertEqual(read[name].values.tobytes(), file[group][name][...].tobytes(), f"{engine} {name}")
                design = xarray.open_dataset(path, group="design", engine=engine)
                self.assertEqual(design["assist.load"].values.tolist(), [0.5, 0.5, 1.0, 1.0, 1.5, 1.5])
                self.assertEqual(design["assist.load"].dims, ("point",))
        code = ('library(ncdf4); x <- ncvar_get(nc_open("reference.h5"), "summary/demands"); '
                'library(hdf5r); y <- H5File$new("reference.h5", "r")[["summary/demands"]]$read(); '
                'stopifnot(all(dim(x) == c(2, 7, 6)), identical(as.numeric(x), as.numeric(y)))')
        subprocess.run(["Rscript", "-e", code], cwd=self.folder, check=True, capture_output=True)
        header = subprocess.run(["ncdump", "-h", path], capture_output=True, text=True, check=True).stdout
        self.assertIn("double trust(point, replicate, provider) ;", header)
        self.assertIn("double trust(point, replicate, time, provider) ;", header)

    def test_the_summary_is_the_sum_or_mean_over_time(self):
        self.reference("--keep", "series")
        with h5py.File(self.folder / "reference.h5") as file:
            for name, data in file["summary"].items():
                if "cell_methods" not in data.attrs:
                    continue
                series = file["metrics"][name][...]
                total = numpy.zeros(data.shape)
                count = numpy.zeros(data.shape)
                for time_step in range(series.shape[2]):  # in the order of time, as the program adds
                    values = series[:, :, time_step]
                    there = ~numpy.isnan(values)
                    total[there] += values[there]
                    count[there] += 1
                if data.attrs["cell_methods"] == b"time: mean":
                    with numpy.errstate(invalid="ignore"):
                        total = (total / count).astype(numpy.float32).astype(numpy.float64)
                total[count == 0] = numpy.nan
                numpy.testing.assert_array_equal(data[...], total, name)

    def test_explain_tells_a_run_of_any_point(self):
        self.reference("--keep", "all")
        told = self.run_in_folder("explain", "reference.h5", "--point", "4", "--replicate", "2")
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertIn("those of the file, bit by bit", " ".join(told.stdout.split()))

    def test_explain_refuses_a_sweep_that_kept_no_events(self):
        self.reference()
        told = self.run_in_folder("explain", "reference.h5", "--point", "4", "--replicate", "2")
        self.assertEqual(told.returncode, 2)
        self.assertIn("--set assist.load=1.5 --set phases.locate=true", told.stderr)

    def test_a_dry_run_writes_nothing(self):
        done = self.sweep("grid.toml", "--dry-run")
        self.assertIn("6 points x 7 replicates = 42 runs", done.stdout)
        self.assertIn("0 assist.load=0.5 phases.locate=true", done.stdout)
        self.assertEqual(self.files(), ["grid.toml"])
        self.assertIn("design grid of assist.load, phases.locate, 6 points", done.stdout)

    def test_a_dry_run_of_arms_alone_names_no_factors(self):
        (self.folder / "arms.toml").write_text(f'question = "Which?"\ninclude = ["{TWO_STATES}"]\n[arms.one]\n[arms.two]\nassist.load = 3\n')
        done = self.sweep("arms.toml", "--dry-run", "--replicates", "2")
        self.assertRegex(done.stdout, "design [a-z-]+, 2 points x 2 replicates")


class SurvivalTest(SweepTest):
    def test_kills_at_random_moments_lose_nothing(self):
        expected = self.reference("--replicates", "40", "--keep", "series")
        words = ("grid.toml", "--replicates", "40", "--keep", "series", "--out", "killed.h5", "--save-every", "0.02",
                 "--threads", "2")
        luck = random.Random(5)
        kills = 0
        for attempt in range(1000):
            process = self.start(*words)
            try:
                process.communicate(timeout=luck.uniform(0.02, 0.15) if kills < KILLS else None)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                kills += 1
                continue
            if kills >= KILLS:
                break
            # It ended before the kill: from the start again, so that every kill meets work.
            shutil.rmtree(self.folder / "killed.sweep")
            (self.folder / "killed.h5").unlink()
        self.assertEqual(process.returncode, 0)
        self.assertEqual(kills, KILLS)
        self.assertEqual(self.bytes_of("killed.h5"), expected)
        self.assertEqual([name for name in self.files() if ".partial-" in name and ".sweep" in name], [])

    def check_signal(self, number):
        expected = self.reference("--replicates", "200")
        words = ("grid.toml", "--replicates", "200", "--out", "stopped.h5", "--save-every", "0.05", "--threads", "1")
        process = self.start(*words)
        self.wait_for_blocks("stopped.sweep", 1)
        process.send_signal(number)
        _, error = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 75, error)
        self.assertRegex(error, r"stopped after \d+ of 1200 runs; they are kept")
        self.assertFalse((self.folder / "stopped.h5").exists())
        self.sweep(*words)
        self.assertEqual(self.bytes_of("stopped.h5"), expected)

    def test_sigterm_stops_with_work_left(self):
        self.check_signal(signal.SIGTERM)

    def test_sigusr1_stops_with_work_left(self):
        self.check_signal(signal.SIGUSR1)

    def test_the_time_limit_stops_with_work_left(self):
        words = ("grid.toml", "--replicates", "5000", "--out", "long.h5", "--time-limit", "1")
        begin = time.time()
        self.sweep(*words, expect=75)
        self.assertLess(time.time() - begin, 30)

    def test_a_block_that_is_cut_off_is_made_once_more(self):
        expected = self.reference()
        for cut in (0, 10, 100, -1):
            self.sweep("grid.toml", "--shard", "1/2", "--out", "cut.h5")
            block = next((self.folder / "cut.sweep" / "blocks").glob("*.block"))
            whole = block.read_bytes()
            block.write_bytes(whole[:cut])
            done = self.sweep("grid.toml", "--out", "cut.h5")
            self.assertIn("was cut off; its runs were made once more", done.stderr)
            self.assertEqual(self.bytes_of("cut.h5"), expected, cut)
            shutil.rmtree(self.folder / "cut.sweep")
            (self.folder / "cut.h5").unlink()

    def test_a_flipped_bit_is_found(self):
        self.sweep("grid.toml", "--out", "bit.h5")
        block = next((self.folder / "bit.sweep" / "blocks").glob("*.block"))
        content = bytearray(block.read_bytes())
        content[-100] ^= 4
        block.write_bytes(content)
        done = self.run_in_folder("merge", "bit.sweep")
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, "the record of point 5, replicate 6 is damaged")
        block.unlink()
        before = self.bytes_of("bit.h5")
        self.sweep("grid.toml", "--out", "bit.h5")
        self.assertEqual(self.bytes_of("bit.h5"), before)

    def test_a_full_disk_is_said_and_loses_nothing(self):
        expected = self.reference("--keep", "all")
        words = ("grid.toml", "--keep", "all", "--out", "full.h5", "--save-every", "0", "--threads", "1")

        def small_disk():
            resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

        process = self.start(*words, preexec_fn=small_disk)
        _, error = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 2, error)
        self.assertIn("make room and start the same command again", error)
        self.assertEqual(error.count("\n"), 1)
        self.assertNotIn("partial", " ".join(self.files()))
        self.sweep(*words)
        self.assertEqual(self.bytes_of("full.h5"), expected)

    def test_a_small_disk_of_its_own(self):
        expected = self.reference("--keep", "all")
        script = ('mkdir disk && mount -t tmpfs -o size=1200k tmpfs disk && trap "umount disk" EXIT && '
                  '"$0" sweep grid.toml --keep all --out disk/full.h5 --save-every 0 --threads 1 --quiet; code=$?; '
                  'mount -o remount,size=20m disk && '
                  '"$0" sweep grid.toml --keep all --out disk/full.h5 --threads 2 --quiet; echo $code $?; '
                  'cp disk/full.h5 after.h5')
        for propagation in ("private", "unchanged"):  # the root of a chroot is no mount, and cannot be made private
            done = subprocess.run(["unshare", "--mount", "--propagation", propagation, "sh", "-c", script, BINARY],
                                  cwd=self.folder, capture_output=True, text=True, timeout=120)
            if "cannot change root filesystem propagation" not in done.stderr:
                break
        if "Operation not permitted" in done.stderr or "unshare failed" in done.stderr:
            self.assertNotEqual(os.geteuid(), 0)  # who may not mount has the test with the file-size limit above
            return
        self.assertEqual(done.stdout.split(), ["2", "0"], done.stderr)
        self.assertIn("No space left on device", done.stderr)
        self.assertEqual(self.bytes_of("after.h5"), expected)

    def test_a_place_that_cannot_be_written_is_said_before_the_first_run(self):
        (self.folder / "file").write_text("")
        done = self.sweep("grid.toml", "--out", "file/x.h5", expect=2)
        self.assertRegex(done.stderr, r"^file/x\.sweep: the folder cannot be made \(Not a directory\)\.")
        done = self.sweep("grid.toml", "--out", "/proc/x.h5", expect=2)
        self.assertIn("cannot be made", done.stderr)

    def test_two_processes_on_the_same_share_do_not_meet(self):
        expected = self.reference("--replicates", "300")
        words = ("grid.toml", "--replicates", "300", "--out", "two.h5", "--save-every", "0.02")
        first = self.start(*words)
        self.wait_for_blocks("two.sweep", 1)
        second = self.sweep(*words, expect=2)
        self.assertIn("another comity is working on all of this sweep", second.stderr)
        first.communicate(timeout=120)
        self.assertEqual(first.returncode, 0)
        self.assertEqual(self.bytes_of("two.h5"), expected)

    def test_processes_on_overlapping_shares_agree(self):
        expected = self.reference("--replicates", "50")
        words = ("grid.toml", "--replicates", "50", "--out", "over.h5", "--save-every", "0.01")
        shares = [self.start(*words, "--shard", share) for share in ("1/2", "2/2", "1/3", "2/3", "3/3")]
        for process in shares:
            _, error = process.communicate(timeout=120)
            self.assertEqual(process.returncode, 0, error)
        self.assertEqual(self.run_in_folder("merge", "over.sweep").returncode, 0)
        self.assertEqual(self.bytes_of("over.h5"), expected)


class AnotherSweepTest(SweepTest):
    def check_refused(self, *changes):
        done = self.sweep("grid.toml", "--out", "x.h5", *changes, expect=2)
        self.assertTrue(done.stderr.startswith("x.sweep: holds another sweep"), done.stderr)
        return done.stderr

    def test_a_changed_model_is_refused_with_what_changed(self):
        self.sweep("grid.toml", "--out", "x.h5")
        self.assertIn("choose.precision: was not set, is 3", self.check_refused("--set", "choose.precision=3"))
        self.assertIn("run.seed: was not set, is 9", self.check_refused("--seed", "9"))
        self.assertIn("--keep: was summary, is all", self.check_refused("--keep", "all"))
        self.assertIn("replicates: was 7, is 2 (a sweep can only grow)", self.check_refused("--replicates", "2"))

    def test_a_changed_law_is_refused(self):
        shutil.copytree(SOURCE / "scenarios", self.folder / "scenarios")
        law = self.folder / "scenarios" / "law" / "northland.toml"
        self.write("grid.toml", '[sweep.factors]\n"assist.load" = { values = [0.5, 1.0] }\n')
        text = (self.folder / "grid.toml").read_text().replace(TWO_STATES, "scenarios/two-states.toml")
        (self.folder / "grid.toml").write_text(text)
        self.sweep("grid.toml", "--out", "x.h5")
        law.write_text(law.read_text() + "\n# changed\n")
        self.assertIn("scenarios/law/northland.toml: was ", self.check_refused())

    def test_a_changed_design_is_refused(self):
        self.sweep("grid.toml", "--out", "x.h5")
        self.write("grid.toml", '[sweep.factors]\n"assist.load" = { values = [0.5, 1.0] }\n'
                                '"phases.locate" = { values = [true, false] }\n')
        self.check_refused()
        self.write("grid.toml", '[sweep.factors]\n"assist.load" = { values = [0.5, 1.0] }\n')
        self.assertIn("design: was grid of assist.load, phases.locate, is grid of assist.load", self.check_refused())

    def test_words_and_comments_do_not_matter(self):
        self.sweep("grid.toml", "--out", "x.h5")
        text = (self.folder / "grid.toml").read_text()
        (self.folder / "grid.toml").write_text("# a comment\n" + text)
        self.sweep("grid.toml", "--out", "x.h5")

    def test_a_foreign_file_is_not_replaced(self):
        self.summary(TWO_STATES, "--replicates", "2", "--out", "x.h5")
        before = self.bytes_of("x.h5")
        done = self.sweep("grid.toml", "--out", "x.h5", expect=2)
        self.assertIn("comes from something else", done.stderr)
        self.assertEqual(self.bytes_of("x.h5"), before)
        self.assertFalse((self.folder / "x.sweep").exists())
        self.sweep("grid.toml", "--out", "x.h5", "--force")
        self.assertNotEqual(self.bytes_of("x.h5"), before)


class FailureTest(SweepTest):
    """A point that is wrong as a whole although each of its values is fine: its run ends before it begins."""

    def setUp(self):
        super().setUp()
        self.write("failing.toml", '[sweep.factors]\n"run.record_days" = { values = [14.0, 28.0] }\n')

    def test_a_failed_run_is_missing_and_says_why(self):
        done = self.sweep("failing.toml", "--keep", "series", "--out", "f.h5", expect=3)
        self.assertIn("7 of 14 runs failed (first: point", done.stderr)
        with h5py.File(self.folder / "f.h5") as file:
            failed = file["runs/failed"][...]
            self.assertEqual(sorted(failed.sum(axis=1).tolist()), [0, 7])
            point = int(failed[:, 0].argmax())
            for name, data in file["summary"].items():
                if "cell_methods" in data.attrs:
                    self.assertTrue(numpy.isnan(data[...][point]).all(), name)
                    self.assertEqual(numpy.isnan(file["summary/demands"][...][1 - point]).sum(), 0)
            self.assertEqual(file["runs/failures/point"][...].tolist(), [point] * 7)
            self.assertEqual(file["runs/failures/replicate"][...].tolist(), list(range(7)))
            self.assertIn(b"recorded on other days", file["runs/failures/message"][0])

    def test_totals_of_points_with_other_days_stand_side_by_side(self):
        self.sweep("failing.toml", "--out", "f.h5")
        with h5py.File(self.folder / "f.h5") as file:
            demands = file["summary/demands"][...]
            self.assertFalse(numpy.isnan(demands).any())
            numpy.testing.assert_array_equal(demands[0], demands[1])  # recorded more often, but the same demands

    def test_failures_are_made_again_only_when_asked(self):
        self.sweep("failing.toml", "--keep", "series", "--out", "f.h5", expect=3)
        before = self.bytes_of("f.h5")
        journal = self.folder / "f.sweep" / "journal-shard-1-of-1.log"
        self.sweep("failing.toml", "--keep", "series", "--out", "f.h5", expect=3)
        self.assertEqual(journal.read_text().count("start:"), 1)
        self.sweep("failing.toml", "--keep", "series", "--out", "f.h5", "--retry-failed", expect=3)
        self.assertIn("start: 7 runs", journal.read_text())
        self.assertEqual(self.bytes_of("f.h5"), before)

    def test_max_failures_stops(self):
        done = self.sweep("failing.toml", "--keep", "series", "--out", "f.h5", "--max-failures", "2", "--threads", "1", expect=3)
        self.assertIn("stopped because of --max-failures", done.stderr)
        self.assertFalse((self.folder / "f.h5").exists())

    def test_a_sweep_whose_first_runs_all_fail_alike_stops(self):
        self.write("failing.toml", '[sweep.factors]\n"run.record_days" = { values = [14.0, 42.0] }\n')
        done = self.sweep("failing.toml", "--keep", "series", "--out", "f.h5", "--replicates", "2000", expect=3)
        self.assertRegex(done.stderr, r"stopped because the first \d+ runs all failed alike")

    def test_what_there_is_can_be_merged(self):
        self.sweep("grid.toml", "--shard", "1/2", "--out", "part.h5")
        done = self.run_in_folder("merge", "part.sweep")
        self.assertEqual(done.returncode, 75)
        self.assertIn("21 of 42 runs are missing", done.stderr)
        self.assertFalse((self.folder / "part.h5").exists())
        done = self.run_in_folder("merge", "part.sweep", "--incomplete")
        self.assertEqual(done.returncode, 3, done.stderr)
        with h5py.File(self.folder / "part.h5") as file:
            self.assertEqual(file["runs/failed"][...].sum(), 21)
            self.assertEqual(numpy.isnan(file["summary/demands"][...]).any(axis=2).sum(), 21)

    def test_one_missing_run_is_told_too(self):
        for share in range(1, 6):
            self.sweep("grid.toml", "--replicates", "1", "--shard", f"{share}/6", "--out", "part.h5")
        done = self.run_in_folder("merge", "part.sweep", "--incomplete")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("6 runs, 0 failed, 1 missing", done.stdout)


class ShardTest(SweepTest):
    def test_a_job_array_gives_the_share(self):
        environment = {"SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_MAX": "9",
                       "SLURM_ARRAY_TASK_COUNT": "4"}
        done = self.sweep("grid.toml", "--out", "x.h5", environment=environment)
        self.assertIn("Share 3 of 4 is done", done.stdout)
        environment["SLURM_ARRAY_TASK_COUNT"] = "3"
        environment["SLURM_ARRAY_TASK_MAX"] = "8"
        done = self.sweep("grid.toml", "--out", "x.h5", environment=environment, expect=2)
        self.assertIn("Give --shard k/n", done.stderr)

    def test_four_ranks_under_mpirun_give_the_file_of_one_process(self):
        expected = self.reference("--replicates", "20")
        words = ("mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "4", BINARY, "sweep", "grid.toml", "--replicates",
                 "20", "--threads", "1", "--out", "ranks.h5")
        done = subprocess.run(words, cwd=self.folder, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Results: ranks.h5 (6 points x 20 replicates, 0 failed)", done.stdout)
        self.assertEqual(self.bytes_of("ranks.h5"), expected)
        self.assertEqual(len(list((self.folder / "ranks.sweep").glob("journal-shard-?-of-4.log"))), 4)

    def test_wrong_shares_are_refused(self):
        for share in ("0/4", "5/4", "2", "a/b", "1/0", "1/4x"):
            done = self.sweep("grid.toml", "--shard", share, expect=2)
            self.assertIn(f"--shard {share} (must be K/N", done.stderr)

    def test_the_batch_script_is_sound(self):
        done = self.sweep("grid.toml", "--emit", "slurm", "--tasks", "4", "--set", "choose.precision=3", "--out", "a b.h5")
        script = self.folder / "sweep.sbatch"
        script.write_text(done.stdout)
        subprocess.run(["bash", "-n", str(script)], check=True)
        for line in ("#SBATCH --job-name=grid\n", "#SBATCH --array=1-4", "#SBATCH --signal=B:USR1@120", "#SBATCH --requeue"):
            self.assertIn(line, done.stdout)
        self.assertIn("sweep grid.toml --set choose.precision=3 --out 'a b.h5' --threads", done.stdout)
        self.assertEqual(sorted(self.files()), ["grid.toml", "sweep.sbatch"])
        # What Slurm might take for its own is no part of a job's name.
        (self.folder / "grid.toml").rename(self.folder / "a grid%j-1.5_b.toml")
        done = self.sweep("a grid%j-1.5_b.toml", "--emit", "slurm", "--tasks", "4")
        self.assertIn("#SBATCH --job-name=a_grid_j-1.5_b\n", done.stdout)


class CostTest(program.ProgramTest):
    def test_memory_does_not_grow_with_the_number_of_runs(self):
        def peak(replicates):
            command = [BINARY, "sweep", ONE_STEP, "--replicates", str(replicates), "--out", f"{replicates}.h5", "--quiet",
                       "--threads", "2"]
            process = subprocess.Popen(list(map(str, command)), cwd=self.folder)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            self.assertEqual(process.returncode, 0)
            return usage.ru_maxrss / 1024

        few, many = peak(10_000), peak(50_000)
        self.assertLess(many, few + 10, f"{few} MB for 20000 runs, {many} MB for 100000")
        self.assertLess((self.folder / "50000.h5").stat().st_size, 200e6)


if __name__ == "__main__":
    unittest.main()
