"""The logical structure of a METS file: which stories it has, and which areas are theirs."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from jumpline.model.recognised import Hint, Story
from jumpline.readers.recognised.hints import hint_of
from jumpline.readers.recognised.metadata import title_of
from jumpline.readers.recognised.xml import Element, local

_ARTICLES = frozenset(
    [
        "article",
        "letter",
        "lettertotheeditor",
        "poem",
        "interview",
        "review",
        "serial",
        "editorial",
        "feuilleton",
        "news",
        "newsarticle",
        "weather",
        "weatherforecast",
        "deathnotice",
        "obituary",
        "birthnotice",
        "marriagenotice",
    ]
)
_ADS = frozenset(["advertisement", "advert", "ad", "advertisements", "classifiedadvertisement"])


class Area(msgspec.Struct, frozen=True):
    """A part of a page: of the file ``file`` the elements from ``begin`` to ``end``, or the element
    ``other`` where those are not there."""

    file: str
    begin: str
    end: str
    other: str
    story: str
    hint: Hint | None
    #: Counts all areas of the file, in the order of the structure.
    place: int = 0


def logical(
    root: Element, sections: dict[str, Element], name: str
) -> tuple[list[Story], list[Area]]:
    """Stories in their order, and all areas in theirs. Empty where the file has no logical
    structure with articles. ``name`` is the file's: its ids are its own."""
    maps = [each for each in root if local(each) == "structMap"]
    top = next((each for each in maps if each.get("TYPE", "").upper() == "LOGICAL"), None)
    if top is None:
        return [], []
    walk = _Walk(name, sections, _physical(maps), _links(root))
    for div in top:
        if local(div) == "div":
            walk.enter(div, "", None)
    if not walk.stories:
        return [], []
    return walk.stories, [
        Area(a.file, a.begin, a.end, a.other, a.story, a.hint, place)
        for place, a in enumerate(walk.areas)
    ]


def _physical(maps: list[Element]) -> dict[str, Element]:
    return {
        div.get("ID", ""): div
        for each in maps
        if each.get("TYPE", "").upper() == "PHYSICAL"
        for div in each.iter()
        if local(div) == "div"
    }


def _links(root: Element) -> dict[str, list[str]]:
    """Physical divs of each logical one, as ``structLink`` gives them."""
    found: dict[str, list[str]] = {}
    for each in root:
        if local(each) != "structLink":
            continue
        for group in each:
            if local(group) == "smLink":
                ends = [_attribute(group, "from"), _attribute(group, "to")]
            else:
                ends = [
                    _attribute(link, "href") for link in group if local(link) == "smLocatorLink"
                ]
            names = [end.removeprefix("#") for end in ends if end]
            if len(names) > 1:
                found.setdefault(names[0], []).extend(names[1:])
    return found


def _attribute(element: Element, name: str) -> str:
    return str(element.get(f"{{http://www.w3.org/1999/xlink}}{name}") or element.get(name) or "")


def kind_of(div: Element) -> str:
    return "".join(char for char in div.get("TYPE", "").lower() if char.isalpha())


class _Walk:
    def __init__(
        self,
        file: str,
        sections: dict[str, Element],
        physical: dict[str, Element],
        links: dict[str, list[str]],
    ) -> None:
        self.file = file
        self.sections, self.physical, self.links = sections, physical, links
        self.stories: list[Story] = []
        self.areas: list[Area] = []

    def enter(self, div: Element, story: str, hint: Hint | None) -> None:
        # Depth is bounded by the parser (256).
        kind = kind_of(div)
        own = hint_of(kind)
        if kind in _ADS:
            story = self._begin(div, "ad")
        elif (kind in _ARTICLES and not story) or (kind == "section" and _has_text(div)):
            story = self._begin(div, "article")
        elif kind in ("section", "article") and story:
            # A section inside one, or an article inside an article, stands by itself.
            story = self._begin(div, "article") if kind == "article" else ""
        if own is None and kind.startswith(("bodycontent", "body")):
            own = "body"
        hint = own or hint
        if kind in ("heading", "title") and not story:
            # The heading of a section, over the heads of its articles.
            hint = "column" if hint in ("heading", "headline") else hint
        for child in div:
            if local(child) == "fptr":
                self.areas += _areas(child, "", story, hint)
            elif local(child) == "div":
                self.enter(child, story, hint)
        for name in self.links.get(div.get("ID", ""), ()):
            part = self.physical.get(name)
            if part is not None and kind_of(part) not in ("page", "physsequence"):
                said = hint_of(part.get("LABEL", "")) or hint
                if said == "ad" and kind not in _ADS:
                    said = "body"
                for child in part:
                    if local(child) == "fptr":
                        self.areas += _areas(child, name, story, said)

    def _begin(self, div: Element, kind: str) -> str:
        name = f"{self.file}#{div.get('ID') or len(self.stories) + 1}"
        title = " ".join(div.get("LABEL", "").split())
        for ref in div.get("DMDID", "").split():
            if not title and ref in self.sections:
                title = title_of(self.sections[ref])
        self.stories.append(Story(name, title, "ad" if kind == "ad" else "article"))
        return name


def _has_text(section: Element) -> bool:
    """Whether a section has text of its own, outside of its articles and advertisements."""
    for child in section:
        if local(child) != "div":
            continue
        kind = kind_of(child)
        if kind in _ARTICLES or kind in _ADS or kind in ("section", "heading"):
            continue
        if kind in ("paragraph", "text", "textblock") or _has_text(child):
            return True
    return False


def _areas(pointer: Element, other: str, story: str, hint: Hint | None) -> Iterator[Area]:
    for area in pointer.iter():
        if local(area) == "area" and area.get("BEGIN") and area.get("FILEID"):
            begin = area.get("BEGIN")
            yield Area(area.get("FILEID"), begin, area.get("END") or begin, other, story, hint)
