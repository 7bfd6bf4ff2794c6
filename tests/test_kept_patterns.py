"""Compiled patterns that are kept from run to run are those that `re` compiles."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import builder
from gouji import keeping, kept_patterns, patterns
from gouji.kept_patterns import KeptPatterns

SOURCES = (
    ("年报", 0),
    (r"(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月?", re.IGNORECASE),
    (r"(?<=共)[^\d,。;:、()\n]{0,10}?(?:公开|发布)(?!栏)|^[一二三四五六七八九十]{1,3}、", re.MULTILINE),
    (rf"{patterns.HAN}+(\s?)\1", 0),
    ("", 0),
)


def kept(folder: Path) -> KeptPatterns:
    made = KeptPatterns()
    made.load(folder)
    return made


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be compiled any more."""

    def never(*_: object) -> None:
        raise AssertionError("compiled")

    monkeypatch.setattr(re, "compile", never)
    monkeypatch.setattr(kept_patterns, "_parts", never)


@pytest.mark.parametrize(("source", "flags"), SOURCES)
def test_a_kept_pattern_is_the_compiled_one(
    source: str, flags: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eager = re.compile(source, flags)
    first = kept(tmp_path)
    assert first.compile(source, flags) == eager
    first.save()
    forget(monkeypatch)
    found = kept(tmp_path).compile(source, flags)
    assert found == eager
    assert (found.groups, dict(found.groupindex), found.flags) == (eager.groups, dict(eager.groupindex), eager.flags)
    text = "一、2021年3月共主动公开公开信息"
    assert found.findall(text) == eager.findall(text)


def test_what_two_runs_compile_is_kept_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for source in ("年报", "公报"):
        run = kept(tmp_path)
        run.compile(source, 0)
        run.save()
    forget(monkeypatch)
    run = kept(tmp_path)
    assert run.compile("年报", 0).search("年报") and run.compile("公报", 0).search("公报")


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    kept(tmp_path / "a").save()
    run = kept(tmp_path / "b")
    run.compile("年报", 0)
    run.save()
    (path,) = (tmp_path / "b").iterdir()
    os.utime(path, (1, 1))
    again = kept(tmp_path / "b")
    again.compile("年报", 0)
    again.save()
    assert path.stat().st_mtime == 1
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("harm", ["empty", "cut", "changed", "other Python", "other re", "no file", "no folder"])
def test_a_harmed_file_changes_nothing(harm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = kept(tmp_path)
    run.compile("年报", 0)
    run.save()
    (path,) = tmp_path.iterdir()
    content = path.read_bytes()
    if harm == "other Python":
        monkeypatch.setattr(sys, "hexversion", sys.hexversion + 1)
    elif harm == "other re":
        monkeypatch.setattr(kept_patterns, "_made_by", lambda: "patterns 0")
    elif harm == "no file":
        path.unlink()
    elif harm == "no folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes({"empty": b"", "cut": content[:-3], "changed": content[:-3] + b"abc"}[harm])
    again = kept(tmp_path)
    assert again.compile("年报", 0) == re.compile("年报")
    again.save()


def test_another_re_compiles_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unlike(*_: object) -> None:
        raise AttributeError

    monkeypatch.setattr(kept_patterns, "_parts", unlike)
    assert kept(tmp_path).compile("年报", 0) == re.compile("年报")


def test_faults_are_those_of_re(tmp_path: Path) -> None:
    with pytest.raises(re.error, match="unterminated subpattern"):
        kept(tmp_path).compile("(", 0)


def test_too_many_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_patterns, "_MOST", 2)
    for sources in ("ab", "cd"):
        run = kept(tmp_path)
        for source in sources:
            run.compile(source, 0)
        run.save()
    forget(monkeypatch)
    run = kept(tmp_path)
    assert run.compile("c", 0) and run.compile("d", 0)
    with pytest.raises(AssertionError):
        run.compile("a", 0)


COUNT = """
import re._compiler as compiler, sys
made, compile = [], compiler._code
compiler._code = lambda parsed, flags: made.append(parsed) or compile(parsed, flags)
from gouji.cli import app
try:
    app(sys.argv[1:])
except SystemExit:
    print(len(made), file=sys.stderr)
"""


def test_a_second_run_compiles_hardly_anything(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text(builder.build("2021", 1).render("pipes"), encoding="utf-8")

    def compiled() -> int:
        done = subprocess.run(
            [sys.executable, "-c", COUNT, "check", str(report), "--format", "concise"],
            env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")},
            capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip
        return int(done.stderr.split()[-1])

    assert compiled() > 100
    assert compiled() < 20


def test_what_cannot_be_kept_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken.bin").mkdir()
    keeping.write(tmp_path / "taken.bin", "test", ("年报",))
    assert [path.name for path in tmp_path.iterdir()] == ["taken.bin"]
