"""check and explain: what they tell of a scenario before it runs."""

import json
import unittest

from program import CLINIC, ProgramTest, SOURCE


class Check(ProgramTest):
    def test_who_goes_while_held_back_is_not_said_to_be_at_the_next_step(self):
        self.write("held.toml", """[scenario]
title = "Held back"
[run]
start = 2026-04-06
length = "60 days"
[source.people]
rate = "1 per day"
first = "ward"
[resource.place]
capacity = 0
[resource.bed]
capacity = 50
[step.ward]
needs = "bed"
takes = "1 day"
release = "moved"
next = "rehab"
[step.rehab]
needs = "place"
next = "home"
[risk.dies]
while = "ward"
after = "5 days"
to = "died"
[outcome]
home = "Home"
died = "Died"
""")
        text = self.expect(0, "check", "held.toml").stdout
        self.assertRegex(text, r"'place'.* leave before starting at 'rehab' \('dies'\) and go to 'died'")

    def test_a_sound_scenario_is_ok_and_its_loads_are_printed(self):
        text = self.expect(0, "check", "clinic.toml", "more.toml").stdout
        self.assertIn("clinic.toml: OK\n", text)
        self.assertIn("more.toml: OK\n", text)
        self.assertRegex(text, r"room .*71\.\d%")  # 60 a week of 4 hours each: 10 rooms' days a week, of 14
        self.assertNotIn("warning", text)

    def test_overload_is_a_warning(self):
        text = self.expect(0, "check", "clinic.toml", "--set", "resource.room.capacity=1").stdout
        self.assertIn("cannot keep up", text)
        close = self.expect(0, "check", "clinic.toml", "--set", "source.referrals.rate=81 per week").stdout
        self.assertIn("close to its limit", close)

    def test_where_nobody_waits_no_queue_is_said_to_grow(self):
        # The one who is let in stays beyond the end of the run, which is more than is offered until then.
        self.write("full.toml", CLINIC.replace('needs = "room"', 'needs = { use = "room", wait = "0 h", else = "away" }')
                   .replace('advised = "Advised"', 'advised = "Advised"\naway = "Turned away"')
                   .replace("capacity = 2", "capacity = [{ until = \"day 50\", is = 0 }, { is = 1 }]")
                   .replace('{ dist = "lognormal", mean = "4 hours", sd = "2 hours" }', '"20 days"'))
        text = self.expect(0, "check", "full.toml").stdout
        self.assertRegex(text, r"'room' has less than is wanted: its load is .*, so about \d+ a week are turned away")
        self.assertNotIn("queue grows", text)

    def test_what_a_scenario_says_of_itself_is_explained(self):
        about = 'version = "1.2"\nauthors = ["A", "B"]\ndeclarations = ["A holds shares"]\npopulation = 2000\n[run]'
        self.write("about.toml", CLINIC.replace("[run]", about, 1))
        text = self.expect(0, "explain", "about.toml").stdout
        for line in ("About this model", "  Version: 1.2", "  Authors: A; B",
                     "  Declarations of interest: A holds shares", "  Population: 2000"):
            self.assertIn(line + "\n", text)
        self.assertNotIn("About", self.expect(0, "explain", "clinic.toml").stdout)

    def test_a_fault_is_not_ok(self):
        self.write("bad.toml", "[scenario]\ntitle = \"Bad\"\n")
        done = self.expect(2, "check", "bad.toml", "clinic.toml")
        self.assertNotIn("bad.toml: OK", done.stdout)
        self.assertIn("clinic.toml: OK", done.stdout)
        findings = json.loads(self.expect(2, "check", "bad.toml", "clinic.toml", "--json").stdout)
        self.assertEqual([file["ok"] for file in findings["files"]], [False, True])


