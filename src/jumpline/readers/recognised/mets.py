"""METS with the ALTO files that it names: one issue, its articles as the library told them apart.

A file that is missing, or that lies outside the folder, is a problem of its page; nothing outside is
ever opened.
"""

from __future__ import annotations

from typing import ClassVar

import msgspec

from jumpline.errors import NoPages, SourceError
from jumpline.model.recognised import Stated, Story
from jumpline.model.record import Part
from jumpline.model.sheet import Flaw, Sheet
from jumpline.ports import Siblings
from jumpline.readers.recognised.alto import AltoReader, alto_sheet
from jumpline.readers.recognised.altofile import AltoPage, read_alto
from jumpline.readers.recognised.metadata import page_label, resolution, sections, stated
from jumpline.readers.recognised.paths import inside
from jumpline.readers.recognised.structure import Area, kind_of, logical
from jumpline.readers.recognised.tell import tell
from jumpline.readers.recognised.xml import Element, local, parse, root_name

MAX_PAGES = 2000
_TEXT_USES = ("ocr", "text", "alto", "content")


class _File(msgspec.Struct, frozen=True):
    href: str
    path: str | None
    text: bool


class _PageDiv(msgspec.Struct, frozen=True):
    label: str
    files: tuple[str, ...]


class MetsReader:
    """``read_with`` raises only ``SourceError``."""

    name: ClassVar[str] = "mets"
    version: ClassVar[str] = "1"

    def accepts(self, name: str, head: bytes) -> float:
        return 1.0 if root_name(head) == "mets" else 0.0

    def returned(self, name: str, data: bytes, siblings: Siblings) -> Part | None:
        from jumpline.readers.recognised.returned import of_mets

        return of_mets(name, data, siblings)

    def names(self, name: str, data: bytes) -> list[str]:
        files = _files(parse(data, where=name)).values()
        return [file.path for file in files if file.text and file.path is not None]

    def read(self, name: str, data: bytes) -> list[Sheet]:
        raise NoPages(
            "METS names the files of an issue and has no text of its own.",
            where=name,
            remedy="Give the folder with the files that it names.",
        )

    def read_with(self, name: str, data: bytes, siblings: Siblings) -> list[Sheet]:
        root = parse(data, where=name)
        files = _files(root)
        for file in files.values():
            if not file.text and file.path is not None:
                # Pictures and PDFs of pages that are read from their text.
                siblings.find(file.path)
        described = sections(root)
        stories, areas = logical(root, described, name)
        of_file: dict[str, list[Area]] = {}
        for area in areas:
            of_file.setdefault(area.file, []).append(area)
        said = stated(root, _of_issue(root, described))
        dpi = resolution(root)
        sheets: list[Sheet] = []
        for page in _pages(root, files, described)[:MAX_PAGES]:
            own = msgspec.structs.replace(said, label=page.label)
            for ref in page.files:
                mine = of_file.get(ref, [])
                sheets += _read(name, files[ref], siblings, dpi, own, mine, stories)
        if not any(sheet.pieces for sheet in sheets):
            raise NoPages(
                f"none of the {len(sheets)} text files that this METS names is there.",
                where=name,
                remedy="Give the folder with the files that it names.",
            )
        return _placed(sheets)


def _read(
    name: str,
    file: _File,
    siblings: Siblings,
    dpi: float | None,
    own: Stated,
    areas: list[Area],
    stories: list[Story],
) -> list[Sheet]:
    """The sheets of one file, or an empty one that says why there is none."""
    if file.path is None:
        return [
            _empty(name, own, Flaw("file-outside", f"{file.href[:120]} lies outside its folder"))
        ]
    found = siblings.find(file.path)
    if found is None:
        return [_empty(name, own, Flaw("file-missing", f"{file.path} is not there"))]
    if not AltoReader().accepts(found.name, found.data[:65536]):
        return [_empty(found.name, own, Flaw("page-unreadable", f"{file.path} is no ALTO"))]
    try:
        pages: list[AltoPage] = read_alto(found.data, where=found.name, dpi=dpi)
        known = {name for page in pages for name in page.places}
        words = {
            name
            for area in areas
            if area.other not in known
            for name in (area.begin, area.end)
            if name not in known
        }
        if words:
            # Areas named by their words, which cost more to find than all else.
            wanted = frozenset(words)
            pages = read_alto(found.data, where=found.name, wanted=wanted, dpi=dpi)
    except SourceError as error:
        return [_empty(found.name, own, Flaw("page-unreadable", error.what.rstrip(".")))]
    told = [tell(page, areas, stories) if stories else (page, ()) for page in pages]
    return [
        msgspec.structs.replace(
            alto_sheet(page, found.name), stated=own, stories=mine, hint=own.label
        )
        for page, mine in told
    ]


