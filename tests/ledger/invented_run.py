"""A run of 60 invented issues in which a programme is announced, reported on, and partly forgotten.

The truth is known: for each of its 22 goals and 113 tasks what became of it, and which sentences say
so. ``wording`` chooses between sets of sentences: the grammar is worked on with ``worked``, and
``held-out`` and ``unseen-last`` are only ever scored.
"""

from __future__ import annotations

import random
from datetime import date as Date
from datetime import timedelta
from typing import NamedTuple

from msgspec.structs import replace

from jumpline.compose.invent import invent
from jumpline.model.issue import Article, BodyItem, Issue

GOALS, TASKS, ISSUES = 22, 113, 60
FIRST = Date(2026, 1, 6)
NAME = "澄湾市“十五五”规划纲要分工方案"

PLACES = [
    "澄湾",
    "鹭洲",
    "白沙",
    "青岭",
    "临浦",
    "云渡",
    "石桥",
    "南屏",
    "望潮",
    "栖霞",
    "柳溪",
    "东塘",
]
ELSEWHERE = ["泉安", "洛河", "黄石岗", "北仓"]
OFFICES = [
    "市水利局",
    "市农业农村局",
    "市住建局",
    "市民政局",
    "市教育局",
    "市交通运输局",
    "市卫生健康委",
    "市文旅局",
    "市生态环境局",
]
THINGS = [
    "养老驿站",
    "乡村书屋",
    "社区食堂",
    "湿地步道",
    "智能温室",
    "引水渠",
    "村级卫生室",
    "口袋公园",
    "充电站",
    "渔港码头",
    "农村公路",
    "防洪堤",
    "污水处理站",
    "中小学食堂",
    "公共停车场",
    "冷链仓库",
    "幼儿园",
    "文化礼堂",
    "老旧小区供水管网",
    "避灾安置点",
]
UNITS = {
    "湿地步道": "公里",
    "引水渠": "公里",
    "农村公路": "公里",
    "防洪堤": "公里",
    "智能温室": "座",
    "渔港码头": "座",
    "冷链仓库": "座",
    "幼儿园": "所",
    "文化礼堂": "座",
    "中小学食堂": "个",
    "老旧小区供水管网": "公里",
}
VERBS = ["新建", "改造", "扩建"]
MEASURES = [
    "森林覆盖率",
    "城镇污水处理率",
    "高标准农田占比",
    "居民医保参保率",
    "公共交通机动化出行分担率",
    "空气优良天数比例",
    "农村自来水普及率",
    "义务教育巩固率",
    "再生水利用率",
    "秸秆综合利用率",
    "主要农作物机械化率",
    "数字化监管覆盖率",
    "新能源公交车占比",
    "生活垃圾回收利用率",
    "社区养老服务覆盖率",
    "科技进步贡献率",
    "常住人口城镇化率",
    "岸线自然保有率",
    "规上企业数字化率",
    "高等教育毛入学率",
    "家庭医生签约率",
    "工业固废综合利用率",
    "绿色建筑占比",
    "村级快递通达率",
]

