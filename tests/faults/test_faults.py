"""Full disks, kills, lack of memory and damaged files: nothing half-written, no earlier result lost, clear words."""

import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import unittest

import h5py

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from program import CLINIC, PROGRAM, SOURCE, ProgramTest  # noqa: E402

SANITIZED = bool(os.environ.get("CAREPATH_SMOKE"))
KILLS = int(os.environ.get("CAREPATH_KILLS", "6"))  # ./check --full sets more
LONG = ["--replications", "8000" if SANITIZED else "12000", "--threads", "2", "--quiet"]
NOBODY = 65534


def limited(what, most):
    return lambda: resource.setrlimit(what, (most, most))


class FaultTest(ProgramTest):
    """Each test begins with earlier results in out.h5, which must be there afterwards unless replaced by whole ones."""

    def setUp(self):
        super().setUp()
        self.expect(0, "run", "clinic.toml", "-o", "out.h5", "--quiet")
        self.earlier = (self.folder / "out.h5").read_bytes()

    def start(self, *arguments, **options):
        process = subprocess.Popen([PROGRAM, *arguments], cwd=self.folder, text=True, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, **options)
        self.addCleanup(process.kill)
        return process

    def expect_earlier(self):
        self.assertEqual((self.folder / "out.h5").read_bytes(), self.earlier)
        self.expect_no_parts()

    def expect_no_parts(self):
        self.assertEqual([str(path) for path in self.folder.rglob("*.part*")], [])

    def expect_whole(self, name="out.h5"):
        """The file opens and gives back its tables."""
        self.expect(0, "export", name, "--csv", "tables-of-" + name)


