"""End-of-life care: what scenarios/end_of_life/README.md says of signs and sizes holds, with wrong companions."""

import unittest

from shipped import compared
from signs import Comparison, broken, falls, is_below, lies_between, rises

ARMS = ["current", "identification", "service", "redesign", "shrunk", "starved", "as-summed"]
WITH_SERVICE = ARMS[2:]

AGAINST_TODAY = {
    f"more die in their preferred place: {arm}": rises("preferred_place", arm, "current") for arm in WITH_SERVICE
} | {
    f"admissions fall: {arm}": falls("admissions", arm, "current") for arm in WITH_SERVICE
} | {
    f"hospital days fall: {arm}": falls("hospital_days", arm, "current") for arm in WITH_SERVICE
} | {
    f"while no bed closes it costs more: {arm}": rises("cost_marginal", arm, "current") for arm in WITH_SERVICE
} | {
    "the NHS saves": falls("nhs", "redesign", "current"),
    "at eight places it saves too": falls("nhs", "starved", "current"),
    "crises at night with nobody to call fall": falls("unmet_night", "redesign", "current"),
    "carers give more": rises("carer_hours", "redesign", "current"),
    "hospices spend less": falls("hospice_total", "redesign", "current"),
    "councils spend less": falls("council_total", "redesign", "current"),
    "half the effect keeps more in hospital": is_below("hospital_days", "redesign", "shrunk"),
    "eight places reach fewer": is_below("reached_year", "starved", "redesign"),
    "the service alone reaches fewer": is_below("reached_year", "service", "redesign"),
    "more people are on the register": rises("on_register", "identification", "current"),
}
SIZES = {
    "the controls' admissions are .44": lies_between("admissions", "current", 0.42, 0.46),
    "the controls' NHS cost is 1,750": lies_between("nhs_person", "current", 1680, 1800),
    "1,180 are reached a year": lies_between("reached_year", "as-summed", 1130, 1250),
    "the service costs 640 a person reached": lies_between("community_person", "as-summed", 620, 660),
    "42% die in hospital today": lies_between("died_hospital", "current", 0.40, 0.44),
    "35% die at home today": lies_between("died_home", "current", 0.33, 0.37),
    "22 places are in use for three quarters": lies_between("service_used", "redesign", 0.68, 0.78),
    "few calls are turned away": lies_between("turned_away", "redesign", 0, 3),
    "many are at eight places": lies_between("turned_away", "starved", 15, 30),
}
WRONG = {
    "a register alone saves admissions": falls("admissions", "identification", "current"),
    "a register alone helps people die where they want": rises("preferred_place", "identification", "current"),
    "half the effect saves the NHS money": falls("nhs", "shrunk", "current"),
    "it saves while no bed closes": falls("cost_marginal", "redesign", "current"),
    "eight places are enough": lies_between("turned_away", "starved", 0, 3),
    "carers give less": falls("carer_hours", "redesign", "current"),
    "half the effect reaches fewer": is_below("reached_year", "shrunk", "redesign"),
}


class EndOfLife(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.results = compared("end_of_life", ARMS, 12)
        cls.arms = Comparison(cls.results)

    def avoided_a_year(self, kpi, arm):
        people = 52 * self.arms.mean("deaths", "current")
        return -people * self.arms.differences[arm, "current"][kpi]["mean"]

    def saved_a_year(self, arm):
        return -self.arms.differences[arm, "current"]["nhs"]["mean"] / 2

    def test_each_arm_against_today(self):
        self.assertEqual(broken(AGAINST_TODAY, self.arms), [])

    def test_sizes_of_the_sum(self):
        self.assertEqual(broken(SIZES, self.arms), [])

    def test_wrong_expectations_are_broken(self):
        self.assertEqual(broken(WRONG, self.arms), list(WRONG))

    def test_a_register_alone_changes_nothing_else(self):
        for kpi in ("admissions", "hospital_days", "preferred_place", "cost_total", "carer_hours"):
            self.assertEqual(self.arms.mean(kpi, "identification"), self.arms.mean(kpi, "current"), kpi)
        self.assertNotEqual(self.arms.mean("identified", "identification"), self.arms.mean("identified", "current"))

    def test_the_sum_under_its_own_conditions(self):
        """354 admissions, 2,950 bed days (8 beds) and £0.59m a year."""
        sums = {"admissions": 354, "hospital_days": 2950}
        for kpi, expected in sums.items():
            self.assertAlmostEqual(self.avoided_a_year(kpi, "as-summed") / expected, 1, delta=0.07, msg=kpi)
            self.assertNotAlmostEqual(self.avoided_a_year(kpi, "redesign") / expected, 1, delta=0.07, msg=kpi)
        self.assertAlmostEqual(-self.arms.differences["as-summed", "current"]["beds"]["mean"], 8.1, delta=0.6)
        self.assertAlmostEqual(self.saved_a_year("as-summed") / 590e3, 1, delta=0.1)

    def test_the_transition_keeps_most_of_the_gain(self):
        pair = Comparison(compared("end_of_life", ["redesign", "transition"], 12))
        right = {
            "it reaches fewer": falls("reached_year", "transition", "redesign"),
            "some 1,000": lies_between("reached_year", "transition", 960, 1040),
            "fewer die where they want": falls("preferred_place", "transition", "redesign"),
            "but more than today": lies_between("preferred_place", "transition", 0.40, 0.435),
            "few calls are turned away": lies_between("turned_away", "transition", 0, 4),
        }
        wrong = {
            "it saves the NHS more": falls("nhs", "transition", "redesign"),
            "it is full": lies_between("service_used", "transition", 0.85, 1.0),
        }
        self.assertEqual(broken(right, pair), [])
        self.assertEqual(broken(wrong, pair), list(wrong))

    def test_half_the_effect_is_not_half_the_saving(self):
        self.assertLess(self.saved_a_year("shrunk"), 100e3)
        self.assertGreater(self.saved_a_year("redesign"), 400e3)
        self.assertAlmostEqual(self.avoided_a_year("hospital_days", "shrunk")
                               / self.avoided_a_year("hospital_days", "redesign"), 0.5, delta=0.06)

    def test_the_same_people_die_in_every_arm(self):
        for arm in ARMS[1:]:
            self.assertAlmostEqual(self.arms.mean("need.palliative", arm), self.arms.mean("need.palliative", "current"),
                                   delta=1, msg=arm)


if __name__ == "__main__":
    unittest.main()
