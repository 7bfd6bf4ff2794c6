"""Red seals on scanned pages: what is printed below them is what remains."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

pytest.importorskip("cv2", reason='needs the extra: pip install "gouji[ocr]"')
pytest.importorskip("PIL", reason='needs the extra: pip install "gouji[ocr]"')

import cv2
import numpy as np

from gouji.readers import picture_file, seals

RED = (220, 30, 30)


def page() -> Any:
    """A page in colour with figures and lines, on paper that is not quite white."""
    made = np.full((1200, 850, 3), 246, dtype=np.uint8)
    for row in range(10):
        cv2.putText(made, f"1{row} 2047 368", (300, 300 + 60 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (20, 20, 20), 2)
        cv2.line(made, (250, 320 + 60 * row), (700, 320 + 60 * row), (20, 20, 20), 2)
    return made


def sealed(plain: Any, colour: tuple[int, int, int] = RED) -> Any:
    """The page with a seal, whose ink darkens what lies below."""
    ink = np.full_like(plain, 255)
    cv2.circle(ink, (470, 520), 90, colour, 9)
    cv2.circle(ink, (470, 520), 30, colour, -1)
    return (plain.astype(np.float32) * ink / 255).astype(np.uint8)


def dark(picture: Any) -> Any:
    return picture < 128


@pytest.mark.parametrize("quality", [60, 95])
def test_what_is_printed_below_a_seal_remains(quality: int) -> None:
    plain = page()
    _, scan = cv2.imencode(".jpg", sealed(plain)[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    (read,) = picture_file.pictures(scan.tobytes(), "scan.jpg")
    _, other = cv2.imencode(".jpg", plain[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    (known,) = picture_file.pictures(other.tobytes(), "scan.jpg")
    assert (dark(read) != dark(known)).mean() < 0.001
    assert dark(known).mean() > 0.02


def test_red_figures_and_headings_without_a_seal_stay() -> None:
    plain = page()
    cv2.putText(plain, "4096", (300, 1000), cv2.FONT_HERSHEY_SIMPLEX, 1.1, RED, 2)
    cv2.putText(plain, "HEADING OF AN OFFICE", (100, 150), cv2.FONT_HERSHEY_SIMPLEX, 1.8, RED, 5)
    assert (seals.grey(plain) == cv2.cvtColor(plain, cv2.COLOR_RGB2GRAY)).all()


def test_rings_in_other_inks_stay() -> None:
    blue = sealed(page(), (30, 30, 220))
    assert (seals.grey(blue) == cv2.cvtColor(blue, cv2.COLOR_RGB2GRAY)).all()


@pytest.mark.parametrize("size", [(1, 1), (40, 3000), (3000, 40)])
def test_odd_sizes(size: tuple[int, int]) -> None:
    assert seals.grey(np.full((*size, 3), RED, dtype=np.uint8)).shape == size


def test_pages_without_colour_are_left_alone() -> None:
    from PIL import Image

    file = BytesIO()
    Image.fromarray(page()).convert("L").save(file, "PNG")
    (read,) = picture_file.pictures(file.getvalue(), "scan.png")
    assert dark(read).any()
