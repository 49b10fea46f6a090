"""What is fuzzed: a name → a function of bytes that raises nothing but what it promises.

Seeds lie in ``corpus/NAME/``, and what fuzzing has found with them; all of it runs in the tests.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from jumpline import plugins
from jumpline.errors import JumplineError, QueryError, SourceError, UsageError
from jumpline.model import codec
from jumpline.model.archive import SourceFile
from jumpline.model.correction import decode_correction
from jumpline.packs import reading_pack
from jumpline.pipeline import read_issues
from jumpline.ports import BundleReader, ReturningReader
from jumpline.postgres.address import parse_address
from jumpline.search.compile import shown_terms
from jumpline.search.postgres_compile import condition, score
from jumpline.search.query import parse
from jumpline.stages.blocks import blocks
from jumpline.stages.roles import furnish

CORPUS = Path(__file__).parent / "corpus"

#: Reader → a name that its files have. PDF has its own fuzzer, since pages are read in processes.
READERS = {
    "markup": "page-01.md",
    "alto": "page-01.xml",
    "mets": "mets.xml",
    "pagexml": "page-01.xml",
    "hocr": "page-01.hocr",
    "ocrjson": "page-01.json",
    "epaper": "page-01.html",
    "iarchives": "unit.xml",
    "issuejson": "issue.json",
    "tei": "issue.xml",
    "ninjs": "article.json",
    "packed": "issue.zip",
    "image": "page-01.png",
}


class _Alone:
    def find(self, path: str) -> SourceFile | None:
        return None


def _reader(kind: str) -> Callable[[bytes], None]:
    name = READERS[kind]

    def target(data: bytes) -> None:
        reader = plugins.load("readers", kind)()
        assert 0.0 <= reader.accepts(name, data[:65536]) <= 1.0
        if isinstance(reader, ReturningReader):
            with contextlib.suppress(JumplineError):
                reader.returned(name, data, _Alone())
        try:
            if isinstance(reader, BundleReader):
                assert not any(path.startswith("/") for path in reader.names(name, data))
                sheets = reader.read_with(name, data, _Alone())
            else:
                sheets = reader.read(name, data)
        except SourceError:
            return
        for sheet in sheets[:3]:
            for page in blocks(sheet, reading_pack()):
                furnish(page, reading_pack())

    return target


def _whole(data: bytes) -> None:
    """All stages, with the reader that says that it knows the file."""
    try:
        for reading in read_issues([SourceFile("page-01", data)]):
            assert codec.decode(codec.encode(reading.issue)) == reading.issue
    except JumplineError:
        pass


def _query(data: bytes) -> None:
    try:
        node = parse(data.decode("utf-8", "replace"))
    except QueryError as error:
        assert 0 <= error.position <= len(error.query)
        return
    for fold in (True, False):
        wanted, rank = condition(node, fold=fold), score(node, fold=fold)
        for each in (wanted, rank):
            assert each.text.count("%s") == len(each.values)
        shown_terms(node, fold=fold)


def _issue(data: bytes) -> None:
    try:
        issue = codec.decode(data)
    except JumplineError:
        return
    assert codec.decode(codec.encode(issue)) == issue


def _correction(data: bytes) -> None:
    with contextlib.suppress(JumplineError):
        decode_correction(data.decode("utf-8", "replace"))


def _address(data: bytes) -> None:
    try:
        found = parse_address("postgresql://" + data.decode("utf-8", "replace"))
    except UsageError:
        return
    assert found.schema.isidentifier()


TARGETS: dict[str, Callable[[bytes], None]] = {
    **{kind: _reader(kind) for kind in READERS},
    "whole": _whole,
    "query": _query,
    "issue": _issue,
    "correction": _correction,
    "address": _address,
}
