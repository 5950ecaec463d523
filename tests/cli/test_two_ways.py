"""Two ways of saying one thing give the same figures, and what could only be said one way is refused the other."""

import shutil
import unittest

from program import CLINIC, ProgramTest


class OneVariant(ProgramTest):
    def variant(self, settings, *arguments):
        """Figures of a variant alone, and of a file that says the same."""
        self.write("with.toml", CLINIC + "[variant.own]\n" + "".join(f'"{path}" = {value}\n' for path, value in settings))
        lines = {}
        for path, value in settings:
            item, field = path.rsplit(".", 1)
            lines.setdefault(item, []).append(f"{field} = {value}\n")
        self.write("own.toml", '[scenario]\nbase = "clinic.toml"\n' + "".join(f"[{item}]\n" + "".join(of) for item, of in lines.items()))
        chosen = self.expect_json("run", "with.toml", "--variant", "own", "--json", *arguments)
        alone = self.expect_json("run", "own.toml", "--json", *arguments)
        for results in (chosen, alone):
            results["kpis"] = results["variants"][0]["kpis"]
        return chosen, alone

    def test_its_seed_replications_and_length_are_its_own(self):
        chosen, alone = self.variant([("run.seed", "7"), ("run.replications", "6"), ("run.length", '"4 weeks"')])
        self.assertEqual(chosen["kpis"], alone["kpis"])
        other, _ = self.variant([("run.replications", "6"), ("run.length", '"4 weeks"')])
        self.assertNotEqual(chosen["kpis"], other["kpis"])

    def test_a_setting_for_the_base_is_not_lost_in_silence(self):
        self.expect_refusal("there is no scenario 'clinic'", "run", "clinic.toml", "--variant", "three", "--set",
                            "clinic:resource.room.capacity=9")

    def test_an_unknown_variant_is_told_with_the_nearest(self):
        self.expect_refusal("did you mean 'three'", "run", "clinic.toml", "--variant", "thre")


class Until(ProgramTest):
    def test_the_end_is_that_of_the_run_with_its_warm_up(self):
        started = []
        for until in ('until = "end"', 'until = "week 12"', 'until = "week 8"'):
            self.write("until.toml", CLINIC.replace('first = "visit"', f'first = "visit"\n{until}').replace(
                'length       = "8 weeks"', 'length       = "8 weeks"\nwarm_up = "4 weeks"'))
            started.append(self.expect_json("run", "until.toml", "--json")["variants"][0]["kpis"]["seen"]["mean"])
        self.assertEqual(started[0], started[1])
        self.assertLess(started[2], 0.75 * started[0])


class Sweeps(ProgramTest):
    def sweep(self, text, *arguments, status=0):
        self.write("sweep.toml", f'[scenario]\nbase = "clinic.toml"\n[run]\nreplications = 3\nseed = 5\n[sweep]\n{text}\n')
        return self.expect(status, "sweep", "sweep.toml", "-o", "points", "--quiet", *arguments)

    def test_what_all_points_share_does_not_vary(self):
        done = self.sweep('grid = { "run.seed" = [1, 2] }', status=2)
        self.assertIn("every point has the same people", done.stderr)

    def test_a_path_set_by_two_parts_is_refused(self):
        done = self.sweep('grid = { "resource.room.capacity" = [2, 3] }\n'
                          'alternatives = { rooms = { few = { "resource.room.capacity" = 1 }, as_is = {} } }', status=2)
        self.assertIn("is set by two parts", done.stderr)

    def test_a_point_begins_with_one_file(self):
        done = self.sweep('alternatives = { a = { no = {}, yes = "more.toml" }, b = { no = {}, yes = "more.toml" } }', status=2)
        self.assertIn("one file only", done.stderr)

    def test_seed_and_replications_are_those_of_the_sweep_whatever_comes_first(self):
        self.write("other.toml", '[scenario]\nbase = "clinic.toml"\n[run]\nreplications = 9\nseed = 99\n')
        here = self.expect_json("run", "clinic.toml", "--json", "--seed", "5", "--replications", "3")["variants"][0]["kpis"]
        for site in ('{ other = "other.toml", here = {} }', '{ here = {}, other = "other.toml" }'):
            with self.subTest(site):
                shutil.rmtree(self.folder / "points", ignore_errors=True)
                self.sweep(f"alternatives = {{ site = {site} }}")
                points = self.expect_json("gather", "points", "-o", "gathered.h5", "--json", "--quiet")["variants"]
                found = next(point["kpis"] for point in points if "here" in point["name"])
                self.assertEqual(found["wait"]["mean"], here["wait"]["mean"])

    def test_data_that_only_a_point_names_is_noticed_when_it_changes(self):
        self.write("a.csv", "time\n1\n2\n")
        self.write("b.csv", "time\n1\n2\n3\n")
        text = CLINIC.replace('rate  = "60 per week"', 'file = "a.csv"\ncolumns = { time = "time" }')
        self.write("clinic.toml", text)
        grid = 'grid = { "source.referrals.file" = ["a.csv", "b.csv"] }'
        self.sweep(grid)
        next(iter(sorted((self.folder / "points").glob("*a.csv*")))).unlink()
        self.write("b.csv", "time\n1\n2\n3\n4\n")
        self.assertIn("other data", self.sweep(grid, "--resume", status=2).stderr)


class Plans(ProgramTest):
    def test_a_field_taken_away_cannot_be_written_into_a_plan(self):
        self.write("clinic.toml", CLINIC.replace('first = "visit"', 'first = "visit"\nbatch = 2'))
        self.expect_refusal("source.referrals.batch", "solve", "clinic.toml", "--find", "resource.room.capacity=1..9",
                            "--such-that", "wait<=6 hours", "--set",
                            'source.referrals={rate="60 per week", first="visit"}', "-o", "plan.toml")

    def test_a_plan_that_settles_what_was_uncertain_says_so(self):
        uncertain = '[parameter.stay]\nis = "4 hours"\nuncertain = { dist = "uniform", low = "2 hours", high = "8 hours" }\n'
        self.write("clinic.toml", uncertain + CLINIC.replace('mean = "4 hours"', 'mean = "= stay"'))
        self.expect(0, "solve", "clinic.toml", "--find", "parameter.stay.is=4 hours..5 hours", "--such-that", "wait<=100 hours",
                    "-o", "plan.toml", "--quiet")
        plan = self.expect_json("run", "plan.toml", "--json")
        self.assertNotIn("uncertain_inputs", plan)


if __name__ == "__main__":
    unittest.main()
