"""What goes over several reports: whose each one is, which are missing, late or the same, and what is to be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from gouji.findings import Words
from gouji.sweep import lists
from gouji.sweep.chunks import Named
from gouji.sweep.identity import Agency, Register, Seen
from gouji.sweep.parts import Parts
from gouji.sweep.records import Row
from gouji.sweep.roster import Entry
from gouji.sweep.sources import Source
from gouji.sweep.statements import BESIDE, CASES, EXPECTED, KEPT, LATE, LIKELY, NAMED, SAME_FILES, SEEN, SEEN_AT
from gouji.sweep.store import Store
from gouji.sweep.tasks import Case, Kept, Peer

_MOST_NAMED = 5
_NAMES = {"name": "VARCHAR", "folder": "VARCHAR", "agency": "INTEGER"}
_YEARS = {"agency": "INTEGER", "first_year": "INTEGER", "last_year": "INTEGER", "year": "INTEGER"}


def identify(store: Store, roster: Sequence[Entry], sources: Sequence[Source], today: date) -> None:
    """Put agencies to reports, and note missing, late and identical ones."""
    register = Register(roster)
    placed = list(_placed(store, register))
    wanted = list(_wanted(sources, register))
    known = sorted(register.agencies, key=lambda agency: (agency.name, sorted(agency.folders)))
    numbers = {id(agency): number for number, agency in enumerate(known)}
    store.fill("agencies", (_row(number, agency, register, numbers) for number, agency in enumerate(known)))
    store.scratch("name", _NAMES, (
        {"name": name, "folder": folder, "agency": numbers[id(agency)]} for name, folder, agency in placed
    ))  # fmt: skip
    by_name = {agency.name: numbers[id(agency)] for agency in known if agency.listed}
    listed = [{"agency": by_name[one.name], "first_year": one.first_year, "last_year": one.last_year} for one in roster]
    one_year = [{"agency": numbers[id(agency)], "year": year} for agency, year in wanted]
    store.scratch("expected", _YEARS, [*listed, *one_year])
    for statement in (NAMED, EXPECTED, LIKELY):
        store.do(statement)
    store.do(LATE, {"today": today})


def _placed(store: Store, register: Register) -> Iterator[tuple[str, str | None, Agency]]:
    """The agency of each name, and of each name in a folder where names are those of several agencies."""
    settled = register.settle(Seen(*row) for row in store.rows(SEEN))
    doubtful = [{"name": row[0]} for row in store.rows(SEEN) if row[0] not in settled]
    store.scratch("doubt", {"name": "VARCHAR"}, doubtful)
    for name, folder in store.rows(BESIDE):
        if name in settled:
            settled[name].folders.add(folder)
    yield from ((name, None, agency) for name, agency in settled.items())
    put = register.put(Seen(*row) for row in store.rows(SEEN_AT))
    yield from ((name, folder, agency) for (name, folder), agency in put.items())


def same_files(store: Store) -> None:
    """Note reports with the same content that comparisons have not noted."""
    store.do(SAME_FILES)


def _row(number: int, agency: Agency, register: Register, numbers: dict[int, int]) -> Row:
    above = register.named(agency.parent)
    return {
        "agency": number,
        "name": agency.name,
        "place": agency.place or None,
        "region": agency.region,
        "kind": agency.kind,
        "parent": numbers[id(above)] if above is not None and above is not agency else None,
        "listed": agency.listed,
        "names": sorted(agency.names),
        "doubtful": agency.doubtful,
    }


def _wanted(sources: Sequence[Source], register: Register) -> Iterator[tuple[Agency, int]]:
    """Agencies and years that a list names without a file."""
    for source in sources:
        for line in lists.lines(source.name, "path") if source.kind == "list" else ():
            said = lists.listed(line) if line.error is None else None
            if said is not None and line.text("path") is None and said.agency and said.year:
                seen = Seen(said.agency, source.name, said.kind, said.parent)
                yield register.named(said.agency) or next(iter(register.put([seen]).values())), said.year


class _Stored(NamedTuple):
    """Where a report is kept."""

    path: str
    part: str
    start: int
    length: int


def cases(store: Store, parts: Parts, key: Callable[[Case], str]) -> Iterator[Named]:
    """What is to be compared, by agencies and years."""
    store.do(KEPT)
    for some in store.slices():
        for row in store.rows(CASES, some):
            case = _case(row, parts)
            yield Named(0, case.report.path, key(case), case, _weight(case))


def _case(row: tuple[Any, ...], parts: Parts) -> Case:
    report, previous, peers, below, missing = row
    return Case(
        _kept(report, parts),
        _kept(previous, parts) if previous else None,
        tuple(Peer(_kept(one, parts), one["same_agency"]) for one in peers or ()),
        tuple(_kept(one, parts) for one in below or ()),
        _missing(missing or []),
    )


def _kept(stored: dict[str, Any], parts: Parts) -> Kept:
    one = _Stored(stored["path"], stored["part"], stored["start"], stored["length"])
    return Kept(one.path, parts.kept(one.part, one.start, one.length))


def _missing(names: list[str]) -> tuple[Words, ...]:
    """What keeps sums from being whole."""
    if not names:
        return ()
    shown, more = names[:_MOST_NAMED], len(names) > _MOST_NAMED
    zh, en = "、".join(shown), ", ".join(shown)
    return (
        Words(
            f"缺{zh}{f'等 {len(names)} 个机关' if more else ''}的年报，汇总数无从核对",
            f"the reports of {en}{f' and others, {len(names)} in all,' if more else ''} are missing, so sums are not whole",
        ),
    )


def _weight(case: Case) -> int:
    kept = [case.report, case.previous, *(peer.kept for peer in case.peers), *case.parts]
    return sum(len(one.data) for one in kept if one is not None)
