"""Small invented pages of other papers, each with what its reading must say.

Every paper has its own names, marks and cuts; none of them shares its conventions with the sample.
"""

from __future__ import annotations

from typing import Any

ENGLISH = {
    "A1.md": """THE HARBORTON GAZETTE

Vol. CXX, No. 34

Tuesday, April 7, 2026

$1.50

24 pages

Published by Harborton Media Ltd

COUNCIL

# Budget passes after marathon session

Vote of 5 to 4 ends months of wrangling over roads

By JANE DOE and John Smith
Staff Writers

HARBORTON — The city council voted 5 to 4 late Monday to approve a budget that raises property taxes for the first time in a decade, ending months of argu-

ment over who should pay for the repair of the county’s crumbling roads.

“We were elected to fix the roads, not to admire them,” said Councilwoman Ruth

Adeyemi, who cast the deciding vote shortly before midnight. She added that the plan

See BUDGET, Page A3

# Ferry strike enters second week

By ANNA KOWALSKI
Associated Press

PORT ELLIS, April 6 (AP) — Ferry crews walked out for an eighth day on Monday after talks with the operator collapsed over night shifts.

Continued on Page A2

INSIDE

Library to stay open until midnight A2

Sports: Late goals lift visitors, Page A3
""",
    "A2.md": """A2 | Tuesday, April 7, 2026 | The Harborton Gazette

# Ferry strike

Continued from Page A1

The union said its members would return only with a written offer.

# Library to stay open until midnight

By SUSAN PEREIRA

The Harborton Public Library will extend its opening hours to midnight during examinations.

PUBLIC NOTICE

The Zoning Board will hold a hearing on April 21 at 7 p.m. in Room 4 of City Hall.

GRAND OPENING this Saturday
Miller's Hardware, 12 Dock Street
50% off all paint
Call 555-010-0000
""",
    "A3.md": """THE HARBORTON GAZETTE, TUESDAY, APRIL 7, 2026   A3

# Budget

From Page A1

would spare households earning less than $40,000 a year.

## What happens next

The budget takes effect on July 1. A citizens’ panel will publish a report every quarter.

# Late goals lift visitors to victory

By DANIEL OKAFOR

Two goals in the last five minutes gave Northbridge a 3-2 victory on Saturday.
""",
}

ENGLISH_GOLD: dict[str, Any] = {
    "id": "the-harborton-gazette/2026-04-07",
    "title": "THE HARBORTON GAZETTE",
    "weekday": "Tuesday",
    "number": 34,
    "page_count": 24,
    "guide": [
        ("Library to stay open until midnight", 2, True),
        ("Sports: Late goals lift visitors", 3, True),
    ],
    "notices": 1,
    "ads": 1,
    "articles": [
        {
            "headline": "Budget passes after marathon session",
            "kicker": "COUNCIL",
            "deck": "Vote of 5 to 4 ends months of wrangling over roads",
            "people": ["JANE DOE", "John Smith"],
            "pages": (1, 3),
            "paragraphs": 3,
            "subheads": ["What happens next"],
            "contains": "months of argument over who|said Councilwoman Ruth Adeyemi, who|that the plan would spare",
            "continues": 3,
        },
        {
            "headline": "Ferry strike enters second week",
            "people": ["ANNA KOWALSKI"],
            "pages": (1, 2),
            "place": "PORT ELLIS",
            "continues": 2,
        },
        {
            "headline": "Library to stay open until midnight",
            "people": ["SUSAN PEREIRA"],
            "pages": (2,),
        },
        {
            "headline": "Late goals lift visitors to victory",
            "people": ["DANIEL OKAFOR"],
            "pages": (3,),
        },
    ],
}

HONG_KONG = {
    "01.md": """海濱時報

HOI PAN TIMES

2026年4月7日

星期二

農曆丙午年二月二十

第18234號

今日出紙六大張

每份十元

# 立會通過海堤撥款 料明年動工

【本報訊】立法會財務委員會昨日以三十七票贊成、四票反對，通過海堤加固工程撥款，涉款十二億元，預料明年首季動

工，二○三○年落成。

議員陳大文質疑造價較三年前上升四成，要求當局交代。（下轉A3頁）

## 港鐵東線故障兩小時 三萬人受阻

【記者李小明／九龍報導】東線昨晨繁忙時間發生訊號故障，列車服務受阻約兩小時，估計逾三萬名乘客受影響。

導讀

觀鳥季開幕 A4

渡輪加價一成（見A3頁）
""",
    "A3.md": """A3 港聞 2026年4月7日 星期二 海濱時報

# 立會通過海堤撥款

（上接A1頁）

局長回應指，原材料及人工成本上升為主因。

# 渡輪加價一成

（中央社記者王小明香港7日電）三條離島渡輪航線下月起加價一成，為六年來首次。
""",
}

HONG_KONG_GOLD: dict[str, Any] = {
    "id": "hoi-pan-times/2026-04-07",
    "title": "海濱時報",
    "weekday": "星期二",
    "number": 18234,
    "guide": [("觀鳥季開幕", 4, False), ("渡輪加價一成", 3, True)],
    "articles": [
        {
            "headline": "立會通過海堤撥款 料明年動工",
            "source": "本報",
            "pages": (1, 3),
            "paragraphs": 3,
            "contains": "明年首季動工，二○三○年",
            "continues": 3,
        },
        {
            "headline": "港鐵東線故障兩小時 三萬人受阻",
            "people": ["李小明"],
            "place": "九龍",
            "pages": (1,),
        },
        {
            "headline": "渡輪加價一成",
            "source": "中央社",
            "people": ["王小明"],
            "place": "香港",
            "pages": (3,),
        },
    ],
}

