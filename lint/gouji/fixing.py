"""Mending a file: the fixes of findings are put into the text as it lies on disk, and what came of it is checked again.

A fix is applied whole or not at all, but for safe ones in places of a Word file that nothing can be put into. Where the file after it had more errors than before, or could not be read any
more, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import NamedTuple

from gouji.checking import Checker, content
from gouji.errors import GoujiError
from gouji.findings import Edit, Finding, Fix, Severity
from gouji.marking.changes import changes
from gouji.results import Result
from gouji.source import Source, Span
from gouji.walking import Target

_ROUNDS = 20
_MARKUP = ("html",)
_PLAIN = ("text", "markdown", *_MARKUP)


class Fixed(NamedTuple):
    """A file after its fixes: the content, the text before and after, and how many findings were mended."""

    data: bytes
    before: str
    after: str
    mended: int


Editor = Callable[[bytes, Source, Sequence[Fix]], tuple[bytes, int] | None]
"""Puts fixes into a file's content, those that it can; returns it with their number, None where it can put in none."""


def fixed(checker: Checker, target: Target, unsafe: bool) -> Fixed | None:
    """The file with all that can be mended, `unsafe` fixes too where wanted; None where nothing can."""
    if checker.request.masked or not checker.request.sources:  # what is masked cannot be put back
        checker = Checker(checker.request._replace(sources=True, masked=False), checker.registry, checker.previous)
    first = checker.check(target)
    if first.source is None:
        return None
    now, data, count = first, content(target), 0
    for _ in range(_ROUNDS):
        mended = _mended(data, now, unsafe)
        if mended is None:
            break
        new, number = mended
        after = checker.check(target._replace(data=new))
        if after.source is None or _errors(after) > _errors(now) or after.status != now.status:
            break
        now, data, count = after, new, count + number
    if not count or now.source is None:
        return None
    return Fixed(data, _shown(first.source), _shown(now.source), count)


def _mended(data: bytes, result: Result, unsafe: bool) -> tuple[bytes, int] | None:
    """The content with the fixes of a result, and their number."""
    fixes = chosen(result.findings, unsafe)
    editor = editor_of(result.reader or "")
    if not fixes or editor is None or result.source is None:
        return None
    made = editor(data, result.source, fixes)
    return made if made is not None and made[0] != data else None


def _errors(result: Result) -> int:
    return sum(finding.severity is Severity.ERROR for finding in result.findings)


def _shown(source: Source) -> str:
    return source.text if source.original is None else source.original


def chosen(findings: Iterable[Finding], unsafe: bool) -> list[Fix]:
    """The fixes that may be applied, none touching another."""
    edits: list[Edit] = []
    fixes: list[Fix] = []
    for finding in findings:
        fix = finding.fix
        if fix is None or finding.suppressed is not None or not (fix.safe or unsafe):
            continue
        if any(_touch(edit.span, other.span) for edit in fix.edits for other in edits):
            continue
        edits += fix.edits
        fixes.append(fix)
    return fixes


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def editor_of(reader: str) -> Editor | None:
    """What edits files of a reader; None where nothing does."""
    if reader == "docx":
        return _in_word
    if reader in _PLAIN:
        return _in_markup if reader in _MARKUP else _in_text
    return None


def _in_word(data: bytes, source: Source, fixes: Sequence[Fix]) -> tuple[bytes, int] | None:
    from gouji import readers
    from gouji.marking import packages, word_edits

    origins = readers.origins(data, source)
    if origins is None:
        return None
    xml, count = word_edits.edited(origins, source.text, fixes)
    if not count:
        return None
    try:
        return packages.rewritten(data, {origins.part: xml.encode(origins.encoding)}, source.name), count
    except GoujiError:
        return None


def _in_text(data: bytes, source: Source, fixes: Sequence[Fix]) -> tuple[bytes, int] | None:
    return _spliced(data, source, fixes, "")


def _in_markup(data: bytes, source: Source, fixes: Sequence[Fix]) -> tuple[bytes, int] | None:
    return _spliced(data, source, fixes, "html")


def _spliced(data: bytes, source: Source, fixes: Sequence[Fix], reader: str) -> tuple[bytes, int] | None:
    """The file with fixes; None where its bytes could not be told from its text."""
    file = source.original
    if file is None or _encoded(file, source.encoding) != data:
        return None
    parts: list[str] = []
    at = 0
    for edit in sorted(edit for fix in fixes for edit in fix.edits):
        for start, end, text in in_file(source, edit, reader):
            parts += [file[at:start], text]
            at = end
    made = _encoded("".join([*parts, file[at:]]), source.encoding)
    return None if made is None else (made, len(fixes))


def _encoded(text: str, encoding: str) -> bytes | None:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None


def in_file(source: Source, edit: Edit, reader: str) -> list[tuple[int, int, str]]:
    """An edit of the text as edits of the decoded file (start, end, text), escaped where the reader is one of markup.

    It is one edit, or one a character where markup stands inside the span.
    """
    if reader in _MARKUP:
        edit = edit._replace(text=escape(edit.text, quote=False))
    start, end = edit.span
    if start == end:
        origin = source.origin(start)
        is_blank_cell = (source.original or "").startswith("| ", origin - 1)
        return [(origin, origin, f" {edit.text}" if is_blank_cell else edit.text)]
    origins = [_start(source, offset) for offset in range(start, end)]
    ends = [_end(source, offset) for offset in range(start, end)]
    if origins[-1] - origins[0] == end - start - 1:
        return [(origins[0], ends[-1], edit.text)]
    return changes(source[edit.span], edit.text, list(zip(origins, ends, strict=True)))


def _start(source: Source, offset: int) -> int:
    """Where in the file the character at an offset begins: with the backslash that keeps it from being markup."""
    file, start = source.original or "", source.origin(offset)
    if source.runs and start and file[start - 1] == "\\" and (not offset or source.origin(offset - 1) != start - 1):
        return start - 1
    return start


def _end(source: Source, offset: int) -> int:
    """Where in the file the character at an offset ends: an entity is several characters there."""
    file = source.original or ""
    start = source.origin(offset)
    if source.runs and file[start : start + 1] == "&" and source.text[offset] != "&":
        stop = file.find(";", start, start + 12)
        return stop + 1 if stop >= 0 else start + 1
    return start + 1
