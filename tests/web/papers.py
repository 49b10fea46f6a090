"""Invented papers: a Chinese daily of four pages, a traditional evening paper, hostile text."""

from __future__ import annotations

import datetime

from jumpline.model.issue import (
    Anchor,
    Article,
    Block,
    BodyItem,
    Byline,
    Dateline,
    GuideEntry,
    Identifiers,
    Issue,
    Jump,
    Notice,
    Page,
    Person,
    Picture,
    Problem,
    Publication,
    Series,
)
from jumpline.model.sheet import TextLine

DAILY = Publication(
    id="yunhe-ribao",
    title="云河日报",
    latin_title="YUNHE RIBAO",
    language="zh-Hans",
    sponsor="中共云河市委员会",
    publisher="云河市融媒体中心",
    client="云上云河",
    identifiers=Identifiers(cn="99-0001", postal="99-1"),
    website="http://www.yunhe.example",
    email="news@yunhe.example",
    hotline="555-0100",
)
EVENING = Publication(
    id="haikang-wanbao", title="海港晚報", latin_title="HARBOUR EVENING POST", language="zh-Hant"
)

SCRIPT = "<script>alert('x')</script>"
HOSTILE_ID = 'yunhe-ribao/2026-04-06/02-"><svg onload=1>?&#'

JUMPED_ID = "yunhe-ribao/2026-04-07/01-k7f3q2ab"
OPEN_JUMP_ID = "yunhe-ribao/2026-04-07/01-openjump"
ENGLISH_ID = "yunhe-ribao/2026-04-07/04-engl1sh0"
UNTITLED_ID = "yunhe-ribao/2026-04-07/03-picture0"
VERTICAL_ID = "haikang-wanbao/2026-04-07/01-tradit10"
MIXED_ID = "yunhe-ribao/2026-04-07/03-mixed000"


def _paragraphs(page: int, *texts: str) -> tuple[BodyItem, ...]:
    return tuple(
        BodyItem("paragraph", text, (Anchor(page, f"p{page}.b{number}"),))
        for number, text in enumerate(texts)
    )


_LEAD = Article(
    id=JUMPED_ID,
    pages=(1, 2),
    column="开局起步看云河",
    kicker=("全市春季粮食生产现场推进会在临江镇召开",),
    headline=("一粒好种子 串起一条链", "云河四十万亩水稻开始育秧"),
    deck=("——从“会种田”到“慧种田”的春天答卷",),
    series=Series("春到云河", 3),
    byline=Byline(
        "本报",
        (Person("林知秋", "记者"), Person("沈牧野", "通讯员")),
        "□本报记者 林知秋 通讯员 沈牧野",
    ),
    body=(
        *_paragraphs(
            1,
            "本报讯 记者林知秋报道：清明刚过，临江镇的育秧工厂里，一盘盘嫩绿的秧苗沿着传送带缓缓"
            "移动。4月6日，全市春季粮食生产现场推进会在这里召开，12个乡镇的种粮大户围着一台新式"
            "播种机，问得最多的是同一句话：一亩地，到底能省下多少钱？",
            "答案写在车间门口的黑板上：每亩用种由3.5公斤减到2.6公斤，出苗率提高到92%，人工由4个"
            "减到1个。“账算得清，心里就踏实。”合作社理事长周望山说，今年他流转的1,860亩水田，全部"
            "改用集中育秧。",
        ),
        BodyItem("subhead", "良种进村，技术员跟着秧苗走", (Anchor(1, "p1.b9"),)),
        BodyItem(
            "paragraph",
            "从去年冬天起，市农技中心把36名技术员分到各镇，一人联系一个育秧点。技术员何青禾的"
            "手机里存着9个微信群，最忙的一天，她回答了147个问题。“种子怎么晒、水温多少、几时"
            "揭膜，都要说到看得见、做得到。”她说。到3月底，全市已建成集中育秧点58个，可供大田"
            "26万亩。",
            (Anchor(1, "p1.b10"), Anchor(2, "p2.b1")),
        ),
        BodyItem("subhead", "收购不愁，订单先到田头", (Anchor(2, "p2.b2"),)),
        *_paragraphs(
            2,
            "种得好，还要卖得好。会上，5家粮食企业同18个村签下订单，约定优质稻每公斤加价0.3元。"
            "市粮食和物资储备局介绍，今年全市将新增仓容8万吨，做到应收尽收、当日结算。",
            "傍晚，推进会散了，周望山没有走。他蹲在田埂上，把手伸进水里试了试温度。远处，"
            "一台插秧机正从机耕路上开过来。",
        ),
    ),
    pictures=(Picture("4月6日，临江镇育秧工厂内，工人在查看秧苗长势。", "陈渡", 1),),
    continues=Jump(2, "（下转02版）", True),
    continued_from=Jump(1, "（上接01版）", True),
)

