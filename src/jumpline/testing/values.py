"""Values for the sentences of ``data/faults.toml``: right ones, and wrong ones."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from datetime import date as Date
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from jumpline.model.lunar import solar_term

Values: TypeAlias = dict[str, str]
Maker: TypeAlias = Callable[[random.Random, Date, bool], Values]

_WEEKDAYS = "一二三四五六日"
_DIGITS = "0123456789"


@cache
def data() -> dict[str, Any]:
    text = (files("jumpline.testing") / "data" / "faults.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _day_impossible(rng: random.Random, issued: Date, wrong: bool) -> Values:
    if not wrong:
        return {"day": rng.choice(["4月30日", "2月28日", "12月31日", "2024年2月29日"])}
    bad = [
        "4月31日",
        "6月31日",
        "2月30日",
        "9月31日",
        "11月31日",
        "13月5日",
        "2023年2月29日",
        "5月32日",
    ]
    return {"day": rng.choice(bad)}


def _day_weekday(rng: random.Random, issued: Date, wrong: bool) -> Values:
    day = issued + timedelta(days=rng.randint(-9, 9))
    shift = rng.randint(1, 6) if wrong else 0
    name = _WEEKDAYS[(day.weekday() + shift) % 7]
    kind = rng.choice(["星期", "周"])
    return {"day": f"{day.month}月{day.day}日", "weekday": kind + name, "year": str(day.year)}


def _solar_term(rng: random.Random, issued: Date, wrong: bool) -> Values:
    clear = (
        "清明",
        "谷雨",
        "立夏",
        "芒种",
        "夏至",
        "立秋",
        "白露",
        "秋分",
        "霜降",
        "立冬",
        "冬至",
        "立春",
    )
    day = issued
    while solar_term(day) not in clear:
        day += timedelta(days=1)
    term = solar_term(day) or ""
    if wrong:
        day += timedelta(days=rng.choice([-3, -2, -1, 1, 2, 4]))
    return {"day": f"{day.month}月{day.day}日", "term": term}


def _year_impossible(rng: random.Random, issued: Date, wrong: bool) -> Values:
    year = str(issued.year + rng.randint(0, 9))
    if wrong:
        at = rng.randint(1, 3)
        far = f"{rng.randint(2, 9)}{rng.randint(1, 9)}{rng.randint(1, 9)}{rng.randint(1, 9)}"
        year = rng.choice([year[:at] + rng.choice(_DIGITS) + year[at:], far])
        if int(year) % 50 == 0:
            year = "2206"
    return {"year": year, "month": str(rng.randint(1, 12))}


def _year_relative(rng: random.Random, issued: Date, wrong: bool) -> Values:
    which, shift = rng.choice([("去", -1), ("今", 0), ("明", 1)])
    off = rng.choice([-10, -2, -1, 1, 2]) if wrong else 0
    return {"which": which, "year": str(issued.year + shift + off)}


def _percent_sum(rng: random.Random, issued: Date, wrong: bool) -> Values:
    one = rng.randint(150, 400)
    two = rng.randint(150, 400)
    three = 1000 - one - two
    if wrong:
        two += rng.randint(10, 300)
    return {name: f"{value / 10:g}" for name, value in zip("abc", (one, two, three), strict=True)}


def _total_wrong(rng: random.Random, issued: Date, wrong: bool) -> Values:
    parts = [rng.randint(6, 90) for _ in "abc"]
    total = sum(parts) - (rng.randint(1, 5) if wrong else 0)
    return {**dict(zip("abc", map(str, parts), strict=True)), "total": str(total)}


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice(_DIGITS) for _ in range(count))


def _phone(rng: random.Random, issued: Date, wrong: bool) -> Values:
    if wrong:
        bad = [
            f"138{_digits(rng, 7)}",
            f"139{_digits(rng, 9)}",
            f"0994-2{_digits(rng, 8)}",
            f"099-42{_digits(rng, 9)}",
        ]
        return {"it": rng.choice(bad)}
    good = [f"138{_digits(rng, 8)}", f"0994-2{_digits(rng, 6)}", "12345", f"2{_digits(rng, 6)}"]
    return {"it": rng.choice(good)}


def _email(rng: random.Random, issued: Date, wrong: bool) -> Values:
    good = [f"news{_digits(rng, 2)}@example.com", "du.zhe@mail.example.cn"]
    bad = ["news@@example.com", "news@example", "news#example.com", "du..zhe@example.cn"]
    return {"it": rng.choice(bad if wrong else good)}


def _url(rng: random.Random, issued: Date, wrong: bool) -> Values:
    good = ["http://www.example.com", "www.example.cn", "https://example.com/a/b.html"]
    bad = ["htpp://www.example.com", "http:/www.example.com", "www,example.cn", "wwww.example.cn"]
    return {"it": rng.choice(bad if wrong else good)}


def _lookalike(rng: random.Random, issued: Date, wrong: bool) -> Values:
    year = str(rng.randint(2001, 2026))
    return {"it": year[0] + rng.choice("OoI") + year[2:] if wrong else year}


def _name(rng: random.Random) -> tuple[str, str]:
    """A name and how it is misspelt."""
    words = data()["words"]
    one, two = rng.sample(rng.choice(words["alike"]), 2)
    family, other = rng.choice(words["surnames"]), rng.choice(words["given"])
    if rng.random() < 0.5:
        return family + other + one, family + other + two
    return family + one + other, family + two + other


def _name_variant(rng: random.Random, issued: Date, wrong: bool) -> Values:
    name, other = _name(rng)
    return {"name": name, "other": other if wrong else name}


def _person_titles(rng: random.Random, issued: Date, wrong: bool) -> Values:
    one, two = rng.choice(data()["titles"]["apart" if wrong else "together"])
    return {"name": _name(rng)[0], "title": one, "other": two}


def _pair_uneven(rng: random.Random, issued: Date, wrong: bool) -> Values:
    words = data()["words"]
    pair: str = rng.choice(words["pairs"] if wrong else [*words["pairs"], *words["uneven"]])
    one, _, two = pair.partition("、")
    return {"pair": f"{one}、{two[0]}{two[2:]}" if wrong else pair}


def _heading_number(rng: random.Random, issued: Date, wrong: bool) -> Values:
    number = str(rng.randint(12, 9876))
    other = number
    while wrong and other == number:
        at = rng.randrange(len(number))
        kind = rng.random()
        if kind < 0.6:
            other = number[:at] + rng.choice(_DIGITS) + number[at + 1 :]
        elif kind < 0.8:
            other = number[:at] + rng.choice("123456789") + number[at:]
        else:
            at = rng.randrange(len(number) - 1)
            other = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        other = number if other.startswith("0") else other
    return {"number": number, "other": other}


def _heading_unit(rng: random.Random, issued: Date, wrong: bool) -> Values:
    one, two = rng.sample(["万", "亿"], 2)
    return {"number": str(rng.randint(12, 986)), "scale": one, "other": two if wrong else one}


def _heading_place(rng: random.Random, issued: Date, wrong: bool) -> Values:
    words = data()["words"]
    place = rng.choice(words["places"])
    return {"place": words["place_faults"][place] if wrong else place, "other": place}


MAKERS: dict[str, Maker] = {
    "day-impossible": _day_impossible,
    "day-weekday": _day_weekday,
    "solar-term-wrong": _solar_term,
    "year-impossible": _year_impossible,
    "year-relative": _year_relative,
    "percent-sum": _percent_sum,
    "total-wrong": _total_wrong,
    "phone-form": _phone,
    "email-form": _email,
    "url-form": _url,
    "letter-lookalike": _lookalike,
    "name-variant": _name_variant,
    "person-titles": _person_titles,
    "pair-uneven": _pair_uneven,
    "heading-number": _heading_number,
    "heading-unit": _heading_unit,
    "heading-place": _heading_place,
}
