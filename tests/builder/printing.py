"""Reports as they are printed: by Chromium from HTML, as sites do, and Word files of any paper for LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest

from builder import docx, html
from builder.parts import Part

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needed = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
_SECONDS = 120
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--no-pdf-header-footer", "--disable-dev-shm-usage",
)  # fmt: skip


class Paper(NamedTuple):
    """A page: its sides and its margins in millimetres, the size of the type in points, and the style of the borders."""

    width: float = 210
    height: float = 297
    margin: float = 25
    type: float = 12
    border: str = "1px solid black"
    more: str = ""
    """Further rules in CSS."""

    @property
    def css(self) -> str:
        """The style sheet of the page."""
        return f"""@page {{ size: {self.width}mm {self.height}mm; margin: {self.margin}mm;
  @bottom-center {{ content: "— " counter(page) " —"; font-size: 9pt }} }}
body {{ font: {self.type}pt/1.6 "Noto Serif CJK SC", "Noto Sans CJK SC", serif; margin: 0 }}
p {{ text-indent: 2em; text-align: justify; margin: 0 }}
h1, h2, h3, h4 {{ font-size: 1.1em; margin: .4em 0 }} h1 {{ text-align: center; font-size: 1.5em }}
table {{ border-collapse: collapse; width: 100%; font-size: {max(self.type * 0.8, 7)}pt }}
td {{ border: {self.border}; padding: 1pt 3pt }}
{self.more}"""


def by_chromium(parts: Sequence[Part], paper: Paper) -> bytes:
    """The report printed from its clean HTML."""
    page = html.clean(parts).replace("</head>", f"<style>{paper.css}</style></head>").replace(' border="1"', "")
    return print_page(page)


def print_page(page: str) -> bytes:
    """An HTML page as Chromium prints it."""
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8")
        command = [CHROMIUM, *_QUIET, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
        return target.read_bytes()


def on_paper(parts: Sequence[Part], paper: Paper) -> bytes:
    """A report as a Word file for a page, the size of its type set."""
    twips = [round(side * 1440 / 25.4) for side in (paper.width, paper.height, paper.margin)]
    turned = ' w:orient="landscape"' if paper.width > paper.height else ""
    margins = " ".join(f'w:{side}="{twips[2]}"' for side in ("top", "right", "bottom", "left"))
    section = f'<w:sectPr><w:pgSz w:w="{twips[0]}" w:h="{twips[1]}"{turned}/><w:pgMar {margins}/></w:sectPr>'
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(docx.write(parts))) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                text = re.sub(r"<w:sectPr/>", section, content.decode("utf-8"))
                text = re.sub("<w:tblW [^/]*/>", '<w:tblW w:w="5000" w:type="pct"/>', text)
                content = re.sub(r'<w:sz w:val="\d+"/>', f'<w:sz w:val="{round(paper.type * 2)}"/>', text).encode(
                    "utf-8"
                )
            new.writestr(name, content)
    return file.getvalue()
