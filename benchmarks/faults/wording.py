"""Faults of dates, citations, contact details, privacy and language."""

from __future__ import annotations

from random import Random

from faults.draft import Draft, marked, prose
from faults.kinds import added, fault, inserted, replaced

_OLD = "2008 2014"
_NEW = "2019 2021"


def _period(draft: Draft, text: str) -> Draft:
    made = draft.without(draft.having("preamble.period"))
    return inserted(made, made.having("preamble.basis")[0] + 1, *prose("preamble.period", text))


@fault("DAT501", "没有说明统计期限", _OLD)
def no_period(draft: Draft, random: Random) -> Draft | None:
    return draft.without(draft.having("preamble.period"))


@fault("DAT502", "统计期限不是全年")
def short_period(draft: Draft, random: Random) -> Draft | None:
    if draft.year == 2008:
        return None
    wrong = random.choice(("1月1日至11月30日", "1月1日至12月30日", "1月10日至12月31日"))
    return _period(draft, marked(f"报告中数据的统计期限为{draft.year}年{wrong}。"))


@fault("DAT503", "统计期限是上一年的")
def period_of_last_year(draft: Draft, random: Random) -> Draft | None:
    last = draft.year - 1
    return _period(draft, marked(f"本报告所列数据的统计期限自{last}年1月1日起至{last}年12月31日止。"))


@fault("DAT503", "标题是上一年的")
def title_of_last_year(draft: Draft, random: Random) -> Draft | None:
    if draft.edition in ("2019", "2014") and draft.year in (2019, 2014):
        return None
    at = draft.having("title")[-1]
    made = _period(draft, f"本报告所列数据的统计期限自{draft.year}年1月1日起至{draft.year}年12月31日止。")
    return made.with_text(at, marked(draft.text(at).replace(str(draft.year), str(draft.year - 1))))


@fault("DAT504", "不存在的日期")
def impossible_date(draft: Draft, random: Random) -> Draft | None:
    wrong = random.choice(("2月30日", "4月31日", "13月5日", "6月31日"))
    return added(draft, "overview.opening", f"{draft.year}年{wrong}，召开政府信息公开工作推进会，部署重点任务。")


@fault("DAT504", "年份多打数字")
def doubled_year(draft: Draft, random: Random) -> Draft | None:
    return _period(draft, marked(f"报告中数据的统计期限自{draft.year}年1月1日起至20{draft.year}年12月31日止。"))


@fault("DAT505", "落款早于年度终了")
def signed_early(draft: Draft, random: Random) -> Draft | None:
    for at in draft.having("closing.date"):
        return draft.with_text(at, marked(f"{draft.year}年{random.randint(2, 11)}月{random.randint(1, 28)}日"))
    return None


@fault("DAT506", "落款晚于检查日", "2021")
def signed_in_future(draft: Draft, random: Random) -> Draft | None:
    for at in draft.having("closing.date"):
        if draft.year == 2025 and draft.office.kind != "department":
            return draft.with_text(at, marked("2026年12月20日"))
    return None


@fault("DAT507", "部门逾期公布", _NEW, kind="department")
def late_department(draft: Draft, random: Random) -> Draft | None:
    for at in draft.having("closing.date"):
        return draft.with_text(at, marked(f"{draft.year + 1}年{random.choice((2, 3, 5))}月{random.randint(1, 28)}日"))
    return None


@fault("DAT507", "政府逾期公布", kind="government")
def late_government(draft: Draft, random: Random) -> Draft | None:
    for at in draft.having("closing.date"):
        return draft.with_text(at, marked(f"{draft.year + 1}年{random.choice((4, 5))}月{random.randint(1, 28)}日"))
    return None


@fault("DAT508", "上一年的句子没有改")
def stale(draft: Draft, random: Random) -> Draft | None:
    sentence = random.choice(
        ("年，未召开政府信息公开专题新闻发布会。", "年，共发布公开信息简报14期。", "年度共举办公开业务培训2次。")
    )
    return added(draft, "overview.opening", f"{draft.year - 1}{sentence}")


@fault("DAT509", "称本年度内已公布本年度年报", _NEW)
def self_reference(draft: Draft, random: Random) -> Draft | None:
    return added(draft, "overview.opening", f"按时公布了{draft.year}年政府信息公开工作年度报告。")


