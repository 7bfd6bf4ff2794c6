"""`gouji rules` and `gouji explain`: what rules there are, and the page of one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from gouji.cli import arguments, loading
from gouji.cli.rule_pages import in_language, opening, with_facts
from gouji.cli.terminal import Terminal
from gouji.errors import GoujiError
from gouji.patterns import pattern
from gouji.phrases import phrase
from gouji.rules import Rule
from gouji.selection import enabled, meant

FORMATS = ("text", "json", "markdown")
_LEVELS = 6
_BLANKS = pattern(r"\n{3,}")
_COLUMNS = ("code", "name", "severity", "editions", "fixable", "summary")


def rules(format: str, select: Sequence[str] | None, lang: str | None, config: str | None, terminal: Terminal) -> int:
    """Write the list of rules."""
    arguments.one_of("--format", format, FORMATS)
    arguments.language(lang)
    registry = loading.with_packs(loading.registry(), config)
    codes = enabled(arguments.codes(select, registry.names) or ("ALL",), (), registry.names)
    chosen = [rule for code, rule in registry.rules.items() if code in codes]
    write = {"text": _table, "json": _json, "markdown": _markdown}[format]
    terminal.write(write(chosen, terminal.language), machine=format == "json")
    return 0


def docs(folder: str, select: Sequence[str] | None, config: str | None) -> int:
    """Write the pages of rules and an index, in both languages, into a folder."""
    from gouji.cli import rule_docs

    registry = loading.with_packs(loading.registry(), config)
    codes = enabled(arguments.codes(select, registry.names) or ("ALL",), (), registry.names)
    rule_docs.write(Path(folder), [rule for code, rule in registry.rules.items() if code in codes], page)
    return 0


def cells(rule: Rule, language: str) -> tuple[str, ...]:
    """A rule as a row of a table: code, name, severity, editions, whether it has fixes, summary."""
    severity = phrase(rule.severity, language)
    fixable = phrase("yes", language) if rule.fixable else ""
    return rule.code, rule.name, severity, " ".join(sorted(rule.editions)), fixable, rule.summary.of(language)


def head(language: str) -> tuple[str, ...]:
    """The heads of the columns of such a table."""
    return tuple(phrase(f"column-{column}", language) for column in _COLUMNS)


def _table(chosen: Sequence[Rule], language: str) -> Iterator[str]:
    """Columns padded to what a terminal shows."""
    from rich.cells import cell_len, set_cell_size

    rows = [head(language), *(cells(rule, language) for rule in chosen)]
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(_COLUMNS) - 1)]
    for row in rows:
        padded = (set_cell_size(cell, width) for cell, width in zip(row, widths, strict=False))
        yield "  ".join([*padded, row[-1]]) + "\n"


def _markdown(chosen: Sequence[Rule], language: str) -> Iterator[str]:
    yield f"| {' | '.join(head(language))} |\n|{'---|' * len(_COLUMNS)}\n"
    for rule in chosen:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells(rule, language))} |\n"


def _json(chosen: Iterable[Rule], language: str) -> Iterator[str]:
    yield (
        json.dumps({"schema": 1, "rules": [record(rule, language) for rule in chosen]}, ensure_ascii=False, indent=1)
        + "\n"
    )


def record(rule: Rule, language: str) -> dict[str, Any]:
    """A rule as JSON."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "editions": sorted(rule.editions),
        "summary": rule.summary.of(language),
        "basis": list(rule.basis),
        "needs": list(rule.needs),
        "over": ",".join(subject.__name__.lower() for subject in rule.subjects),
        "fixable": rule.fixable,
    }


def explain(word: str, format: str, lang: str | None, config: str | None, terminal: Terminal) -> int:
    """Write the page of a rule."""
    arguments.one_of("--format", format, FORMATS)
    arguments.language(lang)
    registry = loading.with_packs(loading.registry(), config)
    codes = sorted(meant(word, registry.names)[1])
    if len(codes) > 1:
        raise GoujiError(
            f"「{word}」是 {len(codes)} 条规则，请写明其中一条：{' '.join(codes)}",
            f"{word!r} means {len(codes)} rules, name one of them: {' '.join(codes)}",
        )
    rule = registry.rules[codes[0]]
    text = page(rule)
    if format == "json":
        whole = {**record(rule, terminal.language), "file": rule.file, "page": text}
        terminal.write([json.dumps(whole, ensure_ascii=False, indent=1) + "\n"], machine=True)
        return 0
    readable = with_facts(in_language(text, terminal.language), facts(rule, terminal.language))
    if format == "text":
        readable = _rendered(opening(readable, rule.code, terminal.language), terminal)
    terminal.write([readable])
    return 0


def facts(rule: Rule, language: str) -> str:
    """Severity, editions and whether there are fixes, in one line."""
    editions = ", ".join(sorted(rule.editions))
    said = f"{phrase(rule.severity, language)} · {phrase('column-editions', language)} {editions}"
    return f"{said} · {phrase('column-fixable', language)}" if rule.fixable else said


def page(rule: Rule) -> str:
    """The page of a rule: its own, in `pages/` of its package, in `tests/rules/` of a checkout; else its summary."""
    if rule.page is not None:
        return rule.page()
    for folder in list(Path(rule.file).parents)[:_LEVELS]:
        for path in (folder / "pages" / f"{rule.code}.md", folder / "tests" / "rules" / f"{rule.code}.md"):
            if path.is_file():
                return path.read_text("utf-8")
    return f"# {rule.code} {rule.name}\n\n{rule.summary.zh}\n\n{rule.summary.en}\n"


def _rendered(text: str, terminal: Terminal) -> str:
    """Markdown for a terminal, or for a file in the width of files."""
    import io

    from rich.console import Console
    from rich.markdown import Markdown

    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=min(terminal.width, 100),
        force_terminal=terminal.colour,
        color_system="standard" if terminal.colour else None,
    )
    console.print(Markdown(text, code_theme="ansi_light"))
    lines = "\n".join(line.rstrip() for line in buffer.getvalue().split("\n"))
    return _BLANKS.sub("\n\n", lines)
