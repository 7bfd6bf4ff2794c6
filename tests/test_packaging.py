"""The wheel holds the two packages and the rule pages, and the source distribution builds the same wheel."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

import gouji
import pages

ROOT = Path(__file__).resolve().parent.parent


def build(folder: Path, target: Path, *kinds: str) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(target), *kinds]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("dist")
    build(ROOT, target, "-t", "sdist", "-t", "wheel")
    return target


def files(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_wheel(built: Path) -> None:
    names = set(files(next(built.glob("*.whl"))))
    assert {name.split("/")[0].split("-")[0] for name in names} == {"gouji", "gouji_rules"}
    assert {f"gouji_rules/pages/{path.name}" for path in pages.paths()} <= names
    assert {f"gouji_rules/editions/{edition}.toml" for edition in ("2008", "2014", "2019", "2021")} <= names
    assert {"gouji/py.typed", "gouji_rules/py.typed"} <= names
    assert not [name for name in names if "__pycache__" in name]


def test_sdist_builds_the_same_wheel(built: Path, tmp_path: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        if hasattr(tarfile, "data_filter"):  # not before 3.11.4; what is unpacked is our own
            archive.extraction_filter = tarfile.data_filter
        archive.extractall(tmp_path)
    unpacked = next(path for path in tmp_path.iterdir() if path.is_dir())
    build(unpacked, tmp_path / "again", "-t", "wheel")
    assert files(next((tmp_path / "again").glob("*.whl"))) == files(next(built.glob("*.whl")))


def test_one_version() -> None:
    assert gouji.__version__ == version("gouji")
