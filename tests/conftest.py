"""Rule pages as tests, and golden files; `--update-goldens` writes both anew."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import pages
import running
from gouji import plugins

# An example takes long on a busy machine, which says nothing of the code; tests of time measure CPU time themselves.
# Where a commit is judged, it is held against the same examples each time; elsewhere each run tries others.
settings.register_profile("gouji", deadline=None, derandomize=os.environ.get("GOUJI_TEST_EXAMPLES") == "same")
settings.load_profile("gouji")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write golden files and the findings of rule pages anew"
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.File | None:
    if file_path.parent == pages.RULES and file_path.suffix == ".md" and pages.NAME.fullmatch(file_path.stem):
        return RulePage.from_parent(parent, path=file_path)
    return None


class RulePage(pytest.File):
    """A page in tests/rules."""

    def collect(self) -> Iterator[pytest.Item]:
        for index, case in enumerate(pages.read(self.path).cases):
            yield RuleCase.from_parent(self, name=case.title, index=index, line=case.line)
            if case.fixed is not None:
                yield FixCase.from_parent(self, name=f"{case.title}, mended", index=index, line=case.line)


class RuleCase(pytest.Item):
    """One case of a page: its report gives exactly the findings it lists."""

    def __init__(self, *, index: int, line: int, **rest: Any) -> None:
        super().__init__(**rest)
        self.index, self.line = index, line

    def runtest(self) -> None:
        from checking import findings_of

        case = pages.read(self.path).cases[self.index]
        self.expect(case.expected, findings_of(case.report, case.options, case.beside), pages.with_answers)

    def expect(self, wanted: Sequence[str], found: list[str], write: Callable[[str, int, list[str]], str]) -> None:
        """Hold what was found against the page, or have it written there. Raises Unexpected."""
        if found == list(wanted):
            return
        if not self.config.getoption("--update-goldens"):
            raise Unexpected("\n".join(difflib.unified_diff(wanted, found, "page", "found", lineterm="", n=9)))
        text = write(self.path.read_text("utf-8"), self.index, found)
        self.path.write_text(text, encoding="utf-8", newline="\n")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, Unexpected | pages.PageError):
            return f"{self.path}:{self.line}\n{excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line - 1, f"{self.path.stem}: {self.name}"


class FixCase(RuleCase):
    """What fixes make of the report of a case: exactly what the page shows."""

    def runtest(self) -> None:
        from checking import mended

        case = pages.read(self.path).cases[self.index]
        assert case.fixed is not None
        changes = mended(case.report, case.options, unsafe=case.fixed.argument == "unsafe")
        self.expect(case.fixed.lines, changes, pages.with_fixed)


class Unexpected(Exception):
    """The findings of a case differ from the page."""


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of a name, or write it with --update-goldens."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{path} is missing; write it with --update-goldens"
        assert text == path.read_text("utf-8")

    return compare


@pytest.fixture
def gouji(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> running.Run:
    """Run gouji in this process, in a folder of its own, with the plugins loaded once."""
    monkeypatch.chdir(tmp_path)
    loaded = plugins.load()
    monkeypatch.setattr(plugins, "load", lambda **_: loaded)
    return running.runner(capsys)


HOSTILE = """
import os, time
from gouji.plugins import hookimpl
from gouji.readers import Reader, text

BEGINS = {b"HANG": "hang", b"EXIT": "exit", b"EAT!": "eat", b"FINE": "fine"}


def sniff(data, name):
    return data[:4] in BEGINS


def read(data, name):
    what = BEGINS[data[:4]]
    while what == "hang":
        time.sleep(0.01)
    if what == "exit":
        os._exit(9)
    if what == "eat":
        eaten = [bytes(1_000_000) for _ in range(100_000)]
    print("a reader that talks")
    return text.read(data[4:], name)


@hookimpl
def gouji_readers():
    return [Reader("hostile", (".odd",), sniff, read)]
"""


@pytest.fixture(scope="session")
def hostile_plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A distribution with a reader that does what files tell it to."""
    folder = tmp_path_factory.mktemp("plugin")
    (folder / "gouji_hostile.py").write_text(HOSTILE, encoding="utf-8")
    info = folder / "gouji_hostile-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gouji-hostile\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[gouji]\nhostile = gouji_hostile\n", encoding="utf-8")
    return folder
