"""Faults of the prescribed forms: missing, of another edition, damaged, and figures that do not agree."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from builder import edition_of
from builder.figures import APPLICANTS, BLOCKS, RESULTS, SUMS, Address, Figures, broken, make, outcomes
from builder.parts import Sheet, Slot
from faults.draft import Draft, Piece, marked
from faults.kinds import fault, with_body, with_cell, wrong_label
from gouji.drafting.sheets import sheet_of

_FORMAT = "2019 2021"
_TABLE = "2014"


def _broken_by(draft: Draft, changes: dict[Address, int]) -> set[str]:
    return {one.code for one in broken(draft.edition, {**draft.figures, **changes})}


def _with(draft: Draft, changes: dict[Address, int], also: Iterable[Address] = ()) -> Draft:
    """The report with other figures; `also` are cells in which the difference may as well be told."""
    for address in also:
        draft = with_cell(draft, address, str(draft.figures[address]))
    for address, number in changes.items():
        draft = with_cell(draft, address, str(number))
    return draft


@fault("TAB201", "有标题没有表", _FORMAT)
def form_missing(draft: Draft, random: Random) -> Draft | None:
    role = random.choice(("disclosure", "applications", "remedies"))
    at = draft.section(role)[0]
    return draft.with_text(at, marked(draft.text(at))).without(draft.having(f"form.{role}"))


@fault("TAB202", "表三用了2019年格式", "2021")
def applications_form_of_2019(draft: Draft, random: Random) -> Draft | None:
    """The rows of other outcomes as one row, with the same figures."""
    rows = ("other.not_corrected", "other.fee_unpaid", "other.other")
    figures = {cell: number for cell, number in draft.figures.items() if cell[0] == "applications"}
    for column in (*APPLICANTS, "total"):
        figures["applications", "other", column] = sum(int(figures["applications", row, column]) for row in rows)
    return _with_form_of_2019(draft, "applications", figures)


@fault("TAB202", "表二用了2019年格式", "2021")
def disclosure_form_of_2019(draft: Draft, random: Random) -> Draft | None:
    told = "".join(draft.text(at) for at in draft.having("overview"))
    if any(words in told for words in ("规范性文件⟦", "未制发", "没有制发", "废止⟦")):
        return None
    return _with_form_of_2019(draft, "disclosure", make("2019", random, most=30))


def _with_form_of_2019(draft: Draft, role: str, figures: Figures) -> Draft:
    sheet = sheet_of(edition_of("2019"), role, figures)
    assert sheet is not None
    rows = tuple(tuple(slot._replace(text=marked(slot.text)) for slot in row) for row in sheet.rows)
    return draft.with_part(draft.having(f"form.{role}")[0], sheet._replace(rows=rows))


@fault("TAB203", "表三少一行", _FORMAT)
def row_missing(draft: Draft, random: Random) -> Draft | None:
    row = random.choice(("carried_in", "partly_granted"))
    return _without_row(draft, "applications", row)


@fault("TAB203", "统计表少一行", _TABLE)
def statistic_missing(draft: Draft, random: Random) -> Draft | None:
    return _without_row(
        draft, "statistics", random.choice(("received_by_fax", "refused_privacy", "weibo_wechat_responses"))
    )


def _without_row(draft: Draft, form: str, row: str) -> Draft:
    pieces = []
    for piece in draft.pieces:
        part = piece.part
        if isinstance(part, Sheet):
            gone = [any(slot.address and slot.address[:2] == (form, row) for slot in slots) for slots in part.rows]
            rows = [slots for slots, missing in zip(part.rows, gone, strict=True) if not missing]
            if any(gone):
                rows = [tuple(_shorter(slot, gone, number) for slot in slots) for number, slots in enumerate(rows)]
            part = part._replace(rows=tuple(rows))
        pieces.append(Piece(piece.role, part))
    return draft.with_pieces(pieces)


def _shorter(slot: Slot, gone: list[bool], number: int) -> Slot:
    """A label cell over several rows, one shorter where the missing row is one of them."""
    place = gone.index(True)
    return slot._replace(rows=slot.rows - 1) if slot.rows > 1 and number < place < number + slot.rows else slot


@fault("TAB204", "行标题被0覆盖", _FORMAT, layouts="pipes tabs markdown clean word page")
def labels_overwritten(draft: Draft, random: Random) -> Draft | None:
    made = wrong_label(draft, "2.重复申请", "0")
    made = made and wrong_label(made, "6.属于四类过程性信息", "0")
    return made and wrong_label(made, "4.保护第三方合法权益", "0")


@fault("TAB204", "行标题有错字", _FORMAT)
def label_misspelt(draft: Draft, random: Random) -> Draft | None:
    old, new = random.choice(
        (
            ("5.属于三类内部事务信息", "5.属于三类内部事物信息"),
            ("7.属于行政执法案卷", "7.属于行政执法案件"),
            ("1.本机关不掌握相关政府信息", "1.本机关不掌握相关政务信息"),
        )
    )
    return wrong_label(draft, old, new)


@fault("TAB205", "列标题残缺", _FORMAT, layouts="pipes tabs markdown clean word page")
def head_cut(draft: Draft, random: Random) -> Draft | None:
    old, new = random.choice((("社会公益组织", "社会公益"), ("法律服务机构", "法律服务"), ("科研机构", "科研")))
    return wrong_label(draft, old, new)


@fault("TAB206", "空白单元格", "2014 2019 2021", layouts="pipes tabs markdown clean word page")
def blank(draft: Draft, random: Random) -> Draft | None:
    zeros = [address for address, number in draft.figures.items() if number == 0 and address[2] != "total"]
    leaves = [
        a for a in zeros if a[0] in ("applications", "statistics") and a[1] not in ("new", "carried_in", "carried_out")
    ]
    return with_cell(draft, random.choice(leaves), random.choice(("", "/", "—", "无"))) if leaves else None


@fault("TAB207", "单元格里写了说明", "2014 2019 2021")
def remark_in_cell(draft: Draft, random: Random) -> Draft | None:
    form = {"2014": "statistics"}.get(draft.edition, "licensing")
    cells = [a for a, number in draft.figures.items() if a[0] == form and number > 5 and isinstance(number, int)]
    if not cells:
        return None
    address = random.choice(cells)
    return with_cell(draft, address, f"{draft.figures[address]}（含补办{random.randint(1, 4)}件）")


@fault("TAB208", "负数", _FORMAT)
def negative(draft: Draft, random: Random) -> Draft | None:
    return with_cell(draft, ("enforcement", "coercion", "decisions"), f"-{random.randint(1, 30)}")


@fault("TAB208", "应填整数处的小数", _FORMAT)
def fraction(draft: Draft, random: Random) -> Draft | None:
    return with_cell(draft, ("licensing", "licensing", "decisions"), f"{random.randint(1, 90)}.5")


@fault("TAB209", "采购金额没有单位", "2019")
def amount_without_unit(draft: Draft, random: Random) -> Draft | None:
    if not draft.figures["procurement", "procurement", "items"]:
        return None
    return with_cell(draft, ("procurement", "procurement", "amount"), str(random.randint(30, 900)))


@fault("TAB209", "收费以元填写", "2021")
def amount_in_yuan(draft: Draft, random: Random) -> Draft | None:
    return with_cell(draft, ("fees", "fees", "amount"), f"{random.randint(30000, 900000)}元")


@fault("TAB210", "没有规章制定权而填报规章", _FORMAT, kind="township")
def regulations(draft: Draft, random: Random) -> Draft | None:
    if draft.edition == "2021":
        made = with_cell(draft, ("documents", "regulations", "made"), "1")
        return with_cell(made, ("documents", "regulations", "in_force"), "1")
    made = with_cell(draft, ("documents", "regulations", "made"), "2")
    made = with_cell(made, ("documents", "regulations", "newly_disclosed"), "2")
    return with_cell(made, ("documents", "regulations", "disclosed_total"), "2")


@fault("TAB211", "格式没有的行", "2019 2021", layouts="pipes tabs markdown clean word page")
def extra_row(draft: Draft, random: Random) -> Draft | None:
    at = draft.having("form.disclosure")[0]
    sheet = draft.pieces[at].part
    assert isinstance(sheet, Sheet)
    place = next(n for n, row in enumerate(sheet.rows) if row[0].text == "行政强制")
    cells = len(sheet.rows[place]) - 1
    row = (Slot(marked("行政检查")), *[slot._replace(text="3", address=None) for slot in sheet.rows[place][1:]])
    assert cells
    return draft.with_part(at, sheet._replace(rows=(*sheet.rows[: place + 1], row, *sheet.rows[place + 1 :])))


@fault("ARI301", "结转下年度多填", _FORMAT)
def balance(draft: Draft, random: Random) -> Draft | None:
    more = random.randint(1, 6)
    cells = [("applications", "carried_out", column) for column in ("natural_person", "total")]
    return _with(
        draft, {cell: int(draft.figures[cell]) + more for cell in cells}, _balance(("natural_person", "total"))
    )


def _balance(columns: Iterable[str]) -> list[Address]:
    rows = ("new", "carried_in", "outcome_total", "carried_out")
    return [("applications", row, column) for row in rows for column in columns]


@fault("ARI301 ARI302", "新收一格填错", _FORMAT)
def new_cell(draft: Draft, random: Random) -> Draft | None:
    cell = ("applications", "new", random.choice(APPLICANTS[:2]))
    return _with(draft, {cell: int(draft.figures[cell]) + random.randint(1, 30)})


@fault("ARI302", "行总计填错", _FORMAT)
def row_total(draft: Draft, random: Random) -> Draft | None:
    rows = [row for row in outcomes(draft.edition) if draft.figures["applications", row, "total"]]
    if not rows:
        return None
    cell = ("applications", random.choice(rows), "total")
    return _with(draft, {cell: int(draft.figures[cell]) + random.choice((1, 2, 10))})


@fault("ARI303 ARI302", "办理结果一格填错", _FORMAT)
def outcome_cell(draft: Draft, random: Random) -> Draft | None:
    cell = ("applications", random.choice(outcomes(draft.edition)), random.choice(APPLICANTS))
    return _with(draft, {cell: int(draft.figures[cell]) + random.randint(1, 9)})


@fault("ARI303", "办理结果漏填一类，行合计相符", _FORMAT)
def outcome_row(draft: Draft, random: Random) -> Draft | None:
    rows = [row for row in outcomes(draft.edition) if draft.figures["applications", row, "natural_person"]]
    if not rows:
        return None
    row = random.choice(rows)
    less = int(draft.figures["applications", row, "natural_person"])
    changes = {
        ("applications", row, c): int(draft.figures["applications", row, c]) - less for c in ("natural_person", "total")
    }
    totals = [("applications", "outcome_total", column) for column in ("natural_person", "total")]
    return _with(draft, changes, totals) if _broken_by(draft, changes) == {"ARI303"} else None


@fault("ARI304", "复议诉讼总计填错", _FORMAT)
def remedies_total(draft: Draft, random: Random) -> Draft | None:
    cell = ("remedies", random.choice(BLOCKS), "total")
    return _with(draft, {cell: int(draft.figures[cell]) + random.randint(1, 4)})


@fault("ARI304", "复议诉讼结果漏填", _FORMAT)
def remedies_part(draft: Draft, random: Random) -> Draft | None:
    cells = [("remedies", b, c) for b in BLOCKS for c in RESULTS if draft.figures["remedies", b, c]]
    if not cells:
        return None
    cell = random.choice(cells)
    return _with(draft, {cell: 0}, [("remedies", cell[1], "total")])


@fault("ARI305", "现行有效少于制发减废止", "2021")
def stock(draft: Draft, random: Random) -> Draft | None:
    made, gone = (int(draft.figures["documents", "normative_documents", c]) for c in ("made", "abolished"))
    if made <= gone + 1:
        return None
    return _with(draft, {("documents", "normative_documents", "in_force"): made - gone - 1})


@fault("ARI306", "对外公开总数少于新公开数", "2019")
def disclosed_stock(draft: Draft, random: Random) -> Draft | None:
    new = int(draft.figures["documents", "normative_documents", "newly_disclosed"])
    return _with(draft, {("documents", "normative_documents", "disclosed_total"): new - 1}) if new else None


@fault("ARI306", "减少数大于上一年项目数", "2019")
def projects_below_zero(draft: Draft, random: Random) -> Draft | None:
    last = int(draft.figures["licensing", "licensing", "items_last_year"])
    return _with(draft, {("licensing", "licensing", "change"): -last - random.randint(1, 9)})


def _statistic(code: str, name: str) -> None:
    total, parts = SUMS[code]

    @fault(code, name, _TABLE)
    def wrong(draft: Draft, random: Random) -> Draft | None:
        row = random.choice((total, *parts))
        cell = ("statistics", row, "quantity")
        for _ in range(20):
            changes = {cell: max(0, int(draft.figures[cell]) + random.choice((-1, 1, 2, 3)))}
            if _broken_by(draft, changes) == {code}:
                return _with(draft, changes, [("statistics", total, "quantity")])
        return None


for _code, _name in (
    ("ARI311", "收到申请数与四种方式之和不符"),
    ("ARI312", "办结数与按时、延期之和不符"),
    ("ARI313", "答复数与各类之和不符"),
    ("ARI314", "不同意公开与六种情形之和不符"),
    ("ARI315", "复议数与各类之和不符"),
    ("ARI316", "诉讼数与各类之和不符"),
    ("ARI317", "人员数与专职兼职之和不符"),
):
    _statistic(_code, _name)


def _plausible(codes: str, name: str, changes: dict[str, str]) -> None:
    """A fault that sets statistics to others, plus some."""

    @fault(codes, name, _TABLE)
    def wrong(draft: Draft, random: Random) -> Draft | None:
        values = {
            ("statistics", row, "quantity"): int(draft.figures["statistics", whole, "quantity"]) + random.randint(1, 3)
            for row, whole in changes.items()
        }
        wholes = [("statistics", whole, "quantity") for whole in changes.values()]
        return _with(draft, values, wholes) if _broken_by(draft, values) == {codes.split(maxsplit=1)[0]} else None


_plausible("ARI318", "主要负责同志访谈多于总次数", {"interviews_by_chief": "interviews"})
_plausible("ARI318", "主要负责同志参加发布会多于总次数", {"press_conferences_by_chief": "press_conferences"})
_plausible("ARI320", "公开的规范性文件多于制发的", {"disclosed_normative": "normative_made"})


@fault("ARI318", "一个渠道的公开数大于总数", _TABLE)
def channel_above_whole(draft: Draft, random: Random) -> Draft | None:
    most = int(draft.figures["statistics", "disclosed", "quantity"])
    changes = {("statistics", "by_website", "quantity"): most + random.randint(1, 40)}
    return _with(draft, changes) if _broken_by(draft, changes) == {"ARI318"} else None


@fault("ARI319", "有答复而没有办结", _TABLE)
def replied_without(draft: Draft, random: Random) -> Draft | None:
    rows = ("completed", "completed_on_time", "completed_extended")
    changes = {("statistics", row, "quantity"): 0 for row in rows}
    if _broken_by(draft, changes) != {"ARI319"}:
        return None
    asked = int(draft.figures["statistics", "received", "quantity"])
    made = with_body(draft, "applications", f"全年收到政府信息公开申请{asked}件，均按规定程序办理。")
    return made and _with(made, changes, [("statistics", "replies", "quantity")])


@fault("ARI320", "没有申请而收费", _TABLE)
def fee_without_application(draft: Draft, random: Random) -> Draft | None:
    changes = {("statistics", "fees", "quantity"): 1}
    received = [("statistics", "received", "quantity")]
    return _with(draft, changes, received) if _broken_by(draft, changes) == {"ARI320"} else None


@fault("ARI301", "一列和总计同时少填新收", _FORMAT)
def new_column(draft: Draft, random: Random) -> Draft | None:
    natural = int(draft.figures["applications", "new", "natural_person"])
    total = int(draft.figures["applications", "new", "total"])
    if natural < 3:
        return None
    return _with(
        draft,
        {("applications", "new", "natural_person"): natural - 2, ("applications", "new", "total"): total - 2},
        _balance(("natural_person", "total")),
    )
