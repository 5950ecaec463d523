"""Random scenarios keep the laws that hold whatever the pathway, and wrong accounts of them do not balance.

CAREPATH_PROPERTY_CASES says how many scenarios are made, and CAREPATH_PROPERTY_FIRST the first one's seed.
"""


import math
import random
import unittest

import queue_maker
from accounts import ACCOUNTS
from cases import CASES, FIRST, Refused, again, all_cases, difference, kpis, results
from toml_text import Layout, Rate, Scenario, days

VISITS_OF_A_PERSON = 60  # on average: no loop is left by less than a quarter, and no pathway has over seven steps

WRONG_ACCOUNTS = {
    "people": {"outcomes": ["better", "done"]},
    "capacity": {"peak": lambda resource: resource.peak - 1},
    "time": {"length": 13.9},
    "clocks": {"counted": ["completed"]},
    "parts": {"share": 0.05},
    "phases": {"without": "interrupted"},
    "groups": {"served": lambda resource: 0.5},
    "stocks": {"share": 0.5},
}
RARE = {"phases": 15, "groups": 30, "stocks": 30}  # of how many scenarios at least one has what these are about


class Properties(unittest.TestCase):
    """Each test takes all scenarios; those with a fault are all named in its message."""

    @classmethod
    def setUpClass(cls):
        cls.cases = all_cases()

    def expect_none(self, faulty):
        """`faulty` is a list of (which, faults) of the cases that have any."""
        lines = [f"{which}\n    " + "\n    ".join(faults[:4]) for which, faults in faulty if faults]
        self.assertEqual(lines, [], f"{len(lines)} of {CASES} scenarios\n" + "\n".join(lines[:10]))

    def runnable(self):
        return [case for case in self.cases if case.figures]


