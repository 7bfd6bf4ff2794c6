"""Whose figure a sentence gives, and of which time: 全市, 本机关; 上年, 自2008年以来, 第三季度."""

from __future__ import annotations

from gouji.claims import Scope
from gouji.patterns import pattern

_BELOW = r"(?:县市区|县区|区县|[县市区]\([县市区、]{1,3}\)|乡镇街道|乡镇\(街道\)|镇街)"
# Only at the start of a clause: 全县收到…, not 按照全县部署.
_SCOPE = pattern(
    rf"(?:^|[,;。:(\n]|年度?|年来|中)\s?(?:(?P<part>(?:(?:[省市区县州](?:直|级)|各|其他|所属|下属)+(?:部门|单位|乡镇|街道)|各?{_BELOW}"
    rf"|(?:全[省市县区州旗盟])?[0-9]+个(?:{_BELOW}|县|区|部门|单位|乡镇|街道))(?:人民政府|政府)?"
    r"(?=共?(?:收到|受理|接到|新收|办理|办结|答复|制发|印发|制定)))|(?P<aggregate>全[省市县区州旗盟](?!级|面|额)|全系统|各(?:级|部门|单位|乡|镇|街|县|区|市|委办)|[市区县](?:直|级)各?部门|所属|下属)"
    r"|(?P<own>[^,;。:(]{0,10}(?:本机关|本部门|本单位|本级|政府办|办公[室厅]|我办|府办)))"
)
_LEFT_OVER = r"(?!度?(?:[^,;。]{0,3}结转|遗留|转入))"
# Each begins with a literal: `re` searches by these.
_OTHER_TIME = pattern(
    rf"上一?年{_LEFT_OVER}|去年{_LEFT_OVER}|前年|同期|以来(?<!今年以来)(?<!本年以来)(?<!年初以来)|截[至止]|历年|历史|上半年|下半年|季度"
    r"|月份?(?![0-9])(?!底|末|1日|31日)|日(?<=[0-9]日)[之以]?[前后]|每[年月季周日]|平均|十[一二三四五]五|近[二三五两几]年|年来(?<!一年来)|十一年来"
    r"|下一步|明年|计划|力争|拟|累计"
)
_YEAR = pattern(r"20[0-9]{2}(?=年)")
_WHOLE = pattern(r"全年|年内|本年|当年|今年|年度")


def scope(said: str, before: str = "") -> Scope:
    """Whose figure it is by the last word on it in the sentence so far, else in the sentences before."""
    for text in (said, before):
        found: Scope = ""
        for match in _SCOPE.finditer(text):
            found = "own" if match["own"] else "part" if match["part"] else "aggregate"
        if found:
            return found
    return ""


def of_year(text: str, year: int | None) -> bool:
    """Whether a figure after this text, its sentence so far, can be one of the whole report year."""
    years = {int(match[0]) for match in _YEAR.finditer(text)}
    if years and year is not None and years != {year}:
        return False
    other = _OTHER_TIME.search(text)
    if other is None:
        return True
    return other[0] == "累计" and bool(years or _WHOLE.search(text)) and not _OTHER_TIME.search(text, other.end())
