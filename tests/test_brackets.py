"""The tree of brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.grammar.brackets import Group, groups, nested

_MARKS = st.text("QIC,;", max_size=6)
_TREES = st.recursive(
    _MARKS, lambda inner: st.lists(st.one_of(_MARKS, inner.map(lambda one: f"({one})")), max_size=4).map("".join)
)


def written(group: Group, length: int) -> str:
    """The marks of a tree, each at its offset."""
    marks = [""] * length
    for mark, offset in zip(group.text, group.offsets, strict=True):
        marks[offset] = mark
    for inner in group.inner:
        marks[inner.at] = "("
        for offset, mark in enumerate(written(inner, length)):
            marks[offset] = mark if mark != " " else marks[offset]
    return "".join(mark or " " for mark in marks)


@given(_TREES)
def test_the_expression_agrees_with_the_grammar(marks: str) -> None:
    assert groups(marks) == nested(marks)


@given(_TREES)
def test_no_mark_is_lost(marks: str) -> None:
    tree = groups(marks)
    assert tree is not None
    assert written(tree, len(marks)) == marks.replace(")", " ")


@pytest.mark.parametrize("marks", ["(", ")", "Q)(", "Q((Q)", "Q(Q))", "(" * 40 + ")" * 40])
def test_what_has_no_tree(marks: str) -> None:
    assert groups(marks) is None
