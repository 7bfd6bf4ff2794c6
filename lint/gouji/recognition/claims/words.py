"""The words that give a figure its role, found by one expression and named by tags."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from gouji.patterns import pattern

_WORDS = {
    "receive": "收到 接到 受理 接收 新收 收悉 收取申请",
    "application": "信息公开申请 依申请公开 申请公开 公开申请 公开的申请 申请",
    "none": "申请人 申请表 申请书 申请渠道 申请事项 申请内容 申请条件 申请方式 申请流程 无正当理由 线下 收到回复 收到答复 收到反馈 补正材料 意见函 回执 感谢信 表扬信 锦旗 人均 日均 月均 协助 协办 代为",
    "natural_person": "自然人 公民 个人",
    "legal_person": "法人 其他组织",
    "enterprise": "商业企业",
    "research": "科研机构",
    "welfare": "社会公益组织",
    "legal_service": "法律服务机构",
    "in_person": "当面 现场 到场 窗口",
    "fax": "传真",
    "network": "网络 网上 线上 在线 互联网 电子邮件 网站 邮箱",
    "letter": "信函 邮寄 邮政 书信 快递 专递 书面 挂号信",
    "carry": "结转 转结 转入 遗留",
    "last": "上年度 上年 上一年 去年",
    "next": "下年度 下年 下一年 次年",
    "done": "办结 办理完毕 处理完毕 办复",
    "handle": "办理 处理",
    "reply": "答复 回复",
    "on_time": "按时 按期 如期 及时",
    "extended": "延期 延长",
    "undone": "未办结 未答复 待办 尚未 正在 未到期 应 撤回 撤销申请 逾期 超期",
    "granted": "予以公开 同意公开 全部公开 准予公开",
    "partly_granted": "同意部分公开 部分公开",
    "refused": "不予公开 不同意公开",
    "unavailable": "无法提供",
    "not_processed": "不予处理",
    "other_processed": "其他处理",
    "already_public": "已主动公开 主动公开范围",
    "not_this_agency": "不属于本行政机关 不属于本机关",
    "not_existing": "信息不存在",
    "correction_asked": "告知作出更改 更改补充 补充更正",
    "other_channel": "其他途径办理",
    "refused.state_secret": "国家秘密",
    "refused.third_party": "第三方合法权益",
    "refused.internal_affairs": "内部事务信息",
    "refused.process_information": "过程性信息",
    "refused.enforcement_file": "执法案卷",
    "refused.administrative_inquiry": "行政查询事项",
    "unavailable.not_held": "不掌握",
    "unavailable.to_be_created": "另行制作",
    "not_processed.repeated": "重复申请",
    "review": "申请行政复议 行政复议申请 行政复议 复议",
    "litigation": "行政诉讼 诉讼 起诉 应诉",
    "upheld": "维持 驳回",
    "corrected": "纠正 纠错",
    "pending": "尚未审结 未审结 正在审理 审理中 未结",
    "other_result": "其他结果 其它结果",
    "judged": "审理 审结",
    "direct": "直接起诉 直接提起",
    "after": "复议后",
    "normative": "规范性文件",
    "regulations": "规章",
    "not_documents": "规章制度 解读 备案 审查 清理 修改 修订 草案 审核 评估",
    "made": "制发 制定 出台 印发 新制作",
    "abolished": "废止 失效",
    "in_force": "现行有效 有效",
    "foreign": (
        "提案 建议 议案 信访 热线 留言 咨询 投诉 举报 信件 来信 许可 审批 处罚 登记 补助 救助 补贴 备案申请 纠纷 调解 仲裁 案例 督办"
    ),
}
_TAGS: Mapping[str, str] = {word: tag for tag, words in _WORDS.items() for word in words.split()}
_WORD = pattern("|".join(sorted(_TAGS, key=lambda word: (-len(word), word))))


@lru_cache(maxsize=8192)
def tags(text: str) -> Mapping[str, int]:
    """The tags of the words of a text, each with the offset where its last word ends, in order of the words."""
    found: dict[str, int] = {}
    for match in _WORD.finditer(text):
        tag = _TAGS[match[0]]
        found.pop(tag, None)
        found[tag] = match.end()
    return found
