"""Uncertain inputs: one draw for every variant, a spread that falls into inputs and chance, and ways to switch it off."""

import csv
import math
import unittest

import h5py

from program import ProgramTest

# The length of a stay is 10 days, give or take 2 of evidence; people differ by 3 days. 50 people a week for 20 weeks.
STAY = """[scenario]
title = "A stay of which the evidence is thin"
[run]
start        = 2026-04-06
length       = "20 weeks"
replications = 200
seed         = 3
[parameter.stay]
is        = "10 days"
uncertain = { dist = "normal", mean = "10 days", sd = "2 days", min = "1 day" }
source    = "[I] three small studies"
title     = "Length of stay"
[source.people]
count  = 50
per    = "1 week"
spread = "even"
first  = "ward"
[resource.bed]
capacity = "unlimited"
[step.ward]
needs = "bed"
takes = { dist = "gamma", mean = "= stay", sd = "3 days" }
next  = "home"
[outcome]
home = "Home"
[kpi]
stayed = { title = "Stay", time_in = "ward.work", show = "mean", unit = "days" }
"""
SHORTER = """[scenario]
title = "Two days shorter"
base  = "stay.toml"
[step.ward]
takes = { dist = "gamma", mean = "= stay - 2 days", sd = "3 days" }
"""
STUDIES = 200 // 2


class UncertainTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("stay.toml", STAY)
        self.write("shorter.toml", SHORTER)

    def spread(self, json, variant, against=None):
        return next(row for row in json["spread"] if row["variant"] == variant and row.get("against") == against)


class Draws(UncertainTest):
    def test_the_spread_falls_into_the_evidence_and_chance(self):
        json = self.expect_json("compare", "stay.toml", "shorter.toml", "--json")
        own = self.spread(json, "stay")
        # A standard deviation from 100 draws has a standard error of about 2 / sqrt(200).
        self.assertAlmostEqual(own["sd_inputs"], 2, delta=3 * 2 / math.sqrt(2 * STUDIES))
        # About 930 stays end within the run: 3 / sqrt(930) from one replication to the next.
        self.assertAlmostEqual(own["sd_chance"], 3 / math.sqrt(930), delta=0.03)
        self.assertGreater(own["share_inputs"]["low"], 0.9)

    def test_a_draw_is_the_same_in_every_variant_so_that_it_cancels_in_differences(self):
        json = self.expect_json("compare", "stay.toml", "shorter.toml", "--json")
        difference = self.spread(json, "shorter", "stay")
        self.assertLess(difference["sd_inputs"], 0.15)
        low_high = json["differences"][0]["kpis"]["stayed"]
        self.assertLess(low_high["high"] - low_high["low"], 0.1)
        self.assertAlmostEqual(low_high["mean"], -2, delta=0.1)

    def test_limits_are_over_draws_and_so_wider_than_those_of_chance(self):
        drawn = self.expect_json("run", "stay.toml", "--json")["variants"][0]["kpis"]["stayed"]
        fixed = self.expect_json("run", "stay.toml", "--json", "--best-estimates")["variants"][0]["kpis"]["stayed"]
        half = (drawn["high"] - drawn["low"]) / 2
        self.assertAlmostEqual(half, 1.984 * 2 / math.sqrt(STUDIES), delta=0.09)
        self.assertLess((fixed["high"] - fixed["low"]) / 2, half / 5)

    def test_one_variant_alone_has_its_own_evidence(self):
        fourteen = '{ dist = "normal", mean = "14 days", sd = "2 days", min = "1 day" }'
        own = {"known": ("is", "12 days", 'is = "12 days"'),
               "later": ("uncertain.mean", "14 days", f"uncertain = {fourteen}")}
        for name, (path, value, setting) in own.items():
            with self.subTest(name):
                self.write("with.toml", f'{STAY}[variant.{name}]\ntitle = "Own"\n"parameter.stay.{path}" = "{value}"\n')
                self.write("own.toml", f'[scenario]\ntitle = "Own"\nbase = "stay.toml"\n[parameter.stay]\n{setting}\n')
                chosen = self.expect_json("run", "with.toml", "--variant", name, "--json", "--replications", "20")
                alone = self.expect_json("run", "own.toml", "--json", "--replications", "20")
                self.assertEqual(chosen["variants"][0]["kpis"], alone["variants"][0]["kpis"])
                self.assertEqual(chosen.get("uncertain_inputs"), alone.get("uncertain_inputs"))
                self.assertEqual(bool(alone.get("uncertain_inputs")), name == "later")

    def test_threads_and_single_replications_change_nothing(self):
        one = self.expect(0, "run", "stay.toml", "--json", "--threads", "1", "--replications", "12").stdout
        four = self.expect(0, "run", "stay.toml", "--json", "--threads", "4", "--replications", "12").stdout
        self.assertEqual(one, four)
        self.expect(0, "run", "stay.toml", "-o", "all.h5", "--replications", "12")
        alone = self.expect_json("run", "stay.toml", "--json", "--replication", "7")["variants"][0]["kpis"]["stayed"]
        with h5py.File(self.folder / "all.h5") as file:
            self.assertEqual(file["kpi/values"][0, 0, 6], alone["mean"])

    def test_a_value_set_by_hand_is_no_longer_uncertain(self):
        json = self.expect_json("run", "stay.toml", "--json", "--set", "parameter.stay.is=10 days")
        self.assertNotIn("spread", json)
        fixed = self.expect_json("run", "stay.toml", "--json", "--best-estimates")
        self.assertEqual(json["variants"], fixed["variants"])


