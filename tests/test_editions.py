"""The editions of the official pack, and what happens to packs that hold a fault."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from gouji import editions
from gouji.editions import Edition, Form
from gouji.errors import PackError
from gouji.findings import Severity
from gouji.folding import squeeze

OFFICIAL = tuple(sorted((Path(__file__).parent.parent / "rules" / "gouji_rules" / "editions").glob("*.toml")))
KNOWN = editions.load(OFFICIAL)
APPLICANTS = ["natural_person", "enterprise", "research", "welfare", "legal_service", "other", "total"]
RESULTS = ["upheld", "corrected", "other", "pending", "total"]
REFUSED = ["state_secret", "prohibited_by_law", "security_and_stability", "third_party", "internal_affairs"]
REFUSED += ["process_information", "enforcement_file", "administrative_inquiry"]


def form(edition: str, id: str) -> Form:
    found = KNOWN[edition].form(id)
    assert found is not None
    return found


def ids(parts: tuple) -> list[str]:
    return [part.id for part in parts]


FORMS = [pytest.param(each, id=f"{edition.id}-{each.id}") for edition in KNOWN.values() for each in edition.forms]


def test_every_report_year_since_2008_has_one_edition():
    assert list(KNOWN) == ["2008", "2014", "2019", "2021"]
    for year in range(2008, 2040):
        assert len([edition for edition in KNOWN.values() if edition.holds_for(year)]) == 1
    assert not any(edition.holds_for(2007) for edition in KNOWN.values())


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        ("2008", []),
        ("2014", ["statistics"]),
        ("2019", ["documents", "licensing", "enforcement", "fees", "procurement", "applications", "remedies"]),
        ("2021", ["documents", "licensing", "enforcement", "fees", "applications", "remedies"]),
    ],
)
def test_forms_of_an_edition(edition, expected):
    assert ids(KNOWN[edition].forms) == expected


@pytest.mark.parametrize(("edition", "rows", "other"), [("2019", 23, ["other"]), ("2021", 25, ["other.not_corrected"])])
def test_form_of_applications(edition, rows, other):
    table = form(edition, "applications")
    assert ids(table.columns) == APPLICANTS
    assert len(table.rows) == rows
    assert ids(table.rows)[:4] == ["new", "carried_in", "granted", "partly_granted"]
    assert ids(table.rows)[4:12] == [f"refused.{reason}" for reason in REFUSED]
    assert ids(table.rows)[20:21] == other
    assert ids(table.rows)[-2:] == ["outcome_total", "carried_out"]
    assert len([row for row in table.rows if row.kind == "outcome"]) == rows - 4


def test_form_of_remedies_is_three_blocks_side_by_side():
    for edition in ("2019", "2021"):
        table = form(edition, "remedies")
        assert table.layout == "blocks"
        assert ids(table.columns) == RESULTS
        assert ids(table.rows) == ["review", "direct_suit", "suit_after_review"]
        assert [row.group for row in table.rows] == ["", "行政诉讼", "行政诉讼"]


def test_statistical_table():
    table = form("2014", "statistics")
    assert len(table.rows) == 65
    assert [row.id for row in table.rows if row.kind == "heading"][:3] == ["h_disclosure", "h_channels", "h_response"]
    assert [row.id for row in table.rows if row.type == "decimal"] == ["fees", "budget"]
    assert len({row.id for row in table.rows}) == 65
    assert {row.missing for row in table.rows if row.kind != "heading"} == {Severity.WARNING}


def test_regulations_may_be_left_out_with_a_remark():
    for edition in ("2019", "2021"):
        row, other = form(edition, "documents").rows
        assert (row.missing, other.missing) == (Severity.INFO, Severity.ERROR)


@pytest.mark.parametrize("table", FORMS)
def test_labels_tell_the_rows_and_columns_of_a_form_apart(table):
    for parts in (table.rows, table.columns):
        labels = [
            (part.id, {squeeze(label) for label in (part.label, *part.variants, *part.misprints)}) for part in parts
        ]
        for index, (own, mine) in enumerate(labels):
            clash = [other for other, theirs in labels[:index] if mine & theirs]
            # The statistical table says (二)被依法纠错数 and (三)其他情形数 of reviews and of lawsuits.
            assert not clash or (table.id == "statistics" and own.startswith("litigation_")), (own, clash)


@pytest.mark.parametrize("table", FORMS)
def test_every_identity_rests_on_cells_of_its_form_and_holds_of_an_empty_one(table):
    rows, columns = set(ids(table.rows)), set(ids(table.columns))
    for identity in table.identities:
        assert identity.instances
        assert identity.message.zh
        assert identity.message.en
        for instance in identity.instances:
            assert instance.cells
            assert {row for row, _ in instance.cells} <= rows
            assert {column for _, column in instance.cells} <= columns
            assert instance.holds(lambda _cell: 0)


def identities(edition: str) -> dict[str, list[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = {}
    for table in KNOWN[edition].forms:
        for each in table.identities:
            found.setdefault(each.code, []).append((table.id, each.ref, str(each.severity)))
    return found


def test_identities_of_2021_stand_under_their_codes():
    assert identities("2021") == {
        "ARI301": [("applications", "E3", "error")],
        "ARI302": [("applications", "E1", "error")],
        "ARI303": [("applications", "E2", "error")],
        "ARI304": [("remedies", "E4", "error")],
        "ARI305": [("documents", "E6", "error")],
    }


def test_identities_of_2019_stand_under_their_codes():
    found = identities("2019")
    assert sorted(found) == ["ARI301", "ARI302", "ARI303", "ARI304", "ARI306"]
    assert found["ARI306"] == [
        ("documents", "E7", "warning"),
        ("licensing", "E8", "error"),
        ("enforcement", "E8", "error"),
        ("fees", "E8", "error"),
    ]


def test_identities_of_2014_stand_under_their_codes():
    refs = {code: [ref for _, ref, _ in found] for code, found in identities("2014").items()}
    assert refs == {
        **{f"ARI31{number}": [f"IB-0{number}"] for number in range(1, 8)},
        "ARI318": ["IB-08", "IB-09", "IB-10", "IB-11"],
        "ARI319": ["IB-14"],
        "ARI320": ["IB-12", "IB-13", "IB-15", "IB-16", "IB-17"],
    }
    severities = {ref: severity for found in identities("2014").values() for _, ref, severity in found}
    assert {ref for ref, severity in severities.items() if severity == "warning"} == {
        "IB-12",
        "IB-13",
        "IB-15",
        "IB-17",
    }
    assert [ref for ref, severity in severities.items() if severity == "info"] == ["IB-16"]


def test_the_balance_of_applications_names_the_cells_of_a_column():
    (balance, *_) = form("2021", "applications").identities
    last = balance.instances[-1]
    assert last.key == "total"
    assert ids(KNOWN["2021"].forms[4].rows)[0] == "new"
    assert last.left == ((1, ("new", "total")), (1, ("carried_in", "total")))
    assert last.right == ((1, ("outcome_total", "total")), (1, ("carried_out", "total")))


TITLES = {
    "overview": ["总体情况", "概述", "概 述", "基本工作情况", "政府信息公开工作概述", "2012年工作开展情况"],
    "disclosure": [
        "主动公开政府信息情况",
        "行政机关主动公开政府信息的情况",
        "政府信息主动公开情况",
        "政府信息公开情况",
    ],
    "applications": [
        "收到和处理政府信息公开申请情况",
        "行政机关收到和处理政府信息公开的申请情况",
        "依申请公开政府信息情况",
        "政府信息公开申请办理情况",
        "政府信息依申请公开工作情况",
    ],
    "remedies": [
        "政府信息公开行政复议、行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼的情况",
        "因政府信息公开申请行政复议、提起行政诉讼情况",
        "政府信息公开行政复议行政诉讼情况",
    ],
    "problems": [
        "存在的主要问题及改进情况",
        "政府信息公开工作存在的主要问题及改进情况",
        "当前存在的主要问题及下步改进措施",
        "主要问题和整改措施",
    ],
    "other": ["其他需要报告的事项", "其它需要报告的事项", "需要说明的事项", "其他需要说明的事项"],
}
OLD_TITLES = {
    "interpretation": ["回应解读情况", "回应关切及政策解读情况"],
    "consultation": ["咨询处理情况"],
    "fees": ["收费及减免情况", "依申请公开政府信息的收费及减免情况", "政府支出和收费情况"],
    "staff": ["机构建设和保障经费情况"],
    "training": ["政府信息公开会议和培训情况"],
    "annex": ["附表", "附:政府信息公开情况统计表"],
}


def role(edition: str, title: str) -> str | None:
    found = (spec.role for spec in KNOWN[edition].sections if re.search(spec.pattern, squeeze(title)))
    return next(found, None)


@pytest.mark.parametrize("edition", list(KNOWN))
def test_titles_of_sections_are_told_apart(edition):
    titles = TITLES if edition >= "2019" else TITLES | OLD_TITLES
    for wanted, examples in titles.items():
        assert [role(edition, title) for title in examples] == [wanted] * len(examples)


@pytest.mark.parametrize("edition", list(KNOWN))
def test_a_section_is_known_by_its_own_title(edition):
    for spec in KNOWN[edition].sections:
        assert role(edition, spec.title) == spec.role
        assert not spec.accepted or re.fullmatch(spec.accepted, squeeze(spec.title))


@pytest.mark.parametrize("title", ["组织领导", "人员名单", "联系方式", "审计工作情况"])
def test_other_titles_have_no_role(title):
    assert [role(edition, title) for edition in KNOWN] == [None] * 4


def test_patterns_take_linear_time_on_long_titles():
    for edition in KNOWN.values():
        for spec in edition.sections:
            assert re.search(spec.pattern, "受理" * 20_000) is None


def test_deadlines():
    assert [(each.kinds, each.month, each.day) for each in KNOWN["2014"].deadlines] == [((), 3, 31)]
    new = [(each.kinds, each.month, each.day) for each in KNOWN["2021"].deadlines]
    assert new == [(("department",), 1, 31), (("government",), 3, 31)]


def test_aspects_of_the_overview():
    assert [each.id for each in KNOWN["2021"].aspects if not each.kinds] == [
        "disclosure",
        "applications",
        "management",
        "platform",
        "supervision",
    ]
    assert len([each for each in KNOWN["2021"].aspects if each.kinds == ("government",)]) == 3


def test_the_law_register_is_the_same_in_all_editions():
    assert len({edition.laws for edition in KNOWN.values()}) == 1
    years = {law.number: (law.first_year, law.last_year) for law in KNOWN["2021"].laws}
    assert years["国务院令第492号"] == (2008, 2018)
    assert years["国务院令第711号"] == (2019, None)
    assert years["国办公开办函〔2019〕60号"] == (2019, 2020)
    assert years["国办公开办函〔2021〕30号"] == (2021, None)


EDITION = """\
id = "1999"
name = { zh = "旧版", en = "old" }
years = [2030, 2031]

