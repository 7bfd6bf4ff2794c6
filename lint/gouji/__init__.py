"""gouji (勾稽) checks government information disclosure annual reports (政府信息公开工作年度报告).

In a program:

    from gouji import check, read

    report = read("report.docx")
    for finding in check(report):
        print(finding.place.line, finding.code, finding.message.zh)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gouji.findings import Finding
    from gouji.library import check, read
    from gouji.report import Report

__all__ = ["Finding", "Report", "__version__", "check", "read"]
__version__ = "0.1.0"

_HOMES = {"check": "gouji.library", "read": "gouji.library", "Report": "gouji.report", "Finding": "gouji.findings"}


def __getattr__(name: str) -> Any:
    """The public names, imported when they are used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
