"""Headless Chromium over its debugging pipe: what a browser makes of a page. Standard library only.

    with chromium.Browser() as browser:             # chromium.find() is None where there is none
        seen = browser.look("/tmp/page.html", 390)  # dict: width, inner, requests, messages, png, pdf
"""
import base64
import json
import os
import shutil
import subprocess
import tempfile
import time


def find():
    return next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)


class Browser:
    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_child, ours_out = os.pipe()
        ours_in, from_child = os.pipe()
        command = [find(), "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run",
                   "--disable-background-networking", "--disable-dev-shm-usage", "--hide-scrollbars",
                   f"--user-data-dir={self.folder.name}", "about:blank"]

        def place():  # Chromium reads from 3 and writes to 4
            high_in, high_out = os.dup2(to_child, 30), os.dup2(from_child, 31)
            os.dup2(high_in, 3)
            os.dup2(high_out, 4)

        plain = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}  # our sanitizers are not its
        self.process = subprocess.Popen(command, close_fds=False, preexec_fn=place, stderr=subprocess.DEVNULL, env=plain)
        os.close(to_child)
        os.close(from_child)
        self.input, self.output, self.rest = ours_in, ours_out, b""
        self.number, self.events = 0, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = None
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(domain + ".enable")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)
        os.close(self.input)
        os.close(self.output)
        self.folder.cleanup()

    def read(self):
        while b"\0" not in self.rest:
            more = os.read(self.input, 1 << 20)
            if not more:
                raise EOFError("the browser went away")
            self.rest += more
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if getattr(self, "session", None):
            message["sessionId"] = self.session
        os.write(self.output, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def evaluate(self, expression):
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def look(self, path, width, pictures=False):
        self.events = []
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600)
        self.call("Page.navigate", url="file://" + os.path.abspath(path))
        for _ in range(200):
            if self.evaluate("document.readyState") == "complete" and self.evaluate("location.href") != "about:blank":
                break
            time.sleep(0.05)
        seen = {"width": self.evaluate("document.documentElement.scrollWidth"),
                "inner": self.evaluate("innerWidth"),
                "styled": self.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none",
                "scripts": self.evaluate("document.scripts.length"),
                "wide": self.evaluate(WIDE)}
        if pictures:
            size = self.call("Page.getLayoutMetrics")["cssContentSize"]
            clip = {"x": 0, "y": 0, "width": width, "height": min(size["height"], 6000), "scale": 1}
            shot = self.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
            seen["png"] = base64.b64decode(shot["data"])
        printed = self.call("Page.printToPDF", printBackground=False, preferCSSPageSize=True)
        seen["pdf"] = base64.b64decode(printed["data"])
        seen["requests"] = [e["params"]["request"]["url"] for e in self.events
                            if e.get("method") == "Network.requestWillBeSent"][1:]  # the first is the page
        seen["messages"] = [json.dumps(e["params"], ensure_ascii=False)[:400] for e in self.events
                            if e.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")]
        return seen


# Elements that stick out of the window, but for what lies in a box that scrolls.
WIDE = """[...document.querySelectorAll('body *')].filter(e => !e.closest('.wide') &&
    (e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1))
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
