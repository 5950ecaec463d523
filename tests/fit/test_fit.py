"""fit: a known scenario is simulated, its event log is mined, and what is mined has the flows and waits of the log."""

import csv
import datetime
import os
import pathlib
import random
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(os.environ["CAREPATH_SOURCE_DIR"]) / "tests/cli"))
from program import ProgramTest  # noqa: E402

KNOWN = """[scenario]
title = "A small emergency department"
[run]
start        = 2026-04-06
length       = "52 weeks"
replications = 20
seed         = 11
[calendar.day]
open = ["Mon-Sun 08:00-20:00"]
[source.minor]
rate  = "140 per week"
hours = [0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.03, 0.04, 0.06, 0.07, 0.07, 0.06, 0.06, 0.06, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.04, 0.04, 0.03, 0.02]
first = "triage"
[source.major]
rate  = "70 per week"
hours = [0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.03, 0.04, 0.06, 0.07, 0.07, 0.06, 0.06, 0.06, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.04, 0.04, 0.03, 0.02]
first = "triage"
[attribute.kind]
values = ["minor", "major"]
[resource.nurse]
capacity = 1
[resource.doctor]
capacity            = [{ during = "day", is = 3 }, { is = 1 }]
when_capacity_falls = "finish"
[resource.consultant]
capacity = 1
[step.triage]
needs = "nurse"
takes = { dist = "gamma", mean = "12 min", sd = "6 min" }
next  = { by = "kind", minor = { treatment = 0.8, home = 0.2 }, major = "treatment" }
[step.treatment]
needs = "doctor"
takes = { by = "kind", minor = { dist = "lognormal", mean = "40 min", sd = "20 min" }, major = { dist = "lognormal", mean = "100 min", sd = "50 min" } }
next  = { by = "kind", minor = "home", major = { review = 0.5, home = 0.5 } }
[step.review]
needs = "consultant"
takes = { dist = "exponential", mean = "90 min" }
next  = "home"
[outcome]
home = "Home"
[kpi]
visits_triage    = { count = "triage.start", show = "per week" }
visits_treatment = { count = "treatment.start", show = "per week" }
visits_review    = { count = "review.start", show = "per week" }
wait_triage      = { time_in = "triage.wait", show = ["mean", "p95"] }
wait_treatment   = { time_in = "treatment.wait", show = ["mean", "p95"] }
wait_review      = { time_in = "review.wait", show = ["mean", "p95"] }
"""
for KIND in ("minor", "major"):
    KNOWN = KNOWN.replace(f"[source.{KIND}]\n", f'[source.{KIND}]\nset = {{ kind = "{KIND}" }}\n')
RESOURCES = {"triage": "nurse", "treatment": "doctor", "review": "consultant"}
STEPS = list(RESOURCES)


def log_rows(trace, resources=RESOURCES):
    """Rows of the event log from a trace: an activity from its arrival, start and end."""
    open_at = {}
    for row in csv.DictReader(trace):
        if row["step"] not in resources:
            continue
        key = (row["source"], row["number"], row["step"])
        stage = row["event"].rsplit(".", 1)[-1]
        if stage == "arrive":
            open_at[key] = [row["moment"], None]
        elif stage == "start":
            open_at[key][1] = row["moment"]
        elif stage == "finish":
            came, start = open_at.pop(key)
            yield [f"{key[0]}-{key[1]}", key[2], came, start, row["moment"], resources[key[2]], key[0]]