WORDING = {
    "worked": {
        "done": [
            "记者昨日从{office}获悉,{place}区{n}{unit}{thing}已全部建成投用。",
            "{place}区{verb}{thing}{n}{unit}的任务日前圆满完成。",
            "随着最后一处工程通过验收,{place}区{thing}{verb}项目全面竣工。",
        ],
        "under_way": [
            "眼下,{place}区{thing}{verb}项目正在加紧施工,已完成总工程量的{p}%。",
            "{place}区{thing}{verb}工程近日开工,计划投资{m}万元。",
            "{office}负责人介绍,{place}区{n}{unit}{thing}建设稳步推进。",
        ],
        "not_done": ["督查组通报,{place}区{thing}{verb}项目至今尚未完工,部分工段已经停工。"],
        "level_below": ["{office}数据显示,截至目前,全市{measure}达到{v}%,比上年提高{d}个百分点。"],
        "level_done": ["{office}通报,全市{measure}已达{v}%,提前完成“十五五”目标。"],
        "elsewhere": ["外地见闻:{place}市{n}{unit}{thing}已全部建成投用。"],
        "noise": [
            "{place}区有关负责人表示,要加快推进重点项目建设。",
            "居民在{place}区的{thing}旁散步,有说有笑。",
        ],
    },
    "held-out": {
        "done": [
            "经过一年多建设,位于{place}区的{thing}正式启用,共{n}{unit}。",
            "{office}日前对{place}区{thing}进行验收,{verb}任务如期完成。",
            "{place}区{n}{unit}{thing}现已全部交付使用。",
        ],
        "under_way": [
            "走进{place}区{thing}{verb}现场,机器轰鸣,工人正抓紧作业,工程进度过半。",
            "{place}区{thing}{verb}项目启动招标,{office}全程督办。",
            "目前,{place}区{thing}已建成{k}{unit},其余正在建设。",
        ],
        "not_done": ["有市民来信反映,{place}区{thing}{verb}工程进展缓慢,工地长期停工,远未完成。"],
        "level_below": ["上半年,全市{measure}为{v}%,{office}称仍需努力。"],
        "level_done": ["据{office}统计,我市{measure}提升至{v}%,超额完成规划目标。"],
        "elsewhere": ["据邻市媒体报道,{place}市{thing}{verb}任务如期完成。"],
        "noise": [
            "会议强调,各区要把{thing}建设作为民生实事来抓。",
            "{place}区{thing}门前,早市热闹起来。",
        ],
    },
    "last": {
        "done": [
            "{place}区的{n}{unit}{thing},比原定时间提前两个月建成。",
            "在{place}区,居民盼望已久的{thing}终于落成,{verb}工作画上句号。",
            "截至本月底,{place}区{thing}{verb}任务完成率100%。",
        ],
        "under_way": [
            "记者在{place}区看到,{thing}{verb}工地上一派繁忙,主体结构已经封顶。",
            "{place}区{thing}{verb}进度表显示,{n}{unit}中有{k}{unit}完工。",
            "{office}加派人手,推动{place}区{thing}{verb}尽快收尾。",
        ],
        "not_done": ["本报记者回访发现,{place}区此前宣布完成的{thing}{verb},仍有几处没有投入使用。"],
        "level_below": ["据测算,全市{measure}目前为{v}%,距离目标还有差距。"],
        "level_done": ["最新监测结果公布:全市{measure}升至{v}%,“十五五”指标提前达成。"],
        "elsewhere": ["赴{place}市考察的同志说,当地{thing}{verb}早已完工。"],
        "noise": [
            "{place}区的{thing}成了孩子们的乐园。",
            "有政协委员建议,在{place}区多建一些{thing}。",
        ],
    },
    "unseen": {
        "done": [
            "{place}区{thing}迎来首批使用者,{n}{unit}全部启用。",
            "{office}在新闻发布会上说,{place}区{thing}{verb}已收尾完毕并移交管理单位。",
            "{place}区{verb}{thing}的承诺兑现了:{n}{unit}一{unit}不少。",
        ],
        "under_way": [
            "{place}区{thing}{verb}项目完成招投标,施工队伍本周进场。",
            "{place}区今年先行{verb}{thing}{k}{unit},后续分批实施。",
            "连日来,{place}区{thing}{verb}项目施工人员放弃休息,加班加点。",
        ],
        "not_done": ["审计报告指出,{place}区{thing}{verb}资金拨付不及时,工程至今没有交付。"],
        "level_below": ["{office}发布的公报称,全市{measure}为{v}%,同比提高{d}个百分点。"],
        "level_done": ["到去年底,全市{measure}已经达到{v}%,高出规划目标。"],
        "elsewhere": ["{place}市的经验是,{thing}{verb}先规划后动工,如今已全部建成。"],
        "noise": [
            "{place}区一位居民说,家门口的{thing}真方便。",
            "摄影展上,一张{place}区{thing}的照片获了奖。",
        ],
    },
    "fresh": {
        "done": [
            "昨天,{place}区{n}{unit}{thing}同时揭幕,老人小孩都来看新鲜。",
            "{place}区用十个月时间完成{thing}{verb},比去年预期的快。",
            "{office}说,{place}区{thing}{verb}项目已经通过竣工验收,转入日常管护。",
            "从规划图到实景图,{place}区{n}{unit}{thing}建起来了。",
            "{place}区{thing}{verb}:{n}{unit}目标全部实现。",
            "{place}区{n}{unit}{thing}陆续开门,{office}公布了开放时间。",
        ],
        "under_way": [
            "{place}区{thing}{verb}项目一标段正在吊装钢梁。",
            "春节刚过,{place}区{thing}{verb}工程就复了工。",
            "{place}区{thing}{verb}已投入资金{m}万元,完成{p}%。",
            "{office}每周调度{place}区{thing}{verb}的进展。",
            "{place}区{verb}{thing}的设计方案通过专家评审。",
            "{place}区{n}{unit}{thing}中,首批{k}{unit}进入装修阶段。",
        ],
        "not_done": [
            "热线回音:{place}区{thing}{verb}何时完工?{office}答复,因征地受阻,时间无法确定。",
            "人大代表视察时指出,{place}区{thing}{verb}名为竣工,实际不能使用。",
        ],
        "level_below": [
            "全市{measure}{v}%,在全省排名靠后。",
            "{office}介绍,我市{measure}由{d}年前的低位升至{v}%。",
        ],
        "level_done": [
            "全市{measure}突破{v}%,{office}宣布目标达成。",
            "据通报,我市{measure}稳定在{v}%。",
        ],
        "elsewhere": ["考察组在{place}市看到,{thing}{verb}做得又快又好。"],
        "noise": [
            "{place}区{thing}里,几位老人正在下棋。",
            "大雨过后,{place}区{thing}安然无恙。",
        ],
    },
    "unseen-last": {
        "done": [
            "{place}区{thing}{verb}任务提前收官,新增{n}{unit}。",
            "{office}梳理民生清单时说,{place}区{n}{unit}{thing}件件有着落,均已竣工。",
            "随着剪彩的鞭炮声响起,{place}区{thing}正式对市民开放,{verb}规模为{n}{unit}。",
            "{place}区完成{n}{unit}{thing}{verb},周边群众告别了过去的不便。",
            "{place}区{thing}{verb}工程交出答卷,{n}{unit}一次验收合格。",
        ],
        "under_way": [
            "{place}区{thing}{verb}进入扫尾期,工人们忙着清理场地。",
            "{office}透露,{place}区{thing}{verb}形象进度达{p}%。",
            "{place}区拿出{m}万元用于{thing}{verb},首个点位已打下第一根桩。",
            "为赶在雨季前完成土方,{place}区{thing}{verb}工地实行两班倒。",
            "{place}区{thing}{verb}分三批进行,眼下做到第二批。",
        ],
        "not_done": [
            "群众反映,{place}区{thing}{verb}干干停停,围挡至今没有拆除。",
            "{office}坦言,{place}区{thing}{verb}未能按时间节点完成。",
        ],
        "level_below": ["统计显示,我市{measure}为{v}%,增幅{d}个百分点。"],
        "level_done": ["好消息传来:我市{measure}升到{v}%,超过规划目标。"],
        "elsewhere": ["{place}市传来消息,{thing}{verb}全部完成。"],
        "noise": [
            "{place}区{thing}旁的桂花开了。",
            "一位游客把水杯落在{place}区的{thing},志愿者送了回来。",
        ],
    },
}


