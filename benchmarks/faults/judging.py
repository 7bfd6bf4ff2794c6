"""What gouji says of a report, in short."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

import checking
from gouji import runner
from gouji.boxes import SURE, Boxing
from gouji.options import Options
from gouji.recognition import recognise
from gouji.report import Report
from gouji.rules import Rule
from gouji.source import Source

_UNCLEAR = 70
TODAY = date(2026, 6, 30)


class Said(NamedTuple):
    """A finding: code, severity, line, address, message."""

    code: str
    severity: str
    line: int
    address: str
    message: str

    @property
    def counts(self) -> bool:
        """Whether it is more than a hint."""
        return self.severity != "info"


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(runner.in_order(tuple(checking.registry().rules.values())))


def read(data: bytes | str, name: str) -> Report:
    """The report in a file's content, as on a day after all of them."""
    return checking.report_of(data, name, Options(as_of=TODAY))


def scanned(data: bytes | str, name: str, unclear: frozenset[int]) -> Report:
    """The report as if every character had been recognised, quite clearly but for figures of forms in some lines."""
    plain = read(data, name)
    source = plain.source
    sure = bytearray([SURE - 1]) * len(source.text)
    for reading in plain.forms.values():
        for value in reading.values.values():
            if source.position(value.cell.span.start).line in unclear:
                sure[value.cell.span.start : value.cell.span.end] = bytes([_UNCLEAR]) * len(value.cell.text)
    boxing = Boxing()
    boxing.add(1, [0, 0, 1, 1] * len(sure), bytes(sure))
    again = Source(source.name, source.text, source.original, source.runs, printed=boxing.boxes())
    return recognise(plain.document._replace(source=again), checking.registry().editions, Options(as_of=TODAY))


def judge(report: Report, beside: Sequence[tuple[str, Report]] = ()) -> list[Said]:
    """All findings in a report, perhaps held against others."""
    compared = checking.compared_with(report, beside)
    outcome = runner.run_rules(report, _rules(), compared)
    if outcome.defects:
        raise runner.defect_error(outcome.defects[0])
    return [
        Said(one.code, str(one.severity), one.place.line or 0, one.address or "", one.message.zh)
        for one in outcome.findings
    ]