_FRONT = (
    _LEAD,
    Article(
        id=OPEN_JUMP_ID,
        pages=(1,),
        headline=("云河港一季度吞吐量同比增长一成",),
        byline=Byline("新华社", (Person("高远", "记者"),), "新华社云河4月6日电（记者 高远）"),
        dateline=Dateline("云河", "2026-04-06"),
        body=_paragraphs(
            1,
            "新华社云河4月6日电（记者 高远）记者从云河港务集团获悉，今年一季度，云河港完成货物"
            "吞吐量863万吨，同比增长10.2%，其中集装箱吞吐量首次突破20万标箱。",
            "港务集团负责人表示，二季度将开通两条近海支线。",
        ),
        continues=Jump(5, "（下转05版）", False),
    ),
    Article(
        id="yunhe-ribao/2026-04-07/01-library0",
        pages=(1,),
        column="民生实事",
        headline=("老厂房里，长出一座图书馆",),
        byline=Byline("本报", (Person("许南枝", "记者"),), "□本报记者 许南枝"),
        body=_paragraphs(
            1,
            "停产11年的云河棉纺厂，昨天又排起了长队。这一次，人们是来借书的。由旧厂房改建的"
            "市图书馆新馆试开放首日，接待读者6,400余人次。",
        ),
    ),
    Article(
        id="yunhe-ribao/2026-04-07/01-comment0",
        pages=(1,),
        column="云河时评",
        headline=("把实事办到群众心坎上",),
        byline=Byline("本报", (Person("江言", "评论员"),), "□本报评论员 江言"),
        body=_paragraphs(
            1, "办实事，先要把什么是“实”弄明白。群众说好，才是真的好；经得起看，才是实在的事。"
        ),
    ),
    Article(
        id="yunhe-ribao/2026-04-07/01-bridge00",
        pages=(1,),
        headline=("临江大桥合龙 两岸车程缩短四十分钟",),
        body=_paragraphs(
            1, "本报讯 4月5日18时，随着最后一节钢箱梁就位，临江大桥顺利合龙，年底可望通车。"
        ),
    ),
)

