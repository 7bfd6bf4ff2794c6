"""EXT: what could not be read, or only in part; none of it blames the report. EXT007 stands in `optical`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.findings import NOTHING, Problem, Relation, Severity, Words
from gouji.folding import LOST
from gouji.patterns import pattern
from gouji.report import FormReading, Report, Value
from gouji.rules import rule
from gouji.source import Span
from gouji_rules.labels import QUOTES, form_names, row_label
from gouji_rules.tables import by_section

_HEAD = 40
_MOST_ROWS = 3
_MOST_RELATED = 40


def _start(report: Report) -> Span:
    """The title, or the first words of the report."""
    if report.title is not None:
        return report.title.span
    start = report.body.start
    return Span(start, min(start + _HEAD, report.body.end))


@rule("EXT001", "error")
def unreadable_document(report: Report) -> Iterator[Problem]:
    """没有读出文字，或者所读出的内容不像政府信息公开工作年度报告。
    No text could be read, or nothing in it is recognisable as an annual report.
    """
    unread = list(_noted(report, "EXT001"))
    for span, detail in unread:
        severity = Severity.WARNING if report.recognised else Severity.ERROR
        yield Problem(span, *_pages_unread(detail), severity=severity)
    if report.recognised:
        return
    text = report.source.text
    start = len(text) - len(text.lstrip())
    if start < len(text):
        message = Words(
            "没有认出年度报告的章节和表格，未作检查",
            "no sections or forms of an annual report were recognised, nothing was checked",
        )
        hint = Words("核对是否选错了文件", "see whether this is the right file")
        yield Problem(Span(start, min(len(text), start + _HEAD)), message, hint)
    elif not unread:
        message = Words("文件中没有文字", "there is no text in the file")
        hint = Words("核对文件是否空白，图片是否清晰", "see whether the file is blank, or the picture not clear")
        yield Problem(Span(0, 0), message, hint)


_RECOGNISE = Words(
    '运行 pip install "gouji[ocr]"，即可识别扫描件和图片',
    'run pip install "gouji[ocr]" to have scans and pictures recognised',
)


def _pages_unread(detail: str) -> tuple[Words, Words]:
    """What is to be said of pages that were not read: `picture` or `garbled`, the first page and the last one."""
    state, first, last = detail.split(" ")
    zh, en = (f"第{first}页", f"page {first}") if first == last else (f"第{first}–{last}页", f"pages {first}–{last}")
    if state == "garbled":
        return (
            Words(f"{zh}的文字层是乱码，没有读出文字", f"the characters of {en} make no sense and were not read"),
            Words(f"由原稿重新导出 PDF，或者{_RECOGNISE.zh}", f"export the PDF anew, or {_RECOGNISE.en}"),
        )
    return (
        Words(f"{zh}是图片，没有读出文字", f"{en}: a picture, no text was read"),
        _RECOGNISE,
    )


@rule("EXT002", "warning", needs=("DAT503",))
def edition_uncertain(report: Report) -> Iterator[Problem]:
    """无法判定报告年度或者适用的格式，或者各处依据互相矛盾。
    The report year or the edition cannot be told, or the evidence disagrees.
    """
    if not report.edition_doubt or not report.recognised:
        return
    used = report.edition.name
    if report.edition_doubt == "year":
        message = Words(
            f"标题、统计期限、日期所示年度不一致，按 {report.year} 年（{used.zh}）检查",
            f"title, period and dates give different years; checked as {report.year} ({used.en})",
        )
    else:
        message = Words(f"没有找到报告年度，按{used.zh}检查", f"no report year was found; checked by the {used.en}")
    yield Problem(_start(report), message, Words("可用 --year 指定年度", "give the year with --year"))


@rule("EXT003", "info", absence=True)
def title_missing(report: Report) -> Iterator[Problem]:
    """没有标题行，多半是提取文字时丢失。
    There is no title line; mostly it was lost by extraction.
    """
    if report.title is None and report.recognised:
        message = Words(
            "没有找到标题，无法核对标题中的机关和年度",
            "no title was found, so agency and year in it cannot be checked",
        )
        yield Problem(_start(report), message)


@rule("EXT004", "warning", editions={"2014", "2019", "2021"})
def table_not_readable(report: Report) -> Iterator[Problem]:
    """规定的表在文中，但单元格无法确定对应关系，其勾稽关系未检查。
    A prescribed table is there, but its cells cannot be placed with certainty; its identities were not assessed.
    """
    for group in by_section(report.forms.values()):
        doubtful = [reading for reading in group if reading.status == "doubtful"]
        fused = [reading for reading in group if reading.status == "read" and "fused" in reading.reason.split(",")]
        if doubtful:
            yield _doubtful(report, doubtful)
        if fused:
            yield _fused(report, fused)
        lost = [value for reading in group if reading.status == "read" for value in _lost(reading)]
        if lost:
            yield _characters_lost(lost, group)


def _doubtful(report: Report, group: Sequence[FormReading]) -> Problem:
    names = form_names(group)
    message = Words(
        f"{names.zh}无法可靠读出，相关勾稽关系未检查",
        f"{names.en} could not be read with certainty; the identities were not assessed",
    )
    return Problem(_first_line(report, group[0]), message, _reason(group[0]), address=group[0].form.id)


def _fused(report: Report, group: Sequence[FormReading]) -> Problem:
    names = form_names(group)
    message = Words(
        f"{names.zh}的数字连在一起，已按合计关系拆分，须与原件核对",
        f"figures of {names.en} ran together and were split by their sums; compare them with the original",
    )
    span = _first_line(report, group[0])
    return Problem(span, message, severity=Severity.INFO, address=group[0].form.id)


def _lost(reading: FormReading) -> list[tuple[str, Value]]:
    """The cells with characters that nobody can tell, with their addresses."""
    return [
        (f"{reading.form.id}.{row}.{column}", reading.values[row, column])
        for row, column in reading.unusual
        if LOST in reading.values[row, column].raw
    ]


def _characters_lost(lost: Sequence[tuple[str, Value]], group: Sequence[FormReading]) -> Problem:
    names, count = form_names(group), len(lost)
    message = Words(
        f"{names.zh}有 {count} 个数字无法读出",
        f"{count} figures of {names.en} cannot be read" if count > 1 else f"a figure of {names.en} cannot be read",
    )
    hint = Words(
        "文件没有写明这些字符是什么，须与原件核对", "the file does not tell these characters; see the original"
    )
    related = tuple(Relation(value.cell.span, address) for address, value in lost[1:_MOST_RELATED])
    address, first = lost[0]
    return Problem(first.cell.span, message, hint, address=address, related=related)


def _first_line(report: Report, reading: FormReading) -> Span:
    end = report.source.text.find("\n", reading.span.start, reading.span.end)
    return Span(reading.span.start, end if end > reading.span.start else reading.span.end)


_COLUMNS_UNCERTAIN = Words(
    "总计似在第一列，列的顺序无法确定", "the total seems to stand first; the order of the columns is uncertain"
)
_ROWS_LOST = Words("大部分行没有读出", "most rows were not found")
_LAYOUT_UNCERTAIN = Words(
    "表中没有框线，行列只能按文字位置推断", "the table has no lines; its rows and columns can only be guessed"
)
_COLUMNS_LOST = Words("列标题和数字都没有读出", "neither the heads of columns nor any figure was found")
_LABELS_LOST = Words("有数字而没有行标题", "there are figures without row labels")
_NOT_PLACED = Words("数字无法对应到列", "figures fit no column")


def _reason(reading: FormReading) -> Words:
    """Which rows could not be placed, as far as that is known."""
    ids = [reason.partition(":")[2] for reason in reading.reason.split(",") if ":" in reason]
    known = [row.id for row in reading.form.rows if row.id in ids]
    if not known and "columns-uncertain" in reading.reason:
        return _COLUMNS_UNCERTAIN
    if not known and "layout-uncertain" in reading.reason:
        return _LAYOUT_UNCERTAIN
    if not known and "columns-lost" in reading.reason:
        return _COLUMNS_LOST
    if not known and "rows-lost" in reading.reason:
        return _ROWS_LOST
    if not known:
        lost = "row-label-lost" in reading.reason
        return _LABELS_LOST if lost else _NOT_PLACED if reading.reason else NOTHING
    named = [f"「{row_label(reading.form, row)}」" for row in known[:_MOST_ROWS]]
    more = len(known) > _MOST_ROWS
    return Words(
        f"数字无法对应到列：{'、'.join(named)}{f'等 {len(known)} 行' if more else ''}",
        f"figures fit no column: {', '.join(named).translate(QUOTES)}{f' and {len(known) - _MOST_ROWS} more rows' if more else ''}",
    )


@rule("EXT005", "info", literal=True)
def date_garbled(report: Report) -> Iterator[Problem]:
    """日期中的年、月字样丢失，多因网页排版造成。
    A date lost 年 or 月, mostly in the markup of the page.
    """
    for day in report.days if report.recognised else ():
        if day.garbled:
            text = report.source[day.span]
            yield Problem(
                day.span, Words(f"日期「{text}」残缺，未据此判断", f"the date “{text}” is garbled and was not judged")
            )


@rule("EXT006", "warning", editions={"2014", "2019", "2021"})
def table_is_picture(report: Report) -> Iterator[Problem]:
    """规定的表以图片代替，无法读取。
    A picture stands where the form prescribes a table.
    """
    readings = [reading for reading in report.forms.values() if reading.status == "picture"]
    for group in by_section(readings if report.recognised else ()):
        names = form_names(group)
        message = Words(f"此处只有图片，{names.zh}无法读取", f"there is only a picture here; {names.en} cannot be read")
        yield Problem(group[0].span, message, address=group[0].form.id)


def _noted(report: Report, code: str) -> Iterator[tuple[Span, str]]:
    for note in report.document.notes:
        if note.code == code:
            yield note.span, note.detail


@rule("EXT008", "warning")
def changes_open(report: Report) -> Iterator[Problem]:
    """文件中尚有未接受的修订或者批注，已按接受后的文字检查。
    Tracked changes or comments are still in the file; the accepted text was checked.
    """
    for span, detail in _noted(report, "EXT008"):
        counted = ", ".join(_counted(*match.groups()) for match in _CHANGES.finditer(detail)) or detail
        yield Problem(span, Words(f"尚有修订或批注未处理：{detail}", f"changes or comments are still open: {counted}"))


_CHANGES = pattern(r"(插入|删除|批注) (\d+)")


def _counted(what: str, count: str) -> str:
    """A count of changes in English."""
    noun = {"插入": "insertion", "删除": "deletion", "批注": "comment"}[what]
    return f"{count} {noun}{'' if count == '1' else 's'}"


@rule("EXT009", "info")
def encoding_declared_wrong(report: Report) -> Iterator[Problem]:
    """网页声明的编码与实际编码不符。
    The page declares another encoding than it has.
    """
    for span, detail in _noted(report, "EXT009"):
        declared, _, real = detail.partition(" → ")
        message = Words(f"网页声明的编码是 {declared}，实际是 {real}", f"the page declares {declared} but is {real}")
        yield Problem(span, message, expected=real or None, actual=declared)
