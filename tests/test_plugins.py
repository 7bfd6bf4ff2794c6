"""Plugins: the example runs; whatever does not load stops the run with one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pluggy
import pytest

import pages
from gouji import plugins
from gouji.entries import Entry, entries
from gouji.errors import PluginError
from gouji.hooks import hookimpl

ROOT = Path(__file__).parents[1]
IMPORTS = """
from gouji.findings import Words
from gouji.plugins import hookimpl
from gouji.readers import READERS
from gouji.reporters import REPORTERS
from gouji.rules import rule

@rule("XMP900", "info")
def never_found(report):
    '''无。
    Nothing.
    '''
    return ()
"""
HOOK = "@hookimpl\ndef gouji_rules():\n    return [never_found]\n"


def distribution(folder: Path, name: str, code: str, module: str = "", entry: str = "extra") -> None:
    """A distribution with one module and one entry point, as an installer would leave it."""
    module = module or name.replace("-", "_")
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[gouji]\n{entry} = {module}\n", encoding="utf-8")


def found(folder: Path) -> list[Entry]:
    return entries("gouji", [str(folder)])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("gouji_one", "gouji_two", "gouji_bad"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return tmp_path


def said(folder: Path) -> PluginError:
    with pytest.raises(PluginError) as raised:
        plugins.load(found(folder))
    assert "\n" not in raised.value.zh
    return raised.value


def test_readers_of_plugins_are_asked_before_those_of_the_engine():
    from gouji import builtin
    from gouji.readers import Reader

    class Own:
        @staticmethod
        @plugins.hookimpl
        def gouji_readers():
            return [Reader("own", (), lambda data, _name: data.startswith(b"{"), lambda data, name: None)]

    registry = plugins._registry({"gouji:builtin": builtin, "x:own": Own}, None)
    assert next(iter(registry.readers)) == "own"
    assert registry.readers.keys() - {"own"} == {reader.name for reader in builtin.gouji_readers()}


def test_the_official_pack_comes_through_its_entry_point() -> None:
    registry = plugins.load()
    assert {"STR101", "ARI301"} <= set(registry.rules)
    assert set(registry.origins.values()) >= {"gouji:official"}
    assert list(registry.rules) == sorted(registry.rules)
    assert set(registry.readers) >= {"text", "markdown", "html", "docx", "pdf"}
    assert set(registry.reporters) >= {"text", "concise", "grouped", "json", "jsonl"}
    assert list(registry.editions) == ["2008", "2014", "2019", "2021"]


def test_the_mark_is_that_of_pluggy(folder: Path) -> None:
    def gouji_rules() -> tuple[()]:
        return ()

    ours = hookimpl(gouji_rules).gouji_impl  # type: ignore[attr-defined]
    del gouji_rules.gouji_impl  # type: ignore[attr-defined]
    assert pluggy.HookimplMarker("gouji")(gouji_rules).gouji_impl == ours  # type: ignore[attr-defined]
    code = IMPORTS.replace(
        "from gouji.plugins import hookimpl", "import pluggy\nhookimpl = pluggy.HookimplMarker('gouji')"
    )
    distribution(folder, "gouji-one", code + HOOK)
    assert set(plugins.load(found(folder)).rules) == {"XMP900"}


def test_pluggy_refuses_an_implementation_with_other_arguments(folder: Path) -> None:
    distribution(folder, "gouji-bad", IMPORTS + HOOK.replace("gouji_rules()", "gouji_rules(report)"))
    assert "PluginValidationError" in said(folder).zh


def test_two_distributions_may_use_one_entry_point_name(folder: Path) -> None:
    distribution(folder, "gouji-one", IMPORTS + HOOK)
    distribution(
        folder,
        "gouji-two",
        IMPORTS.replace("XMP900", "XMP901").replace("never_found", "found_never")
        + HOOK.replace("never_found", "found_never"),
    )
    registry = plugins.load(found(folder))
    assert registry.origins == {"XMP900": "gouji-one:extra", "XMP901": "gouji-two:extra"}


def test_no_plugin_at_all() -> None:
    with pytest.raises(PluginError, match="pip install -e"):
        plugins.load([])


def test_a_code_twice_names_both_plugins(folder: Path) -> None:
    distribution(folder, "gouji-one", IMPORTS + HOOK)
    distribution(folder, "gouji-two", IMPORTS + HOOK)
    error = said(folder)
    assert "XMP900" in error.zh
    assert "gouji-one:extra" in error.zh
    assert "pip uninstall gouji-two" in error.zh


@pytest.mark.parametrize(
    ("code", "words"),
    [
        pytest.param("import gouji_no_such_module\n", "无法导入.*ModuleNotFoundError", id="missing module"),
        pytest.param("1 / 0\n", "无法导入.*ZeroDivisionError", id="crash on import"),
        pytest.param("def (\n", "无法导入.*SyntaxError", id="syntax"),
        pytest.param(
            IMPORTS + HOOK.replace("gouji_rules", "gouji_rulez"), "gouji_rulez.*gouji_rules", id="misspelt hook"
        ),
        pytest.param(
            IMPORTS + HOOK.replace("gouji_rules", "rules"), "没有名为 rules 的钩子", id="hook of another name"
        ),
        pytest.param(IMPORTS + HOOK.replace("@hookimpl\n", ""), "hookimpl", id="no hook"),
        pytest.param(IMPORTS + HOOK.replace("()", "(config)"), "无法导入.*config", id="wrong arguments"),
        pytest.param(
            IMPORTS + HOOK.replace("[never_found]", "1 / 0"),
            "gouji_rules 出错.*ZeroDivisionError",
            id="crash in a hook",
        ),
        pytest.param(IMPORTS + HOOK.replace("[never_found]", "['XMP900']"), "不是 Rule", id="not a rule"),
        pytest.param(IMPORTS.replace("XMP900", "x-1") + HOOK, "x-1", id="shape of a code"),
        pytest.param(IMPORTS.replace('"info"', '"info", needs=("XMP1",)') + HOOK, "XMP1", id="unknown need"),
        pytest.param(IMPORTS.replace("    Nothing.\n", "") + HOOK, "文档字符串", id="docstring"),
        pytest.param(
            IMPORTS + "@hookimpl\ndef gouji_readers():\n    return READERS[:1]\n", "pdf.*重复", id="reader twice"
        ),
        pytest.param(
            IMPORTS + "@hookimpl\ndef gouji_reporters():\n    return REPORTERS[:1]\n", "text.*重复", id="reporter twice"
        ),
    ],
)
def test_what_does_not_load_is_refused(folder: Path, code: str, words: str) -> None:
    distribution(folder, "gouji-bad", code)
    error = said(folder)
    assert "gouji-bad:extra" in error.zh
    with pytest.raises(PluginError, match=words):
        raise error


def test_a_name_twice_is_refused(folder: Path) -> None:
    second = (
        IMPORTS.replace("XMP900", "XMP901")
        .replace("def never_found", "def second")
        .replace('"info"', '"info", name="never-found"')
    )
    distribution(folder, "gouji-bad", IMPORTS + second + HOOK.replace("[never_found]", "[never_found, second]"))
    assert "never-found" in said(folder).zh


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Gouji beside the plugins in a folder."""
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); from gouji.cli import app; app({list(arguments)!r})"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_broken_plugin_ends_the_run_with_one_line(tmp_path: Path) -> None:
    distribution(tmp_path, "gouji-bad", "import gouji_no_such_module\n")
    done = run(tmp_path, "check", str(pages.BASES / "2021.md"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "gouji-bad:extra" in done.stderr


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example plugin, installed into a folder of its own."""
    target = tmp_path_factory.mktemp("site")
    source = ROOT / "examples" / "plugin"
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    command += ["--disable-pip-version-check", "--target", str(target), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return target


def test_the_example_finds_its_fault(example: Path, tmp_path: Path) -> None:
    base = (pages.BASES / "2021.md").read_text("utf-8")
    start, end = base.index("一、总体情况\n"), base.index("## 二、")
    faulty = tmp_path / "a.md"
    faulty.write_text(f"{base[:start]}一、总体情况\n\n我局全面公开政府信息。\n\n{base[end:]}", encoding="utf-8")
    done = run(example, "check", "--select", "XMP", "--format", "concise", str(faulty))
    assert "警告 XMP101 「总体情况」没有写任何数量" in done.stdout
    assert done.returncode == 0
    clean = run(example, "check", "--select", "XMP", "--format", "concise", str(pages.BASES / "2021.md"))
    assert "XMP101" not in clean.stdout
    assert clean.returncode == 0


def test_the_example_is_listed_and_explained(example: Path) -> None:
    assert "XMP101" in run(example, "rules").stdout
    assert "云岭省" in run(example, "explain", "overview-without-figures").stdout
