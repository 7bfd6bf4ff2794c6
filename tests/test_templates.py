"""Forms in tables laid out as others before: looked up, they are what they are when worked out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import builder
from checking import report_of
from gouji.document import Cell
from gouji.recognition import templates
from gouji.recognition.lines import mark
from gouji.report import FormReading, PlainValues, Report, Value
from gouji.source import Span

REPORTS = 6


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "_KEPT", {})


def read(made: builder.Made, layout: str, text: str = "") -> Report:
    return report_of(text or made.render(layout), builder.LAYOUTS[layout])


def told(report: Report) -> list[tuple[object, ...]]:
    """All that is said of the forms, but for how their values are kept."""
    return [
        (id, form._replace(values={}), [(key, *value) for key, value in form.values.items()])
        for id, form in report.forms.items()
    ]


def looked_up(report: Report) -> list[FormReading]:
    return [form for form in report.forms.values() if isinstance(form.values, PlainValues)]


def worked_out(texts: list[tuple[builder.Made, str]], layout: str) -> Iterator[Report]:
    for made, text in texts:
        templates._KEPT.clear()
        yield read(made, layout, text)


@pytest.mark.parametrize("layout", sorted(builder.LAYOUTS))
@pytest.mark.parametrize("edition", builder.EDITIONS[1:])
def test_what_is_looked_up_is_what_is_worked_out(edition: str, layout: str) -> None:
    texts = [
        (made, made.render(layout)) for made in (builder.build(edition, seed, length=0) for seed in range(REPORTS))
    ]
    # One figure less in some reports: their layout is another one.
    texts += [(made, text.replace("0", "", 1)) for made, text in texts[:2]]
    apart = [told(report) for report in worked_out(texts, layout)]
    templates._KEPT.clear()
    assert [told(read(made, layout, text)) for made, text in texts] == apart


@pytest.mark.parametrize("layout", ["pipes", "clean", "word", "markdown"])
def test_the_second_report_of_a_layout_is_looked_up(layout: str) -> None:
    made = builder.build("2021", 1, length=0)
    assert not looked_up(read(made, layout))
    assert len(looked_up(read(made, layout))) == 6


def test_decimals_stay_unusual() -> None:
    text = builder.build("2021", 1, length=0).render("pipes")
    row = next(line for line in text.split("\n") if line.startswith("行政事业性收费"))
    made, texts = builder.build("2021", 1, length=0), [text.replace(row, "行政事业性收费 | 3.25 |||")] * 2
    first, second = (read(made, "pipes", each) for each in texts)
    assert looked_up(second)
    assert first.forms["fees"].unusual == second.forms["fees"].unusual == (("fees", "amount"),)
    assert second.forms["fees"].values["fees", "amount"].number == 3.25


def test_a_total_that_comes_first_is_not_looked_up() -> None:
    made = builder.build("2021", 1, length=0)
    text = made.render("pipes")
    turned = "\n".join(map(total_first, text.split("\n")))
    read(made, "pipes")
    assert read(made, "pipes", turned).forms["applications"].reason == "columns-uncertain"


def total_first(line: str) -> str:
    cells = [cell.strip() for cell in line.split("|")]
    figures = [cell for cell in cells if cell.isdecimal()]
    if len(figures) != 7:
        return line
    at = cells.index(figures[0])
    return " | ".join([*cells[:at], figures[-1], *figures[:-1], *cells[at + 7 :]])


def test_only_so_many_layouts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "_MOST_KEPT", 2)
    for layout in ("pipes", "clean", "word", "markdown"):
        read(builder.build("2021", 1, length=0), layout)
    assert len(templates._KEPT) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", " 0"),
        ("１２", " 0"),
        ("3.5", " 0.1"),
        ("1234.5", " 0.3"),
        ("1 2", "12"),
        ("", ""),
        ("—", "-"),
        ("3.", "3."),
        ("本年 新收", "本年新收"),
        ("1" * 16, "1" * 16),
    ],
)
def test_marks(text: str, expected: str) -> None:
    assert mark(text) == expected


def test_plain_values_are_a_mapping() -> None:
    cells = [Cell("3", Span(0, 1), 0, 0), Cell("4", Span(2, 3), 0, 1)]
    values = PlainValues({("a", "x"): 0, ("a", "y"): 1}, [tuple(cells)], [(0, 0), (0, 1)], [3, 4], [1.0, 0.9])
    assert dict(values) == {("a", "x"): Value(3, cells[0]), ("a", "y"): Value(4, cells[1], 0.9)}
    assert (len(values), list(values), values.get(("b", "x"))) == (2, [("a", "x"), ("a", "y")], None)
