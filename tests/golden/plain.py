"""More invented pages: text without marks, and conventions that the other papers do not have.

Same form as in ``papers.py``.
"""

from __future__ import annotations

from typing import Any

COUNTY = {
    "1.txt": """石门日报
SHIMEN RIBAO
石门，山水之间
2026年3月6日
星期五
第31期（总第4410期）
本期4版
新闻热线：0731-5550100
主办：石门县融媒体中心

导读
春灌用水备足 》》2版
一条步道串起五个村……3版

全县水利工作会议召开
把每一滴水用好
让每一亩田喝足
本报讯 记者 何晓 3月5日，全县水利工作会议召开，部署春灌用水调度。
会议要求，四月底前完成全部渠道清淤，重点抓好南干渠加固工

程。
（下转2版①）

渡口边的修船人
溇水记者 罗小满 通讯员 谭秋
沿着溇水往上走，还能看见最后一家修船铺。铺主老贺今年六十九岁，修了五十年木船，手上的老茧像船底的藤壶。
""",
    "2.txt": """2 综合
2026年3月6日 星期五 石门日报
责任编辑 罗平 电话 0731-5550101

让每一亩田喝足
（上接1版①）县水利局说，今年春灌可用水量比去年多两成。

桥头的早市
天还没亮，桥头的早市就热闹起来，鱼篓碰着鱼篓。
卖菜的周大娘说，她在这里卖了二十年。
本报记者 谭秋

招领启事
有人在车站拾到皮包一只，请失主前来认领。
""",
}

COUNTY_GOLD: dict[str, Any] = {
    "id": "shimen-ribao/2026-03-06",
    "title": "石门日报",
    "weekday": "星期五",
    "number": 4410,
    "page_count": 4,
    "guide": [("春灌用水备足", 2, False), ("一条步道串起五个村", 3, False)],
    "notices": 1,
    "articles": [
        {
            "headline": "把每一滴水用好让每一亩田喝足",
            "kicker": "全县水利工作会议召开",
            "source": "本报",
            "people": ["何晓"],
            "pages": (1, 2),
            "paragraphs": 3,
            "contains": "南干渠加固工程。",
            "continues": 2,
        },
        {"headline": "渡口边的修船人", "people": ["罗小满", "谭秋"], "pages": (1,)},
        {
            "headline": "桥头的早市",
            "people": ["谭秋"],
            "source": "本报",
            "pages": (2,),
            "paragraphs": 2,
        },
    ],
}

AMERICAN = {
    "1A.txt": """THE MILLRACE LEADER
Serving the valley since 1902

FRIDAY, MARCH 6, 2026   Vol. 98, No. 12   $2.00

WATER
Dam repair may take two summers
Engineers find more cracks than expected
LOIS HANSEN
Leader Staff Writer
MILLRACE — The repair of the Alder Creek dam may take two sum-
mers instead of one, engineers told the county on Thursday.
   "We found more than we were looking for," said the lead
engineer.

Please see DAM, 3A

Index
Obituaries ........ 7A
Comics ........ 2B
""",
    "3A.txt": """THE MILLRACE LEADER   FRIDAY, MARCH 6, 2026   3A

DAM from 1A

The county will vote on the extra money in April. — AP

NEWS IN BRIEF

Bridge closed

The Mill Street bridge is closed until Monday for painting.

Seed swap

Gardeners may swap seeds at the library on Saturday.
""",
}

AMERICAN_GOLD: dict[str, Any] = {
    "id": "the-millrace-leader/2026-03-06",
    "title": "THE MILLRACE LEADER",
    "weekday": "FRIDAY",
    "number": 12,
    "guide": [("Obituaries", 7, False), ("Comics", None, False)],
    "articles": [
        {
            "headline": "Dam repair may take two summers",
            "kicker": "WATER",
            "deck": "Engineers find more cracks than expected",
            "people": ["LOIS HANSEN"],
            "pages": (1, 3),
            "paragraphs": 3,
            "contains": "may take two summers instead",
            "continues": 3,
        },
        {"headline": "Bridge closed", "column": "NEWS IN BRIEF", "pages": (3,)},
        {"headline": "Seed swap", "pages": (3,)},
    ],
}

