"""The shipped scenarios say what their READMEs say: signs of paired differences, with limits that exclude zero.

Fewer replications than the files ask for, so that this takes seconds; the signs hold with room to spare. Each family of
expectations has a companion of wrong ones, every one of which must be found broken.
"""

import json
import unittest

from shipped import SCENARIOS, compared, run_program
from signs import Comparison, broken, falls, is_below, lies_between, rises

ARMS = ["current", "cats", "relief", "hub", "hub-transition"]
WARDS = ["none", "additionality-1", "additionality-1_5", "additionality-2_5", "closed-25"]

AGAINST_TODAY = {
    "the triage service alone shortens the list": falls("list", "cats", "current"),
    "and yet lowers the 18-week share": falls("rtt18", "cats", "current"),
    "because more of those left have waited over a year": rises("rtt52", "cats", "current"),
    "relief capacity shortens the list": falls("list", "relief", "current"),
    "and raises the 18-week share": rises("rtt18", "relief", "current"),
    "the hub shortens the list": falls("list", "hub", "current"),
    "the hub leaves few who have waited over a year": lies_between("rtt52", "hub", -0.01, 0.01),
    "the transition shortens it": falls("list", "hub-transition", "current"),
    "the transition recovers the 18-week share": rises("rtt18", "hub-transition", "current"),
    "to the target": lies_between("rtt18", "hub-transition", 0.92, 1.1),
    "a ring-fenced ward cancels less for want of a bed": falls("cancel_bed", "hub", "current"),
    "the first attendance comes sooner": falls("first_oa_wait.median", "cats", "current"),
}
HUB_AGAINST_TRIAGE_ALONE = {
    "the hub shortens the list that triage leaves": falls("list", "hub", "cats"),
    "and raises the 18-week share again": rises("rtt18", "hub", "cats"),
}
TRANSITION_AGAINST_HUB = {
    "the transition clears what the hub leaves": falls("list", "hub-transition", "hub"),
    "and with it the long waits": rises("rtt18", "hub-transition", "hub"),
}
WRONG_ABOUT_TODAY = {
    "triage alone lengthens the list": rises("list", "cats", "current"),
    "triage alone raises the 18-week share": rises("rtt18", "cats", "current"),
    "relief lowers the 18-week share": falls("rtt18", "relief", "current"),
    "the hub alone meets the target": lies_between("rtt18", "hub", 0.92, 1.0),
    "relief changes the wait for the clinic": falls("first_oa_wait.median", "relief", "current"),
}

AGAINST_NO_WARD = {
    f"bed days fall: {ward}": falls("acute_bed_days", ward, "none") for ward in WARDS[1:]
} | {
    f"the wait for a bed falls: {ward}": falls("bed_wait.mean", ward, "none") for ward in WARDS[1:4]
} | {
    "closing 25 beds lengthens the wait for a bed": rises("bed_wait.mean", "closed-25", "none"),
    "at 1 a freed day costs less than an acute bed day": lies_between("cost_per_freed", "additionality-1", 0, 395),
    "cost rises from 1 to 1.5": is_below("cost_per_freed", "additionality-1", "additionality-1_5"),
    "cost rises from 1.5 to 2.5": is_below("cost_per_freed", "additionality-1_5", "additionality-2_5"),
    "at 1 a virtual-ward day frees most of an acute one": lies_between("freed_per_day", "additionality-1", 0.6, 1.0),
}
AMONG_WARDS = {
    "freed days fall from 1 to 1.5": falls("freed", "additionality-1_5", "additionality-1"),
    "freed days fall from 1 to 2.5": falls("freed", "additionality-2_5", "additionality-1"),
    "cost per freed day rises from 1 to 1.5": rises("cost_per_freed", "additionality-1_5", "additionality-1"),
    "cost per freed day rises from 1 to 2.5": rises("cost_per_freed", "additionality-2_5", "additionality-1"),
}
WRONG_ABOUT_WARDS = {
    "closing 25 beds costs no waiting": falls("bed_wait.mean", "closed-25", "none"),
    "a virtual ward at 2.5 uses more acute bed days": rises("acute_bed_days", "additionality-2_5", "none"),
    "at 2.5 a freed day is cheaper than at 1": is_below("cost_per_freed", "additionality-2_5", "additionality-1"),
    "at 2.5 a freed day costs half an acute one": lies_between("cost_per_freed", "additionality-2_5", 0, 200),
}


