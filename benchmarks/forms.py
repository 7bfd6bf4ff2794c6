"""The forms of reports whose readers are measured: how many files, against what, and what is to be reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import bare
import material
import matrix
from builder.renderings import RENDERINGS


class Form(NamedTuple):
    """A form in which reports come.

    `make` makes a number of files, `most` at most, called `file`; `against` has bare libraries by what they do; `goal`
    is for people; `lacking` is what this machine lacks for it. `units` counts what times are given for in a file.
    """

    title: str
    file: str
    make: Callable[[int], list[bytes]]
    against: Mapping[str, bare.Bare]
    goal: str = ""
    lacking: str = ""
    most: int = 1000
    unit: str = "file"
    units: Callable[[bytes], int] = lambda _data: 1


def _made(title: str, against: Mapping[str, bare.Bare], goal: str = "", most: int = 100) -> Form:
    form = RENDERINGS[title]
    return Form(
        title, form.file, lambda count: material.rendered(form, count), against, goal, matrix.missing(form), most
    )


def _printed(title: str) -> Form:
    against = {"text": bare.pdf_text, "text and paths": bare.pdf_paths}
    goal = "reader <= 2 x text and paths, <= 10 ms a page"
    # Printing a report takes a second or two.
    return _made(title, against, goal, most=4)._replace(unit="page", units=bare.pdf_pages)


FORMS = (
    Form("text", "a.txt", material.texts, {"decoding": bare.decoded}, "check <= 1.5 ms"),
    _made("md", {"decoding": bare.decoded}, most=1000),
    Form(
        "html",
        "a.html",
        material.pages,
        {"turbohtml parse and cells": bare.html},
        "reader <= 0.8 ms, check <= 6 x, <= 3.0 ms",
        matrix.missing(RENDERINGS["html"]._replace(modules=("turbohtml",))),
    ),
    _made("docx, typed numbers", {"zipfile and ElementTree": bare.docx}, "check <= 3.0 ms"),
    _made("docx, automatic numbers", {"zipfile and ElementTree": bare.docx}, "check <= 3.0 ms"),
    _made("xlsx", {"calamine": bare.xlsx}),
    _printed("pdf, Chromium"),
    _printed("pdf, LibreOffice"),
)
