"""Bylines of invented articles: every form that papers print, with what it says."""

from __future__ import annotations

import random
from datetime import date as Date
from datetime import timedelta

import msgspec

from jumpline.compose.grammar import Grammar
from jumpline.model.issue import Byline, Dateline, Person


class Credit(msgspec.Struct, frozen=True):
    """``start`` and ``end`` are what the body prints before its first sentence and after its
    last one; both are "" where the byline is a line of its own."""

    byline: Byline | None = None
    dateline: Dateline | None = None
    start: str = ""
    end: str = ""


def credit(grammar: Grammar, language: str, issued: Date) -> Credit:
    """One of the language's forms."""
    if language == "en":
        return _english(grammar, issued)
    return _chinese(grammar, language == "zh-Hant", issued)


def _chinese(grammar: Grammar, traditional: bool, issued: Date) -> Credit:
    rng = grammar.rng
    own, news, reporter, writer, told, wire = (
        ("本報", "訊", "記者", "通訊員", "報道", "電")
        if traditional
        else ("本报", "讯", "记者", "通讯员", "报道", "电")
    )
    one, two, three = grammar.person(), grammar.person(), grammar.person()
    first, second = Person(one, reporter), Person(two, writer)
    forms = 9 if not traditional else 11
    form = rng.randrange(forms)
    if form == 0:
        return Credit(Byline(own, (first,), f"□{own}{reporter} {one}"))
    if form == 1:
        text = f"□{own}{reporter} {one} {writer} {two}"
        return Credit(Byline(own, (first, second), text))
    if form == 2:
        return Credit(Byline(None, (second,), f"□{writer} {two}"))
    if form == 3:
        start = f"{own}{news} {reporter}{one}{told}："
        return Credit(Byline(own, (first,), start), None, start)
    if form == 4:
        start = f"{own}{news} {reporter}{one}、{writer}{two}{told}："
        return Credit(Byline(own, (first, second), start), None, start)
    if form == 5:
        start = f"{own}{news}（{reporter} {one} {writer} {two}）"
        return Credit(Byline(own, (first, second), start), None, start)
    if form == 6:
        agency, city = rng.choice(grammar.words.agencies), rng.choice(grammar.words.cities)
        day = issued - timedelta(days=rng.randint(1, 3))
        both = (first, Person(three, reporter))
        names = f"{one}、{three}" if rng.random() < 0.5 else one
        people = both if "、" in names else both[:1]
        start = f"{agency}{city}{day.month}月{day.day}日{wire}（{reporter}{names}）"
        return Credit(Byline(agency, people, start), Dateline(city, day.isoformat()), start)
    if form == 7:
        return Credit(None, None, "", "")
    if form == 8:
        text = f"□{own}{reporter} {one} {three}"
        return Credit(Byline(own, (first, Person(three, reporter)), text))
    city = rng.choice(grammar.words.cities)
    if form == 9:
        start = f"【{own}{reporter}{one}{city}報道】"
    else:
        start = f"【{own}{reporter}{one}{city}專訊】"
    return Credit(Byline(own, (first,), start), Dateline(city, None), start)


def _english(grammar: Grammar, issued: Date) -> Credit:
    rng = grammar.rng
    one, two = grammar.person(), grammar.person()
    form = rng.randrange(5)
    if form == 0:
        return Credit(Byline(None, (Person(one.upper()),), f"By {one.upper()}"))
    if form == 1:
        return Credit(Byline(None, (Person(one), Person(two)), f"By {one} and {two}"))
    if form == 2:
        return Credit(Byline(None, (Person(one, "Staff Writer"),), f"By {one}, Staff Writer"))
    if form == 3:
        agency, city = rng.choice(grammar.words.agencies), rng.choice(grammar.words.cities)
        start = f"{city} ({agency}) — "
        return Credit(Byline(agency, (), start.strip()), Dateline(city, None), start)
    return Credit()


def years(rng: random.Random) -> Date:
    """A day of the years that papers are invented for."""
    return Date(2023, 1, 1) + timedelta(days=rng.randrange(4 * 365))
