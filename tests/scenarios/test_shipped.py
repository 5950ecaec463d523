"""Every scenario under scenarios/ is checked because it is in the folder: it compiles, and nothing in it is idle."""

import functools
import os
import pathlib
import re
import tempfile
import unittest

from shipped import SCENARIOS, few, run_program

FILES = sorted(SCENARIOS.rglob("*.toml"))
EXAMPLES = ("examples", "templates")


def files_to_check():
    """All; in builds with sanitizers, which are many times slower, two of each study: the first and the last."""
    if "CAREPATH_SMOKE" not in os.environ:
        return FILES
    of_folder = {}
    for path in FILES:
        of_folder.setdefault(path.parent, []).append(path)
    return few([path for folder, paths in of_folder.items()
                for path in (paths if folder.name in EXAMPLES else {paths[0], paths[-1]})])


@functools.lru_cache(maxsize=None)
def checked(path):
    return run_program("check", path)


class Shipped(unittest.TestCase):
    def test_there_are_scenarios(self):
        self.assertGreaterEqual(len(FILES), 12)

    def test_each_scenario_checks(self):
        for path in files_to_check():
            with self.subTest(path.relative_to(SCENARIOS)):
                done = checked(path)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(f"{path.name}: OK", done.stdout)

    def test_nothing_in_a_scenario_is_never_used(self):
        for path in files_to_check():
            with self.subTest(path.relative_to(SCENARIOS)):
                self.assertNotIn("is never used", checked(path).stderr)

    def test_a_broken_scenario_does_not_check(self):
        text = (SCENARIOS / "virtual_ward/none.toml").read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "broken.toml"
            path.write_text(text.replace('needs   = "acute_bed"', 'needs   = "acute_bad"'), encoding="utf-8")
            self.assertEqual(run_program("check", path).returncode, 2)

    def test_each_folder_describes_its_files(self):
        for folder in sorted({path.parent for path in FILES}):
            readme = (folder / "README.md").read_text(encoding="utf-8")
            listed = set(re.findall(r"^\| `([^`]+\.toml)` \|", readme, re.MULTILINE))
            self.assertEqual(listed, {path.name for path in folder.glob("*.toml")}, folder.name)

    def test_each_study_says_what_it_found_and_what_would_have_to_be_true(self):
        studies = {path.parent for path in FILES} - {SCENARIOS / name for name in EXAMPLES}
        for folder in sorted(studies):
            with self.subTest(folder.name):
                self.assertEqual(lacks(folder / "README.md"), [])
        self.assertEqual(len(lacks(SCENARIOS / "examples/README.md")), 5)


def lacks(readme):
    """What a page on a study must have, and this one has not."""
    text = readme.read_text(encoding="utf-8")
    pictures = re.findall(r"^!\[[^\]]+\]\(([^)]+)\)$", text, re.MULTILINE)
    wanted = {
        "a question": "?" in text.split("\n![")[0],
        "a picture": any((readme.parent / picture).exists() for picture in pictures),
        "what changes": "| file | changes | base |" in text,
        "what we found": "\n## What we found\n" in text,
        "what would have to be true": "\n## What would have to be true\n" in text,
    }
    return [part for part, there in wanted.items() if not there]


if __name__ == "__main__":
    unittest.main()
