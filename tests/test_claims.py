"""Prose read into claims: roles, denials, scope and time, assurances, lists, shares, changes."""

from __future__ import annotations

import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.claims import Claims, Enumeration
from gouji.document import Paragraph
from gouji.recognition.claims import claims
from gouji.source import Source, Span


def read(text: str, *, edition: str = "2021", year: int = 2021) -> Claims:
    """The claims of one paragraph."""
    source = Source("a.txt", text)
    return claims(source, [Paragraph(Span(0, len(text)), text)], [], edition, year)


def roles(text: str, **given: object) -> list[tuple[str, float]]:
    return [(one.role, one.number) for one in read(text, **given).figures]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "全年收到政府信息公开申请16件。",
        "2021年，我局共收到公民、法人和其他组织提出的政府信息公开申请16件。",
        "本年度新收政府信息公开申请十六件，均已答复。",
        "年内受理依申请公开16件。",
        "共接到16件政府信息公开申请。",
        "共受理市民提交的依申请公开共16条。",
        "本机关全年政府信息公开申请数量为16。",
        "收到信息公开申请:16件。",
    ],
)
def test_received(text: str) -> None:
    assert ("received", 16) in roles(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收到政府信息公开申请16件，其中自然人申请12件，法人和其他组织申请4件", [("received", 16), ("applicant.natural_person", 12), ("applicant.legal_person", 4)]),
        ("收到政府信息公开申请16件，其中12件为自然人申请", [("received", 16), ("applicant.natural_person", 12)]),
        ("收到政府信息公开申请16件（含上年结转1件）", [("received", 16), ("carried_in", 1)]),
        ("收到政府信息公开申请16件，2020年结转2件，结转2022年3件", [("received", 16), ("carried_in", 2), ("carried_out", 3)]),
        ("收到政府信息公开申请9件，办结8件，结转至下一年度继续办理1件", [("received", 9), ("completed", 8), ("carried_out", 1)]),
        ("收到政府信息公开申请9件，其中网络申请5件，当面申请3件，信函申请1件", [("received", 9), ("way.network", 5), ("way.in_person", 3), ("way.letter", 1)]),
        ("办结政府信息公开申请9件，按时办结8件，延期办结1件", [("completed", 9), ("completed_on_time", 8), ("completed_extended", 1)]),
        ("共答复政府信息公开申请9件，其中予以公开5件、部分公开1件、不予公开2件、无法提供1件", [("replied", 9), ("outcome.granted", 5), ("outcome.partly_granted", 1), ("outcome.refused", 2), ("outcome.unavailable", 1)]),
        ("收到政府信息公开申请9件，其中5件予以公开，4件不予处理", [("received", 9), ("outcome.granted", 5), ("outcome.not_processed", 4)]),
        ("因政府信息公开被申请行政复议3件，其中维持2件，纠正1件；被提起行政诉讼1件，尚未审结1件", [("review.total", 3), ("review.upheld", 2), ("review.corrected", 1), ("litigation.total", 1), ("litigation.pending", 1)]),
        ("政府信息公开行政复议、行政诉讼均为0件", [("review.total", 0), ("litigation.total", 0)]),
        ("制发行政规范性文件3件，废止1件，现行有效21件", [("documents.normative_documents.made", 3), ("documents.normative_documents.abolished", 1), ("documents.normative_documents.in_force", 21)]),
        ("全年制定规章2件", [("documents.regulations.made", 2)]),
        ("主动公开政府信息318条", [("disclosed", 318)]),
    ],
)  # fmt: skip
def test_roles(text: str, found: list[tuple[str, float]]) -> None:
    assert roles(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "办理人大代表建议5件、政协提案3件，均已答复。",
        "答复市民网上咨询信件83条，其中局长信箱15条。",
        "全年受理信访事项36件。",
        "全年办理行政复议案件120件，审结110件。",
        "受理行政许可申请1200件，办结1198件。",
        "完善规章制度3项。",
        "对3件行政规范性文件同步发布了解读材料。",
        "清理行政规范性文件24件。",
        "发放宣传资料5000份，举办活动3场。",
        "指导申请人补正申请内容3件。",
        "落实《关于做好10件民生实事的通知》。",
    ],
)
def test_what_is_none_of_our_figures(text: str) -> None:
    assert roles(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年未收到政府信息公开申请。", ["received"]),
        ("本年度没有收到公民、法人或者其他组织提出的政府信息公开申请。", ["received"]),
        ("我镇无政府信息公开申请。", ["received"]),
        ("2021年没有依申请公开事项。", ["received"]),
        ("收到政府信息公开申请5件，没有收到传真申请。", ["way.fax"]),
        ("没有上年结转的申请，也没有结转下年度办理的申请。", ["carried_in", "carried_out"]),
        ("全年未发生因政府信息公开引起的行政复议和行政诉讼。", ["review.total", "litigation.total"]),
        ("全年没有因政府信息公开被申请行政复议，也没有被提起行政诉讼。", ["review.total", "litigation.total"]),
        ("本年度政府信息公开无行政复议、行政诉讼案件发生。", ["review.total", "litigation.total"]),
        ("政府信息公开行政复议案件为零。", ["review.total"]),
    ],
)
def test_denials(text: str, found: list[str]) -> None:
    assert [one.role for one in read(text).figures if one.denied] == found


