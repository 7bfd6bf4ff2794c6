"""Enumerations in prose: a whole, a word such as 其中, and parts with marks between them; parts of parts in brackets.

A paragraph is written as a text of marks, one for each quantity, separator and word that opens a list; the lists are
read from the marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, compress
from typing import Literal, NamedTuple

from gouji.claims import Enumeration
from gouji.grammar.brackets import Group, groups
from gouji.grammar.numerals import Number
from gouji.grammar.quantities import Quantity
from gouji.patterns import pattern
from gouji.recognition.claims.phrases import Phrase
from gouji.source import Span

_LEVELS = "、,;。"
_SEPARATORS = pattern(r"[、,;。]{2,}")
_DIVIDED = r"[^,;。:()]{1,8}(?:划?分|统计|来?看)(?=[,:])"
_LAST = r"(?=[^和及与,;。]{0,12}$)"
# Each begins with a literal: `re` searches by these.
_MARK = pattern(
    r"\(|\)|、|,|;|。|!|\?|\n|其中|分别(?:为|是)?|分为|包括|包含|涵盖|具体[为是]|构成为|主要(?:[有是为]|包括|涉及|集中)|例如|比如|如(?=:)"
    rf"|按{_DIVIDED}|从{_DIVIDED}|:|和{_LAST}|及{_LAST}|与{_LAST}|等"
)
_OPENERS = dict.fromkeys("其按从", "I") | dict.fromkeys("分包涵具构", "C") | dict.fromkeys("主例比如", "P") | {":": ":"}
"""The marks of words that open a list, by their first character."""
_OPENS = pattern(r"中|:|\(|包括|分别|分为|包含|涵盖|具体|构成为|主要|例如|比如|分,|看,|统计,")
_OF_IT = pattern(r"^[^,;。()]{0,12}中(?![心学小医国央级介层队])(?=,|[^,;。]{0,8}$)")
# The words of the first national outline: 共主动公开政府信息86条。在主动公开的信息中，机构职能类信息5条，占6%；…
OF_ALL_DISCLOSED = pattern(r"\s*在(?:上述|以上|所有|已)?(?:主动)?公开的(?:政府)?信息中[,:]")
_ETC = pattern(r"^[^,;。()]{0,3}等")
_LEADS_IN = pattern(
    r"(?:按|从|分|其中|如下|具体|类别|结果|来源|构成|方式|渠道|内容|情况|分布)[^,;。]{0,10}$|^[^,;。]{0,4}$"
)
_LIST = pattern(r"([ICPB])(Q(?:[、,;]Q)*)(E?)")
# 应当主动公开的其他信息 is a kind that the Regulation names, not all that is left.
_OTHER = pattern(r"(?<!公开的)其[他它余](?!组织)")
# Two kinds that leave no third one.
_PAIRS = (
    (pattern(r"自然人|公民|个人"), pattern(r"法人|企业|组织|单位")),
    (pattern(r"按[时期]|如期"), pattern(r"延[期长]|逾期|超期")),
    (pattern(r"专职"), pattern(r"兼职")),
    (pattern(r"建议"), pattern(r"提案")),
    (pattern(r"线上|网[上络]"), pattern(r"线下")),
)
_TOTAL = pattern(r"总[计数量]|合计|(?<!公)共计?|累计")
_KIND_IN_ALL = pattern(r"(?:信息|文件|动态|公告|类|稿件|解读)(?:共计|合计)$")
_FLOW = pattern(r"结转|办结|答复|回复|收到|接到|(?<!不予)受理|新收|(?<!未)审结")
_CHANNEL = pattern(
    r"网站|网页|门户|微信|微博|公众号|公报|媒体|报[纸刊]|电视|电台|广播|公[告示开]栏|新闻发布|客户端|平台|渠道|抖音|头条|电子屏|显示屏|宣传栏|其他方式"
)
# Ways of dividing applications; one list may go through several of them.
_DIVISIONS = (
    pattern(r"自然人|公民|个人|法人|企业|组织"),
    pattern(r"当面|现场|传真|网[络上]|在线|邮[件寄箱]|信函|快递"),
    pattern(r"予以公开|不予公开|同意公开|部分公开|无法提供|不予处理|不存在"),
    pattern(r"按[时期]|延[期长]"),
)
# Words that begin another matter.
_ANEW = pattern(r"全年|年内|同时|此外")
_OTHER_YEAR = pattern(r"(?:20[0-9]{2}年|上一?年|去年|同期)[^,;。]{0,6}分别")
# 解读3件，解读材料包括文字3篇、图解3篇: what the list is of has no figure.
_OF_ITS_OWN = pattern(r"(?!其中|内容|具体|主要)[^,;。0-9]{2,12}(?:包括|包含|涵盖)")
_KINDS = pattern(r"[^,;。]{2}[、等]")
# 公开966件,部分公开67,不予公开81件: a part without its unit is not read as one.
_BARE_FIGURE = pattern(r"(?<![\d.,:〔\[(第\-/])[1-9]\d{0,6}(?=[,、;][^\d])")
# 答复1453件,包括上年结转30件。其中,…: what was carried over is no whole.
_CARRIED = pattern(r"(?:包括|包含|含)[^,;。]{0,12}结转")
_FEW, _MANY = 5, 12
_COUNTED = pattern(r"[0-9](?![0-9年])")
_ADDABLE = frozenset({"count", "thing", "person", "visit", "time", "post", "money", ""})


class _Marks(NamedTuple):
    """A paragraph as marks, and for each mark the index of its phrase, -1 for marks that are none."""

    text: str
    phrases: tuple[int, ...]


def enumerations(folded: str, found: Sequence[Phrase]) -> Iterator[Enumeration]:
    """The enumerations of a paragraph."""
    if len(found) < 2:
        return
    text = folded[found[0].quantity.span.end : found[-1].quantity.span.start]
    if "计" in text or "共" in text:
        yield from _summed_up(folded, found)
    if not _OPENS.search(text):
        return
    marks = _marks(folded, found)
    tree = groups(marks.text)
    if tree is not None:
        yield from _lists(folded, found, marks, tree, None)


def _marks(folded: str, found: Sequence[Phrase]) -> _Marks:
    addable = [phrase.quantity.kind in _ADDABLE and not phrase.compared for phrase in found]
    text = [_gap(folded, phrase) + "Q" * added for phrase, added in zip(found, addable, strict=True)]
    end = found[-1].quantity.span.end
    text.append("E" if _ETC.match(folded[end : end + 6]) else "")
    text += [mark for mark in folded[end : end + 30] if mark in "()"]
    marks = _SEPARATORS.sub(lambda row: max(row[0], key=_LEVELS.index), _balanced("".join(text)))
    numbers = compress(range(len(found)), addable)
    return _Marks(marks, tuple([next(numbers) if mark == "Q" else -1 for mark in marks]))


def _gap(folded: str, phrase: Phrase) -> str:
    """The marks between two quantities: brackets, the strongest separator, the word that opens a list."""
    gap = folded[phrase.gap.start : phrase.gap.end]
    marks, level, opener, opened, since = "", "", "", 0, 0
    if _OF_IT.match(gap):
        opener = "I"
    elif _ETC.match(gap):
        marks = "E"
    for match in _MARK.finditer(gap):
        sign = match[0]
        if sign in "()":
            # 文件5条;政务(工作)动态类73条: a bracket within the words of a part leaves the mark before them.
            worded = sign == "(" and gap[since : match.start()].strip()
            marks += f"{level}{opener}{sign}" if worded else sign
            level, opener = "", ""
        elif sign in "!?\n。":
            level, opener = "。", "I" if OF_ALL_DISCLOSED.match(gap, match.end()) else ""
        elif sign in _LEVELS:
            level = max(level or "、", sign, key=_LEVELS.index)
            # 其中包括预算、决算等内容;…: a list without figures ends with its clause.
            if sign == ";" and opened and _KINDS.search(gap, opened, match.start()):
                opener = ""
        elif sign in "和及与":
            level = level or "、"
        elif sign != "等":
            opener, opened = _opener(gap, match.start(), _OPENERS[sign[0]], level, opener), match.end()
        since = match.end()
    return marks + level + opener


def _opener(gap: str, at: int, mark: str, level: str, before: str) -> str:
    """The mark of a word that opens a list; what opens one only within a sentence does not after its end."""
    if mark == "I":
        # 新增目录3类，其中…: what the list is of is no quantity that is known, so it is not one of a sentence before.
        return "" if level == "。" and _COUNTED.search(gap, gap.rfind("。", 0, at) + 1, at) else mark
    within = bool(before) or level not in (";", "。")
    if mark == "P":
        return mark if within else ""
    if before in ("P", "C"):
        return before
    if mark == ":" and not before:
        within = within and _LEADS_IN.search(gap[:at]) is not None
    return "C" if within else ""


def _balanced(text: str) -> str:
    """The marks without brackets that hold no quantity or have no other half."""
    if "(" not in text and ")" not in text:
        return text
    kept: list[int] = []
    open_at: list[int] = []
    for at, mark in enumerate(text):
        if mark == ")":
            if not open_at:
                continue
            first = open_at.pop()
            if "Q" not in text[first:at]:
                kept = [place for place in kept if place < first]
                continue
        elif mark == "(":
            open_at.append(at)
        kept.append(at)
    return "".join([text[place] for place in kept if place not in open_at])


def _lists(
    folded: str, found: Sequence[Phrase], marks: _Marks, group: Group, owner: int | None
) -> Iterator[Enumeration]:
    """The lists of a group of marks and of those within it; `owner` is the phrase before its bracket."""
    text, offsets = group.text, list(group.offsets)
    if owner is not None and text.startswith("Q") and "Q" in text[1:]:
        text, offsets = f"B{text}", [-1, *offsets]
    for match in _LIST.finditer(text):
        here = [marks.phrases[offsets[at]] for at in range(match.start(), match.end()) if text[at] == "Q"]
        before = [offsets[at] for at in range(match.start()) if text[at] == "Q"]
        apart = [sign for sign in match[2] if sign != "Q"]
        wholes = [owner] if owner is not None and not before else _wholes(marks, before)
        made = _enumeration(folded, found, wholes, here, apart, match[1], bool(match[3]))
        if made is not None:
            yield made
    for inner in group.inner:
        yield from _lists(folded, found, marks, inner, _owner(marks, inner.at))


def _wholes(marks: _Marks, before: Sequence[int]) -> list[int]:
    """The phrases at marks before a list, the nearest first; 473条(1282件) tells one thing in two measures."""
    found: list[int] = []
    for at in reversed(before):
        found.append(marks.phrases[at])
        if marks.text.startswith("(Q)", at + 1):
            found.append(marks.phrases[at + 2])
    return found


def _owner(marks: _Marks, bracket: int) -> int | None:
    """The phrase that stands right before a bracket."""
    before = marks.phrases[bracket - 1] if bracket > 0 and marks.text[bracket - 1] == "Q" else -1
    return before if before >= 0 else None


def _enumeration(
    folded: str,
    found: Sequence[Phrase],
    wholes: Sequence[int],
    here: Sequence[int],
    apart: Sequence[str],
    opener: str,
    etc: bool,
) -> Enumeration | None:
    kind = found[here[0]].quantity.kind
    wholes = sorted(wholes, key=lambda at: _CARRIED.search(found[at].label) is not None)
    fitting = [found[at] for at in wholes if _fits(found[at].quantity.kind, kind)]
    if not fitting or not wholes or (fitting[0] is not found[wholes[0]] and opener == "B"):
        return None
    whole, first = fitting[0], found[here[0]]
    apart_from_it = _OF_ITS_OWN.match(first.label) or _ANEW.match(first.label)
    if _OTHER_YEAR.search(first.label) or (first.quantity.unit != whole.quantity.unit and apart_from_it):
        return None
    if first.quantity.number > whole.quantity.number and _is_held_by(whole.quantity, first.quantity):
        return None
    items = _items(found, here, whole.quantity)
    heads = _heads(items, whole.quantity.number)
    items = heads or items
    count = 1 if not heads and opener == "I" and not _is_series(items, apart) else _extent(items, apart)
    count = len(heads) or count
    parts, labels = [item.quantity for item in items], [_words(item) for item in items]
    # 讲座165场，发放资料7000份，其中…: what stands right before is something else; only a sum that is right tells of what.
    if (
        opener == "I"
        and fitting[0] is not found[wholes[0]]
        and sum(q.number for q in parts[:count]) != whole.quantity.number
    ):
        return None
    begun, last = whole.quantity.span.end, parts[count - 1].span.end
    goes_on = len(items) < len(here) and _may_go_on(found[here[len(items)]], parts[:count], whole.quantity)
    near = found[here[0]].sentence
    # 从事项看，…: the whole of a list that begins a sentence may stand further back.
    most = _FEW if whole.sentence == near else _MANY
    others = [other for other in fitting[1:most] if near - other.sentence < 400]
    span = Span(whole.begin, parts[count - 1].span.end)
    return Enumeration(
        whole.quantity,
        tuple(parts[:count]),
        tuple(labels[:count]),
        tuple(parts[count:]),
        tuple(other.quantity for other in others),
        sum(other.sentence == whole.sentence for other in others),
        "partial"
        if goes_on or _BARE_FIGURE.search(folded, begun, last)
        else _reach(opener, labels[:count], etc and count == len(items)),
        _overlaps(folded, span, labels[:count]),
        _is_mixed(labels[:count]),
        span,
    )


def _is_held_by(whole: Quantity, part: Quantity) -> bool:
    """Whether a figure tells what something holds, not its parts: 专栏1个,收到留言56条."""
    return whole.unit != part.unit and (whole.kind != part.kind or whole.number == 1)


def _fits(whole: str, part: str) -> bool:
    """Whether quantities of two kinds can be whole and part."""
    return whole == part or {whole, part} <= {"count", "thing"} or {whole, part} == {"count", ""}


def _items(found: Sequence[Phrase], here: Sequence[int], whole: Quantity) -> list[Phrase]:
    """The phrases of a list, as far as they are of one kind and none tells another total."""
    items = [found[here[0]]]
    flows = bool(_FLOW.search(items[0].label))
    for at in here[1:]:
        phrase = found[at]
        flow = _FLOW.search(phrase.label) is not None
        if _is_other(phrase, items[0].quantity, whole) or _is_total(phrase, whole) or (flow and not flows):
            break
        items.append(phrase)
    return items


def _is_total(phrase: Phrase, whole: Quantity) -> bool:
    """Whether a phrase sums up; one that ends in 共计 behind a kind of its own is a part (解读信息共计110条)."""
    if not _TOTAL.search(phrase.label):
        return False
    return _KIND_IN_ALL.search(phrase.label) is None or phrase.quantity.number >= whole.number


def _is_other(phrase: Phrase, first: Quantity, whole: Quantity) -> bool:
    """Whether a phrase after the first part is about something else: 单位8个，其中有网站的2个，全年更新信息560条."""
    part = phrase.quantity
    if not _fits(first.kind, part.kind) or _ANEW.match(phrase.label):
        return True
    if whole.kind == first.kind and {first.kind, part.kind} == {"count", "thing"}:
        return True
    return part.unit not in (first.unit, whole.unit) and part.number > whole.number


def _extent(items: Sequence[Phrase], apart: Sequence[str]) -> int:
    """How many of the phrases are parts: up to a separator stronger than the first one."""
    for number, sign in enumerate(apart[: len(items) - 1]):
        if _LEVELS.index(sign) > _LEVELS.index(apart[0]):
            return number + 1
    return len(items)


def _may_go_on(phrase: Phrase, parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether what follows the parts may be a part in another unit: 动态278条，公示258条，政策文件3个，水质周报49期."""
    rest = whole.number - sum(part.number for part in parts)
    part = phrase.quantity
    counted = part.kind in ("count", "thing") and part.unit != whole.unit
    return counted and not _FLOW.search(phrase.label) and not _TOTAL.search(phrase.label) and part.number <= rest