class Mined(ProgramTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cache = {}

    def setUp(self):
        super().setUp()
        self.write("known.toml", KNOWN)
        if "log" not in self.cache:
            self.expect(0, "run", "known.toml", "--replication", "1", "--trace", "-o", "known.h5", "--quiet")
            with open(self.folder / "known.trace.csv", newline="", encoding="utf-8") as trace:
                self.cache["log"] = list(log_rows(trace))
        self.write_log(self.cache["log"])

    def write_log(self, rows, header=("patient", "activity", "came", "start", "end", "resource", "kind")):
        with open(self.folder / "log.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])

    def fitted(self):
        return self.expect_json("fit", "log.csv", "-o", "fitted.toml", "--json")

    def figures(self, scenario, *more):
        kpis = self.expect_json("run", scenario, "--json", "--replications", "20", *more)["variants"][0]["kpis"]
        return {name: kpi["mean"] for name, kpi in kpis.items()}


class Reproduces(Mined):
    def test_flows_and_waits_are_those_of_the_scenario_that_made_the_log(self):
        self.fitted()
        known, fitted = self.figures("known.toml"), self.figures("fitted.toml")
        for step in STEPS:
            # The log has 2,000 visits of the rarest step: its own error is below 2.5%, three of them 7.5%.
            self.assertAlmostEqual(fitted["visits_" + step] / known["visits_" + step], 1, delta=0.075)
            # Waits follow the load, itself known to 2%: at loads up to 0.7 that moves them by up to 8%, and the
            # mean wait of one year in one replication varies by about 5%.
            self.assertAlmostEqual(fitted[f"wait_{step}.mean"] / known[f"wait_{step}.mean"], 1, delta=0.25)
        more = self.figures("fitted.toml", "--set", "resource.doctor.capacity=4")
        self.assertGreater(abs(more["wait_treatment.mean"] / known["wait_treatment.mean"] - 1), 0.25)

    def test_shifts_routes_and_durations_are_told_from_the_log(self):
        found = self.fitted()
        doctor = next(each for each in found["resources"] if each["name"] == "doctor")
        self.assertEqual(doctor["shifts"][0]["capacity"], 3)
        self.assertEqual(doctor["shifts"][0]["open"][0], "Mon-Sun 08:00-20:00")
        self.assertEqual(doctor["shifts"][-1]["capacity"], 1)
        steps = {step["activity"]: step for step in found["steps"]}
        self.assertEqual(steps["triage"]["route_by"], "kind")
        self.assertEqual(steps["treatment"]["takes_by"], "kind")
        self.assertEqual(steps["treatment"]["takes"][0]["described_by"], "lognormal")
        self.assertEqual(steps["triage"]["takes"][0]["described_by"], "gamma")
        self.assertEqual(steps["review"]["takes_by"], "")
        self.assertAlmostEqual(found["arrivals_per_week"], 210, delta=3 * (210 * 52) ** 0.5 / 52)

    def test_individuals_who_do_the_same_work_are_one_pool(self):
        rows = []
        free = {}
        for row in sorted(self.cache["log"], key=lambda row: row[3]):
            name = row[5]
            if name == "doctor":
                name = next(each for each in (f"Dr {n}" for n in range(1, 9)) if free.get(each, "") <= row[3])
                free[name] = row[4]
            rows.append([*row[:5], name, row[6]])
        self.write_log(rows)
        found = self.fitted()
        pools = {each["name"]: each for each in found["resources"]}
        self.assertIn("dr", pools)
        self.assertEqual(pools["dr"]["shifts"][0]["capacity"], 3)


CLINIC = """[scenario]
title = "A clinic on some days of the week"
[run]
start        = 2026-01-05
length       = "52 weeks"
replications = 20
seed         = 3
[source.referrals]
rate  = "8 per week"
first = "clinic"
CALENDARS
[resource.doctor]
capacity            = [CAPACITY, { is = 0 }]
when_capacity_falls = "finish"
[step.clinic]
needs = "doctor"
takes = "30 min"
next  = "seen"
[outcome]
seen = "Seen"
[kpi]
wait_clinic = { time_in = "clinic.wait", show = ["mean", "p95"] }
"""


class DaysOfTheWeek(Mined):
    """A clinic held on some days only is fitted as one, and people wait as long for it as they did."""

    def fit_clinic(self, rate='"8 per week"', **days):
        calendars = "\n".join(f'[calendar.{name}]\nopen = ["{open_}"]' for name, (open_, _) in days.items())
        capacity = ", ".join(f'{{ during = "{name}", is = {is_} }}' for name, (_, is_) in days.items())
        known = CLINIC.replace('"8 per week"', rate).replace("CALENDARS", calendars)
        self.write("known.toml", known.replace("CAPACITY", capacity))
        self.expect(0, "run", "known.toml", "--replication", "1", "--trace", "-o", "known.h5", "--quiet")
        with open(self.folder / "known.trace.csv", newline="", encoding="utf-8") as trace:
            self.write_log(list(log_rows(trace, {"clinic": "doctor"})))
        return self.fitted()

    def open_hours(self, found):
        return [(shift["capacity"], shift["open"]) for shift in found["resources"][0]["shifts"]]

    def check_waits(self):
        wait = {}
        for scenario in ("known.toml", "fitted.toml"):
            variant = self.expect_json("run", scenario, "--json", "--replications", "20")["variants"][0]
            wait[scenario] = variant["kpis"]["wait_clinic.mean"]
        known, fitted = wait["known.toml"], wait["fitted.toml"]
        # Limits are 2.09 standard errors of the mean of 20 years, and the log is one year.
        one_year = (known["high"] - known["low"]) / 2 / 2.09 * 20**0.5
        self.assertAlmostEqual(fitted["mean"], known["mean"], delta=3 * one_year)
        self.assertLess(3 * one_year, known["mean"])

    def test_a_weekly_clinic_is_held_once_a_week(self):
        found = self.fit_clinic(monday=("Mon 09:00-14:00", 1))
        self.assertEqual(self.open_hours(found)[0], (1, ["Mon 09:00-14:00"]))
        self.assertFalse([each for each in found["could_not_tell"] if "On which days" in each])
        self.check_waits()

    def test_days_with_different_numbers_of_staff_are_told_apart(self):
        found = self.fit_clinic(monday=("Mon 09:00-11:00", 2), later=("Thu-Fri 13:00-14:00", 1))
        self.assertEqual(self.open_hours(found)[:2], [(2, ["Mon 09:00-11:00"]), (1, ["Thu-Fri 13:00-14:00"])])
        self.check_waits()

    def by_day(self, rate, first, until):
        """Arrivals at a rate, spread evenly over some hours of the day."""
        shares = ", ".join(f"{1 / (until - first) if first <= hour < until else 0:.6g}" for hour in range(24))
        return f'"{rate}"\nhours = [{shares}]'

    def test_who_comes_after_the_last_hour_shows_that_it_was_the_last(self):
        found = self.fit_clinic(self.by_day("40 per week", 8, 18), day=("Mon-Fri 09:00-17:00", 2))
        self.assertEqual(self.open_hours(found)[0], (2, ["Mon-Fri 09:00-17:00"]))
        self.check_waits()

    def test_a_clinic_that_closes_at_half_past_is_not_said_to_work_on_other_days(self):
        pattern = "\npattern = { Mon = 0.2, Tue = 0.2, Wed = 0.2, Thu = 0.2, Fri = 0.2 }"
        found = self.fit_clinic(self.by_day("3 per week", 16, 17) + pattern, day=("Mon-Fri 09:00-16:20", 1))
        self.assertEqual(self.open_hours(found)[0], (1, ["Mon-Fri 09:00-17:00"]))
        self.assertFalse([each for each in found["could_not_tell"] if "On which days" in each])

    def clinics(self, every, count, patients):
        """Clinics every so many days, with people who have waited since before the first."""
        first, rows = datetime.datetime(2026, 2, 2, 9), []
        for at in range(count * patients):
            start = first + datetime.timedelta(days=every * (at // patients), minutes=30 * (at % patients))
            came = datetime.datetime(2026, 1, 5, 10) + datetime.timedelta(days=every / patients * at)
            rows.append([at, "clinic", came, start, start + datetime.timedelta(minutes=30), "doctor"])
        self.write_log(rows, ("patient", "activity", "came", "start", "end", "resource"))
        return self.fitted()

    def test_days_of_work_that_are_not_weekly_are_said(self):
        found = self.clinics(28, 4, 12)
        said = [each for each in found["could_not_tell"] if "On which days 'doctor' works" in each]
        self.assertEqual(len(said), 1)
        self.assertIn("the scenario has it work each Mon.", said[0])

    def test_whoever_is_at_work_once_is_there(self):
        found = self.clinics(7, 1, 3)
        self.assertEqual(found["resources"][0]["capacity"], 1)
        shifts = found["resources"][0].get("shifts", [])
        self.assertTrue(not shifts or any(shift["capacity"] == 1 for shift in shifts))
        self.expect(0, "run", "fitted.toml", "--replications", "2", "--quiet")
        seen = self.figures("fitted.toml")["visits_clinic"]
        self.assertGreater(seen, 0)


class Refuses(Mined):
    def test_what_a_log_cannot_tell_is_said(self):
        rows = [[*row[:2], *row[3:5]] for row in self.cache["log"]]
        self.write_log(rows, ("patient", "activity", "start", "end"))
        done = self.expect(0, "fit", "log.csv", "-o", "fitted.toml")
        self.assertIn("the log has no column 'came'", done.stdout)
        self.assertIn("the log has no column 'resource'", done.stdout)
        self.expect(0, "run", "fitted.toml", "--replications", "2", "--quiet")
        text = (self.folder / "fitted.toml").read_text(encoding="utf-8")
        self.assertIn("Not told by the log", text)

    def test_faults_of_the_log_are_told_all_at_once_with_their_lines(self):
        self.write("bad.csv", "patient,activity,start,end\n1,visit,2026-04-06 09:00,2026-04-06 08:00\n2,visit,noon,2026-04-06 10:00\n")
        done = self.expect_refusal("bad.csv:2", "fit", "bad.csv", "-o", "fitted.toml")
        self.assertIn("bad.csv:3", done.stderr)
        self.assertIn("2 faults", done.stderr)
        self.write("bad.csv", "patient,activty,start,end\n")
        self.expect_refusal("did you mean 'activty'?", "fit", "bad.csv", "-o", "fitted.toml")
        self.write("bad.csv", "patient,activity,start,end\n")
        self.expect_refusal("holds no activity", "fit", "bad.csv", "-o", "fitted.toml")

    def test_a_row_without_a_patient_or_an_activity_is_told(self):
        self.write("bad.csv", "patient,activity,start,end\n,visit,2026-04-06,2026-04-06\n2, ,2026-04-06,2026-04-06\n")
        done = self.expect_refusal("bad.csv:2:1: error: column 'patient' is empty", "fit", "bad.csv", "-o", "fitted.toml")
        self.assertIn("bad.csv:3:1: error: column 'activity' is empty", done.stderr)
        self.assertIn("2 faults", done.stderr)

    def test_what_is_no_ordinary_file_is_not_waited_for(self):
        os.mkfifo(self.folder / "pipe.csv")
        self.expect_refusal("not an ordinary file", "fit", "pipe.csv", "-o", "fitted.toml")

    def test_moments_that_are_no_days_of_our_time_are_told_before_anything_is_counted(self):
        for moment in ("1767225600000", "1e300", "-1e300"):
            self.write("bad.csv", f"patient,activity,start,end\n1,visit,{moment},{moment}\n")
            done = self.expect_refusal("is not in the years 1900 to 2200", "fit", "bad.csv", "-o", "fitted.toml")
            self.assertIn("bad.csv:2", done.stderr)
        self.write("bad.csv", "patient,activity,start,end\n1,visit,1926-04-06,1926-04-06\n2,visit,2126-04-06,2126-04-06\n")
        self.expect_refusal("the most is 36525, a hundred years", "fit", "bad.csv", "-o", "fitted.toml")


class Names(Mined):
    """Whatever the log calls things, the scenario is one that runs, with a step for each activity."""

    ACTIVITIES = ["Blood test", "blood_test", "Done", "Coming", "join", "\u691c\u67fb", "\u8a3a\u5bdf", "Before done"]

    def fit_and_run(self, rows, header):
        self.write_log(rows, header)
        found = self.fitted()
        self.expect(0, "run", "fitted.toml", "--replications", "2", "--quiet")
        return found, (self.folder / "fitted.toml").read_text(encoding="utf-8")

    def test_activities_of_like_names_are_steps_of_their_own(self):
        rows = []
        for day in range(40):
            for at, activity in enumerate(self.ACTIVITIES):
                start = f"2026-{4 + day // 28:02}-{1 + day % 28:02} {8 + at:02}:"
                rows.append([day, activity, f"{start}0{day % 7}", f"{start}{20 + day % 11}"])
        _, text = self.fit_and_run(rows, ("patient", "activity", "start", "end"))
        steps = [line for line in text.splitlines() if line.startswith("[step.")]
        self.assertEqual(len(steps), len(set(steps)))
        for activity in self.ACTIVITIES:
            self.assertEqual(text.count(f'title = "{activity}"\n'), 1)

    def test_categories_of_like_names_and_with_line_ends_stay_apart(self):
        kinds = ["High risk", "high_risk", "two\nlines", "\u7537", "\u5973", "by"]
        rows = []
        for patient in range(600):
            kind = patient % len(kinds)
            day, minutes = f"2026-{4 + patient // 280:02}-{1 + patient // 10 % 28:02} 09:", 2 + 8 * kind + patient // 10 % 4
            rows.append([patient, "Visit", f"{day}00", f"{day}{minutes:02}", kinds[kind]])
        found, text = self.fit_and_run(rows, ("patient", "activity", "start", "end", "kind"))
        self.assertEqual(found["steps"][0]["takes_by"], "kind")  # so that the categories are in a comment, too
        for own in ("high_risk", "high_risk_2", "two_lines"):
            self.assertIn(f'"{own}" = ', text)


class PartDays(Mined):
    def fit_arrivals(self, times):
        rows = [[at, "Visit", f"{time:%Y-%m-%d %H:%M:%S}", f"{time + datetime.timedelta(minutes=5):%Y-%m-%d %H:%M:%S}"]
                for at, time in enumerate(times)]
        self.write_log(rows, ("patient", "activity", "start", "end"))
        self.fitted()
        return (self.folder / "fitted.toml").read_text(encoding="utf-8")

    def per_week(self, text):
        return float(re.search(r'rate *= "([0-9.]+) per week"', text).group(1))

    def test_parts_of_days_at_either_end_count_as_such(self):
        first = datetime.datetime(2026, 1, 5, 18)
        text = self.fit_arrivals([first + datetime.timedelta(minutes=6 * at) for at in range(240)])
        self.assertAlmostEqual(self.per_week(text), 1680, delta=1)

    def test_a_last_day_cut_short_is_not_told_as_more_than_chance(self):
        luck, time, times = random.Random(5), datetime.datetime(2026, 1, 5), []
        while (time := time + datetime.timedelta(days=luck.expovariate(57))) < datetime.datetime(2026, 3, 15, 2):
            times.append(time)
        text = self.fit_arrivals(times)
        self.assertNotIn("more than chance", text)
        self.assertAlmostEqual(self.per_week(text), 7 * 57, delta=3 * 7 * (57 / 69) ** 0.5)

    def test_a_day_that_opens_late_is_a_whole_one(self):
        days = [datetime.datetime(2026, 1, 5) + datetime.timedelta(days=day) for day in range(28)]
        text = self.fit_arrivals([day + datetime.timedelta(hours=9 + hour, minutes=30) for day in days for hour in range(8)])
        self.assertAlmostEqual(self.per_week(text), 56, delta=0.5)


if __name__ == "__main__":
    unittest.main()
