"""Every example of the language gives the figures worked out by hand in its comment, and others when it is made wrong."""

import pathlib
import tempfile
import unittest

from examples import EXAMPLES, EXPECTATIONS, misses, run_program

NAMES = {path.stem for path in EXAMPLES.glob("*.toml")}


class Language(unittest.TestCase):
    def test_each_example_has_an_expectation_and_the_other_way_round(self):
        self.assertEqual(sorted(NAMES - set(EXPECTATIONS)), [])
        self.assertEqual(sorted(set(EXPECTATIONS) - NAMES), [])

    def test_each_expectation_says_why(self):
        for name, entry in EXPECTATIONS.items():
            self.assertTrue(entry["why"] and entry["expect"] and entry["wrong"], name)

    def test_each_example_says_in_its_first_line_what_it_shows(self):
        for name in sorted(NAMES):
            first = (EXAMPLES / f"{name}.toml").read_text(encoding="utf-8").split("\n")[0]
            self.assertRegex(first, r"^# [A-Z].{20,}", name)

    def test_figures_are_as_expected(self):
        for name, entry in sorted(EXPECTATIONS.items()):
            with self.subTest(name):
                options = ["--variants"] if "variants" in entry else []
                self.assertEqual(misses(name, {"": entry["expect"]} | entry.get("variants", {}), *options), [])

    def test_one_wrong_value_misses(self):
        for name, entry in sorted(EXPECTATIONS.items()):
            with self.subTest(name):
                self.assertNotEqual(misses(name, {"": entry["expect"]}, "--set", entry["wrong"]), [])

    def test_what_check_says(self):
        said = [(name, case) for name, entry in EXPECTATIONS.items() for case in entry.get("says", [])]
        self.assertGreaterEqual(len(said), 5)
        for name, case in said:
            with self.subTest(case["text"]):
                self.assertIn(case["text"], self.checked(name, case))
                self.assertNotIn(case["text"], run_program("check", f"{name}.toml").stderr)

    def test_what_a_run_warns_of(self):
        said = [(name, entry) for name, entry in EXPECTATIONS.items() if "warns" in entry]
        self.assertGreaterEqual(len(said), 1)
        for name, entry in said:
            with self.subTest(name):
                self.assertIn(entry["warns"], run_program("run", f"{name}.toml", "--quiet").stdout)
                other = run_program("run", f"{name}.toml", "--quiet", "--set", entry["wrong"])
                self.assertNotIn(entry["warns"], other.stdout)

    def checked(self, name, case):
        text = (EXAMPLES / f"{name}.toml").read_text(encoding="utf-8") + "\n" + case.get("add", "")
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "example.toml").write_text(text, encoding="utf-8")
            change = ["--set", case["set"]] if "set" in case else []
            return run_program("check", "example.toml", *change, cwd=folder).stderr


if __name__ == "__main__":
    unittest.main()
