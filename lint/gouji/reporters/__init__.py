"""Reporters: one module a format, each a function from results to text. None does arithmetic on positions of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import NamedTuple

from gouji.findings import Words
from gouji.results import Result


class Style(NamedTuple):
    """How output is to look: language, width in cells, colours, counts by rule at the end, nothing but findings."""

    language: str = "zh"
    width: int = 100
    colour: bool = False
    statistics: bool = False
    quiet: bool = False
    version: str = ""


Write = Callable[[Iterable[Result], Style], Iterator[str]]


class Reporter(NamedTuple):
    """An output format: `write` gives the output piece by piece while results come in.

    `machine` formats are UTF-8 whatever the terminal; `sources` says that results have to carry their source.
    """

    name: str
    write: Write
    summary: Words
    machine: bool = False
    sources: bool = False


def _late(module: str) -> Write:
    """A format of this package, imported when it is used."""

    def write(results: Iterable[Result], style: Style) -> Iterator[str]:
        written: Iterator[str] = import_module(f"{__name__}.{module}").write(results, style)
        return written

    return write


REPORTERS: tuple[Reporter, ...] = (
    Reporter("text", _late("text"), Words("带原文行，给人看", "with the line, for people"), sources=True),
    Reporter("concise", _late("concise"), Words("一行一个问题", "one finding a line")),
    Reporter("grouped", _late("grouped"), Words("按文件分组", "grouped by file")),
    Reporter("json", _late("json"), Words("一份 JSON", "one JSON document"), machine=True),
    Reporter("jsonl", _late("jsonl"), Words("一行一份年报的 JSON", "one JSON line a report"), machine=True),
)
"""The reporters that come with gouji."""
