"""What the tests of the shipped scenarios share: where they are, and running the program on them."""

import json
import os
import pathlib
import subprocess

SOURCE = pathlib.Path(os.environ.get("CAREPATH_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = os.environ.get("CAREPATH", str(SOURCE / "build/release/bin/carepath"))
SCENARIOS = SOURCE / "scenarios"


def run_program(*arguments, cwd=SCENARIOS):
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=False,
                          timeout=600)


def compared(folder, names, replications, *options):
    """The arms of a folder, the present one first, as the parsed --json of `carepath compare`."""
    files = [f"{name}.toml" for name in names]
    done = run_program("compare", *files, "--json", "--quiet", "--replications", replications, *options,
                       cwd=SCENARIOS / folder)
    if done.returncode != 0:
        raise AssertionError(f"compare {files} in {folder} exits {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)
