"""The reader: one article a file, in JSON; its content is a piece of HTML.

    {"format": "qingzhan-article", "version": 1,
     "article": {"title": "…", "source": "…", "published": "2022-01-20 10:12", "content": "<p>…</p>"}}

Title, source and day of publication are put before the content as a page of the site would show them, so that what gouji
knows of pages holds. The file has one long line; places are told as paragraphs and tables of the content instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from gouji.document import Block, Document, Paragraph, Table
from gouji.errors import UnreadableFile
from gouji.source import Anchor, Source

NAME = "qingzhan"
SOURCE = "来源："
"""What stands before the source in the text."""

_MARK = re.compile(rb'\s*\{\s*"format"\s*:\s*"qingzhan-article"')
_VERSION = 1
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_HEAD = 3
"""Title, source and day: paragraphs that are no part of the content."""


def is_export(data: bytes, _name: str) -> bool:
    """Whether a file begins as an exported article does."""
    return _MARK.match(data.removeprefix(b"\xef\xbb\xbf")) is not None


def read(data: bytes, name: str) -> Document:
    """The article as a document. Raises UnreadableFile where the export is damaged or of another version."""
    from gouji.readers import html

    article = _article(data, name)
    page = html.read_text(_page(article, name), name)
    source = Source(name, page.source.text, anchors=tuple(_anchors(page.blocks)))
    return Document(source, page.blocks, NAME, page.notes)


def _article(data: bytes, name: str) -> Mapping[str, Any]:
    try:
        export = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _refused(
            name, f"导出文件已损坏（{error}），请重新导出", f"the export is damaged ({error}): export it again"
        ) from None
    article = export.get("article")
    if export.get("version") != _VERSION or not isinstance(article, dict):
        raise _refused(
            name,
            f"只读取第 {_VERSION} 版、一个文件一篇文章的导出",
            f"only exports of version {_VERSION} with one article each are read",
        )
    return article


def _page(article: Mapping[str, Any], name: str) -> str:
    """The article as a page: title, source and day, then the content."""
    title, source, published = (str(article.get(key) or "") for key in ("title", "source", "published"))
    content = article.get("content")
    if not isinstance(content, str):
        raise _refused(name, "文章没有正文（content）", "the article has no content")
    day = _DAY.search(published)
    head = f"<h1>{escape(title)}</h1>\n<p>{SOURCE}{escape(source)}</p>\n"
    return f"{head}<p>发布日期：{day[0] if day else ''}</p>\n{content}"


def _refused(name: str, zh: str, en: str) -> UnreadableFile:
    return UnreadableFile(f"{name}: {zh}", f"{name}: {en}")


def _anchors(blocks: tuple[Block, ...]) -> Iterator[Anchor]:
    """A place for each block: 标题, 正文第3段, 正文第1个表."""
    paragraphs = tables = 0
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            tables += 1
            yield Anchor(block.span.start, None, f"正文第{tables}个表")
        elif isinstance(block, Paragraph):
            paragraphs += 1
            here = "标题和来源" if index < _HEAD else f"正文第{paragraphs - _HEAD}段"
            yield Anchor(block.span.start, None, here)
