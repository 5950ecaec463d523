"""pilot: sites and length, predicted ranges that hold new sites, and a seal that shows a change."""

import json
import os
import resource
import unittest

from program import ProgramTest


class Plan(ProgramTest):
    def plan(self, *more):
        return self.expect_json("pilot", "clinic.toml", "more.toml", "--kpi", "wait", "--every", "2 weeks", "--json",
                                "--replications", "60", *more)

    def test_a_pilot_finds_a_large_effect_with_few_sites(self):
        plan = self.plan()
        self.assertEqual([row["week"] for row in plan["checkpoints"]], [2, 4, 6, 8])
        self.assertGreaterEqual(plan["sites_in_each_arm"], 2)
        self.assertLess(plan["sites_in_each_arm"], 15)
        chosen = next(row for row in plan["checkpoints"] if row["week"] == plan["weeks"])
        self.assertGreaterEqual(chosen["power"], 0.8)
        self.assertLess(chosen["difference"]["mean"], 0)

    def test_sites_that_differ_for_good_need_more_of_them(self):
        alike = self.plan()["checkpoints"][-1]["sites_needed"]
        differ = self.plan("--between-sites", "6 h")["checkpoints"][-1]["sites_needed"]
        self.assertGreater(differ, alike)

    def test_what_sites_differ_by_is_in_the_unit_of_the_figure(self):
        pair = ["clinic.toml", "more.toml", "--between-sites"]
        self.expect_refusal("--between-sites £5", "pilot", *pair, "£5", "--kpi", "wait")
        self.expect_refusal("--between-sites -1 h", "pilot", *pair, "-1 h", "--kpi", "wait")
        self.expect_refusal("--between-sites 6 h", "pilot", *pair, "6 h", "--kpi", "seen")
        self.expect(0, "pilot", *pair, "0", "--kpi", "wait", "--replications", "30")

    def test_predicted_ranges_hold_other_sites_as_often_as_they_say(self):
        row = self.plan()["checkpoints"][-1]["one_site_now"]
        runs = self.expect_json("run", "clinic.toml", "--json", "--replications", "1", "--seed", "1")
        held = 0
        sites = 40
        for seed in range(sites):
            run = self.expect_json("run", "clinic.toml", "--json", "--replications", "1", "--seed", str(1000 + seed))
            held += row["low"] <= run["variants"][0]["kpis"]["wait"]["mean"] <= row["high"]
        self.assertEqual(runs["variants"][0]["replications"], 1)
        # 95% of 40, give or take 3 standard errors of sqrt(40 x 0.95 x 0.05) = 1.4; waits have a longer upper tail.
        self.assertGreaterEqual(held, 33)

    def test_what_cannot_be_below_0_is_not_predicted_there(self):
        text = (self.folder / "clinic.toml").read_text(encoding="utf-8")
        few = """share = { time_in = "visit.wait", share_within = "40 h" }
less = { value = "0 - kpi.seen", unit = "people" }
"""
        self.write("clinic.toml", text.replace("[variant.three]", few + "[variant.three]"))

        def ranges(kpi):
            plan = self.expect_json("pilot", "clinic.toml", "more.toml", "--kpi", kpi, "--every", "1 week", "--json",
                                    "--replications", "30")
            return [row[arm] for row in plan["checkpoints"] for arm in ("one_site_now", "one_site_redesigned")], plan

        waits, plan = ranges("wait")
        self.assertGreaterEqual(min(row["low"] for row in waits), 0)
        self.assertEqual(waits[1]["low"], 0)  # with a third room hardly anybody waits, and the spread is as large
        self.assertLess(plan["checkpoints"][0]["difference"]["low"], 0)
        shares, _ = ranges("share")
        self.assertLessEqual(max(row["high"] for row in shares), 1)
        self.assertLess(max(row["high"] for row in ranges("less")[0]), 0)  # a formula may be anything

    def test_figures_of_later_dates_do_not_stop_a_shorter_pilot(self):
        text = (self.folder / "clinic.toml").read_text(encoding="utf-8")
        late = 'late = { number_in = "visit.wait", at = "week 7" }\n'
        self.write("clinic.toml", text.replace("[variant.three]", late + "[variant.three]"))
        self.assertEqual(len(self.plan()["checkpoints"]), 4)

    def test_people_of_the_warm_up_are_none_of_the_pilot(self):
        replications = 60
        first = self.plan("--set", "run.warm_up=6 weeks")["checkpoints"][0]
        expected = 2 * 60  # in two weeks; counts spread by their root, and the same people come to both arms
        self.assertAlmostEqual(first["people_in_a_site"], expected, delta=4 * (expected / replications) ** 0.5)


BILL = """[scenario]
title = "A bill that depends on what is not known"
[run]
start        = 2026-04-06
length       = "2 weeks"
replications = 200
[parameter]
a     = { is = 2.0, uncertain = { dist = "uniform", low = 1, high = 3 } }
fee   = { is = 100 }
times = { is = 1 }
[attribute]
luck = { is = { dist = "normal", mean = 0, sd = 0.3 } }
[source.one]
at    = ["1 day"]
first = "visit"
[step.visit]
next = "home"
[outcome.home]
[cost.bill]
at     = "visit.start"
amount = "= £1 * (fee + times * a * a + luck)"
[kpi]
bill = { cost = "bill" }
"""