[[sections]]
role = "applications"
title = "申请"
pattern = '申请'
forms = ["applications"]

[[forms]]
id = "applications"
name = { zh = "申请", en = "applications" }
section = "applications"
columns = [{ id = "quantity", label = "数量" }]
rows = [
    { id = "new", label = "新收", kind = "leaf" },
    { id = "old", label = "结转", kind = "leaf" },
    { id = "all", label = "总计", kind = "total" },
]

[[forms.identities]]
code = "ABC101"
ref = "X1"
formula = "all = new + old"
message = { zh = "总计应等于两项之和", en = "all must be new and old" }
"""


def load(folder: Path, *texts: str) -> dict[str, Edition]:
    files = [folder / f"{index}.toml" for index in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    return dict(editions.load(files))


def test_an_extension_adds_rows_labels_and_identities(tmp_path):
    more = """\
extends = ["1999"]

[[forms]]
id = "applications"
rows = [{ id = "mail", label = "信函", after = "new", kind = "leaf" }]

[[forms.identities]]
code = "ABC102"
formula = "all = sum(leaf)"
message = { zh = "总计应等于各项之和", en = "all must be the sum" }

[[labels]]
form = "applications"
row = "new"
variants = ["本年新收"]

[[sections]]
role = "plan"
title = "打算"
pattern = '打算'
required = false

