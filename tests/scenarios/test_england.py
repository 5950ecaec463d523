"""England as a generated scenario: the published margins, the list at the start, and how it moves in half a year."""

import csv
import math
import pathlib
import subprocess
import sys
import tempfile
import unittest

from shipped import SCENARIOS, run_program

sys.path.insert(0, str(SCENARIOS / "england"))
import allocate  # noqa: E402
import generate  # noqa: E402
import tables  # noqa: E402

SYSTEMS, SPECIALTIES = 2, 3
HALF_YEAR = 183  # days from the start to 1 October 2022
LIMIT = 4  # standard errors: one run in 16,000 lies outside


def sums(cells, key):
    """{key: (list, over 18 weeks, over 52 weeks)} over the cells that share a key."""
    result = {}
    for cell in cells:
        counts = cell.waiting, cell.waiting - cell.list["within18"], cell.list["over52"]
        result[key(cell)] = tuple(map(sum, zip(result.get(key(cell), (0, 0, 0)), counts)))
    return result


def week_bands(path):
    """{date: (list, over 18 weeks, over 52 weeks)} of an exported census."""
    result = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            last_week = 105 if row["weeks"] == ">104" else int(row["weeks"].split("-")[1])
            count = float(row["count"])
            counts = count, count * (last_week > 18), count * (last_week > 52)
            result[row["date"]] = tuple(map(sum, zip(result.get(row["date"], (0, 0, 0)), counts)))
    return result


def list_after(cells, days):
    """The list worked out day by day, without chance: who comes, is seen and is removed."""
    total = 0
    for cell in cells:
        plan = allocate.plan(cell)
        decided, unseen = cell.waiting * cell.decided_share, cell.waiting * (1 - cell.decided_share)
        missed = plan.slots * allocate.MISSED * (1 - allocate.REBOOKED)
        for _ in range(days):
            unseen += (cell.starts - plan.attended - missed - plan.hazard * unseen) / 365
            decided += (plan.attended * plan.listed_share - plan.admissions - plan.hazard * decided) / 365
        total += unseen + decided
    return total


class Allocation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cells = allocate.england()

    def test_there_are_42_systems_of_23_specialties(self):
        self.assertEqual(len(self.cells), 42 * 23)

    def test_the_lists_of_systems_are_the_published_ones(self):
        found = sums(self.cells, lambda cell: cell.system)
        for system, flow in tables.flows().items():
            self.assertAlmostEqual(found[system][0] / flow[allocate.CENSUS][2], 1, places=9)

    def test_long_waits_of_regions_by_specialty_are_the_published_ones(self):
        region = tables.regions()
        found = sums(self.cells, lambda cell: (region[cell.system], cell.specialty))
        for name, specialties in tables.long_waits(allocate.CENSUS).items():
            for specialty, (over18, over52) in specialties.items():
                self.assertAlmostEqual(found[name, specialty][1], over18, places=5)
                self.assertAlmostEqual(found[name, specialty][2], over52, places=5)

    def test_another_month_has_other_margins(self):
        region = tables.regions()
        found = sums(self.cells, lambda cell: region[cell.system])
        later = tables.long_waits(allocate.AFTER)
        for name, specialties in later.items():
            over18 = sum(over for over, _ in specialties.values())
            self.assertGreater(abs(found[name][1] - over18) / over18, 0.02, name)

    def test_margins_that_disagree_are_refused(self):
        with self.assertRaises(ValueError):
            allocate.fit({"a": 10, "b": 20}, {"x": 15, "y": 16})

    def test_flows_of_a_year_move_each_list_as_published(self):
        for system, flow in tables.flows().items():
            starts, completed, removed, growth, _ = allocate.year_of(flow)
            mine = [cell for cell in self.cells if cell.system == system]
            self.assertAlmostEqual(sum(c.starts for c in mine) / starts, 1, places=9)
            self.assertAlmostEqual(sum(c.completed for c in mine) / completed, 1, places=9)
            self.assertAlmostEqual(sum(c.starts - c.completed - c.removed for c in mine), growth, places=3)

    def test_every_plan_balances(self):
        for cell in self.cells:
            plan = allocate.plan(cell)
            left = plan.hazard * cell.mean_list
            missed = plan.slots * allocate.MISSED * (1 - allocate.REBOOKED)
            stopped = plan.attended * (1 - plan.listed_share) + plan.admissions
            self.assertAlmostEqual(cell.starts - stopped - missed - left, cell.growth, places=3)
            self.assertTrue(0 <= plan.listed_share <= 1 and plan.admissions > 0 and plan.hazard >= 0)


