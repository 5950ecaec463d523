"""Very large, very small and none at all: it works, or is refused with a reason, in the memory that is documented."""

import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from program import CLINIC, PROGRAM, SOURCE, ProgramTest  # noqa: E402

SANITIZED = bool(os.environ.get("CAREPATH_SMOKE"))
FULL = bool(os.environ.get("CAREPATH_FULL"))
QUICK = ["--replications", "1", "--json", "--quiet"]


def with_settings(*settings):
    return [part for setting in settings for part in ("--set", setting)]


class LimitsTest(ProgramTest):
    def figures(self, name, *options, status=0):
        done = self.expect(status, "run", name, *QUICK, *options)
        return {key: entry["mean"] for key, entry in json.loads(done.stdout)["variants"][0]["kpis"].items()}

    def measured(self, *arguments):
        """The most memory a run took, in bytes, and its figures."""
        meter = "import json, resource, subprocess, sys\n" \
                "done = subprocess.run(sys.argv[1:], capture_output=True, text=True)\n" \
                "print(json.dumps([done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, done.stdout, done.stderr]))"
        out = subprocess.run([sys.executable, "-c", meter, PROGRAM, *arguments], cwd=self.folder, capture_output=True,
                             text=True, check=True)
        status, kilobytes, figures, words = json.loads(out.stdout)
        self.assertEqual(status, 0, words)
        return kilobytes * 1024, json.loads(figures)["variants"][0]["kpis"]


@unittest.skipIf(SANITIZED, "sizes are tried in the build that users run")
class Large(LimitsTest):
    def test_ten_thousand_steps(self):
        steps = "".join(f"[step.s{at}]\ntakes = '1 min'\nnext = 's{at + 1}'\n" for at in range(10_000))
        self.write("long.toml", CLINIC.replace('first = "visit"', 'first = "s0"') + steps
                   + "[step.s10000]\nneeds = 'room'\ntakes = '1 h'\nnext = 'visit'\n")
        self.assertIn("10002 steps", self.expect(0, "check", "long.toml").stdout)
        self.assertGreater(self.figures("long.toml", "--set", "run.length=3 weeks")["seen"], 50)

    def test_a_hundred_thousand_resources(self):
        self.write("wide.toml", CLINIC + "".join(f"[resource.r{at}]\ncapacity = 1\n" for at in range(100_000)))
        few, wide = self.figures("clinic.toml"), self.figures("wide.toml")
        self.assertEqual(few, wide)

    def test_a_hundred_years(self):
        figures = self.figures("clinic.toml", *with_settings("run.length=5200 weeks", "source.referrals.rate=1 per week"))
        self.assertAlmostEqual(figures["seen"], 5200, delta=4 * 5200**0.5)

    def test_a_run_longer_than_time_is_refused(self):
        for length in ("1000000 weeks", "1e300 days"):
            self.expect_refusal("at most 100 years", "run", "clinic.toml", "--set", f"run.length={length}")

    def inside(self, people):
        """So many people waiting for one room from the start, measured against none of them."""
        text = CLINIC + "[source.there]\nat = 'start'\ncount = COUNT\nfirst = 'visit'\n"
        self.write("none.toml", text.replace("COUNT", "0"))
        self.write("many.toml", text.replace("COUNT", str(people)))
        options = [*QUICK, "--threads", "1", "--set", "run.length=1 weeks"]
        without, _ = self.measured("run", "none.toml", *options)
        most, figures = self.measured("run", "many.toml", *options)
        self.assertGreater(figures["seen"]["mean"], 50)
        return (most - without) / people

    def documented(self):
        """The last figure of its row in the table of docs/performance.md."""
        text = (SOURCE / "docs/performance.md").read_text(encoding="utf-8")
        row = re.search(r"(?m)^\| memory, bytes per person.*$", text).group(0)
        return float(re.findall(r"\d+", row)[-1])

    def test_memory_for_each_person_waiting_is_as_documented(self):
        each = self.inside(10_000_000 if FULL else 500_000)
        self.assertLess(each, 1.25 * self.documented(), f"{each:.0f} bytes a person")
        self.assertGreater(each, 20)