PLAIN = {
    "p1.txt": """金川晚报
2026年4月7日 星期二 农历二月二十
国内统一刊号:CN 99-0101  总第3321期  今日8版

我市启动老旧小区加装电梯补贴申报
　　本报讯（记者 王一凡）昨日起，我市老旧小区加装电梯补贴开始申报，每部最高补贴二
十五万元，申报截止日期为6月30日。
　　市住建局提醒，申报须经三分之二以上业主同意，
材料可在线提交。

记者调查
共享单车“退潮”之后
——来自三个街区的观察
□ 本报记者 李 明 张晓燕
　　早高峰的人民路口，曾经排成一条长龙的共享单车只剩下二十几辆。
　　“以前随便扫，现在要走五百米。”上班族小陈说。
　　谁来补上这五百米
　　在金水街道，社区把废弃车棚改成了公共自行车站，居民刷卡即可骑走。（下转3版）

导读
2版：春耕时节看农机
3版：共享单车“退潮”之后
""",
    "p3.txt": """3版 民生 2026年4月7日 星期二 金川晚报
共享单车“退潮”之后
（上接1版）
　　这样的车站，全区今年要建四十个。

公园里的“早起队”
□通讯员 赵德柱
　　每天五点半，滨河公园的长廊里就坐满了人。
　　他们自称“早起队”，年纪最大的八十三岁。
（作者单位：金川市第三中学）
""",
}

PLAIN_GOLD: dict[str, Any] = {
    "id": "jin-chuan-wan-bao/2026-04-07",
    "title": "金川晚报",
    "weekday": "星期二",
    "number": 3321,
    "page_count": 8,
    "guide": [("春耕时节看农机", 2, False), ("共享单车“退潮”之后", 3, True)],
    "articles": [
        {
            "headline": "我市启动老旧小区加装电梯补贴申报",
            "source": "本报",
            "people": ["王一凡"],
            "pages": (1,),
            "paragraphs": 2,
            "contains": "最高补贴二十五万元|以上业主同意，材料可",
        },
        {
            "headline": "共享单车“退潮”之后",
            "column": "记者调查",
            "deck": "——来自三个街区的观察",
            "people": ["李明", "张晓燕"],
            "pages": (1, 3),
            "subheads": ["谁来补上这五百米"],
            "continues": 3,
        },
        {"headline": "公园里的“早起队”", "people": ["赵德柱"], "pages": (3,), "paragraphs": 3},
    ],
}

#: Everything marked as a heading of one level, columns interleaved, jump lines in square brackets.
FLAT = {
    "page1.md": """# 江原日报

JIANGYUAN DAILY

2026年11月3日 星期二

农历丙午年九月廿四 总第20618期 今日12版

# 春茶上山 秋茶下乡

# 江原茶农的两本账

本报记者 段海青

沿着云雾山的盘山路往上走，茶园一层一层铺到天边。茶农老邱的第一本账，记的是春茶：一亩六十斤，秋茶那本账还没人记过

# 全市防火紧急期今起开始

本报讯（记者 卢宛如）市应急管理局昨日发布命令，即日起至明年4月30日为森林防火紧急期，任何人不得携带火种进入林区。

，今年的秋茶一亩卖了四千八百元，“两本账合起来，才是一年的日子。”[下转第二版]

# 暑假班改成了早晚班

本报讯（记者 卢宛如）城东小学从本周起延长放学后的托管时间，最晚到晚上七点。

# 一座桥的一百天

本报记者 段海青

新桥合龙之后，工人们在桥头种下了一百棵树。
""",
    "page2.md": """第二版 经济 2026年11月3日 星期二 江原日报

[上接第一版）今年全市春茶产值达到三点二亿元，比上年增长一成。

# 冬储菜陆续上市

新华社江原11月2日电（记者 马晓澄）记者从江原市商务局获悉，全市今冬储备大白菜、萝卜等六个品种共一点八万吨。
""",
}

FLAT_GOLD: dict[str, Any] = {
    "id": "jiangyuan-daily/2026-11-03",
    "title": "江原日报",
    "weekday": "星期二",
    "number": 20618,
    "page_count": 12,
    "articles": [
        {
            "headline": "春茶上山 秋茶下乡江原茶农的两本账",
            "people": ["段海青"],
            "pages": (1, 2),
            "contains": "秋茶那本账还没人记过，今年的秋茶",
            "continues": 2,
        },
        {
            "headline": "全市防火紧急期今起开始",
            "people": ["卢宛如"],
            "pages": (1,),
            "paragraphs": 1,
        },
        {"headline": "暑假班改成了早晚班", "people": ["卢宛如"], "pages": (1,)},
        {"headline": "一座桥的一百天", "people": ["段海青"], "pages": (1,)},
        {
            "headline": "冬储菜陆续上市",
            "source": "新华社",
            "people": ["马晓澄"],
            "place": "江原",
            "pages": (2,),
        },
    ],
}

PAPERS: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "english": (ENGLISH, ENGLISH_GOLD),
    "hong-kong": (HONG_KONG, HONG_KONG_GOLD),
    "plain": (PLAIN, PLAIN_GOLD),
    "flat": (FLAT, FLAT_GOLD),
}
