"""What the tests of the command line share: a small scenario, a scratch folder, and running the program."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ.get("CAREPATH_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = os.environ.get("CAREPATH", str(SOURCE / "build/release/bin/carepath"))

CLINIC = """[scenario]
title    = "A clinic with two rooms"
question = "How long do people wait?"
[run]
start        = 2026-04-06
length       = "8 weeks"
replications = 4
seed         = 1
[source.referrals]
rate  = "60 per week"
first = "visit"
[resource.room]
capacity = 2
[step.visit]
title = "Visit"
needs = "room"
takes = { dist = "lognormal", mean = "4 hours", sd = "2 hours" }
next  = { treated = 0.7, advised = 0.3 }
[outcome]
treated = "Treated"
advised = "Advised"
[kpi]
wait = { title = "Wait for the visit", time_in = "visit.wait", show = "mean" }
seen = { title = "Visits", count = "visit.start", show = "total" }
[variant.three]
"resource.room.capacity" = 3
"""

MORE_ROOMS = """[scenario]
title = "A third room"
base  = "clinic.toml"
[resource.room]
capacity = 3
"""


class ProgramTest(unittest.TestCase):
    """Each test works in a scratch folder that holds clinic.toml and its redesign more.toml."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        self.write("clinic.toml", CLINIC)
        self.write("more.toml", MORE_ROOMS)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def run_program(self, *arguments, **options):
        environment = {**os.environ, **options.pop("env", {})}
        return subprocess.run([PROGRAM, *arguments], cwd=self.folder, env=environment, capture_output=True,
                              text=True, check=False, timeout=options.pop("timeout", 300), **options)

    def expect(self, status, *arguments, **options):
        done = self.run_program(*arguments, **options)
        self.assertEqual(done.returncode, status, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def expect_refusal(self, words, *arguments, status=2):
        """Refused with a message that holds `words`, nothing on standard output, and no file left behind."""
        before = sorted(self.folder.rglob("*"))
        done = self.expect(status, *arguments)
        self.assertIn(words, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(sorted(self.folder.rglob("*")), before)
        return done

    def expect_json(self, *arguments):
        return json.loads(self.expect(0, *arguments).stdout)
