"""Counts under callgrind, per event: the difference of two sizes of one workload."""

import os
import re
import subprocess
import tempfile

# Two sizes of each workload: people for W1 and W2, days for W3. The smaller is past the filling of the system.
SIZES = {
    "W1": (5_000, 25_000),
    "W2": (3_000, 12_000),
    "W3": (5, 25),
    "W3-sessions": (5, 25),
    "W3-any-order": (5, 25),
}
# callgrind's columns: Ir instructions, Bc conditional branches, Bcm those mispredicted, Bi and Bim the indirect ones.
NAMES = {"Ir": "instructions", "Bc": "branches", "Bcm": "mispredicts", "Bi": "indirect", "Bim": "indirect-mispredicts"}


def count(arguments, folder, branches):
    """The counts of one run and its number of events; the profile is left in the folder."""
    profile = os.path.join(folder, "profile")
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", *(["--branch-sim=yes"] if branches else [])]
    run = subprocess.run(command + arguments, capture_output=True, text=True)
    if run.returncode != 0:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{run.stderr}")
    with open(profile, encoding="utf-8") as file:
        text = file.read()
    columns = re.search(r"^events: (.*)$", text, re.MULTILINE).group(1).split()
    totals = re.search(r"^(?:summary|totals): (.*)$", text, re.MULTILINE).group(1).split()
    return dict(zip(columns, map(int, totals))), float(run.stdout.split(",")[1])


def per_event(program, workload, branches=False, extra=()):
    """{'instructions': 312.5, ...} for one event of the workload."""
    with tempfile.TemporaryDirectory() as folder:
        (small, few), (large, many) = (
            count([program, workload, str(size), *extra], folder, branches) for size in SIZES[workload])
    return {NAMES[column]: (large[column] - small[column]) / (many - few) for column in large}


def functions(program, workload, most, extra=()):
    """callgrind_annotate's table of the functions that cost most, of the larger size with its start-up."""
    with tempfile.TemporaryDirectory() as folder:
        count([program, workload, str(SIZES[workload][1]), *extra], folder, False)
        table = subprocess.run(["callgrind_annotate", os.path.join(folder, "profile")], capture_output=True, text=True)
    rows = [line for line in table.stdout.splitlines() if re.match(r"\s*[\d,]+ \(", line)]
    return "\n".join(line[:150] for line in rows[:most + 1])
