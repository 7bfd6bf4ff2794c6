"""Comments in Word files: each round exactly what it speaks of, and nothing else in the file is changed."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import builder
from builder import docx as writer
from builder import office
from checking import check, report_of
from gouji import readers
from gouji.marking.word_comments import Remark
from gouji.marking.word_files import commented
from gouji.readers import docx
from gouji.source import Span
from running import Run

TODAY = ("--today", "2026-06-30")
EXAMPLES = Path(__file__).parent.parent / "examples"
W = f"{{{writer.W}}}"
DAY = "2026-06-30"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def p(*inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inside)}</w:p>"


def tc(*inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inside)}</w:tc>"


BOX = f"<w:txbxContent>{p(r('框内文字'))}</w:txbxContent>"
DRAWING = (
    "<w:r><w:t>图前</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>"
    f"<wps:txbx>{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
FOOTNOTES = (
    f"{writer.HEAD}<w:footnotes {writer.NAMESPACES}><w:footnote w:id='1'>{p(r('含转办件'))}</w:footnote></w:footnotes>"
)
RUBY = "<w:r><w:ruby><w:rt><w:r><w:t>bai</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>白</w:t></w:r></w:rubyBase></w:ruby></w:r>"
DOWN, GOES_ON, ACROSS = ("<w:vMerge w:val='restart'/>", "<w:vMerge/>", "<w:gridSpan w:val='2'/>")
ROWS = (
    tc(p(r("类别")), properties=DOWN) + tc(p(r("甲")), p(r("乙")), properties=ACROSS),
    tc("<w:p/>", properties=GOES_ON) + tc(p(r("3"))) + tc("<w:p/>"),
    tc(p()) + tc(p(r(" "))) + tc(p(r("完"))),
)
TABLE = f"<w:tbl><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in ROWS)}</w:tbl>"
BODY = (
    p(r("白鹭县水务局", "<w:b/>"), r("2021年年度报告")),
    p(r("总体情况"), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    p(
        r("收到 12 件"),
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙&amp;丙</w:t><w:br/><w:t>丁</w:t></w:r>",
        "<w:bookmarkStart w:id='7' w:name='a'/>",
    ),
    p(
        f"<w:hyperlink w:anchor='a'>{r('见网站')}</w:hyperlink>",
        f"<w:ins w:id='3' w:author='甲'>{r('增加的字')}</w:ins>",
        "<w:r/>",
    ),
    p(
        f"<w:sdt><w:sdtContent>{r('控件里')}</w:sdtContent></w:sdt>",
        "<w:r><w:t>注</w:t><w:footnoteReference w:id='1'/></w:r>",
    ),
    p(DRAWING, RUBY, "<w:r><!-- <w:t>假</w:t> --><w:t><![CDATA[<w:b/>]]></w:t></w:r>"),
    TABLE,
    p(r("结束")),
)
NUMBERING = writer.numbering([("chineseCounting", "%1、")])
PARTS = {"word/footnotes.xml": FOOTNOTES, "word/numbering.xml": NUMBERING, "word/styles.xml": writer.STYLES}
OLD = f"{writer.HEAD}<w:comments {writer.NAMESPACES}><w:comment w:id='4' w:author='科长'>{p(r('请核'))}</w:comment></w:comments>"


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def put(data: bytes, *spans: Span) -> bytes:
    document = docx.read(data, "a.docx")
    origins = readers.origins(data, document.source)
    assert origins is not None
    return commented(data, origins, document.source.text, [Remark(span, ("说明",)) for span in spans], DAY, "a.docx")


def ranges(data: bytes) -> dict[str, str]:
    """The text between the marks of each comment, in the order of its id."""
    root = fromstring(members(data)["word/document.xml"])
    texts: dict[str, str] = {}
    open_: set[str] = set()
    for element in _visible(root):
        id = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            open_.add(id)
            texts[id] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_.remove(id)
        elif element.tag == f"{W}t":
            for one in open_:
                texts[one] += element.text or ""
    assert not open_
    references = [element.get(f"{W}id") for element in root.iter(f"{W}commentReference")]
    assert sorted(texts) == sorted(references)
    return texts


def _visible(element: Element) -> list[Element]:
    """All elements but what is written a second time for old programs, and readings of characters."""
    found = [element]
    for child in element:
        if not child.tag.endswith(("}Fallback", "}rt")):
            found += _visible(child)
    return found


def looks(data: bytes) -> list[tuple[str, str]]:
    """Each character with the properties of its run."""
    root = fromstring(members(data)["word/document.xml"])
    found: list[tuple[str, str]] = []
    for run in root.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        look = "" if properties is None else " ".join(child.tag for child in properties)
        found += [(char, look) for text in run.findall(f"{W}t") for char in text.text or ""]
    return found


PLAIN = writer.package(writer.document(*BODY), PARTS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 12)), min_size=1, max_size=6))
def test_any_spans(places: list[tuple[int, int]]) -> None:
    before = docx.read(PLAIN, "a.docx")
    size = len(before.source.text)
    spans = [Span(min(start, size), min(start + length, size)) for start, length in places]
    made = put(PLAIN, *spans)
    assert docx.read(made, "a.docx").source.text == before.source.text
    assert docx.read(made, "a.docx").blocks == before.blocks
    assert looks(made) == looks(PLAIN)
    assert len(ranges(made)) == len(spans)
    old, new = members(PLAIN), members(made)
    changed = {name for name in new if old.get(name) != new[name]}
    assert changed == {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


QUOTES = {
    "a whole run": ("白鹭县水务局", "白鹭县水务局"),
    "within a run": ("水务", "水务"),
    "over runs": ("局2021年", "局2021年"),
    "with a blank at a cut": ("12 件甲", "12 件甲"),
    "round a tab": ("甲 乙&丙", "甲乙&丙"),
    "a number that Word counts": ("一、总体", "总体"),
    "in a hyperlink": ("网站", "网站"),
    "over an insertion": ("站增加", "站增加"),
    "in a control": ("控件", "控件"),
    "in a text box": ("框内", "图前框内文字"),
    "with a reading": ("白", "白"),
    "a footnote": ("转办", "注"),
    "paragraphs of a cell": ("甲乙", "甲乙"),
    "a merged cell": ("类别", "类别"),
    "the first line only": ("类别\t甲乙", "类别"),
}


@pytest.mark.parametrize(("wanted", "marked"), QUOTES.values(), ids=list(QUOTES))
def test_the_range_is_what_is_quoted(wanted: str, marked: str) -> None:
    text = docx.read(PLAIN, "a.docx").source.text
    start = text.rindex(wanted)
    assert list(ranges(put(PLAIN, Span(start, start + len(wanted)))).values()) == [marked]


def test_blank_cells_hold_their_own_comment() -> None:
    document = docx.read(PLAIN, "a.docx")
    table = next(block for block in document.blocks if hasattr(block, "rows"))
    blank = [cell.span for row in table.rows[1:] for cell in row if not cell.text]
    made = put(PLAIN, *blank)
    assert len(blank) == 3
    assert set(ranges(made).values()) <= {"", " "}
    cells = list(fromstring(members(made)["word/document.xml"]).iter(f"{W}tc"))
    assert [number for number, cell in enumerate(cells) if cell.find(f".//{W}commentReference") is not None] == [
        4,
        5,
        6,
    ]


def test_what_is_nowhere_stands_on_the_first_paragraph() -> None:
    assert list(ranges(put(PLAIN, Span(0, 0))).values()) == ["白鹭县水务局2021年年度报告"]


def test_comments_that_are_there_stay() -> None:
    range_ = f"<w:commentRangeStart w:id='4'/>{r('请核的字')}<w:commentRangeEnd w:id='4'/><w:r><w:commentReference w:id='4'/></w:r>"
    data = writer.package(writer.document(p(range_), *BODY), {**PARTS, "word/comments.xml": OLD})
    made = put(data, Span(2, 3), Span(0, 4))
    assert ranges(made) == {"4": "请核的字", "5": "的", "6": "请核的字"}
    comments = members(made)["word/comments.xml"].decode()
    assert comments.startswith(OLD.removesuffix("</w:comments>"))
    assert re.findall(r"w:id=['\"](\d+)", comments) == ["4", "5", "6"]
    assert {name for name in members(made) if members(data)[name] != members(made)[name]} == {
        "word/document.xml",
        "word/comments.xml",
    }


def test_a_second_check_says_nothing_twice() -> None:
    spans = Span(2, 3), Span(0, 4)
    once = put(PLAIN, *spans)
    assert members(put(once, *spans)) == members(once)
    assert len(ranges(put(once, *spans, Span(0, 2)))) == 3
    foreign = {
        **members(once),
        "word/comments.xml": members(once)["word/comments.xml"].replace(b'"gouji"', b'"\xe7\x94\xb2"'),
    }
    data = writer.package(foreign.pop("word/document.xml").decode(), foreign)
    assert len(ranges(put(data, *spans))) == 4


STRICT = {
    writer.W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("kind", ["usual", "other prefix", "strict"])
def test_however_the_xml_is_written(kind: str, encoding: str) -> None:
    xml = writer.document(p(r("青禾市 2021 年")), p(r("完"))).replace("UTF-8", encoding.removesuffix("-sig"))
    if kind == "other prefix":
        xml = re.sub(r"(</?)w:", r"\1main:", xml).replace(" w:", " main:").replace("xmlns:w=", "xmlns:main=")
    parts: dict[str, str | bytes] = {}
    if kind == "strict":
        packed = members(writer.package(xml))
        for old, new in STRICT.items():
            xml = xml.replace(old, new)
            parts["word/_rels/document.xml.rels"] = packed["word/_rels/document.xml.rels"].decode().replace(old, new)
    data = writer.package("", {**parts, "word/document.xml": xml.encode(encoding)})
    made = put(data, Span(4, 8))
    found = members(made)
    changed = found["word/document.xml"].decode(encoding)
    mark = re.search(r"commentRangeStart.*?<\w+:t[^>]*>([^<]*)<.*?commentRangeEnd", changed)
    assert mark is not None and mark[1] == "2021"
    assert docx.read(made, "a.docx").source.text == docx.read(data, "a.docx").source.text
    if kind == "strict":
        assert b"purl.oclc.org/ooxml/wordprocessingml" in found["word/comments.xml"]
        assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in found["word/_rels/document.xml.rels"]


@cache
def faulty() -> Mapping[str, bytes]:
    """Reports with findings of every kind of place."""
    wrong, _, _ = builder.break_cell(builder.build("2021", 3), 3)
    return {
        "cells": writer.write(wrong.parts),
        "numbered": writer.write(wrong.parts, numbered=True),
        "sections": writer.write([part for part in wrong.parts if getattr(part, "text", "")[:2] != "五、"]),
        "comments of a colleague": by_a_colleague(writer.write(wrong.parts)),
    }


def by_a_colleague(data: bytes) -> bytes:
    """A file with a comment that gouji has not made."""
    parts = members(data)
    mark = "<w:commentRangeStart w:id='4'/><w:commentRangeEnd w:id='4'/><w:r><w:commentReference w:id='4'/></w:r></w:p>"
    xml = parts["word/document.xml"].decode().replace("</w:p>", mark, 1)
    return writer.package(xml, {"word/comments.xml": OLD})


@pytest.mark.parametrize("name", list(faulty()))
def test_a_report_with_its_findings(name: str, gouji: Run) -> None:
    data = faulty()[name]
    Path("a.docx").write_bytes(data)
    run = gouji("check", "a.docx", "-f", "docx", "-o", "b.docx", *TODAY)
    assert (run.status, run.out, run.err) == (1, "", "b.docx: 已生成\n")
    assert Path("a.docx").read_bytes() == data
    made = Path("b.docx").read_bytes()
    before, after = report_of(data, "a.docx"), report_of(made, "a.docx")
    assert check(after) == check(before)
    assert {form: reading.values for form, reading in before.forms.items()} == {
        form: reading.values for form, reading in after.forms.items()
    }
    quotes = Counter(finding.quote for finding in check(before) if finding.span.end > finding.span.start)
    assert not quotes - Counter(ranges(made).values())


def test_word_itself_would_read_them() -> None:
    word = pytest.importorskip("docx", reason="python-docx is not installed")
    data = faulty()["numbered"]
    before = check(report_of(data, "a.docx"))
    made = put(data, *(finding.span for finding in before))
    opened = word.Document(io.BytesIO(made))
    assert [(one.author, one.initials, one.text) for one in opened.comments] == [("gouji", "gj", "说明")] * len(before)
    old = word.Document(io.BytesIO(data))
    assert [one.text for one in opened.paragraphs] == [one.text for one in old.paragraphs]
    assert [row.cells[-1].text for table in opened.tables for row in table.rows] == [
        row.cells[-1].text for table in old.tables for row in table.rows
    ]


@office.needed
def test_libreoffice_reads_them() -> None:
    data = faulty()["cells"]
    before = check(report_of(data, "a.docx"))
    made = put(data, *(finding.span for finding in before), Span(0, 3))
    flat = office.converted({"a": made}, "fodt")["a"].decode()
    assert flat.count("<office:annotation ") == len(before) + 1
    assert flat.count("<dc:creator>gouji</dc:creator>") == len(before) + 1


def test_comments_say_what_how_and_why(gouji: Run) -> None:
    Path("a.docx").write_bytes(faulty()["cells"])
    gouji("check", "a.docx", "-f", "docx", "-o", "b.docx", *TODAY)
    comments = fromstring(members(Path("b.docx").read_bytes())["word/comments.xml"])
    first = comments[0]
    assert first.get(f"{W}date") == "2026-06-30T00:00:00Z"
    lines = ["".join(paragraph.itertext()) for paragraph in first]
    assert re.match(r"错误 ARI30\d 「", lines[0])
    assert [line[:3] for line in lines[1:]] == ["怎么改", "依据："]


@pytest.mark.parametrize(
    "name", ["2021-unbalanced.html", "2021-wording.md", "2021-form-of-2019.md", "2019-blank-cells.txt"]
)
def test_a_new_file_for_other_formats(name: str, gouji: Run) -> None:
    gouji("check", EXAMPLES / name, "-f", "docx", "-o", "a.docx", *TODAY)
    made = Path("a.docx").read_bytes()
    before, after = report_of((EXAMPLES / name).read_bytes(), name), report_of(made, "a.docx")
    assert {form: {k: v.number for k, v in reading.values.items()} for form, reading in before.forms.items()} == {
        form: {k: v.number for k, v in reading.values.items()} for form, reading in after.forms.items()
    }
    found = {(one.code, one.address, one.message.zh) for one in check(before) if not one.hidden}  # which is masked
    assert found and found <= {(one.code, one.address, one.message.zh) for one in check(after)}
    ranges(made)


def test_cells_of_which_only_the_order_is_known(gouji: Run) -> None:
    gouji("check", EXAMPLES / "2014-wrong-totals.txt", "-f", "docx", "-o", "a.docx", *TODAY)
    made = Path("a.docx").read_bytes()
    assert "制发规范性文件总数" in docx.read(made, "a.docx").source.text
    assert sorted(ranges(made).values()) == ["11", "393", "4"]


def test_several_reports_go_into_a_folder(gouji: Run) -> None:
    Path("x/y").mkdir(parents=True)
    for path in ("x/a.docx", "x/y/a.docx"):
        Path(path).write_bytes(faulty()["cells"])
    Path("x/a.md").write_text(builder.build("2021", 3).render("markdown"), "utf-8")
    run = gouji("check", "x", "-f", "docx", "-o", "out", *TODAY)
    assert run.status == 1
    assert sorted(path.relative_to("out").as_posix() for path in Path("out").rglob("*.docx")) == [
        "a.docx",
        "a.md.docx",
        "y/a.docx",
    ]
    assert len(ranges(Path("out/y/a.docx").read_bytes())) == 1
    assert gouji("check", "x", "-f", "docx", "-o", "out.docx", *TODAY).err.count("\n") == 1
    assert not Path("out.docx").exists()


def test_the_file_under_check_is_never_overwritten(gouji: Run) -> None:
    data = faulty()["cells"]
    Path("a.docx").write_bytes(data)
    run = gouji("check", "a.docx", "-f", "docx", "-o", "a.docx", *TODAY)
    assert (run.status, run.err.count("\n")) == (2, 1) and "a.docx" in run.err
    assert Path("a.docx").read_bytes() == data
    assert gouji("compare", "a.docx", "a.docx", "-f", "docx", "-o", "b.docx").status == 2


def test_suppressed_findings_have_no_comment(gouji: Run) -> None:
    Path("a.docx").write_bytes(faulty()["cells"])
    Path("gouji.toml").write_text('[[suppress]]\ncode = "ARI"\nreason = "已说明"\n', "utf-8")
    gouji("check", "a.docx", "-f", "docx", "-o", "b.docx", *TODAY)
    assert Path("b.docx").read_bytes() == faulty()["cells"]
