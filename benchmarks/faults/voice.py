"""Who speaks in a report, and the small phrases that every part of it needs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import NamedTuple, TypeVar

from builder.figures import Figures
from faults.draft import figure
from faults.offices import Office

_T = TypeVar("_T")


class Voice(NamedTuple):
    """What the prose of a report is written from."""

    random: Random
    office: Office
    edition: str
    year: int
    figures: Figures

    def one(self, *choices: _T) -> _T:
        """One of several."""
        return self.random.choice(choices)

    def some(self, choices: Sequence[_T], least: int, most: int) -> list[_T]:
        """Several, in an order of their own."""
        return self.random.sample(choices, self.random.randint(least, min(most, len(choices))))

    def chance(self, share: float) -> bool:
        """Whether something happens that happens so often."""
        return self.random.random() < share

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return self.random.randint(least, most)

    def at(self, form: str, row: str, column: str = "total") -> int:
        """A whole figure of the forms."""
        return int(self.figures[form, row, column])

    @property
    def me(self) -> str:
        """How the agency calls itself."""
        return self.office.self_name

    def of_year(self) -> str:
        """Words that open a statement on the year."""
        return self.one(
            f"{self.year}年，{self.me}",
            f"{self.year}年{self.me}",
            f"{self.year}年度，{self.me}",
            "全年",
            "本年度",
            "一年来，",
        )


def percent(part: float, whole: float, digits: int) -> str:
    """A share or change in hundredths, rounded as taught at school."""
    exact = Decimal(str(part)) * 100 / Decimal(str(whole))
    return str(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def divided(random: Random, total: int, count: int) -> list[int]:
    """So many numbers above zero that add up to a total, which is at least their count."""
    cuts = sorted(random.sample(range(1, total), count - 1))
    return [after - before for before, after in zip([0, *cuts], [*cuts, total], strict=True)]


def counted(role: str, number: object, unit: str) -> str:
    """A figure with its unit."""
    return figure(role, number) + unit


def joined(parts: Sequence[str], mark: str, last: str = "") -> str:
    """Parts of a list, the last of them perhaps after 和."""
    if last and len(parts) > 1:
        return mark.join(parts[:-1]) + last + parts[-1]
    return mark.join(parts)
