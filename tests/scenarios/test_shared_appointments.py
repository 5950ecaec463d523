"""Shared appointments: the signs that scenarios/shared_appointments/README.md states, and orders of magnitude.

Each family of expectations has a companion of wrong ones, every one of which must be found broken.
"""

import unittest

from shipped import compared
from signs import Comparison, broken, falls, is_below, lies_between, rises

ARMS = ["current", "groups", "pifu", "redesign", "released", "asked-again", "weak-uptake", "no-minimum"]

AGAINST_TODAY = {
    "today one to one sees 2.8 people an hour": lies_between("per_hour", "current", 2.7, 2.8),
    "and nobody in time": lies_between("in_time", "current", -0.01, 0.05),
    "and the overdue list keeps its size": lies_between("overdue", "current", 950, 1200),
    "groups shorten the overdue list": falls("overdue", "groups", "current"),
    "people are seen less late": falls("wait.mean", "groups", "current"),
    "in fewer hours of clinicians": falls("hours", "groups", "current"),
    "a follow-up costs less": falls("per_review", "groups", "current"),
    "so does patient-initiated follow-up": falls("overdue", "pifu", "current"),
    "both together shorten it more than groups": is_below("overdue", "redesign", "groups"),
    "and more than patient-initiated follow-up": is_below("overdue", "redesign", "pifu"),
    "given up as clinics, they free hours": falls("hours", "released", "current"),
    "some eight or nine": lies_between("hours", "released", 82, 87),
    "and as many are overdue as today": lies_between("overdue", "released", 950, 1200),
    "asked again, more come": is_below("in_groups", "groups", "asked-again"),
    "and fewer are overdue": is_below("overdue", "asked-again", "groups"),
    "with a third as many accepting more are overdue than today": rises("overdue", "weak-uptake", "current"),
    "sessions held with whoever is booked cost more hours than they save":
        lies_between("hours_saved", "no-minimum", -0.07, -0.03),
    "with fewer than five people each": lies_between("each_came", "no-minimum", 1.5, 4.5),
    "a follow-up then costs more than today": rises("per_review", "no-minimum", "current"),
}
AS_SUMMED = {
    "a full group sees 6.4 people an hour": lies_between("group_hour", "as-summed", 6.1, 6.5),
    "a fifth of follow-ups are in groups": lies_between("in_groups", "as-summed", 0.19, 0.22),
    "the sum on paper saves 12% of hours": lies_between("hours_saved", "as-summed", 0.11, 0.125),
    "with ten booked and seven coming, 9%": lies_between("hours_saved", "ten-booked", 0.08, 0.095),
    "in use less than on paper": is_below("hours_saved", "groups", "as-summed"),
    "some 7%": lies_between("hours_saved", "groups", 0.06, 0.08),
}
WRONG = {
    "groups see everybody in time": lies_between("in_time", "groups", 0.9, 1.0),
    "groups lengthen the overdue list": rises("overdue", "groups", "current"),
    "patient-initiated follow-up frees hours of itself": falls("hours", "pifu", "current"),
    "the redesign halves the cost of a follow-up": lies_between("per_review", "redesign", 20, 30),
    "with a third as many accepting fewer are overdue": falls("overdue", "weak-uptake", "current"),
    "sessions held with whoever is booked save money": falls("per_review", "no-minimum", "current"),
    "groups double what an hour gives": lies_between("per_hour", "groups", 5, 7),
}
WRONG_SUMS = {
    "groups save a third of hours": lies_between("hours_saved", "as-summed", 0.25, 0.40),
    "ten booked save as much as twelve": is_below("hours_saved", "as-summed", "ten-booked"),
    "half of follow-ups are in groups": lies_between("in_groups", "as-summed", 0.4, 0.6),
}


class SharedAppointments(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.arms = Comparison(compared("shared_appointments", ARMS, 8))
        cls.sums = Comparison(compared("shared_appointments", ["groups", "as-summed", "ten-booked"], 8))

    def test_each_arm_against_today(self):
        self.assertEqual(broken(AGAINST_TODAY, self.arms), [])

    def test_wrong_expectations_are_broken(self):
        self.assertEqual(broken(WRONG, self.arms), list(WRONG))

    def test_the_sum_on_paper(self):
        self.assertEqual(broken(AS_SUMMED, self.sums), [])

    def test_wrong_sums_are_broken(self):
        self.assertEqual(broken(WRONG_SUMS, self.sums), list(WRONG_SUMS))

    def test_the_sum_on_paper_is_arithmetic(self):
        """Minutes of a clinician for each follow-up, one to one and in a group, from what the run counted."""
        saved = self.sums.mean("in_groups", "as-summed") * (
            1 - self.sums.mean("clinic_hour", "as-summed") / self.sums.mean("group_hour", "as-summed"))
        self.assertAlmostEqual(saved, self.sums.mean("hours_saved", "as-summed"), delta=0.002)

    def test_the_most_deprived_join_less(self):
        by_fifth = self.arms.kpis["groups"]["came"]["by"]["deprivation"]
        self.assertLess(by_fifth["q1"]["high"], 0.8 * by_fifth["q5"]["low"])
        self.assertGreater(by_fifth["q2"]["mean"], 0.8 * by_fifth["q5"]["mean"])

    def test_everybody_is_still_followed_up(self):
        for arm in ARMS[1:]:
            ratio = self.arms.mean("need.review", arm) / self.arms.mean("need.review", "current")
            self.assertAlmostEqual(ratio, 1, delta=0.01, msg=arm)


if __name__ == "__main__":
    unittest.main()
