"""`gouji init`: a configuration to start from, and the hook for a repository of reports."""

from __future__ import annotations

from pathlib import Path

from gouji.cli.terminal import Terminal
from gouji.config import FILE
from gouji.findings import Words

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
_SAID = {
    "about": Words(
        "gouji 的配置。现在各项的取值：gouji config；规则：gouji rules。",
        "Configuration of gouji. Settings as they are: gouji config; rules: gouji rules.",
    ),
    "kind": Words(
        "government、department、township，默认按机关名称判断",
        "government, department, township; told from the name by default",
    ),
    "suppress": Words("豁免须写明理由，可以写明到期日：", "Suppressions need a reason and may have a last day:"),
    "reason": Words("省模板删去此行", "the province's form leaves this row out"),
}
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
    said = {key: words.of(terminal.language) for key, words in _SAID.items()}
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
