"""What gouji says beside the rules, in both languages."""

from __future__ import annotations

from string import Formatter

import pytest

from checking import CHINESE_MARK, QUOTED
from gouji.phrases import PHRASES

ONE_LANGUAGE = {"s", "month", "name"}
"""What one language has alone: the ending of a plural, months as numbers or by their names."""


def figures(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("id", PHRASES)
def test_both_languages_say_the_same(id: str) -> None:
    said = PHRASES[id]
    assert said.zh.strip() and said.en.strip()
    assert figures(said.en) ^ figures(said.zh) <= ONE_LANGUAGE
    assert not CHINESE_MARK.search(QUOTED.sub("", said.en))
