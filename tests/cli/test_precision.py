"""--precision: as many replications as it takes, the same for any threads, and limits that keep their promise."""

import json
import math
import unittest

from program import ProgramTest

ARRIVALS = """[scenario]
title = "People who come and go"
[run]
start  = 2026-04-06
length = "8 weeks"
replications = 10
[source.referrals]
rate  = "60 per week"
first = "visit"
[step.visit]
takes = "1 min"
next  = "seen"
[outcome]
seen = "Seen"
[kpi]
came = { count = "visit.start", show = "total" }
"""


class Precision(ProgramTest):
    def test_it_adds_replications_until_the_limits_are_narrow_enough(self):
        done = self.expect(0, "run", "clinic.toml", "--json", "--precision", "5%")
        self.assertRegex(done.stderr, r"Precision of 5% took \d+ replications: the widest limits of all KPIs are those of 'wait")
        variant = json.loads(done.stdout)["variants"][0]
        for kpi in variant["kpis"].values():
            self.assertLessEqual((kpi["high"] - kpi["low"]) / 2, 0.05 * abs(kpi["mean"]) * (1 + 1e-12))
        self.assertGreater(variant["replications"], 10)

    def test_the_result_is_that_of_a_plain_run_with_as_many_replications_for_any_threads(self):
        texts = {self.expect(0, "compare", "clinic.toml", "more.toml", "--json", "--precision", "8%", "--threads",
                             threads).stdout for threads in ("1", "2", "3")}
        self.assertEqual(len(texts), 1)
        text = texts.pop()
        count = json.loads(text)["variants"][0]["replications"]
        self.assertEqual(self.expect(0, "compare", "clinic.toml", "more.toml", "--json", "--replications", str(count)).stdout, text)
        self.assertNotEqual(self.expect(0, "compare", "clinic.toml", "more.toml", "--json", "--replications",
                                        str(count - 1)).stdout, text)

    def test_headline_kpis_come_before_targets_and_targets_before_all(self):
        self.write("headline.toml", "[scenario]\nbase = \"clinic.toml\"\nheadline = [\"seen\"]\n")
        done = self.expect(0, "run", "headline.toml", "--precision", "5%")
        self.assertIn("of headline KPIs are those of 'seen' in 'headline'", done.stderr)
        self.write("target.toml", "[scenario]\nbase = \"clinic.toml\"\n[kpi.seen]\ntarget = 400\n")
        self.assertIn("of KPIs with a target are those of 'seen'", self.expect(0, "run", "target.toml", "--precision", "5%").stderr)

    def test_what_cannot_be_reached_is_said(self):
        done = self.expect(0, "run", "clinic.toml", "--quiet", "--precision", "0.1%", "--most-replications", "25")
        self.assertIn("Precision of 0.1% was not reached with 25 replications", done.stderr)

    def test_slips_are_refused(self):
        for text in ("2", "0%", "two%", "101%"):
            self.expect_refusal("such as 2%", "run", "clinic.toml", "--precision", text)
        self.expect_refusal("--precision", "run", "clinic.toml", "--precision", "2%", "--replication", "3")

    def test_limits_reached_this_way_hold_the_truth_as_often_as_they_say(self):
        """The count is Poisson with mean 480. Of 200 studies 95% should hold it; the standard error of that share
        is 1.5%, and stopping at a lucky spread costs about one per cent more."""
        self.write("arrivals.toml", ARRIVALS)
        limits = []
        for seed in range(200):
            done = self.expect(0, "run", "arrivals.toml", "--json", "--precision", "1%", "--seed", str(seed))
            limits.append(json.loads(done.stdout)["variants"][0]["kpis"]["came"])
            self.assertNotIn("not reached", done.stderr)
        share = lambda truth: sum(kpi["low"] <= truth <= kpi["high"] for kpi in limits) / len(limits)
        self.assertGreater(share(480), 0.94 - 3 * math.sqrt(0.94 * 0.06 / 200))
        self.assertLess(share(480), 0.995)
        self.assertLess(share(490), 0.5, "a truth two per cent off must be found out")


if __name__ == "__main__":
    unittest.main()
