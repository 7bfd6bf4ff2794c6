"""Fixes in Word files: characters change, runs and all other parts of the file stay as they were."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builder
from builder import docx as writer
from gouji.checking import Checker, Request
from gouji.findings import Edit, Fix, Words
from gouji.fixing import Fixed, editor_of, fixed
from gouji.library import registry
from gouji.readers import docx
from gouji.source import Span
from gouji.walking import Target
from running import Run

TODAY = ("--today", "2026-06-30")
PARAGRAPH = "<w:p><w:pPr><w:jc w:val='both'/></w:pPr>{}</w:p>"
SPLIT = (
    "<w:r><w:rPr><w:b/></w:rPr><w:t>本机关于2021</w:t></w:r><w:r><w:t xml:space='preserve'> </w:t></w:r><w:bookmarkStart w:id='1' w:name='x'/>"
    "<w:r><w:rPr><w:i/></w:rPr><w:t>年3月</w:t></w:r><w:ins w:id='2' w:author='甲'><w:r><w:t> 8日</w:t></w:r></w:ins>"
    "<w:r><w:t>召开会议。A&amp;B</w:t></w:r>"
)
JOINED = SPLIT.replace("'preserve'> <", "'preserve'><").replace("> 8日", ">8日")


def mended(data: bytes, *, unsafe: bool = False) -> Fixed | None:
    return fixed(Checker(Request(sources=True, masked=False), registry()), Target("a.docx", data), unsafe)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_xml(data: bytes, xml: str) -> bytes:
    found = {name: content for name, content in members(data).items() if name != "word/document.xml"}
    return writer.package(xml, found)


@cache
def report(inside: str) -> bytes:
    """A clean report with a paragraph more in its first section."""
    data = writer.write(builder.build("2021", 3).parts)
    xml = members(data)["word/document.xml"].decode()
    at = xml.index("</w:p>", xml.index("总体情况")) + len("</w:p>")
    return with_xml(data, xml[:at] + PARAGRAPH.format(inside) + xml[at:])


def test_blanks_in_dates_go_and_nothing_else() -> None:
    wrong = report(SPLIT)
    made = mended(wrong)
    assert made is not None and made.mended == 1
    assert members(made.data) == members(report(JOINED))
    assert mended(made.data) is None
    assert "2021 年3月 8日" in made.before and "2021年3月8日" in made.after


def test_a_tab_in_a_date_is_left_alone() -> None:
    assert (
        mended(report(SPLIT.replace("<w:t xml:space='preserve'> </w:t>", "<w:tab/>").replace("> 8日", ">8日"))) is None
    )


def box(text: str) -> str:
    return f"<w:r><w:pict><v:textbox><w:txbxContent><w:p>{text}</w:p></w:txbxContent></v:textbox></w:pict></w:r>"


def alternates(choice: str, *fallback: str) -> str:
    """A text box as Word writes it: for itself, and for older programs."""
    drawing = (
        "<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>"
        f"<w:p>{choice}</w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    older = "".join(f"<mc:Fallback>{box(one)[5:-6]}</mc:Fallback>" for one in fallback)
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{drawing}</mc:Choice>{older}</mc:AlternateContent></w:r>"
    )


BOXES = {
    "of old": (box(SPLIT), box(JOINED)),
    "without a fallback": (alternates(SPLIT), alternates(JOINED)),
    "written twice": (alternates(SPLIT, SPLIT), alternates(JOINED, JOINED)),
    "beside another": (
        alternates(SPLIT, SPLIT) + alternates("<w:r><w:t>图</w:t></w:r>") + SPLIT,
        alternates(JOINED, JOINED) + alternates("<w:r><w:t>图</w:t></w:r>") + JOINED,
    ),
}


@pytest.mark.parametrize(("wrong", "right"), BOXES.values(), ids=list(BOXES))
def test_a_text_box_is_mended_wherever_it_is_written(wrong: str, right: str) -> None:
    made = mended(report(wrong))
    assert made is not None
    assert members(made.data) == members(report(right))
    assert mended(made.data) is None


def test_a_text_box_that_is_written_in_two_ways_is_left_alone() -> None:
    odd = alternates(SPLIT, SPLIT.replace("召开", "举行"))
    assert mended(report(odd)) is None
    both = mended(report(odd + SPLIT))
    assert both is not None and members(both.data) == members(report(odd + JOINED))


BLANKS = {
    "a paragraph": "<w:p><w:pPr><w:jc w:val='center'/><w:rPr><w:sz w:val='21'/></w:rPr></w:pPr></w:p>",
    "a paragraph of one tag": "<w:p/>",
    "a run of a blank": "<w:p><w:r><w:rPr><w:sz w:val='21'/></w:rPr><w:t> </w:t></w:r></w:p>",
    "a zero": "<w:p><w:r><w:rPr><w:sz w:val='21'/></w:rPr><w:t>0</w:t></w:r></w:p>",
    "a dash over runs": "<w:p><w:r><w:t>—</w:t></w:r><w:r><w:t>—</w:t></w:r></w:p>",
}


@pytest.mark.parametrize("blank", BLANKS.values(), ids=list(BLANKS))
def test_totals_are_filled_in_only_when_asked(blank: str) -> None:
    made = builder.build("2021", 3)
    cell = ("applications", "new", "total")
    assert made.figures[cell] > 0
    data = writer.write(builder.with_text(made, cell, "空空").parts)
    xml = members(data)["word/document.xml"].decode()
    cut = re.sub(r"<w:p>(?:(?!<w:p>).)*?空空.*?</w:p>", lambda _: blank, xml, count=1)
    assert cut != xml
    wrong = with_xml(data, cut)
    assert mended(wrong) is None
    filled = mended(wrong, unsafe=True)
    assert filled is not None
    checked = Checker(Request(), registry()).check(Target("a.docx", filled.data))
    assert not [finding for finding in checked.findings if finding.code[:3] in ("ARI", "TAB")]
    old, new = members(wrong), members(filled.data)
    assert {name for name in new if old[name] != new[name]} == {"word/document.xml"}
    if "sz" in blank:
        run = re.search(
            rf"<w:sz w:val='21'/></w:rPr><w:t>{made.figures[cell]}</w:t>", new["word/document.xml"].decode()
        )
        assert run is not None
    assert mended(filled.data, unsafe=True) is None


def test_files_are_mended_in_place(gouji: Run) -> None:
    Path("a.docx").write_bytes(report(SPLIT))
    shown = gouji("check", "a.docx", "--diff", *TODAY)
    assert shown.status == 1 and "+本机关于2021年3月8日召开会议。A&B\n" in shown.out
    assert Path("a.docx").read_bytes() == report(SPLIT)
    done = gouji("check", "a.docx", "--fix", *TODAY)
    assert "1 个问题" in done.err and "DAT511" not in done.out
    assert members(Path("a.docx").read_bytes()) == members(report(JOINED))
    assert gouji("check", "a.docx", "--diff", *TODAY).status == 0


PIECES = ("甲乙", "丙&amp;", "<丁", "1 2")
BODY = "".join(f"<w:r><w:t xml:space='preserve'>{piece.replace('<', '&lt;')}</w:t></w:r>" for piece in PIECES)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_an_edit_changes_its_span_and_nothing_else(data: st.DataObject) -> None:
    file = writer.package(writer.document(f"<w:p>{BODY}</w:p>"))
    source = docx.read(file, "a.docx").source
    text = source.text.removesuffix("\n")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new = data.draw(st.text(st.sampled_from("戊5&<"), min_size=start == end, max_size=4))
    editor = editor_of("docx")
    assert editor is not None
    made = editor(file, source, [Fix(Words("", ""), (Edit(Span(start, end), new),))])
    if new == text[start:end]:
        assert made is None  # nothing to change
        return
    assert made is not None
    assert docx.read(made[0], "a.docx").source.text.removesuffix("\n") == (text[:start] + new + text[end:]).strip()
