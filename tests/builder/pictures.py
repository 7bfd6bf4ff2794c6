"""Reports as pictures: pages as Chromium shows them, and what a scanner makes of them."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from builder import html
from builder.parts import Part

if TYPE_CHECKING:
    from PIL.Image import Image

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_WIDTH = 794
_QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-dev-shm-usage",
)
_STYLE = """<style>
body { font: 12pt/1.5 "Noto Serif CJK SC", serif; margin: 60px 70px; background: white }
h1, h2, h3, h4 { font-size: 1.1em } h1 { text-align: center; font-size: 1.5em }
p { text-indent: 2em }
table { border-collapse: collapse; width: 100%; font-size: 10pt; line-height: 1.3 }
td { border: 1px solid black; padding: 1pt 3pt; text-align: center }
</style></head>"""


class Scanner(NamedTuple):
    """How a page is scanned: dots to the inch, degrees askew, strength of the noise."""

    dpi: int = 200
    askew: float = 0.0
    noise: float = 0.0


def shown(parts: Sequence[Part], dpi: int, height: int) -> Image:
    """The report in one grey picture, as wide as a page and `height` CSS pixels high."""
    from PIL import Image

    size = (f"--window-size={_WIDTH},{height}", f"--force-device-scale-factor={dpi / 96:.4f}")
    with Image.open(BytesIO(_made(parts, "screenshot", *size))) as picture:
        return picture.convert("L")


def printed(parts: Sequence[Part]) -> bytes:
    """The report as a PDF file with text."""
    return _made(parts, "print-to-pdf", "--no-pdf-header-footer")


def _made(parts: Sequence[Part], what: str, *options: str) -> bytes:
    """What Chromium makes of the page of a report."""
    assert CHROMIUM is not None
    page = html.clean(parts).replace("</head>", _STYLE).replace(' border="1"', "")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "page.html"), Path(folder, "made.png" if what == "screenshot" else "made.pdf")
        source.write_text(page, encoding="utf-8")
        command = [CHROMIUM, *_QUIET, *options, f"--user-data-dir={folder}/profile", f"--{what}={target}"]
        subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=120)
        return target.read_bytes()


def scanned(parts: Sequence[Part], height: int, scanner: Scanner) -> Image:
    """The picture as it comes from a scanner."""
    import numpy as np
    from PIL import Image, ImageFilter

    picture = shown(parts, scanner.dpi, height)
    if scanner.askew:
        picture = picture.rotate(scanner.askew, Image.Resampling.BICUBIC, fillcolor=255)
    if scanner.noise:
        random = np.random.default_rng(7)
        faded = np.asarray(picture, dtype=np.float32) * 0.82 + 32
        picture = Image.fromarray(
            np.clip(faded + random.normal(0, scanner.noise, faded.shape), 0, 255).astype(np.uint8)
        )
        picture = picture.filter(ImageFilter.GaussianBlur(0.7))
    return picture


def saved(picture: Image, format: str, **options: object) -> bytes:
    """The bytes of a picture file; of a PDF with a picture for each page."""
    file = BytesIO()
    picture.save(file, format, **options)
    return file.getvalue()
