"""Reports for measuring: generated, so that anybody can make the same ones."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import builder
from builder.renderings import Rendering

# Paragraphs of filling: with them the median report holds about 9 KB of prose.
LENGTH = 8


def texts(count: int) -> list[bytes]:
    """Reports of the 2021 format as text, about 12 KB each."""
    return [builder.build("2021", seed, length=LENGTH).render("pipes").encode() for seed in range(count)]


def pages(count: int) -> list[bytes]:
    """Reports of the 2021 format as HTML, half of them with Word's markup."""
    layouts = ("word", "page")
    return [builder.build("2021", seed, length=LENGTH).render(layouts[seed % 2]).encode() for seed in range(count)]


def rendered(form: Rendering, count: int) -> list[bytes]:
    """Reports of the 2021 format in a form, as long as the others."""
    return [form.make(builder.build("2021", seed, length=LENGTH).parts) for seed in range(count)]


def grown(shape: str, size: int) -> tuple[str, bytes]:
    """One file of about a size in bytes, by shape: its name and content."""
    if shape == "long prose":
        return "report.txt", _repeated("2021年，我局围绕群众关心的事项公开政府信息318条，比上年增加24条。\n", size)
    if shape == "many reports":
        return "report.html", _repeated(builder.build("2021", 1, length=2).render("clean"), size)
    if shape == "many tables":
        made = builder.build("2021", 1, length=0)
        tables = "\n".join(line for line in made.render("pipes").split("\n") if "|" in line)
        return "report.txt", (made.render("pipes").encode() + _repeated(tables + "\n", size))
    return "report.txt", _repeated("2021年，我局围绕群众关心的事项公开政府信息318条，比上年增加24条。", size)


SHAPES = ("long prose", "many reports", "many tables", "one line")


def _repeated(text: str, size: int) -> bytes:
    data = text.encode()
    return data * max(1, round(size / len(data)))
