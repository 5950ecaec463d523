"""The theatre scenarios say what their README says: signs of paired differences, with limits that exclude zero.

Few replications, so that this takes seconds. The family of expectations has a companion of wrong ones, every one of
which must be found broken.
"""

import unittest

from shipped import compared
from signs import Comparison, broken, falls, is_below, lies_between, rises

ARMS = ["current", "due-dates", "quicker-turnover", "quicker-supplied", "fewer-cancelled", "mutual-aid", "hub",
        "implants-monthly"]
BETTER = ["quicker-turnover", "quicker-supplied", "fewer-cancelled", "mutual-aid", "hub"]

EXPECTED = {
    f"fewer wait: {arm}": falls("list", arm, "current") for arm in BETTER
} | {
    f"more are operated on: {arm}": rises("operated", arm, "current") for arm in BETTER
} | {
    f"fewer go private: {arm}": falls("private", arm, "current") for arm in BETTER
} | {
    f"fewer GP contacts while waiting: {arm}": falls("gp", arm, "current") for arm in BETTER
} | {
    "today the list grows": lies_between("list", "current", 580, 760),
    "today 26 operations a week": lies_between("operated", "current", 25.0, 27.0),
    "lists are filled to nine tenths": lies_between("used_a", "current", 0.90, 0.96),
    "and what P2 leaves of its own is used, with what runs over": lies_between("used_u", "current", 0.97, 1.01),
    "due dates move people within 18 weeks": rises("rtt18", "due-dates", "current"),
    "and more are late when operated on": rises("late", "due-dates", "current"),
    "and mean waits are no shorter": rises("wait.mean", "due-dates", "current"),
    "quicker lists run out of implants": rises("no_set", "quicker-turnover", "current"),
    "with implants to match they do not": falls("no_set", "quicker-supplied", "current"),
    "half the gain of quicker lists is lost without implants": is_below("list", "quicker-supplied", "quicker-turnover"),
    "an operation costs less with quicker lists": falls("cost.per operated", "quicker-supplied", "current"),
    "and more with mutual aid": rises("cost.per operated", "mutual-aid", "current"),
    "the hub costs more in all": rises("cost.total", "hub", "current"),
    "and less for each operation": falls("cost.per operated", "hub", "current"),
    "implants once a month cost operations": falls("operated", "implants-monthly", "current"),
    "though as many are delivered": rises("no_set", "implants-monthly", "current"),
    "mutual aid operates on 130 to 190": lies_between("aid", "mutual-aid", 130, 190),
}
WRONG = {
    "due dates shorten the list": falls("list", "due-dates", "current"),
    "due dates operate on more": rises("operated", "due-dates", "current"),
    "due dates make fewer late": falls("late", "due-dates", "current"),
    "fewer cancellations cost less in all": falls("cost.total", "fewer-cancelled", "current"),
    "implants once a month change nothing": lies_between("no_set", "implants-monthly", -0.1, 0.3),
    "two weekly lists for a year repair the list": lies_between("list", "mutual-aid", 0, 400),
    "quicker lists prepare people sooner": falls("prepared", "quicker-supplied", "current"),
}


class TheatreLists(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lists = Comparison(compared("theatre_lists", ARMS, 12))

    def test_each_arm_against_today(self):
        self.assertEqual(broken(EXPECTED, self.lists), [])

    def test_wrong_expectations_are_broken(self):
        self.assertEqual(broken(WRONG, self.lists), list(WRONG))

    def test_the_same_people_are_listed(self):
        for arm in ARMS:
            self.assertAlmostEqual(self.lists.mean("need.surgery", arm), self.lists.mean("need.surgery", "current"),
                                   delta=3, msg=arm)


if __name__ == "__main__":
    unittest.main()
