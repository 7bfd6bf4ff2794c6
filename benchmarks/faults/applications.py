"""Prose on applications: what came, from whom, how it was answered, what is left; agreeing with the form."""

from __future__ import annotations

from builder.figures import APPLICANTS, outcomes
from faults.voice import Voice, counted, divided, joined, percent

_GROUPS = (
    ("granted", ("予以公开",)),
    ("partly_granted", ("部分公开", "区分处理后部分公开")),
    ("refused", ("不予公开",)),
    ("unavailable", ("无法提供",)),
    ("not_processed", ("不予处理",)),
    ("other", ("其他处理", "作其他处理")),
)


def paragraph(voice: Voice) -> list[str]:
    """Paragraphs on applications under the formats since 2019."""
    new, old, left = (voice.at("applications", row) for row in ("new", "carried_in", "carried_out"))
    done = voice.at("applications", "outcome_total")
    if not new and not old:
        return [_nothing(voice)]
    sentences = [_came(voice, new, old)]
    if done and voice.chance(0.9):
        sentences.append(_answered(voice, done, left))
    if left or voice.chance(0.3):
        sentences.append(_left(voice, left))
    if voice.chance(0.4):
        sentences.append(_remark(voice))
    return ["".join(sentences)] if voice.chance(0.75) else sentences


def _nothing(voice: Voice) -> str:
    return voice.one(
        f"{voice.year}年，{voice.me}未收到政府信息公开申请，无上年结转申请。",
        "本年度没有收到公民、法人或其他组织提出的政府信息公开申请，也没有上年度结转的申请。",
        f"{voice.year}年度共收到政府信息公开申请{counted('received', 0, '件')}，上年结转{counted('carried_in', 0, '件')}。",
        "全年无依申请公开事项。",
    )


def _came(voice: Voice, new: int, old: int) -> str:
    shown = counted("received", new, "件")
    text = voice.one(
        f"{voice.of_year()}共收到政府信息公开申请{shown}",
        f"{voice.year}年，{voice.me}新收政府信息公开申请{shown}",
        f"{voice.of_year()}受理政府信息公开申请{shown}",
        f"本年新收到公民、法人和其他组织的政府信息公开申请{shown}",
        f"{voice.me}全年收到各类政府信息公开申请共{shown}",
    )
    parts = (
        _by_applicant(voice) if voice.chance(0.45) else _by_way(voice, new) if new >= 6 and voice.chance(0.4) else ""
    )
    carried = counted("carried_in", old, "件")
    if not old:
        nil = voice.one("，上年结转" + carried, "，无上年结转", "", "")
        return text + parts + nil + "。"
    if voice.chance(0.15) and not parts:
        with_old = counted("received_with_old", new + old, "件")
        return f"{voice.year}年度收到政府信息公开申请{with_old}（含上年结转{carried}）。"
    return (
        text
        + parts
        + voice.one(
            f"，上年结转{carried}。",
            f"；上年度结转至本年度办理{carried}。",
            f"，另有{voice.year - 1}年结转申请{carried}。",
            f"。上一年度结转{carried}。",
        )
    )


def _by_applicant(voice: Voice) -> str:
    natural = voice.at("applications", "new", "natural_person")
    legal = sum(voice.at("applications", "new", column) for column in APPLICANTS[1:])
    a, b = counted("natural", natural, "件"), counted("legal", legal, "件")
    if not natural and not legal:
        return ""
    if not legal:
        return voice.one("，均为自然人申请", f"，其中自然人申请{a}")
    return voice.one(
        f"，其中自然人申请{a}，法人或其他组织申请{b}",
        f"（自然人{a}、法人或其他组织{b}）",
        f"，其中自然人提出{a}，法人及其他组织提出{b}",
    )


def _by_way(voice: Voice, new: int) -> str:
    ways = voice.some(("网络申请", "信函申请", "当面申请", "电子邮件申请", "传真申请"), 2, 4)
    numbers = divided(voice.random, new, len(ways))
    items = [f"{way}{counted('way', number, '件')}" for way, number in zip(ways, numbers, strict=True)]
    return voice.one("，其中", "。按申请方式分，", "，从提交方式看，") + joined(items, voice.one("、", "，"))