def _empty(source: str, own: Stated, flaw: Flaw) -> Sheet:
    return Sheet(source=source, marks=(), hint=own.label, problems=(flaw,), stated=own)


def _placed(sheets: list[Sheet]) -> list[Sheet]:
    """Page 6 of a volume is page 1 of its issue: labels from 1 where the file counts otherwise."""
    labels = [sheet.stated.label if sheet.stated else None for sheet in sheets]
    if len(set(labels)) == len(labels) and all(labels):
        return sheets
    return [
        msgspec.structs.replace(
            sheet,
            hint=str(number),
            stated=msgspec.structs.replace(sheet.stated or Stated(), label=str(number)),
        )
        for number, sheet in enumerate(sheets, 1)
    ]


def _files(root: Element) -> dict[str, _File]:
    """All files by their ids; ``text`` are those that hold the text of pages."""
    found: dict[str, _File] = {}
    for group in root:
        if local(group) != "fileSec":
            continue
        for file in group.iter():
            if local(file) != "file":
                continue
            where = next((each for each in file if local(each) == "FLocat"), None)
            if where is None:
                continue
            href = str(where.get("{http://www.w3.org/1999/xlink}href") or where.get("href") or "")
            uses = [file.get("USE", ""), file.get("MIMETYPE", ""), file.get("ID", "")]
            uses += [up.get("USE") or up.get("ID") or "" for up in file.iterancestors()]
            xml = href.lower().endswith(".xml") or file.get("MIMETYPE") in (
                "text/xml", "application/xml", "application/alto+xml",
            )  # fmt: skip
            text = xml and any(use in " ".join(uses).lower() for use in _TEXT_USES)
            found[file.get("ID", "")] = _File(href, inside(href), text)
    return found


def _pages(root: Element, files: dict[str, _File], described: dict[str, Element]) -> list[_PageDiv]:
    """Pages in the order of the physical structure; without one, each text file is a page."""
    maps = [each for each in root if local(each) == "structMap"]
    physical = [m for m in maps if m.get("TYPE", "").upper() == "PHYSICAL"] or maps
    pages: list[_PageDiv] = []
    seen: set[str] = set()
    for each in physical[:1]:
        for div in each.iter():
            if local(div) != "div" or not kind_of(div).endswith("page"):
                continue
            refs = [
                pointer.get("FILEID")
                for pointer in div.iter()
                if local(pointer) in ("fptr", "area")
            ]
            texts = [ref for ref in dict.fromkeys(refs) if ref in files and files[ref].text]
            texts = [ref for ref in texts if ref not in seen]
            seen.update(texts)
            if texts:
                pages.append(_PageDiv(_label(div, described, len(pages) + 1), tuple(texts)))
    rest = [ref for ref, file in files.items() if file.text and ref not in seen]
    if not pages:
        pages = [_PageDiv(str(number), (ref,)) for number, ref in enumerate(rest, 1)]
    return pages


def _label(div: Element, described: dict[str, Element], place: int) -> str:
    order = div.get("ORDER", "").strip()
    if order.isdecimal():
        return str(int(order))
    sections_of = [described.get(ref) for ref in div.get("DMDID", "").split()]
    found = next((label for each in sections_of if (label := page_label(each))), None)
    return found if found and found.isalnum() and len(found) < 5 else str(place)


def _of_issue(root: Element, described: dict[str, Element]) -> list[Element]:
    """Sections that speak of the issue: those of no article and no page, the issue's own first."""
    inner: set[str] = set()
    first: list[str] = []
    for each in root:
        if local(each) != "structMap":
            continue
        for div in each.iter():
            if local(div) == "div":
                kind = kind_of(div)
                refs = div.get("DMDID", "").split()
                if kind.endswith("issue"):
                    first += refs
                elif kind not in ("newspaper", "volume", "physsequence"):
                    inner.update(refs)
    rest = [ref for ref in described if ref not in inner and ref not in first]
    return [described[ref] for ref in dict.fromkeys((*first, *rest)) if ref in described]
