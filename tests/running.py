"""Runs of gouji in the process of the tests."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike, fspath
from typing import NamedTuple

import pytest

from gouji.cli.process import run


class Done(NamedTuple):
    """What came of a run: exit status, standard output, standard error."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs gouji with arguments."""

    def gouji(*arguments: str | PathLike[str]) -> Done:
        try:
            status = run([fspath(argument) for argument in arguments])
        except SystemExit as left:
            status = int(left.code or 0)
        out, err = capsys.readouterr()
        return Done(status, out, err)

    return gouji
