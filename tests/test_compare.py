"""`gouji compare` and `check --previous`: what is written, exit statuses, what is said of wrong usage."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import builder
import pages
from builder import years
from checking import registry, report_of
from gouji import plugins
from gouji.cli.process import run as run_gouji

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
OLD, NEW, FAULTY = "2021-clean.md", "2022-clean.md", "2022-breaks-with-2021.md"
TODAY = ("--today", "2026-01-01")


class Done(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def gouji(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run gouji in this process, in the folder of the examples."""
    monkeypatch.chdir(EXAMPLES)
    loaded = plugins.load()
    monkeypatch.setattr(plugins, "load", lambda **_: loaded)

    def run(*arguments: str) -> Done:
        status = run_gouji(arguments)
        return Done(status, *capsys.readouterr())

    return run


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gouji: Run) -> Path:
    """A folder with a government's report and those of three departments below it."""
    made = {one.agency.name: one for one in (builder.build("2021", seed, year=2022) for seed in (12, 13, 14))}
    (tmp_path / "city.md").write_text(years.gather(tuple(made.values()), 1).render("markdown"), encoding="utf-8")
    (tmp_path / "below").mkdir()
    for number, one in enumerate(made.values()):
        (tmp_path / "below" / f"{number}.html").write_text(one.render("clean"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("format", ["text", "concise", "json"])
def test_two_years(gouji: Run, golden: Callable[[str, str], None], format: str, language: str) -> None:
    done = gouji("compare", OLD, FAULTY, "--format", format, "--lang", language)
    assert (done.status, done.err) == (1, "")
    out = done.out.replace(f'"version": "{_version()}"', '"version": "0"')
    golden(f"compare/years.{format}.{language}.txt", out)


def _version() -> str:
    from gouji import __version__

    return __version__


def test_years_that_follow(gouji: Run) -> None:
    done = gouji("compare", OLD, NEW)
    assert (done.status, done.err) == (0, "")
    assert "没有发现问题" in done.out
    assert "行政许可" in done.out


@pytest.mark.parametrize("width", [80, 100])
def test_tables_fit(gouji: Run, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.cells import cell_len

    from gouji.cli.terminal import Terminal

    monkeypatch.setattr(Terminal, "width", width)
    lines = gouji("compare", OLD, FAULTY).out.split("examples")[0].split("\n\n")[0].split("\n")
    assert len(lines) > 10
    assert max(map(cell_len, lines)) <= width


def test_json_has_both_values(gouji: Run) -> None:
    document = json.loads(gouji("compare", OLD, FAULTY, "--format", "json").out)
    changes = {change["address"]: change for change in document["changes"]}
    fees = changes["fees.fees.amount"]
    assert (fees["old"]["value"], fees["new"]["value"], fees["difference"]) == (58.6, 61.2, 2.6)
    carried = changes["applications.carried_in.total"]
    for name, side in ((OLD, "old"), (FAULTY, "new")):
        line = (EXAMPLES / name).read_text("utf-8").split("\n")[carried[side]["line"] - 1]
        assert line[carried[side]["column"] - 1] == carried[side]["raw"]
    assert document["compared"][0]["path"] == OLD
    [report] = document["reports"]
    assert [found["code"] for found in report["findings"]] == ["CMP002", "CMP007", "CMP001", "CMP004"]
    assert report["findings"][2]["related"][0]["path"] == OLD
    assert "path" not in report["findings"][2]["related"][1]


def test_previous_joins_a_check(gouji: Run) -> None:
    alone = gouji("check", FAULTY, "--format", "concise", *TODAY)
    assert "没有发现问题" in alone.out
    done = gouji("check", FAULTY, "--previous", OLD, "--format", "concise", *TODAY)
    assert done.status == 1
    assert [line.split()[2] for line in done.out.splitlines()[:4]] == ["CMP002", "CMP007", "CMP001", "CMP004"]
    # What is given of the report under check is not given of the other one.
    again = gouji("check", FAULTY, "--previous", OLD, "--year", "2022", "--edition", "2021", "-f", "concise", *TODAY)
    assert again == done


def test_selection_severity_and_suppression_hold(gouji: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (OLD, FAULTY):
        (tmp_path / name).write_text((EXAMPLES / name).read_text("utf-8"), encoding="utf-8")
    (tmp_path / "gouji.toml").write_text(
        'ignore = ["outlier"]\n[severity]\nCMP001 = "warning"\n'
        '[[suppress]]\nfiles = ["2022-*"]\ncode = "CMP002"\nreason = "划入"\n',
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    done = gouji("compare", OLD, FAULTY, "--format", "json")
    [report] = json.loads(done.out)["reports"]
    found = [(one["code"], one["severity"], one["suppressed"]) for one in report["findings"]]
    assert found == [("CMP002", "warning", "划入"), ("CMP001", "warning", None), ("CMP004", "warning", None)]
    assert done.status == 0
    assert gouji("compare", OLD, FAULTY, "--fail-on", "warning").status == 1
    assert "CMP002" in gouji("compare", OLD, FAULTY, "--no-suppressions", "-f", "concise").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((OLD,), "需要两份年报"),
        ((OLD, NEW, FAULTY), "需要两份年报"),
        ((NEW, OLD), "可能次序颠倒；先写上一年度的年报"),
        ((OLD, OLD.replace("2021", "./2021")), "需要两份年报"),
        ((), "没有给出年报"),
        ((OLD, NEW, "--format", "yaml"), "不能是「yaml」"),
        ((OLD, "--rollup", NEW, "--peers"), "只能用一个"),
        ((OLD, "--peers"), "至少要有两份"),
        ((OLD, NEW, "--select", "CMP9"), "没有规则"),
    ],
)
def test_wrong_usage(gouji: Run, arguments: tuple[str, ...], said: str) -> None:
    done = gouji("compare", *arguments)
    assert done.status == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert done.out == ""


def test_comments_go_into_a_copy_of_the_later_report(gouji: Run, tmp_path: Path) -> None:
    wrong = report_of((EXAMPLES / FAULTY).read_bytes(), FAULTY)
    for name, content in ((OLD, (EXAMPLES / OLD).read_bytes()), (FAULTY, (EXAMPLES / FAULTY).read_bytes())):
        (tmp_path / name).write_bytes(content)
    made = tmp_path / "checked.docx"
    done = gouji("compare", str(tmp_path / OLD), str(tmp_path / FAULTY), "-f", "docx", "-o", str(made), *TODAY)
    assert (done.status, done.out) == (1, "")
    assert "已生成" in done.err
    found = json.loads(gouji("compare", OLD, FAULTY, "-f", "json", *TODAY).out)["reports"][0]["findings"]
    with zipfile.ZipFile(made) as archive:
        comments = archive.read("word/comments.xml").decode()
    assert [one["code"] for one in found] == re.findall(r"(CMP\d{3}) ", comments)
    assert report_of(made.read_bytes(), "checked.docx").title.text == wrong.title.text  # type: ignore[union-attr]


@pytest.mark.parametrize("name", [OLD, FAULTY])
def test_no_report_compared_is_overwritten(gouji: Run, tmp_path: Path, name: str) -> None:
    for one in (OLD, FAULTY):
        (tmp_path / one).write_bytes((EXAMPLES / one).read_bytes())
    old, new, over = (str(tmp_path / one) for one in (OLD, FAULTY, name))
    assert gouji("compare", old, new, "-f", "docx", "-o", over, *TODAY).status == 2
    assert (tmp_path / name).read_bytes() == (EXAMPLES / name).read_bytes()


def test_what_is_no_pdf_file_has_no_notes(gouji: Run, tmp_path: Path) -> None:
    done = gouji("compare", OLD, FAULTY, "-f", "pdf", "-o", str(tmp_path / "a.pdf"), *TODAY)
    assert (done.status, done.out) == (2, "")
    assert "--format docx" in done.err
    assert "--output" in gouji("compare", OLD, FAULTY, "-f", "docx", *TODAY).err


def test_a_report_that_cannot_be_read(gouji: Run) -> None:
    done = gouji("compare", "none.md", NEW, "--format", "json")
    document = json.loads(done.out)
    assert (done.status, done.err) == (2, "none.md: 出错: 没有这个文件，请检查路径\n")
    assert [(one["path"], one["status"]) for one in document["reports"]] == [("none.md", "unreadable")]
    assert document["summary"]["unreadable"] == 1
    assert "没有发现问题" not in gouji("compare", "none.md", NEW).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((NEW, "--previous", "none.md"), "--previous none.md: 没有这个文件"),
        ((NEW, FAULTY, "--previous", OLD), "只能用于一份年报，这里有 2 份"),
        ((NEW, "--previous", "README.md"), "--previous README.md: 读不出政府信息公开工作年度报告"),
    ],
)
def test_wrong_previous(gouji: Run, arguments: tuple[str, ...], said: str) -> None:
    done = gouji("check", *arguments, *TODAY)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


def test_a_previous_report_that_does_not_fit_is_said(gouji: Run) -> None:
    done = gouji("check", OLD, "--previous", NEW, "-f", "concise", *TODAY)
    assert done.status == 0
    assert f"{OLD}: 对照的是2022年度的年报，晚于2021年度，可能次序颠倒，未能评估：CMP001" in done.out
    assert "1 份有未能评估的规则" in done.out
    other = gouji("compare", "2019-clean.html", NEW, "-f", "json")
    [report] = json.loads(other.out)["reports"]
    assert report["status"] == "partly"
    assert report["not_assessable"] == ["CMP001", "CMP002", "CMP004", "CMP007"]
    assert "望川市林业局" in report["gaps"][0]["reason"]


@pytest.mark.parametrize(
    "paths", [("below",), ("below/*.html",), ("below/0.html", "below/1.html", "below/2.html"), (".",)]
)
def test_sums_that_agree(gouji: Run, city: Path, paths: tuple[str, ...]) -> None:
    done = gouji("compare", "--rollup", "city.md", *paths)
    assert (done.status, done.err) == (0, "")
    assert "2022 年度与 3 份下级年报之和" in done.out
    assert "各格都与下级年报之和一致" in done.out


def _change(path: Path) -> None:
    """Writes another number of licences into a report."""
    text = path.read_text("utf-8")
    line = next(line for line in text.split("\n") if line.startswith("| 行政许可 |"))
    path.write_text(text.replace(line, "| 行政许可 | 987654 | | |"), encoding="utf-8")


def test_sums_that_do_not(gouji: Run, city: Path) -> None:
    _change(city / "city.md")
    done = gouji("compare", "--rollup", "city.md", "below")
    assert done.status == 0
    assert "行政许可" in done.out
    assert "987654" in done.out
    assert "提示 CMP006" in done.out
    document = json.loads(gouji("compare", "--rollup", "city.md", "below", "-f", "json", "--fail-on", "info").out)
    cells = {cell["address"]: cell for form in document["sums"] for cell in form["cells"]}
    licensing = cells["licensing.licensing.decisions"]
    assert licensing["government"]["value"] == 987654
    assert licensing["sum"] == sum(part["value"] for part in licensing["parts"])
    assert len(licensing["parts"]) == 3
    assert licensing["difference"] == 987654 - licensing["sum"]
    # Each part stands in a line of its own with its figure.
    assert all(re.search(rf"(?m) {{3}}{part['agency']} {part['value']}$", done.out) for part in licensing["parts"])
    assert {part["path"] for part in licensing["parts"]} == {f"below/{n}.html" for n in range(3)}
    assert all(cell["difference"] == 0 for address, cell in cells.items() if address != "licensing.licensing.decisions")


@pytest.mark.parametrize("broken", ["below/3.html", "below/0.html"])
def test_a_part_that_cannot_be_read_is_said(gouji: Run, city: Path, broken: str) -> None:
    _change(city / "city.md")
    (city / broken).write_text("<p>今天天气很好。</p>", encoding="utf-8")
    done = gouji("compare", "--rollup", "city.md", "below")
    assert done.status == 2
    assert "CMP006 「" not in done.out
    assert f"{broken}：读不出政府信息公开工作年度报告，未能评估：CMP006" in done.out
    assert f"{broken}: 出错" in done.err
    document = json.loads(gouji("compare", "--rollup", "city.md", "below", "-f", "json").out)
    assert not any(form["assessable"] for form in document["sums"])
    assert document["reports"][0]["not_assessable"] == ["CMP006"]


def test_a_form_that_cannot_be_read_leaves_the_others(gouji: Run, city: Path) -> None:
    page = (city / "below" / "0.html").read_text("utf-8")
    start = page.rindex("<table")
    cut = page[:start] + '<img src="t4.png">' + page[page.index("</table>", start) + 8 :]
    (city / "below" / "0.html").write_text(cut, encoding="utf-8")
    document = json.loads(gouji("compare", "--rollup", "city.md", "below", "-f", "json").out)
    assessable = {form["form"]: form["assessable"] for form in document["sums"]}
    assert assessable == {form.id: form.id != "remedies" for form in registry().editions["2021"].forms}
    assert document["reports"][0]["findings"] == []


def test_peers(gouji: Run, tmp_path: Path) -> None:
    text = (EXAMPLES / NEW).read_text("utf-8").replace("青禾市水务局", "望川市水务局")
    (tmp_path / "copy.md").write_text(text, encoding="utf-8")
    done = gouji("compare", "--peers", OLD, NEW, str(tmp_path / "copy.md"), "-f", "json")
    found: dict[str, Any] = {Path(one["path"]).name: one["findings"] for one in json.loads(done.out)["reports"]}
    assert {name: [one["code"] for one in findings] for name, findings in found.items()} == {
        OLD: [],
        NEW: ["CMP005"],
        "copy.md": ["CMP005"],
    }
    related = found["copy.md"][0]["related"]
    assert len(related) > 5
    assert {other["path"] for other in related} == {NEW}


def test_catalogue_tells_what_a_rule_compares(gouji: Run) -> None:
    listed = json.loads(gouji("rules", "--select", "CMP", "--format", "json").out)["rules"]
    assert {rule["code"]: rule["over"] for rule in listed} == {
        "CMP001": "years",
        "CMP002": "years",
        "CMP003": "years",
        "CMP004": "years",
        "CMP005": "peers",
        "CMP006": "rollup",
        "CMP007": "years,peers",
    }
    assert "上年结转" in gouji("explain", "carry-over").out


def test_bases_follow_each_other() -> None:
    for name in (OLD, NEW):
        assert (EXAMPLES / name).read_text("utf-8") == (pages.BASES / f"{name[:4]}.md").read_text("utf-8")