class Redesigned(UncertainTest):
    """A number that is set takes the place of the evidence beside the old one, however it is set."""

    NUMBER = "5 days"
    SPREAD = '{ dist = "normal", mean = "5 days", sd = "1 day", min = "1 day" }'

    def stays(self, *arguments):
        return self.expect_json(*arguments, "--json", "--replications", "20")

    def expect_settled(self, variant):
        """5 days, in every draw: about 930 stays of a standard deviation of 3 days in each of 20 replications."""
        self.assertAlmostEqual(variant["kpis"]["stayed"]["mean"], 5, delta=4 * 3 / math.sqrt(930 * 20))

    def expect_uncertain(self, json, variant):
        """The evidence that was given with the number is drawn from: its standard deviation is 1 day, not 2."""
        self.assertAlmostEqual(self.spread(json, variant)["sd_inputs"], 1, delta=3 / math.sqrt(2 * 10))

    def test_by_an_overlay(self):
        overlay = f'[scenario]\nbase = "stay.toml"\n[parameter.stay]\nis = "{self.NUMBER}"\n'
        self.write("redesign.toml", overlay)
        json = self.stays("compare", "stay.toml", "redesign.toml")
        self.expect_settled(json["variants"][1])
        self.assertLess(self.spread(json, "redesign")["sd_inputs"], 0.1)
        self.write("redesign.toml", overlay + f"uncertain = {self.SPREAD}\n")
        self.expect_uncertain(self.stays("run", "redesign.toml"), "redesign")

    def test_by_a_variant_in_any_order(self):
        number, spread = f'"parameter.stay.is" = "{self.NUMBER}"\n', f'"parameter.stay.uncertain" = {self.SPREAD}\n'
        self.write("stay.toml", STAY + "[variant.short]\n" + number)
        self.expect_settled(self.stays("run", "stay.toml", "--variants")["variants"][1])
        for lines in (number + spread, spread + number):
            self.write("stay.toml", STAY + "[variant.short]\n" + lines)
            self.expect_uncertain(self.stays("run", "stay.toml", "--variants"), "stay.short")

    def test_by_set_with_and_without_spaces(self):
        for setting in (f"parameter.stay.is={self.NUMBER}", f"parameter.stay.is = {self.NUMBER}"):
            json = self.stays("run", "stay.toml", "--set", setting)
            self.assertNotIn("spread", json)
            self.expect_settled(json["variants"][0])
            both = self.stays("run", "stay.toml", "--set", f"parameter.stay.uncertain={self.SPREAD}", "--set", setting)
            self.expect_uncertain(both, "stay")

    def test_a_part_of_the_evidence_set_beside_the_number_keeps_the_rest(self):
        json = self.stays("run", "stay.toml", "--set", "parameter.stay.is=10 days", "--set", "parameter.stay.uncertain.sd=1 day")
        self.expect_uncertain(json, "stay")

    def test_evidence_that_differs_between_variants_is_told_for_each(self):
        self.write("other.toml", f'[scenario]\ntitle = "Other"\nbase = "stay.toml"\n[parameter.stay]\nis = "{self.NUMBER}"\n'
                   f"uncertain = {self.SPREAD}\n")
        self.write("settled.toml", '[scenario]\ntitle = "Settled"\nbase = "stay.toml"\n[parameter.stay]\nis = "6 days"\n')
        done = self.expect(0, "compare", "stay.toml", "other.toml", "settled.toml", "--replications", "20", "-o", "out.h5")
        self.assertNotIn("the same in all variants", done.stdout)
        # Of a normal distribution 95% lies within 1.96 standard deviations: 10 ± 3.92 and 5 ± 1.96 days.
        for row in (r"stay +10 days +6\.08 days to 13\.92 days", r"other +5 days +3\.04 days to 6\.96 days",
                    r"settled +6 days +none: settled"):
            self.assertRegex(done.stdout, row)
        self.expect(0, "report", "out.h5", "-o", "out.html")
        page = (self.folder / "out.html").read_text(encoding="utf-8")
        for words in ("none: settled", "3.04 to 6.96 days", "6.08 to 13.92 days", "as high in the evidence"):
            self.assertIn(words, page)
        self.assertNotIn("the same in every pathway", page)
        with h5py.File(self.folder / "out.h5") as file:
            variants = [name.decode() for name in file["input_draws/variant"][:]]
            values = dict(zip(zip(variants, file["input_draws/draw"][:]), file["input_draws/value"][:]))
        self.assertEqual(set(variants), {"stay", "other"})
        for draw in range(1, 11):  # as high in both: the same number of standard deviations from the mean
            self.assertAlmostEqual((values["stay", draw] - 10) / 2, values["other", draw] - 5, places=6)

    def test_evidence_that_all_variants_share_is_told_once(self):
        text = self.expect(0, "compare", "stay.toml", "shorter.toml", "--replications", "20", "-o", "out.h5").stdout
        self.assertIn("every draw of it is the same in all variants", text)
        self.assertEqual(text.count("I] three small studies"), 1)
        self.expect(0, "report", "out.h5", "-o", "out.html")
        self.assertIn("the same in every pathway", (self.folder / "out.html").read_text(encoding="utf-8"))


