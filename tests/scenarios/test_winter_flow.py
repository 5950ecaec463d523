"""The winter scenarios say what their README says: signs of paired differences, with limits that exclude zero.

Few replications, so that this takes seconds. The family of expectations has a companion of wrong ones, every one of
which must be found broken.
"""

import unittest

from shipped import compared
from signs import Comparison, broken, falls, is_below, lies_between, rises

ARMS = ["current", "same-day-care", "out-earlier", "escalate-sooner", "doctors-move", "all-three", "hard-winter",
        "hard-winter-all-three"]
BEDS = ["same-day-care", "out-earlier", "escalate-sooner", "all-three"]

EXPECTED = {
    f"more leave within four hours: {arm}": rises("four_h", arm, "current") for arm in BEDS + ["doctors-move"]
} | {
    f"fewer wait over six hours for a bed: {arm}": falls("delayed", arm, "current") for arm in BEDS
} | {
    f"fewer planned operations are cancelled for want of a bed: {arm}": falls("no_bed", arm, "current")
    for arm in BEDS
} | {
    "today the four-hour target is met": lies_between("four_h", "current", 0.74, 0.86),
    "today the wait for a bed is of hours": lies_between("bed_wait.mean", "current", 0.5 / 24, 10 / 24),
    "same-day care admits a tenth fewer": lies_between("admitted", "same-day-care", 180, 194),
    "today about 207": lies_between("admitted", "current", 202, 212),
    "opening sooner uses more escalation beds": rises("extra_days", "escalate-sooner", "current"),
    "same-day care uses fewer": falls("extra_days", "same-day-care", "current"),
    "getting people out earlier uses fewer": falls("extra_days", "out-earlier", "current"),
    "fewer leave unseen when doctors move": falls("left", "doctors-move", "current"),
    "at the cost of those in the minor injuries unit": rises("unit_wait", "doctors-move", "current"),
    "majors gain as well": falls("to_doctor", "doctors-move", "current"),
    "a hard winter misses the target": lies_between("four_h", "hard-winter", 0.55, 0.74),
    "and more leave unseen": rises("left", "hard-winter", "current"),
    "side rooms are what a hard winter lacks first": rises("room_wait", "hard-winter", "current"),
    "but do not make it an ordinary one": is_below("four_h", "hard-winter-all-three", "current"),
    "and there are still too few side rooms": rises("room_wait", "hard-winter-all-three", "current"),
    "without the infections the three leave no such queue": is_below("room_wait", "all-three", "hard-winter-all-three"),
}
WRONG = {
    "moving doctors shortens the wait for a bed by an hour":
        lies_between("bed_wait.mean", "doctors-move", 0, 0.04),
    "moving doctors saves planned operations": falls("no_bed", "doctors-move", "current"),
    "same-day care changes how long people wait in the minor injuries unit":
        rises("unit_wait", "same-day-care", "current"),
    "opening sooner gives people with infections a side room": falls("room_wait", "escalate-sooner", "current"),
    "opening sooner saves escalation beds": falls("extra_days", "escalate-sooner", "current"),
    "same-day care admits as many as today": lies_between("admitted", "same-day-care", 202, 212),
    "with all three a hard winter meets the target": lies_between("four_h", "hard-winter-all-three", 0.78, 1.0),
    "beds for those admitted keep those who leave unseen": falls("left", "all-three", "current"),
}


class WinterFlow(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.winter = Comparison(compared("winter_flow", ARMS, 12))

    def test_each_arm_against_today(self):
        self.assertEqual(broken(EXPECTED, self.winter), [])

    def test_wrong_expectations_are_broken(self):
        self.assertEqual(broken(WRONG, self.winter), list(WRONG))

    def test_sooner_escalation_is_the_dear_way(self):
        """Per hour of waiting saved it uses beds that the other two leave closed."""
        mean = {arm: self.winter.mean("extra_cost", arm) for arm in ("current", "escalate-sooner", "all-three")}
        self.assertGreater(mean["escalate-sooner"], 1.3 * mean["current"])
        self.assertLess(mean["all-three"], mean["escalate-sooner"])

    def test_all_three_help_in_a_hard_winter_too(self):
        hard = Comparison(compared("winter_flow", ["hard-winter", "hard-winter-all-three"], 12))
        expected = {
            "more leave within four hours": rises("four_h", "hard-winter-all-three", "hard-winter"),
            "fewer over 12 hours": falls("twelve_h", "hard-winter-all-three", "hard-winter"),
            "fewer planned operations cancelled": falls("no_bed", "hard-winter-all-three", "hard-winter"),
        }
        self.assertEqual(broken(expected, hard), [])


if __name__ == "__main__":
    unittest.main()
