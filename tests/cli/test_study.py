"""run and compare: what they print and write, and that standard output holds the result alone."""

import csv
import json
import resource
import subprocess
import unittest

import h5py

from program import CLINIC, MORE_ROOMS, PROGRAM, ProgramTest


class Run(ProgramTest):
    def test_json_stands_alone_on_standard_output(self):
        done = self.expect(0, "run", "clinic.toml", "--json", "-o", "out.h5")
        results = json.loads(done.stdout)
        self.assertEqual(results["format"], "carepath-results/1")
        self.assertEqual([variant["name"] for variant in results["variants"]], ["clinic"])
        self.assertEqual(results["variants"][0]["replications"], 4)
        self.assertIn("Wrote out.h5", done.stderr)

    def test_quiet_says_nothing_but_the_result(self):
        self.assertEqual(self.expect(0, "run", "clinic.toml", "--quiet", "-o", "out.h5").stderr, "")

    def test_the_number_of_threads_changes_no_byte(self):
        texts = {self.expect(0, "compare", "clinic.toml", "more.toml", "--json", "--threads", threads).stdout
                 for threads in ("1", "2", "3")}
        self.assertEqual(len(texts), 1)

    def test_another_seed_changes_the_result(self):
        first, second = (self.expect(0, "run", "clinic.toml", "--json", "--seed", seed).stdout for seed in "12")
        self.assertNotEqual(first, second)

    def test_results_hold_the_offered_load_that_check_tells(self):
        self.expect(0, "run", "clinic.toml", "-o", "out.h5")
        with h5py.File(self.folder / "out.h5") as file:
            load = file["resources/offered_load"][0]
        self.assertIn(f"{100 * load:.1f}%", self.expect(0, "check", "clinic.toml").stdout)

    def test_one_replication_alone_is_the_same_as_among_others(self):
        self.expect(0, "run", "clinic.toml", "-o", "all.h5")
        alone = self.expect_json("run", "clinic.toml", "--replication", "3", "--json")
        kpi = alone["variants"][0]["kpis"]["wait"]
        self.assertEqual(alone["variants"][0]["replications"], 1)
        self.assertIsNone(kpi["low"])
        with h5py.File(self.folder / "all.h5") as file:
            values = [value for item in [file] for value in all_numbers(item)]
        self.assertIn(kpi["mean"], values)

    def test_a_replication_alone_keeps_its_number_in_the_file_and_the_tables(self):
        self.expect(0, "run", "clinic.toml", "--replication", "3", "-o", "alone.h5", "--quiet")
        with h5py.File(self.folder / "alone.h5") as file:
            self.assertEqual(file.attrs["first_replication"], 2)
            for axis in ("kpi/replication", "by_name/replication"):
                self.assertEqual(list(file[axis]), [3])
        self.expect(0, "export", "alone.h5", "--csv", "tables")
        with open(self.folder / "tables/kpi_values.csv", encoding="utf-8", newline="") as file:
            self.assertEqual({row["replication"] for row in csv.DictReader(file)}, {"3"})

    def test_settings_reach_the_run_and_the_file(self):
        plain = self.expect_json("run", "clinic.toml", "--json")
        changed = self.expect_json("run", "clinic.toml", "--json", "--set", "resource.room.capacity=5",
                                   "--set", "run.replications=2", "-o", "out.h5")
        self.assertLess(wait(changed), wait(plain))
        self.assertEqual(changed["variants"][0]["replications"], 2)

    def test_variants_of_a_file_are_named_after_it(self):
        both = self.expect_json("run", "clinic.toml", "--json", "--variants")
        self.assertEqual([variant["name"] for variant in both["variants"]], ["clinic", "clinic.three"])
        one = self.expect_json("run", "clinic.toml", "--json", "--variant", "three")
        self.assertEqual([variant["name"] for variant in one["variants"]], ["clinic.three"])
        self.assertEqual(wait(one), both["variants"][1]["kpis"]["wait"]["mean"])
        self.expect_refusal("did you mean 'three'?", "run", "clinic.toml", "--variant", "tree")
        self.write("more.three.toml", MORE_ROOMS.replace("clinic.toml", "bare.toml"))
        self.write("bare.toml", CLINIC.split("[variant.three]")[0])
        self.expect_refusal("the scenario has no [variant.NAME] sections", "run", "more.three.toml", "--variant", "three")

    def test_a_setting_may_be_for_one_scenario_alone(self):
        both = self.expect_json("compare", "clinic.toml", "more.toml", "--json", "--set", "more:resource.room.capacity=2")
        waits = [variant["kpis"]["wait"]["mean"] for variant in both["variants"]]
        self.assertEqual(waits[0], waits[1], "with two rooms again, the redesign is today's clinic")
        self.expect_refusal("there is no scenario 'mor'", "compare", "clinic.toml", "more.toml",
                            "--set", "mor:resource.room.capacity=2")

    def test_a_setting_replaces_what_a_variant_says(self):
        both = self.expect_json("run", "clinic.toml", "--json", "--variants", "--set", "resource.room.capacity=2")
        waits = [variant["kpis"]["wait"]["mean"] for variant in both["variants"]]
        self.assertEqual(waits[0], waits[1], "both have the two rooms of the command line")
        own = self.expect_json("run", "clinic.toml", "--json", "--variants", "--set", "resource.room.capacity=2",
                               "--set", "clinic.three:resource.room.capacity=3")
        waits = [variant["kpis"]["wait"]["mean"] for variant in own["variants"]]
        self.assertLess(waits[1], waits[0], "a setting for one scenario alone comes after one for all")
        self.write("without.toml", CLINIC.replace('"resource.room.capacity" = 3', '"step.visit.needs" = []\n'
                                                  '"resource.room.drop" = true'))
        refused = self.expect_refusal("in 'without.three': there is no resource 'room'", "run", "without.toml",
                                      "--variants", "--set", "resource.room.capacity=2")
        self.assertIn("for one scenario alone: --set NAME:resource.room.capacity=2", refused.stderr)

    def test_what_one_scenario_lacks_can_be_set_in_the_other(self):
        self.write("places.toml", "[scenario]\nbase = \"clinic.toml\"\n[parameter.places]\nis = 3\n"
                   "[resource.room]\ncapacity = \"= places\"\n")
        refused = self.expect_refusal("in 'clinic': there is no parameter 'places'", "compare", "clinic.toml",
                                      "places.toml", "--set", "parameter.places.is=5")
        self.assertIn("for one scenario alone: --set NAME:parameter.places.is=5", refused.stderr)
        self.expect(0, "compare", "clinic.toml", "places.toml", "--set", "places:parameter.places.is=5")
        self.expect_refusal("go on to a field: parameter.places.is", "run", "places.toml", "--set",
                            "parameter.places=5")

    def test_a_seed_and_replications_of_a_later_scenario_are_said_not_to_be_used(self):
        self.assertEqual(self.expect(0, "check", "clinic.toml", "more.toml").stderr, "")
        self.write("own.toml", MORE_ROOMS.replace("[resource", "[run]\nseed = 2\nreplications = 6\n"
                                                  "replications_per_draw = 3\n[resource"))
        done = self.expect(0, "compare", "clinic.toml", "own.toml", "--json")
        self.assertIn("seed = 2 of 'own' is not used: all scenarios run with that of 'clinic', which is 1", done.stderr)
        self.assertIn("replications = 6 of 'own' is not used", done.stderr)
        self.assertNotIn("replications_per_draw", done.stderr, "nothing is drawn")
        own, more = done.stdout, self.expect(0, "compare", "clinic.toml", "more.toml", "--json").stdout
        self.assertEqual(json.loads(own)["variants"][1]["kpis"], json.loads(more)["variants"][1]["kpis"])
        said = self.expect(0, "compare", "clinic.toml", "own.toml", "--seed", "3", "--replications", "2").stderr
        self.assertNotIn("not used", said)
        self.write("drawn.toml", "[scenario]\nbase = \"own.toml\"\n[parameter.length]\nis = 1\n"
                                 "uncertain = { dist = \"uniform\", low = 0, high = 2 }\n"
                                 "[kpi]\nlength = { value = \"= length\" }\n")
        self.assertIn("replications_per_draw = 3 of 'drawn' is not used",
                      self.expect(0, "compare", "clinic.toml", "drawn.toml", "--json").stderr)

    def test_one_scenario_with_variants_can_be_compared_with_them(self):
        self.expect_refusal("with --variants", "compare", "clinic.toml")
        self.expect(0, "compare", "clinic.toml", "--variants")

    def test_a_shorter_run_leaves_out_later_census_dates(self):
        self.write("census.toml", "[scenario]\nbase = \"clinic.toml\"\n[run]\ncensus = [\"week 2\", \"week 8\"]\n")
        done = self.expect(0, "run", "census.toml", "--set", "run.length=4 weeks")
        self.assertIn("'week 8' lies beyond the shorter run, so it is left out", done.stderr)
        self.write("late.toml", "[scenario]\nbase = \"census.toml\"\n[run]\nlength = \"4 weeks\"\n")
        self.expect_refusal("'week 8' lies outside the run", "run", "late.toml")

    def test_people_of_a_file_who_come_after_the_run_are_told(self):
        self.write("people.csv", "day\n0\n3.5\n55.9\n56.1\n60\n")
        self.write("recorded.toml", CLINIC.replace('rate  = "60 per week"', 'file = "people.csv"\n'
                                                   'columns = { time = "day" }'))
        said = "2 of the 5 people of the file come after the end of the run and are left out"
        for command in ("check", "run"):
            self.assertIn(said, self.expect(0, command, "recorded.toml").stderr)
        whole = self.expect(0, "check", "recorded.toml", "--set", "run.length=9 weeks")
        self.assertNotIn("left out", whole.stderr)
        self.write("people.csv", "day\n57\n60\n")
        self.assertIn("all 2 people of the file come after the end", self.expect(0, "check", "recorded.toml").stderr)
        self.write("people.csv", "day\n")
        self.assertIn("there is nobody in the file 'people.csv'", self.expect(0, "check", "recorded.toml").stderr)

    def test_staff_without_a_setting_are_said_to_be_missed_by_the_left_shift(self):
        one = '[resource.nurse]\ncapacity = 1\nrole = "staff"\n'
        two = '[resource.aide]\ncapacity = 1\nrole = "staff"\n'
        needs = CLINIC.replace('needs = "room"', 'needs = ["room", "nurse", "aide"]')
        said = "'aide' has no setting, so its hours are not in the left shift"
        self.write("none.toml", needs + one + two)
        self.assertNotIn("left shift", self.expect(0, "check", "none.toml").stderr)
        self.write("some.toml", needs + one + 'setting = "acute"\n' + two)
        self.assertIn(said, self.expect(0, "check", "some.toml").stderr)
        self.write("all.toml", needs + one + 'setting = "acute"\n' + two + 'setting = "home"\n')
        self.assertNotIn("left shift", self.expect(0, "check", "all.toml").stderr)

    def test_the_event_log_stands_beside_the_output(self):
        self.expect(0, "compare", "clinic.toml", "more.toml", "--replications", "1", "-o", "out.h5", "--trace", "--quiet")
        with open(self.folder / "out.trace.csv", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual({row["variant"] for row in rows}, {"clinic", "more"})
        self.assertEqual({row["source"] for row in rows}, {"referrals"})
        arrivals = {variant: [(row["number"], row["days"]) for row in rows
                              if row["variant"] == variant and row["event"] == "arrive"] for variant in ("clinic", "more")}
        self.assertEqual(arrivals["clinic"], arrivals["more"], "the same people come in both")


    def test_work_that_is_ended_is_cut_short_and_waiting_is_given_up(self):
        drawn = '{ dist = "lognormal", mean = "4 hours", sd = "2 hours" }'
        one_room = CLINIC.replace(drawn, '"4 hours"').replace("capacity = 2", "capacity = 1")
        two_people = one_room.replace('rate  = "60 per week"', 'at = ["2026-04-06", "2026-04-06T00:30:00"]')
        self.write("ends.toml", two_people + '[risk.worse]\nwhile = "visit.work"\nafter = "1 hour"\nto = "advised"\n'
                   '[risk.leaves]\nwhile = "visit.wait"\nafter = "10 min"\nto = "advised"\n')
        self.expect(0, "run", "ends.toml", "--replications", "1", "-o", "out.h5", "--trace", "--follow", "2", "--quiet")
        with open(self.folder / "out.trace.csv", encoding="utf-8") as file:
            events = [(row["number"], row["event"]) for row in csv.DictReader(file) if row["event"] != "advised"]
        self.assertEqual(events, [("1", "enter"), ("1", "arrive"), ("1", "start"), ("2", "enter"), ("2", "arrive"),
                                  ("2", "gave up"), ("1", "cut short")])
        with h5py.File(self.folder / "out.h5") as file:
            until = list(file["journeys/until"])
        self.assertEqual([round(24 * 60 * time) for time in sorted(until)], [40, 60])

    def test_who_fails_to_come_has_not_given_up(self):
        two_come = CLINIC.replace('rate  = "60 per week"', 'at = ["2026-04-06", "2026-04-07"]')
        self.write("fails.toml", two_come.replace("[step.visit]\n", '[step.visit]\nfails = { missed = { chance = 1, '
                                                  'to = "advised" } }\n'))
        self.expect(0, "run", "fails.toml", "--replications", "1", "-o", "out.h5", "--trace", "--follow", "2", "--quiet")
        with open(self.folder / "out.trace.csv", encoding="utf-8") as file:
            events = [row["event"] for row in csv.DictReader(file)]
        self.assertEqual(events.count("failed"), 2)
        self.assertNotIn("gave up", events)

    def test_all_of_the_variance_is_saved_only_where_differences_do_not_vary(self):
        drawn = '{ dist = "lognormal", mean = "4 hours", sd = "2 hours" }'
        self.write("drawn.toml", CLINIC.replace(drawn, '"= hours * 1 hour"')
                   + '[attribute.hours]\nis = { dist = "lognormal", mean = 4, sd = 2 }\n'
                   + '[kpi.work]\ntime_in = "visit.work"\nshow = "mean"\n')
        self.write("little.toml", '[scenario]\nbase = "drawn.toml"\n[step.visit]\ntakes = "= hours * 1.01 hours"\n')
        text = self.expect(0, "compare", "drawn.toml", "little.toml", "--variance", "--quiet").stdout
        self.assertIn("over 99.9%, like over 1,000 times the runs", text)

    def test_followed_people_need_a_file_to_be_kept_in(self):
        self.expect_refusal("--follow keeps journeys in the results file: add -o", "run", "clinic.toml", "--follow", "3")

    def test_failed_replications_are_counted_and_told(self):
        self.write("fails.toml", "[scenario]\nbase = \"clinic.toml\"\n"
                   "[step.visit]\ntakes = { dist = \"normal\", mean = \"4 hours\", sd = \"90 min\" }\n")
        done = self.expect(3, "run", "fails.toml", "--json", "-o", "out.h5", "--quiet")
        variant = json.loads(done.stdout)["variants"][0]
        self.assertGreater(variant["failed"], 0)
        self.assertEqual(variant["failed"] + variant["replications"], 4)
        self.assertIn("failed", done.stderr)
        self.assertIn("negative", done.stderr)
        self.assertTrue((self.folder / "out.h5").exists())

    def test_people_who_go_round_at_one_instant_are_the_scenarios_fault_and_soon_told(self):
        self.write("loop.toml", "[scenario]\nbase = \"clinic.toml\"\n"
                   "[risk.again]\nwhile = [\"visit.work\"]\nafter = \"0 days\"\nto = \"visit\"\n")
        for command, status in (("run", 3), ("check", 2)):
            done = self.expect(status, command, "loop.toml")
            self.assertIn("step 'visit' leads back to itself", done.stderr)
            self.assertNotIn("report it", done.stderr)

    def test_people_who_come_without_end_at_one_instant_are_told(self):
        self.write("flood.toml", "[scenario]\nbase = \"clinic.toml\"\n"
                   "[source.flood]\nevery = \"0 days\"\nfirst = \"visit\"\n")
        self.assertIn("arrivals of 'flood' follow each other without end", self.expect(3, "run", "flood.toml").stderr)


class Outputs(ProgramTest):
    def test_a_place_that_cannot_be_written_is_refused_before_the_run(self):
        self.expect_refusal("there is no folder 'none'", "run", "clinic.toml", "-o", "none/out.h5")
        (self.folder / "made").mkdir()
        self.expect_refusal("this is a folder", "run", "clinic.toml", "-o", "made")
        self.expect_refusal("no plain file", "run", "clinic.toml", "-o", "/dev/null")
        self.expect_refusal("cannot write", "run", "clinic.toml", "-o", "/proc/out.h5", status=1)

    def test_no_scenario_is_overwritten(self):
        self.expect_refusal("is a scenario", "run", "clinic.toml", "-o", "./clinic.toml")
        self.expect_refusal("already another output", "compare", "clinic.toml", "more.toml", "-o", "x.h5", "--report", "x.h5")

    def test_no_command_writes_over_what_it_reads_or_over_another_of_its_outputs(self):
        self.write("kept", "as it was")
        (self.folder / "link").symlink_to("kept")
        (self.folder / "here").symlink_to(".")
        pilot = ["pilot", "clinic.toml", "kept", "--kpi", "wait"]
        for what, *arguments in [
                ("the event log", "fit", "kept", "-o", "kept"),
                ("the event log", "fit", "kept", "-o", "new.toml", "--report", "link"),
                ("another output", "fit", "kept", "-o", "new", "--report", "here/new"),
                ("a scenario", "choose", "clinic.toml", "kept", "--kpi", "wait", "--report", "./kept"),
                ("a scenario", "sensitivity", "kept", "--kpi", "wait", "--report", "kept"),
                ("a scenario", *pilot, "-o", "kept"),
                ("a scenario", *pilot, "--report", "link"),
                ("another output", *pilot, "-o", "new", "--report", str(self.folder / "new")),
                ("the results file", "metamodel", "kept", "--kpi", "wait", "--report", "kept"),
                ("the results file", "report", "kept", "-o", "link"),
                ("the bundle", "rerun", "kept", "-o", "kept"),
                ("a scenario", "bundle", "clinic.toml", "kept", "-o", "link"),
                ("another output", "compare", "clinic.toml", "more.toml", "-o", "new", "--report", "here/new")]:
            self.expect_refusal(what, *arguments)
            self.assertEqual((self.folder / "kept").read_text(), "as it was")

    def test_a_full_disk_is_told_and_the_old_file_stays(self):
        self.write("out.h5", "old")
        done = self.run_program("run", "clinic.toml", "-o", "out.h5", restore_signals=False,
                                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)))
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("cannot write 'out.h5'", done.stderr)
        self.assertEqual((self.folder / "out.h5").read_text(), "old")
        self.assertEqual(list(self.folder.glob("*.part")), [])

    def test_results_that_cannot_be_printed_are_a_fault(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([PROGRAM, "run", "clinic.toml", "--json"], cwd=self.folder, stdout=full,
                                  stderr=subprocess.PIPE, text=True, check=False, timeout=300)
        self.assertEqual(done.returncode, 1)

    def test_what_cannot_be_printed_is_written_all_the_same(self):
        self.expect(0, "bundle", "clinic.toml", "-o", "x.zip")
        pair = ["clinic.toml", "more.toml", "--kpi", "wait"]
        for outputs, *arguments in [
                (["-o", "run.h5"], "run", "clinic.toml"),
                (["-o", "again.h5"], "rerun", "x.zip"),
                (["--report", "choice.html"], "choose", *pair, "--most-replications", "20"),
                (["-o", "pilot.txt", "--report", "pilot.html"], "pilot", *pair, "--replications", "30"),
                (["-o", "plan.toml"], "solve", "clinic.toml", "--find", "resource.room.capacity=2..4",
                 "--such-that", "wait<=9 weeks")]:
            with open("/dev/full", "w", encoding="utf-8") as full:
                done = subprocess.run([PROGRAM, *arguments, *outputs], cwd=self.folder, stdout=full,
                                      stderr=subprocess.PIPE, text=True, check=False, timeout=300)
            self.assertEqual(done.returncode, 1, done.stderr)
            for name in outputs[1::2]:
                self.assertTrue((self.folder / name).exists(), name)



class Compare(ProgramTest):
    def test_names_used_twice_are_refused(self):
        (self.folder / "other").mkdir()
        self.write("other/clinic.toml", (self.folder / "clinic.toml").read_text())
        self.expect_refusal("'clinic'", "compare", "clinic.toml", "other/clinic.toml", "-o", "out.h5")
        self.expect_refusal("'clinic'", "compare", "clinic.toml", "clinic.toml")

    def test_the_table_names_every_variant_and_figure(self):
        text = self.expect(0, "compare", "clinic.toml", "more.toml").stdout
        for words in ["clinic", "more", "Wait for the visit", "Visits"]:
            self.assertIn(words, text)

    def test_differences_are_variant_minus_the_first(self):
        results = self.expect_json("compare", "clinic.toml", "more.toml", "--json")
        difference = results["differences"][0]
        self.assertEqual((difference["variant"], difference["against"]), ("more", "clinic"))
        first, second = (variant["kpis"]["wait"]["mean"] for variant in results["variants"])
        self.assertAlmostEqual(difference["kpis"]["wait"]["mean"], second - first, places=9)
        self.assertTrue(difference["kpis"]["wait"]["paired"])

    def test_tables_and_the_page_come_from_the_file(self):
        self.expect(0, "compare", "clinic.toml", "more.toml", "-o", "out.h5", "--report", "page.html", "--quiet")
        self.expect(0, "report", "out.h5", "-o", "again.html")
        self.assertEqual((self.folder / "page.html").read_text(), (self.folder / "again.html").read_text())
        self.expect(0, "export", "out.h5", "--csv", "tables")
        self.assertIn("wait", (self.folder / "tables/kpi.csv").read_text())

    def test_a_file_that_is_no_results_file_is_refused(self):
        self.expect_refusal("clinic.toml", "report", "clinic.toml", "-o", "page.html")
        self.expect_refusal("none.h5", "export", "none.h5", "--csv", "tables")


def wait(results):
    return results["variants"][0]["kpis"]["wait"]["mean"]


def all_numbers(item):
    if isinstance(item, h5py.Dataset):
        return item[()].ravel().tolist() if item.dtype.kind == "f" and item.shape else []
    return [number for child in item.values() for number in all_numbers(child)]


if __name__ == "__main__":
    unittest.main()
