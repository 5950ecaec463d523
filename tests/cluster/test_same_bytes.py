"""60 variants of the orthopaedic hub x 20 replications give the same bytes whoever ran them: one process with one thread or
two, three ranks under mpirun, a Slurm array on two nodes, and shares by --shard."""

import json
import re
import tempfile
import time
import unittest

import slurm
import sweeping
from sweeping import MPI, PROGRAM, SweepTest, digest, no_mpi, no_slurm


class SameBytes(SweepTest):
    """One test a way; the reference is one thread, run once."""

    reference = None

    def setUp(self):
        super().setUp()
        if SameBytes.reference is None:
            self.sweep("one", "--threads", "1")
            SameBytes.reference = self.gather("one")
        self.began = time.monotonic()

    def tearDown(self):
        print(f"  {time.monotonic() - self.began:.1f} s", flush=True)

    def test_two_threads(self):
        self.sweep("two", "--threads", "2")
        self.assertEqual(len(list((self.folder / "two").glob("*.shard"))), 60 * max(1, sweeping.REPLICATIONS // 10))
        self.assertEqual(self.gather("two"), self.reference)

    def test_shares_in_folders_of_their_own(self):
        for share in "123":
            self.sweep("share" + share, "--shard", share + "/3")
        self.assertEqual(self.gather("share1", "share2", "share3"), self.reference)

    def test_another_seed_gives_other_bytes(self):
        self.sweep("seed", "--seed", "8", replications=1)
        self.sweep("same", replications=1)
        self.assertNotEqual(self.gather("seed"), self.gather("same"))

    @unittest.skipIf(no_mpi(), no_mpi())
    def test_three_ranks_share_the_shards_and_one_of_them_speaks(self):
        done = self.sweep("ranks", "--shard", "1/1", "--json", before=("mpirun", "-np", "3"), environment=MPI)
        told = json.loads(done.stdout)
        self.assertEqual(told["done_now"], told["shards"])
        tenths = re.findall(r"^ *(\d+)%", done.stderr, re.MULTILINE)
        self.assertNotEqual(tenths, [])
        self.assertEqual(len(set(tenths)), len(tenths), done.stderr)
        self.assertEqual(self.gather("ranks"), self.reference)

    @unittest.skipIf(no_slurm(), no_slurm())
    def test_a_slurm_array_and_its_gather_job(self):
        with tempfile.TemporaryDirectory() as folder, slurm.Slurm(folder) as here:
            submitted = self.sweep("array", "--tasks", "6", "--json", "--slurm", "--time=10", environment=here.environment)
            jobs = json.loads(submitted.stdout)
            here.finish(jobs["array"], jobs["gather"])
            self.assertEqual(set(here.states(jobs["array"]).values()), {"COMPLETED"})
            status = self.expect(0, PROGRAM, "sweep", "--status", "array", environment=here.environment).stdout
            self.assertIn("6 completed", status)
            self.assertIn(f"gather job {jobs['gather']}: completed", status)
        self.assertEqual(digest(self.folder / "array/sweep.h5"), self.reference)


if __name__ == "__main__":
    sweeping.main()
