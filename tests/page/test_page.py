"""The viewer as a page, in headless Chromium: a file dropped on it opens, and its what-if equals the command line's."""

import contextlib
import functools
import http.server
import math
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import h5py

from chromium import Chromium, find_program

SOURCE = pathlib.Path(os.environ.get("CAREPATH_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = os.environ.get("CAREPATH", str(SOURCE / "build/release/bin/carepath"))
PAGE = pathlib.Path(os.environ.get("CAREPATH_PAGE", "nowhere"))  # given by the release build alone
PICTURES = os.environ.get("CAREPATH_PAGE_PICTURES")  # a folder to keep the pictures in
SCENARIOS = SOURCE / "scenarios" / "orthopaedics"
REPLICATIONS = 6
HANDLE = (150, 195, 235)  # colour of a slider's handle
FIRST_VARIANT = (0, 114, 178)
BUTTON = (226, 234, 243)
MIDDLE = (700, 400)
AWAY = (1350, 850)
CORNER = (1300, 800)
PANELS_TO_WHAT_IF = 20    # at most
ANSWER = "viewer && Module.answer()"


class QuietServer(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served(folder):
    """The folder on loopback, as any static host would serve it."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(QuietServer, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def figures_in(path):
    """Of the last variant: [(mean, low, high)] in the order of the file."""
    with h5py.File(path) as file:
        return [tuple(file["kpi"][name][-1, row] for name in ("mean", "low", "high"))
                for row in range(len(file["kpi/kpi"]))]


def same(one, other):
    return one == other or math.isnan(one) and math.isnan(other)


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = pathlib.Path(scratch.name)
        shutil.copytree(PAGE, cls.folder / "page")
        cls.results = cls.folder / "page" / "orthopaedics.h5"
        cls.compare(SCENARIOS / "current.toml", SCENARIOS / "hub.toml", output=cls.results)
        (cls.folder / "profile").mkdir()
        cls.browser = Chromium(cls.folder / "profile")
        cls.addClassCleanup(cls.browser.close)

    @classmethod
    def compare(cls, *scenarios, output):
        done = subprocess.run([PROGRAM, "compare", *map(str, scenarios), "--quiet", "-o", str(output),
                               "--replications", str(REPLICATIONS)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)

    def keep_picture(self, name):
        if PICTURES:
            (pathlib.Path(PICTURES) / (name + ".png")).write_bytes(self.browser.picture())

    def open_page(self, address):
        self.browser.complaints.clear()
        self.browser.open(address)
        self.browser.wait_for("typeof viewer !== 'undefined' && viewer !== 0")
        time.sleep(1)

    def show_what_if(self):
        """Turns the pages until sliders can be seen; gives the place of the first one's handle."""
        for _ in range(PANELS_TO_WHAT_IF):
            self.browser.press("PageDown")
            time.sleep(0.5)
            if place := self.browser.place_of_colour(*HANDLE):
                return place
        return self.fail("no panel shows a slider")

    def run_what_if(self):
        """Drags the first slider to the left, and waits for the answer of all replications."""
        x, y = self.show_what_if()
        let_go = time.monotonic()
        self.browser.drag((x + 4, y + 6), (x - 30, y + 6))
        first = self.browser.wait_for(ANSWER + ".figures.length && Module.answer()", 300)
        print(f"the first answer, of {first['replications']} replications, {time.monotonic() - let_go:.1f} s after "
              f"taking hold of the slider ({first['first_answer_ms']:.0f} ms by the page's own clock)")
        whole = f"Module.answer().replications === {REPLICATIONS} && !Module.answer().running && Module.answer()"
        return self.browser.wait_for(whole, 600)

    def figures_of_command_line(self, settings):
        text = '[scenario]\ntitle = "What if"\nbase = "hub.toml"\n'
        for setting in settings:
            path, value = setting.split("=", 1)
            section, field = path.rsplit(".", 1)
            text += f"[{section}]\n{field} = {value}\n"
        shutil.copytree(SCENARIOS, self.folder / "scenarios", dirs_exist_ok=True)
        (self.folder / "scenarios" / "what-if.toml").write_text(text, encoding="utf-8")
        output = self.folder / "what-if.h5"
        self.compare(self.folder / "scenarios/current.toml", self.folder / "scenarios/what-if.toml", output=output)
        return figures_in(output)

    def test_the_what_if_equals_the_command_line_to_the_last_digit(self):
        with served(self.folder / "page") as host:
            self.open_page(host + "/index.html?open=orthopaedics.h5")
            answer = self.run_what_if()
            self.browser.mouse("mouseMoved", AWAY)
            time.sleep(1)
            self.keep_picture("what-if")
        self.assertEqual(len(answer["settings"]), 1, answer["settings"])
        expected = self.figures_of_command_line(answer["settings"])
        shown = [tuple(float(row[name]) for name in ("mean", "low", "high")) for row in answer["figures"]]
        self.assertEqual(len(shown), len(expected))
        for row, ours, theirs in zip(answer["figures"], shown, expected):
            self.assertTrue(all(map(same, ours, theirs)), f"{row}: the command line has {theirs}")
        # The slider did something: these are not the figures of the file that was opened.
        self.assertFalse(all(all(map(same, *pair)) for pair in zip(shown, figures_in(self.results))))
        self.assertEqual(self.browser.complaints, [])

    def test_a_file_dropped_on_the_page_opened_from_a_folder_is_shown(self):
        self.open_page((self.folder / "page" / "index.html").as_uri())
        empty = self.browser.colours()
        self.browser.drop(self.results, MIDDLE)
        self.browser.wait_for(lambda: self.browser.place_of_colour(*FIRST_VARIANT), 60)
        self.assertGreater(self.browser.colours(), empty)
        self.keep_picture("overview")
        self.assertEqual(self.browser.complaints, [])

    def test_a_file_that_is_none_is_refused_in_words_and_the_page_goes_on(self):
        self.open_page((self.folder / "page" / "index.html").as_uri())
        wrong = self.folder / "wrong.h5"
        wrong.write_text("no results", encoding="utf-8")
        self.assertEqual(self.browser.colour_at(CORNER), [255, 255, 255])
        self.browser.drop(wrong, MIDDLE)
        self.browser.wait_for(lambda: self.browser.colour_at(CORNER) != [255, 255, 255], 60)  # behind a dialog
        self.keep_picture("refused")
        x, y = self.browser.place_of_colour(*BUTTON)  # the dialog's alone is not dimmed
        self.browser.click((x + 20, y + 8))
        self.browser.drop(self.results, MIDDLE)
        self.browser.wait_for(lambda: self.browser.place_of_colour(*FIRST_VARIANT), 60)


if __name__ == "__main__":
    if not (PAGE / "index.html").exists():
        print(f"skipped: there is no page in {PAGE}; ./check --full builds it")
        sys.exit(77)
    if not find_program():
        print("skipped: there is no Chromium (package chromium)")
        sys.exit(77)
    unittest.main()
