"""How characters are read, which gateways put in brackets behind traditional ones: 根據(jù), 統(tǒng)計(jì)."""

from __future__ import annotations

from gouji.patterns import pattern
from gouji.source import Run

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_GLOSS = pattern(rf"\((?<=[\u4e00-\u9fff]\()[a-zü]{{0,4}}[{_TONED}][a-zü]{{0,4}}\)")
_FEW = 3


def without_glosses(text: str) -> tuple[str, tuple[Run, ...]]:
    """The text without such brackets, and the runs that lead back to where it stands; no runs where there are hardly any."""
    places = [match.span() for match in _GLOSS.finditer(text)]
    if len(places) < _FEW:
        return text, ()
    pieces, runs, length, last = [], [], 0, 0
    for start, end in [*places, (len(text), len(text))]:
        pieces.append(text[last:start])
        runs.append(Run(length, last, start))
        length += start - last
        last = end
    return "".join(pieces), tuple(runs)
