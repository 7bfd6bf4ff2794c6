"""Patterns are compiled when they are first used, and are like any other then."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from gouji import patterns
from gouji.kept_patterns import KeptPatterns
from gouji.patterns import HAN, pattern

POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+")


def test_a_pattern_has_all_that_patterns_have() -> None:
    lazy, eager = pattern("(?P<year>[0-9]{4})年", re.IGNORECASE), re.compile("(?P<year>[0-9]{4})年", re.IGNORECASE)
    text = "2020年和2021年"
    assert lazy.pattern == eager.pattern
    assert (lazy.groups, lazy.groupindex, lazy.flags) == (eager.groups, eager.groupindex, eager.flags)
    assert lazy.findall(text) == eager.findall(text)
    assert lazy.sub("", text) == eager.sub("", text)
    assert [match.span() for match in lazy.finditer(text, 2)] == [match.span() for match in eager.finditer(text, 2)]
    assert lazy.match(text, 6, 8) == eager.match(text, 6, 8)


@pytest.mark.parametrize("root", ["lint", "rules", "plugins"])
def test_no_group_has_a_possessive_quantifier(root: str) -> None:
    # Before 3.11.5 Python loses matches of such groups; (?>(?:...)*) says the same and is read rightly.
    texts = {
        f"{path}: {node.value}"
        for path in (Path(__file__).parent.parent / root).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
        if POSSESSIVE_GROUP.search(str(node.value))
    }
    assert {text for text in texts if "&'()*+" not in text} == set()


def test_it_is_compiled_once_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_ = re.compile
    monkeypatch.setattr(patterns, "KEPT", KeptPatterns())
    monkeypatch.setattr(re, "compile", lambda source, flags: compiled.append(source) or compile_(source, flags))
    lazy = pattern("年报")
    assert (lazy.pattern, compiled) == ("年报", [])
    assert lazy.search("年报") and lazy.match("年报") and lazy.search("公报") is None
    assert compiled == ["年报"]


def test_bytes_and_faults() -> None:
    assert pattern(rb"\d+").findall(b"1 22") == [b"1", b"22"]
    with pytest.raises(re.error):
        pattern("(").search("")
    with pytest.raises(AttributeError):
        pattern("").nothing  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("市", True),
        ("〇", True),
        ("鿿", True),
        ("a", False),
        ("é", False),
        ("1", False),
        ("，", False),
        ("、", False),
        (" ", False),
        ("》", False),
    ],
)
def test_chinese_characters(text: str, is_one: bool) -> None:
    assert (re.fullmatch(HAN, text) is not None) == is_one


def compiles_on_import(path: Path) -> bool:
    body = ast.parse(path.read_text("utf-8")).body
    parts = (node for node in body if not isinstance(node, ast.FunctionDef | ast.ClassDef))
    return any(
        isinstance(each, ast.Attribute) and ast.unparse(each) == "re.compile"
        for part in parts
        for each in ast.walk(part)
    )


@pytest.mark.parametrize("root", ["lint/gouji", "rules/gouji_rules"])
def test_no_module_compiles_on_import(root: str) -> None:
    modules = sorted((Path(__file__).parents[1] / root).rglob("*.py"))
    assert modules
    assert [path.name for path in modules if compiles_on_import(path)] == []