class UncertainInputs(ProgramTest):
    """Of a uniform from 1 to 3 the square has the mean 13/3 and the standard deviation 2.3286."""

    SPREAD = (242 / 10 - (13 / 3) ** 2) ** 0.5
    T = 1.984  # Student's for 95% and the 99 degrees of 100 draws

    def setUp(self):
        super().setUp()
        self.write("bill.toml", BILL)
        self.write("dearer.toml", '[scenario]\ntitle = "£1 more"\nbase = "bill.toml"\n[parameter.fee]\nis = 101\n')
        self.write("twice.toml", '[scenario]\ntitle = "Twice"\nbase = "bill.toml"\n[parameter.times]\nis = 2\n')

    def plan(self, redesign, *more):
        plan = self.expect_json("pilot", "bill.toml", redesign, "--kpi", "bill", "--every", "2 weeks", "--json", *more)
        return plan, plan["checkpoints"][0]

    def half_width(self, range_):
        return (range_["high"] - range_["low"]) / 2

    def test_what_is_not_known_is_the_same_at_all_sites_and_cancels_in_the_difference(self):
        plan, row = self.plan("dearer.toml", "--sites", "4")
        self.assertEqual(plan["draws"], 100)
        expected = self.T * self.SPREAD * (1 + 1 / 100) ** 0.5
        # 100 draws tell this spread, of a figure with thin tails, to 5%; three of that. Luck adds 2%.
        for arm in ("sites_now", "sites_redesigned", "one_site_now"):
            self.assertAlmostEqual(self.half_width(row[arm]) / expected, 1, delta=0.17)
        # Luck of 0.3 in both arms, told by 100 pairs to 7%.
        expected = self.T * 0.3 * (2 * (1 / 4 + 1 / 200)) ** 0.5
        self.assertAlmostEqual(row["difference"]["mean"], 1, places=6)
        self.assertAlmostEqual(self.half_width(row["difference"]) / expected, 1, delta=0.21)

    def test_more_sites_narrow_the_difference_and_not_the_means(self):
        few, many = (self.plan("dearer.toml", "--sites", number)[1] for number in ("3", "150"))
        self.assertGreater(self.half_width(many["sites_now"]) / self.half_width(few["sites_now"]), 0.98)
        self.assertLess(self.half_width(many["difference"]) / self.half_width(few["difference"]), 0.2)

    def test_sites_are_needed_for_chance_alone(self):
        needed = self.plan("dearer.toml")[1]["sites_needed"]
        known = self.plan("dearer.toml", "--best-estimates")[1]["sites_needed"]
        self.assertLessEqual(abs(needed - known), 1)
        self.assertLess(known, 6)

    def test_what_the_redesign_makes_of_the_unknown_is_in_the_difference(self):
        row = self.plan("twice.toml", "--sites", "100")[1]
        expected = self.T * self.SPREAD * (1 + 1 / 100) ** 0.5
        self.assertAlmostEqual(self.half_width(row["difference"]) / expected, 1, delta=0.17)

    def test_one_draw_is_too_few(self):
        self.expect_refusal("two draws", "pilot", "bill.toml", "dearer.toml", "--kpi", "bill", "--every", "2 weeks",
                            "--replications", "2")


class Seal(ProgramTest):
    def setUp(self):
        super().setUp()
        self.expect(0, "pilot", "clinic.toml", "more.toml", "--kpi", "wait", "--replications", "30", "-o", "pilot.txt")

    def test_a_prediction_is_as_it_was_written_until_somebody_changes_it(self):
        done = self.expect(0, "pilot", "--verify", "pilot.txt")
        self.assertIn("is as it was written", done.stdout)
        text = (self.folder / "pilot.txt").read_text(encoding="utf-8")
        self.assertEqual(json.loads(text.split("\n", 1)[1])["kpi"], "wait")
        self.write("pilot.txt", text.replace('"mean": ', '"mean": 1', 1))
        self.expect_refusal("has been changed", "pilot", "--verify", "pilot.txt")

    def test_another_whole_prediction_is_told_by_the_hash_on_record(self):
        line = (self.folder / "pilot.txt").read_text(encoding="utf-8").split("\n", 1)[0]
        own = line.split("sha256=")[1]
        self.expect(0, "pilot", "--verify", "pilot.txt", "--hash", own)
        self.expect_refusal("is whole, but", "pilot", "--verify", "pilot.txt", "--hash", "0" * 64)
        self.write("other.txt", "nothing\n")
        self.expect_refusal("is no prediction", "pilot", "--verify", "other.txt")

    def test_a_device_or_a_folder_is_no_prediction(self):
        few = 1 << 30  # bytes of memory: a device that never ends must not be read until there is none left
        sanitized = "CAREPATH_SMOKE" in os.environ  # sanitizers reserve more than that before they begin
        for path in ("/dev/zero", "."):
            bounds = {} if sanitized else {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_AS, (few, few))}
            done = self.run_program("pilot", "--verify", path, restore_signals=False, **bounds)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("is no prediction", done.stderr)
        self.expect_refusal("cannot be opened", "pilot", "--verify", "none.txt")


if __name__ == "__main__":
    unittest.main()
