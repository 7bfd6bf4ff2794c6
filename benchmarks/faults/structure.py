"""Faults of structure: sections, their titles and numbers, what they have to say, title and signature."""

from __future__ import annotations

from random import Random

from builder.parts import Heading, Prose
from faults.draft import FIRST, SECOND, Draft, Piece, marked, numbered, prose
from faults.kinds import added, fault, inserted, with_body

_NUMERALS = "一二三四五六七八九十"
_FORMAT = "2019 2021"
_FREE = "2008 2014"


def _heading(draft: Draft, role: str) -> int:
    return draft.section(role)[0]


def _unannounced(draft: Draft) -> Draft:
    return draft.without(draft.having("preamble.parts"))


@fault("STR101", "缺一个部分", _FORMAT)
def section_missing(draft: Draft, random: Random) -> Draft | None:
    role = random.choice(("disclosure", "applications", "remedies", "problems", "other"))
    return _unannounced(draft).without(_unannounced(draft).section(role))


@fault("STR101", "编制说明列出而正文缺的部分", _FORMAT)
def announced_section_missing(draft: Draft, random: Random) -> Draft | None:
    if not draft.having("preamble.parts"):
        return None
    return draft.without(draft.section(random.choice(("remedies", "problems"))))


@fault("STR101", "2007年条例的内容缺一项", _FREE)
def content_missing(draft: Draft, random: Random) -> Draft | None:
    role = random.choice(("remedies", "problems"))
    return _unannounced(draft).without(_unannounced(draft).section(role))


@fault("STR102", "两个部分换了位置", _FORMAT)
def sections_swapped(draft: Draft, random: Random) -> Draft | None:
    draft = _unannounced(draft)
    first, second = random.choice((("disclosure", "applications"), ("applications", "remedies"), ("problems", "other")))
    one, two = draft.section(first), draft.section(second)
    pieces = draft.pieces
    there = [*pieces[: one[0]], *pieces[two[0] : two[-1] + 1], *pieces[one[0] : one[-1] + 1], *pieces[two[-1] + 1 :]]
    return draft.with_pieces(there)


@fault("STR103", "一个部分出现两次", _FORMAT)
def section_twice(draft: Draft, random: Random) -> Draft | None:
    draft = _unannounced(draft)
    one = draft.section("problems")
    again = draft.pieces[one[0]]
    heading = Piece("heading.again", Heading(1, marked(draft.text(one[0]))))
    assert again.role == "heading.problems"
    body = prose("again.text", "年内还存在个别栏目更新迟缓的问题，今后将加强日常检查，逐项整改到位。")
    return inserted(draft, one[-1] + 1, heading, *body)


@fault("STR104", "只有标题没有内容", _FORMAT)
def section_empty(draft: Draft, random: Random) -> Draft | None:
    return with_body(draft, "problems")


@fault("STR104", "问题部分只写“无”", "2008 2014 2019 2021")
def section_none(draft: Draft, random: Random) -> Draft | None:
    return with_body(draft, "problems", random.choice(("无", "无。", "暂无。")))


@fault("STR104", "复议诉讼部分没有内容", _FREE)
def remedies_empty(draft: Draft, random: Random) -> Draft | None:
    return with_body(draft, "remedies")


@fault("STR105", "一级标题跳号")
def number_skipped(draft: Draft, random: Random) -> Draft | None:
    headings = [at for at in draft.having("heading") if draft.pieces[at].role.count(".") == 1]
    place = random.randrange(2, len(headings))
    made = draft
    for count, at in enumerate(headings[place:], place + 2):
        number = numbered(draft.manner.first, count)
        text = draft.text(at).replace(FIRST, number)
        made = made.with_text(at, marked(text) if count == place + 2 else text)
    return made


@fault("STR105", "一级标题重号")
def number_repeated(draft: Draft, random: Random) -> Draft | None:
    headings = [at for at in draft.having("heading") if draft.pieces[at].role.count(".") == 1]
    at = headings[-1]
    number = numbered(draft.manner.first, len(headings) - 1)
    return draft.with_text(at, marked(draft.text(at).replace(FIRST, number)))


@fault("STR105", "二级标题跳号", _FORMAT)
def second_number_skipped(draft: Draft, random: Random) -> Draft | None:
    places = [at for at in draft.having("overview") if SECOND in draft.text(at)]
    if len(places) < 5:
        return None
    at = places[-1]
    number = numbered(draft.manner.second, 6)
    return draft.with_text(at, marked(draft.text(at).replace(SECOND, number)))


@fault("STR105", "“一是”之后是“三是”")
def ordinal_skipped(draft: Draft, random: Random) -> Draft | None:
    for at in draft.having("problems"):
        if "二是" in (text := draft.text(at)):
            return draft.with_text(
                at, marked(text.replace("四是", "五是").replace("三是", "四是").replace("二是", "三是"))
            )
    return None


@fault("STR106", "标题不是规定的字样", _FORMAT)
def title_of_section(draft: Draft, random: Random) -> Draft | None:
    draft = _unannounced(draft)
    at = _heading(draft, "problems")
    return draft.with_text(at, marked(FIRST + random.choice(("工作中的问题与下年打算", "存在困难和下一步改进方向"))))


@fault("STR107", "编制说明所说的部分数不对")
def parts_counted_wrong(draft: Draft, random: Random) -> Draft | None:
    draft = _unannounced(draft)
    count = len(draft.having("heading"))
    wrong = _NUMERALS[count - 1 + random.choice((-1, 1)) if count < 10 else 8]
    text = random.choice((f"本报告共{wrong}个部分。", f"全文共分为{wrong}部分。"))
    return inserted(draft, draft.having("preamble.basis")[0] + 1, *prose("preamble.parts", marked(text)))


