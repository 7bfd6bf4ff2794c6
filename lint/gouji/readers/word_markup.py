"""The elements of a Word text by what they are to a reader: wrappers, marks, changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from gouji.readers.word_package import VAL, W, whole

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"
_SHAPES = "{urn:schemas-microsoft-com:vml}"

PARAGRAPH, TABLE, ROW, CELL, RUN, TEXT = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "r", "t"))
PARAGRAPH_PROPERTIES, RUN_PROPERTIES, ROW_PROPERTIES, CELL_PROPERTIES = (
    f"{W}{name}" for name in ("pPr", "rPr", "trPr", "tcPr")
)
FIELD, SYMBOL, COMMENT, HYPERLINK = (f"{W}{name}" for name in ("fldChar", "sym", "commentReference", "hyperlink"))
MATH_RUN, MATH_TEXT = f"{_MATH}r", f"{_MATH}t"
ALTERNATE = f"{_COMPATIBILITY}AlternateContent"
BOX = f"{W}txbxContent"
NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
"""References to notes, and the part in which the notes stand."""

CHUNK, PAGE_BREAK, INSTRUCTION, SIMPLE_FIELD = (
    f"{W}{name}" for name in ("altChunk", "lastRenderedPageBreak", "instrText", "fldSimple")
)
INSERTED = frozenset(f"{W}{name}" for name in ("ins", "moveTo", "cellIns"))
DELETION = f"{W}del"
DELETED = frozenset((DELETION, f"{W}moveFrom", f"{W}cellDel"))
WRAPPERS = INSERTED | {
    *(f"{W}{name}" for name in ("sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")),
    *(f"{W}{name}" for name in ("ruby", "rubyBase")),
    *(f"{_MATH}{name}" for name in ("oMath", "oMathPara", "e", "sup", "sub", "num", "den", "sSup", "sSub", "f", "d")),
}
"""Elements that stand around others of a text, table or row and change nothing of what these are."""

MARKS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
"""Elements of a run that stand for a character."""

OBJECT, EMBEDDED = f"{W}object", "{urn:schemas-microsoft-com:office:office}OLEObject"
DRAWINGS = frozenset((f"{W}drawing", f"{W}pict", OBJECT, ALTERNATE))
PICTURES = frozenset(
    (f"{_DRAWING}picture}}pic", f"{_DRAWING}chart}}chart", f"{_DRAWING}diagram}}relIds", f"{_SHAPES}imagedata")
)
NAMED = frozenset((f"{_DRAWING}wordprocessingDrawing}}docPr", f"{_SHAPES}shape"))
"""Elements that carry the alternative text of a picture."""

_TOLD = INSERTED | {HYPERLINK, SIMPLE_FIELD}
_DEEPEST = 40


class TooDeepError(Exception):
    """Elements lie in one another as no program writes them."""


def inner(parent: Iterable[Element], depth: int = 0) -> Iterator[Element]:
    """The children of an element, wrappers replaced by what is in them; of alternatives the first is taken.

    Insertions, hyperlinks and simple fields come themselves, before what is in them.

    Raises:
        TooDeepError: wrappers lie in one another as no program writes them.

    """
    if depth > _DEEPEST:
        raise TooDeepError
    for child in parent:
        tag = child.tag
        if tag in WRAPPERS:
            if tag in _TOLD:
                yield child
            yield from inner(child, depth + 1)
        elif tag == ALTERNATE:
            chosen = alternative(child)
            if chosen is not None:
                yield from inner(chosen, depth + 1)
        else:
            yield child


def alternative(element: Element) -> Element | None:
    """Of several ways to write the same the first: text boxes stand in both."""
    return next((child for child in element if len(child)), None)


def drawn(element: Element) -> tuple[list[Element], list[str]]:
    """The text boxes in a drawing, and the alternative texts of its pictures."""
    boxes: list[Element] = []
    pictures: list[str] = []
    name, waiting = "", [element]
    while waiting:
        found = waiting.pop()
        if found.tag == BOX:
            boxes.append(found)
            continue
        if found.tag in NAMED:
            name = found.get("descr") or found.get("alt") or found.get("title") or ""
        elif found.tag in PICTURES:
            pictures.append(" ".join(name.split()))
            continue
        if found.tag == ALTERNATE:
            chosen = alternative(found)
            waiting += () if chosen is None else (chosen,)
        else:
            waiting += reversed(found)
    return boxes, pictures


_TABLES = ("Excel.Sheet", "ET.")


def workbook(element: Element) -> Element | None:
    """The workbook that a drawing shows, where it is one that Excel or WPS put there and not only a picture of it."""
    embedded = element.find(EMBEDDED) if element.tag == OBJECT else None
    return embedded if embedded is not None and embedded.get("ProgID", "").startswith(_TABLES) else None


def chosen(field: Element) -> str:
    """What was chosen from the list of a form field, which has no result in the text; nothing for other fields."""
    choices = field.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    entries = choices.findall(f"{W}listEntry")
    number = whole(choices.find(f"{W}result"), whole(choices.find(f"{W}default"), 0))
    return entries[number].get(VAL, "") if number < len(entries) else ""


_SIGNS = {
    "wingdings": {0xFE: "☑", 0xFC: "✓", 0xFD: "☒", 0xFB: "✗", 0xA8: "□", 0x6F: "□", 0x6E: "■", 0x6C: "●", 0xD8: "➢"},
    "wingdings 2": {0x52: "☑", 0x54: "☒", 0x50: "✓", 0x4F: "✗", 0xA3: "□"},
    "symbol": {0xB7: "•", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0x2D: "-"},
}
"""Characters that stand for others in fonts of signs, as forms use them."""


def symbol(element: Element) -> str:
    """The character of a `w:sym`; a sign of a font that is not known is left as it is."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    sign = _SIGNS.get(element.get(f"{W}font", "").lower(), {}).get(code & 0xFF if code >= 0xF000 else code)
    if sign is not None:
        return sign
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else ""
