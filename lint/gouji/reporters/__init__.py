"""Reporters: one module a format, each a function from results to text. None does arithmetic on positions of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib import import_module
from typing import NamedTuple

from gouji.findings import Severity, Words
from gouji.results import Result


class RuleEntry(NamedTuple):
    """A rule as formats that list all rules show it; `page` is its page in Markdown."""

    code: str
    name: str
    severity: Severity
    summary: Words
    basis: tuple[str, ...]
    page: str = ""

    @property
    def family(self) -> str:
        """The letters the code starts with."""
        return self.code.rstrip("0123456789")


class Style(NamedTuple):
    """How output is to look: language, width in cells, colours, counts by rule at the end, nothing but findings.

    `today` is the day of the check. `rules` are all rules, for formats that list them; `baseline` says that a baseline holds in the run; `related` is how
    many related places of a finding people are shown. `links` gives pairs of a phrase and an address for a page that is
    served: those of a report, and with None those of the whole page; `pages` is the folder of such a page that holds
    those of the rules, by their code.
    """

    language: str = "zh"
    width: int = 100
    colour: bool = False
    statistics: bool = False
    quiet: bool = False
    version: str = ""
    today: date | None = None
    rules: tuple[RuleEntry, ...] = ()
    baseline: bool = False
    related: int = 6
    pages: str = ""
    links: Callable[[Result | None], Iterable[tuple[str, str]]] | None = None


class Copy(NamedTuple):
    """A file of its own for a report, by the report's path: its content, or why there is none.

    `suffix` is put after the name of the report where the copy is of another format.
    """

    path: str
    suffix: str = ""
    data: bytes | None = None
    error: Words | None = None


Write = Callable[[Iterable[Result], Style], Iterator[str] | Iterator[bytes] | Iterator[Copy]]


class Reporter(NamedTuple):
    """An output format: `write` gives the output piece by piece while results come in.

    `machine` formats are UTF-8 whatever the terminal; `sources` says that results have to carry their source,
    `documents` that they carry all that was read, `rules` that the style has to carry all rules. `binary` ones give
    bytes, which go into a file only. `copies` says that it gives a `Copy` for each report that was read, and that results
    have to carry their files, `rooted` that paths have to be those of the repository.
    """

    name: str
    write: Write
    summary: Words
    machine: bool = False
    sources: bool = False
    rules: bool = False
    documents: bool = False
    binary: bool = False
    copies: bool = False
    rooted: bool = False


def _late(module: str) -> Write:
    """A format of this package, imported when it is used."""

    def write(results: Iterable[Result], style: Style) -> Iterator[str] | Iterator[bytes] | Iterator[Copy]:
        written: Iterator[str] | Iterator[bytes] | Iterator[Copy]
        written = import_module(f"{__name__}.{module}").write(results, style)
        return written

    return write


REPORTERS: tuple[Reporter, ...] = (
    Reporter("text", _late("text"), Words("带原文行，给人看", "with the line, for people"), sources=True),
    Reporter("concise", _late("concise"), Words("一行一个问题", "one finding a line")),
    Reporter("grouped", _late("grouped"), Words("按文件分组", "grouped by file")),
    Reporter("json", _late("json"), Words("一份 JSON", "one JSON document"), machine=True),
    Reporter("jsonl", _late("jsonl"), Words("一行一份年报的 JSON", "one JSON line a report"), machine=True),
    Reporter("sarif", _late("sarif"), Words("SARIF 2.1.0", "SARIF 2.1.0"), machine=True, rules=True, rooted=True),
    Reporter(
        "github", _late("github"), Words("GitHub 注释", "annotations of GitHub Actions"), machine=True, rooted=True
    ),
    Reporter(
        "gitlab",
        _late("gitlab"),
        Words("GitLab 代码质量报告", "code quality report of GitLab"),
        machine=True,
        rooted=True,
    ),
    Reporter(
        "junit",
        _late("junit"),
        Words("JUnit XML，一份年报一组", "JUnit XML, a suite a report"),
        machine=True,
        rules=True,
    ),
    Reporter(
        "html",
        _late("html"),
        Words("一个网页，问题标在旁边", "a page with findings in the margin"),
        machine=True,
        documents=True,
    ),
    Reporter("markdown", _late("markdown"), Words("合并请求的评论", "a comment for a pull request"), machine=True),
    Reporter("xlsx", _late("xlsx"), Words("工作簿", "a workbook"), documents=True, binary=True),
    Reporter(
        "docx",
        _late("docx"),
        Words("Word 文件，问题写成批注", "a Word file with findings as comments"),
        documents=True,
        binary=True,
        copies=True,
    ),
    Reporter(
        "pdf",
        _late("pdf"),
        Words("PDF 文件的副本，问题标亮并加注", "a copy of the PDF file with findings highlighted"),
        documents=True,
        binary=True,
        copies=True,
    ),
)
"""The reporters that come with gouji."""
