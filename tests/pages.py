"""Rule pages: Markdown that documents a rule and is its test. README.md beside the pages gives the format."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

RULES = Path(__file__).parent / "rules"
BASES = RULES / "base"
NAME = re.compile(r"[A-Z]{2,8}\d{3,4}")
_FENCE = re.compile(r"(`{3,})([a-z]*)[ ]*([^`\n]*)")
_HEADING = re.compile(r"(#{1,3}) +(.+?) *")
_KINDS = ("diff", "report", "options", "findings", "fixed")
_BESIDE = ("previous", "peer", "below")


class PageError(Exception):
    """A page is not written as README.md says; the message names the line."""


class Block(NamedTuple):
    """A fenced block: kind and argument of its first line, its lines, and the number of the first of them (from 0)."""

    kind: str
    argument: str
    first: int
    lines: tuple[str, ...]


class Case(NamedTuple):
    """One example of a page: the report, what the caller knows of it, and the findings expected, one a line.

    `beside` are the reports it is held against, each with its kind: `previous` (last year's), `peer` (of another
    agency), `below` (of a department or lower government). `fixed` shows what fixes make of the report, a diff of lines.
    """

    title: str
    line: int
    report: str
    options: dict[str, str]
    expected: tuple[str, ...]
    answer: Block
    beside: tuple[tuple[str, str], ...] = ()
    fixed: Block | None = None


class Page(NamedTuple):
    """A page: code and name out of its title, headings of the second level, cases."""

    code: str
    name: str
    prose: tuple[str, ...]
    headings: tuple[str, ...]
    cases: tuple[Case, ...]


def paths() -> list[Path]:
    """All rule pages."""
    return [path for path in sorted(RULES.glob("*.md")) if NAME.fullmatch(path.stem)]


def read(path: Path) -> Page:
    """The page in a file."""
    return parse(path.read_text("utf-8"))


def parse(text: str) -> Page:
    """A page; raises PageError where it is not written as it should be."""
    title, prose, headings, cases, started = "", [], [], [], []
    for number, item in _items(text):
        if isinstance(item, Block):
            if not started:
                continue
            started[1].append(item)
        elif item.startswith("### "):
            _finish(started, cases)
            started = [(item[4:], number), []]
        elif item.startswith("# ") and not title:
            title = item[2:]
        elif item.startswith("## "):
            headings.append(item[3:])
        elif not headings and item.strip():
            prose.append(item)
    _finish(started, cases)
    code, _, name = title.partition(" ")
    return Page(code, name, tuple(prose), tuple(headings), tuple(cases))


def _items(text: str) -> list[tuple[int, str | Block]]:
    """Headings, other lines and fenced blocks of a page, each with its line number from 0."""
    items: list[tuple[int, str | Block]] = []
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        fence = _FENCE.fullmatch(lines[number])
        if not fence:
            items.append((number, lines[number]))
            number += 1
            continue
        end = next((at for at in range(number + 1, len(lines)) if lines[at] == fence[1]), None)
        if end is None:
            raise PageError(f"line {number + 1}: this block is not closed")
        block = Block(fence[2], fence[3].strip(), number + 1, tuple(lines[number + 1 : end]))
        items.append((number, block))
        number = end + 1
    return items


def _finish(started: list, cases: list[Case]) -> None:
    if not started:
        return
    (title, number), blocks = started
    beside = [block for block in blocks if block.kind in _BESIDE]
    kinds = [block.kind for block in blocks if block.kind not in _BESIDE]
    if any(kind not in _KINDS for kind in kinds) or len(set(kinds)) < len(kinds):
        raise PageError(f"line {number + 1}: a case has one diff or report block, options where needed, findings")
    if sum(block.kind == "previous" for block in beside) > 1:
        raise PageError(f"line {number + 1}: there is one previous report")
    by_kind = {block.kind: block for block in blocks}
    if "findings" not in by_kind or ("diff" in by_kind) == ("report" in by_kind):
        raise PageError(f"line {number + 1}: a case needs a diff or a report block, and a findings block")
    answer = by_kind["findings"]
    options = dict(_option(line) for line in by_kind.get("options", answer._replace(lines=())).lines if line.strip())
    others = tuple((block.kind, _text(block)) for block in beside)
    cases.append(Case(title, number + 1, _report(by_kind), options, answer.lines, answer, others, _fixed(by_kind)))


def _fixed(by_kind: dict[str, Block]) -> Block | None:
    block = by_kind.get("fixed")
    if block is not None and block.argument not in ("", "unsafe"):
        raise PageError(f"line {block.first}: a fixed block has no other argument than unsafe")
    return block


def _option(line: str) -> tuple[str, str]:
    key, mark, value = line.partition("=")
    if not mark:
        raise PageError(f"an option is written key=value, not {line!r}")
    return key.strip(), value.strip()


def _report(by_kind: dict[str, Block]) -> str:
    return _text(by_kind["report"] if "report" in by_kind else by_kind["diff"])


def _text(block: Block) -> str:
    """The report of a block: a whole one where no base is named, else the base with the hunks in place."""
    if block.kind == "report" or (block.kind in _BESIDE and not block.argument):
        return "\n".join(block.lines) + "\n"
    base = BASES / f"{block.argument}.md"
    if not base.is_file():
        raise PageError(f"line {block.first}: there is no base {block.argument!r} in {BASES.name}/")
    return apply(base.read_text("utf-8"), block)


def apply(text: str, block: Block) -> str:
    """The text with each hunk of a diff block in place."""
    lines = text.split("\n")
    for number, old, new in _hunks(block):
        found = [at for at in range(len(lines) - len(old) + 1) if lines[at : at + len(old)] == old]
        if len(found) != 1:
            where = "nowhere" if not found else f"{len(found)} times"
            raise PageError(f"line {number + 1}: {old[0]!r} … stands {where} in the base, it should stand there once")
        lines[found[0] : found[0] + len(old)] = new
    return "\n".join(lines)


def _hunks(block: Block) -> list[tuple[int, list[str], list[str]]]:
    """Line number, old lines and new lines of each hunk; an empty line or a + before a - or blank ends a hunk."""
    hunks: list[tuple[int, list[str], list[str]]] = []
    last = ""
    for number, line in enumerate(block.lines, block.first):
        mark = line[:1]
        if mark not in ("", " ", "-", "+"):
            raise PageError(f"line {number + 1}: a line of a diff begins with -, + or a blank")
        if mark and (last == "" or (last == "+" and mark != "+")):
            hunks.append((number, [], []))
        if mark in ("-", " ") and mark:
            hunks[-1][1].append(line[1:])
        if mark in ("+", " ") and mark:
            hunks[-1][2].append(line[1:])
        last = mark
    for number, old, _ in hunks:
        if not old:
            raise PageError(f"line {number + 1}: lines to be added follow a line with - or a blank")
    return hunks


def with_answers(text: str, index: int, findings: list[str]) -> str:
    """The page with the findings block of a case replaced."""
    return _with_lines(text, parse(text).cases[index].answer, findings)


def with_fixed(text: str, index: int, changes: list[str]) -> str:
    """The page with the fixed block of a case replaced, which it has to have."""
    block = parse(text).cases[index].fixed
    assert block is not None
    return _with_lines(text, block, changes)


def _with_lines(text: str, block: Block, new: list[str]) -> str:
    lines = text.split("\n")
    lines[block.first : block.first + len(block.lines)] = new
    return "\n".join(lines)
