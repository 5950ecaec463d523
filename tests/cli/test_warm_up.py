"""carepath warm-up: how long a scenario that starts empty takes to settle, held against the exact mean of M/M/1."""

import unittest

from program import ProgramTest

# One server, 9 people a day, 10 a day served: 9 are there on average, and from empty it takes months to come to that.
QUEUE = """[scenario]
title = "One server"
[run]
start        = 2026-04-06
length       = "100 weeks"
replications = 60
[source.people]
rate  = "9 per day"
first = "visit"
[resource.server]
capacity = 1
[step.visit]
needs = "server"
takes = { dist = "exponential", mean = "0.1 days" }
next  = "seen"
[outcome]
seen = "Seen"
[kpi]
there = { number_in = ["visit.wait", "visit.work"], show = "mean" }
"""
THERE = 9.0  # 0.9 / (1 - 0.9)


class WarmUp(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("queue.toml", QUEUE)

    def found(self, *arguments):
        return self.expect_json("warm-up", *arguments, "--json", "--quiet")

    def test_what_is_left_out_brings_the_mean_nearer_the_truth(self):
        answer = self.found("queue.toml")
        queue = answer["scenarios"][0]
        self.assertTrue(answer["settles"])
        self.assertTrue(queue["starts_empty"])
        self.assertGreater(answer["days"], 5)
        self.assertLess(answer["days"], answer["length_days"] / 2)
        whole = sum(queue["people"]) / len(queue["people"])
        self.assertLess(abs(queue["level"] - THERE), abs(whole - THERE))
        self.assertEqual(answer["times"][0], 0)
        self.assertEqual(queue["people"][0], 0)

    def test_the_figures_of_a_run_with_that_warm_up_are_nearer_the_truth(self):
        days = self.found("queue.toml")["days"]

        def there(*settings):
            done = self.expect_json("run", "queue.toml", "--json", "--quiet", *settings)
            return done["variants"][0]["kpis"]["there"]["mean"]

        after = there("--set", f"run.warm_up={days} days", "--set", f"run.length={700 - days} days")
        self.assertLess(abs(after - THERE), abs(there() - THERE))

    def test_a_queue_that_grows_for_ever_does_not_settle(self):
        answer = self.found("queue.toml", "--set", "source.people.rate=11 per day")
        self.assertFalse(answer["settles"])
        self.assertIsNone(answer["days"])
        done = self.expect(0, "warm-up", "queue.toml", "--quiet", "--set", "source.people.rate=11 per day")
        self.assertIn("'queue' has not settled in the first half of 700 days", done.stdout)
        self.assertNotIn("warm_up = ", done.stdout)

    def test_scenarios_that_are_compared_get_the_longest_that_any_needs(self):
        slow = '[scenario]\ntitle = "Long stays"\nbase = "queue.toml"\n[resource.server]\ncapacity = 900\n' \
               '[step.visit]\ntakes = { dist = "exponential", mean = "60 days" }\n'
        self.write("slow.toml", slow)
        answer = self.found("queue.toml", "slow.toml", "--replications", "10")
        by_name = {scenario["name"]: scenario["days"] for scenario in answer["scenarios"]}
        self.assertLess(by_name["queue"], by_name["slow"])
        self.assertEqual(answer["days"], by_name["slow"])

    def test_the_present_warm_up_is_looked_at_too_and_does_not_matter(self):
        self.assertEqual(self.found("queue.toml")["days"],
                         self.found("queue.toml", "--set", "run.warm_up=70 days", "--set", "run.length=630 days")["days"])

    def test_what_is_set_for_a_scenario_by_name_is_as_what_is_set_for_all(self):
        for setting in ("run.warm_up=20 weeks", "run.length=80 weeks", "run.series=1 week"):
            few = ("--replications", "5", "--set")
            by_name = self.found("queue.toml", *few, "queue:" + setting)
            self.assertEqual(by_name, self.found("queue.toml", *few, setting))
            self.assertEqual(by_name["times"][:2], [0, 1])
        self.assertEqual(by_name["length_days"], 700)
        self.assertEqual(self.found("queue.toml", *few, "queue:run.length=80 weeks")["length_days"], 560)

    def test_the_page_and_the_text_say_what_to_write(self):
        done = self.expect(0, "warm-up", "queue.toml", "--quiet", "--report", "page.html")
        days = self.found("queue.toml")["days"]
        self.assertIn(f'warm_up = "{days:.0f} days"', done.stdout)
        page = (self.folder / "page.html").read_text(encoding="utf-8")
        self.assertIn("People in the model", page)
        self.assertIn(f"Leave out the first {days:.0f} days", page)

    def test_a_page_over_the_scenario_is_refused(self):
        done = self.expect(2, "warm-up", "queue.toml", "--report", "queue.toml")
        self.assertIn("queue.toml", done.stderr)
        self.assertEqual((self.folder / "queue.toml").read_text(encoding="utf-8"), QUEUE)


if __name__ == "__main__":
    unittest.main()
