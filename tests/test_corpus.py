"""The corpus: the same reports each time, what the manifest says is what is found, and nothing else."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "benchmarks"))

from corpus import agencies, judge  # noqa: E402
from corpus.__main__ import main  # noqa: E402
from gouji.checking import Checker, Request  # noqa: E402
from gouji.findings import Severity  # noqa: E402
from gouji.library import registry  # noqa: E402
from gouji.walking import Target  # noqa: E402
from running import Run  # noqa: E402

ALONE = ("CMP", "missing", "copied")
"""What a report alone does not show."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    main(["--out", str(folder), "--reports", "140", "--faults", "200", "--seed", "5", "--jobs", "1"])
    return folder


def manifest(folder: Path) -> list[dict[str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def errors(folder: Path) -> Iterator[tuple[dict[str, str], list[str]]]:
    """Each report's line of the manifest, and the errors and warnings that are found in it."""
    checker = Checker(Request(as_of=date(2026, 11, 1)), registry())
    for line in manifest(folder):
        if line["path"]:
            result = checker.check(Target(line["path"], (folder / "reports" / line["path"]).read_bytes()))
            yield line, [one.code for one in result.findings if one.severity is not Severity.INFO]


def test_what_is_found_is_what_was_put_in(corpus: Path) -> None:
    for line, found in errors(corpus):
        expected = [line["code"]] if line["code"] and not line["code"].startswith(ALONE) else []
        assert [code[: len(line["code"])] for code in found] == expected, line


def test_the_manifest_has_every_file_and_the_shares(corpus: Path) -> None:
    lines = manifest(corpus)
    written = sorted(path.relative_to(corpus / "reports").as_posix() for path in (corpus / "reports").rglob("*.*"))
    assert sorted(line["path"] for line in lines if line["path"]) == written
    faulty = sum(bool(line["code"]) for line in lines)
    assert 0.1 < faulty / len(lines) < 0.4
    assert len({line["code"] for line in lines}) > 5


def test_it_is_the_same_each_time(corpus: Path, tmp_path: Path) -> None:
    main(["--out", str(tmp_path), "--reports", "140", "--faults", "200", "--seed", "5", "--jobs", "2"])
    for name in ("roster.csv", "manifest.csv"):
        assert (tmp_path / name).read_bytes() == (corpus / name).read_bytes()
    path = next(line["path"] for line in manifest(corpus) if line["path"])
    assert (tmp_path / "reports" / path).read_bytes() == (corpus / "reports" / path).read_bytes()


def test_agencies_are_different_and_stand_under_others() -> None:
    many = agencies.listed(6000, 1, 2008)
    names = [one.agency.name for one in many]
    assert len(set(names)) == len(names) == 6000
    assert all(one.parent in {"", *names} for one in many)


def test_a_sweep_is_judged(corpus: Path, tmp_path: Path, gouji: Run, capsys: pytest.CaptureFixture[str]) -> None:
    gouji(
        "sweep",
        str(corpus / "reports"),
        "--roster",
        str(corpus / "roster.csv"),
        "--out",
        "out",
        "--today",
        "2026-11-01",
    )
    assert judge.main([str(corpus), str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "all faults: " in said and "found, 1.0000" in said and "right, 1.0000" in said
    # What the manifest does not know is wrong, and what the sweep did not find is missed.
    lines = manifest(corpus)
    with (tmp_path / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, lines[0])
        rows.writeheader()
        rows.writerows(line | ({"code": "FIX001"} if line["code"] == "LNG901" else {}) for line in lines)
    assert judge.main([str(tmp_path), str(tmp_path / "out")]) == 1
    rows_of = {line.split()[0]: line.split() for line in capsys.readouterr().out.splitlines() if line.split()}
    assert rows_of["FIX001"][2:4] == ["0", "0.0000"]
    assert rows_of["LNG901"][2:4] == ["0", "0.0000"]
