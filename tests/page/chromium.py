"""A headless Chromium driven by its DevTools protocol over two pipes: no port, no further package."""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import time

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# WebGL without a graphics card, and no sandbox for those who test as root in a container.
FLAGS = ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--use-gl=angle", "--use-angle=swiftshader",
         "--enable-unsafe-swiftshader", "--no-first-run", "--disable-extensions", "--disable-background-networking",
         "--remote-debugging-pipe")
KEYS = {"PageDown": 34, "PageUp": 33}
# Looks at a picture: `data` holds its pixels, four bytes each.
LOOK = """(async () => {
  const image = new Image();
  image.src = "data:image/png;base64,%s";
  await image.decode();
  const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  %s
})()"""
# The first place from the top that has a colour, and has it a little to the right as well.
FIND_COLOUR = """const is = at => Math.abs(data[at] - %d) + Math.abs(data[at + 1] - %d) + Math.abs(data[at + 2] - %d) < 6;
  for (let at = 0; at < data.length; at += 4)
    if (is(at) && is(at + 16)) return [(at / 4) %% image.width, Math.floor(at / 4 / image.width)];
  return null;"""
COUNT_COLOURS = "return new Set(new Uint32Array(data.buffer)).size;"
COLOUR_AT = "const at = 4 * (%d + %d * image.width); return [...data.slice(at, at + 3)];"


def find_program():
    return next((path for path in map(shutil.which, PROGRAMS) if path), None)


class Chromium:
    """One tab, `width` by `height`. To be closed, or used in a `with`."""

    def __init__(self, profile, width=1360, height=860):
        read_here, write_there = os.pipe()
        read_there, write_here = os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in (read_there, write_there)]

        def place_ends():  # the browser reads commands from 3 and writes answers to 4
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.process = subprocess.Popen([find_program(), *FLAGS, f"--user-data-dir={profile}", "about:blank"],
                                        preexec_fn=place_ends, pass_fds=(3, 4), stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        env={**os.environ, "HOME": str(profile)})
        for end in (read_there, write_there, *ends):
            os.close(end)
        self.reading, self.writing = read_here, write_here
        self.waiting, self.number, self.session = b"", 0, None
        self.complaints = []  # errors and warnings of the page
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime"):
            self.call(domain + ".enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=60)
        os.close(self.reading)
        os.close(self.writing)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        text = json.dumps(message).encode() + b"\0"
        while text:
            text = text[os.write(self.writing, text):]
        while True:
            answer = self._next_message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def _next_message(self, seconds=240):
        while b"\0" not in self.waiting:
            if not select.select([self.reading], [], [], seconds)[0]:
                raise TimeoutError(f"the browser said nothing for {seconds} seconds")
            more = os.read(self.reading, 1 << 20)
            if not more:
                raise RuntimeError("the browser ended")
            self.waiting += more
        text, self.waiting = self.waiting.split(b"\0", 1)
        message = json.loads(text)
        if message.get("method") == "Runtime.exceptionThrown":
            details = message["params"]["exceptionDetails"]
            self.complaints.append(details.get("exception", {}).get("description", details["text"]))
        if message.get("method") == "Runtime.consoleAPICalled" and message["params"]["type"] in ("error", "warning"):
            self.complaints.append(" ".join(str(word.get("value", "")) for word in message["params"]["args"]))
        return message

    def evaluate(self, script):
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{script[:80]}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def open(self, address):
        self.call("Page.navigate", url=address)

    def wait_for(self, what, seconds=120):
        """Until `what`, a script or a function, is true; gives what it said."""
        ends = time.monotonic() + seconds
        while True:
            answer = what() if callable(what) else self.evaluate(what)
            if answer:
                return answer
            if time.monotonic() > ends:
                raise TimeoutError(f"{what} stayed false for {seconds} seconds; the page said: {self.complaints}")
            time.sleep(0.2)

    def press(self, key):
        for kind in ("rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=KEYS[key])
            time.sleep(0.3)  # the viewer looks at keys once a frame

    def mouse(self, kind, place, button="none"):
        held = 1 if button == "left" and kind != "mouseReleased" else 0
        self.call("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button=button, buttons=held,
                  clickCount=1)
        time.sleep(0.3)

    def click(self, place):
        self.drag(place, place)

    def drag(self, start, end):
        """With the left button."""
        self.mouse("mouseMoved", start)
        self.mouse("mousePressed", start, "left")
        self.mouse("mouseMoved", end, "left")
        self.mouse("mouseReleased", end, "left")

    def drop(self, path, place):
        """As if the file were dragged from the desktop."""
        data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.call("Input.dispatchDragEvent", type=kind, x=place[0], y=place[1], data=data)

    def picture(self):
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def look(self, script):
        return self.evaluate(LOOK % (base64.b64encode(self.picture()).decode(), script))

    def place_of_colour(self, *colour):
        return self.look(FIND_COLOUR % colour)

    def colour_at(self, place):
        return self.look(COLOUR_AT % place)

    def colours(self):
        return self.look(COUNT_COLOURS)
