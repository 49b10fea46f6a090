"""TEI and ninjs by other people: marked text, as from any source."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumpline.errors import JumplineError, SourceError
from jumpline.gathering import choose_reader
from jumpline.model.archive import SourceFile
from jumpline.pipeline import one_issue
from jumpline.readers.issuejson import IssueJsonReader
from jumpline.readers.ninjs import NinjsReader
from jumpline.readers.tei import TeiReader

TEI = """<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<pb n="1"/><div><head>A bridge <hi>opens</hi></head><p>The mayor cut the ribbon.</p></div>
<pb n="2"/><div><head>Rain</head><p>It rained.</p></div></body></text></TEI>"""


class Nobody:
    def find(self, path: str) -> SourceFile | None:
        return None


def test_an_edition_by_somebody_else() -> None:
    source = SourceFile("edition.xml", TEI.encode())
    reader = choose_reader(source)
    assert reader is not None
    assert reader.name == "tei"
    one, two = reader.read(source.name, source.data)
    assert [one.hint, two.hint] == ["1", "2"]
    assert [mark.lines[0].text for mark in one.marks] == [
        "A bridge opens",
        "The mayor cut the ribbon.",
    ]


def test_real_ninjs_is_read(shared: Path) -> None:
    paths = sorted((shared / "pages/real/ninjs").glob("*.json"))
    assert paths
    read = 0
    for path in paths:
        source = SourceFile(path.name, path.read_bytes())
        reader = choose_reader(source)
        assert isinstance(reader, NinjsReader), path.name
        try:
            (sheet,) = reader.read(source.name, source.data)
        except SourceError as error:
            # A picture, or a package that only names its items.
            assert "no text" in str(error)
            continue
        assert sheet.marks
        read += 1
        assert one_issue([path]).issue.articles
    assert read >= 5


@pytest.mark.parametrize("reader", [TeiReader(), NinjsReader(), IssueJsonReader()])
@settings(max_examples=60, deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=200),
        st.sampled_from(
            [
                TEI.replace("<p>", "<q>").encode(),
                b'{"uri":"a","bodies":[{"value":[1]}],"headlines":3}',
                b'{"uri":"a","bodies":4,"associations":[[1],2]}',
                b'{"uri":"a","descriptions":[{"role":"jumpline/record@1","value":"{"}],"bodies":[]}',
                b'{"uri":"a","descriptions":{"role":"jumpline/record@1"},"associations":[3]}',
                b'{"schema":"jumpline/issue@1","id":3}',
                b"[" * 5000,
                b"<TEI><xenoData>jumpline/record@1</xenoData></TEI>",
                b"<TEI>" * 3000,
            ]
        ),
    )
)
def test_broken_bytes_raise_only_what_is_said(
    reader: TeiReader | NinjsReader | IssueJsonReader, data: bytes
) -> None:
    for call in (
        lambda: reader.read("x", data),
        lambda: reader.returned("x", data, Nobody()),
        lambda: reader.accepts("x", data),
    ):
        try:
            call()
        except JumplineError:
            continue
