"""Antithetic pairs: right means, limits over pairs that hold the truth, less variance where luck moves a figure one way."""

import json
import math
import statistics
import unittest

import h5py

from program import ProgramTest
from test_precision import QUEUE, STUDIES, least_and_most, people_waiting

PAIRS = 100
T_975 = {9: 2.262157, 19: 2.093024, 99: 1.984217, 199: 1.971957}

# Of each of 50 people a week a number between 0 and 1, and how far it lies from the middle: the first luck moves one
# way, the second to and fro.
NUMBERS = """[scenario]
title = "A number for everybody"
[run]
start        = 2026-04-06
length       = "2 weeks"
replications = 20
[source.people]
count  = 50
per    = "1 week"
spread = "even"
first  = "look"
[attribute]
number   = { is = { dist = "uniform", low = 0, high = 1 } }
distance = { is = "= abs(number - 0.5)" }
[step.look]
next = "seen"
[outcome]
seen = "Seen"
[kpi]
number   = { attribute = "number", at = "look.arrive", show = "mean" }
distance = { attribute = "distance", at = "look.arrive", show = "mean" }
"""


def mean_and_error(values):
    return statistics.fmean(values), statistics.stdev(values) / math.sqrt(len(values))


def pair_means(values):
    return [(one + other) / 2 for one, other in zip(values[::2], values[1::2])]


def share_that_hold(observations, size, truth):
    """Of studies of so many observations each, those whose limits hold the truth."""
    held = 0
    for first in range(0, len(observations), size):
        mean, error = mean_and_error(observations[first:first + size])
        held += abs(mean - truth) <= T_975[size - 1] * error
    return held


class HalfPairs(ProgramTest):
    def test_half_a_pair_is_in_no_figure_and_told(self):
        self.write("fails.toml", '[scenario]\nbase = "clinic.toml"\n[run]\nlength = "2 weeks"\n'
                   '[step.visit]\ntakes = { dist = "normal", mean = "4 hours", sd = "82 min" }\n')
        done = self.expect(3, "run", "fails.toml", "--antithetic", "--replications", "40", "-o", "out.h5", "--quiet")
        with h5py.File(self.folder / "out.h5") as file:
            values, mean = file["kpi/values"][0, 0], file["kpi/mean"][0, 0]
        failed = [math.isnan(value) for value in values]
        self.assertTrue(0 < sum(failed) < 40)
        self.assertEqual(failed[0::2], failed[1::2], "pairs are there as a whole, or not at all")
        pairs = [(a + b) / 2 for a, b in zip(values[0::2], values[1::2]) if not math.isnan(a)]
        self.assertAlmostEqual(mean, statistics.mean(pairs))
        self.assertIn(f"They are {len(pairs)} antithetic pairs; mean and limits are over pairs.", done.stdout)
        self.assertIn(f"over {2 * len(pairs)} replications", done.stdout)
        self.assertIn("left out, because the other of its antithetic pair, replication", done.stderr)


class Words(ProgramTest):
    def test_one_replication_is_an_odd_number(self):
        self.expect_refusal("1 replication is an odd number", "run", "clinic.toml", "--antithetic", "--replications", "1")


class AntitheticTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("queue.toml", QUEUE)
        self.write("numbers.toml", NUMBERS)

    def values(self, file, kpi, *options):
        """The figure in every replication, from the results file."""
        self.expect(0, "run", file, "--quiet", "-o", "values.h5", *options)
        with h5py.File(self.folder / "values.h5") as results:
            names = list(results["kpi/name"].asstr())
            place = next(at for at, name in enumerate(names) if name.split(".")[0] == kpi)
            return results["kpi/values"][0, place, :].tolist()

    def estimate(self, file, kpi, *options):
        kpis = self.expect_json("run", file, "--quiet", "--json", *options)["variants"][0]["kpis"]
        return next(figure for name, figure in kpis.items() if name.split(".")[0] == kpi)


