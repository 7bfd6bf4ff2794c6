"""Check of a pack file against the schema, key by key, so that every fault comes to light at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from gouji.findings import Words
from gouji.packs import expressions
from gouji.packs.places import Fault
from gouji.packs.rule_rows import KINDS, RuleRow
from gouji.packs.schema import PARTS, TABLES, Head
from gouji.packs.tables import Table, named
from gouji.patterns import pattern
from gouji.selection import nearest

_PATTERNS = ("pattern", "accepted", "heading", "text", "not_before", "only_before")
_TYPES = {
    "str": Words("字符串", "a string"),
    "int": Words("整数", "a whole number"),
    "float": Words("数", "a number"),
    "array": Words("数组", "a list"),
    "object": Words('表，如 { zh = "…", en = "…" }', 'a table, such as { zh = "…", en = "…" }'),
    "bool": Words("true 或 false", "true or false"),
    "int | float": Words("数", "a number"),
}
_SHAPES = {
    "^[a-z][a-z0-9]*(-[a-z0-9]+)*$": Words(
        "小写英文，词间用连字符，如 late-report", "lower case with hyphens, such as late-report"
    ),
    "^[a-z]\\w*(\\.\\w+)*$": Words(
        "英文代号，如 overview（gouji editions 2021 列出章节、表、行、列的代号）",
        "an id such as overview (gouji editions 2021 lists those of sections, forms, rows and columns)",
    ),
    "^[A-Z]{2,8}[0-9]{3,4}$": Words(
        "二至八个大写字母加三四位数字，如 YLS101", "capitals and three or four digits, such as YLS101"
    ),
    "^\\w[\\w-]*$": Words("版式年度，如 2021", "an edition such as 2021"),
    "^[a-z][a-z0-9-]*$": Words("文件代号，如 format-notice-2021", "the id of a document, such as format-notice-2021"),
}
"""What the expressions of the schema ask for, in words."""
_SHAPE = pattern(r"matching regex '(.*)'$")
_ITEM = pattern(r"\[(\d+)\]")
_LIMIT = pattern(r"Expected `\w+` ([<>]=) (\d+)$")
_WANTED = pattern(r"Expected `(int \| float|\w+)(?: \| \w+)*`,")


def faults(data: Table) -> Iterator[Fault]:
    """All faults of form in a pack file, in its order."""
    yield from _checked({key: value for key, value in data.items() if key not in TABLES}, Head, "", TABLES)
    yield from _head(data)
    for name in TABLES:
        for place, _, table in named(data, name):
            yield from _table(table, name, place)


def _head(data: Table) -> Iterator[Fault]:
    if "extends" in data:
        yield from (
            Fault("", key, Words("不能与 extends 并用", "cannot stand beside extends"))
            for key in ("id", "years", "name", "ordered")
            if key in data
        )
    else:
        yield from (
            Fault("", key, Words("缺少此键（或写 extends）", "is missing (or write extends)"))
            for key in ("id", "name", "years")
            if key not in data
        )


def _table(table: Table, name: str, place: str) -> Iterator[Fault]:
    if name == "rules":
        yield from _rule(table, place)
    elif name != "forms":
        yield from _checked(table, TABLES[name], place)
        yield from _patterns(table, place)
    else:
        yield from _checked(
            {key: value for key, value in table.items() if key not in PARTS}, TABLES[name], place, PARTS
        )
        for part, kind in PARTS.items():
            for inner, _, row in named(table, part):
                yield from _checked(row, kind, f"{place}.{inner}")


def _rule(table: Table, place: str) -> Iterator[Fault]:
    kind = KINDS.get(str(table.get("check")))
    if kind is None:
        yield _choice(place, "check", table.get("check"), tuple(KINDS))
        # What a rule of any kind has is checked all the same.
        common = _fields(RuleRow)
        yield from _checked({key: value for key, value in table.items() if key in common}, RuleRow, place)
        return
    yield from _checked({key: value for key, value in table.items() if key != "check"}, kind, place)
    for key, marks in (("zh", "。"), ("en", ".")):
        summary = table.get("summary")
        said = summary.get(key) if isinstance(summary, dict) else None
        if isinstance(said, str) and not said.endswith(marks):
            yield Fault(place, "summary", Words(f"{key} 应以「{marks}」结尾", f'{key} should end in "{marks}"'))
    if "words" in kind.__struct_fields__ and ("words" in table) == ("pattern" in table):
        yield Fault(place, "words", Words("words 和 pattern 应有且只有一个", "give either words or pattern"))
    if "law" in kind.__struct_fields__ and ("law" in table) == ("names" in table):
        yield Fault(place, "law", Words("law 和 names 应有且只有一个", "give either law or names"))
    if "least" in kind.__struct_fields__ and "least" not in table and "most" not in table:
        yield Fault(place, "least", Words("least 和 most 至少写一个", "give least or most"))
    if isinstance(table.get("pattern"), str) and (refused := expressions.refusal(table["pattern"])):
        yield Fault(place, "pattern", refused)


def _checked(table: Table, kind: type[msgspec.Struct], place: str, beside: Iterable[str] = ()) -> Iterator[Fault]:
    """The faults of a table's keys; `beside` are keys that may stand there too and are checked elsewhere."""
    fields = _fields(kind)
    for key, value in table.items():
        if key not in fields:
            like = nearest(key, [*fields, *beside])
            yield Fault(place, key, _unknown(like))
        else:
            yield from _value(value, fields[key], place, key)
    yield from (
        Fault(place, key, Words("缺少此键", "is missing"))
        for key, field in fields.items()
        if field.required and key not in table
    )


