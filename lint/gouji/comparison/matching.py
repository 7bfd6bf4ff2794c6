"""Whether two reports belong together: same agency, one year after the other, figures of the same scope."""

from __future__ import annotations

from gouji.comparison import Compared, Group, Peers, Years
from gouji.findings import Words
from gouji.grammar.names import is_same
from gouji.report import Report


def with_previous(old: Report, new: Report) -> Compared:
    """A report with that of the year before; with that of another agency it is compared as a peer."""
    if not same_agency(old, new):
        zh = f"对照的是「{old.agency}」的年报，不是「{new.agency}」的，无从与上一年度比较"
        en = f"it is held against a report of “{old.agency}”, not of “{new.agency}”, so no year before is known"
        return Compared((Peers(new, Group((old, new))),), Words(zh, en))
    return successive(old, new)


def successive(old: Report, new: Report) -> Compared:
    """A report with one of the same agency on an earlier year, whatever it was called then."""
    fault = wrong_order(old, new)
    return Compared((), fault) if fault else Compared((Years(old, new, _gap(old, new)),))


def same_agency(one: Report, other: Report) -> bool:
    """Whether two reports are of one agency, as far as their names tell."""
    return not one.agency or not other.agency or is_same(one.agency, other.agency)


def wrong_order(old: Report, new: Report) -> Words | None:
    """What is wrong with the order of two reports, None where the first is on an earlier year or a year is not known."""
    if old.year is None or new.year is None or old.year < new.year:
        return None
    if old.year == new.year:
        return Words(f"两份都是{new.year}年度的年报", f"both reports are on {new.year}")
    zh = f"对照的是{old.year}年度的年报，晚于{new.year}年度，可能次序颠倒"
    return Words(zh, f"it is held against the report on {old.year}, after {new.year}; perhaps their order is reversed")


def _gap(old: Report, new: Report) -> Words | None:
    """Why figures of two years cannot be held against each other."""
    if old.year is None or new.year is None:
        return Words(
            "看不出是哪一年度的年报，数字无从衔接", "a report's year is not known, so no figures can follow on"
        )
    if new.year - old.year > 1:
        years = [str(year) for year in range(old.year + 1, new.year)]
        zh = f"缺{'、'.join(years)}年度的年报，数字无从衔接"
        return Words(zh, f"the report on {', '.join(years)} is missing, so no figures can follow on")
    if old.scope and new.scope and old.scope != new.scope:
        return Words(
            "两个年度的统计范围不同（一个是本机关，一个是全辖区），数字无从衔接",
            "the years differ in scope (own figures, figures of all below), so no figures can follow on",
        )
    return None


def unread(report: Report, *forms: str) -> Words | None:
    """Why forms of a report cannot be used: the first of them that its edition has and that was not read."""
    for form in report.edition.forms:
        reading = report.forms.get(form.id)
        if form.id in forms and (reading is None or reading.status != "read"):
            zh = f"{report.year or '另一'}年度年报的「{form.name.zh}」没有读出"
            return Words(zh, f"“{form.name.en}” of the report on {report.year or 'the other year'} was not read")
    return None
