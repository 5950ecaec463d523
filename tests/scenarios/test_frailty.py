"""The frailty scenarios say what their README says: signs of paired differences, with limits that exclude zero.

Few replications, so that this takes seconds. The family of expectations has a companion of wrong ones, every one of
which must be found broken.
"""

import unittest

from shipped import compared
from signs import Comparison, broken, falls, is_below, lies_between, rises

ARMS = ["current", "front-door", "discharge-to-assess", "full-target", "home-first", "combined", "closed-60",
        "closed-80", "more-beds", "weak-front-door", "front-door-need"]
BETTER = ["front-door", "discharge-to-assess", "full-target", "home-first", "combined", "closed-60", "closed-80"]

EXPECTED = {
    f"fewer beds are held without criteria to reside: {arm}": falls("nctr_mean.mean", arm, "current") for arm in BETTER
} | {
    f"the wait for a bed falls: {arm}": falls("bed_wait.mean", arm, "current")
    for arm in ("front-door", "discharge-to-assess", "full-target", "combined", "closed-60")
} | {
    f"the NHS spends less by the day: {arm}": falls("cost_nhs", arm, "current") for arm in BETTER
} | {
    f"fewer stays over 21 days: {arm}": falls("stays_21", arm, "current") for arm in BETTER
} | {
    "today tens of beds are held": lies_between("nctr_mean.mean", "current", 40, 90),
    "today many wait over 12 hours": lies_between("ed_12h", "current", 0.10, 0.60),
    "the redesign leaves about a dozen": lies_between("nctr_mean.mean", "combined", 8, 16),
    "the three together leave fewer than shorter stays alone":
        is_below("nctr_mean.mean", "combined", "discharge-to-assess"),
    "and shorter stays alone fewer than the front door alone":
        is_below("nctr_mean.mean", "discharge-to-assess", "front-door"),
    "60 beds can close": lies_between("ed_12h", "closed-60", -0.01, 0.05),
    "80 beds cannot": lies_between("ed_12h", "closed-80", 0.10, 0.35),
    "home first alone moves the queue to P1": rises("waiting_p1", "home-first", "current"),
    "away from P2": falls("waiting_p2", "home-first", "current"),
    "away from P3": falls("waiting_p3", "home-first", "current"),
    "more acute beds fill with people who could leave": rises("nctr_end", "more-beds", "current"),
    "the front door admits fewer": lies_between("admissions", "front-door", 305, 320),
    "urgent community response reaches 70% today": lies_between("ucr_2h", "current", 0.66, 0.74),
    "and more with half as much again": rises("ucr_2h", "front-door", "current"),
    "the council's long-term bill rises with shorter stays": rises("cost_long", "discharge-to-assess", "current"),
    "and with the whole redesign": rises("council_cash", "combined", "current"),
    "without closing beds the redesign costs the NHS cash": rises("nhs_cash", "combined", "current"),
    "with 60 beds closed it saves cash": falls("nhs_cash", "closed-60", "current"),
    "a weak front door still helps": falls("nctr_mean.mean", "weak-front-door", "current"),
    "if the support is still needed the front door still helps": falls("nctr_mean.mean", "front-door-need", "current"),
    "but P1 keeps people waiting": is_below("waiting_p1", "front-door", "front-door-need"),
}
WRONG = {
    "more acute beds lower the number held": falls("nctr_mean.mean", "more-beds", "current"),
    "home first alone shortens the queue for P1": falls("waiting_p1", "home-first", "current"),
    "home first alone leaves as few as the redesign": is_below("nctr_mean.mean", "home-first", "combined"),
    "closing 60 beds causes long waits": lies_between("ed_12h", "closed-60", 0.10, 1.0),
    "closing 80 beds does not": lies_between("ed_12h", "closed-80", -0.01, 0.05),
    "the redesign saves the NHS cash with every bed open": falls("nhs_cash", "combined", "current"),
    "the council's long-term bill falls with shorter stays": falls("cost_long", "discharge-to-assess", "current"),
    "shorter stays change how many are admitted after a call": rises("conveyed", "discharge-to-assess", "current"),
    "closing 60 beds lengthens the delay for P2": rises("delay_p2.mean", "closed-60", "current"),
}


class Frailty(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.today = Comparison(compared("frailty", ARMS, 12))

    def test_each_arm_against_today(self):
        self.assertEqual(broken(EXPECTED, self.today), [])

    def test_wrong_expectations_are_broken(self):
        self.assertEqual(broken(WRONG, self.today), list(WRONG))

    def test_p3_waits_longest(self):
        shorter = self.today.limits("delay_p2.mean", "current")
        longer = self.today.limits("delay_p3.mean", "current")
        self.assertLess(shorter[1], longer[0])

    def test_few_people_hold_most_beds(self):
        """P2 and P3 are a tenth of those medically ready and most of those waiting for a place."""
        waiting = {p: self.today.mean(f"waiting_{p}", "current") for p in ("p1", "p2", "p3")}
        self.assertGreater((waiting["p2"] + waiting["p3"]) / sum(waiting.values()), 0.66)


if __name__ == "__main__":
    unittest.main()