def _heads(items: Sequence[Phrase], whole: Number) -> list[Phrase]:
    """The parts, without parts of parts, where only so they come to the whole; nothing where they do not.

    行政争议11件，其中行政复议7件，结果维持6件，尚未审结1件；行政诉讼4件，结果维持2件，尚未审结2件.
    """
    numbers = [item.quantity.number for item in items]
    heads: list[Phrase] = []
    at = 0
    while at < len(items):
        heads.append(items[at])
        sums = list(accumulate(numbers[at + 1 :]))
        inner = sums.index(numbers[at]) + 1 if numbers[at] and numbers[at] in sums else 0
        at += 1 + (inner if inner > 1 else 0)
    is_nested = 1 < len(heads) < len(items)
    return heads if is_nested and sum(numbers) != whole and sum(head.quantity.number for head in heads) == whole else []


def _is_series(items: Sequence[Phrase], apart: Sequence[str]) -> bool:
    """Whether what follows 其中 after a semicolon still belongs to it.

    It does where a comma comes after 其中 (其中，…；…), and where the parts are worded alike.
    """
    if not apart or apart[0] != ";" or "其中" not in items[0].label:
        return True
    return all(_ending(item) == _ending(items[0]) for item in items[1:])


def _ending(item: Phrase) -> str:
    return item.label.rstrip("数量为共的 ")[-1:]


