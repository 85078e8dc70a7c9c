"""The picture of a scorecard in the READMEs: python3 test/tools/picture.py PROGRAM writes examples/scorecard.png and
examples/scorecard.en.png, of fixtures/pairs, by Chromium. With Pillow they get a palette and half the size."""
import base64
import io
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "test"))
import chromium  # noqa: E402

WIDTH, CARDS = 860, 2
# From the line above the heading of the comparison to the end of the last card that is shown.
CLIP = f"""(() => {{
    const cards = document.querySelectorAll('section.row'), head = document.querySelector('h2');
    return [head.getBoundingClientRect().top, cards[{CARDS} - 1].getBoundingClientRect().bottom];
}})()"""


def smaller(png):
    try:
        from PIL import Image
    except ImportError:
        return png
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def shoot(browser, page):
    browser.look(page, WIDTH)
    top, bottom = browser.evaluate(CLIP)
    clip = {"x": 0, "y": max(top - 14, 0), "width": WIDTH, "height": bottom - top + 26, "scale": 1}
    return base64.b64decode(browser.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)["data"])


def main():
    program = os.path.abspath(sys.argv[1])
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder, chromium.Browser() as browser:
        for language, name in ("zh", "scorecard.png"), ("en", "scorecard.en.png"):
            page = os.path.join(folder, language + ".html")
            subprocess.run([program, "compare", "--format", "html", "--lang", language, "-o", page, "--plan", "fixtures/pairs/plan.txt",
                            "--review", "fixtures/pairs/review.txt"], check=True)
            png = smaller(shoot(browser, page))
            with open(os.path.join("examples", name), "wb") as file:
                file.write(png)
            print(f"examples/{name}: {len(png)} bytes")


main()
