"""The remote-monitoring scenarios say what their README says: signs of paired differences, with limits that exclude zero.

Few replications, so that this takes seconds. The family of expectations has a companion of wrong ones, every one of
which must be found broken.
"""

import unittest

from shipped import compared
from signs import Comparison, broken, falls, is_below, lies_between, rises

ARMS = ["current", "monitored", "every-day", "noisy", "prevention", "both"]

EXPECTED = {
    f"fewer are admitted: {arm}": falls("admissions", arm, "current")
    for arm in ("monitored", "every-day", "prevention", "both")
} | {
    f"fewer beds are in use: {arm}": falls("beds", arm, "current")
    for arm in ("monitored", "every-day", "prevention", "both")
} | {
    f"monitoring costs more: {arm}": rises("cost", arm, "current") for arm in ("monitored", "noisy")
} | {
    "today 26 to 29 admissions a week": lies_between("admissions", "current", 26, 29),
    "five of them could be answered on working days": lies_between("late", "monitored", 4, 6),
    "every day none is late": lies_between("late", "every-day", -0.01, 0.2),
    "so that more admissions are avoided": is_below("admissions", "every-day", "monitored"),
    "and it costs less": is_below("cost", "every-day", "noisy"),
    "false alerts fill the nurse's day": lies_between("nurse_use", "noisy", 0.95, 1.05),
    "and admissions stay as they are": lies_between("admissions", "noisy", 26, 29),
    "prevention brings fewer to the GP": falls("to_gp", "prevention", "current"),
    "and the clinic gives earlier dates": falls("wait", "prevention", "current"),
    "prevention costs less": falls("cost", "prevention", "current"),
    "both avoid more than monitoring alone": is_below("beds", "both", "current"),
}
WRONG = {
    "monitoring changes the wait for the clinic": falls("wait", "monitored", "current"),
    "monitoring pays for itself on working days": falls("cost", "monitored", "current"),
    "monitoring prevents new cases": falls("to_gp", "monitored", "current"),
    "prevention avoids as many admissions as monitoring": is_below("admissions", "prevention", "monitored"),
    "many false alerts still avoid one in ten": lies_between("admissions", "noisy", 20, 25),
    "on working days nobody is late": lies_between("late", "monitored", -0.1, 1),
}


class RemoteMonitoring(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = Comparison(compared("remote_monitoring", ARMS, 12))

    def test_each_arm_against_today(self):
        self.assertEqual(broken(EXPECTED, self.place), [])

    def test_wrong_expectations_are_broken(self):
        self.assertEqual(broken(WRONG, self.place), list(WRONG))


if __name__ == "__main__":
    unittest.main()
