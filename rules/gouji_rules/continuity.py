"""CMP001–003: what a report takes over from last year's is what that one left."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.comparison import Years
from gouji.comparison.figures import figure, value_at
from gouji.comparison.matching import unread
from gouji.findings import Gap, Problem, Relation, Severity, Words
from gouji.imbalances import plain
from gouji.patterns import pattern
from gouji.report import Number, Report, Value
from gouji_rules.labels import column_label, row_label

_FORM, _IN, _OUT = "applications", "carried_in", "carried_out"
_CASES = "remedies"
Pair = tuple[Value, Value]
"""A value of the later report and the one of the earlier that it should be."""


def carried(years: Years) -> Iterator[Problem | Gap]:
    """What is carried over against what was carried forward."""
    if not _follows(years, _BOTH):
        return
    gap = _gap(years, _FORM, _BOTH)
    if gap is not None:
        yield gap
    else:
        yield from _carry_over(years)
    if _gap(years, _CASES, _BOTH) is None:
        yield from _pending(years)


_BOTH = {"2019", "2021"}


def _carry_over(years: Years) -> Iterator[Problem | Gap]:
    pairs = _carried(years)
    differing = [column for column, pair in pairs.items() if _off(pair) and column != "total"]
    if "total" not in pairs:
        yield Gap(Words("表三没有结转的总计", "the form of applications has no total carried over"))
    elif _off(pairs["total"]) and not _sums_wrongly(years.new, differing):
        yield _total_problem(years, pairs, differing)
    elif not _off(pairs["total"]) and differing:
        yield _columns_problem(years, pairs, differing)


_COUNTED_LATER = Words(
    "上一年度尚未审结的，审结后计入本年度的结果",
    "what was pending is counted with the results of the year it ended in",
)


def _pending(years: Years) -> Iterator[Problem]:
    """Cases pending at the end of last year that cannot be among those of this year."""
    form, year = years.new.forms[_CASES].form, years.old.year
    for row in form.rows:
        old, new = (
            value_at(report, _CASES, row.id, column)
            for report, column in ((years.old, "pending"), (years.new, "total"))
        )
        before, now = figure(old), figure(new)
        if old is None or new is None or before is None or now is None or now >= before:
            continue
        if any(cause.reading.form.id == _CASES and cause.cell == (row.id, "total") for cause in years.new.causes):
            continue
        label = row_label(form, row.id)
        yield Problem(
            new.cell.span,
            Words(
                f"「{label}」{year}年度年报尚未审结 {plain(before)} 件，而本年度总计只有 {plain(now)} 件",
                f"“{label}”: {plain(before)} cases pending in the report on {year}, and only {plain(now)} in all this year",
            ),
            _COUNTED_LATER,
            Severity.INFO,
            address=f"{_CASES}.{row.id}.total",
            actual=new.raw,
            related=(Relation(old.cell.span, f"{_CASES}.{row.id}.pending", years.old),),
        )


def _carried(years: Years) -> dict[str, Pair]:
    """The values carried in and those carried out a year before, by column, where both are figures or blank."""
    form = years.new.forms[_FORM].form
    pairs = {}
    for column in form.columns:
        new, old = value_at(years.new, _FORM, _IN, column.id), value_at(years.old, _FORM, _OUT, column.id)
        if new is not None and old is not None and figure(new) is not None and figure(old) is not None:
            pairs[column.id] = new, old
    return pairs


def _off(pair: Pair) -> Number:
    return (figure(pair[0]) or 0) - (figure(pair[1]) or 0)


def _sums_wrongly(report: Report, differing: list[str]) -> bool:
    """Whether the total alone is off, and the report's own row does not add up either: then ARI302 has said so."""
    return not differing and any((c.reading.form.id, c.cell) == ("applications", (_IN, "total")) for c in report.causes)


