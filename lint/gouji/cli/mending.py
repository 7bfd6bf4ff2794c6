"""`gouji check --fix`, `--unsafe-fixes`, `--diff`: files are mended before they are checked, or the change is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path

from gouji.checking import Checker
from gouji.cli.terminal import Terminal
from gouji.fixing import Fixed, fixed
from gouji.walking import Target


def write(files: Iterable[Target], checker: Checker, unsafe: bool, terminal: Terminal) -> None:
    """Mend the files that lie on disk; how many findings that were is told on standard error."""
    count, changed = 0, 0
    for target, made in _fixed(files, checker, unsafe):
        terminal.save(made.data, target.path)
        count, changed = count + made.mended, changed + 1
    terminal.say("fixed", count=count, files=changed)


def show(files: Iterable[Target], checker: Checker, unsafe: bool, terminal: Terminal) -> int:
    """Write what would change as a unified diff; the exit status is 1 where something would."""
    changes = [(target.path, made) for target, made in _fixed(files, checker, unsafe)]
    terminal.write(piece for path, made in changes for piece in _diff(path, made))
    return 1 if changes else 0


def _fixed(files: Iterable[Target], checker: Checker, unsafe: bool) -> Iterator[tuple[Target, Fixed]]:
    for target in files:
        if target.error is None and Path(target.path).is_file():
            made = fixed(checker, target, unsafe)
            if made is not None:
                yield target, made


def _diff(path: str, made: Fixed) -> Iterator[str]:
    before, after = (text.splitlines(keepends=True) for text in (made.before, made.after))
    for line in unified_diff(before, after, path, path):
        yield line if line.endswith("\n") else f"{line}\n"
