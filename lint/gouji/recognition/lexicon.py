"""Labels of all prescribed forms, squeezed, with what they stand for; built once for a set of editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from gouji.editions import Edition, Form
from gouji.folding import squeeze
from gouji.patterns import pattern

_NOT_DIGIT = pattern(r"[^0-9]")
_ORDINAL = pattern(
    r"(?:第[一二三四五六七八九十]{1,2}部分[、.:]?|\(?[一二三四五六七八九十]{1,3}\)?[、.,]?|\(?\d{1,2}\)?[.、,)]|其中:?)(?=\D)"
)


_CIRCLED = {mark: number for number, mark in enumerate("①②③④⑤⑥⑦⑧⑨", 1)}
_TAILS = frozenset("):")
_UNIT = pattern(r"\((?:单位:)?[件条项次个宗]\):?\Z")


@lru_cache(maxsize=512)
def label_key(text: str) -> str:
    """A label for comparison: squeezed, list marks of one kind (`1、`, `（1）` and `①` are `1.`, `一.` is `一、`).

    A unit in brackets and a colon behind it say nothing: `总计（件）`, `行政许可：`.
    """
    plain = squeeze(text if text[:1] not in _CIRCLED else f"{_CIRCLED[text[0]]}.{text[1:]}")
    if plain[-1:] in _TAILS:
        plain = _UNIT.sub("", plain).rstrip(":")
    match = _ORDINAL.match(plain)
    if match is None:
        return plain
    mark = match[0]
    if mark[0].isdigit() or mark[1:2].isdigit():
        return f"{int(_NOT_DIGIT.sub('', mark))}.{plain[match.end() :]}"
    if mark[0] in "一二三四五六七八九十" and mark[-1] in ".,":
        return f"{mark[:-1]}、{plain[match.end() :]}"
    if mark[0] == "(" and mark[-1] in "、.,":
        return mark[:-1] + plain[match.end() :]
    return plain


@lru_cache(maxsize=512)
def bare(key: str) -> str:
    """A label key without its list mark."""
    match = _ORDINAL.match(key)
    return key[match.end() :] if match else key


def without_note(key: str) -> str:
    """A label key without the remark in brackets that some offices put behind it."""
    at = key.find("(", 2)
    return key[:at] if at > 0 and key.endswith(")") else key


class FormWords(NamedTuple):
    """The squeezed labels of one form: rows (key → row indexes), columns (key → column index), other head cells."""

    edition: str
    form: Form
    rows: Mapping[str, tuple[int, ...]]
    columns: Mapping[str, int]
    captions: frozenset[str]
    groups: frozenset[str]
    heads: frozenset[str]
    misprints: frozenset[str] = frozenset()

    @property
    def figure_rows(self) -> tuple[int, ...]:
        """Indexes of the rows that hold figures."""
        return tuple(i for i, row in enumerate(self.form.rows) if row.kind != "heading")


class Lexicon:
    """All forms of all editions; never changed, and the same for the same editions.

    `owners` maps a row key to the ids of the forms that have it, `captions` a caption to the id of its form;
    `structural` are all other keys that stand in forms, and `columns` those of them that are heads of columns.
    """

    def __init__(self, forms: tuple[FormWords, ...]) -> None:
        """The lexicon of some forms."""
        self.forms: Final = forms
        self._of: dict[str, tuple[FormWords, ...]] = {}
        owners: dict[str, set[str]] = {}
        captions: dict[str, str] = {}
        structural: set[str] = set()
        columns: set[str] = set()
        for words in forms:
            self._of[words.form.id] = (*self.of(words.form.id), words)
            for key in words.rows if words.form.layout == "rows" else ():
                owners.setdefault(key, set()).add(words.form.id)
            captions |= dict.fromkeys(words.captions, words.form.id)
            structural |= words.captions | words.groups | words.heads | words.columns.keys()
            columns |= words.columns.keys()
        self.owners: Final[Mapping[str, frozenset[str]]] = {key: frozenset(ids) for key, ids in owners.items()}
        self.captions: Final[Mapping[str, str]] = captions
        self.structural: Final = frozenset(structural)
        self.columns: Final = frozenset(columns)

    def of(self, form_id: str) -> tuple[FormWords, ...]:
        """The same form in its editions."""
        return self._of.get(form_id, ())


def lexicon(editions: Iterable[Edition]) -> Lexicon:
    """Build the lexicon of a set of editions; cached on their identity."""
    return _lexicon(tuple(editions))


_KNOWN: dict[tuple[int, ...], tuple[tuple[Edition, ...], Lexicon]] = {}


def _lexicon(editions: tuple[Edition, ...]) -> Lexicon:
    key = tuple(map(id, editions))
    if key not in _KNOWN:
        forms = tuple(_words(edition.id, form) for edition in editions for form in edition.forms)
        _KNOWN[key] = (editions, Lexicon(forms))
    return _KNOWN[key][1]


def _words(edition: str, form: Form) -> FormWords:
    rows: dict[str, list[int]] = {}
    for index, row in enumerate(form.rows):
        for label in (row.label, *row.variants, *row.misprints):
            rows.setdefault(label_key(label), []).append(index)
    misprints = frozenset(label_key(label) for names in _misprints(form) for label in names)
    columns = {
        label_key(label): i for i, c in enumerate(form.columns) for label in (c.label, *c.variants, *c.misprints)
    }
    spanning = [row.group for row in form.rows] + [column.group for column in form.columns]
    groups = {label_key(group) for group in spanning if group}
    return FormWords(
        edition,
        form,
        {key: tuple(indexes) for key, indexes in rows.items()},
        columns,
        frozenset(map(label_key, form.captions)),
        frozenset(groups),
        frozenset(map(label_key, form.heads)),
        misprints,
    )


def _misprints(form: Form) -> list[tuple[str, ...]]:
    return [row.misprints for row in form.rows] + [column.misprints for column in form.columns]
