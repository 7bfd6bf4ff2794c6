"""Prose on what was disclosed: numbers with their parts, shares and changes, documents, channels."""

from __future__ import annotations

from faults.voice import Voice, counted, divided, joined, percent

_TOPICS = (
    "机构职能类", "政策文件类", "规划计划类", "财政信息类", "人事信息类", "工作动态类", "行政执法类", "公共服务类", "重点领域类", "其他类",
)  # fmt: skip
_SITES = ("门户网站", "微信公众号", "政务微博", "政务服务平台", "公开栏")


def paragraph(voice: Voice) -> list[str]:
    """One or two paragraphs on disclosure."""
    sentences = [voice.one(_enumerated, _total_last, _shared, _channelled)(voice)]
    if voice.chance(0.4):
        sentences.append(_grown(voice))
    if voice.edition in ("2019", "2021") and voice.chance(0.5):
        sentences.append(_documents(voice))
    extra = voice.some((_explained, _responded, _double, _meetings, _read, _catalogue, _part_of), 0, 3)
    sentences += [write(voice) for write in extra]
    if voice.chance(0.3):
        return ["".join(sentences[:1]), "".join(sentences[1:])]
    return ["".join(sentences)]


def _opening(voice: Voice, number: int) -> str:
    shown = counted("disclosed", number, "条")
    return voice.one(
        f"{voice.of_year()}通过各类渠道主动公开政府信息{shown}",
        f"{voice.of_year()}共主动公开政府信息{shown}",
        f"截至{voice.year}年12月31日，本年度累计主动公开各类政府信息{shown}",
        f"{voice.year}年共在{voice.office.site}公开政府信息{shown}",
        f"全年{voice.me}发布政府信息{shown}",
    )


def _parts(voice: Voice, least: int = 3) -> list[tuple[str, int]]:
    names = voice.some(_TOPICS[:-1], least, 6)
    if voice.chance(0.4):
        names.append(_TOPICS[-1])
    total = voice.number(len(names) * 3, voice.one(60, 400, 2600))
    return list(zip(names, divided(voice.random, total, len(names)), strict=True))


def _said(voice: Voice, parts: list[tuple[str, int]]) -> str:
    unit = voice.one("条", "条", "信息{n}条")
    shape = "{name}{n}条" if unit == "条" else "{name}信息{n}条"
    items = [shape.format(name=name, n=counted("part", number, "")) for name, number in parts]
    return voice.one(joined(items, "，"), joined(items, "、"), joined(items, "、", "和"), joined(items, "；"))


def _enumerated(voice: Voice) -> str:
    parts = _parts(voice)
    total = sum(number for _, number in parts)
    lead = voice.one("，其中：", "，其中", "。其中，", "，包括：", "，分别为", "，按内容分：")
    return f"{_opening(voice, total)}{lead}{_said(voice, parts)}。"


def _total_last(voice: Voice) -> str:
    parts = _parts(voice)
    total = counted("disclosed", sum(number for _, number in parts), "条")
    return f"{voice.of_year()}公开{_said(voice, parts)}，共计{total}。"


def _shared(voice: Voice) -> str:
    parts = _parts(voice)
    total = sum(number for _, number in parts)
    digits = voice.one(1, 1, 2)
    items = [
        f"{name}信息{counted('part', number, '条')}，占{counted('share', percent(number, total, digits), '%')}"
        for name, number in parts
    ]
    return f"{_opening(voice, total)}。其中，{'；'.join(items)}。"


def _channelled(voice: Voice) -> str:
    sites = voice.some(_SITES, 2, 4)
    total = voice.number(40, 900)
    numbers = divided(voice.random, total, len(sites))
    items = [f"通过{site}发布{counted('part', number, '条')}" for site, number in zip(sites, numbers, strict=True)]
    return f"{_opening(voice, total)}，其中{'，'.join(items)}。"


def _grown(voice: Voice) -> str:
    before = voice.number(40, 900)
    now = max(1, round(before * voice.random.uniform(0.5, 1.9)))
    if now == before:
        now += 1
    digits = voice.one(1, 2)
    rate = counted("rate", percent(abs(now - before), before, digits), "%")
    up = now > before
    more, grew = ("增加", voice.one("增长", "上升")) if up else ("减少", voice.one("下降", "减少"))
    what = voice.one("更新部门动态信息", "发布政务微信文章", "推送政务新媒体信息", "公开财政资金信息")
    a, b = counted("now", now, "条"), counted("before", before, "条")
    return voice.one(
        f"{what}{a}，较上年的{b}{more}{counted('difference', abs(now - before), '条')}，{grew}{rate}。",
        f"{what}{a}，比{voice.year - 1}年{more}{counted('difference', abs(now - before), '条')}，同比{grew}{rate}。",
        f"{what}由上年的{b}{'增至' if up else '降至'}{a}，{grew}{rate}。",
        f"{what}{a}，比上年（{b}）{grew}{rate}。",
        f"{what}{a}，同比{grew}{rate}（{voice.year - 1}年为{b}）。",
        f"{voice.year - 1}年{what}{b}，{voice.year}年{what}{a}，同比{grew}{rate}。",
    )