def _words(item: Phrase) -> str:
    return item.label.rpartition("、")[2] or item.tail


def _reach(opener: str, labels: Sequence[str], etc: bool) -> Literal["complete", "open", "partial"]:
    if etc or opener == "P":
        return "partial"
    pair = len(labels) == 2 and any(
        (one.search(labels[0]) and other.search(labels[1])) or (other.search(labels[0]) and one.search(labels[1]))
        for one, other in _PAIRS
    )
    return "complete" if pair or opener == "C" or _OTHER.search(labels[-1]) else "open"


def _overlaps(folded: str, span: Span, labels: Sequence[str]) -> bool:
    """Whether the parts are channels, in which the same information may stand several times."""
    channels = sum(_CHANNEL.search(label) is not None for label in labels)
    if 2 * channels <= len(labels):
        return False
    return any(folded.find(word, *span) >= 0 for word in ("公开", "发布", "推送", "刊登"))


_SUM = pattern(
    r"(?:以上|上述)?(?:(?:[二两三四五六七八九十]|[0-9]+)[项类者种]|各[项类])?(?:共计|合计|总计|累计|共)(?:为|达)?"
)
_BETWEEN = pattern(r"[、,;和及与](?:[^;。!?\n:()]|\([^()0-9]{0,12}\))*")
_SEVERAL = 3


