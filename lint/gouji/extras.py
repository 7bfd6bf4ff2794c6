"""Packages that a machine need not have: the extras of this distribution, see `pyproject.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gouji.errors import ConfigError, GoujiError, UnreadableFile

_USES = {
    "pdf": ("读取或批注 PDF 文件", "reading or marking PDF files"),
    "ocr": ("识别图片和扫描件", "recognising pictures and scans"),
    "doc": ("读取旧版 Word 文件（.doc、.wps）", "reading old Word files (.doc, .wps)"),
    "xlsx": ("读写电子表格", "reading or writing workbooks"),
    "warc": ("读取网页归档（WARC）", "reading web archives (WARC)"),
    "sweep": ("批量检查", "sweeping"),
    "cluster": ("用 Dask 集群批量检查", "sweeping with a Dask cluster"),
    "serve": ("在浏览器中检查", "checking in a browser"),
    "lsp": ("在编辑器中检查", "checking in an editor"),
    "watch": ("文件改动后重新检查", "checking again after changes"),
}
"""What each extra is for, in Chinese and in English."""


@contextmanager
def needed(extra: str, file: str | None = None) -> Iterator[None]:
    """Where packages of an extra are imported, and nothing else is done. Raises what `missing` gives if one is not there."""
    try:
        yield
    except ImportError as error:
        raise missing(extra, file) from error


def missing(extra: str, file: str | None = None) -> GoujiError:
    """The line that names the extra to install: an UnreadableFile where it takes one to read a file, else a ConfigError."""
    zh, en = _USES[extra]
    install = f'pip install "gouji[{extra}]"'
    zh, en = f"{zh}须先安装可选组件：{install}", f"{en} needs an extra: {install}"
    return ConfigError(zh, en) if file is None else UnreadableFile(f"{file}: {zh}", f"{file}: {en}")
