"""The Word reader: what stands on the paper, whatever way it is written, and what is still open in it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builder
from blocks import paragraphs, tables
from builder import docx as writer
from builder import xlsx as workbooks
from builder.parts import Sheet
from checking import check, report_of, values
from gouji import readers
from gouji.cli.process import run as run_gouji
from gouji.document import Note, Paragraph, Picture, Table
from gouji.errors import UnreadableFile
from gouji.readers import docx
from gouji.report import Report
from gouji.source import Span
from reading_word import CHINESE, LAID_OUT, archive, assert_lawful, few, field, p, r, style, styles, tbl, tc, tr, word

SAME_EVERYWHERE = ("STR", "TAB", "ARI", "DAT", "CON")


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
    "chosen in a form": (
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="请选择"/>'
            f'<w:listEntry w:val="12"/></w:ddList></w:ffData></w:fldChar></w:r>{field("end")}{r("件")}'
        ),
        "12件",
    ),
    "nothing chosen in a form": (
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="7"/></w:ddList></w:ffData></w:fldChar>'
            f"</w:r>{field('end')}{r('件')}"
        ),
        "件",
    ),
    "struck out": (r("公") + r("不", "<w:sz w:val='32'/><w:strike/>") + r("开", '<w:dstrike w:val="false"/>'), "公开"),
    "struck out twice": (r("公") + r("不", "<w:dstrike/>") + r("开", '<w:strike w:val="0"/>'), "公开"),
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
    assert paragraphs(document) == [text]
    assert tables(word(tbl(tr(tc(f"<w:p>{inside}</w:p>"), "0")))) == [[[text, "0"]]]


def test_line_breaks_end_paragraphs_but_not_cells() -> None:
    broken = f"{r('临溪区')}<w:r><w:br/></w:r>{r('年度报告')}"
    assert paragraphs(word(p(broken))) == ["临溪区", "年度报告"]
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
        assert paragraphs(word(one)) == ["一、总体情况"]
    rows = tr(f"<w:sdt><w:sdtContent>{tc('规章')}</w:sdtContent></w:sdt>", "0")
    assert tables(word(tbl(f"<w:sdt><w:sdtContent>{rows}</w:sdtContent></w:sdt>"))) == [[["规章", "0"]]]


def test_a_deleted_paragraph_mark_joins_paragraphs() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr>'
    assert paragraphs(word(p("本机关", properties=mark), p("主动公开"), p("完"))) == ["本机关主动公开", "完"]
    assert paragraphs(word(p("本机关", properties=mark))) == ["本机关"]
    assert paragraphs(word(p("本机关", properties=mark), tbl(tr("0", "1")), p("完"))) == ["本机关", "完"]


def test_a_broken_field_swallows_only_its_own_paragraph() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert paragraphs(word(p(f"{r('甲')}{begin}{r('PAGE')}"), p("乙"))) == ["甲", "乙"]


def test_text_boxes_come_once_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{p('青禾市文件')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>"
        f"<wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert paragraphs(word(p(drawing, "正文"))) == ["正文", "青禾市文件"]


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
    assert paragraphs(document) == ["收到3件", "完", "含转办件。"]
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
    assert paragraphs(document) == ["甲", "乙", "丙", "丁", "完"]
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


def with_workbook(data: bytes, program: str = "Excel.Sheet.12") -> bytes:
    """A paragraph, a sheet of a workbook with its picture, and a paragraph."""
    shape = '<v:shape id="s" alt="表"><v:imagedata r:id="p"/></v:shape>'
    sheet = f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" ProgID="{program}" r:id="e"/>'
    relation = related("e", "embeddings/a.xlsx").replace("aFChunk", "package")
    return archive(
        {
            "word/document.xml": writer.document(
                p("甲"), p(f"<w:r><w:object>{shape}{sheet}</w:object></w:r>"), p("乙")
            ),
            "word/_rels/document.xml.rels": f"<Relationships>{relation}</Relationships>",
            "word/embeddings/a.xlsx": data,
        }
    )


def test_a_sheet_of_a_workbook_is_a_table() -> None:
    pytest.importorskip("python_calamine")
    pytest.importorskip("xlsxwriter")
    made = builder.build("2021", 5, length=0)
    sheets = [part for part in made.parts if isinstance(part, Sheet)]
    document = docx.read(with_workbook(workbooks.write(sheets[:1], gaps=False)), "a.docx")
    assert_lawful(document)
    assert paragraphs(document) == ["甲", "第二十条第（一）项", "乙"]
    assert tables(document)[0][1][1:] == [slot.text for slot in sheets[0].rows[2][1:]]
    assert not any(isinstance(block, Picture) for block in document.blocks)


@pytest.mark.parametrize("kind", ["several sheets", "damaged", "old", "another program"])
def test_a_workbook_that_is_not_read_is_its_picture(kind: str) -> None:
    pytest.importorskip("xlsxwriter")
    sheets = [part for part in builder.build("2021", 5, length=0).parts if isinstance(part, Sheet)]
    whole = workbooks.write(sheets, apart=kind == "several sheets")
    data = {"damaged": whole[:500], "old": b"\xd0\xcf\x11\xe0" + bytes(2000)}.get(kind, whole)
    program = "Equation.3" if kind == "another program" else "Excel.Sheet.8"
    document = docx.read(with_workbook(data, program), "a.docx")
    assert [type(block) for block in document.blocks] == [Paragraph, Picture, Paragraph]


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
    assert paragraphs(document) == ["1)甲a)乙", "2)丙", "7)丁", "一、戊（一）己", "庚"]


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
    assert paragraphs(word(p("公", r("密", '<w:rStyle w:val="h"/>'), "开"), hidden, parts=parts)) == ["公开"]


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


def test_figures_struck_out_by_hand_are_open_deletions() -> None:
    document = word(tbl(tr(tc("规章"), tc(p(r("8", "<w:strike/>"), r("9"))))))
    assert [[cell.text for cell in row] for row in document.blocks[0].rows] == [["规章", "9"]]
    assert [(note.code, note.detail) for note in document.notes] == [("EXT008", "删除 1 处")]


def test_a_change_in_a_cell_is_noted_there() -> None:
    document = word(p("前"), tbl(tr("甲", tc(p(f'<w:del w:id="3">{r("5")}</w:del>', "6"))), tr("乙", "7")), p("后"))
    assert [document.source[note.span] for note in document.notes] == ["6"]
    assert word(f"<w:p><w:del>{r('5')}</w:del></w:p>").notes == (Note("EXT008", Span(0, 0), "删除 1 处"),)


def test_a_closed_file_has_no_notes() -> None:
    assert word(p("公开"), tbl(tr("甲", "1"))).notes == ()


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
    for format in ("text", "concise", "grouped"):
        shown = run(*options, format, capsys=capsys)
        assert "".join(place.split()) in "".join(shown.split()), format
        assert "None" not in shown
    assert f"report.docx:{place}: 错误 {finding['code']} " in run(*options, "concise", capsys=capsys)