@pytest.mark.parametrize(
    "text",
    [
        "没有出现申请逾期答复的情况。",
        "政府信息公开行政复议没有被纠错的情况。",
        "政府信息公开行政诉讼未发生败诉。",
        "没有收到关于政府信息公开的投诉。",
        "申请人没有提出异议。",
        "一些群众对依申请公开还不了解，没有申请的意识。",
        "2021年我局没有依申请公开政府信息。",
        "没有收到行政许可申请。",
        "未收取信息处理费。",
    ],
)
def test_what_denies_something_else(text: str) -> None:
    assert [one.role for one in read(text).figures if one.denied] == []


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("全市共收到政府信息公开申请16件", "aggregate"),
        ("2021年，全县各级行政机关收到政府信息公开申请16件", "aggregate"),
        ("各乡镇共收到政府信息公开申请16件", "part"),
        ("县政府办公室收到政府信息公开申请16件", "own"),
        ("本机关收到政府信息公开申请16件", "own"),
        ("按照全市统一部署，我局收到政府信息公开申请16件", ""),
        ("收到政府信息公开申请16件", ""),
    ],
)
def test_scope(text: str, scope: str) -> None:
    assert [one.scope for one in read(text).figures if one.role == "received"] == [scope]


@pytest.mark.parametrize(
    ("text", "of_year"),
    [
        ("2021年收到政府信息公开申请16件", True),
        ("全年累计收到政府信息公开申请16件", True),
        ("2020年收到政府信息公开申请16件", False),
        ("上年收到政府信息公开申请16件", False),
        ("自2008年以来收到政府信息公开申请16件", False),
        ("截至年底，累计收到政府信息公开申请16件", False),
        ("第三季度收到政府信息公开申请16件", False),
        ("上半年收到政府信息公开申请16件", False),
        ("十三五期间收到政府信息公开申请16件", False),
        ("平均每年收到政府信息公开申请16件", False),
    ],
)
def test_time(text: str, of_year: bool) -> None:
    assert [one.of_year for one in read(text).figures if one.role == "received"] == [of_year]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收到政府信息公开申请16件，均已按期办结。", ["completed"]),
        ("收到政府信息公开申请16件，全部办理完毕。", ["completed"]),
        ("收到政府信息公开申请16件，除1件结转外均已办结。", []),
        ("收到政府信息公开申请16件，均已办结，结转下年0件。", []),
        ("政府信息公开申请到期应办结的均已办结。", []),
        ("办理提案5件，均已办结。", []),
        ("政府信息公开行政复议3件，均获维持。", ["upheld"]),
        ("政府信息公开行政诉讼3件，零败诉。", ["won"]),
        ("未发出收费通知，未收取信息处理费。", ["no-notice"]),
    ],
)
def test_assurances(text: str, found: list[str]) -> None:
    assert [one.kind for one in read(text).assurances] == found