@fault("STR108", "总体情况少一个方面", "2021")
def aspect_missing(draft: Draft, random: Random) -> Draft | None:
    role = random.choice(("overview.management", "overview.platform"))
    return draft.without(draft.having(role))


@fault("STR109", "政府年报没有考核、评议、追究", _FORMAT, kind="government")
def government_aspects(draft: Draft, random: Random) -> Draft | None:
    text = "安排专人负责日常监督，设立监督电话，定期检查公开内容。"
    for at in draft.having("overview.supervision"):
        if isinstance(draft.pieces[at].part, Prose):
            head = draft.text(at).split("。")[0] + "。" if len(draft.having("overview.supervision")) == 1 else ""
            return draft.with_text(at, head + text)
    return None


def _unattached(draft: Draft) -> Draft:
    """The report without the statistical table, which would say what the text does not."""
    return draft.without([*draft.having("annex"), *draft.having("form.annex")])


@fault("STR110", "依申请部分写的不是申请", _FREE)
def applications_off_topic(draft: Draft, random: Random) -> Draft | None:
    text = "开通领导信箱和咨询电话，及时回复群众提出的意见建议，群众满意度不断提高。"
    return with_body(_unattached(draft), "applications", text)


@fault("STR111", "复议诉讼部分只写一项", _FREE)
def one_remedy(draft: Draft, random: Random) -> Draft | None:
    numbers = draft.figures
    if numbers.get(("statistics", "review", "quantity"), 0) or numbers.get(("statistics", "litigation", "quantity"), 0):
        return None
    title = random.choice(("行政复议", "行政诉讼"))
    return with_body(
        _unattached(draft), "remedies", f"{draft.year}年，{draft.office.self_name}未发生涉及政府信息公开的{title}案件。"
    )


@fault("STR112", "收费部分没有说是否收费", _FREE)
def fees_off_topic(draft: Draft, random: Random) -> Draft | None:
    return with_body(_unattached(draft), "fees", "严格执行价格主管部门的有关规定，不断规范管理。")


@fault("STR113", "只写问题，没有改进措施")
def no_measures(draft: Draft, random: Random) -> Draft | None:
    return with_body(draft, "problems", "一是部分信息公开不及时；二是公开栏目分类不清，群众查找不便。")


@fault("STR113", "只写打算，没有问题")
def no_problems(draft: Draft, random: Random) -> Draft | None:
    return with_body(draft, "problems", "一是拓宽公开渠道，充实公开内容；二是组织业务培训，提升工作人员素质。")


@fault("STR114", "没有报告信息处理费", "2021")
def processing_fee(draft: Draft, random: Random) -> Draft | None:
    return with_body(
        draft, "other", random.choice(("无", "无。", "没有其他需要报告的事项。", "本年度无需要报告的事项。"))
    )


@fault("STR115", "标题写成工作报告、工作总结")
def title_kind(draft: Draft, random: Random) -> Draft | None:
    wrong = random.choice(("政府信息公开工作报告", "政府信息公开工作总结", "政府信息公开工作情况的报告"))
    at = draft.having("title")[-1]
    if "政府信息公开工作年度报告" not in draft.text(at):
        return None
    return draft.with_text(at, marked(draft.text(at).replace("政府信息公开工作年度报告", wrong)))


@fault("STR116", "标题缺“工作”二字")
def title_without_work(draft: Draft, random: Random) -> Draft | None:
    for at in draft.having("title"):
        draft = draft.with_text(at, marked(draft.text(at).replace("公开工作年度", "公开年度")))
    return draft


@fault("STR117", "落款是另一个机关")
def signed_by_another(draft: Draft, random: Random) -> Draft | None:
    for at in draft.having("closing.agency"):
        return draft.with_text(at, marked("金桥市城市管理局"))
    return None


@fault("STR118", "公布的是报送上级的函")
def cover_letter(draft: Draft, random: Random) -> Draft | None:
    at = draft.having("preamble")[0]
    letter = prose(
        "preamble.letter",
        marked("上级政务公开工作领导小组办公室："),
        marked("按照贵办通知要求，现将我单位年度报告随文报送，请审阅。"),
    )
    return inserted(draft, at, *letter)


@fault("STR119", "没有署名和日期")
def unsigned(draft: Draft, random: Random) -> Draft | None:
    places = draft.having("closing")
    return draft.without(places) if len(places) == 2 else None


@fault("STR120", "没有写明依据")
def no_basis(draft: Draft, random: Random) -> Draft | None:
    pieces = []
    for piece in draft.without(draft.having("preamble.basis")).pieces:
        text = "" if not isinstance(piece.part, Prose) else piece.part.text
        if any(word in text for word in ("条例", "办法》", "〔")):
            swapped = text.replace("《条例》规定", "规定").replace("《条例》和", "").replace("《条例》", "有关要求")
            swapped = swapped.replace("按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）规定，", "")
            pieces.append(Piece(piece.role, Prose(swapped)))
        else:
            pieces.append(piece)
    return draft.with_pieces(pieces)


@fault("STR121", "没有附统计表", "2014")
def no_annex(draft: Draft, random: Random) -> Draft | None:
    return _unattached(draft)


@fault("STR117", "同时用两种简称自称")
def two_aliases(draft: Draft, random: Random) -> Draft | None:
    if not draft.office.name.endswith("人力资源和社会保障局"):
        return None
    level = draft.office.name.removesuffix("人力资源和社会保障局")[-1]
    made = added(draft, "overview.opening", f"{level}人社局坚持把公开贯穿工作全过程。")
    return made and added(made, "problems.good", f"{level}人力社保局将持续加强制度建设。")