_INSIDE = (
    Article(
        id="yunhe-ribao/2026-04-07/02-school00",
        pages=(2,),
        headline=("百名教师下乡走教",),
        deck=("让山里的孩子也有音乐课",),
        byline=Byline("本报", (Person("许南枝", "记者"),)),
        body=_paragraphs(2, "每周三早上7点，音乐老师白露坐第一班车进山，到三所小学各上两节课。"),
    ),
    Article(
        id="yunhe-ribao/2026-04-07/02-clinic00",
        pages=(2,),
        headline=("社区医院开了夜门诊",),
        body=_paragraphs(2, "从本周起，全市23家社区卫生服务中心每周开设3个晚间门诊。"),
    ),
    Article(
        id=UNTITLED_ID,
        pages=(3,),
        byline=Byline(None, (Person("陈渡", "摄影"),)),
        pictures=(Picture("云河湿地公园里，孩子们在观察候鸟。", "陈渡", 3),),
    ),
    Article(
        id=MIXED_ID,
        pages=(3,),
        column="副刊·河畔",
        headline=("河边的春天",),
        byline=Byline(None, (Person("乔木", None),), "乔木"),
        body=(
            BodyItem("paragraph", "二月的风，\n吹过旧码头；\n一只白鹭，\n站成一个逗号。"),
            BodyItem("subhead", "本周渡船时刻"),
            BodyItem(
                "table",
                "| 码头 | 首班 | 末班 |\n|---|---|---|\n| 临江 | 6:30 | 19:00 |\n"
                "| 白塔 | 7:10 | 18:20 |",
            ),
            BodyItem("item", "乘船请带身份证。"),
            BodyItem("item", "大风天停航。"),
            BodyItem("table", "没有表格线的一行"),
        ),
    ),
    Article(
        id=ENGLISH_ID,
        pages=(4,),
        language="en",
        column="City Life",
        headline=("An Old Cotton Mill Learns to Read",),
        deck=("Readers queue on the first day of Yunhe's new library",),
        byline=Byline(None, (Person("A. B. Linden"),), "By A. B. Linden"),
        body=_paragraphs(
            4,
            "The looms fell silent eleven years ago. On Monday the doors of the Yunhe Cotton Mill"
            " opened again, and some 6,400 people walked in to borrow books. The reading room, with"
            " its saw-tooth roof and northern light, keeps three of the old machines in place.",
            "“My mother worked at that one,” said Shen Ruo, a retired teacher, pointing at a loom"
            " beside the children's shelves. The library will stay open until nine in the evening"
            " throughout the spring.",
        ),
    ),
)

MAIN_ISSUE = Issue(
    schema="jumpline/issue@1",
    id="yunhe-ribao/2026-04-07",
    publication=DAILY,
    date="2026-04-07",
    weekday="星期二",
    lunar_date="丙午年二月二十",
    number=12471,
    page_count=5,
    pages=(
        Page(
            1,
            "01",
            "要闻",
            blocks=(
                Block("p1.b99", "unplaced", None, (TextLine("值班电话"), TextLine("555-0199"))),
            ),
        ),
        Page(2, "02", "民生", editors=("责编 苏里",)),
        Page(3, "03", "副刊"),
        Page(4, "04", "City"),
    ),
    articles=(*_FRONT, *_INSIDE),
    guide=(
        GuideEntry(("百名教师下乡走教",), 2, "yunhe-ribao/2026-04-07/02-school00"),
        GuideEntry(("副刊：河边的春天",), 3),
        GuideEntry(("周末去哪里看花",), 8),
    ),
    notices=(Notice("云河市供水公司停水公告\n4月8日9时至17时，临江路沿线停水。", 2),),
    ads=(Notice("云河稻香米，香飘四季。", 3),),
    problems=(
        Problem(
            "jump-unresolved",
            "warning",
            "第05版不在本期中，下转的内容没有找到。",
            {"page": 1, "article": OPEN_JUMP_ID},
            "补上第05版后重新读入。",
        ),
    ),
)

HOSTILE_ISSUE = Issue(
    schema="jumpline/issue@1",
    id="yunhe-ribao/2026-04-06",
    publication=Publication(
        id="yunhe-ribao",
        title="云河日报",
        language="zh-Hans",
        sponsor=f'"{SCRIPT}',
        website="javascript:alert(1)",
        email="\" onmouseover='alert(1)'",
    ),
    date="2026-04-06",
    weekday=SCRIPT,
    lunar_date="<img src=x onerror=alert(1)>",
    edition=SCRIPT,
    number=12470,
    page_count=1,
    pages=(
        Page(
            2,
            SCRIPT,
            '"><b>',
            editors=(SCRIPT,),
            blocks=(Block("x", "unplaced", None, (TextLine(SCRIPT),)),),
        ),
    ),
    articles=(
        Article(
            id=HOSTILE_ID,
            pages=(2,),
            language='en" onclick="alert(1)',
            column=SCRIPT,
            kicker=(SCRIPT,),
            headline=("\u202eelttit desrever", f"'\"{SCRIPT}"),
            deck=(SCRIPT,),
            series=Series(f'"{SCRIPT}', 1),
            byline=Byline(SCRIPT, (Person(SCRIPT, SCRIPT),), SCRIPT),
            dateline=Dateline(SCRIPT, SCRIPT),
            body=(
                BodyItem("paragraph", f"{SCRIPT} {{{{ 7 * 7 }}}} 12 &#39; &amp;"),
                BodyItem("subhead", SCRIPT),
                BodyItem("item", SCRIPT),
                BodyItem("table", f"{SCRIPT}\t{SCRIPT}"),
            ),
            pictures=(Picture(SCRIPT, SCRIPT, 2),),
            continues=Jump(9, SCRIPT, False),
        ),
    ),
    guide=(GuideEntry((SCRIPT,), 2, "javascript:alert(1)"),),
    notices=(Notice(SCRIPT, 2),),
    ads=(Notice(SCRIPT, 2),),
    problems=(Problem(SCRIPT, "error", SCRIPT, {SCRIPT: SCRIPT}, SCRIPT),),
)

