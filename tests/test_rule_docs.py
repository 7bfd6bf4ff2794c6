"""Pages of rules in one language, and that docs/rules is what the command writes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gouji_rules
import pages
from checking import registry
from gouji.cli.catalogue import page
from gouji.cli.rule_docs import files
from gouji.cli.rule_pages import in_language

DOCS = Path(__file__).parent.parent / "docs"
HOME = Path(gouji_rules.__file__).parent
OFFICIAL = [rule for rule in registry().rules.values() if HOME in Path(rule.file).parents]
HAN = re.compile("[\u4e00-\u9fff]")

PAGE = """\
# XMP001 example

查一件事。

Checks 一件事 of a report.

## 为什么 · Why

说明。

Because.

## 例 · Examples

### 原样 · as it is

```diff 2021
```

```findings
```

### 改了 · changed

```diff 2021
-{same}甲{same}
+{same}乙{same}
```

```findings
```
"""


def test_page_in_one_language() -> None:
    said = in_language(PAGE.replace("{same}", ""), "en")
    assert said == (
        "# XMP001 example\n\nChecks 一件事 of a report.\n\n## Why\n\nBecause.\n\n## Examples\n\n### Changed\n\n"
        "```diff\n-甲\n+乙\n```\n\nno findings\n"
    )
    assert "## 为什么\n\n说明。\n\n## 例\n\n### 改了\n" in in_language(PAGE.replace("{same}", ""), "zh")


def test_long_lines_are_cut_round_the_change() -> None:
    said = in_language(PAGE.replace("{same}", "同" * 90), "zh")
    assert f"\n-…{'同' * 20}甲{'同' * 20}…\n+…{'同' * 20}乙{'同' * 20}…\n" in said


def test_what_stands_in_one_language_only_stays() -> None:
    assert in_language("# A001 b\n\n## 为什么 · Why\n\n只有中文。\n", "en") == "# A001 b\n\n## Why\n\n只有中文。\n"


@pytest.mark.parametrize("rule", OFFICIAL, ids=lambda rule: rule.code)
def test_page_has_both_languages(rule) -> None:  # type: ignore[no-untyped-def]
    for language, mostly in (("zh", True), ("en", False)):
        text = in_language(page(rule), language)
        what, why, law, *_ = re.split(r"^## .*$", re.sub(r"\A#.*\n", "", text), flags=re.MULTILINE)
        for passage in (what, why, law):
            letters, han = len(re.findall("[A-Za-z]", passage)), len(HAN.findall(passage))
            assert letters + han > 5
            assert (han >= letters) is mostly, passage


@pytest.mark.parametrize("rule", OFFICIAL, ids=lambda rule: rule.code)
def test_page_shows_a_report_and_its_findings(rule) -> None:  # type: ignore[no-untyped-def]
    text = in_language(page(rule), "zh")
    told = re.search(rf"^```findings\n(?:.*\n)*?.* {rule.code} ", text, re.MULTILINE)
    if rule.code not in ("EXT007", "EXT008"):  # seen in scans and Word files only
        assert told
        assert re.search(r"^```diff\n(?:.*\n)*?[-+].|整份年报：", text, re.MULTILINE)


def test_docs_are_what_the_command_writes() -> None:
    wanted = files(OFFICIAL, page)
    there = {path.name: path.read_text("utf-8") for path in (DOCS / "rules").glob("*.md")}
    assert sorted(there) == sorted(wanted)
    changed = [name for name in wanted if there[name] != wanted[name]]
    assert changed == [], "write them anew: gouji rules --docs docs/rules"


def test_command_writes_docs(gouji, tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert gouji("rules", "--docs", tmp_path / "a" / "b", "--select", "ARI30").status == 0
    assert len(list((tmp_path / "a" / "b").iterdir())) == 2 + 2 * 6
    (tmp_path / "file").write_text("")
    done = gouji("rules", "--docs", tmp_path / "file")
    assert (done.status, done.out) == (2, "")
    assert "file" in done.err


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


def test_pages_are_those_of_rules() -> None:
    assert {rule.code for rule in OFFICIAL} == {path.stem for path in pages.paths()}


def test_an_example_shows_no_more_than_the_first_of_many_lines_and_of_many_reports() -> None:
    table = "\n".join(f"-| {number} |" for number in range(40))
    peers = "\n\n".join(f"```peer\n# {number}\n```" for number in range(5))
    shown = in_language(f"# A1 b\n\n## 例 · example\n\n{peers}\n\n```diff\n{table}\n+x\n```\n", "zh")
    assert shown.count("-| ") == 6
    assert "另有 34 行" in shown
    assert "+x" in shown
    assert shown.count("一起比较的年报：\n\n```text\n# 0\n```") == 1
    assert "另有 4 份" in shown


def test_what_an_example_has_beside_the_report_is_said_in_words() -> None:
    shown = in_language(
        "# A1 b\n\n## 例 · example\n\n```previous 2021\n```\n\n```below 2022\n-a\n+b\n```\n\n```options\ntoday=2022-01-10\n```\n\n```diff\n-a\n+b\n```\n",
        "zh",
    )
    assert "上一年度的年报：2021 年的样例，没有改动。" in shown
    assert "下级机关的年报：2022 年的样例，改动如下。\n\n```diff\n-a\n+b\n```" in shown
    assert "检查时的选项：\n\n```text\ntoday=2022-01-10\n```" in shown
