"""choose: the better of clinics is found, with a probability, and the input worth knowing is named."""

import unittest

from program import ProgramTest

# Option "gamble" takes x days with x between 0 and 4; option "safe" always 2.1. Knowing x is worth something, y nothing.
GAMBLE = """[scenario]
title = "A new way of which little is known"
[run]
start        = 2026-04-06
length       = "10 weeks"
replications = 2
[parameter.x]
is        = 2
uncertain = { dist = "uniform", low = 0, high = 4 }
title     = "How long it takes"
[parameter.y]
is        = 2
uncertain = { dist = "uniform", low = 0, high = 4 }
[source.people]
count  = 7
per    = "1 week"
spread = "even"
first  = "visit"
[step.visit]
takes = "= x * 1 day + 0 * y * 1 day"
next  = "home"
[outcome]
home = "Home"
[kpi]
took = { title = "Time taken", time_in = "visit.work", show = "mean", unit = "days" }
"""
SAFE = """[scenario]
title = "The old way"
base  = "gamble.toml"
[step.visit]
takes = "= 2.1 days + 0 * (x + y) * 1 day"
"""


# A figure of a step that nobody goes to, unless another scenario sends them there.
NEVER = """[scenario]
base = "clinic.toml"
[source.others]
rate  = "0.0000001 per week"
first = "seldom"
[step.seldom]
takes = "1 hour"
next  = "treated"
[kpi]
seldom = { title = "Seldom", time_in = "seldom.work", show = "mean" }
"""


class Choosing(ProgramTest):
    def test_the_clinic_with_more_rooms_is_best_for_waits_by_either_method(self):
        for method in ("kn++", "ocba"):
            json = self.expect_json("choose", "clinic.toml", "more.toml", "--kpi", "wait", "--method", method, "--json")
            self.assertEqual(json["best"], "more")
            self.assertTrue(json["decided"])
            self.assertFalse(json["more_is_better"])
            probabilities = {option["name"]: option["probability"] for option in json["options"]}
            self.assertGreater(probabilities["more"], 0.95)
            self.assertAlmostEqual(sum(probabilities.values()), 1, places=9)

    def test_asked_for_the_longest_wait_it_picks_the_other(self):
        json = self.expect_json("choose", "clinic.toml", "more.toml", "--kpi", "wait", "--maximise", "--json")
        self.assertEqual(json["best"], "clinic")

    def test_options_that_are_alike_stay_undecided(self):
        self.write("same.toml", '[scenario]\nbase = "clinic.toml"\n[step.visit]\ndraw_as = "other"\n')
        done = self.expect(0, "choose", "clinic.toml", "same.toml", "--kpi", "wait", "--indifference", "1 min",
                           "--most-replications", "20")
        self.assertIn("Undecided", done.stdout)

    def test_a_tie_is_shared_and_told(self):
        self.write("titled.toml", '[scenario]\nbase = "clinic.toml"\ntitle = "The same under another name"\n')
        for method in ("kn++", "ocba"):
            arguments = ["choose", "clinic.toml", "titled.toml", "--kpi", "wait", "--method", method,
                         "--most-replications", "20"]
            text = self.expect(0, *arguments).stdout
            self.assertIn("No difference: 'Wait for the visit' of titled is the same as of clinic", text)
            self.assertIn("Undecided", text)
            self.assertNotIn("best with probability", text)
            json = self.expect_json(*arguments, "--json")
            self.assertFalse(json["decided"])
            self.assertEqual([option["probability"] for option in json["options"]], [0.5, 0.5])

    def test_the_sentence_names_the_best_with_its_probability(self):
        done = self.expect(0, "choose", "clinic.toml", "more.toml", "--kpi", "wait", "--report", "page.html")
        self.assertIn("more is best with probability over 0.99", done.stdout)
        self.assertIn("<svg", (self.folder / "page.html").read_text(encoding="utf-8"))

    def test_an_option_without_the_figure_is_refused_by_name(self):
        self.write("never.toml", NEVER)
        self.write("often.toml", '[scenario]\nbase = "never.toml"\n[source.others]\nrate = "9 per week"\n')
        for method in ("kn++", "ocba"):
            for files in (("never.toml", "often.toml"), ("often.toml", "never.toml")):
                self.expect_refusal("--kpi seldom: 'never' has this figure in none of 20 observations", "choose", *files, "--kpi",
                                    "seldom", "--method", method, "--most-replications", "20")

    def test_a_rare_figure_is_waited_for(self):
        self.write("never.toml", NEVER)
        for name, takes in (("rare", "1 hour"), ("slow", "3 hours")):
            self.write(name + ".toml", '[scenario]\nbase = "never.toml"\n[source.others]\nrate = "0.012 per week"\n'
                                       f'[step.seldom]\ntakes = "{takes}"\n')
        json = self.expect_json("choose", "slow.toml", "rare.toml", "--kpi", "seldom", "--json")
        self.assertEqual(json["best"], "rare")
        self.assertGreater(json["options"][0]["replications"], 10)

    def test_a_difference_in_another_unit_is_refused(self):
        self.expect_refusal("--indifference £5", "choose", "clinic.toml", "more.toml", "--kpi", "wait", "--indifference", "£5")
        self.expect_refusal("did you mean 'wait'?", "choose", "clinic.toml", "more.toml", "--kpi", "wail")


class Information(ProgramTest):
    def test_the_input_that_decides_is_the_one_to_measure(self):
        self.write("gamble.toml", GAMBLE)
        self.write("safe.toml", SAFE)
        json = self.expect_json("choose", "safe.toml", "gamble.toml", "--kpi", "took", "--indifference", "30 min",
                                "--most-replications", "400", "--json")
        worth = {row["name"]: row["worth"]["mean"] for row in json["inputs"]}
        # With x known: E min(x, 2.1) = 2.1 - 2.1^2 / 8 = 1.549; without: the better mean, 2. So x is worth 0.451.
        draws = min(option["replications"] for option in json["options"]) / 2
        error = 1.155 / draws ** 0.5
        self.assertAlmostEqual(worth["x"], 0.451, delta=3 * error)
        self.assertLess(worth["y"], 0.1)
        self.assertEqual(json["inputs"][0]["name"], "x")


if __name__ == "__main__":
    unittest.main()
