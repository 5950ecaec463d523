"""Laws of queues that need no formula: what arrivals see, other units, other names, and the ends of the scale."""

import json
import math
import os
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from program import ProgramTest  # noqa: E402

SMOKE = bool(os.environ.get("CAREPATH_SMOKE"))
T_975 = 2.093  # Student's t of 19 degrees of freedom

STATION = """[scenario]
title = "One station"
[run]
start = 2026-01-05
warm_up = "300 h"
length = "6000 h"
replications = 20
seed = 17
[source.arrivals]
rate = "4 per hour"
first = "serve"
[resource.server]
capacity = 5
[step.serve]
needs = "server"
takes = { dist = "exponential", mean = "1 h" }
next = "done"
[outcome]
done = "Done"
[clock.inside]
starts = ["arrivals.arrive"]
stops = ["done"]
[kpi]
wait = { time_in = "serve.wait", show = "mean" }
p_wait = { time_in = "serve.wait", share_over = "0 h" }
busy = { resource = "server", level = "busy", show = "mean" }
used = { resource = "server", level = "utilisation" }
present = { number_in = ["serve.wait", "serve.work"] }
inside = { clock = "inside", of = "completed", show = "mean" }
served = { count = "serve.start" }
"""


class Theory(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("station.toml", STATION)

    def figures(self, *settings, text=None, replications=None):
        if text is not None:
            self.write("other.toml", text)
        name = "station.toml" if text is None else "other.toml"
        options = [part for setting in settings for part in ("--set", setting)]
        if SMOKE:
            replications, options = 2, [*options, "--set", "run.length=400 h"]
        if replications:
            options += ["--replications", str(replications)]
        return json.loads(self.expect(0, "run", name, "--json", "--quiet", *options).stdout)["variants"][0]["kpis"]

    def error(self, entry):
        """The standard error of a mean over 20 replications."""
        return (entry["high"] - entry["low"]) / 2 / T_975

    def apart(self, one, other):
        """How many standard errors two independent figures are apart; those of one run go together, so it is less."""
        return abs(one["mean"] - other["mean"]) / math.hypot(self.error(one), self.error(other))


class WhatArrivalsSee(Theory):
    """Poisson arrivals see time averages (Wolff 1982)."""

    @unittest.skipIf(SMOKE, "too short to tell")
    def test_poisson_arrivals_find_the_server_busy_as_often_as_it_is(self):
        found = self.figures("resource.server.capacity=1", "source.arrivals.rate=0.7 per hour")
        self.assertAlmostEqual(found["used"]["mean"], 0.7, delta=4 * self.error(found["used"]))
        self.assertLess(self.apart(found["used"], found["p_wait"]), 4)

    @unittest.skipIf(SMOKE, "too short to tell")
    def test_others_do_not(self):
        text = STATION.replace('rate = "4 per hour"', 'every = { dist = "uniform", low = "1.2 h", high = "1.6 h" }')
        found = self.figures("resource.server.capacity=1", text=text)
        self.assertGreater(self.apart(found["used"], found["p_wait"]), 20)


class OtherUnits(Theory):
    def slower(self, text, times):
        """Every length of time and every rate, as many times as slow."""
        text = re.sub(r'"([\d.]+) h"', lambda found: f'"{float(found[1]) * times} h"', text)
        return re.sub(r'"([\d.]+) per hour"', lambda found: f'"{float(found[1]) / times!r} per hour"', text)

    @unittest.skipIf(SMOKE, "the length of the run is another")
    def test_a_world_ten_times_slower_has_ten_times_the_waits_and_the_same_numbers(self):
        one, ten = self.figures(), self.figures(text=self.slower(STATION, 10))
        for name in ("wait", "inside"):
            self.assertAlmostEqual(ten[name]["mean"] / one[name]["mean"], 10, delta=1e-4)
        for name in ("p_wait", "busy", "used", "present"):
            self.assertAlmostEqual(ten[name]["mean"], one[name]["mean"], delta=1e-4 * one[name]["mean"] + 1e-6)
        self.assertEqual(ten["served"]["mean"], one["served"]["mean"])

    def test_slower_work_alone_is_another_world(self):
        one = self.figures(replications=4)
        slower = self.figures("step.serve.takes.mean=1.1 h", replications=4)
        self.assertNotAlmostEqual(slower["p_wait"]["mean"], one["p_wait"]["mean"], delta=0.01)

    def test_units_are_only_words(self):
        minutes = STATION.replace('"1 h"', '"60 min"').replace('"4 per hour"', '"96 per day"').replace('"6000 h"', '"250 days"')
        self.assertEqual(self.figures(text=minutes), self.figures())


class OtherNames(Theory):
    def renamed(self, *pairs, extra=""):
        text = STATION
        for old, new in pairs:
            text = re.sub(rf"\b{old}\b", new, text)
        return text.replace("[step.desk]\n", "[step.desk]\n" + extra)

    def test_the_name_of_a_resource_or_an_outcome_changes_nothing(self):
        self.assertEqual(self.figures(text=self.renamed(("server", "nurse"), ("done", "home"))), self.figures())

    def test_a_step_with_another_name_and_the_same_luck_changes_nothing(self):
        self.assertEqual(self.figures(text=self.renamed(("serve", "desk"), extra='draw_as = "serve"\n')), self.figures())

    @unittest.skipIf(SMOKE, "too short to tell")
    def test_a_step_with_another_name_has_other_luck_of_the_same_kind(self):
        one, other = self.figures(), self.figures(text=self.renamed(("serve", "desk")))
        self.assertNotEqual(one["wait"], other["wait"])
        for name in ("wait", "p_wait", "busy", "present", "inside"):
            self.assertLess(self.apart(one[name], other[name]), 4, name)
        wrong = self.figures("step.serve.takes.mean=1.04 h")
        self.assertGreater(self.apart(one["wait"], wrong["wait"]), 4)


class EndsOfTheScale(Theory):
    def test_very_many_servers_are_as_good_as_unlimited(self):
        many, all_of_them = self.figures("resource.server.capacity=1000"), self.figures("resource.server.capacity=unlimited")
        for name in ("wait", "p_wait", "inside", "served", "busy"):
            self.assertEqual(many[name], all_of_them[name], name)
        self.assertEqual(many["wait"]["mean"], 0)
        self.assertGreater(self.figures("resource.server.capacity=6")["wait"]["mean"], 0)

    @unittest.skipIf(SMOKE, "too short to tell")
    def test_without_waiting_as_many_are_inside_as_come_in_a_stay(self):
        found = self.figures("resource.server.capacity=1000")
        self.assertAlmostEqual(found["present"]["mean"], 4, delta=4 * self.error(found["present"]))
        self.assertNotAlmostEqual(found["present"]["mean"], 4.2, delta=4 * self.error(found["present"]))

    @unittest.skipIf(SMOKE, "too short to tell")
    def test_as_the_load_goes_to_nothing_so_do_waits_and_in_proportion(self):
        """One server with exponential work waits load / (1 - load) hours."""
        before = 1.0
        for load in (0.2, 0.05, 0.01):
            found = self.figures("resource.server.capacity=1", f"source.arrivals.rate={load} per hour", "run.length=40000 h")
            wait, error = 24 * found["wait"]["mean"], 24 * self.error(found["wait"])
            self.assertAlmostEqual(wait, load / (1 - load), delta=4 * error)
            self.assertLess(wait, before / 2)
            before = wait

    def test_without_chance_waits_are_those_counted_by_hand(self):
        """Somebody every hour for 400 hours. Work of 54 minutes: nobody waits. Of 66 minutes: the n-th waits 6 (n - 1)."""
        regular = STATION.replace('rate = "4 per hour"', 'every = "1 h"').replace('warm_up = "300 h"', 'warm_up = "0 h"')
        regular = regular.replace('length = "6000 h"', 'length = "400 h"')
        options = ["resource.server.capacity=1"]
        idle = self.figures(*options, "step.serve.takes=54 min", text=regular)
        self.assertEqual((idle["wait"]["mean"], idle["p_wait"]["mean"]), (0, 0))
        late = self.figures(*options, "step.serve.takes=66 min", text=regular)
        served = late["served"]["mean"]
        self.assertIn(served, (363, 364))
        self.assertAlmostEqual(1440 * late["wait"]["mean"], 6 * (served - 1) / 2, delta=1e-6)
        self.assertNotAlmostEqual(1440 * late["wait"]["mean"], 6 * served / 2, delta=1e-6)


class Monotonicity(Theory):
    """For the same people: each change that can only hinder them does."""

    def test_longer_work_and_more_people_lengthen_waits(self):
        before = -1.0
        for mean in ("0.8 h", "1 h", "1.1 h", "1.2 h"):
            wait = self.figures(f"step.serve.takes.mean={mean}", replications=4)["wait"]["mean"]
            self.assertGreater(wait, before)
            before = wait
        more = STATION + '[source.others]\nrate = "0.5 per hour"\nfirst = "serve"\n'
        self.assertGreater(self.figures(text=more, replications=4)["wait"]["mean"],
                           self.figures(replications=4)["wait"]["mean"])

    def test_more_servers_shorten_them(self):
        waits = [self.figures(f"resource.server.capacity={servers}", replications=4)["wait"]["mean"] for servers in (5, 6, 8)]
        self.assertEqual(waits, sorted(waits, reverse=True))
        self.assertGreater(waits[0], waits[-1])


if __name__ == "__main__":
    unittest.main()
