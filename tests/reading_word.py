"""Word files put together for the tests, and what was read of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from hypothesis import HealthCheck, settings

from builder import docx as writer
from gouji.document import Document, Paragraph, Table
from gouji.readers import docx

few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CHINESE = (("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
LAID_OUT = "<w:r><w:lastRenderedPageBreak/></w:r>"
DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


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


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for path, content in parts.items():
            made.writestr(path, content)
    return file.getvalue()


def across(columns: object) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'
