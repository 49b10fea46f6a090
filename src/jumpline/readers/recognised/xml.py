"""XML from strangers: no entities, no DTD from anywhere, no network, within bounds."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import Any

from lxml import etree

from jumpline.errors import EmptySource, SourceError, TooLarge

#: A page of a broadsheet as ALTO with every character is about 10 MB.
MAX_BYTES = 128 * 1024 * 1024
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_NAMED = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s>/]")
_SPACE = re.compile(rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>", re.DOTALL)

#: An element of lxml, which has no types of its own.
Element = Any


def root_name(head: bytes) -> str:
    """The local name of a document's root, seen in its first bytes; "" for what is no XML."""
    return _root_name(head[:4096])


@lru_cache(maxsize=64)
def _root_name(head: bytes) -> str:
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.decode("utf-16", "ignore").encode()
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return ""
    found = _NAMED.search(_SPACE.sub(b"", head))
    return found[2].decode("ascii", "replace") if found else ""


def guarded(data: bytes, *, where: str) -> bytes:
    """The bytes as UTF-8 without a mark, if nothing in them is dangerous to parse. Raises
    ``SourceError``."""
    if len(data) > MAX_BYTES:
        raise TooLarge(
            f"{len(data)} bytes of XML are more than a page can have ({MAX_BYTES}).", where=where
        )
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        data = _utf8(data, "utf-16", where)
    else:
        data = data.removeprefix(codecs.BOM_UTF8)
        head = data[:200].decode("latin-1")
        declared = _DECLARED.match(head)
        if declared and declared[1].lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
            data = _utf8(data, declared[1], where)
    if _ENTITY.search(data):
        raise SourceError(
            "it declares entities, which no page needs.",
            where=where,
            remedy="Write the document again without its <!ENTITY> lines.",
        )
    if data.isspace() or not data:
        raise EmptySource("there is nothing in it.", where=where)
    return data


def _utf8(data: bytes, encoding: str, where: str) -> bytes:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise SourceError(f"its text is not in {encoding}, as it says.", where=where) from error
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")


def parse(data: bytes, *, where: str) -> Element:
    """The root element. Raises ``SourceError``."""
    data = guarded(data, where=where)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(
            f"this XML is broken ({str(error)[:120]}).",
            where=where,
            remedy="Export it again; it may be truncated.",
        ) from error


def local(element: Element) -> str:
    """An element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: Element) -> str:
    """All text below an element, whitespace squeezed."""
    return " ".join("".join(element.itertext()).split())


def first(element: Element, *names: str) -> Element | None:
    """The first descendant with one of the local names."""
    wanted = set(names)
    for below in element.iter():
        if local(below) in wanted:
            return below
    return None
