"""What a document says, as plain lists."""

from __future__ import annotations

from gouji.document import Document, Paragraph, Table


def tables(document: Document) -> list[list[list[str]]]:
    """The texts of the cells of each table, row by row."""
    return [
        [[cell.text for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Table)
    ]


def paragraphs(document: Document) -> list[str]:
    """The texts of the paragraphs."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]
