"""What the tests of the cluster share: the sweeps they run, where the programs are, and saying aloud what is skipped."""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import slurm

SOURCE = pathlib.Path(os.environ.get("CAREPATH_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = pathlib.Path(os.environ.get("CAREPATH", str(SOURCE / "build/release/bin/carepath")))
SMALL = "CAREPATH_SMALL_SWEEPS" in os.environ  # a build whose checks make it many times slower
SKIPPED = 77  # what CTest takes for skipped

# 60 variants of the hub: its lists, its beds and how often an operation is cancelled on the day.
HUB = """[scenario]
title = "The hub, of several sizes"
base  = "hub.toml"
[sweep.grid]
"resource.theatre_list.sessions"      = ["6 per week", "7 per week", "8 per week", "9 per week", "10 per week"]
"resource.ward_bed.capacity"          = [18, 20, 22, 24]
"step.theatre.fails.cancelled.chance" = [0.02, 0.03, 0.06]
"""
REPLICATIONS = 2 if SMALL else 20

# The same with few lists and a run of half a year, for tests that stop it again and again.
SHORT_HUB = HUB.replace(", \"9 per week\", \"10 per week\"", "").replace("\"6 per week\", ", "") + """[run]
length = "26 weeks"
census = ["week 0", "week 26"]
"""

# Open MPI refuses root without these, and more ranks than cores without the third.
MPI = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_rmaps_base_oversubscribe": "1",
       "OMPI_MCA_btl_vader_single_copy_mechanism": "none"}


def no_mpi():
    """Why MPI cannot be tested here, or nothing."""
    if not (PROGRAM.parent / "carepath-mpi").exists():
        return "carepath-mpi was not built (packages libopenmpi-dev, libboost-mpi1.81-dev)"
    return None if shutil.which("mpirun") else "there is no mpirun (package openmpi-bin)"


def no_slurm():
    lacking = slurm.lacking()
    return f"there is no {', '.join(lacking)} (packages slurm-wlm, munge)" if lacking else None


class SweepTest(unittest.TestCase):
    """Each test works in a scratch folder beside a copy of the orthopaedic scenarios."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = pathlib.Path(scratch.name)
        shutil.copytree(SOURCE / "scenarios", self.root / "scenarios")
        self.folder = self.root / "scenarios/orthopaedics"
        (self.folder / "sweep.toml").write_text(HUB, encoding="utf-8")
        (self.folder / "short.toml").write_text(SHORT_HUB, encoding="utf-8")

    def run_words(self, *words, environment=None):
        return subprocess.run([str(word) for word in words], cwd=self.folder, env={**os.environ, **(environment or {})},
                              capture_output=True, text=True, check=False, timeout=900)

    def expect(self, status, *words, environment=None):
        done = self.run_words(*words, environment=environment)
        self.assertEqual(done.returncode, status, f"{words}\n{done.stdout}\n{done.stderr}")
        return done

    def sweep(self, folder, *more, file="sweep.toml", before=(), status=0, environment=None, replications=REPLICATIONS):
        return self.expect(status, *before, PROGRAM, "sweep", file, "-o", folder, "--replications", replications, *more,
                           environment=environment)

    def gather(self, *folders):
        self.expect(0, PROGRAM, "gather", *folders, "-o", "gathered.h5")
        return digest(self.folder / "gathered.h5")


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    """Runs the tests; skipped ones are told of with their reasons, and when nothing else ran CTest hears of it."""
    program = unittest.main(exit=False, verbosity=2)
    result = program.result
    for test, reason in result.skipped:
        print(f"SKIPPED {test.id()}: {reason}", flush=True)
    if not result.wasSuccessful():
        sys.exit(1)
    sys.exit(SKIPPED if result.testsRun == len(result.skipped) else 0)
