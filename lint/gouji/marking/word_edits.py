"""Edits of a Word text in its XML: only characters change, runs keep their look; a blank cell gets a run like its own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gouji.findings import Edit, Fix
from gouji.marking.changes import changes
from gouji.marking.word_comments import written
from gouji.marking.word_runs import Layout, Paragraph
from gouji.marking.word_twins import Twins
from gouji.origins import NOWHERE, Origins

_NOWHERE = (NOWHERE, NOWHERE)
Change = tuple[int, int, str]
"""Start, end and new text of a stretch of the XML."""


def edited(origins: Origins, text: str, fixes: Iterable[Fix]) -> tuple[str, int]:
    """The XML with what can be put into it of fixes, and the number of these.

    What stands in a text box is written twice, and changes in both places or not at all. What Word counts itself is left
    alone. Edits that may change the meaning go together or not at all; of safe ones each that can.
    """
    editing = _Editing(origins, text)
    made: list[Change] = []
    count = 0
    for fix in fixes:
        found = [editing.changes(edit) for edit in fix.edits]
        if fix.safe or None not in found:
            changed = [change for one in found if one for change in one]
            made += changed
            count += bool(changed)
    parts: list[str] = []
    at = 0
    for start, end, new in sorted(made):
        parts += (origins.xml[at:start], new)
        at = end
    return "".join([*parts, origins.xml[at:]]), count


class _Editing:
    """A text under change."""

    def __init__(self, origins: Origins, text: str) -> None:
        self._origins = origins
        self._text = text
        self._layout = Layout(origins.xml, origins.prefix)
        self._twins = Twins(origins.xml, origins.prefix)

    def changes(self, edit: Edit) -> list[Change] | None:
        """What an edit changes in the XML; None where it cannot be put in."""
        first = self._first(edit)
        if first is None:
            return None
        made: list[Change] = []
        for low, high, text in first:
            twins = self._twins.of(low, high)
            if twins is None:
                return None
            made += [(low, high, text), *((*twin, text) for twin in twins)]
        return made

    def _first(self, edit: Edit) -> list[Change] | None:
        """What an edit changes where the text was read from."""
        start, end = edit.span
        if start == end:
            return self._inserted(start, edit.text)
        places = [self._place(offset) for offset in range(start, end)]
        made = changes(self._text[start:end], edit.text, places)
        if any(NOWHERE in change[:2] for change in made):
            return None
        return [(low, high, written(text)) for low, high, text in made]

    def _place(self, offset: int) -> tuple[int, int]:
        """Where in the XML a character begins and ends that may be changed."""
        origin = self._origins.characters[offset] if offset < len(self._origins.characters) else NOWHERE
        if origin == NOWHERE:
            return _NOWHERE
        paragraph = self._layout.paragraph(origin)
        run = paragraph.run(origin) if paragraph else None
        return _NOWHERE if run is None else (origin, self._origins.end(origin))

    def _inserted(self, offset: int, text: str) -> list[Change] | None:
        """Text before a character, after one, or in a paragraph that has none."""
        after, before = self._place(offset)[0], self._place(offset - 1)[1] if offset else NOWHERE
        at = after if before == NOWHERE else before
        if at != NOWHERE:
            return [(at, at, written(text))]
        start = self._origins.paragraph(offset) if self._origins.is_paragraph(offset) else None
        paragraph = None if start is None else self._layout.paragraph(start)
        if paragraph is None or paragraph.start != start:
            return None
        return [self._filled(paragraph, text)]

    def _filled(self, paragraph: Paragraph, text: str) -> Change:
        """A run of its own at the end of a paragraph."""
        w, xml = self._layout.prefix, self._layout.xml
        opening = paragraph.runs[-1].opening if paragraph.runs else f"<{w}r>{self._look(paragraph)}"
        run = f"{opening}<{w}t>{written(text)}</{w}t></{w}r>"
        if xml.startswith("/>", paragraph.inside):
            return paragraph.inside, paragraph.stop, f">{run}</{w}p>"
        return paragraph.stop, paragraph.stop, run

    def _look(self, paragraph: Paragraph) -> str:
        """The look of the mark at the end of a paragraph, which text that is typed there takes on."""
        w = re.escape(self._layout.prefix)
        properties = self._layout.xml[paragraph.start : paragraph.inside]
        found = re.search(rf"<{w}rPr>(?:(?!<{w}(?:ins|del|rPrChange)\b|</?{w}rPr>).)*</{w}rPr>", properties, re.DOTALL)
        return found[0] if found else ""
