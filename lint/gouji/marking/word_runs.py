"""Paragraphs and runs of a Word text as they stand in its XML, and how a run is cut in two without any change of look."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from gouji.origins import TAG


class Text(NamedTuple):
    """A text element of a run: where it begins, where its text does, where that ends, and the element."""

    start: int
    inside: int
    stop: int
    end: int


class Run(NamedTuple):
    """A run: where it begins and ends, its start tag with its properties, its texts, and where its content begins and ends.

    What stands deeper in it, such as a text box, is not among its texts.
    """

    start: int
    end: int
    opening: str
    texts: tuple[Text, ...]
    first: int
    last: int


class Paragraph(NamedTuple):
    """A paragraph that is in no other: where it begins, where its content begins and ends, and its runs.

    An empty one may be one tag, which has no content: `inside` and `stop` are then before and after the `/>`.
    """

    start: int
    inside: int
    stop: int
    runs: tuple[Run, ...]

    def run(self, offset: int) -> Run | None:
        """The run in which an offset of the XML stands."""
        index = bisect_right(self.runs, offset, key=lambda run: run.start) - 1
        return self.runs[index] if index >= 0 and offset < self.runs[index].end else None


class Cut(NamedTuple):
    """A place between runs: an offset of the XML, and what has to stand before and after what is put there."""

    at: int
    before: str = ""
    after: str = ""
    gone: int = 0


class Layout:
    """The paragraphs of a text."""

    def __init__(self, xml: str, prefix: str) -> None:
        """Those of well-formed XML that calls Word's elements so."""
        self.xml = xml
        self.prefix = prefix
        self.paragraphs = _Scan(xml, prefix).paragraphs

    def paragraph(self, offset: int) -> Paragraph | None:
        """The paragraph in which an offset of the XML stands, or the last one before; the first where there is none."""
        index = bisect_right(self.paragraphs, offset, key=lambda one: one.start) - 1
        return self.paragraphs[max(index, 0)] if self.paragraphs else None

    def cut(self, run: Run, offset: int) -> Cut | None:
        """The place in a run before the character at an offset; None where it stands deeper in the run."""
        index = bisect_right(run.texts, offset, key=lambda text: text.start) - 1
        if index < 0 or offset > run.texts[index].stop:
            return None
        text = run.texts[index]
        close = f"</{self.prefix}r>"
        if offset == text.inside:
            return Cut(run.start) if text.start == run.first else Cut(text.start, close, run.opening)
        if offset == text.stop:
            return Cut(run.end) if text.end == run.last else Cut(text.end, close, run.opening)
        return Cut(offset, f"</{self.prefix}t>{close}", run.opening + self._kept(text))

    def blank_beside(self, run: Run, cut: Cut) -> int | None:
        """Where blanks must be said to count, lest a cut beside one lose it: the end of the name of the text element."""
        index = bisect_right(run.texts, cut.at, key=lambda text: text.start) - 1
        if index < 0 or not run.texts[index].inside < cut.at < run.texts[index].stop:
            return None
        text = run.texts[index]
        if not (self.xml[cut.at - 1].isspace() or self.xml[cut.at].isspace()):
            return None
        return None if _PRESERVED in self._tag(text) else text.start + len(self.prefix) + 2

    def _kept(self, text: Text) -> str:
        tag = self._tag(text)
        return tag if _PRESERVED in tag else f"{tag[:-1]} {_PRESERVED}>"

    def _tag(self, text: Text) -> str:
        return self.xml[text.start : text.inside]


_PRESERVED = 'xml:space="preserve"'


class _Scan:
    """Goes through the tags of a text once."""

    def __init__(self, xml: str, prefix: str) -> None:
        self.paragraphs: list[Paragraph] = []
        self._xml = xml
        self._names = {f"{prefix}{name}": name for name in ("p", "pPr", "r", "rPr", "t")}
        self._depth = 0
        self._at: dict[str, tuple[int, int]] = {}
        self._starts: dict[str, int] = {}
        self._runs: list[Run] = []
        self._texts: list[Text] = []
        for tag in TAG.finditer(xml):
            if tag[2]:
                self._tag(self._names.get(tag[2], ""), *tag.span(), closes=bool(tag[1]))

    def _tag(self, name: str, start: int, end: int, *, closes: bool) -> None:
        if closes:
            self._depth -= 1
            if name and self._at.get(name, (0, -1))[1] == self._depth:
                self._close(name, start, end)
            return
        empty = self._xml[end - 2] == "/"
        if name and self._begins(name):
            self._open(name, start, end, empty=empty)
        if not empty:
            self._depth += 1

    def _begins(self, name: str) -> bool:
        """Whether an element is one to note: not in another of its kind, and texts and properties right in theirs."""
        if name == "p":
            return "p" not in self._at
        if name == "r":
            return "p" in self._at and "r" not in self._at
        return self._at.get("p" if name == "pPr" else "r", (0, -9))[1] == self._depth - 1

    def _open(self, name: str, start: int, end: int, *, empty: bool) -> None:
        if empty:
            if name == "p":
                self.paragraphs.append(Paragraph(start, end - 2, end, ()))
            elif name in ("pPr", "rPr"):
                self._starts[name] = end
            return
        self._at[name] = end, self._depth
        self._starts[name] = start
        if name == "p":
            self._runs = []
            self._starts["pPr"] = end
        elif name == "r":
            self._texts = []
            self._starts["rPr"] = end

    def _close(self, name: str, start: int, end: int) -> None:
        inside, _ = self._at.pop(name)
        began = self._starts[name]
        if name == "p":
            self.paragraphs.append(Paragraph(began, self._starts["pPr"], start, tuple(self._runs)))
        elif name == "r":
            first = self._starts["rPr"]
            self._runs.append(Run(began, end, self._xml[began:first], tuple(self._texts), first, start))
        elif name == "t":
            self._texts.append(Text(began, inside, start, end))
        else:
            self._starts[name] = end
