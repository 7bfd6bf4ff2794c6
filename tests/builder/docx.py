"""Reports as Word files: paragraphs with styles, merged cells, and numbers that are typed or counted by Word."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from builder.parts import Heading, Part, Sheet, Slot

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = ("styles", "numbering", "footnotes", "endnotes", "comments")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = f"""{HEAD}<w:styles {NAMESPACES}><w:latentStyles w:count="1"><w:lsdException w:name="Normal"/></w:latentStyles>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>"""
_FONT = '<w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr>'
_BORDERS = '<w:tcBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/></w:tcBorders>'
_PAGE = 8844
"""Width between the margins, in twentieths of a point."""

_DIGITS = "一二三四五六七八九十"
_NUMBER = re.compile(r"([一二三四五六七八九十])、|[（(]([一二三四五六七八九十])[）)]|(\d{1,2})\.(?!\d)")


def package(document: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word file with this text part, and other parts by their paths, as Word itself opens it."""
    file = io.BytesIO()
    found = {"word/document.xml": document, **(parts or {})}
    kinds = {kind for path in found if (kind := posixpath.basename(path).removesuffix(".xml")) in _KINDS}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in {**_packing(sorted(kinds)), **found}.items():
            archive.writestr(path, content)
    return file.getvalue()


def _packing(kinds: Iterable[str]) -> dict[str, str]:
    """The parts that say what the others are."""
    types = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{TYPE}.{kind}+xml"/>' for kind in ("document.main", *kinds)
    ).replace("document.main.xml", "document.xml")
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATION}/{kind}" Target="{kind}.xml"/>' for n, kind in enumerate(kinds)
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
    }


def document(*body: str) -> str:
    """The text part with a body."""
    return f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"


def numbering(*lists: Iterable[tuple[str, str]]) -> str:
    """The numbering part: lists with ids from 1, of levels given by numerals and text."""
    definitions = "".join(
        f'<w:abstractNum w:abstractNumId="{id}">'
        + "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val={quoteattr(text)}/></w:lvl>'
            for depth, (kind, text) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for id, levels in enumerate(lists, 1)
    )
    nums = "".join(f'<w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>' for id in range(1, len(lists) + 1))
    return f"{HEAD}<w:numbering {NAMESPACES}>{definitions}{nums}</w:numbering>"


def write(parts: Sequence[Part], *, numbered: bool = False) -> bytes:
    """A report as a Word file; `numbered` leaves to Word whatever numbers it would count the same."""
    writer = _Writer(numbered)
    body = "".join(writer.part(part) for part in parts)
    lists = [("chineseCounting", "%1、"), ("chineseCountingThousand", writer.brackets), ("decimal", "%3.")]
    return package(document(body), {"word/styles.xml": STYLES, "word/numbering.xml": numbering(lists, lists)})


class _Writer:
    """Counts as Word does, to tell which numbers it can be left."""

    def __init__(self, numbered: bool) -> None:
        self.numbered = numbered
        self.brackets = ""
        self.counts: dict[int, list[int]] = {1: [0, 0, 0], 2: [0, 0, 0]}
        self.automatic = 0

    def part(self, part: Part) -> str:
        match part:
            case Heading(level, text):
                return self.paragraph(text, 1, '<w:pStyle w:val="1"/>' if level == 1 else '<w:jc w:val="center"/>')
            case Sheet():
                return self.table(part)
        return self.paragraph(part.text, 1)

    def paragraph(self, text: str, list_id: int, properties: str = "") -> str:
        number, text = self.counted(text, list_id)
        run = f'<w:r>{_FONT}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
        return f"<w:p><w:pPr>{properties}{number}{_FONT}</w:pPr>{run}</w:p>"

    def counted(self, text: str, list_id: int) -> tuple[str, str]:
        match = _NUMBER.match(text) if self.numbered else None
        if match is None:
            return "", text
        depth = (match.lastindex or 1) - 1
        number = _DIGITS.index(match[depth + 1]) + 1 if depth < 2 else int(match[3])
        if depth == 1:
            self.brackets = self.brackets or f"{match[0][0]}%2{match[0][-1]}"
            if match[0] != self.brackets.replace("%2", match[2]):
                return "", text
        counts = self.counts[list_id]
        if number != counts[depth] + 1:
            return "", text
        counts[depth:] = [number, 0, 0][: 3 - depth]
        self.automatic += 1
        properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
        return properties, text[match.end() :]

    def table(self, sheet: Sheet) -> str:
        open_cells: dict[int, tuple[int, int]] = {}
        rows = "".join(self.row(row, open_cells, sheet.width) for row in sheet.rows)
        columns = f'<w:gridCol w:w="{_PAGE // sheet.width}"/>' * sheet.width
        return f'<w:tbl><w:tblPr><w:tblW w:w="0"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl><w:p/>'

    def row(self, row: Sequence[Slot], below: dict[int, tuple[int, int]], width: int) -> str:
        cells, column, slots = [], 0, iter(row)
        while column < width:
            if column in below:
                columns, left = below.pop(column)
                cells.append(self.cell("", columns, "<w:vMerge/>", _PAGE // width))
                if left > 1:
                    below[column] = columns, left - 1
                column += columns
                continue
            slot = next(slots, None)
            if slot is None:
                break
            merge = '<w:vMerge w:val="restart"/>' if slot.rows > 1 else ""
            cells.append(self.cell(slot.text, slot.columns, merge, _PAGE // width))
            if slot.rows > 1:
                # Only rows below may use it, so it is marked to be skipped in this one.
                below[column] = slot.columns, slot.rows - 1
            column += slot.columns
        return f'<w:tr><w:trPr><w:trHeight w:val="454"/></w:trPr>{"".join(cells)}</w:tr>'

    def cell(self, text: str, columns: int, merge: str, width: int) -> str:
        across = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
        return f'<w:tc><w:tcPr><w:tcW w:w="{width * columns}" w:type="dxa"/>{across}{merge}{_BORDERS}</w:tcPr>{self.paragraph(text, 2)}</w:tc>'