EVENING_ISSUE = Issue(
    schema="jumpline/issue@1",
    id="haikang-wanbao/2026-04-07",
    publication=EVENING,
    date="2026-04-07",
    number=3306,
    page_count=1,
    pages=(Page(1, "A1", "本埠"),),
    articles=(
        Article(
            id=VERTICAL_ID,
            pages=(1,),
            language="zh-Hant",
            column="港灣手記",
            headline=("老燈塔今夜重新亮起",),
            deck=("守塔人後代點燈 漁民沿岸鳴笛",),
            byline=Byline("本報", (Person("葉聞笛", "記者"),), "【本報記者葉聞笛報導】"),
            body=_paragraphs(
                1,
                "【本報記者葉聞笛報導】熄燈27年的白沙燈塔，昨晚7時30分重新亮起。第三代守塔人"
                "葉阿水按下開關，光束掃過海面，港內40多艘漁船一齊鳴笛。",
                "「小時候，看見光就知道父親在家。」今年61歲的葉阿水說，塔上的透鏡是1932年從"
                "外國運來的，去年由12位工匠花了8個月修復。市府文化局表示，燈塔將於5月起每逢"
                "週末開放參觀，每日限120人。",
                "燈塔旁的舊宿舍改成了小小的陳列室，牆上掛著三代人的值班日誌。最後一頁寫著："
                "「風向東北，能見度佳，一切平安。」",
            ),
        ),
        Article(
            id="haikang-wanbao/2026-04-07/01-market00",
            pages=(1,),
            language="zh-Hant",
            headline=("魚市場清晨拍賣改用電子秤",),
            body=_paragraphs(1, "第二魚市場今起改用電子秤，魚販與漁民都說看得清楚。"),
        ),
    ),
)

UNDATED_ISSUE = Issue(
    schema="jumpline/issue@1",
    id="haikang-wanbao/undated-abcd1234",
    publication=EVENING,
    articles=(),
)


def _small(publication: Publication, day: datetime.date, number: int) -> Issue:
    issue_id = f"{publication.id}/{day.isoformat()}"
    return Issue(
        schema="jumpline/issue@1",
        id=issue_id,
        publication=publication,
        date=day.isoformat(),
        number=number,
        page_count=1,
        pages=(Page(1, "01", "要闻"),),
        articles=(
            Article(
                id=f"{issue_id}/01-small000",
                pages=(1,),
                headline=(f"云河水情通报（{day.month}月{day.day}日）",),
                body=_paragraphs(1, f"本报讯 {day.month}月{day.day}日，云河水位平稳，航道通畅。"),
            ),
        ),
    )


def all_issues() -> list[Issue]:
    """The named ones above, an evening edition of the same day, and a run of small dailies."""
    first = datetime.date(2025, 12, 28)
    small = [
        _small(DAILY, first + datetime.timedelta(days=count), 12371 + count)
        for count in range(99)
        if count % 7 != 5
    ]
    extra = Issue(
        schema="jumpline/issue@1",
        id="yunhe-ribao/2026-04-07-hao-wai",
        publication=DAILY,
        date="2026-04-07",
        edition="号外",
        pages=(Page(1, "01"),),
    )
    return [*small, HOSTILE_ISSUE, MAIN_ISSUE, extra, EVENING_ISSUE, UNDATED_ISSUE]
