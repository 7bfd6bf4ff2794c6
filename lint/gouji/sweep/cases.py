"""A report held against others: last year's, those with the same prose, those below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from gouji.checking import Checker
from gouji.comparison import Compared, Group, Peers, Rollup
from gouji.comparison.matching import successive
from gouji.comparison.sums import rollup, sums
from gouji.errors import ConfigError
from gouji.findings import Related, Words
from gouji.report import Report
from gouji.results import Result
from gouji.sweep import records
from gouji.sweep.keeping import restored, sentences
from gouji.sweep.signatures import shared, unpacked
from gouji.sweep.tasks import Case, Holds, Kept, Outcome, Tally
from gouji.walking import Target

_SAME = 0.5
_NEARLY = 0.35
_MOST_CELLS = 500


def compared(checker: Checker, key: str, case: Case) -> Outcome:
    """What comparing a report comes to. Raises MemoryError."""
    try:
        return _outcome(case.report.path, key, _Comparison(checker, case).rows())
    except ConfigError as error:
        return given_up(case, key, Words(error.zh, error.en))


def given_up(case: Case, key: str, reason: Words) -> Outcome:
    """What stands for a comparison that could not be made."""
    gap = {"codes": [], "reason": f"未能比较：{reason.zh}", "reason_en": f"not compared: {reason.en}"}
    return _outcome(case.report.path, key, {"gaps": [gap]})._replace(holds=Holds.LIMITS)


def _outcome(path: str, key: str, rows: records.Row) -> Outcome:
    told = any(rows.values())
    defects = int(rows.pop("defects", 0))
    line = records.line(key, {"path": path, **rows}) if told else b""
    return Outcome(line, b"", Holds.ALWAYS, Tally(reports=1, defects=defects))


class _Comparison:
    """A report with those it is held against."""

    def __init__(self, checker: Checker, case: Case) -> None:
        self._checker = checker
        self._case = case
        self._report = self._restored(case.report)

    def rows(self) -> records.Row:
        """Rows of all tables that come of it."""
        rows: records.Row = {"findings": [], "gaps": [], "duplicates": [], "sums": [], "defects": 0}
        if self._case.previous is not None:
            old = self._restored(self._case.previous)
            self._add(rows, "years", self._result(successive(old, self._report)), old)
        if self._case.peers:
            others = list(self._like(rows["duplicates"]))
            if others:
                group = Group((self._report, *others))
                only = others[0] if len(others) == 1 else None
                self._add(rows, "peers", self._result(Compared((Peers(self._report, group),))), only)
        if self._case.parts or self._case.missing:
            below = rollup(self._report, map(self._restored, self._case.parts), self._case.missing)
            self._add(rows, "rollup", self._result(Compared((below,))), None)
            rows["sums"] = list(_differences(below))
        return rows

    def _result(self, compared: Compared) -> Result:
        return self._checker.compare(Target(self._report.source.name), self._report, compared)

    def _add(self, rows: records.Row, over: str, result: Result, other: Report | None) -> None:
        name = other.source.name if other is not None else None
        rows["findings"] += [
            {**records.finding_row(finding), "over": over, "other": name or _named(finding.related)}
            for finding in result.findings
        ]
        rows["gaps"] += records.gap_rows(result)
        rows["defects"] += len(result.defects)

    def _like(self, duplicates: list[records.Row]) -> Iterator[Report]:
        """The reports of other agencies that have much of the prose; those that have most are noted."""
        mine = unpacked(sentences(self._case.report.data))
        for peer in self._case.peers:
            share = shared(mine, unpacked(sentences(peer.kept.data)))
            if share > _SAME:
                row = {"other": peer.kept.path, "same_agency": peer.same_agency, "share": round(share, 4)}
                duplicates.append({**row, "characters": sum(mine.values())})
            if share > _NEARLY and not peer.same_agency:
                yield self._restored(peer.kept)

    def _restored(self, kept: Kept) -> Report:
        return _restored(self._checker, kept)


@lru_cache(maxsize=64)
def _restored(checker: Checker, kept: Kept) -> Report:
    packs = checker.configuration.settings(kept.path).packs
    return restored(kept.data, kept.path, checker.registry.with_packs(packs).editions)


def _named(related: Iterable[Related]) -> str | None:
    """The file of the related places, where it is one."""
    paths = {one.path for one in related if one.path}
    return paths.pop() if len(paths) == 1 else None


def _differences(below: Rollup) -> Iterator[records.Row]:
    """The cells that are not the sum of the reports below, where sums are whole and the government means to give them."""
    if below.report.scope == "own" or not below.parts:
        return
    for form in sums(below):
        for cell in form.differing[:_MOST_CELLS]:
            row, column = cell.cell
            yield {
                "form": form.reading.form.id,
                "row_id": row,
                "column_id": column,
                "value": cell.whole,
                "total": cell.total,
                "parts": len(below.parts),
            }
