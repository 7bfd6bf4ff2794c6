"""How characters are read, which gateways put in brackets behind traditional ones: 根據(jù), 統(tǒng)計(jì)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from gouji.document import Document
from gouji.patterns import pattern
from gouji.source import Run, Source

_IN_TITLE = "報(bào)告"
"""Where a gateway wrote it so, every report has it in its title; in all others nothing else is looked for."""
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_GLOSS = pattern(rf"\((?<=[\u4e00-\u9fff]\()[a-zü]{{0,4}}[{_TONED}][a-zü]{{0,4}}\)")


def read_without(file: str, read: Callable[[str], Document]) -> Document:
    """The document that a reader makes of a decoded file without such brackets; its places are those of the file."""
    if _IN_TITLE not in file:
        return read(file)
    kept = list(_kept(file))
    document = read("".join([file[run.origin : run.limit] for run in kept]))
    source = document.source
    runs = source.runs or (Run(0, 0, len(source.text)),)
    return document._replace(
        source=Source(source.name, source.text, file, tuple(_onto(runs, kept)), (), source.encoding)
    )


def _kept(file: str) -> Iterator[Run]:
    """What stands between the brackets, as runs of the shorter text over the file."""
    length = last = 0
    for start, end in [*(match.span() for match in _GLOSS.finditer(file)), (len(file), len(file))]:
        yield Run(length, last, start)
        length += start - last
        last = end


def _onto(runs: Sequence[Run], kept: Sequence[Run]) -> Iterator[Run]:
    """Runs over the shorter text as runs over the file."""
    starts = [run.start for run in kept]
    for number, (start, origin, limit) in enumerate(runs):
        # What ends a run in the text ends it in the file: a limit may lie behind that, where blanks were left out.
        reach = min(limit, origin + runs[number + 1].start - start - 1) if number + 1 < len(runs) else limit
        first, last = bisect_right(starts, origin) - 1, bisect_right(starts, reach)
        for run in kept[first : max(last, first + 1)]:
            at = max(origin, run.start)
            yield Run(start + at - origin, run.origin + at - run.start, min(run.limit, run.origin + limit - run.start))
