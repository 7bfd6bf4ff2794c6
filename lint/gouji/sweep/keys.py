"""Keys of outcomes: digests of all that they depend on, under which a later sweep finds them again."""

from __future__ import annotations

from gouji import __version__
from gouji.checking import Request
from gouji.digests import digest
from gouji.sweep.schema import SCHEMA
from gouji.sweep.tasks import Item


def of_run(code: str, request: Request) -> str:
    """That of everything that holds for all files: schema, version, code, options."""
    options = sorted((key, repr(value)) for key, value in request.given.items())
    return digest((SCHEMA, __version__, code, options, request.suppress))


def of_item(run: str, settings: str, item: Item) -> str:
    """That of a file under its settings: all that its result depends on, but the day and the limits."""
    target = item.target
    return digest((run, settings, target.path, item.content, item.size, target.error, target.loose, *item.listed))
