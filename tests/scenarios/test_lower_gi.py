"""Suspected bowel cancer: the signs that scenarios/lower_gi/README.md states, and orders of magnitude.

Each family of expectations has a companion of wrong ones, every one of which must be found broken.
"""

import unittest

from shipped import compared
from signs import Comparison, broken, falls, lies_between, rises

ARMS = ["current", "straight-to-test", "diagnostic-centre", "redesign", "later-dates", "shortfall"]

AGAINST_TODAY = {
    "without the clinic more are told within 28 days": rises("fds28", "straight-to-test", "current"),
    "nearly all of them": lies_between("fds28", "straight-to-test", 0.93, 1.0),
    "the diagnostic centre alone raises the share": rises("fds28", "diagnostic-centre", "current"),
    "and leaves it far from the target": lies_between("fds28", "diagnostic-centre", 0.3, 0.8),
    "because it does not shorten the list": lies_between("list", "diagnostic-centre", 350, 1000),
    "both together tell almost everybody in time": lies_between("fds28", "redesign", 0.97, 1.0),
    "later dates leave the redesign above the target": lies_between("fds28", "later-dates", 0.95, 1.0),
    "later dates, notice and slow results bring it to the low eighties": lies_between("fds28", "shortfall", 0.78, 0.86),
    "straight to test does a third fewer colonoscopies": lies_between("colonoscopies", "straight-to-test", 50, 57),
    "of 79 today": lies_between("colonoscopies", "current", 76, 83),
    "more of them find something": falls("normal", "straight-to-test", "current"),
    "each finds more cancer": rises("yield", "straight-to-test", "current"),
    "slots are left for surveillance": rises("released", "straight-to-test", "current"),
    "the overdue list goes": falls("overdue", "straight-to-test", "current"),
    "it costs less": falls("cost_total", "straight-to-test", "current"),
    "more cancers are treated within 62 days": rises("day62", "straight-to-test", "current"),
    "one in two hundred told without a test has cancer": lies_between("missed", "redesign", 0.002, 0.008),
}
REDESIGN_AGAINST_STRAIGHT_TO_TEST = {
    "the centre adds a little": rises("fds28", "redesign", "straight-to-test"),
    "two points, not twenty": lies_between("fds28", "straight-to-test", 0.95, 0.99),
    "and does not bring the colonoscopy forward": rises("colonoscopy_days.median", "redesign", "straight-to-test"),
    "and frees the hospital's slots": rises("released", "redesign", "straight-to-test"),
    "later dates take some of it back": falls("fds28", "later-dates", "redesign"),
}
WRONG = {
    "the centre alone meets the target": lies_between("fds28", "diagnostic-centre", 0.8, 1.0),
    "today meets the target": lies_between("fds28", "current", 0.8, 1.0),
    "the centre alone shortens the wait for the clinic": falls("clinic_wait.mean", "diagnostic-centre", "current"),
    "straight to test needs more colonoscopies": rises("colonoscopies", "straight-to-test", "current"),
    "straight to test lengthens the list": rises("list", "straight-to-test", "current"),
    "straight to test costs more": rises("cost_total", "straight-to-test", "current"),
    "later dates undo the redesign": lies_between("fds28", "later-dates", 0.4, 0.9),
    "nobody told without a test has cancer": lies_between("missed", "redesign", -0.001, 0.001),
}
WRONG_ABOUT_THE_REDESIGN = {
    "the centre brings the colonoscopy forward": falls("colonoscopy_days.median", "redesign", "straight-to-test"),
    "the centre changes how many are told without a test": rises("not_suspected", "redesign", "straight-to-test"),
    "later dates help": rises("fds28", "later-dates", "redesign"),
}


class LowerGi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.today = Comparison(compared("lower_gi", ARMS, 8))
        cls.straight = Comparison(compared("lower_gi", ["straight-to-test", "redesign"], 8))
        cls.straight.differences |= Comparison(compared("lower_gi", ["redesign", "later-dates"], 8)).differences

    def test_each_arm_against_today(self):
        self.assertEqual(broken(AGAINST_TODAY, self.today), [])

    def test_wrong_expectations_are_broken(self):
        self.assertEqual(broken(WRONG, self.today), list(WRONG))

    def test_the_two_halves(self):
        self.assertEqual(broken(REDESIGN_AGAINST_STRAIGHT_TO_TEST, self.straight), [])

    def test_wrong_halves_are_broken(self):
        self.assertEqual(broken(WRONG_ABOUT_THE_REDESIGN, self.straight), list(WRONG_ABOUT_THE_REDESIGN))

    def test_the_transition_costs_a_point(self):
        pair = Comparison(compared("lower_gi", ["redesign", "transition"], 8))
        right = {
            "a little fewer are told in time": falls("fds28", "transition", "redesign"),
            "far above the target all the same": lies_between("fds28", "transition", 0.97, 0.99),
            "more kits are sent": rises("kits", "transition", "redesign"),
            "the hospital does more of the colonoscopies": rises("in_hospital", "transition", "redesign"),
            "the overdue surveillance is cleared": lies_between("overdue", "transition", 0, 10),
        }
        wrong = {
            "it costs less": falls("cost_total", "transition", "redesign"),
            "nobody sees the clinic": lies_between("seen", "transition", -0.1, 0.1),
        }
        self.assertEqual(broken(right, pair), [])
        self.assertEqual(broken(wrong, pair), list(wrong))

    def test_dropping_the_clinic_gains_more_than_the_centre(self):
        gain = {arm: self.today.differences[arm, "current"]["fds28"]["mean"] for arm in ("straight-to-test", "diagnostic-centre")}
        self.assertGreater(gain["straight-to-test"], 2 * gain["diagnostic-centre"])
        self.assertLess(gain["diagnostic-centre"], 2 * gain["straight-to-test"])

    def test_the_deprived_wait_longer_only_where_a_kit_must_be_sent(self):
        def gap(arm):
            days = self.today.kpis[arm]["colonoscopy_days.p90"]["by"]["deprivation"]
            return days["q1"]["mean"] - days["q5"]["mean"]
        self.assertGreater(gap("straight-to-test"), 2)
        self.assertLess(abs(gap("current")), 2)

    def test_the_cancers_found_are_the_same_people(self):
        for arm in ARMS[1:]:
            ratio = self.today.mean("need.cancer.share", arm) / self.today.mean("need.cancer.share", "current")
            self.assertAlmostEqual(ratio, 1, delta=0.03, msg=arm)


if __name__ == "__main__":
    unittest.main()
