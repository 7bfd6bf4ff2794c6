"""Rules: functions from a report, or from several held against each other, to problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, overload

from gouji.errors import PluginError
from gouji.findings import Gap, Problem, Severity, Words
from gouji.report import Report

if TYPE_CHECKING:
    from gouji.comparison import Comparison

Said = Iterable[Problem] | Iterable[Gap] | Iterable[Problem | Gap]
Check = Callable[[Report], Iterable[Problem]]
Subject = TypeVar("Subject", bound="Comparison")
ALL_EDITIONS = frozenset({"2008", "2014", "2019", "2021"})


class Rule(NamedTuple):
    """One requirement. `summary` is the fault in one sentence; `check` yields a problem for each time it is met.

    `basis` are ids of the law register in the edition files, or plain citations. `needs` are codes of rules; when one
    of them has found something, this rule is not run, since what it would say follows from that. `over` is what the
    check is given: a report, or a kind of comparison or several; then the rule is run only where there is one. A `literal` rule
    hangs on single characters: it says nothing of text that was recognised optically. A rule of `absence`
    tells what is not there: where pages were not read nobody knows. A rule that a pack declares has
    the pack's file as its `origin` and makes its `page` itself.
    """

    code: str
    name: str
    severity: Severity
    editions: frozenset[str]
    summary: Words
    check: Callable[[Any], Said]
    basis: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    fixable: bool = False
    over: type[Any] | tuple[type[Any], ...] = Report
    literal: bool = False
    origin: str = ""
    page: Callable[[], str] | None = None
    absence: bool = False

    @property
    def file(self) -> str:
        """Path of the file in which the rule is written."""
        import inspect

        return self.origin or inspect.getsourcefile(inspect.unwrap(self.check)) or ""

    @property
    def subjects(self) -> tuple[type[Any], ...]:
        """What the check may be given."""
        return self.over if isinstance(self.over, tuple) else (self.over,)


@overload
def rule(
    code: str,
    severity: str,
    *,
    editions: Iterable[str] = ...,
    name: str | None = ...,
    basis: tuple[str, ...] = ...,
    needs: tuple[str, ...] = ...,
    fixable: bool = ...,
    literal: bool = ...,
    absence: bool = ...,
) -> Callable[[Check], Rule]: ...


@overload
def rule(
    code: str,
    severity: str,
    *,
    over: type[Subject],
    editions: Iterable[str] = ...,
    name: str | None = ...,
    basis: tuple[str, ...] = ...,
    needs: tuple[str, ...] = ...,
    fixable: bool = ...,
    literal: bool = ...,
    absence: bool = ...,
) -> Callable[[Callable[[Subject], Said]], Rule]: ...


@overload
def rule(
    code: str,
    severity: str,
    *,
    over: tuple[type[Any], ...],
    editions: Iterable[str] = ...,
    name: str | None = ...,
    basis: tuple[str, ...] = ...,
    needs: tuple[str, ...] = ...,
    fixable: bool = ...,
    literal: bool = ...,
    absence: bool = ...,
) -> Callable[[Callable[[Any], Said]], Rule]: ...


def rule(
    code: str,
    severity: str,
    *,
    over: type[Any] | tuple[type[Any], ...] = Report,
    editions: Iterable[str] = ALL_EDITIONS,
    name: str | None = None,
    basis: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
    fixable: bool = False,
    literal: bool = False,
    absence: bool = False,
) -> Callable[[Callable[[Any], Said]], Rule]:
    """Make a `Rule` of a function; its name is the function's, hyphens for underscores.

    The function goes from a report to problems, or with `over` from a comparison (`gouji.comparison`) to problems and
    gaps. `fixable` says that some of its problems carry a fix. The docstring's first line is the fault in Chinese, its second line the same in English; both end in a full
    stop. A docstring of another form raises `PluginError`.
    """

    def make(check: Callable[[Any], Said]) -> Rule:
        called = name or getattr(check, "__name__", code).replace("_", "-")
        said, grave = summary(code, check.__doc__), Severity(severity)
        return Rule(
            code, called, grave, frozenset(editions), said, check, basis, needs, fixable, over, literal, absence=absence
        )

    return make


def summary(code: str, doc: str | None) -> Words:
    """Chinese and English summary out of a docstring."""
    lines = [line.strip() for line in (doc or "").strip().splitlines() if line.strip()]
    if len(lines) < 2 or not lines[0].endswith("。") or not lines[1].endswith("."):
        raise PluginError(f"规则 {code} 的文档字符串应有两行：第一行中文（以「。」结尾），第二行英文（以「.」结尾）")
    return Words(lines[0], lines[1])


def run(rule: Rule, report: Report, comparisons: Sequence[Comparison] = ()) -> Iterable[Problem | Gap]:
    """What a rule says of a report; nothing where it compares and there is nothing of its kind to compare."""
    if rule.over is Report:
        return rule.check(report)
    return (said for one in comparisons if isinstance(one, rule.over) for said in rule.check(one))
