"""Rules that packs declare in TOML, made into rules like any other. Nothing of a pack is run as code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from gouji.declared import contents, law, pages, references, wording
from gouji.declared.rows import Row, Said, row_of
from gouji.editions import Edition
from gouji.packs.drafts import complain, extended
from gouji.packs.places import Faults
from gouji.packs.tables import Pack, entries
from gouji.report import Report
from gouji.rules import Rule

_CHECKS: Mapping[str, Callable[[Row, Report], Said]] = {
    "required-section": contents.required_section,
    "required-form": contents.required_form,
    "bounds": contents.bounds,
    "identity": contents.identity,
    "forbidden-wording": wording.forbidden,
    "required-wording": wording.required,
    "required-citation": law.required_citation,
    "outdated-citation": law.outdated_citation,
    "deadline": law.deadline,
}


class Taken(NamedTuple):
    """What is taken already: names of rules by code, and the letters that only gouji's own rules may have."""

    names: Mapping[str, str]
    letters: frozenset[str]


def declared(packs: Sequence[Pack], editions: Mapping[str, Edition], taken: Taken, faults: Faults) -> list[Rule]:
    """The rules of `[[rules]]` and their faults: names that are unknown, codes and names that are taken."""
    names = dict(taken.names)
    rules: list[Rule] = []
    for pack in packs:
        own = (pack.data["id"],) if "id" in pack.data else extended(pack)
        for entry in entries(pack, pack.data, "rules"):
            row = row_of(entry, own)
            for key, said in references.missing(row, editions):
                complain(faults, pack, entry.label, key, *said)
            for key, *detail in _clashes(row, names, taken.letters):
                complain(faults, pack, entry.label, key, *detail)
            names.setdefault(row.code, row.name)
            rules.append(_rule(row, pack.path))
    for pack in packs:
        _strays(pack, names, faults)
    return rules


def _clashes(row: Row, names: Mapping[str, str], letters: frozenset[str]) -> Iterable[tuple[str, str, str]]:
    own = row.code.rstrip("0123456789")
    if row.code and row.code in names:
        yield "code", f"代码「{row.code}」已有规则使用", f'code "{row.code}" is taken'
    elif own and own in letters:
        yield (
            "code",
            f"「{own}」是 gouji 自己的代码字母，请另取",
            f'the letters "{own}" are those of gouji; choose others',
        )
    if row.name and row.name in names.values():
        yield "name", f"名称「{row.name}」已有规则使用", f'name "{row.name}" is taken'


def _strays(pack: Pack, names: Mapping[str, str], faults: Faults) -> None:
    """Note identities whose code is that of no rule, so that nobody would report them."""
    for form in entries(pack, pack.data, "forms"):
        for entry in entries(pack, form.table, "identities", f"{form.label}."):
            code = entry.table["code"]
            if code not in names:
                zh, en = '请改写为 check = "identity" 的 [[rules]]', 'write it as [[rules]] with check = "identity"'
                complain(faults, pack, entry.label, "code", f"没有规则「{code}」；{zh}", f'no rule "{code}"; {en}')


def _rule(row: Row, path: str) -> Rule:
    return Rule(
        row.code,
        row.name,
        row.severity,
        row.editions,
        row.summary,
        partial(_checked, _CHECKS[row.get("check")], row),
        basis=row.basis,
        origin=path,
        page=partial(pages.page, row, path),
    )


def _checked(check: Callable[[Row, Report], Said], row: Row, report: Report) -> Said:
    return check(row, report) if row.holds_for(report) else ()
