"""Titles, agencies, kinds, names used for the agency, signatures, roles."""

from __future__ import annotations

from datetime import date

import pytest

from checking import report_of
from gouji.grammar.names import expanded, is_agency, is_short_for, kind, split
from gouji.report import Report

BODY = """
根据有关规定编制本报告。
一、总体情况
2021年,我局做好各项工作。
二、主动公开政府信息情况
全年公开政府信息12条。
五、存在的主要问题及改进情况
存在更新不及时的问题,下一步将加强培训。
六、其他需要报告的事项
未收取信息处理费。
"""


def read(head: str, tail: str = "", body: str = BODY) -> Report:
    return report_of(f"{head}\n{body}{tail}", "report.txt")


@pytest.mark.parametrize(
    ("head", "agency", "year", "words"),
    [
        ("青禾市自然资源局2021年政府信息公开工作年度报告", "青禾市自然资源局", 2021, "政府信息公开工作年度报告"),
        ("青禾市自然资源局2021年度政府信息公开工作年度报告", "青禾市自然资源局", 2021, "政府信息公开工作年度报告"),
        ("2021年青禾市自然资源局政府信息公开年度报告", "青禾市自然资源局", 2021, "政府信息公开年度报告"),
        ("临溪区人民政府政府信息公开2021年度报告", "临溪区人民政府", 2021, "政府信息公开年度报告"),
        ("松泉镇人民政府2021政府信息公开年报", "松泉镇人民政府", 2021, "政府信息公开年报"),
        ("2021年政府信息公开工作年度报告", "", 2021, "政府信息公开工作年度报告"),
        ("政府信息公开工作年度报告（2021年度）", "", 2021, "政府信息公开工作年度报告"),
        (
            "青禾市自然资源局\n2021年政府信息公开工作年度报告\n(2022年1月20日)",
            "青禾市自然资源局",
            2021,
            "政府信息公开工作年度报告",
        ),
        ("2021白鹭县松泉镇2021年度政府信息公开工作年度报告", "白鹭县松泉镇", 2021, "政府信息公开工作年度报告"),
        ("2021年白鹭县人民政府信息公开年度报告", "白鹭县人民政府", 2021, "政府信息公开年度报告"),
        ("青禾市自然资源局2021年政府\n信息公开工作年度报告", "青禾市自然资源局", 2021, "政府信息公开工作年度报告"),
        ("白鹭县\n2021年\n政府信息公开工作年度报告", "白鹭县", 2021, "政府信息公开工作年度报告"),
        (
            "政府信息公开年度报告\n白鹭县水务局2021年政府信息公开工作年度报告",
            "白鹭县水务局",
            2021,
            "政府信息公开工作年度报告",
        ),
        ("信息中心\n2021年民政部政府信息公开工作年度报告", "民政部", 2021, "政府信息公开工作年度报告"),
        ("服务中心\n白鹭县水务局2021年政府信息公开工作年度报告", "白鹭县水务局", 2021, "政府信息公开工作年度报告"),
        ("青禾市水务局2021年政府信息\n\n公开年度报告", "青禾市水务局", 2021, "政府信息公开年度报告"),
        (
            "松泉街道办事处\n政府信息公开工作2021年度报告\n政府信息公开工作2021年度报告",
            "松泉街道办事处",
            2021,
            "政府信息公开工作年度报告",
        ),
        ("白鹭县人民政府\n白鹭县人民政府2021年度\n信息公开年度报告", "白鹭县人民政府", 2021, "信息公开年度报告"),
        ("• 2021年白鹭县水务局政府信息公开工作年度报告", "白鹭县水务局", 2021, "政府信息公开工作年度报告"),
        ("白鹭县教育局关于2021年度政府信息公开情况的报告", "白鹭县教育局", 2021, "政府信息公开情况的报告"),
        ("白鹭县水务局2021年政府信息公开工作总结", "白鹭县水务局", 2021, "政府信息公开工作总结"),
        ("白鹭县二〇一二年政府信息公开工作年度报告", "白鹭县", 2012, "政府信息公开工作年度报告"),
        ("《白鹭县水务局2021年政府信息公开工作年度报告》", "白鹭县水务局", 2021, "政府信息公开工作年度报告"),
        (
            "首页 > 政府信息公开年报 > 正文\n索引号:0001 文号:无\n白鹭县教育局2021年政府信息公开工作报告\n字体:大 中 小",
            "白鹭县教育局",
            2021,
            "政府信息公开工作报告",
        ),
    ],
)
def test_titles(head, agency, year, words):
    report = read(head)
    title = report.title
    assert title is not None
    assert (title.agency, title.year, title.kind) == (agency, year, words)
    assert title.year_span is not None
    assert str(year) in report.source[title.year_span] or "二〇" in report.source[title.year_span]
    named = report.source[title.agency_span] if title.agency_span else ""
    assert named == agency
    assert title.span.start == min(span.start for span in (title.agency_span, title.year_span, title.kind_span) if span)
    assert report.source[title.span].replace("\n", "") == title.text


