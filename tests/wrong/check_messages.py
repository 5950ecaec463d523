#!/usr/bin/env python3
"""Wrong scenarios: each must be refused with exactly its message, exit status 2 and no output file.

NAME.toml is the scenario and NAME.expected the text on standard error, with the folder's path written
as DIR. Files that another names as its base are not tried on their own. Three inputs are made here:
ten megabytes of noise, a folder instead of a file, and a file that does not exist.

  check_messages.py [--carepath PATH] [--bless] [NAME...]      exit 1 when anything differs
"""

import argparse
import difflib
import pathlib
import random
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ONLY_A_BASE = {"base-cycle-other"}


def make_inputs(folder):
    """Inputs too large, or too empty, to keep."""
    noise = folder / "ten-megabytes-of-noise.toml"
    noise.write_bytes(random.Random(1).randbytes(10 * 1024 * 1024))
    (folder / "a-folder.toml").mkdir()
    return [noise, folder / "a-folder.toml", folder / "not-there.toml"]


def tidy(text, folder):
    return text.replace(str(folder) + "/", "DIR/")


def try_one(options, path, expected_path, scratch):
    """A list of complaints; empty when the message is exactly as expected."""
    output = scratch / (path.stem + ".h5")
    command = [options.carepath, "run", str(path), "-o", str(output), "--quiet"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    except subprocess.TimeoutExpired:
        return ["still running after a minute"]
    message = tidy(done.stderr, path.parent)
    faults = []
    if done.returncode != 2:
        faults.append(f"exit status {done.returncode}, not 2")
    if done.stdout:
        faults.append(f"wrote to standard output: {done.stdout[:200]!r}")
    left = sorted(item.name for item in scratch.glob(path.stem + ".h5*"))
    if left:
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
        if options.names:
            paths = [path for path in paths if path.stem in options.names]
        for path in paths:
            faults = try_one(options, path, HERE / (path.stem + ".expected"), scratch)
            failures += bool(faults)
            for fault in faults:
                print(f"{path.stem}: {fault}")
    print(f"{len(paths) - failures} of {len(paths)} wrong scenarios refused as they should be")
    return 0 if failures == 0 and paths else 1


if __name__ == "__main__":
    sys.exit(main())
