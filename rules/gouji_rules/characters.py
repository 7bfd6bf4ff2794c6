"""Characters that nobody sees or that are not what they look like."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from gouji.findings import Edit, Fix, Problem, Relation, Words
from gouji.folding import unified
from gouji.patterns import pattern
from gouji.report import Report
from gouji.rules import rule
from gouji.source import Span

_ODD = pattern(
    "[\u00ad\u0300-\u036f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2e80-\u2fdf\ue000-\ufaff\ufeff\ufffd]"
)


class _Kind(NamedTuple):
    """A kind of odd characters: what it is called, what to do about it, and whether the page's glyphs make it."""

    name: Words
    hint: Words
    of_glyphs: bool = False


_INVISIBLE = _Kind(Words("不可见字符", "invisible character"), Words("删去", "delete it"))
_LOST = _Kind(
    Words("无法显示的替换符", "replacement character"),
    Words("原字已丢失，请对照原稿恢复", "the character was lost: restore it from the draft"),
)
_PRIVATE = _Kind(
    Words("专用区字符", "private-use character"),
    Words("换成通用字符，否则别的电脑上显示为方框", "replace it: other machines show a box"),
    True,
)
_RADICAL = _Kind(
    Words("部首或兼容字", "radical or compatibility character"),
    Words("形同汉字而编码不同，检索不到，请换成通用汉字", "it looks like a Chinese character but is none: replace it"),
    True,
)
_DECOMPOSED = _Kind(
    Words("组合用附加符号", "combining mark"), Words("换成一个完整的字符", "write the composed character"), True
)
_EXTRACTED = frozenset({"pdf"})


def _kind(character: str) -> _Kind:
    if character == "\ufffd":
        return _LOST
    if "\ue000" <= character <= "\uf8ff":
        return _PRIVATE
    if "\u2e80" <= character <= "\u2fdf" or "\uf900" <= character <= "\ufaff":
        return _RADICAL
    return _DECOMPOSED if unicodedata.combining(character) else _INVISIBLE


@rule("LNG909", "warning", basis=("GB 18030—2022《信息技术 中文编码字符集》",), fixable=True, literal=True)
def invisible_character(report: Report) -> Iterator[Problem]:
    """有不可见字符、专用区字符或替换符。
    There are invisible, private-use, radical, decomposed or replacement characters.
    """
    text = report.source.text
    found: dict[_Kind, list[int]] = {}
    for match in _ODD.finditer(text, *report.body):
        if not _is_at_edge(text, match.start()):
            found.setdefault(_kind(match[0]), []).append(match.start())
    for kind, places in found.items():
        if kind.of_glyphs and report.document.reader in _EXTRACTED:
            continue
        first, *others = (Span(at, at + 1) for at in places)
        points = dict.fromkeys(f"U+{ord(text[at]):04X}" for at in places[:20])
        count = len(places)
        message = Words(
            f"{kind.name.zh} {'、'.join(points)}，共{count}处", f"{kind.name.en} {', '.join(points)}, {count} in all"
        )
        around = Span(max(report.body.start, first.start - 6), min(report.body.end, first.end + 6))
        related = tuple(map(Relation, others[:20]))
        yield Problem(first, message, kind.hint, related=related, quote=around, fix=_fix(text, kind, places))


def _fix(text: str, kind: _Kind, places: list[int]) -> Fix | None:
    """Invisible characters are taken out, radicals replaced; what was lost or is private nobody but the author knows."""
    if kind is _INVISIBLE:
        return Fix(kind.hint, tuple(Edit(Span(at, at + 1), "") for at in places))
    if kind is not _RADICAL:
        return None
    plain = {text[at]: unified(text[at]) for at in places}
    if any(right == wrong for wrong, right in plain.items()):
        return None
    return Fix(kind.hint, tuple(Edit(Span(at, at + 1), plain[text[at]]) for at in places))


def _is_at_edge(text: str, at: int) -> bool:
    """Whether a mark stands at the beginning or end of a line, where editors of web pages leave them and they harm nothing."""
    return text[at] in "\u200b\ufeff" and (
        at == 0 or text[at - 1] in "\n\r" or text[at + 1 : at + 2] in ("", "\n", "\r")
    )