[[deadlines]]
kinds = ["township"]
month = 2
day = 20
basis = "办法"
"""
    edition = load(tmp_path, more, EDITION)["1999"]
    (table,) = edition.forms
    assert ids(table.rows) == ["new", "mail", "old", "all"]
    assert [row.missing for row in table.rows] == [Severity.ERROR, None, Severity.ERROR, Severity.ERROR]
    assert table.rows[0].variants == ("本年新收",)
    assert [len(each.instances[0].cells) for each in table.identities] == [3, 4]
    assert [section.role for section in edition.sections] == ["applications", "plan"]
    assert edition.deadlines[0].kinds == ("township",)


def test_an_extension_can_add_a_form_to_a_section(tmp_path):
    more = """\
extends = "1999"
[[forms]]
id = "mail"
name = { zh = "信函", en = "mail" }
section = "applications"
columns = [{ id = "quantity", label = "数量" }]
rows = [{ id = "letters", label = "信函" }]
"""
    edition = load(tmp_path, EDITION, more)["1999"]
    assert ids(edition.forms) == ["applications", "mail"]
    assert edition.sections[0].forms == ("applications", "mail")


FAULTS = [
    ("years = [2030, 2031]", "years = [2031, 2030]", 3, "years"),
    ("years = [2030, 2031]", 'years = "2030"', 3, "years"),
    ("years = [2030, 2031]\n", "", 1, "years"),
    ("years = [2030, 2031]", "years = [2030, 2031]\nyear = 2030", 4, "year"),
    ('title = "申请"\n', "", 5, "sections[applications].title"),
    ("pattern = '申请'", "pattern = '(申请'", 8, "sections[applications].pattern"),
    ('forms = ["applications"]', 'forms = ["application"]', 9, "sections[applications].forms"),
    ('forms = ["applications"]', 'forms = ["applications"]\nseverity = "fatal"', 10, "sections[applications].severity"),
    ('section = "applications"', 'section = "application"', 14, "forms[applications].section"),
    (
        'kind = "leaf" },\n    { id = "old"',
        'kinds = "leaf" },\n    { id = "old"',
        17,
        "forms[applications].rows[new].kinds",
    ),
    (
        'kind = "total" },',
        'kind = "total" },\n    { id = "all", label = "合计" },',
        20,
        "forms[applications].rows[all#2].id",
    ),
    ('id = "all", label = "总计"', 'id = "all"', 19, "forms[applications].rows[all].label"),
    (
        'id = "quantity", label',
        'id = "quantity", type = "money", label',
        15,
        "forms[applications].columns[quantity].type",
    ),
    ('code = "ABC101"', 'code = "abc"', 23, "forms[applications].identities[X1].code"),
    ("all = new + old", "all = new + lost", 25, "forms[applications].identities[X1].formula"),
    ("all = new + old", "all = new old", 25, "forms[applications].identities[X1].formula"),
    (', en = "all must be new and old" }', " }", 26, "forms[applications].identities[X1].message"),
]


@pytest.mark.parametrize(("old", "new", "line", "key"), FAULTS)
def test_a_fault_names_file_line_and_key(tmp_path, old, new, line, key):
    assert EDITION.count(old) == 1
    with pytest.raises(PackError) as caught:
        load(tmp_path, EDITION.replace(old, new))
    for said in (caught.value.zh, caught.value.en):
        assert said.startswith(f"{tmp_path / '0.toml'}:{line}: {key}: "), said
        assert "\n" not in said


def test_all_faults_of_a_file_are_named(tmp_path):
    text = EDITION
    for old, new, *_ in (FAULTS[4], FAULTS[9], FAULTS[11], FAULTS[13]):
        text = text.replace(old, new)
    with pytest.raises(PackError) as caught:
        load(tmp_path, text)
    assert len(caught.value.zh.splitlines()) == 4


@pytest.mark.parametrize(
    ("text", "line", "key", "word"),
    [
        ('extends = "1998"', 1, "extends", "「1998」"),
        ('extends = "1999"\nid = "2"', 2, "id", "extends"),
        ('extends = "1999"\n\n[[labels]]\nform = "none"', 4, "labels[1].form", "「none」"),
        ('extends = "1999"\n\n[[labels]]\nform = "applications"\nrow = "lost"', 5, "labels[1].row", "「lost」"),
        (
            'extends = "1999"\n[[forms]]\nid = "applications"\nrows = [{ id = "x", label = "x", after = "lost" }]',
            4,
            "forms[applications].rows[x].after",
            "「lost」",
        ),
        ('extends = "1999"\n[[forms]]\nid = "more"\nrows = [{ id = "x", label = "x" }]', 2, "forms[more].name", "新表"),
        (EDITION, 1, "id", "0.toml"),
    ],
)
def test_a_fault_of_an_extension_names_file_line_and_key(tmp_path, text, line, key, word):
    with pytest.raises(PackError) as caught:
        load(tmp_path, EDITION, text)
    first = caught.value.zh.splitlines()[0]
    assert first.startswith(f"{tmp_path / '1.toml'}:{line}: {key}: ")
    assert word in first


def test_a_file_that_is_no_toml_or_not_there(tmp_path):
    with pytest.raises(PackError, match=r"0\.toml:3: 不是 TOML"):
        load(tmp_path, 'id = "1"\n\nname = \n')
    with pytest.raises(PackError, match=r"none\.toml: 无法读取"):
        editions.load([tmp_path / "none.toml"])


def test_the_cache_gives_the_same_editions_without_reading_toml(tmp_path):
    cold = editions.load(OFFICIAL, tmp_path / "cache")
    code = (
        "import sys, pathlib; from gouji import editions;"
        "files = [pathlib.Path(each) for each in sys.argv[2:]];"
        "assert len(editions.load(files, pathlib.Path(sys.argv[1]))) == 4;"
        "sys.exit(bool({'pyparsing', 'tomllib', 'msgspec'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "cache"), *map(str, OFFICIAL)]
    assert subprocess.run(command, check=False).returncode == 0
    assert editions.load(OFFICIAL, tmp_path / "cache") == cold == KNOWN


def test_the_cache_forgets_what_has_changed(tmp_path):
    pack, cache = tmp_path / "a.toml", tmp_path / "cache"
    pack.write_text(EDITION, "utf-8")
    editions.load([pack], cache)
    pack.write_text(EDITION.replace("旧版", "新版"), "utf-8")
    assert editions.load([pack], cache)["1999"].name.zh == "新版"
    assert len(list(cache.iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"gouji", b"changed"])
def test_a_damaged_cache_is_no_harm(tmp_path, damage):
    editions.load(OFFICIAL, tmp_path)
    (stored,) = tmp_path.iterdir()
    harmed = stored.read_bytes()[:-9] + damage if damage == b"changed" else damage
    stored.write_bytes(harmed)
    assert editions.load(OFFICIAL, tmp_path) == KNOWN
    assert stored.read_bytes() != harmed


def test_a_cache_that_cannot_be_written_is_no_harm(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    assert editions.load(OFFICIAL, tmp_path / "file") == KNOWN
