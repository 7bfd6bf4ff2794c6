"""A draft as a page, set the way official documents are."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from gouji.drafting.parts import Heading, Part, Prose, Slot

_STYLE = """body { max-width: 52em; margin: 2em auto; line-height: 1.9; font-family: 仿宋, FangSong, serif; font-size: 16pt; }
h1 { text-align: center; font-family: 宋体, SimSun, serif; } h2 { font-family: 黑体, SimHei, sans-serif; font-size: 16pt; }
h3 { font-family: 楷体, KaiTi, serif; font-size: 16pt; } p { text-indent: 2em; } p.aside { text-align: right; }
table { border-collapse: collapse; width: 100%; font-size: 10.5pt; line-height: 1.4; }
td { border: 1px solid #000; padding: 2px 6px; text-align: center; }"""


def write(parts: Sequence[Part]) -> str:
    """The page, one element a line."""
    title = next((part.text for part in parts if isinstance(part, Heading)), "")
    body = "\n".join(_part(part) for part in parts)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _part(part: Part) -> str:
    match part:
        case Heading(level, text):
            return f"<h{level + 1}>{escape(text)}</h{level + 1}>"
        case Prose(text, aside):
            return f'<p class="aside">{escape(text)}</p>' if aside else f"<p>{escape(text)}</p>"
    rows = ("<tr>" + "".join(_cell(slot) for slot in row) + "</tr>" for row in part.rows)
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def _cell(slot: Slot) -> str:
    columns = f' colspan="{slot.columns}"' if slot.columns > 1 else ""
    rows = f' rowspan="{slot.rows}"' if slot.rows > 1 else ""
    return f"<td{columns}{rows}>{escape(slot.text)}</td>"
