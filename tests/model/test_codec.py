"""The Issue JSON: strict, stable, described by its schema; ids that depend on what they name."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from jumpline import decode, encode, json_schema
from jumpline.errors import SchemaError
from jumpline.model.ids import article_id, fingerprint, publication_id, slug
from jumpline.pipeline import one_issue
from jumpline.sample import write_pages


def test_the_sample_round_trips_and_fits_its_schema(tmp_path: Path) -> None:
    issue = one_issue([write_pages(tmp_path)]).issue
    data = encode(issue)
    assert decode(data) == issue
    assert encode(decode(data)) == data
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(data))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "not JSON"),
        (b"[]", "this is not jumpline/issue@1"),
        (b'{"schema": "jumpline/issue@99"}', "issue@99"),
        (b'{"schema": "jumpline/issue@1"}', "not a valid issue"),
        (
            b'{"schema": "jumpline/issue@1", "id": "a", "publication": {"id": "a"}, "colour": 1}',
            "colour",
        ),
        (
            b'{"schema": "jumpline/issue@1", "id": "a", "publication": {"id": "a"}, "number": "x"}',
            "number",
        ),
    ],
)
def test_what_is_no_issue_says_why(data: bytes, words: str) -> None:
    with pytest.raises(SchemaError, match=words):
        decode(data, where="x.json")


def test_the_least_issue() -> None:
    issue = decode(b'{"schema": "jumpline/issue@1", "id": "a", "publication": {"id": "a"}}')
    plain = json.loads(encode(issue))
    assert plain["date"] is None
    assert plain["articles"] == []


def test_slugs() -> None:
    assert slug("CHANGJI RIBAO") == "changji-ribao"
    assert slug("昌吉日报") == "chang-ji-ri-bao"
    assert slug("The Harborton Gazette!") == "the-harborton-gazette"
    assert publication_id(None, None) == "unknown"


def test_article_ids_come_from_headline_and_page() -> None:
    taken: set[str] = set()
    one = article_id("t/2026-01-01", 1, "同题", "正文甲", taken)
    assert article_id("t/2026-01-01", 1, "同 题", "正文甲", set()) == one
    two = article_id("t/2026-01-01", 1, "同题", "正文乙", taken)
    three = article_id("t/2026-01-01", 1, "同题", "正文乙", taken)
    assert len({one, two, three}) == 3
    assert fingerprint("Ａ１") == fingerprint("A1")
