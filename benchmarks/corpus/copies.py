"""Reports of which the prose is that of another agency, more or less: its own figures, another one's sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from builder import Made
from builder.parts import Heading, Part, Prose

_SHORTEST = 12
_DIGITS = re.compile(r"\d+")
_HEADED = re.compile(r"[（(]?[一二三四五六七八九十]+[）)、是]|.{0,12}。")


def copied(made: Made, donor: Made, share: float, random: Random) -> Made:
    """The report with about this share of its sentences taken from the same sections of another one.

    Sentences with figures of the forms stay its own, so that they fit.
    """
    theirs = _sections(donor)
    parts: list[Part] = []
    for number, section in enumerate(_sections(made)):
        taken = _free(theirs[number]) if number < len(theirs) else iter(())
        for part in section:
            if not isinstance(part, Prose) or part.aside or number == 0:
                parts.append(part)
                continue
            ends = part is section[-1]
            said = (
                next(taken, "") if _is_free(own, ends) and random.random() < share else own
                for own in _sentences(part.text)
            )
            text = "".join(said).replace(donor.agency.name, made.agency.name)
            parts.append(part._replace(text=text or part.text))
    return replace(made, parts=tuple(parts))


def likeness(made: Made, other: Made) -> float:
    """The share of a report's prose, names and figures left out, that stands in another one."""
    mine, theirs = ({_bare(sentence, one) for sentence in _prose(one)} for one in (made, other))
    long = {sentence for sentence in mine if len(sentence) >= _SHORTEST}
    return sum(map(len, long & theirs)) / max(sum(map(len, long)), 1)


def _sections(made: Made) -> list[list[Part]]:
    """The parts before the first heading of a section, and those of each section."""
    sections: list[list[Part]] = [[]]
    for part in made.parts:
        if isinstance(part, Heading) and part.level == 1:
            sections.append([])
        sections[-1].append(part)
    return sections


def _is_free(sentence: str, ends: bool) -> bool:
    """Whether a sentence can stand elsewhere: no heading, no figures but those of the year, which stand at the end of a section."""
    return ends or not (_DIGITS.search(sentence) or _HEADED.match(sentence))


def _free(section: list[Part]) -> Iterator[str]:
    for part in section:
        if isinstance(part, Prose) and not part.aside:
            yield from (one for one in _sentences(part.text) if _is_free(one, part is section[-1]))


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split("(?<=。)", text) if sentence]


def _prose(made: Made) -> Iterator[str]:
    for part in made.parts:
        if isinstance(part, Prose):
            yield from _sentences(part.text)


def _bare(sentence: str, made: Made) -> str:
    return _DIGITS.sub("#", sentence.replace(made.agency.name, ""))
