"""A library's METS with ALTO goes in and comes out, its articles one for one.

Both files are read by the standards alone, with nothing of this project: what is an ARTICLE of the
logical structure, and which words lie in its areas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from lxml import etree

from jumpline.exporting import export
from jumpline.model.archive import SourceFile
from jumpline.model.issue import Issue
from jumpline.pipeline import gather, read_issues
from jumpline.testing.roundtrip import comes_back, differences

from . import specimens

#: Articles of the METS that have words; articles more that are found, and why.
LIBRARIES = {
    # A section with text of its own.
    "Luxembourg-1858/2385348_newspaper_luxzeit1858_1858-12-07_01": (12, 1),
    "BNF-EN/JDPL": (10, 0),
    # A 23rd is a picture without a word.
    "BNF-EN/Le-Gaulois": (22, 0),
    "BL/BLIP_20190929_04": (77, 0),
}
#: The rest, at night. The 1832 issue links an article to its whole second page, which is no area
#: of it: what stands there is found as on any other page.
NIGHTLY = {"BNF-EN/OE-Rennes": (46, 0), "BL/BLIP_20190920_01": (54, 22)}
if specimens.COUNT >= 100:
    LIBRARIES |= NIGHTLY

#: Every five characters of a text that follow each other.
Pieces = Counter[str]
#: Not compared: a word that is broken at a line's end comes out as it was printed.
_APART = str.maketrans("", "", " -\u00ad")


@pytest.mark.slow
@pytest.mark.parametrize("source", LIBRARIES)
def test_articles_come_out_one_for_one(source: str, shared: Path) -> None:
    folder = shared / "pages/real/mets-alto" / source
    files = {path.name: path.read_bytes() for path in folder.rglob("*.xml")}
    told, more = LIBRARIES[source]
    theirs = articles(files)
    assert len(theirs) == told
    (reading,) = read_issues(gather([folder]))
    written = export(reading.issue, "mets")
    ours = articles({PurePosixPath(name).name: data for name, data in written.items()})
    assert len(ours) == len(reading.issue.articles) == told + more
    # Every one of theirs has nearly all its text in one of ours, which is no other's.
    found = [max(range(len(ours)), key=lambda at: _alike(each, ours[at])) for each in theirs]
    assert len(set(found)) == told
    for each, at in zip(theirs, found, strict=True):
        assert (each & ours[at]).total() >= 0.95 * each.total()
    assert differences(_again(written), comes_back(reading.issue, "mets"), "mets") == []


def _alike(one: Pieces, two: Pieces) -> float:
    return 2 * (one & two).total() / (one.total() + two.total())


def _again(files: Mapping[str, bytes]) -> Issue:
    (reading,) = read_issues([SourceFile(name, data) for name, data in files.items()])
    return reading.issue


def articles(files: Mapping[str, bytes]) -> list[Pieces]:
    """The text of each article of a METS file that has any. ``files`` by their bare names."""
    trees = {name: etree.fromstring(data) for name, data in files.items()}
    (mets,) = [tree for tree in trees.values() if etree.QName(tree).localname == "mets"]
    texts = {}
    for file in mets.xpath("//*[local-name()='file']"):
        for where in file.xpath("*/@*[local-name()='href']"):
            name = where.replace("\\", "/").rpartition("/")[2]
            if name in trees:
                texts[file.get("ID")] = _Text(trees[name])
    links: dict[str, list[Any]] = {}
    for group in mets.xpath("//*[local-name()='smLinkGrp']"):
        ends = [
            each.get("{http://www.w3.org/1999/xlink}href", "")[1:]
            for each in group.xpath("*[local-name()='smLocatorLink']")
        ]
        links.setdefault(ends[0], []).extend(
            area
            for end in ends[1:]
            for area in mets.xpath(f"//*[@ID='{end}'][@TYPE='pagearea']//{_AREA}")
        )
    found = []
    for div in mets.xpath("//*[@TYPE='LOGICAL']//*[local-name()='div'][@TYPE='ARTICLE']"):
        areas = [*div.xpath(f".//{_AREA}"), *links.get(div.get("ID"), [])]
        words: dict[Any, None] = {}
        for area in areas:
            if area.get("FILEID") in texts:
                text = texts[area.get("FILEID")]
                words |= dict.fromkeys(text.between(area.get("BEGIN"), area.get("END")))
        text_of = "".join(word.get("CONTENT") for word in words).translate(_APART)
        found.append(Counter(text_of[at : at + 5] for at in range(len(text_of))))
    return [pieces for pieces in found if pieces]


_AREA = "*[local-name()='area'][@BEGIN]"


class _Text:
    """A page of ALTO, by the ids of its parts."""

    def __init__(self, tree: Any) -> None:
        self.words = tree.xpath("//*[@CONTENT]")
        self.places: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            for part in (word, *word.iterancestors()):
                self.places.setdefault(part.get("ID", ""), []).append(place)

    def between(self, begin: str, end: str | None) -> list[Any]:
        first, last = self.places.get(begin), self.places.get(end or begin)
        return self.words[first[0] : last[-1] + 1] if first and last else []