class Truth(AntitheticTest):
    def test_means_of_queues_are_those_of_theory(self):
        for servers, rate in ((1, 3), (2, 6)):
            found = self.estimate("queue.toml", "waiting", "--antithetic", "--replications", str(2 * PAIRS), "--set",
                                  f"resource.server.capacity={servers}", "--set", f"source.people.rate={rate} per day")
            error = (found["high"] - found["mean"]) / T_975[PAIRS - 1]
            self.assertLess(abs(found["mean"] - people_waiting(servers, rate * 0.2)), 4 * error)
            self.assertGreater(abs(found["mean"] - people_waiting(servers, rate * 0.22)), 4 * error)

    def test_limits_are_those_of_pair_means_and_the_file_holds_every_replication(self):
        values = self.values("queue.toml", "waiting", "--antithetic", "--replications", "20")
        found = self.estimate("queue.toml", "waiting", "--antithetic", "--replications", "20")
        self.assertEqual(len(values), 20)
        mean, error = mean_and_error(pair_means(values))
        self.assertAlmostEqual(found["mean"], mean, places=9)
        self.assertAlmostEqual(found["high"] - found["mean"], T_975[9] * error, places=5)
        with h5py.File(self.folder / "values.h5") as results:
            self.assertEqual(results.attrs["antithetic"], 1)

    def test_limits_hold_the_truth_as_often_as_they_say(self):
        values = self.values("queue.toml", "waiting", "--antithetic", "--replications", str(20 * STUDIES))
        least, most = least_and_most(0.95, STUDIES)
        held = share_that_hold(pair_means(values), 10, people_waiting(2, 1.2))
        # The mean of so few days is skewed: limits of ten observations hold it a little less often.
        self.assertTrue(least - 0.03 * STUDIES <= held <= most, f"{held} of {STUDIES}")
        wrong = share_that_hold(pair_means(values), 10, people_waiting(2, 1.3))
        self.assertLess(wrong, least - 0.03 * STUDIES)

    def test_limits_as_if_replications_were_independent_would_be_wrong(self):
        values = self.values("numbers.toml", "distance", "--antithetic", "--replications", str(20 * STUDIES))
        least, most = least_and_most(0.95, STUDIES)
        self.assertTrue(least <= share_that_hold(pair_means(values), 10, 0.25) <= most)
        self.assertLess(share_that_hold(values, 20, 0.25), least)


class Variance(AntitheticTest):
    def half(self, file, kpi, *options, pairs=PAIRS):
        found = self.estimate(file, kpi, "--replications", str(2 * pairs), *options)
        return found["high"] - found["mean"]

    def test_less_where_luck_moves_a_figure_one_way(self):
        pairs, plain = (self.half("queue.toml", "waiting", *more) for more in (["--antithetic"], []))
        saved = 1 - (pairs / T_975[PAIRS - 1]) ** 2 / (plain / T_975[2 * PAIRS - 1]) ** 2
        print(f"antithetic pairs save {saved:.0%} of the variance of the mean number waiting")
        self.assertGreater(saved, 0.1)

    def test_a_mean_that_is_linear_in_luck_is_exact(self):
        self.assertLess(self.half("numbers.toml", "number", "--antithetic"), 1e-9)
        self.assertGreater(self.half("numbers.toml", "number"), 1e-3)

    def test_more_where_luck_moves_it_to_and_fro_and_the_limits_say_so(self):
        many = 4 * PAIRS
        pairs, plain = (self.half("numbers.toml", "distance", *more, pairs=many) for more in (["--antithetic"], []))
        # Both of a pair have the same figure: half as many observations. A standard deviation of n has a relative error
        # of 1 / sqrt(2 n).
        self.assertAlmostEqual(pairs / plain, math.sqrt(2), delta=4 * math.sqrt(2) * math.sqrt(0.5 / many + 0.25 / many))


