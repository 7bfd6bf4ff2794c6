"""One report a line, each a JSON object of its own, as in the list of the JSON document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.reporters import Style
from gouji.reporters.json import SCHEMA, dumped, report_record
from gouji.results import Result


def write(results: Iterable[Result], style: Style) -> Iterator[str]:
    """The lines."""
    for result in results:
        yield f"{dumped({'schema': SCHEMA, **report_record(result, style.language)})}\n"
