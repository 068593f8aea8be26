"""Ten frames of a drag as one picture: ``python -m tests.bench.film_strip`` writes it to out/."""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.bench.browser import PLAN, open_app
from tests.bench.drag import WATCH, place
from tests.browser.helpers import settled
from tests.browser.server import running_app
from tests.conftest import ROOT

FRAMES, IN_A_ROW, WIDTH = 10, 5, 720
SHOWN = ROOT / "out" / "film_strip.png"


def shot(page, share):
    """Drag on to a share of the way, and take the picture once its charts are drawn."""
    before = page.evaluate("window.frames_drawn.length")
    page.mouse.move(*place(page, share), steps=3)
    page.wait_for_function(f"window.frames_drawn.length > {before}")
    image = Image.open(BytesIO(page.screenshot()))
    return image.resize((WIDTH, round(WIDTH * image.height / image.width)))


def strip():
    """Take the frames, the hand down from the first to the last."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(Path(folder) / "log") as address,
        open_app(address + PLAN) as (page, _),
    ):
        settled(page, timeout=120_000)
        page.evaluate(WATCH)
        page.mouse.move(*place(page, 12 / 60))
        page.mouse.down()
        frames = [shot(page, 0.22 + 0.06 * number) for number in range(FRAMES)]
        page.mouse.up()
    return frames


def main():
    frames = strip()
    width, height = frames[0].size
    whole = Image.new("RGB", (IN_A_ROW * width, -(-FRAMES // IN_A_ROW) * height))
    for number, frame in enumerate(frames):
        row, column = divmod(number, IN_A_ROW)
        whole.paste(frame, (column * width, row * height))
    SHOWN.parent.mkdir(exist_ok=True)
    whole.save(SHOWN)
    print(SHOWN)  # noqa: T201


if __name__ == "__main__":
    main()
