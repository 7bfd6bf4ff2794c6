"""Numbers of persons: which are found, and that no output repeats them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric

from builder import docx
from checking import check, registry, report_of
from gouji.checking import Checker, Request
from gouji.config import Configuration
from gouji.errors import ConfigError
from gouji.fixing import fixed
from gouji.library import read
from gouji.options import Options
from gouji.reporters import REPORTERS, Copy, Style
from gouji.walking import Target
from gouji_rules.privacy import is_card_number, is_identity_number, masked
from pages import BASES

BASE = (BASES / "2021.md").read_text("utf-8")
OPENING = "对市政府网站水务栏目重新分类，"
MOBILE, CARD = "13900005678", "6222003300112233445"


def identity_number(seventeen: str) -> str:
    return seventeen + ric.calc_check_digit(seventeen + "0")


def with_text(text: str) -> str:
    return BASE.replace(OPENING, f"{text}，")


@given(st.from_regex(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|1[0-9]|2[0-8])[0-9]{3}", fullmatch=True))
def test_identity_numbers_are_those_of_stdnum(rest: str) -> None:
    number = identity_number("530102" + rest)
    assert is_identity_number(number)
    assert is_identity_number(number.lower())
    wrong = "0" if number[-1] != "0" else "1"
    assert not is_identity_number(number[:-1] + wrong)


@pytest.mark.parametrize("number", ["530102199202300016", "990102199202290018", "530102179202290018"])
def test_no_identity_number(number: str) -> None:
    assert not is_identity_number(identity_number(number[:17]))


@given(st.from_regex(r"62[0-9]{13,16}", fullmatch=True).filter(lambda digits: len(set(digits)) > 3))
def test_card_numbers_are_those_of_stdnum(digits: str) -> None:
    number = digits + luhn.calc_check_digit(digits)
    assert is_card_number(number) or is_identity_number(number)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not is_card_number(wrong)


@given(st.text("0123456789X", min_size=7, max_size=19))
def test_a_mask_is_as_long_as_the_number(number: str) -> None:
    shown = masked(number, 3, 4)
    assert len(shown) == len(number)
    assert shown[3:-4] == "*" * (len(number) - 7)


@pytest.mark.parametrize(
    "number",
    [
        MOBILE.replace("0000", "0731"),
        identity_number("53010219920229001"),
        CARD[:-1] + luhn.calc_check_digit(CARD[:-1]),
    ],
)
@pytest.mark.parametrize("reporter", sorted(one.name for one in REPORTERS))
def test_no_output_repeats_the_number(number: str, reporter: str, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(with_text(f"办事群众号码{number},群众电话 {number}，，办结"), encoding="utf-8")
    request = Request(given={"select": ["PRV", "LNG"]}, sources=True, documents=True, files=True)
    result = Checker(request, registry()).check(Target(str(path)))
    assert len(result.findings) == 2
    for language in ("zh", "en"):
        style = Style(language=language, width=200, version="0")
        written = "".join(map(plain, registry().reporters[reporter].write([result], style)))
        assert number not in written
        assert number[3:-4] not in written


def plain(piece: str | bytes | Copy) -> str:
    """What a piece of output says; archives are unpacked."""
    if isinstance(piece, Copy):
        return plain(piece.data or str(piece.error))
    if isinstance(piece, str):
        return piece
    with zipfile.ZipFile(io.BytesIO(piece)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.txt"])
def test_the_report_on_the_page_is_masked_and_else_as_it_was(name: str) -> None:
    text = with_text(f"联系人手机１３９ 0000 5678，值班手机{MOBILE}")
    if name == "a.html":
        text = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    checker = Checker(Request(sources=True, documents=True), registry())
    shown = checker.check(Target(name, text.encode()))
    whole = Checker(checker.request._replace(masked=False), registry()).check(Target(name, text.encode()))
    assert shown.document and whole.document
    assert shown.document.source.text == whole.document.source.text.replace(
        "１３９ 0000 5678", "１３９******5678"
    ).replace(MOBILE, "139****5678")
    assert [block.span for block in shown.document.blocks] == [block.span for block in whole.document.blocks]
    assert [one.fingerprint for one in shown.findings] == [one.fingerprint for one in whole.findings]


def test_the_clerks_own_file_keeps_the_number(tmp_path: Path) -> None:
    data = docx.package(
        docx.document(*(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in with_text(MOBILE).split("\n")))
    )
    result = Checker(Request(documents=True, files=True), registry()).check(Target("a.docx", data))
    [copy] = registry().reporters["docx"].write([result], Style())
    assert MOBILE in plain(copy)


def test_masks_do_not_keep_a_file_from_being_mended() -> None:
    data = with_text(f"值班手机{MOBILE}，2021 年3月召开会议").encode()
    made = fixed(Checker(Request(), registry()), Target("a.md", data), unsafe=False)
    assert made is not None
    assert made.data.decode() == with_text(f"值班手机{MOBILE}，2021年3月召开会议")


def test_other_findings_do_not_repeat_it_either() -> None:
    text = with_text(f"办事群众电话{MOBILE},，办结")
    told = [str((one.message, one.hint, one.quote, one.related, one.actual)) for one in check(report_of(text))]
    assert told and not any(MOBILE[2:-4] in one for one in told)


def test_related_places_show_no_more() -> None:
    (finding,) = check(report_of(with_text(f"手机{MOBILE}，微信同手机（{MOBILE}）")), ["PRV"])
    assert finding.quote == "139****5678"
    assert [other.quote for other in finding.related] == ["139"]


def test_the_same_number_has_the_same_fingerprint_elsewhere() -> None:
    first, second = (check(report_of(with_text(text)), ["PRV"])[0] for text in (f"手机{MOBILE}", f"联系手机{MOBILE}"))
    assert first.fingerprint == second.fingerprint


def test_numbers_of_the_office_may_be_published(tmp_path: Path) -> None:
    config = tmp_path / "gouji.toml"
    config.write_text(f'office-mobiles = ["{MOBILE}"]\n', encoding="utf-8")
    settings = Configuration(dict(registry().names), config).settings(str(tmp_path / "report.md"))
    options = settings.options(None)
    assert options.office_mobiles == (MOBILE,)
    text = with_text(f"值班手机139 0000 5678，联系人手机{MOBILE[:-1]}9")
    assert [finding.quote for finding in check(report_of(text, options=options), ["PRV"])] == ["139****5679"]


@pytest.mark.parametrize("value", ['"0871-65550123"', '["1390000567"]', "[13900005678]"])
def test_other_values_are_refused(value: str, tmp_path: Path) -> None:
    config = tmp_path / "gouji.toml"
    config.write_text(f'kind = "department"\noffice-mobiles = {value}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"gouji\.toml:2: office-mobiles"):
        Configuration(dict(registry().names), config).settings(str(tmp_path / "report.md"))


def test_options_of_the_library() -> None:
    report = read("report.md", data=with_text(f"手机{MOBILE}").encode(), options=Options(office_mobiles=(MOBILE,)))
    assert check(report, ["PRV"]) == []
