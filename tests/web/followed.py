"""An invented paper over a year: a plan and what became of it, a mayor, figures that do not agree."""

from __future__ import annotations

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from jumpline.archive import Archive, open_archive
from jumpline.model.issue import Article, BodyItem, Byline, Issue, Person

from . import papers

PLAN = "云河市水利惠民三年行动方案"
WEEK = "2026-W46"

_TASKS = (
    "1. 石桥区新建引水渠36公里,2026年6月底前完成。责任单位:市水利局。",
    "2. 望潮区加固防洪堤18公里,2026年9月底前完成。责任单位:市水利局、望潮区政府。",
    "3. 柳溪区改造农村公路42公里,2026年8月底前完成。责任单位:市交通运输局。",
    "4. 青岭区新建智能温室12座,2026年12月底前完成。责任单位:市农业农村局。",
    "5. 白沙区改造老旧小区供水管网55公里,2027年6月底前完成。责任单位:市住建局。",
    "6. 临浦区新建湿地步道9公里,2026年11月30日前完成。责任单位:市生态环境局。",
    "7. 东塘区扩建污水处理站4座,2026年12月20日前完成。责任单位:市生态环境局。",
)
_PRINTED: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "2026-01-06": (
        (
            "水利惠民三年行动方案印发",
            (
                f"本报讯 近日,《{PLAN}》印发实施,七项重大任务逐项分解至责任部门。",
                "重大任务",
                *_TASKS,
            ),
        ),
        (
            "把实事办到群众心坎上",
            ("市长苏棠在会上表示,云河市要在2026年11月底前为1200户居民完成供水改造。",),
        ),
    ),
    "2026-04-14": (
        ("一渠清水进石桥", ("眼下,石桥区新建引水渠项目正在加紧施工,已完成总工程量的60%。",)),
        ("智能温室拔地而起", ("青岭区新建智能温室工程近日开工,计划投资3600万元。",)),
    ),
    "2026-07-07": (
        ("石桥引水渠通水", ("记者昨日从市水利局获悉,石桥区36公里引水渠已全部建成投用。",)),
        ("市水利局晒出半年账", ("市水利局介绍,2026年上半年,市水利局发放水利补助资金8600万元。",)),
    ),
    "2026-08-18": (
        ("农村公路改造收官", ("柳溪区改造农村公路42公里的任务日前圆满完成。",)),
        ("市长苏棠调研防汛", ("市长苏棠在望潮区调研时要求,各区要在11月20日前完成水毁工程修复。",)),
    ),
    "2026-11-10": (
        ("公路改造回头看", ("督查组通报,柳溪区改造农村公路项目至今尚未完工,部分工段已经停工。",)),
        ("补助资金到哪了", ("市水利局通报,2026年上半年,市水利局发放水利补助资金7900万元。",)),
        ("入冬前的承诺", ("市住建局承诺,12月15日前完成全部供热管网检修,确保居民温暖过冬。",)),
    ),
    "2026-11-12": (
        (
            "苏棠走访供水改造户",
            ("市委书记苏棠在走访时强调,云河市将在2027年建成城乡一体供水管网,惠及80万居民。",),
        ),
    ),
}


def issues() -> list[Issue]:
    return [_issue(day, articles) for day, articles in _PRINTED.items()]


def _issue(day: str, printed: tuple[tuple[str, tuple[str, ...]], ...]) -> Issue:
    name = f"yunhe-ribao/{day}"
    articles = tuple(
        Article(
            f"{name}/01-{number:08}",
            (1,),
            headline=(headline,),
            byline=Byline("本报", (Person("周圆", "记者"),), "□本报记者 周圆"),
            body=tuple(
                BodyItem("subhead" if text == "重大任务" else "paragraph", text) for text in body
            ),
        )
        for number, (headline, body) in enumerate(printed)
    )
    return Issue(
        schema=papers.MAIN_ISSUE.schema,
        id=name,
        publication=papers.DAILY,
        date=day,
        articles=articles,
    )


@cache
def _folder() -> Path:
    folder = Path(mkdtemp(prefix="jumpline-followed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with open_archive(folder, create=True) as archive:
        for issue in issues():
            archive.put(issue, [])
    return folder


def opened() -> Archive:
    return open_archive(_folder(), read_only=True)
