"""Words by which rules tell what a passage says, and the places of what should stand at its start or end."""

from __future__ import annotations

from gouji.document import Paragraph
from gouji.patterns import pattern
from gouji.report import Report, Section
from gouji.source import Span

NIL = pattern(
    r"[\s(一二三1-3、.)]*(?:暂?无|没有|不涉及|略|[-—/]+)(?:其[他它])?(?:需要?|应当?)?(?:报告|说明)?的?(?:的?事项|情况|内容)?[\s。.]*"
)
"""A passage that says nothing but that there is nothing."""

QUANTITY = pattern(
    r"(?:\d|[〇零一二两三四五六七八九十百千万]) ?(?:余|多)? ?(?:件|条|份|次|人次|起|宗|项|例|封|个|篇|人)(?!月|工作日|代|机构|部门|专栏)"
)
"""A count with its unit."""

PROBLEM = pattern(
    "问题|不足|差距|短板|有待|不够|薄弱|不高|不强|不及时|不到位|欠缺|滞后|困难|较少|较慢|较低|缺乏|偏少|偏低|不平衡|不完善|不规范|"
    "不全面|不充分|不健全|不[深细多严力广宽快新优佳大清准畅均浓明齐精顺]|不丰富|不熟|不理想|不重视|单一|偏[弱慢窄]|未能|有限|参差|落后|"
    "老化|疏漏|遗漏|受限|制约|堵点|难点|距离|[缺窄慢]|[程较偏过][度]?低|种类少|[性量]差|较差|现象|弱项|瓶颈|仍需|还需|尚需|需要?(?:进一步)?(?:加强|提高|提升|完善|改进)"
)
MEASURE = pattern(
    "改进|下一步|下步|今后|下一年|下年度|明年|将|加强|进一步|整改|措施|提高|提升|完善|继续|努力|推进|加大|优化|强化|健全|拓宽|规范|"
    "扩大|加快|深化|增强|做好|确保|丰富|充实|改善|打算|夯实|督促|力争|争取|办法|思路|抓好|狠抓|"
    "(?<![主重需首必只次摘概简])要(?![求点闻素件事])"
)
_WISH = pattern(
    r"(?:有待|亟待|尚待|仍需|还需|尚需|需要?|不够|不太|不)(?:进一步|继续|持续)?(?:的)?"
    "(?:加强|提高|提升|完善|改进|规范|优化|推进|拓宽|强化|健全|加大|整改|扩大|增强|深化|丰富|充实|改善|做好|确保)"
)


def quoted(section: Section) -> str:
    """The prose of a section as it stands in the file, for quoting."""
    return "\n".join(part.text for part in section.paragraphs()).strip()


def without_wishes(text: str) -> str:
    """A text without what only says that something is lacking: 有待提高, 不够规范."""
    return _WISH.sub("", text)


# What the official template says in place of a section's text (国办公开办函〔2021〕30号, annex).
_TEMPLATE = pattern(r"\s*\(文字描述[^()]*\)\s*")


def says_nothing(text: str) -> bool:
    """Whether a text is blank, is still that of the template, or says only that there is nothing."""
    return not text.strip() or NIL.fullmatch(text) is not None or is_template(text)


def is_template(text: str) -> bool:
    """Whether a text is still that of the official template."""
    return _TEMPLATE.fullmatch(text) is not None


_SHORT = 30
_DENIAL = pattern(r"无|没|未|零|不涉及|不存在|^[\s0.。件]+$")
_WRONGLY = pattern(r"违[规法]|乱|擅自")


def denies(text: str) -> bool:
    """Whether a text is but a short remark that there was nothing of the kind: 本年度没有发生此类情况。"""
    plain = text.strip()
    return len(plain) <= _SHORT and _DENIAL.search(plain) is not None and not _WRONGLY.search(plain)


def holds_blocks(section: Section) -> bool:
    """Whether a table or picture stands in a section."""
    return any(not isinstance(block, Paragraph) for part in section.walk() for block in part.blocks)


def end_of(report: Report) -> Span:
    """Where something that should stand at the end is missed: the last clause of the prose, an annex left out."""
    last = None
    for paragraph in report.preamble:
        last = paragraph
    for section in report.sections:
        for paragraph in section.paragraphs() if section.role != "annex" else ():
            last = paragraph
    if last is None:
        return Span(report.body.end, report.body.end)
    folded, (start, end) = report.source.folded, last.span
    begin = 1 + max(folded.rfind(mark, start, end - 1) for mark in "。;!?,:\n")
    words = folded[max(start, begin) : end].lstrip()
    return Span(end - len(words), end) if words else last.span


def start_of(report: Report) -> Span:
    """Where something that should stand at the start is missed: the title, or the first section."""
    if report.title is not None:
        return report.title.span
    return report.sections[0].heading if report.sections else Span(report.body.start, report.body.start)


def heading_text(report: Report, section: Section) -> str:
    """A heading as it stands, number and title."""
    return report.source[section.heading].strip()
