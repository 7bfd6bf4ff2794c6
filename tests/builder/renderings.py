"""One report in every form in which agencies have theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import NamedTuple

from builder import docx, html, office, printing, text, xlsx
from builder.parts import Part


class Rendering(NamedTuple):
    """A form: its file name, how it is made, and the programs and modules that this and reading it need."""

    file: str
    make: Callable[[Sequence[Part]], bytes]
    programs: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()


def _text(parts: Sequence[Part]) -> bytes:
    return text.text(parts, "pipes").encode()


def _markdown(parts: Sequence[Part]) -> bytes:
    return text.markdown(parts).encode()


def _html(parts: Sequence[Part]) -> bytes:
    return html.clean(parts).encode()


def _numbered(parts: Sequence[Part]) -> bytes:
    return docx.write(parts, numbered=True)


def _doc(parts: Sequence[Part]) -> bytes:
    return office.converted({"a": docx.write(parts)}, "doc")["a"]


def _chromium(parts: Sequence[Part]) -> bytes:
    return printing.by_chromium(parts, printing.Paper())


def _libreoffice(parts: Sequence[Part]) -> bytes:
    return office.converted({"a": printing.on_paper(parts, printing.Paper())}, "pdf")["a"]


def _scan(parts: Sequence[Part]) -> bytes:
    """Pictures of the pages that Chromium prints, 200 dots to the inch, in a PDF file without text."""
    import pypdfium2

    document = pypdfium2.PdfDocument(_chromium(parts))
    pages = [page.render(scale=200 / 72).to_pil().convert("L") for page in document]
    document.close()
    file = BytesIO()
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=200, quality=85)
    return file.getvalue()


RENDERINGS = {
    "txt": Rendering("a.txt", _text),
    "md": Rendering("a.md", _markdown),
    "html": Rendering("a.html", _html),
    "docx, typed numbers": Rendering("a.docx", docx.write),
    "docx, automatic numbers": Rendering("a.docx", _numbered),
    "doc": Rendering("a.doc", _doc, ("soffice",), ("doc2docx",)),
    "xlsx": Rendering("a.xlsx", xlsx.write, (), ("xlsxwriter", "python_calamine")),
    "pdf, Chromium": Rendering("a.pdf", _chromium, ("chromium",), ("pypdfium2",)),
    "pdf, LibreOffice": Rendering("a.pdf", _libreoffice, ("soffice",), ("pypdfium2",)),
    "scan, 200 dpi": Rendering("a.pdf", _scan, ("chromium",), ("pypdfium2", "rapidocr", "onnxruntime")),
}
