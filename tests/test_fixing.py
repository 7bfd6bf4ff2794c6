"""Fixes: what is mended is exactly what was wrong, nothing else in the file changes, twice is once."""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builder
from builder import docx as writer
from gouji.checking import Checker, Request
from gouji.cli.mending import diff
from gouji.findings import Edit, Fix, Words
from gouji.fixing import Fixed, editor_of, fixed
from gouji.folding import fold
from gouji.library import registry
from gouji.readers import read
from gouji.results import MENDED
from gouji.source import Span
from gouji.walking import Target
from running import Run

TODAY = ("--today", "2026-06-30")
DATE = "2021年 3月08日召开工作会议，2021年04月 9日举办培训。"
WRONG = "2021 年3月8日召开工作会议，2021年4月 9日举办培训。"
RIGHT = "2021年3月8日召开工作会议，2021年4月9日举办培训。"
LAYOUTS = ("pipes", "markdown", "clean", "word", "page")


def mended(name: str, data: bytes, *, unsafe: bool = False) -> Fixed | None:
    return fixed(Checker(Request(sources=True, masked=False), registry()), Target(name, data), unsafe)


def report(layout: str, sentence: str = "") -> str:
    """A clean report with a sentence more in its first section."""
    made = builder.build("2021", 3).render(layout)
    at = made.index("认真执行《条例》") if layout != "word" else made.index("认真执行")
    return made[:at] + sentence + made[at:]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_blanks_in_dates_go_and_nothing_else(layout: str, encoding: str) -> None:
    wrong = report(layout, WRONG).encode(encoding)
    made = mended(builder.LAYOUTS[layout], wrong)
    assert made is not None
    assert made.data.decode(encoding) == report(layout, RIGHT).encode(encoding).decode(encoding)
    assert mended(builder.LAYOUTS[layout], made.data) is None


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_stay(end: str) -> None:
    data = report("markdown", WRONG).replace("\n", end).encode()
    made = mended("a.md", data)
    assert made is not None and made.data == report("markdown", RIGHT).replace("\n", end).encode()


def test_blanks_and_zeros_in_one_date() -> None:
    made = mended("a.md", report("markdown", DATE).encode())
    assert made is not None and RIGHT in made.data.decode()


def test_markup_inside_a_date_stays() -> None:
    split = WRONG.replace("2021 年", "2021<b> </b>年").replace("4月 9", "4月&nbsp;<i>9</i>")
    made = mended("a.html", report("clean", split).encode())
    assert made is not None
    assert "2021<b></b>年3月8日" in made.data.decode()
    assert "4月<i>9</i>日" in made.data.decode()


@pytest.mark.parametrize("blank", ["", "0", "—"])
@pytest.mark.parametrize("layout", ["markdown", "clean", "pipes"])
def test_totals_are_filled_in_only_when_asked(layout: str, blank: str) -> None:
    made = builder.build("2021", 3)
    cell = ("applications", "new", "total")
    assert made.figures[cell] > 0
    parts = builder.with_text(made, cell, blank)
    data = parts.render(layout).encode()
    name = builder.LAYOUTS[layout]
    assert mended(name, data) is None
    filled = mended(name, data, unsafe=True)
    assert filled is not None
    changed = [
        line for line in difflib.ndiff(data.decode().split("\n"), filled.data.decode().split("\n")) if line[0] == "+"
    ]
    assert len(changed) == 1 and str(made.figures[cell]) in changed[0]
    checked = Checker(Request(), registry()).check(Target(name, filled.data))
    assert not [finding for finding in checked.findings if finding.code[:3] in ("ARI", "TAB")]


def test_what_cannot_be_written_back_is_left_alone() -> None:
    broken = report("markdown", WRONG).encode().replace("报告".encode(), "报告".encode()[:-1], 1)
    assert mended("a.md", broken) is None
    assert {name for name in registry().readers if editor_of(name) is not None} == MENDED


def test_suppressed_findings_are_not_fixed(tmp_path: Path, gouji: Run) -> None:
    Path("gouji.toml").write_text('[[suppress]]\ncode = "DAT511"\nreason = "引文"\n', "utf-8")
    Path("a.md").write_text(report("markdown", WRONG), "utf-8")
    gouji("check", "a.md", "--fix", *TODAY)
    assert Path("a.md").read_text("utf-8") == report("markdown", WRONG)


@pytest.mark.parametrize("options", [("--unsafe-fixes",), ("--fix", "--unsafe-fixes")])
def test_unsafe_fixes_are_fixes(gouji: Run, options: tuple[str, ...]) -> None:
    Path("a.md").write_text(report("markdown", "，截止2021年底，"), "utf-8")
    assert "1 处可用 --unsafe-fixes 改正" in gouji("check", "a.md", *TODAY).out
    assert "--unsafe-fixes" not in gouji("check", "a.md", *options, *TODAY).out
    assert Path("a.md").read_text("utf-8") == report("markdown", "，截至2021年底，")


