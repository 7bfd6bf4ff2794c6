"""The reader of Word files that are one XML document: that of Word 2003, and packages written flat.

Programs of offices fill templates of either kind and call the result .doc. Both are read as .docx: the parts of a flat
package are trees in one tree; what Word 2003 named otherwise gets the name it has today.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from xml.etree.ElementTree import Element

from gouji.document import Document
from gouji.readers import docx
from gouji.readers.word_package import VAL, W, no_text, parse

_PACKAGE: Final = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_HINT: Final = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_CHANGE: Final = "{http://schemas.microsoft.com/aml/2001/core}"
_WRAPPER: Final = f"{W}sdtContent"
_RENAMED: Final = {
    f"{W}vmerge": f"{W}vMerge",
    f"{W}hmerge": f"{W}hMerge",
    f"{W}listPr": f"{W}numPr",
    f"{W}ilfo": f"{W}numId",
    f"{W}listDef": f"{W}abstractNum",
    f"{W}list": f"{W}num",
    f"{W}ilst": f"{W}abstractNumId",
    f"{_CHANGE}content": _WRAPPER,
    **{f"{_HINT}{name}": _WRAPPER for name in ("sect", "sub-section", "pBdrGroup")},
}
_CHANGES: Final = {
    "Word.Insertion": f"{W}ins",
    "Word.Deletion": f"{W}del",
    "Word.Comment": f"{W}commentReference",
}
_IDS: Final = {f"{W}listDefId": f"{W}abstractNumId", f"{W}ilfo": f"{W}numId"}
_NUMERALS: Final = {
    "0": "decimal", "1": "upperRoman", "2": "lowerRoman", "3": "upperLetter", "4": "lowerLetter", "10": "ideographDigital",
    "11": "japaneseCounting", "14": "decimalFullWidth", "16": "japaneseLegal", "18": "decimalEnclosedCircle",
    "19": "decimalFullWidth2", "22": "decimalZero", "23": "bullet", "26": "decimalEnclosedFullstop",
    "27": "decimalEnclosedParen", "28": "decimalEnclosedCircleChinese", "29": "ideographEnclosedCircle",
    "30": "ideographTraditional", "31": "ideographZodiac", "32": "ideographZodiacTraditional", "33": "taiwaneseCounting",
    "34": "ideographLegalTraditional", "35": "taiwaneseCountingThousand", "36": "taiwaneseDigital", "37": "chineseCounting",
    "38": "chineseLegalSimplified", "39": "chineseCountingThousand", "255": "none",
}  # fmt: skip
"""The numerals of lists by the numbers that Word 2003 gives them (MSONFC, [MS-OSHARED] 2.2.1.3)."""


def read(data: bytes, name: str) -> Document:
    """The document in a Word file that is one XML document, under the reader name `doc`; places are those of a .docx.

    Raises:
        UnreadableFile: the file is damaged or absurdly large, or holds no Word text.

    """
    root = parse(data, name)
    parts = _parts(root) if root.tag == f"{_PACKAGE}package" else _old_parts(root)
    if "document" not in parts:
        raise no_text(name)
    return docx.read_parts(Trees(name, parts))._replace(reader="doc")


class Trees:
    """The parts of a file, all of them trees: `document`, `styles`, `numbering`, `footnotes`, `endnotes`."""

    def __init__(self, name: str, trees: dict[str, Element]) -> None:
        """The trees of a file with a name."""
        self.name = name
        self._trees = trees

    def text(self) -> Element | None:
        """The tree that holds the body of the text."""
        return self._trees.get("document")

    def related(self, kind: str) -> Element | None:
        """The tree of a part that belongs to the text; None where there is none."""
        return self._trees.get(kind)

    def chunk(self, id: str, kinds: Collection[str] = ()) -> tuple[str, bytes] | None:
        """Other files cannot stand in this one."""
        del id, kinds
        return None


def _parts(root: Element) -> dict[str, Element]:
    """The parts of a flat package by the last words of their names."""
    found: dict[str, Element] = {}
    for part in root.iter(f"{_PACKAGE}part"):
        kind = part.get(f"{_PACKAGE}name", "").rpartition("/")[2].removesuffix(".xml")
        content = part.find(f"{_PACKAGE}xmlData")
        if content is not None and len(content):
            found.setdefault(kind, content[0])
    return found


def _old_parts(root: Element) -> dict[str, Element]:
    """The parts of a file of Word 2003 under today's names."""
    for element in root.iter():
        _rename(element)
    found = {"document": root} if root.find(f"{W}body") is not None else {}
    for kind, tag in (("styles", "styles"), ("numbering", "lists")):
        tree = root.find(f"{W}{tag}")
        if tree is not None:
            found[kind] = tree
    return found


def _rename(element: Element) -> None:
    tag = element.tag
    if tag == f"{_CHANGE}annotation":
        element.tag = _CHANGES.get(element.get(f"{W}type", ""), f"{W}annotation")
    elif tag == f"{W}nfc":
        element.tag = f"{W}numFmt"
        element.set(VAL, _NUMERALS.get(element.get(VAL, ""), "decimal"))
    elif tag in _RENAMED:
        element.tag = _RENAMED[tag]
        for old, new in _IDS.items():
            if old in element.attrib:
                element.set(new, element.attrib.pop(old))