def _total_problem(years: Years, pairs: dict[str, Pair], differing: list[str]) -> Problem:
    new, old = map(_shown, pairs["total"])
    year, off = years.old.year, plain(abs(_off(pairs["total"])))
    zh = f"上年结转总计 {new.zh}，而{year}年度年报结转下年度总计 {old.zh}，相差 {off}"
    en = f"{new.en} applications carried over, but the report on {year} carried forward {old.en}, off by {off}"
    hint = Words(f"差在{_zh(years, pairs, differing)}", f"it is in {_en(years, pairs, differing)}")
    return _problem(years, pairs, "total", differing, Words(zh, en), hint if differing else Words("", ""))


def _columns_problem(years: Years, pairs: dict[str, Pair], differing: list[str]) -> Problem:
    zh = f"上年结转总计与{years.old.year}年度年报一致，但各列不同：{_zh(years, pairs, differing)}"
    en = f"the total carried over is that of {years.old.year}, but columns differ: {_en(years, pairs, differing)}"
    hint = Words("可能把申请人归错了类别", "an applicant may have been put in the wrong column")
    found = _problem(years, pairs, differing[0], differing[1:], Words(zh, en), hint)
    return found._replace(severity=Severity.WARNING)


def _problem(
    years: Years, pairs: dict[str, Pair], column: str, others: list[str], message: Words, hint: Words
) -> Problem:
    new, old = pairs[column]
    related = [Relation(old.cell.span, f"{_FORM}.{_OUT}.{column}", years.old)]
    for other in others:
        here, there = pairs[other]
        related.append(Relation(here.cell.span, f"{_FORM}.{_IN}.{other}"))
        related.append(Relation(there.cell.span, f"{_FORM}.{_OUT}.{other}", years.old))
    return Problem(
        new.cell.span,
        message,
        hint,
        address=f"{_FORM}.{_IN}.{column}",
        expected=plain(figure(old) or 0),
        actual=new.raw,
        related=tuple(related),
    )


def _shown(value: Value) -> Words:
    """A figure, and that it is but a blank."""
    if value.is_blank:
        return Words("0（空白）", "0 (blank)")
    number = plain(figure(value) or 0)
    return Words(number, number)


def _zh(years: Years, pairs: dict[str, Pair], columns: list[str]) -> str:
    return "、".join(f"「{name}」列（{new.zh}，上一年度 {old.zh}）" for name, new, old in _named(years, pairs, columns))


def _en(years: Years, pairs: dict[str, Pair], columns: list[str]) -> str:
    return ", ".join(f"“{name}” ({new.en}, a year before {old.en})" for name, new, old in _named(years, pairs, columns))


def _named(years: Years, pairs: dict[str, Pair], columns: list[str]) -> Iterator[tuple[str, Words, Words]]:
    form = years.new.forms[_FORM].form
    for column in columns:
        new, old = map(_shown, pairs[column])
        yield column_label(form, column), new, old


def stock(years: Years) -> Iterator[Problem | Gap]:
    """Documents in force against those of the year before."""
    if not _follows(years, {"2021"}):
        return
    gap = _gap(years, "documents", {"2021"})
    if gap is not None:
        yield gap
    elif not _explains(years.new):
        for row in ("regulations", "normative_documents"):
            yield from _stock(years, row)


_CHECK_THREE = Words(
    "核对三个数；因清理、统计口径调整等原因不衔接的，在文中说明",
    "check the three figures; if a clean-up or another way of counting is the reason, say so in the text",
)


def _stock(years: Years, row: str) -> Iterator[Problem]:
    columns = ("in_force", "made", "abolished")
    values = [value_at(years.new, "documents", row, column) for column in columns]
    values.append(value_at(years.old, "documents", row, "in_force"))
    known = [value for value in values if value is not None and figure(value) is not None]
    if len(known) < len(values):
        return
    now, made, abolished, before = (figure(value) or 0 for value in known)
    wanted = before + made - abolished
    if wanted == now or wanted < 0:
        return
    year, label = years.old.year, row_label(years.new.forms["documents"].form, row)
    sum_ = f"{plain(before)} + {plain(made)} - {plain(abolished)} = {plain(wanted)}"
    off = plain(abs(now - wanted))
    yield Problem(
        known[0].cell.span,
        Words(
            f"「{label}」{year}年末现行有效件数加本年制发减本年废止：{sum_}，而表中现行有效 {plain(now)}，相差 {off}",
            f"“{label}”: in force at the end of {year}, with those made and without those abolished: {sum_}, "
            f"but the form has {plain(now)} in force, off by {off}",
        ),
        _CHECK_THREE,
        address=f"documents.{row}.in_force",
        expected=plain(wanted),
        actual=known[0].raw,
        related=(
            Relation(known[3].cell.span, f"documents.{row}.in_force", years.old),
            Relation(known[1].cell.span, f"documents.{row}.made"),
            Relation(known[2].cell.span, f"documents.{row}.abolished"),
        ),
    )


