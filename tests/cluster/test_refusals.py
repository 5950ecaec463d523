"""What is said where there is no Slurm or no MPI, what Slurm refuses, and how a task of an array ends before its time."""

import json
import pathlib
import re
import shutil
import tempfile
import time
import unittest

import slurm
import sweeping
from sweeping import MPI, PROGRAM, SweepTest, digest, no_mpi, no_slurm


class WithoutThem(SweepTest):
    """These need neither Slurm nor MPI."""

    def refused(self, words, *more, environment=None):
        done = self.sweep("out", *more, status=2, environment=environment)
        self.assertIn(words, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertFalse((self.folder / "out").exists())

    def test_without_sbatch_nothing_is_made(self):
        self.refused("not on this computer", "--slurm", environment={"PATH": "/nowhere"})

    def test_slips_are_told(self):
        self.refused("--tasks N", "--dry-run", "--slurm", "--array=1-4")
        self.refused("--shard", "--shard", "1/2", "--dry-run", "--slurm")
        self.refused("--cpus-per-task=N", "--threads", "2", "--dry-run", "--slurm")
        self.refused("add --slurm", "--dry-run")
        self.refused("add --slurm", "--tasks", "4")
        self.refused("50%10", "--tasks", "many", "--slurm")

    def test_a_dry_run_prints_the_scripts_it_keeps(self):
        done = self.sweep("out", "--set", "parameter.dna.is=0.08", "--tasks", "8%2", "--dry-run", "--slurm", "--time=5")
        scripts = [(self.folder / "out/slurm" / name).read_text() for name in ("array.sh", "gather.sh")]
        self.assertEqual(done.stdout, "\n".join(scripts))
        self.assertIn("#SBATCH --array=1-8%2\n", scripts[0])
        self.assertIn("--set parameter.dna.is=0.08 --replications", scripts[0])
        for name in ("array.sh", "gather.sh"):
            self.expect(0, "bash", "-n", f"out/slurm/{name}")

    def test_the_scripts_name_the_library_wherever_a_task_starts(self):
        self.sweep("out", "--library", "..", "--dry-run", "--slurm")
        library = re.search(r" --library (\S+)", (self.folder / "out/slurm/array.sh").read_text()).group(1)
        self.assertTrue(pathlib.Path(library).is_absolute())
        self.assertTrue((self.folder / "..").samefile(library))

    def test_a_program_without_ranks_says_so_once(self):
        alone = self.folder / "alone"
        alone.mkdir()
        shutil.copy(PROGRAM, alone)
        words = (alone / PROGRAM.name, "sweep", "sweep.toml", "-o", "out")
        first = self.expect(2, *words, environment={"OMPI_COMM_WORLD_SIZE": "3", "OMPI_COMM_WORLD_RANK": "0"})
        self.assertIn("built without MPI", first.stderr)
        second = self.expect(0, *words, environment={"OMPI_COMM_WORLD_SIZE": "3", "OMPI_COMM_WORLD_RANK": "1"})
        self.assertEqual(second.stderr + second.stdout, "")


@unittest.skipIf(no_mpi(), no_mpi())
class UnderMpi(SweepTest):
    def test_a_fault_is_told_by_one_rank(self):
        (self.folder / "sweep.toml").write_text(sweeping.HUB.replace("ward_bed.capacity", "ward_bed.capacty"), encoding="utf-8")
        done = self.sweep("out", before=("mpirun", "-np", "3"), status=2, environment=MPI)
        self.assertEqual(done.stderr.count("error:"), 1, done.stderr)
        self.assertFalse((self.folder / "out").exists())

    def test_every_rank_reads_from_the_library_named(self):
        (self.folder / "apart").mkdir()
        (self.folder.parent / ".carepath-library").unlink(missing_ok=True)
        apart = sweeping.SHORT_HUB.replace('"hub.toml"', '"../hub.toml"')
        (self.folder / "apart/sweep.toml").write_text(apart, encoding="utf-8")
        ranks = {"before": ("mpirun", "-np", "2"), "file": "apart/sweep.toml", "environment": MPI, "replications": 1}
        self.assertIn("outside the scenario library", self.sweep("none", status=2, **ranks).stderr)
        self.sweep("out", "--library", "..", **ranks)
        self.sweep("alone", "--library", "..", file="apart/sweep.toml", replications=1)
        self.assertEqual(self.gather("out"), self.gather("alone"))

    def test_help_is_printed_once(self):
        done = self.expect(0, "mpirun", "-np", "2", PROGRAM, "sweep", "--help", environment=MPI)
        self.assertEqual(done.stdout.count("--resume"), 1)


@unittest.skipIf(no_slurm(), no_slurm())
class UnderSlurm(SweepTest):
    def setUp(self):
        super().setUp()
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.slurm = slurm.Slurm(scratch.name)
        self.slurm.__enter__()
        self.addCleanup(self.slurm.stop)

    def submit(self, *more, status=0, **options):
        return self.sweep("out", *more, file="short.toml", status=status, environment=self.slurm.environment, **options)

    def test_what_slurm_refuses_leaves_nothing_behind(self):
        done = self.submit("--slurm", "--partition=elsewhere", status=1)
        self.assertIn("invalid partition", done.stderr)
        self.assertFalse((self.folder / "out").exists())

    def test_near_its_time_limit_a_task_keeps_its_shards_and_queues_again(self):
        jobs = json.loads(self.submit("--tasks", "1", "--json", "--slurm").stdout)
        out = self.folder / "out"
        while len(list(out.glob("*.shard"))) < 2:
            self.assertTrue(self.slurm.unfinished(jobs["array"]), self.slurm.logs())
            time.sleep(0.05)
        self.slurm.run("scancel", "--batch", "--signal=USR1", f"{jobs['array']}_1")  # what --signal=B:USR1@30 does
        kept = {path: path.stat().st_mtime_ns for path in out.glob("*.shard")}
        self.slurm.finish(jobs["array"], jobs["gather"])
        log = (out / "slurm/task-1.log").read_text()
        self.assertIn("queues again", log)
        self.assertEqual({path: path.stat().st_mtime_ns for path in kept}, kept)
        self.sweep("calm", "--threads", "2", file="short.toml")
        self.assertEqual((out / "slurm/gather.log").read_text().count("Wrote "), 1)
        self.assertEqual(digest(out / "sweep.h5"), self.gather("calm"))

    def test_a_cancelled_array_is_not_queued_again_and_the_gatherer_says_what_is_missing(self):
        long = {"replications": 1_000}  # no machine is done before it is cancelled
        jobs = json.loads(self.submit("--tasks", "2", "--json", "--slurm", **long).stdout)
        while "RUNNING" not in self.slurm.states(jobs["array"]).values():
            time.sleep(0.05)
        self.slurm.run("scancel", jobs["array"])
        self.slurm.finish(jobs["array"], jobs["gather"])
        self.assertEqual(set(self.slurm.states(jobs["array"]).values()), {"CANCELLED"})
        self.assertIn("the sweep is not finished", (self.folder / "out/slurm/gather.log").read_text())
        self.assertFalse((self.folder / "out/sweep.h5").exists())
        status = self.expect(0, PROGRAM, "sweep", "--status", "out", environment=self.slurm.environment).stdout
        self.assertIn("2 cancelled; gather job", status)


if __name__ == "__main__":
    sweeping.main()
