"""`carepath validate` and compare.py, two programs with judges of their own, read one catalogue and agree."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from compare import DAYS, SMOKE, judge, run_once  # noqa: E402

PROGRAM = os.environ["CAREPATH"]
CASES = ["03", "16"]  # quick, by two rules; all are judged by compare.py in a test of its own


def validate(*arguments, **options):
    return subprocess.run([PROGRAM, "validate", *arguments], capture_output=True, text=True, check=False, **options)


@unittest.skipIf(SMOKE, "the judges are compared in the builds that judge")
class Validate(unittest.TestCase):
    def test_both_judges_see_the_same_figures_limits_and_verdicts(self):
        done = validate(*CASES, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        ours = {(row["case"], row["run"]): row for row in json.loads(done.stdout)}
        options = type("Options", (), {"carepath": PROGRAM, "threads": 0, "full": False})
        seen = 0
        for path in sorted(HERE.glob("*.expected.json")):
            if not path.name.startswith(tuple(CASES)):
                continue
            case = json.loads(path.read_text())
            for run in case["runs"]:
                variant, fault, _ = run_once(options, case, run)
                self.assertIsNotNone(variant, fault)
                figures = ours.pop((path.name.removesuffix(".expected.json"), run["name"]))["figures"]
                rows = judge(case, run, variant)
                self.assertEqual(len(figures), len(rows))
                for figure, (address, mean, theirs, _, limit, verdict, _) in zip(figures, rows):
                    self.assertEqual(figure["figure"], address)
                    self.assertAlmostEqual(figure["ours"], mean, delta=1e-12 + 1e-12 * abs(mean))
                    self.assertAlmostEqual(figure["theirs"], theirs, delta=1e-12 + 1e-12 * abs(theirs))
                    self.assertAlmostEqual(figure["limit"], limit, delta=1e-9 + 1e-6 * limit)
                    self.assertEqual(figure["within"], verdict == "", address)
                    seen += 1
        self.assertEqual(ours, {})
        self.assertGreater(seen, 100)

    def test_the_table_shows_ours_theirs_difference_limit_and_source(self):
        done = validate("03")
        self.assertEqual(done.returncode, 0, done.stderr)
        for words in ("ours", "theirs", "difference", "limit", "source: nhs-bnssg-analytics", "misses, as it must"):
            self.assertIn(words, done.stdout)

    def test_a_wrong_figure_is_a_miss(self):
        case = json.loads((HERE / "16-traces.expected.json").read_text())
        case["runs"] = [run for run in case["runs"] if not run.get("must_fail")][:1]
        address, told = next(iter(case["runs"][0]["expect"].items()))
        case["runs"][0]["expect"] = {address: {"value": 12345.0, **({} if not isinstance(told, dict) else
                                                                  {k: v for k, v in told.items() if k != "value"})}}
        with tempfile.TemporaryDirectory() as folder:
            for path in [*HERE.glob("16-*.toml"), *HERE.glob("16-*.csv")]:
                (pathlib.Path(folder) / path.name).write_bytes(path.read_bytes())
            (pathlib.Path(folder) / "16-wrong.expected.json").write_text(json.dumps(case))
            done = validate("--cases", folder)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("MISSED", done.stdout)
        self.assertIn("failed: 16-wrong", done.stderr)

    def test_where_the_cases_are_absent_it_says_where_they_come_from(self):
        done = validate(env={**os.environ, "CAREPATH_CASES": "/nowhere"})
        self.assertEqual(done.returncode, 2)
        self.assertIn("they come with the source, in tests/cases", done.stderr)
        self.assertIn("no reference case of that name", validate("99").stderr)

    def test_units_are_the_same_in_both(self):
        text = (HERE.parents[1] / "cli/validation/catalogue.cpp").read_text()
        for unit in DAYS:
            self.assertIn(f'{{"{unit}", ', text)


if __name__ == "__main__":
    unittest.main()
