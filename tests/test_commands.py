"""Commands that show something: the values, sections and findings rules make of a report, pages of rules, formats, settings."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from commanding import CLEAN, FAULTY, write
from gouji import builtin, plugins


def test_extract(gouji) -> None:  # type: ignore[no-untyped-def]
    done = gouji("extract", write("a.md", FAULTY), "none.md")
    assert done.status == 2
    first, second = json.loads(done.out)["reports"]
    assert (first["edition"], first["year"], first["period"]) == ("2021", 2021, ["2021-01-01", "2021-12-31"])
    value = first["values"]["applications"]["carried_in"]["total"]
    assert (value["value"], value["raw"], value["line"], value["confidence"]) == (2, "2", 54, 1.0)
    assert second["error"]
    assert gouji("extract", "a.md").status == 0


def test_extract_tells_forms_that_were_not_read_for_certain(gouji) -> None:  # type: ignore[no-untyped-def]
    kept = [line for line in CLEAN.splitlines() if not re.match(r"\|.*\| \d\.", line)]
    done = gouji("extract", write("a.md", "\n".join(kept)))
    assert done.status == 0
    assert done.err == "a.md: 「收到和处理政府信息公开申请情况」没有可靠读出，所列数值须与原件核对\n"
    (report,) = json.loads(done.out)["reports"]
    assert report["forms"] == {
        "documents": "read",
        "licensing": "read",
        "enforcement": "read",
        "fees": "read",
        "applications": "doubtful",
        "remedies": "read",
    }
    assert report["values"]["applications"]["new"]["total"]["confidence"] == 0.5


def test_extract_csv(gouji) -> None:  # type: ignore[no-untyped-def]
    done = gouji("extract", write("a.md", CLEAN), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert len(rows) > 150
    [row] = [row for row in rows if (row["form"], row["row"], row["column"]) == ("applications", "carried_in", "total")]
    assert (row["value"], row["line"]) == ("1", "54")
    gouji("extract", "a.md", "--format", "csv", "--output", "a.csv")
    assert Path("a.csv").read_bytes().startswith(b"\xef\xbb\xbfpath,")


def test_without_a_command_there_is_help(gouji) -> None:  # type: ignore[no-untyped-def]
    done = gouji()
    assert (done.status, done.err) == (2, "")
    assert done.out == gouji("--help").out


def test_outline(gouji) -> None:  # type: ignore[no-untyped-def]
    done = gouji("outline", write("a.md", CLEAN))
    assert done.status == 0
    for words in (
        "青禾市水务局 · 2021 年度 · 2021 年版式 · 部门 · 本机关\n",
        "依据 标题 2021、统计期限 2021、",
        "、落款 2021、6 个表（2021 年版式）\n",
        "一、总体情况  [overview]",
        "（一）主动公开情况",
        "applications",
        "已读",
    ):
        assert words in done.out
    english = gouji("outline", "a.md", "--lang", "en").out
    assert "evidence title year 2021, period 2021, body year 2021, signed 2021, 6 forms (2021)\n" in english


def test_rules(gouji) -> None:  # type: ignore[no-untyped-def]
    known = plugins.load().rules
    assert len(gouji("rules").out.splitlines()) == len(known) + 1
    listed = json.loads(gouji("rules", "--format", "json", "--select", "ARI301").out)["rules"]
    assert [(rule["code"], rule["severity"], rule["editions"]) for rule in listed] == [
        ("ARI301", "error", ["2019", "2021"])
    ]
    assert gouji("rules", "--format", "markdown", "--lang", "en").out.startswith(
        "| code | name | severity | editions | fixable | summary |\n|---"
    )


def test_explain(gouji) -> None:  # type: ignore[no-untyped-def]
    done = gouji("explain", "applications-balance")
    assert (done.status, done.err) == (0, "")
    assert "ARI301" in done.out
    fixable = gouji("explain", "CIT603", "--format", "markdown").out
    assert "没有发现问题" in fixable
    assert "`--fix` 改为" in fixable
    assert "`--unsafe-fixes` 改为" in gouji("explain", "LNG905", "--format", "markdown").out
    assert "Every application" not in done.out
    english = gouji("explain", "ARI301", "--lang", "en").out
    assert "Every application" in english and "Source of law" in english
    assert "收到的每一件申请" not in english
    told = json.loads(gouji("explain", "ARI301", "--format", "json").out)
    assert (told["code"], told["name"]) == ("ARI301", "applications-balance")
    assert told["page"].startswith("# ARI301")
    assert told["file"].endswith(".py")


def test_explain_shows_the_first_examples_and_says_where_the_others_are(gouji) -> None:  # type: ignore[no-untyped-def]
    short, whole = gouji("explain", "ARI302").out, gouji("explain", "ARI302", "--format", "markdown").out
    assert "错误 · 版式 2019, 2021 · 可修复\n" in short and "错误 · 版式 2019, 2021 · 可修复\n" in whole
    assert short.count("相差") == 3
    assert short.endswith("gouji explain ARI302 --format markdown\n")
    assert "\n\n\n" not in short
    assert whole.count("\n### ") > 3 and "另有" not in whole
    assert "错误 ARI302 " in short and " error " not in short
    assert " error ARI302 " in gouji("explain", "ARI302", "--lang", "en").out


def test_editions(gouji) -> None:  # type: ignore[no-untyped-def]
    assert [line[:4] for line in gouji("editions").out.splitlines()] == ["2008", "2014", "2019", "2021"]
    whole = gouji("editions", "2021").out
    for words in (
        "总体情况",
        "applications",
        "ARI301",
        "3 月 31 日",
        "outcome_total",
        "carried_out",
        "made 本年制发件数",
        "department 部门  次年 1 月 31 日",
        "印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》",
    ):
        assert words in whole
    assert "every kind  31 March of the next year" in gouji("editions", "2008", "--lang", "en").out
    assert "各类机关  次年 3 月 31 日" in gouji("editions", "2008").out


def test_config(gouji) -> None:  # type: ignore[no-untyped-def]
    write("gouji.toml", 'kind = "township"\n')
    done = gouji("config", "x/a.md")
    assert 'kind           = "township"  # gouji.toml:1' in done.out
    assert 'scope          = ""  # 默认值' in done.out
    assert gouji("config").out == done.out


def test_help_names_every_command_and_option(gouji) -> None:  # type: ignore[no-untyped-def]
    done = gouji("--help")
    assert done.status == 0
    for command in ("check", "extract", "outline", "rules", "explain", "editions", "config"):
        assert f"  {command} " in done.out
        assert gouji(command, "--help").status == 0


@pytest.mark.parametrize("command", ["lsp", "serve", "sweep", "init", "config", "check", "editions"])
def test_an_unknown_language_is_refused_by_every_command(gouji, command: str) -> None:  # type: ignore[no-untyped-def]
    write("a.md", CLEAN)
    more = {"sweep": ("a.md", "--out", "out"), "check": ("a.md",)}.get(command, ())
    done = gouji(command, *more, "--lang", "de")
    assert (done.status, done.out) == (2, "") and "--lang 不能是「de」" in done.err


def test_help_names_every_format(gouji) -> None:  # type: ignore[no-untyped-def]
    named = " ".join(gouji("check", "--help").out.split())
    assert f"输出格式：{' '.join(one.name for one in builtin.gouji_reporters())}。" in named
