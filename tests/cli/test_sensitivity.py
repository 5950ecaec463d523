"""sensitivity: a figure that is a plain formula of two inputs gives the indices that algebra gives."""

import json
import math
import unittest

from program import ProgramTest

# Everybody takes a + 2 b days, whatever their luck: the figure is the formula itself.
FORMULA = """[scenario]
title = "A formula"
[run]
start        = 2026-04-06
length       = "20 weeks"
replications = 2
[parameter.a]
is        = 2
uncertain = { dist = "uniform", low = 1, high = 3 }
[parameter.b]
is        = 4
uncertain = { dist = "uniform", low = 2, high = 6 }
title     = "The second"
[parameter.c]
is = 7
[source.people]
count  = 7
per    = "1 week"
spread = "even"
first  = "visit"
[step.visit]
takes = "= (a + 2 * b) * 1 day + 0 * c * 1 day"
next  = "home"
[outcome]
home = "Home"
[kpi]
took = { title = "Time taken", time_in = "visit.work", show = "mean", unit = "days" }
"""
RANGES = ("--vary", "parameter.a.is=1.0..3.0", "--vary", "parameter.b.is=2.0..6.0", "--vary", "parameter.c.is=1.0..9.0")


class SensitivityTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("formula.toml", FORMULA)

    def found(self, *more):
        json = self.expect_json("sensitivity", "formula.toml", "--kpi", "took", "--json", *more)
        return {row["input"]: row for row in json["inputs"]}, json


class FaultyInputs(SensitivityTest):
    def test_a_value_the_scenario_cannot_run_with_is_a_fault_and_no_verdict(self):
        self.write("rooms.toml", FORMULA.replace("[step.visit]", '[resource.room]\ncapacity = "= 2 * a"\n[step.visit]\nneeds = "room"'))
        for method in ("tornado", "morris", "sobol"):
            for asked, value in (("parameter.a.is=1..1.25", "1.25"), ("parameter.a.is=-1..1", "-1"), ("resource.room.capacity=1..1.5", "1.5")):
                path = asked.split("=")[0]
                self.expect_refusal(f"--vary: the scenario cannot run with {path} = {value}: ", "sensitivity", "rooms.toml",
                                    "--kpi", "took", "--vary", asked, "--method", method)

    def test_an_uncertain_input_whose_evidence_the_scenario_cannot_run_with_is_a_fault(self):
        self.write("rooms.toml", FORMULA.replace("[step.visit]", '[resource.room]\ncapacity = "= a"\n[step.visit]\nneeds = "room"'))
        for method in ("tornado", "morris", "sobol"):
            self.expect_refusal("cannot run with parameter.a.is = ", "sensitivity", "rooms.toml", "--kpi", "took", "--method", method,
                                "--set", "parameter.a.uncertain={dist='uniform',low=1.0,high=3}")


