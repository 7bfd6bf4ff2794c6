"""The hooks in a repository of reports: a good commit passes, a bad one is stopped, what can be mended is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import builder
from builder import docx as word

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "report-repository"

pytestmark = pytest.mark.skipif(
    find_spec("pre_commit") is None or shutil.which("git") is None or "GOUJI_TEST_HOOKS" not in os.environ,
    reason="builds an environment with pip; set GOUJI_TEST_HOOKS=1 and install pre-commit to run it",
)


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b",
    }
    environment.pop("PYTHONPATH", None)
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as a repository of its own."""
    folder = tmp_path_factory.mktemp("hooks") / "reports"
    shutil.copytree(EXAMPLE, folder)
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "reports", "--no-verify"]):
        done = run(folder, "git", *command)
        assert done.returncode == 0, done.stderr
    return folder


def tried(repository: Path, hook: str, *files: str) -> subprocess.CompletedProcess[str]:
    return run(
        repository, sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), hook, "--verbose", "--files", *files
    )


def staged(repository: Path, name: str, content: bytes) -> None:
    (repository / name).parent.mkdir(exist_ok=True)
    (repository / name).write_bytes(content)
    assert run(repository, "git", "add", name).returncode == 0


def test_the_example_passes_with_its_baseline(repository: Path) -> None:
    done = tried(repository, "gouji", "2022/minzheng.md", "2023/shuiwu.md")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


@pytest.mark.parametrize("name", ["2024/a.md", "2024/a.docx"])
def test_a_wrong_report_stops_the_commit(repository: Path, name: str) -> None:
    wrong, _, _ = builder.break_cell(builder.build("2021", 3), 3)
    content = word.write(wrong.parts) if name.endswith("docx") else wrong.render("markdown").encode()
    staged(repository, name, content)
    done = tried(repository, "gouji", name)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "ARI30" in done.stdout


def test_the_fixing_hook_changes_the_file_and_stops(repository: Path) -> None:
    made = builder.build("2021", 3).render("markdown")
    at = made.index("认真执行《条例》")
    staged(repository, "2024/b.md", f"{made[:at]}2021年 3月8日召开工作会议，{made[at:]}".encode())
    first = tried(repository, "gouji-fix", "2024/b.md")
    assert first.returncode == 1, first.stdout + first.stderr
    assert "2021年3月8日" in (repository / "2024" / "b.md").read_text("utf-8")
    assert run(repository, "git", "add", "-A").returncode == 0
    assert tried(repository, "gouji-fix", "2024/b.md").returncode == 0
