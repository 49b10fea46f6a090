"""Figures: values, units, bounds, periods, and what is none."""

from __future__ import annotations

import re
from datetime import date as Date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumpline.ledger.clauses import LONGEST, sentences
from jumpline.ledger.entry import Figure
from jumpline.ledger.figures import figures
from jumpline.ledger.grammar import GrammarFile, grammar
from jumpline.ledger.numerals import chinese, english, plain
from jumpline.ledger.periods import Time, expanded, periods, times_of
from jumpline.model.issue import SCHEMA, Anchor, Article, Block, BodyItem, Issue, Page, Publication
from jumpline.model.sheet import TextLine
from jumpline.packs.fields import print_chinese

from .counting import issue_of


def found(text: str, date: str = "2026-05-12") -> list[Figure]:
    return list(figures(issue_of([text], date)))


def one(text: str, date: str = "2026-05-12") -> Figure:
    (figure,) = found(text, date)
    return figure


@pytest.mark.parametrize("language", ["zh", "en"])
def test_traps_do_what_their_examples_say(language: str) -> None:
    rules = grammar(language)
    assert isinstance(rules.data, GrammarFile)
    for trap in rules.data.traps:
        regex = re.compile(trap.pattern, re.IGNORECASE if rules.spaced else 0)
        assert trap.examples
        assert trap.counter_examples
        for example in trap.examples:
            assert regex.search(example), example
        for counter in trap.counter_examples:
            assert not regex.search(counter), counter


TIMES = times_of(grammar("zh"))


@pytest.mark.parametrize("time", TIMES, ids=[time.pattern for time in TIMES])
def test_times_are_what_their_examples_say(time: Time) -> None:
    rules, day = grammar("zh"), Date(2026, 5, 12)
    regex = re.compile(expanded(time.pattern, rules.data.periods))
    assert time.examples
    assert time.counter_examples
    for text, name in time.examples:
        assert regex.search(text), text
        assert [period.name for period in periods(text, rules, day)] == [name]
    for text in time.counter_examples:
        found = periods(text, rules, day)
        assert not regex.search(text) or not any("-" in each.name for each in found), text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一点二亿", "120000000"),
        ("3.6万", "36000"),
        ("七万六千", "76000"),
        ("一万二", "12000"),
        ("一百零二", "102"),
        ("三百二", "320"),
        ("1,248", "1248"),
        ("二〇二六", "2026"),
        ("1.86万亿", "1860000000000"),
        ("三千六百万", "36000000"),
        ("一亿三千万", "130000000"),
        ("0.1", "0.1"),
        ("廿三", "23"),
    ],
)
def test_numerals(text: str, value: str) -> None:
    number = chinese(text)
    assert number is not None
    assert plain(number) == value


@given(st.integers(min_value=1, max_value=99))
def test_printed_numerals_are_read(value: int) -> None:
    assert chinese(print_chinese(value)) == value


@given(st.text(alphabet="零一二三十百千万亿点,.0123456789", max_size=30))
def test_no_numeral_breaks_it(text: str) -> None:
    value = chinese(text)
    assert value is None or value == value
    found(f"共有{text}个项目。")


