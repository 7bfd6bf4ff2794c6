"""Rules: functions from a report to problems, with code, name, severity and editions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from gouji.errors import PluginError
from gouji.findings import Problem, Severity, Words
from gouji.report import Report

Check = Callable[[Report], Iterable[Problem]]
ALL_EDITIONS = frozenset({"2008", "2014", "2019", "2021"})


class Rule(NamedTuple):
    """One requirement. `summary` is the fault in one sentence; `check` yields a problem for each time it is met.

    `basis` are ids of the law register in the edition files, or plain citations. `needs` are codes of rules; when one
    of them has found something, this rule is not run, since what it would say follows from that.
    """

    code: str
    name: str
    severity: Severity
    editions: frozenset[str]
    summary: Words
    check: Check
    basis: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    fixable: bool = False

    @property
    def file(self) -> str:
        """Path of the module that holds the check."""
        import inspect

        return inspect.getsourcefile(inspect.unwrap(self.check)) or ""


def rule(
    code: str,
    severity: str,
    *,
    editions: Iterable[str] = ALL_EDITIONS,
    name: str | None = None,
    basis: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
) -> Callable[[Check], Rule]:
    """Make a `Rule` of a function; its name is the function's, hyphens for underscores.

    The docstring's first line is the fault in Chinese, its second line the same in English; both end in a full stop.
    A docstring of another form raises `PluginError`.
    """

    def make(check: Check) -> Rule:
        called = name or getattr(check, "__name__", code).replace("_", "-")
        return Rule(
            code, called, Severity(severity), frozenset(editions), summary(code, check.__doc__), check, basis, needs
        )

    return make


def summary(code: str, doc: str | None) -> Words:
    """Chinese and English summary out of a docstring."""
    lines = [line.strip() for line in (doc or "").strip().splitlines() if line.strip()]
    if len(lines) < 2 or not lines[0].endswith("。") or not lines[1].endswith("."):
        raise PluginError(f"规则 {code} 的文档字符串应有两行：第一行中文（以「。」结尾），第二行英文（以「.」结尾）")
    return Words(lines[0], lines[1])
