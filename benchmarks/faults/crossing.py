"""Faults of figures in prose: against the forms, against each other, shares and changes."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from builder.figures import Address
from builder.parts import Prose
from faults.draft import SECOND, Draft, marked
from faults.kinds import added, changed, fault, figures, other, replaced, with_cell

_FORMAT = "2019 2021"


def _any(draft: Draft, random: Random, roles: str, but: tuple[int, ...] = ()) -> Draft | None:
    """Another number for one of the figures of these roles."""
    places = figures(draft, roles)
    if not places:
        return None
    at, match = random.choice(places)
    return changed(draft, at, match, other(random, int(match[2]), but))


def _totals(draft: Draft, *rows: str) -> tuple[int, ...]:
    return tuple(int(draft.figures["applications", row, "total"]) for row in rows)


def _on_applications(draft: Draft, text: str) -> Draft | None:
    """The report with another paragraph on applications in its overview, and nothing else on them."""
    for at in draft.having("overview.applications"):
        old = draft.text(at)
        if isinstance(draft.pieces[at].part, Prose):
            lead = old.partition("。")[0] + "。" if old.startswith((SECOND, "依申请公开方面")) else ""
            rest = [place for place in draft.having("overview.applications") if place > at]
            return draft.without(rest).with_text(at, lead + marked(text))
    return None


@fault("XRF401", "收到申请件数与表不符", _FORMAT)
def received(draft: Draft, random: Random) -> Draft | None:
    new, old = _totals(draft, "new", "carried_in")
    return _any(draft, random, "received received_with_old", (new, new + old)) if new else None


@fault("XRF401", "收到申请件数与统计表不符", "2014")
def received_2014(draft: Draft, random: Random) -> Draft | None:
    return _any(draft, random, "received")


@fault("XRF401", "申请方式件数与统计表不符", "2014")
def way_2014(draft: Draft, random: Random) -> Draft | None:
    return _any(draft, random, "way")


@fault("XRF401", "称没有收到申请而表中有", _FORMAT)
def denied(draft: Draft, random: Random) -> Draft | None:
    (new,) = _totals(draft, "new")
    return (
        _on_applications(draft, random.choice(("全年没有收到政府信息公开申请。", "本年度未收到政府信息公开申请。")))
        if new
        else None
    )


@fault("XRF402", "上年结转件数与表不符", _FORMAT)
def carried_in(draft: Draft, random: Random) -> Draft | None:
    return _any(draft, random, "carried_in") if not figures(draft, "received_with_old") else None


@fault("XRF403", "办结件数与表不符", _FORMAT)
def completed(draft: Draft, random: Random) -> Draft | None:
    new, done, old = _totals(draft, "new", "outcome_total", "carried_in")
    return _any(draft, random, "completed", (new, done, new + old)) if done else None


@fault("XRF403", "办结件数与统计表不符", "2014")
def completed_2014(draft: Draft, random: Random) -> Draft | None:
    but = tuple(int(draft.figures["statistics", row, "quantity"]) for row in ("received", "replies", "completed"))
    return _any(draft, random, "completed replied", but)


@fault("XRF403 XRF404", "称全部办结而表中有结转", _FORMAT)
def all_completed(draft: Draft, random: Random) -> Draft | None:
    (left,) = _totals(draft, "carried_out")
    (new,) = _totals(draft, "new")
    text = random.choice(("所有申请均已办结。", "全部申请均按时办结，没有结转下年度办理的申请。"))
    return (
        _on_applications(draft, f"全年收到政府信息公开申请{new}件，{text}")
        if left and draft.office.kind != "government"
        else None
    )


@fault("XRF404", "结转下年度件数与表不符", _FORMAT)
def carried_out(draft: Draft, random: Random) -> Draft | None:
    return _any(draft, random, "carried_out")


@fault("XRF405", "办理结果件数与表不符", _FORMAT)
def outcome(draft: Draft, random: Random) -> Draft | None:
    places = [(at, match) for at, match in figures(draft, "outcome") if int(match[2])]
    if len(places) < 2:
        return None
    at, match = random.choice(places)
    return changed(draft, at, match, int(match[2]) + random.choice((1, 2)))


@fault("XRF406", "行政复议件数与表不符", _FORMAT)
def review(draft: Draft, random: Random) -> Draft | None:
    places = [place for place in figures(draft, "review") if place[1][1] == "review"]
    if not places:
        return None
    at, match = random.choice(places)
    return changed(draft, at, match, int(match[2]) + random.randint(1, 3))


@fault("XRF406", "行政复议件数与统计表不符", "2014")
def review_2014(draft: Draft, random: Random) -> Draft | None:
    return _any(draft, random, "review")


@fault("XRF406", "称没有行政复议而表中有", _FORMAT)
def review_denied(draft: Draft, random: Random) -> Draft | None:
    if not draft.figures["remedies", "review", "total"] or figures(draft, "review litigation"):
        return None
    return added(draft, "overview.applications", "未发生因政府信息公开申请行政复议的情况。")


@fault("XRF407", "行政诉讼件数与表不符", _FORMAT)
def litigation(draft: Draft, random: Random) -> Draft | None:
    places = [place for place in figures(draft, "litigation") if place[1][1] == "litigation"]
    if not places:
        return None
    at, match = random.choice(places)
    return changed(draft, at, match, int(match[2]) + random.randint(1, 3))


@fault("XRF407", "行政诉讼件数与统计表不符", "2014")
def litigation_2014(draft: Draft, random: Random) -> Draft | None:
    return _any(draft, random, "litigation")


@fault("XRF407", "称没有行政诉讼而表中有", _FORMAT)
def litigation_denied(draft: Draft, random: Random) -> Draft | None:
    suits = sum(draft.figures["remedies", block, "total"] for block in ("direct_suit", "suit_after_review"))
    if not suits or figures(draft, "review litigation"):
        return None
    return added(draft, "overview.applications", "全年没有因政府信息公开被提起行政诉讼。")


@fault("XRF408", "规范性文件件数与表不符", _FORMAT)
def documents(draft: Draft, random: Random) -> Draft | None:
    held = [
        int(draft.figures.get(("documents", "normative_documents", c), 0))
        for c in ("made", "abolished", "in_force", "newly_disclosed")
    ]
    return _any(draft, random, "made abolished in_force", tuple(held))


@fault("XRF408", "主动公开条数与统计表不符", "2014")
def disclosed_2014(draft: Draft, random: Random) -> Draft | None:
    return _any(draft, random, "disclosed")


@fault("XRF409", "称没有发出收费通知而表中有逾期未缴费", "2021")
def fee_notice(draft: Draft, random: Random) -> Draft | None:
    cell: Address = ("applications", "other.fee_unpaid", "natural_person")
    total: Address = ("applications", "other.fee_unpaid", "total")
    granted = int(draft.figures["applications", "granted", "natural_person"])
    both = int(draft.figures["applications", "granted", "total"])
    notice = replaced(draft, "other.fee", "没有发出信息处理费收费通知", "没有发出信息处理费收费通知")
    if draft.office.kind == "government" or granted < 2 or notice is None or figures(draft, "outcome"):
        return None
    made = draft
    for address, number in (
        (cell, 1), (total, 1), (("applications", "granted", "natural_person"), granted - 1), (("applications", "granted", "total"), both - 1),
    ):  # fmt: skip
        made = with_cell(made, address, str(number))
    return replaced(made, "other.fee", "没有发出信息处理费收费通知", "没有发出信息处理费收费通知")


@fault("XRF410", "渠道、解读、人员、培训数量与统计表不符", "2014")
def channels(draft: Draft, random: Random) -> Draft | None:
    return _any(
        draft,
        random,
        "statistic.by_gazette statistic.by_website statistic.by_wechat statistic.responses statistic.interpretations statistic.press statistic.trainings statistic.trainees",
    )


@fault("XRF411 ARI331 ARI332", "自然人、法人件数与表不符", _FORMAT)
def applicants(draft: Draft, random: Random) -> Draft | None:
    places = figures(draft, "natural legal")
    if len(places) < 2:
        return None
    at, match = random.choice(places)
    number = int(match[2]) + random.choice((1, 2, 3))
    return changed(draft, at, match, number)


@fault("XRF412", "称均获维持而表中有纠正", _FORMAT)
def success(draft: Draft, random: Random) -> Draft | None:
    wrong = draft.figures["remedies", "review", "corrected"]
    if (
        not wrong
        or draft.office.kind == "government"
        or figures(draft, "review.upheld review.corrected review.pending")
    ):
        return None
    return added(draft, "overview.applications", "行政复议案件均获维持，没有被纠错的情况。")


@fault("ARI331", "列举各项之和大于总数")
def enumeration_above(draft: Draft, random: Random) -> Draft | None:
    places = [place for place in figures(draft, "part way") if "." not in place[1][1]]
    if not places or draft.edition == "2014":
        return None
    at, match = random.choice(places)
    whole = max(int(other[2]) for where, other in figures(draft, "disclosed received interpreted") if where == at)
    number = int(match[2]) + random.randint(1, 3)
    # Shares tell which figure is wrong; channels may overlap, and so may two parts.
    alike = sum(where == at and other[1] == match[1] for where, other in places)
    unclear = alike < 3 or any(where == at for where, _ in figures(draft, "share")) or "通过" in draft.text(at)
    return changed(draft, at, match, number) if number <= whole and not unclear else None


@fault("ARI331", "各项列全而总数写错")
def enumeration_total(draft: Draft, random: Random) -> Draft | None:
    for at, match in figures(draft, "disclosed", "overview") + figures(draft, "disclosed", "disclosure"):
        text = draft.text(at)
        complete = any(word in text[match.end() : match.end() + 9] for word in ("包括", "分别为", "按内容分"))
        if complete and draft.edition != "2014" and "占⟦" not in text:
            return changed(draft, at, match, int(match[2]) + random.choice((-1, 1, 2, 10)))
    return None


@fault("ARI331", "合计写在列举之后而不符")
def total_last(draft: Draft, random: Random) -> Draft | None:
    for at, match in figures(draft, "disclosed"):
        if draft.text(at)[: match.start()].endswith("共计"):
            return changed(draft, at, match, int(match[2]) + random.choice((-2, 2, 9)))
    return None


@fault("ARI332 ARI331", "其中项大于总数")
def part_above_whole(draft: Draft, random: Random) -> Draft | None:
    places = [place for place in figures(draft, "part") if figures(draft, "disclosed", draft.pieces[place[0]].role)]
    for at, match in places:
        wholes = [int(m[2]) for where, m in figures(draft, "disclosed") if where == at and m.start() < match.start()]
        if wholes and draft.edition != "2014" and not any(where == at for where, _ in figures(draft, "share")):
            return changed(draft, at, match, max(wholes) + random.randint(1, 30))
    return None


@fault("ARI333", "占比与数字不符")
def share(draft: Draft, random: Random) -> Draft | None:
    places = figures(draft, "share")
    if not places:
        return None
    at, match = random.choice(places)
    number = Decimal(match[2])
    wrong = number + random.choice((3, 5, 8)) if number < 90 else number - 5
    return changed(draft, at, match, wrong)


@fault("ARI334", "增减幅度与数字不符")
def rate(draft: Draft, random: Random) -> Draft | None:
    places = figures(draft, "rate")
    if not places:
        return None
    at, match = random.choice(places)
    return changed(draft, at, match, Decimal(match[2]) + random.choice((2, 7, 11)))


@fault("ARI334", "增减方向写反")
def direction(draft: Draft, random: Random) -> Draft | None:
    for at, match in figures(draft, "rate"):
        text = draft.text(at)
        begin = text.rfind("。", 0, match.start()) + 1
        clause = text[begin : match.start()]
        if "由上年的" in clause:
            continue
        swaps = {"增加": "减少", "增长": "下降", "上升": "下降", "减少": "增加", "下降": "增长"}
        turned = "".join(swaps.get(word, word) for word in _words(clause, swaps))
        if turned != clause and "，较上年的" in clause:
            return draft.with_text(at, text[:begin] + marked(turned) + text[match.start() :])
    return None


def _words(text: str, known: dict[str, str]) -> list[str]:
    pieces, rest = [], text
    while rest:
        size = 2 if rest[:2] in known else 1
        pieces.append(rest[:size])
        rest = rest[size:]
    return pieces


@fault("ARI334", "增减数量与前后两数不符")
def difference(draft: Draft, random: Random) -> Draft | None:
    for at, match in figures(draft, "difference"):
        if "较上年的" in draft.text(at)[: match.start()]:
            return changed(draft, at, match, int(match[2]) + random.choice((1, 3, 10)))
    return None
