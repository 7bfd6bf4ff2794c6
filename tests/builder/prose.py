"""Prose of made-up reports, written the way offices write; every figure in it follows from the forms."""

from __future__ import annotations

from random import Random

from builder.agencies import Agency
from builder.figures import APPLICANTS, Figures
from builder.filler import fill
from builder.parts import Heading, Part, Prose

NUMERALS = "一二三四五六七八九十"
_REGULATION = "《中华人民共和国政府信息公开条例》（下文简称《条例》）"
_BASIS = {
    "2008": (f"根据{_REGULATION}的规定，编制本报告。", f"按照{_REGULATION}要求，特编制本年度报告。"),
    "2014": (f"根据{_REGULATION}的规定，现公布{{name}}{{year}}年度报告。", f"本报告依据{_REGULATION}编制。"),
    "2019": (
        (
            f"根据{_REGULATION}和《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
            "（国办公开办函〔2019〕60号）编制本报告。"
        ),
        f"按照{_REGULATION}、国办公开办函〔2019〕60号文件的要求，现向社会公布{{name}}{{year}}年度报告。",
    ),
    "2021": (
        (
            f"根据{_REGULATION}和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
            "（国办公开办函〔2021〕30号）编制本报告。"
        ),
        f"按照{_REGULATION}和国办公开办函〔2021〕30号文件要求，现公布{{name}}{{year}}年政府信息公开工作年度报告。",
    ),
}
_PERIOD = (
    "本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
    "报告中数据的统计期限为{year}年1月1日至{year}年12月31日。",
    "所列数据统计时间从{year}年1月1日起，到{year}年12月31日止。",
)
_CONTACT = (
    (
        "本年报电子版可在{site_name}（{site}）下载。如有疑问，请与{office}联系（地址：{address}；邮编：{postcode}；电话：{phone}；"
        "传真：{fax}；电子邮箱：{email}）。"
    ),
    "公众可在{site_name}（{site}）查阅本报告。联系地址：{address}；邮政编码：{postcode}；联系电话：{phone}；电子邮箱：{email}。",
)
TITLES = {
    "2008": (
        "概述",
        "主动公开政府信息情况",
        "依申请公开和不予公开政府信息情况",
        "政府信息公开收费及减免情况",
        "行政复议和行政诉讼情况",
        "存在的主要问题及改进措施",
        "其他需要报告的事项",
    ),
    "2014": (
        "概述",
        "主动公开政府信息情况",
        "回应解读情况",
        "依申请公开政府信息情况",
        "行政复议和行政诉讼情况",
        "政府信息公开收费及减免情况",
        "机构建设和保障经费情况",
        "政府信息公开会议和培训情况",
        "存在的主要问题及改进措施",
        "其他需要报告的事项",
    ),
    "2019": (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "政府信息公开工作存在的主要问题及改进情况",
        "其他需要报告的事项",
    ),
    "2021": (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    ),
}


def heading(number: int, title: str) -> Heading:
    """A numbered heading of a top-level section; `number` counts from 1."""
    return Heading(1, f"{NUMERALS[number - 1]}、{title}")


def title(agency: Agency, year: int) -> Heading:
    """The title of the report."""
    return Heading(0, f"{agency.name}{year}年政府信息公开工作年度报告")


def preamble(edition: str, agency: Agency, year: int, random: Random) -> list[Part]:
    """Legal basis, announced parts, period and contact, in one paragraph."""
    said = {**agency._asdict(), "year": year}
    parts = "、".join(name.replace("行政复议、行政诉讼", "行政复议和行政诉讼") for name in TITLES[edition])
    announced = random.choice((f"全文由{parts}{NUMERALS[len(TITLES[edition]) - 1]}个部分组成。", ""))
    text = random.choice(_BASIS[edition]) + announced + random.choice(_PERIOD) + random.choice(_CONTACT)
    return [Prose(text.format(**said))]