def _part_of(voice: Voice) -> str:
    """A share that stands in no list."""
    whole = voice.number(20, 600)
    part = voice.number(5, whole - 2)
    unit = voice.one("件", "条")
    a, b = counted("part", part, unit), counted("whole", whole, unit)
    share = counted("share", percent(part, whole, voice.one(1, 2)), "%")
    if unit == "条":
        return voice.one(
            f"编发政务动态{b}，原创{a}，占比{share}。",
            f"微信公众号推送原创信息{a}，占推送总量{b}的{share}。",
            f"重点领域信息发布{a}，占全年信息发布总量（{b}）的{share}。",
        )
    return voice.one(
        f"全年制发公文{b}，主动公开{a}，公开率{share}。",
        f"征集群众意见建议{b}，采纳{a}，采纳率为{share}。",
        f"印发文件{b}，主动公开{a}，占总数的{share}。",
    )


def _documents(voice: Voice) -> str:
    if voice.edition == "2021":
        made, gone, held = (voice.at("documents", "normative_documents", c) for c in ("made", "abolished", "in_force"))
        if not made and not gone:
            return voice.one(
                "本年度未制发行政规范性文件。",
                "全年没有制发行政规范性文件。",
                f"现行有效行政规范性文件{counted('in_force', held, '件')}。",
            )
        return voice.one(
            f"全年制发行政规范性文件{counted('made', made, '件')}，废止{counted('abolished', gone, '件')}，现行有效{counted('in_force', held, '件')}。",
            f"{voice.year}年，{voice.me}制定行政规范性文件{counted('made', made, '件')}，均按规定在网站集中公开。",
            f"开展行政规范性文件清理，废止{counted('abolished', gone, '件')}，目前现行有效的行政规范性文件{counted('in_force', held, '件')}。",
        )
    made = voice.at("documents", "normative_documents", "made")
    if not made:
        return voice.one("本年度没有新制作规范性文件。", "全年未制发规范性文件。")
    return voice.one(
        f"全年新制发规范性文件{counted('made', made, '件')}，已同步解读。",
        f"年内印发规范性文件{counted('made', made, '件')}。",
    )


def _explained(voice: Voice) -> str:
    numbers = divided(voice.random, voice.number(6, 60), 3)
    total = counted("interpreted", sum(numbers), voice.one("篇", "件"))
    unit = total[-1]
    a, b, c = (counted("part", number, unit) for number in numbers)
    return voice.one(
        f"发布政策解读材料{total}，其中文字解读{a}、图片解读{b}、视频解读{c}。",
        f"围绕{voice.office.matters[0]}等政策发布解读稿件{total}，包括负责人解读{a}、专家解读{b}、媒体解读{c}。",
    )


def _responded(voice: Voice) -> str:
    return voice.one(
        f"办理12345政务服务便民热线工单{voice.number(20, 3000)}件，按时办结率100%。",
        f"收到网民留言{voice.number(3, 200)}条，均已答复；全年回应社会关切{voice.number(1, 9)}次。",
        f"领导信箱受理群众来信{voice.number(3, 90)}封，平均办理时间3个工作日。",
    )


def _double(voice: Voice) -> str:
    return f"落实“双公示”要求，公示行政许可信息{voice.number(3, 800)}条、行政处罚信息{voice.number(3, 300)}条。"


def _meetings(voice: Voice) -> str:
    return voice.one(
        f"组织参加新闻发布会{voice.number(1, 6)}场，接受媒体采访{voice.number(2, 20)}次。",
        f"举办“政府开放日”活动{voice.number(1, 4)}次，邀请群众代表{voice.number(20, 300)}余人次参加。",
    )


def _read(voice: Voice) -> str:
    return voice.one(
        f"网站信息公开专栏全年访问量{voice.number(2, 80)}.{voice.number(1, 9)}万次。",
        f"微信公众号关注人数达{voice.number(2000, 60000)}人，阅读量{voice.number(10, 99)}万余次。",
    )


def _catalogue(voice: Voice) -> str:
    return voice.one(
        f"围绕{voice.office.matters[1]}等重点领域，更新完善公开事项标准目录，做到应公开尽公开。",
        "对政府信息公开指南和法定主动公开内容进行了全面修订，并在规定时间内更新。",
        f"及时公开{voice.office.matters[2]}有关政策、办理流程和结果，接受社会监督。",
        "按照财政部门统一要求，公开部门预算、决算及“三公”经费信息。",
    )
