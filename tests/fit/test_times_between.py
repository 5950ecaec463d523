"""fit: the time between the end of an activity and the next one takes as long in the scenario as in the log."""

import csv
import datetime
import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(os.environ["CAREPATH_SOURCE_DIR"]) / "tests/cli"))
from program import ProgramTest  # noqa: E402

FIRST_DAY = datetime.datetime(2026, 1, 5, 9)
WITH_CAME = ("patient", "activity", "came", "start", "end", "resource")
MINUTE, DAY = datetime.timedelta(minutes=1), datetime.timedelta(days=1)


class TimesBetween(ProgramTest):
    def fit(self, rows, header):
        with open(self.folder / "log.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])
        found = self.expect_json("fit", "log.csv", "-o", "fitted.toml", "--json")
        return found, (self.folder / "fitted.toml").read_text(encoding="utf-8")

    def between(self, one, other):
        """Mean days from the end of a step to the next start of another, of the same person."""
        self.expect(0, "run", "fitted.toml", "--replication", "1", "--trace", "-o", "fitted.h5", "--quiet")
        ends, between = {}, []
        with open(self.folder / "fitted.trace.csv", newline="", encoding="utf-8") as trace:
            for row in csv.DictReader(trace):
                who, moment = (row["source"], row["number"]), datetime.datetime.fromisoformat(row["moment"])
                if row["step"] == other and row["event"].endswith("start") and who in ends:
                    between.append((moment - ends.pop(who)) / DAY)
                if row["step"] == one and row["event"].endswith("finish"):
                    ends[who] = moment
        self.assertGreater(len(between), 10)
        return sum(between) / len(between)

    def visits(self, patient, wait=0 * MINUTE, resource="doctor"):
        """A visit every other day, and for each third patient another one 10 days after it."""
        came = FIRST_DAY + 2 * patient * DAY
        for _ in range(2 if patient % 3 == 0 else 1):
            start = came + wait
            yield [patient, "visit", came, start, start + 20 * MINUTE, resource]
            came = start + 20 * MINUTE + 10 * DAY

    def test_a_review_comes_as_long_after_the_first_visit_as_it_did(self):
        rows = []
        for patient in range(60):
            came = FIRST_DAY + 2 * patient * DAY
            rows.append([patient, "first", came, came, came + 30 * MINUTE])
            rows.append([patient, "review", came + 42 * DAY, came + 42 * DAY, came + 42 * DAY + 15 * MINUTE])
        found, text = self.fit(rows, WITH_CAME[:-1])
        self.assertAlmostEqual(self.between("first", "review"), 42 - 30 / 1440, delta=0.01)  # four digits are written
        self.assertIn('first   = "first"', text)
        self.assertNotIn("before_first", text)
        self.assertAlmostEqual(found["steps"][1]["before"]["mean"], 42 - 30 / 1440, places=4)
        self.assertTrue([each for each in found["could_not_tell"] if "before people come to 'review'" in each])

    def test_who_comes_back_to_a_resource_does_so_when_they_did_and_others_at_once(self):
        found, text = self.fit([row for patient in range(120) for row in self.visits(patient)], WITH_CAME)
        self.assertEqual(found["resources"][0]["name"], "doctor")
        self.assertIn('first   = "visit"', text)
        self.assertIn("before_visit = ", text)
        self.assertAlmostEqual(found["steps"][0]["before"]["mean"], 10, places=4)
        self.assertGreaterEqual(self.between("visit", "visit"), 10)

    def test_a_log_that_does_not_say_when_people_were_ready_is_told_so(self):
        rows = [row for patient in range(60) for row in self.visits(patient)]
        told = "Whether people were ready for a later activity as soon as the one before had ended"
        for header in (WITH_CAME, ("patient", "activity", "start", "end", "resource")):
            found, _ = self.fit([[cell for cell, name in zip(row, WITH_CAME) if name in header] for row in rows], header)
            self.assertEqual([each for each in found["could_not_tell"] if each.startswith(told)] == [], "came" in header)

    def test_of_a_log_that_does_not_say_who_came_when_first_visits_are_not_late(self):
        rows = [[*row[:2], *row[3:5]] for patient in range(120) for row in self.visits(patient)]
        found, text = self.fit(rows, ("patient", "activity", "start", "end"))
        self.assertIn('first   = "visit"', text)
        self.assertAlmostEqual(found["steps"][0]["before"]["mean"], 10, places=4)
        self.assertAlmostEqual(self.between("visit", "visit"), 10, places=2)

    def test_a_wait_that_no_resource_explains_is_told_from_the_time_before_it(self):
        rows = [row[:-1] for patient in range(120) for row in self.visits(patient, wait=6 * 60 * MINUTE)]
        found, text = self.fit(rows, WITH_CAME[:-1])
        self.assertIn('first   = "before_first_visit"', text)
        self.assertAlmostEqual(found["steps"][0]["before_first"]["mean"], 0.25, places=4)
        self.assertAlmostEqual(found["steps"][0]["before"]["mean"], 10.25, places=4)
        self.assertAlmostEqual(self.between("visit", "visit"), 10.25, places=2)

    def test_what_goes_on_at_the_same_time_is_no_time_between(self):
        rows = []
        for patient in range(60):
            came = FIRST_DAY + 2 * patient * DAY
            rows.append([patient, "stay", came, came, came + 5 * DAY])
            rows.append([patient, "scan", came + DAY, came + DAY, came + DAY + 30 * MINUTE])
            rows.append([patient, "letter", came + 6 * DAY, came + 6 * DAY, came + 6 * DAY + MINUTE])
        found, _ = self.fit(rows, WITH_CAME[:-1])
        before = {step["activity"]: step.get("before", {"mean": 0})["mean"] for step in found["steps"]}
        self.assertEqual(before["scan"], 0)
        self.assertAlmostEqual(before["letter"], 1, places=4)  # since the end of the stay, not of the scan


if __name__ == "__main__":
    unittest.main()
