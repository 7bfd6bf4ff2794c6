"""The plugin of the engine itself: its readers and reporters."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.plugins import hookimpl
from gouji.readers import READERS, Reader
from gouji.reporters import REPORTERS, Reporter


@hookimpl
def gouji_readers() -> Iterable[Reader]:
    """The readers of all formats that the tool knows by itself."""
    return READERS


@hookimpl
def gouji_reporters() -> Iterable[Reporter]:
    """The formats of output, for people and for programs."""
    return REPORTERS
