"""`python benchmarks/fuzz.py READER --inputs 100000 --seed 1`: mutated files of a format against its reader.

Every input is told by the seed and its number, so that one that fails can be made again (`--only NUMBER --save FILE`).
A crash is any exception but `UnreadableFile`, or the end of the process; a hang is more than 5 seconds of CPU time.
Two programs that take seconds are left out: recognition of pages that lost their text, and LibreOffice for Word files
that msdoc2docx cannot convert; msdoc2docx itself works in the process of the reader here.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import builder
from builder import packing
from builder.renderings import RENDERINGS
from gouji.limits import Limits, Lost
from gouji.workers import Workers

HANG = 5.0
MEMORY = 1024**3
_CHUNK = 500
_TOKENS = (
    b"<table>", b"</table>", b"<tr>", b"<td colspan=1000000>", b"<td rowspan=99999>", b"&#x110000;", b"<!--", b"]]>", b"|", b"\n|\n", b"\t",
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x0b", b"<w:p>", b"</w:p>", b"<w:tbl>", b"<w:gridSpan w:val='99999'/>", b"<w:vMerge/>",
    b"&lt;", b"9" * 400, "总计".encode(), "一、".encode(), "（一）".encode(), b"%PDF-1.4", b"stream", b"endobj", b"/Kids", b"<< >>",
)  # fmt: skip
SEEDS = {
    "text": ("txt",),
    "markdown": ("md",),
    "html": ("html",),
    "docx": ("docx, typed numbers", "docx, automatic numbers"),
    "xlsx": ("xlsx",),
    "doc": ("doc",),
    "pdf": ("pdf, Chromium", "pdf, LibreOffice"),
}
ARCHIVES: Mapping[str, Callable[[packing.Parts], bytes]] = {
    "a.zip": packing.zipped,
    "a.tar": packing.tarred,
    "a.tar.gz": partial(packing.tarred, mode="w:gz"),
    "a.eml": packing.mail,
    "a.warc": lambda parts: packing.warc(
        [(f"https://a.example/{name}", "200", "text/html", data) for name, data in parts.items()]
    ),
}
READERS = (*SEEDS, "archive")
_ZIPPED = ("docx", "xlsx")


class Fault(NamedTuple):
    """An input that failed: its number and what happened."""

    number: int
    what: str


@cache
def seeds(reader: str) -> list[tuple[str, bytes]]:
    """Reports of all editions in the forms of a reader, or archives of some: file name and content."""
    reports = [builder.build(edition, 7, length=1).parts for edition in builder.EDITIONS]
    if reader == "archive":
        parts = {name: RENDERINGS[form].make(reports[0]) for name, form in (("年报/a.md", "md"), ("b.html", "html"))}
        return [(name, make({**parts, "c.zip": packing.zipped(parts)})) for name, make in ARCHIVES.items()]
    forms = [RENDERINGS[name] for name in SEEDS[reader]]
    return [(form.file, form.make(parts)) for form in forms for parts in reports]


def mutated(files: list[tuple[str, bytes]], reader: str, seed: int, number: int) -> tuple[str, bytes]:
    """The input of a number: one of the files, changed in one to eight places."""
    random = Random(f"{reader} {seed} {number}")
    name, data = random.choice(files)
    if reader in _ZIPPED and random.random() < 0.7:
        return name, _inside(data, random)
    return name, _changed(data, random)


def _inside(data: bytes, random: Random) -> bytes:
    """A package with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    chosen = random.choice(sorted(parts))
    parts[chosen] = _changed(parts[chosen], random)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return file.getvalue()


def _changed(data: bytes, random: Random) -> bytes:
    for _ in range(random.randint(1, 8)):
        data = random.choice(_CHANGES)(data, random)
    return data