def lists(text: str) -> list[tuple[float, list[float], str]]:
    return [(one.whole.number, [part.number for part in one.parts], one.reach) for one in read(text).enumerations]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公开信息9条，其中A类4条，B类5条。", [(9, [4, 5], "open")]),
        ("公开信息9条，其中：A类4条，B类5条。", [(9, [4, 5], "complete")]),
        ("公开信息9条。其中，A类4条，B类5条。", [(9, [4, 5], "open")]),
        ("公开信息9条（A类4条、B类5条），召开会议2次。", [(9, [4, 5], "open")]),
        ("公开信息9条，包括A类4条、B类5条。", [(9, [4, 5], "complete")]),
        ("公开信息9条，A、B、C类分别为4条、3条和2条。", [(9, [4, 3, 2], "complete")]),
        ("公开信息9条，主要有A类4条、B类2条。", [(9, [4, 2], "partial")]),
        ("公开信息9条，其中A类4条、B类2条等。", [(9, [4, 2], "partial")]),
        ("公开信息9条，其中A类4条，其他5条。", [(9, [4, 5], "complete")]),
        ("全年公开的9条信息中，A类4条，B类5条。", [(9, [4, 5], "open")]),
        ("公开信息9条，全文电子化率100%。在主动公开的信息中，A类4条，B类5条。", [(9, [4, 5], "open")]),
        ("公开信息9条。在已公开的政府信息中，A类4条，其他5条。", [(9, [4, 5], "complete")]),
        ("收到申请9件，其中自然人申请5件，法人申请4件；办结8件。", [(9, [5, 4], "complete")]),
        ("收到申请9件，其中自然人申请5件，法人申请4件，办结8件。", [(9, [5, 4], "complete")]),
        ("公开信息9条，比上年的6条增加3条，增长50%。其中A类4条，B类5条。", [(9, [4, 5], "open")]),
        ("公开信息9条，其中A类4条，占44.4%，B类5条，占55.6%。", [(9, [4, 5], "open")]),
        (
            "公开信息20条，其中A类12条（甲4条、乙5条、丙3条），B类8条。",
            [(20, [12, 8], "open"), (12, [4, 5, 3], "open")],
        ),
        ("公开信息20条（A类12条（甲8条、乙4条）、B类8条）。", [(20, [12, 8], "open"), (12, [8, 4], "open")]),
        ("参加新闻发布会2次，其中负责同志参加1次；召开会议6次。", [(2, [1], "open")]),
        ("公开信息9条，培训80人次，其中A类4条，B类5条。", [(9, [4, 5], "open")]),
    ],
)
def test_lists(text: str, found: list[tuple[float, list[float], str]]) -> None:
    assert lists(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公开行政许可信息12项、行政处罚信息30项、其他信息8项，共50项。", (50, [12, 30, 8], False)),
        ("公开行政许可信息12项、行政处罚信息30项、其他信息8项，共计51项。", (51, [12, 30, 8], True)),
        ("召开会议20项，公开行政许可信息12项、行政处罚信息30项、其他信息8项，共50项。", (50, [12, 30, 8], False)),
    ],
)
def test_totals_that_come_last(text: str, found: tuple[float, list[float], bool]) -> None:
    (one,) = read(text).enumerations
    assert (one.whole.number, [part.number for part in one.parts], one.is_broken) == found


@pytest.mark.parametrize(
    "text",
    [
        "办理人大代表建议12件、政协提案8件，其中主办件15件，协办件5件。",
        "收到申请16件，办结15件，其中自然人9件，法人7件。",
        "公开信息100余条，其中A类4条，其他5条。",
        "公开信息20条，其中A类约4条，其他5条。",
    ],
)
def test_lists_that_may_be_right(text: str) -> None:
    assert not any(one.is_broken for one in read(text).enumerations)


def test_lists_whose_whole_ends_the_paragraph_before() -> None:
    told, parts = "累计主动公开政府信息9条。", "在主动公开的信息中，概况类4条，占44.4%，动态类6条，占66.7%。"
    source = Source("a.txt", f"{told}\n{parts}\n另有专栏2个。\n{parts}")
    spans = [Span(match.start(), match.end()) for match in re.finditer(r".+", source.text)]
    (found,) = claims(source, [Paragraph(span, source[span]) for span in spans], [], "2008", 2010).enumerations
    assert (found.whole.number, [part.number for part in found.parts], found.is_broken) == (9, [4, 6], True)


def test_a_part_is_no_total() -> None:
    found = roles("收到政府信息公开申请16件，其中网上收到申请10件，已办结15件。")
    assert found == [("received", 16), ("way.network", 10)]


@pytest.mark.parametrize(
    "text",
    [
        "收到申请16件，办结15件，结转1件。",
        "召开会议2次。具体做法：举办培训3次，检查4次。",
        "（一）公开情况。公开信息9条（详见附件）。",
        "公开信息9条）（其中",
        "公开" * 50 + "9条",
    ],
)
def test_no_lists(text: str) -> None:
    assert lists(text) == []


_SIZES = st.lists(st.integers(2, 900), min_size=3, max_size=8)
_FORMS = st.sampled_from(("，其中{}。", "，其中：{}。", "。其中，{}。", "（{}）。", "，包括{}。"))
_MARKS = st.sampled_from("，、；")


def enumerated(parts: list[int], whole: int, form: str, mark: str) -> Enumeration:
    """The one list of a text with these parts."""
    mark = "、" if "（" in form else mark
    names = "甲乙丙丁戊己庚辛"
    said = mark.join(f"{name}类信息{part}条" for name, part in zip(names, parts, strict=False))
    (found,) = read(f"全年公开信息{whole}条" + form.format(said)).enumerations
    return found


@given(_SIZES, _FORMS, _MARKS)
def test_a_list_that_adds_up_is_not_broken(parts: list[int], form: str, mark: str) -> None:
    found = enumerated(parts, sum(parts), form, mark)
    assert [part.number for part in found.parts] == parts
    assert not found.is_broken


@given(_SIZES, _FORMS, _MARKS, st.data())
def test_a_list_with_a_part_one_off_is_broken(parts: list[int], form: str, mark: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(parts) - 1))
    wrong = [part + (number == at) for number, part in enumerate(parts)]
    found = enumerated(wrong, sum(parts), form, mark)
    assert found.total == sum(parts) + 1
    assert found.is_broken


