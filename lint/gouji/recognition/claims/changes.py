"""Figures against earlier ones: 比上年的146条增加24条，增长16.4%；由146件下降到120件；同比增长1.2倍."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from gouji.claims import Change
from gouji.grammar.quantities import Quantity
from gouji.patterns import pattern
from gouji.recognition.claims.phrases import FALL, RISE, TO, Phrase
from gouji.source import Span

_AGAINST = r"(?:同比|环比|(?:[较比与同和]|相[较比]于?)[^,;。]{0,12}?(?:相比)?)"
_OLD = pattern(
    r"(?:同比|[较比与同和]|相[较比]于?)(?:上一?年|去年|前年|20[0-9]{2}年)(?:度|同期)?(?:同期)?的?(?:为|是)?$"
)
# A figure of the year before that stands as a clause of its own, or in brackets: 上年为300条, 2020年发布300条, 比上年(300条).
_PAST = pattern(r"(?:上一?年|去年|(?P<year>20[0-9]{2})年)(?:度|全年|同期)*(?P<what>[^,;。:年]{0,12})")
_AGAINST_IT = pattern(r"[较比与](?:上一?年|去年|20[0-9]{2}年)(?:度|同期)?\($")
_BARE = pattern(r"(?:我[局委办厅]|本机关|全[市县区省]|共计?|全年|累计|主动|数量?|同期|[为是有仅只])*")
_FROM = pattern(r"[由从](?:上一?年|去年|20[0-9]{2}年)(?:度|同期)?的?$")
_STEP = pattern(rf"(?:其中)?(?:{_AGAINST})?(?:均|则|约|又)?(?P<word>{RISE}|{FALL})(?:幅(?:度)?)?(?:了|为|达到?|约)?$")
_FALLING = pattern(FALL)


def changes(folded: str, found: Sequence[Phrase]) -> Iterator[Change]:
    """The changes that a paragraph states, sentence by sentence."""
    if not any(phrase.compared for phrase in found):
        return
    for _, group in groupby(found, key=lambda phrase: phrase.sentence):
        sentence = list(group)
        if any(phrase.compared for phrase in sentence):
            yield from _of_sentence(folded, sentence)


def _of_sentence(folded: str, sentence: Sequence[Phrase]) -> Iterator[Change]:
    new: Phrase | None = None
    past: Phrase | None = None
    run: list[Phrase] = []
    for phrase in [*sentence, None]:
        if phrase is not None and run and TO.fullmatch(phrase.label):
            new, run = phrase, run[-1:]
            continue
        if phrase is not None and new is not None and not run and _was(new, phrase):
            new, past = phrase, new
            continue
        if phrase is not None and phrase.compared:
            run.append(phrase)
            continue
        if phrase is not None and past is None and _is_past(folded, new, phrase):
            past = phrase
            continue
        if new is not None and run and (made := _change(folded, new, run, past)):
            yield made._replace(rivals=_earlier(sentence, new))
        past = new if phrase is not None and not run and new is not None and _is_past(folded, phrase, new) else None
        new, run = phrase, []


def _earlier(sentence: Sequence[Phrase], new: Phrase) -> tuple[Quantity, ...]:
    """The figures before one in its sentence that are of its kind and of its year."""
    before = (one for one in sentence if one.begin < new.begin and not one.compared)
    return tuple(one.quantity for one in before if one.quantity.kind == new.quantity.kind)


_RISING_FROM = pattern(r"[由从](?:原来的?|最初的?|年初的?)?$")


def _was(old: Phrase, new: Phrase) -> bool:
    """Whether a figure is said to have become another one: 由9件增加到12件."""
    alike = old.quantity.kind == new.quantity.kind
    return alike and TO.fullmatch(new.label) is not None and _RISING_FROM.search(old.label) is not None


def _is_past(folded: str, new: Phrase | None, phrase: Phrase) -> bool:
    """Whether a phrase gives the same as another one for the year before."""
    if new is None or phrase.quantity.kind != new.quantity.kind:
        return False
    if not phrase.label and _AGAINST_IT.search(folded, *phrase.gap):
        return phrase.begin > new.begin
    past = _PAST.fullmatch(phrase.label)
    if past is None:
        return False
    here = _PAST.fullmatch(new.label)
    if past["year"] and here and here["year"] and int(here["year"]) != int(past["year"]) + 1:
        return False
    what = _BARE.sub("", past["what"])
    return (not what and phrase.begin > new.begin) or (bool(what) and what in _BARE.sub("", new.label))


def _change(folded: str, new: Phrase, run: Sequence[Phrase], past: Phrase | None) -> Change | None:
    """The change that the compared quantities after a figure state; None where words between them name other things.

    `past` is a figure of the year before that stands beside them.
    """
    old = difference = rate = None
    signs: set[int] = set()
    kind = new.quantity.kind
    if kind in ("", "share", "point", "fold") or folded.find("分别", new.sentence, run[-1].quantity.span.end) >= 0:
        return None
    for phrase in run:
        quantity = phrase.quantity
        step = _STEP.fullmatch(phrase.label)
        if (_OLD.fullmatch(phrase.label) or _FROM.search(phrase.label)) and quantity.kind == kind and old is None:
            old = quantity
        elif step and quantity.kind in ("share", "fold") and rate is None:
            rate = quantity
            signs.add(-1 if _FALLING.search(step["word"]) else 1)
        elif step and quantity.kind == kind and difference is None:
            difference = quantity
            signs.add(-1 if _FALLING.search(step["word"]) else 1)
        else:
            break
    # 较2020年下降20%,较2019年增长33.3%(2019年12件): which of them the figure is of is not known.
    alone = sum(phrase.quantity.kind in ("share", "fold") for phrase in run) < 2
    if old is None and past is not None and alone:
        old = past.quantity
    given = [one for one in (old, difference, rate) if one is not None]
    if len(given) < 2 or len(signs) != 1 or not all(one.exact for one in (new.quantity, *given)):
        return None
    end = max(one.span.end for one in given)
    return Change(new.quantity, old, difference, rate, signs.pop(), Span(new.begin, end))
