"""What the (made-up) province 云岭省 adds to the format of 2021; all of it stands in `yunling.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gouji.plugins import hookimpl


@hookimpl
def gouji_editions() -> Iterable[Path]:
    """The province's edition file."""
    return (Path(__file__).with_name("yunling.toml"),)
