"""Names of members: decoded, made harmless to look at, unique, and told whether they may be those of reports.

Nothing is ever written under such a name. It is shown to people and matched by configuration as
`archive.zip!/folder/report.docx`.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Final

from gouji.patterns import pattern
from gouji.readers.decoding import decode
from gouji.readers.detection import suffix_of
from gouji.walking import is_left_out

_LONGEST = 200
_DEEPEST = 24
_DRIVE = pattern(r"[A-Za-z]:")
# Control characters, and those that turn the direction of writing so that a name looks like another.
_UNSEEN = pattern(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")
_NO_REPORTS: Final = frozenset(
    [
        ".png",
        ".jpg",
        ".jpeg",
        ".jpe",
        ".jfif",
        ".gif",
        ".bmp",
        ".tif",
        ".tiff",
        ".webp",
        ".ico",
        ".svg",
        ".psd",
        ".heic",
        ".emf",
        ".wmf",
        ".css",
        ".js",
        ".mjs",
        ".map",
        ".json",
        ".xml",
        ".xsl",
        ".woff",
        ".woff2",
        ".ttf",
        ".otf",
        ".eot",
        ".mp3",
        ".mp4",
        ".m4a",
        ".wav",
        ".avi",
        ".mov",
        ".wmv",
        ".flv",
        ".swf",
        ".exe",
        ".dll",
        ".msi",
        ".bat",
        ".cmd",
        ".sh",
        ".py",
        ".class",
        ".jar",
        ".apk",
        ".db",
        ".ini",
        ".lnk",
        ".url",
        ".tmp",
        ".bak",
        ".log",
        ".ppt",
        ".pptx",
        ".pps",
        ".ppsx",
        ".dps",
        ".odp",
        ".dwg",
        ".vsd",
        ".vsdx",
        ".ics",
        ".vcf",
        ".p7s",
        ".sig",
        ".asc",
        ".md5",
        ".sha256",
    ]
)
_UNREADABLE: Final = frozenset((".rar", ".7z", ".ofd", ".msg", ".odt", ".ods", ".et", ".uof", ".uot", ".ceb"))


def told(raw: bytes) -> str:
    """A name in whatever encoding; those of Windows in Chinese are GBK."""
    return decode(raw).text


def harmless(name: str) -> str:
    """A name without what could lead out of the archive or mislead the eye: `..`, drives, control characters."""
    parts = _DRIVE.sub("", name.replace("\\", "/")).split("/")
    shown = [_UNSEEN.sub("\ufffd", part).strip()[:_LONGEST] for part in parts if part.strip(" .")]
    return "/".join(shown[-_DEEPEST:]) or "unnamed"


def unique(path: str, known: set[str]) -> str:
    """The path, numbered before its suffix where it is known already; it becomes known."""
    number, found = 1, path
    while found in known:
        number += 1
        pure = PurePosixPath(path)
        found = str(pure.with_name(f"{pure.stem} ({number}){pure.suffix}"))
    known.add(found)
    return found


def is_passed_over(name: str) -> bool:
    """Whether a member is none that anybody meant as a report: pictures, styles, what systems leave behind."""
    parts = name.split("/")
    if any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return True
    return is_left_out(parts[-1]) or suffix_of(parts[-1]) in _NO_REPORTS


def is_meant(name: str, suffixes: Collection[str]) -> bool:
    """Whether a member has the name of a report or an archive, readable or not; of others the content decides."""
    suffix = suffix_of(name)
    return suffix in suffixes or suffix in _UNREADABLE
