"""Title, preamble, contact details and signature, in the shapes that offices give them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from builder.parts import Heading, Prose
from faults.draft import Piece, prose
from faults.voice import Voice

_REGULATION = "《中华人民共和国政府信息公开条例》（下文简称《条例》）"
_BRIEF = "《中华人民共和国政府信息公开条例》（以下简称“《条例》”）"
_NOTICE_2021 = "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
_NOTICE_2019 = "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
_NOTICES = {
    "2008": ("", "第三十一条、第三十二条"),
    "2014": ("", "和《国务院办公厅关于加强和规范政府信息公开情况统计报送工作的通知》（国办发〔2014〕32号）"),
    "2019": (
        f"和{_NOTICE_2019}（国办公开办函〔2019〕60号）",
        "和国办公开办函〔2019〕60号文件",
        "第四十九条、第五十条",
        "",
    ),
    "2021": (f"和{_NOTICE_2021}（国办公开办函〔2021〕30号）", "和国办公开办函〔2021〕30号文件", "第五十条", ""),
}
_COUNT = "一二三四五六七八九十"


def title(voice: Voice) -> list[Piece]:
    """The title on one line or on two."""
    name, year = voice.office.name, voice.year
    kind = "政府信息公开工作年度报告"
    whole = voice.one(
        f"{name}{year}年{kind}", f"{name}{year}年{kind}", f"{name}{year}年度{kind}", f"{year}年{name}{kind}"
    )
    if voice.chance(0.15):
        return [Piece("title", Heading(0, name)), Piece("title.kind", Heading(0, f"{year}年{kind}"))]
    return [Piece("title", Heading(0, whole))]


def preamble(voice: Voice, titles: Sequence[str], contact: Sequence[str]) -> list[Piece]:
    """Basis, announced parts, period and perhaps contact, in one paragraph or in several."""
    said = [("preamble.basis", _basis(voice))]
    if voice.chance(0.5):
        said.append(("preamble.parts", _announced(voice, titles)))
    if voice.edition in ("2008", "2014") or voice.chance(0.85):
        said.append(("preamble.period", _period(voice)))
    if voice.chance(0.6):
        said.append(("preamble.where", _where(voice)))
    pieces = [piece for role, text in said for piece in prose(role, text)]
    return pieces + prose("contact", *contact)


def _basis(voice: Voice) -> str:
    law = voice.one(_REGULATION, _REGULATION, _BRIEF) + voice.one(*_NOTICES[voice.edition])
    report = f"{voice.office.name}{voice.year}年政府信息公开工作年度报告"
    return voice.one(
        f"根据{law}要求，现公布{report}。",
        f"本报告依据{law}编制。",
        f"按照{law}的规定，结合工作实际，编制本报告。",
        f"根据{law}的有关规定，由{voice.office.desk}编制{report}，现予公布。",
    )


def _announced(voice: Voice, titles: Sequence[str]) -> str:
    names = "、".join(title.replace("复议、行政", "复议和行政").replace("复议、提起", "复议和提起") for title in titles)
    count = _COUNT[len(titles) - 1]
    return voice.one(
        f"本报告由{names}{count}部分组成。",
        f"全文分为{names}等{count}个部分。",
        f"报告共分{count}个部分：{names}。",
        f"本年度报告共{count}个部分。",
    )


def _period(voice: Voice) -> str:
    year = voice.year
    return voice.one(
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        f"报告中所列数据的统计时限为{year}年1月1日至{year}年12月31日。",
        f"数据统计时间从{year}年1月1日起，至12月31日止。",
        f"统计数据时限：{year}年1月1日—{year}年12月31日。",
        f"本报告中使用的数据统计期为{year}年1月1日至12月31日。",
        f"所列数据统计期限：从{year}年1月1日到{year}年12月31日。",
    )


def _where(voice: Voice) -> str:
    site, host = voice.office.site, voice.office.host
    return voice.one(
        f"本年报电子版可在{site}（{host}）政府信息公开年报栏目下载。",
        f"本年度报告全文通过{site}（网址：http://{host}/）公布，欢迎查阅。",
        f"公众可登录{site}（https://{host}）查看、下载。",
    )


def contact(voice: Voice) -> list[str]:
    """A contact block in one of many shapes; nothing where there is none."""
    return voice.random.choice(_CONTACTS)(voice)


def _numbers(voice: Voice) -> tuple[str, str]:
    area, local = voice.office.area, voice.office.local
    phone = voice.one(
        f"{area}-{local}", f"{area}-{local}", f"（{area}）{local}", f"{area}—{local}", f"{area}-{local}、{local + 3}", f"{area}-{local}转80{voice.number(10, 99)}",
    )  # fmt: skip
    return phone, f"{area}-{local + 1}"


def _mail(voice: Voice) -> str:
    return f"{voice.one('zwgk', 'xxgk', 'bgs')}{voice.number(1, 99)}@{voice.office.host.removeprefix('www.')}"


def _in_brackets(voice: Voice) -> list[str]:
    office, (phone, fax) = voice.office, _numbers(voice)
    return [
        f"如对本报告有疑问，请与{office.desk}联系（地址：{office.address}；邮编：{office.postcode}；电话：{phone}；传真：{fax}；电子邮箱：{_mail(voice)}）。"
    ]


def _in_lines(voice: Voice) -> list[str]:
    office, (phone, fax) = voice.office, _numbers(voice)
    lines = ["联系方式", f"地　　址：{office.address}", f"邮政编码：{office.postcode}", f"联系电话：{phone}"]
    if voice.chance(0.5):
        lines.append(f"传　　真：{fax}")
    return [*lines, f"电子邮箱：{_mail(voice)}"][voice.one(0, 1) :]


def _in_a_line(voice: Voice) -> list[str]:
    office, (phone, _) = voice.office, _numbers(voice)
    gap = voice.one("　", "  ", "，")
    return [
        gap.join((f"联系地址：{office.address}", f"邮编：{office.postcode}", f"电话：{phone}", f"邮箱：{_mail(voice)}"))
    ]


def _asked_by_phone(voice: Voice) -> list[str]:
    phone, _ = _numbers(voice)
    return [
        voice.one(f"如有疑问，请拨打{phone}咨询。", f"公众对本报告有意见建议的，可致电{voice.office.desk}（{phone}）。")
    ]


def _with_hours(voice: Voice) -> list[str]:
    office, (phone, fax) = voice.office, _numbers(voice)
    return [
        f"受理机构：{office.desk}；办公地址：{office.address}；办公时间：工作日8:30—12:00，14:30—18:00；联系电话（传真）：{voice.one(phone, fax)}；邮政编码：{office.postcode}；服务热线：12345。"
    ]


def _none(voice: Voice) -> list[str]:
    return []


_CONTACTS: tuple[Callable[[Voice], list[str]], ...] = (
    _in_brackets, _in_brackets, _in_lines, _in_a_line, _asked_by_phone, _with_hours, _none,
)  # fmt: skip


def closing(voice: Voice) -> list[Piece]:
    """Signature and date, or only one of them, or neither."""
    late = voice.office.kind != "department" or voice.edition in ("2008", "2014")
    month, last = (voice.one(1, 2, 3), 28) if late else (1, 29)
    day = voice.number(4, last)
    date = voice.one(f"{voice.year + 1}年{month}月{day}日", f"{voice.year + 1}年{month}月{day}日")
    shape = voice.random.random()
    pieces = [
        Piece("closing.agency", Prose(voice.office.name, aside=True)),
        Piece("closing.date", Prose(date, aside=True)),
    ]
    return pieces if shape < 0.7 else pieces[1:] if shape < 0.8 else []
