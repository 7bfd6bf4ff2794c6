"""gouji for other programs: read a report, check it."""

from __future__ import annotations

from datetime import date
from functools import cache
from os import PathLike, fspath
from pathlib import Path

from gouji import plugins, readers, runner
from gouji.comparison import ALONE
from gouji.errors import UnreadableFile, reasons
from gouji.findings import Finding
from gouji.options import Options
from gouji.recognition import recognise
from gouji.report import Report


@cache
def registry() -> plugins.Registry:
    """All plugins, loaded once. Raises PluginError."""
    return plugins.load()


def read(
    path: str | PathLike[str], *, data: bytes | None = None, options: Options | None = None, as_of: date | None = None
) -> Report:
    """The report in a file, or in `data` under the file's name.

    `options` say what is known beforehand; `as_of` is the day of the check, without which no rule asks for it.

    Raises:
        UnreadableFile: the file does not exist or no reader can open it.
        PluginError, PackError: a plugin or a rule pack is broken.

    """
    name = fspath(path)
    known = options or Options()
    if as_of is not None:
        known = known._replace(as_of=as_of)
    try:
        content = Path(name).read_bytes() if data is None else data
    except OSError as error:
        zh, en = reasons(error)
        raise UnreadableFile(f"{name}: 打不开文件：{zh}", f"{name}: cannot open the file: {en}") from error
    document = readers.read(content, name, registry().readers.values())
    return recognise(document, registry().editions, known)


def check(report: Report, *, previous: Report | None = None) -> list[Finding]:
    """The findings of all rules in a report, in order of place; configuration files are not looked at.

    With the report on the year before as `previous`, also those of the rules that compare two years.

    Raises:
        RuleDefect: a rule failed, which is a defect of the tool.

    """
    compared = ALONE
    if previous is not None:
        from gouji.comparison.matching import with_previous

        compared = with_previous(previous, report)
    return runner.check(report, registry().rules.values(), compared)
