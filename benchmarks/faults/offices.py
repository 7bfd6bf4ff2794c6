"""Made-up agencies of many kinds: departments, governments, townships, streets, bureaus of ministries."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

_CITIES = (
    ("云岭省", "青禾市", "0879", "6659", "qinghe"),
    ("云岭省", "望川市", "0876", "6637", "wangchuan"),
    ("云岭省", "银杉市", "0877", "6531", "yinshan"),
    ("江平省", "沙浦市", "0797", "3413", "shapu"),
    ("江平省", "永宁港市", "0795", "3366", "yngang"),
)
# Cities that exist, so that area codes and postcodes can be held against them; their districts and agencies do not.
_REAL = (
    ("云南省", "普洱市", "0879", "6650", "pumo"),
    ("安徽省", "铜陵市", "0562", "2440", "tongmo"),
    ("四川省", "宜宾市", "0831", "6440", "yimo"),
)
_COUNTIES = ("白鹭县", "岚谷县", "临溪区", "杏林坡县", "石桥湾区", "梅坞县", "鹤岭区", "云水县", "河东新区")
_TOWNS = ("松泉镇", "双槐镇", "芦塘乡", "竹坪镇", "柳河湾镇", "大榆树乡", "沙洲镇", "官桥镇")
_STREETS = ("城关街道", "新桥街道", "望湖街道", "南门街道")
_ROADS = ("河堤路", "文昌街", "康宁路", "仓前街", "迎春大道", "新民路", "建设东路", "学府巷")
_BUREAUS = {
    "水利局": ("水库除险加固", "农村饮水安全", "河湖管理"),
    "教育局": ("义务教育招生", "学生资助", "校外培训治理"),
    "民政局": ("最低生活保障", "养老机构监管", "殡葬管理"),
    "农业农村局": ("耕地地力保护补贴", "高标准农田建设", "农机购置补贴"),
    "应急管理局": ("安全生产执法", "防灾减灾", "灾害救助"),
    "审计局": ("审计结果公告", "预算执行审计", "领导干部经济责任审计"),
    "卫生健康委员会": ("医疗服务监管", "疾病预防控制", "健康扶贫"),
    "发展和改革委员会": ("重大项目审批", "价格监测", "节能审查"),
    "住房和城乡建设局": ("公租房分配", "老旧小区改造", "建筑市场监管"),
    "人力资源和社会保障局": ("就业补助资金", "职称评审", "劳动保障监察"),
    "市场监督管理局": ("食品安全抽检", "消费维权", "特种设备监察"),
    "自然资源和规划局": ("征地信息公开", "国土空间规划", "不动产登记"),
    "文化和旅游局": ("公共文化服务", "旅游市场监管", "文物保护"),
    "政务服务管理局": ("一网通办", "行政审批改革", "公共资源交易"),
    "乡村振兴局": ("衔接资金使用", "驻村帮扶", "项目公示"),
    "退役军人事务局": ("优待抚恤", "就业安置", "烈士褒扬"),
}
_VERTICAL = {
    "国家税务总局{city}税务局": ("减税降费政策", "纳税服务", "税务行政处罚"),
    "{city}气象局": ("气象灾害预警", "防雷安全监管", "公共气象服务"),
    "国家统计局{city}调查队": ("居民收支调查", "粮食产量调查", "统计执法"),
    "{city}消防救援支队": ("消防安全检查", "火灾调查", "消防宣传"),
}


class Office(NamedTuple):
    """An agency: what it is and calls itself, what it deals with, and how it can be reached."""

    name: str
    self_name: str
    short: str
    kind: str
    whole: str
    matters: tuple[str, str, str]
    desk: str
    address: str
    city: str
    area: str
    postcode: str
    local: int
    host: str
    site: str


def pick(random: Random, kind: str) -> Office:
    """An agency of a kind: department, bureau (of a ministry), government, township, street."""
    known = random.random() < 0.2
    province, city, area, post, host = random.choice(_REAL if known else _CITIES)
    county = random.choice(_COUNTIES)
    place = random.choice((city, county, f"{city}{county}"))
    name, self_names, short, whole, matters = _named(random, kind, city, place, county)
    desk = {"government": f"{place}人民政府办公室", "township": "党政办公室", "street": "党政综合办公室"}
    site_owner = city if place == city else county
    return Office(
        name,
        random.choice(self_names),
        short,
        "department" if kind == "bureau" else kind,
        whole,
        matters,
        desk.get(kind, f"{short}办公室"),
        f"{province}{city}{county}{random.choice(_ROADS)}{random.randint(1, 288)}号",
        city,
        area,
        f"{post}{random.randint(0, 9)}{random.randint(0, 9)}",
        random.randint(5500000, 5599990) if area != "0562" else random.randint(2800000, 2899990),
        f"www.{host}.gov.cn",
        f"{site_owner}人民政府门户网站",
    )


def _named(
    random: Random, kind: str, city: str, place: str, county: str
) -> tuple[str, tuple[str, ...], str, str, tuple[str, str, str]]:
    """Full name, names it gives itself, short name, the word for all that it is over, matters."""
    bureau, matters = random.choice(sorted(_BUREAUS.items()))
    over = f"全{place[-1]}"
    if kind == "department":
        word = "我委" if bureau.endswith("委员会") else "我局"
        return f"{place}{bureau}", (word, word.replace("我", "本"), "本机关"), f"{place}{bureau}", over, matters
    if kind == "bureau":
        shape, matters = random.choice(sorted(_VERTICAL.items()))
        name = shape.format(city=city)
        return name, ("我局" if name[-1] == "局" else "我队" if name[-1] == "队" else "本机关",), name, over, matters
    if kind == "government":
        return f"{place}人民政府", (f"我{place[-1]}", place), f"{place}人民政府", over, matters
    matters = ("惠农补贴发放", "村级财务公开", "救助救济")
    if kind == "township":
        town = random.choice(_TOWNS)
        name = random.choice((f"{county}{town}人民政府", f"{town}人民政府"))
        return name, (f"我{town[-1]}", town, "本机关"), name, f"全{town[-1]}", matters
    street = random.choice(_STREETS)
    name = f"{county}人民政府{street}办事处"
    return name, ("我街道", "街道", "本机关"), f"{street}办事处", "全街道", matters
