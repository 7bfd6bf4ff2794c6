"""A draft as a Word file, set the way GB/T 9704 sets official documents: A4, 仿宋 in size 3, headings in 黑体 and 楷体."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from gouji.drafting.parts import Heading, Part, Prose, Sheet, Slot, placed

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>'
)
MAIN = "word/document.xml"
BEFORE = f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>'
"""What stands before the body in the part `MAIN`, which holds the text."""
_AFTER = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" '
    'w:header="851" w:footer="992" w:gutter="0"/></w:sectPr></w:body></w:document>'
)
WIDTH = 8844
"""Width between the margins of the page, in twentieths of a point."""
_LONGEST = 18
"""Characters of a label on one line of its cell; a longer one is broken."""
_STYLES = (
    ("a", "Normal", "仿宋", 32, '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>', ""),
    ("0", "Title", "宋体", 44, '<w:ind w:firstLine="0"/><w:jc w:val="center"/>', "<w:b/>"),
    ("1", "heading 1", "黑体", 32, '<w:keepNext/><w:outlineLvl w:val="0"/>', ""),
    ("2", "heading 2", "楷体", 32, '<w:keepNext/><w:outlineLvl w:val="1"/>', ""),
    ("aside", "Signature", "仿宋", 32, '<w:jc w:val="right"/>', ""),
    (
        "cell",
        "Table Text",
        "宋体",
        21,
        '<w:spacing w:line="280" w:lineRule="exact"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>',
        "",
    ),
)


def write(parts: Sequence[Part]) -> bytes:
    """The Word file."""
    return package(text("".join(_part(part) for part in parts)))


def text(body: str) -> str:
    """The part `MAIN` with a body, set in the styles `0` (title), `1`, `2` (headings), `cell`, `aside` or none."""
    return BEFORE + body + _AFTER


def package(xml: str) -> bytes:
    """The Word file with a text."""
    members = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations("officeDocument", MAIN),
        MAIN: xml,
        "word/_rels/document.xml.rels": _relations("styles", "styles.xml"),
        "word/styles.xml": _styles(),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2021, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _relations(kind: str, target: str) -> str:
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'


def _styles() -> str:
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"{_default(id)}><w:name w:val="{name}"/>{_based(id)}'
        f'<w:pPr>{paragraph}</w:pPr><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}"/>'
        f'{weight}<w:sz w:val="{size}"/></w:rPr></w:style>'
        for id, name, font, size, paragraph, weight in _STYLES
    )
    return f'{_HEAD}<w:styles xmlns:w="{_W}">{made}</w:styles>'


def _default(id: str) -> str:
    return ' w:default="1"' if id == "a" else ""


def _based(id: str) -> str:
    return "" if id == "a" else '<w:basedOn w:val="a"/>'


def _part(part: Part) -> str:
    match part:
        case Heading(level, text):
            return _paragraph(text, str(level))
        case Prose(text, aside):
            return _paragraph(text, "aside" if aside else "")
    return _table(part)


def _paragraph(text: str, style: str) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(sheet: Sheet) -> str:
    widths = _widths(sheet)
    rows = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>" for cells in _rows(sheet, widths))
    return f"{opening(widths)}{rows}</w:tbl>" + _paragraph("", "cell")


def opening(widths: Sequence[int]) -> str:
    """The beginning of a table whose columns are so wide, in twentieths of a point."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = f'<w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>"


def _widths(sheet: Sheet) -> list[int]:
    """The widths of the columns: those of labels as wide as what they hold, those of figures all alike."""
    lengths = [2] * sheet.width
    for column, slot in placed(sheet):
        if slot.columns == 1:
            lengths[column] = max(lengths[column], min(len(slot.text), _LONGEST if slot.address is None else 6))
    figures = {column for column, slot in placed(sheet) if slot.address and slot.columns == 1}
    share = max((min(lengths[column], 5) for column in figures), default=0)
    weights = [share if column in figures else length for column, length in enumerate(lengths)]
    return [WIDTH * weight // sum(weights) for weight in weights]


def _rows(sheet: Sheet, widths: Sequence[int]) -> Iterator[list[str]]:
    """The cells of each row; one that goes on from the row above is there again, merged and empty."""
    below: dict[int, tuple[int, int]] = {}
    for row in sheet.rows:
        cells: list[str] = []
        column, slots = 0, iter(row)
        while column < sheet.width:
            if column in below:
                extent, left = below.pop(column)
                cells.append(_cell(Slot("", extent), sum(widths[column : column + extent]), "<w:vMerge/>"))
            else:
                slot = next(slots, Slot(""))
                extent, left = slot.columns, slot.rows
                merge = '<w:vMerge w:val="restart"/>' if slot.rows > 1 else ""
                cells.append(_cell(slot, sum(widths[column : column + extent]), merge))
            if left > 1:
                below[column] = extent, left - 1
            column += extent
        yield cells


def _cell(slot: Slot, width: int, merge: str) -> str:
    across = f'<w:gridSpan w:val="{slot.columns}"/>' if slot.columns > 1 else ""
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return (
        f'<w:tc><w:tcPr>{size}{across}{merge}<w:vAlign w:val="center"/></w:tcPr>{_paragraph(slot.text, "cell")}</w:tc>'
    )
