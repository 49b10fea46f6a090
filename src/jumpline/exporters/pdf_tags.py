"""The structure tree of a searchable PDF: an ``Art`` an article, its parts below, over pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jumpline.exporters.physical import Placed
from jumpline.exporters.reading import headline
from jumpline.model.issue import Block, Issue

_TAGS = {"headline": "H1", "subhead": "H2", "caption": "Caption"}


class Tags:
    """Gathers marked content page by page; ``finish`` writes the tree."""

    def __init__(self, pdf: Any, issue: Issue) -> None:
        self.pdf, self.issue = pdf, issue
        self.order = {article.id: at for at, article in enumerate(issue.articles)}
        #: Article's place (None outside of any) → (page's place, mark, tag) of its blocks.
        self.members: dict[int | None, list[tuple[int, int, str]]] = {}

    def blocks(self, page: Placed, number: int) -> Iterator[tuple[Block, str]]:
        """The blocks with text in reading order, each with its tag; the nth is marked n."""
        last = len(self.order)
        known = [block for block in page.blocks if block.lines]
        known.sort(key=lambda block: self.order.get(block.article or "", last))
        for mark, block in enumerate(known):
            tag = _TAGS.get(block.role, "P")
            place = self.order.get(block.article or "")
            self.members.setdefault(place, []).append((number, mark, tag))
            yield block, tag

    def finish(self) -> None:
        import pikepdf
        from pikepdf import Array, Dictionary, Name, String

        pdf, issue = self.pdf, self.issue
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
        kids, parents = Array(), dict[int, dict[int, Any]]()
        places = sorted(self.members, key=lambda place: (place is None, place or 0))
        for place in places:
            group = pdf.make_indirect(
                Dictionary(
                    Type=Name.StructElem, S=Name.Art if place is not None else Name.Sect, P=top
                )
            )
            if place is not None:
                group.T = String(headline(issue.articles[place])[:200])
            inner = Array()
            for number, mark, tag in self.members[place]:
                page = pdf.pages[number].obj
                element = pdf.make_indirect(
                    Dictionary(Type=Name.StructElem, S=Name(f"/{tag}"), P=group, Pg=page, K=mark)
                )
                parents.setdefault(number, {})[mark] = element
                inner.append(element)
            group.K = inner
            kids.append(group)
        top.K = kids
        root.K = Array([top])
        numbers = Array()
        for number, marks in sorted(parents.items()):
            numbers.append(number)
            numbers.append(pdf.make_indirect(Array([marks[mark] for mark in sorted(marks)])))
        root.ParentTree = Dictionary(Nums=numbers)
        root.ParentTreeNextKey = len(pdf.pages)
        title = " ".join(filter(None, (issue.publication.title, issue.date))) or issue.id
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.Lang = String(issue.publication.language or "und")
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.docinfo["/Title"] = pikepdf.String(title)