class _Field(NamedTuple):
    """A key of a table: whether it has to be there, the words it may be (none: any), and a table of it alone."""

    required: bool
    choices: tuple[str, ...]
    alone: type[msgspec.Struct]


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, _Field]:
    return {
        field.name: _Field(field.required, _choices(field.type), msgspec.defstruct("Alone", [("value", field.type)]))
        for field in msgspec.structs.fields(kind)
    }


def _unknown(like: str | None) -> Words:
    return Words(
        "没有此键" + (f"，是否指「{like}」？" if like else ""), "no such key" + (f', perhaps "{like}"?' if like else "")
    )


def _value(value: Any, field: _Field, place: str, key: str) -> Iterator[Fault]:
    try:
        msgspec.convert({"value": value}, field.alone)
    except msgspec.ValidationError as fault:
        detail, _, path = str(fault).partition(" - at `$.value")
        if field.choices and "nvalid enum" in detail:
            yield _choice(place, key, _inside(value, field.choices), field.choices)
        else:
            yield Fault(place, key, _said(detail, path.rstrip("`")))


def _inside(value: Any, choices: Sequence[str]) -> Any:
    """The value that is none of the choices: one in a list, or the value itself."""
    return next((each for each in value if each not in choices), value) if isinstance(value, list) else value


def _choice(place: str, key: str, value: Any, choices: Sequence[str]) -> Fault:
    known = "、".join(choices)
    if value is None:
        return Fault(place, key, Words(f"缺少此键，可用的有 {known}", f"is missing; there are {', '.join(choices)}"))
    like = nearest(str(value), choices)
    zh = f"不能是「{value}」" + (f"，是否指「{like}」？" if like else "，") + f"可用的有 {known}"
    en = f'cannot be "{value}"' + (f', perhaps "{like}"?' if like else ";") + f" there are {', '.join(choices)}"
    return Fault(place, key, Words(zh, en))


def _choices(kind: Any) -> tuple[str, ...]:
    """The words that a type allows, none where it allows any."""
    if hasattr(kind, "__members__"):
        return tuple(str(member.value) for member in kind)
    if get_origin(kind) is Literal:
        return tuple(map(str, get_args(kind)))
    return next((inner for each in get_args(kind) if (inner := _choices(each))), ())


def _said(detail: str, path: str) -> Words:
    """What msgspec says, in both languages; `path` leads to the part of the value."""
    at = _ITEM.fullmatch(path)
    plain = path.removeprefix(".")
    where = Words(f"第 {int(at[1]) + 1} 项", f"item {int(at[1]) + 1}") if at else Words(plain, plain)
    missing = re.search(r"missing required field `(\w+)`", detail)
    if missing:
        return Words(f"缺少 {missing[1]}", f"lacks {missing[1]}")
    shape = _SHAPE.search(detail)
    if shape and (words := _SHAPES.get(shape[1].replace("\\\\", "\\"))):
        return Words(f"{where.zh} 应为{words.zh}".strip(), f"{where.en} should be {words.en}".strip())
    if limit := _LIMIT.search(detail):
        zh, en = ("不小于", "at least") if limit[1] == ">=" else ("不大于", "at most")
        return Words(f"{where.zh} 应{zh} {limit[2]}".strip(), f"{where.en} should be {en} {limit[2]}".strip())
    wanted = _WANTED.search(detail + ",")
    if wanted and wanted[1] in _TYPES:
        words = _TYPES[wanted[1]]
        return Words(f"{where.zh} 应为{words.zh}".strip(), f"{where.en} should be {words.en}".strip())
    return Words(f"不合要求：{detail}", detail)


def _patterns(table: Mapping[str, Any], label: str) -> Iterator[Fault]:
    for key in _PATTERNS:
        text = table.get(key)
        if isinstance(text, str) and (refused := expressions.nested(text)):
            yield Fault(label, key, refused)


def sound(data: Table, wrong: Sequence[Fault]) -> tuple[Table, frozenset[str]]:
    """The tables of a pack without those that hold faults, and what those are called.

    Of a rule only the faulty keys are left out, unless nobody knows what it checks.
    """
    labels = {fault.table for fault in wrong}
    lost: set[str] = set()

    def kept(table: Table, names: Iterable[str], above: str) -> dict[str, Any]:
        held = dict(table)
        for name in names:
            if name not in table:
                continue
            held[name] = []
            for place, called, each in named(table, name):
                if name == "rules" and str(each.get("check")) in KINDS:
                    held[name].append(_without(each, place, wrong))
                elif above + place in labels:
                    lost.add(called)
                else:
                    held[name].append(kept(each, PARTS, f"{above}{place}.") if name == "forms" else each)
        return held

    return kept(data, TABLES, ""), frozenset(lost)


def _without(table: Table, place: str, wrong: Sequence[Fault]) -> Table:
    keys = {fault.key for fault in wrong if fault.table == place}
    return {key: value for key, value in table.items() if key not in keys}
