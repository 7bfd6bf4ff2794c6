"""Picture files are judged by their header before they are decoded; every page becomes grey and of one size."""

from __future__ import annotations

import struct
import sys
import zlib
from io import BytesIO
from typing import Any

import pytest

pytest.importorskip("cv2", reason='needs the extra: pip install "gouji[ocr]"')
pytest.importorskip("PIL", reason='needs the extra: pip install "gouji[ocr]"')

from PIL import Image

from gouji.errors import UnreadableFile
from gouji.readers import page_picture, picture, picture_file


def saved(image: Image.Image, format: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def pages_of(data: bytes) -> list[Any]:
    return list(picture_file.pictures(data, "scan"))


def paper(mode: str = "L", size: tuple[int, int] = (200, 300), colour: Any = "white") -> Image.Image:
    """A page with a black square near its upper left corner."""
    image = Image.new(mode, size, colour)
    image.paste(Image.new(mode, (size[0] // 4, size[1] // 4), 0), (10, 10))
    return image


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int) -> bytes:
    """A PNG whose header says so, with a few bytes behind it."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(5000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("format", ["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF"])
def test_formats(format: str) -> None:
    (page,) = pages_of(saved(paper(), format))
    assert page.shape == (900, 600)
    assert page[60, 60] < 10 and page[800, 500] > 245


def test_all_pages_of_tiff_and_the_first_frame_of_gif() -> None:
    three = [paper(), paper(), paper()]
    assert len(pages_of(saved(three[0], "TIFF", save_all=True, append_images=three[1:]))) == 3
    moving = [Image.new("L", (200, 300), shade) for shade in (0, 120, 255)]
    (page,) = pages_of(saved(moving[0], "GIF", save_all=True, append_images=moving[1:]))
    assert page.max() == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGB", "RGBA", "P", "CMYK", "I;16", "I", "F"])
def test_pixels_of_any_kind(mode: str) -> None:
    base = paper()
    image = base.convert("I").point(lambda value: value * 200) if mode in ("I;16", "I") else base
    (page,) = pages_of(saved(image.convert(mode), "TIFF"))
    assert page[60, 60] < 10 and page[800, 500] > 245


def test_what_is_transparent_is_white() -> None:
    image = Image.new("RGBA", (200, 300), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (10, 10, 60, 85))
    (page,) = pages_of(saved(image, "PNG"))
    assert page[60, 60] < 10 and page[800, 500] == 255


def test_a_photo_is_turned_as_the_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (page,) = pages_of(saved(paper(size=(300, 200)), "JPEG", exif=exif))
    assert page.shape == (900, 600)
    assert page[60, 550] < 10 and page[60, 60] > 245


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (png_of(60_000, 60_000), "过大"),
        (png_of(9_000, 9_000), "过大"),
        (png_of(1, 1), "太小"),
        (png_of(30_000, 20), "太小"),
        (saved(Image.new("1", (100, 120_000)), "PNG"), "过大"),
        (b"", "已损坏"),
        (b"\x89PNG\r\n\x1a\n", "已损坏"),
        (png_of(500, 500), "已损坏"),
        (saved(paper(), "PNG")[:150], "已损坏"),
        (saved(paper(size=(800, 900)), "JPEG")[:700], "已损坏"),
        (saved(paper(), "TIFF")[:300], "已损坏"),
        (b"\0\0\0\x18ftypheic" + bytes(400), "另存为 PNG"),
    ],
    ids=[
        "bomb", "large", "pixel", "strip", "column", "empty", "mark", "little", "png", "jpeg", "tiff", "heic",
    ],
)  # fmt: skip
def test_hostile_files_are_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=r"^scan: ") as caught:
        pages_of(data)
    assert said in caught.value.zh and "\n" not in caught.value.zh


def test_too_many_pages_are_refused_before_one_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    dots = [Image.new("1", (50, 50)) for _ in range(page_picture.MOST_PAGES + 1)]
    data = saved(dots[0], "TIFF", save_all=True, append_images=dots[1:])
    monkeypatch.setattr(picture_file, "_page", lambda *_: pytest.fail("decoded"))
    with pytest.raises(UnreadableFile, match="超过 60 页"):
        pages_of(data)


def test_pages_that_lead_back_to_the_first_end() -> None:
    data = bytearray(saved(paper(), "TIFF"))
    (first,) = struct.unpack_from("<I", data, 4)
    (entries,) = struct.unpack_from("<H", data, first)
    struct.pack_into("<I", data, first + 2 + 12 * entries, first)
    assert len(pages_of(bytes(data))) == 1


@pytest.mark.parametrize("missing", ["rapidocr", "onnxruntime"])
def test_without_the_extra(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(UnreadableFile, match=r'pip install "gouji\[ocr\]"'):
        picture.read(saved(paper(), "PNG"), "scan.png")
