"""Checks on the command line: what is written where, exit statuses, what is said of wrong usage, defects and interrupts."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import samples
from commanding import CLEAN, FAULTY, TODAY, write
from gouji import __version__, plugins
from gouji.findings import Problem
from gouji.report import Report
from running import Done


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