class Disk(FaultTest):
    WRITERS = [["run", "clinic.toml", "-o", "out.h5"], ["report", "out.h5", "-o", "page.html"],
               ["export", "out.h5", "--csv", "tables"], ["run", "clinic.toml", "--trace"],
               ["bundle", "clinic.toml", "-o", "clinic.zip"]]

    def test_a_file_that_may_not_grow(self):
        for writer in self.WRITERS:
            with self.subTest(writer[0]):
                done = self.run_program(*writer, preexec_fn=limited(resource.RLIMIT_FSIZE, 512))
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertRegex(done.stderr, "larger than allowed here|could not be written")
                self.expect_earlier()
                for made in ("page.html", "clinic.trace.csv", "clinic.zip"):
                    self.assertFalse((self.folder / made).exists(), made)

    def test_a_full_disk(self):
        small = self.folder / "small"
        small.mkdir()
        script = ('mount -t tmpfs -o size=1m tmpfs small || exit 77; cp out.h5 small/out.h5 || exit 77; '
                  'head -c 2000000 /dev/zero >small/filling 2>/dev/null; '
                  '"$0" run clinic.toml -o small/out.h5; status=$?; ls small; cmp out.h5 small/out.h5 && exit $status')
        options = ["--mount"] if os.geteuid() == 0 else ["--mount", "--map-root-user"]
        done = subprocess.run(["unshare", *options, "bash", "-c", script, PROGRAM], cwd=self.folder, text=True,
                              capture_output=True, check=False)
        if done.returncode == 77 or "unshare" in done.stderr:
            self.skipTest("no small disk can be made here: " + done.stderr.strip())
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertRegex(done.stderr, "the disk is full|No space left")
        self.assertNotIn(".part", done.stdout)

    def test_standard_output_that_takes_nothing_does_not_lose_the_file(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([PROGRAM, "run", "clinic.toml", "-o", "new.h5"], cwd=self.folder, stdout=full,
                                  stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("standard output", done.stderr)
        self.assertEqual((self.folder / "new.h5").read_bytes(), self.earlier)

    def test_a_results_file_that_cannot_be_written_does_not_lose_the_figures(self):
        done = self.run_program("run", "clinic.toml", "-o", "out.h5", "--json",
                                preexec_fn=limited(resource.RLIMIT_FSIZE, 512))
        self.assertEqual(done.returncode, 1)
        self.assertIn('"carepath-results/1"', done.stdout)

    def test_a_sweep_goes_on_after_a_full_disk(self):
        self.write("sweep.toml", CLINIC + '[sweep]\ngrid = { "resource.room.capacity" = [2, 3, 4] }\n')
        done = self.run_program("sweep", "sweep.toml", "-o", "points", preexec_fn=limited(resource.RLIMIT_FSIZE, 512))
        self.assertEqual(done.returncode, 1, done.stderr)
        self.expect_no_parts()
        resumed = ["--resume"] if (self.folder / "points").exists() else []
        self.expect(0, "sweep", "sweep.toml", "-o", "points", *resumed)
        self.expect(0, "gather", "points", "-o", "sweep.h5")


class ReadOnly(FaultTest):
    def setUp(self):
        super().setUp()
        self.user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        for path in [self.folder, *self.folder.iterdir()]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        self.addCleanup(self.folder.chmod, 0o755)
        if self.user and subprocess.run(["test", "-x", PROGRAM, "-a", "-r", self.folder / "clinic.toml"], check=False,
                                        **self.user).returncode != 0:
            self.skipTest("the program cannot be run by another user here")

    def test_a_read_only_folder_is_said_before_anything_runs(self):
        for output in ("new.h5", "out.h5"):
            began = time.monotonic()
            done = self.run_program("run", "clinic.toml", "-o", output, *LONG, **self.user)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertRegex(done.stderr, "cannot write '.*': .*([Pp]ermission denied|read-only)")
            self.assertLess(time.monotonic() - began, 5)
        self.assertEqual((self.folder / "out.h5").read_bytes(), self.earlier)

    def test_and_so_are_tables_and_pages(self):
        for writer in (["report", "out.h5", "-o", "page.html"], ["export", "out.h5", "--csv", "tables"],
                       ["bundle", "clinic.toml", "-o", "clinic.zip"]):
            done = self.run_program(*writer, **self.user)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn("ermission denied", done.stderr)


class Removed(FaultTest):
    def test_files_removed_while_running_are_not_missed(self):
        self.write("people.csv", "day\n" + "".join(f"{day / 100}\n" for day in range(4000)))
        listed = CLINIC.replace('rate  = "60 per week"', "file = 'people.csv'\ncolumns = { time = 'day' }")
        self.write("listed.toml", listed)
        self.expect(0, "run", "listed.toml", "-o", "whole.h5", *LONG, timeout=1200)
        process = self.start("run", "listed.toml", "-o", "new.h5", *LONG)
        time.sleep(3 if SANITIZED else 0.3)  # until it has read its files
        self.assertIsNone(process.poll(), "the run is too short for this test")
        (self.folder / "listed.toml").unlink()
        (self.folder / "people.csv").unlink()
        _, words = process.communicate(timeout=1200 if SANITIZED else 300)
        self.assertEqual(process.returncode, 0, words)
        self.assertEqual((self.folder / "new.h5").read_bytes(), (self.folder / "whole.h5").read_bytes())

    def test_a_folder_of_results_removed_while_running_is_said(self):
        (self.folder / "results").mkdir()
        process = self.start("run", "clinic.toml", "-o", "results/new.h5", "--json", *LONG)
        time.sleep(3 if SANITIZED else 0.3)  # until it has read its files
        self.assertIsNone(process.poll(), "the run is too short for this test")
        shutil.rmtree(self.folder / "results")
        figures, words = process.communicate(timeout=300)
        self.assertEqual(process.returncode, 1, words)
        self.assertIn("there is no folder 'results'", words)
        self.assertIn('"carepath-results/1"', figures)


class Killed(FaultTest):
    def kill_at_random(self, number, seed):
        """A short run replaces out.h5 and is struck at a random moment, often while it writes."""
        luck = random.Random(seed)
        self.expect(0, "run", "clinic.toml", "-o", "other.h5", "--seed", "2", "--quiet")
        other = (self.folder / "other.h5").read_bytes()
        began = time.monotonic()
        self.expect(0, "run", "clinic.toml", "-o", "other.h5", "--seed", "2", "--quiet")
        took = time.monotonic() - began
        seen = set()
        for _ in range(KILLS):
            (self.folder / "out.h5").write_bytes(self.earlier)
            process = self.start("run", "clinic.toml", "-o", "out.h5", "--seed", "2", "--quiet")
            time.sleep(luck.uniform(0.3, 1.2) * took)
            process.send_signal(number)
            process.communicate(timeout=60)
            self.assertIn(process.returncode, (0, 130, -number))
            if process.returncode == 130:  # stopped in good order: a whole file with what was finished
                self.expect_whole()
            else:
                left = (self.folder / "out.h5").read_bytes()
                self.assertIn(left, (self.earlier, other))
                seen.add(left == other)
        return seen

    def test_kill_leaves_the_old_file_or_the_whole_new_one(self):
        self.kill_at_random(signal.SIGKILL, 1)
        self.expect(0, "run", "clinic.toml", "-o", "out.h5", "--quiet")
        self.expect_earlier()

    def test_and_so_do_other_signals(self):
        for at, number in enumerate((signal.SIGTERM, signal.SIGINT, signal.SIGHUP)):
            with self.subTest(number.name):
                self.kill_at_random(number, at + 2)

    def test_what_a_killed_run_has_left_is_written_over(self):
        self.write("out.h5.part", "half a file " * 100_000)
        self.expect(0, "run", "clinic.toml", "-o", "out.h5", "--quiet")
        self.expect_earlier()


class TwoRuns(FaultTest):
    def test_to_one_file_leave_a_whole_file(self):
        seeds = range(1, 9)
        whole = []
        for seed in seeds:
            self.expect(0, "run", "clinic.toml", "-o", "one.h5", "--seed", str(seed), "--quiet")
            whole.append((self.folder / "one.h5").read_bytes())
        self.assertEqual(len(set(whole)), len(whole))
        for _ in range(2 if SANITIZED else 5):
            processes = [self.start("run", "clinic.toml", "-o", "out.h5", "--seed", str(seed), "--quiet", "--threads", "1")
                         for seed in seeds]
            for process in processes:
                _, words = process.communicate(timeout=120)
                self.assertEqual(process.returncode, 0, words)
            self.assertIn((self.folder / "out.h5").read_bytes(), whole)
            self.expect_no_parts()


@unittest.skipIf(SANITIZED, "the sanitizers need more memory than could be limited")
class Memory(FaultTest):
    def least(self):
        """The least memory in which the program starts, in MB."""
        for megabytes in range(20, 400, 5):
            if self.run_program("--version", preexec_fn=limited(resource.RLIMIT_AS, megabytes * 10**6)).returncode == 0:
                return megabytes
        self.fail("the program does not start in 400 MB")

    def test_too_little_is_said_and_loses_nothing(self):
        self.write("large.toml", CLINIC.replace("60 per week", "200000 per week").replace("8 weeks", "40 weeks"))
        least = self.least()
        failed = 0
        for megabytes in range(least, least + 150, 10):
            done = self.run_program("run", "large.toml", "-o", "out.h5", "--replications", "2", "--threads", "2", "--quiet",
                                    preexec_fn=limited(resource.RLIMIT_AS, megabytes * 10**6))
            self.assertIn(done.returncode, (1, 3), f"{megabytes} MB: {done.stderr[-300:]}")
            self.assertRegex(done.stderr, "not enough memory|cannot write dataset|unavailable")
            self.expect_earlier()
            failed += 1
        self.assertGreater(failed, 10)


class Clock(unittest.TestCase):
    def test_nothing_asks_what_time_it_is(self):
        """So that a clock that is changed, or wrong, changes nothing; how long a run takes is told by another clock."""
        wall = re.compile(r"system_clock|gettimeofday|std::time\(|[^\w.>:]time\((nullptr|NULL|0)\)|localtime|gmtime"
                          r"|mktime|CLOCK_REALTIME|__DATE__|__TIME__")
        faults = []
        waits = SOURCE / "cli/progress.cpp"  # redraws a bar: a changed clock delays that, and nothing else
        for folder in ("engine", "models", "cli", "report"):
            for path in set((SOURCE / folder).rglob("*.?pp")) - {waits}:
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                    if wall.search(line.split("//")[0]):
                        faults.append(f"{path.relative_to(SOURCE)}:{number}: {line.strip()}")
        self.assertEqual(faults, [])


class Damaged(FaultTest):
    def refused(self, data):
        (self.folder / "damaged.h5").write_bytes(data)
        done = self.run_program("export", "damaged.h5", "--csv", "tables")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertRegex(done.stderr, "damaged|not a results file|not HDF5|not a Carepath")
        self.assertFalse((self.folder / "tables").exists())

    def test_a_flipped_bit_is_noticed_wherever_it_is(self):
        luck = random.Random(1)
        whole = len(self.earlier) - 33  # before the sum, whose own bits are tried below
        for _ in range(20 if SANITIZED else 60):
            data = bytearray(self.earlier)
            data[luck.randrange(whole)] ^= 1 << luck.randrange(8)
            self.refused(bytes(data))

    def test_a_flipped_bit_in_the_sum_is_noticed_or_harmless(self):
        for at in range(1, 34):
            data = bytearray(self.earlier)
            data[-at] ^= 1
            (self.folder / "damaged.h5").write_bytes(bytes(data))
            self.assertIn(self.run_program("export", "damaged.h5", "--csv", "tables").returncode, (0, 2))

    def test_a_file_cut_short_is_refused(self):
        luck = random.Random(2)
        for _ in range(10 if SANITIZED else 40):
            self.refused(self.earlier[:luck.randrange(len(self.earlier) - 64)])
        self.refused(self.earlier[:-1000] + self.earlier[-500:])

    def test_the_other_commands_refuse_it_too(self):
        data = bytearray(self.earlier)
        data[len(data) // 2] ^= 4
        (self.folder / "damaged.h5").write_bytes(bytes(data))
        done = self.run_program("report", "damaged.h5", "-o", "page.html")
        self.assertEqual(done.returncode, 2)
        self.assertIn("its bytes are not those that were written", done.stderr)
        self.assertFalse((self.folder / "page.html").exists())

    def test_a_file_changed_by_another_program_is_read(self):
        with h5py.File(self.folder / "out.h5", "r+") as file:
            file.attrs["remark"] = "looked at in March"
        self.expect_whole()


if __name__ == "__main__":
    unittest.main()
