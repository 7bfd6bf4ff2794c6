"""The page of a declared rule, made of its own row; `gouji explain` shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gouji.declared.rows import Row
from gouji.findings import Words

_CHECKS = {
    "required-section": Words("年报应有的章节", "a section that a report has to have"),
    "required-form": Words("年报应有的表或者行", "a form or rows that a report has to have"),
    "forbidden-wording": Words("不应出现的文字", "words that must not stand in a report"),
    "required-wording": Words("应当出现的文字，有其一即可", "words of which one has to stand in a report"),
    "required-citation": Words("应当引用的文件", "a document that has to be cited"),
    "outdated-citation": Words("不应再引用的文件", "a document that must not be cited any more"),
    "deadline": Words("最迟的公布日期", "the last day for publication"),
    "identity": Words("表内的勾稽关系", "relations between figures of a form"),
    "bounds": Words("数值的范围", "the bounds of figures"),
}
_COMMON = ("code", "name", "summary", "severity", "message", "hint", "why", "basis", "editions", "check")


def page(row: Row, path: str) -> str:
    """The page as Markdown."""
    return "\n\n".join(_parts(row, path)) + "\n"


def _parts(row: Row, path: str) -> Iterator[str]:
    check = _CHECKS[row.get("check")]
    yield f"# {row.code} {row.name}"
    yield row.summary.zh
    yield row.summary.en
    yield "## 查什么 · What it checks"
    yield f"{check.zh}。"
    yield f"{check.en[:1].upper()}{check.en[1:]}."
    yield "```toml\n" + "\n".join(_settings(row)) + "\n```"
    for title, words in (("## 为什么 · Why", row.get("why")), ("## 怎么改 · What to do", row.get("hint"))):
        if words:
            yield title
            yield words["zh"]
            yield words["en"]
    if row.basis:
        yield "## 依据 · Source of law"
        yield "；".join(row.basis) + "。"
    yield "## 出自 · Declared in"
    yield f"`{path}`"


def _settings(row: Row) -> Iterator[str]:
    """What is peculiar to the rule, as it stands in the file."""
    yield f'check = "{row.get("check")}"'
    for key, value in row.entry.table.items():
        if key not in _COMMON:
            yield f"{key} = {_toml(value)}"


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        return (
            f"'{value}'"
            if "\\" in value and "'" not in value
            else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        )
    return str(value)