@pytest.mark.parametrize(
    "head",
    [
        "",
        "登录 注册",
        "现将青禾市2021年政府信息公开工作报告公布如下",
        "首页 > 政府信息公开年报",
        "白鹭县水务局",
        "一、2021年政府信息公开工作情况",
    ],
)
def test_no_title(head):
    assert read(head).title is None


def test_a_title_of_two_headings_of_markdown():
    found = report_of(f"# 青禾市水利局\n\n# 2021年政府信息公开工作年度报告\n{BODY}")
    assert found.title is not None
    assert (found.title.agency, found.agency, found.kind) == ("青禾市水利局", "青禾市水利局", "department")
    assert found.title.text == "青禾市水利局2021年政府信息公开工作年度报告"


def test_a_year_that_is_ahead_is_not_the_year_of_the_report():
    plans = "2022年,我局将加强培训。结转至2022年度办理的申请1件。2022年,我局将充实栏目。"
    found = report_of(
        f"一、总体情况\n2021年,我局做好各项工作。{plans}\n{BODY[BODY.index('二、') :]}\n2022年1月12日", "report.txt"
    )
    assert found.year == 2021


def test_the_preamble_is_the_prose_between_title_and_first_section():
    report = read("首页 > 公开 > 正文\n白鹭县水务局2021年政府信息公开工作年度报告\n发布日期:2022-01-10 字体:大 中 小")
    assert [part.text for part in report.preamble] == ["根据有关规定编制本报告。"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("白鹭县人民政府", "government"),
        ("青禾市", "government"),
        ("临溪区政府", "government"),
        ("松泉镇人民政府", "township"),
        ("青禾市临溪区松泉街道办事处", "township"),
        ("松泉镇", "township"),
        ("白鹭县教育局", "department"),
        ("白鹭县人民政府办公室", "department"),
        ("云岭省发展和改革委员会", "department"),
        ("白鹭县农业农村局(乡村振兴局)", "department"),
        ("青禾经济技术开发区管理委员会", None),
        ("青禾高新区", None),
        ("青禾新区", "government"),
        ("云岭海关关区", None),
        ("临溪城关区", "government"),
        ("云岭省松岭地区行政公署", "government"),
        ("青禾市人民医院", None),
        ("青禾市自来水有限责任公司", None),
        ("青禾市第二中学", None),
        ("", None),
        (None, None),
    ],
)
def test_kind_by_the_end_of_the_name(name, expected):
    assert kind(name) == expected


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("白鹭县教育局", ("白鹭县", "教育局")),
        ("云岭省青禾市人民政府", ("云岭省青禾市", "人民政府")),
        ("青禾市市场监督管理局", ("青禾市", "市场监督管理局")),
        ("青禾市城市管理局", ("青禾市", "城市管理局")),
        ("青禾市市政园林局", ("青禾市", "市政园林局")),
        ("白鹭县地方金融监督管理局", ("白鹭县", "地方金融监督管理局")),
        ("市民政局", ("市", "民政局")),
        ("人社局", ("", "人社局")),
        ("临溪区", ("临溪区", "")),
        ("青禾市住房和城乡建设局", ("青禾市", "住房和城乡建设局")),
        ("白鹭县东乡", ("白鹭县东乡", "")),
    ],
)
def test_place_and_proper_part(name, parts):
    assert split(name) == parts


def test_short_forms():
    assert is_short_for("县人社局", "白鹭县人力资源和社会保障局")
    assert is_short_for("市监局", "市场监督管理局")
    assert not is_short_for("市人社局", "白鹭县人力资源和社会保障局")
    assert is_short_for("县发改委", "白鹭县发展和改革委员会")
    assert is_short_for("市住建局", "青禾市住房和城乡建设局")
    assert expanded("国土资源局") == "国土资源局" and expanded("国土局") == "国土资源局"
    assert not is_short_for("县教育局", "白鹭县体育局")
    assert is_agency("白鹭县教育局") and not is_agency("我们做好教育局的工作。")