def signature(agency: Agency, year: int, random: Random) -> list[Part]:
    """Agency and date, in time for every kind of agency."""
    return [Prose(agency.name, aside=True), Prose(f"{year + 1}年1月{random.randint(6, 29)}日", aside=True)]


def enumeration(agency: Agency, random: Random) -> str:
    """A number of disclosed items with parts that add up to it."""
    parts = [random.randint(3, 140) for _ in agency.matters]
    said = "，".join(f"{matter}类信息{part}条" for matter, part in zip(agency.matters, parts, strict=True))
    return f"全年通过{agency.site_name}主动公开政府信息{sum(parts)}条，其中：{said}。"


def overview(agency: Agency, year: int, figures: Figures, random: Random, length: int) -> list[Part]:
    """总体情况 of the formats since 2019: five aspects; `length` is the number of paragraphs of filling."""
    new, old, left = (int(figures["applications", row, "total"]) for row in ("new", "carried_in", "carried_out"))
    natural = int(figures["applications", "new", "natural_person"])
    legal = sum(int(figures["applications", "new", column]) for column in APPLICANTS[1:])
    done = int(figures["applications", "outcome_total", "total"])
    asked = (
        f"全年收到政府信息公开申请{new}件，其中自然人申请{natural}件，法人和其他组织申请{legal}件；上年结转{old}件。"
    )
    answered = f"全年办结{done}件，结转下年度继续办理{left}件。"
    support = f"{agency.self_name}明确专人负责政府信息公开工作，年内组织业务培训{random.randint(1, 4)}次。"
    if agency.kind != "department":
        support += "将政府信息公开纳入年度工作考核，定期开展社会评议，评议结果总体良好；全年没有因政府信息公开工作受到责任追究的情形。"
    texts = {
        "主动公开": enumeration(agency, random),
        "依申请公开": asked + answered if new + old else "全年没有收到政府信息公开申请，也没有上年结转的申请。",
        "政府信息管理": "坚持公文公开属性源头认定，落实保密审查制度，定期清理行政规范性文件并公布清理结果。",
        "政府信息公开平台建设": f"依托{agency.site_name}设立政府信息公开专栏，安排专人维护栏目，及时更新内容。",
        "监督保障": support,
    }
    style = random.choice(("{}情况", "{}"))
    runs_in = random.random() < 0.5
    parts: list[Part] = [
        Prose(
            f"{year}年，{agency.self_name}认真执行《条例》，围绕{agency.matters[0]}、{agency.matters[1]}等事项推进政府信息公开。"
        )
    ]
    filling = fill(agency, random, length)
    for number, (aspect, text) in enumerate(texts.items()):
        head = f"（{NUMERALS[number]}）{style.format(aspect)}"
        parts += [Prose(f"{head}。{text}")] if runs_in else [Heading(2, head), Prose(text)]
        parts += [Prose(more) for more in filling[number :: len(texts)]]
    return parts


def problems(agency: Agency, random: Random, *, headed: bool) -> list[Part]:
    """Problems and measures, under headings of their own or one after the other."""
    faults = random.sample(
        (
            "主动公开的内容以工作动态为主，业务数据偏少",
            "政策解读以文字为主，形式比较单一",
            "基层单位公开意识不强，个别栏目更新不够及时",
            f"{agency.matters[2]}方面的信息公开深度不够",
            "负责公开工作的人员更换频繁，业务能力有待提高",
        ),
        2,
    )
    cures = random.sample(
        (
            "梳理公开事项，编制公开清单并定期更新",
            "增加图解、问答等解读方式，方便群众理解",
            "每季度开展一次检查，发现问题及时督促整改",
            "把政府信息公开纳入年度培训计划，提高人员业务能力",
        ),
        2,
    )
    bad = f"{agency.self_name}政府信息公开工作还存在一些问题：一是{faults[0]}；二是{faults[1]}。"
    good = f"针对上述问题，主要采取以下改进措施：一是{cures[0]}；二是{cures[1]}。"
    if not headed:
        return [Prose(bad), Prose(good)]
    return [Heading(2, "（一）存在的主要问题"), Prose(bad), Heading(2, "（二）改进措施"), Prose(good)]


