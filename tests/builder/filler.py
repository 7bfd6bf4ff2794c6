"""Paragraphs that make a report as long as real ones are, out of clauses about the matters of an agency."""

from __future__ import annotations

from random import Random

from builder.agencies import Agency

_OPENINGS = (
    "在{matter}方面，",
    "围绕{matter}工作，",
    "针对群众关心的{matter}事项，",
    "结合{matter}工作实际，",
    "以{matter}为重点，",
)
_MIDDLES = (
    "编制公开事项清单，明确公开主体、公开时限和公开方式，",
    "对办事指南逐条核对，修改表述不清的地方，补齐缺少的材料清单，",
    "组织业务科室梳理政策文件，把散见于各处的规定汇集成册，",
    "把公开要求写进业务流程，做到信息产生与公开属性认定同步进行，",
    "通过座谈、走访、问卷等方式听取意见，了解群众最想知道的内容，",
    "建立信息发布台账，由专人登记来源、审核人和发布日期，",
    "对照目录检查网站栏目，清理空白栏目和失效链接，",
    "安排熟悉业务的同志撰写解读材料，用通俗的语言说明政策要点，",
)
_ENDINGS = (
    "全年发布相关信息{count}条，方便群众查询。",
    "群众办事少跑了路，咨询电话明显减少。",
    "公开的及时性和准确性有了提高。",
    "相关栏目累计访问量达到{large}次。",
    "有关做法在全系统作了交流。",
    "为企业和群众了解政策提供了便利。",
    "受到服务对象的普遍认可。",
)


def fill(agency: Agency, random: Random, paragraphs: int) -> list[str]:
    """So many paragraphs of three or four sentences."""
    return ["".join(_sentence(agency, random) for _ in range(random.randint(3, 4))) for _ in range(paragraphs)]


def _sentence(agency: Agency, random: Random) -> str:
    middle = "".join(random.sample(_MIDDLES, random.randint(1, 2)))
    text = random.choice(_OPENINGS) + middle + random.choice(_ENDINGS)
    return text.format(
        matter=random.choice(agency.matters), count=random.randint(2, 90), large=random.randint(1000, 90000)
    )