@pytest.mark.parametrize(
    ("tail", "agency", "day"),
    [
        ("\n白鹭县水务局\n2022年1月11日\n", "白鹭县水务局", date(2022, 1, 11)),
        ("\n白鹭县水务局 2022年1月11日\n", "白鹭县水务局", date(2022, 1, 11)),
        ("\n2022年1月11日\n", "", date(2022, 1, 11)),
        ("\n二〇二二年一月十一日\n", "", date(2022, 1, 11)),
        ("\n白鹭县水务局\n", "白鹭县水务局", None),
        ("\n白鹭县水务局\n2022年1月11日\n上一篇:无\n版权所有:白鹭县\n", "白鹭县水务局", date(2022, 1, 11)),
        ("\n2022年1月11日\n白鹭县水务局\n", "白鹭县水务局", date(2022, 1, 11)),
        ("\n白鹭县水务局（盖章）\n2022年1月11日\n", "白鹭县水务局", date(2022, 1, 11)),
        ("\n报告单位：白鹭县水务局\n报告日期：2022年1月11日\n", "白鹭县水务局", date(2022, 1, 11)),
        ("\n白鹭县水务局\n2022年1月11日\n附件:年度报告.docx\n", "白鹭县水务局", date(2022, 1, 11)),
    ],
)
def test_signatures(tail, agency, day):
    report = read("白鹭县水务局2021年政府信息公开工作年度报告", tail)
    signature = report.signature
    assert signature is not None
    assert signature.agency == agency
    assert (signature.day.date if signature.day else None) == day
    last = report.sections[-1]
    assert next(part.text for part in last.paragraphs()) == "未收取信息处理费。"
    assert not any(part.text == "白鹭县水务局" or part.text.endswith("11日") for part in last.paragraphs())


def test_no_signature():
    assert read("白鹭县水务局2021年政府信息公开工作年度报告").signature is None


def test_names_by_which_the_report_calls_its_agency():
    body = BODY.replace("我局做好", "县人社局做好").replace("全年公开", "县人力社保局会同市人社局、县教育局公开")
    report = read("白鹭县人社局2021年政府信息公开工作年度报告", "\n白鹭县人力资源和社会保障局\n2022年1月11日\n", body)
    assert [(alias.name, alias.place) for alias in report.aliases] == [
        ("白鹭县人社局", "title"),
        ("县人社局", "body"),
        ("县人力社保局", "body"),
        ("白鹭县人力资源和社会保障局", "signature"),
    ]
    assert all(report.source[alias.span] == alias.name for alias in report.aliases)
    assert report.agency == "白鹭县人力资源和社会保障局"


def test_scope_of_a_government_is_said_or_unknown():
    head = "白鹭县人民政府2021年政府信息公开工作年度报告"
    assert read(head).scope is None
    assert read(head + "\n本报告综合全县各部门、各乡镇政府信息公开年度报告编制而成。").scope == "aggregate"
    assert read("白鹭县水务局2021年政府信息公开工作年度报告").scope == "own"


def test_roles_by_title_then_by_pattern():
    assert [section.role for section in read("").sections] == ["overview", "disclosure", "problems", "other"]
    assert all(child.role is None for section in read("").sections for child in section.children)


