"""What a passage says when it says nothing."""

from __future__ import annotations

import pytest

from gouji_rules.wording import is_template, says_nothing


@pytest.mark.parametrize("text", ["", " \n", "无", "无。", "(文字描述)", "(文字描述,收取信息处理费情况在此处报告。)"])
def test_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["本年度未收取信息处理费。", "(文字描述)之外另附说明", "无偿提供信息12条。"])
def test_says_something(text: str) -> None:
    assert not says_nothing(text)
    assert not is_template(text)
