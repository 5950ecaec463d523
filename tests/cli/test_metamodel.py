"""metamodel: a sweep over a smooth formula is filled, its lowest point is found, and the next points can be swept."""

import unittest

from program import ProgramTest

BOWL = """[scenario]
title = "A bowl"
[run]
start        = 2026-04-06
length       = "10 weeks"
replications = 2
[parameter]
x = { is = 1.0 }
y = { is = 1.0 }
[source.people]
count  = 7
per    = "1 week"
spread = "even"
first  = "visit"
[step.visit]
takes = "= (3 + (x - 3) * (x - 3) + 0.5 * (y - 1) * (y - 1)) * 1 day"
next  = "home"
[outcome]
home = "Home"
[kpi]
took = { title = "Time taken", time_in = "visit.work", show = "mean", unit = "days" }
"""
SWEEP = """[scenario]
base = "bowl.toml"
[sweep]
sample = { method = "sobol", points = 24, ranges = { "parameter.x.is" = [1.0, 5.0], "parameter.y.is" = [0.0, 4.0] } }
"""


class Surface(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("bowl.toml", BOWL)
        self.write("sweep.toml", SWEEP)
        self.expect(0, "sweep", "sweep.toml", "-o", "out")
        self.expect(0, "gather", "out", "-o", "out.h5")

    def test_points_left_out_are_predicted_and_the_bottom_is_found(self):
        model = self.expect_json("metamodel", "out.h5", "--kpi", "took", "--json")
        self.assertEqual(model["points"], 24)
        self.assertLess(model["error"], 0.3)  # of figures between 3 and 11.5 days
        self.assertGreater(model["explained"], 0.97)
        self.assertAlmostEqual(model["best"]["at"]["x"], 3, delta=0.35)
        self.assertAlmostEqual(model["best"]["at"]["y"], 1, delta=0.6)
        self.assertAlmostEqual(model["best"]["figure"]["mean"], 3, delta=0.3)
        highest = self.expect_json("metamodel", "out.h5", "--kpi", "took", "--maximise", "--json")
        self.assertGreater(highest["best"]["figure"]["mean"], 8)

    def test_the_next_points_are_a_sweep(self):
        model = self.expect_json("metamodel", "out.h5", "--kpi", "took", "--json", "--next", "3")
        self.assertLess(abs(model["next"][0]["x"] - 3), 0.7)
        self.write("next.toml", '[scenario]\nbase = "bowl.toml"\n' + model["next_sweep"])
        self.expect(0, "sweep", "next.toml", "-o", "more")
        points = self.expect_json("gather", "more", "-o", "more.h5", "--json")["variants"]
        self.assertEqual(len(points), 3)
        self.assertLess(points[0]["kpis"]["took"]["mean"], 4)

    def test_the_next_points_keep_what_was_the_same_at_all_points(self):
        self.write("many.toml", """[scenario]
base = "bowl.toml"
[parameter.z]
is = 0
[sweep]
alternatives = { tempo = { slow = {}, quick = { "parameter.z.is" = 1 } } }
grid = { "parameter.x.is" = [1.5, 2, 3, 4, 5, 6], "parameter.y.is" = [0, 2], "source.people.per" = ["1 week", "7 days"] }
""")
        self.expect(0, "sweep", "many.toml", "-o", "many")
        self.expect(0, "gather", "many", "-o", "many.h5")
        model = self.expect_json("metamodel", "many.h5", "--kpi", "took", "--json", "--next", "2", "--where", "y=2",
                                 "--where", "people.per=7 days", "--where", "tempo=quick")
        self.assertEqual([row["name"] for row in model["inputs"]], ["x"])
        self.assertIn("# Of 'tempo' these points need the alternative \"quick\"", model["next_sweep"])
        self.assertRegex(model["next_sweep"], r'"source.people.per" = \["7 days"(, "7 days")?\]')
        self.write("next.toml", '[scenario]\nbase = "bowl.toml"\n' + model["next_sweep"])
        self.expect(0, "sweep", "next.toml", "-o", "more")
        points = self.expect_json("gather", "more", "-o", "more.h5", "--json")["variants"]
        self.assertTrue(points)
        for point in points:
            self.assertIn("y=2", point["name"])

    def test_the_answer_says_how_far_it_can_be_trusted(self):
        done = self.expect(0, "metamodel", "out.h5", "--kpi", "took", "--report", "page.html")
        self.assertIn("Each point predicted from the others is wrong by", done.stdout)
        self.assertIn('zip = [{ "parameter.x.is" = [', done.stdout)
        self.assertIn("<svg", (self.folder / "page.html").read_text(encoding="utf-8"))

    def test_what_is_no_sweep_or_no_number_is_refused_in_words(self):
        self.expect(0, "run", "bowl.toml", "-o", "run.h5")
        self.expect_refusal("not the results of a sweep", "metamodel", "run.h5", "--kpi", "took")
        self.expect_refusal("did you mean 'took'?", "metamodel", "out.h5", "--kpi", "tok")
        self.expect_refusal("has no coordinate", "metamodel", "out.h5", "--kpi", "took", "--where", "z=1")


if __name__ == "__main__":
    unittest.main()