def test_diff_shows_and_changes_nothing(gouji: Run) -> None:
    Path("a.md").write_text(report("markdown", WRONG), "utf-8")
    shown = gouji("check", "a.md", "--diff", *TODAY)
    assert shown.status == 1
    assert [line for line in shown.out.splitlines() if line.startswith("+") and RIGHT in line]
    assert Path("a.md").read_text("utf-8") == report("markdown", WRONG)
    clean = gouji("check", "a.md", "--fix", *TODAY)
    assert "1 个问题" in clean.err and "DAT511" not in clean.out
    assert gouji("check", "a.md", "--diff", *TODAY) == (0, "", "没有能改正的问题\n")


LINES = st.lists(st.text(st.sampled_from("甲乙1 -+"), max_size=6), max_size=8)


@given(LINES, LINES)
def test_a_coloured_diff_is_the_diff(before: list[str], after: list[str]) -> None:
    made = Fixed(b"", "\n".join(before), "\n".join(after), 1)
    plain, coloured = ("".join(diff("a.md", made, colour=colour)) for colour in (False, True))
    assert re.sub("\x1b\\[\\d+m", "", coloured) == plain


def test_what_only_python_takes_for_a_line_end_stands_within_a_line_of_a_diff() -> None:
    made = Fixed(b"", "甲\u2028乙,丙\x0b丁\n戊\n", "甲\u2028乙，丙\x0b丁\n戊\n", 1)
    assert list(diff("a.md", made, colour=False))[3:] == ["-甲\u2028乙,丙\x0b丁\n", "+甲\u2028乙，丙\x0b丁\n", " 戊\n"]


def test_a_coloured_diff_marks_what_changes() -> None:
    made = Fixed(b"", "甲\n收到,办结\x1b[2J\n", "甲\n收到，办结\x1b[2J\n", 1)
    *_, old, new = diff("a.md", made, colour=True)
    assert old == "\x1b[31m-收到\x1b[7m,\x1b[27m办结 [2J\x1b[0m\n"
    assert new == "\x1b[32m+收到\x1b[7m，\x1b[27m办结 [2J\x1b[0m\n"


def test_a_file_that_cannot_be_written_leaves_the_others(gouji: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.md", "b.md"):
        Path(name).write_text(report("markdown", WRONG), "utf-8")
    write = Path.write_bytes

    def refused(path: Path, data: bytes) -> int:
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", refused)
    done = gouji("check", "a.md", "b.md", "--fix", *TODAY)
    assert done.status == 2
    assert "a.md: 写不进去" in done.err and "1 个文件" in done.err
    assert Path("a.md").read_text("utf-8") == report("markdown", WRONG)
    assert Path("b.md").read_text("utf-8") == report("markdown", RIGHT)


def test_nothing_to_mend_is_said(gouji: Run) -> None:
    Path("a.md").write_text(report("markdown"), "utf-8")
    assert gouji("check", "a.md", "--fix", *TODAY).err == "没有能改正的问题\n"


FAULTS = {
    "2021 年3月 8日": "2021年3月8日",
    "３８０条": "380条",
    "青政办发[2021]12号": "青政办发〔2021〕12号",
    "青水发（ ２０２１ ）３号": "青水发〔2021〕3号",
    "内容完整,更新及时": "内容完整，更新及时",
    "逐项公开；；逐项回应": "逐项公开；逐项回应",
    "政府\u200b信息": "政府信息",
    "⼯作有序": "工作有序",
}
"""What is wrong for certain, and what it has to become."""


def data_of(kind: str, sentence: str) -> tuple[str, bytes]:
    if kind != "docx":
        return builder.LAYOUTS[kind], report(kind, sentence).encode()
    with zipfile.ZipFile(io.BytesIO(writer.write(builder.build("2021", 3).parts))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    xml = members.pop("word/document.xml").decode()
    return "a.docx", writer.package(xml.replace("认真执行", f"{sentence}认真执行", 1), members)


@pytest.mark.parametrize("kind", ["markdown", "clean", "pipes", "docx"])
@settings(max_examples=12)
@given(st.lists(st.sampled_from(sorted(FAULTS)), min_size=1, max_size=5), st.sampled_from(("", "，", "和")))
def test_all_that_is_certain_is_mended_at_once(kind: str, faults: list[str], joint: str) -> None:
    name, data = data_of(kind, joint.join(faults) + "。")
    made = mended(name, data)
    assert made is not None
    assert joint.join(FAULTS[fault] for fault in faults) in made.after
    assert mended(name, made.data) is None
    assert re.findall(r"\d", fold(made.after)) == re.findall(r"\d", fold(made.before))


@given(st.text(st.sampled_from("甲乙 0a<&\n"), min_size=1, max_size=30), st.data())
def test_an_edit_changes_its_span_and_nothing_else(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new = data.draw(st.text(st.sampled_from("丙1"), max_size=4))
    source = read(text.encode(), "a.txt").source
    editor = editor_of("text")
    assert editor is not None
    if source.text == text:
        fix = Fix(Words("", ""), (Edit(Span(start, end), new),))
        assert editor(text.encode(), source, [fix]) == ((text[:start] + new + text[end:]).encode(), 1)
