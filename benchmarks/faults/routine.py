"""Prose without figures of the forms: leadership, management, platforms, supervision, problems, measures, filling."""

from __future__ import annotations

from faults.voice import Voice

_MATTER = "{matter}"
_LEADS = (
    "坚持把政府信息公开作为转变职能、接受监督的重要抓手，",
    "调整政务公开工作领导小组，由主要负责人任组长，",
    "将公开工作列入年度重点任务，召开专题会议研究部署，",
    "对照上级年度工作要点，制定实施方案并分解到各科室，",
    "明确一名分管负责人和两名工作人员具体负责，",
)
_FOLLOWS = (
    "推动公开与业务工作同部署、同落实。",
    "不断提高工作透明度和群众满意度。",
    "形成主要领导亲自抓、分管领导具体抓、办公室牵头协调的工作机制。",
    "较好完成了各项目标任务。",
    "公开质量和实效有了新的提升。",
)
_MANAGEMENT = (
    "严格执行公文公开属性源头认定制度，拟制公文时同步确定公开属性，对不予公开的说明理由。",
    "落实“三审三校”制度，信息发布前由承办科室、办公室、分管领导逐级审核，确保内容准确、表述规范。",
    "建立政府信息动态调整机制，对因情势变化可以公开的信息及时转为主动公开。",
    "健全政府信息公开保密审查制度，坚持先审查、后公开，全年未发生失泄密事件。",
    "规范行政规范性文件的集中公开，统一格式并提供下载。",
    "建立信息发布台账，对公开信息的标题、文号、责任科室逐条登记，做到有据可查。",
)
_PLATFORM = (
    "按照全省统一的政府信息公开专栏建设规范，优化栏目设置，整合各类公开内容，方便公众查询。",
    "加强政务新媒体管理，关停整合长期不更新的账号，目前开设微信公众号1个。",
    "依托政务服务大厅设置政务公开专区，配备自助查询终端，提供政策咨询和资料查阅服务。",
    "定期开展网站自查，及时修复错链、断链，排查不规范表述。",
    "在便民服务中心和图书馆设立政府信息查阅点，安排专人解答群众疑问。",
    "完善网站检索功能，政策文件可以按主题、年份、文号分类查找。",
)
_SUPERVISION = (
    "把政府信息公开纳入科室年度考核，定期通报信息报送情况。",
    "全年组织业务培训{training}次，覆盖各科室和下属单位信息员。",
    "设立监督电话和意见箱，主动接受社会监督。",
    "每季度对公开内容开展一次检查，发现问题限期整改。",
    "邀请服务对象代表参加座谈，听取对公开工作的意见建议。",
)
_GOVERNMENT = (
    "将政府信息公开纳入年度绩效考核，考核结果与评先评优挂钩；委托第三方开展社会评议，群众满意度较高；全年未发生因政府信息公开工作被追究责任的情形。",
    "政务公开在年度工作考核中占一定分值，按季度通报。组织群众代表、企业代表开展社会评议，评议结果为满意。本年度没有因违反《条例》规定被责任追究的单位和个人。",
    "完善考核办法，细化工作考核指标；采取问卷调查方式组织社会评议；严格落实责任追究制度，全年无责任追究事项。",
)
_PROBLEMS = (
    "公开内容与群众期待还有差距，涉及{matter}的信息不够细",
    "政策解读形式不够丰富，通俗性有待增强",
    "部分科室主动公开意识不强，报送信息不够及时",
    "工作人员多为兼职，业务水平参差不齐",
    "依申请公开答复文书的规范性有待加强",
    "栏目之间内容有交叉，查找不够便捷",
    "与公众互动交流的渠道偏少",
)
_CURES = (
    "围绕{matter}梳理公开事项，逐项明确公开内容、时限和责任人",
    "综合运用图表、短视频、问答等方式解读政策，让群众看得懂",
    "加大督促检查力度，对信息报送不及时的科室予以提醒",
    "开展分层分类培训，组织工作人员到先进单位学习交流",
    "参照示范文本规范答复文书，重大疑难事项由法律顾问把关",
    "优化专栏布局，加强内容分类和检索",
    "畅通意见征集渠道，及时回应群众关切",
)
_FILL = (
    "围绕{matter}，组织业务人员深入企业和社区宣讲政策，现场解答群众提问。",
    "针对{matter}办理中群众反映集中的问题，编写办事问答并在网站和服务窗口同步公布。",
    "加强与宣传部门和新闻媒体的协作，把{matter}的进展情况及时告诉群众。",
    "在重要节点前做好{matter}的信息发布预案，确保口径一致、内容准确。",
    "通过公开栏、明白纸等群众习惯的方式，把{matter}的标准、程序和结果讲清楚。",
    "把{matter}的全过程信息归集到一处，群众不必在多个栏目之间来回查找。",
)
_ORDERS = ("一是", "二是", "三是", "四是", "五是")


def opening(voice: Voice) -> str:
    """What a section of general matters begins with."""
    start = voice.one(
        f"{voice.year}年，{voice.me}认真贯彻落实《条例》和上级有关部署，",
        f"{voice.year}年，在市委、市政府的领导下，{voice.me}围绕中心工作，",
        f"{voice.year}年以来，{voice.me}",
        f"一年来，{voice.me}以{voice.office.matters[0]}、{voice.office.matters[1]}为重点，",
    )
    return start + voice.one(*_LEADS) + voice.one(*_FOLLOWS)


def filling(voice: Voice, least: int, most: int) -> str:
    """Sentences on what the agency deals with."""
    return "".join(_about(voice, sentence) for sentence in voice.some(_FILL, least, most))


def _about(voice: Voice, text: str) -> str:
    return text.replace(_MATTER, voice.one(*voice.office.matters))


def management(voice: Voice) -> str:
    """On the management of government information."""
    return "".join(voice.some(_MANAGEMENT, 1, 3))


def platform(voice: Voice) -> str:
    """On platforms."""
    return "".join(voice.some(_PLATFORM, 1, 3))


def supervision(voice: Voice) -> str:
    """On supervision, with assessment, public appraisal and liability where the agency is a government."""
    text = "".join(voice.some(_SUPERVISION, 1, 3)).replace("{training}", str(voice.number(1, 5)))
    return text + (voice.one(*_GOVERNMENT) if voice.office.kind == "government" else "")


def problems(voice: Voice) -> list[str]:
    """What is wanting."""
    return [_about(voice, text) for text in voice.some(_PROBLEMS, 2, 4)]


def cures(voice: Voice) -> list[str]:
    """What will be done."""
    return [_about(voice, text) for text in voice.some(_CURES, 2, 4)]


def listed(voice: Voice, items: list[str], mark: str = "") -> str:
    """Items counted as offices do within a paragraph."""
    mark = mark or voice.one("；", "；", "。")
    return mark.join(order + item for order, item in zip(_ORDERS, items, strict=False)) + "。"
