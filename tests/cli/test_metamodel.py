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

    def test_the_points_within_their_limits_are_a_share_of_all(self):
        for values in ("[1, 2, 3, 4, 5, 6, 7, 8, 9]", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]"):  # 9 or 11 times a part is above 1
            self.write("line.toml", f'[scenario]\nbase = "bowl.toml"\n[sweep.grid]\n"parameter.x.is" = {values}\n')
            self.expect(0, "sweep", "line.toml", "-o", f"line{len(values)}")
            self.expect(0, "gather", f"line{len(values)}", "-o", "line.h5")
            model = self.expect_json("metamodel", "line.h5", "--kpi", "took", "--json")
            self.assertEqual(model["covered"], round(model["covered"] * model["points"]) / model["points"])

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

    def test_whole_numbers_are_tried_where_they_are_whole_and_once(self):
        self.write("whole.toml", SWEEP.replace("sample = {", "grid = {").replace(' method = "sobol", points = 24, ranges = {', "")
                   .replace("[1.0, 5.0]", "[1, 2, 5, 6]").replace("[0.0, 4.0] }", "[0, 2]"))
        self.expect(0, "sweep", "whole.toml", "-o", "whole")
        self.expect(0, "gather", "whole", "-o", "whole.h5")
        model = self.expect_json("metamodel", "whole.h5", "--kpi", "took", "--json", "--next", "50")
        simulated = {(x, y) for x in (1, 2, 5, 6) for y in (0, 2)}
        proposed = [(row["x"], row["y"]) for row in model["next"]]
        self.assertEqual(sorted(proposed), sorted({(x, y) for x in range(1, 7) for y in range(3)} - simulated))
        # Along x, y at 1; along y, x at 4; a grid of 5 by 3.
        places = [(row["at"]["x"], row["at"]["y"]) for row in model["surface"]]
        self.assertEqual(places[:9], [(x, 1) for x in range(1, 7)] + [(4, y) for y in range(3)])
        self.assertEqual(sorted(places[9:]), [(x, y) for x in (1, 2, 4, 5, 6) for y in range(3)])
        # What is said of a place that was simulated is what was simulated there: 3 + (x - 3)^2 + (y - 1)^2 / 2.
        said = {place: row["figure"]["mean"] for place, row in zip(places, model["surface"])}
        for x, y in simulated & set(said):
            self.assertAlmostEqual(said[x, y], 3 + (x - 3) ** 2 + (y - 1) ** 2 / 2, delta=0.01)
        text = self.expect(0, "metamodel", "whole.h5", "--kpi", "took").stdout
        self.assertIn("Points to try next", text)

    def test_where_all_places_were_simulated_none_is_proposed(self):
        self.write("all.toml", '[scenario]\nbase = "bowl.toml"\n[sweep]\n'
                   'grid = { "parameter.x.is" = [1, 2, 3], "parameter.y.is" = [0, 1] }\n')
        self.expect(0, "sweep", "all.toml", "-o", "all")
        self.expect(0, "gather", "all", "-o", "all.h5")
        model = self.expect_json("metamodel", "all.h5", "--kpi", "took", "--json")
        self.assertEqual((model["next"], model["next_sweep"]), ([], ""))
        text = " ".join(self.expect(0, "metamodel", "all.h5", "--kpi", "took").stdout.split())
        self.assertIn("No point is left to try", text)
        self.assertNotIn("Points to try next", text)

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
