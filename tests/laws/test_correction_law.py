"""Laws of corrections: once is enough, order is of no matter, a new reading loses none."""

from __future__ import annotations

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from jumpline.compose.invent import invent
from jumpline.model.correction import decode_correction, encode_correction
from jumpline.model.issue import Anchor, Article, BodyItem, Issue
from jumpline.stages.correct import correct
from jumpline.testing.correction_strategies import corrections
from jumpline.testing.strategies import printed_issues

SLOW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def invented() -> st.SearchStrategy[Issue]:
    """Printed: every piece of text has a block of its own."""
    return st.integers(0, 40).map(lambda seed: invent(seed, pages=2, characters=900))


@SLOW
@given(st.data(), st.one_of(invented(), printed_issues()))
def test_correcting_twice_is_correcting_once(data: st.DataObject, issue: Issue) -> None:
    made = data.draw(corrections(issue))
    once = correct(issue, made)
    twice = correct(once.issue, made)
    assert twice.issue == once.issue


@SLOW
@given(st.data(), invented())
def test_the_order_of_independent_corrections_does_not_matter(
    data: st.DataObject, issue: Issue
) -> None:
    made = data.draw(corrections(issue, apart=True))
    one = correct(issue, made)
    assert {left.correction.id for left in one.left} == set()
    assert correct(issue, made[::-1]) == one, "the list's order is never of matter"
    times = [correction.time for correction in made]
    other = [replace(c, time=time) for c, time in zip(made, times[::-1], strict=True)]
    assert content(correct(issue, other).issue) == content(one.issue)


@SLOW
@given(st.data(), invented())
def test_replay_after_rereading_is_replay_before(data: st.DataObject, issue: Issue) -> None:
    made = data.draw(corrections(issue, apart=True))
    before = correct(issue, made)
    after = correct(read_again(issue), made)
    assert after.applied == before.applied
    assert content(after.issue)[:-1] == content(before.issue)


@given(st.data(), invented())
@settings(max_examples=60, deadline=None)
def test_a_reader_that_reads_rightly_needs_no_correction(data: st.DataObject, issue: Issue) -> None:
    made = data.draw(corrections(issue, apart=True))
    right = correct(issue, made).issue
    again = correct(right, made)
    assert again.issue == right
    assert not again.left


@given(st.data(), invented())
@settings(max_examples=60, deadline=None)
def test_corrections_survive_their_file(data: st.DataObject, issue: Issue) -> None:
    for correction in data.draw(corrections(issue)):
        assert decode_correction(encode_correction(correction)) == correction


def read_again(issue: Issue) -> Issue:
    """As a later reader would give it: other block names, and an article more."""
    articles = [
        replace(
            article,
            body=tuple(
                replace(item, anchors=tuple(Anchor(a.page, f"x{a.block}") for a in item.anchors))
                for item in article.body
            ),
        )
        for article in issue.articles
    ]
    more = Article("z", (1,), headline=("从前没读到",), body=(BodyItem("paragraph", "新读到的。"),))
    return replace(issue, articles=(*articles, more))


def content(issue: Issue) -> list[bytes]:
    """Everything but ids and the blocks."""
    return [
        msgspec.json.encode(
            replace(a, id="", body=tuple(replace(item, anchors=()) for item in a.body))
        )
        for a in issue.articles
    ]
