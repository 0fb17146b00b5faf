"""File systems that lack something: a library laid under the program plays them."""

import shutil
import subprocess
import time
import unittest

import program
from program import BINARY, TWO_STATES

# What the C library is asked fails as such file systems let it fail.
SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

int flock(int file, int operation) {
  const char* error = getenv("SHIM_LOCK_ERROR");
  if (error != NULL) { errno = atoi(error); return -1; }
  int (*real)(int, int) = (int (*)(int, int))dlsym(RTLD_NEXT, "flock");
  return real(file, operation);
}

/* Once the file that SHIM_READ_ONLY names is there, nothing can be made any more. */
static int is_read_only(int flags) {
  const char* marker = getenv("SHIM_READ_ONLY");
  return marker != NULL && (flags & O_CREAT) != 0 && access(marker, F_OK) == 0;
}
#define OPEN(name) \
  int name(const char* path, int flags, ...) { \
    va_list more; va_start(more, flags); mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0; va_end(more); \
    if (is_read_only(flags)) { errno = EROFS; return -1; } \
    int (*real)(const char*, int, ...) = (int (*)(const char*, int, ...))dlsym(RTLD_NEXT, #name); \
    return real(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)
"""
ENOLCK, ENOSYS, EWOULDBLOCK = 37, 38, 11


class FileSystemTest(program.ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.shim = cls.folder_of_all() / "shim.so"
        (cls.shim.parent / "shim.c").write_text(SHIM)
        subprocess.run(["cc", "-shared", "-fPIC", "-w", "-o", cls.shim, cls.shim.parent / "shim.c", "-ldl"], check=True)

    def environment(self, **settings):
        return {"LD_PRELOAD": str(self.shim), "ASAN_OPTIONS": "verify_asan_link_order=0", **settings}

    def with_lock_error(self, error, *words):
        return self.run_in_folder(*words, environment=self.environment(SHIM_LOCK_ERROR=str(error)))


class NoLocksTest(FileSystemTest):
    def test_results_are_made_and_read_without_locks(self):
        self.summary(TWO_STATES, "--replicates", "2", "--out", "locked.h5")
        for error in (ENOLCK, ENOSYS):
            done = self.with_lock_error(error, "run", TWO_STATES, "--replicates", "2", "--quiet", "--out", "free.h5", "--force")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertEqual((self.folder / "free.h5").read_bytes(), (self.folder / "locked.h5").read_bytes())
            expected = self.run_in_folder("analyze", "summary", "free.h5").stdout
            done = self.with_lock_error(error, "analyze", "summary", "free.h5")
            self.assertEqual((done.returncode, done.stderr, done.stdout), (0, "", expected))

    def test_a_sweep_says_before_its_first_run_what_will_not_be_noticed(self):
        for error, reason in ((ENOLCK, "No locks available"), (ENOSYS, "Function not implemented")):
            done = self.with_lock_error(error, "sweep", TWO_STATES, "--replicates", "3", "--out", f"{error}.h5")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue(done.stderr.startswith(f"comity: warning: the file system of {error}.sweep has no locks ({reason})"),
                            done.stderr)
            self.assertIn("Start this sweep once only", done.stderr)
            self.assertIn("3 replicates, 0 failed", done.stdout)
        self.assertEqual((self.folder / f"{ENOLCK}.h5").read_bytes(), (self.folder / f"{ENOSYS}.h5").read_bytes())
        done = self.run_in_folder("sweep", TWO_STATES, "--replicates", "3", "--out", "locked.h5")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_writer_a_damage_and_a_missing_lock_are_told_apart(self):
        self.summary(TWO_STATES, "--replicates", "2", "--out", "runs.h5")
        done = self.with_lock_error(EWOULDBLOCK, "analyze", "summary", "runs.h5")
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr, "runs.h5: another program is writing it (it has locked the file). Wait until it is done.\n")
        whole = (self.folder / "runs.h5").read_bytes()
        (self.folder / "cut.h5").write_bytes(whole[:len(whole) // 2])
        done = self.run_in_folder("analyze", "summary", "cut.h5")
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr, "cut.h5: is a damaged HDF5 file. A results file is what comity run writes.\n")


class ReadOnlyTest(FileSystemTest):
    def test_a_disk_that_becomes_read_only_loses_nothing(self):
        words = ["sweep", TWO_STATES, "--replicates", "60", "--threads", "1", "--quiet", "--out", "a.h5"]
        done = self.run_in_folder(*words)
        self.assertEqual(done.returncode, 0, done.stderr)
        expected = (self.folder / "a.h5").read_bytes()
        (self.folder / "a.h5").unlink()
        shutil.rmtree(self.folder / "a.sweep")
        environment = {**program.os.environ, **self.environment(SHIM_READ_ONLY="read-only")}
        running = subprocess.Popen([BINARY, *map(str, words), "--save-every", "0"], cwd=self.folder, env=environment, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        end = time.time() + 60
        while len(list(self.folder.glob("a.sweep/blocks/*.block"))) < 3:
            self.assertLess(time.time(), end, "no blocks appear")
            time.sleep(0.001)  # polls for a fact
        (self.folder / "read-only").write_text("")
        output, error = running.communicate(timeout=60)
        self.assertEqual((running.returncode, output), (2, ""), error)
        self.assertRegex(error, r"^a\.sweep/blocks/shard-1-of-1-\d{6}\.block: cannot be written \(Read-only file system\)\. What was "
                                r"finished before is safe; make the disk writable and start the same command again\.\n$")
        blocks = len(list(self.folder.glob("a.sweep/blocks/*.block")))
        self.assertGreaterEqual(blocks, 3)
        self.assertFalse((self.folder / "a.h5").exists())
        (self.folder / "read-only").unlink()
        done = self.run_in_folder(*words)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertGreater(len(list(self.folder.glob("a.sweep/blocks/*.block"))), blocks)
        self.assertEqual((self.folder / "a.h5").read_bytes(), expected)


if __name__ == "__main__":
    unittest.main()
