"""Page furniture: what stands before and behind a report on its page and is no part of it."""

from __future__ import annotations

from gouji.patterns import pattern

_FOOTER = pattern(
    r"[\[(【<|\s]*(?:上一[篇条页]|下一[篇条页]|版权所有|主办单位|承办单位|网站标识码|扫一扫|扫码|分享到|分享[::]|打印本页|打印[\])】]|打印 |"
    r"关闭窗口|关闭本页|关闭[\])】]|打印$|关闭$|返回顶部|返回列表|相关附件|相关链接|相关文章|附件下载|网站地图|联系我们$|"
    r"关于我们|责任编辑|信息来源[::]|来源[::]|浏览次数|登录 ?注册|Copyright|copyright|COPYRIGHT|技术支持)"
    r"|[^。]{0,40}(?:ICP备|公网安备)"
)
_HEADER = pattern(
    r"[\s\[(|]*(?:当前位置|您(?:现在)?(?:所在)?的?位置|您当前|首页|网站首页|索 ?引 ?号|发布日期|发文日期|发布时间|发布机构|发文机关|"
    r"公开日期|生成日期|成文日期|发文字号|文 ?号[::]|主题分类|主题词|信息来源|来源[::]|作者[::]|字体|字号|【?字体|浏览次数|"
    r"点击数|点击量|阅读[::次]|访问量|打印|分享|登录|注册|附件下载|有效性|信息分类|信息名称|名称[::]|-->|\?{4,})"
    r"|[^。]{1,60}(?:>>|>|»|›)[^。]*$|目 ?录$|Page \d|- ?\d+ ?-$|\d{1,3}$"
)


def is_footer(text: str) -> bool:
    """Whether a folded paragraph is page furniture such as stands behind a report."""
    return len(text) <= 200 and _FOOTER.match(text) is not None


def is_header(text: str) -> bool:
    """Whether a folded paragraph is page furniture such as stands before a report: breadcrumbs, index numbers, dates."""
    return len(text) <= 200 and _HEADER.match(text) is not None