def _answered(voice: Voice, done: int, left: int) -> str:
    shown = counted("completed", done, "件")
    kinds = _by_outcome(voice) if voice.chance(0.6) else ""
    options = [
        f"全年办结{shown}{kinds}",
        f"已办结{shown}{kinds}",
        f"本年度答复申请{shown}{kinds}",
        f"共办理答复{shown}{kinds}",
    ]
    text = voice.one(*options)
    if not left and voice.chance(0.5):
        return text + voice.one("。均在法定期限内答复。", "，无逾期答复情形。", "，按时办结率100%。")
    return text + "。"


def _by_outcome(voice: Voice) -> str:
    rows = outcomes(voice.edition)
    sums = {
        group: sum(voice.at("applications", row) for row in rows if row == group or row.startswith(f"{group}."))
        for group, _ in _GROUPS
    }
    nil = voice.chance(0.3)
    items = [
        f"{voice.one(*words)}{counted(f'outcome.{group}', sums[group], '件')}"
        for group, words in _GROUPS
        if sums[group] or nil
    ]
    if len(items) == 1 and voice.chance(0.7):
        return ""
    return voice.one("，其中", "：", "，其中：") + joined(items, voice.one("，", "、"))


def _left(voice: Voice, left: int) -> str:
    shown = counted("carried_out", left, "件")
    if not left:
        return voice.one("无结转下年度办理的申请。", f"结转下年度继续办理{shown}。")
    return voice.one(
        f"结转下年度继续办理{shown}。",
        f"结转至{voice.year + 1}年度办理{shown}。",
        f"尚有{shown}未到答复期限，结转下年度继续办理。",
    )


def _remark(voice: Voice) -> str:
    last = voice.number(3, 60)
    return voice.one(
        f"申请内容主要涉及{voice.office.matters[0]}、{voice.office.matters[1]}等方面。",
        "办理过程中加强与申请人的沟通，必要时会同法律顾问研究，确保答复合法规范。",
        f"上年共收到政府信息公开申请{last}件。",
        "修订依申请公开办理规程，明确登记、审核、办理、答复、归档各环节责任。",
        f"同时受理电话咨询{voice.number(10, 300)}余人次，引导群众通过主动公开渠道查询。",
    )


def free(voice: Voice) -> list[str]:
    """Paragraphs on applications under the Regulation of 2007, without a form."""
    asked = voice.number(0, 9)
    if not asked:
        return [
            voice.one(
                f"{voice.year}年，{voice.me}没有收到政府信息公开申请，不存在不予公开的情况。",
                "本年度未收到公民、法人或者其他组织的政府信息公开申请。",
                "全年收到依申请公开政府信息的申请0件。",
            )
        ]
    granted = voice.number(0, asked)
    came = f"{voice.of_year()}共收到政府信息公开申请{counted('received', asked, '件')}"
    how = f"，已答复{counted('completed', asked, '件')}，其中同意公开{counted('granted', granted, '件')}，不予公开{counted('refused', asked - granted, '件')}。"
    why = (
        f"不予公开的申请，因内容涉及{voice.one('第三方商业秘密', '个人隐私')}，已向申请人说明理由。"
        if granted < asked
        else ""
    )
    return [
        came + voice.one(how, "，均在规定期限内作出答复，没有不予公开的情况。")
        if granted == asked
        else came + how + why
    ]


def statistics(voice: Voice) -> list[str]:
    """Paragraphs on applications that agree with the table of 2014."""

    def at(row: str) -> int:
        return voice.at("statistics", row, "quantity")

    if not at("received"):
        return [voice.one("全年没有收到政府信息公开申请。", f"{voice.year}年，{voice.me}未收到政府信息公开申请。")]
    ways = {"当面申请": "in_person", "传真申请": "by_fax", "网络申请": "by_network", "信函申请": "by_letter"}
    items = [
        f"{way}{counted(f'way.{row}', at(f'received_{row}'), '件')}"
        for way, row in ways.items()
        if at(f"received_{row}")
    ]
    came = f"{voice.of_year()}收到政府信息公开申请{counted('received', at('received'), '件')}"
    text = came + (voice.one("，其中", "，包括") + joined(items, voice.one("、", "，")) if len(items) > 1 else "")
    if at("completed"):
        share = (
            f"，办结率{counted('share', percent(at('completed'), at('received'), 1), '%')}" if voice.chance(0.3) else ""
        )
        text += f"。全年办结{counted('completed', at('completed'), '件')}{share}"
    if voice.chance(0.6):
        text += f"，答复{counted('replied', at('replies'), '件')}"
    return [text + "。"]
