"""What people get of a sweep: a workbook and a page, made from the store alone."""

from __future__ import annotations

import shutil
from pathlib import Path

from gouji.sweep import dashboard, workbook
from gouji.sweep.queries import Answers

WORKBOOK, PAGE = "sweep.xlsx", "sweep.html"


def write(store: Path, out: Path, language: str) -> tuple[Path, Path]:
    """Write the workbook and the page into a folder; their paths.

    Each is written beside its place and put there when it is complete. Raises ConfigError where DuckDB or XlsxWriter is not
    installed, OSError where a file cannot be written.
    """
    spill = out / "results.spill"
    made = out / WORKBOOK, out / PAGE
    try:
        with Answers(store, spill, language) as answers:
            for path, kind in zip(made, (workbook, dashboard), strict=True):
                draft = path.with_name(f"{path.name}.draft")
                try:
                    kind.write(answers, draft, language)
                    draft.replace(path)
                finally:
                    draft.unlink(missing_ok=True)
    finally:
        shutil.rmtree(spill, ignore_errors=True)
    return made
