"""Whether the characters of a page make sense: fonts without a table of characters give others than they show."""

from __future__ import annotations

import unicodedata

from gouji.patterns import pattern

_COMMON = pattern(
    "[的一是在了和有大中国为上个人民年月日政府信息公开工作报告行政机关情况申请办理结果总计其他本关于及不以对等与"
    "制发规章范性文件废止现效数量处决定许可罚强收费金额单位万元新结转度予部分提供属秘密法律禁危安全稳保护第三方"
    "权益内事务类过程执案卷查询项现成补正后仍明确信访举投诉重复要求版物无当理由频繁反认已获取逾期组织科研构社会"
    "服商业企然自维持纠未审直接起诉条例主动依统计服务进改加存问题重点发布网站平台管监督落实推通过内容电话地址邮编"
    "市县区局办公室省州镇乡街道村十二四五六七八九两全面到按照作出建设经济建完善们来我时地生用学下子说产出就得着"
    "權利開報請關況辦處決總計廢實務業護項詢獲維複訴議機構規範數據標準個為與對於無條進應發會產學動過點號樓這種]"
)
_ENOUGH = 40
_FAMILIAR = 0.12
_LOST = pattern("[\ufffd\ue000-\uf8ff\\x00-\\x1f\\x7f-\\x9f]")
"""Characters without a meaning of their own: a place holder, those for private use, control characters."""

_ACCENTED = pattern("[À-ÖØ-öø-ʯ]")
_FEWEST_ACCENTED, _ACCENTED_SHARE = 6, 0.005

_WIDE = pattern("[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN = pattern("[0-9A-Za-z]")


def is_garbled(text: str) -> bool:
    """Whether the characters of a page are most likely not those that it shows."""
    printed = text.replace(" ", "").replace("\u3000", "")
    lost = len(_LOST.findall(printed))
    if lost * 10 > len(printed) and lost > 4:
        return True
    plain = unicodedata.normalize("NFKC", printed)
    wide = len(_WIDE.findall(plain))
    if len(_ACCENTED.findall(printed)) >= max(_FEWEST_ACCENTED, _ACCENTED_SHARE * len(printed)) and wide >= _ENOUGH:
        # Chinese text has no accented letters: some characters were replaced by their numbers in a font.
        return True
    if wide >= _ENOUGH:
        return len(_COMMON.findall(plain)) < _FAMILIAR * wide
    return len(plain) >= _ENOUGH and wide * 10 < len(plain) and _is_noise(plain)


def _is_noise(text: str) -> bool:
    """Whether a text without ideographs is no language either: few letters and digits, or mostly rare ones."""
    return len(_LATIN.findall(text)) * 2 < len(text)
