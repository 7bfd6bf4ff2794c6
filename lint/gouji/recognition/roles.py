"""Roles of sections: which section of an edition a heading begins.

`known(editions)` gives the function by which `outline` tells titles of sections from other headings; `roles(sections,
edition)` gives the top sections their roles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from gouji.editions import Edition, SectionSpec
from gouji.folding import squeeze
from gouji.patterns import shared
from gouji.report import Section

_LONGEST = 40


def role(title: str, specs: tuple[SectionSpec, ...]) -> str | None:
    """The role of a squeezed title: that of the section so called, else of the first whose pattern is found in it."""
    for spec in specs:
        if squeeze(spec.title) == title:
            return spec.role
    return next((spec.role for spec in specs if shared(spec.pattern).search(title)), None)


def known(editions: Iterable[Edition]) -> Callable[[str], str | None]:
    """A function from a squeezed title to its role in any of the editions, newest first; None for long or other text."""
    return _known(tuple(edition.sections for edition in sorted(editions, key=lambda edition: -edition.first_year)))


def roles(sections: tuple[Section, ...], edition: Edition) -> tuple[Section, ...]:
    """The sections with the roles that their titles have in an edition; those below the top have none."""
    of = _of(edition.sections)
    return tuple([section._replace(role=of(squeeze(section.title))) for section in sections])


@lru_cache(maxsize=8)
def _known(editions: tuple[tuple[SectionSpec, ...], ...]) -> Callable[[str], str | None]:
    specs = [spec for edition in editions for spec in edition]
    titles = {squeeze(spec.title): spec.role for spec in reversed(specs)}
    patterns = list(dict.fromkeys((shared(spec.pattern), spec.role) for spec in specs))

    @lru_cache(maxsize=1024)
    def of(title: str) -> str | None:
        if len(title) > _LONGEST:
            return None
        exact = titles.get(title)
        return exact or next((role for pattern, role in patterns if pattern.search(title)), None)

    return of


@lru_cache(maxsize=8)
def _of(specs: tuple[SectionSpec, ...]) -> Callable[[str], str | None]:
    return lru_cache(maxsize=1024)(partial(role, specs=specs))
