"""Words written twice in a row, apart from those that Chinese doubles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gouji.findings import Problem, Words
from gouji.patterns import HAN, pattern
from gouji.report import Report
from gouji.rules import rule
from gouji.source import Span
from gouji_rules.passages import Passages

_LENGTHS = range(1, 9)
_WORD = pattern(rf"{HAN}+|\d{{4}}年")
_PARTICLES = pattern(
    r"的的(?<![目标有]的的)(?![确士])|和和(?<!共和和)(?![气睦美])|性性(?![能质别格状])|被被|将将|对对(?![碰联口])|与与(?<![参给]与与)(?!否)|及及"
    r"|要要(?<![主重需首必只摘概次]要要)(?![求点件素闻事领道员害塞])|实实(?<=落实实)(?![施名效体验地际现干务物惠行事打时])|条条(?<=\d条条)|件件(?<=\d件件)"
)
_PARTICLE = frozenset("要实条件的和性被将对与及")
_LEGITIMATE = frozenset((
    "研究", "讨论", "学习", "了解", "考虑", "商量", "比较", "许多", "很多", "非常", "多次", "好好", "慢慢", "常常", "渐渐", "谢谢",
    "哈哈", "点点", "滴滴", "多多", "人人", "天天", "年年", "家家", "户户", "处处", "事事", "时时", "步步", "层层", "条条",
))  # fmt: skip
"""What is doubled for emphasis, or by way of trying something."""

_JOINED = {
    "政府": (r"[省市县区镇乡州盟旗民级]$", r"信息|网|公报|采购|投资|购买|部门|职能|债务|规章|文件|工作报告|服务|数据|办"),
    "公开": ("", r"栏|事项|渠道|内容|专栏|平台|网|透明|目录|指南|信箱|电话|窗口|制度"),
    "服务": ("", r"中心|大厅|窗口|平台|热线|站|对象|事项|水平"),
    "信息": (r"", r"中心|科|处|化|产业|网络|系统|平台|技术|资源"),
    "中心": ("", r"主任|支部|工作人员|城区|镇|校"),
    "项目": (r"(?:建设|工程|投资|大)$", r"信息|名称|审批|批准|实施|库|清单|建设|管理|法人|单位|进展"),
    "资金": (r"(?:专项|财政|补助|扶贫|补贴)$", r"使用|管理|分配|安排|拨付|支出"),
    "管理": ("", r"办法|局|科|处|中心|系统|平台|制度|工作|人员"),
    "街道": ("", r"办|党|社"),
    "社区": ("", r"居|党|服务"),
    "会议": ("", r"纪要|室|中心|制度|精神"),
    "工作": (r"(?:开展|本职|日常)$", r"组|领导|专班|小组"),
    "委员": ("", r"会"),
    "发布": ("", r"会|平台|栏"),
    "公示": ("", r"期|栏|牌|信息|结果"),
    "培训": ("", r"班|机构|对象|计划|教材"),
    "申请": ("", r"人|书|表|件|事项|渠道|材料"),
    "执行": ("", r"案件|标准|人|到位"),
    "调查": ("", r"问卷|组|人员|对象|报告"),
    "宣传": ("", r"栏|册|手册|周|日|月|资料|画|片"),
    "投诉": ("", r"人|件|电话|举报|渠道|案件"),
    "审批": ("", r"局|大厅|事项|系统|流程"),
    "监督": ("", r"员|电话|检查|部门|机制|平台"),
    "检查": ("", r"组|人员|对象|事项|结果"),
    "评估": ("", r"报告|机构|结果|指标"),
    "统计": ("", r"数据|报表|表|资料|口径|指标|局|年鉴"),
    "报告": ("", r"事项|单位|期"),
    "登记": ("", r"表|簿|机构|信息|证"),
    "监测": ("", r"站|点|数据|结果"),
    "检测": ("", r"机构|报告|站|结果"),
    "采购": ("", r"人|项目|文件|需求|计划"),
    "招标": ("", r"人|公告|文件|代理"),
    "备案": ("", r"表|号|信息"),
    "审计": ("", r"局|结果|报告|机关"),
    "建设": ("", r"单位|项目|局|用地"),
    "规划": ("", r"局|方案|编制|设计"),
    "负责人": ("", r"员"),
}  # fmt: skip
"""Words that end one name and begin the next, with what must stand before and behind them: 县政府政府信息公开指南."""


@rule("LNG904", "warning", basis=("年度报告应当逐字校对",), literal=True)
def doubled_word(report: Report) -> Iterator[Problem]:
    """词语重复。
    A word is written twice in a row.
    """
    passages = Passages(report)
    last = 0
    found = list(repetitions(report.wording.text))
    for span in sorted({*_doubled(report, passages, found), *_particles(report, passages, found)}):
        if span.start < last:
            continue
        last = span.end
        word = report.source.text[span.start : (span.start + span.end) // 2]
        message = Words(f"「{word}」重复", f"“{word}” stands twice")
        yield Problem(span, message, Words("删去一个", "delete one of them"))


def _doubled(report: Report, passages: Passages, found: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """The places where a word of some characters is followed by itself."""
    folded, wording = report.source.folded, report.wording
    for at, length in found:
        if length == 1:
            continue
        start, word = wording.origin(at), wording.text[at : at + length]
        span = Span(start, start + 2 * length)
        if _WORD.fullmatch(word) and passages.hold(span) and not _is_right(folded, word, span):
            yield span


def repetitions(text: str) -> Iterator[tuple[int, int]]:
    """Where a stretch of 1 to 8 characters is followed by itself: offset and length, shorter stretches first."""
    # The whole text is compared with itself at once, as one number with the last byte of each character: a regular
    # expression takes five times as long.
    data = text.encode("utf-32-le", "surrogatepass")[::4]
    number = int.from_bytes(data, "little")
    for length in _LENGTHS:
        alike = (number ^ number >> 8 * length).to_bytes(len(data), "little")
        at = alike.find(bytes(length))
        while at >= 0:
            found = text.startswith(text[at : at + length], at + length)
            if found:
                yield at, length
            at = alike.find(bytes(length), at + (length if found else 1))


def _particles(report: Report, passages: Passages, found: Iterable[tuple[int, int]]) -> list[Span]:
    text = report.wording.text
    if not any(length == 1 and text[at] in _PARTICLE for at, length in found):
        return []
    return passages.held(Span(*match.span()) for match in _PARTICLES.finditer(report.source.folded))


def _is_right(folded: str, word: str, span: Span) -> bool:
    """Whether Chinese doubles the word (研究研究, 一步一步), or it ends one name and begins the next."""
    if word in _LEGITIMATE or (len(word) == 2 and word[0] in "一二三") or len(set(word)) == 1:
        return True
    if word not in _JOINED:
        return False
    before, after = _JOINED[word]
    head, tail = folded[max(0, span.start - 4) : span.start], folded[span.end : span.end + 6]
    return (not before or re.search(before, head) is not None) and re.match(after, tail) is not None
