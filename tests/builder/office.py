"""Files that LibreOffice makes of ours, where it is installed: .doc, .rtf and what else it writes."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from gouji.readers import libreoffice

needed = pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")


def converted(files: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
    """Files by their names without suffix, all .docx, in another format (`doc`, `rtf`, `pdf`), in one run."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as path:
        folder = Path(path)
        for name, data in files.items():
            (folder / f"{name}.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        sources = [str(folder / f"{name}.docx") for name in files]
        program = libreoffice.program() or "soffice"
        subprocess.run(
            (program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "made"), *sources),
            capture_output=True, timeout=300, check=True,
        )  # fmt: skip
        suffix = kind.partition(":")[0]
        return {name: (folder / "made" / f"{name}.{suffix}").read_bytes() for name in files}
