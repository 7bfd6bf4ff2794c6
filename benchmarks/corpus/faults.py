"""Faults that are put into reports of a corpus, each with the code of the rule that has to find it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import NamedTuple

import builder
from builder import Made
from builder.parts import Heading, Part, Prose


class Spoilt(NamedTuple):
    """A report with a fault: the code that has to find it, and the address of the cell where it is one.

    A wrong figure breaks several identities, and the most telling one is reported: then the code is `ARI` only.
    """

    made: Made
    code: str
    address: str = ""


def spoil(made: Made, random: Random) -> Spoilt:
    """The report with one fault of a kind that its edition can have."""
    kinds = [kind for editions, kind in _KINDS if made.edition in editions]
    return random.choice(kinds)(made, random)


def _wrong_cell(made: Made, random: Random) -> Spoilt:
    broken, cell, wrong = builder.break_cell(made, random.randrange(1 << 30))
    return Spoilt(broken, wrong[0].code[:3], ".".join(cell))


def _section_gone(made: Made, _random: Random) -> Spoilt:
    """The last section but one is left out, heading and all."""
    heads = [at for at, part in enumerate(made.parts) if isinstance(part, Heading) and part.level == 1]
    titles = [at for at in heads if "问题" in made.parts[at].text]  # type: ignore[union-attr]
    start = titles[0]
    end = next((at for at in heads if at > start), len(made.parts))
    return Spoilt(_with_parts(made, [*made.parts[:start], *made.parts[end:]]), "STR101")


def _placeholder(made: Made, _random: Random) -> Spoilt:
    return Spoilt(_said(made, "相关工作由XX科负责落实。"), "LNG901")


def _impossible_date(made: Made, _random: Random) -> Spoilt:
    return Spoilt(_said(made, f"{made.year}年2月30日召开了政府信息公开工作会议。"), "DAT504")


def _mobile(made: Made, random: Random) -> Spoilt:
    return Spoilt(_said(made, f"咨询请拨打1390087{random.randint(1000, 9999)}。"), "PRV801")


def _late(made: Made, random: Random) -> Spoilt:
    """Signed in May."""
    signed = [
        part._replace(text=f"{made.year + 1}年5月{random.randint(6, 29)}日")
        if isinstance(part, Prose) and part.aside and part.text.startswith(str(made.year + 1))
        else part
        for part in made.parts
    ]
    return Spoilt(_with_parts(made, signed), "DAT507")


def _wrong_notice(made: Made, _random: Random) -> Spoilt:
    other = {"2021": ("2021〕30号", "2019〕60号"), "2019": ("2019〕60号", "2021〕30号")}[made.edition]
    parts = [part._replace(text=part.text.replace(*other)) if isinstance(part, Prose) else part for part in made.parts]
    return Spoilt(_with_parts(made, parts), "CIT602")


_KINDS: Sequence[tuple[frozenset[str], Callable[[Made, Random], Spoilt]]] = (
    (frozenset({"2014", "2019", "2021"}), _wrong_cell),
    (frozenset({"2019", "2021"}), _section_gone),
    (frozenset({"2008", "2014", "2019", "2021"}), _placeholder),
    (frozenset({"2008", "2014", "2019", "2021"}), _impossible_date),
    (frozenset({"2019", "2021"}), _mobile),
    (frozenset({"2019", "2021"}), _wrong_notice),
)
LATE = _late


def _said(made: Made, sentence: str) -> Made:
    """The report with a sentence more at the end of its first paragraph after the first heading."""
    parts = list(made.parts)
    heading = next(at for at, part in enumerate(parts) if isinstance(part, Heading) and part.level == 1)
    at = next(at for at in range(heading + 1, len(parts)) if isinstance(parts[at], Prose))
    prose = parts[at]
    assert isinstance(prose, Prose)
    parts[at] = prose._replace(text=prose.text + sentence)
    return _with_parts(made, parts)


def _with_parts(made: Made, parts: Sequence[Part]) -> Made:
    return replace(made, parts=tuple(parts))