class Methods(SensitivityTest):
    def test_the_tornado_goes_from_end_to_end_of_each_range(self):
        rows, json = self.found(*RANGES)
        self.assertAlmostEqual(json["base"]["mean"], 10)
        self.assertAlmostEqual(rows["a"]["at_low"]["mean"], 9)
        self.assertAlmostEqual(rows["b"]["change_high"]["mean"], 4)
        self.assertAlmostEqual(rows["c"]["change_high"]["mean"], 0)
        self.assertEqual([row["input"] for row in json["inputs"]], ["b", "a", "c"])

    def test_morris_finds_the_slopes_over_the_ranges(self):
        rows, _ = self.found(*RANGES, "--method", "morris", "--size", "5")
        # Values of a range are written with six digits.
        self.assertAlmostEqual(rows["a"]["mu_star"]["mean"], 2, places=4)
        self.assertAlmostEqual(rows["b"]["mu"], 8, places=4)
        self.assertAlmostEqual(rows["b"]["sigma"], 0, places=4)
        self.assertAlmostEqual(rows["c"]["mu_star"]["mean"], 0)

    def test_morris_divides_by_what_a_whole_number_or_an_uncertain_input_really_moved(self):
        for high in (8, 9, 11, 12):  # each two days for one more: 2 (high - 7), however few numbers lie between
            self.write("formula.toml", FORMULA.replace("0 * c", "2 * c"))
            row = self.found("--vary", f"parameter.c.is=7..{high}", "--method", "morris", "--size", "9")[0]["c"]
            self.assertAlmostEqual(row["mu_star"]["mean"], 2 * (high - 7), places=9)
            self.assertAlmostEqual(row["sigma"], 0, places=9)
        self.write("formula.toml", FORMULA.replace('{ dist = "uniform", low = 1, high = 3 }', '{ dist = "exponential", mean = 2 }'))
        row = self.found("--method", "morris", "--size", "9")[0]["a"]
        # Quantiles of an exponential are -2 log(1 - u): from 0.025 to 0.975 it moves by 2 log 39 days, by a figure as many.
        self.assertAlmostEqual(row["mu_star"]["mean"], 2 * math.log(39), places=6)
        self.assertAlmostEqual(row["sigma"], 0, places=6)

    def test_an_input_whose_ends_are_the_same_has_no_effect(self):
        self.write("formula.toml", FORMULA.replace('{ dist = "uniform", low = 1, high = 3 }',
                                                   "{ mix = [{ weight = 0.99, is = 2 }, { weight = 0.01, is = 3 }] }"))
        row = self.found("--method", "morris", "--size", "5")[0]["a"]
        self.assertEqual((row["low"], row["high"], row["mu_star"]["mean"]), ("2", "2", 0))

    def test_sobol_shares_are_those_of_the_variances(self):
        rows, _ = self.found("--method", "sobol", "--size", "256")  # uniform over 2 and, doubled, over 8: 1 to 16
        self.assertAlmostEqual(rows["The second"]["first"]["mean"], 16 / 17, delta=0.03)
        self.assertAlmostEqual(rows["The second"]["total"]["mean"], 16 / 17, delta=0.03)
        self.assertAlmostEqual(rows["a"]["total"]["mean"], 1 / 17, delta=0.02)
        self.assertGreater(abs(rows["a"]["total"]["mean"] - 1 / 5), 0.1)  # what the ranges alone, 2 to 8, would give

    def test_without_ranges_the_evidence_of_uncertain_inputs_is_varied_between_its_95_per_cent_points(self):
        rows, _ = self.found()
        self.assertEqual(set(rows), {"a", "The second"})
        self.assertAlmostEqual(rows["a"]["at_low"]["mean"], 8 + 1 + 2 * 0.025)
        self.assertEqual(rows["a"]["high"], "2.95")


class Ends(SensitivityTest):
    def test_numbers_of_more_than_six_digits_are_run_as_asked_for(self):
        formula = FORMULA.replace('"= (a + 2 * b) * 1 day + 0 * c * 1 day"', '"= (c - 1000000) * 1 day"')
        self.write("formula.toml", formula.replace("is = 7", "is = 1000005"))
        for low, high in ((1000003, 1000008), (1000003.25, 1000003.75)):
            row = self.found("--vary", f"parameter.c.is={low}..{high}")[0]["c"]
            self.assertEqual((row["low"], row["high"]), (str(low), str(high)))
            self.assertAlmostEqual(row["at_low"]["mean"], low - 1000000)
            self.assertAlmostEqual(row["at_high"]["mean"], high - 1000000)
        rows, _ = self.found("--vary", "parameter.c.is=1000003.25..1000003.75", "--method", "morris", "--size", "5")
        self.assertAlmostEqual(rows["c"]["mu_star"]["mean"], 0.5, places=3)


    def test_that_only_whole_numbers_are_tried_between_whole_ends_is_said(self):
        for low, high, whole in (("1", "9", True), ("1.0", "9.0", False)):
            arguments = ["--vary", f"parameter.c.is={low}..{high}", "--method", "morris", "--size", "2"]
            self.assertEqual(self.found(*arguments)[0]["c"]["whole"], whole)
            text = self.expect(0, "sensitivity", "formula.toml", "--kpi", "took", *arguments).stdout
            self.assertEqual("9, whole numbers" in text, whole, text)
        self.assertFalse(self.found("--method", "morris", "--size", "2")[0]["a"]["whole"])


