"""Entry points are those that `importlib.metadata` finds."""

from __future__ import annotations

import sys
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest

from gouji import entries
from gouji.entries import Entry


def by_importlib(group: str, path: list[str]) -> list[tuple[str, str]]:
    seen: dict[str, list[tuple[str, str]]] = {}
    for one in distributions(path=path):
        seen.setdefault(one.name.lower(), [(each.name, each.value) for each in one.entry_points if each.group == group])
    return sorted(pair for pairs in seen.values() for pair in pairs)


def plain(found: list[Entry]) -> list[tuple[str, str]]:
    return sorted((entry.name, entry.value) for entry in found)


def info(folder: Path, name: str, text: str) -> None:
    (folder / name).mkdir(parents=True)
    title = name.partition("-")[0]
    for file in ("METADATA", "PKG-INFO"):
        (folder / name / file).write_text(f"Metadata-Version: 2.1\nName: {title}\nVersion: 1.0\n", encoding="utf-8")
    (folder / name / "entry_points.txt").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("group", ["gouji", "console_scripts", "pytest11", "none"])
def test_of_this_environment(group: str) -> None:
    assert plain(entries.entries(group)) == by_importlib(group, sys.path)


def test_of_what_installers_leave(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    info(
        first, "One_Pack-1.0.dist-info", "# note\n[other]\na = b\n\n[gouji]\n x = one : thing.inner [extra]\n# y = z\n"
    )
    info(second, "one_pack-0.9.dist-info", "[gouji]\nold = one\n")
    info(second, "two.egg-info", "[gouji]\ntwo=two\n")
    info(second, "none-1.0.dist-info", "")
    (second / "three-1.0.egg-info").write_text("Name: three", encoding="utf-8")
    path = [str(first), str(second), str(tmp_path / "none")]
    found = entries.entries("gouji", path)
    assert plain(found) == by_importlib("gouji", path)
    assert {entry.distribution for entry in found} == {"one-pack", "two"}


def test_of_an_archive(tmp_path: Path) -> None:
    archive = tmp_path / "packs.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("one-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: one\nVersion: 1.0\n")
        file.writestr("one-1.0.dist-info/entry_points.txt", "[gouji]\nx = one\n")
    assert entries.entries("gouji", [str(archive)]) == [Entry("one", "x", "one")]


def test_objects() -> None:
    assert Entry("", "", "gouji.entries").load() is entries
    assert Entry("", "", "gouji.entries:Entry.load").load() is Entry.load
    with pytest.raises(ImportError):
        Entry("", "", "gouji.nothing").load()
