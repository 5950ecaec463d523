"""Every example of the scenario guide checks OK, beside the shipped scenarios that it speaks of."""

import pathlib
import shutil
import tempfile
import unittest

import guide
from shipped import SCENARIOS, SOURCE, few, run_program

PAGE = (SOURCE / "docs/scenario-guide.md").read_text(encoding="utf-8")
REFERRALS = "day,patients,priority\n0,3,p2\n1.5,2,p4\n"


class GuideExamples(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name) / "scenarios"
        shutil.copytree(SCENARIOS, self.folder)
        (self.folder / "guide").mkdir()
        (self.folder / "orthopaedics/referrals.csv").write_text(REFERRALS, encoding="utf-8")

    def check(self, path, text):
        (self.folder / path).write_text(text, encoding="utf-8")
        return run_program("check", path, cwd=self.folder)

    def expect_ok(self, path, text):
        done = self.check(path, text)
        self.assertEqual(done.returncode, 0, f"{text}\n{done.stderr}")

    def test_each_fenced_example_says_what_it_is(self):
        self.assertEqual([line for line, path, _ in guide.fenced(PAGE) if path is None], [])

    def test_each_fenced_example_checks(self):
        examples = guide.fenced(PAGE)
        self.assertGreaterEqual(len(examples), 10)
        for line, path, text in few(examples):
            with self.subTest(f"scenario-guide.md:{line}"):
                self.expect_ok(path, text)

    def test_each_form_of_value_checks(self):
        forms = guide.values(PAGE)
        self.assertEqual(len(forms), len(guide.PLACES) - 1)
        for form, text in few(forms):
            with self.subTest(form):
                self.expect_ok("orthopaedics/guide-value.toml", text)

    def test_each_form_of_kpi_checks(self):
        forms = guide.kpis(PAGE)
        self.assertGreaterEqual(len(forms), 8)
        for form, text in few(forms):
            with self.subTest(form):
                self.expect_ok("orthopaedics/guide-kpi.toml", text)

    def test_a_misspelt_example_does_not_check(self):
        _, path, text = guide.fenced(PAGE)[0]
        self.assertEqual(self.check(path, text.replace("needs =", "neds =")).returncode, 2)
        text = guide.kpis(PAGE)[0][1]
        self.assertEqual(self.check("orthopaedics/guide-kpi.toml", text.replace("time_in", "time_on")).returncode, 2)


if __name__ == "__main__":
    unittest.main()
