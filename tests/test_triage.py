"""A report is triaged: sixty findings, twenty excused with a reason, the others taken into a baseline. Then it is edited,
becomes a Word file and gets one new error: exactly that one is told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import builder
from builder import docx as word
from builder import text
from builder.parts import Heading, Part, Prose
from gouji import baseline
from running import Run

TODAY = ("--today", "2026-06-30")
SUPPRESSION = '[[suppress]]\nfiles = ["年报*"]\ncode = "CON703"\nreason = "内部短号，本机关已核实"\n'
WRONG = (
    *(Prose(f"各科室咨询电话：0437-50{number:02}。") for number in range(10, 30)),
    *(Prose(f"各科室电子邮箱：office{number}@qinghe。") for number in range(10, 30)),
    *(Prose(f"{number}月{32 + number}日召开了政府信息公开工作会议。") for number in range(1, 11)),
    *(Prose(f"{number}月{42 + number}日举办了政府信息公开培训。") for number in range(1, 11)),
)


def told(output: str) -> list[dict[str, Any]]:
    """The findings that nothing excuses."""
    (report,) = json.loads(output)["reports"]
    return [finding for finding in report["findings"] if not finding["suppressed"]]


def among(parts: Sequence[Part], more: Sequence[Part]) -> list[Part]:
    """The parts of a report with more paragraphs at the end of its first section."""
    headings = [at for at, part in enumerate(parts) if isinstance(part, Heading) and part.level == 1]
    return [*parts[: headings[1]], *more, *parts[headings[1] :]]


def test_triage(gouji: Run, tmp_path: Path) -> None:
    clean = builder.build("2021", 3)
    page = tmp_path / "年报.md"
    page.write_text(text.markdown(among(clean.parts, WRONG)), "utf-8")
    first = gouji("check", page, "-f", "json", *TODAY)
    assert len(told(first.out)) == 60

    (tmp_path / "gouji.toml").write_text(f'baseline = "{baseline.FILE}"\n{SUPPRESSION}', "utf-8")
    written = gouji("baseline", "write", page, *TODAY)
    assert written.status == 0
    assert len(json.loads((tmp_path / baseline.FILE).read_text("utf-8"))["reports"][0]["findings"]) == 40
    assert told(gouji("check", page, "-f", "json", *TODAY).out) == []

    page.unlink()
    new, address, _ = builder.break_cell(clean, 3)
    moved = [Prose("本报告按年度编制。"), *WRONG[40:], *WRONG[:40]]
    (tmp_path / "年报终稿.docx").write_bytes(word.write(among(new.parts, moved)))
    last = gouji("check", tmp_path / "年报终稿.docx", "-f", "json", *TODAY)
    (finding,) = told(last.out)
    assert last.status == 1
    assert finding["code"].startswith("ARI")
    assert finding["address"] == ".".join(address)
    assert json.loads(last.out)["summary"]["suppressed"] == 60
    assert "没有用到" not in last.err
