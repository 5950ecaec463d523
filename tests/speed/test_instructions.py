"""Instructions per event stay what they were: counted by callgrind, so that noise on the machine plays no part.

A count is compared with instructions.txt beside this file. More than 5% fewer is a fault too: the record is then out
of date, and a later loss would go unseen.
"""

import os
import shutil
import sys
import unittest

ROOT = os.environ["CAREPATH_SOURCE_DIR"]
sys.path.insert(0, os.path.join(ROOT, "benchmarks"))
from measure.callgrind import per_event  # noqa: E402
from measure.record import fault_of, read_record  # noqa: E402

PROGRAM = os.environ.get("CAREPATH_BENCH_ONCE", "")
RECORD = os.path.join(ROOT, "tests", "speed", "instructions.txt")


@unittest.skipUnless(PROGRAM, "only the Release build without sanitizers is the one that users run")
class InstructionsPerEvent(unittest.TestCase):
    def hold(self, workload, branches=False):
        self.assertTrue(shutil.which("valgrind"), "valgrind is not installed; ./check installs it")
        counts = per_event(PROGRAM, workload, branches=branches)
        print(f"\n{workload}:", ", ".join(f"{value:.2f} {what}" for what, value in counts.items()), "per event")
        self.assertIsNone(fault_of(workload, counts["instructions"], read_record(RECORD)))

    def test_one_server_takes_as_many_as_recorded(self):
        self.hold("W1")

    def test_five_stations_take_as_many_as_recorded(self):
        self.hold("W2", branches=True)

    def test_a_long_list_takes_as_many_as_recorded(self):
        self.hold("W3")


class TheComparisonItself(unittest.TestCase):
    def test_a_count_within_the_allowance_passes(self):
        self.assertIsNone(fault_of("W2", 104.9, {"W2": 100}))

    def test_six_in_a_hundred_more_is_a_fault_that_says_how_to_record(self):
        self.assertIn("benchmarks/instructions W2 --record", fault_of("W2", 106, {"W2": 100}))

    def test_six_in_a_hundred_fewer_is_a_fault_too(self):
        self.assertIn("fewer", fault_of("W2", 94, {"W2": 100}))

    def test_a_workload_without_a_record_is_a_fault(self):
        self.assertIn("no record", fault_of("W9", 94, {"W2": 100}))


if __name__ == "__main__":
    unittest.main()
