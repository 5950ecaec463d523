#!/usr/bin/env python3
"""Wrong scenarios: each must be refused with exactly its message, exit status 2 and no output file.

NAME.toml is the scenario and NAME.expected the text on standard error, with the folder's path written
as DIR. Files that others name as their base are not tried on their own. Slips on the command line are
tried with good.toml, and three inputs are made here: ten megabytes of noise, a folder instead of a file,
and a file that does not exist. What is only warned of (WARNED) must be allowed, with exactly its warning.

  check_messages.py [--carepath PATH] [--bless] [NAME...]      exit 1 when anything differs
"""

import argparse
import difflib
import os
import pathlib
import random
import re
import resource
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ONLY_A_BASE = {"base-cycle-other", "good"}
WARNED = {"chance-of-negative-wait", "negative-length", "never-enough", "unused-step", "unused-parameter", "warn-once"}
MOST_SECONDS = 10.0 if "CAREPATH_SMOKE" in os.environ else 1.0  # of the program's own time; sanitizers make it many times slower

# Commands other than `run FILE`; FILE stands for the scenario.
COMMANDS = {
    "never-enough": ["check", "FILE"],
    "unused-step": ["check", "FILE"],
    "unused-parameter": ["check", "FILE"],
    "warn-once": ["compare", "FILE", "--variants"],
    "unknown-variant-path": ["check", "FILE"],
    "misspelt-in-variant": ["check", "FILE"],
    "sweep-constraint": ["sweep", "FILE"],
    "sweep-paths": ["sweep", "FILE"],
    "sweep-no-point-runs": ["sweep", "FILE"],
}
# Slips after --set, tried with good.toml.
SETTINGS = {
    "set-unknown-section": "resorce.room.capacity=3",
    "set-unknown-item": "resource.roam.capacity=3",
    "set-unknown-field": "resource.room.capcity=3",
    "set-inside-a-number": "resource.room.capacity.mean=3",
    "set-wrong-unit": "step.clinic.takes=30 moments",
    "set-without-value": "resource.room.capacity",
    "set-negative": "resource.room.capacity=-1",
    "set-whole-item": "resource.room=3",
    "set-other-arm": "redesign:resource.room.capacity=3",
}


def make_inputs(folder):
    """Inputs too large, or too empty, to keep."""
    noise = folder / "ten-megabytes-of-noise.toml"
    noise.write_bytes(random.Random(1).randbytes(10 * 1024 * 1024))
    (folder / "a-folder.toml").mkdir()
    return [noise, folder / "a-folder.toml", folder / "not-there.toml"]


def tidy(text, folder):
    return text.replace(str(folder) + "/", "DIR/")


def command_for(options, name, path, output):
    if name in SETTINGS:
        return [options.carepath, "run", str(HERE / "good.toml"), "--set", SETTINGS[name], "-o", str(output)]
    words = COMMANDS.get(name, ["run", "FILE"])
    command = [options.carepath] + [str(path) if word == "FILE" else word for word in words]
    return command + ([] if words[0] == "check" else ["-o", str(output)])


def own_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def try_one(options, name, path, expected_path, scratch):
    """A list of complaints; empty when the message is exactly as expected."""
    output = scratch / (name + ".h5")
    warned = name in WARNED
    began = own_seconds()
    try:
        command = command_for(options, name, path, output)
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    except subprocess.TimeoutExpired:
        return ["still running after a minute"]
    seconds = own_seconds() - began
    message = tidy(done.stderr, path.parent)
    faults = []
    if warned:
        message = "".join(re.findall(r"^DIR/.*: warning: .*\n(?:  .*\n)*", message, re.MULTILINE))
    if done.returncode != (0 if warned else 2):
        faults.append(f"exit status {done.returncode}: {message}")
    if seconds > MOST_SECONDS and not warned:
        faults.append(f"took {seconds:.1f} s")
    if done.stdout and not warned:
        faults.append(f"wrote to standard output: {done.stdout[:200]!r}")
    left = sorted(item.name for item in scratch.glob(name + ".h5*"))
    if left and not warned:
        faults.append(f"left {', '.join(left)} behind")
    if options.bless and not faults:
        expected_path.write_text(message)
        return []
    expected = expected_path.read_text() if expected_path.exists() else ""
    if message != expected:
        lines = difflib.unified_diff(expected.splitlines(), message.splitlines(), "expected", "printed", lineterm="")
        faults.append("another message:\n    " + "\n    ".join(lines))
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--carepath", default="carepath")
    parser.add_argument("--bless", action="store_true", help="write the messages printed now as those expected")
    options = parser.parse_args()
    failures = 0
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        made = scratch / "made"
        made.mkdir()
        paths = sorted(path for path in HERE.glob("*.toml") if path.stem not in ONLY_A_BASE) + make_inputs(made)
        cases = {path.stem: path for path in paths} | {name: HERE / "good.toml" for name in SETTINGS}
        if options.names:
            cases = {name: path for name, path in cases.items() if name in options.names}
        for name, path in cases.items():
            faults = try_one(options, name, path, HERE / (name + ".expected"), scratch)
            failures += bool(faults)
            for fault in faults:
                print(f"{name}: {fault}")
    print(f"{len(cases) - failures} of {len(cases)} wrong scenarios met as they should be")
    return 0 if failures == 0 and cases else 1


if __name__ == "__main__":
    sys.exit(main())
