"""solve, marginal and the variance saved. Solve finds what an exhaustive sweep finds in a tenth of the runs, says so, and writes it down as a scenario."""

import json
import os
import unittest

from program import SOURCE, ProgramTest

# Trying every plan as surely as the search does takes minutes; by default the sweep covers the neighbourhood of the answer.
FULL = bool(os.environ.get("CAREPATH_FULL"))
SMOKE = bool(os.environ.get("CAREPATH_SMOKE"))  # builds with sanitizers, which are many times slower

VIRTUAL = """[scenario]
title = "A share at home, and nurses"
[run]
start = 2026-04-06
length = "26 weeks"
replications = 10
[parameter]
share = { is = 0.3 }
[source.people]
rate = "10 per week"
first = "ward"
[resource.nurse]
capacity = 2
[step.ward]
takes = "2 days"
next = { virtual = "= share", else = "home" }
[step.virtual]
needs = "nurse"
takes = "5 days"
next = "home"
[outcome.home]
[kpi]
wait = { time_in = "virtual.wait" }
seen = { count = "virtual.start", show = "per week" }
"""

WARD = """[scenario]
title = "A ward and a clinic"
[run]
start  = 2026-04-06
length = "26 weeks"
seed   = 3
[source.people]
rate  = "70 per week"
first = "clinic"
[resource.doctor]
capacity = 3
[resource.bed]
capacity = 20
[resource.list]
kind     = "diary"
sessions = "12 per week"
slots    = 4
[step.clinic]
needs = "doctor"
takes = "5 hours"
next  = { ward = 0.5, operation = 0.5 }
[step.ward]
needs = "bed"
takes = { dist = "exponential", mean = "4.1 days" }
next  = "home"
[step.operation]
needs = "list"
takes = "1 hour"
next  = "home"
[outcome]
home = "Home"
[kpi]
bed_wait = { time_in = "ward.wait", show = "mean" }
wait     = { time_in = "clinic.wait", show = "mean" }
operated = { time_in = "operation.wait", show = "mean" }
"""


class SolveTest(ProgramTest):
    """What tests of the search share."""

    def setUp(self):
        super().setUp()
        self.write("ward.toml", WARD)

    def solve(self, *arguments, status=0, file="ward.toml"):
        return json.loads(self.expect(status, "solve", file, "--json", "--quiet", *arguments).stdout)

    def mean_at(self, file, path, value, kpi, replications):
        done = self.expect_json("run", file, "--json", "--quiet", "--set", f"{path}={value}", "--replications", str(replications))
        return done["variants"][0]["kpis"][kpi]["mean"]

    def check_against_a_sweep(self, file, path, values, bound, kpi, meets):
        """The answer is the first of all values whose mean meets the bound, in a tenth of the runs at most."""
        answer = self.solve("--find", f"{path}={values[0]}..{values[-1]}", "--such-that", bound, file=file)
        found = int(answer["found"][path].split()[0])
        unit = answer["found"][path][len(str(found)):]
        self.assertLessEqual(10 * answer["runs"], answer["runs_of_a_sweep"])
        near = values if FULL else [value for value in values if abs(value - found) <= 2]
        most = answer["runs_of_a_sweep"] // len(values) if FULL else 40
        means = {value: self.mean_at(file, path, f"{value}{unit}", kpi, most) for value in near}
        self.assertEqual(min(value for value in near if meets(means[value])), found, means)
        return answer


class FaultyRanges(SolveTest):
    def test_a_range_with_values_that_cannot_run_is_refused_with_the_value_and_the_reason(self):
        bound = ["--such-that", "wait<=5 days"]
        for asked, value in (("resource.doctor.capacity=2..6..0.5", "2.5"), ("resource.doctor.capacity=2..3..0.5", "2.5"),
                             ("resource.doctor.capacity=-1..4", "-1"), ("resource.doctor.capacity=5..-1", "-1"),
                             ("step.clinic.next.ward=0.5..0.9..0.1", "0.6")):
            done = self.expect_refusal("cannot run with", "solve", "ward.toml", "--find", asked, *bound)
            self.assertIn(f"{asked.split('=')[0]} = {value}: ", done.stderr)


