"""Word files with the findings as comments: a copy of each Word file, a new file for what was read of another format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.document import Document
from gouji.errors import GoujiError
from gouji.findings import Words
from gouji.marking.word_comments import Remark
from gouji.marking.word_files import commented
from gouji.reporters import Copy, Style
from gouji.reporters.lines import shown
from gouji.reporters.remarks import remark
from gouji.results import File, Result


def write(results: Iterable[Result], style: Style) -> Iterator[Copy]:
    """A copy for each report that was read."""
    for result in results:
        if result.document is not None and result.file is not None:
            try:
                yield _copy(result, result.document, result.file, style)
            except GoujiError as error:
                yield Copy(result.path, ".docx", error=Words(error.zh, error.en))


def _copy(result: Result, document: Document, file: File, style: Style) -> Copy:
    from gouji.marking.word_new import made

    if file.origins is None:
        suffix = ".docx"
        data, origins = made(document, dict(result.headings))
    else:
        suffix, data, origins = "", file.data, file.origins
    remarks = [Remark(finding.span, remark(finding, style)) for finding in shown(result)]
    day = style.today.isoformat() if style.today else ""
    return Copy(result.path, suffix, commented(data, origins, document.source.text, remarks, day, result.path))
