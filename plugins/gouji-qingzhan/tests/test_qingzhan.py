"""Exported articles: how they are read, what is said of damaged ones, and the rule on their source."""

from __future__ import annotations

import json
from importlib.metadata import entry_points

import gouji_qingzhan
import pytest
from gouji_qingzhan import articles

from gouji import library, plugins, runner
from gouji.entries import Entry
from gouji.errors import UnreadableFile
from gouji.readers import READERS, choose, html
from gouji.report import Report

TITLE = "青禾市水务局2021年政府信息公开工作年度报告"
CONTENT = """
<p>本报告依据《中华人民共和国政府信息公开条例》编制,数据的统计期限为2021年1月1日至2021年12月31日。</p>
<h2>一、总体情况</h2><p>全年主动公开信息18条。</p>
<h2>二、主动公开政府信息情况</h2>
<table><tr><td colspan="2">第二十条第(五)项</td></tr><tr><td>信息内容</td><td>本年处理决定数量</td></tr>
<tr><td>行政许可</td><td>-246</td></tr></table>
<h2>三、收到和处理政府信息公开申请情况</h2><p>未收到申请。</p>
"""


def exported(version: int = 1, **article: object) -> bytes:
    whole = {"title": TITLE, "source": "青禾市水务局", "published": "2022-01-20 10:12", "content": CONTENT, **article}
    return json.dumps({"format": "qingzhan-article", "version": version, "article": whole}).encode()


@pytest.fixture(scope="module")
def known() -> plugins.Registry:
    """The plugins that are installed, and this one if it is not among them."""
    found = {
        entry.value: entry for entry in (Entry("gouji", "official", "gouji_rules"), Entry("x", "x", "gouji_qingzhan"))
    }
    return plugins.load(found.values())


@pytest.fixture
def recognised(known: plugins.Registry):
    def read(data: bytes) -> Report:
        from gouji.options import Options
        from gouji.recognition import recognise

        return recognise(articles.read(data, "a.qzjson"), known.editions, Options())

    return read


def found(known: plugins.Registry, report: Report) -> dict[str, str]:
    return {each.code: f"{each.place.place}: {each.message.zh}" for each in runner.check(report, known.rules.values())}


def test_an_export_is_known_by_its_content_whatever_its_name():
    readers = (*gouji_qingzhan.gouji_readers(), *READERS)
    assert choose(exported(), "a.txt", readers).name == "qingzhan"
    assert choose(b"\xef\xbb\xbf" + exported(), "a.json", readers).name == "qingzhan"
    assert choose(b'{"format": "other"}', "a.json", readers).name == "text"


def test_what_is_read_is_what_the_page_says(recognised):
    report = recognised(exported())
    page = library.read("a.html", data=f"<h1>{TITLE}</h1><p>发布日期:2022-01-20</p>{CONTENT}".encode())
    assert (report.year, report.agency, report.edition.id) == (2021, "青禾市水务局", "2021")
    assert str(report.published.date) == "2022-01-20"
    values = {key: value.number for key, value in report.forms["licensing"].values.items()}
    assert values == {key: value.number for key, value in page.forms["licensing"].values.items()}
    assert list(values.values()) == [-246]


def test_places_are_those_of_the_content(known, recognised):
    said = found(known, recognised(exported()))
    assert "正文第1个表" in said["TAB208"]
    assert {place.place for place in recognised(exported()).source.anchors[:3]} == {"标题和来源"}


def test_the_html_reader_and_this_one_find_the_same_blocks():
    document = articles.read(exported(), "a.qzjson")
    plain = html.read_text(CONTENT, "a.html")
    assert [type(block) for block in document.blocks[3:]] == [type(block) for block in plain.blocks]
    for block in document.blocks:
        assert document.source[block.span]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (exported()[:-20], "已损坏"),
        (b'{"format": "qingzhan-article", "article": ' + b"[" * 100_000, "已损坏"),
        (b'{"format": "qingzhan-article", "a": "\xff"}', "已损坏"),
        (exported(version=2), "第 1 版"),
        (b'{"format": "qingzhan-article", "version": 1, "article": []}', "第 1 版"),
        (exported(content=None), "没有正文"),
    ],
)
def test_a_damaged_export_is_refused_with_what_to_do(data, said):
    with pytest.raises(UnreadableFile) as caught:
        articles.read(data, "a.qzjson")
    assert said in caught.value.zh
    assert caught.value.zh.startswith("a.qzjson: ")


def test_markup_in_the_title_is_text(recognised):
    assert recognised(exported(title=f"{TITLE}<script>")).source.text.startswith(f"{TITLE}<script>")


@pytest.mark.parametrize(
    ("source", "wrong"),
    [("青禾市水务局", False), ("市水务局", False), ("云岭省青禾市水务局", False), ("青禾市林业局", True), ("", False)],
)
def test_the_source_is_the_agency(known, recognised, source, wrong):
    said = found(known, recognised(exported(source=source)))
    assert ("QZX101" in said) is wrong
    if wrong:
        assert said["QZX101"] == f"标题和来源: 来源是「{source}」，年报的机关是「青禾市水务局」"


def test_other_formats_are_none_of_the_rules_business(known):
    report = library.read("a.html", data=f"<h1>{TITLE}</h1><p>来源:青禾市林业局</p>{CONTENT}".encode())
    assert "QZX101" not in found(known, report)


def test_the_distribution_offers_the_plugin():
    assert [each.value for each in entry_points(group="gouji", name="qingzhan")] == ["gouji_qingzhan"]
