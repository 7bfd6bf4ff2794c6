"""Shares in prose: 258件，占33.9%; lists of shares: A类占30%，B类占70%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, takewhile

from gouji.claims import Enumeration, Partition, Share
from gouji.grammar.quantities import Quantity
from gouji.patterns import pattern
from gouji.recognition.claims.phrases import Phrase

_OF = pattern(r"(?:占比?|占到|比例|比重)[^,;。]{0,20}$")
_NAMED = pattern(r"占[^,;。、]{2,20}的$")
_ALL = pattern(
    r"占(?:总[数量体]|总[^,;。、]{0,8}|全[部年]?[^,;。、]{0,10}|申请[^,;。、]{0,6}|其|收到[^,;。、]{0,10}|办理[^,;。、]{0,8})的$"
)
_JOINT = pattern(r"[合共总]计|共占|[两二三四五][项类者]")
_OF_THESE = pattern(r"占(?:其|全[部年](?:申请|信息|公文|文件)?|总[数量体]|[^,;。、]{0,8}总[数量])的$")
_FIGURES = frozenset({"count", "thing", "person", "visit", "time", "post", "money"})


def shares(found: Sequence[Phrase], lists: Sequence[Enumeration]) -> Iterator[Share]:
    """The shares of a paragraph whose part and whole are both written there."""
    for number, phrase in enumerate(found):
        if phrase.quantity.kind != "share" or not _OF.search(phrase.label) or phrase.compared:
            continue
        if "分别" in phrase.label and (several := _respectively(found, number)):
            sum_before = (found[number - 1].quantity,) if _SUMMED.search(found[number - 1].label) else ()
            for one, percent in several:
                wholes = sum_before or _wholes(found, number, one, lists)
                if wholes := wholes or _alone(found, number - len(several) + 1, one):
                    yield Share(one, percent, wholes)
            continue
        part = None if _JOINT.search(phrase.label) or _is_of_another(found, number) else _before(found, number)
        if part is None or (_NAMED.search(phrase.label) and not _ALL.search(phrase.label)):
            continue
        wholes = _wholes(found, number, part, lists)
        if (
            not wholes
            and "分别" not in phrase.label
            and (_OF_THESE.search(phrase.label) or not _NAMED.search(phrase.label))
        ):
            wholes = _alone(found, number, part)
        if wholes:
            yield Share(part, phrase.quantity, wholes)


_SUBJECT = pattern(r"(?:其中)?([^占]{2})[^占]*占")


def _is_of_another(found: Sequence[Phrase], number: int) -> bool:
    """Whether a share names its part, and that is not the figure before it: 网上11件，信函5件，网上申请占68.8%."""
    match = _SUBJECT.match(found[number].label)
    return match is not None and number > 0 and match[1] not in found[number - 1].label + found[number - 1].tail


def _respectively(found: Sequence[Phrase], number: int) -> list[tuple[Quantity, Quantity]]:
    """The figures before a list of shares, each with its own: 即办32项、承诺54项，分别占37.2%、62.8%; none where it is no list."""
    here = found[number]
    rest = takewhile(lambda one: one.quantity.kind == "share" and _AND.fullmatch(one.label), found[number + 1 :])
    percents = [here.quantity, *(one.quantity for one in rest)]
    parts = [one for one in found[:number] if not _SUMMED.search(one.label)][-len(percents) :]
    usable = all(one.quantity.kind in _FIGURES and one.sentence == here.sentence and not one.compared for one in parts)
    if len(percents) < 2 or len(parts) != len(percents) or not usable:
        return []
    return list(zip((one.quantity for one in parts), percents, strict=True))


_SUMMED = pattern(r"(?:^|[^公])共$|[合总共]计[为达]?$")
_AND = pattern(r"[、,和及与]?")
_WHOLE_NAMED = pattern(r"[占为][^,;。0-9]{1,20}\(?$")
_OF_IT = pattern(r"\)?的$")


def told(folded: str, found: Sequence[Phrase]) -> Iterator[Share]:
    """The shares whose whole is named with them: 240条，占发布总量318条的75.5%."""
    for part, whole, percent in zip(found, found[1:], found[2:], strict=False):
        if percent.quantity.kind != "share" or not part.sentence == whole.sentence == percent.sentence:
            continue
        if not _OF_IT.fullmatch(folded, *percent.gap) or not _WHOLE_NAMED.search(folded, *whole.gap):
            continue
        if part.quantity.kind == whole.quantity.kind in _FIGURES and not part.compared:
            yield Share(part.quantity, percent.quantity, (whole.quantity,))


_RATE = pattern(r"(?:办结|答复|办理)率[为达到]{0,2}$")
_PART_OF = pattern(r"(公开|回收|采纳)率[为达到]{0,2}$")
_SURE = 100
_DONE = pattern(r"办结|答复|办理")
_CAME = pattern(r"收到|受理|接到|新收")


def rates(found: Sequence[Phrase]) -> Iterator[Share]:
    """The shares of what came in that was done, where both are written before: 收到5件，办结3件，办结率60%."""
    for number, phrase in enumerate(found):
        if phrase.quantity.kind != "share" or "率" not in phrase.label or "按" in phrase.label:
            continue
        part = _before(found, number)
        if part is not None and (match := _PART_OF.search(phrase.label)):
            # All that may be disclosed is disclosed where the rate is 100%, whatever was made.
            wholes = _alone(found, number, part) if match[1] in found[number - 1].label else ()
            if wholes and phrase.quantity.number != _SURE:
                yield Share(part, phrase.quantity, wholes)
        if part is None or not _RATE.search(phrase.label) or not _DONE.search(found[number - 1].label):
            continue
        came = [one.quantity for one in found[: number - 1] if _CAME.search(one.label)]
        # What was carried over may be part of the whole.
        if any("结转" in one.label for one in found[:number]):
            continue
        if came and _are_together(found[:number], came[-1], phrase.quantity):
            continue
        if came and came[-1].kind == part.kind and part.number <= came[-1].number:
            yield Share(part, phrase.quantity, (came[-1],))


def _are_together(before: Sequence[Phrase], came: Quantity, rate: Quantity) -> bool:
    """Whether figures of what was done make up the rate together: 按时办结10件，延期办结1件，办结率100%."""
    done = list(takewhile(lambda one: _DONE.search(one.label), reversed(before)))
    sums = list(accumulate(one.quantity.number for one in done))[1:]
    return any(came.number and abs(100 * total / came.number - rate.number) <= rate.step for total in sums)


def _before(found: Sequence[Phrase], number: int) -> Quantity | None:
    """The figure right before a percentage, in the same sentence."""
    if not number:
        return None
    before = found[number - 1]
    usable = before.quantity.kind in _FIGURES and before.sentence == found[number].sentence and not before.compared
    return before.quantity if usable else None


def _wholes(found: Sequence[Phrase], number: int, part: Quantity, lists: Sequence[Enumeration]) -> tuple[Quantity, ...]:
    """The whole of the list that the part stands in, and all earlier figures that it may be a share of."""
    own = [one.whole for one in lists if part in one.parts]
    if not own:
        return ()
    others = [
        phrase.quantity
        for phrase in found[:number]
        if phrase.quantity.kind in _FIGURES and phrase.quantity.number >= part.number and phrase.quantity != part
    ]
    return tuple(dict.fromkeys([*own, *others]))


def _alone(found: Sequence[Phrase], number: int, part: Quantity) -> tuple[Quantity, ...]:
    """The figures that a part in no list may be a share of: those before it in its sentence, and what they come to."""
    sentence = found[number].sentence
    # What has a share of its own is a part too: 甲类14条，占总数的13.6%；乙类6条，占总数的5.8%.
    parts = {one.quantity for one, after in pairwise(found[:number]) if _is_share(after)}
    before = [one for one in found[: number - 1] if one.quantity.kind == part.kind and not one.compared]
    before = [one for one in before if one.quantity not in parts]
    here = [one.quantity for one in reversed(before) if one.sentence == sentence]
    first = next((one for one in here if one.number >= part.number and one.exact), None)
    if first is None or any(one.label.startswith("除") for one in before):
        return ()
    sums = [*accumulate(one.number for one in here), *accumulate((one.number for one in here), initial=part.number)]
    earlier = [one.quantity for one in before]
    return (first, *earlier, *(first._replace(number=total) for total in sums))


def partitions(folded: str, found: Sequence[Phrase]) -> Iterator[Partition]:
    """The lists of shares of a paragraph."""
    run: list[Phrase] = []
    for phrase in [*found, None]:
        if phrase is not None and phrase.quantity.kind == "share" and _follows(run, phrase):
            run.append(phrase)
            continue
        if phrase is not None and run and phrase.quantity.kind in _FIGURES and phrase.sentence == run[0].sentence:
            continue
        if len(run) >= 2:
            yield _partition(folded, run)
        run = [phrase] if phrase is not None and _is_share(phrase) else []
    return


def _is_share(phrase: Phrase) -> bool:
    return phrase.quantity.kind == "share" and _OF.search(phrase.label) is not None and not phrase.compared


def _follows(run: Sequence[Phrase], phrase: Phrase) -> bool:
    return bool(run) and _is_share(phrase) and phrase.sentence == run[0].sentence


def _partition(folded: str, run: Sequence[Phrase]) -> Partition:
    lead = folded[run[0].sentence : run[0].quantity.span.start]
    complete = "分别" in lead or "其他" in run[-1].label or "其它" in run[-1].label
    return Partition(tuple(phrase.quantity for phrase in run), complete)
