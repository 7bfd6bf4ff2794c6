"""Made-up places and agencies, with the matters they deal with."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

PROVINCE = "云岭省"
CITIES = (
    ("青禾市", "ylqinghe", "0879", "6659"),
    ("望川市", "ylwangchuan", "0876", "6637"),
    ("银杉市", "ylyinshan", "0877", "6531"),
)
COUNTIES = ("白鹭县", "岚谷县", "临溪区", "杏林县", "石桥湾区")
TOWNS = ("松泉镇", "双槐镇", "芦塘乡", "竹坪镇", "柳河湾镇")
STREETS = ("河堤路", "文昌街", "康宁路", "仓前街", "迎春巷", "新民路")
MATTERS = {
    "水务局": ("农村供水", "河道管护", "取水许可", "防汛抗旱", "水质监测"),
    "教育体育局": ("招生入学", "教师招聘", "学生资助", "校园安全", "全民健身"),
    "民政局": ("社会救助", "养老服务", "婚姻登记", "社会组织", "地名管理"),
    "农业农村局": ("惠农补贴", "农产品质量", "宅基地管理", "动物防疫", "种子监管"),
    "林业局": ("林木采伐", "退耕还林", "森林防火", "野生动物保护", "苗木检疫"),
    "司法局": ("法律援助", "人民调解", "公证服务", "普法宣传", "行政复议"),
    "财政局": ("预算决算", "政府采购", "惠民补贴", "会计管理", "专项资金"),
    "交通运输局": ("道路建设", "客运服务", "路政执法", "公交线路", "驾驶培训"),
    "统计局": ("统计公报", "普查调查", "数据发布", "统计执法", "信用公示"),
    "档案局": ("档案查阅", "档案征集", "地方志编修", "执法检查", "档案展览"),
    "住房和城乡建设局": ("保障性住房", "房屋征收", "物业管理", "燃气安全", "工程质量"),
    "人力资源和社会保障局": ("就业创业", "社会保险", "技能培训", "劳动维权", "事业单位招聘"),
}


class Agency(NamedTuple):
    """An agency: full name, how it calls itself, kind, what it deals with, and its contact details."""

    name: str
    self_name: str
    kind: str
    matters: tuple[str, ...]
    office: str
    address: str
    postcode: str
    phone: str
    fax: str
    email: str
    site: str
    site_name: str


def pick(random: Random, kind: str = "department") -> Agency:
    """An agency of a kind: department, government or township."""
    city, host, area, postcode = random.choice(CITIES)
    county = random.choice(COUNTIES)
    place = random.choice((city, f"{city}{county}"))
    if kind == "township":
        place = f"{county}{random.choice(TOWNS)}"
    bureau, matters = random.choice(sorted(MATTERS.items()))
    if kind == "department":
        name, self_name, office = f"{place}{bureau}", "我局", f"{place}{bureau}办公室"
    else:
        name, office = f"{place}人民政府", f"{place}{'党政' if kind == 'township' else '人民政府'}办公室"
        self_name = f"我{'镇' if place.endswith('镇') else '乡' if place.endswith('乡') else place[-1]}"
    number = random.randint(5500000, 5599998)
    return Agency(
        name,
        self_name,
        kind,
        matters,
        office,
        f"{PROVINCE}{city}{county}{random.choice(STREETS)}{random.randint(1, 199)}号",
        f"{postcode}{random.randint(10, 99)}",
        f"{area}-{number}",
        f"{area}-{number + 1}",
        f"zwgk{random.randint(1, 99)}@{host}.gov.cn",
        f"www.{host}.gov.cn",
        f"{city}人民政府网站",
    )
