"""Faults of the file: no title, no report, the wrong encoding, pictures for forms, figures that cannot be placed."""

from __future__ import annotations

import io
import re
import zipfile
from random import Random

from builder import docx
from builder.parts import Prose
from faults.draft import PICTURE, Draft, Piece, marked
from faults.kinds import fault, with_cell

_FORMAT = "2019 2021"


@fault("EXT001", "不是年度报告", layouts="pipes markdown clean page")
def no_report(draft: Draft, random: Random) -> Draft | None:
    text = f"{draft.office.name}关于开展冬季安全检查的通知。各科室要认真组织自查，检查情况于月底前报办公室。"
    return draft.with_pieces([Piece("title", Prose("通知")), Piece("text", Prose(text))])


@fault("EXT002", "各处都没有年份", _FORMAT, layouts="pipes markdown clean")
def no_year(draft: Draft, random: Random) -> Draft | None:
    keep = ("title", "heading", "form", "problems")
    pieces = []
    for piece in draft.pieces:
        if piece.role == "overview.opening":
            pieces.append(Piece(piece.role, Prose("本机关认真做好各项公开工作，健全制度，规范程序。")))
        elif piece.role.startswith(("overview", *keep)) and isinstance(piece.part, Prose):
            pieces.append(Piece(piece.role, Prose(re.sub(r"20\d\d年?度?，?", "", piece.part.text))))
        elif piece.role.startswith(("overview", *keep)):
            part = piece.part
            if piece.role.startswith("title"):
                part = part._replace(text=re.sub(r"20\d\d年度?", "", part.text))  # type: ignore[union-attr]
            pieces.append(Piece(piece.role, part))
        elif piece.role.startswith("other"):
            pieces.append(Piece(piece.role, Prose("本机关未收取信息处理费。")))
    return draft.with_pieces(pieces)


@fault("EXT003", "没有标题")
def untitled(draft: Draft, random: Random) -> Draft | None:
    return draft.without(draft.having("title"))


@fault("EXT004", "表三的数字连成一串", _FORMAT, layouts="pipes clean")
def figures_fused(draft: Draft, random: Random) -> Draft | None:
    at = draft.having("form.applications")[0]
    text = "一、本年新收政府信息公开申请数量 二、上年结转政府信息公开申请数量 三、本年度办理结果（一）予以公开（二）部分公开（三）不予公开 总计 四、结转下年度继续办理 "
    digits = "".join(str(random.randint(0, 9)) for _ in range(33))
    return draft.with_part(at, Prose(marked(text + digits)))


@fault("EXT006", "表是图片", _FORMAT, layouts="clean page markdown")
def picture(draft: Draft, random: Random) -> Draft | None:
    role = random.choice(("applications", "remedies", "disclosure"))
    heading = draft.section(role)[0]
    draft = draft.with_text(heading, marked(draft.text(heading)))
    return draft.with_part(draft.having(f"form.{role}")[0], Prose(marked(PICTURE)))


@fault("EXT009", "声明的编码不是实际的编码", layouts="clean page word", encode=lambda text: text.encode("gb18030"))
def encoding(draft: Draft, random: Random) -> Draft | None:
    return draft


@fault("EXT007", "扫描件有看不清的数字", _FORMAT, layouts="markdown pipes", scanned=True)
def unclear(draft: Draft, random: Random) -> Draft | None:
    cell, title = ("applications", "new", "total"), draft.having("title")[0]
    return with_cell(draft.with_text(title, marked(draft.text(title))), cell, str(draft.figures[cell]))


@fault("EXT007", "扫描件看错一个数字", _FORMAT, layouts="markdown pipes", scanned=True)
def misread(draft: Draft, random: Random) -> Draft | None:
    cell = ("applications", "outcome_total", "total")
    return with_cell(draft, cell, str(int(draft.figures[cell]) + random.choice((1, 3, 10))))


_RUN = re.compile(r"(<w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t[^>]*>)([^<]{12,})(</w:t></w:r>)")
_BY = 'w:id="7" w:author="科员" w:date="2025-01-10T09:00:00Z"'


def _revised(data: bytes, before: str, comments: str = "") -> bytes:
    """A Word file with marks before the last run of prose, and perhaps with a part of comments."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {
            name: archive.read(name) for name in archive.namelist() if name.startswith("word/") and "_rels" not in name
        }
    document = parts.pop("word/document.xml").decode()
    last = list(_RUN.finditer(document))[-1]
    made: dict[str, str | bytes] = dict(parts)
    if comments:
        made["word/comments.xml"] = f"{docx.HEAD}<w:comments {docx.NAMESPACES}>{comments}</w:comments>"
    return docx.package(document[: last.start()] + before + document[last.start() :], made)


def _inserted(data: bytes) -> bytes:
    return _revised(data, f"<w:ins {_BY}><w:r><w:t>今后，</w:t></w:r></w:ins>")


def _deleted(data: bytes) -> bytes:
    return _revised(data, f"<w:del {_BY}><w:r><w:delText>经领导同意，</w:delText></w:r></w:del>")


def _commented(data: bytes) -> bytes:
    note = f"<w:comment {_BY}><w:p><w:r><w:t>此处请办公室核实</w:t></w:r></w:p></w:comment>"
    mark = '<w:commentRangeStart w:id="7"/><w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    return _revised(data, mark, note)


@fault("EXT008", "有未接受的插入", layouts="docx docx-numbered", pack=_inserted)
def insertion(draft: Draft, random: Random) -> Draft | None:
    return draft


@fault("EXT008", "有未接受的删除", layouts="docx docx-numbered", pack=_deleted)
def deletion(draft: Draft, random: Random) -> Draft | None:
    return draft


@fault("EXT008", "批注没有删去", layouts="docx docx-numbered", pack=_commented)
def comment(draft: Draft, random: Random) -> Draft | None:
    return draft
