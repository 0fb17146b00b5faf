"""The batch script of a sweep in a real Slurm: a private one of one node, started and stopped by the test."""

import os
import pathlib
import re
import secrets
import shutil
import socket
import subprocess
import time
import unittest

import calibrate_test
import program
from program import BINARY, SOURCE

EXAMPLE = SOURCE / "scenarios" / "cluster" / "two-states.sbatch"
DAEMONS = {"munged": "/usr/sbin/munged", "slurmctld": "/usr/sbin/slurmctld", "slurmd": "/usr/sbin/slurmd"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PrivateSlurm:
    """Controller and node of one machine, or of one within it (chroot.py); everything lies in a folder."""

    def __init__(self, folder, machine=None):
        self.folder, self.machine = folder, machine
        for name in ("state", "spool", "log", "run"):
            (folder / name).mkdir(parents=True)
        folder.chmod(0o755)
        self.key = folder / "key"
        self.key.write_bytes(secrets.token_bytes(128))
        self.key.chmod(0o400)
        self.host = socket.gethostname().split(".")[0]
        (folder / "slurm.conf").write_text(self.configuration())
        # Debian's slurmd looks for a cgroup plugin even when it is told to use none.
        (folder / "cgroup.conf").write_text("CgroupPlugin=cgroup/v1\n")
        self.environment = {**os.environ, "SLURM_CONF": str(folder / "slurm.conf")}

    def configuration(self):
        values = {
            "ClusterName": "test", "SlurmctldHost": f"{self.host}(127.0.0.1)", "SlurmctldPort": free_port(),
            "SlurmdPort": free_port(), "SlurmUser": "root", "SlurmdUser": "root", "AuthType": "auth/munge",
            "AuthInfo": f"socket={self.folder}/run/munge.sock,cred_expire=10",  # a job queued again waits as long
            "CredType": "cred/munge",
            "StateSaveLocation": self.folder / "state", "SlurmdSpoolDir": self.folder / "spool",
            "SlurmctldPidFile": self.folder / "run/slurmctld.pid", "SlurmdPidFile": self.folder / "run/slurmd.pid",
            "SlurmctldLogFile": self.folder / "log/slurmctld.log", "SlurmdLogFile": self.folder / "log/slurmd.log",
            "ProctrackType": "proctrack/linuxproc", "TaskPlugin": "task/none", "MpiDefault": "none",
            "SelectType": "select/cons_tres", "SelectTypeParameters": "CR_CPU", "SlurmdParameters": "config_overrides",
            "SchedulerParameters": "batch_sched_delay=1,sched_interval=2,bf_interval=2", "ReturnToService": 2,
            "AccountingStorageType": "accounting_storage/none", "JobAcctGatherType": "jobacct_gather/none",
            "KillWait": 5, "MinJobAge": 300, "PropagateResourceLimits": "NONE",
        }
        lines = [f"{name}={value}" for name, value in values.items()]
        lines.append(f"NodeName={self.host} NodeAddr=127.0.0.1 CPUs=4 RealMemory=8000 State=UNKNOWN")
        lines.append(f"PartitionName=all Nodes={self.host} Default=YES MaxTime=INFINITE State=UP")
        return "\n".join(lines) + "\n"

    def start(self):
        run = self.folder / "run"
        self.call(DAEMONS["munged"], f"--key-file={self.key}", f"--socket={run}/munge.sock", f"--pid-file={run}/munged.pid",
                  f"--log-file={self.folder}/log/munged.log", f"--seed-file={self.folder}/seed", "--force")
        self.call(DAEMONS["slurmctld"], "-c", "-f", self.folder / "slurm.conf")
        self.call(DAEMONS["slurmd"], "-f", self.folder / "slurm.conf", "-N", self.host)
        self.wait(lambda: "idle" in self.call("sinfo", "-h", "-o", "%T"), "the node is not ready")

    def stop(self):
        for name in ("slurmd", "slurmctld", "munged"):
            path = self.folder / "run" / f"{name}.pid"
            if path.exists():
                number = path.read_text().strip()
                subprocess.run(["kill", number], capture_output=True)
                self.wait(lambda: not pathlib.Path(f"/proc/{number}").exists(), f"{name} does not end")

    def call(self, *words):
        if self.machine:
            words = self.machine.command(*words, environment={"SLURM_CONF": self.folder / "slurm.conf"})
        done = subprocess.run([str(word) for word in words], env=self.environment, capture_output=True, text=True,
                              timeout=60, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise AssertionError(f"{words}: {done.stderr} {done.stdout}")
        return done.stdout

    def wait(self, condition, complaint, seconds=120):
        end = time.time() + seconds
        while not condition():
            if time.time() > end:
                logs = "\n".join(path.read_text()[-2000:] for path in (self.folder / "log").glob("*.log"))
                raise AssertionError(f"{complaint}\n{logs}")
            time.sleep(0.1)

    def jobs(self):
        """State and restarts of every job and task that the controller knows."""
        text = self.call("scontrol", "--oneliner", "show", "job")
        return re.findall(r"JobId=\d+ (?:ArrayJobId=(\d+) ArrayTaskId=(\S+) )?.*?JobName=(\S+).*?JobState=(\S+).*?Restarts=(\d+)",
                          text)


class ExampleTest(program.ProgramTest):
    def test_the_example_is_what_the_program_writes(self):
        shutil.copytree(SOURCE / "scenarios", self.folder / "scenarios")
        made = self.run_in_folder("sweep", "scenarios/two-states.toml", "--replicates", "1000", "--emit", "slurm").stdout
        program_path = re.search(r"(?m)^comity=(.*)$", made).group(1)
        made = made.replace(program_path, "build/release/comity")
        if os.environ.get("COMITY_UPDATE_DOCS"):
            EXAMPLE.parent.mkdir(exist_ok=True)
            EXAMPLE.write_text(made)
        self.assertEqual(EXAMPLE.read_text(), made)


class SlurmTest(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.assertTrue(all(pathlib.Path(path).exists() for path in DAEMONS.values()),
                        "Slurm is missing: apt-get install munge slurm-wlm")
        self.assertEqual(os.geteuid(), 0, "a private Slurm needs root (munged and slurmd run as it)")
        self.slurm = PrivateSlurm(self.folder / "slurm")
        self.addCleanup(self.slurm.stop)
        self.slurm.start()
        shutil.copytree(SOURCE / "scenarios", self.folder / "scenarios")

    def script(self, *words):
        emitted = self.run_in_folder("sweep", *words, "--emit", "slurm", "--tasks", "4")
        self.assertEqual(emitted.returncode, 0, emitted.stderr)
        return emitted.stdout

    def submit(self, script):
        (self.folder / "sweep.sbatch").write_text(script)
        done = subprocess.run(["sbatch", "--parsable", "sweep.sbatch"], cwd=self.folder, env=self.slurm.environment,
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.strip()

    def pid_of_share(self, share):
        found = subprocess.run(["pgrep", "-f", f"^{BINARY} sweep .*--shard {share}$"], capture_output=True, text=True)
        return found.stdout.split()

    def reference(self, *words):
        done = self.run_in_folder("sweep", *words, "--threads", "1", "--out", "reference.h5", "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        return (self.folder / "reference.h5").read_bytes()

    def all_done(self, name):
        def done():
            states = [state for _, _, job, state, _ in self.slurm.jobs()]
            names = [job for _, _, job, _, _ in self.slurm.jobs()]
            return f"{name}-merge" in names and all(state in ("COMPLETED", "FAILED") for state in states)
        return done

    def test_an_array_whose_tasks_are_killed_and_requeued_ends_in_the_same_file(self):
        words = ("scenarios/two-states.toml", "--replicates", "2000")
        script = self.script(*words, "--save-every", "0.2")
        job = self.submit(script)
        self.slurm.wait(lambda: all(self.pid_of_share(f"{task}/4") for task in (1, 2, 3, 4)), "the tasks do not start")
        blocks = self.folder / "results" / "two-states.sweep" / "blocks"
        self.slurm.wait(lambda: len(list(blocks.glob("shard-2-*"))) and len(list(blocks.glob("shard-3-*"))), "no blocks")
        subprocess.run(["kill", "-9", *self.pid_of_share("2/4")], check=True)   # a process that is killed
        self.slurm.call("scontrol", "requeue", f"{job}_3")                        # a task that is put back
        self.slurm.call("scancel", "--batch", "--signal=USR1", f"{job}_4")        # the warning before the time limit
        self.slurm.wait(self.all_done("two-states"), "the jobs do not end", 240)
        restarts = {task: int(count) for array, task, _, _, count in self.slurm.jobs() if array == job}
        self.assertEqual(restarts, {"1": 0, "2": 1, "3": 1, "4": 1})
        self.assertEqual((self.folder / "results" / "two-states.h5").read_bytes(), self.reference(*words))
        log = (self.folder / f"two-states-{job}_4.log").read_text()
        self.assertRegex(log, r"stopped after \d+ of 500 runs; they are kept")
        if "COMITY_TRANSCRIPT" in os.environ:
            self.write_transcript(job)

    def test_shares_of_a_calibration_wait_for_one_another(self):
        (self.folder / "e.toml").write_text(calibrate_test.OBSERVATION.format(
            id="G", name="granted", value=calibrate_test.GRANTED[2], observed=.6, sd=.02))
        words = calibrate_test.CALIBRATE
        emitted = self.run_in_folder(*words, "--out", "worlds.csv", "--emit", "slurm", "--tasks", "3")
        self.assertEqual(emitted.returncode, 0, emitted.stderr)
        self.assertNotIn("merge", emitted.stdout)
        script = emitted.stdout.replace("--mem-per-cpu=8G", "--mem-per-cpu=1G")  # the nodes here are small
        self.assertIn("#SBATCH --array=1-3\n", script)
        # Without the first share the others wait, so that the warning before the time limit finds them at it.
        job = self.submit(script.replace("--array=1-3", "--array=2-3"))
        log = self.folder / f"worlds-{job}_2.log"
        self.slurm.wait(lambda: log.exists() and "waits for wave-1" in log.read_text(), "the second task does not wait")
        self.slurm.call("scancel", "--batch", "--signal=USR1", f"{job}_2")
        self.slurm.wait(lambda: {task: count for _, task, _, _, count in self.slurm.jobs()}["2"] == "1", "the second task is not queued again")
        self.submit(script.replace("--array=1-3", "--array=1"))
        self.slurm.wait(lambda: all(state == "COMPLETED" for *_, state, _ in self.slurm.jobs()), "the jobs do not end well")
        restarts = {task: int(count) for _, task, _, _, count in self.slurm.jobs()}
        self.assertEqual(restarts, {"1": 0, "2": 1, "3": 0})
        self.assertEqual(self.run_in_folder(*words, "--threads", "1", "--out", "reference.csv", "--quiet").returncode, 0)
        self.assertEqual((self.folder / "worlds.csv").read_bytes(), (self.folder / "reference.csv").read_bytes())

    def write_transcript(self, job):
        """For the eye: what the controller and the journals say of the jobs."""
        lines = [" ".join(row) for row in self.slurm.jobs()]
        for path in sorted((self.folder / "results" / "two-states.sweep").glob("journal-*")):
            kept = [line for line in path.read_text().splitlines() if " block:" not in line]
            lines += [f"-- {path.name}", *kept]
        for path in sorted(self.folder.glob("two-states-*.log")):
            lines += [f"-- {path.name}", path.read_text().strip()]
        pathlib.Path(os.environ["COMITY_TRANSCRIPT"]).write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    unittest.main()