@fault("DAT510", "法定时限写错", _NEW)
def time_limit(draft: Draft, random: Random) -> Draft | None:
    text = random.choice(
        (
            "严格在《条例》规定的15个工作日内答复申请人。",
            "政府信息自形成或者变更之日起30个工作日内予以主动公开。",
            "申请内容不明确的，自收到申请之日起10个工作日内一次性告知补正。",
        )
    )
    return added(draft, "problems.good", text) if "15个" not in text or draft.year > 2019 else None


@fault("DAT510", "2007年条例的时限写错", _OLD)
def time_limit_2007(draft: Draft, random: Random) -> Draft | None:
    return added(draft, "problems.good", "对依申请公开的，严格在法定的20个工作日内答复。")


@fault("DAT511", "日期中有空格或前置零")
def date_form(draft: Draft, random: Random) -> Draft | None:
    for at in draft.having("closing.date"):
        if draft.text(at).startswith(f"{draft.year + 1}年1月"):
            return draft.with_text(at, marked(draft.text(at).replace("年1月", random.choice(("年01月", "年 1月")))))
    return None


@fault("EXT005", "日期丢了“月”字")
def garbled_date(draft: Draft, random: Random) -> Draft | None:
    return _period(draft, marked(f"报告中数据的统计期限自{draft.year}年1月1日至{draft.year}1231日。"))


@fault("CIT601", "引用了2007年的条例", "2021")
def old_regulation(draft: Draft, random: Random) -> Draft | None:
    return added(
        draft, "overview.opening", "按照《中华人民共和国政府信息公开条例》（国务院令第492号）要求，细化各项任务。"
    )


@fault("CIT601", "引用了2019年的条例", _OLD)
def new_regulation(draft: Draft, random: Random) -> Draft | None:
    return added(draft, "overview.opening", "组织学习《中华人民共和国政府信息公开条例》（国务院令第711号）。")


@fault("CIT601", "年度报告的条文是2007年的", "2021")
def old_article(draft: Draft, random: Random) -> Draft | None:
    return replaced(draft, "preamble.basis", "第五十条", "第三十一条")


@fault("CIT602", "引用了旧的格式通知", "2021")
def old_notice(draft: Draft, random: Random) -> Draft | None:
    return replaced(draft, "preamble.basis", "国办公开办函〔2021〕30号文件", "国办公开办函〔2019〕60号文件")


@fault("CIT602", "引用了以后的格式通知", "2019")
def later_notice(draft: Draft, random: Random) -> Draft | None:
    return replaced(draft, "preamble.basis", "国办公开办函〔2019〕60号文件", "国办公开办函〔2021〕30号文件")


@fault("CIT603", "发文字号用了方括号、加了“第”", "2019 2021")
def number_form(draft: Draft, random: Random) -> Draft | None:
    for old, new in random.sample(
        (("〔2021〕", "[2021]"), ("〔2019〕60", "（2019）60"), ("〕30号", "〕第30号"), ("〔2021〕", "【2021】")), 4
    ):
        if made := replaced(draft, "preamble.basis", old, new):
            return made
    return None


@fault("CIT604", "文件名称写错")
def law_name(draft: Draft, random: Random) -> Draft | None:
    wrong = random.choice(
        ("《中华人民共和国政府信息公开条列》", "《中华人民共和国信息公开条例》", "《中华人民共和国政务信息公开条例》")
    )
    return replaced(draft, "preamble.basis", "《中华人民共和国政府信息公开条例》", wrong)


@fault("CIT605", "没有写明全称就用《条例》")
def undefined(draft: Draft, random: Random) -> Draft | None:
    for at in draft.having("preamble.basis"):
        text = draft.text(at)
        for full in (
            "《中华人民共和国政府信息公开条例》（下文简称《条例》）",
            "《中华人民共和国政府信息公开条例》（以下简称“《条例》”）",
        ):
            if full in text:
                return draft.with_text(at, marked(text.replace(full, "《条例》")))
    return None


def _contact(draft: Draft, text: str) -> Draft:
    made = draft.without(draft.having("contact"))
    return inserted(made, made.having("heading")[0], *prose("contact", marked(text)))


def _phone(draft: Draft) -> str:
    return f"{draft.office.area}-{draft.office.local}"