def other(edition: str, agency: Agency, year: int, random: Random) -> list[Part]:
    """其他需要报告的事项; since 2021 the processing fee is told here."""
    if edition in ("2008", "2014"):
        return [Prose("没有其他需要报告的事项。")]
    fee = f"{year}年，{agency.self_name}没有发出收费通知，未收取信息处理费。"
    return [Prose(fee + random.choice(("没有其他需要报告的事项。", "除此之外，没有其他需要报告的事项。")))]


def free_sections(agency: Agency, year: int, random: Random, length: int) -> list[list[Part]]:
    """The first five sections of a report of the free form, in the order of their titles."""
    asked = random.randint(0, 9)
    some = f"全年收到政府信息公开申请{asked}件，全部在规定期限内答复，同意公开{asked}件，没有不予公开的情况。"
    none = "全年没有收到政府信息公开申请，没有不予公开政府信息的情况。"
    opening = f"{year}年，{agency.self_name}按照统一部署开展政府信息公开工作，完善制度，落实责任，各项工作有序开展。"
    return [
        [Prose(opening), *map(Prose, fill(agency, random, length))],
        [Prose(enumeration(agency, random))],
        [Prose(some if asked else none)],
        [Prose("全年提供政府信息没有收取检索、复制、邮寄等费用，没有发生费用减免。")],
        [Prose("全年没有因政府信息公开被申请行政复议，也没有被提起行政诉讼。")],
    ]


def statistics_sections(agency: Agency, year: int, figures: Figures, random: Random, length: int) -> list[list[Part]]:
    """The first eight sections of a report with the statistical table, in the order of their titles."""

    def at(row: str) -> int | float:
        return figures["statistics", row, "quantity"]

    channels = (
        f"通过政府公报公开{at('by_gazette')}条，通过政府网站公开{at('by_website')}条，通过政务微博公开{at('by_weibo')}条，"
        f"通过政务微信公开{at('by_wechat')}条，通过其他方式公开{at('by_other')}条"
    )
    asked = (
        f"全年收到政府信息公开申请{at('received')}件，其中当面申请{at('received_in_person')}件，传真申请{at('received_by_fax')}件，"
        f"网络申请{at('received_by_network')}件，信函申请{at('received_by_letter')}件；办结{at('completed')}件，答复{at('replies')}件。"
    )
    law = f"全年因政府信息公开被申请行政复议{at('review')}件，被提起行政诉讼{at('litigation')}件，收到举报投诉{at('complaints')}件。"
    staff = (
        f"设有专门机构{at('offices')}个，设置查阅点{at('reading_points')}个，从事政府信息公开工作人员{at('staff')}人，"
        f"其中专职{at('staff_full_time')}人、兼职{at('staff_part_time')}人，安排专项经费{at('budget')}万元。"
    )
    opening = f"{year}年，{agency.self_name}贯彻落实《条例》和上级部署，健全制度，拓宽渠道，保障公众的知情权。"
    return [
        [Prose(opening), *map(Prose, fill(agency, random, length))],
        [Prose(f"{year}年，主动公开政府信息{at('disclosed')}条，部分信息在多个渠道同时公开。{channels}。")],
        [Prose(f"全年回应公众关注热点{at('responses')}次，发布政策解读稿件{at('interpretations')}篇。")],
        [Prose(asked)],
        [Prose(law)],
        [Prose("全年提供政府信息没有收取检索、复制、邮寄等费用，没有发生费用减免。")],
        [Prose(staff)],
        [Prose(f"全年召开工作会议{at('meetings')}次，举办培训班{at('trainings')}次，接受培训{at('trainees')}人次。")],
    ]