class TwiceSaid(SolveTest):
    def test_a_setting_of_what_is_looked_for_is_a_fault(self):
        self.expect_refusal("--find looks for the value of 'resource.doctor.capacity'", "solve", "ward.toml", "--find",
                            "resource.doctor.capacity=3..5", "--such-that", "wait<=5 days", "--set", "resource.doctor.capacity=4")


class Solve(SolveTest):
    @unittest.skipIf(SMOKE, "thousands of runs, judged in the builds that judge")
    def test_the_virtual_ward_places_are_those_an_exhaustive_sweep_finds_in_a_tenth_of_the_runs(self):
        file = str(SOURCE / "scenarios/virtual_ward/additionality-1.toml")
        answer = self.check_against_a_sweep(file, "parameter.places.is", list(range(20, 121)), "turned_away<=1 ",
                                            "turned_away", lambda mean: mean <= 1)
        self.assertEqual(answer["found"]["parameter.places.is"], "60")

    @unittest.skipIf(SMOKE, "thousands of runs, judged in the builds that judge")
    def test_the_theatre_lists_are_those_an_exhaustive_sweep_finds_in_a_tenth_of_the_runs(self):
        file = str(SOURCE / "scenarios/orthopaedics/current.toml")
        answer = self.check_against_a_sweep(file, "resource.theatre_list.sessions", list(range(4, 41)), "rtt18>=59%",
                                            "rtt18", lambda mean: mean >= 0.59)
        self.assertTrue(answer["found"]["resource.theatre_list.sessions"].endswith(" per week"), "the unit of the file stays")

    def test_the_plan_is_a_scenario_that_runs_and_gives_what_was_found(self):
        answer = self.solve("--find", "resource.bed.capacity=18..40", "--such-that", "bed_wait<=6 hours", "-o", "plan.toml")
        found = next(plan for plan in answer["tried"] if plan["plan"] == answer["found"])
        done = self.expect_json("run", "plan.toml", "--json", "--replications", str(found["replications"]))
        mean = done["variants"][0]["kpis"]["bed_wait"]["mean"]
        self.assertAlmostEqual(mean, found["targets"]["bed_wait<=6 hours"]["mean"], places=12)
        fewer = int(answer["found"]["resource.bed.capacity"]) - 1
        self.assertGreater(self.mean_at("ward.toml", "resource.bed.capacity", fewer, "bed_wait", 60), 0.25)

    def test_it_says_what_keeps_up_what_fresh_luck_gave_and_how_many_runs_it_saved(self):
        done = self.expect(0, "solve", "ward.toml", "--find", "resource.bed.capacity=10..60", "--such-that", "bed_wait<=6 hours")
        self.assertRegex(done.stdout, r"\Aresource.bed.capacity = \d+\nis the least of 51 plans that meets its target with 95%")
        self.assertRegex(done.stdout, r"With fresh luck \(--seed \d+, \d+ replications\) it meets it too:")
        self.assertIn("By the traffic equations resource.bed.capacity can keep up from 21.", done.stdout)  # 35 a week for 4.1 days
        self.assertRegex(done.stdout, r"of 51 plans tried in \d+ runs; a sweep of all")

    def test_no_plan_below_what_keeps_up_is_run(self):
        answer = self.solve("--find", "resource.bed.capacity=10..60", "--such-that", "bed_wait<=6 hours")
        self.assertGreaterEqual(min(int(tried["plan"]["resource.bed.capacity"]) for tried in answer["tried"]), 20)

    def test_the_cheapest_of_two_unknowns_is_that_of_trying_all(self):
        finds = ["--find", "resource.bed.capacity=20..29", "--find", "resource.doctor.capacity=2..6",
                 "--such-that", "bed_wait<=10 hours", "--such-that", "wait<=3 hours",
                 "--cost", "resource.bed.capacity=£100", "--cost", "resource.doctor.capacity=£250"]
        answer = self.solve(*finds)
        enough = [(100 * beds + 250 * doctors, beds, doctors) for beds in range(20, 30) for doctors in range(2, 7)
                  if self.meets_both(beds, doctors)]
        self.assertEqual(answer["found"], {"resource.bed.capacity": str(min(enough)[1]), "resource.doctor.capacity": str(min(enough)[2])})
        self.assertLess(len(answer["tried"]), 20)
        missed = self.solve(*finds, "--budget", f"£{min(enough)[0] - 1}", status=4)
        self.assertIsNone(missed["found"])

    def meets_both(self, beds, doctors):
        kpis = self.expect_json("run", "ward.toml", "--json", "--quiet", "--replications", "20", "--set",
                                f"resource.bed.capacity={beds}", "--set", f"resource.doctor.capacity={doctors}")["variants"][0]["kpis"]
        return kpis["bed_wait"]["mean"] <= 10 / 24 and kpis["wait"]["mean"] <= 0.125

    def test_the_front_falls_as_it_costs_more(self):
        answer = self.solve("--find", "resource.bed.capacity=20..40", "--such-that", "bed_wait<=1 day", "--cost",
                            "resource.bed.capacity=£100", "--front", "bed_wait")
        front = [(point["cost"], point["kpi"]["mean"]) for point in answer["front"]]
        self.assertGreater(len(front), 3)
        self.assertEqual(front, sorted(front))
        self.assertEqual([wait for _, wait in front], sorted((wait for _, wait in front), reverse=True))

    def test_the_front_keeps_its_way_where_the_least_plan_has_no_figure(self):
        self.write("virtual.toml", VIRTUAL)
        answer = self.expect_json("solve", "virtual.toml", "--json", "--quiet", "--find", "parameter.share.is=0..0.3..0.1",
                                  "--find", "resource.nurse.capacity=1..4", "--cost", "parameter.share.is=£1000", "--cost",
                                  "resource.nurse.capacity=£40", "--such-that", "seen>=1.5", "--front", "wait")
        waits = [point["kpi"]["mean"] for point in answer["front"]]  # with a share of 0 nobody ever waits
        self.assertGreater(len(waits), 0)
        self.assertEqual(waits, sorted(waits, reverse=True))

    def test_no_plan_on_the_front_costs_more_than_the_budget(self):
        answer = self.solve("--find", "resource.bed.capacity=20..40", "--such-that", "bed_wait<=1 day", "--cost",
                            "resource.bed.capacity=£100", "--budget", "£2650", "--front", "bed_wait")
        costs = [point["cost"] for point in answer["front"]]
        self.assertGreater(len(costs), 1)
        self.assertLessEqual(max(costs), 2650)

    def test_every_plan_tried_that_no_other_beats_is_on_the_front(self):
        answer = self.solve("--find", "resource.bed.capacity=20..40", "--such-that", "bed_wait<=1 day", "--cost",
                            "resource.bed.capacity=£100", "--front", "bed_wait")
        front = [(point["plan"], point["cost"], point["kpi"]["mean"]) for point in answer["front"]]
        self.assertIn(answer["found"], [plan for plan, _, _ in front])  # fewer beds make longer waits: nothing cheaper beats it
        for tried in answer["tried"]:
            wait = next(iter(tried["targets"].values()))["mean"]
            self.assertTrue(any(cost <= tried["cost"] and mean <= wait for _, cost, mean in front), tried["plan"])

    def test_a_number_in_a_list_keeps_the_unit_of_the_file(self):
        self.write("dated.toml", '[scenario]\nbase = "ward.toml"\ntitle = "Slower at first"\n'
                                 '[step.clinic]\ntakes = [{ until = "week 4", is = "6 hours" }, { is = "5 hours" }]\n')
        answer = self.solve("--find", "step.clinic.takes.2.is=5..2", "--such-that", "wait<=3 hours", file="dated.toml")
        self.assertIn(answer["found"]["step.clinic.takes.2.is"], [f"{hours} hours" for hours in (5, 4, 3, 2)])

    def test_a_range_may_fall_and_have_steps_and_units(self):
        answer = self.solve("--find", "step.clinic.takes=6..2..0.5", "--such-that", "wait<=2 hours")
        self.assertEqual(answer["found"]["step.clinic.takes"].split()[1], "hours")
        self.assertEqual(answer["plans"], 9)

    def test_what_cannot_be_met_ends_with_four_and_the_nearest_miss(self):
        done = self.expect(4, "solve", "ward.toml", "--find", "resource.bed.capacity=15..22", "--such-that", "bed_wait<=1 hour", "-o", "plan.toml")
        self.assertIn("No plan of 8 plans meets the target", done.stdout)
        self.assertIn("Nearest miss: resource.bed.capacity = 22: bed_wait<=1 hour is missed", done.stdout)
        self.assertFalse((self.folder / "plan.toml").exists())

    def test_a_range_of_one_value_asks_whether_that_one_meets_the_target(self):
        answer = self.solve("--find", "resource.bed.capacity=40..40", "--such-that", "bed_wait<=6 hours")
        self.assertEqual((answer["found"], answer["plans"]), ({"resource.bed.capacity": "40"}, 1))
        done = self.expect(4, "solve", "ward.toml", "--find", "resource.bed.capacity=15..15", "--such-that", "bed_wait<=6 hours")
        self.assertIn("The only plan does not meet the target", done.stdout)

    def test_the_answer_is_repeated_until_its_targets_are_precise(self):
        ask = ("--find", "resource.bed.capacity=18..40", "--such-that", "bed_wait<=6 hours")
        plain, precise = self.solve(*ask), self.solve(*ask, "--precision", "10%")
        self.assertEqual((precise["found"], precise["tried"]), (plain["found"], plain["tried"]))
        self.assertGreater(precise["confirmed"][-1]["replications"], plain["confirmed"][-1]["replications"])
        wait = next(iter(precise["confirmed"][-1]["targets"].values()))
        self.assertLessEqual((wait["high"] - wait["low"]) / 2, 0.1 * wait["mean"])
        rough = self.expect(0, "solve", "ward.toml", *ask, "--precision", "0.1%", "--most-replications", "40")
        self.assertIn("Precision of 0.1% was not reached with 40 replications", rough.stderr)

    def test_the_event_log_is_that_of_the_plan(self):
        self.expect(0, "solve", "ward.toml", "--find", "resource.bed.capacity=36..40", "--such-that", "bed_wait<=1 day",
                    "-o", "plan.toml", "--trace")
        log = (self.folder / "plan.trace.csv").read_text(encoding="utf-8")
        self.assertGreater(log.count("\n"), 1000)
        self.expect(0, "run", "plan.toml", "--replications", "1", "--trace", "-o", "again.h5")
        self.assertEqual((self.folder / "again.trace.csv").read_text(encoding="utf-8"), log)

    def test_the_answer_is_the_same_for_any_threads(self):
        texts = {self.expect(0, "solve", "ward.toml", "--json", "--find", "resource.bed.capacity=18..40", "--such-that",
                             "bed_wait<=6 hours", "--threads", threads).stdout for threads in ("1", "3")}
        self.assertEqual(len(texts), 1)

    def test_slips_are_told_with_what_to_write(self):
        def refused(words, find="resource.bed.capacity=10..20", target="bed_wait<=1 day", *more):
            self.expect_refusal(words, "solve", "ward.toml", "--find", find, "--such-that", target, *more)
        refused("did you mean 'bed'", "resource.bad.capacity=1..2")
        refused("a range is FIRST..LAST", "resource.bed.capacity=10")
        refused("a range is FIRST..LAST", "resource.bed.capacity=10..")
        refused("no plain number to vary", "step.ward.takes=1..3")
        refused("steps of 5 go beyond 12, so that 10 is the only value", "resource.bed.capacity=10..12..5")
        refused("steps of 0 lead nowhere", "resource.bed.capacity=10..12..0")
        refused("are in different units", "step.clinic.takes=2 weeks..3 days")
        refused("are in different units", "step.clinic.takes=2 days..6 days..1 hour")
        refused("there is no KPI 'bed_weit'", target="bed_weit<=1 day")
        refused("is given in days", target="bed_wait<=3")
        refused("a target is KPI<=VALUE", target="bed_wait")
        refused("no --find has the path", "resource.bed.capacity=10..20", "bed_wait<=1 day", "--cost", "resource.bad.capacity=1")
        refused("say what a unit of each costs", "resource.bed.capacity=10..20", "bed_wait<=1 day", "--find", "resource.doctor.capacity=1..4")
        refused("is a scenario", "resource.bed.capacity=10..20", "bed_wait<=1 day", "-o", "ward.toml")
        both = ("--find", "resource.doctor.capacity=1..4", "--cost", "resource.bed.capacity=£1", "--cost")
        refused("--cost resource.bed.capacity=£2: another --cost has the path 'resource.bed.capacity' already",
                "resource.bed.capacity=10..20", "bed_wait<=1 day", *both, "resource.bed.capacity=£2")
        refused("such as --cost resource.doctor.capacity=", "resource.bed.capacity=10..20", "bed_wait<=1 day", *both, "resource.bed.capacity=£2")
        refused("--cost resource.doctor.capacity=£3: another --cost", "resource.bed.capacity=10..20", "bed_wait<=1 day", *both,
                "resource.doctor.capacity=£2", "--cost", "resource.doctor.capacity=£3")
        refused("--find resource.bed.capacity=5..8: another --find has the path 'resource.bed.capacity' already",
                "resource.bed.capacity=10..20", "bed_wait<=1 day", "--find", "resource.bed.capacity=5..8")
        more = [part for path in ("step.clinic.takes", "step.operation.takes", "resource.doctor.capacity")
                for part in ("--find", f"{path}=1..65536")]
        refused("more than 100000 plans", "resource.bed.capacity=1..65536", "bed_wait<=1 day",
                *more, *(part for path in more[1::2] for part in ("--cost", path.split("=")[0] + "=1")), "--cost", "resource.bed.capacity=1")
        self.expect_refusal("--find is missing", "solve", "ward.toml", "--such-that", "bed_wait<=1 day")
        self.expect_refusal("--such-that is missing", "solve", "ward.toml", "--find", "resource.bed.capacity=10..20")


