"""gouji in a process of its own: what it imports, encodings of the terminal, standard streams, how it leaves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import builder
from commanding import CLEAN, FAULTY, TODAY, process
from gouji import __version__, entries


def test_standard_input() -> None:
    done = process("check", "-", "--stdin-name", "年报/a.md", "--format", "concise", *TODAY, data=FAULTY.encode())
    assert done.returncode == 1
    assert done.stdout.decode().startswith("年报/a.md:54:")


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
