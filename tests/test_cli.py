"""The command line: what is written where, exit statuses, encodings, what is said of wrong usage."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import builder
import pages
import samples
from gouji import __version__, builtin, entries, plugins
from gouji.findings import Problem
from gouji.report import Report
from running import Done

CLEAN = (pages.BASES / "2021.md").read_text("utf-8")
CARRIED = "| 二、上年结转政府信息公开申请数量 | | | 1 | 0 | 0 | 0 | 0 | 0 | 1 |"
FAULTY = CLEAN.replace(CARRIED, CARRIED.removesuffix("1 |") + "2 |")
TODAY = ("--today", "2026-01-01")


def write(name: str, text: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return name


def process(*arguments: str, data: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run gouji in a process of its own."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
    command = [sys.executable, "-m", "gouji", *arguments]
    return subprocess.run(command, input=data, capture_output=True, env=plain | environment, check=False)


def test_faulty_differs() -> None:
    assert FAULTY != CLEAN


def test_a_clean_report(gouji) -> None:  # type: ignore[no-untyped-def]
    assert gouji("check", write("a.md", CLEAN), *TODAY) == Done(0, "共检查 1 份年报：没有发现问题。\n", "")


def test_findings_fail_the_run(gouji) -> None:  # type: ignore[no-untyped-def]
    done = gouji("check", write("a.md", FAULTY), *TODAY)
    assert done.status == 1
    assert done.err == ""
    assert "a.md:54:" in done.out
    assert "^" in done.out
    assert "共检查 1 份年报：1 处错误。" in done.out


@pytest.mark.parametrize(("least", "status"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on(gouji, least: str, status: int) -> None:  # type: ignore[no-untyped-def]
    assert gouji("check", write("a.md", FAULTY), "--fail-on", least, *TODAY).status == status


def test_fail_on_compares_severities(gouji) -> None:  # type: ignore[no-untyped-def]
    write("gouji.toml", '[severity]\nARI = "warning"\n')
    path = write("a.md", FAULTY)
    assert gouji("check", path, *TODAY).status == 0
    assert gouji("check", path, "--fail-on", "warning", *TODAY).status == 1


def test_select_and_ignore(gouji) -> None:  # type: ignore[no-untyped-def]
    path = write("a.md", FAULTY)
    assert gouji("check", path, "--select", "STR,TAB", *TODAY).status == 0
    assert gouji("check", path, "--ignore", "ARI3", *TODAY).status == 0
    assert gouji("check", path, "--ignore", "ARI3", "--select", "ALL", *TODAY).status == 0
    assert gouji("check", path, "--select", "ari3", *TODAY).status == 1


def test_other_files_go_on(gouji) -> None:  # type: ignore[no-untyped-def]
    write("b/b.md", FAULTY)
    write("b/.hidden/c.md", FAULTY)
    write("b/~$d.docx", b"")
    write("empty/readme.xyz", "")
    write("doc.txt", b"\xd0\xcf\x11\xe0")
    write("letter.txt", "今天天气很好。\n")
    done = gouji("check", "none.txt", "b", "empty", "doc.txt", "letter.txt", "--format", "concise", *TODAY)
    assert done.status == 2
    lines = done.err.splitlines()
    assert [line.partition(":")[0] for line in lines[:3]] == ["none.txt", "empty", "doc.txt"]
    assert "没有这个文件" in lines[0]
    assert done.out.count("b/b.md:54:") == 1
    assert ".hidden" not in done.out
    assert "共检查 3 份年报：" in done.out
    assert "2 份读不出，2 个路径没有可读的文件" in done.out


@pytest.mark.parametrize("path", ["empty", "none.md", "empty/a.zip!/b.md"])
def test_where_there_is_no_file_no_report_was_checked(gouji, path: str) -> None:  # type: ignore[no-untyped-def]
    write("empty/README.md", CLEAN)
    done = gouji("check", path, *TODAY)
    assert (done.status, done.out) == (2, "没有检查任何年报：1 个路径没有可读的文件。\n")
    assert done.err.startswith(f"{path}: 出错: ")
    assert done.err.count("\n") == 1
    summary = json.loads(gouji("check", path, "--format", "json", *TODAY).out)["summary"]
    assert (summary["reports"], summary["unreadable"]) == (1, 1)


def test_text_that_is_no_report_is_said_to_be_none(gouji) -> None:  # type: ignore[no-untyped-def]
    path = write("a.txt", "今天天气很好。\n")
    done = gouji("check", path, "--format", "json", *TODAY)
    [report] = json.loads(done.out)["reports"]
    assert (done.status, report["status"], report["edition"]) == (2, "unreadable", None)
    assert [finding["code"] for finding in report["findings"]] == ["EXT001"]
    hidden = gouji("check", path, "--ignore", "EXT001", *TODAY)
    assert (hidden.status, "a.txt" in hidden.err) == (2, True)


def test_each_file_is_checked_once(gouji) -> None:  # type: ignore[no-untyped-def]
    write("x/a.md", CLEAN)
    assert "共检查 1 份" in gouji("check", "x", "x/a.md", "./x/a.md", *TODAY).out


def test_json_has_the_fields_of_the_interface(gouji) -> None:  # type: ignore[no-untyped-def]
    done = gouji("check", write("a.md", FAULTY), "--format", "json", *TODAY)
    document = json.loads(done.out)
    assert (document["schema"], document["tool"], document["version"]) == (1, "gouji", __version__)
    [report] = document["reports"]
    assert report["forms"] == dict.fromkeys(report["forms"], "read")
    assert {
        "path",
        "reader",
        "status",
        "edition",
        "year",
        "agency",
        "kind",
        "scope",
        "title",
        "evidence",
        "forms",
    } < set(report)
    [finding] = report["findings"]
    assert finding["code"].startswith("ARI")
    assert (
        FAULTY.splitlines()[finding["line"] - 1][finding["column"] - 1 : finding["end_column"] - 1] == finding["quote"]
    )
    assert finding["place"].startswith("三、")
    assert finding["address"].startswith("applications.")
    assert document["summary"] == {
        "reports": 1,
        "unreadable": 0,
        "errors": 1,
        "warnings": 0,
        "infos": 0,
        "suppressed": 0,
    }


def test_suppressions(gouji) -> None:  # type: ignore[no-untyped-def]
    path = write("a.md", FAULTY)
    write(
        "gouji.toml",
        '[[suppress]]\ncode = "ARI"\naddress = "applications"\nreason = "已向上级说明"\nuntil = 2026-06-30\n',
    )
    quiet = gouji("check", path, *TODAY)
    assert (quiet.status, "已豁免 1 处" in quiet.out) == (0, True)
    [report] = json.loads(gouji("check", path, "--format", "json", *TODAY).out)["reports"]
    assert report["findings"][0]["suppressed"] == "已向上级说明"
    assert gouji("check", path, "--no-suppressions", *TODAY).status == 1
    expired = gouji("check", path, "--today", "2026-07-01")
    assert (expired.status, "2026-06-30 到期" in expired.err) == (1, True)


def test_comments_in_a_report_suppress(gouji) -> None:  # type: ignore[no-untyped-def]
    marked = FAULTY.replace("## 三、", "## 三、", 1)
    table = marked.index("\n|", marked.index("## 三、"))
    text = f"{marked[:table]}\n<!-- gouji: 豁免 ARI301 ARI302 -- 已说明 -->\n{marked[table:]}"
    done = gouji("check", write("a.md", text), *TODAY)
    assert (done.status, done.out) == (0, "共检查 1 份年报：没有发现问题，已豁免 1 处。\n")


def test_a_broken_configuration_is_said_once_and_others_go_on(gouji) -> None:  # type: ignore[no-untyped-def]
    write("bad/gouji.toml", 'slect = ["ALL"]\n')
    write("bad/a.md", CLEAN)
    write("bad/b.md", CLEAN)
    write("good/a.md", FAULTY)
    done = gouji("check", "bad", "good", "--format", "concise", *TODAY)
    assert done.status == 2
    assert done.err == "gouji: 出错: bad/gouji.toml:1: 没有设置项「slect」，是否指「select」？\n"
    assert "good/a.md:54:" in done.out


def test_an_explicit_configuration_that_is_broken_ends_the_run(gouji) -> None:  # type: ignore[no-untyped-def]
    write("x.toml", "kind = 1\n")
    done = gouji("check", write("a.md", CLEAN), "--config", "x.toml")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["check"], "没有给出文件", "no file"),
        (["check", "a.md", "--format", "jsn"], "是否指「json」", "perhaps 'json'"),
        (["check", "a.md", "--select", "STR1O1"], "是否指「STR101」", "perhaps 'STR101'"),
        (["check", "a.md", "--ignore", "section-mising"], "是否指「section-missing」", "perhaps 'section-missing'"),
        (["check", "a.md", "--edition", "2020"], "--edition", "--edition"),
        (["check", "a.md", "--year", "21"], "--year", "--year"),
        (["check", "a.md", "--kind", "goverment"], "是否指「government」", "perhaps 'government'"),
        (["check", "a.md", "--scope", "all"], "own（本机关） aggregate（全辖区汇总）", "own aggregate"),
        (["check", "a.md", "--today", "2026-1-1"], "--today", "--today"),
        (["check", "a.md", "--fail-on", "warn"], "是否指「warning」", "perhaps 'warning'"),
        (["check", "a.md", "--jobs", "x"], "--jobs", "--jobs"),
        (["check", "a.md", "--config", "none.toml"], "none.toml", "none.toml"),
        (["check", "a.md", "--baseline", "none.json"], "none.json: 没有这个基线文件", "no such baseline"),
        (
            ["check", "a.md", "--output", "none/out.txt"],
            "none/out.txt: 写不进去：没有这个文件夹",
            "none/out.txt: cannot be written: No such file",
        ),
        (
            ["check", "a.md", "--formt", "x"],
            "没有选项 --formt，是否指 --format？用法见",
            "no option --formt, perhaps --format?",
        ),
        (["check", "a.md", "--format"], "--format", "--format"),
        (["check", "a.md", "--fix=1"], "选项 --fix 后面不带取值", "--fix takes no value"),
        (["compare"], "gouji compare 上年年报.docx", "gouji compare last-year.docx"),
        (["sweep"], "gouji sweep 年报文件夹 --out", "gouji sweep reports --out"),
        (["chekc", "a.md"], "没有命令「chekc」，是否指 check？", "no command 'chekc', perhaps check?"),
        (["extract", "a.md", "--format", "yaml"], "json csv xlsx", "json csv xlsx"),
        (["explain"], "CODE|NAME", "CODE|NAME"),
        (["explain", "STR1O1"], "是否指「STR101」", "perhaps 'STR101'"),
        (["explain", "STR"], "STR101", "STR101"),
        (["editions", "2020"], "2021", "2021"),
        (["rules", "--format", "csv"], "markdown", "markdown"),
        (["outline", "none.md"], "没有这个文件", "no such file"),
        (["explain", "STR101", "STR102"], "多出参数 STR102；用法见", "an argument too many: STR102"),
    ],
)
def test_wrong_usage_is_one_line_in_both_languages(gouji, arguments: list[str], zh: str, en: str) -> None:  # type: ignore[no-untyped-def]
    write("a.md", CLEAN)
    for language, words in (("zh", zh), ("en", en)):
        done = gouji(*arguments, *([] if arguments[-1] == "--format" else ["--lang", language]))
        if arguments[-1] != "--format" or language == "zh":
            assert (done.status, done.out) == (2, "")
            assert done.err.count("\n") == 1, done.err
            assert words in done.err


def crash(_: Report) -> list[Problem]:
    raise ZeroDivisionError("division")


def test_a_rule_that_raises_is_a_defect_and_the_others_go_on(gouji, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    real = plugins.load()
    bad = samples.rule("ABC900", crash)
    broken = samples.registry([*real.rules.values(), bad], real.editions)
    monkeypatch.setattr(plugins, "load", lambda **_: broken)
    done = gouji("check", write("a.md", FAULTY), *TODAY)
    assert done.status == 2
    assert "共检查 1 份年报：1 处错误。" in done.out
    assert done.err.count("\n") == 1
    for words in ("ABC900", "ZeroDivisionError", "test_cli.py", "--debug"):
        assert words in done.err
    assert "Traceback" in gouji("check", "a.md", "--debug", *TODAY).err


def test_a_reader_that_raises_is_a_defect_of_one_file(gouji, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    real = plugins.load()

    def sniff(data: bytes, _: str) -> bool:
        if b"BOOM" in data:
            raise KeyError("boom")
        return False

    registry = samples.registry(real.rules.values(), real.editions)
    readers = {"bad": registry.readers["text"]._replace(name="bad", sniff=sniff), **real.readers}
    monkeypatch.setattr(
        plugins,
        "load",
        lambda **_: plugins.Registry(registry.rules, readers, registry.reporters, real.edition_files, {}),
    )
    for command in ("check", "extract"):
        done = gouji(command, write("a.txt", "BOOM"), write("b.md", FAULTY))
        assert done.status == 2
        assert "KeyError" in done.err
        assert done.err.count("\n") == 1
        assert "b.md" in done.out


def test_output_goes_into_a_file(gouji) -> None:  # type: ignore[no-untyped-def]
    done = gouji("check", write("a.md", FAULTY), "--output", "out.txt", *TODAY)
    assert (done.status, done.out, done.err) == (1, "", "")
    assert "1 处错误" in Path("out.txt").read_text("utf-8")


def test_quiet_and_statistics(gouji) -> None:  # type: ignore[no-untyped-def]
    path = write("a.md", FAULTY)
    assert "按规则统计" in gouji("check", path, "--statistics", *TODAY).out
    assert "共检查" not in gouji("check", path, "--quiet", *TODAY).out


def test_english(gouji) -> None:  # type: ignore[no-untyped-def]
    done = gouji("check", write("a.md", FAULTY), "--lang", "en", *TODAY)
    assert "1 report checked: 1 error." in done.out
    write("gouji.toml", 'lang = "en"\n')
    assert gouji("check", "a.md", *TODAY).out == done.out


def test_standard_input() -> None:
    done = process("check", "-", "--stdin-name", "年报/a.md", "--format", "concise", *TODAY, data=FAULTY.encode())
    assert done.returncode == 1
    assert done.stdout.decode().startswith("年报/a.md:54:")


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


@pytest.mark.parametrize("format", ["github", "gitlab", "sarif"])
@pytest.mark.parametrize("variable", ["CI_PROJECT_DIR", "GITHUB_WORKSPACE", ""])
def test_paths_are_those_of_the_repository(gouji, monkeypatch, tmp_path, format: str, variable: str) -> None:  # type: ignore[no-untyped-def]
    for name in ("CI_PROJECT_DIR", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "2021" / "a").mkdir(parents=True)
    path = write("2021/a/甲.md", CLEAN.replace("2022年1月20日", "2022年1 月20日"))
    if variable:
        monkeypatch.setenv(variable, str(tmp_path))
        monkeypatch.chdir(tmp_path / "2021")
    outputs = {gouji("check", named, "-f", format, *TODAY).out for named in ("./a/甲.md", tmp_path / path) if variable}
    outputs |= {gouji("check", tmp_path / path, "-f", format, *TODAY).out}
    assert len(outputs) == 1
    wanted = "2021/a/%E7%94%B2.md" if format == "sarif" else "2021/a/甲.md"
    [output] = outputs
    assert wanted in output
    assert str(tmp_path) not in output


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


def test_help_names_every_format(gouji) -> None:  # type: ignore[no-untyped-def]
    named = " ".join(gouji("check", "--help").out.split())
    assert f"输出格式：{' '.join(one.name for one in builtin.gouji_reporters())}。" in named


def test_version() -> None:
    done = process("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"gouji {__version__}\n".encode(), b"")


def test_version_is_that_of_the_distribution() -> None:
    from importlib.metadata import version

    assert version("gouji") == __version__


HEAVY = (
    "rich",
    "pyparsing",
    "turbohtml",
    "msgspec",
    "typer",
    "pluggy",
    "json",
    "inspect",
    "dataclasses",
    "importlib.metadata",
)


def imported(*arguments: str) -> set[str]:
    """Modules that a run imports."""
    code = (
        "import sys\nfrom gouji.cli import app\ntry:\n    app(sys.argv[1:])\n"
        "except SystemExit:\n    pass\nprint(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return set(done.stderr.split())


def test_version_imports_nothing_heavy() -> None:
    assert imported("--version").isdisjoint(HEAVY)


UNUSED = {
    "argparse", "concurrent.futures", "difflib", "gouji.readers.html", "hashlib", "multiprocessing", "shutil", "tempfile",
    "tomllib", "traceback", "gouji.baseline", "heapq", "threading",
}  # fmt: skip


@pytest.mark.skipif(len(entries.entries("gouji")) > 1, reason="pluggy verifies the plugins of others")
def test_check_of_text_imports_no_more_than_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(builder.build("2021", 1).render("pipes"), encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    arguments = ("check", str(path), "--format", "concise", *TODAY)
    assert "pyparsing" in imported(*arguments)  # formulas are parsed once, and kept
    loaded = imported(*arguments)
    assert "gouji.runner" in loaded
    assert loaded.isdisjoint({*HEAVY, *UNUSED})


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({"PYTHONIOENCODING": "gbk"}, id="gbk"),
        pytest.param({"LC_ALL": "C"}, id="C"),
        pytest.param({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, id="ASCII"),
        pytest.param({"PYTHONIOENCODING": "latin-1"}, id="latin-1"),
    ],
)
def test_no_encoding_fails_and_json_is_always_the_same(tmp_path: Path, environment: dict[str, str]) -> None:
    path = tmp_path / "a.md"
    path.write_text(FAULTY.replace("水务局", "水务局😀"), encoding="utf-8")
    for command in (["--help"], ["check", str(path), *TODAY], ["rules"], ["explain", "ARI301"], ["check", "没有.md"]):
        done = process(*command, **environment)
        assert b"Traceback" not in done.stderr, done.stderr.decode("utf-8", "replace")
        assert done.returncode in (0, 1, 2)
    plain = process("check", str(path), "--format", "concise", *TODAY, **environment).stdout
    assert "错误 ARI302" in plain.decode("gbk" if "gbk" in environment.values() else "utf-8")
    as_json = ["check", str(path), "--format", "json", *TODAY]
    assert process(*as_json, **environment).stdout == process(*as_json, PYTHONUTF8="1").stdout


@pytest.mark.parametrize("command", [["check", "a.md"], ["outline", "a.md"], ["sweep", "a.md", "--out", "swept"]])
def test_an_interrupt_is_told(gouji, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:  # type: ignore[no-untyped-def]
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    write("a.md", CLEAN)
    for place in ("gouji.cli.checks.Checker", "gouji.cli.reading.Checker", "gouji.cli.sweeps._swept"):
        monkeypatch.setattr(place, interrupted)
    done = gouji(*command)
    assert (done.status, done.out) == (130, "")
    *before, last = done.err.splitlines()
    assert last == "已中断"
    assert before == (["已完成的不会重做，接着做：gouji sweep --resume --out swept"] if command[0] == "sweep" else [])


def test_a_folder_that_cannot_be_opened_is_said_to_be_unread(gouji, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    write("a/a.md", CLEAN)
    write("a/b/b.md", CLEAN)
    scan = os.scandir

    def refused(path: str) -> object:
        if os.fspath(path).endswith("b"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    done = gouji("check", "a", *TODAY)
    assert done.status == 2
    assert done.err.startswith("a/b: 出错: 打不开文件夹：没有权限")
    assert "2 份" in done.err + done.out


def test_output_does_not_depend_on_the_number_of_processes(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"{number}.md").write_text(FAULTY if number % 2 else CLEAN, encoding="utf-8")
    arguments = ("check", str(tmp_path), str(tmp_path / "none.md"), "--format", "json", *TODAY)
    one, three = process(*arguments, "--jobs", "1"), process(*arguments, "--jobs", "3")
    assert one.stdout == three.stdout
    assert one.stderr == three.stderr
    assert one.returncode == three.returncode == 2


def test_a_reader_of_standard_output_may_go_away(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(FAULTY, encoding="utf-8")
    command = f"'{sys.executable}' -m gouji check {' '.join([str(path)] * 3)} --format json | true"
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert done.stderr == b""


def test_python() -> None:
    import gouji

    report = gouji.read("a.md", data=FAULTY.encode())
    assert isinstance(report, gouji.Report)
    findings = gouji.check(report)
    assert [finding.code[:3] for finding in findings] == ["ARI"]
    assert isinstance(findings[0], gouji.Finding)
    with pytest.raises(gouji.library.UnreadableFile):
        gouji.read("none.md")
    with pytest.raises(AttributeError):
        gouji.nothing  # noqa: B018


def test_a_defect_is_told_once(gouji, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    broken = samples.registry([samples.rule("ABC900", crash)], plugins.load().editions)
    monkeypatch.setattr(plugins, "load", lambda **_: broken)
    done = gouji("check", *(write(f"{number}.md", CLEAN) for number in range(5)))
    assert done.err.count("ZeroDivisionError") == 1
    assert done.err.endswith("同样的出错另有 4 处，不再列出\n")


LEAVING = """
import atexit, sys
from gouji import cli
def app():
    print("said")
    {before}
    sys.exit(3)
cli.app = app
atexit.register(print, "tidied up")
cli.main()
"""


@pytest.mark.parametrize(("before", "printed"), [("pass", "said"), ("import threading", "said tidied up")])
def test_the_command_leaves_at_once_where_nothing_is_to_be_tidied_up(before: str, printed: str) -> None:
    code = LEAVING.format(before=before)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout.split(), done.stderr) == (3, printed.split(), "")