class Threads(unittest.TestCase):
    def test_cells_that_run_beside_each_other_give_the_same_figures(self):
        with tempfile.TemporaryDirectory() as name:
            small = pathlib.Path(name) / "small.toml"
            subprocess.run([sys.executable, SCENARIOS / "england/generate.py", "--systems", str(SYSTEMS), "--specialties",
                            str(SPECIALTIES), "--years", "1", "--output", small], check=True, capture_output=True)
            runs = [run_program("run", small, "--quiet", "--json", "--threads", threads, "--seed", seed,
                                "--set", 'run.length="60 days"', "--set", "run.census=[2022-05-01]")
                    for threads, seed in (("1", "1"), ("2", "1"), ("4", "1"), ("4", "2"))]
        self.assertEqual([run.returncode for run in runs], [0] * 4, runs[0].stderr)
        one, two, four, other = (run.stdout for run in runs)
        self.assertEqual(one, two)
        self.assertEqual(one, four)
        self.assertNotEqual(one, other)


class SmallEngland(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cells = generate.chosen(allocate.england(), SYSTEMS, SPECIALTIES)
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            command = [sys.executable, SCENARIOS / "england/generate.py", "--systems", str(SYSTEMS), "--specialties",
                       str(SPECIALTIES), "--years", "1", "--output", folder / "small.toml"]
            subprocess.run(command, check=True, capture_output=True)
            length = f'run.length="{HALF_YEAR + 1} days"'
            census = "run.census=[2022-04-01, 2022-10-01]"
            done = run_program("run", folder / "small.toml", "--quiet", "--output", folder / "small.h5",
                               "--set", length, "--set", census)
            if done.returncode != 0:
                raise AssertionError(done.stderr)
            run_program("export", folder / "small.h5", "--csv", folder / "csv")
            cls.census = week_bands(folder / "csv/census.csv")

    def share_error(self, at, weight):
        """How far the share at the start lies from one of the cells, in standard errors of drawing each age."""
        count, *over = self.census["2022-04-01"]
        shares = [(round(c.waiting), weight(c)) for c in self.cells]
        expected = sum(n * share for n, share in shares)
        error = math.sqrt(sum(n * share * (1 - share) for n, share in shares))
        self.assertAlmostEqual(count, sum(n for n, _ in shares))
        return (over[at] - expected) / error

    def test_shares_over_18_and_52_weeks_at_the_start_are_those_of_the_tables(self):
        self.assertLess(abs(self.share_error(0, lambda c: 1 - c.list["within18"] / c.waiting)), LIMIT)
        self.assertLess(abs(self.share_error(1, lambda c: c.list["over52"] / c.waiting)), LIMIT)

    def test_shares_one_point_higher_would_be_noticed(self):
        self.assertGreater(abs(self.share_error(0, lambda c: 1.01 - c.list["within18"] / c.waiting)), LIMIT)
        self.assertGreater(abs(self.share_error(1, lambda c: 0.01 + c.list["over52"] / c.waiting)), LIMIT)

    def list_error(self, cells):
        """In standard errors: those who come are Poisson, and who leaves varies no more than that."""
        flow = sum(2 * cell.starts for cell in cells) * HALF_YEAR / 365
        return (self.census["2022-10-01"][0] - list_after(cells, HALF_YEAR)) / math.sqrt(flow)

    def test_the_list_moves_as_published_flows_say(self):
        self.assertLess(abs(self.list_error(self.cells)), LIMIT)

    def test_two_percent_more_capacity_would_be_noticed(self):
        more = [allocate.Cell(**{**vars(c), "completed": c.completed * 1.02}) for c in self.cells]
        self.assertGreater(abs(self.list_error(more)), LIMIT)


if __name__ == "__main__":
    unittest.main()