def test_english_numerals() -> None:
    words, scales = {"twenty": 20, "six": 6}, {"million": 10**6}
    assert english("twenty-six", words, scales) == 26
    assert english("4.2 million", words, scales) == Decimal(4200000)
    assert english("many", words, scales) is None


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("累计投放贷款超863亿元。", "86300000000", "元", ">"),
        ("建成书屋四百餘座。", "400", "座", ">"),
        ("覆盖率不低于98%。", "98", "%", ">="),
        ("耗水量不足三万吨。", "30000", "吨", "<"),
        ("涨幅不超过百分之三。", "3", "%", "<="),
        ("全长约12公里。", "12", "公里", "≈"),
        ("收入近3亿元。", "300000000", "元", "≈<"),
        ("可容纳1500人左右。", "1500", "人", "≈"),
        ("产值达10万亿元以上。", "10000000000000", "元", ">="),
        ("利率下降1.82个百分点。", "-1.82", "个百分点", None),
        ("增收四成半。", "45", "%", None),
        ("营业额为港币28.6亿元。", "2860000000", "港元", None),
        ("占总数的三分之一。", "1/3", None, None),
        ("气温降至零下7摄氏度。", "-7", "摄氏度", None),
        ("占地 470 万平方米。", "4700000", "平方米", None),
        ("近6成受访者赞成。", "60", "%", "≈<"),
        ("百余家企业到场。", "100", "家", ">"),
        ("整改率百分之百。", "100", "%", None),
        ("總人數約2 500人。", "2500", "人", "≈"),
        ("增加至 2500 餘人。", "2500", "人", ">"),
        ("限額將提升一倍至40%。", "40", "%", None),
    ],
)
def test_values_units_and_bounds(
    text: str, value: str, unit: str | None, bound: str | None
) -> None:
    figure = one(text)
    assert (figure.value, figure.unit, figure.bound) == (value, unit, bound)


def test_a_range_has_two_ends() -> None:
    figure = one("每户补贴2万至3万元。")
    assert (figure.value, figure.upper, figure.unit) == ("20000", "30000", "元")
    assert [f.value for f in found("覆盖率由28.5%提高到31.2%。")] == ["28.5", "31.2"]


@pytest.mark.parametrize(
    "text",
    [
        "要深刻领悟“两个确立”，服务“三农”，做好五篇大文章。",
        "热线0991-2345678，邮编831100，刊号CN 65-0010。",
        "第十四届全国运动会第三次会议于4月3日召开。",
        "他今年六十八岁，1986年参军。",
        "五家渠市三门峡路22时至15日6时停水。",
        "2. 来稿请寄编辑部。",
        "两岸一家亲，千家万户三番五次地盼。",
        "以6比4获胜，成绩7分45秒。",
        "Mr Hale, 62, has run the shop since 1987. Call 555-0142 on June 4 at 6.30 p.m.",
        "窗口24小时值守，三对三篮球赛开赛，5成员队伍集结，PM2.5治理。",
        "They installed 6-foot-wide sidewalks.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert [f.printed for f in found(text)] == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("去年全县产粮76万吨。", "2025"),
        ("截至4月末，共有企业24家。", "2026-04-30"),
        ("4月3日，新增企业24家。", "2026-04-03"),
        ("12月1日，新增企业24家。", "2025-12-01"),
        ("截至2025年末，存款2000亿元。", "2025-12-31"),
        ("一季度，新增企业24家。", "2026-Q1"),
        ("前四个月，新增企业24家。", "2026-01/2026-04"),
        ("“十四五”期间，新增企业24家。", "十四五"),
        ("近日，新增企业24家。", "近日"),
        ("昨日，新增企业24家。", "2026-05-11"),
        ("上月，新增企业24家。", "2026-04"),
        ("自2023年以来，新增企业24家。", "2023/.."),
        ("二〇二五年，新增企业24家。", "2025"),
        ("13月40日，新增企业24家。", "13月40日"),
        ("新增企业24家。", None),
        ("In 2025, exports reached 7 million tonnes.", "2025"),
        ("Last year the rooms lent 63,000 books.", "2025"),
    ],
)
def test_periods(text: str, period: str | None) -> None:
    assert one(text).period == period


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("吸纳合理化建议263条。", "合理化建议"),
        ("市教育局将拨款4000万元。", None),
        ("固定资产投资完成157.5亿元。", "固定资产投资"),
        ("政府每年提供1.5万个资助学额给学生。", "资助学额"),
        ("南浦市的62亩油菜花竞相绽放。", "油菜花"),
        ("成功转移被困群众14人。", "被困群众"),
        ("打造两个百亿级、三个十亿级产业。", "百亿级产业"),
        ("安排2000亿元超长期特别国债资金支持设备更新。", "超长期特别国债资金"),
        ("原址建两栋三十层的商住楼。", "商住楼"),
        ("Installing 12 steel cables took a day.", "steel cables"),
        ("A grant of $75,000 was paid.", "grant"),
    ],
)
def test_measures(text: str, measure: str | None) -> None:
    assert found(text)[0].measure == measure


