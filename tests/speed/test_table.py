"""The benchmarks' table: targets are met exactly when they are, and every peer it names is recorded."""

import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.environ["CAREPATH_SOURCE_DIR"], "benchmarks"))
from measure.parts import spread  # noqa: E402
from measure.table import AT_LEAST, AT_MOST, FASTER, measured_row, peer_rows, recorded_peers, verdict  # noqa: E402


class Table(unittest.TestCase):
    def test_a_value_at_the_target_meets_it_and_one_beyond_does_not(self):
        self.assertEqual(verdict(1.3, 1.3, 1.0, at_most=True), "met")
        self.assertEqual(verdict(1.31, 1.3, 1.0, at_most=True), "NOT MET")
        self.assertEqual(verdict(1.9, 1.9, 1.97, at_most=False), "met")
        self.assertEqual(verdict(1.89, 1.9, 1.97, at_most=False), "NOT MET")

    def test_a_stretch_target_is_told_apart(self):
        self.assertEqual(verdict(1.0, 1.3, 1.0, at_most=True), "stretch met")

    def test_every_peer_of_the_table_is_recorded(self):
        for peer, workload, *_ in FASTER:
            self.assertIn((peer, workload), recorded_peers())

    def test_a_peer_is_faster_or_slower_by_the_ratio_of_the_ratios(self):
        rows = {row[0]: row for row in peer_rows({("W2", "carepath / limit", "ratio"): 1.1})}
        cimba = next(row for work, row in rows.items() if "Cimba" in work)  # 4.4 times the limit
        self.assertEqual(cimba[3], "4")
        self.assertEqual(cimba[5], "met")

    def test_what_was_not_measured_has_no_row(self):
        self.assertTrue(all(measured_row({}, target, True) is None for target in AT_MOST + AT_LEAST))

    def test_a_spread_is_of_the_middle_and_both_ends(self):
        self.assertEqual(spread("c", "v", "u", [3, 1, 2]), ("c", "v", "u", 2, 1, 3, 3))


if __name__ == "__main__":
    unittest.main()
