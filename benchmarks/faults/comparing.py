"""Faults that show only beside other reports: last year's, another agency's, those of the departments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import NamedTuple

from builder import Made, build, with_text, years
from builder.figures import Address
from builder.parts import Heading
from builder.text import markdown
from faults import reports
from faults.draft import plain

Pair = tuple[str, list[tuple[str, str]]]
"""A report as Markdown, and those it is held against with their kinds."""


class Comparison(NamedTuple):
    """A kind of fault between reports; without a code, reports that go together."""

    codes: tuple[str, ...]
    name: str
    make: Callable[[int, Random], Pair | None]


def _years(edition: str, seed: int) -> tuple[Made, Made]:
    old = build(edition, seed, length=8, year={"2019": 2019}.get(edition, 2021 + seed % 4))
    return old, years.succeed(old, seed)


def _pair(report: Made, kind: str, *beside: Made) -> Pair:
    return markdown(report.parts), [(kind, markdown(other.parts)) for other in beside]


def _with(made: Made, cell: Address, more: int) -> Made:
    return with_text(made, cell, str(int(made.figures[cell]) + more))


def consistent(seed: int, random: Random) -> Pair | None:
    """Two years that go together."""
    old, new = _years(random.choice(("2019", "2021")), seed)
    return _pair(new, "previous", old)


def carry_over(seed: int, random: Random) -> Pair | None:
    """More was carried over than had been carried forward."""
    old, _ = _years("2021", seed)
    return _pair(years.succeed(old, seed, more=random.randint(1, 5)), "previous", old)


def stock(seed: int, random: Random) -> Pair | None:
    """Documents in force do not follow from last year's."""
    old, new = _years("2021", seed)
    return _pair(_with(new, ("documents", "normative_documents", "in_force"), random.randint(1, 6)), "previous", old)


def projects(seed: int, random: Random) -> Pair | None:
    """Projects of last year are not those that last year's report came to."""
    old, new = _years("2019", seed)
    return _pair(_with(new, ("licensing", "licensing", "items_last_year"), random.randint(2, 9)), "previous", old)


def repeated(seed: int, random: Random) -> Pair | None:
    """The section on problems is last year's."""
    old, new = _years("2021", seed)
    mine, before = (_places(made, "存在的主要问题") for made in (new, old))
    same = [old.parts[at] for at in before]
    return _pair(replace(new, parts=(*new.parts[: mine[0]], *same, *new.parts[mine[-1] + 1 :])), "previous", old)


def outlier(seed: int, random: Random) -> Pair | None:
    """A figure tenfold that of last year."""
    old, new = _years("2021", seed)
    cell = ("licensing", "licensing", "decisions")
    number = int(old.figures[cell])
    return _pair(with_text(new, cell, str(number * 10)), "previous", old) if number > 30 else None


def idle(seed: int, random: Random) -> Pair | None:
    """No licences where those of the same kind have many."""
    cell = ("licensing", "licensing", "decisions")
    group = [build("2021", seed * 40 + n, length=1, year=2023, most=900) for n in range(20)]
    busy = [made for made in group if made.agency.kind == group[0].agency.kind and int(made.figures[cell]) > 30]
    if len({made.agency.name for made in busy}) < max(7, len(busy)):
        return None
    return _pair(with_text(busy[0], cell, "0"), "peer", *busy[1:])


def copied(seed: int, random: Random) -> Pair | None:
    """A report that differs from another agency's in names only."""
    one = reports.build("2021", seed, "department")
    one = one.without(one.having("contact"))
    other = reports.build("2021", seed + 1, "department").office
    text = markdown(plain(one))
    if other.name == one.office.name or len("".join(one.text(at) for at in one.having("overview"))) < 500:
        return None
    copy = text.replace(one.office.name, other.name).replace(one.office.short, other.short)
    return copy, [("peer", text)]


def roll_up(seed: int, random: Random) -> Pair | None:
    """A government's figures are not the sums of those below."""
    below = [build("2021", seed * 10 + n, length=1, year=2023, most=30) for n in range(3)]
    if len({part.agency.name for part in below}) < len(below):
        return None
    return _pair(_with(years.gather(below, seed), ("licensing", "licensing", "decisions"), 11), "below", *below)


def _places(made: Made, title: str) -> range:
    """The places of a section without its heading."""
    parts = made.parts
    start = next(
        at for at, part in enumerate(parts) if isinstance(part, Heading) and part.level == 1 and title in part.text
    )
    return range(start + 1, next(at for at in range(start + 1, len(parts)) if getattr(parts[at], "level", 0) == 1))


COMPARISONS = (
    Comparison((), "两年衔接", consistent),
    Comparison(("CMP001",), "上年结转与上年年报不符", carry_over),
    Comparison(("CMP002",), "现行有效件数与上年不衔接", stock),
    Comparison(("CMP003",), "上一年项目数与上年年报不符", projects),
    Comparison(("CMP004",), "问题部分照抄上年", repeated),
    Comparison(("CMP005",), "文字抄自另一机关", copied),
    Comparison(("CMP006",), "汇总数与各部门之和不符", roll_up),
    Comparison(("CMP007",), "比上年增至十倍", outlier),
    Comparison(("CMP007",), "同类机关都有而本机关为零", idle),
)