class SameLuck(AntitheticTest):
    def test_switched_off_nothing_changes_and_the_first_of_each_pair_is_the_plain_one(self):
        plain = self.values("queue.toml", "waiting", "--replications", "8")
        self.assertEqual(self.values("queue.toml", "waiting", "--replications", "8", "--set", "run.antithetic=false"), plain)
        pairs = self.values("queue.toml", "waiting", "--replications", "8", "--antithetic")
        self.assertEqual(pairs[::2], plain[::2])
        self.assertTrue(all(one != other for one, other in zip(pairs[1::2], plain[1::2])))
        self.assertNotIn("antithetic", self.expect(0, "run", "queue.toml", "--json", "--quiet").stdout)

    def test_threads_and_single_replications_change_nothing(self):
        run = ("compare", "clinic.toml", "more.toml", "--antithetic", "--json", "--quiet", "--replications", "12")
        one, two, four = (self.expect(0, *run, "--threads", number).stdout for number in "124")
        self.assertEqual(one, two)
        self.assertEqual(one, four)
        crowd = self.values("queue.toml", "waiting", "--antithetic", "--replications", "8")
        alone = self.values("queue.toml", "waiting", "--antithetic", "--replication", "6")
        self.assertEqual(alone, [crowd[5]])

    def test_a_sweep_gives_the_limits_of_a_run_however_it_is_shared(self):
        self.write("sweep.toml", '[scenario]\nbase = "clinic.toml"\n[sweep.grid]\n"resource.room.capacity" = [2, 3]\n')
        sweep = ("sweep", "sweep.toml", "--antithetic", "--replications", "24", "--quiet", "-o")
        self.expect(0, *sweep, "whole", "--threads", "2")
        for share in ("1/2", "2/2"):
            self.expect(0, *sweep, "shared", "--shard", share)
        self.expect(0, "gather", "shared", "-o", "shared.h5")
        points = self.expect_json("gather", "whole", "-o", "whole.h5", "--json")["variants"]
        self.assertEqual(*((self.folder / name).read_bytes() for name in ("whole.h5", "shared.h5")))
        run = self.expect_json("run", "clinic.toml", "--json", "--antithetic", "--replications", "24")["variants"][0]
        self.assertEqual(points[0]["kpis"], run["kpis"])
        plain = self.expect_json("run", "clinic.toml", "--json", "--replications", "24")["variants"][0]
        self.assertNotEqual(points[0]["kpis"], plain["kpis"])

    def test_a_pilot_has_sites_that_do_not_mirror_each_other(self):
        pilot = ("pilot", "clinic.toml", "more.toml", "--kpi", "wait", "--replications", "30", "--json", "--quiet")
        self.assertEqual(self.expect(0, *pilot, "--set", "run.antithetic=true").stdout, self.expect(0, *pilot).stdout)


class Refusals(AntitheticTest):
    def test_an_odd_number_is_a_fault(self):
        self.expect_refusal("5 replications are an odd number", "run", "clinic.toml", "--antithetic", "--replications", "5")
        for words in (["solve", "clinic.toml", "--find", "resource.room.capacity=2..3", "--such-that", "wait<=1 day"],
                      ["sensitivity", "clinic.toml", "--kpi", "wait", "--vary", "resource.room.capacity=2..3"],
                      ["sweep", "clinic.toml", "-o", "out"]):
            if words[0] == "sweep":
                self.write("clinic.toml", (self.folder / "clinic.toml").read_text() + "[sweep.grid]\n\"resource.room.capacity\" = [2, 3]\n")
            self.expect_refusal("an odd number", *words, "--set", "run.antithetic=true", "--replications", "7")
        self.write("odd.toml", '[scenario]\nbase = "clinic.toml"\n[run]\nantithetic = true\nreplications = 5\n')
        self.expect_refusal("replications = 5 is odd", "check", "odd.toml")
        for command in (["run", "odd.toml", "--quiet", "--replications", "6"], ["run", "odd.toml", "--quiet", "--replication", "3"],
                        ["sensitivity", "odd.toml", "--kpi", "wait", "--vary", "resource.room.capacity=2..3", "--quiet", "--replications", "6"]):
            self.expect(0, *command)  # the file's number is not asked for

    def test_draws_of_the_inputs_hold_whole_pairs(self):
        self.write("odd.toml", '[scenario]\nbase = "clinic.toml"\n[run]\nantithetic = true\nreplications_per_draw = 3\n')
        self.expect_refusal("of which both share a draw", "check", "odd.toml")

    def test_all_variants_have_pairs_or_none(self):
        self.write("pairs.toml", '[scenario]\nbase = "clinic.toml"\n[run]\nantithetic = true\n')
        self.expect_refusal("do not both have antithetic pairs", "compare", "clinic.toml", "pairs.toml")

    def test_precision_asks_for_whole_pairs(self):
        done = self.expect(0, "run", "queue.toml", "--antithetic", "--precision", "20%", "--most-replications", "41", "--json")
        self.assertEqual(json.loads(done.stdout)["variants"][0]["replications"] % 2, 0)


class Others(AntitheticTest):
    def test_every_experiment_takes_pairs(self):
        pairs = ("--set", "run.antithetic=true", "--json", "--quiet")
        for words in (["marginal", "clinic.toml", "--kpi", "wait"],
                      ["choose", "clinic.toml", "more.toml", "--kpi", "wait", "--most-replications", "20"],
                      ["sensitivity", "clinic.toml", "--kpi", "wait", "--vary", "resource.room.capacity=2..3"],
                      ["solve", "clinic.toml", "--find", "resource.room.capacity=2..4", "--such-that", "wait<=1 day"],
                      ["warm-up", "clinic.toml"]):
            self.expect(0, *words, *pairs)


if __name__ == "__main__":
    unittest.main()
