"""The schema of `[[rules]]`: rules that are written in TOML, by what they check."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from gouji.findings import Severity
from gouji.packs.values import AgencyKinds, BothWords, Code, EditionId, Id, LawId, Places, Text, Years

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Names = Annotated[list[Text], Meta(min_length=1)]
Rows = Annotated[list[Id], Meta(min_length=1)]
Number = int | float


def _about(text: str) -> Meta:
    return Meta(description=text)


class RuleRow(Struct, forbid_unknown_fields=True, kw_only=True, tag_field="check"):
    """What all declared rules have."""

    code: Annotated[
        Code, _about("自取字母加三或四位数字，不与 gouji 的重复 / letters of your own and three or four digits")
    ]
    name: Annotated[Name, _about("英文短名，说错在哪里 / a short name that says the fault")]
    summary: Annotated[BothWords, _about("一句话说明错误 / the fault in one sentence")]
    severity: Severity = Severity.WARNING
    message: Annotated[BothWords | None, _about("结果中显示的话 / what a finding says")] = None
    hint: Annotated[BothWords | None, _about("怎么改 / what to do")] = None
    why: Annotated[BothWords | None, _about("为什么，gouji explain 显示 / why, for gouji explain")] = None
    basis: Annotated[list[Text], _about("依据 / sources of law, or ids of the law register")] = []
    editions: Annotated[list[EditionId], _about("只用于这些版式 / only for these editions")] = []
    years: Annotated[Years | None, _about("只用于这些报告年度：首年，末年 / first and last report year")] = None
    kinds: Annotated[AgencyKinds, _about("只用于这些机关 / only for these kinds of agency")] = []


class RequiredSection(RuleRow, tag="required-section"):
    """A section that a report has to have."""

    section: Id


class RequiredForm(RuleRow, tag="required-form"):
    """A form that a report has to have, or rows of a form that is there."""

    form: Id
    rows: Rows | None = None


class Wording(RuleRow):
    """Words, or a regular expression, and where they are looked for."""

    words: Annotated[Names | None, _about("照字面查找 / taken literally")] = None
    pattern: Annotated[Text | None, _about("正则表达式，重复须有上限 / a regular expression, repeats bounded")] = None
    places: Annotated[Places, _about("标题和正文，只标题，或连表格 / prose, headings, or all")] = "prose"
    sections: Annotated[list[Id], _about("只在这些章节 / only in these sections")] = []


class ForbiddenWording(Wording, tag="forbidden-wording"):
    """Words that must not stand in a report; `instead` is what belongs there."""

    instead: str = ""


class RequiredWording(Wording, tag="required-wording"):
    """Words of which one at least has to stand in a report."""


class RequiredCitation(RuleRow, tag="required-citation"):
    """A document that has to be cited: one of the law register, or one of these titles and numbers."""

    law: LawId | None = None
    names: Names | None = None


class OutdatedCitation(RuleRow, tag="outdated-citation"):
    """Titles and numbers of a document that must not be cited; those of `[[laws]]` are checked for their years anyway."""

    names: Names


class PublishedBy(RuleRow, tag="deadline"):
    """The last day for publication in the year after the report year."""

    month: Annotated[int, Meta(ge=1, le=12)]
    day: Annotated[int, Meta(ge=1, le=31)]


class IdentityRow(RuleRow, tag="identity"):
    """Relations between figures of a form, as formulas."""

    form: Id
    formulas: Names


class Bounds(RuleRow, tag="bounds"):
    """The least and the greatest figure of cells; without rows or columns, of all."""

    form: Id
    rows: Rows | None = None
    columns: Rows | None = None
    least: Number | None = None
    most: Number | None = None


ROWS: tuple[type[RuleRow], ...] = (
    RequiredSection,
    RequiredForm,
    ForbiddenWording,
    RequiredWording,
    RequiredCitation,
    OutdatedCitation,
    PublishedBy,
    IdentityRow,
    Bounds,
)
KINDS: dict[str, type[RuleRow]] = {str(row.__struct_config__.tag): row for row in ROWS}
"""The kinds of rules by what stands at `check`."""
