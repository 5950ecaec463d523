"""Cataract: what scenarios/cataract/README.md says of signs and sizes holds. Each family has wrong companions."""

import unittest

from shipped import compared
from signs import Comparison, broken, falls, is_below, lies_between, rises

ARMS = ["current", "direct", "one-stop", "hvlc", "all", "cut-stranded", "cut-released"]
STRESS = ["all", "one-stop-65", "hvlc-8"]

AGAINST_TODAY = {
    "one-stop saves two hospital visits a first eye": falls("hospital_visits_per_eye", "one-stop", "current"),
    "direct referral saves none": lies_between("hospital_visits_per_eye", "direct", 4.9, 5.1),
    "high volume shortens the list": falls("list", "hvlc", "current"),
    "all three shorten the list": falls("list", "all", "current"),
    "direct referral alone lengthens the theatre's part of it": rises("list_dta", "direct", "current"),
    "so does one-stop alone": rises("list_dta", "one-stop", "current"),
    "the first visit comes sooner with direct referral": falls("first_oa_wait.median", "direct", "current"),
    "surgery comes sooner with all three": falls("to_surgery.mean", "all", "current"),
    "more operations are done in fewer lists": rises("eyes_wk", "all", "current"),
    "fewer lists": falls("lists_wk", "all", "current"),
    "an eye costs the hospital less": falls("cost_per_eye", "hvlc", "current"),
    "direct referral alone costs the commissioner more": rises("cost_total", "direct", "current"),
    "one-stop costs the commissioner less": falls("cost_total", "one-stop", "current"),
    "the clinic takes less staff": falls("staff_slots", "all", "current"),
    "people travel less": falls("travel", "all", "current"),
    "the margin rises while the price stands": rises("margin_per_eye", "all", "current"),
    "the margin falls when the price falls before the lists close": falls("margin_per_eye", "cut-stranded", "current"),
    "and less when they are released": is_below("margin_per_eye", "cut-stranded", "cut-released"),
    "even then it is below today's": falls("margin_per_eye", "cut-released", "current"),
}
SIZES = {
    "operations today are 94.1 a week": lies_between("eyes_wk", "current", 93.5, 94.8),
    "operations with high volume are 103 a week": lies_between("eyes_wk", "all", 102.0, 103.5),
    "conversion with direct referral is .94": lies_between("conversion", "all", 0.93, 0.955),
    "an eye costs 991 today": lies_between("cost_per_eye", "current", 985, 997),
    "an eye costs 831 with high volume": lies_between("cost_per_eye", "all", 826, 836),
    "the first eye is needed by 79% of those decided": lies_between("need.first_eye.share", "all", 0.77, 0.81),
}
WRONG = {
    "direct referral alone shortens the list": falls("list", "direct", "current"),
    "one-stop alone does more operations": rises("eyes_wk", "one-stop", "current"),
    "one-stop changes operations per list": falls("cases_per_list", "one-stop", "current"),
    "direct referral alone saves hospital visits": falls("hospital_visits_per_eye", "direct", "current"),
    "the released lists make up for the price cut": rises("margin_per_eye", "cut-released", "current"),
    "the price changes the wait": is_below("to_surgery.mean", "cut-released", "all"),
    "an eye costs 831 today": lies_between("cost_per_eye", "current", 826, 836),
    "idle lists see the overdue reviews": lies_between("reviews", "cut-stranded", 1, 3001),
}
STRESSED = {
    "65 one-stop visits move the queue to the clinic": rises("first_oa_wait.median", "one-stop-65", "all"),
    "and leave theatre short of work": falls("util_theatre", "one-stop-65", "all"),
    "and lengthen the list": rises("list", "one-stop-65", "all"),
    "eight cases a list lengthen the list": rises("list", "hvlc-8", "all"),
    "to a share within 18 weeks far below the target": lies_between("rtt18", "hvlc-8", 0.4, 0.75),
}
WRONG_ABOUT_STRESS = {
    "65 visits are enough": lies_between("rtt18", "one-stop-65", 0.92, 1.1),
    "eight cases a list are enough": falls("list_dta", "hvlc-8", "all"),
}


class Cataract(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        results = compared("cataract", ARMS, 6)
        cls.visits = {variant["name"]: variant["kpis"]["hospital_visits_per_eye"]["by"]["came"]["weeks 26-77"]["mean"]
                      for variant in results["variants"]}
        cls.spread = {variant["name"]: variant["kpis"]["spread"]["by"]["came"]["weeks 26-77"]
                      for variant in results["variants"]}
        cls.idle = next(variant["kpis"]["stranded_cost"]["mean"] for variant in results["variants"]
                        if variant["name"] == "cut-stranded")
        cls.arms = Comparison(results)
        cls.stress = Comparison(compared("cataract", STRESS, 6))

    def test_each_arm_against_today(self):
        self.assertEqual(broken(AGAINST_TODAY, self.arms), [])

    def test_sizes_of_the_sum(self):
        self.assertEqual(broken(SIZES, self.arms), [])

    def test_wrong_expectations_are_broken(self):
        self.assertEqual(broken(WRONG, self.arms), list(WRONG))

    def test_stress_arms_fail_where_they_should(self):
        self.assertEqual(broken(STRESSED, self.stress), [])
        self.assertEqual(broken(WRONG_ABOUT_STRESS, self.stress), list(WRONG_ABOUT_STRESS))

    def test_the_transition_works_the_old_list_off(self):
        pair = Comparison(compared("cataract", ["all", "transition"], 6))
        right = {
            "the list is shorter": falls("list", "transition", "all"),
            "surgery comes sooner": falls("to_surgery.mean", "transition", "all"),
            "so does the second eye": falls("first_to_second_eye_days", "transition", "all"),
            "it costs the commissioner more": rises("cost_total", "transition", "all"),
            "the overdue reviews are done all the same": lies_between("reviews", "transition", 2990, 3010),
        }
        wrong = {
            "more operations a list": rises("cases_per_list", "transition", "all"),
            "the clinic sees people sooner": falls("first_oa_wait.median", "transition", "all"),
        }
        self.assertEqual(broken(right, pair), [])
        self.assertEqual(broken(wrong, pair), list(wrong))

    def test_five_visits_become_two(self):
        for arm, visits in {"current": 5, "direct": 5, "one-stop": 3, "hvlc": 4, "all": 2}.items():
            self.assertAlmostEqual(self.visits[arm], visits, delta=0.15, msg=arm)
        self.assertNotAlmostEqual(self.visits["hvlc"], 2, delta=0.15)

    def test_the_wait_is_more_even_with_all_three(self):
        """Of people referred in the same weeks, since the falling list itself spreads the waits of two years."""
        self.assertLess(self.spread["all"]["high"], self.spread["current"]["low"])
        self.assertFalse(self.spread["hvlc"]["high"] < self.spread["current"]["low"])

    def test_idle_lists_cost_what_the_sum_says(self):
        """4 lists x 46 weeks x £3,400, for two years."""
        self.assertAlmostEqual(self.idle / (2 * 4 * 46 * 3400), 1, delta=0.01)


if __name__ == "__main__":
    unittest.main()
