"""Where reports come from: files, folders, patterns, archives, lists, and addresses that fsspec knows. Never all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from gouji import digests
from gouji.archives import SUFFIXES, Wanted, expanded
from gouji.checking import LARGEST
from gouji.findings import Words
from gouji.limits import Limits
from gouji.readers import Reader
from gouji.sweep import lists
from gouji.sweep.tasks import Item, Listed
from gouji.walking import Target, matching, targets, walked

REMOTE = "://"


class Source(NamedTuple):
    """Something named on the command line, and what it is."""

    name: str
    kind: str


class Search(NamedTuple):
    """How files are found: the readers there are, the limits of archives, whether addresses in lists are followed."""

    readers: tuple[Reader, ...]
    limits: Limits
    remote: bool

    @property
    def suffixes(self) -> frozenset[str]:
        """Suffixes of readable files and archives."""
        return SUFFIXES.union(*(reader.suffixes for reader in self.readers))

    @property
    def wanted(self) -> Wanted:
        """Which files in archives are read."""
        kinds = frozenset(kind for reader in self.readers for kind in reader.kinds)
        return Wanted(frozenset(suffix for reader in self.readers for suffix in reader.suffixes), kinds)


def source(name: str) -> Source:
    """What a name on the command line means."""
    if REMOTE in name:
        return Source(name, "remote")
    path = Path(name)
    if path.is_dir():
        return Source(name, "folder")
    if not path.exists() and matching(name):
        return Source(name, "pattern")
    suffix = path.suffix.lower()
    return Source(name, "list" if suffix == ".csv" else "archive" if suffix in SUFFIXES else "file")


def items(source: Source, search: Search) -> Iterator[Item]:
    """The files of a source, archives replaced by the files in them; what cannot be had says why.

    Raises:
        ConfigError: a list cannot be opened, or fsspec is not installed.

    """
    if source.kind == "list":
        for target, listed in _of_list(source.name, search):
            yield from _items(target, listed, search)
    else:
        for target in _targets(source, search):
            yield from _items(target, Listed(), search)


def count(source: Source, suffixes: frozenset[str]) -> int | None:
    """How many files a source has, without opening any; None where that would take as long as reading them."""
    match source.kind:
        case "folder":
            return sum(1 for _ in walked(source.name, suffixes))
        case "pattern":
            return len(matching(source.name))
        case "list":
            return sum(line.text("path") is not None for line in lists.lines(source.name, "path"))
    return 1 if source.kind == "file" else None


def _targets(source: Source, search: Search) -> Iterator[Target]:
    match source.kind:
        case "remote":
            from gouji.sweep.remote import fetched

            yield from fetched(source.name, search.suffixes)
        case "folder":
            yield from _some(walked(source.name, search.suffixes), Path(source.name).as_posix())
        case "pattern":
            for name in matching(source.name):
                one = Path(name)
                yield from walked(name, search.suffixes) if one.is_dir() else [Target(one.as_posix())]
        case _:
            yield from targets([source.name], search.suffixes)


def _some(targets: Iterable[Target], folder: str) -> Iterator[Target]:
    """The targets, or what is to be said of a folder without any."""
    empty = True
    for target in targets:
        empty = False
        yield target
    if empty:
        yield Target(folder, error=Words("文件夹中没有可读的文件", "the folder holds no readable file"))


def _of_list(name: str, search: Search) -> Iterator[tuple[Target, Listed]]:
    folder = Path(name).parent
    for line in lists.lines(name, "path"):
        place, path = f"{Path(name).as_posix()}:{line.number}", line.text("path")
        if line.error is not None:
            yield Target(place, error=line.error), Listed()
        elif path is None:
            continue  # a report that is expected, without a file: it is missing
        elif REMOTE in path:
            yield _followed(path, search), lists.listed(line)
        else:
            yield _of_line(folder / path, place), lists.listed(line)


def _of_line(path: Path, place: str) -> Target:
    if path.exists():
        return Target(path.as_posix())
    return Target(path.as_posix(), error=Words(f"没有这个文件（{place}）", f"there is no such file ({place})"))


def _followed(address: str, search: Search) -> Target:
    if not search.remote:
        return Target(address, error=_NOT_ASKED)
    from gouji.sweep.remote import fetch

    return fetch(address)


def _items(target: Target, listed: Listed, search: Search) -> Iterator[Item]:
    for one in expanded([target], search.wanted, search.limits):
        yield _item(one, listed)


def _item(target: Target, listed: Listed) -> Item:
    if target.error is not None:
        return Item(target, None, None, listed)
    if target.data is not None:
        return Item(target, digests.of_data(target.data), len(target.data), listed)
    try:
        size = Path(target.path).stat().st_size
        if size > LARGEST:
            return Item(target, None, size, listed)
        return Item(target, *digests.of_file(target.path), listed)
    except OSError:  # reading it will say so
        return Item(target, None, None, listed)


_NOT_ASKED = Words(
    "列表中的网址没有读取；要读取请加 --remote", "addresses in lists are not followed; to read them add --remote"
)
