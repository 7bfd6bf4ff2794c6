"""Rules on language: what they share, and what a page cannot show."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from importlib import import_module

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checking import check, registry, report_of
from gouji.folding import fold
from gouji.patterns import matches
from gouji.source import Span
from gouji_rules import document_titles, passages, punctuation
from gouji_rules.doubled_words import repetitions
from gouji_rules.passages import Passages, is_normalised, sentence
from pages import BASES

BASE = (BASES / "2021.md").read_text("utf-8")
OPENING = "对市政府网站水务栏目重新分类，"


def found(text: str, name: str = "report.md") -> list[str]:
    return [finding.code for finding in check(report_of(text, name), ["LNG"])]


@given(st.text("政府信公开栏目一年0 \n🐉", max_size=30))
@example("公开公开")
@example("青禾市水务局青禾市水务局")
@example("🐉公开公开")
def test_repetitions_are_those_that_a_pattern_finds(text: str) -> None:
    here = set(repetitions(text))
    assert all(text[at : at + length] == text[at + length : at + 2 * length] for at, length in here)
    for length in range(1, 9):
        first = re.search(rf"(.{{{length}}})\1", text, re.DOTALL)
        mine = min((at for at, size in here if size == length), default=None)
        assert mine == (first.start() if first else None)


def test_time_grows_with_the_text() -> None:
    started = time.process_time()
    assert len(list(repetitions("一" * 200_000))) > 7 * 20_000
    assert time.process_time() - started < 10


def test_passages_are_title_headings_and_prose_only() -> None:
    report = report_of(BASE)
    held = Passages(report)
    assert report.title is not None
    text = report.source.text
    assert held.hold(report.title.span)
    heading = text.index("一、总体情况")
    assert held.hold(Span(heading, heading + 6))
    assert held.around(text.index("行政强制 |")) is None
    assert list(held.spans) == sorted(held.spans)


def test_a_sentence_stays_in_its_passage() -> None:
    text = "甲。乙丙;丁"
    assert sentence(text, 3, Span(0, 6)) == (2, 4)
    assert sentence(text, 5, Span(0, 6)) == (5, 6)
    assert sentence(text, 3, Span(3, 4)) == (3, 4)


def test_normalised_text_is_not_blamed_for_its_punctuation() -> None:
    half = str.maketrans("，；：（）！？", ",;:()!?")
    text = BASE.translate(half)
    assert is_normalised(report_of(text))
    assert found(text) == []
    assert found(BASE.replace(OPENING, "对栏目重新分类,")) == ["LNG906"]


@pytest.mark.parametrize("mark", ["\ufffd", "\ue5ef", "\u2f2f"])
def test_odd_characters_in_a_table_are_seen(mark: str) -> None:
    assert found(BASE.replace("| 行政强制 |", f"| 行政强制{mark} |")) == ["LNG909"]


def test_every_confusable_is_found_and_none_of_the_right_words() -> None:
    words = registry().editions["2021"].confusables
    assert len({word.wrong for word in words}) == len(words)
    for word in words:
        assert word.wrong != word.right
        assert word.source
        if word.only_before:
            continue
        assert "LNG905" in found(BASE.replace(OPENING, f"对栏目。{word.wrong}，")), word.wrong
        assert found(BASE.replace(OPENING, f"对栏目。{word.right}，")) == [], word.right


def test_one_finding_for_a_word_however_often_it_stands() -> None:
    text = BASE.replace(OPENING, "布署。布署。布署，")
    (finding,) = check(report_of(text), ["LNG905"])
    assert finding.message.zh == "「布署」应为「部署」（共3处）"
    assert len(finding.related) == 2
    assert (finding.expected, finding.actual) == ("部署", "布署")
    assert finding.basis == ("《现代汉语词典》第7版“部署”",)


def test_a_word_in_a_title_keeps_its_spelling() -> None:
    assert found(BASE.replace(OPENING, "执行《关于布署防汛工作的通知》，")) == []


@pytest.mark.parametrize("end", ["", "\n\n"])
def test_rules_take_time_in_proportion_to_the_text(end: str) -> None:
    faults = "布署××条，，共公开条，资金资金其它《条例》第三十二条年度报告，市委、市人大、市政府、市政协统计，手机13900005678，二是；三是。"
    small, large = (BASE.replace(OPENING, f"{(faults + end) * count}{OPENING}") for count in (250, 1000))
    # The best of three: a search for garbage in a large process takes longer than the rules.
    seconds = [min(_seconds(text) for _ in range(3)) for text in (small, large)]
    assert seconds[1] < 12 * max(seconds[0], 0.02)


def _seconds(text: str) -> float:
    report = report_of(text)
    rules = [rule for code, rule in registry().rules.items() if code.startswith(("LNG", "CIT", "PRV"))]
    started = time.process_time()
    assert sum(len(list(rule.check(report))) for rule in rules) > 250
    return time.process_time() - started


@pytest.mark.parametrize(
    ("wrong", "right"), [("信\u200b息、公\u200d开", "信息、公开"), ("\u2f2f作有序", "工作有序"), ("信\ufffd息", None)]
)
def test_odd_characters_are_mended_where_it_is_certain(wrong: str, right: str | None) -> None:
    text = BASE.replace(OPENING, f"{wrong}，")
    (finding,) = check(report_of(text), ["LNG909"])
    if right is None:
        assert finding.fix is None
        return
    assert finding.fix is not None
    assert finding.fix.safe
    for edit in sorted(finding.fix.edits, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert text == BASE.replace(OPENING, f"{right}，")


def test_wording_is_the_passages_at_their_places() -> None:
    report = report_of(BASE)
    wording, folded = report.wording, report.source.folded
    assert fold(OPENING) in wording.text
    for start, end in report.passages:
        at = wording.text.index(folded[start:end])
        assert folded[wording.origin(at) :].startswith(folded[start:end])
    assert "行政强制 |" in folded
    assert "行政强制 |" not in wording.text


def test_what_is_looked_for_by_its_first_character_begins_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes: list[re.Pattern[str]] = []

    def asked(shape: re.Pattern[str], text: str, start: int, end: int) -> Iterable[re.Match[str]]:
        shapes.append(shape)
        return matches(shape, text, start, end)

    for module in (passages, punctuation, document_titles):
        monkeypatch.setattr(module, "matches", asked)
    check(report_of(BASE), ["LNG", "CIT"])
    assert len(shapes) > 30
    for shape in shapes:
        (kind, first), *_ = import_module("re._parser").parse(shape.pattern)
        assert (str(kind), chr(first)) == ("LITERAL", shape.pattern[:2].removeprefix("\\")[0])
