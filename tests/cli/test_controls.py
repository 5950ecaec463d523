"""Control variates: exact means of the controls, adjusted figures that agree with theory and with numpy, and refusals."""

import math
import unittest

import h5py
import numpy

from program import ProgramTest
from test_precision import people_waiting

REPLICATIONS = 200
T_975 = 1.972

# Two servers, from empty: with controls a figure must come out right although the run is short.
QUEUE = """[scenario]
title = "Two servers"
[run]
start        = 2026-04-06
warm_up      = "10 days"
length       = "60 days"
replications = 200
control      = ["source.people", "resource.server"]
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
busy    = { resource = "server", level = "busy", show = "mean" }
"""

# What makes a mean harder to know: rates by the hour, batches, days that vary, work by kind, ways back, no warm-up.
CROWDED = """[scenario]
title = "A crowded clinic"
[run]
start        = 2026-04-06
length       = "8 weeks"
replications = 400
control      = ["source.referrals", "step.visit", "step.review"]
[source.referrals]
rate  = "30 per week"
batch = 2
daily_variation = 0.4
pattern = { Mon = 0.4, Wed = 0.3, Fri = 0.3 }
from  = "3 days"
until = "week 7"
first = "visit"
[attribute.kind]
choose = { new = 0.4, known = 0.6 }
[resource.room]
capacity = 1
[step.visit]
needs = { use = "room", wait = "10 days", else = { to = "gone", as = "gave_up" } }
takes = { by = "kind", new = { dist = "lognormal", mean = "3 hours", sd = "3 hours" }, known = { dist = "gamma", mean = "1 hour", sd = "1 hour" } }
next  = { review = 0.6, seen = 0.4 }
[step.review]
takes = { dist = "exponential", mean = "3 weeks" }
next  = { visit = 0.5, seen = 0.5 }
[outcome]
seen = "Seen"
gone = "Gone"
[kpi]
waiting = { number_in = "visit.wait", show = "mean" }
"""


# A source and a step of one name, to which people come back.
RETURNS = """[scenario]
title = "Return visits"
[run]
start        = 2026-04-06
length       = "5 weeks"
replications = 200
control      = ["source.clinic"]
[source.clinic]
rate  = "30 per week"
first = "clinic"
[step.clinic]
takes = { dist = "exponential", mean = "5 h" }
next  = { clinic = 0.3, home = 0.7 }
[outcome]
home = "Home"
[kpi]
came = { count = "clinic.arrive" }
"""


def regression(values, controls):
    """Mean at controls of 0, its limits' half width, and the variance saved, by numpy's least squares."""
    number = len(values)
    design = numpy.column_stack([numpy.ones(number), *controls])
    coefficients, left, rank, _ = numpy.linalg.lstsq(design, values, rcond=None)
    variance = left[0] / (number - rank) * numpy.linalg.inv(design.T @ design)[0, 0]
    return coefficients[0], math.sqrt(variance), 1 - variance / (numpy.var(values, ddof=1) / number)


class ControlTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("queue.toml", QUEUE)
        self.write("crowded.toml", CROWDED)

    def columns(self, file, *options):
        """Every figure in each replication of the first variant, by name."""
        self.expect(0, "run", file, "--quiet", "-o", "out.h5", *options)
        with h5py.File(self.folder / "out.h5") as results:
            return dict(zip(results["kpi/name"].asstr(), results["kpi/values"][0]))


class Means(ControlTest):
    def expect_exact(self, columns, wrong):
        """Controls have mean 0 within four standard errors; not so when the mean was taken for a little more."""
        controls = {name: column for name, column in columns.items() if name.startswith("control.")}
        self.assertEqual(len(controls), len(wrong))
        for name, column in controls.items():
            error = numpy.std(column, ddof=1) / math.sqrt(len(column))
            self.assertLess(abs(numpy.mean(column)), 4 * error, name)
            self.assertGreater(abs(numpy.mean(column) - wrong[name]), 4 * error, name)

    def test_arrivals_and_work_have_the_means_that_the_scenario_says(self):
        # 360 people and 72 days of work are expected, give or take 1.3 and 0.4 in the mean; 3% more is wrong.
        self.expect_exact(self.columns("queue.toml"), {"control.source.people": 0.03 * 360, "control.resource.server": 0.03 * 72})

    def test_also_where_the_window_cuts_work_and_people_give_up_and_come_back(self):
        # Some 300 arrivals, 19 days in the room, 1,000 days of review.
        self.expect_exact(self.columns("crowded.toml"),
                          {"control.source.referrals": 20, "control.step.visit": 1, "control.step.review": 200})


    def test_arrivals_of_a_source_are_its_own_where_its_step_has_its_name(self):
        # 150 come in five weeks, give or take 0.9 in the mean of 200; returns would add 64 and the others 143.
        for text in (RETURNS, RETURNS.replace("[outcome]", '[source.others]\nrate = "20 per week"\nfirst = "clinic"\n[outcome]')):
            self.write("returns.toml", text)
            self.expect_exact(self.columns("returns.toml"), {"control.source.clinic": 0.03 * 150})


