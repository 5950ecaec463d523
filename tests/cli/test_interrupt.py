"""Ctrl-C: the first keeps what is finished in a valid file that says so, the second ends the program at once."""

import os
import pty
import signal
import subprocess
import time
import unittest

import h5py

from program import PROGRAM, ProgramTest

LONG = ["--replications", "100000", "--threads", "2"]


class Interrupt(ProgramTest):
    def start(self, *arguments, **streams):
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        process = subprocess.Popen([PROGRAM, *arguments], cwd=self.folder, env=environment, text=True,
                                   **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams})
        self.addCleanup(process.kill)
        return process

    def test_the_first_keeps_what_is_finished(self):
        process = self.start("run", "clinic.toml", "-o", "out.h5", "--json", *LONG)
        process.stderr.readline()  # some replications are done
        process.send_signal(signal.SIGINT)
        output, words = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, words)
        self.assertIn("Stopped: ", words)
        self.assertIn("Wrote out.h5", words)
        self.assertTrue(output.startswith("{"))
        with h5py.File(self.folder / "out.h5") as file:
            self.assertTrue(any("cancel" in name and bool(value) for name, value in file.attrs.items()), dict(file.attrs))
        again = self.expect(0, "export", "out.h5", "--csv", "tables")
        self.assertEqual(again.returncode, 0)

    def test_progress_is_in_plain_lines_when_there_is_no_terminal(self):
        process = self.start("run", "clinic.toml", "--replications", "20000", "--threads", "1")
        first = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        output, words = process.communicate(timeout=60)
        self.assertRegex(first, r"^ *\d+%  \d+ of 20000 replications, .* left\n$")
        self.assertNotIn("\r", words)
        self.assertNotIn(" left", output)

    def test_progress_is_a_bar_on_a_terminal(self):
        mine, theirs = pty.openpty()
        process = self.start("run", "clinic.toml", "--json", *LONG, stderr=theirs, stdout=subprocess.DEVNULL)
        os.close(theirs)
        shown = ""
        while " left" not in shown:
            shown += os.read(mine, 65536).decode()
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=60), 130)
        os.close(mine)
        self.assertRegex(shown, r"\[#*-*\] +\d+%  \d+ of 100000 replications, .* left")

    def test_the_file_there_before_is_replaced_only_at_the_end(self):
        self.write("out.h5", "old")
        process = self.start("run", "clinic.toml", "-o", "out.h5", "--quiet", *LONG)
        time.sleep(1.5)
        self.assertEqual((self.folder / "out.h5").read_text(), "old")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        with h5py.File(self.folder / "out.h5") as file:
            self.assertGreater(len(file.attrs), 0)


if __name__ == "__main__":
    unittest.main()