def test_what_it_is_compared_with() -> None:
    figure = one("2025年12月，贷款利率较2020年12月下降1.82个百分点。")
    assert (figure.compared_to, figure.direction, figure.period) == ("2020-12", "down", "2025-12")
    figure = one("今年一季度，产值同比增长5.7%。")
    assert (figure.compared_to, figure.direction) == ("2025-Q1", "up")
    assert one("隐患环比减少3.1%。").compared_to == "上期"
    figure = one("今年产值是2022年的2.4倍。")
    assert (figure.unit, figure.compared_to, figure.period) == ("倍", "2022", "2026")


def test_one_thing_after_the_other() -> None:
    first, second = found("一季度，25个项目投资3亿元；")
    assert (first.period, second.period) == ("2026-Q1", "2026-Q1")
    text = "今年的预期目标是：粮食增长5%；新增就业1200万人；居民收入增长4%。"
    assert [(f.kind, f.period) for f in found(text)] == [("target", "2026")] * 3
    text = "结构由上年的22%、28%和50%调整为21%、27%和52%。"
    assert {f.measure for f in found(text)} == {"结构"}
    first, _ = found("完成投资同比增长3.1倍；同比增加20个。")
    assert first.measure == "投资同比增长"


def test_kinds_and_who() -> None:
    assert one("预计全年接待游客900万人次。").kind == "forecast"
    assert one("力争年内建成公园60个。").kind == "target"
    assert one("木垒县将新建学校3所。").kind == "plan"
    figure = one("木垒县去年新建学校3所。")
    assert (figure.kind, figure.who, figure.where) == ("actual", "木垒县", "木垒县")
    text = "昌吉国家农业高新技术产业示范区(以下简称农高区)设立。农高区去年引进企业24家。"
    assert one(text).who == "昌吉国家农业高新技术产业示范区"


def test_a_number_of_a_table_counts_what_its_row_names() -> None:
    item = BodyItem("table", "项目\t数量\n编织袋\t40万条")
    article = Article("a/1", (1,), body=(item,))
    issue = Issue(SCHEMA, "a", Publication("a"), articles=(article,))
    (figure,) = figures(issue)
    assert (figure.value, figure.measure) == ("400000", "编织袋 数量")


def test_the_place_is_the_lines_that_print_it() -> None:
    lines = (
        TextLine("去年全县产", (0, 0, 50, 10)),
        TextLine("粮76万", (0, 12, 30, 22)),
        TextLine("吨，创新高。", (0, 24, 60, 34)),
    )
    text = "去年全县产粮76万吨，创新高。"
    block = Block("p1.b1", "body", (0, 0, 60, 34), lines, "a/1")
    article = Article("a/1", (1,), body=(BodyItem("paragraph", text, (Anchor(1, "p1.b1"),)),))
    page = Page(1, "01", blocks=(block,))
    (figure,) = figures(Issue(SCHEMA, "a", Publication("a"), pages=(page,), articles=(article,)))
    place = figure.anchor
    assert (place.page, place.block, place.box) == (1, "p1.b1", (0, 12, 60, 34))
    assert text[place.start : place.end] == figure.printed == "76万吨"


def test_ids_stay_and_are_apart() -> None:
    text = "新建学校3所，改建学校3所，新建学校3所。"
    issue = issue_of([text, text])
    ids = [figure.id for figure in figures(issue)]
    assert len(set(ids)) == len(ids) == 6
    later = issue_of([text, "别的事。" + text])
    assert [figure.id for figure in figures(later)] == ids
    assert msgspec.json.encode(figures(issue)) == msgspec.json.encode(figures(issue))