def _summed_up(folded: str, found: Sequence[Phrase]) -> Iterator[Enumeration]:
    """Lists whose total comes last: 行政许可12项、行政处罚30项、其他8项，共50项."""
    for number, phrase in enumerate(found):
        if number < _SEVERAL or not _SUM.fullmatch(phrase.label):
            continue
        run: list[Phrase] = []
        for item in reversed(found[:number]):
            after = run[-1] if run else phrase
            gap = folded[after.gap.start : after.gap.end]
            # 全年共发布公告86条,法规18条,…,合计318条: 共 only leads in where the first item is needed for the sum.
            needed = sum(one.quantity.number for one in (*run, item)) == phrase.quantity.number
            told = (_TOTAL.search(item.label) and not needed) or item.compared or "其中" in gap
            if told or not _fits(phrase.quantity.kind, item.quantity.kind) or not _BETWEEN.fullmatch(gap):
                break
            run.append(item)
        if len(run) >= _SEVERAL and _is_one_list(folded, run):
            yield _with_total_last(phrase, run)


def _is_one_list(folded: str, run: Sequence[Phrase]) -> bool:
    """Whether all that stands before a total is one list: with semicolons between, only what is worded alike."""
    apart = any(folded[item.gap.start] == ";" for item in run[:-1])
    return not apart or len({_ending(item) for item in run}) == 1


def _with_total_last(total: Phrase, run: Sequence[Phrase]) -> Enumeration:
    """The list before a total; of the figures before it as many as add up to it, or all."""
    sums = list(accumulate(item.quantity.number for item in run))
    count = sums.index(total.quantity.number) + 1 if total.quantity.number in sums else len(run)
    items = run[count - 1 :: -1]
    return Enumeration(
        total.quantity,
        tuple(item.quantity for item in items),
        tuple(_words(item) for item in items),
        (),
        (),
        0,
        "complete",
        False,
        _is_mixed([item.label for item in items]),
        Span(items[0].begin, total.quantity.span.end),
    )


def _is_mixed(labels: Sequence[str]) -> bool:
    """Whether the parts are of several kinds of division, so that they need not add up."""
    said = "\n".join(labels)
    return sum(division.search(said) is not None for division in _DIVISIONS) > 1
