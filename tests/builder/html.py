"""Reports as HTML: clean markup, markup as exported from Word, and a page of a site with everything around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from builder.parts import Heading, Part, Prose, Sheet, Slot

_RUNS = re.compile(r"[!-~]+|[^!-~]+")
_FONT = "font-size:16.0pt;font-family:仿宋_GB2312"
_SMALL = "font-size:10.5pt;mso-font-kerning:0pt"
_PARAGRAPH = "text-indent:32.0pt;line-height:30.0pt;mso-line-height-rule:exactly"
_CELL = "border:solid windowtext 1.0pt;padding:0cm 5.4pt"
_INLINE = "text-indent: 2em; line-height: 2em; font-family: 宋体, SimSun; font-size: 18px;"


def clean(parts: Sequence[Part]) -> str:
    """Plain markup, headings as such, one element a line."""
    body = "\n".join(_clean(part) for part in parts)
    title = escape(next((part.text for part in parts if isinstance(part, Heading)), ""))
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _clean(part: Part) -> str:
    match part:
        case Heading(level, text):
            return f"<h{level + 1}>{escape(text)}</h{level + 1}>"
        case Prose(text, aside):
            return f'<p style="text-align:right">{escape(text)}</p>' if aside else f"<p>{escape(text)}</p>"
    rows = (
        "<tr>" + "".join(f"<td{_extent(slot)}>{escape(slot.text)}</td>" for slot in row) + "</tr>" for row in part.rows
    )
    return '<table border="1">\n' + "\n".join(rows) + "\n</table>"


def _extent(slot: Slot) -> str:
    columns = f' colspan="{slot.columns}"' if slot.columns > 1 else ""
    return columns + (f' rowspan="{slot.rows}"' if slot.rows > 1 else "")


def word(parts: Sequence[Part]) -> str:
    """What Word writes: a span for each run, o:p, non-breaking blanks, mso styles."""
    body = "\r\n".join(_word(part) for part in parts)
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">\r\n'
        '<head>\r\n<meta http-equiv=Content-Type content="text/html; charset=utf-8">\r\n<meta name=Generator content="Microsoft Word 15">\r\n'
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->\r\n"
        "<style>\r\n<!--\r\n p.MsoNormal {margin:0cm;text-align:justify;font-size:10.5pt;}\r\n-->\r\n</style>\r\n</head>\r\n"
        f'<body lang=ZH-CN style="text-justify-trim:punctuation">\r\n<div class=WordSection1>\r\n{body}\r\n</div>\r\n</body>\r\n</html>\r\n'
    )


def _word(part: Part) -> str:
    if isinstance(part, Sheet):
        rows = "\r\n".join(
            '<tr style="mso-yfti-irow:0;height:21.0pt">\r\n' + "\r\n".join(map(_word_cell, row)) + "\r\n</tr>"
            for row in part.rows
        )
        return (
            '<table class=MsoNormalTable border=0 cellspacing=0 cellpadding=0 style="border-collapse:collapse;mso-yfti-tbllook:1184">\r\n'
            f"{rows}\r\n</table>"
        )
    strong = isinstance(part, Heading)
    runs = _runs(part.text, _FONT)
    return f'<p class=MsoNormal style="{_PARAGRAPH}">{"<b>" if strong else ""}{runs}{"</b>" if strong else ""}<span lang=EN-US><o:p></o:p></span></p>'


def _runs(text: str, style: str) -> str:
    runs = []
    for run in _RUNS.findall(text):
        language = " lang=EN-US" if run.isascii() else ""
        runs.append(f'<span{language} style="{style}">{escape(run, quote=False)}</span>')
    return "".join(runs)


def _word_cell(slot: Slot) -> str:
    text = _runs(slot.text, _SMALL) if slot.text else "&nbsp;"
    return (
        f'<td{_extent(slot)} style="{_CELL}"><p class=MsoNormal align=center>{text}'
        f"<span lang=EN-US><o:p></o:p></span></p></td>"
    )


def page(parts: Sequence[Part]) -> str:
    """A page of a site: scripts, navigation, a table of metadata and a footer around the report."""
    title = escape(next((part.text for part in parts if isinstance(part, Heading)), ""))
    body = "\n".join(_clean(part) for part in parts)
    body = body.replace("<p>", f'<p style="{_INLINE}">').replace(
        "<td", '<td valign="middle" style="word-break: break-all;"'
    )
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="ArticleTitle" content="{title}">
<title>{title}</title>
<style>.nav li {{ float: left }} .TRS_Editor p {{ text-indent: 2em }}</style>
<script>var site = "<table><tr><td>1</td></tr></table>"; function zoom(n) {{ return n < 3 && n > 1; }}</script>
</head>
<body>
<div class="top"><a href="/">设为首页</a> | <a href="/old">无障碍浏览</a></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/hd/">互动交流</a></li></ul>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/nb/">政府信息公开年报</a> &gt; 正文</div>
<table class="meta"><tr><td>索引号：</td><td>000014349/2-01</td><td>公开方式：</td><td>主动公开</td></tr></table>
<div class="tools">字体：<a>大</a> <a>中</a> <a>小</a> <a href="javascript:print()">打印</a> 浏览次数：<span id="hits">1024</span></div>
<div class="TRS_Editor">
{body}
</div>
<div class="share">分享到：<a>微信</a> <a>微博</a></div>
<div class="foot"><a href="/about">关于我们</a> | <a href="/map">网站地图</a><p>网站标识码：5300000001</p></div>
</body>
</html>
"""
