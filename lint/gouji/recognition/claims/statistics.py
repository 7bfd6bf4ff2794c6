"""Figures that only the statistical table of 2014 has: channels, press conferences, staff, meetings, training.

What was disclosed on the whole, and within a time limit, every report may say.
"""

from __future__ import annotations

from gouji.patterns import pattern

_END = r"(?:[次数量总的共计为达有是了:约\s]|[0-9]{4}年)*$"
_DISCLOSED = r"(?:公开|发布)(?:各类|各种)?(?:政府|政务)?(?:信息)?(?:总?[条数]?量?|总数)?"
_ROWS = (
    ("by_gazette", "count", rf"政府公报(?:公开|发布){_END}|公报{_DISCLOSED}{_END}"),
    ("by_website", "count", rf"(?:政府网站|门户网站)(?:主动)?{_DISCLOSED}{_END}"),
    ("by_weibo", "count", rf"政务微博(?:主动)?{_DISCLOSED}{_END}"),
    ("by_wechat", "count", rf"政务微信(?:主动)?{_DISCLOSED}{_END}"),
    ("by_other", "count", rf"其[他它]方式公开(?:政府信息)?数?{_END}"),
    ("press_conferences_by_chief", "time", rf"主要(?:负责同志|领导)参加新闻发布会{_END}"),
    ("press_conferences", "time", rf"(?:参加|举办|召开|组织)[^,;]{{0,6}}新闻发布会{_END}"),
    ("interviews_by_chief", "time", rf"主要(?:负责同志|领导)参加[^,;]{{0,6}}在线访谈{_END}"),
    ("interviews", "time", rf"(?:政府网站)?在线访谈(?:活动)?{_END}"),
    ("interpretations", "count", rf"(?:政策)?解读稿件(?:发布)?{_END}"),
    ("responses", "time", rf"回应公众关注热点(?:[或和、]重大舆情)?{_END}"),
    ("weibo_wechat_responses", "time", rf"微博微信回应(?:事件)?{_END}"),
    ("other_responses", "time", rf"其[他它]方式回应(?:事件)?{_END}"),
    ("complaints", "count", rf"(?<!信访)(?<!来访)(?<!消费)(?<!热线)(?<!市场)举报投诉(?:案件)?{_END}"),
    ("offices", "thing", rf"(?:政府信息公开)(?:工作)?专门机构{_END}"),
    ("reading_points", "thing", rf"(?:政府信息)?(?:公开)?查阅[点场]所?{_END}"),
    ("staff", "person", rf"从事政府信息公开工作(?:的)?人员{_END}"),
    ("staff_full_time", "person", rf"专职(?:工作)?(?:人员)?{_END}"),
    ("staff_part_time", "person", rf"兼职(?:工作|信息)?(?:人员|员)?{_END}"),
    ("budget", "money", rf"(?:政府信息公开)?专项经费{_END}"),
    ("meetings", "time", rf"召开政府信息公开(?:工作会议|专题会议|工作会议或专题会议){_END}"),
    ("trainings", "time", rf"举办(?:各类|政府信息公开)?(?:工作)?培训班{_END}"),
    ("trainees", "visit", rf"接受(?:政府信息公开)?培训(?:人员)?{_END}"),
)
_PATTERNS = tuple((row, kind, pattern(source)) for row, kind, source in _ROWS)
_DISCLOSED_ALL = pattern(rf"主动公开(?:各类)?(?:政府|政务)?信息(?:总?数量?|总数)?{_END}")
# What one channel brought is not all; a website is mostly where all stands.
_ONE_CHANNEL = pattern(
    r"(?:微博|微信|公众号|公报|公[告示开]栏|宣传栏|报[纸刊]|电视|广播|媒体|电子屏|显示屏|客户端|抖音|头条|其他)[^,;。]{0,12}公开"
)
_IN_TIME = pattern(
    r"(?:公开|发布)[^,;。]{0,4}不超过[^,;。]{1,5}个工作日[^,;。]{0,4}数量[为是]?$|[0-9]{1,2}个工作日(?:以?内|之内)[^,;。]{0,4}公开的?[^,;。]{0,8}(?:数量[为是]?)?$"
)


def disclosed(label: str) -> str | None:
    """`disclosed`, `disclosed_in_time`, or None."""
    if "公开" not in label and "发布" not in label:
        return None
    if "工作日" in label and _IN_TIME.search(label):
        return "disclosed_in_time"
    return "disclosed" if _DISCLOSED_ALL.search(label) and not _ONE_CHANNEL.search(label) else None


def statistic(label: str, kind: str) -> str | None:
    """The role of a figure of the statistical table after these words, or None."""
    for row, wanted, words in _PATTERNS:
        if kind in (wanted, "") and words.search(label):
            return f"statistic.{row}"
    return None
