"""Every person of random scenarios does the same at the same millisecond in the program and in a second simulator.

CAREPATH_PROPERTY_CASES says how many scenarios are made, and CAREPATH_PROPERTY_FIRST the first one's seed.
"""

import csv
import os
import pathlib
import subprocess
import tempfile
import unittest

import scenarios
from simulator import Simulator

SOURCE = pathlib.Path(os.environ.get("CAREPATH_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = os.environ.get("CAREPATH", str(SOURCE / "build/release/bin/carepath"))
CASES = int(os.environ.get("CAREPATH_PROPERTY_CASES", "60"))
FIRST = int(os.environ.get("CAREPATH_PROPERTY_FIRST", "1"))

COMPARED = {"arrive", "start", "finish", "gave up", "done", "lost"}


def log_of_program(pathway):
    """(time, step, event) of each person, in order of arrival, from the event log of a run."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "random.toml").write_text(scenarios.toml_text(pathway), encoding="utf-8")
        (folder / "people.csv").write_text(scenarios.csv_text(pathway), encoding="utf-8")
        done = subprocess.run([PROGRAM, "run", "random.toml", "--trace", "-o", "run.h5", "--threads", "1", "--quiet"],
                              cwd=folder, capture_output=True, text=True, check=False, timeout=300)
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        with open(folder / "run.trace.csv", encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["event"] in COMPARED]
    logs = [[] for _ in pathway.arrivals]
    for row in rows:
        time = round(float(row["days"]) * scenarios.DAY)
        logs[int(row["number"]) - 1].append((time, row["step"], row["event"]))
    return logs


def first_difference(expected, found):
    """What only one of them has at the first instant at which they differ, or None."""
    one, other = ({(*entry, f"person {number}") for number, log in enumerate(logs, 1) for entry in log}
                  for logs in (expected, found))
    if expected == found:
        return None
    instant = min((entry[0] for entry in one ^ other), default=None)  # None: the same in another order
    only_one, only_other = (sorted(entry for entry in each if entry[0] == instant) for each in (one - other, other - one))
    return f"the simulator alone has {only_one}, the program {only_other}"


class LastFirst(Simulator):
    """Wrong: who asked last is served first."""

    def standing(self, resource, request):
        return -request.place


class NobodyIsPassed(Simulator):
    """Wrong: those who lack only another resource let nobody pass."""

    def lets_pass(self, request, resource):
        return False


class EverybodyIsPassed(Simulator):
    """Wrong: whoever fits is served, whoever stands before."""

    def lets_pass(self, request, resource):
        return True


class NothingStaysFree(Simulator):
    """Wrong: the last unit goes to those who must leave it."""

    def suffices(self, request, resource):
        return self.free[resource] >= request.parts[resource]


class NoTurnaround(Simulator):
    """Wrong: what is given back can be used at once."""

    def give_back(self, person):
        for resource, amount in person.holds:
            self.return_units(resource, amount)
        person.holds = []


class EndlessPatience(Simulator):
    """Wrong: nobody gives up after a wait."""

    def lose_patience(self, request):
        pass


WRONG = [LastFirst, NobodyIsPassed, EverybodyIsPassed, NothingStaysFree, NoTurnaround, EndlessPatience]


class Reference(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pathways = {seed: scenarios.make(seed) for seed in range(FIRST, FIRST + CASES)}
        cls.logs = {seed: log_of_program(pathway) for seed, pathway in cls.pathways.items()}

    def differences(self, simulator):
        """The first difference of each scenario that has one, by seed."""
        found = {seed: first_difference(simulator(pathway).run(), self.logs[seed])
                 for seed, pathway in self.pathways.items()}
        return {seed: difference for seed, difference in found.items() if difference}

    def test_every_person_does_the_same_at_the_same_time(self):
        lines = [f"seed {seed}: {difference}" for seed, difference in self.differences(Simulator).items()]
        self.assertEqual(lines, [], f"{len(lines)} of {CASES} scenarios\n" + "\n".join(lines[:10]))

    def test_a_simulator_with_a_wrong_rule_differs(self):
        for wrong in WRONG:
            with self.subTest(wrong.__doc__):
                self.assertNotEqual(self.differences(wrong), {})

    def test_people_do_everything_that_is_compared(self):
        events = {event for logs in self.logs.values() for log in logs for _, _, event in log}
        self.assertEqual(events, COMPARED)


if __name__ == "__main__":
    unittest.main()
