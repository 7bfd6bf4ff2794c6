"""Values of options: checked by hand, so that what is wrong is said in one line and in the user's language."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.config_files import CHOICES
from gouji.errors import ConfigError
from gouji.findings import Words
from gouji.phrases import phrase, phrases
from gouji.selection import Names, meant, nearest
from gouji.walking import Target, targets

if TYPE_CHECKING:
    from gouji.reporters import Reporter


_GLOSSED = frozenset({"government", "department", "township", "own", "aggregate", "error", "warning", "info"})


def wrong(id: str, **figures: object) -> ConfigError:
    """The error for an option, from a phrase."""
    return ConfigError(*phrases(id, **figures))


def one_of(option: str, value: str | None, known: Iterable[str]) -> str | None:
    """A value out of the known ones, None where none was given. Raises ConfigError."""
    choices = list(known)
    if value is None or value in choices:
        return value
    like = nearest(value, choices)
    id = "not-one-of-like" if like else "not-one-of"
    listed = Words(" ".join(map(_glossed, choices)), " ".join(choices))
    raise wrong(id, option=option, value=value, like=like, known=listed)


def _glossed(choice: str) -> str:
    """A choice with what it is called in Chinese."""
    return f"{choice}（{phrase(choice, 'zh')}）" if choice in _GLOSSED else choice


def language(value: str | None) -> str | None:
    """The value of `--lang`, `zh` or `en`, None where it was not given. Raises ConfigError."""
    return one_of("--lang", value, CHOICES["lang"])


def day(option: str, value: str | None) -> date | None:
    """A date such as 2026-01-31. Raises ConfigError."""
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        raise wrong("not-a-date", option=option, value=value) from None


def year(option: str, value: str | None) -> int | None:
    """A year of four digits. Raises ConfigError."""
    if value is None:
        return None
    if not (value.isascii() and value.isdecimal() and 2000 <= int(value) <= 2100):
        raise wrong("not-a-year", option=option, value=value)
    return int(value)


def whole(option: str, value: str) -> int:
    """A whole number, 0 or more. Raises ConfigError."""
    if not (value.isascii() and value.isdecimal()):
        raise wrong("not-a-number", option=option)
    return int(value)


def positive(option: str, value: str, least: float = 0) -> float:
    """A number above 0 and not below `least`. Raises ConfigError."""
    try:
        number = float(value)
    except ValueError:
        number = 0
    if not 0 < number < 1e9 or number < least:
        raise wrong("too-little", option=option, least=f"{least:g}" if least else "0.1")
    return number


def codes(values: Sequence[str] | None, names: Names) -> tuple[str, ...] | None:
    """Codes, prefixes or names between commas, None where the option was not given. Raises ConfigError."""
    if not values:
        return None
    words = tuple(word for value in values for word in value.replace("，", ",").replace(",", " ").split())
    for word in words:
        meant(word, names)
    return words


def files(paths: Sequence[str] | None, command: str, suffixes: Iterable[str], stdin_name: str) -> list[Target]:
    """The files meant by paths; `-` is standard input under the name given. Raises ConfigError where there is none."""
    if not paths:
        raise wrong("no-paths", command=command)
    found: list[Target] = []
    for path in paths:
        if path == "-":
            found.append(Target(stdin_name, sys.stdin.buffer.read()))
        else:
            found += targets([path], frozenset(suffixes))
    return list({target.inside or target.path: target for target in reversed(found)}.values())[::-1]


def output(reporter: Reporter, file: str | None) -> None:
    """A format that is no text goes into a file only. Raises ConfigError where none is named."""
    if reporter.binary and file is None:
        raise wrong("needs-output", format=reporter.name)


def baseline(path: str | None) -> str | None:
    """A baseline that has to exist and to be one. Raises ConfigError."""
    if path is not None:
        from gouji.baseline import load

        load(Path(path))
    return path


def config(path: str | None) -> Path | None:
    """A configuration file that has to exist. Raises ConfigError."""
    if path is not None and not Path(path).is_file():
        raise wrong("no-config", path=path)
    return None if path is None else Path(path)


def given(**values: Any) -> dict[str, Any]:
    """Settings that the command line gives, by their keys in configuration files."""
    return {key.replace("_", "-"): value for key, value in values.items() if value is not None}