class Signs(unittest.TestCase):
    def expect(self, expectations, comparison):
        self.assertEqual(broken(expectations, comparison), [])

    def expect_broken(self, expectations, comparison):
        self.assertEqual(broken(expectations, comparison), list(expectations))


class Orthopaedics(Signs):
    @classmethod
    def setUpClass(cls):
        cls.today = Comparison(compared("orthopaedics", ARMS, 8))

    def test_each_redesign_against_today(self):
        self.expect(AGAINST_TODAY, self.today)

    def test_wrong_expectations_are_broken(self):
        self.expect_broken(WRONG_ABOUT_TODAY, self.today)

    def test_the_hub_mends_what_triage_alone_leaves(self):
        self.expect(HUB_AGAINST_TRIAGE_ALONE, Comparison(compared("orthopaedics", ["cats", "hub"], 8)))

    def test_the_transition_mends_what_the_hub_leaves(self):
        self.expect(TRANSITION_AGAINST_HUB, Comparison(compared("orthopaedics", ["hub", "hub-transition"], 8)))


class VirtualWard(Signs):
    @classmethod
    def setUpClass(cls):
        cls.without = Comparison(compared("virtual_ward", WARDS, 16))

    def test_each_arm_against_none(self):
        self.expect(AGAINST_NO_WARD, self.without)

    def test_wrong_expectations_are_broken(self):
        self.expect_broken(WRONG_ABOUT_WARDS, self.without)

    def test_additionality_costs_freed_days(self):
        self.expect(AMONG_WARDS, Comparison(compared("virtual_ward", WARDS[1:4], 16)))

    def test_beds_that_close_last_make_nobody_wait(self):
        pair = Comparison(compared("virtual_ward", ["closed-25", "transition"], 16))
        self.expect({
            "the wait for a bed is shorter": falls("bed_wait.mean", "transition", "closed-25"),
            "also once the same beds are closed": falls("bed_wait_end", "transition", "closed-25"),
            "more days are freed": rises("freed", "transition", "closed-25"),
            "each costs less": falls("cost_per_freed", "transition", "closed-25"),
        }, pair)
        self.expect_broken({
            "the virtual ward is fuller": rises("virtual_used", "transition", "closed-25"),
            "more referrals are taken": rises("referrals", "transition", "closed-25"),
        }, pair)

    def test_the_ranges_of_the_evidence_stand_beside_the_best_estimates(self):
        """Uncertain inputs at their best estimates are the arm they come from, to the last bit; drawn, they are not."""
        arms = ["additionality-1_5", "uncertain"]
        settled = Comparison(compared("virtual_ward", arms, 4, "--best-estimates"))
        drawn = Comparison(compared("virtual_ward", arms, 4))
        for kpi in ("freed", "cost_per_freed", "bed_wait.mean", "referrals"):
            self.assertEqual(settled.mean(kpi, "uncertain"), settled.mean(kpi, "additionality-1_5"), kpi)
        self.assertNotEqual(drawn.mean("freed", "uncertain"), drawn.mean("freed", "additionality-1_5"))

    def test_additionality_matters_more_than_what_a_step_down_saves(self):
        done = run_program("sensitivity", "uncertain.toml", "--kpi", "freed", "--replications", "4", "--json", "--quiet",
                           cwd=SCENARIOS / "virtual_ward")
        self.assertEqual(done.returncode, 0, done.stderr)
        inputs = json.loads(done.stdout)["inputs"]
        self.assertEqual([row["input"] for row in inputs], ["Virtual-ward admissions per admission avoided", "Acute days saved by a step-down"])
        more, less = [row["change_high"] for row in inputs]
        self.assertLess(more["high"], 0)
        self.assertGreater(less["low"], 0)

    def test_closing_25_beds_about_doubles_the_wait(self):
        wait = {ward: self.without.mean("bed_wait.mean", ward) for ward in ("none", "additionality-2_5", "closed-25")}
        self.assertTrue(1.5 < wait["closed-25"] / wait["none"] < 2.6, wait)
        self.assertFalse(1.5 < wait["additionality-2_5"] / wait["none"] < 2.6, wait)

    def test_the_days_freed_are_the_difference_from_none(self):
        """`freed` is counted within one arm; the paired difference of bed days must say the same within 5%."""
        for ward in WARDS[1:]:
            difference = -self.without.differences[ward, "none"]["acute_bed_days"]["mean"]
            freed = self.without.mean("freed", ward)
            self.assertAlmostEqual(freed / difference, 1, delta=0.05, msg=ward)


if __name__ == "__main__":
    unittest.main()
