"""Prose on reviews and lawsuits that agrees with the forms."""

from __future__ import annotations

from faults.voice import Voice, counted

_RESULTS = (("upheld", "维持"), ("corrected", "纠正"), ("other", "其他结果"), ("pending", "尚未审结"))


def paragraph(voice: Voice) -> str:
    """A paragraph under the formats since 2019."""
    review = voice.at("remedies", "review")
    suits = voice.at("remedies", "direct_suit") + voice.at("remedies", "suit_after_review")
    if not review and not suits:
        return voice.one(
            f"{voice.year}年，{voice.me}未发生因政府信息公开引起的行政复议和行政诉讼。",
            "全年没有因政府信息公开工作被申请行政复议、提起行政诉讼的情况。",
            f"本年度因政府信息公开被申请行政复议{counted('review', 0, '件')}，被提起行政诉讼{counted('litigation', 0, '件')}。",
            "无行政复议、行政诉讼案件。",
        )
    return _review(voice, review) + _suits(voice, suits)


def _review(voice: Voice, number: int) -> str:
    if not number:
        return voice.one(
            "全年没有因政府信息公开被申请行政复议。",
            f"本年度因政府信息公开引起的行政复议{counted('review', 0, '件')}。",
        )
    text = voice.one(
        f"{voice.year}年，因政府信息公开被申请行政复议{counted('review', number, '件')}",
        f"全年发生政府信息公开行政复议案件{counted('review', number, '件')}",
        f"涉及政府信息公开的行政复议{counted('review', number, '件')}",
    )
    return text + _results(voice, ("review",), "review", number) + "。"


def _suits(voice: Voice, number: int) -> str:
    if not number:
        return voice.one(
            "未发生政府信息公开行政诉讼。", "没有被提起行政诉讼。", f"行政诉讼{counted('litigation', 0, '件')}。"
        )
    text = voice.one(
        f"被提起行政诉讼{counted('litigation', number, '件')}",
        f"政府信息公开行政诉讼案件{counted('litigation', number, '件')}",
    )
    return text + _results(voice, ("direct_suit", "suit_after_review"), "litigation", number) + "。"


def _results(voice: Voice, rows: tuple[str, ...], role: str, number: int) -> str:
    if voice.chance(0.5):
        return ""
    sums = {column: sum(voice.at("remedies", row, column) for row in rows) for column, _ in _RESULTS}
    only = [word for column, word in _RESULTS if sums[column] == number]
    if only and voice.chance(0.5):
        return {"维持": "，均维持原行政行为", "尚未审结": "，尚未审结"}.get(only[0], "")
    items = [f"{word}{counted(f'{role}.{column}', sums[column], '件')}" for column, word in _RESULTS if sums[column]]
    return "，其中" + "，".join(items) if len(items) > 1 else ""


def statistics(voice: Voice) -> list[str]:
    """Sentences that agree with the table of 2014."""
    review, suits, complaints = (
        voice.at("statistics", row, "quantity") for row in ("review", "litigation", "complaints")
    )
    first = (
        f"因政府信息公开被申请行政复议{counted('review', review, '件')}"
        if review
        else "没有因政府信息公开被申请行政复议"
    )
    second = f"被提起行政诉讼{counted('litigation', suits, '件')}" if suits else "没有被提起行政诉讼"
    third = f"，收到举报投诉{counted('complaints', complaints, '件')}" if voice.chance(0.4) else ""
    return [f"{voice.one('全年', f'{voice.year}年，{voice.me}')}{first}，{second}{third}。"]


def free(voice: Voice) -> list[str]:
    """Sentences under the Regulation of 2007."""
    return [
        voice.one(
            f"{voice.year}年，{voice.me}未发生因政府信息公开引起的行政复议、行政诉讼和申诉案件。",
            "本年度没有公民、法人或者其他组织因政府信息公开申请行政复议或者提起行政诉讼。",
            f"全年被申请行政复议{counted('review', voice.number(1, 3), '件')}，复议机关均予维持；没有被提起行政诉讼。",
        )
    ]
