"""`gouji check --watch`: a change of the file is checked at once."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

import builder


@pytest.mark.skipif(find_spec("watchfiles") is None, reason="needs the extra watch")
def test_a_change_is_checked_again(tmp_path: Path) -> None:
    path, said = tmp_path / "a.md", tmp_path / "said.txt"
    good = builder.build("2021", 3)
    path.write_text(good.render("markdown"), "utf-8")
    with said.open("wb") as output:
        command = (
            sys.executable,
            "-m",
            "gouji",
            "check",
            str(path),
            "--watch",
            "--lang",
            "en",
            "--today",
            "2026-06-30",
        )
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        _wait(said, "waiting for changes", 1)
        assert "no findings" in said.read_text("utf-8")
        wrong = builder.break_cell(good, 3)[0].render("markdown")
        _wait(said, "waiting for changes", 2, lambda: path.write_text(wrong, "utf-8"))
        assert "1 error" in said.read_text("utf-8")
    finally:
        process.kill()
        process.wait()


def _wait(said: Path, words: str, times: int, meanwhile: Callable[[], object] = bool) -> None:
    """Wait until words were said so many times; the system may take a moment before it tells of changes."""
    until = time.monotonic() + 60
    while said.read_text("utf-8").count(words) < times:
        assert time.monotonic() < until, said.read_text("utf-8")
        meanwhile()
        time.sleep(1)
