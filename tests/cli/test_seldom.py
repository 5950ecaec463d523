"""Solve where what counts seldom happens: what has not been seen is not taken for impossible."""

import json
import unittest

from program import ProgramTest

LOSS = """[scenario]
title = "Erlang's loss, and deaths"
[run]
start = 2026-04-06
length = "5 weeks"
[source.people]
rate = "10 per week"
first = "ward"
[resource.bed]
capacity = 4
[step.ward]
needs = { use = "bed", wait = "0 h", else = "turned" }
takes = { dist = "exponential", mean = "1 day" }
next = { died = 0.0004, home = 0.9996 }
[outcome]
home = "Home"
died = "Died"
turned = "Turned away"
[kpi]
turned = { title = "Turned away", count = "turned" }
died   = { title = "Deaths", count = "died" }
none   = { title = "Beds", level = "capacity", resource = "bed", show = "mean" }
"""


class Seldom(ProgramTest):
    """What has not happened in ten replications may happen in the next ten."""

    def found(self, bound, seed, *more, beds="4..10"):
        self.write("loss.toml", LOSS)
        return json.loads(self.run_program("solve", "loss.toml", "--json", "--quiet", "--find", f"resource.bed.capacity={beds}",
                                           "--such-that", bound, "--seed", str(seed), *more).stdout)

    def test_no_plan_is_enough_that_turns_away_more_than_the_target(self):
        # By Erlang's formula 7 beds turn away 0.029 in five weeks and 8 beds 0.005.
        for seed in range(1, 4):
            answer = self.found("turned<=0.02", seed, "--most-replications", "1280")
            self.assertIn(answer["found"], ({"resource.bed.capacity": "8"}, {"resource.bed.capacity": "9"}), seed)
        for seed in range(1, 6):
            self.assertIsNone(self.found("turned<=0.02", seed, beds="4..7")["found"], seed)

    def test_deaths_that_did_not_happen_are_not_shown_to_be_fewer(self):
        for seed in range(1, 6):  # 50 x 0.0004 = 0.02
            answer = self.found("died<=0.01", seed, beds="20..20")
            self.assertIsNone(answer["found"], seed)

    def test_a_figure_that_never_varies_is_judged_at_the_end_and_that_is_said(self):
        ask = ("solve", "loss.toml", "--find", "resource.bed.capacity=1..4", "--such-that", "none>=3")
        answer = self.found("none>=3", 1, "--most-replications", "20", beds="1..4")
        self.assertEqual(answer["found"], {"resource.bed.capacity": "3"})
        plan = answer["confirmed"][-1]
        self.assertEqual(plan["replications"], 20)
        self.assertTrue(plan["targets"]["none>=3"]["on_equal_values"])
        done = self.expect(0, *ask, "--most-replications", "20")
        self.assertIn("judged on equal values: the same in each of 20 replications", done.stdout)
        self.assertIn("fewer than 14% of replications have another value", done.stdout)  # 1 - 0.05^(1/20) = 0.139


if __name__ == "__main__":
    unittest.main()
