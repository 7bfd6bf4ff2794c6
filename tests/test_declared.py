"""Rules that packs declare: what each kind finds, which faults are told, and how configuration brings packs in."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from checking import registry
from gouji import recognition
from gouji import runner as running
from gouji.errors import PackError
from gouji.options import Options
from gouji.packs import expressions
from gouji.packs.schema import json_schema
from gouji.readers import read
from gouji.report import Report
from running import Run, runner

EXAMPLES = Path(__file__).parent.parent / "examples"
HEAD = 'extends = ["2021"]\n'


@pytest.fixture
def gouji(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


def row(check: str, *lines: str, code: str = "HUA101", name: str = "fault") -> str:
    said = 'summary = { zh = "有误。", en = "A fault." }'
    return "\n".join(["[[rules]]", f'code = "{code}"', f'name = "{name}"', f'check = "{check}"', said, *lines, ""])


def pack(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "pack.toml"
    path.write_text(head + "\n" + "\n".join(rows), "utf-8")
    return path


def findings(path: Path, text: str, **options: object) -> list[str]:
    known = registry().with_packs((path,))
    document = read(text.encode(), "a.md", known.readers.values())
    report: Report = recognition.recognise(document, known.editions, Options(**options))
    rules = [rule for rule in known.rules.values() if rule.origin]
    outcome = running.run_rules(report, running.in_order(tuple(rules)))
    assert not outcome.defects
    gaps = [f"gap {code} {reason.zh}" for code, reason in outcome.gaps]
    return [f"{each.place.line} {each.code} {each.severity} {each.message.zh}" for each in outcome.findings] + gaps


CLEAN = (EXAMPLES / "2021-clean.md").read_text("utf-8")
SERVED = 'words = ["收费通知"]'
NEW = 'form = "applications"\nrows = ["new"]\ncolumns = ["total"]'
KINDS = [
    ("required-section", 'section = "other"', []),
    ("forbidden-wording", SERVED, ["95 HUA101 warning 有误：「收费通知」"]),
    ("forbidden-wording", SERVED + '\nsections = ["problems"]', []),
    ("forbidden-wording", SERVED + '\nplaces = "headings"', []),
    ("forbidden-wording", SERVED + '\ninstead = "缴费通知"', ["95 HUA101 warning 有误：「收费通知」应为「缴费通知」"]),
    ("forbidden-wording", SERVED + "\nyears = [2022]", []),
    (
        "forbidden-wording",
        SERVED + '\nyears = [2020, 2021]\nkinds = ["department"]',
        ["95 HUA101 warning 有误：「收费通知」"],
    ),
    ("forbidden-wording", SERVED + '\nkinds = ["township"]', []),
    ("forbidden-wording", "pattern = '发出.{0,4}通知'", ["95 HUA101 warning 有误：「发出收费通知」"]),
    ("forbidden-wording", "pattern = '（下文简称.{2,4}）'", ["3 HUA101 warning 有误：「（下文简称《条例》）」"]),
    ("forbidden-wording", 'words = ["总计"]', []),
    ("forbidden-wording", 'words = ["行政处罚"]\nplaces = "all"\nsections = ["disclosure"]', 1),
    ("required-wording", SERVED + '\nsections = ["other"]', []),
    ("required-wording", 'words = ["听证", "收费通知"]\nsections = ["other"]', []),
    ("required-wording", 'words = ["行政赔偿", "听证"]\nsections = ["other"]', ["93 HUA101 warning 有误"]),
    ("required-wording", 'words = ["行政赔偿"]', ["1 HUA101 warning 有误"]),
    ("bounds", NEW + "\nmost = 16\nleast = 16", []),
    (
        "bounds",
        NEW + "\nmost = 15",
        ["53 HUA101 warning 有误：「一、本年新收政府信息公开申请数量/总计」为 16，不应大于 15"],
    ),
    (
        "bounds",
        NEW + "\nleast = 17",
        ["53 HUA101 warning 有误：「一、本年新收政府信息公开申请数量/总计」为 16，不应小于 17"],
    ),
    ("bounds", 'form = "applications"\nrows = ["new"]\nleast = 1', 3),
    ("identity", 'form = "applications"\nformulas = ["new:total <= 16"]', []),
    (
        "identity",
        'form = "applications"\nformulas = ["new:total <= 15"]\nmessage = { zh = "不应过多", en = "too many" }',
        ["53 HUA101 warning 不应过多：「一、本年新收政府信息公开申请数量/总计」16"],
    ),
    ("required-form", 'form = "fees"\nrows = ["fees"]', []),
    ("deadline", "month = 1\nday = 20", []),
    ("deadline", "month = 1\nday = 19", ["99 HUA101 warning 有误：落款日期2022年1月20日晚于2022年1月19日"]),
    ("required-citation", 'law = "regulation-2019"', []),
    ("required-citation", 'law = "format-notice-2019"', 1),
    ("required-citation", 'names = ["云政公开办〔2019〕7号"]', 1),
    ("outdated-citation", 'names = ["国办公开办函〔2019〕60号"]', []),
    ("outdated-citation", 'names = ["国办公开办函〔2021〕30号"]\nyears = [2021]', 1),
    ("outdated-citation", 'names = ["国办公开办函〔2021〕30号"]\nyears = [2022]', []),
]


@pytest.mark.parametrize(("check", "lines", "expected"), KINDS)
def test_what_a_kind_of_rule_finds(tmp_path, check, lines, expected):
    found = findings(pack(tmp_path, row(check, lines)), CLEAN)
    assert (len(found) if isinstance(expected, int) else found) == expected


def without(text: str, start: str, end: str) -> str:
    head, _, rest = text.partition(start)
    return head + end + rest.partition(end)[2]


CHANGED = [
    (
        "required-section",
        'section = "other"',
        without(CLEAN, "## 六、", "青禾市水务局\n"),
        "有误：缺少「其他需要报告的事项」部分",
    ),
    (
        "required-form",
        'form = "fees"\nrows = ["fees"]',
        without(CLEAN, "| 第二十条第（八）项 |", "\n## 三、"),
        "有误：缺少「行政事业性收费情况」",
    ),
    (
        "required-form",
        'form = "enforcement"\nrows = ["penalties"]',
        re.sub(r"\| 行政处罚 \|.*\n", "", CLEAN),
        "有误：表中缺少「行政处罚」",
    ),
    (
        "outdated-citation",
        'names = ["国办公开办函〔2019〕60号"]',
        CLEAN.replace("国办公开办函〔2021〕30号", "国办公开办函[2019]60号"),
        "有误：「国办公开办函[2019]60号」",
    ),
    (
        "outdated-citation",
        'names = ["国办公开办函〔2019〕60号"]',
        CLEAN.replace("2021年，我局认真", "国办公开办函〔2019〕60号已经停止执行。2021年，我局认真"),
        None,
    ),
    (
        "forbidden-wording",
        SERVED,
        CLEAN.replace("收费通知，", "收费通知，也没有收费通知，"),
        "有误：「收费通知」（共2处）",
    ),
    (
        "bounds",
        NEW + "\nmost = 9",
        CLEAN.replace("| 12 | 3 |", "| １２ | 3 |"),
        "有误：「一、本年新收政府信息公开申请数量/总计」为 16，不应大于 9",
    ),
]


def test_a_form_that_is_not_read_for_certain_is_not_said_to_be_missing(tmp_path):
    text = CLEAN.replace("| 行政事业性收费 |", "| 附注 |")
    found = findings(pack(tmp_path, row("required-form", 'form = "fees"\nrows = ["fees"]')), text)
    assert found == ["gap HUA101 「行政事业性收费情况」读不出"]


@pytest.mark.parametrize(("check", "lines", "text", "message"), CHANGED)
def test_what_a_kind_of_rule_finds_in_a_changed_report(tmp_path, check, lines, text, message):
    assert text != CLEAN
    found = findings(pack(tmp_path, row(check, lines)), text)
    assert [each.split(" ", 3)[3] for each in found] == ([message] if message else [])


def test_what_cannot_be_read_is_not_assessed(tmp_path):
    picture = (EXAMPLES / "2021-table-as-picture.html").read_text("utf-8")
    known = registry().with_packs((pack(tmp_path, row("bounds", NEW + "\nmost = 1")),))
    document = read(picture.encode(), "a.html", known.readers.values())
    report = recognition.recognise(document, known.editions, Options())
    outcome = running.run_rules(report, [known.rules["HUA101"]])
    assert outcome.findings == []
    assert [code for code, _ in outcome.gaps] == ["HUA101"]


FAULTS = [
    (row("forbidden-wording", 'word = ["a"]'), ["rules[HUA101].word: 没有此键，是否指「words」？", "words 和 pattern"]),
    (row("forbidden-wording", 'words = ["a"]\npattern = "a"'), ["words 和 pattern 应有且只有一个"]),
    (row("forbidden-wording", "pattern = '(a+)+b'"), ["rules[HUA101].pattern: 重复须有上限"]),
    (row("forbidden-wording", "pattern = '信息(?:公.?开?|平.{0,9}台){0,20}x'"), ["试法"]),
    (row("forbidden-wording", 'words = ["a"]\nplaces = "heading"'), ["不能是「heading」，是否指「headings」？"]),
    (row("forbidden-wording", 'words = "a"'), ["应为数组"]),
    (row("deadline").replace('"deadline"', "[{}]"), ["rules[HUA101].check: 不能是"]),
    (row("forbidden-words", 'words = ["a"]'), ["不能是「forbidden-words」，是否指「forbidden-wording」？"]),
    (row("bounds", 'form = "fee"\nmost = 1'), ["没有表「fee」，是否指「fees」？"]),
    (row("bounds", 'form = "applications"\nrows = ["nw"]\nmost = "1"'), ["没有行「nw」", "rules[HUA101].most: 应为数"]),
    (row("bounds", 'form = "fees"'), ["least 和 most 至少写一个"]),
    (
        row("required-wording", 'words = ["a"]\nsections = ["总体情况"]'),
        ["sections: 第 1 项 应为英文代号，如 overview"],
    ),
    (row("deadline", "month = 13\nday = 20"), ["month: 应不大于 12"]),
    (row("deadline", "month = 1\nday = 20", name="Late report"), ["name: 应为小写英文，词间用连字符"]),
    (row("deadlines", "month = 1\nday = 20", code="HUA1"), ["是否指「deadline」？", "code: 应为二至八个大写字母"]),
    (
        '[[forms]]\nid = "fees"\nrows = [{ id = "more", label = "甲", after = "fee" }]\n',
        ["rows[more].after: 没有「fee」，是否指「fees」？"],
    ),
    ('[[labels]]\nform = "fees"\nrow = "fee"\nvariants = ["甲"]\n', ["row: 表中没有「fee」，是否指「fees」？"]),
    (row("required-section", 'section = "othr"'), ["没有章节「othr」，是否指「other」？"]),
    (row("required-citation", 'law = "regulation-209"'), ["没有文件「regulation-209」，是否指「regulation-2019」？"]),
    (row("deadline", "month = 2\nday = 20", code="ARI901"), ["「ARI」是 gouji 自己的代码字母"]),
    (row("deadline", "month = 13\nday = 20"), ["rules[HUA101].month"]),
    (row("deadline", "month = 2\nday = 2", name="section-missing"), ["名称「section-missing」已有规则使用"]),
    (row("deadline", "month = 2\nday = 2\neditions = ['2022']"), ["没有版式「2022」"]),
    (row("deadline", "month = 2\nday = 2").replace("有误。", "有误"), ["zh 应以「。」结尾"]),
    (row("identity", 'form = "fees"\nformulas = ["a = b"]'), ["rules[HUA101].formulas: 公式「a = b」"]),
    (row("deadline", "month = 2\nday = 2") * 2, ["代码「HUA101」已有规则使用", "名称「fault」已有规则使用"]),
    ('[[forms]]\nid = "fees"\n[[forms.identities]]\ncode = "HUA9"\n', ["code"]),
]


@pytest.mark.parametrize(("rows", "said"), FAULTS)
def test_faults_are_told_with_file_and_line_and_nearest_word(tmp_path, gouji, rows, said):
    path = pack(tmp_path, rows)
    done = gouji("rules", "--check-pack", path)
    assert (done.status, done.out) == (2, "")
    for words in said:
        assert words in done.err
    for line in done.err.splitlines():
        assert re.match(re.escape(str(path)) + r":\d+: ", line), line
    with pytest.raises(PackError):
        _ = registry().with_packs((path,)).rules


def test_an_identity_whose_code_no_rule_has_is_a_fault(tmp_path, gouji):
    text = '[[forms]]\nid = "fees"\n[[forms.identities]]\ncode = "HUA900"\nformula = "fees >= 0"\n'
    path = pack(tmp_path, text + 'message = { zh = "甲", en = "a" }\n')
    assert "没有规则「HUA900」" in gouji("rules", "--check-pack", path).err
    with pytest.raises(PackError):
        _ = registry().with_packs((path,)).rules


def test_faults_of_all_files_are_told_at_once(tmp_path, gouji):
    first = pack(
        tmp_path, row("bounds", 'form = "fee"\nrows = ["a"]\nmost = "1"'), row("deadlin", code="HUA102", name="b")
    )
    second = tmp_path / "second.toml"
    second.write_text("extends = 3\n[[rules]\n", "utf-8")
    done = gouji("rules", "--check-pack", first, second, "--lang", "en")
    assert done.status == 2
    assert [line.split(": ")[0].rpartition(":")[2] for line in done.err.splitlines()] == ["8", "10", "15", "2"]


def test_a_sound_pack_is_told_what_it_adds(tmp_path, gouji):
    path = pack(tmp_path, row("deadline", "month = 2\nday = 20"))
    done = gouji("rules", "--check-pack", path, "--lang", "en")
    assert done == (0, f"{path}: no faults; for 2021: rules: 1\n  HUA101  warning  fault  A fault.\n", "")
    assert gouji("rules", path).status == 2
    assert gouji("rules", "--check-pack").status == 2


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("信息.{0,40}处理费", True),
        ("第[一二三四五六七八九十]{1,4}条", True),
        (r"(?<!不)收取\d{1,9}元", True),
        ("甲*", False),
        ("甲+乙", False),
        ("(?:甲|甲甲){1,30}乙", False),
        (r"(甲)\1", False),
        (r"\b甲", False),
        ("甲?", False),
        ("甲{0,20}乙{0,20}丙{0,20}", False),
        ("甲" * 2000, False),
        ("[甲", False),
    ],
)
def test_only_expressions_of_bounded_time_are_allowed(text, allowed):
    assert (expressions.refusal(text) is None) is allowed


def test_the_dearest_expression_takes_a_moment_on_the_text_that_suits_it_least():
    text = "信.{0,9}信.{0,9}信.{0,9}息"
    assert expressions.refusal(text) is None
    began = time.perf_counter()
    assert re.search(text, "信" * 20_000) is None
    assert time.perf_counter() - began < 5


def test_endless_repeats_within_each_other_are_refused_for_titles_too():
    assert expressions.nested("(?:甲+)+") is not None
    assert expressions.nested("甲.*乙.*") is None


def test_full_width_marks_of_an_expression_stand_for_themselves():
    assert re.search(expressions.folded("（[^）]{1,9}）"), "甲(乙)")


def test_packs_of_the_configuration_hold_for_the_files_below_it(tmp_path, gouji):
    folder = tmp_path / "省"
    (folder / "规则").mkdir(parents=True)
    pack(folder / "规则", row("forbidden-wording", SERVED))
    (folder / "gouji.toml").write_text('packs = ["规则"]\n[severity]\nHUA101 = "error"\n', "utf-8")
    (folder / "规则" / "gouji.toml").write_text("ignore = []\n", "utf-8")  # a configuration among packs is none
    assert gouji("rules", "--check-pack", folder / "规则").status == 0
    for path in (folder / "a.md", tmp_path / "b.md"):
        path.write_text(CLEAN, "utf-8")
    done = gouji("check", folder / "a.md", tmp_path / "b.md", "--format", "concise", "--today", "2026-06-30", "--quiet")
    assert done.status == 1
    assert [line.split(" ")[1:3] for line in done.out.splitlines()] == [["HUA101", "error"]] or "HUA101" in done.out
    assert done.out.count("HUA101") == 1
    only = gouji(
        "check", folder / "a.md", tmp_path / "b.md", "--select", "HUA", "--format", "json", "--today", "2026-06-30"
    )
    codes = [[each["code"] for each in one["findings"]] for one in json.loads(only.out)["reports"]]
    assert codes == [["HUA101"], []]
    assert gouji("check", tmp_path / "b.md", "--select", "HUA").status == 2
    sarif = json.loads(gouji("check", folder / "a.md", "--format", "sarif", "--select", "HUA101").out)["runs"][0]
    (entry,) = [each for each in sarif["tool"]["driver"]["rules"] if each["id"] == "HUA101"]
    assert "收费通知" in entry["help"]["markdown"]
    assert sarif["results"][0]["ruleId"] == "HUA101"


def test_packs_hold_in_other_processes_too(tmp_path, gouji):
    pack(tmp_path, row("forbidden-wording", SERVED))
    (tmp_path / "gouji.toml").write_text('packs = ["pack.toml"]\n', "utf-8")
    for number in range(4):
        (tmp_path / f"{number}.md").write_text(CLEAN, "utf-8")
    given = ("check", tmp_path, "--select", "HUA", "--format", "concise", "--today", "2026-06-30")
    assert gouji(*given, "--jobs", "2") == gouji(*given, "--jobs", "1")
    assert gouji(*given, "--jobs", "2").out.count("HUA101") == 4


def test_commands_about_no_file_know_the_packs_of_the_working_folder(tmp_path, gouji, monkeypatch):
    pack(tmp_path, row("forbidden-wording", SERVED, 'basis = ["本省办法"]'))
    (tmp_path / "gouji.toml").write_text('packs = "pack.toml"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert "HUA101" in gouji("rules", "--select", "HUA").out
    page = gouji("explain", "fault", "--format", "markdown").out
    assert page.startswith("# HUA101 fault\n\n警告 · 版式 2021\n\n有误。\n\n## 查什么\n\n不应出现的文字。\n\n```toml\n")
    assert 'words = ["收费通知"]' in page
    assert "改为" not in page
    assert "本省办法" in page
    assert "pack.toml" in gouji("config").out
    assert json.loads(gouji("explain", "HUA101", "--format", "json").out)["file"].endswith("pack.toml")


def test_a_suppression_excuses_a_declared_rule(tmp_path, gouji):
    pack(tmp_path, row("forbidden-wording", SERVED))
    (tmp_path / "gouji.toml").write_text(
        'packs = ["pack.toml"]\n[[suppress]]\ncode = "HUA101"\nreason = "已报备"\n', "utf-8"
    )
    (tmp_path / "a.md").write_text(CLEAN, "utf-8")
    done = gouji("check", tmp_path / "a.md", "--select", "HUA", "--format", "json", "--today", "2026-06-30")
    (found,) = json.loads(done.out)["reports"][0]["findings"]
    assert found["suppressed"] == "已报备"


def test_a_pack_that_is_not_there_and_one_with_a_fault_end_the_run(tmp_path, gouji):
    (tmp_path / "gouji.toml").write_text('packs = ["none.toml"]\n', "utf-8")
    (tmp_path / "a.md").write_text(CLEAN, "utf-8")
    done = gouji("check", tmp_path / "a.md")
    assert done.status == 2
    assert "gouji.toml:1: 没有规则包「none.toml」" in done.err
    pack(tmp_path, row("bounds", 'form = "fee"\nmost = 1'))
    (tmp_path / "gouji.toml").write_text('packs = ["pack.toml"]\n', "utf-8")
    done = gouji("check", tmp_path / "a.md")
    assert done.status == 2
    assert "没有表「fee」" in done.err
    pack(
        tmp_path,
        row("bounds", 'form = "fee"\nmost = "1"'),
        row("deadline", "month = 13\nday = 1", code="HUA102", name="b"),
    )
    done = gouji("check", tmp_path / "a.md")
    assert len(done.err.splitlines()) == 1
    assert "gouji rules --check-pack" in done.err


def test_a_configuration_that_extends_another_has_its_packs_too(tmp_path, gouji):
    pack(tmp_path, row("forbidden-wording", SERVED))
    (tmp_path / "base.toml").write_text('packs = ["pack.toml"]\n', "utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/gouji.toml").write_text('extend = "../base.toml"\nselect = ["HUA101"]\n', "utf-8")
    (tmp_path / "sub/a.md").write_text(CLEAN, "utf-8")
    assert "HUA101" in gouji("check", tmp_path / "sub/a.md", "--format", "concise").out


def test_packs_are_read_once_and_then_from_the_cache(tmp_path, monkeypatch):
    from gouji.packs import validation
    from gouji.plugins import load

    path = pack(tmp_path, row("identity", 'form = "fees"\nformulas = ["fees >= 0"]'))
    first = load(cache=tmp_path / "cache").with_packs((path,)).rules["HUA101"]
    monkeypatch.setattr(validation, "faults", lambda _data: pytest.fail("read again"))
    again = load(cache=tmp_path / "cache").with_packs((path,))
    assert again.rules["HUA101"].summary == first.summary
    assert [each.code for each in again.editions["2021"].form("fees").identities] == ["HUA101"]


def test_the_schema_for_editors_is_that_of_the_program(gouji):
    done = gouji("rules", "--schema")
    assert done.status == 0
    kept = Path(__file__).parent.parent / "docs" / "pack.schema.json"
    assert kept.read_text("utf-8") == done.out, "write it anew: gouji rules --schema > docs/pack.schema.json"


def test_the_schema_accepts_the_packs_there_are_and_refuses_a_fault(tmp_path):
    import tomllib

    import jsonschema

    validator = jsonschema.Draft202012Validator(json_schema())
    root = Path(__file__).parent.parent
    files = [*root.glob("rules/gouji_rules/editions/*.toml"), *root.glob("plugins/*/src/*/*.toml")]
    for path in files:
        assert list(validator.iter_errors(tomllib.loads(path.read_text("utf-8")))) == [], path
    wrong = tomllib.loads(HEAD + row("forbidden-wording", 'word = ["a"]'))
    assert list(validator.iter_errors(wrong))


def test_no_type_of_a_pack_file_is_freed_too_often():
    # What is freed too often takes down the next search for garbage, or the end of the process.
    code = (
        "import gc, msgspec\n"
        "from gouji.packs.rule_rows import KINDS\n"
        "from gouji.packs.schema import PARTS, TABLES, Head\n"
        "for kind in 3 * (Head, *TABLES.values(), *PARTS.values(), *KINDS.values()):\n"
        "    for field in msgspec.structs.fields(kind):\n"
        "        try: msgspec.convert(object(), field.type)\n"
        "        except msgspec.ValidationError: pass\n"
        "gc.collect()\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


PACKS = sorted(path.parent.name for path in (EXAMPLES / "packs").glob("*/report.md"))


def test_the_worked_packs_give_what_they_always_gave(gouji, golden, monkeypatch):
    monkeypatch.chdir(EXAMPLES / "packs")
    said = []
    for name in PACKS:
        told = gouji("rules", "--check-pack", f"{name}/{name}.toml")
        found = gouji("check", f"{name}/report.md", "--format", "concise", "--today", "2026-06-30")
        assert (told.status, told.err, found.err) == (0, "", "")
        said += [told.out, found.out]
    assert len(PACKS) == 3
    golden("packs.txt", "\n".join(said))


@pytest.mark.parametrize("name", PACKS)
def test_every_rule_of_a_worked_pack_but_few_finds_its_fault(gouji, name):
    report = EXAMPLES / "packs" / name / "report.md"
    found = json.loads(gouji("check", report, "--format", "json", "--today", "2026-06-30").out)["reports"][0][
        "findings"
    ]
    codes = set(re.findall(r'^code = "(\w+)"', (report.parent / f"{name}.toml").read_text("utf-8"), re.MULTILINE))
    assert {each["code"] for each in found} <= codes
    # The ministry's table is there in the example, and no part of it exceeds its whole.
    assert codes - {each["code"] for each in found} == ({"SWX101", "SWX103"} if name == "ministry" else set())


def test_a_report_without_the_own_table_of_a_ministry_lacks_it(tmp_path):
    found = findings(EXAMPLES / "packs" / "ministry" / "ministry.toml", CLEAN)
    assert [line.split(" ", 1)[1] for line in found] == [
        "SWX101 error 没有附供水水质信息公开情况表：缺少「供水水质信息公开情况」"
    ]


@pytest.mark.parametrize("name", ["packs.md", "packs.zh.md"])
def test_the_manual_tells_of_every_kind_and_key(name):
    from gouji.packs.rule_rows import ROWS

    text = (Path(__file__).parent.parent / "docs" / name).read_text("utf-8")
    for kind in ROWS:
        assert f"`{kind.__struct_config__.tag}`" in text
        for key in kind.__struct_fields__:
            assert f"`{key}`" in text, key
    for block in re.findall(r"```toml pack\n(.*?)```", text, re.DOTALL):
        assert 'extends = "2021"' in block
