"""sweep and gather: points, shards, shares, damage, kills; the gathered file is the same however it came about."""

import csv
import json
import os
import random
import signal
import subprocess
import time
import unittest

import h5py

from program import PROGRAM, ProgramTest

SWEEP = """[scenario]
base = "clinic.toml"
[sweep]
grid = { "resource.room.capacity" = [2, 3, 4], "source.referrals.rate" = ["50 per week", "60 per week"] }
"""
KILLS = int(os.environ.get("CAREPATH_KILLS", "5"))


def written_by(shard, version=None):
    """The version of the program that wrote a shard; with `version`, written as if by that one, its checksum right."""
    first, body = shard.read_text(encoding="utf-8").split("\n", 1)
    content = json.loads(body)
    found = content["version"]
    if version is not None:
        body = body.replace(json.dumps({"version": found})[1:-1].replace(": ", ":"), f'"version":"{version}"')
        total = 0xCBF29CE484222325  # FNV-1a of the body
        for byte in body.encode():
            total = (total ^ byte) * 0x100000001B3 % 2**64
        shard.write_text(f"{first.split()[0]} {total:016x}\n{body}", encoding="utf-8")
    return found


class SweepTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("sweep.toml", SWEEP)

    def sweep(self, folder, *more, status=0):
        return self.expect(status, "sweep", "sweep.toml", "-o", folder, "--replications", "12", *more)

    def gathered(self, *folders):
        self.expect(0, "gather", *folders, "-o", "gathered.h5")
        return (self.folder / "gathered.h5").read_bytes()

    def shards(self, folder):
        return sorted((self.folder / folder).glob("*.shard"))


