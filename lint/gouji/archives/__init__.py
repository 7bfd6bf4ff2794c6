"""Archives and collections – zip, tar, mail, web archives – as the files in them, one after the other.

A file in an archive is called `archive.zip!/folder/report.docx`. Archives are unpacked in a process of their own, under
the limits of a file, and only as far as files are asked for: a large one is never in memory as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from typing import NamedTuple

from gouji.archives.kinds import archive_kind, kind_at
from gouji.findings import Words
from gouji.limits import Limits, Lost, said
from gouji.walking import INSIDE, Target

SUFFIXES = frozenset((".zip", ".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".eml", ".mbox", ".warc"))
"""Suffixes of archives; those of single compressed files, which may hold one, belong to a reader."""


class Wanted(NamedTuple):
    """Which files in archives are files under check: those with such suffixes, or of such kinds."""

    suffixes: frozenset[str]
    kinds: frozenset[str]


def expanded(targets: Iterable[Target], wanted: Wanted, limits: Limits) -> Iterator[Target]:
    """The files under check, archives replaced by the files in them that are wanted."""
    for target in targets:
        if _is_archive(target):
            yield from (
                _one(target, _inside(target, wanted, limits)) if target.inside else _inside(target, wanted, limits)
            )
        elif target.inside:
            yield Target(target.inside, error=_NOT_THERE, absent=True)
        else:
            yield target


_NOT_THERE = Words(
    "压缩文件中没有这个文件，或不是可读的文件", "there is no such file in the archive, or none that can be read"
)


def _one(target: Target, found: Iterable[Target]) -> Iterator[Target]:
    """Of the files in an archive the one that is meant, or those in the folder or the archive that is."""
    name = target.inside.rstrip("/")
    is_there = False
    for one in found:
        is_above = one.error is not None and name.startswith(f"{one.path}{INSIDE}")
        if one.path == name or one.path.startswith((f"{name}/", f"{name}{INSIDE}")) or is_above:
            is_there = True
            yield one
        if one.path == name:
            return
    if not is_there:
        yield Target(target.inside, error=_NOT_THERE, absent=True)


def _is_archive(target: Target) -> bool:
    if target.error is not None:
        return False
    kind = kind_at(target.path) if target.data is None else archive_kind(BytesIO(target.data), target.path)
    return kind is not None


def _inside(target: Target, wanted: Wanted, limits: Limits) -> Iterator[Target]:
    from gouji.archives.unpacking import unpacked
    from gouji.streams import streamed

    for found in streamed(partial(unpacked, target.path, target.data, wanted), limits):
        if isinstance(found, Lost):
            yield Target(target.path, error=said(found, limits))
        elif found.error is None or not found.loose:
            yield found
        elif not target.found:
            # A folder may hold archives of other things; one that was named should hold a report.
            yield found._replace(loose=False)
