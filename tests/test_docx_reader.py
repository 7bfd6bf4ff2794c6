"""The Word reader: what stands on the paper, whatever way it is written, and no file that can break it."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import builder
from builder import docx as writer
from checking import check, report_of
from gouji import readers
from gouji.cli.process import run as run_gouji
from gouji.document import Document, Note, Paragraph, Picture, Table
from gouji.errors import UnreadableFile
from gouji.readers import docx
from gouji.readers.word_numerals import numeral
from gouji.recognition.figures import figure
from gouji.report import Report
from gouji.source import Span

few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SAME_EVERYWHERE = ("STR", "TAB", "ARI", "DAT", "CON")


def word(*body: str, parts: Mapping[str, str | bytes] | None = None) -> Document:
    document = docx.read(writer.package(writer.document(*body), parts), "a.docx")
    assert_lawful(document)
    return document


def assert_lawful(document: Document) -> None:
    """Spans lie within the text, in order, hold what they say, and lead to a native place."""
    source, last = document.source, 0
    for block in document.blocks:
        assert last <= block.span.start <= block.span.end <= len(source.text)
        last = block.span.end
        if isinstance(block, Paragraph):
            assert block.text and source[block.span] == block.text == block.text.strip()
            assert source.place(block.span).place.endswith("段") or "注" in source.place(block.span).place
        if isinstance(block, Table):
            for number, row in enumerate(block.rows):
                assert block.shape == "ragged" or len(row) == len(block.rows[0])
                for column, cell in enumerate(row):
                    assert block.span.start <= cell.span.start <= cell.span.end <= max(block.span.end, block.span.start)
                    assert source[cell.span] == cell.text == cell.text.strip()
                    assert cell.row <= number < cell.row + cell.rows
                    assert cell.column <= column < cell.column + cell.columns
    starts = [anchor.start for anchor in source.anchors]
    assert starts == sorted(starts)


def p(*runs: str, properties: str = "") -> str:
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def tc(*content: str, properties: str = "") -> str:
    inside = "".join(one if one.startswith("<") else p(one) for one in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inside = "".join(one if one.startswith("<") else tc(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def in_list(id: int, depth: int | None = 0) -> str:
    level = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    return f'<w:numPr>{level}<w:numId w:val="{id}"/></w:numPr>'


def styles(*inside: str) -> dict[str, str]:
    return {"word/styles.xml": f"{writer.HEAD}<w:styles {writer.NAMESPACES}>{''.join(inside)}</w:styles>"}


def style(id: str, name: str, inside: str = "", base: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:styleId="{id}"><w:name w:val={quoteattr(name)}/>{based}{inside}</w:style>'


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Table)
    ]


# Text

IDENTITY = {
    "runs": (r("青") + r("禾市"), "青禾市"),
    "bold run": (r("青禾", "<w:b/><w:sz w:val='32'/>") + r("市"), "青禾市"),
    "inserted": (f'{r("公")}<w:ins w:id="1" w:author="甲">{r("开")}</w:ins>', "公开"),
    "moved here": (f"<w:moveTo>{r('公')}</w:moveTo>{r('开')}", "公开"),
    "deleted": (
        '公<w:del w:id="1"><w:r><w:delText>不</w:delText></w:r></w:del>'.replace("公", r("公")) + r("开"),
        "公开",
    ),
    "moved away": (f"{r('公')}<w:moveFrom>{r('不')}</w:moveFrom>{r('开')}", "公开"),
    "smart tag": (f'<w:smartTag w:element="d">{r("2023年")}</w:smartTag>{r("1月")}', "2023年1月"),
    "content control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('临溪区')}</w:sdtContent></w:sdt>", "临溪区"),
    "hyperlink": (f"{r('见')}<w:hyperlink>{r('网站')}</w:hyperlink>", "见网站"),
    "simple field": (f'<w:fldSimple w:instr="DATE">{r("2023年")}</w:fldSimple>', "2023年"),
    "field": (
        f"{field('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>{field('separate')}{r('7')}{field('end')}{r('页')}",
        "7页",
    ),
    "field in an instruction": (
        f"{field('begin')}{field('begin')}{field('separate')}{r('内')}{field('end')}{field('separate')}{r('外')}{field('end')}",
        "外",
    ),
    "hidden": (r("公") + r("密", "<w:vanish/>") + r("开"), "公开"),
    "not hidden": (r("公", '<w:vanish w:val="0"/>') + r("开"), "公开"),
    "tab": (f"{r('电话')}<w:r><w:tab/></w:r>{r('3214567')}", "电话 3214567"),
    "no-break hyphen": (f"{r('0877')}<w:r><w:noBreakHyphen/></w:r>{r('3214567')}", "0877-3214567"),
    "soft hyphen": (f"{r('公')}<w:r><w:softHyphen/></w:r>{r('开&#xAD;')}", "公开"),
    "symbol": (f'<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>{r("是")}', "☑是"),
    "symbol of no font": (f'<w:r><w:sym w:char="zz"/><w:sym w:char="D800"/></w:r>{r("是")}', "是"),
    "ruby": (
        f"<w:r><w:ruby><w:rt>{r('qing')}</w:rt><w:rubyBase>{r('青')}</w:rubyBase></w:ruby></w:r>{r('禾')}",
        "青禾",
    ),
    "formula": ("<m:oMath><m:r><m:t>1+2</m:t></m:r></m:oMath>", "1+2"),
    "line ends in text": (r("公开\n2 件"), "公开 2 件"),
    "footnote reference": (f'{r("3")}<w:r><w:footnoteReference w:id="9"/></w:r>{r("件")}', "3件"),
    "entity of XML itself": (r("甲&amp;乙&lt;丙&#x4E19;"), "甲&乙<丙丙"),
    "marked as text": ("<w:r><w:t><![CDATA[<w:b/>]]></w:t></w:r>", "<w:b/>"),
    "hidden before plain": ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:t>开</w:t></w:r>", "开"),
    "reference of HTML": (r("&amp;nbsp;"), "&nbsp;"),
}


@pytest.mark.parametrize(("inside", "text"), IDENTITY.values(), ids=list(IDENTITY))
def test_text_of_a_paragraph(inside: str, text: str) -> None:
    document = word(f"<w:p>{inside}</w:p>")
    assert texts(document) == [text]
    assert tables(word(tbl(tr(tc(f"<w:p>{inside}</w:p>"), "0")))) == [[[text, "0"]]]


def test_line_breaks_end_paragraphs_but_not_cells() -> None:
    broken = f"{r('临溪区')}<w:r><w:br/></w:r>{r('年度报告')}"
    assert texts(word(p(broken))) == ["临溪区", "年度报告"]
    assert tables(word(tbl(tr(tc(p(broken)), "0")))) == [[["临溪区年度报告", "0"]]]


def test_paragraphs_of_a_cell_are_joined() -> None:
    row = tr(tc("商业", "企业"), tc("12", "34"), tc("第1", "项"))
    assert tables(word(tbl(row))) == [[["商业企业", "12 34", "第1 项"]]]


def test_blocks_in_wrappers() -> None:
    inside = p("一、总体情况")
    wrapped = (
        f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>",
        f"<w:customXml>{inside}</w:customXml>",
        f'<w:ins w:id="2">{inside}</w:ins>',
        f"<mc:AlternateContent><mc:Choice Requires='x'>{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent>",
    )
    for one in wrapped:
        assert texts(word(one)) == ["一、总体情况"]
    rows = tr(f"<w:sdt><w:sdtContent>{tc('规章')}</w:sdtContent></w:sdt>", "0")
    assert tables(word(tbl(f"<w:sdt><w:sdtContent>{rows}</w:sdtContent></w:sdt>"))) == [[["规章", "0"]]]


def test_a_deleted_paragraph_mark_joins_paragraphs() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr>'
    assert texts(word(p("本机关", properties=mark), p("主动公开"), p("完"))) == ["本机关主动公开", "完"]
    assert texts(word(p("本机关", properties=mark))) == ["本机关"]
    assert texts(word(p("本机关", properties=mark), tbl(tr("0", "1")), p("完"))) == ["本机关", "完"]


def test_a_broken_field_swallows_only_its_own_paragraph() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(word(p(f"{r('甲')}{begin}{r('PAGE')}"), p("乙"))) == ["甲", "乙"]


def test_text_boxes_come_once_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{p('青禾市文件')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>"
        f"<wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(word(p(drawing, "正文"))) == ["正文", "青禾市文件"]


def test_pictures() -> None:
    modern = "<w:r><w:drawing><wp:inline><wp:docPr id='1' descr='表三'/><a:graphic><pic:pic/></a:graphic></wp:inline></w:drawing></w:r>"
    old = "<w:r><w:pict><v:shape alt='表四'><v:imagedata/></v:shape></w:pict></w:r>"
    document = word(p("见下图"), p(modern), tbl(tr(tc(p(old)), "0")), p("完"))
    assert [block.text for block in document.blocks if isinstance(block, Picture)] == ["表三", "表四"]
    assert [type(block) for block in document.blocks] == [Paragraph, Picture, Table, Picture, Paragraph]
    assert document.source.place(document.blocks[1].span).place == "图1"


def test_footnotes_come_last() -> None:
    footnotes = (
        f"{writer.HEAD}<w:footnotes {writer.NAMESPACES}><w:footnote w:type='separator' w:id='0'>{p('——')}</w:footnote>"
        f"<w:footnote w:id='1'>{p('含转办件。')}</w:footnote><w:footnote w:id='2'>{p('无人看')}</w:footnote></w:footnotes>"
    )
    reference = "<w:r><w:footnoteReference w:id='1'/></w:r>"
    document = word(p("收到3件", reference), p("完"), parts={"word/footnotes.xml": footnotes})
    assert texts(document) == ["收到3件", "完", "含转办件。"]
    assert [document.source.place(block.span).place for block in document.blocks] == ["第1段", "第2段", "脚注1"]


def related(id: str, target: str, kind: str = "aFChunk", mode: str = "") -> str:
    type_ = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    return f'<Relationship Id="{id}" Type="{type_}" Target="{target}"{mode}/>'


def with_chunks(chunks: Mapping[str, bytes], *body: str) -> bytes:
    relations = "".join(related(f"c{number}", path) for number, path in enumerate(chunks))
    return archive(
        {
            "word/document.xml": writer.document(*body),
            "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
            **{f"word/{path}": data for path, data in chunks.items()},
        }
    )


def test_files_within_a_file() -> None:
    inner = writer.package(writer.document(p("丙"), tbl(tr("1", "2"))))
    page = "<p>乙</p><table><tr><td rowspan=2>规章</td><td>1</td></tr><tr><td>2</td></tr></table>".encode()
    chunks = {"a.html": b"<html><body>" + page + b"</body></html>", "b.docx": inner, "c.txt": "丁".encode()}
    places = [f'<w:altChunk r:id="c{number}"/>' for number in range(5)]
    document = readers.read(with_chunks(chunks, p("甲"), *places, p("完")), "a.docx")
    assert_lawful(document)
    assert texts(document) == ["甲", "乙", "丙", "丁", "完"]
    assert tables(document) == [[["规章", "1"], ["规章", "2"]], [["1", "2"]]]
    assert document.source.place(document.blocks[-1].span).place == "第5段"


def test_files_within_files_end() -> None:
    data = b"<p>1</p>"
    chunk = '<w:altChunk r:id="c0"/>'
    inner = with_chunks({"a.docx": with_chunks({"a.html": data}, chunk)}, chunk)
    many = with_chunks({"a.html": data}, *[chunk] * 51)
    for hostile in (inner, many):
        with pytest.raises(UnreadableFile, match="嵌入的文件过多"):
            docx.read(hostile, "a.docx")
    with pytest.raises(UnreadableFile, match=r"a\.docx/word/a\.zip: "):
        docx.read(with_chunks({"a.zip": archive({"a": "b"})}, chunk), "a.docx")


LAID_OUT = "<w:r><w:lastRenderedPageBreak/></w:r>"


def test_pages() -> None:
    document = word(
        p("一", r("二"), LAID_OUT, r("三")),
        p(LAID_OUT, "四"),
        tbl(
            tr("甲", "1"),
            tr(tc(p("乙", LAID_OUT, r("乙"))), tc(p("2", LAID_OUT, r("2")))),
            tr(tc(p(LAID_OUT, "丙")), "3"),
        ),
        p("完"),
    )
    source = document.source
    found = [
        (source.place(Span(at, at + 1)).page, character)
        for at, character in enumerate(source.text)
        if character.strip()
    ]
    assert found == [
        (1, "一"), (1, "二"), (2, "三"), (3, "四"), (3, "甲"), (3, "1"), (3, "乙"), (3, "乙"), (3, "2"), (3, "2"), (5, "丙"), (5, "3"),
        (5, "完"),
    ]  # fmt: skip
    unknown = word(p("一"), p('<w:r><w:br w:type="page"/></w:r>', "二"))
    assert {unknown.source.place(block.span).page for block in unknown.blocks} == {None}


def test_numbers_within_a_paragraph() -> None:
    def numbered_by(instruction: str) -> str:
        return f"{field('begin')}<w:r><w:instrText> {instruction} </w:instrText></w:r>{field('end')}"

    named = writer.numbering(CHINESE).replace('<w:lvl w:ilvl="0">', '<w:name w:val="目录"/><w:lvl w:ilvl="0">', 1)
    document = word(
        p(numbered_by("LISTNUM"), "甲", numbered_by("LISTNUM"), "乙"),
        p(f'<w:fldSimple w:instr="LISTNUM"/>{r("丙")}'),
        p(numbered_by(r"LISTNUM \l 1 \s 7"), "丁"),
        p(numbered_by('LISTNUM "目录"'), "戊", numbered_by("LISTNUM 目录"), "己"),
        p(numbered_by("PAGE"), "庚"),
        parts={"word/numbering.xml": named},
    )
    assert texts(document) == ["1)甲a)乙", "2)丙", "7)丁", "一、戊（一）己", "庚"]


def test_what_holds_without_a_style() -> None:
    usual = style("a", "Normal", "<w:pPr><w:outlineLvl w:val='1'/></w:pPr>")
    parts = styles(usual.replace("<w:style ", '<w:style w:type="paragraph" w:default="1" '))
    document = word(p("甲"), "<w:p>" + r("乙") + "</w:p>", p("丙", properties="<w:outlineLvl w:val='9'/>"), parts=parts)
    assert [block.level for block in document.blocks if isinstance(block, Paragraph)] == [2, 2, 0]


def test_headings() -> None:
    parts = styles(
        style("1", "heading 1", "<w:pPr><w:outlineLvl w:val='0'/></w:pPr>"),
        style("a5", "自拟", base="1"),
        style("a6", "标题 2"),
        style("a7", "正文", "<w:pPr><w:outlineLvl w:val='9'/></w:pPr>", base="1"),
        style("x", "圈", base="y"),
        style("y", "圈2", base="x"),
    )
    named = [p(f"{id}标题", properties=f'<w:pStyle w:val="{id}"/>') for id in ("1", "a5", "a6", "a7", "x", "没有")]
    own = p("自定", properties="<w:outlineLvl w:val='2'/>")
    over = p("改作正文", properties="<w:pStyle w:val='1'/><w:outlineLvl w:val='9'/>")
    deep = p("深", properties="<w:outlineLvl w:val='8'/>")
    document = word(*named, own, over, deep, parts=parts)
    levels = [block.level for block in document.blocks if isinstance(block, Paragraph)]
    assert levels == [1, 1, 2, 0, 0, 0, 3, 0, 6]


def test_links() -> None:
    document = word(
        p(f"<w:hyperlink>{r('总体情况')}</w:hyperlink>"), p("见", f"<w:hyperlink>{r('网站')}</w:hyperlink>")
    )
    assert [block.linked for block in document.blocks if isinstance(block, Paragraph)] == [True, False]


def test_hidden_by_style() -> None:
    parts = styles(style("h", "hid", "<w:rPr><w:vanish/></w:rPr>"), style("ph", "p", "<w:rPr><w:vanish/></w:rPr>"))
    hidden = p("不见", properties='<w:pStyle w:val="ph"/>')
    assert texts(word(p("公", r("密", '<w:rStyle w:val="h"/>'), "开"), hidden, parts=parts)) == ["公开"]


# Numbering


def numbered(*paragraphs: str, lists: str) -> list[str]:
    return texts(word(*paragraphs, parts={"word/numbering.xml": lists}))


CHINESE = (("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))


def test_numbers_are_written_out() -> None:
    lists = writer.numbering(CHINESE)
    items = (
        (0, "总体情况"),
        (1, "主动公开"),
        (1, "依申请公开"),
        (2, "受理"),
        (2, "2023年答复"),
        (0, "申请"),
        (1, "收到"),
        (2, "分办"),
    )
    found = numbered(*(p(text, properties=in_list(1, depth)) for depth, text in items), lists=lists)
    assert found == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "1.受理",
        "2. 2023年答复",
        "二、申请",
        "（一）收到",
        "1.分办",
    ]


def test_levels_left_out_count_too() -> None:
    lists = writer.numbering((("decimal", "%1"), ("decimal", "%1.%2")))
    found = numbered(
        p("甲", properties=in_list(1, 1)),
        p("乙", properties=in_list(1, 1)),
        p("丙", properties=in_list(1, 0)),
        lists=lists,
    )
    assert found == ["1.1 甲", "1.2 乙", "2 丙"]


def test_lists_count_apart_and_empty_items_count() -> None:
    lists = writer.numbering(CHINESE, (("decimal", "%1)"),), (("bullet", "\uf06c"),))
    found = numbered(
        p("甲", properties=in_list(1)), p("子", properties=in_list(2)), p(properties=in_list(1)), p("丙", properties=in_list(1)),
        p("丑", properties=in_list(2)), p("点", properties=in_list(3)), p("无", properties=in_list(0)), p("没有", properties=in_list(9)),
        lists=lists,
    )  # fmt: skip
    assert found == ["一、甲", "1)子", "二、", "三、丙", "2)丑", "点", "无", "没有"]


def test_an_override_starts_a_list_anew() -> None:
    lists = writer.numbering(CHINESE).replace(
        "</w:numbering>",
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
    )
    found = numbered(*(p("甲", properties=in_list(id)) for id in (1, 1, 2, 2, 3)), lists=lists)
    assert found == ["一、甲", "二、甲", "四、甲", "五、甲", "六、甲"]


def test_restarts_and_legal_numbers() -> None:
    lists = (
        f"{writer.HEAD}<w:numbering {writer.NAMESPACES}><w:abstractNum w:abstractNumId='1'>"
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1、'/></w:lvl>"
        "<w:lvl w:ilvl='1'><w:start w:val='3'/><w:numFmt w:val='decimal'/><w:lvlRestart w:val='0'/><w:isLgl/><w:lvlText w:val='%1.%2、'/></w:lvl>"
        "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
    )
    found = numbered(*(p("甲", properties=in_list(1, depth)) for depth in (0, 1, 0, 1)), lists=lists)
    assert found == ["I、甲", "1.3、甲", "II、甲", "2.4、甲"]


def test_numbers_by_style() -> None:
    lists = writer.numbering(CHINESE).replace(
        '<w:lvlText w:val="（%2）"/>', '<w:pStyle w:val="2"/><w:lvlText w:val="（%2）"/>'
    )
    both = {
        **styles(style("1", "heading 1", f"<w:pPr>{in_list(1, None)}</w:pPr>"), style("2", "heading 2", base="1")),
        "word/numbering.xml": lists,
    }
    named = (
        '<w:pStyle w:val="1"/>',
        '<w:pStyle w:val="2"/>',
        '<w:pStyle w:val="2"/><w:numPr><w:numId w:val="0"/></w:numPr>',
    )
    document = word(*(p("甲", properties=one) for one in named), parts=both)
    assert [(block.text, block.level) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("一、甲", 1), ("（一）甲", 2), ("甲", 2),
    ]  # fmt: skip


def test_numbers_in_cells() -> None:
    lists = {"word/numbering.xml": writer.numbering(CHINESE)}
    document = word(tbl(*(tr(tc(p(text, properties=in_list(1, 2))), "0") for text in ("国家秘密", ""))), parts=lists)
    assert tables(document) == [[["1.国家秘密", "0"], ["2.", "0"]]]


@pytest.mark.parametrize(
    ("kind", "wanted"),
    {
        "decimal": "1 2 10 23 105",
        "chineseCounting": "一 二 十 二十三 一百零五",
        "chineseCountingThousand": "一 二 十 二十三 一百零五",
        "japaneseCounting": "一 二 十 二十三 一百零五",
        "chineseLegalSimplified": "壹 贰 壹拾 贰拾叁 壹佰零伍",
        "ideographDigital": "一 二 一〇 二三 一〇五",
        "ideographTraditional": "甲 乙 癸 23 105",
        "ideographZodiac": "子 丑 酉 23 105",
        "ideographZodiacTraditional": "甲子 乙丑 癸酉 丙戌 105",
        "ideographEnclosedCircle": "㊀ ㊁ ㊉ 23 105",
        "decimalEnclosedCircle": "① ② ⑩ ㉓ 105",
        "decimalEnclosedCircleChinese": "① ② ⑩ ㉓ 105",
        "decimalEnclosedParen": "⑴ ⑵ ⑽ 23 105",
        "decimalEnclosedFullstop": "⒈ ⒉ ⒑ 23 105",
        "decimalFullWidth": "１ ２ １０ ２３ １０５",
        "decimalZero": "01 02 10 23 105",
        "upperRoman": "I II X XXIII CV",
        "lowerLetter": "a b j w aaaaa",
        "unheard-of": "1 2 10 23 105",
        "none": "    ",
    }.items(),
)
def test_numerals(kind: str, wanted: str) -> None:
    assert " ".join(numeral(kind, number) for number in (1, 2, 10, 23, 105)) == wanted
    for number in (0, 20, 99, 110, 1000, 1010, 9999, 10_000, 999_999):
        assert isinstance(numeral(kind, number), str)


# Tables

DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def across(columns: object) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_merged_cells() -> None:
    document = word(
        tbl(
            tr(tc("信息内容", properties=across(2)), "本年"),
            tr(tc("三、", properties=DOWN), tc("予以公开", properties=DOWN + across(2))),
            tr(tc("", properties=ON), tc("", properties='<w:vMerge w:val="continue"/>' + across(2))),
            tr(tc("", properties=ON), "部分公开", "1"),
        )
    )
    assert tables(document) == [
        [
            ["信息内容", "信息内容", "本年"],
            ["三、", "予以公开", "予以公开"],
            ["三、", "予以公开", "予以公开"],
            ["三、", "部分公开", "1"],
        ]
    ]
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert (table.rows[1][0].rows, table.rows[1][0].columns) == (3, 1)
    assert (table.rows[1][1].rows, table.rows[1][1].columns) == (2, 2)
    assert document.source.place(table.rows[3][2].span).place == "表1第4行第3列"


def test_rows_that_begin_late_or_end_early() -> None:
    document = word(
        tbl(
            tr("甲", "乙", "丙"),
            tr("1", "2", properties="<w:gridBefore w:val='1'/>"),
            tr("3", properties="<w:gridAfter w:val='2'/>"),
        )
    )
    assert tables(document) == [[["甲", "乙", "丙"], ["", "1", "2"], ["3", "", ""]]]


def test_old_merging_and_a_merge_that_goes_on_from_nothing() -> None:
    old = tbl(
        tr(tc("甲", properties='<w:hMerge w:val="restart"/>'), tc("", properties="<w:hMerge/>"), "乙"),
        tr("1", "2", "3"),
    )
    assert tables(word(old)) == [[["甲", "甲", "乙"], ["1", "2", "3"]]]
    assert tables(word(tbl(tr(tc("甲", properties=ON), "1"), tr(tc("", properties=ON), "2")))) == [
        [["甲", "1"], ["甲", "2"]]
    ]


def test_old_merging_across_and_down_at_once() -> None:
    both = '<w:hMerge w:val="{}"/><w:vMerge w:val="{}"/>'
    rows = [
        tr(
            tc("办理", properties=both.format("restart", down)),
            tc("", properties=both.format("continue", down)),
            "1",
            "2",
        )
        for down in ("restart", "continue", "continue")
    ]
    assert tables(word(tbl(*rows))) == [[["办理", "办理", "1", "2"]] * 3]


def test_number_of_a_note_is_no_part_of_the_figure() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    document = word(tbl(tr("规章", tc(p("12", r("1", raised))), tc(p("3", r("②", raised))))))
    assert tables(document) == [[["规章", "12¹", "3②"]]]
    assert [figure(text).number for text in tables(document)[0][0][1:]] == [12, 3]


def test_deleted_rows_are_gone() -> None:
    document = word(
        tbl(
            tr("甲", "1"),
            tr("乙", "2", properties='<w:del w:id="1" w:author="x"/>'),
            tr("丙", "3", properties='<w:ins w:id="2"/>'),
        )
    )
    assert tables(document) == [[["甲", "1"], ["丙", "3"]]]
    assert [note.detail for note in document.notes] == ["插入 1 处、删除 1 处"]


def test_deleted_cells_are_gone_and_merges_hold() -> None:
    changed = "w:id='1' w:author='甲'"
    document = word(
        tbl(
            tr(tc("甲", properties=f"<w:cellMerge {changed} w:vMerge='rest'/>"), tc("旧", properties=f"<w:cellDel {changed}/>"), "1"),
            tr(tc("", properties=f"<w:cellMerge {changed} w:vMerge='cont'/>"), tc("2", properties=f"<w:cellIns {changed}/>")),
            tr("丙", "3", properties="<w:hidden/>"),
        )
    )  # fmt: skip
    assert tables(document) == [[["甲", "1"], ["甲", "2"]]]
    assert [note.detail for note in document.notes] == ["插入 1 处、删除 1 处"]


def test_columns_as_wide_as_a_hair() -> None:
    """Where rows disagree by a rounding error, converters make a column of it."""
    body = (
        tr(tc("甲", properties=across(2)), tc("乙", properties=DOWN)),
        tr("1", tc("", properties=ON + across(2))),
        tr("3", tc(""), "4"),
        tr("5", properties="<w:gridAfter w:val='2'/>"),
    )
    tables_of = {}
    for widths in ((900, 1, 900), (900, 900, 900), (1, 1, 1), (100, 100), ("", "x", "9" * 5000)):
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        tables_of[widths] = tables(word(f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(body)}</w:tbl>"))[0]
    narrow, *rest = tables_of.values()
    assert narrow == [["甲", "乙"], ["1", "乙"], ["3", "4"], ["5", ""]]
    assert all(found == [["甲", "甲", "乙"], ["1", "", ""], ["3", "", "4"], ["5", "", ""]] for found in rest)


def test_layout_tables_give_way() -> None:
    inner = tbl(tr("规章", "0"), tr("规范性文件", "1"))
    document = word(tbl(tr(tc(p("一、总体情况"), inner, p("二、其他")))))
    assert texts(document) == ["一、总体情况", "二、其他"]
    assert tables(document) == [[["规章", "0"], ["规范性文件", "1"]]]


def test_absurd_spans() -> None:
    for value in ("999999999", "0", "-1", "x", "", "9" * 5000):
        document = word(
            tbl(
                tr(tc("甲", properties=across(value)), "乙"),
                tr("1", "2", properties=f"<w:gridBefore w:val='{value}'/>"),
            )
        )
        assert document.blocks


# What is open


def test_open_changes_are_noted() -> None:
    document = word(
        p("一、总体情况"),
        p("公开", f'<w:ins w:id="1" w:author="甲">{r("3")}</w:ins>', f'<w:del w:id="2">{r("4")}</w:del>', "件"),
        tbl(tr("甲", tc(p(f'<w:ins w:id="3">{r("5")}</w:ins>', '<w:r><w:commentReference w:id="1"/></w:r>')))),
    )
    assert document.notes == (Note("EXT008", Span(7, 11), "插入 2 处、删除 1 处、批注 1 条"),)
    assert document.source[document.notes[0].span] == "公开3件"
    assert [
        (found.code, found.place.place)
        for found in check(
            report_of(writer.package(writer.document(p("公开", f"<w:ins>{r('3')}</w:ins>"))), "a.docx"), ["EXT008"]
        )
    ] == [("EXT008", "第1段")]


def test_a_change_in_a_cell_is_noted_there() -> None:
    document = word(p("前"), tbl(tr("甲", tc(p(f'<w:del w:id="3">{r("5")}</w:del>', "6"))), tr("乙", "7")), p("后"))
    assert [document.source[note.span] for note in document.notes] == ["6"]
    assert word(f"<w:p><w:del>{r('5')}</w:del></w:p>").notes == (Note("EXT008", Span(0, 0), "删除 1 处"),)


def test_a_closed_file_has_no_notes() -> None:
    assert word(p("公开"), tbl(tr("甲", "1"))).notes == ()


# Packages


def test_other_paths_and_namespaces() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = f'<Relationships><Relationship Type="{kind}/%s" Target="%s"/></Relationships>'
    parts = {
        "_rels/.rels": relations % ("officeDocument", "/text/main.xml"),
        "text/main.xml": writer.document(p("甲", properties=in_list(1))),
        "text/_rels/main.xml.rels": relations % ("numbering", "../lists/n.xml"),
        "lists/n.xml": writer.numbering(CHINESE),
    }
    assert texts(docx.read(archive(parts), "a.docx")) == ["一、甲"]
    wide = writer.document(p("甲")).replace("UTF-8", "UTF-16").encode("utf-16")
    assert texts(docx.read(archive({"word/document.xml": wide}), "a.docx")) == ["甲"]


def test_strict_files() -> None:
    """Files that keep to the standard to the letter have other namespaces."""
    picture = "<w:r><w:drawing><wp:inline><a:graphic><pic:pic/></a:graphic></wp:inline></w:drawing></w:r>"
    usual = writer.document(p("甲", "<m:oMath><m:r><m:t>1</m:t></m:r></m:oMath>"), p(picture))
    strict = re.sub(r"http://schemas\.openxmlformats\.org/(\w+)/2006/(\w+)", r"http://purl.oclc.org/ooxml/\1/\2", usual)
    assert strict.count("purl.oclc.org") == 6
    document = docx.read(writer.package(strict), "a.docx")
    assert [type(block) for block in document.blocks] == [Paragraph, Picture]
    assert texts(document) == ["甲1"]


@pytest.mark.parametrize("kind", ["document.macroEnabled", "template", "template.macroEnabledTemplate"])
def test_macro_files_and_templates(kind: str) -> None:
    data = writer.package(writer.document(p("甲")))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    types = parts["[Content_Types].xml"].decode()
    changed = "application/vnd.ms-word." + kind if "macro" in kind else f"{writer.TYPE}.{kind}"
    parts["[Content_Types].xml"] = types.replace(f"{writer.TYPE}.document.main", f"{changed}.main").encode()
    assert parts["[Content_Types].xml"].decode() != types
    suffix = {"document.macroEnabled": ".docm", "template": ".dotx"}.get(kind, ".dotm")
    assert texts(readers.read(archive(parts), f"a{suffix}")) == ["甲"]


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for path, content in parts.items():
            made.writestr(path, content)
    return file.getvalue()


ENTITY = '<!DOCTYPE w [<!ENTITY a "哈"><!ENTITY b "&a;&a;">]>'
RELATED = "http://x/officeDocument"
HOSTILE: dict[str, bytes] = {
    "no archive": b"PK\x03\x04 word/ but nothing else",
    "no text": archive({"word/styles.xml": "<a/>"}),
    "cut off": writer.package(writer.document(p("甲" * 500)))[:300],
    "not XML": archive({"word/document.xml": "word"}),
    "empty": archive({"word/document.xml": ""}),
    "unclosed": archive({"word/document.xml": "<a><b></a>"}),
    "unknown encoding": archive({"word/document.xml": '<?xml version="1.0" encoding="x-none"?><a/>'}),
    "multi-byte encoding": archive({"word/document.xml": '<?xml version="1.0" encoding="gb18030"?><a/>'}),
    "half of UTF-16": archive({"word/document.xml": b"\xff\xfe<"}),
    "entities": archive({"word/document.xml": writer.document(p("甲")).replace("<w:document", ENTITY + "<w:document")}),
    "entities after a comment": archive({"word/document.xml": f"<!-- <a> --><?a <b> ?>{ENTITY}<a>&b;</a>"}),
    "entities in UTF-16": archive({"word/document.xml": f"{ENTITY}<a>&b;</a>".encode("utf-16")}),
    "entities in UTF-16 without mark": archive({"word/document.xml": f"{ENTITY}<a>&b;</a>".encode("utf-16-be")}),
    "entities in the styles": writer.package(writer.document(), {"word/styles.xml": f"{ENTITY}<a/>"}),
    "broken numbering": writer.package(writer.document(), {"word/numbering.xml": "<a>"}),
    "bomb": archive({"word/document.xml": b" " * 30_000_000}),
    "too many tags": archive({"word/document.xml": "<a>" + "<b/>" * 700_000 + "</a>"}),
    "too many attributes": archive({"word/document.xml": "<a " + " ".join(f"a{n}=''" for n in range(650_000)) + "/>"}),
    "parts in parts without end": archive({"word/document.xml": "<a>" * 400_000 + "</a>" * 400_000}),
    "a directory without end": b"PK\x03\x04word/" + b"PK\x05\x06" + bytes(8) + b"\0\0\0\x02" + bytes(6),
    "a path out of the archive": archive({"../word/document.xml": writer.document(p("甲")), "word/x": ""}),
    "text of another kind": writer.package("<html><body>甲</body></html>").replace(b"document.main", b"document.none"),
    "text outside": archive({"_rels/.rels": f'<a><b Type="{RELATED}" Target="../../etc/passwd"/></a>', "word/x": ""}),
    "text on the web": archive(
        {"_rels/.rels": f'<a><b Type="{RELATED}" Target="http://a/" TargetMode="External"/></a>', "word/x": ""}
    ),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_files_are_refused(data: bytes) -> None:
    before = time.process_time()
    with pytest.raises(UnreadableFile) as caught:
        readers.read(data, "a.docx")
    assert "\n" not in caught.value.zh
    assert caught.value.zh.startswith("a.docx: ")
    assert time.process_time() - before < 5


def many(count: int) -> bytes:
    """So many parts with nothing in them."""
    return archive({"word/document.xml": writer.document(p("甲")), **{f"word/{number}": "" for number in range(count)}})


def chained(count: int) -> bytes:
    """Styles each based on the next one, and a paragraph of each; the last is based on the first."""
    paragraphs = [p(f"{n}", properties=f'<w:pStyle w:val="s{n}"/>') for n in range(count)]
    return writer.package(
        writer.document(*paragraphs),
        styles(*[style(f"s{n}", f"s{n}", base=f"s{(n + 1) % count}") for n in range(count)]),
    )


BOUNDED = {
    "parts": lambda: many(20_000),
    "styles": lambda: chained(10_000),
    "page marks": lambda: writer.package(writer.document(p(*[LAID_OUT + r("甲")] * 20_000))),
    "fields": lambda: writer.package(writer.document(p(*[field("begin") + field("separate") + r("甲")] * 20_000))),
    "spans": lambda: writer.package(writer.document(tbl(*[tr(tc("甲", properties=across(10**6)), "1")] * 2000))),
    "spans down": lambda: writer.package(writer.document(tbl(*[tr(tc("", properties=ON + across(1000)), "1")] * 900))),
    "lists in lists": lambda: writer.package(
        writer.document(*[p("甲", properties=in_list(1, number % 9)) for number in range(20_000)]),
        {"word/numbering.xml": writer.numbering(CHINESE)},
    ),
    "joined paragraphs": lambda: writer.package(
        writer.document(p("甲", properties="<w:rPr><w:del/></w:rPr>") * 40_000)
    ),
}


@pytest.mark.parametrize("make", BOUNDED.values(), ids=list(BOUNDED))
def test_much_of_anything_takes_little_time(make: Callable[[], bytes]) -> None:
    data = make()
    before = time.process_time()
    assert docx.read(data, "a.docx").blocks
    assert time.process_time() - before < 6


def test_lists_that_refer_to_each_other() -> None:
    linked = "".join(
        f"<w:abstractNum w:abstractNumId='{n}'><w:numStyleLink w:val='s{n}'/></w:abstractNum>" for n in (1, 2)
    )
    lists = "".join(f"<w:num w:numId='{n}'><w:abstractNumId w:val='{n}'/></w:num>" for n in (1, 2))
    numbering = f"{writer.HEAD}<w:numbering {writer.NAMESPACES}>{linked}{lists}</w:numbering>"
    named = styles(*[style(f"s{n}", f"s{n}", f"<w:pPr>{in_list(3 - n)}</w:pPr>") for n in (1, 2)])
    document = word(p("甲", properties=in_list(1)), parts={"word/numbering.xml": numbering, **named})
    assert texts(document) == ["甲"]


def test_a_part_that_lies_about_its_size() -> None:
    data = bytearray(writer.package(writer.document(p("甲" * 100))))
    size = len(writer.document(p("甲" * 100)).encode())
    for at in range(len(data) - 4):
        if data[at : at + 4] == size.to_bytes(4, "little"):
            data[at : at + 4] = (60).to_bytes(4, "little")
    with pytest.raises(UnreadableFile):
        docx.read(bytes(data), "a.docx")


def test_locked_files() -> None:
    locked = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(UnreadableFile, match="密码"):
        readers.read(locked, "a.docx")
    data = bytearray(archive({"word/document.xml": writer.document(p("甲"))}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    with pytest.raises(UnreadableFile, match="密码"):
        docx.read(bytes(data), "a.docx")


def test_deep_nesting_ends() -> None:
    table, link = p("底"), r("底")
    for _ in range(300):
        table = tbl(tr("外", tc(table, p(""))))
        link = f"<w:smartTag>{link}</w:smartTag>"
    box = p("底")
    for _ in range(300):
        box = f"<w:p><w:r><w:pict><w:txbxContent>{box}</w:txbxContent></w:pict></w:r></w:p>"
    for deep in (table, f"<w:p>{link}</w:p>", box):
        with pytest.raises(UnreadableFile, match="嵌套过深"):
            word(deep, p("完"))


@few
@given(st.binary(max_size=300))
def test_any_bytes_end_well(data: bytes) -> None:
    readable(data)
    readable(b"PK\x03\x04" + data + b"word/")
    readable(archive({"word/document.xml": data}))


@few
@given(st.data())
def test_damaged_files_end_well(data: st.DataObject) -> None:
    document = writer.document(
        p("公", f"<w:ins>{r('开')}</w:ins>", properties=in_list(1)),
        tbl(tr(tc("甲", properties=DOWN), "1"), tr(tc("", properties=ON), "2")),
    )
    parts = {
        "word/document.xml": document,
        "word/numbering.xml": writer.numbering(CHINESE),
        "word/styles.xml": writer.STYLES,
    }
    path = data.draw(st.sampled_from(sorted(parts)))
    words = data.draw(
        st.lists(
            st.sampled_from(("<w:p>", "</w:p>", "<w:tc>", "<w:tbl>", "</w:tbl>", "<w:r>", '"1"', "w:val", "w:ilvl")),
            max_size=4,
        )
    )
    for one in words:
        at = data.draw(st.integers(0, len(parts[path])))
        found = parts[path].find(one, at)
        if found >= 0:
            parts[path] = (
                parts[path][:found]
                + data.draw(st.sampled_from(("", "<w:p/>", '"9"', '"-3"')))
                + parts[path][found + len(one) :]
            )
    readable(archive(parts))
    content = bytearray(archive(parts))
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    readable(bytes(content))


def readable(data: bytes) -> None:
    try:
        document = docx.read(data, "a.docx")
    except UnreadableFile:
        return
    assert_lawful(document)


def test_time_is_linear() -> None:
    def seconds(count: int) -> float:
        body = [
            p("本机关公开", properties=in_list(1)),
            tbl(*(tr(tc("甲", properties=ON), "1") for _ in range(10))),
        ] * count
        data = writer.package(writer.document(*body), {"word/numbering.xml": writer.numbering(CHINESE)})
        taken = []
        for _ in range(3):
            before = time.process_time()
            docx.read(data, "a.docx")
            taken.append(time.process_time() - before)
        return min(taken)

    assert seconds(1600) < 12 * seconds(400) + 0.2


# Reports


def values(report: Report) -> dict[tuple[str, str, str], float | int | None]:
    return {
        (form, row, column): value.number
        for form, reading in report.forms.items()
        for (row, column), value in reading.values.items()
    }


def kinds(report: Report) -> list[tuple[str, str]]:
    return sorted(
        (finding.code, finding.address or "") for finding in check(report) if finding.code.startswith(SAME_EVERYWHERE)
    )


def test_a_picture_in_place_of_a_form() -> None:
    made = builder.build("2021", 3)
    whole = zipfile.ZipFile(io.BytesIO(writer.write(made.parts))).read("word/document.xml").decode()
    picture = p("<w:r><w:drawing><wp:inline><a:graphic><pic:pic/></a:graphic></wp:inline></w:drawing></w:r>")
    first, last = whole.rindex("<w:tbl>"), whole.rindex("</w:tbl>") + len("</w:tbl>")
    report = report_of(
        writer.package(whole[:first] + picture + whole[last:], {"word/styles.xml": writer.STYLES}), "a.docx"
    )
    found = [finding for finding in check(report) if finding.code in ("EXT004", "EXT006", "TAB201")]
    assert [finding.code for finding in found] == ["EXT006"]
    assert "行政复议" in found[0].message.zh
    assert report.forms["remedies"].status == "picture"


@few
@given(st.sampled_from(builder.EDITIONS), st.integers(0, 10_000), st.integers(0, 10_000), st.booleans(), st.booleans())
def test_word_agrees_with_html(edition: str, seed: int, fault: int, faulty: bool, numbered: bool) -> None:
    made = builder.build(edition, seed)
    if faulty and edition != "2008":
        made, _, _ = builder.break_cell(made, fault)
    page = report_of(made.render("clean"), "report.html")
    file = report_of(writer.write(made.parts, numbered=numbered), "report.docx")
    assert_lawful(file.document)
    assert file.document.reader == "docx"
    assert values(file) == values(page) == made.figures
    assert kinds(file) == kinds(page)


def test_the_writer_leaves_numbers_to_word() -> None:
    data = writer.write(builder.build("2021", 3).parts, numbered=True)
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        text = made.read("word/document.xml").decode()
    assert text.count("<w:numPr>") > 20
    assert "一、总体情况" not in text
    assert "一、总体情况" in docx.read(data, "a.docx").source.text


# On the command line


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    made, _, _ = builder.break_cell(builder.build("2021", 7), 3)
    path = tmp_path / "report.docx"
    path.write_bytes(writer.write(made.parts))
    return path


def run(*arguments: str | Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert run_gouji([str(argument) for argument in arguments]) == 1
    return capsys.readouterr().out


def test_places_on_the_command_line(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("check", broken, "--select", "ARI", "--format")
    (finding,) = json.loads(run(*options, "json", capsys=capsys))["reports"][0]["findings"]
    assert [finding[key] for key in ("line", "column", "end_line", "end_column", "page")] == [None] * 5
    place = finding["place"]
    assert "第" in place and "行" in place and place.endswith("列）")
    for style in ("text", "concise", "grouped"):
        shown = run(*options, style, capsys=capsys)
        assert "".join(place.split()) in "".join(shown.split()), style
        assert "None" not in shown
    assert f"report.docx:{place}: 错误 {finding['code']} " in run(*options, "concise", capsys=capsys)
