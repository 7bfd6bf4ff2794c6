"""What went wrong with files, told on standard error while their results go by."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator

from gouji.cli.excuses import Excuses
from gouji.cli.terminal import Terminal
from gouji.phrases import phrase
from gouji.results import Result, Tally

_TIDY = 50
"""After so many files memory is tidied up."""


def watched(results: Iterable[Result], tally: Tally, excuses: Excuses, terminal: Terminal) -> Iterator[Result]:
    """The results, counted, with their errors and defects told on standard error; a defect is told once."""
    told: dict[tuple[str, ...], int] = {}
    passed = 0
    for result in _tidied(results):
        if result.passed:
            passed += 1
            continue
        tally.add(result)
        excuses.add(result)
        for key, lines in troubles(result, terminal):
            told[key] = told.get(key, 0) + 1
            for line in lines if told[key] == 1 else ():
                terminal.tell(line)
        yield result
    again = sum(count - 1 for key, count in told.items() if key[0] == "defect")
    if again:
        terminal.say("again", count=again)
    if passed:
        terminal.say("passed", count=passed)


def _tidied(results: Iterable[Result]) -> Iterator[Result]:
    """The results, with memory tidied up now and then.

    Python keeps up to 2,000 tuples of each size that are gone, and only a whole search for garbage gives them back.
    Modules, rules and editions, which stay to the end, are searched once.
    """
    try:
        for number, result in enumerate(results, 1):
            if number % _TIDY == 0:
                gc.collect()
            if number == _TIDY:
                gc.freeze()
            yield result
    finally:
        gc.unfreeze()


def troubles(result: Result, terminal: Terminal) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """What went wrong with a file, each with what makes it the same as another: lines for standard error."""
    language = terminal.language
    if result.error is not None and not result.defects:
        said = result.error.of(language)
        yield ("error", result.blamed, said), [trouble(result.blamed, said, language)]
    for notice in result.notices:
        yield ("notice", result.path, notice.zh), [notice.of(language)]
    for defect in result.defects:
        said = phrase(
            "defect" if defect.code else "crash",
            language,
            code=defect.code,
            exception=defect.exception,
            file=defect.file,
        )
        lines = [trouble(result.path, said, language)]
        yield ("defect", defect.code, defect.exception), [defect.traceback, *lines] if terminal.debug else lines


def trouble(blamed: str, said: str, language: str) -> str:
    """The line on an error with a file, which it names once."""
    line = " ".join(said.split())
    for mark in (":", "："):
        line = line.removeprefix(f"{blamed}{mark}").strip()
    return f"{blamed or 'gouji'}: {phrase('failed', language)}: {line}"