def test_a_long_text_without_stops_is_cut() -> None:
    spans = sentences("贷款3亿元" * 1000, spaced=False)
    assert max(span.end - span.start for span in spans) == LONGEST
    assert len(found("贷款3亿元、" * 2000)) > 1900


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    for figure in found(text):
        assert figure.printed in text
        assert figure.printed in figure.quote or figure.quote in text


@pytest.mark.parametrize(
    ("text", "value", "upper"),
    [
        ("工程投资1亿2千万元。", "120000000", None),
        ("每户补助1万2千元。", "12000", None),
        ("惠及3万5千多户。", "35000", None),
        ("增速在-3%至2%之间。", "-3", "2"),
    ],
)
def test_numerals_in_turns_and_signs_of_ranges(text: str, value: str, upper: str | None) -> None:
    (figure,) = figures(issue_of([text]))
    assert (figure.value, figure.upper) == (value, upper)


@pytest.mark.parametrize(
    ("text", "value", "unit", "measure"),
    [
        ("风电装机达500万千瓦。", "5000000", "千瓦", "风电装机"),
        ("全县人均预期寿命79.6岁。", "79.6", "岁", "人均预期寿命"),
        ("孕产妇死亡率降到6.2/10万。", "6.2", "/10万", "孕产妇死亡率"),
        ("小麦单产385公斤/亩。", "385", "公斤/亩", "小麦单产"),
        ("（一）新建学校5所。", "5", "所", "学校"),
        ("1.社会消费品零售总额70亿元。", "7000000000", "元", "社会消费品零售总额"),
        ("公交线路由148条优化为136条。", "148", "条", "公交线路"),
        ("按可比价格计算，生产总值增长6%。", "6", "%", "生产总值增长"),
        ("约有三成半乘客受影响。", "35", "%", "乘客"),
        ("一个面积412平方呎的单位售出。", "412", "平方呎", "面积"),
        ("超百公里长的海底管线贯通。", "100", "公里", "海底管线"),
        ("One in five children walks to school.", "1/5", None, "children"),
        ("Road deaths fell by a third.", "-1/3", None, "Road deaths"),
        ("Between 1.1 and 1.3 million meals were served.", "1100000", "meals", "meals"),
        ("The rate was 4.2 per 100,000 people.", "4.2", "per 100,000 people", "rate"),
        ("Life expectancy is 81.3 years.", "81.3", "years", "Life expectancy"),
        ("The crowd lost £18 million.", "18000000", "GBP", None),
    ],
)
def test_what_papers_print(text: str, value: str, unit: str | None, measure: str | None) -> None:
    figure = found(text)[0]
    assert (figure.value, figure.unit) == (value, unit)
    assert measure is None or measure in (figure.measure or "")


@pytest.mark.parametrize(
    "text",
    ["老人今年73岁。", "8点开会。", "提出三点要求。", "The 4 v N line.", "the first half of 2026"],
)
def test_ages_points_and_halves_are_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("去年前三季度，完成投资30亿元。", "2025-01/2025-09"),
        ("今年前四个月，完成投资30亿元。", "2026-01/2026-04"),
        ("上半年，完成投资30亿元。", "2026-H1"),
        ("Profit was $30m in fiscal 2025.", "FY2025"),
        ("Profit was $30m in the first half of 2025.", "2025-H1"),
        ("Profit was $30m in the fourth quarter of 2025.", "2025-Q4"),
    ],
)
def test_periods_that_are_parts_of_a_year(text: str, period: str) -> None:
    figure = one(text)
    assert (figure.period, figure.kind) == (period, "actual")


def test_an_impossible_day_stays_as_printed() -> None:
    figure = one("2026年2月30日，全县拨付资金3亿元。")
    assert figure.period == "2026年2月30日"