_SENTENCE = pattern(r"[^。\n]+")
_REASON = pattern(
    "清理|修改|修订|调整|口径|机构改革|职能(?:划转|整合)|重新(?:统计|认定)|核减|核增|补录|更正|勘误|划入|划出|自然?失效|到期失效"
)
# What is done every year explains nothing, unless something is said to have come of it.
_ROUTINE = pattern("定期|动态|及时|适时|常态|制度|机制")
_EFFECT = pattern(r"\d|因|由于|导致|变化|差异|不一致|不衔接")
_MATTER = pattern("规范性文件|规章|现行有效|文件(?:数|件|总)|统计口径|统计数据")


def _explains(report: Report) -> bool:
    """Whether a sentence of the report tells why the stock of documents may have changed otherwise."""
    sentences = (part[0] for part in _SENTENCE.finditer(report.all_said))
    return any(
        _REASON.search(said) and _MATTER.search(said) and (not _ROUTINE.search(said) or _EFFECT.search(said))
        for said in sentences
    )


_ITEM_FORMS = ("licensing", "enforcement", "fees")


def items(years: Years) -> Iterator[Problem | Gap]:
    """Items of last year against what last year's report comes to."""
    for form in _ITEM_FORMS if _follows(years, {"2019"}) else ():
        gap = _gap(years, form, {"2019"})
        if gap is not None:
            yield gap
            continue
        for row in years.new.forms[form].form.rows:
            yield from _items(years, form, row.id)


def _items(years: Years, form: str, row: str) -> Iterator[Problem]:
    now = value_at(years.new, form, row, "items_last_year")
    before, change = (value_at(years.old, form, row, column) for column in ("items_last_year", "change"))
    had, has, more = figure(before), figure(now), figure(change)
    if now is None or before is None or change is None or has is None or had is None or more is None:
        return
    if had + more == has or had + more < 0:
        return
    year, label = years.old.year, row_label(years.new.forms[form].form, row)
    sum_ = f"{plain(had)} {'-' if more < 0 else '+'} {plain(abs(more))} = {plain(had + more)}"
    off = plain(abs(has - had - more))
    yield Problem(
        now.cell.span,
        Words(
            f"「{label}」上一年项目数量 {plain(has)}，而{year}年度年报的项目数量加增减：{sum_}，相差 {off}",
            f"“{label}”: {plain(has)} items last year, but the report on {year} comes to {sum_}, off by {off}",
        ),
        address=f"{form}.{row}.items_last_year",
        expected=plain(had + more),
        actual=now.raw,
        related=(
            Relation(before.cell.span, f"{form}.{row}.items_last_year", years.old),
            Relation(change.cell.span, f"{form}.{row}.change", years.old),
        ),
    )


def _gap(years: Years, form: str, editions: set[str]) -> Gap | None:
    """Why a form of two years cannot be compared."""
    reason = years.gap or unread(years.old, form) or unread(years.new, form)
    if reason is None and not {report.forms[form].edition for report in (years.old, years.new)} <= editions:
        reason = Words(
            "两个年度的表格不同，数字无从衔接", "the forms of the two years differ, so no figures can follow on"
        )
    return None if reason is None else Gap(reason)


def _follows(years: Years, editions: set[str]) -> bool:
    """Whether the earlier report is of a format whose figures the later one goes on from."""
    return years.old.edition.id in editions