class Ranges(SolveTest):
    """A unit is said once, wherever; a pound stands before its number, and a week is of the unit of weeks."""

    def tried(self, values):
        answer = json.loads(self.run_program("solve", "ward.toml", "--json", "--quiet", "--find", values, "--such-that",
                                             "bed_wait<=100 days").stdout)
        return {value for plan in answer["tried"] for value in plan["plan"].values()}

    def test_pounds_are_found_like_other_units(self):
        pay = '[parameter.pay]\nis = "£200"\n[cost]\nstays = { at = ["ward.start"], amount = "= pay" }\n'
        self.write("ward.toml", WARD + pay)
        for values in ("£100..£300..50", "£100..300..50", "100..300..£50", "100..300..50"):
            self.assertLessEqual(self.tried(f"parameter.pay.is={values}"), {f"£{each}" for each in range(100, 301, 50)})

    def test_a_unit_in_one_and_in_many_is_the_same(self):
        self.assertLessEqual(self.tried("step.clinic.takes=1 hour..4 hours"), {f"{each} hours" for each in range(1, 5)})


class Marginal(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("ward.toml", WARD)

    def test_one_more_is_what_a_comparison_with_one_more_gives(self):
        self.write("more-beds.toml", '[scenario]\nbase = "ward.toml"\n[resource.bed]\ncapacity = 21\n')
        arguments = ["--json", "--quiet", "--replications", "10"]
        compared = self.expect_json("compare", "ward.toml", "more-beds.toml", *arguments)["differences"][0]["kpis"]["bed_wait"]
        marginal = self.expect_json("marginal", "ward.toml", "--kpi", "bed_wait", *arguments)
        bed = next(row for row in marginal["one_more"] if row["resource"] == "bed")
        for side in ("mean", "low", "high"):
            self.assertAlmostEqual(bed["kpis"]["bed_wait"][side], compared[side], places=12)
        self.assertEqual(marginal["one_more"][0]["resource"], "bed", "the most comes first")
        self.assertGreater(bed["kpis"]["bed_wait"]["variance_saved"], 0)

    def test_a_session_more_a_week_has_the_slots_of_the_others(self):
        marginal = self.expect_json("marginal", "ward.toml", "--kpi", "operated", "--kpi", "wait", "--json", "--quiet", "--replications", "10")
        rows = {row["resource"]: row for row in marginal["one_more"]}
        self.assertEqual(rows["list"]["unit"], "session a week of 4 slots")
        self.assertLess(rows["list"]["kpis"]["operated"]["high"], 0)
        self.assertEqual(rows["bed"]["kpis"]["operated"]["mean"], 0, "beds do nothing for those who are operated on")

    def test_what_is_worked_out_from_a_capacity_has_the_unit_more(self):
        self.write("priced.toml", '[scenario]\nbase = "clinic.toml"\n[cost.rooms]\nat = "visit.end"\n'
                                  'amount = "= £10 * resource.room.capacity"\n'
                                  '[kpi]\npaid = { title = "Paid", cost = "rooms" }\n'
                                  'rooms = { title = "Rooms", value = "resource.room.capacity * 2" }\n')
        self.write("one-more.toml", '[scenario]\nbase = "priced.toml"\n[resource.room]\ncapacity = 3\n')
        compared = self.expect_json("compare", "priced.toml", "one-more.toml", "--json", "--quiet")["differences"][0]["kpis"]
        marginal = self.expect_json("marginal", "priced.toml", "--kpi", "rooms", "--kpi", "paid", "--json", "--quiet")
        room = marginal["one_more"][0]["kpis"]
        self.assertEqual(room["rooms"]["mean"], 2)
        self.assertGreater(room["paid"]["low"], 0)
        self.assertAlmostEqual(room["paid"]["mean"], compared["paid"]["mean"])
        self.assertEqual(marginal["unseen"], [])

    def test_it_is_said_where_the_unit_more_cannot_be_seen(self):
        self.write("priced.toml", '[scenario]\nbase = "clinic.toml"\n[parameter.rooms]\nis = 2\n[resource.room]\n'
                                  'capacity = "= rooms"\n[kpi]\n'
                                  'rooms = { title = "Rooms", value = "resource.room.capacity * 2" }\n')
        done = self.expect(0, "marginal", "priced.toml", "--kpi", "rooms", "--quiet")
        self.assertIn("Without the one more: whatever is worked out from resource.room.capacity", done.stdout)
        plain = self.expect(0, "marginal", "clinic.toml", "--kpi", "wait", "--set", 'resource.room.capacity="= 1 + 1"')
        self.assertNotIn("Without the one more", plain.stdout)

    def test_what_has_no_bound_is_left_out_by_name(self):
        done = self.expect(0, "marginal", "ward.toml", "--set", 'resource.doctor.capacity="unlimited"', "--replications", "3")
        self.assertIn("Left out, without bound, used up, or never there: doctor", done.stdout)
        self.expect_refusal("there is no KPI 'bed_weit'; did you mean 'bed_wait'?", "marginal", "ward.toml", "--kpi", "bed_weit")


class VarianceSaved(ProgramTest):
    def test_it_is_one_less_the_variance_of_differences_over_that_of_both_apart(self):
        """Limits are a fixed multiple of the standard error, so their squared widths are in proportion to variances."""
        results = self.expect_json("compare", "clinic.toml", "more.toml", "--json", "--variance", "--replications", "20")
        width = lambda kpi: (kpi["high"] - kpi["low"]) ** 2
        for name, kpi in results["differences"][0]["kpis"].items():
            apart = sum(width(variant["kpis"][name]) for variant in results["variants"])
            self.assertAlmostEqual(kpi["variance_saved"], 1 - width(kpi) / apart, places=9)
        self.assertNotIn("variance_saved", self.expect(0, "compare", "clinic.toml", "more.toml", "--json").stdout)
        table = self.expect(0, "compare", "clinic.toml", "more.toml", "--variance").stdout
        self.assertRegex(table, r"saved by the same patients[\s\S]*Wait for the visit +\d+.\d%, like \d+.\d times the runs")


if __name__ == "__main__":
    unittest.main()
