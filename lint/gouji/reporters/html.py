"""One self-contained page: each report as it was read, wrong places marked, findings beside them in the margin.

It is made from the model alone; nothing of an uploaded page's markup gets into it. It loads nothing from elsewhere.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from gouji.findings import Severity
from gouji.phrases import phrase
from gouji.reporters import Style
from gouji.reporters.html_report import article, element, links
from gouji.reporters.lines import shown, summary
from gouji.results import Result, Tally

_HERE = Path(__file__).parent
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


def write(results: Iterable[Result], style: Style) -> Iterator[str]:
    """The page; reports follow each other, and a list of them stands first where there are several."""
    tally = Tally()
    checked = list(tally.counted(results))
    plain = style._replace(colour=False)
    yield _head(plain)
    yield _written(_banner(checked, tally, plain))
    for number, result in enumerate(checked):
        yield _written(article(result, number, plain, folded=len(checked) > 1))
    yield "</main>\n</body>\n</html>\n"


def _head(style: Style) -> str:
    sheet = (_HERE / "page.css").read_text("utf-8")
    script = (_HERE / "page.js").read_text("utf-8")
    digest = b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return (
        f'<!DOCTYPE html>\n<html lang="{_LANGUAGES[style.language]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{phrase('page-title', style.language)}</title>\n<style>\n{sheet}</style>\n</head>\n<body>\n"
        f"<main>\n<script>{script}</script>\n"
    )


def _written(part: Element) -> str:
    return tostring(part, encoding="unicode", method="html") + "\n"


def _banner(results: list[Result], tally: Tally, style: Style) -> Element:
    """Title, the sum of the run, the choice of severities, and the list of reports."""
    banner = Element("header", {"class": "banner"})
    element(banner, "h1", phrase("page-title", style.language))
    element(banner, "p", summary(tally, style), "sum")
    links(banner, None, style)
    choice = SubElement(banner, "p", {"class": "choice"})
    for severity in Severity:
        label = SubElement(choice, "label", {"class": severity})
        SubElement(label, "input", {"type": "checkbox", "checked": "checked", "value": severity})
        word = SubElement(label, "span")
        word.text = f"{phrase(severity, style.language)} {tally.by_severity[severity]}"
    if len(results) > 1:
        banner.append(_contents(results, style))
    return banner


def _doubt(result: Result, style: Style) -> str:
    """What was not read or not assessed of a report, in a word."""
    return "" if result.status == "checked" else phrase(f"tag-{result.status}", style.language)


def _contents(results: list[Result], style: Style) -> Element:
    """The reports with their counts."""
    table = Element("table", {"class": "contents"})
    head = SubElement(SubElement(table, "thead"), "tr")
    for name in ("report", "agency", "year", *Severity):
        element(head, "th", phrase(name if name in tuple(Severity) else f"column-{name}", style.language))
    body = SubElement(table, "tbody")
    for number, result in enumerate(results):
        row = SubElement(body, "tr", {"class": result.status})
        element(SubElement(row, "td"), "a", result.path).set("href", f"#report-{number}")
        element(row, "td", " · ".join(part for part in (result.facts.agency, _doubt(result, style)) if part))
        element(row, "td", str(result.facts.year or ""))
        for severity in Severity:
            count = sum(finding.severity is severity for finding in shown(result))
            element(row, "td", str(count) if count else "", f"count {severity}" if count else "count")
    return table
