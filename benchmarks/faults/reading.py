"""Faults of the file: no title, no report, the wrong encoding, pictures for forms, figures that cannot be placed."""

from __future__ import annotations

from random import Random

from builder.parts import Prose
from faults.draft import PICTURE, Draft, Piece, marked
from faults.kinds import fault

_FORMAT = "2019 2021"


@fault("EXT001", "不是年度报告", layouts="pipes markdown clean page")
def no_report(draft: Draft, random: Random) -> Draft | None:
    text = f"{draft.office.name}关于开展冬季安全检查的通知。各科室要认真组织自查，检查情况于月底前报办公室。"
    return draft.with_pieces([Piece("title", Prose("通知")), Piece("text", Prose(text))])


@fault("EXT002", "各处都没有年份", _FORMAT, layouts="pipes markdown clean")
def no_year(draft: Draft, random: Random) -> Draft | None:
    import re

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
