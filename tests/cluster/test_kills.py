"""kill -9 of ranks, of tasks of a Slurm array and of the gatherer, at moments drawn with a fixed seed: after --resume the
gathered file is the same to the last byte, nothing is lost or done twice, and an earlier file is never half-written."""

import json
import os
import pathlib
import random
import signal
import subprocess
import tempfile
import time
import unittest

import slurm
import sweeping
from sweeping import MPI, PROGRAM, SweepTest, digest, no_mpi, no_slurm

KILLS = -(-int(os.environ.get("CAREPATH_KILLS", "6")) // 3)  # of each kind
POINTS = 24
SHARDS = POINTS * max(1, sweeping.REPLICATIONS // 10)


def processes(mark, *environment):
    """Processes whose command line holds `mark` and whose environment has all of these."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
                own = (entry / "environ").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                continue
            if mark in words[0] and all(setting in own for setting in environment):
                found.append(int(entry.name))
    return sorted(found)


def kill(process):
    """True when it was there to be killed."""
    try:
        os.kill(process, signal.SIGKILL)
        return True
    except ProcessLookupError:
        return False


class Kills(SweepTest):
    def setUp(self):
        super().setUp()
        self.luck = random.Random(20261129)
        began = time.monotonic()
        self.sweep("calm", "--threads", "2", file="short.toml")
        self.usual = time.monotonic() - began
        self.calm = self.gather("calm")

    def shards(self, folder):
        return {path.name: path.stat().st_mtime_ns for path in (self.folder / folder).glob("*.shard")}

    def check_resumed(self, folder, before, told):
        """All that was finished stayed as it was, the rest was done once, and the bytes are the same."""
        after = self.shards(folder)
        self.assertEqual({name: after[name] for name in before}, before)
        self.assertEqual((len(after), told["finished"], told["done_now"]), (SHARDS, SHARDS, SHARDS - len(before)))
        self.assertEqual(self.gather(folder), self.calm)

    @unittest.skipIf(no_mpi(), no_mpi())
    def test_ranks(self):
        mark = f"CAREPATH_TEST_MARK={self.root}"
        environment = {**os.environ, **MPI, "CAREPATH_TEST_MARK": str(self.root)}
        words = ["mpirun", "-np", "3", PROGRAM, "sweep", "short.toml", "-o", "ranks", "--replications",
                 str(sweeping.REPLICATIONS), "--resume", "--quiet"]
        killed = 0
        while killed < KILLS:
            job = subprocess.Popen(words, cwd=self.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.3 + self.luck.uniform(0, self.usual))
            ranks = processes("carepath", mark)
            hit = bool(ranks) and kill(self.luck.choice(ranks))
            status = job.wait(60)
            killed += hit and status != 0
            if status == 0:  # it had finished before: begin again
                self.check_resumed("ranks", self.shards("ranks"), {"finished": SHARDS, "done_now": 0})
                (self.folder / "ranks").rename(self.folder / f"ranks{time.monotonic_ns()}")
            self.assertEqual(processes("carepath", mark), [])
        before = self.shards("ranks")
        done = self.sweep("ranks", "--resume", "--shard", "1/1", "--json", file="short.toml", before=("mpirun", "-np", "3"), environment=MPI)
        self.check_resumed("ranks", before, json.loads(done.stdout))
        print(f"  {killed} ranks killed", flush=True)

    @unittest.skipIf(no_slurm(), no_slurm())
    def test_tasks_of_an_array(self):
        with tempfile.TemporaryDirectory() as folder, slurm.Slurm(folder) as here:
            mark = f"SLURM_CONF={folder}/slurm.conf"
            submit = ("--resume", "--tasks", "4", "--json", "--slurm", "--time=10")
            killed = 0
            while killed < KILLS:
                jobs = json.loads(self.sweep("array", *submit, file="short.toml", environment=here.environment).stdout)
                if not jobs["array"]:  # all was finished before a kill: begin again
                    here.finish(jobs["gather"])
                    (self.folder / "array").rename(self.folder / f"array{time.monotonic_ns()}")
                    continue
                while here.unfinished(jobs["array"]):
                    time.sleep(self.luck.uniform(0, 0.5 * self.usual))
                    tasks = processes("carepath", mark)
                    killed += bool(tasks) and killed < KILLS and kill(self.luck.choice(tasks))
                here.finish(jobs["array"], jobs["gather"])
            before = self.shards("array")
            self.assertNotEqual(len(before), 0)
            jobs = json.loads(self.sweep("array", *submit, file="short.toml", environment=here.environment).stdout)
            here.finish(jobs["array"], jobs["gather"])
            self.assertEqual(set(here.states(jobs["gather"]).values()), {"COMPLETED"})
        self.assertEqual(digest(self.folder / "array/sweep.h5"), self.calm)
        self.check_resumed("array", before, {"finished": SHARDS, "done_now": SHARDS - len(before)})
        print(f"  {killed} tasks killed", flush=True)

    def test_the_gatherer(self):
        self.sweep("other", "--seed", "8", file="short.toml")
        earlier = self.gather("other")
        self.assertNotEqual(earlier, self.calm)
        began = time.monotonic()
        self.gather("calm")
        usual = time.monotonic() - began
        killed = 0
        while killed < KILLS:
            self.assertEqual(self.gather("other"), earlier)
            gatherer = subprocess.Popen([PROGRAM, "gather", "calm", "-o", "gathered.h5", "--quiet"], cwd=self.folder)
            time.sleep(self.luck.uniform(0, usual))
            gatherer.send_signal(signal.SIGKILL)
            was_killed = gatherer.wait() == -signal.SIGKILL
            killed += was_killed
            self.assertIn(digest(self.folder / "gathered.h5"), (earlier, self.calm) if was_killed else (self.calm,))
        self.assertEqual(self.gather("calm"), self.calm)
        print(f"  {killed} gatherers killed", flush=True)


if __name__ == "__main__":
    sweeping.main()
