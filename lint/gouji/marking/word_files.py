"""Word files with comments: marks in the text, the comments in their own part, and a part that says it is there."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.errors import GoujiError
from gouji.marking import packages
from gouji.marking.word_comments import Remark, comments, marked
from gouji.origins import Origins
from gouji.patterns import pattern

_NUMBER = pattern(r":comment(?:RangeStart|RangeEnd|Reference)?\s[^>]*?:id\s*=\s*[\"'](\d{1,9})")
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
        raise GoujiError(f"{name}: 加不进批注（{said}）", f"{name}: comments cannot be added ({said})") from error
    return packages.rewritten(data, changes, name)


def _changes(data: bytes, origins: Origins, text: str, remarks: Sequence[Remark], day: str) -> dict[str, bytes]:
    """The parts that change, by their names in the archive."""
    strict = _STRICT in origins.xml[:4096]
    place = packages.comments_of(data, origins.part.replace("\\", "/").lstrip("/"), strict=strict)
    part = place.part
    if not part.text:
        root = f'<w:comments xmlns:w="{_STRICT if strict else _TRANSITIONAL}"/>'
        part = part._replace(text=f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}')
    first = 1 + max(map(int, _NUMBER.findall(part.text) + _NUMBER.findall(origins.xml)), default=-1)
    xml, lost = marked(origins, text, remarks, first)
    numbered = ((first + number, remark) for number, remark in enumerate(remarks) if number not in lost)
    return {
        origins.part: xml.encode(origins.encoding),
        part.path: part.with_last(comments(numbered, part.prefix or "w:", day)),
        **place.announced,
    }