@fault("CON701", "没有联系方式")
def no_contact(draft: Draft, random: Random) -> Draft | None:
    return draft.without([*draft.having("contact"), *draft.having("preamble.where")])


@fault("CON702", "电话没有区号")
def no_area_code(draft: Draft, random: Random) -> Draft | None:
    shape = random.choice(
        ("联系电话：{0}。", "如有疑问，请与{1}联系（电话：{0}）。", "地址：{2}；邮编：{3}；电话：{0}；传真：{4}。")
    )
    office = draft.office
    return (
        _contact(draft, shape.format(office.local, office.desk, office.address, office.postcode, office.local + 1))
        if "{4}" not in shape
        else None
    )


@fault("CON703", "电话多一位或少一位")
def phone_length(draft: Draft, random: Random) -> Draft | None:
    wrong = random.choice((f"{_phone(draft)}{random.randint(10, 99)}", _phone(draft)[:-2]))
    return _contact(draft, f"联系地址：{draft.office.address}；联系电话：{wrong}。")


@fault("CON704", "区号是别的城市的")
def phone_of_elsewhere(draft: Draft, random: Random) -> Draft | None:
    if draft.office.city not in ("普洱市", "铜陵市", "宜宾市"):
        return None
    return _contact(
        draft,
        f"地址：{draft.office.address}；邮编：{draft.office.postcode}；电话：0536-8{draft.office.local % 10**6:06}。",
    )


@fault("CON705", "邮编五位或七位")
def postcode(draft: Draft, random: Random) -> Draft | None:
    wrong = random.choice((draft.office.postcode[:-1], draft.office.postcode + "0"))
    return _contact(draft, f"地址：{draft.office.address}；邮政编码：{wrong}；电话：{_phone(draft)}。")


@fault("CON705", "邮编是别的省的")
def postcode_of_elsewhere(draft: Draft, random: Random) -> Draft | None:
    if draft.office.city not in ("普洱市", "铜陵市", "宜宾市"):
        return None
    return _contact(draft, f"地址：{draft.office.address}；邮政编码：150010；电话：{_phone(draft)}。")


@fault("CON706", "电子邮箱不成地址")
def email(draft: Draft, random: Random) -> Draft | None:
    host = draft.office.host.removeprefix("www.")
    wrong = random.choice((f"xxgk@.{host}", f"xxgk@{host.replace('.gov', '..gov')}", "xxgk@"))
    return _contact(draft, f"电话：{_phone(draft)}；电子邮箱：{wrong}；邮编：{draft.office.postcode}。")


@fault("CON707", "商业邮箱")
def free_mail(draft: Draft, random: Random) -> Draft | None:
    box = random.choice(("qhxxgk@163.com", "zwgkbgs@126.com", "20881234@qq.com", "gkbgs@sina.com"))
    return _contact(draft, f"电话：{_phone(draft)}；电子邮箱：{box}。")


@fault("CON708", "网址少点或残缺")
def website(draft: Draft, random: Random) -> Draft | None:
    wrong = random.choice(
        (draft.office.host.replace("www.", "www"), draft.office.host.replace(".gov.cn", ".govcn"), "www.gov")
    )
    return _contact(draft, f"年报电子版可在网站（网址：{wrong}）查阅；电话：{_phone(draft)}。")


@fault("CON709", "联系方式栏目空着")
def empty_field(draft: Draft, random: Random) -> Draft | None:
    office = draft.office
    shape = random.choice(
        (
            f"地址：{office.address}；邮编：；电话：{_phone(draft)}。",
            f"联系地址：{office.address}，邮政编码：{office.postcode}，联系电话：，传真：{office.area}-{office.local}。",
            f"地址：{office.address}　邮编：{office.postcode}　电话：{_phone(draft)}　电子邮箱：",
        )
    )
    return _contact(draft, shape)


@fault("PRV801", "公开了手机号码")
def mobile(draft: Draft, random: Random) -> Draft | None:
    number = f"{random.choice(('138', '159', '187', '133'))}{random.randint(10000000, 99999999)}"
    sentence = random.choice((f"信息公开专干联系电话为{number}。", f"如有疑问可与经办人联系，手机{number}。"))
    return added(draft, "problems.good", sentence)


