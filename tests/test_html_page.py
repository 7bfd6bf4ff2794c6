"""The page of `--format html`: made from the model, complete in itself, every finding at its place."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

import builder
from builder.parts import Sheet
from gouji.checking import Checker, Request
from gouji.library import registry
from gouji.reporters import Style, html
from gouji.results import Result
from gouji.walking import Target

EXAMPLES = Path(__file__).parent.parent / "examples"
STYLE = Style(version="0.0.0")
HOSTILE = '<script>alert(1)</script><img src="http://example.org/x.png" onerror="alert(2)">'


class Page(HTMLParser):
    """What a browser would see of a page: elements with their attributes, and the text outside scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._silent = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attributes}))
        self._silent = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text += data

    def of(self, kind: str) -> list[dict[str, str]]:
        """Attributes of the elements of a class."""
        return [given for _, given in self.elements if kind in given.get("class", "").split()]


def checked(name: str, data: bytes | str) -> Result:
    request = Request(as_of=date(2026, 6, 30), documents=True)
    return Checker(request, registry()).check(Target(name, data.encode() if isinstance(data, str) else data))


def page_of(*results: Result, style: Style = STYLE) -> Page:
    return Page("".join(html.write(results, style)))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("20*")), ids=lambda path: path.name)
def test_every_finding_has_a_note_and_a_place(path: Path) -> None:
    result = checked(path.name, path.read_bytes())
    shown = [finding for finding in result.findings if finding.suppressed is None]
    page = page_of(result)
    notes = {given["id"] for given in page.of("note") if "id" in given}
    assert len(notes) == len(shown)
    places = {name for _, given in page.elements for name in given.get("data-for", "").split()}
    assert places <= notes
    for number, finding in enumerate(shown):
        assert finding.message.zh in page.text
        if finding.span.end > finding.span.start:
            assert f"f0-{number}" in places, finding


def test_the_wrong_cell_is_marked_and_no_other() -> None:
    made, address, _ = builder.break_cell(builder.build("2021", 3), 3)
    result = checked("a.html", made.render("clean"))
    page = page_of(result)
    wrong = [given for tag, given in page.elements if tag == "td" and "error" in given.get("class", "").split()]
    assert len(wrong) == 1
    assert [finding.address for finding in result.findings] == [".".join(address)]


def test_the_page_loads_nothing_and_runs_only_its_own_script() -> None:
    page = "".join(html.write([checked("a.html", builder.build("2021", 3).render("page"))], STYLE))
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", page)
    assert "url(" not in page and "@import" not in page
    assert re.search(r"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[\w+/=]+'", page)
    assert page.count("<script") == 1


@pytest.mark.parametrize("layout", ["markdown", "clean", "pipes"])
def test_markup_of_a_report_is_text(layout: str) -> None:
    made = builder.build("2021", 3).render(layout)
    inserted = HOSTILE.replace("<", "&lt;") if layout == "clean" else HOSTILE
    result = checked(builder.LAYOUTS[layout], made.replace("主动公开", f"主动公开{inserted}", 3))
    page = page_of(result)
    assert [given for tag, given in page.elements if tag == "img"] == []
    assert sum(tag == "script" for tag, _ in page.elements) == 1
    hostile = page_of(result._replace(path=HOSTILE))
    assert sum(tag == "script" for tag, _ in hostile.elements) == 1


def test_spans_of_cells_are_kept() -> None:
    report = builder.build("2019", 5)
    page = page_of(checked("a.html", report.render("clean")))
    spans = Counter(
        (int(given.get("rowspan", 1)), int(given.get("colspan", 1))) for tag, given in page.elements if tag == "td"
    )
    slots = [slot for part in report.parts if isinstance(part, Sheet) for row in part.rows for slot in row]
    assert spans == Counter((slot.rows, slot.columns) for slot in slots)


def test_many_reports_stand_under_a_list() -> None:
    one = checked("a.md", builder.build("2021", 3).render("markdown"))
    none = checked("b.txt", b"")
    page = page_of(one, none)
    assert [given["href"] for tag, given in page.elements if tag == "a" and "report" in given["href"]] == [
        "#report-0",
        "#report-1",
    ]
    assert sum(tag == "details" for tag, _ in page.elements) == 2
    assert "读不出" in page.text and "有未能评估的规则" not in page.text


def test_a_list_of_reports_tells_which_were_not_assessed_in_full() -> None:
    whole = checked("a.md", builder.build("2021", 3).render("markdown"))
    part = checked("b.html", (EXAMPLES / "2021-table-as-picture.html").read_bytes())
    page = page_of(whole, part)
    assert page.text.count("有未能评估的规则") == 3, "in the sum, in the list, above the folded report"


def test_prose_that_begins_with_its_heading_is_no_heading() -> None:
    text = (EXAMPLES / "2021-clean.md").read_text("utf-8")
    page = page_of(checked("a.md", text.replace("### （一）主动公开情况\n\n", "（一）主动公开情况。")))
    heads = [tag for tag, _ in page.elements if tag in ("h3", "h4", "h5")]
    before = [tag for tag, _ in page_of(checked("a.md", text)).elements if tag in ("h3", "h4", "h5")]
    assert "（一）主动公开情况。全年" in page.text and len(heads) == len(before) - 1


def test_the_title_is_a_heading_over_all_its_lines() -> None:
    text = (EXAMPLES / "2021-township.txt").read_text("utf-8")
    assert len(page_of(checked("a.txt", text)).of("title")) == 1
    broken = text.replace("松泉镇人民政府2022年", "松泉镇人民政府\n2022年", 1)
    assert len(page_of(checked("a.txt", broken)).of("title")) == 2


def test_english() -> None:
    page = page_of(checked("a.md", builder.build("2021", 3).render("markdown")), style=STYLE._replace(language="en"))
    assert "no findings" in page.text
    assert ("html", {"lang": "en"}) in page.elements
