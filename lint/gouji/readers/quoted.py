"""Cells in quotes, as workbooks copy and write those that hold line ends: a line end within is none of the table."""

from __future__ import annotations

import re

from gouji.patterns import pattern

_MARKS = ('"\t', '\t"')
_CELL = pattern(r'(?:^|(?<=\t))"((?>(?:[^"\t]|""){0,400}))"(?=\t|\r?$)', re.MULTILINE)


def without_quotes(text: str) -> str:
    """A text of the same length with blanks for the quotes round cells between tabs and for the line ends in them."""
    if not any(mark in text for mark in _MARKS):
        return text
    return _CELL.sub(lambda match: f" {_plain(match[1])} ", text)


def _plain(cell: str) -> str:
    return cell.replace('""', '" ').replace("\r", " ").replace("\n", " ")
