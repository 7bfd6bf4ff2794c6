"""Word files that are one XML document, as programs of offices fill them in: the same as the .docx of the same text."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builder
from builder import docx as writer
from checking import check, report_of
from gouji import readers
from gouji.document import Paragraph, Picture
from gouji.errors import UnreadableFile
from gouji.report import Report

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
OLD = (
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:aml="http://schemas.microsoft.com/aml/2001/core"'
)
PACKAGE = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
NUMERALS = {"chineseCounting": "37", "chineseCountingThousand": "39", "decimal": "0"}


def parts_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.startswith("word/")}


def flat(data: bytes) -> str:
    """A package written flat."""
    parts = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content.removeprefix(writer.HEAD)}</pkg:xmlData></pkg:part>'
        for name, content in parts_of(data).items()
    )
    return f"{HEAD}<pkg:package {PACKAGE}>{parts}</pkg:package>"


def old(data: bytes) -> str:
    """The same in the words of Word 2003."""
    parts = parts_of(data)
    lists = inside(parts["word/numbering.xml"])
    lists = re.sub(r'<w:numFmt w:val="(\w+)"/>', lambda kind: f'<w:nfc w:val="{NUMERALS[kind[1]]}"/>', lists)
    lists = re.sub(
        r'<w:num w:numId="(\d+)"><w:abstractNumId w:val="(\d+)"/></w:num>',
        r'<w:list w:ilfo="\1"><w:ilst w:val="\2"/></w:list>',
        lists,
    )
    lists = lists.replace("w:abstractNumId=", "w:listDefId=").replace("w:abstractNum", "w:listDef")
    body = (
        inside(parts["word/document.xml"])
        .replace("w:vMerge", "w:vmerge")
        .replace("w:numPr>", "w:listPr>")
        .replace("w:numId ", "w:ilfo ")
    )
    body = body.replace("<w:body>", "<w:body><wx:sect><wx:sub-section>").replace(
        "</w:body>", "</wx:sub-section></wx:sect></w:body>"
    )
    styles = inside(parts["word/styles.xml"])
    return f"{HEAD}<w:wordDocument {OLD}><w:lists>{lists}</w:lists><w:styles>{styles}</w:styles>{body}</w:wordDocument>"


def inside(xml: str) -> str:
    """What stands in the root of a part."""
    return xml[xml.index(">", xml.index("<w:")) + 1 : xml.rindex("</")]


def old_body(*body: str) -> bytes:
    return f"{HEAD}<w:wordDocument {OLD}><w:body>{''.join(body)}</w:body></w:wordDocument>".encode()


def told(report: Report) -> tuple[object, ...]:
    values = {
        (form, row, column): value.number
        for form, reading in report.forms.items()
        for (row, column), value in reading.values.items()
    }
    found = [(one.code, one.address, one.message.zh, one.place.place) for one in check(report)]
    return report.source.text, values, found


@pytest.mark.parametrize("edition", builder.EDITIONS)
@pytest.mark.parametrize("write", [flat, old])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_it_says_what_its_docx_says(edition: str, write: object, encoding: str) -> None:
    assert callable(write)
    made = builder.build(edition, 7)
    if edition == "2021":
        made, _, _ = builder.break_cell(made, 5)
    data = writer.write(made.parts, numbered=True)
    report = report_of(write(data).replace("UTF-8", encoding.upper()).encode(encoding), "年报.doc")
    assert report.document.reader == "doc"
    assert told(report) == told(report_of(data, "年报.doc"))


def test_changes_and_comments_of_word_2003() -> None:
    def change(kind: str, text: str) -> str:
        return f'<aml:annotation w:type="Word.{kind}"><aml:content>{text}</aml:content></aml:annotation>'

    run, gone = "<w:r><w:t>{}</w:t></w:r>", "<w:r><w:delText>{}</w:delText></w:r>"
    body = (
        run.format("收到"),
        change("Insertion", run.format("3")),
        change("Deletion", gone.format("4")),
        run.format("件"),
        f"<w:r>{change('Comment', '<w:p>' + run.format('核实') + '</w:p>')}</w:r>",
        '<aml:annotation w:type="Word.Bookmark.Start" w:name="a"/>',
    )
    document = readers.read(old_body(f"<w:p>{''.join(body)}</w:p>"), "a.doc")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["收到3件"]
    assert [(note.code, note.detail) for note in document.notes] == [("EXT008", "插入 1 处、删除 1 处、批注 1 条")]


def test_pictures_of_word_2003() -> None:
    picture = "<w:p><w:r><w:pict><w:binData>AA==</w:binData><v:shape><v:imagedata/></v:shape></w:pict></w:r></w:p>"
    assert [type(block) for block in readers.read(old_body(picture), "a.xml").blocks] == [Picture]


HOSTILE = {
    "no text": f"{HEAD}<w:wordDocument {OLD}/>",
    "no part": f"{HEAD}<pkg:package {PACKAGE}><pkg:part/></pkg:package>",
    "cut off": old_body("<w:p>").decode()[:-40],
    "entities": old_body("<w:p>&a;</w:p>")
    .decode()
    .replace("<w:wordDoc", '<!DOCTYPE a [<!ENTITY a "b">]><w:wordDoc', 1),
    "nested": old_body("<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60).decode(),
    "tags": old_body("<w:p/>" * 700_000).decode(),
    "length": old_body("<w:p>" + "甲" * 12_000_000 + "</w:p>").decode(),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_files_are_refused(text: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        readers.read(text.encode(), "a.doc")
    assert caught.value.zh.startswith("a.doc: ")
    assert "\n" not in caught.value.zh


@given(st.integers(0, 5000), st.sampled_from(["", "<", ">", "/", "w:p", '"']))
def test_damaged_files_end_well(at: int, put: str) -> None:
    text = old_body("<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>").decode()
    at = len(HEAD) + at % (len(text) - len(HEAD))
    with contextlib.suppress(UnreadableFile):
        assert readers.read((text[:at] + put + text[at + 2 :]).encode(), "a.doc").source.name == "a.doc"
