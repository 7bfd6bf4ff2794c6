"""`gouji check --fix`, `--unsafe-fixes`, `--diff`: files are mended before they are checked, or the change is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher, unified_diff
from io import StringIO
from itertools import groupby
from pathlib import Path

from gouji.checking import Checker
from gouji.cli.terminal import Terminal
from gouji.errors import GoujiError
from gouji.fixing import Fixed, fixed
from gouji.reporters.text import clean
from gouji.walking import Target

_RED, _GREEN, _INVERSE, _UPRIGHT, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[7m", "\x1b[27m", "\x1b[0m"


def write(files: Iterable[Target], checker: Checker, unsafe: bool, terminal: Terminal) -> bool:
    """Mend the files that lie on disk; how many findings that were is told on standard error. Whether all were written."""
    count, changed, complete = 0, 0, True
    for target, made in _fixed(files, checker, unsafe):
        try:
            terminal.save(made.data, target.path)
            count, changed = count + made.mended, changed + 1
        except GoujiError as error:
            terminal.fail(error)
            complete = False
    if count or complete:
        terminal.say("fixed" if count else "fixed-none", count=count, files=changed)
    return complete


def show(files: Iterable[Target], checker: Checker, unsafe: bool, terminal: Terminal) -> int:
    """Write what would change as a unified diff; the exit status is 1 where something would."""
    changes = [(target.path, made) for target, made in _fixed(files, checker, unsafe)]
    if not changes:
        terminal.say("fixed-none")
    terminal.write(piece for path, made in changes for piece in diff(path, made, colour=terminal.colour))
    return 1 if changes else 0


def _fixed(files: Iterable[Target], checker: Checker, unsafe: bool) -> Iterator[tuple[Target, Fixed]]:
    mender = Checker(checker.request._replace(sources=True, masked=False), checker.registry)
    for target in files:
        if target.error is None and Path(target.path).is_file():
            made = fixed(mender, target, unsafe)
            if made is not None:
                yield target, made


def diff(path: str, made: Fixed, *, colour: bool) -> Iterator[str]:
    """What fixes change in a file, as a unified diff; with `colour` for a screen."""
    # Not str.splitlines: it also breaks at U+000B and U+2028, where other tools see no line end.
    before, after = (list(StringIO(text, newline="\n")) for text in (made.before, made.after))
    lines = [line if line.endswith("\n") else f"{line}\n" for line in unified_diff(before, after, path, path)]
    yield from _coloured(lines) if colour else lines


def _coloured(lines: Sequence[str]) -> Iterator[str]:
    """A diff for a screen, with the characters that change marked, since a line may be a whole paragraph."""
    lines = [f"{clean(line[:-1])}\n" for line in lines]
    yield from lines[:2]
    waiting: list[str] = []
    for kind, group in groupby(lines[2:], lambda line: line[0]):
        come = list(group)
        if kind == "+" and len(waiting) == len(come):
            pairs = list(map(_marked, waiting, come))
            waiting, come = [old for old, _ in pairs], [new for _, new in pairs]
        yield from waiting
        waiting = come if kind == "-" else []
        yield from [] if kind == "-" else come
    yield from waiting


def _marked(old: str, new: str) -> tuple[str, str]:
    """Two lines with what is in one of them only in colour."""
    one, other = [_RED, "-"], [_GREEN, "+"]
    for kind, low, high, left, right in SequenceMatcher(None, old[1:], new[1:], autojunk=False).get_opcodes():
        gone, come = old[1 + low : 1 + high], new[1 + left : 1 + right]
        one.append(gone if kind == "equal" or not gone else f"{_INVERSE}{gone}{_UPRIGHT}")
        other.append(come if kind == "equal" or not come else f"{_INVERSE}{come}{_UPRIGHT}")
    return "".join(one).rstrip("\n") + f"{_PLAIN}\n", "".join(other).rstrip("\n") + f"{_PLAIN}\n"
