"""Standard output and standard error: encodings that cannot fail, colours and width of a terminal, the language."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar, cast

from gouji.errors import GoujiError, PackError, reasons
from gouji.findings import Words
from gouji.phrases import phrase, phrases

if TYPE_CHECKING:
    from gouji.reporters import Reporter

Item = TypeVar("Item")
WIDTH = 100
"""Width of output that goes into a file or a pipe, in cells."""


class Terminal:
    """Where output goes. `language` is `zh` or `en`, `debug` whether tracebacks are wanted."""

    def __init__(self, language: str = "zh", debug: bool = False) -> None:
        """Standard output and standard error of this process."""
        self.language = language
        self.debug = debug

    def say(self, id: str, **figures: object) -> None:
        """A phrase as a line on standard error."""
        self.tell(phrase(id, self.language, **figures))

    def clear(self) -> None:
        """An empty screen, where a person looks at standard output."""
        if is_terminal(sys.stdout):
            print("\x1b[2J\x1b[H", end="", flush=True)

    def tell(self, line: str) -> None:
        """A line on standard error."""
        print(line, file=sys.stderr)

    def fail(self, error: GoujiError) -> None:
        """An error in one line on standard error; of many faults of rule packs the first, and how to see them all."""
        said, *others = (
            error.of(self.language).split("\n") if isinstance(error, PackError) else [error.of(self.language)]
        )
        more = phrase("more-faults", self.language, count=len(others)) if others else ""
        self.tell(f"gouji: {phrase('failed', self.language)}: {' '.join(said.split())}{more}")

    def write(
        self, pieces: Iterable[str], *, machine: bool = False, file: str | None = None, mark: bool = False
    ) -> None:
        """Output, to standard output or into a file.

        `machine` output is UTF-8 whatever the terminal, other output in its encoding, with `?` for what that lacks
        (`prepare` sees to it that it has Chinese).
        Lines end with a line feed on every system. `mark` puts a byte order mark into a file, for spreadsheets.
        """
        if file is None:
            encoding = "utf-8" if machine else (sys.stdout.encoding or "utf-8")
            _pour(pieces, encoding)
            return
        try:
            with Path(file).open("w", encoding="utf-8-sig" if mark else "utf-8", errors="replace", newline="\n") as out:
                out.writelines(pieces)
        except OSError as error:
            raise cannot_write(file, error) from error

    def report(
        self, written: Iterable[str | bytes] | Iterable[str] | Iterable[bytes], reporter: Reporter, file: str | None
    ) -> None:
        """What a reporter wrote; that of a binary one goes into a file whole."""
        if reporter.binary and file is not None:
            self.save(b"".join(cast("Iterable[bytes]", written)), file)
        else:
            self.write(cast("Iterable[str]", written), machine=reporter.machine, file=file)

    def save(self, content: str | bytes, file: str | Path) -> None:
        """A whole file. Raises GoujiError that names it."""
        data = content.encode("utf-8", "replace") if isinstance(content, str) else content
        try:
            Path(file).write_bytes(data)
        except OSError as error:
            raise cannot_write(file, error) from error

    @property
    def colour(self) -> bool:
        """Whether standard output shows colours."""
        return is_terminal(sys.stdout) and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"

    @property
    def width(self) -> int:
        """Width of standard output: the terminal's, or always the same."""
        if not is_terminal(sys.stdout):
            return WIDTH
        import shutil

        return shutil.get_terminal_size((WIDTH, 24)).columns

    def progress(self, items: Iterable[Item], total: int) -> Iterator[Item]:
        """The items, with a count on standard error while they come."""
        for done, item in enumerate(items, 1):
            yield item
            print(
                f"\r{phrase('progress', self.language, done=done, all=max(done, total))}",
                end="",
                file=sys.stderr,
                flush=True,
            )
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def cannot_write(file: str | Path, error: OSError) -> GoujiError:
    """The error for a file or folder that cannot be written, with the reason."""
    return GoujiError(*phrases("cannot-write", path=file, reason=Words(*reasons(error))))


terminal = Terminal()
"""That of this process."""


def is_terminal(stream: TextIO) -> bool:
    """Whether a person looks at a stream."""
    return stream.isatty()


def prepare() -> None:
    """Make sure that no text can fail for the encoding of a stream; one without Chinese becomes UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if _has_chinese(stream.encoding) else "utf-8", errors="replace")


def _has_chinese(encoding: str) -> bool:
    """Whether an encoding has Chinese characters; in ASCII and its kin a finding would be a row of question marks."""
    try:
        return bool("勾稽".encode(encoding))
    except (UnicodeEncodeError, LookupError):
        return False


def _pour(pieces: Iterable[str], encoding: str) -> None:
    """Bytes to standard output: no line ends are changed, and pieces appear while files are checked."""
    sys.stdout.flush()
    out = sys.stdout.buffer
    for piece in pieces:
        out.write(piece.encode(encoding, "replace"))
    out.flush()
