"""The corpus: the same reports each time, what the manifest says is what is found, and nothing else."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest

import builder
from builder.years import edition_of_year

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "benchmarks"))

from corpus import agencies, judge  # noqa: E402
from corpus.__main__ import main  # noqa: E402
from corpus.histories import Shares  # noqa: E402
from gouji import read  # noqa: E402
from gouji.checking import Checker, Request  # noqa: E402
from gouji.findings import Severity  # noqa: E402
from gouji.library import registry  # noqa: E402
from gouji.walking import Target  # noqa: E402
from running import Run  # noqa: E402

ALONE = ("CMP", "missing", "copied")
"""What a report alone does not show."""
SOME = ["--reports", "150", "--years", "2013-2021", "--faults", "200", "--unsummed", "600", "--seed", "5"]
"""A city with a county, in all formats."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    main(["--out", str(folder), *SOME, "--jobs", "1"])
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
    main(["--out", str(tmp_path), *SOME, "--jobs", "2"])
    for name in ("roster.csv", "manifest.csv"):
        assert (tmp_path / name).read_bytes() == (corpus / name).read_bytes()
    path = next(line["path"] for line in manifest(corpus) if line["path"])
    assert (tmp_path / "reports" / path).read_bytes() == (corpus / "reports" / path).read_bytes()


Address = tuple[str, str, str]
Known = dict[tuple[str, int], dict[Address, int | float]]


def figures(path: Path) -> dict[Address, int | float]:
    """The figures of all forms of a report, as they are read."""
    return {
        (form, *cell): value.number
        for form, reading in read(path).forms.items()
        for cell, value in reading.values.items()
        if value.number is not None
    }


@pytest.fixture(scope="module")
def correct(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus without any fault, of a city with a county, on years of three formats."""
    folder = tmp_path_factory.mktemp("correct")
    shares = [f"--{share}=0" for share in Shares._fields]
    main(["--out", str(folder), "--reports", "85", "--years", "2018-2022", "--seed", "2", "--jobs", "1", *shares])
    return folder


@pytest.fixture(scope="module")
def known(correct: Path) -> Known:
    """The figures of the reports of that corpus by agency and year."""
    return {
        (line["agency"], int(line["year"])): figures(correct / "reports" / line["path"]) for line in manifest(correct)
    }


def test_governments_are_the_sums_of_those_below(correct: Path, known: Known) -> None:
    with (correct / "roster.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert {one["first_year"] for one in listed} == {"2018", "2021"}
    governments = {one["parent"] for one in listed} - {""}
    assert len(governments) == 2
    for government, year in product(governments, range(2018, 2023)):
        sums: dict[Address, int | float] = {}
        for one in listed:
            for cell, number in known.get((one["agency"], year), {}).items() if one["parent"] == government else ():
                sums[cell] = round(sums.get(cell, 0) + number, 2)
        assert sums
        assert known[government, year] == sums


def test_figures_go_on_from_year_to_year(known: Known) -> None:
    went_on = set()
    for (agency, year), now in known.items():
        before = known.get((agency, year - 1), {})
        for (form, row, column), number in before.items():
            if row == "carried_out":
                assert now[form, "carried_in", column] == number, (agency, year)
            elif column == "items_last_year" and (form, row, column) in now:
                assert now[form, row, column] == number + before[form, row, "change"], (agency, year)
            elif column == "in_force":
                made, abolished = now[form, row, "made"], now[form, row, "abolished"]
                assert now[form, row, column] == number + made - abolished, (agency, year)
            else:
                continue
            went_on.add(column)
    assert {"total", "items_last_year", "in_force"} <= went_on


def test_what_is_not_the_sum_stands_in_a_consistent_report(corpus: Path) -> None:
    unsummed = [line for line in manifest(corpus) if line["code"] == "CMP006"]
    assert len(unsummed) > 2
    for line in unsummed:
        assert line["address"] in line["moved"].replace("=", " ").split()
        found = figures(corpus / "reports" / line["path"])
        assert builder.broken(edition_of_year(int(line["year"])), found) == [], line


def test_agencies_are_different_and_stand_under_others() -> None:
    many = agencies.listed(6000, 1, 2008)
    names = [one.agency.name for one in many]
    assert len(set(names)) == len(names) == 6000
    assert {one.parent for one in many} <= {"", *names}


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
    assert "recall 1.0000, precision 1.0000" in said
    assert ": 0 are not the sum" not in said
    # What the manifest does not know is wrong, and what the sweep did not find is missed.
    lines = manifest(corpus)
    shutil.copy(corpus / "roster.csv", tmp_path)
    with (tmp_path / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, lines[0])
        rows.writeheader()
        for line in lines:
            changed = {"code": "FIX001"} if line["code"] == "LNG901" else {}
            moved = line["moved"].replace("=-", "=").replace("=", "=1") if line["code"] == "CMP006" else line["moved"]
            rows.writerow(line | changed | {"moved": moved})
    assert judge.main([str(tmp_path), str(tmp_path / "out")]) == 1
    rows_of = {line.split()[0]: line.split() for line in capsys.readouterr().out.splitlines() if line.split()}
    assert rows_of["FIX001"][2:4] == ["0", "0.0000"]
    assert rows_of["LNG901"][2:4] == ["0", "0.0000"]
    assert rows_of["CMP006"][3:] == ["0", "0.0000"]
