"""What the prose of a report says in figures: claims with a role, enumerations, shares, changes.

A report is read for them when a rule first asks; most commands never do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

from gouji.grammar.quantities import Quantity
from gouji.source import Span

Scope = Literal["", "own", "part", "aggregate"]
Number = int | float


def _exact(number: Number) -> Number:
    """A sum without the noise of binary fractions."""
    return number if isinstance(number, int) else round(number, 4)


class Claim(NamedTuple):
    """A figure with a role: 收到政府信息公开申请16件, or a denial, whose number is 0: 没有被提起行政诉讼.

    `role` is one of `recognition.claims.roles`, such as `received` or `review.upheld`. `span` is the figure with its
    unit, or the denial; `clause` the words that give it its role, with the figure. `scope` is what the words say of
    whose figure it is: `own` (本机关, 办公室), `aggregate` (全市, 各部门),
    `part` (县区 alone), or nothing. `of_year` says whether it can be a
    figure of the report year: not of the year before, of some months, or of many years.
    """

    role: str
    number: Number
    unit: str
    span: Span
    clause: Span
    exact: bool = True
    scope: Scope = ""
    of_year: bool = True
    denied: bool = False


class Assurance(NamedTuple):
    """Something said of all cases: `completed` (均已办结), `upheld` (均获维持), `won` (零败诉), `no-notice` (未发出收费通知).

    `about` is `applications`, `review`, `litigation` or empty.
    """

    kind: str
    about: str
    span: Span
    scope: Scope = ""


class Enumeration(NamedTuple):
    """A whole and the parts that are listed of it: 318条，其中：A类167条，B类112条，…

    `parts` are what the list holds by its punctuation, `further` the figures that may still belong to it. `rivals` are
    other figures that the list may be of, the first `beside` of them in the sentence of the whole. `reach` is `complete` (分别为, a colon, 其他 at the end), `open` (其中), `partial`
    (等, 主要). `overlapping` where one thing may count under several parts (channels), `mixed` where the parts are of
    several kinds of division (by applicant and by outcome). `labels` are the words of the parts.
    """

    whole: Quantity
    parts: tuple[Quantity, ...]
    labels: tuple[str, ...]
    further: tuple[Quantity, ...]
    rivals: tuple[Quantity, ...]
    beside: int
    reach: Literal["complete", "open", "partial"]
    overlapping: bool
    mixed: bool
    span: Span

    @property
    def total(self) -> Number:
        """The sum of the parts."""
        return _exact(sum(part.number for part in self.parts))

    @property
    def is_broken(self) -> bool:
        """Whether all figures are exact, and the list, wherever it may end, adds up to nothing it may be of."""
        parts = [*self.parts, *self.further]
        if not self.whole.exact or not all(part.exact for part in self.parts):
            return False
        # A list after 其中 may end before its last figure; one after a colon does not.
        least = len(self.parts) if self.reach == "complete" else 1
        sums = list(map(_exact, accumulate(part.number for part in parts)))[least - 1 :]
        return not any(total in sums for total in self.totals)

    @property
    def totals(self) -> list[Number]:
        """What the parts may come to: the whole, its rivals, and the whole with figures right before it in its sentence."""
        figures = [figure.number for figure in (self.whole, *self.rivals)]
        return [_exact(number) for number in (*figures, *accumulate(figures[: self.beside + 1]))]


class Share(NamedTuple):
    """A percentage of a part in a whole; `wholes` are the figures that it may be a share of, the likeliest first."""

    part: Quantity
    percent: Quantity
    wholes: tuple[Quantity, ...]


class Partition(NamedTuple):
    """Percentages of one whole, in one list; `complete` where they have to come to 100."""

    shares: tuple[Quantity, ...]
    complete: bool


class Change(NamedTuple):
    """A figure, what it was before, and by how much it rose (`sign` 1) or fell (-1), as far as they are written.

    `rate` is a percentage or a multiple (倍), `difference` a figure of the kind of `new`. `rivals` are earlier figures of
    its kind in the sentence: 收到11件，其中当面3件，同比减少3件.
    """

    new: Quantity
    old: Quantity | None
    difference: Quantity | None
    rate: Quantity | None
    sign: int
    span: Span
    rivals: tuple[Quantity, ...] = ()


class Reading(NamedTuple):
    """All that prose says in figures, each in reading order."""

    figures: tuple[Claim, ...] = ()
    assurances: tuple[Assurance, ...] = ()
    enumerations: tuple[Enumeration, ...] = ()
    shares: tuple[Share, ...] = ()
    partitions: tuple[Partition, ...] = ()
    changes: tuple[Change, ...] = ()


class Claims:
    """What a report's prose says in figures, read when it is first asked for and never again."""

    def __init__(self, read: Callable[[], Reading] = Reading) -> None:
        """Claims as `read` gives them."""
        self._reader = read

    @cached_property
    def _reading(self) -> Reading:
        return self._reader()

    @property
    def figures(self) -> tuple[Claim, ...]:
        """Figures with a role."""
        return self._reading.figures

    @property
    def assurances(self) -> tuple[Assurance, ...]:
        """What is said of all cases."""
        return self._reading.assurances

    @property
    def enumerations(self) -> tuple[Enumeration, ...]:
        """Wholes with their parts."""
        return self._reading.enumerations

    @property
    def shares(self) -> tuple[Share, ...]:
        """Percentages of parts."""
        return self._reading.shares

    @property
    def partitions(self) -> tuple[Partition, ...]:
        """Lists of percentages."""
        return self._reading.partitions

    @property
    def changes(self) -> tuple[Change, ...]:
        """Figures against earlier ones."""
        return self._reading.changes


NO_CLAIMS = Claims()
