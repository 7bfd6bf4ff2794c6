"""What an extra brings may be missing: that is one line that names the extra, and all other files are checked."""

from __future__ import annotations

import gzip
import json
import struct
import subprocess
import sys
import tomllib
import zlib
from pathlib import Path

import pytest

import builder
import pages
from builder import xlsx
from compound_files import compound
from gouji import extras
from gouji.errors import ConfigError, UnreadableFile

TODAY = ("--today", "2026-01-01")


def picture(width: int, height: int) -> bytes:
    """A white picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Type: application/http\r\n"
    b"Content-Length: 19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\r\n\r\n"
)
MISSING = {
    "pdf": ("pypdfium2", "a.pdf", b"%PDF-1.7\n"),
    "doc": ("doc2docx", "a.doc", compound(["WordDocument", "1Table"])),
    "xlsx": ("python_calamine", "a.xlsx", xlsx.write(builder.build("2021", 1).parts)),
    "warc": ("fastwarc", "a.warc.gz", gzip.compress(WARC)),
    "ocr": ("rapidocr", "a.png", picture(400, 300)),
}


def gouji(folder: Path, blocked: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run gouji where a module is not installed, nor LibreOffice."""
    code = (
        "import sys; sys.modules[sys.argv[1]] = None\n"
        "from gouji.readers import libreoffice; libreoffice.program = lambda: None\n"
        "from gouji.cli import app; app(sys.argv[2:])"
    )
    command = [sys.executable, "-c", code, blocked, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="processes that are not forked would find what is blocked here")
@pytest.mark.parametrize(("extra", "missing"), MISSING.items(), ids=list(MISSING))
def test_a_missing_extra_is_one_line(tmp_path: Path, extra: str, missing: tuple[str, str, bytes]) -> None:
    module, name, data = missing
    (tmp_path / name).write_bytes(data)
    (tmp_path / "b.md").write_bytes((pages.BASES / "2021.md").read_bytes())
    done = gouji(tmp_path, module, "check", name, "b.md", "--format", "json", *TODAY)
    said = done.stderr.decode().splitlines()
    assert len(said) == 1
    assert said[0].startswith(f"{name}: ")
    assert f"gouji[{extra}]" in said[0]
    assert done.returncode == 2
    status = [report["status"] for report in json.loads(done.stdout)["reports"]]
    assert status == ["unreadable", "checked"]


def test_extract_says_what_a_workbook_needs(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_bytes((pages.BASES / "2021.md").read_bytes())
    done = gouji(tmp_path, "xlsxwriter", "extract", "b.md", "--format", "xlsx", "--output", "v.xlsx")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "gouji[xlsx]" in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert not (tmp_path / "v.xlsx").exists()


@pytest.mark.parametrize("module", ["duckdb", "rensa", "xlsxwriter"])
def test_a_sweep_says_what_it_needs_before_it_reads_anything(tmp_path: Path, module: str) -> None:
    (tmp_path / "b.md").write_bytes((pages.BASES / "2021.md").read_bytes())
    done = gouji(tmp_path, module, "sweep", "b.md", "--out", "swept")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == 'gouji: 出错: 批量检查须先安装可选组件：pip install "gouji[sweep]"\n'
    assert not (tmp_path / "swept").exists()


GROUPS = {"all", "test", "dev"}
"""Extras that hold others, or what only this repository needs."""


def test_each_extra_says_what_it_is_for() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    for extra in project["optional-dependencies"].keys() - GROUPS:
        said = extras.missing(extra)
        assert said.zh.endswith(f'pip install "gouji[{extra}]"')
        assert said.en.endswith(f'pip install "gouji[{extra}]"')


def test_a_file_cannot_be_read_without_an_extra_and_a_command_not_be_run() -> None:
    with pytest.raises(UnreadableFile, match=r"^a\.pdf: .*gouji\[pdf\]"), extras.needed("pdf", "a.pdf"):
        raise ImportError("pypdfium2")
    with pytest.raises(ConfigError, match=r"^批量检查.*gouji\[sweep\]"), extras.needed("sweep"):
        raise ImportError("duckdb")