@pytest.mark.parametrize(
    ("preamble", "agency", "year"),
    [
        ("现公布青禾市人民政府2023年政府信息公开工作年度报告。", "青禾市人民政府", 2023),
        ("现公布《白鹭县教育局2019年政府信息公开工作年度报告》。", "白鹭县教育局", 2019),
        ("编制并向社会公布《松泉镇2021年度政府信息公开工作年度报告》。", "松泉镇", 2021),
        ("特向社会公布2017年临溪区统计局政府信息公开年度报告。", "临溪区统计局", 2017),
        ("特向社会公布2018年度白鹭县松泉镇人民政府信息公开年度报告。", "白鹭县松泉镇人民政府", 2018),
        ("本报告由松泉街道编制，截至2022年12月31日公开12条。", "松泉街道", 2022),
        ("现将白鹭县市场监督管理局2022年政府信息公开工作年度报告向社会公布。", "白鹭县市场监督管理局", 2022),
        (
            "临溪区司法局（区行政复议局）根据《条例》等规定编制本报告，统计到2022年，2022年共公开9条。",
            "临溪区司法局",
            2022,
        ),
        ("特向社会公布2021年度本镇政府信息公开年度报告。", None, 2021),
        ("2014年，我局做好公开，按时向市政府公开办报送我局2013年度政府信息公开年度报告。", None, None),
        ("本报告由青禾市公安局临溪分局编制，截至2022年12月31日公开12条。", "青禾市公安局临溪分局", 2022),
        ("本报告由临溪区柳湾街道办事处编制，截至2022年12月31日公开12条。", "临溪区柳湾街道办事处", 2022),
        (
            "由临溪区人民政府柳湾街道办事处党政办编制，统计到2022年，2022年共公开9条。",
            "临溪区人民政府柳湾街道办事处",
            2022,
        ),
        ("本年度报告是根据条例要求，由松泉镇编制的2009年政府信息公开年度报告。", "松泉镇", 2009),
        ("本年报是根据条例要求，由白鹭县财政局编制的2018年度政府信息公开年度报告。", "白鹭县财政局", 2018),
        (
            "本报告由白鹭县司法局按照《政府信息公开条例》和《关于做好全县2022年政府信息公开工作的通知》等文件要求编制。2022年公开9条。",
            "白鹭县司法局",
            2022,
        ),
        (
            "本报告由白鹭县人民政府信息公开领导小组办公室根据《政府信息公开条例》和政府信息公开工作年度报告格式的规定编制，统计到2022年，2022年公开9条。",
            "白鹭县人民政府",
            2022,
        ),
        ("现公布2023年白鹭县水利局信息公开工作年度报告。2023年公开9条。", "白鹭县水利局", 2023),
        ("编制并发布白鹭县水务局政府信息公开工作2022年度报告。2022年公开9条。", "白鹭县水务局", 2022),
        ("按照《关于编制青禾市2023年政府信息公开工作年度报告的通知》要求，现报告如下。", None, None),
    ],
)
def test_agency_and_year_of_the_preamble(preamble: str, agency: str | None, year: int | None) -> None:
    """A page without a title says in its first sentence whose report it is, and on which year."""
    report = report_of(f"{preamble}\n一、总体情况\n公开了信息。\n二、主动公开政府信息情况\n公开了信息。\n", "a.txt")
    assert (report.agency, report.year) == (agency, year)


def test_a_title_with_blanks_before_its_date() -> None:
    report = report_of("2014年白鹭县发展和改革局政府信息公开年报 ( 2015年2月16日 )\n一、概述\n公开了信息。\n", "a.txt")
    assert report.title is not None
    assert (report.title.agency, report.title.year, report.title.kind) == (
        "白鹭县发展和改革局",
        2014,
        "政府信息公开年报",
    )


def test_the_title_and_not_the_link_to_its_picture() -> None:
    name = "白鹭县公安局2021年政府信息公开工作年度报告"
    report = report_of(f"{name}\n\n(图解){name}\n\n根据条例编制。\n一、总体情况\n公开了信息。\n", "a.txt")
    assert report.agency == "白鹭县公安局"


@pytest.mark.parametrize(
    "first", ["2022年,临溪区司法局做好公开工作。", "2022年度,我局进一步完善制度,\n2022年度,我局继续加强培训。"]
)
def test_the_only_year_that_is_named_is_the_one_reported(first: str) -> None:
    report = report_of(f"一、总体情况\n{first}\n二、主动公开政府信息情况\n公开了信息。\n", "a.txt")
    assert report.year == 2022


def test_title_in_a_row_with_bars() -> None:
    """Pages put the title into a table with their own things; what becomes of it is a row of bars."""
    text = "当前位置： | 首页 |\n|\n松泉街道2017年度政府信息公开年度报告 | ||||||\n一、概述\n公开了信息。\n二、主动公开情况\n全年公开20条。\n"
    report = report_of(text, "a.txt")
    assert report.title is not None
    assert (report.title.agency, report.title.year) == ("松泉街道", 2017)


def test_a_mark_before_the_title_is_no_part_of_the_name() -> None:
    report = report_of("【图文】青禾市民政局2022年度政府信息公开工作年度报告\n一、总体情况\n公开了信息。\n", "a.txt")
    assert report.agency == "青禾市民政局"


def test_a_title_that_ran_into_the_first_sentence():
    words = "根据《中华人民共和国政府信息公开条例》的规定编制本报告，所列数据的统计期限自2018年1月1日起至2018年12月31日止，电话：0879-5550123。"
    report = read(f"白鹭县水务局2018年政府信息公开工作年度报告 {words}")
    assert report.title is not None
    assert (report.title.agency, report.title.year) == ("白鹭县水务局", 2018)
    assert report.period is not None
    assert [contact.kind for contact in report.contacts] == ["phone"]
