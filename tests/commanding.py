"""Reports and files for the tests of commands, and gouji in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pages

CLEAN = (pages.BASES / "2021.md").read_text("utf-8")
CARRIED = "| 二、上年结转政府信息公开申请数量 | | | 1 | 0 | 0 | 0 | 0 | 0 | 1 |"
FAULTY = CLEAN.replace(CARRIED, CARRIED.removesuffix("1 |") + "2 |")
TODAY = ("--today", "2026-01-01")


def write(name: str, text: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return name


def process(*arguments: str, data: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run gouji in a process of its own."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
    command = [sys.executable, "-m", "gouji", *arguments]
    return subprocess.run(command, input=data, capture_output=True, env=plain | environment, check=False)
