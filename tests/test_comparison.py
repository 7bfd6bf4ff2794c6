"""Reports held against each other: what belongs together, sums, repeated prose, and rules over comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import builder
import pages
import samples
from builder import years
from checking import check, compared_with, registry, report_of
from gouji import library, runner
from gouji.comparison import Compared, Group, Peers, Years
from gouji.comparison.figures import changes
from gouji.comparison.matching import with_previous, wrong_order
from gouji.comparison.repetition import Index, repeated, sentences, shares
from gouji.comparison.sums import rollup, sums
from gouji.findings import Finding, Gap, Problem, Relation, Words
from gouji.grammar.names import is_same
from gouji.report import Report
from gouji.rules import rule

SEEDS = st.integers(0, 10_000)
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(made: builder.Made, layout: str = "markdown") -> Report:
    return report_of(made.render(layout), builder.LAYOUTS[layout])


def base(name: str, old: str = "", new: str = "") -> Report:
    text = (pages.BASES / f"{name}.md").read_text("utf-8")
    assert old in text
    return report_of(text.replace(old, new) if old else text, f"{name}.md")


def compared(report: Report, **beside: Report) -> list[Finding]:
    """The findings of rules that compare."""
    held = compared_with(report, beside.items())
    return [found for found in runner.check(report, registry().rules.values(), held) if found.code.startswith("CMP")]


def gaps(report: Report, held: Compared) -> dict[str, str]:
    said: dict[str, str] = {}
    for code, reason in runner.run_rules(report, registry().rules.values(), held).gaps:
        said.setdefault(code, reason.zh)
    return said


@few
@given(
    st.sampled_from(("2019", "2021")),
    SEEDS,
    st.sampled_from(("markdown", "clean", "pipes")),
    st.sampled_from((0, 0, 1)),
)
def test_the_next_year_follows_or_breaks_at_one_place(edition: str, seed: int, layout: str, more: int) -> None:
    old = builder.build(edition, seed, year=2019 + seed % 2 if edition == "2019" else 2021 + seed % 4)
    new = years.succeed(old, seed, more=more)
    assert builder.broken(new.edition, new.figures) == []
    found = compared(read(new, layout), previous=read(old, layout))
    wanted = [("CMP001", "applications.carried_in.total")] if more else []
    assert [(finding.code, finding.address) for finding in found] == wanted, [found.message.zh for found in found]


@few
@given(SEEDS, st.integers(2, 4), SEEDS, st.booleans())
def test_sums_are_those_of_the_parts(seed: int, count: int, fault: int, faulty: bool) -> None:
    parts = {made.agency.name: made for made in (builder.build("2021", seed + n, year=2022) for n in range(count))}
    whole = years.gather(tuple(parts.values()), seed)
    assert builder.broken("2021", {**whole.figures}) == []
    if faulty:
        whole, cell, _ = builder.break_cell(whole, fault)
    subject = rollup(read(whole), [read(part) for part in parts.values()])
    found = runner.check(read(whole), registry().rules.values(), Compared((subject,)))
    found = [finding for finding in found if finding.code == "CMP006"]
    assert [finding.address for finding in found] == ([".".join(cell)] if faulty else [])
    for form in sums(subject):
        for one in form.cells:
            assert one.total == round(sum(part.number for part in one.portions), 6)
            assert {part.report.agency for part in one.portions} <= set(parts)


@few
@given(SEEDS, st.integers(0, 3), SEEDS)
def test_a_part_left_out_is_never_a_difference(seed: int, kind: int, other: int) -> None:
    made = [builder.build("2021", seed + n, year=2022) for n in range(2)]
    whole = read(years.gather(made, seed))
    parts = [read(part) for part in made]
    missing = [Words("一.docx：读不出", "one.docx: cannot be read")] if kind == 0 else []
    extra = {1: [whole], 2: [parts[0]], 3: [read(builder.build("2021", other, year=2023))]}.get(kind, [])
    subject = rollup(whole, [parts[0], *extra], missing)
    assert all(form.differing == () for form in sums(subject))
    assert "CMP006" in gaps(whole, Compared((subject,)))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("青禾市水务局", "青禾市水务局", True),
        ("青禾市水务局", "云岭省青禾市水务局", True),
        ("青禾市人力资源和社会保障局", "青禾市人社局", True),
        ("白鹭县人民政府", "白鹭县", True),
        ("青禾市白鹭县教育局", "白鹭县教育体育局", True),
        ("水务局", "青禾市水务局", True),
        ("青禾市 水务局", "青禾市水务局", True),
        ("青禾市水务局", "望川市水务局", False),
        ("青禾市水务局", "青禾市林业局", False),
        ("青禾市人民政府", "青禾市人民政府办公室", False),
        ("青禾市人民政府", "青禾市水务局", False),
        ("白鹭县人民政府", "临溪区人民政府", False),
    ],
)
def test_same_agency(one: str, other: str, same: bool) -> None:
    assert is_same(one, other) is same
    assert is_same(other, one) is same


def test_order_of_years() -> None:
    old, new = base("2021"), base("2022")
    assert wrong_order(old, new) is None
    assert "次序颠倒" in wrong_order(new, old).zh  # type: ignore[union-attr]
    assert "两份都是2022年度" in wrong_order(new, new).zh  # type: ignore[union-attr]
    held = with_previous(new, old)
    assert held.comparisons == ()
    assert set(gaps(old, held)) == {"CMP001", "CMP002", "CMP004", "CMP007"}


def test_a_form_that_was_not_read_is_said() -> None:
    text = (pages.BASES / "2021.md").read_text("utf-8")
    start, end = text.index("| （本列数据"), text.index("## 四、")
    old = report_of(text[:start] + "![表三](b3.png)\n\n" + text[end:])
    new = base("2022")
    assert old.forms["applications"].status == "picture"
    assert gaps(new, with_previous(old, new)) == {"CMP001": "2021年度年报的「收到和处理政府信息公开申请情况」没有读出"}
    assert compared(new, previous=old) == []


def test_scopes_that_differ_are_said() -> None:
    old, new = base("2021"), base("2022")
    held = with_previous(old, new._replace(scope="aggregate"))
    assert set(gaps(new, held)) == {"CMP001", "CMP002", "CMP007"}
    assert "统计范围不同" in gaps(new, held)["CMP001"]


def test_another_agency_is_a_peer() -> None:
    old, new = base("2021", "青禾市水务局2021年", "望川市林业局2021年"), base("2022")
    held = with_previous(old, new)
    assert [type(one) for one in held.comparisons] == [Peers]
    assert "望川市林业局" in gaps(new, held)["CMP001"]


def test_formats_with_other_figures_are_no_gap() -> None:
    old, new = base("2020", "白鹭县教育体育局2020年", "青禾市水务局2020年"), base("2021")
    held = with_previous(old, new)
    assert gaps(new, held) == {}
    addresses = {change.address for change in changes(held.comparisons[0])}  # type: ignore[arg-type]
    assert "applications.new.total" in addresses
    assert "documents.normative_documents.in_force" not in addresses


def test_places_of_both_reports() -> None:
    old = base(
        "2021",
        "结转下年度继续办理 | | | 1 | 0 | 0 | 0 | 0 | 0 | 1 |",
        "结转下年度继续办理 | | | 3 | 0 | 0 | 0 | 0 | 0 | 3 |",
    )
    [found] = compared(base("2022"), previous=old)
    assert (found.code, found.path, found.quote, found.expected) == ("CMP001", "2022.md", "1", "3")
    assert [(other.path, other.quote) for other in found.related] == [("2021.md", "3"), ("", "1"), ("2021.md", "3")]
    assert found.related[0].address == "applications.carried_out.total"
    assert old.source.text.split("\n")[(found.related[0].place.line or 0) - 1].startswith("| 四、结转下年度继续办理")


def whole(sentence: str) -> str:
    return sentence


def test_repeated_prose() -> None:
    old, new = base("2021"), base("2022")
    assert repeated(list(sentences(new, whole)), Index(sentences(old, whole))) != []  # 没有其他需要报告的事项
    mine = list(sentences(new, whole))
    again = repeated(mine, Index(sentences(base("2022", "2022年", "2021年"), whole)))
    assert [passage.here for passage in again] == mine
    assert all(share.repeated == share.whole for share in shares(mine, again))


def test_new_figures_are_no_repetition() -> None:
    line = "全年受理农村供水工程建设和管护方面的政府信息公开申请共计{}件，均按照规定的期限作了答复。"
    texts = [f"# 青禾市水务局{2020 + n}年年度报告\n\n## 一、总体情况\n\n{line.format(n)}\n" for n in (1, 2)]
    old, new = map(report_of, texts)
    mine = list(sentences(new, whole))
    assert len(mine) == 1
    assert repeated(mine, Index(sentences(old, whole))) == []
    assert len(repeated(mine, Index(sentences(report_of(texts[1]), whole)))) == 1


@few
@given(st.lists(st.text("水务公开申请办理结果通知服务", min_size=1, max_size=40), max_size=30))
def test_prose_is_its_own_repetition(lines: list[str]) -> None:
    text = "# 青禾市水务局2021年年度报告\n\n## 一、总体情况\n\n" + "。\n\n".join(lines)
    one, other = report_of(text), report_of(text)
    mine = list(sentences(one, whole))
    assert [passage.here for passage in repeated(mine, Index(sentences(other, whole)))] == mine
    assert repeated(mine, Index(mine)) == []


def test_a_sentence_that_comes_very_often_stays_cheap() -> None:
    sentence = "坚持把政府信息公开工作与业务工作同部署同检查同考核，不断提高公开的质量和水平"
    texts = ["".join(f"{sentence}{chr(0x4E00 + n)}{chr(0x5E00 + n)}。" for n in range(4000)) for _ in range(2)]
    old, new = (report_of(f"# 甲局{2021 + n}年年度报告\n\n## 一、总体情况\n\n{texts[n]}\n") for n in range(2))
    index = Index(sentences(old, whole))
    assert max(map(len, index._owners(()).values())) <= 8
    assert len(repeated(list(sentences(new, whole)), index)) == 4000


@rule("XMP101", "info", over=Years)
def agency_renamed(years: Years) -> Iterator[Problem | Gap]:
    """机关改了名称。
    The agency has another name.
    """
    if years.old.agency is None:
        yield Gap(Words("上一年度的年报没有机关名称", "last year's report has no agency"))
    elif years.old.agency != years.new.agency and years.new.title and years.old.title:
        there = Relation(years.old.title.span, None, years.old)
        yield Problem(years.new.title.span, Words("机关改了名称", "the agency has another name"), related=(there,))


def test_rules_of_plugins_compare_too() -> None:
    old, new = base("2021", "青禾市水务局2021年", "云岭省青禾市水务局2021年"), base("2022")
    assert runner.check(new, [agency_renamed]) == []
    [found] = runner.check(new, [agency_renamed], with_previous(old, new))
    assert (found.code, found.path, found.related[0].path) == ("XMP101", "2022.md", "2021.md")
    nameless = old._replace(agency=None)
    outcome = runner.run_rules(new, [agency_renamed], with_previous(nameless, new))
    assert [(code, reason.zh) for code, reason in outcome.gaps] == [("XMP101", "上一年度的年报没有机关名称")]


def test_rules_over_one_report_are_not_touched_by_others() -> None:
    seen: list[Any] = []
    one = samples.rule("ABC100", lambda report: seen.append(report) or ())
    runner.check(base("2022"), [one], with_previous(base("2021"), base("2022")))
    assert [type(subject) for subject in seen] == [Report]


def test_library() -> None:
    old, new = base("2021", "| 行政规范性文件 | 3 | 1 | 21 |", "| 行政规范性文件 | 3 | 1 | 20 |"), base("2022")
    assert library.check(new) == check(new) == []
    assert [found.code for found in library.check(new, previous=old)] == ["CMP002"]


def test_peers_are_found_in_a_group() -> None:
    one, other, third = (
        base("2021"),
        base("2021", "青禾市水务局2021年", "白鹭县林业局2021年"),
        base("2022", "青禾市水务局2022年", "岚谷县水务局2022年"),
    )
    group = Group((one, other, third))
    found = {
        report.agency: [
            finding.message.zh
            for finding in runner.check(report, registry().rules.values(), Compared((Peers(report, group),)))
            if finding.code == "CMP005"
        ]
        for report in group.reports
    }
    assert [len(messages) for messages in found.values()] == [1, 1, 0]
    assert "「白鹭县林业局」2021年度年报" in found["青禾市水务局"][0]
    assert found["白鹭县林业局"][0].startswith("正文 100% 的文字与「青禾市水务局」")


def test_spans_are_those_of_sentences() -> None:
    report = base("2022")
    texts = [report.source[sentence.span] for sentence in sentences(report, whole)]
    assert len(texts) > 10
    for text in texts:
        assert text == text.strip()
        assert text[-1] in "。；" and not set("。；") & set(text[:-1])
