"""The prose of drafts: what each section has to say, worded from the figures, so that text and forms agree.

A clerk replaces what is general with what the agency did; nothing in it is a placeholder that could be left in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gouji.drafting.parts import Address, Heading, Part, Prose

Number = int | float
_REGULATION = "《中华人民共和国政府信息公开条例》（以下简称《条例》）"
_BASIS = {
    "2008": f"本报告根据{_REGULATION}编制。",
    "2014": f"本报告根据{_REGULATION}编制。",
    "2019": (
        f"本报告根据{_REGULATION}和《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
        "（国办公开办函〔2019〕60号）编制。"
    ),
    "2021": (
        f"本报告根据{_REGULATION}和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
        "（国办公开办函〔2021〕30号）编制。"
    ),
}
_LABELS = {
    "address": "地址",
    "postcode": "邮编",
    "phone": "电话",
    "fax": "传真",
    "email": "电子邮箱",
    "website": "网址",
}
_NUMERALS = "一二三四五六七八九十"


class Telling(NamedTuple):
    """What prose is made from: the edition, the year, the agency, its contact details, and all figures by address."""

    edition: str
    year: int
    agency: str
    contact: Mapping[str, str]
    figures: Mapping[Address, Number]

    def at(self, form: str, row: str, column: str) -> Number:
        """A figure, 0 where there is none."""
        return self.figures.get((form, row, column), 0)


def preamble(telling: Telling) -> list[Part]:
    """Legal basis, statistic period, whom to ask."""
    year = telling.year
    said = f"{_BASIS[telling.edition]}所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    details = "；".join(
        f"{label}：{telling.contact[key]}" for key, label in _LABELS.items() if telling.contact.get(key)
    )
    if details:
        said += f"如对本报告有疑问，请与{telling.agency}联系（{details}）。"
    return [Prose(said)]


def section(role: str, telling: Telling) -> list[Part]:
    """The prose of the section of a role; nothing for one that a form makes up."""
    write = _SECTIONS.get(role)
    return write(telling) if write else []


def _overview(telling: Telling) -> list[Part]:
    opening = f"{telling.year}年，本机关认真贯彻落实《条例》，政府信息公开工作有序开展。"
    if telling.edition in ("2008", "2014"):
        return [Prose(opening)]
    aspects = (
        ("主动公开", "围绕本机关职责，通过政府网站等渠道及时主动公开政府信息。"),
        ("依申请公开", _applied(telling)),
        ("政府信息管理", "落实政府信息公开属性认定和保密审查制度，对行政规范性文件定期清理。"),
        ("政府信息公开平台建设", "加强政府网站政府信息公开专栏的维护和更新。"),
        (
            "监督保障",
            "明确政府信息公开工作机构和人员，开展业务培训；将政府信息公开纳入工作考核，组织社会评议；没有因政府信息公开工作被追究责任的情形。",
        ),
    )
    parts: list[Part] = [Prose(opening)]
    for number, (title, text) in enumerate(aspects):
        parts += [Heading(2, f"（{_NUMERALS[number]}）{title}"), Prose(text)]
    return parts


def _applied(telling: Telling) -> str:
    new, old, done, left = (
        telling.at("applications", row, "total") for row in ("new", "carried_in", "outcome_total", "carried_out")
    )
    if not new and not old:
        return "全年没有收到政府信息公开申请，没有上年结转的申请。"
    return f"全年收到政府信息公开申请{new}件，上年结转{old}件；办结{done}件，结转下年度继续办理{left}件。"


def _problems(_telling: Telling) -> list[Part]:
    return [
        Prose("存在的主要问题：政府信息公开的深度和针对性还不够，解读的形式还比较单一，工作人员的业务能力有待提高。"),
        Prose("改进措施：一是围绕群众关切细化公开内容；二是丰富政策解读的形式；三是加强业务培训和日常检查。"),
    ]


def _other(telling: Telling) -> list[Part]:
    if telling.edition == "2021":
        return [Prose(f"{telling.year}年，本机关没有收取信息处理费。除此之外，没有其他需要报告的事项。")]
    return [Prose("没有其他需要报告的事项。")]


def _disclosure(telling: Telling) -> list[Part]:
    if telling.edition == "2014":
        return [Prose(f"{telling.year}年，主动公开政府信息{telling.at('statistics', 'disclosed', 'quantity')}条。")]
    return [Prose("本机关通过政府网站等渠道及时主动公开政府信息，方便群众查阅。")] if telling.edition == "2008" else []


def _applications(telling: Telling) -> list[Part]:
    if telling.edition not in ("2008", "2014"):
        return []
    received = telling.at("statistics", "received", "quantity")
    if not received:
        return [Prose("全年没有收到政府信息公开申请，没有不予公开政府信息的情况。")]
    done = telling.at("statistics", "completed", "quantity")
    return [Prose(f"全年收到政府信息公开申请{received}件，办结{done}件。")]


def _remedies(telling: Telling) -> list[Part]:
    if telling.edition not in ("2008", "2014"):
        return []
    reviews, suits = (telling.at("statistics", row, "quantity") for row in ("review", "litigation"))
    if not reviews and not suits:
        return [Prose("全年没有因政府信息公开被申请行政复议，没有被提起行政诉讼。")]
    return [Prose(f"全年因政府信息公开被申请行政复议{reviews}件，被提起行政诉讼{suits}件。")]


def _fees(_telling: Telling) -> list[Part]:
    return [Prose("全年提供政府信息没有收取检索、复制、邮寄等费用，没有发生费用减免。")]


_SECTIONS = {
    "overview": _overview,
    "disclosure": _disclosure,
    "applications": _applications,
    "remedies": _remedies,
    "fees": _fees,
    "problems": _problems,
    "other": _other,
}
