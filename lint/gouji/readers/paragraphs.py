"""The paragraph under way while a page is read: its stretches of text, its level, whether it is all a link."""

from __future__ import annotations

import re

from gouji.patterns import pattern
from gouji.readers.flow import Box, Frame, Image, Item, Lines, Plain, Remark
from gouji.readers.markup import A_TAG, COMMENT, PARAGRAPH, attributes, text_runs

_COMMENT_END = pattern(r"-*!?>?\Z")


class Paragraphs:
    """What is known between two tags of the paragraph, and of the cell and table it stands in.

    Finished blocks go to `items`. Pictures and remarks do not interrupt a paragraph: they wait until it ends, and those
    between cells wait for the next cell.
    """

    def __init__(self, file: str) -> None:
        """Starts before the first tag of a file."""
        self.file = file
        self.items: list[Item] = []
        self.waiting: list[Item] = []
        self.pieces: list[tuple[int, int]] = []
        self.level = 0
        self.linked = True
        self.in_link = False
        self.kept = False
        self.frame: Frame[Box | Plain] | None = None
        self.box: Box | None = None

    def text(self, start: int, end: int) -> None:
        """A stretch of text between tags."""
        if self.kept:
            self._kept_text(start, end)
            return
        if not self.pieces:
            if self.file[start:end].isspace():
                return
            self.linked = True
        self.pieces.append((start, end))
        if self.linked and not self.in_link:
            self.linked = not self.file[start:end].replace("&nbsp;", "").strip()

    def _kept_text(self, start: int, end: int) -> None:
        while start < end:
            stop = self.file.find("\n", start, end)
            line_end = end if stop < 0 else stop
            if line_end > start:
                self.linked = self.in_link and (self.linked or not self.pieces)
                self.pieces.append((start, line_end))
            if stop >= 0:
                self.end_paragraph()
            start = line_end + 1

    def comment(self, match: re.Match[str]) -> None:
        """A comment that speaks to gouji leaves a remark."""
        if "gouji" in match[COMMENT]:
            self._aside(Remark(match.start(), _COMMENT_END.sub("", match[COMMENT]).strip()))

    def _aside(self, item: Image | Remark) -> None:
        """What does not interrupt a paragraph follows it; what stands between cells belongs to the next one."""
        between = self.frame is not None and self.box is None
        (self.waiting if self.pieces or between else self.items).append(item)

    def end_paragraph(self) -> None:
        """Ends the paragraph. A link ends with it, lest one without an end tag take in the page."""
        if self.pieces:
            self.items.append(Lines(self.pieces, self.level, self.linked, self.kept))
            self.pieces = []
            self.in_link = False
        if self.waiting and (self.frame is None or self.box is not None):
            self.items.extend(self.waiting)
            self.waiting = []

    def line_break(self, _name: str, _match: re.Match[str]) -> None:
        """A line break ends a paragraph, but no link."""
        in_link = self.in_link
        self.end_paragraph()
        self.in_link = in_link

    def block(self, name: str, _match: re.Match[str]) -> None:
        """A block that starts after the text of an unclosed heading ends the heading."""
        if self.pieces:
            self.end_paragraph()
            if self.level and name[0] != "/":
                self.level = 0

    def whole_paragraph(self, match: re.Match[str]) -> bool:
        """Takes a paragraph without links or line breaks, where nothing is pending and nothing may be hidden."""
        if self.kept or self.in_link or self.waiting:
            return False
        self.block("p", match)
        runs = text_runs(match, PARAGRAPH)
        if runs:
            self.items.append(Lines(runs, self.level, linked=False))
        return True

    def heading(self, name: str, _match: re.Match[str]) -> None:
        """A heading starts or ends."""
        self.end_paragraph()
        self.level = int(name[-1]) if name[0] != "/" else 0

    def kept_block(self, name: str, _match: re.Match[str]) -> None:
        """A block starts or ends in which blanks and line ends count."""
        self.end_paragraph()
        self.kept = name[0] != "/"

    def link(self, name: str, match: re.Match[str]) -> None:
        """A link starts or ends; an anchor is none."""
        self.in_link = name == "a" and "href" in match[A_TAG].lower()

    def image(self, _name: str, match: re.Match[str]) -> None:
        """A picture."""
        self._aside(Image(match.start(), " ".join(attributes(match[A_TAG]).get("alt", "").split())))
