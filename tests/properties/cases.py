"""Runs random scenarios, and says how to write out again one that fails."""

import functools
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import scenario_maker
from accounts import Figures

SOURCE = pathlib.Path(os.environ.get("CAREPATH_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = os.environ.get("CAREPATH", str(SOURCE / "build/release/bin/carepath"))
CASES = int(os.environ.get("CAREPATH_PROPERTY_CASES", "60"))
FIRST = int(os.environ.get("CAREPATH_PROPERTY_FIRST", "1"))
LONGEST = 60  # seconds that a run of some hundred people may take
FOLDER = tempfile.TemporaryDirectory()
shutil.copy(scenario_maker.PEOPLE, FOLDER.name)


class Refused(Exception):
    """The program did not do what every valid scenario must."""


def program(command, *files_and_options):
    """Standard output of the program."""
    try:
        done = subprocess.run([PROGRAM, command, *map(str, files_and_options), "--quiet"], capture_output=True,
                              text=True, check=False, timeout=LONGEST)
    except subprocess.TimeoutExpired as late:
        raise Refused(f"{command} is not done after {LONGEST} s") from late
    if done.returncode != 0:
        raise Refused(f"{command} exits {done.returncode}\n{done.stderr}")
    return done.stdout


def written(text, name="scenario"):
    path = pathlib.Path(FOLDER.name) / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def run_text(text, *options):
    return program("run", written(text), "--json", *options)


def results(text, with_file, *options):
    """What a run prints, and the bytes of its results file, which take ten times as long."""
    path = pathlib.Path(FOLDER.name) / "results.h5"
    if not with_file:
        return run_text(text, *options), None
    return run_text(text, "-o", path, *options), path.read_bytes()


def kpis(text, *options):
    return json.loads(run_text(text, *(options or ("--replication", 1, "--threads", 1))))["variants"][0]["kpis"]


def difference(scenario, redesign):
    """The paired difference of every KPI, and the KPIs of both arms."""
    paths = [written(scenario.text(), "present"), written(redesign.text(), "redesign")]
    results = json.loads(program("compare", *paths, "--json", "--threads", 1))
    return results["differences"][0]["kpis"], [variant["kpis"] for variant in results["variants"]]


class Case:
    """A random scenario, and its first replication's figures."""

    def __init__(self, seed):
        self.seed = seed
        self.scenario = scenario_maker.make(seed)
        self.fault, self.figures = None, None
        try:
            self.figures = Figures(kpis(self.scenario.text()), self.scenario.facts)
        except Refused as refused:
            self.fault = str(refused)

    def __str__(self):
        return again("scenario_maker", self.seed)


def again(maker, seed):
    return f"seed {seed}; `python3 tests/properties/{maker}.py {seed}` writes the scenario out"


@functools.cache
def all_cases():
    return [Case(seed) for seed in range(FIRST, FIRST + CASES)]