class Failures(SensitivityTest):
    def test_an_end_whose_replications_all_fail_leaves_the_others_their_antithetic_pairs_and_is_no_verdict(self):
        self.write("late.toml", '[scenario]\nbase = "clinic.toml"\n[parameter.spare]\nis = 0.5\n'
                   '[attribute.hours]\nis = { dist = "uniform", low = 4, high = 4.5 }\n'
                   '[step.visit]\ntakes = "= (hours + spare) * 1 hour"\n')
        arguments = ["sensitivity", "late.toml", "--kpi", "wait", "--set", "run.antithetic=true", "--vary", "parameter.spare.is=-5..0.0"]
        done = self.expect(3, *arguments, "--json")
        self.assertIn("point 1, replication 1: ", done.stderr)
        row = json.loads(done.stdout)["inputs"][0]
        self.assertIsNone(row["at_low"]["mean"])
        self.assertIsNone(row["change_low"]["mean"])
        self.assertLess(row["change_high"]["mean"], 0)
        self.assertIsNotNone(row["change_high"]["high"])
        text = " ".join(self.expect(3, *arguments).stdout.split())
        self.assertIn("On what it depends cannot be told: ", text)
        self.assertNotIn("depends most on spare", text)

    def test_values_with_which_the_scenario_cannot_run_are_refused_before_any_runs(self):
        self.write("broken.toml", FORMULA.replace("count  = 7", 'count  = "= c"'))
        for method in ("sobol", "morris"):
            done = self.expect(2, "sensitivity", "broken.toml", "--kpi", "took", "--method", method, "--size", "2",
                               "--vary", "parameter.c.is=7.25..7.5")
            self.assertIn("cannot run with parameter.c.is = 7.25: 'count' must be a whole number", done.stderr)
            self.assertNotIn("Nothing that was varied", done.stdout)

    def test_a_figure_that_nothing_changes_is_said_to_be_so(self):
        alone = ("--kpi", "took", "--vary", "parameter.c.is=1.0..9.0")
        for method in (["sobol", "--size", "8"], ["morris", "--size", "3"], ["tornado"], ["tornado", "--replications", "1"]):
            done = self.expect(0, "sensitivity", "formula.toml", *alone, "--method", *method)
            self.assertIn("Nothing that was varied changes the figure.", done.stdout)
            self.assertNotIn("depends most", done.stdout)
            # With an input that does change it, that is named, and the other is no reason to say so.
            done = self.expect(0, "sensitivity", "formula.toml", *alone, "--vary", "parameter.a.is=1.0..3.0", "--method", *method)
            self.assertNotIn("Nothing that was varied", done.stdout)

    def test_equal_ends_on_both_sides_of_another_figure_are_a_change(self):
        self.write("bent.toml", FORMULA.replace("(a + 2 * b) * 1 day + 0 * c * 1 day", "(1 + abs(c - 7)) * 1 day"))
        done = self.expect(0, "sensitivity", "bent.toml", "--kpi", "took", "--vary", "parameter.c.is=6.0..8.0")
        self.assertNotIn("Nothing that was varied", done.stdout)


class Outputs(SensitivityTest):
    def test_the_sentence_comes_first_and_the_page_has_a_picture(self):
        done = self.expect(0, "sensitivity", "formula.toml", "--kpi", "took", "--report", "page.html", *RANGES)
        self.assertIn("It depends most on b: from 2 to 6 it goes from 6.0 days to 14.0 days.", done.stdout)
        page = (self.folder / "page.html").read_text(encoding="utf-8")
        self.assertIn("<svg", page)
        self.assertIn("It depends most on b", page)

    def test_faults_are_told_all_at_once_with_the_nearest_name(self):
        done = self.expect_refusal("did you mean 'took'?", "sensitivity", "formula.toml", "--kpi", "tok", *RANGES)
        self.assertIn("1 fault", done.stderr)
        self.expect_refusal("did you mean", "sensitivity", "formula.toml", "--kpi", "took", "--vary", "parameter.aa.is=1..2")
        self.expect_refusal("does not go upwards", "sensitivity", "formula.toml", "--kpi", "took", "--vary", "parameter.a.is=3..2")
        for wrong in ("nan..2", "1..inf", "0x1..0x2", "a..b", "1 day..2 weeks"):
            self.expect_refusal("must be numbers in the same unit", "sensitivity", "formula.toml", "--kpi", "took", "--vary", "parameter.a.is=" + wrong)
        self.expect_refusal("expects PATH=LOW..HIGH", "sensitivity", "formula.toml", "--kpi", "took", "--vary", "parameter.a.is=3")
        self.expect_refusal("nothing is varied", "sensitivity", "clinic.toml", "--kpi", "wait")


if __name__ == "__main__":
    unittest.main()
