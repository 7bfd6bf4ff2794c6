"""CONTRIBUTING.md is followed to the letter in a copy of the repository; README.md says what .ci/run runs."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import pages

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^(`{3,})(python|diff|markdown|sh)(?: (\S+))?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
COPIED = ("lint", "rules", "tests", "pyproject.toml")


def steps() -> list[tuple[str, str, str]]:
    """Kind, path and content of each block."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    return [(kind, path or "", content) for _, kind, path, content in BLOCK.findall(text)]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = shlex.split(command)
    words[0] = {"python": sys.executable}[words[0]]
    path = os.pathsep.join(str(folder / name) for name in ("lint", "rules"))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_six_steps(copy: Path) -> None:
    found = steps()
    assert [kind for kind, _, _ in found] == ["python", "diff", "markdown", "sh", "sh", "sh"]
    page = ""
    for kind, path, content in found:
        if kind == "sh":
            for command in content.splitlines():
                tool = command.split()[2]
                if find_spec(tool) is None:
                    continue  # ruff and mypy come with the extra "dev"
                done = run(command, copy)
                assert done.returncode == 0 or "--update-goldens" in command, f"{command}\n{done.stdout}{done.stderr}"
        elif kind == "diff":
            lines = pages.Block("diff", path, 0, tuple(content.splitlines()))
            (copy / path).write_text(pages.apply((copy / path).read_text("utf-8"), lines), encoding="utf-8")
        else:
            (copy / path).write_text(content, encoding="utf-8")
            page = path if kind == "markdown" else page
    cases = pages.read(copy / page).cases
    assert [len(case.expected) for case in cases] == [0, 1]
    assert " XMP001 info 公文正文不用感叹号" in cases[1].expected[0]


def test_readme_has_the_command_that_runs_the_tests() -> None:
    ours = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh.md")]
    runs = [re.findall(r"^python3 -m venv .* -m pytest$", text, re.MULTILINE) for text in ours]
    assert len(runs[0]) == 1
    assert runs[0] == runs[1]
    assert "python3 -m venv .* -m pytest" in (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_readme_shows_what_the_tool_says(name: str, request: pytest.FixtureRequest) -> None:
    text = (ROOT / name).read_text("utf-8")
    found = re.search(r"^```console\n\$ gouji (.*?)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    words = [sys.executable, "-m", "gouji", *shlex.split(found[1])]
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if request.config.getoption("--update-goldens"):
        (ROOT / name).write_text(
            text[: found.start(2)] + done.stdout + text[found.end(2) :], encoding="utf-8", newline="\n"
        )
    else:
        assert done.stdout == found[2]
