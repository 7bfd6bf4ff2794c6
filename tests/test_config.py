"""Configuration: the nearest file, what extends and overrides it, and what is said of faults in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gouji.config import Configuration, Settings
from gouji.config_files import matches
from gouji.errors import ConfigError
from gouji.findings import Severity

NAMES = {"STR101": "section-missing", "STR114": "processing-fee", "TAB203": "row-missing"}


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def settings(path: Path, explicit: Path | None = None, **given: Any) -> Settings:
    known = {key.replace("_", "-"): value for key, value in given.items()}
    return Configuration(NAMES, explicit, known).settings(str(path))


def fault(tmp_path: Path, text: str, name: str = "gouji.toml") -> ConfigError:
    write(tmp_path / name, text)
    with pytest.raises(ConfigError) as raised:
        settings(tmp_path / "a.txt")
    return raised.value


def test_defaults(tmp_path: Path) -> None:
    found = settings(tmp_path / "a.txt")
    assert found.codes == frozenset(NAMES)
    assert found.values["fail-on"] == "error"
    assert found.options(date(2026, 1, 1)).edition is None
    assert set(found.origins.values()) == {""}


def test_the_nearest_file_above_the_report_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "gouji.toml", 'kind = "township"\nyear = 2020\n')
    write(tmp_path / "a/pyproject.toml", '[project]\nname = "x"\n')
    write(tmp_path / "a/b/pyproject.toml", '[tool.gouji]\nkind = "department"\n')
    monkeypatch.chdir(tmp_path / "a")
    assert settings(Path("r.txt")).values["kind"] == "township"
    found = settings(tmp_path / "a/b/c/r.txt")
    assert found.values["kind"] == "department"
    assert found.values["year"] is None
    assert found.origins["kind"] == "b/pyproject.toml:2"


def test_lines_of_other_tables_of_a_project_do_not_count(tmp_path: Path) -> None:
    write(
        tmp_path / "pyproject.toml",
        '[tool.x]\nyear = 1\n[tool.gouji]\nyear = 2021\n[tool.gouji.severity]\nSTR101 = "no"\n',
    )
    with pytest.raises(ConfigError, match=r"pyproject\.toml:6"):
        settings(tmp_path / "r.txt")
    write(tmp_path / "pyproject.toml", "[tool.x]\nyear = 1\n[tool.gouji]\nyear = 2021\n")
    assert settings(tmp_path / "r.txt").origins["year"].endswith("pyproject.toml:4")


def test_gouji_toml_goes_before_pyproject(tmp_path: Path) -> None:
    write(tmp_path / "gouji.toml", "year = 2020\n")
    write(tmp_path / "pyproject.toml", "[tool.gouji]\nyear = 2021\n")
    assert settings(tmp_path / "r.txt").values["year"] == 2020


def test_an_explicit_file_replaces_the_nearest(tmp_path: Path) -> None:
    write(tmp_path / "gouji.toml", "year = 2020\n")
    other = write(tmp_path / "other.toml", 'lang = "en"\n')
    found = settings(tmp_path / "r.txt", other)
    assert (found.values["year"], found.values["lang"]) == (None, "en")


def test_extend_is_overridden_and_adds_up(tmp_path: Path) -> None:
    write(
        tmp_path / "base.toml",
        'fail-on = "warning"\nkind = "township"\n[severity]\nSTR101 = "info"\nTAB203 = "info"\n'
        '[[suppress]]\ncode = "STR114"\nreason = "一"\n',
    )
    write(
        tmp_path / "x/gouji.toml",
        'extend = "../base.toml"\nkind = "department"\n[severity]\nSTR101 = "warning"\n[[suppress]]\ncode = "TAB203"\nreason = "二"\n',
    )
    found = settings(tmp_path / "x/r.txt")
    assert (found.values["fail-on"], found.values["kind"]) == ("warning", "department")
    assert found.severities == {"STR101": Severity.WARNING, "TAB203": Severity.INFO}
    assert [one.reason for one in found.suppressions] == ["一", "二"]
    assert found.origins["fail-on"].endswith("base.toml:1")


def test_overrides_hold_for_their_files(tmp_path: Path) -> None:
    write(
        tmp_path / "gouji.toml",
        'kind = "department"\n[[overrides]]\nfiles = ["镇/*.txt"]\nkind = "township"\nyear = 2022\n'
        '[[overrides]]\nfiles = ["*.md"]\nkind = "government"\n',
    )
    found = settings(tmp_path / "镇/a.txt")
    assert (found.values["kind"], found.values["year"]) == ("township", 2022)
    assert found.origins["year"].endswith("gouji.toml:5")
    assert found.origins["kind"].endswith("gouji.toml:4")
    assert settings(tmp_path / "镇/x/a.txt").values["kind"] == "department"
    assert settings(tmp_path / "镇/x/a.md").values["kind"] == "government"


def test_select_on_the_command_line_starts_afresh_and_ignore_adds(tmp_path: Path) -> None:
    write(tmp_path / "gouji.toml", 'select = ["STR"]\nignore = ["STR114"]\n')
    assert settings(tmp_path / "r.txt").codes == {"STR101"}
    assert settings(tmp_path / "r.txt", select=("STR114",)).codes == {"STR114"}
    assert settings(tmp_path / "r.txt", ignore=("STR101",)).codes == frozenset()
    assert settings(tmp_path / "r.txt", ignore=("STR101",)).origins["ignore"] == "--ignore"


def test_settings_are_made_once_for_files_alike(tmp_path: Path) -> None:
    write(tmp_path / "gouji.toml", '[[overrides]]\nfiles = ["*.md"]\nyear = 2020\n')
    configuration = Configuration(NAMES)
    first, second, third = (configuration.settings(str(tmp_path / name)) for name in ("a.txt", "b.txt", "c.md"))
    assert first is second
    assert first is not third


def test_suppressions(tmp_path: Path) -> None:
    write(
        tmp_path / "gouji.toml",
        '[[suppress]]\nfiles = ["2023/*.html"]\ncode = "TAB203"\naddress = "documents.regulations"\n'
        'reason = "本机关没有规章制定权"\nuntil = 2027-01-31\n',
    )
    [one] = settings(tmp_path / "2023/a.html").suppressions
    assert (one.code, one.address, one.until) == ("TAB203", "documents.regulations", date(2027, 1, 31))
    assert one.holds_for(str(tmp_path / "2023/a.html"))
    assert not one.holds_for(str(tmp_path / "2022/a.html"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('\nselct = ["ALL"]\n', r"gouji\.toml:2: .*「selct」.*「select」", id="unknown key"),
        pytest.param('select = ["STR999"]\n', r"gouji\.toml:1: .*「STR999」.*「STR\d+」", id="unknown code"),
        pytest.param('[severity]\nSTR1O1 = "info"\n', r"gouji\.toml:2: .*「STR101」", id="unknown code of a severity"),
        pytest.param('[severity]\nSTR101 = "warn"\n', r"gouji\.toml:2: .*「warn」.*「warning」", id="unknown severity"),
        pytest.param('kind = "goverment"\n', r"gouji\.toml:1: .*「government」", id="unknown kind"),
        pytest.param('edition = "2020"\n', r"gouji\.toml:1: .*2019", id="unknown edition"),
        pytest.param("year = 21\n", r"gouji\.toml:1: year", id="year"),
        pytest.param("ignore = 3\n", r"gouji\.toml:1: ignore", id="type"),
        pytest.param("kind = \n", r"gouji\.toml:1: .*TOML", id="syntax"),
        pytest.param('extend = "none.toml"\n', r"gouji\.toml:1: .*none\.toml", id="extend"),
        pytest.param('[[overrides]]\nkind = "township"\n', r"gouji\.toml:1: .*files", id="override without files"),
        pytest.param('[[suppress]]\ncode = "STR101"\n', r"gouji\.toml:1: .*reason", id="no reason"),
        pytest.param('[[suppress]]\nreason = "x"\n', r"gouji\.toml:1: .*code", id="no code"),
        pytest.param('[[suppress]]\ncode = "ALL"\nreason = "x"\n', r"gouji\.toml:2: ", id="everything suppressed"),
        pytest.param(
            '[[suppress]]\ncode = "STR101"\nreason = "x"\nuntil = "2027-01-31"\n', r"gouji\.toml:4: .*until", id="until"
        ),
        pytest.param(
            '[suppress]\ncode = "STR101"\n', r"gouji\.toml:1: .*\[\[suppress\]\]", id="table instead of tables"
        ),
        pytest.param(
            '[[overrides]]\nfiles = ["*"]\nextend = "x"\n', r"gouji\.toml:3: .*extend", id="extend in an override"
        ),
    ],
)
def test_faults_name_file_line_and_what_is_meant(tmp_path: Path, text: str, said: str) -> None:
    error = fault(tmp_path, text)
    assert error.zh.count("\n") == 0
    assert error.en != error.zh
    with pytest.raises(ConfigError, match=said):
        raise error


def test_a_file_in_another_encoding_is_to_be_saved_again(tmp_path: Path) -> None:
    (tmp_path / "gouji.toml").write_bytes('office = "值班室"'.encode("gbk"))
    with pytest.raises(ConfigError, match=r"gouji\.toml: 不是 UTF-8 编码，请另存为 UTF-8$"):
        Configuration({}).settings(str(tmp_path / "a.md"))


def test_faults_of_pyproject(tmp_path: Path) -> None:
    assert "pyproject.toml:3: " in fault(tmp_path, '[tool.gouji]\nyear = 2021\nkinds = "x"\n', "pyproject.toml").zh


def test_extend_in_a_circle(tmp_path: Path) -> None:
    write(tmp_path / "b.toml", 'extend = "gouji.toml"\n')
    assert "循环" in fault(tmp_path, 'extend = "b.toml"\n').zh


@pytest.mark.parametrize(
    ("pattern", "path", "holds"),
    [
        ("*.html", "a.html", True),
        ("*.html", "x/y/a.html", True),
        ("2023/*.html", "2023/a.html", True),
        ("2023/*.html", "2023/b/a.html", False),
        ("2023/**", "2023/b/a.html", True),
        ("**/a.html", "a.html", True),
        ("**/b/*.html", "2023/b/a.html", True),
        ("a?.txt", "ab.txt", True),
        ("a?.txt", "a/.txt", False),
        ("a+.txt", "aa.txt", False),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, path: str, holds: bool) -> None:
    assert matches(str(tmp_path / path), [pattern], tmp_path) is holds


def test_patterns_hold_below_their_folder_only(tmp_path: Path) -> None:
    assert not matches(str(tmp_path / "a.txt"), ["*.txt"], tmp_path / "b")
