"""--precision: as many replications as it takes, the same for any threads, and limits that keep their promise."""

import json
import math
import os
import unittest

from program import ProgramTest

# A queue of two servers, 6 people a day, 5 a day each: measured when it has long been going. One study is cheap.
# Fewer in builds with sanitizers, which are many times slower.
STUDIES = 2000 if os.environ.get("CAREPATH_FULL") else 20 if os.environ.get("CAREPATH_SMOKE") else 200
QUEUE = """[scenario]
title    = "Two servers"
headline = ["waiting"]
[run]
start   = 2026-04-06
warm_up = "10 days"
length  = "40 days"
[source.people]
rate  = "6 per day"
first = "visit"
[resource.server]
capacity = 2
[step.visit]
needs = "server"
takes = { dist = "exponential", mean = "0.2 days" }
next  = "seen"
[outcome]
seen = "Seen"
[kpi]
waiting = { number_in = "visit.wait", show = "mean" }
"""


# Nobody ever comes to the second step, so its figure is never defined; the length of a visit is not known.
NEVER = """[scenario]
base     = "clinic.toml"
headline = ["seldom"]
[source.others]
rate  = "0.0000001 per week"
first = "seldom"
[step.seldom]
takes = "1 hour"
next  = "treated"
[kpi]
seldom = { time_in = "seldom.work", show = "mean" }
"""
DRAWN = """[scenario]
base     = "clinic.toml"
headline = ["wait"]
[run]
replications_per_draw = 20
[parameter.hours]
is        = "4 hours"
uncertain = { dist = "uniform", low = "3.9 hours", high = "4.1 hours" }
[step.visit]
takes = { dist = "lognormal", mean = "= hours", sd = "2 hours" }
"""


def people_waiting(servers, work):
    """Erlang's formula for M/M/c: `work` servers are busy on average."""
    terms = [work ** k / math.factorial(k) for k in range(servers)]
    last = work ** servers / math.factorial(servers) * servers / (servers - work)
    return last / (sum(terms) + last) * work / (servers - work)


def least_and_most(share, studies, sure=0.001):
    """Counts between which a binomial with that share falls but for `sure` on either side."""
    total, least, most = 0.0, None, None
    for count in range(studies + 1):
        log = (math.lgamma(studies + 1) - math.lgamma(count + 1) - math.lgamma(studies - count + 1)
               + count * math.log(share) + (studies - count) * math.log(1 - share))
        total += math.exp(log)
        least = count if least is None and total >= sure else least
        most = count if most is None and total >= 1 - sure else most
    return least, most


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

    def test_a_figure_without_limits_is_never_precise(self):
        self.write("never.toml", NEVER)
        done = self.expect(0, "run", "never.toml", "--precision", "50%", "--most-replications", "40")
        self.assertIn("was not reached with 40 replications: of headline KPIs 'seldom' in 'never' was never defined", done.stderr)
        self.write("again.toml", "[scenario]\nbase = \"never.toml\"\n[resource.room]\ncapacity = 3\n")
        done = self.expect(0, "compare", "never.toml", "again.toml", "--difference-precision", "50%", "--most-replications", "20")
        self.assertIn("of headline KPIs 'seldom' in 'again' was never defined (its paired difference)", done.stderr)

    def test_what_never_happened_has_no_precision(self):
        self.write("seldom.toml", '[scenario]\nbase = "clinic.toml"\nheadline = ["away"]\n[source.others]\nrate = "0.0000001 per week"\n'
                                  'first = "seldom"\n[step.seldom]\ntakes = "1 hour"\nnext = "treated"\n[kpi]\n'
                                  'away = { count = "seldom.end" }\n')
        done = self.expect(0, "run", "seldom.toml", "--precision", "50%", "--most-replications", "40")
        self.assertIn("Of 'away' in 'seldom' no precision can be told: 0 in every replication.", done.stderr)
        self.assertIn("was not reached with 40 replications: there was no other of headline KPIs to judge", done.stderr)
        self.write("both.toml", '[scenario]\nbase = "seldom.toml"\nheadline = ["away", "seen"]\n')
        done = self.expect(0, "run", "both.toml", "--precision", "50%", "--most-replications", "40")
        self.assertIn("Of 'away' in 'both' no precision can be told", done.stderr)
        self.assertIn("Precision of 50% took 20 replications: the widest limits of headline KPIs are those of 'seen'", done.stderr)

    def test_what_counts_is_draws_and_not_the_replications_that_share_them(self):
        self.write("drawn.toml", DRAWN)
        one = self.expect(0, "run", "drawn.toml", "--precision", "90%", "--most-replications", "20")
        self.assertIn("was not reached with 20 replications: of headline KPIs 'wait' in 'drawn' has no limits, because only one "
                      "observation defines it", one.stderr)
        self.assertIn("Precision of 90% took 400 replications", self.expect(0, "run", "drawn.toml", "--precision", "90%").stderr)

    def test_slips_are_refused(self):
        for text in ("2", "0%", "two%", "101%"):
            self.expect_refusal("such as 2%", "run", "clinic.toml", "--precision", text)
        self.expect_refusal("--precision", "run", "clinic.toml", "--precision", "2%", "--replication", "3")

    def test_differences_can_be_what_is_to_be_precise(self):
        done = self.expect(0, "compare", "clinic.toml", "more.toml", "--json", "--difference-precision", "5%")
        self.assertRegex(done.stderr, r"Precision of 5% for differences took \d+ replications: .* in 'more', .* of its present mean \(its paired difference\)")
        results = json.loads(done.stdout)
        for name, kpi in results["differences"][0]["kpis"].items():
            self.assertLessEqual((kpi["high"] - kpi["low"]) / 2, 0.05 * results["variants"][0]["kpis"][name]["mean"] * (1 + 1e-12))
        self.expect_refusal("needs at least two scenarios", "run", "clinic.toml", "--difference-precision", "5%")
        self.expect_refusal("needs --precision", "run", "clinic.toml", "--most-replications", "50")

    def test_the_width_asked_for_is_reached_and_limits_hold_the_truth_as_often_as_they_say(self):
        """M/M/2. Of all studies 95% should hold the truth, 93% to 97% are allowed; a count is judged by the exact binomial
        limits of those shares. A truth 6% off must fail."""
        self.write("queue.toml", QUEUE)
        truth = people_waiting(2, 1.2)
        limits, reached = [], 0
        for seed in range(STUDIES):
            done = self.expect(0, "run", "queue.toml", "--json", "--precision", "5%", "--seed", str(seed))
            kpi = next(iter(json.loads(done.stdout)["variants"][0]["kpis"].values()))
            reached += (kpi["high"] - kpi["low"]) / 2 <= 0.05 * kpi["mean"] * (1 + 1e-12)
            limits.append(kpi)
        self.assertGreaterEqual(reached, 0.9 * STUDIES)
        held = lambda value: sum(kpi["low"] <= value <= kpi["high"] for kpi in limits)
        self.assertGreaterEqual(held(truth), least_and_most(0.93, STUDIES)[0])
        self.assertLessEqual(held(truth), least_and_most(0.97, STUDIES)[1])
        self.assertLess(held(1.06 * truth), least_and_most(0.93, STUDIES)[0])


if __name__ == "__main__":
    unittest.main()
