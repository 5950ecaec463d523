"""Mutants compiled into one program: the one that is named is alive, and those that a run came by are written down."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from copied_source import HEADER, SOURCE, exchange, placed, remove_gone, with_mutants, write_if_other  # noqa: E402
from sites import sites_of  # noqa: E402
from trials import Trial, Trials  # noqa: E402

PROGRAM = """#include <cstdlib>
int total(int number, int most) {
  int sum = 0;
  for (int at = 1; at <= most; ++at) {
    sum += at * number;
    if (most > 100) sum = 1;
  }
  return sum;
}
int main(int, char** words) {
  return total(2, std::atoi(words[1])) == 12 ? 0 : 1;
}
"""


class Switch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        folder = pathlib.Path(scratch.name)
        wanted = {(3, "compare"): 1, (4, "delete"): 2, (5, "constant"): 3}  # (line, kind): number
        sites = {}
        for line, kind, begin, end, text in sites_of(PROGRAM):
            number = wanted.get((line, kind))
            if number and number not in sites:
                sites[number] = {"line": line + 1, "begin": begin, "end": end, "text": text, "number": number}
        write_if_other(folder / "engine/base/mutant_switch.hpp", HEADER)
        write_if_other(folder / "engine/base/mutant_switch.cpp", SOURCE)
        write_if_other(folder / "small.cpp", with_mutants(PROGRAM, sites.values()))
        cls.program = folder / "small"
        subprocess.run(["g++", "-std=c++20", "-Wall", "-Wextra", "-Werror", "-I", folder, folder / "small.cpp",
                        folder / "engine/base/mutant_switch.cpp", "-o", cls.program], check=True)

    def trials(self, *mosts):
        trials = Trials(self.program.parent, self.program.parent, [], "")
        trials.trials = [Trial(f"total up to {most}", [str(self.program), most]) for most in mosts]
        return trials

    def test_only_the_mutant_named_is_alive(self):
        status = [subprocess.run([self.program, "3"], env={**os.environ, "CAREPATH_MUTANT": number}, check=False).returncode
                  for number in ("0", "1", "2", "3")]
        self.assertEqual(status, [0, 1, 1, 0])

    def test_a_first_pass_without_mutants_finds_which_a_test_comes_by(self):
        trials = self.trials("3")
        trials.measure()
        self.assertEqual(trials.trials[0].reached, {1, 2, 3})

    def test_what_a_test_notices_is_killed_and_what_none_comes_by_is_not_tried(self):
        trials = self.trials("3")
        trials.measure()
        self.assertEqual(trials.killer(1), "total up to 3 fails")
        self.assertEqual(trials.killer(3), "")
        self.assertEqual(trials.killer(4), "")
        self.assertFalse(trials.is_reached(4))

    def test_a_test_that_fails_without_mutants_stops_everything(self):
        with self.assertRaisesRegex(SystemExit, "without any mutant"):
            self.trials("4").measure()

    def test_a_run_without_end_is_stopped_by_its_time(self):
        trials = self.trials("3")
        endless = Trial("endless", ["/bin/sh", "-c", "while :; do :; done"])
        self.assertEqual(trials.run(endless, 1, 60), "takes too long")

    def test_one_that_takes_the_place_of_another_and_reads_the_same_is_another(self):
        site = {"file": "engine/run/a.cpp", "line": 3, "begin": 4, "text": "(switch(@) ? 1 : 0)"}
        other = {**site, "line": 9}
        kept = exchange([{**site, "number": 1}], [other], {("engine/run/a.cpp", 3)})
        self.assertEqual(kept, [{**other, "number": 1}])
        self.assertNotEqual(placed(kept[0]), placed({**site, "number": 1}))

    def test_a_source_that_was_moved_is_not_left_in_an_older_copy(self):
        with tempfile.TemporaryDirectory() as scratch:
            copy = pathlib.Path(scratch)
            for name in ("engine/run/here.cpp", "engine/run/gone.cpp", "engine/base/mutant_switch.cpp", "build/made.cpp"):
                write_if_other(copy / name, "")
            remove_gone(copy, {"engine/run/here.cpp", "README.md"})
            left = sorted(str(path.relative_to(copy)) for path in copy.rglob("*.cpp"))
        self.assertEqual(left, ["build/made.cpp", "engine/base/mutant_switch.cpp", "engine/run/here.cpp"])


if __name__ == "__main__":
    unittest.main()