EVENING = {
    "A1.md": """**澄江晚报**  2026年3月6日  星期五  A1

统一刊号：CN99-0202  邮发代号：99-7

# 省气象局发布　周明强调　守住防汛底线　确保安全度汛

本报讯（记者 安然）3月5日，省气象局发布汛期预测，要求各地加强值守。

# 社论：

# 把汛期当考期

汛期就是考期，考的是平时的准备。

# 新站试运行 →A5

# “夜读”开门的书店

●文/罗小满　图/谭秋

书店的灯亮到凌晨，来得最多的是刚下夜班的护

书店门口的长椅

士和出租车司机。

“给他们留一盏灯。”店主说。（下转A2）

# 喜 报

热烈祝贺我县龙舟队夺得全省冠军！
""",
    "A2.md": """A2 澄江新闻 2026年3月6日 星期五 责任编辑 安平　美术编辑 白露

# “夜读”开门的书店

（上接A1）这盏灯已经亮了六年。

# 对话修表人

——访钟表匠姜成

记者：修了多少年？

姜成：三十八年，从座钟修到石英表。

# 河湾（组诗）

韩文

渡

船系在柳树上
水从桥下走
风不说话
灯先亮了

# 老井修好了

3月3日，村口的老井修好了，井台换了新石板。（马超 安琪）

# 图片新闻

3月4日，白鹭飞临南湖湿地，引来不少市民观看。

本报记者 谭秋 摄
""",
}

EVENING_GOLD: dict[str, Any] = {
    "id": "cheng-jiang-wan-bao/2026-03-06",
    "title": "澄江晚报",
    "weekday": "星期五",
    "number": None,
    "guide": [("新站试运行", 5, False)],
    "notices": 1,
    "articles": [
        {
            "headline": "守住防汛底线 确保安全度汛",
            "kicker": "省气象局发布 周明强调",
            "people": ["安然"],
        },
        {"headline": "把汛期当考期", "kicker": "社论："},
        {
            "headline": "“夜读”开门的书店",
            "people": ["罗小满", "谭秋"],
            "pages": (1, 2),
            "paragraphs": 3,
            "contains": "刚下夜班的护士和出租车司机",
            "continues": 2,
        },
        {"headline": "对话修表人", "deck": "——访钟表匠姜成", "paragraphs": 2},
        {"headline": "河湾（组诗）", "people": ["韩文"], "paragraphs": 4, "subheads": ["渡"]},
        {"headline": "老井修好了", "people": ["马超", "安琪"], "paragraphs": 1},
    ],
}

HARBOUR = {
    "A1.md": """# 南灣公報

二〇二六年三月六日　星期五　第四二一八七號　今日出紙五大張半　零售每份港幣十元

## 碼頭擴建展開　三年後啟用

【南灣公報訊】記者龔明報道：碼頭擴建工程昨日動工，預計三年後啟用。

（尚有相關新聞刊A3）

## 渡輪加價　居民促撤回

離島居民昨日到碼頭請願，要求撤回加價。（下轉A2）
""",
    "A2.md": """A2 港聞　2026年3月6日 星期五　南灣公報

## 渡輪加價　居民促撤回

（上接A1）渡輪公司回應指，會考慮居民意見。

## 夜市延長一小時

本報記者 何文 / 西環報道

夜市下月起延長開放至凌晨一時。
""",
}

HARBOUR_GOLD: dict[str, Any] = {
    "id": "nan-wan-gong-bao/2026-03-06",
    "title": "南灣公報",
    "weekday": "星期五",
    "number": 42187,
    "articles": [
        {"headline": "碼頭擴建展開 三年後啟用", "people": ["龔明"]},
        {"headline": "渡輪加價 居民促撤回", "pages": (1, 2), "continues": 2},
        {"headline": "夜市延長一小時", "people": ["何文"], "source": "本報"},
    ],
}

PAPERS: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "county": (COUNTY, COUNTY_GOLD),
    "american": (AMERICAN, AMERICAN_GOLD),
    "evening": (EVENING, EVENING_GOLD),
    "harbour": (HARBOUR, HARBOUR_GOLD),
}
