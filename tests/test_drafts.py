"""Drafts: what `gouji new` writes passes `gouji check` without any finding, and holds the figures it was given."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import builder
from checking import registry, report_of
from gouji.drafting import docx, facts, html, markdown
from gouji.drafting.draft import draft
from gouji.drafting.facts import Facts
from gouji.errors import ConfigError
from running import Run

YEARS = (2009, 2016, 2020, 2024)
AGENCIES = ("青禾市水务局", "白鹭县人民政府", "松泉镇人民政府")
WRITE = {"md": markdown.write, "html": html.write, "docx": docx.write}
PHONE = ("--phone", "0879-5512345")
TODAY = ("--today", "2025-01-20")


@pytest.mark.parametrize("format", WRITE)
@pytest.mark.parametrize("agency", AGENCIES)
@pytest.mark.parametrize("year", YEARS)
def test_an_empty_report_has_no_finding(gouji: Run, year: int, agency: str, format: str) -> None:
    made = gouji("new", "--agency", agency, "--year", str(year), *PHONE, *TODAY, "-o", f"a.{format}")
    assert (made.status, made.err) == (0, "")
    checked = gouji("check", f"a.{format}", "-f", "json", *TODAY)
    (report,) = json.loads(checked.out)["reports"]
    assert (report["year"], report["agency"], report["findings"]) == (year, agency, [])
    assert set(report["forms"].values()) <= {"read"}


@pytest.mark.parametrize("format", WRITE)
@pytest.mark.parametrize("edition", builder.EDITIONS[1:])
@pytest.mark.parametrize("seed", range(3))
def test_a_filled_report_has_the_figures_and_no_finding(
    gouji: Run, tmp_path: Path, edition: str, seed: int, format: str
) -> None:
    source = builder.build(edition, seed)
    Path("a.html").write_text(source.render("clean"), "utf-8")
    extracted = gouji("extract", "a.html")
    Path("a.json").write_text(extracted.out, "utf-8")
    made = gouji("new", "--values", "a.json", *PHONE, "-o", f"b.{format}", "--today", "2026-06-30")
    assert (made.status, made.err) == (0, "")
    checked = gouji("check", f"b.{format}", "-f", "json", "--today", "2026-06-30")
    assert json.loads(checked.out)["reports"][0]["findings"] == []
    again = json.loads(gouji("extract", f"b.{format}").out)["reports"][0]["values"]
    for form, rows in json.loads(extracted.out)["reports"][0]["values"].items():
        for row, columns in rows.items():
            for column, cell in columns.items():
                assert again[form][row][column]["value"] == cell["value"], (form, row, column)


def test_another_report_can_be_the_values(gouji: Run) -> None:
    Path("a.md").write_text(builder.build("2021", 3).render("markdown"), "utf-8")
    assert gouji("new", "--values", "a.md", *PHONE, "-o", "b.docx", "--today", "2026-06-30").status == 0
    first, second = (json.loads(gouji("extract", name).out)["reports"][0] for name in ("a.md", "b.docx"))
    assert first["agency"] == second["agency"]
    assert (
        first["values"]["applications"]["new"]["total"]["value"]
        == second["values"]["applications"]["new"]["total"]["value"]
    )


def test_totals_are_worked_out_from_their_parts() -> None:
    edition = registry().editions["2021"]
    given = {
        ("applications", "new", "natural_person"): 3,
        ("applications", "new", "enterprise"): 2,
        ("applications", "granted", "natural_person"): 3,
        ("applications", "granted", "enterprise"): 1,
        ("applications", "carried_out", "enterprise"): 1,
        ("remedies", "review", "upheld"): 2,
    }
    figures = facts.completed(edition, given)
    assert figures["applications", "new", "total"] == 5
    assert figures["applications", "outcome_total", "natural_person"] == 3
    assert figures["applications", "outcome_total", "total"] == 4
    assert figures["applications", "carried_out", "total"] == 1
    assert figures["remedies", "review", "total"] == 2
    assert figures["remedies", "direct_suit", "total"] == 0


def test_a_total_that_is_given_stays(gouji: Run) -> None:
    Path("v.toml").write_text(
        'agency = "青禾市水务局"\nyear = 2024\n[contact]\nphone = "0879-5512345"\n'
        "[values.applications.new]\nnatural_person = 3\ntotal = 4\n",
        "utf-8",
    )
    made = gouji("new", "--values", "v.toml", "-o", "a.md", *TODAY)
    assert made.status == 0 and "applications.new." in made.err and len(made.err.splitlines()) == 1
    assert gouji("check", "a.md", *TODAY).status == 1


@pytest.mark.parametrize("edition", builder.EDITIONS)
def test_an_edition_alone_means_its_last_year(gouji: Run, edition: str) -> None:
    made = gouji("new", "--edition", edition, "--agency", AGENCIES[0], *PHONE, *TODAY, "-o", "a.md")
    assert (made.status, made.err) == (0, "")
    (report,) = json.loads(gouji("check", "a.md", "-f", "json", *TODAY).out)["reports"]
    assert (report["edition"], report["findings"]) == (edition, [])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("year = '2024'", "year 应为整数"),
        ("agency = 3", "agency 应为字符串"),
        ("[contact]\nfone = '1'", "contact.fone"),
        ("[values.applications.new]\nnatural_person = '3'", "values.applications.new.natural_person 应为数字"),
        ("[values]\napplications = 3", "values.applications 应为表"),
        ("values = [", "不是正确的 TOML"),
        ("signed = '2024'", "signed 应为日期"),
    ],
)
def test_what_is_wrong_in_a_table_is_named(tmp_path: Path, table: str, said: str) -> None:
    path = tmp_path / "v.toml"
    path.write_text(table, "utf-8")
    with pytest.raises(ConfigError, match=said):
        facts.load(path)


@pytest.mark.parametrize(
    ("cell", "number"), [('{ value = 251000, unit = "元" }', 25.1), ('{ value = 50000, unit = "元" }', 5), ("3.5", 3.5)]
)
def test_amounts_are_in_the_unit_of_the_form(tmp_path: Path, cell: str, number: float) -> None:
    path = tmp_path / "v.toml"
    path.write_text(f"[values.procurement.central]\namount = {cell}\n", "utf-8")
    assert facts.load(path).figures["procurement", "central", "amount"] == number


def test_an_address_that_the_edition_lacks_is_named() -> None:
    with pytest.raises(ConfigError, match=r"applications\.news\.total"):
        facts.completed(registry().editions["2021"], {("applications", "news", "total"): 1})


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--phone", "0879-5512345"), "--agency"),
        (("--agency", "青禾市水务局"), "--phone"),
        (("--agency", "青禾市水务局", *PHONE, "-f", "docx"), "--output"),
        (("--agency", "青禾市水务局", *PHONE, "-o", "a.pdf"), "pdf"),
        (("--agency", "青禾市水务局", *PHONE, "--values", "none.toml"), "none.toml"),
        (("--agency", "青禾市水务局", *PHONE, "--year", "2003"), "2003"),
        (("--agency", "青禾市水务局", *PHONE, "--year", "2020", "--edition", "2021"), "2021 年版式不适用于 2020 年度"),
    ],
)
def test_what_is_missing_is_one_line(gouji: Run, arguments: tuple[str, ...], said: str) -> None:
    run = gouji("new", *arguments, *TODAY)
    assert run.status == 2 and said in run.err and len(run.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("as_of", "signed"),
    [
        (date(2025, 1, 9), "2025年1月9日"),
        (date(2025, 2, 9), "2025年1月20日"),
        (date(2024, 12, 1), "2025年1月20日"),
    ],
)
def test_the_day_of_signing_is_in_time(as_of: date, signed: str) -> None:
    parts = draft(registry().editions["2021"], Facts(year=2024, agency="青禾市水务局", kind="department"), as_of)
    assert signed in markdown.write(parts)


def test_a_word_file_reads_as_the_markdown() -> None:
    parts = builder.build("2019", 7).parts
    word, text = report_of(docx.write(parts), "a.docx"), report_of(markdown.write(parts), "a.md")  # type: ignore[arg-type]
    assert word.forms.keys() == text.forms.keys() != set()
    for form, reading in text.forms.items():
        assert {key: value.number for key, value in word.forms[form].values.items()} == {
            key: value.number for key, value in reading.values.items()
        }


def test_init_speaks_english_too(gouji: Run) -> None:
    assert gouji("init", "--lang", "en").err.startswith("gouji.toml: written\n")
    assert Path("gouji.toml").read_text("utf-8").startswith("# Configuration of gouji.")
    assert gouji("config").status == 0


def test_init_writes_what_is_missing_and_leaves_what_is_there(gouji: Run) -> None:
    first = gouji("init")
    assert first.status == 0 and Path("gouji.toml").is_file()
    assert "id: gouji" in Path(".pre-commit-config.yaml").read_text("utf-8")
    assert gouji("config").status == 0
    Path("gouji.toml").write_text("# 本单位\n", "utf-8")
    Path(".pre-commit-config.yaml").write_text("repos: []\n", "utf-8")
    again = gouji("init")
    assert Path("gouji.toml").read_text("utf-8") == "# 本单位\n"
    assert Path(".pre-commit-config.yaml").read_text("utf-8") == "repos: []\n"
    assert "id: gouji" in again.err
