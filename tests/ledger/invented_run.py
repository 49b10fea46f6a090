"""A run of 60 invented issues in which a programme is announced, reported on, and partly forgotten.

The truth is known: for each of its 22 goals and 113 tasks what became of it, and which sentences say
so. ``wording`` chooses between the sets of sentences in ``data/run_wording.toml``.
"""

from __future__ import annotations

import random
import tomllib
from datetime import date as Date
from datetime import timedelta
from pathlib import Path
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

WORDING = tomllib.loads(
    Path(__file__).with_name("data").joinpath("run_wording.toml").read_text(encoding="utf-8")
)


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
