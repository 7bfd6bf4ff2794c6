"""The page of a rule for readers: in one language, with examples cut to what changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.patterns import pattern
from gouji.phrases import phrase

_FINDING = pattern(r"(?P<place>\S+) (?P<code>[A-Z]+\d+) (?P<severity>error|warning|info) ")
_FENCE = pattern(r"(`{3,})([a-z]*)")
_LATIN, _HAN = pattern("[A-Za-z]"), pattern("[\u4e00-\u9fff]")
_LONG, _AROUND = 44, 20
_BESIDE = ("previous", "below", "peer", "report", "options")
_MANY = 12
"""An example shows no more lines of a kind in a row."""
_EXAMPLES = 3
"""A terminal shows no more examples of a page."""


class _Part(NamedTuple):
    """A heading (empty before the first one) and what stands under it: paragraphs and fenced blocks."""

    heading: str
    blocks: tuple[str, ...]


def in_language(text: str, language: str) -> str:
    """The page in one language.

    A heading `中文 · English` is cut to its half; of the paragraphs under it only those of the language stay, all of them
    where there is none. Examples that change nothing are left out, long lines of others cut round the change.
    """
    return _joined([_readable(part, language) for part in _parts(text) if not _is_idle(part)])


def with_facts(page: str, facts: str) -> str:
    """A page in one language with a line of facts below its title."""
    title, _, rest = page.partition("\n")
    return f"{title}\n\n{facts}\n{rest}"


def opening(page: str, code: str, language: str) -> str:
    """A page in one language with its first examples, and how to see all of them."""
    parts = list(_parts(page))
    examples = [part for part in parts if part.heading.startswith("### ")]
    left = examples[_EXAMPLES:]
    if not left:
        return page
    more = phrase("page-examples", language, count=len(left), code=code)
    return f"{_joined([part for part in parts if part not in left])}\n{more}\n"


def _joined(parts: Sequence[_Part]) -> str:
    return "\n\n".join(block for part in parts for block in (part.heading, *part.blocks) if block) + "\n"


def _parts(text: str) -> Iterator[_Part]:
    heading, blocks, lines, fence = "", [], [], ""
    for line in [*text.split("\n"), ""]:
        match = _FENCE.match(line)
        if fence or match:
            lines.append(line)
            if fence and line == fence:
                fence = ""
            elif match and not fence:
                fence = match[1]
            if fence:
                continue
        if line.startswith("#") or (not line.strip() or match):
            if lines:
                blocks.append("\n".join(lines))
            lines = []
        else:
            lines.append(line)
        if line.startswith("#"):
            yield _Part(heading, tuple(blocks))
            heading, blocks = line, []
    yield _Part(heading, tuple(blocks))


def _is_idle(part: _Part) -> bool:
    """Whether an example is the base as it is, without a finding."""
    kinds = [_lines(block) for block in part.blocks if block.startswith("```")]
    return bool(kinds) and not any(inner for _, inner in kinds) and len(kinds) == len(part.blocks)


def _lines(block: str) -> tuple[str, list[str]]:
    """The kind of a fenced block and its lines."""
    first, *inner = block.split("\n")
    match = _FENCE.match(first)
    return (match[2] if match else ""), inner[:-1]


def _readable(part: _Part, language: str) -> _Part:
    prose = [block for block in part.blocks if not block.startswith("```")]
    mine = [block for block in prose if _language(block) == language] or prose
    blocks = [block for block in part.blocks if block.startswith("```") or block in mine]
    shown = [_example(block, language) for block in blocks if not _is_peer(block)]
    return _Part(_half(part.heading, language), (*_peers(list(filter(_is_peer, blocks)), language), *shown))


def _is_peer(block: str) -> bool:
    return _lines(block)[0] == "peer"


def _peers(blocks: Sequence[str], language: str) -> Iterator[str]:
    """Of the reports beside the one in an example the first, and how many more there are."""
    if blocks:
        yield _example(blocks[0], language)
        if len(blocks) > 1:
            yield phrase("page-peers", language, count=len(blocks) - 1)


def _half(heading: str, language: str) -> str:
    zh, mark, en = heading.partition(" · ")
    if not mark:
        return heading
    return zh if language == "zh" else f"{heading.split(' ', 1)[0]} {en[:1].upper()}{en[1:]}"


def _language(text: str) -> str:
    return "en" if len(_LATIN.findall(text)) > len(_HAN.findall(text)) else "zh"


def _example(block: str, language: str) -> str:
    if not block.startswith("```"):
        return block
    kind, inner = _lines(block)
    if kind == "findings" and not inner:
        return phrase("nothing", language)
    if kind == "diff" and not inner:
        return phrase("page-as-it-is", language)
    if kind == "findings":
        return "\n".join(_finding(line, language) for line in block.split("\n"))
    if kind not in ("diff", "fixed", *_BESIDE):
        return block
    fence = block[: len(block) - len(block.lstrip("`"))]
    if kind in _BESIDE:
        return _beside(kind, block.partition("\n")[0].partition(" ")[2], inner, fence, language)
    diff = "\n".join([f"{fence}diff", *_shortened(inner, language), fence])
    if kind == "diff":
        return diff
    option = "--unsafe-fixes" if block.startswith(f"{fence}fixed unsafe") else "--fix"
    return f"{phrase('page-fixed', language, option=option)}\n\n{diff}"


def _finding(line: str, language: str) -> str:
    """A line of findings as `gouji check` writes it."""
    match = _FINDING.match(line)
    if match is None:
        return line
    return f"{match['place']} {phrase(match['severity'], language)} {match['code']} {line[match.end() :]}"


def _beside(kind: str, base: str, inner: Sequence[str], fence: str, language: str) -> str:
    """What an example has beside the report: another report, of its own or changed from an example report; options."""
    name = phrase(f"page-{kind}", language)
    if not inner:
        return phrase("page-as-base", language, name=name, base=base)
    if base:
        caption = phrase("page-of-base", language, name=name, base=base)
        return "\n".join([f"{caption}\n", f"{fence}diff", *_shortened(inner, language), fence])
    return "\n".join(
        [f"{phrase('page-whole', language, name=name)}\n", fence + "text", *_first(inner, language), fence]
    )


def _first(lines: Sequence[str], language: str, sign: str = "") -> Sequence[str]:
    """The lines, or the first of many and how many more there are."""
    if len(lines) <= _MANY:
        return lines
    shown = _MANY // 2
    return [*lines[:shown], sign + phrase("page-lines", language, count=len(lines) - shown)]


def _shortened(lines: Sequence[str], language: str) -> Iterator[str]:
    """A diff with long lines cut round what changes, and many lines of a sign cut to the first ones.

    Lines pair off where as many go as come.
    """
    at = 0
    while at < len(lines):
        old = _run(lines, at, "-")
        new = _run(lines, at + len(old), "+")
        if not old and not new:
            yield lines[at]
            at += 1
            continue
        pairs = [_pair(one, other) for one, other in zip(old, new, strict=True)] if len(old) == len(new) else []
        yield from _first([one for one, _ in pairs] or old, language, "-")
        yield from _first([other for _, other in pairs] or new, language, "+")
        at += len(old) + len(new)


def _run(lines: Sequence[str], at: int, sign: str) -> list[str]:
    end = at
    while end < len(lines) and lines[end].startswith(sign):
        end += 1
    return list(lines[at:end])


def _pair(old: str, new: str) -> tuple[str, str]:
    """Two lines without most of what they have in common at the beginning and at the end."""
    before, after = old[1:], new[1:]
    if max(len(before), len(after)) <= _LONG:
        return old, new
    shorter = min(len(before), len(after))
    head = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    tail = next((n for n in range(shorter - head) if before[-1 - n] != after[-1 - n]), shorter - head)
    return "-" + _cut(before, head, tail), "+" + _cut(after, head, tail)


def _cut(text: str, head: int, tail: int) -> str:
    start, end = head - _AROUND, len(text) - tail + _AROUND
    return ("…" + text[start:] if start > 0 else text)[: end - max(start, 0) + (start > 0)] + (
        "…" if end < len(text) else ""
    )
