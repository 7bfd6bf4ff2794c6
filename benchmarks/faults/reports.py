"""Whole reports of every edition, put together from the prose of their parts and the prescribed forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from builder import YEARS, edition_of
from builder.figures import make
from builder.parts import Heading
from faults import applications, disclosure, opening, remedies, routine
from faults.draft import SECOND, Draft, Manner, Piece, heading, prose
from faults.offices import pick
from faults.voice import Voice, counted
from gouji.drafting.sheets import sheet_of

_KINDS = ("department", "department", "department", "bureau", "government", "township", "street")
_FORMAT = {
    "overview": ("总体情况",),
    "disclosure": ("主动公开政府信息情况",),
    "applications": ("收到和处理政府信息公开申请情况",),
    "remedies": ("政府信息公开行政复议、行政诉讼情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    "problems": ("存在的主要问题及改进情况",),
    "other": ("其他需要报告的事项",),
}
_FREE = {
    "overview": ("概述", "基本情况概述", "工作概述"),
    "disclosure": ("主动公开政府信息情况", "政府信息主动公开情况"),
    "applications": ("依申请公开和不予公开政府信息情况", "依申请公开政府信息情况"),
    "fees": ("政府信息公开收费及减免情况", "收费及减免情况"),
    "remedies": ("行政复议和行政诉讼情况", "因政府信息公开申请行政复议、提起行政诉讼情况"),
    "problems": ("存在的主要问题及改进措施", "主要问题和改进情况"),
    "other": ("其他需要报告的事项",),
}
_TABLE = {
    "overview": ("概述", "政府信息公开工作概述"),
    "disclosure": ("主动公开政府信息情况",),
    "response": ("回应解读情况", "政策解读和回应关切情况"),
    "applications": ("依申请公开政府信息情况", "依申请公开情况"),
    "remedies": ("行政复议和行政诉讼情况", "复议、诉讼情况"),
    "fees": ("政府信息公开收费及减免情况",),
    "staff": ("机构建设和保障经费情况",),
    "training": ("政府信息公开会议和培训情况",),
    "problems": ("存在的主要问题及改进措施", "存在的不足和改进措施"),
    "other": ("其他需要报告的事项",),
}
_TITLES = {"2008": _FREE, "2014": _TABLE, "2019": _FORMAT, "2021": _FORMAT}
_ASPECTS = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")


def build(edition: str, seed: int, kind: str = "", year: int = 0) -> Draft:
    """A consistent report; its kind of agency and its year follow from the seed unless they are given."""
    random = Random(f"faults {edition} {seed} {kind}")
    kind = kind or random.choice(_KINDS)
    year = year or random.randint(*YEARS[edition])
    office = pick(random, kind)
    figures = make(edition, random, most=random.choice((0, 2, 12, 60, 300)), kind=office.kind)
    voice = Voice(random, office, edition, year, figures)
    manner = Manner(
        random.choice(("一、", "一、", "一、", "第一部分　", "一、　")),
        random.choice(("（一）", "（一）", "(一)", "1.")),
        random.choice(("plain", "plain", "plain", "wide", "grouped")),
        random.random() < 0.2,
    )
    return Draft(edition, year, office, figures, manner, tuple(_pieces(voice)))


def _pieces(voice: Voice) -> list[Piece]:
    titles = {role: voice.one(*names) for role, names in _TITLES[voice.edition].items()}
    if voice.edition == "2019":
        titles["problems"] = voice.one("政府信息公开工作存在的主要问题及改进情况", "存在的主要问题及改进情况")
    block = opening.contact(voice)
    first = voice.chance(0.7)
    pieces = [*opening.title(voice), *opening.preamble(voice, list(titles.values()), block if first else ())]
    for role, title in titles.items():
        pieces.append(heading(f"heading.{role}", title))
        pieces += _SECTIONS[role](voice)
    if not first:
        pieces += prose("contact", *block)
    pieces += opening.closing(voice)
    if voice.edition == "2014":
        pieces += [
            Piece("annex", Heading(1, voice.one("附件：政府信息公开情况统计表", "附表", "政府信息公开情况统计表")))
        ]
        pieces += _form(voice, "annex")
    return pieces


def _form(voice: Voice, section: str) -> list[Piece]:
    sheet = sheet_of(edition_of(voice.edition), section, voice.figures)
    return [Piece(f"form.{section}", sheet)] if sheet else []


def _overview(voice: Voice) -> list[Piece]:
    pieces = prose(
        "overview.opening", routine.opening(voice) + (routine.filling(voice, 1, 2) if voice.chance(0.5) else "")
    )
    if voice.edition in ("2008", "2014"):
        return pieces + prose("overview.more", routine.management(voice), routine.filling(voice, 1, 3))
    texts: dict[str, list[str]] = {
        "disclosure": disclosure.paragraph(voice),
        "applications": applications.paragraph(voice) + ([remedies.paragraph(voice)] if voice.chance(0.4) else []),
        "management": [routine.management(voice)],
        "platform": [routine.platform(voice)],
        "supervision": [routine.supervision(voice)],
    }
    if voice.chance(0.3):
        texts["disclosure"].append(routine.filling(voice, 1, 3))
    lead = voice.one(_run_in, _apart, _by_subject)
    for (role, paragraphs), aspect in zip(texts.items(), _ASPECTS, strict=True):
        pieces += lead(voice, f"overview.{role}", aspect, paragraphs)
    return pieces


Lead = Callable[[Voice, str, str, Sequence[str]], list[Piece]]


def _run_in(voice: Voice, role: str, aspect: str, paragraphs: Sequence[str]) -> list[Piece]:
    """（一）主动公开情况。2021年…"""
    mark = "。" if len(aspect) != 4 else "情况。"
    return prose(role, f"{SECOND}{aspect}{mark}{paragraphs[0]}", *paragraphs[1:])


def _apart(voice: Voice, role: str, aspect: str, paragraphs: Sequence[str]) -> list[Piece]:
    return [heading(role, f"{aspect}情况", 2), *prose(role, *paragraphs)]


def _by_subject(voice: Voice, role: str, aspect: str, paragraphs: Sequence[str]) -> list[Piece]:
    """A paragraph that begins with what it is about, without a number."""
    return prose(role, f"{aspect}方面。{paragraphs[0]}", *paragraphs[1:])


def _disclosure(voice: Voice) -> list[Piece]:
    if voice.edition in ("2019", "2021"):
        lead = prose("disclosure.lead", "按照《条例》第二十条规定，有关数据如下：") if voice.chance(0.1) else []
        return lead + _form(voice, "disclosure")
    if voice.edition == "2008":
        return prose("disclosure.text", *disclosure.paragraph(voice), routine.platform(voice))

    def at(row: str) -> int:
        return voice.at("statistics", row, "quantity")

    ways = {
        "政府公报": "gazette",
        "政府网站": "website",
        "政务微博": "weibo",
        "政务微信": "wechat",
        "其他方式": "other",
    }
    items = [
        f"通过{way}公开{counted(f'statistic.by_{row}', at(f'by_{row}'), '条')}"
        for way, row in ways.items()
        if at(f"by_{row}") or voice.chance(0.2)
    ]
    text = f"{voice.of_year()}主动公开政府信息{counted('disclosed', at('disclosed'), '条')}。"
    again = voice.one(
        "同一信息通过不同渠道公开的，分渠道统计：", "按公开渠道统计（含重复），", "部分信息在多个渠道同时公开，"
    )
    made = f"全年制发规范性文件{counted('statistic.made', at('normative_made'), '件')}。" if voice.chance(0.5) else ""
    return prose("disclosure.text", text + (again + "，".join(items) + "。" if voice.chance(0.7) else ""), made)


def _applications(voice: Voice) -> list[Piece]:
    if voice.edition == "2008":
        return prose("applications.text", *applications.free(voice))
    if voice.edition == "2014":
        return prose("applications.text", *applications.statistics(voice))
    return _form(voice, "applications")


def _remedies(voice: Voice) -> list[Piece]:
    if voice.edition == "2008":
        return prose("remedies.text", *remedies.free(voice))
    if voice.edition == "2014":
        return prose("remedies.text", *remedies.statistics(voice))
    return _form(voice, "remedies")


def _fees(voice: Voice) -> list[Piece]:
    texts = (
        f"{voice.year}年，{voice.me}提供政府信息未收取任何费用，无减免情况。",
        "本年度没有向申请人收取检索、复制、邮寄等成本费用，没有减免费用的情况。",
        "全年依申请提供政府信息均为免费，未发生收费和减免。",
    )
    return prose("fees.text", voice.one(*texts))


def _response(voice: Voice) -> list[Piece]:
    def at(row: str) -> int:
        return voice.at("statistics", row, "quantity")

    texts = [f"全年回应公众关注热点或重大舆情{counted('statistic.responses', at('responses'), '次')}"]
    if at("press_conferences"):
        texts.append(f"参加新闻发布会{counted('statistic.press', at('press_conferences'), '次')}")
    texts.append(f"发布政策解读稿件{counted('statistic.interpretations', at('interpretations'), '篇')}")
    return prose("response.text", "，".join(texts) + "。" + (routine.filling(voice, 1, 2) if voice.chance(0.5) else ""))


def _staff(voice: Voice) -> list[Piece]:
    def at(row: str) -> int:
        return voice.at("statistics", row, "quantity")

    people = counted("statistic.staff", at("staff"), "人")
    full, part = (
        counted("statistic.full", at("staff_full_time"), "人"),
        counted("statistic.part", at("staff_part_time"), "人"),
    )
    return prose("staff.text", f"{voice.me}从事政府信息公开工作的人员共{people}，其中专职人员{full}，兼职人员{part}。")


def _training(voice: Voice) -> list[Piece]:
    def at(row: str) -> int:
        return voice.at("statistics", row, "quantity")

    if not at("trainings"):
        return prose(
            "training.text",
            f"全年召开政府信息公开工作会议{counted('statistic.meetings', at('meetings'), '次')}，未举办培训班。",
        )
    trainings, people = (
        counted("statistic.trainings", at("trainings"), "次"),
        counted("statistic.trainees", at("trainees"), "人次"),
    )
    return prose("training.text", f"{voice.of_year()}举办政府信息公开培训班{trainings}，接受培训{people}。")


def _problems(voice: Voice) -> list[Piece]:
    bad, good = routine.listed(voice, routine.problems(voice)), routine.listed(voice, routine.cures(voice))
    if voice.chance(0.4):
        return [
            heading("problems.bad", voice.one("存在的主要问题", "存在问题"), 2),
            *prose(
                "problems.bad",
                voice.one("", f"{voice.year}年，{voice.me}政府信息公开工作取得了一定成效，但仍存在以下不足：") + bad,
            ),
            heading("problems.good", voice.one("改进措施", "改进情况", "下一步工作打算"), 2),
            *prose("problems.good", good),
        ]
    first = voice.one(
        "存在的主要问题：", f"{voice.me}政府信息公开工作还存在一些薄弱环节：", "对照群众期盼和上级要求，还有以下问题："
    )
    second = voice.one(
        "针对以上问题，采取以下措施加以改进：",
        f"{voice.year + 1}年，{voice.me}将着力做好以下工作：",
        "下一步改进措施：",
    )
    return [*prose("problems.bad", first + bad), *prose("problems.good", second + good)]


def _other(voice: Voice) -> list[Piece]:
    if voice.edition in ("2008", "2014"):
        return prose("other.text", voice.one("无其他需要报告的事项。", f"{voice.me}没有其他需要报告的事项。"))
    fee = (
        voice.one(
            f"{voice.year}年，{voice.me}未收取信息处理费。",
            "本年度没有发出信息处理费收费通知，未收取信息处理费。",
            "按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）规定，本年度未产生信息处理费。",
            f"收取信息处理费情况：{voice.year}年度收取信息处理费0元。",
        )
        if voice.year >= 2020
        else ""
    )
    more = voice.one("", "无其他需要报告的事项。", "除上述情况外，没有其他需要报告的事项。")
    if not fee and not more:
        more = "没有其他需要报告的事项。"
    shape = voice.random.random()
    if shape < 0.25 and voice.edition == "2021":
        proposals = f"办理人大代表建议{voice.number(1, 30)}件、政协提案{voice.number(1, 20)}件，办理结果均在网站公开。"
        return [
            *prose("other.fee", f"{SECOND}收取信息处理费情况。{fee}"),
            *prose("other.more", f"{SECOND}建议提案办理结果公开情况。{proposals}"),
        ]
    return prose("other.fee" if fee else "other.more", fee + more)


_SECTIONS: dict[str, Callable[[Voice], list[Piece]]] = {
    "overview": _overview, "disclosure": _disclosure, "applications": _applications, "remedies": _remedies, "fees": _fees,
    "response": _response, "staff": _staff, "training": _training, "problems": _problems, "other": _other,
}  # fmt: skip
