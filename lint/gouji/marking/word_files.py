"""Word files with comments: marks in the text, the comments in their own part, and a part that says it is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, XMLParser, fromstring

from gouji.errors import GoujiError
from gouji.marking import packages
from gouji.marking.word_comments import Remark, comments, marked
from gouji.origins import AUTHOR, TAG, Origins
from gouji.patterns import pattern

_ID = pattern(r":id\s*=\s*[\"'](\d{1,9})[\"']")
_NUMBERED = frozenset(("comment", "commentRangeStart", "commentRangeEnd", "commentReference"))
_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def commented(data: bytes, origins: Origins, text: str, remarks: Sequence[Remark], day: str, name: str) -> bytes:
    """A Word file with remarks on its text as comments; nothing else in it is changed. `day` is an ISO date.

    Raises:
        GoujiError: no copy can be made of the file.

    """
    if not remarks:
        return data
    try:
        changes = _changes(data, origins, text, remarks, day)
    except Exception as error:  # the parts that have to be changed may be damaged in any way
        said = " ".join(str(error).split())[:80]
        raise GoujiError(
            f"{name}: 加不进批注，请用 Word 另存后再试（{said}）",
            f"{name}: comments cannot be added; save it anew with Word and try again ({said})",
        ) from error
    return packages.rewritten(data, changes, name)


def _changes(data: bytes, origins: Origins, text: str, remarks: Sequence[Remark], day: str) -> dict[str, bytes]:
    """The parts that change, by their names in the archive."""
    strict = _STRICT in origins.xml[:4096]
    place = packages.comments_of(data, origins.part.replace("\\", "/").lstrip("/"), strict=strict)
    part = place.part
    if not part.text:
        root = f'<w:comments xmlns:w="{_STRICT if strict else _TRANSITIONAL}"/>'
        part = part._replace(text=f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}')
    else:
        remarks = _new(remarks, part.text)
    first = 1 + max((*_numbers(part.text), *_numbers(origins.xml)), default=-1)
    xml, lost = marked(origins, text, remarks, first)
    numbered = ((first + number, remark) for number, remark in enumerate(remarks) if number not in lost)
    return {
        origins.part: xml.encode(origins.encoding),
        part.path: part.with_last(comments(numbered, part.prefix or "w:", day)),
        **place.announced,
    }


def _new(remarks: Sequence[Remark], xml: str) -> list[Remark]:
    """The remarks that do not stand among the comments already, from the check before."""
    known = Counter(
        tuple("".join(text.text or "" for text in line.iter() if _is(text, "t")) for line in comment if _is(line, "p"))
        for comment in fromstring(xml.encode("utf-8"), XMLParser(encoding="utf-8"))
        if _is(comment, "comment") and AUTHOR in comment.attrib.values()
    )
    new: list[Remark] = []
    for remark in remarks:
        if known[remark.lines]:
            known[remark.lines] -= 1
        else:
            new.append(remark)
    return new


def _is(element: Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name


def _numbers(xml: str) -> Iterator[int]:
    """The numbers of comments in a part, of their marks too."""
    for tag in TAG.finditer(xml):
        if tag[2] and tag[2].rpartition(":")[2] in _NUMBERED:
            yield from map(int, _ID.findall(tag[0]))
