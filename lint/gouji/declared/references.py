"""Whether what a declared rule names is there: editions, sections, forms, rows, columns, documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gouji.declared.rows import Row
from gouji.editions import Edition, Form
from gouji.findings import Words
from gouji.selection import nearest

Missing = tuple[str, Words]
"""The key that names something unknown, and what is said of it."""


def missing(row: Row, editions: Mapping[str, Edition]) -> Iterator[Missing]:
    """What a rule names and none of its editions has."""
    for id in sorted(row.editions - set(editions)):
        yield "editions", _unknown("版式", "edition", id, editions)
    held = [editions[id] for id in sorted(row.editions & set(editions))]
    roles = [section.role for edition in held for section in edition.sections]
    laws = [law.id for edition in held for law in edition.laws]
    forms = [form for edition in held for form in edition.forms]
    named: dict[str, tuple[tuple[str, str], Iterable[str]]] = {
        "section": (("章节", "section"), roles),
        "sections": (("章节", "section"), roles),
        "law": (("文件", "document"), laws),
        "form": (("表", "form"), [form.id for form in forms]),
    }
    for key, ((zh, en), known) in named.items():
        yield from ((key, _unknown(zh, en, id, known)) for id in _listed(row.get(key)) if id not in known)
    yield from _parts(row, [form for form in forms if form.id == row.get("form")])


def _parts(row: Row, forms: list[Form]) -> Iterator[Missing]:
    rows = [each.id for form in forms for each in form.rows]
    columns = [each.id for form in forms for each in form.columns]
    for key, (zh, en), known in (("rows", ("行", "row"), rows), ("columns", ("列", "column"), columns)):
        if forms:
            yield from ((key, _unknown(zh, en, id, known)) for id in _listed(row.get(key)) if id not in known)


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _unknown(zh: str, en: str, id: str, known: Iterable[str]) -> Words:
    choices = list(dict.fromkeys(known))
    like = nearest(id, choices)
    return Words(
        f"没有{zh}「{id}」" + (f"，是否指「{like}」？" if like else f"；已知：{'、'.join(choices)}"),
        f'no {en} "{id}"' + (f', perhaps "{like}"?' if like else f"; known: {', '.join(choices)}"),
    )
