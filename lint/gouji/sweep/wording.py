"""What the workbook and the page of a sweep say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from gouji.findings import Words
from gouji.phrases import PHRASES

WORDING: Mapping[str, Words] = {
    "title": Words("政府信息公开工作年度报告批量检查结果", "Sweep of government information disclosure annual reports"),
    "checked-on": Words("检查日期", "day of the check"),
    "version": Words("工具版本", "version"),
    "packs": Words("规则包", "rule packs"),
    "roster-years": Words("对照名册的年度", "years held against the roster"),
    "passed": Words("网页归档中不是年报的网页或文件", "pages in web archives that are no reports"),
    "defects": Words("工具自身出错", "faults of the tool"),
    # Sheets and sections of the page.
    "overview": Words("总览", "overview"),
    "years": Words("分年度", "by year"),
    "regions": Words("地区排名", "league of regions"),
    "agencies": Words("机关排名", "league of agencies"),
    "findings": Words("问题", "findings"),
    "rules": Words("规则", "rules"),
    "unreadables": Words("读不出的文件", "unreadable files"),
    "missings": Words("缺报", "missing"),
    "lates": Words("迟报", "late"),
    "repeated": Words("重复文字", "repeated prose"),
    "differences": Words("汇总差异", "roll-up differences"),
    # Heads of columns.
    "region": Words("地区", "region"),
    "agencies-count": Words("机关", "agencies"),
    "agency": Words("机关", "agency"),
    "parent": Words("上级机关", "agency above"),
    "kind": Words("机关类别", "kind"),
    "year": Words("年度", "year"),
    "reports": Words("年报", "reports"),
    "unreadable": Words("读不出", "unreadable"),
    "partly": Words("部分表格读不出", "forms unreadable"),
    "sound": Words("无错误", "without errors"),
    "errors": Words("错误", "errors"),
    "mean": Words("每份错误", "errors per report"),
    "warnings": Words("警告", "warnings"),
    "infos": Words("提示", "infos"),
    "excused": Words("豁免", "suppressed"),
    "missing": Words("缺报", "missing"),
    "late": Words("迟报", "late"),
    "duplicates": Words("重复文字（对）", "pairs with repeated prose"),
    "copied": Words("文字重复的年报", "reports with repeated prose"),
    "sums": Words("汇总不符（处）", "roll-up differences"),
    "rank": Words("名次", "rank"),
    "severity": Words("级别", "severity"),
    "code": Words("代码", "code"),
    "name": Words("名称", "name"),
    "summary": Words("说明", "summary"),
    "count": Words("次数", "count"),
    "share-reports": Words("占年报", "share of reports"),
    "finding": Words("问题", "finding"),
    "advice": Words("怎么改", "advice"),
    "place": Words("位置", "place"),
    "line": Words("行", "line"),
    "page": Words("页", "page"),
    "quote": Words("原文", "quote"),
    "expected": Words("应为", "expected"),
    "actual": Words("实为", "actual"),
    "basis": Words("依据", "source of law"),
    "address": Words("地址", "address"),
    "other-report": Words("对照的年报", "other report"),
    "path": Words("文件", "file"),
    "reason": Words("原因", "reason"),
    "bytes": Words("字节", "bytes"),
    "published": Words("公布日期", "published"),
    "deadline": Words("期限", "last day"),
    "days": Words("迟报天数", "days late"),
    "other-agency": Words("与之重复的机关", "same as agency"),
    "other-year": Words("其年度", "its year"),
    "share": Words("重复比例", "share"),
    "characters": Words("比对字数", "characters compared"),
    "same-agency": Words("同一机关", "same agency"),
    "same-file": Words("同一文件", "same file"),
    "other-path": Words("与之重复的文件", "its file"),
    "form": Words("表", "form"),
    "row": Words("行", "row"),
    "column": Words("列", "column"),
    "value": Words("本表数", "figure"),
    "total": Words("下级合计", "sum of those below"),
    "difference": Words("相差", "difference"),
    "parts": Words("下级年报", "reports below"),
    "erring": Words("本表有错误的下级", "those below with errors in the form"),
    "yes": Words("是", "yes"),
    "no": Words("否", "no"),
    "unknown": Words("地区不明", "unknown"),
    "nameless": Words("机关不明", "agency unknown"),
    # Notes.
    "more-rows": Words(
        "共 {all} 行，本表只列出前 {shown} 行，其余见 store.duckdb",
        "the first {shown} of {all} rows; the rest is in store.duckdb",
    ),
    "more-shown": Words(
        "共 {all} 条，此处列出 {shown} 条，其余见工作簿", "{shown} of {all} are shown; the workbook has all"
    ),
    "more-reports": Words(
        "共 {all} 份年报，此处按地区、年度从错误最多的起列出 {shown} 份，统计图表仍按全部年报计算",
        "{shown} of {all} reports are listed, those with most errors of each region and year; charts count all of them",
    ),
    "more-findings": Words("还有 {more} 条，见工作簿", "{more} more are in the workbook"),
    # The page.
    "trend": Words("历年情况", "by year"),
    "spread": Words("每份年报的错误数", "errors in a report"),
    "heat": Words("规则与地区", "rules and regions"),
    "heat-note": Words(
        "格内为该地区存在此问题的年报所占百分比。点击可查看有关年报。",
        "Percentage of the region's reports that have the finding. Click to see the reports.",
    ),
    "heat-most": Words(
        "只列出最常见的 {rules} 条规则、年报最多的 {regions} 个地区",
        "the {rules} most frequent rules and the {regions} regions with most reports",
    ),
    "drill": Words("年报与问题", "reports and their findings"),
    "all-years": Words("全部年度", "all years"),
    "all-regions": Words("全部地区", "all regions"),
    "all-rules": Words("全部规则", "all rules"),
    "search": Words("机关或文件名", "agency or file"),
    "clear": Words("清除筛选", "clear"),
    "matching": Words("{count} 份", "{count} reports"),
    "more": Words("再列 {count} 份", "{count} more"),
    "with-errors": Words("有错误", "with errors"),
    "nothing": Words("没有问题", "no findings"),
    "none": Words("没有", "none"),
    "at": Words("第 {line} 行", "line {line}"),
    "on": Words("第 {page} 页", "page {page}"),
    "expected-actual": Words("应为 {expected}，实为 {actual}", "expected {expected}, actual {actual}"),
}


def word(name: str, language: str, **figures: object) -> str:
    """A phrase in a language (`zh` or `en`) with its figures; kinds, states and severities are those of all output."""
    known = WORDING[name] if name in WORDING else PHRASES[name]
    text = known.of(language)
    return text.format(**figures) if figures else text
