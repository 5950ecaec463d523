"""The examples of the language, what is expected of each, and what is wrong with a run of one."""

import json
import math
import os
import pathlib
import re
import subprocess

SOURCE = pathlib.Path(os.environ.get("CAREPATH_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = os.environ.get("CAREPATH", str(SOURCE / "build/release/bin/carepath"))
EXAMPLES = SOURCE / "scenarios/examples"
EXPECTATIONS = json.loads((SOURCE / "tests/language/expectations.json").read_text(encoding="utf-8"))

DAYS = {"min": 1 / 1440, "h": 1 / 24, "day": 1.0, "days": 1.0}
EXACT = 1e-7  # of a day a hundredth of a second: the program counts in milliseconds


def run_program(*arguments, cwd=EXAMPLES):
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=False,
                          timeout=300)


def in_days(value):
    """95 or "95 min" as the program gives it: a number as it is, a duration in days."""
    if not isinstance(value, str):
        return float(value)
    number, unit = value.split(" ")
    return float(number) * DAYS[unit]


def figure(kpis, address):
    """A KPI by name, or `name[attribute=group]`."""
    name, group = re.fullmatch(r"([^\[]+)(?:\[(.+)\])?", address).groups()
    entry = kpis.get(name)
    if entry and group:
        attribute, value = group.split("=")
        entry = entry.get("by", {}).get(attribute, {}).get(value)
    return entry


def student_t(freedom):
    """97.5th percentile of Student's t, by the expansion about the normal (Cornish and Fisher)."""
    z = 1.959963984540054
    return z + (z**3 + z) / 4 / freedom + (5 * z**5 + 16 * z**3 + 3 * z) / 96 / freedom**2


def miss(entry, expectation, replications):
    """Empty when the figure is as expected, else why it is not. {"about"} allows 4 standard errors."""
    if entry is None or entry["mean"] is None:
        return "there is no such figure"
    about = isinstance(expectation, dict) and "about" in expectation
    value = expectation["about" if about else "is"] if isinstance(expectation, dict) else expectation
    limit = EXACT * max(1.0, abs(in_days(value)))
    if about:
        limit = 4 * (entry["high"] - entry["low"]) / 2 / student_t(replications - 1)
        if not 0 < limit <= 0.25 * abs(in_days(value)):
            return f"{entry['mean']:.8g}: the run is too short to tell, or not by chance"
    difference = abs(entry["mean"] - in_days(value))
    return "" if difference <= limit and math.isfinite(difference) else f"{entry['mean']:.8g}, not {value}"


def misses(name, expected, *options):
    """'KPI: why' of each figure that is not as expected; `expected` is {variant or "": {KPI: value}}."""
    done = run_program("run", f"{name}.toml", "--json", "--quiet", "--threads", 1, *options)
    if done.returncode != 0:
        raise AssertionError(f"{name} {options} exits {done.returncode}\n{done.stderr}")
    variants = {entry["name"]: entry for entry in json.loads(done.stdout)["variants"]}
    found = []
    for variant, figures in expected.items():
        entry = variants[f"{name}.{variant}" if variant else name]
        for address, expectation in figures.items():
            why = miss(figure(entry["kpis"], address), expectation, entry["replications"])
            found += [f"{variant} {address}: {why}".strip()] if why else []
    return found
