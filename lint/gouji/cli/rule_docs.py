"""`gouji rules --docs DIR`: a page a rule and an index by family, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from gouji.cli.catalogue import cells, facts, head
from gouji.cli.rule_pages import in_language, with_facts
from gouji.errors import GoujiError, reasons
from gouji.findings import Words
from gouji.rules import Rule

_FAMILIES = {
    "EXT": Words("读取", "Reading"),
    "STR": Words("结构", "Structure"),
    "TAB": Words("表格", "Forms"),
    "ARI": Words("勾稽关系", "Arithmetic"),
    "XRF": Words("正文与表格", "Text against forms"),
    "DAT": Words("日期与期限", "Dates and deadlines"),
    "CIT": Words("法律依据", "Citations"),
    "CON": Words("联系方式", "Contact details"),
    "PRV": Words("个人信息", "Privacy"),
    "LNG": Words("文字", "Language"),
    "CMP": Words("多份年报比较", "Comparison"),
}
_ENDINGS = {"zh": ".md", "en": ".en.md"}
_OTHER = {"zh": "[English]({}.en.md)", "en": "[中文]({}.md)"}
_TITLE = Words("规则", "Rules")
_FAMILY = Words("规则按代码开头的字母分组。", "Rules are grouped by the letters that their codes begin with.")


def files(rules: Sequence[Rule], page: Callable[[Rule], str]) -> Mapping[str, str]:
    """Name and content of every file; `page` gives the page of a rule in both languages."""
    made: dict[str, str] = {}
    for language, ending in _ENDINGS.items():
        made[f"index{ending}"] = "".join(_index(rules, language))
        for rule in rules:
            made[f"{rule.code}{ending}"] = _page(rule, page(rule), language)
    return made


def write(folder: Path, rules: Sequence[Rule], page: Callable[[Rule], str]) -> None:
    """Write the files into a folder, which is made where it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files(rules, page).items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        zh, en = reasons(error)
        raise GoujiError(f"{folder}: 写不进去：{zh}", f"{folder}: cannot be written: {en}") from error


def _page(rule: Rule, text: str, language: str) -> str:
    return with_facts(in_language(text, language), f"{facts(rule, language)} · {_OTHER[language].format(rule.code)}")


def _index(rules: Sequence[Rule], language: str) -> Iterator[str]:
    yield f"# {_TITLE.of(language)}\n\n{_FAMILY.of(language)} {_OTHER[language].format('index')}\n"
    for family, members in groupby(_by_family(rules), key=_family):
        named = _FAMILIES.get(family)
        yield f"\n## {family}{f' {named.of(language)}' if named else ''}\n\n"
        heads = head(language)
        yield f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}\n"
        yield from (_row(rule, language) for rule in members)


def _by_family(rules: Sequence[Rule]) -> list[Rule]:
    known = list(_FAMILIES)
    return sorted(
        rules, key=lambda rule: (known.index(family) if (family := _family(rule)) in known else len(known), rule.code)
    )


def _family(rule: Rule) -> str:
    return rule.code.rstrip("0123456789")


def _row(rule: Rule, language: str) -> str:
    code, *others = cells(rule, language)
    link = f"[{code}]({code}{_ENDINGS[language]})"
    return f"| {' | '.join((link, *(cell.replace('|', chr(92) + '|') for cell in others)))} |\n"
