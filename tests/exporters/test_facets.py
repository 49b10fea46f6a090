"""What `formats` says that a format keeps is in what it writes."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from lxml import etree

from jumpline import plugins
from jumpline.exporting import export, form_named
from jumpline.model.issue import Issue
from jumpline.model.text import plain

from . import specimens

FORMS = [name for name in plugins.names("exporters") if name != "pdf"]


def letters(text: str) -> str:
    return "".join(char for char in plain(text) if char.isalnum())


def texts_of(value: Any) -> list[str]:
    """All text in JSON, with that in markup as text."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts_of(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts_of(each)]
    if isinstance(value, str) and value.startswith("<"):
        return ["".join(etree.fromstring(value).itertext())]
    if isinstance(value, str) and value.startswith('{"record"'):
        return texts_of(json.loads(value))
    return [str(value)]


def written(form: str, data: bytes) -> str:
    """Everything that a reader of a file sees, as letters."""
    suffix = form_named(form).suffix
    if suffix == ".epub":
        held = zipfile.ZipFile(io.BytesIO(data))
        files = [held.read(name) for name in held.namelist() if name.endswith(".xhtml")]
        return "".join(letters("".join(etree.fromstring(each).itertext())) for each in files)
    if suffix == ".parquet":
        from pyarrow import parquet

        return letters("".join(texts_of(parquet.read_table(io.BytesIO(data)).to_pylist())))
    if suffix in (".json", ".jsonld", ".jsonl"):
        rows = data.splitlines() if suffix == ".jsonl" else [data]
        return letters("".join(text for row in rows for text in texts_of(json.loads(row))))
    if suffix == ".xml":
        root = etree.fromstring(data)
        words = [each.get("CONTENT") or "" for each in root.iter()]
        return letters("".join([*root.itertext(), *words]))
    if suffix == ".html":
        return letters("".join(etree.HTML(data.decode()).itertext()))
    return letters(data.decode())


@pytest.mark.parametrize("form", FORMS)
def test_what_it_keeps_is_there(form: str) -> None:
    issues: list[Issue] = [specimens.printed()[0]]
    told = form_named(form)
    if not told.geometry:
        issues.append(specimens.sample())
    for issue in issues:
        result = export(issue, form)
        files = list(result.values()) if isinstance(result, dict) else [result]
        text = "".join(written(form, data) for data in files)
        for article in issue.articles:
            if "text" in told.keeps and form not in ("mets", "pagexml", "hocr"):
                assert all(letters(item.text) in text for item in article.body)
            if "articles" in told.keeps and not told.several:
                assert all(letters(line) in text for line in article.headline)
            if "pictures" in told.keeps and not told.geometry:
                assert all(letters(each.caption or "") in text for each in article.pictures)
        if "lines" in told.keeps and issue.pages[0].width:
            lines = [li.text for page in issue.pages for b in page.blocks for li in b.lines]
            assert all(letters(line) in text for line in lines)
        if "apart" in told.keeps and not told.geometry:
            assert all(letters(notice.text) in text for notice in issue.notices)