class Points(SweepTest):
    def test_a_setting_of_what_varies_is_a_fault(self):
        self.expect_refusal("[sweep] varies 'resource.room.capacity'", "sweep", "sweep.toml", "-o", "out", "--set",
                            "resource.room.capacity=4")

    def test_the_period_of_the_run_cannot_vary(self):
        for path, values in (("run.warm_up", '["1 week", "2 weeks"]'), ("run.length", '["9 weeks", "8 weeks"]')):
            self.write("sweep.toml", f'[scenario]\nbase = "clinic.toml"\n[sweep.grid]\n"{path}" = {values}\n')
            self.expect_refusal(f"'{path}' cannot vary: every point runs over the same period", "sweep", "sweep.toml", "-o", "out")

    def test_a_point_gives_what_a_run_with_the_same_settings_gives(self):
        self.sweep("out")
        points = self.expect_json("gather", "out", "-o", "out.h5", "--json")["variants"]
        self.assertEqual(len(points), 6)
        self.assertEqual(points[3]["name"], "room.capacity=3,referrals.rate=60 per week")
        run = self.expect_json("run", "clinic.toml", "--json", "--replications", "12", "--set", "resource.room.capacity=3",
                               "--set", "source.referrals.rate=60 per week")["variants"][0]
        self.assertEqual(points[3]["kpis"], run["kpis"])
        self.assertNotEqual(points[2]["kpis"], run["kpis"])

    def test_the_file_and_the_long_table_have_the_coordinates(self):
        self.sweep("out")
        self.gathered("out")
        with h5py.File(self.folder / "gathered.h5") as file:
            self.assertEqual(list(file["sweep/coordinate"].asstr()), ["room.capacity", "referrals.rate"])
            self.assertEqual(list(file["sweep/path"].asstr()), ["resource.room.capacity", "source.referrals.rate"])
            self.assertEqual(file["sweep/number"][:].tolist(), [[rooms, rate] for rooms in (2, 3, 4) for rate in (50, 60)])
        self.expect(0, "export", "gathered.h5", "--csv", "tables")
        with open(self.folder / "tables/sweep.csv", encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["kpi"].startswith("wait")]
        self.assertEqual([row["room.capacity"] for row in rows], ["2", "2", "3", "3", "4", "4"])
        waits = [float(row["mean"]) for row in rows if row["referrals.rate"] == "60 per week"]
        self.assertEqual(waits, sorted(waits, reverse=True))

    def test_constraints_and_failed_points_are_told_and_the_others_go_on(self):
        self.write("odd.toml", SWEEP.replace("[2, 3, 4]", "[2, -1, 4]") +
                   "constraints = { quiet_days = \"room.capacity < 4 or referrals.rate < 55 per week\" }\n")
        done = self.expect(3, "sweep", "odd.toml", "-o", "out", "--replications", "2")
        self.assertIn("Left out by 'quiet_days': 1 point", done.stderr)
        self.assertIn("failed: room.capacity=-1,referrals.rate=50 per week: ", done.stderr)
        gathered = self.expect(3, "gather", "out", "-o", "out.h5", "--json")
        points = {point["name"]: point for point in json.loads(gathered.stdout)["variants"]}
        self.assertEqual(len(points), 5)
        self.assertEqual(points["room.capacity=-1,referrals.rate=50 per week"]["failed"], 2)
        self.assertEqual(points["room.capacity=4,referrals.rate=50 per week"]["replications"], 2)

    def test_alternatives_leave_kpis_out_where_they_do_not_exist(self):
        self.write("odd.toml", "[scenario]\nbase = \"clinic.toml\"\n[sweep]\nalternatives = { rooms = { two = {}, three = \"three\" }, "
                   "count = { yes = {}, no = { \"kpi.seen.drop\" = true } } }\n")
        self.expect(0, "sweep", "odd.toml", "-o", "out", "--replications", "2")
        points = self.expect_json("gather", "out", "-o", "out.h5", "--json")["variants"]
        self.assertEqual([point["name"] for point in points],
                         ["rooms=two,count=yes", "rooms=two,count=no", "rooms=three,count=yes", "rooms=three,count=no"])
        self.assertIsNotNone(points[0]["kpis"]["seen"]["mean"])
        self.assertIsNone(points[1]["kpis"]["seen"]["mean"])
        self.assertEqual(points[0]["kpis"]["wait"], points[1]["kpis"]["wait"])


    def test_a_whole_sweep_prints_its_results_and_a_part_how_far_it_is(self):
        whole = self.sweep("out", "--json").stdout
        self.assertEqual(whole, self.expect(0, "gather", "out", "-o", "out.h5", "--json").stdout)
        self.assertEqual(json.loads(whole)["format"], "carepath-results/1")
        part = json.loads(self.sweep("parts", "--shard", "1/2", "--json").stdout)
        self.assertEqual((part["shards"], part["finished"]), (6, 6))

    def test_each_point_has_an_event_log_where_one_is_asked_for(self):
        self.sweep("out", "--trace", "--threads", "2")
        logs = sorted((self.folder / "out").glob("*.trace.csv"))
        self.assertEqual(len(logs), 6)
        with open(self.folder / "out" / logs[0].name, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.expect(0, "run", "clinic.toml", "--trace", "--quiet", "-o", "one.h5", "--set", "resource.room.capacity=2",
                    "--set", "source.referrals.rate=50 per week", "--replications", "1")
        with open(self.folder / "one.trace.csv", encoding="utf-8", newline="") as file:
            alone = list(csv.DictReader(file))
        self.assertEqual({row["variant"] for row in rows}, {"room.capacity=2,referrals.rate=50 per week"})
        self.assertEqual([list(row.values())[1:] for row in rows], [list(row.values())[1:] for row in alone])
        logs[0].unlink()  # what was asked for and is not there is made, and nothing else
        done = json.loads(self.sweep("out", "--resume", "--trace", "--shard", "1/1", "--json").stdout)
        self.assertEqual(done["done_now"], 1)
        self.assertTrue(logs[0].exists())


class Precision(SweepTest):
    def sweep(self, folder, *more, status=0):
        return super().sweep(folder, "--precision", "20%", "--most-replications", "40", *more, status=status)

    def test_a_point_has_as_many_replications_as_a_run_takes_for_that_precision(self):
        points = json.loads(self.sweep("out", "--json").stdout)["variants"]
        for rooms, rate, point in ((2, 50, 0), (4, 60, 5)):
            run = self.expect_json("run", "clinic.toml", "--json", "--precision", "20%", "--most-replications", "40",
                                   "--replications", "12", "--set", f"resource.room.capacity={rooms}",
                                   "--set", f"source.referrals.rate={rate} per week")["variants"][0]
            self.assertEqual(points[point]["replications"], run["replications"])
            self.assertEqual(points[point]["kpis"], run["kpis"])
        numbers = [point["replications"] for point in points]
        self.assertGreater(max(numbers), min(numbers))
        told = self.expect(0, "gather", "out", "-o", "gathered.h5").stderr
        self.assertIn(f"6 points x {min(numbers)} to {max(numbers)} replications", told)

    def test_threads_and_shares_give_the_same_bytes_and_other_goals_are_refused(self):
        self.sweep("one", "--threads", "1")
        self.sweep("two", "--threads", "2")
        for share in "123":
            self.sweep("shares", "--shard", share + "/3")
        first = self.gathered("one")
        self.assertEqual([self.gathered("two"), self.gathered("shares")], [first] * 2)
        self.assertEqual(len(self.shards("one")), 6)
        super().sweep("plain")
        refused = self.expect_refusal("another precision", "gather", "one", "plain", "-o", "bad.h5")
        self.assertIn("20% with 12 to 40 replications", refused.stderr)
        self.assertIn("another precision", super().sweep("one", "--resume", status=2).stderr)
        self.assertIn("another precision", super().sweep("one", "--resume", "--precision", "20%",
                                                             "--most-replications", "60", status=2).stderr)
        stray = self.shards("one")[0]
        (self.folder / "plain" / stray.name).write_bytes(stray.read_bytes())
        self.expect_refusal(stray.name, "gather", "plain", "-o", "bad.h5")

    def test_points_that_stay_imprecise_are_named_and_say_so_in_the_results(self):
        done = self.expect(0, "sweep", "sweep.toml", "-o", "out", "--precision", "1%", "--most-replications", "20")
        self.assertEqual(done.stderr.count("not precise: room.capacity="), 6)
        self.gathered("out")
        with h5py.File(self.folder / "gathered.h5") as file:
            said = " ".join(file["notes/text"].asstr())
        self.assertIn("the precision asked for was not reached with 20 replications: the limits of 'wait'", said)


class Shards(SweepTest):
    def test_one_and_two_threads_and_shares_give_the_same_bytes(self):
        self.sweep("one", "--threads", "1")
        self.sweep("two", "--threads", "2")
        for share in "123":
            self.sweep("shares", "--shard", share + "/3")
        for share in "12":
            self.sweep("part" + share, "--shard", share + "/2")
        first = self.gathered("one")
        self.assertEqual([self.gathered("two"), self.gathered("shares"), self.gathered("part1", "part2")], [first] * 3)
        self.assertEqual(len(self.shards("one")), 12)

    def test_an_existing_folder_needs_resume_and_finished_shards_are_not_redone(self):
        self.sweep("out")
        self.assertIn("--resume", self.sweep("out", status=2).stderr)
        times = [path.stat().st_mtime_ns for path in self.shards("out")]
        done = json.loads(self.sweep("out", "--resume", "--shard", "1/1", "--json").stdout)
        self.assertEqual((done["finished"], done["done_now"]), (12, 0))
        self.assertEqual([path.stat().st_mtime_ns for path in self.shards("out")], times)

    def test_missing_and_damaged_shards_are_named_and_done_again(self):
        self.sweep("out")
        whole = self.gathered("out")
        gone, hurt = self.shards("out")[0], self.shards("out")[5]
        gone.unlink()
        text = hurt.read_bytes()
        hurt.write_bytes(text[:200] + bytes([text[200] ^ 1]) + text[201:])
        refused = self.expect_refusal("1 is missing", "gather", "out", "-o", "other.h5")
        self.assertIn(gone.name, refused.stderr)
        self.assertIn(hurt.name, refused.stderr)
        status = self.expect(0, "sweep", "--status", "out")
        self.assertIn("10 of 12 shards finished", status.stdout)
        done = json.loads(self.sweep("out", "--resume", "--shard", "1/1", "--json").stdout)
        self.assertEqual((done["done_now"], done["redone_damaged"]), (2, 1))
        self.assertEqual(self.gathered("out"), whole)

    def test_other_scenarios_seeds_and_settings_are_not_joined(self):
        self.sweep("out")
        self.sweep("seed", "--seed", "9")
        self.sweep("set", "--set", "step.visit.takes=1 h")
        self.expect_refusal("another seed (9, not 1)", "gather", "out", "seed", "-o", "bad.h5")
        self.expect_refusal("another scenario, other data or other settings", "gather", "out", "set", "-o", "bad.h5")
        self.assertIn("another seed", self.sweep("out", "--resume", "--seed", "9", status=2).stderr)
        stray = self.shards("seed")[0]
        (self.folder / "out" / stray.name).write_bytes(stray.read_bytes())
        self.expect_refusal(stray.name, "gather", "out", "-o", "bad.h5")

    def test_shards_of_another_version_are_named_and_not_joined(self):
        self.sweep("out")
        whole = self.gathered("out")
        (self.folder / "gathered.h5").unlink()
        shard = self.shards("out")[3]
        own = written_by(shard)
        written_by(shard, own)  # what is written anew with the same version is as good as before
        self.assertEqual(self.gathered("out"), whole)
        (self.folder / "gathered.h5").unlink()
        written_by(shard, "0.0.9 (0123456)")
        refused = self.expect_refusal(f"another version of the program (0.0.9 (0123456), not {own})", "gather", "out", "-o", "bad.h5")
        self.assertIn(shard.name, refused.stderr)
        done = json.loads(self.sweep("out", "--resume", "--shard", "1/1", "--json").stdout)
        self.assertEqual((done["done_now"], done["finished"]), (1, 12))
        self.assertEqual(self.gathered("out"), whole)

    def test_folders_of_two_versions_are_not_joined_and_not_gone_on_with(self):
        self.sweep("out")
        self.sweep("older")
        manifest = self.folder / "older" / "manifest.json"
        manifest.write_text(manifest.read_text().replace('"version": "', '"version": "0.0.9 after '), encoding="utf-8")
        refused = self.expect_refusal("another version of the program (0.0.9 after ", "gather", "out", "older", "-o", "bad.h5")
        self.assertIn("'older' cannot be joined with 'out'", refused.stderr)
        self.assertIn("another version", self.sweep("older", "--resume", status=2).stderr)

    def test_slips_are_refused_before_anything_is_made(self):
        for words, arguments in (("I from 1 to N", ("sweep.toml", "-o", "out", "--shard", "4/3")),
                                 ("-o DIR is missing", ("sweep.toml",)),
                                 ("there is nothing to vary", ("clinic.toml", "-o", "out"))):
            self.expect_refusal(words, "sweep", *arguments)
        self.expect_refusal("holds no sweep", "gather", ".", "-o", "bad.h5")
        self.expect_refusal("holds no sweep", "sweep", "--status", ".")


class Kills(SweepTest):
    def test_killed_at_random_moments_and_resumed_nothing_is_lost_or_doubled(self):
        big = ("--replications", "40", "--threads", "2", "--quiet")
        self.expect(0, "sweep", "sweep.toml", "-o", "calm", *big)
        calm = self.gathered("calm")
        began = time.monotonic()
        self.expect(0, "sweep", "sweep.toml", "-o", "timed", *big)
        usual = time.monotonic() - began
        luck = random.Random(20261129)
        killed = rounds = 0
        while killed < KILLS and rounds < 10 * KILLS:
            rounds += 1
            folder = f"killed{rounds}"
            for _ in range(3):
                process = subprocess.Popen([PROGRAM, "sweep", "sweep.toml", "-o", folder, "--resume", *big],
                                           cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(luck.uniform(0, usual))
                process.send_signal(signal.SIGKILL)
                killed += process.wait() == -signal.SIGKILL
            self.expect(0, "sweep", "sweep.toml", "-o", folder, "--resume", *big)
            self.assertEqual(self.gathered(folder), calm)
        self.assertGreaterEqual(killed, KILLS)


if __name__ == "__main__":
    unittest.main()
