"""The plugin of the engine itself: its readers and reporters."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.plugins import hookimpl
from gouji.readers import READERS, Reader
from gouji.reporters import REPORTERS, Reporter


@hookimpl
def gouji_readers() -> Iterable[Reader]:
    """Text, Markdown, HTML, Word of all kinds and PDF."""
    return READERS


@hookimpl
def gouji_reporters() -> Iterable[Reporter]:
    """The formats for people and JSON."""
    return REPORTERS