def identity(random: Random) -> str:
    """A made-up resident identity number with its check digit."""
    head = f"530802{random.randint(1950, 1999)}{random.randint(1, 12):02}{random.randint(1, 28):02}{random.randint(100, 999)}"
    total = sum(int(digit) * pow(2, 17 - at, 11) for at, digit in enumerate(head))
    return head + "10X98765432"[total % 11]


@fault("PRV802", "公开了身份证号码")
def identity_number(draft: Draft, random: Random) -> Draft | None:
    return added(draft, "problems.bad", f"个别公示信息中出现了补助对象身份证号{identity(random)}，未作隐去处理。")


def card(random: Random) -> str:
    """A made-up bank card number with its check digit."""
    head = "622848" + "".join(str(random.randint(0, 9)) for _ in range(12))
    total = sum(
        sum(divmod(int(digit) * 2, 10)) if at % 2 == 0 else int(digit) for at, digit in enumerate(reversed(head))
    )
    return head + str(-total % 10)


@fault("PRV803", "公开了银行卡号")
def bank_card(draft: Draft, random: Random) -> Draft | None:
    return added(draft, "problems.bad", f"个别公示表格列出了补贴发放账户{card(random)}，没有遮盖。")


@fault("LNG901", "占位符号没有替换")
def placeholder(draft: Draft, random: Random) -> Draft | None:
    sentence = random.choice(
        (
            "全年召开专题会议XX次，研究部署公开工作。",
            "共组织培训××场次。",
            "公开重点民生信息____条。",
            "联系某某局核实有关数据。",
        )
    )
    return added(draft, "overview.opening", sentence)


@fault("LNG902", "全部替换出错")
def corrupted(draft: Draft, random: Random) -> Draft | None:
    organs = "中共临溪区委、临溪区人大、临溪区政府、临溪区政协"
    return added(draft, "overview.opening", f"加强{organs}的汇总分析，提高{organs}质量，定期比对{organs}变化情况。")


@fault("LNG903", "计数缺了数字")
def number_missing(draft: Draft, random: Random) -> Draft | None:
    sentence = random.choice(
        ("全年共发布公开信息条，内容涵盖多个领域。", "共开展业务培训次，参训人员人次。", "全年累计回复群众留言条。")
    )
    return added(draft, "overview.opening", sentence)


@fault("LNG904", "词语连写两遍")
def doubled_word(draft: Draft, random: Random) -> Draft | None:
    sentence = random.choice(
        ("进一步拓宽拓宽公开渠道，方便群众查询。", "不断健全健全信息发布机制。", "做好财政资金资金的公开。")
    )
    return added(draft, "problems.good", sentence)


@fault("LNG905", "写错、混淆的词")
def confusable(draft: Draft, random: Random) -> Draft | None:
    sentences = (
        "对公开工作进行了周密布署。",
        "群众可登陆网站查询办事指南。",
        "公开了机构设置和组织概括。",
        "及时公布救助名单和帐目。",
    )
    return added(draft, "problems.good", random.choice(sentences))


@fault("LNG905", "截止年末")
def until(draft: Draft, random: Random) -> Draft | None:
    return added(draft, "overview.opening", f"截止{draft.year}年底，专栏栏目全部完成调整。")


@fault("LNG906", "汉字之间的半角逗号")
def half_comma(draft: Draft, random: Random) -> Draft | None:
    if draft.manner.half:
        return None
    return added(draft, "problems.good", "坚持问题导向,补齐工作短板。")


@fault("LNG907", "数字写法混用")
def mixed_numerals(draft: Draft, random: Random) -> Draft | None:
    sentence = random.choice(("发放宣传资料5千余份。", "接受群众咨询近300余人次。", "走访企业约20家左右。"))
    return added(draft, "overview.opening", sentence)


@fault("LNG908", "同一事物两种说法", "2021")
def two_terms(draft: Draft, random: Random) -> Draft | None:
    return added(draft, "overview.opening", "认真做好其它需要公开事项的发布。")


@fault("LNG909", "不可见字符")
def invisible(draft: Draft, random: Random) -> Draft | None:
    mark = random.choice(("\u200b", "\ue5e5", "\u2f49", "\ufffd"))
    return added(draft, "problems.good", f"加强队{mark}伍建设，提升服务水平。")