class Adjusted(ControlTest):
    def rows(self, *arguments):
        return self.expect_json(*arguments, "--json", "--quiet")["controlled"]

    def test_the_adjusted_mean_is_that_of_theory_and_its_limits_are_narrower(self):
        found = {row["kpi"]: row for row in self.rows("run", "queue.toml")}
        waiting, busy = found["waiting"], found["busy"]
        for row, truth, wrong in ((waiting, people_waiting(2, 1.2), people_waiting(2, 1.25)), (busy, 1.2, 1.22)):
            error = (row["high"] - row["mean"]) / T_975
            self.assertLess(abs(row["mean"] - truth), 4 * error, row)
            self.assertGreater(abs(row["mean"] - wrong), 4 * error, row)
        # What keeps servers busy is the work that came: nearly nothing else is left.
        self.assertGreater(busy["variance_saved"], 0.8)
        self.assertGreater(waiting["variance_saved"], 0.3)
        print(f"controls save {waiting['variance_saved']:.0%} of the number waiting, {busy['variance_saved']:.0%} of servers busy")

    def test_numpy_finds_the_same_from_the_results_file(self):
        columns = self.columns("queue.toml")
        controls = [columns["control.source.people"], columns["control.resource.server"]]
        for row in self.rows("run", "queue.toml"):
            mean, error, saved = regression(columns[row["kpi"]], controls)
            self.assertEqual(row["controls"], 2)
            self.assertAlmostEqual(row["mean"], mean, places=9)
            self.assertAlmostEqual(row["high"] - row["mean"], 1.97208 * error, delta=1e-4 * error)
            self.assertAlmostEqual(row["variance_saved"], saved, places=9)

    def test_a_control_with_a_wrong_mean_gives_a_wrong_figure(self):
        columns = self.columns("queue.toml")
        truth = people_waiting(2, 1.2)
        right = [columns["control.source.people"], columns["control.resource.server"]]
        wrong = [right[0], right[1] - 0.05 * 72]  # as if a twentieth more work had been expected
        mean, error, _ = regression(columns["waiting"], right)
        self.assertLess(abs(mean - truth), 4 * error)
        mean, error, _ = regression(columns["waiting"], wrong)
        self.assertGreater(abs(mean - truth), 4 * error)

    def test_what_does_not_help_is_seen_not_to(self):
        self.write("useless.toml", QUEUE + '''
[source.others]
rate = "9 per day"
first = "elsewhere"
[step.elsewhere]
next = "seen"
[kpi.pass]
count = "elsewhere.arrive"
''')
        found = {row["kpi"]: row for row in self.rows("run", "useless.toml", "--replications", "12", "--set",
                                                      'run.control=["source.others"]')}
        self.assertLess(found["waiting"]["variance_saved"], 0.5)
        self.assertGreater(found["pass"]["variance_saved"], 0.99)

    def test_too_few_replications_are_told(self):
        done = self.expect(0, "run", "queue.toml", "--quiet", "--replications", "3")
        self.assertIn("too few replications for so many control variates", done.stdout)

    def test_differences_have_the_controls_of_both_and_the_same_counts_once(self):
        self.write("third.toml", '[scenario]\ntitle = "A third server"\nbase = "queue.toml"\n[resource.server]\ncapacity = 3\n')
        rows = [row for row in self.rows("compare", "queue.toml", "third.toml") if row.get("against")]
        self.assertEqual({row["against"] for row in rows}, {"queue"})
        for row in rows:  # arrivals are the same in both, and so counted once; who begins by the end is not quite
            self.assertIn(row["controls"], (2, 3))

    def test_a_gathered_sweep_has_them_too(self):
        self.write("sweep.toml", '[scenario]\nbase = "queue.toml"\n[sweep.grid]\n"resource.server.capacity" = [2, 3]\n')
        self.expect(0, "sweep", "sweep.toml", "-o", "out", "--quiet", "--replications", "20")
        gathered = self.rows("gather", "out", "-o", "gathered.h5")
        run = self.rows("run", "queue.toml", "--replications", "20")
        own = [{**row, "variant": "queue"} for row in gathered if row["variant"].endswith("=2") and "against" not in row]
        self.assertEqual(own, run)

    def test_without_controls_nothing_changes(self):
        plain = self.expect_json("run", "queue.toml", "--json", "--quiet", "--replications", "4", "--set", "run.control=[]")
        self.assertNotIn("controlled", plain)
        kpis = self.expect_json("run", "queue.toml", "--json", "--quiet", "--replications", "4")["variants"][0]["kpis"]
        self.assertEqual({name: kpi for name, kpi in kpis.items() if not name.startswith("control.")}, plain["variants"][0]["kpis"])


class Refusals(ControlTest):
    def refused(self, words, control, *changes):
        text = QUEUE.replace('["source.people", "resource.server"]', control)
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new)
        self.write("refused.toml", text)
        done = self.expect_refusal(words, "check", "refused.toml")
        self.assertIn("refused.toml:8:", done.stderr)

    def test_what_is_no_control(self):
        self.refused("'people' is no control", '"people"')
        self.refused("there is no source 'peeple'", '"source.peeple"')
        self.refused("is given twice", '["step.visit", "step.visit"]')

    def test_what_has_no_mean_that_is_known(self):
        rate = 'rate  = "6 per day"'
        self.refused("the expected number of arrivals of 'people' is not known exactly", '"source.people"',
                     (rate, 'every = { dist = "gamma", mean = "4 h", sd = "1 h" }'))
        self.refused("the expected number of arrivals of 'people' is not known exactly", '"source.people"',
                     (rate, rate + '\nbatch = { dist = "poisson", mean = 2 }'))
        self.refused("the work of step 'visit' is not drawn", '"step.visit"',
                     ('{ dist = "exponential", mean = "0.2 days" }', '"4 h"'))
        self.refused("draw with the same luck", '"step.visit"',
                     ('[outcome]', '[step.again]\ntakes = { dist = "exponential", mean = "1 day" }\ndraw_as = "visit"\nnext = "seen"\n[outcome]'),
                     ('next  = "seen"', 'next  = "again"'))


if __name__ == "__main__":
    unittest.main()
