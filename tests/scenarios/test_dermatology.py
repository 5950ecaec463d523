"""Dermatology: the signs that scenarios/dermatology/README.md states, and orders of magnitude.

Each family of expectations has a companion of wrong ones, every one of which must be found broken.
"""

import unittest

from shipped import compared
from signs import Comparison, broken, falls, is_below, lies_between, rises

ARMS = ["current", "teledermatology", "advice", "redesign", "starved-reporting", "minor-ops-38", "induced-10", "induced-25"]

AGAINST_TODAY = {
    "the redesign tells more within 28 days": rises("fds28", "redesign", "current"),
    "and meets the target": lies_between("fds28", "redesign", 0.90, 1.0),
    "it halves those seen face to face": falls("face_to_face", "redesign", "current"),
    "from 193 a week": lies_between("face_to_face", "current", 185, 200),
    "to some 92": lies_between("face_to_face", "redesign", 82, 100),
    "the routine list falls": falls("list", "redesign", "current"),
    "an answer comes sooner": falls("first_answer.mean", "redesign", "current"),
    "photographs alone leave the routine list as it is": lies_between("list", "teledermatology", 1300, 1700),
    "photographs alone meet the target": lies_between("fds28", "teledermatology", 0.88, 1.0),
    "advice alone shortens the routine list": falls("list", "advice", "current"),
    "each cancer takes more biopsies": rises("per_cancer", "redesign", "current"),
    "more cancers are sent home at first": rises("sent_home", "redesign", "current"),
    "it costs less": falls("cost_total", "redesign", "current"),
    "starved of reporting the routine list grows beyond today's": rises("list", "starved-reporting", "current"),
    "to thousands": lies_between("list", "starved-reporting", 2000, 4500),
    "of whom most wait to be read": lies_between("unread", "starved-reporting", 1900, 4400),
    "while suspected cancer looks as good as in the redesign": lies_between("fds28", "starved-reporting", 0.90, 1.0),
    "with 38 minor operations the target is missed": lies_between("fds28", "minor-ops-38", 0.65, 0.80),
    "a quarter more referrals lengthen the routine list": rises("list", "induced-25", "current"),
}
AGAINST_THE_REDESIGN = {
    "starved reporting leaves suspected cancer nearly as it was": lies_between("fds28", "starved-reporting", 0.90, 1.0),
    "and empties the routine clinic": falls("util_routine", "starved-reporting", "redesign"),
    "fewer minor operations tell fewer in time": falls("fds28", "minor-ops-38", "redesign"),
    "a tenth more referrals tell fewer in time": falls("fds28", "induced-10", "redesign"),
    "a quarter more still fewer": is_below("fds28", "induced-25", "induced-10"),
    "the biopsies per cancer rise": rises("per_cancer", "induced-10", "redesign"),
    "a quarter more fill the reporting": rises("unread", "induced-25", "redesign"),
}
WRONG = {
    "today meets the target": lies_between("fds28", "current", 0.8, 1.0),
    "photographs alone shorten the routine list": falls("list", "teledermatology", "current"),
    "advice alone changes suspected cancer": rises("fds28", "advice", "current"),
    "starved of reporting the list is shorter than today's": falls("list", "starved-reporting", "current"),
    "the redesign lets nobody with cancer go home": falls("sent_home", "redesign", "current"),
    "the redesign takes fewer biopsies": falls("biopsies", "redesign", "current"),
    "with 38 minor operations the target is met": lies_between("fds28", "minor-ops-38", 0.8, 1.0),
    "with a quarter more referrals it is met": lies_between("fds28", "induced-25", 0.8, 1.0),
}
WRONG_AGAINST_THE_REDESIGN = {
    "starving reporting fills the routine clinic": rises("util_routine", "starved-reporting", "redesign"),
    "induced referrals find more cancer": rises("cancers", "induced-25", "redesign"),
    "minor operations delay the routine list": rises("list", "minor-ops-38", "redesign"),
}


class Dermatology(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.today = Comparison(compared("dermatology", ARMS, 8))
        cls.redesign = Comparison(compared("dermatology", ARMS[3:], 8))

    def test_each_arm_against_today(self):
        self.assertEqual(broken(AGAINST_TODAY, self.today), [])

    def test_wrong_expectations_are_broken(self):
        self.assertEqual(broken(WRONG, self.today), list(WRONG))

    def test_each_stress_against_the_redesign(self):
        self.assertEqual(broken(AGAINST_THE_REDESIGN, self.redesign), [])

    def test_wrong_stresses_are_broken(self):
        self.assertEqual(broken(WRONG_AGAINST_THE_REDESIGN, self.redesign), list(WRONG_AGAINST_THE_REDESIGN))

    def test_the_queue_only_moves_when_reporting_is_starved(self):
        """Nearly everybody missing from the clinic's queue is in the one before the report."""
        unread, listed = (self.today.mean(kpi, "starved-reporting") for kpi in ("unread", "list"))
        self.assertGreater(unread / listed, 0.9)
        self.assertLess(self.today.mean("unread", "redesign"), 0.1 * unread)

    def test_the_transition_answers_the_list_sooner(self):
        pair = Comparison(compared("dermatology", ["redesign", "transition"], 8))
        self.assertTrue(falls("first_answer.mean", "transition", "redesign")(pair))
        self.assertFalse(rises("first_answer.mean", "transition", "redesign")(pair))

    def test_the_need_is_the_same(self):
        stated = {"induced-10": 0.909, "induced-25": 0.80, "minor-ops-38": 0.97}
        for arm in ARMS[1:]:
            ratio = self.today.mean("need.cancer.share", arm) / self.today.mean("need.cancer.share", "current")
            self.assertAlmostEqual(ratio, stated.get(arm, 1), delta=0.03, msg=arm)


if __name__ == "__main__":
    unittest.main()
