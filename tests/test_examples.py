"""The examples give what they always gave: their findings, in one golden file."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
REPORTS = sorted(
    path.name for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".md", ".html") and path.stem != "README"
)
CLEAN = ("-clean.", "-word-export.", "-township.", "-columns.")


def check(*names: str) -> subprocess.CompletedProcess[str]:
    """The output of `gouji check` for reports of the examples."""
    command = [
        sys.executable,
        "-m",
        "gouji",
        "check",
        "--format",
        "concise",
        "--lang",
        "zh",
        "--today",
        "2026-06-30",
        *names,
    ]
    return subprocess.run(command, cwd=EXAMPLES, capture_output=True, text=True, encoding="utf-8", check=False)


def test_findings(golden: Callable[[str, str], None]) -> None:
    done = check(*REPORTS)
    assert done.stderr == ""
    assert done.returncode == 1
    golden("examples.txt", done.stdout)


@pytest.mark.parametrize("name", [name for name in REPORTS if any(word in name for word in CLEAN)])
def test_clean_ones_are_clean(name: str) -> None:
    done = check(name)
    assert (done.returncode, done.stderr) == (0, "")
    assert name not in done.stdout


def test_folder_is_checked_whole() -> None:
    assert check(".").returncode == 1


@pytest.mark.parametrize("readme", ["README.md"])
def test_readme_names_every_report(readme: str) -> None:
    text = (EXAMPLES / readme).read_text("utf-8")
    assert [name for name in REPORTS if f"`{name}`" not in text] == []
