"""CMP001–007: rules over several reports. What they do stands in modules that are imported when there is something to compare."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.comparison import Peers, Rollup, Years
from gouji.findings import Gap, Problem
from gouji.rules import rule

_FORMATS = ("国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号")


@rule(
    "CMP001",
    "error",
    over=Years,
    editions={"2019", "2021"},
    basis=_FORMATS,
)
def carry_over(years: Years) -> Iterator[Problem | Gap]:
    """上年结转的申请数与上一年度年报的结转下年度数不一致。
    Applications carried over differ from what last year's report carried forward.
    """
    from gouji_rules.continuity import carried

    yield from carried(years)


@rule("CMP002", "warning", over=Years, editions={"2021"}, basis=("国办公开办函〔2021〕30号",))
def stock_continuity(years: Years) -> Iterator[Problem | Gap]:
    """现行有效件数与上年末件数加制发减废止不符，文中没有说明。
    Documents in force do not follow from last year's stock, those made and those abolished, and the text does not say why.
    """
    from gouji_rules.continuity import stock

    yield from stock(years)


@rule("CMP003", "warning", over=Years, editions={"2019"}, basis=("国办公开办函〔2019〕60号",))
def project_continuity(years: Years) -> Iterator[Problem | Gap]:
    """上一年项目数量与上一年度年报的项目数量加增减不符。
    Items of last year differ from what last year's report comes to with its change.
    """
    from gouji_rules.continuity import items

    yield from items(years)


@rule("CMP004", "warning", over=Years)
def same_as_last_year(years: Years) -> Iterator[Problem]:
    """正文大部分与上一年度的年报相同。
    Most of the prose repeats last year's report.
    """
    from gouji_rules.repetition import again

    yield from again(years)


@rule("CMP005", "warning", over=Peers)
def same_as_another(peers: Peers) -> Iterator[Problem]:
    """正文大部分与另一机关的年报相同。
    Most of the prose repeats the report of another agency.
    """
    from gouji_rules.repetition import copied_from

    yield from copied_from(peers)


@rule("CMP006", "info", over=Rollup, editions={"2014", "2019", "2021"}, name="roll-up")
def roll_up(rollup: Rollup) -> Iterator[Problem | Gap]:
    """政府年报的数字与各部门、下级政府年报之和不符。
    A government's figure is not the sum of its departments and lower governments.
    """
    from gouji_rules.sums import differences

    yield from differences(rollup)


@rule("CMP007", "info", over=(Years, Peers), editions={"2014", "2019", "2021"})
def outlier(compared: Years | Peers) -> Iterator[Problem | Gap]:
    """主要数字比上一年度增至五倍以上或者降至五分之一以下，或者同类机关普遍不为零而本机关为零。
    A main figure rose five-fold or more against last year, fell to a fifth or less, or is 0 where those of its peers are not.
    """
    from gouji_rules.outliers import idle, outliers

    yield from idle(compared) if isinstance(compared, Peers) else outliers(compared)
