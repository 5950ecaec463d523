"""What the tests of the shipped scenarios share: where they are, and running the program on them.

With CAREPATH_FEW_CHECKS set, as in the build with the thread sanitizer, one file in eight is checked.
With CAREPATH_SMOKE set, as in the builds with sanitizers, comparisons are run with two replications and their figures
are not judged: the classes that ask for them are then reported as skipped.
"""

import json
import os
import pathlib
import subprocess
import unittest

SOURCE = pathlib.Path(os.environ.get("CAREPATH_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = os.environ.get("CAREPATH", str(SOURCE / "build/release/bin/carepath"))
SCENARIOS = SOURCE / "scenarios"


def few(items):
    """All; one in eight where each `check` takes long and has the same threads."""
    return items[::8] if "CAREPATH_FEW_CHECKS" in os.environ else items


def run_program(*arguments, cwd=SCENARIOS):
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=False,
                          timeout=600)


def compared(folder, names, replications, *options):
    """The arms of a folder, the present one first, as the parsed --json of `carepath compare`."""
    smoke = bool(os.environ.get("CAREPATH_SMOKE"))
    replications = 2 if smoke else replications
    files = [f"{name}.toml" for name in names]
    done = run_program("compare", *files, "--json", "--quiet", "--replications", replications, *options,
                       cwd=SCENARIOS / folder)
    if done.returncode != 0:
        raise AssertionError(f"compare {files} in {folder} exits {done.returncode}\n{done.stderr}")
    if smoke:
        raise unittest.SkipTest(f"{folder}: ran, but two replications are too few to judge")
    return json.loads(done.stdout)