class Explain(ProgramTest):
    def test_a_scenario_is_told_in_words(self):
        text = self.expect(0, "explain", "clinic.toml").stdout
        for words in ["How long do people wait?", "60 per week come", "Needs room.",
                      "Takes lognormal (mean 4 hours, sd 2 hours).", "Then 70% Treated or 30% Advised."]:
            self.assertIn(words, text)

    def test_dates_failures_and_clocks_are_told_in_words(self):
        self.write("people.csv", "day\n0\n3\n")
        self.write("booked.toml", """[scenario]
title = "Booked"
[run]
start = 2026-04-06
length = "60 days"
[source.listed]
file = "people.csv"
columns = { time = "day" }
first = "clinic"
[resource.dates]
kind = "diary"
every = "1 day"
assign = "on_arrival"
notice = "2 days"
horizon = "6 weeks"
[step.clinic]
needs = "dates"
fails = { dna = { chance = 0.1, to = "clinic" }, early = { chance = 0.1, to = "clinic", notice = "1 day" } }
next = "done"
[outcome]
done = "Done"
[clock.rtt]
kind = "rtt"
starts = "listed.arrive"
stops = [{ at = "done", as = "treated" }]
nullified = [{ at = "clinic.dna", restart = "on_rebooking" }, "clinic.early"]
""")
        text = " ".join(self.expect(0, "explain", "booked.toml").stdout.split())
        for words in ["listed: read from people.csv (columns: time day); first to clinic.",
                      "dates: a diary with a session every 1 day, a date given on joining",
                      "as 'early' (chance 10%, known 1 day before), which leads to clinic",
                      "a date given on joining, at least 2 days ahead, at most 6 weeks ahead.",
                      "stops at done (treated); nullified at clinic.dna (starts again on rebooking), clinic.early; "
                      "counted in whole days by the RTT rules."]:
            self.assertIn(words, text)

    def test_what_makes_more_or_fewer_come_or_fit_is_told(self):
        self.write("full.toml", """[scenario]
title = "Full"
[run]
start = 2026-04-06
length = "70 days"
[parameter.share]
is = 0.3
uncertain = { dist = "beta", mean = 0.3, sd = 0.1 }
[attribute.kind]
choose = { a = 0.25, b = 0.75 }
[source.s]
rate = "10 per week"
daily_variation = 0.4
batch = 2
season = { Apr = 2.0 }
from = "10 days"
first = "x"
[resource.r]
capacity = 2
turnaround = "45 min"
group = 3
least = 2
[resource.n]
capacity = 2
escalation = { units = 4, open_when = "queue(n) > 5", notice = "1 day" }
when_capacity_falls = "pause"
[resource.d]
kind = "diary"
sessions = "5 per week"
slots = 4
working_weeks = "42/52"
cancelled = 0.3
least = 2
overrun = 1
order = ["lowest kind", "earliest queue_date"]
[resource.v]
kind = "stock"
capacity = 100
delivery = { amount = 40, every = "7 days" }
[defaults.step]
setting = "acute"
[step.x]
needs = ["r", "2 v"]
takes = "1 h"
next = "y"
[step.y]
needs = { use = "d", amount = 2, leave_free = 1 }
takes = { dist = "exponential", mean = "= share * 1 day" }
next = "z"
[step.z]
needs = "n"
takes = "1 h"
next = "out"
[outcome.out]
[cost.c]
at = "x.start"
amount = [{ until = 2026-05-01, is = "£100" }, { is = "£110" }]
[clock.k]
starts = ["s.arrive"]
stops = [{ at = "y.start" }]
""")
        text = " ".join(self.expect(0, "explain", "full.toml").stdout.split())
        for words in ["s: 10 per week come, each a batch of 2 people, from 10 days (times by month: Apr 2), days varying with "
                      "a coefficient of variation of 0.4; first to x.",
                      "kind: choose 25% a or 75% b.", "Steps that do not say otherwise: Setting: acute.", "Needs r, then 2 v.",
                      "Needs 2 d (leaving 1 free).",
                      "r: 2, each for up to 3 people who begin together, beginning when 2 are there, each free "
                      "again 45 min after it is given back.",
                      "n: 2; 4 more, opened when queue(n) > 5, closed when that no longer holds, 1 day after it is "
                      "decided; when capacity falls, work in hand pauses until it rises again.",
                      "d: a diary with sessions 5 per week of 4 slots, in 42/52 of weeks, each session cancelled with "
                      "chance 0.3, the last of a session running over by up to 1 slots, not held with fewer than 2 people, "
                      "served in the order of lowest kind, then earliest queue_date.",
                      "v: a stock of 100; 40 delivered every 7 days.", "k: starts at s.arrive; stops at y.start.",
                      "c: at x.start; amount £100 until 2026-05-01, otherwise £110.",
                      "share: 0.3, uncertain: beta (mean 0.3, sd 0.1)"]:
            self.assertIn(words, text)

    def test_the_examples_of_escalation_and_active_monitoring_tell_of_them(self):
        for name, words in (("escalation", "2 more, opened when"),
                            ("rtt_clock", "stopped for active monitoring from ")):
            text = " ".join(self.expect(0, "explain", str(SOURCE / f"scenarios/examples/{name}.toml")).stdout.split())
            self.assertIn(words, text)

    def test_a_redesign_is_told_by_what_it_changes(self):
        words = "Resource 'room', capacity: 3 instead of 2."
        self.assertIn(words, self.expect(0, "explain", "more.toml").stdout)
        self.assertNotIn(words, self.expect(0, "explain", "clinic.toml").stdout)
        self.assertIn("capacity: 2 instead of 3", self.expect(0, "explain", "clinic.toml", "--against", "more.toml").stdout)

    def test_what_a_redesign_adds_is_told_in_the_same_words(self):
        self.write("summer.toml", '''[scenario]
title = "Summer"
base = "clinic.toml"
[source.referrals]
season = { Jun = 1.5, Dec = 0.5 }
[source.visitors]
rate = "2 per week"
batch = 3
season = { Jul = 2 }
first = "visit"
[clock.whole]
starts = "visitors.arrive"
stops = ["treated", "advised"]
''')
        text = " ".join(self.expect(0, "explain", "summer.toml", "--against", "clinic.toml").stdout.split())
        for words in ["Source 'referrals', season: now Jun 1.5, Dec 0.5.",
                      "New source 'visitors': 2 per week come, each a batch of 3 people (times by month: Jul 2); first to Visit.",
                      "New clock 'whole': starts at visitors.arrive; stops at treated, advised."]:
            self.assertIn(words, text)

    def test_every_base_and_parameter_is_told(self):
        text = self.expect(0, "explain", str(SOURCE / "scenarios/cataract/all.toml")).stdout
        for words in ["Bases, each laid over those before", "direct.toml (Direct referral only)",
                      "one-stop.toml (One-stop assessment only)", "  dna: 0.08 [I]"]:
            self.assertIn(words, text)
        self.assertNotIn("Bases, each", self.expect(0, "explain", "more.toml").stdout)

    def test_a_need_that_nobody_reaches_is_said_in_words(self):
        late = CLINIC.replace('rate  = "60 per week"', 'at = ["week 20"]').replace(
            'length       = "8 weeks"', 'length       = "4 weeks"') + '[need.visit]\npatients = "visit.start"\n'
        self.write("late.toml", late)
        self.write("two.toml", '[scenario]\ntitle = "Three"\nbase = "late.toml"\n[resource.room]\ncapacity = 3\n')
        text = self.expect(0, "compare", "late.toml", "two.toml").stdout
        self.assertIn("nobody reaches it in 'late' or here", text)
        self.assertNotIn("nan", text)

    def test_the_program_is_listed_with_names(self):
        text = self.expect(0, "explain", "clinic.toml", "--program").stdout
        for words in [r"seize +1 room", r"delay +draw\(mean 0\.166667", r"leave +treated", r"arrive +visit"]:
            self.assertRegex(text, words)


if __name__ == "__main__":
    unittest.main()