def _flip(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    return data[:start] + data[start + random.choice((1, 8, 100, 4000)) :]


def _repeat(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    piece = data[start : start + random.choice((4, 40, 400))]
    return data[:start] + piece * random.choice((2, 3, 50)) + data[start:]


def _insert(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(_TOKENS) + data[at:]


def _move(data: bytes, random: Random) -> bytes:
    start, target = random.randrange(len(data) + 1), random.randrange(len(data) + 1)
    piece = data[start : start + random.choice((10, 200, 2000))]
    return data[:target] + piece + data[target:]


def _truncate(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


_CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    _flip,
    _flip,
    _cut,
    _repeat,
    _insert,
    _insert,
    _move,
    _truncate,
)


def attempt(name: str, data: bytes) -> str:
    """What goes wrong with an input; nothing where nothing does."""
    from gouji import library, runner
    from gouji.errors import GoujiError
    from gouji.library import registry

    begun = time.process_time()
    try:
        for path, content in _files(name, data):
            report = library.read(path, data=content)
            runner.check(report, registry().rules.values())
    except GoujiError as error:
        if type(error).__name__ != "UnreadableFile":
            return traceback.format_exc(limit=-3)
    except Exception:
        return traceback.format_exc(limit=-3)
    taken = time.process_time() - begun
    return f"{taken:.1f} s" if taken > HANG else ""


def _files(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The file itself, or the files in an archive."""
    from gouji.archives import Wanted
    from gouji.archives.kinds import archive_kind
    from gouji.archives.unpacking import unpacked

    if archive_kind(io.BytesIO(data), name) is None:
        yield name, data
        return
    wanted = Wanted(frozenset((".md", ".html")), frozenset(("html", "text")))
    yield from ((target.path, target.data) for target in unpacked(name, data, wanted) if target.data is not None)


def tried(task: tuple[str, int, range]) -> list[Fault]:
    """The faults of the inputs of a reader with these numbers, made from a seed."""
    reader, seed, numbers = task
    _leave_out_programs()
    files = seeds(reader)
    found = ((number, attempt(*mutated(files, reader, seed, number))) for number in numbers)
    return [Fault(number, what) for number, what in found if what]


def _leave_out_programs() -> None:
    from gouji.readers import conversion, libreoffice

    sys.modules["rapidocr"] = None  # type: ignore[assignment]
    libreoffice.program = lambda: None
    conversion._by_msdoc2docx = _converted


def _converted(file: Path, folder: Path) -> str | None:
    """Convert a Word file of the old kind; why not, as its process would have ended, None if it was converted."""
    import doc2docx

    try:
        doc2docx.convert(file, folder / "file.docx")
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def fuzz(reader: str, count: int, seed: int, jobs: int) -> Iterator[Fault]:
    """The faults of `count` inputs; a process that is lost takes its chunk with it, which is tried again one by one."""
    seeds(reader)
    chunks = [range(start, min(start + _CHUNK, count)) for start in range(0, count, _CHUNK)]
    lost: list[range] = []
    for numbers, outcome in _outcomes(reader, seed, chunks, jobs, _CHUNK * HANG):
        if isinstance(outcome, Lost):
            lost.append(numbers)
        else:
            yield from outcome
    single = [range(at, at + 1) for numbers in lost for at in numbers]
    for numbers, outcome in _outcomes(reader, seed, single, jobs, 10 * HANG):
        yield from [Fault(numbers[0], f"the process was lost: {outcome}")] if isinstance(outcome, Lost) else outcome


def _outcomes(
    reader: str, seed: int, chunks: Sequence[range], jobs: int, seconds: float
) -> Iterator[tuple[range, list[Fault] | Lost]]:
    """Each chunk with its faults, or why it was lost, from processes with so many seconds a chunk and 1 GB."""
    workers = Workers(tried, Limits(seconds, MEMORY // 1024**2), jobs)
    try:
        outcomes = workers.results((reader, seed, numbers) for numbers in chunks)
        yield from zip(chunks, outcomes, strict=True)
    finally:
        workers.end()


def main() -> int:
    """Say how many inputs were tried and which failed; exit status 1 where one did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", choices=READERS)
    parser.add_argument("--inputs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, help="try the input of one number")
    parser.add_argument("--save", help="write that input into a file")
    given = parser.parse_args()
    if given.only is not None:
        name, data = mutated(seeds(given.reader), given.reader, given.seed, given.only)
        if given.save:
            Path(given.save).write_bytes(data)
        print(attempt(name, data) or "nothing went wrong")
        return 0
    begun, count = time.monotonic(), 0
    for fault in fuzz(given.reader, given.inputs, given.seed, given.jobs):
        count += 1
        print(f"{given.reader} {fault.number}: {fault.what}", flush=True)
    print(f"{given.reader}: {given.inputs} inputs, {count} faults, {time.monotonic() - begun:.0f} s")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