class Outputs(UncertainTest):
    def test_the_file_holds_the_draws_and_they_are_of_the_distribution(self):
        self.expect(0, "run", "stay.toml", "-o", "out.h5")
        with h5py.File(self.folder / "out.h5") as file:
            values = file["input_draws/value"][:]
            self.assertEqual(file["uncertain_inputs/source"][0].decode(), "[I] three small studies")
        self.assertEqual(len(values), STUDIES)
        mean = sum(values) / len(values)
        self.assertAlmostEqual(mean, 10, delta=3 * 2 / math.sqrt(STUDIES))
        self.assertGreater(abs(mean - 11), 3 * 2 / math.sqrt(STUDIES))
        self.expect(0, "export", "out.h5", "--csv", "tables")
        with open(self.folder / "tables/spread_of_figures.csv", newline="", encoding="utf-8") as file:
            self.assertEqual([row["kpi"] for row in csv.DictReader(file)], ["stayed"])

    def test_the_table_and_the_page_say_what_is_uncertain_and_what_that_does(self):
        done = self.expect(0, "compare", "stay.toml", "shorter.toml", "--report", "page.html", "--replications", "20")
        for words in ("10 draws of the uncertain inputs", "Length of stay (stay)", "From inputs", "[I] three small studies"):
            self.assertIn(words, done.stdout)
        page = (self.folder / "page.html").read_text(encoding="utf-8")
        self.assertIn("What we do not know about the inputs", page)

    def test_what_is_no_distribution_or_in_another_unit_is_refused(self):
        self.write("wrong.toml", STAY.replace('{ dist = "normal", mean = "10 days", sd = "2 days", min = "1 day" }', '"9 days"'))
        self.expect_refusal("must be a distribution", "check", "wrong.toml")
        self.write("wrong.toml", STAY.replace('sd = "2 days"', "sd = 2"))
        self.expect_refusal("days", "check", "wrong.toml")

    def test_a_draw_that_cannot_run_fails_its_replications_and_no_others(self):
        self.write("bad.toml", STAY.replace('min = "1 day"', 'times = 1').replace('"2 days"', '"8 days"'))
        done = self.expect(3, "run", "bad.toml", "--replications", "40")
        self.assertIn("of the uncertain inputs", done.stderr)

    def test_journeys_are_of_the_first_replication_that_every_variant_completed(self):
        wide = 'uncertain = { dist = "normal", mean = "10 days", sd = "20 days" }'
        bad = STAY.replace('uncertain = { dist = "normal", mean = "10 days", sd = "2 days", min = "1 day" }', wide)
        self.write("bad.toml", bad.replace("seed         = 3", "seed         = 1"))
        self.expect(3, "run", "bad.toml", "--replications", "20", "--follow", "4", "-o", "bad.h5")
        with h5py.File(self.folder / "bad.h5") as file:
            kept = file["journey_people"].attrs["replication"]
            failed = [at for at, value in enumerate(file["kpi/values"][0, 0, :], 1) if math.isnan(value)]
        self.assertIn(1, failed)
        self.assertEqual(kept, min(set(range(1, 21)) - set(failed)))


if __name__ == "__main__":
    unittest.main()
