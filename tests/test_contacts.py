"""Contact details: labelled fields in every order and dress, bare hosts and addresses, telephone numbers."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.grammar.phones import Phone, phones
from gouji.recognition.contacts import find_contacts
from gouji.source import Source, Span


def details(text: str) -> list[tuple[str, str]]:
    return [(contact.kind, contact.value) for contact in find_contacts(Source("report.txt", text), Span(0, len(text)))]


ADDRESS, POSTCODE, PHONE = ("address", "青禾市河堤路18号"), ("postcode", "665990"), ("phone", "0879-5550123")


@pytest.mark.parametrize(
    "text",
    [
        "（地址：青禾市河堤路18号；邮编：665990；电话：0879-5550123）",
        "(地址:青禾市河堤路18号,邮政编码:665990,联系电话:0879-5550123)。",
        "地址：青禾市河堤路18号 邮 编：665990 电 话：0879-5550123",
        "地址：青禾市河堤路18号，邮编665990，联系电话0879—5550123",
        "地 址：青禾市河堤路18号；邮编:665990电话:0879-5550123",
        "通讯地址：\n青禾市河堤路18号\n邮编：\n665990\n联系电话：\n0879-5550123",
        "（地址：青禾市河堤路18号;邮编：665990;联系方式：0879-5550123",
    ],
)
def test_separators(text: str) -> None:
    assert details(text) == [ADDRESS, POSTCODE, PHONE]


def test_any_order() -> None:
    assert details("电话：0879-5550123邮编：665990，地址：青禾市河堤路18号。") == [PHONE, POSTCODE, ADDRESS]


@pytest.mark.parametrize("label", ["电话(传真)", "电话、传真", "电话/传真", "电话及传真"])
def test_one_number_for_phone_and_fax(label: str) -> None:
    assert details(f"{label}：0879-5550123") == [PHONE, ("fax", "0879-5550123")]


def test_mail_and_web() -> None:
    text = "电子邮箱：shuiwuju＠qinghe.gov.cn，网址：http://www.qinghe.gov.cn；E-mail: A.B@qinghe.gov.cn"
    assert details(text) == [
        ("email", "shuiwuju@qinghe.gov.cn"),
        ("website", "http://www.qinghe.gov.cn"),
        ("email", "A.B@qinghe.gov.cn"),
    ]


def test_bare_host_and_address_in_prose() -> None:
    text = "电子版可在市政府网站（www.qinghe.gov.cn）下载，也可来信swj@qinghe.gov.cn索取。"
    assert details(text) == [("website", "www.qinghe.gov.cn"), ("email", "swj@qinghe.gov.cn")]


@pytest.mark.parametrize("text", ["邮编:电话:传真:", "（邮编：；电话：；传真：）", "邮编：\n电话：\n传真：\n"])
def test_empty_fields(text: str) -> None:
    assert details(text) == [("postcode", ""), ("phone", ""), ("fax", "")]


def test_empty_brackets_for_a_site() -> None:
    assert details("电子版可在青禾市政府网站（）下载。") == [("website", "")]


def test_service_number() -> None:
    assert details("政务服务热线：12345") == [("hotline", "12345")]


@pytest.mark.parametrize(
    "text",
    [
        "公开了办公地址、联系电话、传真号码、电子邮箱等内容",
        "设立监督电话和电子信箱，接受监督",
        "通过电话咨询130次，接听电话 150次，邮件 200封",
        "公开电话：全年接听来电30次",
        "监督电话：设立监督电话2部",
        "接受12345热线的咨询",
        "编制地址目录：一是清理",
        "传真、电子邮件：收到申请5件",
    ],
)
def test_prose_that_only_lists_words(text: str) -> None:
    assert details(text) == []


def test_the_foot_of_the_page_does_not_count() -> None:
    text = "联系电话：0879-5550123。\n主办单位：青禾市人民政府 地址：青禾市政府路1号 电话：0879-5550000\n网站标识码：5300000001"
    assert details(text) == [PHONE]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0879-5550123", [Phone("0879", "5550123", "")]),
        ("(0879)5550123", [Phone("0879", "5550123", "")]),
        ("0879--55501234", [Phone("0879", "55501234", "")]),
        ("010-55501234", [Phone("010", "55501234", "")]),
        ("01055501234", [Phone("010", "55501234", "")]),
        ("087955501234", [Phone("0879", "55501234", "")]),
        ("+86-879-5550123", [Phone("0879", "5550123", "")]),
        ("0879-5550123转8001", [Phone("0879", "5550123", "8001")]),
        ("0879-5550123-801", [Phone("0879", "5550123", "801")]),
        ("0879-5550123、5550124", [Phone("0879", "5550123", ""), Phone("0879", "5550124", "")]),
        ("0879-5550123/24", [Phone("0879", "5550123", "")]),
        ("(5550123、5550124)", [Phone("", "5550123", ""), Phone("", "5550124", "")]),
        ("12345", [Phone("", "12345", "")]),
        ("0879-****123", []),
    ],
)
def test_numbers(value: str, expected: list[Phone]) -> None:
    assert list(phones(value)) == expected
    assert all(phone.is_possible for phone in expected)


@pytest.mark.parametrize(
    "value", ["0879-15550123", "010-5550123", "0879-555012", "08795-5501", "555012", "026-55501234", "0179-5550123"]
)
def test_numbers_that_cannot_be(value: str) -> None:
    assert [phone.is_possible for phone in phones(value)] == [False]


@pytest.mark.parametrize("value", ["110", "12345", "12333", "95598", "4008123456", "10010"])
def test_service_numbers(value: str) -> None:
    (phone,) = phones(value)
    assert phone.is_hotline


PARTS = st.sampled_from(
    [
        "地址",
        "邮编",
        "电话",
        "传真",
        "电子邮箱",
        "网址",
        "：",
        ":",
        "；",
        "(",
        ")",
        "0879",
        "-",
        "5550123",
        "a@b.cn",
        "www.",
        "\n",
        " ",
        "、",
        "转",
    ]
)


@given(st.lists(PARTS, max_size=30).map("".join))
def test_spans_lie_in_the_text(text: str) -> None:
    source = Source("report.txt", text)
    for contact in find_contacts(source, Span(0, len(text))):
        assert 0 <= contact.span.start < contact.span.end <= len(text)
        assert not contact.value or source.folded[contact.span.start : contact.span.end] == contact.value
        phones(contact.value)


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "电话:(", "地址:(", "a@", "www.a", "邮编1 ", "地 址", "(", "http://a.", "www"]
)
def test_long_text_takes_linear_time(piece: str) -> None:
    started = time.process_time()
    details("电话:" + piece * (300_000 // len(piece)))
    assert time.process_time() - started < 8
