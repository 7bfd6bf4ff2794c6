"""Reading hand-written PDF files in tests; what is read is held against the laws of documents."""

from __future__ import annotations

from builder.pdf import Pdf
from gouji.document import Document, Note, Paragraph, Table
from gouji.readers import written
from gouji.readers.pdfium import sheets


def read(file: Pdf | bytes) -> Document:
    """The document in a file as the file itself tells it, whose spans say what its blocks say."""
    data = file if isinstance(file, bytes) else file.data()
    document = written.document(sheets(data, "report.pdf"), "report.pdf", "pdf")
    source = document.source
    assert source.printed is not None and len(source.printed.sureness) == len(source.text)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            assert source[block.span] == block.text
        if isinstance(block, Table):
            assert len({len(row) for row in block.rows}) == 1
            assert all(source[cell.span] == cell.text for row in block.rows for cell in row)
    return document


def tables(file: Pdf | bytes) -> list[list[list[str]]]:
    """The texts of the cells of all tables."""
    blocks = read(file).blocks
    return [[[cell.text for cell in row] for row in block.rows] for block in blocks if isinstance(block, Table)]


def paragraphs(file: Pdf | bytes) -> list[str]:
    """The texts of all paragraphs."""
    return [block.text for block in read(file).blocks if isinstance(block, Paragraph)]


def notes(file: Pdf | bytes) -> list[Note]:
    """What the reader has to say of the file."""
    return list(read(file).notes)