class Small(LimitsTest):
    def test_nobody_comes(self):
        for settings in (["source.referrals.rate=0 per week"], ["source.referrals.rate=1e-9 per week"]):
            figures = self.figures("clinic.toml", *with_settings(*settings))
            self.assertEqual(figures["seen"], 0)
            self.assertIsNone(figures["wait"])
        self.expect(0, "check", "clinic.toml", "--set", "source.referrals.rate=0 per week")
        self.expect(0, "run", "clinic.toml", "--set", "source.referrals.rate=0 per week", "-o", "none.h5", "--quiet")
        self.expect(0, "report", "none.h5", "-o", "none.html")

    def test_no_capacity(self):
        done = self.run_program("run", "clinic.toml", *QUICK, "--set", "resource.room.capacity=0")
        if done.returncode == 2:
            self.assertIn("room", done.stderr)
        else:
            figures = json.loads(done.stdout)["variants"][0]["kpis"]
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(figures["seen"]["mean"], 0)

    def test_no_variance(self):
        """Somebody every four hours for an hour and two rooms: nobody waits, in any replication."""
        for settings in (['step.visit.takes="1 h"'], ['step.visit.takes={ dist = "normal", mean = "1 h", sd = "0 h" }'],
                         ['step.visit.takes={ dist = "lognormal", mean = "1 h", sd = "0 h" }'],
                         ['step.visit.takes={ dist = "gamma", mean = "1 h", sd = "0 h" }'],
                         ['step.visit.takes={ dist = "uniform", low = "1 h", high = "1 h" }'],
                         ['step.visit.takes={ dist = "triangular", low = "1 h", mode = "1 h", high = "1 h" }']):
            self.write("even.toml", CLINIC.replace('rate  = "60 per week"', 'every = "4 h"'))
            done = self.run_program("run", "even.toml", "--json", "--quiet", *with_settings(*settings))
            if done.returncode == 2:
                self.assertRegex(done.stderr, "sd|low|high|mode", settings)
                continue
            self.assertEqual(done.returncode, 0, done.stderr)
            figures = json.loads(done.stdout)["variants"][0]["kpis"]
            self.assertEqual((figures["wait"]["mean"], figures["wait"]["low"], figures["wait"]["high"]), (0, 0, 0))
            self.assertIn(figures["seen"]["mean"], (335, 336))

    def test_work_of_no_length(self):
        self.assertEqual(self.figures("clinic.toml", "--set", "step.visit.takes=0 min")["wait"], 0)


class Rates(LimitsTest):
    def test_a_thousand_million_an_hour_is_run_for_a_moment_or_refused(self):
        done = self.run_program("run", "clinic.toml", *QUICK, "--threads", "1",
                                *with_settings("source.referrals.rate=1e9 per day", "run.length=1 s", "step.visit.takes=0 s"))
        self.assertIn(done.returncode, (0, 2), done.stderr)
        if done.returncode == 0:
            seen = json.loads(done.stdout)["variants"][0]["kpis"]["seen"]["mean"]
            expected = 1e9 / 86400
            self.assertAlmostEqual(seen, expected, delta=5 * expected**0.5)

    def test_a_rate_that_no_clock_can_hold_is_refused_or_fails_in_words(self):
        """A thousand million in each millisecond: more than a run can do, said at once or as a failed replication."""
        limit = lambda: resource.setrlimit(resource.RLIMIT_CPU, (60, 60))  # noqa: E731
        done = self.run_program("check", "clinic.toml", "--set", "source.referrals.rate=1e300 per day", preexec_fn=limit)
        self.assertIn(done.returncode, (0, 2), done.stderr[-300:])


class Crowds(LimitsTest):
    CROWD = """[scenario]
title = "Those who come bring more"
[run]
start = 2026-01-05
length = "10 days"
replications = 1
[source.s]
first = "q"
{source}
[resource.r]
capacity = 1
[step.q]
needs = "r"
takes = "1 day"
next = "done"
[outcome]
done = "Done"
"""

    def failure(self, source):
        self.write("crowd.toml", self.CROWD.format(source=source))
        done = self.run_program("run", "crowd.toml", "--quiet")
        self.assertEqual(done.returncode, 3, done.stderr)
        return done.stdout + done.stderr

    def test_more_people_than_anybody_needs_end_the_replication_in_words(self):
        self.assertIn("more than 20 million people", self.failure('at = "start"\ncount = 30_000_000'))

    @unittest.skipUnless(FULL, "takes gigabytes")
    def test_a_crowd_that_feeds_itself_ends_before_the_memory_does(self):
        self.assertIn("more than 20 million people", self.failure('rate = "5 per day"\nbatch = "= 1 + queue(r)"'))

    def test_a_number_of_people_that_cannot_be_is_told_of_its_source(self):
        for source in ('rate = "5 per day"\nbatch = "= queue(r) - 2"', 'per = "1 day"\ncount = "= 1e12 + queue(r)"'):
            self.assertIn("source 's' cannot send", self.failure(source))


if __name__ == "__main__":
    unittest.main()
