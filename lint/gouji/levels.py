"""Levels of headings: which are sections, which stand below them, which are only a table of contents.

Levels come from the style of the numbers, in the order in which the styles first appear; the top level is the outermost
style in which a known section title stands.
"""

from __future__ import annotations

from typing import NamedTuple

from gouji.folding import squeeze
from gouji.headings import Heading, Known
from gouji.patterns import pattern

_CUSTOM = ("第一部分", "第一章", "一、", "(一)")
_ENOUGH = 4
_LEADERS = pattern(r"[.…·_ ]*[0-9]*$")
_LEADER_ENDS = frozenset("0123456789.…·_")


class Placed(NamedTuple):
    """A heading with its level, from 1."""

    heading: Heading
    level: int


def placed(found: list[Heading], known: Known) -> list[Placed]:
    """The headings that are sections, with their levels."""
    top = _top_family(found, known)
    if top is None:
        return []
    tops = _top_headings(found, top, known)
    ranks = {family: rank for rank, family in enumerate(dict.fromkeys(heading.family for heading in found), 1)}
    levelled: list[Placed] = []
    inner: list[str] = []
    for at, heading in enumerate(found):
        if at in tops:
            inner = []
            levelled.append(Placed(heading, 1))
        elif levelled and heading.family:
            # A list in the style of the top level lies below whatever is open.
            family, rank = (
                ("list", len(ranks) + 1) if heading.family == top else (heading.family, ranks[heading.family])
            )
            inner = _within(inner, family, rank, ranks)
            levelled.append(Placed(heading, 1 + len(inner)))
    return levelled


def _within(inner: list[str], family: str, rank: int, ranks: dict[str, int]) -> list[str]:
    """The styles open below the top level once a heading of a style has come."""
    if family in inner:
        return inner[: inner.index(family) + 1]
    outer = [other for other in inner if ranks.get(other, 0) < rank]
    return [*outer, family]


def _top_family(found: list[Heading], known: Known) -> str | None:
    """The style of the top level: of numbers the first with known titles, or markup or bare lines that name more."""
    best: str | None = None
    most = 0
    for family in dict.fromkeys(heading.family for heading in found):
        named = len({_role(heading, known) for heading in found if heading.family == family} - {None})
        # A style that comes later is the outer one only if it is so by custom: a list may stand before the sections.
        if named > most and (best is None or _rank(family) <= _rank(best)):
            best, most = family, named
        if most >= _ENOUGH and _rank(best or "") <= _rank("一、"):
            return best
    families = {heading.family for heading in found}
    return next((family for family in _CUSTOM if family in families), None) if best is None else best


def _rank(family: str) -> int:
    return _CUSTOM.index(family) if family in _CUSTOM else len(_CUSTOM) + (not _is_numbered(family))


def _is_numbered(family: str) -> bool:
    return family != "" and family[0] != "h"


def _role(heading: Heading, known: Known) -> str | None:
    return known(squeeze(heading.title))


def _top_headings(found: list[Heading], top: str, known: Known) -> set[int]:
    """Indices of the headings of the top level.

    In the style of the top level stand also lists inside a section: they begin again at 1 with words that are no known
    title, or run on as prose with the words of a section that has been there.
    """
    tops: set[int] = set()
    roles: set[str] = set()
    last, listed = 0, 0
    inner = _inner_lists(found, top, known)
    for at, heading in enumerate(found):
        if heading.family != top or heading.ordinal is None or at in inner:
            continue
        value, role = heading.ordinal.value, _role(heading, known)
        goes_on = last and (value == 1 or (listed and value == listed + 1))
        if goes_on and (role is None or not heading.is_section_like or (heading.is_run_in and role in roles)):
            listed = value
            continue
        tops.add(at)
        roles.add(role or "")
        last, listed = value, 0
    return tops | _unnumbered(found, roles, known)


def _inner_lists(found: list[Heading], top: str, known: Known) -> set[int]:
    """Indices of lists within sections that are numbered as the sections are: (一) (一) (二) (三) (二) … (五) (一) (二) (六).

    Such a list begins again at 1, and ends where the number after the section's comes, at a known title. A heading
    whose title names a section that no other heading names is that section, with a wrong number.
    """
    family = [at for at, each in enumerate(found) if each.family == top and each.ordinal is not None]
    inner: set[int] = set()
    last = 0
    for place, at in enumerate(family):
        if at in inner:
            continue
        value = _value(found[at])
        if value == 1 and last:
            members = _members(found, family[place:], last, known)
            if members and _are_named_elsewhere(found, members, family, known):
                inner |= set(members)
                continue
        last = value
    return inner


def _are_named_elsewhere(found: list[Heading], members: list[int], family: list[int], known: Known) -> bool:
    """Whether each section that these headings name is named by another one too."""
    others = {_role(found[at], known) for at in family if not members[0] <= at <= members[-1]}
    return {_role(found[member], known) for member in members} <= others | {None}


def _value(heading: Heading) -> int:
    return heading.ordinal.value if heading.ordinal else 0


def _members(found: list[Heading], family: list[int], last: int, known: Known) -> list[int]:
    """The headings 1, 2, 3 … from the first of these on, up to the one that follows the section numbered `last`."""
    members: list[int] = []
    for at in family:
        value = _value(found[at])
        if value == last + 1 and value != len(members) + 1 and _role(found[at], known) is not None:
            return members
        if value != len(members) + 1:
            return []
        members.append(at)
    return []


def _unnumbered(found: list[Heading], roles: set[str], known: Known) -> set[int]:
    """Indices of headings without a number that name a section which no numbered one names: the longest for each."""
    longest: dict[str, int] = {}
    for at, heading in enumerate(found):
        role = _role(heading, known) if heading.ordinal is None else None
        if role is None or role in roles:
            continue
        if role not in longest or len(heading.title) > len(found[longest[role]].title):
            longest[role] = at
    return set(longest.values())


def without_contents(found: list[Heading]) -> list[Heading]:
    """The headings without those of a table of contents: three or more in a row that all come again later."""
    last = {_key(heading): place for place, heading in enumerate(found)}
    if len(last) == len(found):
        return found
    kept: list[Heading] = []
    listed: list[Heading] = []
    for place, heading in enumerate(found):
        touching = not listed or heading.paragraph - listed[-1].paragraph <= 1
        if last[_key(heading)] > place and touching:
            listed.append(heading)
            continue
        kept += listed if len(listed) < 3 else []
        listed = []
        kept.append(heading)
    return kept + (listed if len(listed) < 3 else [])


def _key(heading: Heading) -> str:
    title = squeeze(heading.title)
    return _LEADERS.sub("", title) if title[-1:] in _LEADER_ENDS else title
