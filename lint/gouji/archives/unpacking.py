"""Members of archives, and of archives in them, as files under check; within limits, and never on disk."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from gouji.archives import Wanted, mails, tars, webs, zips
from gouji.archives.kinds import archive_kind
from gouji.archives.members import Member, Members
from gouji.archives.naming import harmless, is_meant, is_passed_over, unique
from gouji.errors import GoujiError
from gouji.findings import Words
from gouji.readers import compressed
from gouji.readers.detection import COMPRESSED, HEAD, kind_of, marked
from gouji.walking import INSIDE, Target

LARGEST = 256 * 1024 * 1024
"""A member with more bytes is not read."""

_MOST = 200_000
_MOST_DAMAGED = 50
_RATIO = 250
_SMALL = 64 * 1024 * 1024
_DEEPEST = 2
_FORMATS: Final[Mapping[str, Members]] = {
    "zip": zips.members,
    "tar": tars.members,
    "eml": mails.members,
    "mbox": mails.in_mailbox,
    "warc": webs.members,
}


class _Excess(Exception):
    """An archive holds more than it may; `words` say of what."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.zh)
        self.words = words


class _Budget:
    """What may come out of an archive and all archives in it: members, and bytes by the size of the archive."""

    def __init__(self, size: int) -> None:
        self.members = _MOST
        self.damaged = _MOST_DAMAGED
        self.bytes = max(_SMALL, _RATIO * size)

    def take(self, member: Member) -> bytes | None:
        """The content of a member; None where it is too large. Raises _Excess, and whatever reading raises."""
        if member.size > LARGEST:
            return None
        content = member.read(min(LARGEST, self.bytes) + 1)
        self.bytes -= len(content)
        if self.bytes < 0:
            raise _Excess(_BOMB)
        return content if len(content) <= LARGEST else None


def unpacked(path: str, data: bytes | None, wanted: Wanted) -> Iterator[Target]:
    """The files in an archive, on disk or in `data`, and what is to be said of it. Raises OSError."""
    with Path(path).open("rb") if data is None else BytesIO(data) as file:
        size = file.seek(0, 2)
        file.seek(0)
        found = 0
        for target in _Unpacking(wanted, _Budget(size)).targets(file, path, 1):
            found += 1
            yield target
    if not found:
        yield Target(path, error=_EMPTY, loose=True)


class _Unpacking:
    """An archive on the way, and the archives in it."""

    def __init__(self, wanted: Wanted, budget: _Budget) -> None:
        self._wanted = wanted
        self._budget = budget
        self._known: set[str] = set()

    def targets(self, file: IO[bytes], path: str, depth: int) -> Iterator[Target]:
        """The files in an open archive."""
        kind = archive_kind(file, path) or ""
        packed = marked(file.read(HEAD))
        file.seek(0)
        stream = compressed.opened(file, packed)
        locked = 0
        try:
            for member in _FORMATS[kind](stream):
                self._budget.members -= 1
                if self._budget.members < 0:
                    raise _Excess(_BOMB)
                locked += member.locked
                if not member.locked:
                    yield from self._member(member, path, depth)
        except MemoryError:
            raise
        except _Excess as excess:
            yield Target(path, error=excess.words)
        except GoujiError as error:
            yield Target(path, error=Words(error.zh, error.en))
        except Exception as error:  # damaged bytes lead libraries to whatever
            yield Target(path, error=_damaged(error))
        if locked:
            yield Target(path, error=_locked(locked))

    def _member(self, member: Member, archive: str, depth: int) -> Iterator[Target]:
        name = harmless(member.name)
        if is_passed_over(name):
            return
        path = unique(f"{archive}{INSIDE}{name}", self._known)
        try:
            data = self._budget.take(member)
        except (_Excess, MemoryError):
            raise
        except Exception as error:  # as above; the other members may be well
            yield Target(path, error=_damaged(error))
            self._budget.damaged -= 1
            if self._budget.damaged <= 0:
                raise _Excess(_RUIN) from error
            return
        if data is None:
            yield Target(path, error=_LARGE)
        elif archive_kind(BytesIO(data), path):
            if depth < _DEEPEST:
                yield from self.targets(BytesIO(data), path, depth + 1)
            else:
                yield Target(path, error=_DEEP)
        elif is_meant(name, self._wanted.suffixes) or _fits(data, name, self._wanted.kinds):
            yield Target(path, data, loose=member.loose)


def _fits(data: bytes, name: str, kinds: Collection[str]) -> bool:
    """Whether a member with a name that says nothing is a document; of texts only pages are."""
    kind = kind_of(data, name)
    return kind in kinds and kind not in ("picture", "markdown", *COMPRESSED)


_EMPTY = Words("压缩文件中没有可读的文件", "the archive holds no readable file")
_BOMB = Words(
    "解压后的内容超过限度（疑似压缩炸弹），其余部分未读",
    "what is packed in it exceeds all measure (a bomb?); the rest was not read",
)
_RUIN = Words("损坏的文件过多，其余部分未读", "too many files in it are damaged; the rest was not read")
_LARGE = Words(f"文件超过 {LARGEST // 1024**2} MB，不予读取", f"more than {LARGEST // 1024**2} MB, not read")
_DEEP = Words(
    "压缩文件嵌套过深，请解压后再检查", "an archive within archives within an archive: unpack it and check that"
)


def _locked(count: int) -> Words:
    return Words(
        f"其中 {count} 个文件有密码，请取消密码再检查",
        f"{count} of the files in it are locked by a password; take it off and check again",
    )


def _damaged(error: Exception) -> Words:
    said = " ".join(f"{error}".split())[:80] or type(error).__name__
    return Words(f"已损坏或压缩方法不支持，无法解压（{said}）", f"damaged, or packed in an unknown way ({said})")
