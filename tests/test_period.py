"""The statistic period in all its phrasings, and the day of publication in a page's dressing."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Paragraph
from gouji.recognition.period import find_period
from gouji.recognition.publication import find_published
from gouji.report import Day, Period
from gouji.source import Source, Span


def period_in(*paragraphs: str) -> tuple[Period | None, Source]:
    text = "\n".join(paragraphs)
    source = Source("report.txt", text)
    return find_period(source, [Paragraph(Span(0, len(text)), text)]), source


YEAR = (date(2021, 1, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    "statement",
    [
        "统计期限自2021年1月1日起至2021年12月31日止",
        "统计期限自2021年1月1日至2021年12月31日",
        "统计时限为2021年1月1日至2021年12月31日",
        "统计时间从2021年1月1日到2021年12月31日",
        "统计日期自2021年1月1日始至2021年12月31日止",
        "统计数据时间范围为2021年1月1日至2021年12月31日截止",
        "统计数据的期限为2021年1月1日起至2021年12月31日止",
        "统计数据从2021年1月1日到12月31日止",
        "统计期2021年1月1日—2021年12月31日",
        "统计限自2021年1月1日起至2021年12月31日",
        "统计起止时间：2021年1月1日-12月31日",
        "统计起止时间：2021.1.1-2021.12.31",
        "统计起止时间：2021.1.1-12.31",
        "统计起始日期为2021年1月1日，截止2021年12月31日",
        "统计期限，自 2021 年 1 月 1 日起，至 2021 年 12 月 31 日止",
        "统计期限（除特别说明外）为二〇二一年一月一日至二〇二一年十二月三十一日",
        "报告期限为2021年1月1日至12月31日",
        "数据自2021年1月1日起至2021年12月31日止",
    ],
)
def test_phrasings(statement: str) -> None:
    found, source = period_in(f"青禾市水务局编制本报告，所列{statement}。电子版可以下载。")
    assert found is not None
    assert found.start is not None
    assert found.end is not None
    assert (found.start.date, found.end.date) == YEAR
    assert source[found.span].endswith(statement[-3:])


def test_without_a_word_for_it() -> None:
    found, source = period_in("现将2021年1月1日至2021年12月31日期间的政府信息公开工作情况报告如下。")
    assert found is not None
    assert source[found.span] == "2021年1月1日至2021年12月31日"


def test_broken_over_lines() -> None:
    found, _ = period_in("统计期限自2021年1月1日起至", "2021年12月31日止。")
    assert found is not None
    assert found.end is not None
    assert found.end.date == YEAR[1]


def test_an_end_without_a_year_has_the_date_of_the_start() -> None:
    found, _ = period_in("统计期限自2021年1月1日至12月31日。")
    assert found is not None
    assert found.end is not None
    assert (found.end.year, found.end.date) == (None, YEAR[1])


@pytest.mark.parametrize("statement", ["统计期限自至。", "统计期限自 年 月 日起至 年 月 日止。"])
def test_a_statement_without_dates(statement: str) -> None:
    found, _ = period_in(f"所列数据的{statement}")
    assert found is not None
    assert (found.start, found.end) == (None, None)


def test_broken_dates_are_kept() -> None:
    found, _ = period_in("统计期限自201611日起至20161231日止。")
    assert found is not None
    assert [day is not None and day.garbled for day in found[1:]] == [True, True]
    found, _ = period_in("统计期限自2020年1月1日起至202020年12月31日止。")
    assert found is not None
    assert found.end is not None
    assert (found.end.year, found.end.date) == (202020, None)


def test_only_the_end_or_the_year() -> None:
    found, _ = period_in("统计数据截至2021年12月31日。")
    assert found is not None
    assert found.start is None
    found, _ = period_in("统计期限为2021年度。")
    assert found is not None
    assert found.start == found.end


@pytest.mark.parametrize(
    "text",
    [
        "据统计，2021年3月1日至6月30日，共公开信息5条。",
        "统计数据显示，2021年3月1日至6月30日公开信息较多。",
        "政务服务事项办理期限由2021年3月1日的五日缩短为三日。",
        "公示期限自2021年3月1日至2021年3月7日。",
        "统计时间较短。2021年3月1日至2021年12月31日收到申请5件。",
        "全年统计报表按时报送。",
        "统计工作人员自2021年1月起培训。",
    ],
)
def test_other_spans_of_time(text: str) -> None:
    assert period_in(text)[0] is None


@given(
    st.lists(
        st.sampled_from(["统计", "期限", "自", "至", "2021年", "1月1日", "。", "12月31日", "数据", "报告", "\n", "止"]),
        max_size=30,
    )
)
def test_any_order_of_words(words: list[str]) -> None:
    found, source = period_in(*words)
    if found is not None:
        assert 0 <= found.span.start < found.span.end <= len(source.text)


@pytest.mark.parametrize("piece", ["统计", "统计期限", "1月1日报告", "期限自2021年", "数据自2"])
def test_long_text_takes_linear_time(piece: str) -> None:
    started = time.process_time()
    period_in(piece * (500_000 // len(piece)))
    assert time.process_time() - started < 1


def published(text: str, tail: Span | None = None) -> Day | None:
    return find_published(Source("report.txt", text), Span(0, len(text)) if tail is None else Span(0, 0), tail)


@pytest.mark.parametrize(
    "text",
    [
        "首页 > 年报\n发布日期:2022-01-24    点击数:\n青禾市水务局2021年政府信息公开工作年度报告",
        "索引号 | 0123 | 发文日期 | 2022年1月24日 | 文号",
        "发布时间\n2022-01-24 10:11",
        "来源：市水务局 2022/1/24 10:11 浏览：33",
        "日期：2022.1.24",
        "青禾市人民政府网站 2022-01-24 来源：市水务局",
        "2022-01-24 来源：青禾市人民政府网站",
        "青禾市水务局2021年政府信息公开工作年度报告（2022年1月24日）\n本报告根据条例编制。",
        "青禾市水务局年报\n(2022年1 月24日)\n编制说明",
        "2022年1月24日)\n编制说明",
        "生成日期：2022-01-05 公开日期：2022-01-24",
    ],
)
def test_publication_in_the_dressing_of_a_page(text: str) -> None:
    day = published(text)
    assert day is not None
    assert day.date == date(2022, 1, 24)


@pytest.mark.parametrize(
    "text",
    [
        "今天是2025年3月1日 星期六",
        "统计期限自2021年1月1日起至2021年12月31日止",
        "2021年5月10日，我局发布了指南。",
        "有效期至：2022-01-01",
        "云岭省人民政府门户网站 www.yunling.gov.cn 2022年04月06日 来源：青禾市水务局网站",
        "云岭水利网站 发布时间：2022-04-06 来源：青禾市水务局网站",
        "发布日期：",
    ],
)
def test_other_days_of_a_page(text: str) -> None:
    assert published(text) is None


def test_after_the_signature_only_a_label_counts() -> None:
    text = "2022年1月20日\n发布日期：2022-01-24"
    assert published(text, Span(0, 10)) is None
    day = published(text, Span(0, len(text)))
    assert day is not None
    assert day.date == date(2022, 1, 24)