@given(
    st.lists(
        st.sampled_from(
            [
                "16件",
                "（",
                "）",
                "其中",
                "：",
                "，",
                "。",
                "分别为",
                "等",
                "占5%",
                "较上年增加3件",
                "收到申请",
                "《",
                "》",
                "\n",
            ]
        ),
        max_size=25,
    )
)
def test_any_text_is_read(parts: list[str]) -> None:
    text = "".join(parts)
    found = read(text)
    spans = [one.span for one in (*found.figures, *found.assurances, *found.enumerations, *found.changes)]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公开信息170条，比上年的146条增加24条，增长16.4%。", (170, 146, 24, 16.4, 1)),
        ("公开信息120条，较上年增加20条，同比增长20%。", (120, None, 20, 20, 1)),
        ("公开信息100条，比2020年的200条减少100条，下降50%。", (100, 200, 100, 50, -1)),
        ("公开信息300条，与上年的100条相比，增长2倍。", (300, 100, None, 2, 1)),
        ("公开信息由上年的300条增加到318条，增长6%。", (318, 300, None, 6, 1)),
    ],
)
def test_changes(text: str, found: tuple[float | None, ...]) -> None:
    (one,) = read(text).changes
    parts = (one.new, one.old, one.difference, one.rate)
    assert (*(part and part.number for part in parts), one.sign) == found


@pytest.mark.parametrize(
    "text",
    [
        "公开信息170条，同比增长16.4%。",
        "公开信息170条，较上年增加24条，网站点击量增长60%。",
        "收到申请和答复分别为16件、15件，分别增加3件、2件，增长20%。",
        "公开信息170余条，较上年增加24条，增长16%。",
        "上年结转3件，增加2件。",
    ],
)
def test_no_changes(text: str) -> None:
    assert read(text).changes == ()


def test_shares() -> None:
    found = read("公开信息318条，其中A类167条，占52.5%，B类151条，占总数的47.5%。").shares
    assert [(one.part.number, one.percent.number, one.wholes[0].number) for one in found] == [
        (167, 52.5, 318),
        (151, 47.5, 318),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "公开信息318条，占全部公开信息的65%。",
        "公开信息318条，及时率98%。",
        "占65%。",
        "公开318条，其中A类100条，占网站信息的50%。",
    ],
)
def test_no_shares(text: str) -> None:
    assert read(text).shares == ()


def test_claims_are_read_once_and_late() -> None:
    asked: list[int] = []

    def reader():  # type: ignore[no-untyped-def]
        from gouji.claims import Reading

        asked.append(1)
        return Reading()

    made = Claims(reader)
    assert asked == []
    assert made.figures == made.changes == ()
    assert asked == [1]


def test_usual_prose_needs_no_grammar() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from gouji.claims import Claims\n"
        "from gouji.recognition.claims import claims\nfrom gouji.document import Paragraph\nfrom gouji.source import Source, Span\n"
        "text = '收到申请16件（含上年结转1件），其中自然人12件，法人4件，占25%，召开会议两次，公开1.2万条。'\n"
        "assert claims(Source('a', text), [Paragraph(Span(0, len(text)), text)], [], '2021', 2021).figures\n"
        "assert 'pyparsing' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_claims_go_to_another_process() -> None:
    asked, unasked = (read("全年收到政府信息公开申请16件。") for _ in range(2))
    assert asked.figures
    for one in (asked, unasked):
        assert pickle.loads(pickle.dumps(one)).figures == asked.figures


@pytest.mark.parametrize(
    "unit",
    [
        "收到政府信息公开申请16件，其中自然人12件（含上年结转1件），占75%，较上年增加3件，",
        "收到申请16件，没有收到申请，",
        "16件（其中3件",
        "3件）",
        "3件：",
        "《关于3件",
        "A类3条、",
        "A类3条占5%，",
        "一二三四五",
        "没有",
        "信息公开行政复议未",
        "信息公开未复议字",
        "均已按办",
        "均已按依法办",
        "其中字",
    ],
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    import time

    def spent(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        assert read(text).figures is not None
        return time.process_time() - start

    spent(1000)
    # What grows with the square takes sixteen times as long.
    assert spent(40_000) < 8 * spent(10_000) + 0.2


@pytest.mark.parametrize(
    "text",
    [
        "承办的均已" + "按依法" * 5_000 + "字",
        "信息公开行政复议" + "未" * 20_000,
        "信息公开未复议" + "案件" * 40 + "字",
    ],
)
def test_words_that_go_on_without_end_take_little_time(text: str) -> None:
    import time

    start = time.process_time()
    assert read(f"{text}。").assurances == ()
    assert time.process_time() - start < 5
