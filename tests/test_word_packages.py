"""Word files as packages: other paths and kinds, and no file that can break the reader."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks import paragraphs
from builder import docx as writer
from gouji import readers
from gouji.document import Paragraph, Picture
from gouji.errors import UnreadableFile
from gouji.readers import docx
from reading_word import (
    CHINESE,
    DOWN,
    LAID_OUT,
    ON,
    across,
    archive,
    assert_lawful,
    few,
    field,
    in_list,
    p,
    r,
    style,
    styles,
    tbl,
    tc,
    tr,
    word,
)


def test_other_paths_and_namespaces() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = f'<Relationships><Relationship Type="{kind}/%s" Target="%s"/></Relationships>'
    parts = {
        "_rels/.rels": relations % ("officeDocument", "/text/main.xml"),
        "text/main.xml": writer.document(p("甲", properties=in_list(1))),
        "text/_rels/main.xml.rels": relations % ("numbering", "../lists/n.xml"),
        "lists/n.xml": writer.numbering(CHINESE),
    }
    assert paragraphs(docx.read(archive(parts), "a.docx")) == ["一、甲"]
    wide = writer.document(p("甲")).replace("UTF-8", "UTF-16").encode("utf-16")
    assert paragraphs(docx.read(archive({"word/document.xml": wide}), "a.docx")) == ["甲"]


def test_strict_files() -> None:
    """Files that keep to the standard to the letter have other namespaces."""
    picture = "<w:r><w:drawing><wp:inline><a:graphic><pic:pic/></a:graphic></wp:inline></w:drawing></w:r>"
    usual = writer.document(p("甲", "<m:oMath><m:r><m:t>1</m:t></m:r></m:oMath>"), p(picture))
    strict = re.sub(r"http://schemas\.openxmlformats\.org/(\w+)/2006/(\w+)", r"http://purl.oclc.org/ooxml/\1/\2", usual)
    assert strict.count("purl.oclc.org") == 6
    document = docx.read(writer.package(strict), "a.docx")
    assert [type(block) for block in document.blocks] == [Paragraph, Picture]
    assert paragraphs(document) == ["甲1"]


@pytest.mark.parametrize("kind", ["document.macroEnabled", "template", "template.macroEnabledTemplate"])
def test_macro_files_and_templates(kind: str) -> None:
    data = writer.package(writer.document(p("甲")))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    types = parts["[Content_Types].xml"].decode()
    changed = "application/vnd.ms-word." + kind if "macro" in kind else f"{writer.TYPE}.{kind}"
    parts["[Content_Types].xml"] = types.replace(f"{writer.TYPE}.document.main", f"{changed}.main").encode()
    assert parts["[Content_Types].xml"].decode() != types
    suffix = {"document.macroEnabled": ".docm", "template": ".dotx"}.get(kind, ".dotm")
    assert paragraphs(readers.read(archive(parts), f"a{suffix}")) == ["甲"]


ENTITY = '<!DOCTYPE w [<!ENTITY a "哈"><!ENTITY b "&a;&a;">]>'
RELATED = "http://x/officeDocument"
HOSTILE: dict[str, bytes] = {
    "no archive": b"PK\x03\x04 word/ but nothing else",
    "no text": archive({"word/styles.xml": "<a/>"}),
    "cut off": writer.package(writer.document(p("甲" * 500)))[:300],
    "not XML": archive({"word/document.xml": "word"}),
    "empty": archive({"word/document.xml": ""}),
    "unclosed": archive({"word/document.xml": "<a><b></a>"}),
    "unknown encoding": archive({"word/document.xml": '<?xml version="1.0" encoding="x-none"?><a/>'}),
    "multi-byte encoding": archive({"word/document.xml": '<?xml version="1.0" encoding="gb18030"?><a/>'}),
    "half of UTF-16": archive({"word/document.xml": b"\xff\xfe<"}),
    "entities": archive({"word/document.xml": writer.document(p("甲")).replace("<w:document", ENTITY + "<w:document")}),
    "entities after a comment": archive({"word/document.xml": f"<!-- <a> --><?a <b> ?>{ENTITY}<a>&b;</a>"}),
    "entities in UTF-16": archive({"word/document.xml": f"{ENTITY}<a>&b;</a>".encode("utf-16")}),
    "entities in UTF-16 without mark": archive({"word/document.xml": f"{ENTITY}<a>&b;</a>".encode("utf-16-be")}),
    "entities in the styles": writer.package(writer.document(), {"word/styles.xml": f"{ENTITY}<a/>"}),
    "broken numbering": writer.package(writer.document(), {"word/numbering.xml": "<a>"}),
    "bomb": archive({"word/document.xml": b" " * 30_000_000}),
    "too many tags": archive({"word/document.xml": "<a>" + "<b/>" * 700_000 + "</a>"}),
    "too many attributes": archive({"word/document.xml": "<a " + " ".join(f"a{n}=''" for n in range(650_000)) + "/>"}),
    "parts in parts without end": archive({"word/document.xml": "<a>" * 400_000 + "</a>" * 400_000}),
    "a directory without end": b"PK\x03\x04word/" + b"PK\x05\x06" + bytes(8) + b"\0\0\0\x02" + bytes(6),
    "a path out of the archive": archive({"../word/document.xml": writer.document(p("甲")), "word/x": ""}),
    "text of another kind": writer.package("<html><body>甲</body></html>").replace(b"document.main", b"document.none"),
    "text outside": archive({"_rels/.rels": f'<a><b Type="{RELATED}" Target="../../etc/passwd"/></a>', "word/x": ""}),
    "text on the web": archive(
        {"_rels/.rels": f'<a><b Type="{RELATED}" Target="http://a/" TargetMode="External"/></a>', "word/x": ""}
    ),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_files_are_refused(data: bytes) -> None:
    before = time.process_time()
    with pytest.raises(UnreadableFile) as caught:
        readers.read(data, "a.docx")
    assert "\n" not in caught.value.zh
    assert caught.value.zh.startswith("a.docx: ")
    assert time.process_time() - before < 5


def many(count: int) -> bytes:
    """So many parts with nothing in them."""
    return archive({"word/document.xml": writer.document(p("甲")), **{f"word/{number}": "" for number in range(count)}})


def chained(count: int) -> bytes:
    """Styles each based on the next one, and a paragraph of each; the last is based on the first."""
    paragraphs = [p(f"{n}", properties=f'<w:pStyle w:val="s{n}"/>') for n in range(count)]
    return writer.package(
        writer.document(*paragraphs),
        styles(*[style(f"s{n}", f"s{n}", base=f"s{(n + 1) % count}") for n in range(count)]),
    )


BOUNDED = {
    "parts": lambda: many(20_000),
    "styles": lambda: chained(10_000),
    "page marks": lambda: writer.package(writer.document(p(*[LAID_OUT + r("甲")] * 20_000))),
    "fields": lambda: writer.package(writer.document(p(*[field("begin") + field("separate") + r("甲")] * 20_000))),
    "spans": lambda: writer.package(writer.document(tbl(*[tr(tc("甲", properties=across(10**6)), "1")] * 2000))),
    "spans down": lambda: writer.package(writer.document(tbl(*[tr(tc("", properties=ON + across(1000)), "1")] * 900))),
    "lists in lists": lambda: writer.package(
        writer.document(*[p("甲", properties=in_list(1, number % 9)) for number in range(20_000)]),
        {"word/numbering.xml": writer.numbering(CHINESE)},
    ),
    "joined paragraphs": lambda: writer.package(
        writer.document(p("甲", properties="<w:rPr><w:del/></w:rPr>") * 40_000)
    ),
}


@pytest.mark.parametrize("make", BOUNDED.values(), ids=list(BOUNDED))
def test_much_of_anything_takes_little_time(make: Callable[[], bytes]) -> None:
    data = make()
    before = time.process_time()
    assert docx.read(data, "a.docx").blocks
    assert time.process_time() - before < 6


def test_lists_that_refer_to_each_other() -> None:
    linked = "".join(
        f"<w:abstractNum w:abstractNumId='{n}'><w:numStyleLink w:val='s{n}'/></w:abstractNum>" for n in (1, 2)
    )
    lists = "".join(f"<w:num w:numId='{n}'><w:abstractNumId w:val='{n}'/></w:num>" for n in (1, 2))
    numbering = f"{writer.HEAD}<w:numbering {writer.NAMESPACES}>{linked}{lists}</w:numbering>"
    named = styles(*[style(f"s{n}", f"s{n}", f"<w:pPr>{in_list(3 - n)}</w:pPr>") for n in (1, 2)])
    document = word(p("甲", properties=in_list(1)), parts={"word/numbering.xml": numbering, **named})
    assert paragraphs(document) == ["甲"]


def test_a_part_that_lies_about_its_size() -> None:
    data = bytearray(writer.package(writer.document(p("甲" * 100))))
    size = len(writer.document(p("甲" * 100)).encode())
    for at in range(len(data) - 4):
        if data[at : at + 4] == size.to_bytes(4, "little"):
            data[at : at + 4] = (60).to_bytes(4, "little")
    with pytest.raises(UnreadableFile):
        docx.read(bytes(data), "a.docx")


def test_locked_files() -> None:
    locked = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(UnreadableFile, match="密码"):
        readers.read(locked, "a.docx")
    data = bytearray(archive({"word/document.xml": writer.document(p("甲"))}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    with pytest.raises(UnreadableFile, match="密码"):
        docx.read(bytes(data), "a.docx")


def test_deep_nesting_ends() -> None:
    table, link = p("底"), r("底")
    for _ in range(300):
        table = tbl(tr("外", tc(table, p(""))))
        link = f"<w:smartTag>{link}</w:smartTag>"
    box = p("底")
    for _ in range(300):
        box = f"<w:p><w:r><w:pict><w:txbxContent>{box}</w:txbxContent></w:pict></w:r></w:p>"
    for deep in (table, f"<w:p>{link}</w:p>", box):
        with pytest.raises(UnreadableFile, match="嵌套过深"):
            word(deep, p("完"))


@few
@given(st.binary(max_size=300))
def test_any_bytes_end_well(data: bytes) -> None:
    readable(data)
    readable(b"PK\x03\x04" + data + b"word/")
    readable(archive({"word/document.xml": data}))


@few
@given(st.data())
def test_damaged_files_end_well(data: st.DataObject) -> None:
    document = writer.document(
        p("公", f"<w:ins>{r('开')}</w:ins>", properties=in_list(1)),
        tbl(tr(tc("甲", properties=DOWN), "1"), tr(tc("", properties=ON), "2")),
    )
    parts = {
        "word/document.xml": document,
        "word/numbering.xml": writer.numbering(CHINESE),
        "word/styles.xml": writer.STYLES,
    }
    path = data.draw(st.sampled_from(sorted(parts)))
    words = data.draw(
        st.lists(
            st.sampled_from(("<w:p>", "</w:p>", "<w:tc>", "<w:tbl>", "</w:tbl>", "<w:r>", '"1"', "w:val", "w:ilvl")),
            max_size=4,
        )
    )
    for one in words:
        at = data.draw(st.integers(0, len(parts[path])))
        found = parts[path].find(one, at)
        if found >= 0:
            parts[path] = (
                parts[path][:found]
                + data.draw(st.sampled_from(("", "<w:p/>", '"9"', '"-3"')))
                + parts[path][found + len(one) :]
            )
    readable(archive(parts))
    content = bytearray(archive(parts))
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    readable(bytes(content))


def readable(data: bytes) -> None:
    try:
        document = docx.read(data, "a.docx")
    except UnreadableFile:
        return
    assert_lawful(document)


def test_time_is_linear() -> None:
    def seconds(count: int) -> float:
        body = [
            p("本机关公开", properties=in_list(1)),
            tbl(*(tr(tc("甲", properties=ON), "1") for _ in range(10))),
        ] * count
        data = writer.package(writer.document(*body), {"word/numbering.xml": writer.numbering(CHINESE)})
        taken = []
        for _ in range(3):
            before = time.process_time()
            docx.read(data, "a.docx")
            taken.append(time.process_time() - before)
        return min(taken)

    assert seconds(1600) < 12 * seconds(400) + 0.2