class Said(NamedTuple):
    """A sentence about a node: what it says, when, and its words."""

    says: str
    date: Date
    quote: str


class Fate(NamedTuple):
    """What became of a node. ``title`` is as the announcement prints it."""

    title: str
    kind: str
    deadline: Date | None
    status: str
    said: tuple[Said, ...]


class Run(NamedTuple):
    issues: list[Issue]
    fates: list[Fate]


def run(seed: int, wording: str = "worked") -> Run:
    return _Run(seed, wording).run()


class _Run:
    def __init__(self, seed: int, wording: str) -> None:
        self.seed = seed
        self.rng = random.Random(f"programme/{seed}/{wording}")
        self.words = WORDING[wording]
        self.dates = [FIRST + timedelta(days=7 * number) for number in range(ISSUES)]
        self.printed: dict[int, list[str]] = {}
        self.fates: list[Fate] = []

    def run(self) -> Run:
        goals = [self._goal(measure) for measure in self.rng.sample(MEASURES, GOALS)]
        pairs = [(place, thing) for place in PLACES for thing in THINGS]
        tasks = [self._task(*pair) for pair in self.rng.sample(pairs, TASKS)]
        clashes = [fate for fate in tasks if fate.status == "contradicted"]
        assert len(clashes) == 2
        self._noise()
        return Run(self._issues(goals, tasks), self.fates)

    def _pick(self, kind: str, **values: object) -> str:
        return self.rng.choice(self.words[kind]).format(**values)

    def _print(self, kind: str, says: str, issue: int, values: dict[str, object]) -> Said:
        text = self._pick(kind, **values)
        self.printed.setdefault(issue, []).append(text)
        return Said(says, self.dates[issue], text)

    def _goal(self, measure: str) -> Fate:
        rng = self.rng
        base, target = rng.randint(40, 60), rng.randint(70, 95)
        values = {"measure": measure, "office": rng.choice(OFFICES), "d": rng.randint(1, 3)}
        said: list[Said] = []
        status = rng.choice(["announced", "announced", "under_way", "under_way", "done"])
        if status in ("under_way", "done"):
            said.append(
                self._print(
                    "level_below", "under_way", rng.randint(5, 30), values | {"v": base + 5}
                )
            )
        if status == "done":
            said.append(
                self._print("level_done", "done", rng.randint(31, 59), values | {"v": target + 1})
            )
        title = f"到2030年,全市{measure}达到{target}%以上"
        fate = Fate(title, "goal", Date(2030, 12, 31), status, tuple(said))
        self.offices[title] = str(values["office"])
        self.fates.append(fate)
        return fate

    @property
    def offices(self) -> dict[str, str]:
        held: dict[str, str] = self.__dict__.setdefault("_offices", {})
        return held

    def _task(self, place: str, thing: str) -> Fate:
        rng, unit, verb = self.rng, UNITS.get(thing, "处"), self.rng.choice(VERBS)
        count = rng.randint(4, 60)
        values: dict[str, object] = {
            "place": place,
            "thing": thing,
            "unit": unit,
            "verb": verb,
            "n": count,
            "k": count // 3 + 1,
            "office": rng.choice(OFFICES),
            "p": rng.randint(20, 80),
            "m": rng.randint(200, 9000),
        }
        number = sum(fate.kind == "task" for fate in self.fates)
        if number < 2:
            status = "contradicted"
        else:
            status = rng.choices(["announced", "under_way", "done", "overdue"], [25, 30, 35, 15])[0]
        late = status in ("announced", "under_way")
        deadline = (
            Date(2027, rng.randint(4, 12), 28) if late else Date(2026, rng.randint(6, 12), 28)
        )
        said = []
        if status == "under_way" or (status != "announced" and rng.random() < 0.5):
            said.append(self._print("under_way", "under_way", rng.randint(4, 20), values))
        if status in ("done", "contradicted"):
            said.append(self._print("done", "done", rng.randint(21, 45), values))
        if status == "contradicted":
            said.append(self._print("not_done", "not_done", rng.randint(46, 59), values))
        if rng.random() < 0.15:
            values["place"] = rng.choice(ELSEWHERE)
            self._print("elsewhere", "", rng.randint(4, 59), values)
            values["place"] = place
        title = f"{place}区{verb}{thing}{count}{unit}"
        self.offices[title] = str(values["office"])
        fate = Fate(title, "task", deadline, status, tuple(said))
        self.fates.append(fate)
        return fate

    def _noise(self) -> None:
        for issue in range(4, ISSUES):
            if self.rng.random() < 0.5:
                place, thing = self.rng.choice(PLACES), self.rng.choice(THINGS)
                self.printed.setdefault(issue, []).append(
                    self._pick("noise", place=place, thing=thing)
                )

    # -- the papers ----------------------------------------------------------------------------

    def _issues(self, goals: list[Fate], tasks: list[Fate]) -> list[Issue]:
        announced = {0: self._announcement("主要目标", goals, "目标")}
        for part, start in enumerate(range(0, TASKS, 40), start=1):
            announced[part] = self._announcement("重大任务", tasks[start : start + 40], "任务")
        return [self._issue(number, announced.get(number)) for number in range(ISSUES)]

    def _announcement(self, head: str, fates: list[Fate], word: str) -> Article:
        items = [
            BodyItem(
                "paragraph",
                f"本报讯 近日,《{NAME}》印发实施,将规划纲要{head}逐项分解至责任部门,明确年度推进节点。",
            ),
            BodyItem("subhead", head),
        ]
        for number, fate in enumerate(fates, start=1):
            when = ""
            if fate.kind == "task" and fate.deadline is not None:
                when = f",{fate.deadline.year}年{fate.deadline.month}月底前完成"
            steps = ""
            if fate.kind == "goal":
                steps = "年度节点:2026年、2027年逐年提高,2028年完成过半。"
            office = self.offices[fate.title]
            items.append(
                BodyItem("paragraph", f"{number}. {fate.title}{when}。责任单位:{office}。{steps}")
            )
        return Article("", (1,), headline=(f"规划纲要{word}分解到部门",), body=tuple(items))

    def _issue(self, number: int, announcement: Article | None) -> Issue:
        day = self.dates[number]
        made = invent(1000 * self.seed + number, pages=1)
        name = f"chengwan/{day.isoformat()}"
        articles = [] if announcement is None else [announcement]
        for text in self.printed.get(number, []):
            filler = self.rng.choice(made.articles)
            body = [item for item in filler.body if item.role == "paragraph"][:1]
            head = self.rng.choice(
                ["民生实事落到实处", "重点工程一线见闻", "部门动态", "来自基层的报道"]
            )
            articles.append(
                Article("", (1,), headline=(head,), body=(*body, BodyItem("paragraph", text)))
            )
        articles += made.articles[:4]
        named = tuple(
            replace(article, id=f"{name}/01-{place:03}") for place, article in enumerate(articles)
        )
        return replace(
            made,
            id=name,
            date=day.isoformat(),
            articles=named,
            pages=(),
            guide=(),
            notices=(),
            ads=(),
            problems=(),
        )
