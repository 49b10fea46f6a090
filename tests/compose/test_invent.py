"""Invented issues: valid, varied, the same for the same seed."""

from __future__ import annotations

import pytest

from jumpline.compose import invent
from jumpline.errors import NotFound
from jumpline.model.codec import decode, encode

LANGUAGES = ["zh-Hans", "zh-Hant", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_valid_and_the_same_again(language: str) -> None:
    for seed in range(20):
        issue = invent(seed, language, 3)
        assert decode(encode(issue)) == issue
        assert invent(seed, language, 3) == issue
        assert len({article.id for article in issue.articles}) == len(issue.articles)
        assert {article.pages[0] for article in issue.articles} == {1, 2, 3}
    assert invent(1, language) != invent(2, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_comes_up(language: str) -> None:
    issues = [invent(seed, language, 4) for seed in range(30)]
    articles = [article for issue in issues for article in issue.articles]
    assert any(article.kicker for article in articles)
    assert any(article.deck for article in articles)
    assert any(article.column for article in articles)
    assert any(article.series for article in articles)
    assert any(len(article.headline) > 1 for article in articles)
    assert any(article.pictures for article in articles)
    assert any(item.role == "subhead" for article in articles for item in article.body)
    assert any(article.byline is None for article in articles)
    assert any(article.dateline for article in articles)
    assert any(article.byline and len(article.byline.people) > 1 for article in articles)
    assert any(issue.guide for issue in issues)
    assert any(issue.notices for issue in issues)
    assert any(issue.ads for issue in issues)


def test_a_language_without_words() -> None:
    with pytest.raises(NotFound, match="Known languages: en, zh-Hans, zh-Hant"):
        invent(1, "xx")
