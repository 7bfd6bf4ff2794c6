"""What the user of the tool knows of a report and says beforehand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gouji.report import Kind, Scope


class Options(NamedTuple):
    """Facts given from outside; None where recognition has to find out by itself.

    `edition` is the id of an edition, `year` the report year, `as_of` the day of the check (None: no rule may ask what
    day it is), `office_mobiles` mobile numbers that belong to the office and may be published.
    """

    edition: str | None = None
    year: int | None = None
    kind: Kind | None = None
    scope: Scope | None = None
    as_of: date | None = None
    office_mobiles: tuple[str, ...] = ()
