"""Web archives (WARC), as crawlers write them: pages and files by their addresses. Needs the extra `warc`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from gouji.archives.members import Member
from gouji.extras import needed

_LONGEST_HEADER = 64 * 1024
_KINDS = ("html", "pdf", "word", "excel", "sheet", "octet-stream", "zip", "rtf", "text/plain", "ms-works", "msword")


def members(file: IO[bytes]) -> Iterator[Member]:
    """What was answered with status 200 and may be a document. Raises ConfigError without fastwarc, OSError."""
    with needed("warc"):
        from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource
    for record in ArchiveIterator(
        file, record_types=wanted, parse_http=True, auto_decode="all", max_header_len=_LONGEST_HEADER, fsspec_args=False
    ):
        address = record.headers.get("WARC-Target-URI") or ""
        if _is_answer(record) and address:
            yield Member(_name(address), 0, _Reading(record), loose=True)


class _Reading:
    """Reads the content of a record."""

    def __init__(self, record: Any) -> None:
        self._record = record

    def __call__(self, most: int) -> bytes:
        """At most so many bytes."""
        content: bytes = self._record.reader.read(most)
        return content


def _is_answer(record: Any) -> bool:
    if not record.is_http:
        return True
    kind = (record.http_content_type or "").lower()
    return record.http_headers.status_code == 200 and (not kind or any(part in kind for part in _KINDS))


def _name(address: str) -> str:
    """An address without its scheme."""
    return address.partition("://")[2] or address
