"""The viewer in a real window: on a screen in memory (Xvfb), moved by real key strokes and clicks (xdotool).

Each panel in the window must be the picture that --screenshot draws of it, so what the other tests hold of those
pictures holds of the window. Pictures are left in the folder CAREPATH_WINDOW_PICTURES where that is set.
"""

import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import numpy
from PIL import Image, ImageGrab

SOURCE = pathlib.Path(os.environ.get("CAREPATH_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = pathlib.Path(os.environ.get("CAREPATH", str(SOURCE / "build/release/bin/carepath")))
VIEWER = PROGRAM.parent / "carepath-viewer"
SCENARIOS = SOURCE / "scenarios/orthopaedics"
WIDTH, HEIGHT = 1360, 860  # of the window when it opens
LIST_LEFT, LIST_TOP, LIST_STEP = 60, 66, 22  # where the names of the panels stand
PATIENCE = 60 if "CAREPATH_SMOKE" not in os.environ else 600  # seconds until something must have happened
SKIPPED = 77


def lacking():
    return [name for name in ("Xvfb", "xdotool") if not shutil.which(name)]


def differing(one, other, least=48):
    """The share of pixels in which a colour differs by `least` or more."""
    if one.size != other.size:
        return 1.0
    apart = numpy.abs(numpy.asarray(one.convert("RGB"), dtype=int) - numpy.asarray(other.convert("RGB"), dtype=int))
    return float((apart.max(axis=2) >= least).mean())


class Window(unittest.TestCase):
    """Windows over the orthopaedic comparison, of few replications."""

    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = pathlib.Path(scratch.name)
        shutil.copytree(SCENARIOS.parent, cls.folder / "scenarios")
        cls.results = cls.folder / "scenarios/orthopaedics/hub.h5"
        cls.run_program("compare", "current.toml", "hub.toml", "--replications", "4", "--follow", "12", "--quiet", "-o",
                        "hub.h5")
        cls.start_screen()

    @classmethod
    def run_program(cls, *arguments):
        subprocess.run([PROGRAM, *arguments], cwd=cls.folder / "scenarios/orthopaedics", check=True, capture_output=True)

    @classmethod
    def start_screen(cls):
        reading, writing = os.pipe()
        screen = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24",
                                   "-nolisten", "tcp", "-noreset"], pass_fds=[writing], stderr=subprocess.DEVNULL)
        cls.addClassCleanup(cls.stop, screen)
        os.close(writing)
        number = ""
        while not number.endswith("\n") and select.select([reading], [], [], PATIENCE)[0]:
            if not (more := os.read(reading, 16).decode()):  # it ended
                break
            number += more
        os.close(reading)
        number = number.strip()
        if not number:
            raise AssertionError("Xvfb did not start")
        # What a driver keeps is looked for after it has been unloaded, when no suppression can name it.
        cls.environment = {**os.environ, "DISPLAY": f":{number}", "LIBGL_ALWAYS_SOFTWARE": "1",
                           "ASAN_OPTIONS": "detect_leaks=0"}

    @staticmethod
    def stop(process):
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)

    def setUp(self):
        """A window of its own, that remembers nothing of another."""
        config = tempfile.TemporaryDirectory()
        self.addCleanup(config.cleanup)
        environment = {**self.environment, "XDG_CONFIG_HOME": config.name}
        viewer = subprocess.Popen([VIEWER, self.results], cwd=self.folder, env=environment)
        self.addCleanup(self.stop, viewer)
        found = self.xdotool("search", "--sync", "--onlyvisible", "--name", "Carepath").split()[0]
        self.xdotool("windowmove", found, "0", "0")
        self.xdotool("windowfocus", found)
        # What is clicked before the window has drawn itself is lost.
        self.wait_until("the list of panels", lambda picture: self.is_chosen(picture, 0))

    @classmethod
    def xdotool(cls, *arguments):
        done = subprocess.run(["xdotool", *arguments], env=cls.environment, capture_output=True, text=True, check=False,
                              timeout=PATIENCE)
        if done.returncode != 0:
            raise AssertionError(f"xdotool {arguments}: {done.stderr}")
        return done.stdout

    def shown(self):
        return ImageGrab.grab(xdisplay=self.environment["DISPLAY"])

    def wait_until(self, what, holds):
        """The first picture for which `holds` is true."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            picture = self.shown()
            if holds(picture):
                return picture
            time.sleep(0.2)
        self.keep("failed", picture)
        return self.fail(f"not seen within {PATIENCE} s: {what}")

    def settled(self):
        """The picture once nothing has moved for a while."""
        last = [self.shown()]

        def is_still(picture):
            time.sleep(0.3)
            still = differing(picture, last[0], 1) == 0 and differing(picture, self.shown(), 1) == 0
            last[0] = picture
            return still

        return self.wait_until("a picture that stands still", is_still)

    def keep(self, name, picture):
        folder = os.environ.get("CAREPATH_WINDOW_PICTURES")
        if folder:
            pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
            picture.save(pathlib.Path(folder) / f"{name}.png")

    def press(self, *places):
        """The mouse button held from the first place to the last, slowly enough for a screen drawn in software."""
        self.xdotool("mousemove", *map(str, places[0]), "sleep", "0.3", "mousedown", "1", "sleep", "0.3")
        for place in places[1:]:
            self.xdotool("mousemove", *map(str, place), "sleep", "0.3")
        self.xdotool("mouseup", "1", "sleep", "0.3", "mousemove", str(WIDTH - 4), str(HEIGHT - 4))

    @staticmethod
    def is_chosen(picture, place):
        """Whether the name at this place of the list stands on a tinted ground."""
        row = (20, LIST_TOP + LIST_STEP * place - 8, 250, LIST_TOP + LIST_STEP * place + 8)
        return 100 < numpy.asarray(picture.convert("RGB").crop(row))[0, -1, 0] < 230

    def open_panel(self, name):
        """Clicks its name in the list; the picture once it is there and stands still."""
        place = self.panels().index(name)
        self.press((LIST_LEFT, LIST_TOP + LIST_STEP * place))
        self.wait_until(f"panel {name}", lambda picture: self.is_chosen(picture, place))
        return self.settled()

    def drawn(self, panel, *options):
        out = self.folder / f"{panel}.png"
        subprocess.run([VIEWER, "--screenshot", out, "--panel", panel, *options, self.results], check=True, cwd=self.folder,
                       env=self.environment, capture_output=True)
        return Image.open(out)

    def panels(self):
        listed = subprocess.run([VIEWER, "--list"], check=True, capture_output=True, text=True).stdout
        return re.findall(r"^\s*([a-z][a-z0-9-]*)\b", listed, re.MULTILINE)

    def test_every_panel_in_the_window_is_the_picture_drawn_without_one(self):
        names = self.panels()
        self.assertGreaterEqual(len(names), 12)
        pictures = {}
        for name in names:
            with self.subTest(name):
                pictures[name] = self.open_panel(name)
                self.keep(name, pictures[name])
                self.assertLess(differing(pictures[name], self.drawn(name)), 0.002)
        for name, other in zip(names, names[1:]):
            self.assertGreater(differing(pictures[name], pictures[other]), 0.002, f"{name} and {other}")

    def test_keys_go_from_panel_to_panel(self):
        first = self.open_panel("overview")
        self.xdotool("key", "Next")
        self.wait_until("another panel", lambda picture: differing(picture, first) > 0.002)
        self.xdotool("key", "Prior")
        self.wait_until("the first panel", lambda picture: differing(picture, first) < 0.002)

    def test_a_slider_that_is_dragged_gives_an_answer(self):
        before = self.open_panel("what-if")
        answers = (706, 0, WIDTH, HEIGHT)  # right of the sliders
        self.press((441, 168), (470, 168), (500, 168))
        self.wait_until("an answer beside the sliders",
                        lambda picture: differing(picture.crop(answers), before.crop(answers)) > 0.005)
        self.keep("what-if-dragged", self.settled())

    def test_the_date_is_dragged_and_the_queues_follow(self):
        before = self.open_panel("pathway")
        map_alone = (270, 150, WIDTH, HEIGHT)
        self.press((543, 131), (800, 131), (1100, 131))
        after = self.wait_until("other queues on the map",
                                lambda picture: differing(picture.crop(map_alone), before.crop(map_alone)) > 0.0005)
        self.keep("pathway-scrubbed", after)
        self.press((1100, 131), (800, 131), (543, 131))
        self.wait_until("the first date again",
                        lambda picture: differing(picture.crop(map_alone), before.crop(map_alone)) < 0.0002)


def main():
    if missing := lacking():
        print(f"skipped: there is no {', '.join(missing)} (packages xvfb, xdotool)", file=sys.stderr)
        return SKIPPED
    if not VIEWER.exists():
        print("skipped: the viewer was not built", file=sys.stderr)
        return SKIPPED
    return 0 if unittest.main(exit=False).result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
