"""A draft as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.drafting.parts import Heading, Part, Prose, Sheet, grid


def write(parts: Sequence[Part]) -> str:
    """Headings, paragraphs and pipe tables with all their places."""
    blocks: list[str] = []
    for part in parts:
        match part:
            case Heading(level, title):
                blocks.append("#" * (level + 1) + " " + title)
            case Prose(prose):
                blocks.append(prose)
            case Sheet():
                blocks.append("\n".join(_table(part)))
    return "\n\n".join(blocks) + "\n"


def _table(sheet: Sheet) -> list[str]:
    lines = ["|" + "|".join(f" {cell} " if cell else " " for cell in row) + "|" for row in grid(sheet)]
    return [lines[0], "|" + " --- |" * sheet.width, *lines[1:]]
