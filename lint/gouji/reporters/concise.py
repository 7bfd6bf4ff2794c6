"""One finding a line: `path:line:column: severity CODE message`; a format without lines gives the place's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.reporters import Style
from gouji.reporters.lines import ending, head, shown, unassessed
from gouji.results import Result, Tally


def write(results: Iterable[Result], style: Style) -> Iterator[str]:
    """The lines, and the sum of the run."""
    tally = Tally()
    for result in tally.counted(results):
        for finding in shown(result):
            yield f"{head(finding, style, named=True)}\n"
        yield from unassessed(result, style)
    yield from ending(tally, style)
