"""Reports as the (made-up) content management system 青站 exports them: a reader, and a rule on what only it can tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gouji.plugins import hookimpl

if TYPE_CHECKING:
    from gouji.readers import Reader
    from gouji.rules import Rule


@hookimpl
def gouji_readers() -> Iterable[Reader]:
    """The reader of exported articles."""
    from gouji.readers import Reader
    from gouji_qingzhan import articles

    return (Reader(articles.NAME, (".qzjson",), articles.is_export, articles.read, light=True),)


@hookimpl
def gouji_rules() -> Iterable[Rule]:
    """The rule on the source that the site names."""
    from gouji_qingzhan.sources import source_is_another_agency

    return (source_is_another_agency,)
