"""A page about rules, from its Markdown."""

from __future__ import annotations

from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

from gouji.phrases import phrase

_SHEET = (Path(__file__).parent / "rule.css").read_text("utf-8")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
"""What a browser lets this page do: be looked at."""


def rule_page(text: str, language: str) -> str:
    """The page of a rule or the list of all; markup that stands in the text is shown, not obeyed."""
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    title = text.partition("\n")[0].lstrip("# ")
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} · {phrase('web-title', language)}</title>\n<style>{_SHEET}</style>\n</head>\n<body>\n"
        f'<main>\n<nav><a href="/">{phrase("web-title", language)}</a></nav>\n{body}</main>\n</body>\n</html>\n'
    )
