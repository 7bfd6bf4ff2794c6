"""What a draft left open: placeholders, instructions of the template, counts without their number."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.findings import Problem, Relation, Words
from gouji.patterns import HAN, pattern
from gouji.report import Report
from gouji.rules import rule
from gouji.source import Span
from gouji_rules.passages import Passages, sentence
from gouji_rules.wording import says_nothing

_UNITS = "年|月|日|件|条|次|个|份|篇|期|场(?!所|地|镇|馆)|项(?!目)|批(?!准|次)|万元|元|人次|人(?!民)|名|号|%"
_OWNERS = "局|厅|委(?!托|屈)|省|市|县|区(?!别|分)|镇|乡|街道|处(?!理|罚|于|置)|科(?!技|学|研|目|普)|股室|部门|单位|机关|人民政府|办公室|制度|办法|方案|网站|平台|大厅"
# A masked number (138××××1234) has digits before it, an address of mail or web letters behind it. What somebody made
# anonymous (李某某, ××公司, 某某镇某某村) is followed by other words. Each begins with a literal, for speed.
_SIGNS = (
    pattern(rf"X(?<![A-Za-z\d_.@/-]X)(?:X*(?=\s?(?:{_UNITS}))|X+(?=\s?(?:{_OWNERS})))"),
    pattern(rf"x(?<![A-Za-z\d_.@/-]x)x+(?=\s?(?:{_UNITS}|{_OWNERS}))"),
    pattern(rf"×(?<![A-Za-z\d×*]×)(?:×*(?=\s?(?:{_UNITS}))|×+(?=\s?(?:{_OWNERS})))"),
    pattern(r"-(?<=\d-)(?:X{5,8}|x{5,8}|×{5,8})(?![\w@.×*-])"),
    pattern(r":\s?(?:X{2,}|x{2,}|×{2,})(?![\w@.×*-])"),
    pattern(r"某(?<!某某)某(?=局|厅|委(?!托)|市|县|区|省|年|月|单位|部门|机关|人民政府|办公室)"),
    pattern(rf"__(?<=[^\x00-\xff]__)_+(?={HAN})"),
    pattern(r"待(?<=[:([【为是。\n]待)(?:填|补充?|核实?|定|录入|更新)[写报入]?(?=[)\]】。,;]|$)"),
    pattern(r"待填[写报](?!的)"),
)
_ORDERS = "(?:请?(?:填写|填入|填报|输入|插入|选填)|此处|在此)"
_INSTRUCTIONS = (
    pattern(
        rf"\((?:文字描述|{_ORDERS}|示例|样例|字数|不超过\d+字|\d+字(?:以内|左右)|单位全称|机关(?:全称|名称))[^()\n]{{0,60}}\)"
    ),
    pattern(rf"\[(?:{_ORDERS}|单位|机关|日期|数字)[^\[\]\n]{{0,40}}\]"),
    pattern(rf"【(?:{_ORDERS}|单位|机关|日期|数字)[^【】\n]{{0,40}}】"),
    pattern(r"此处(?:填写|输入|插入|粘贴|添加|编辑)[^。,;()\n]{0,12}"),
    pattern(r"请(?:填写|填报|输入)(?:具体|相关|有关|本单位|本机关)?(?:内容|文字|情况|数字|单位名称)(?=[。,;)\n])"),
)
_PLACEHOLDER = Words("占位符号「{}」没有换成实际内容", "the placeholder “{}” was never filled in")
_INSTRUCTION = Words("模板的说明「{}」没有删去", "the template's instruction “{}” was left in")
_SHOWN = 24
_SHORT = 500
_MANY, _NAMED = 5, 21


@rule("LNG901", "error", basis=("年度报告应当是定稿：不得留有占位符号和模板说明",), literal=True)
def placeholder(report: Report) -> Iterator[Problem]:
    """留有占位符号或模板的填写说明。
    A placeholder or an instruction of the template was left in.
    """
    found = list(_left_in(report))
    if not found:
        return
    if len(found) <= _MANY:
        for span, said, around in found:
            shown = _shown(report, span)
            quote = sentence(report.source.folded, span.start, around, ends="。;!?\n,")
            message = Words(said.zh.format(shown), said.en.format(shown))
            yield Problem(span, message, quote=quote if quote.end >= span.end else None)
        return
    words = list(dict.fromkeys(_shown(report, span) for span, _, _ in found))
    named = "、".join(f"「{word}」" for word in words[:3]) + ("等" if len(words) > 3 else "")
    message = Words(
        f"占位符号或模板说明{named}没有换成实际内容，共{len(found)}处",
        f"{len(found)} placeholders were never filled in",
    )
    related = tuple(Relation(span) for span, _, _ in found[1:_NAMED])
    yield Problem(found[0][0], message, Words("疑为未填写的模板", "perhaps the template as it is"), related=related)


def _left_in(report: Report) -> Iterator[tuple[Span, Words, Span]]:
    """Placeholders and instructions in reading order, each with its kind and the passage round it."""
    passages, last = Passages(report), 0
    found = [(span, _PLACEHOLDER) for span in passages.found(_SIGNS, whole=False)]
    found += [(span, _INSTRUCTION) for span in passages.found(_INSTRUCTIONS, whole=False)]
    for span, said in sorted(found):
        around = passages.around(span.start)
        if around is None or span.start < last or (said is _INSTRUCTION and _is_all(report, span)):
            continue
        last = span.end
        yield span, said, around


def _shown(report: Report, span: Span) -> str:
    written = report.source[span].strip("：: ")
    return written if len(written) <= _SHOWN else written[: _SHOWN - 1] + "…"


def _is_all(report: Report, span: Span) -> bool:
    """Whether a section says nothing but this, so that another rule reports it as empty."""
    for section in report.sections:
        if section.extent.start <= span.start < section.extent.end:
            text = report.says(section)
            return len(text) <= _SHORT and says_nothing(text)
    return False


# A count of its own: the numeral is gone between the words and the unit, after which the clause ends.
_END = r"(?=\s?(?:[,。;、)]|其中|$))"
_OF_WHAT = r"(?=\s?(?:[,。;、)]|其中|(?:政府|政务)?信息(?:[,。;、)]|$)|$))"
_DONE = "公开|发布|收到|受理|办理|办结|答复|回复|接待|举办|召开|开展|组织|新收|结转|制发|推送|更新|解读|编发|回应|处理|编制|培训|清理|废止"
_WORDS = r"[^\d,。;:、()\n〇零一二两三四五六七八九十百千万亿几若干数多余无未没每各所]"
_UNIT = (
    r"(?:(?<![头线信苹教])条|(?<!长)篇|(?<![文案条要邮信稿事证附软元组来办访物部零])件|(?<![身年月省股部])份|人次|"
    r"(?<![层档批场版人名])次)"
)
_MISSING = (
    pattern(rf"共(?<![公中国]共)(?!同|享|建|识|性|产|和|青|治|管|用|存|赢)计?{_WORDS}{{0,10}}?(?:{_DONE}){_WORDS}{{0,12}}?\s?{_UNIT}{_END}"),
    pattern(rf"计(?<=[累合总]计){_WORDS}{{0,10}}?(?:{_DONE}){_WORDS}{{0,12}}?\s?{_UNIT}{_END}"),
    pattern(rf"信息\s?条{_END}"),
    pattern(rf"公开\s?条{_OF_WHAT}"),
    pattern(rf"份(?<=[公通]告份)(?<!报告份){_END}"),
    # What is dealt with is 申请件, an application; what came in is counted.
    pattern(rf"申请(?:(?<=[年共计内到收]申请)|(?<=受理申请)|(?<=[到收共计]政府信息公开申请)|(?<=受理政府信息公开申请)|(?<=息公开申请)(?=\s))\s?件{_END}"),
    pattern(rf"  (?<={HAN}  ) {{0,10}}(?:条|件|份|篇|次|期|人次|万元){_END}"),
    pattern(rf"会议\s?次{_END}"),
    pattern(rf"培训\s?次{_END}"),
    pattern(rf"万元(?<=[费额用入出资金]万元){_END}"),
)  # fmt: skip


@rule("LNG903", "error", basis=("《中华人民共和国政府信息公开条例》第五十条：年度报告应当包括数量",), literal=True)
def number_missing(report: Report) -> Iterator[Problem]:
    """计数缺少数字。
    A count stands without its number.
    """
    passages = Passages(report)
    folded, last = report.source.folded, 0
    for span in passages.found(_MISSING, whole=False):
        around = passages.around(span.start)
        if around is None or span.start < last:
            continue
        last = span.end
        clause = sentence(folded, span.start, around, ends="。;!?\n,")
        written = report.source[Span(clause.start, span.end)].strip()
        place = Span(span.end - len(written), span.end)
        message = Words(f"「{written}」缺少数字", f"“{written}” lacks its number")
        yield Problem(place, message)
