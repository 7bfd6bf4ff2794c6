"""Reports that stand in one table from their title to their date, as some offices and their web sites have them."""

from __future__ import annotations

from html import escape

import pytest

import builder
from builder import docx
from builder.parts import Sheet, Slot
from checking import check, report_of
from gouji.document import Paragraph, Table
from gouji.readers import read

WIDTH = 60


def in_one_table(made: builder.Made) -> Sheet:
    """The parts of a report as rows of one table, prose over its whole width."""
    rows: list[tuple[Slot, ...]] = []
    for part in made.parts:
        if isinstance(part, Sheet):
            times = WIDTH // part.width
            rows += [tuple(slot._replace(columns=slot.columns * times) for slot in row) for row in part.rows]
        else:
            rows.append((Slot(part.text, WIDTH),))
    return Sheet(tuple(rows), WIDTH)


def page(sheet: Sheet) -> str:
    rows = (
        "<tr>"
        + "".join(f'<td colspan="{slot.columns}" rowspan="{slot.rows}">{escape(slot.text)}</td>' for slot in row)
        + "</tr>"
        for row in sheet.rows
    )
    return f"<html><body><table>{''.join(rows)}</table></body></html>"


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("kind", ["html", "docx"])
def test_it_says_what_it_says_in_parts(edition: str, kind: str) -> None:
    made = builder.break_cell(builder.build(edition, 3, length=1), 3)[0]
    sheet = in_one_table(made)
    data = page(sheet).encode() if kind == "html" else docx.write([sheet])
    report, plain = report_of(data, f"report.{kind}"), report_of(made.render("clean"), "report.html")
    assert [form for form, reading in report.forms.items() if reading.status != "read"] == []
    assert all(report.forms[cell[0]].number(*cell[1:]) == number for cell, number in made.figures.items())
    assert (report.agency, report.year) == (plain.agency, plain.year)
    assert sorted((f.code, f.message.zh) for f in check(report)) == sorted((f.code, f.message.zh) for f in check(plain))


def blocks(rows: str) -> list[object]:
    document = read(f"<table>{rows}</table>".encode(), "report.html")
    for block in document.blocks:
        if isinstance(block, Table):
            assert all(cell.row <= at < cell.row + cell.rows for at, row in enumerate(block.rows) for cell in row)
            assert all(document.source[cell.span] == cell.text for row in block.rows for cell in row)
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Paragraph | Table)
    ]


def whole(text: str) -> str:
    return f'<tr><td colspan="3">{text}</td></tr>'


ROWS = "<tr><td>规章</td><td>1</td><td>2</td></tr><tr><td>文件</td><td>3</td><td>4</td></tr>"
CELLS = [["规章", "1", "2"], ["文件", "3", "4"]]


PROSE = "本机关认真执行政府信息公开条例，依法公开信息，及时办理申请，" * 3


def test_heads_of_forms_stay_with_them() -> None:
    found = blocks(
        whole("年报") + whole("一、总体情况") + whole(PROSE) + whole("二、主动公开") + whole("第（一）项") + ROWS
    )
    assert found == ["年报", "一、总体情况", PROSE, "二、主动公开", [["第（一）项"] * 3, *CELLS]]
    found = blocks(
        whole("一、总体情况")
        + whole(PROSE)
        + ROWS
        + whole("第（五）项")
        + ROWS
        + whole("二、其他")
        + ROWS
        + whole("完")
    )
    assert found == ["一、总体情况", PROSE, [*CELLS, ["第（五）项"] * 3, *CELLS], "二、其他", CELLS, "完"]


def test_rows_that_are_narrower_than_the_widest_form() -> None:
    def row(text: str) -> str:
        return f'<tr><td colspan="3">{text}</td><td></td><td></td></tr>'

    found = blocks(
        row("年报")
        + row("一、总体情况")
        + row(PROSE)
        + row("二、主动公开")
        + ROWS.replace("</tr>", "<td>5</td><td>6</td></tr>")
    )
    assert found == ["年报", "一、总体情况", PROSE, "二、主动公开", [[*cells, "5", "6"] for cells in CELLS]]


def test_forms_alone_are_left_as_they_are() -> None:
    rows = "<tr><td>一、本年新收数量</td><td>5</td><td>6</td></tr><tr><td>二、上年结转数量</td><td></td><td></td></tr>"
    assert len(blocks(whole("一、收到和处理申请情况") + rows + ROWS + whole(PROSE))) == 1
    assert (
        len(blocks(whole("一、主动公开情况") + ROWS + whole("二、依申请公开情况") + ROWS + whole("注：没有其他情况")))
        == 1
    )
