"""Example rules for gouji."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gouji.plugins import hookimpl

if TYPE_CHECKING:
    from gouji.rules import Rule


@hookimpl
def gouji_rules() -> Iterable[Rule]:
    """The rules of this package."""
    # Here, not above: rules are imported when they are run, so that gouji starts quickly.
    from gouji_example.rules import overview_without_figures  # noqa: PLC0415

    return [overview_without_figures]
