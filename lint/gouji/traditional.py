"""Traditional characters and the simplified ones that reports are written in, for pages of gateways and mirrors.

Matching only: one character for one, so that places stay, and only those that words of these reports are made of.
"""

from __future__ import annotations

TRADITIONAL = (
    "丟並亂佈佔併來侷俬個們備傢傳債僅價儀億儘償優內兩冊別刪則剋創劃動務勝勵勸匯區協厲參叄員問啓啟單噸噹嚴國圍園圖團執堅報場塊"
    "壓壞壯夠夾學寀實寧審寫寬將專尋對導屆層屬島嶺帳帶幹幾庫廢廣廳強彈彔彙後徑從復徵徹態慣慮慶應戰戶捲掃掛採換損撐撥擇擊據擬擴"
    "攔敗數斷於昇時暢暫曏書會朮東條棄業構樁標樣機橫檔檢檯欄權歷歸殘氣決沒況淨減測準滯滿漢漸潰濃濟瀏為無煩熱營爭爲爾狀獲現瑣瑪"
    "環產甦甯畢畫異當療發盡監眾睏確碼礙礦祕稅種稱積穩穫窮競箇節範篩簡簽籤糰糾紀約納紙級紛細終組結絕絡給統經綜維網綴線編緩緻縣"
    "縮總績織繞繫繳繼續罰羣義習聞聯聲職聽脩腦腳臺與舉舊華萬葯蓋蔘藥蘇蘋蘭處虛號衆術衕衛裏補裝裡製複覈見規視覽觀訂計訊討訓託記"
    "訟訪設許訴註証評詞詢試話該詳誌認語誤說誰調談請論諮諾講謝證識議護讀變讓豐負財貧貨貫責貳貴買費貼資賠賦質賬賴購贏車軍軟較載"
    "輕輯輸輻輿轄轉辦農迴這連週進遊運過達違遞適遲遷選遺還邊郵鄉鄰醜醫釋針鉤銀銜銷錄錯錶鍵鍼鎖鎮鏈長門閉開閑閒間閤閱闆關陣陳陸"
    "陽隊階際隨隱離難雲電韆頁頂項順須頌預頒頓領頭頸頻題額顛類顯颱餘館饋馳駁騰驗體髮鬆鬚麪麼點黨齊齣龍"
)
SIMPLIFIED = (
    "丢并乱布占并来局私个们备家传债仅价仪亿尽偿优内两册别删则克创划动务胜励劝汇区协厉参叁员问启启单吨当严国围园图团执坚报场块"
    "压坏壮够夹学采实宁审写宽将专寻对导届层属岛岭帐带干几库废广厅强弹录汇后径从复征彻态惯虑庆应战户卷扫挂采换损撑拨择击据拟扩"
    "拦败数断于升时畅暂向书会术东条弃业构桩标样机横档检台栏权历归残气决没况净减测准滞满汉渐溃浓济浏为无烦热营争为尔状获现琐玛"
    "环产苏宁毕画异当疗发尽监众困确码碍矿秘税种称积稳获穷竞个节范筛简签签团纠纪约纳纸级纷细终组结绝络给统经综维网缀线编缓致县"
    "缩总绩织绕系缴继续罚群义习闻联声职听修脑脚台与举旧华万药盖参药苏苹兰处虚号众术同卫里补装里制复核见规视览观订计讯讨训托记"
    "讼访设许诉注证评词询试话该详志认语误说谁调谈请论咨诺讲谢证识议护读变让丰负财贫货贯责贰贵买费贴资赔赋质账赖购赢车军软较载"
    "轻辑输辐舆辖转办农回这连周进游运过达违递适迟迁选遗还边邮乡邻丑医释针钩银衔销录错表键针锁镇链长门闭开闲闲间合阅板关阵陈陆"
    "阳队阶际随隐离难云电千页顶项顺须颂预颁顿领头颈频题额颠类显台余馆馈驰驳腾验体发松须面么点党齐出龙"
)
SIGNS = frozenset(TRADITIONAL)
"""The traditional characters that are known."""

_TABLE = str.maketrans(TRADITIONAL, SIMPLIFIED)


_WORDS = (("資訊", "信息"), ("性檔案", "性文件"), ("答覆", "答复"))
"""Words that are others in traditional texts, of the same length."""


def simplified(text: str) -> str:
    """The text in simplified characters, of the same length."""
    for theirs, ours in _WORDS:
        text = text.replace(theirs, ours)
    return text.translate(_TABLE)