class Accounts(Properties):
    def test_each_scenario_is_accepted_and_runs(self):
        self.expect_none([(case, [case.fault]) for case in self.cases if case.fault])

    def test_events_are_bounded(self):
        def too_many(case, bound):
            figures, facts = case.figures, case.scenario.facts
            people = sum(figures.get(f"come_{source}") for source in facts.sources)
            people += figures.get(f"people_at@{figures.begins}")
            visits = sum(figures.get(f"{step}_arrive") for step in facts.steps)
            return [f"{visits} visits of {people} people"] if visits > bound * people else []
        self.expect_none([(case, too_many(case, VISITS_OF_A_PERSON)) for case in self.runnable()])
        self.assertTrue(any(too_many(case, 0.5) for case in self.runnable()))

    def test_accounts_balance(self):
        for name, account in ACCOUNTS.items():
            with self.subTest(name):
                self.expect_none([(case, account(case.figures)) for case in self.runnable()])

    def test_wrong_accounts_do_not_balance(self):
        for name, wrong in WRONG_ACCOUNTS.items():
            with self.subTest(name):
                found = [case for case in self.runnable() if ACCOUNTS[name](case.figures, **wrong)]
                self.assertGreaterEqual(len(found), len(self.cases) // RARE.get(name, 3))


def same(one, other, tolerance=0.0):
    """The KPIs of `one` that differ in `other`."""
    faults = []
    for name, figure in one.items():
        was, now = figure["mean"], other[name]["mean"]
        if None in (was, now):
            alike = was is now
        else:
            alike = math.isclose(was, now, rel_tol=tolerance, abs_tol=tolerance)
        if not alike:
            faults.append(f"{name}: {was} became {now}")
    return faults


ADDED_OTHERWISE = 1e-12  # the same numbers added up in another order


def changed(case, text, tolerance=ADDED_OTHERWISE):
    try:
        return same(case.figures.kpis, kpis(text), tolerance)
    except Refused as refused:
        return [str(refused)]


def shuffled(case):
    return case.scenario.text(Layout(luck=random.Random(case.seed)))


def in_other_units(case):
    return case.scenario.text(Layout(units=["h", "min", "weeks", "days"], unit_luck=random.Random(case.seed)))


def renamed(case):
    return case.scenario.text(Layout(rename={name: f"the_{name}" for name in case.scenario.facts.resources}))


def with_more(case, shared):
    """The scenario with other people who have their own step and resource, or who share a step of it."""
    step = case.scenario.facts.steps["triage"].name if shared else "elsewhere"
    more = [("source.other", {"rate": Rate(3), "first": step})]
    if not shared:
        more += [("resource.kiosk", {"capacity": 1}),
                 ("step.elsewhere", {"needs": "kiosk", "takes": days(0.25), "next": "home"})]
        tables = [(heading, fields | {"home": "Home"} if heading == "outcome" else fields)
                  for heading, fields in case.scenario.tables]
        return Scenario(tables).with_tables(*more).text()
    return case.scenario.with_tables(*more).text()


class SameAgain(Properties):
    def test_the_same_for_one_thread_and_two(self):
        def differs(case, options):
            text = case.scenario.text()
            one, two = (results(text, case.seed % 6 == 0, "--threads", threads, *options[threads])
                        for threads in (1, 2))
            return [] if one == two else ["the results differ"]
        self.expect_none([(case, differs(case, {1: [], 2: []})) for case in self.runnable()])
        self.assertTrue(any(differs(case, {1: [], 2: ["--seed", 777]}) for case in self.runnable()[:5]))

    def test_the_order_of_tables_changes_nothing(self):
        self.expect_none([(case, changed(case, shuffled(case))) for case in self.runnable()])

    def test_units_of_time_change_nothing(self):
        self.expect_none([(case, changed(case, in_other_units(case), 1e-6)) for case in self.runnable()])

    def test_names_of_resources_change_nothing(self):
        """But where they have luck of their own, by name: sessions that are not held, and the work of groups."""
        def has_luck(case):
            return any(resource.group > 1 or resource.is_unsure for resource in case.scenario.facts.resources.values())
        self.expect_none([(case, changed(case, renamed(case))) for case in self.runnable() if not has_luck(case)])
        self.assertTrue(any(changed(case, renamed(case)) for case in self.runnable() if has_luck(case)))

    def test_an_unrelated_step_changes_nothing(self):
        self.expect_none([(case, changed(case, with_more(case, shared=False))) for case in self.runnable()])

    def test_what_matters_changes_something(self):
        """Another unit with the same number, another order of serving, other people at the same step: all are seen."""
        few = self.runnable()[:12]
        hours = [changed(case, case.scenario.text().replace('"1 days"', '"1 h"')) for case in few]
        self.assertGreaterEqual(sum(map(bool, hours)), len(few) // 3)
        last_first = [changed(case, case.scenario.text().replace('"earliest queue_date"', '"latest queue_date"'))
                      for case in self.runnable()[:60]]
        self.assertGreaterEqual(sum(map(bool, last_first)), min(3, len(self.cases) // 20))
        self.assertGreaterEqual(sum(bool(changed(case, with_more(case, shared=True))) for case in few), len(few) // 2)


def lengthens(seed, more):
    """Whether waits are longer with so many more servers, by far more than chance."""
    scenario, simple = queue_maker.make(seed)
    paired, arms = difference(scenario, queue_maker.with_capacity(scenario, more))
    wait = paired["wait.mean"]
    if any(arm["inside"]["mean"] > 0 for arm in arms) or arms[0]["left"]["mean"] != arms[1]["left"]["mean"]:
        return ["not the same people have left in both arms"]
    chance = 0 if simple else 4 * (wait["high"] - wait["mean"])
    if simple and wait["high"] > 1e-9 and wait["mean"] > 0 or wait["mean"] > chance + 1e-9:
        return [f"mean wait {arms[0]['wait.mean']['mean']} changes by {wait}"]
    return []


class MoreCapacity(unittest.TestCase):
    SEEDS = range(FIRST, FIRST + max(1, CASES // 3))

    def test_more_of_what_all_wait_for_never_lengthens_waits(self):
        found = [(seed, lengthens(seed, 1)) for seed in self.SEEDS]
        lines = [f"{again('queue_maker', seed)}: {faults}" for seed, faults in found if faults]
        self.assertEqual(lines, [], "\n".join(lines))

    def test_less_of_it_does(self):
        several = [seed for seed in self.SEEDS if queue_maker.servers(seed) > 1]
        found = [seed for seed in several if lengthens(seed, -1)]
        self.assertGreaterEqual(len(found), len(several) // 2)


if __name__ == "__main__":
    unittest.main()
