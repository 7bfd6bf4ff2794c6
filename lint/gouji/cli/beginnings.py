"""`gouji init`: a configuration to start from, and the hook for a repository of reports."""

from __future__ import annotations

from pathlib import Path

from gouji.cli.terminal import Terminal
from gouji.config import FILE
from gouji.phrases import phrase

HOOK = ".pre-commit-config.yaml"
_CONFIGURATION = """# {about}
# select = ["ALL"]
# ignore = []
# fail-on = "error"
# kind = "department"      # {kind}

# {suppress}
# [[suppress]]
# files = ["2023/*"]
# code = "TAB203"
# address = "documents.regulations"
# reason = "{reason}"
# until = 2027-01-31
"""
_TOLD = ("about", "kind", "suppress", "reason")
_ENTRY = r"""  - repo: local
    hooks:
      - id: gouji
        name: gouji
        entry: gouji check --quiet
        language: system
        files: \.(txt|md|html?|docx?|wps|pdf)$
        exclude: (^|/)(README|CHANGELOG|CONTRIBUTING)[^/]*$
"""


def run(folder: str, terminal: Terminal) -> int:
    """Write the two files where they are missing; one that is there stays as it is and what it lacks is told."""
    _configuration(Path(folder, FILE), terminal)
    _hook(Path(folder, HOOK), terminal)
    return 0


def _configuration(path: Path, terminal: Terminal) -> None:
    if path.exists():
        terminal.say("kept", path=path)
        return
    said = {key: phrase(f"init-{key}", terminal.language) for key in _TOLD}
    terminal.save(_CONFIGURATION.format(**said), path)
    terminal.say("made", path=path)


def _hook(path: Path, terminal: Terminal) -> None:
    if not path.exists():
        terminal.save(f"repos:\n{_ENTRY}", path)
        terminal.say("made", path=path)
    elif "id: gouji" in path.read_text("utf-8-sig"):
        terminal.say("kept", path=path)
    else:
        terminal.say("add", path=path, entry=_ENTRY.rstrip())
