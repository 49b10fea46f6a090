"""Drafts → Issue: ids, the publication's facts, guide links, problems, evidence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from typing import Any

from jumpline.model.geometry import union
from jumpline.model.ids import article_id, issue_id, publication_id
from jumpline.model.issue import (
    SCHEMA,
    Anchor,
    Article,
    Block,
    Evidence,
    Facsimile,
    GuideEntry,
    Identifiers,
    Issue,
    Jump,
    Notice,
    Page,
    Problem,
    Publication,
)
from jumpline.model.sheet import Flaw
from jumpline.model.text import language_of, plain
from jumpline.stages.articles import Draft, block_id
from jumpline.stages.chains import Chains
from jumpline.stages.pages import Furniture, RolePage


class Facts:
    """What mastheads and folios of an issue say together; the front page is believed first."""

    def __init__(self, furniture: Iterable[Furniture]) -> None:
        ordered = sorted(furniture, key=lambda found: not found.is_front)
        self.fields: dict[str, Any] = {}
        for found in ordered:
            for name, value in found.fields.items():
                self.fields.setdefault(name, value)
        self.problems: list[Problem] = []
        self.date = self._date()

    def _date(self) -> Date | None:
        parts = self.fields.get("date")
        if not parts or None in parts:
            return None
        try:
            return Date(*parts)
        except ValueError:
            printed = "-".join(str(part) for part in parts)
            self.problems.append(
                Problem(
                    "date-impossible",
                    "error",
                    f"The printed date {printed} does not exist.",
                    {"quote": printed},
                )
            )
            return None

    def publication(self, language: str | None) -> Publication:
        get = self.fields.get
        return Publication(
            id=publication_id(get("title"), get("latin_title")),
            title=get("title"),
            latin_title=get("latin_title"),
            language=language,
            sponsor=get("sponsor"),
            publisher=get("publisher"),
            client=get("client"),
            identifiers=Identifiers(get("cn"), get("postal"), get("issn")),
            website=get("website"),
            email=get("email"),
            hotline=get("hotline"),
        )


def issue(chains: Chains, drafts: list[Draft], facts: Facts, problems: list[Problem]) -> Issue:
    """The issue. ``problems`` are those that earlier stages met."""
    text = "".join(item.text for draft in drafts for item in draft.body)
    # What is printed names an undated issue, not what a reader makes of it.
    printed = "".join(block.text for page in chains.pages for block in page.blocks)
    text = text or printed
    language = language_of(text)
    publication = facts.publication(language)
    date = facts.date.isoformat() if facts.date else None
    name = issue_id(publication.id, date, facts.fields.get("edition"), printed)
    numbers = _page_numbers(chains.pages)
    taken: set[str] = set()
    articles = [_article(draft, name, language, numbers, taken) for draft in drafts]
    owner = {
        ref: article.id
        for article, draft in zip(articles, drafts, strict=True)
        for ref in draft.members
    }
    guide = _guide(chains.pages, articles, numbers)
    return Issue(
        schema=SCHEMA,
        id=name,
        publication=publication,
        date=date,
        weekday=facts.fields.get("weekday"),
        lunar_date=facts.fields.get("lunar_date"),
        edition=facts.fields.get("edition"),
        number=facts.fields.get("number"),
        page_count=facts.fields.get("page_count"),
        pages=tuple(_page(index, page, owner) for index, page in enumerate(chains.pages)),
        articles=tuple(articles),
        guide=tuple(guide),
        notices=tuple(_groups(chains.pages, "notice")),
        ads=tuple(_groups(chains.pages, "ad")),
        problems=(*facts.problems, *problems, *_problems(chains.pages, articles, drafts, numbers)),
        evidence=_evidence(chains),
    )


def _article(
    draft: Draft, issue_name: str, language: str | None, numbers: dict[str, int], taken: set[str]
) -> Article:
    body = "".join(item.text for item in draft.body)
    own = language_of("".join(draft.headline) + body, language)
    continues = None
    if draft.resolved is not None:
        continues = Jump(draft.resolved["page"], draft.resolved["text"], resolved=True)
    elif draft.jump_to is not None:
        continues = Jump(_number(draft.jump_to.get("page"), numbers), draft.jump_to["text"])
    source = None
    if draft.jump_from is not None:
        source = Jump(_number(draft.jump_from.get("page"), numbers), draft.jump_from["text"])
    return Article(
        id=article_id(issue_name, draft.pages[0], "".join(draft.headline), body, taken),
        pages=draft.pages,
        language=own if own != language else None,
        column=draft.column,
        kicker=draft.kicker,
        headline=draft.headline,
        deck=draft.deck,
        series=draft.series,
        byline=draft.byline,
        dateline=draft.dateline,
        body=draft.body,
        pictures=draft.pictures,
        continues=continues,
        continued_from=source,
    )


def _page_numbers(pages: tuple[RolePage, ...]) -> dict[str, int]:
    return {page.label.upper(): page.number for page in pages}


def _number(label: Any, numbers: dict[str, int]) -> int | None:
    """A printed label as a page number: by the pages at hand, else by its digits."""
    if label is None:
        return None
    text = str(label).upper()
    for known, number in numbers.items():
        if known == text or known.lstrip("0") == text.lstrip("0"):
            return number
    digits = "".join(char for char in text if char.isdigit())
    letters = "".join(char for char in text if char.isalpha())
    return int(digits) if digits and letters in ("", "A") else None


def _page(index: int, page: RolePage, owner: dict[tuple[int, int], str]) -> Page:
    return Page(
        number=page.number,
        label=page.label,
        section=page.furniture.section,
        width=page.width,
        height=page.height,
        unit=page.unit,
        editors=page.furniture.editors,
        blocks=tuple(
            Block(
                block_id(page, block.raw.order),
                block.role,
                union([line.box for line in block.raw.lines if line.box is not None]),
                block.raw.lines,
                owner.get((index, block.raw.order)),
            )
            for block in page.blocks
        ),
    )


def _guide(
    pages: tuple[RolePage, ...], articles: list[Article], numbers: dict[str, int]
) -> list[GuideEntry]:
    entries = []
    for page in pages:
        for block in page.blocks:
            for entry in block.values.get("entries", []):
                number = _number(entry["label"], numbers)
                lines = tuple(entry["lines"])
                entries.append(GuideEntry(lines, number, _announced(lines, number, articles)))
    return entries


def _announced(lines: tuple[str, ...], page: int | None, articles: list[Article]) -> str | None:
    """The article that a guide entry speaks of: by the likeness of the headings, on its page."""
    if page is None:
        return None
    best: tuple[float, str] | None = None
    for article in articles:
        if page in article.pages:
            heading = "".join((*article.headline, *article.kicker, *article.deck))
            share = max(_share(line, heading) for line in ("".join(lines), *lines))
            if share >= 0.5 and (best is None or share > best[0]):
                best = (share, article.id)
    return best[1] if best else None


def _share(line: str, heading: str) -> float:
    """Share of the line's character pairs that the heading has."""
    one, two = plain(line).lower(), plain(heading).lower()
    pairs = [one[at : at + 2] for at in range(len(one) - 1)]
    return sum(pair in two for pair in pairs) / len(pairs) if len(pairs) > 2 else 0.0


def _groups(pages: tuple[RolePage, ...], role: str) -> Iterable[Notice]:
    for page in pages:
        for block in page.blocks:
            group = block.values.get("group")
            if group and block.role == role:
                members = [page.blocks[order] for order in group]
                yield Notice(
                    "\n".join(line.text for member in members for line in member.raw.lines),
                    page.number,
                    tuple(Anchor(page.number, block_id(page, order)) for order in group),
                )


def _problems(
    pages: tuple[RolePage, ...],
    articles: list[Article],
    drafts: list[Draft],
    numbers: dict[str, int],
) -> Iterable[Problem]:
    present = set(numbers.values())
    for article, draft in zip(articles, drafts, strict=True):
        for jump, word in (
            (article.continues, "continues on"),
            (article.continued_from, "comes from"),
        ):
            if jump is None or jump.resolved:
                continue
            missing = jump.page is None or jump.page not in present
            yield Problem(
                "jump-unresolved",
                "warning",
                f"The article {word} page {jump.page if jump.page is not None else '?'}, "
                + ("which was not read." if missing else "where no part of it was found."),
                {"article": article.id, "page": draft.pages[-1], "quote": jump.text},
                "Add the missing page." if missing else None,
            )
        if not article.headline:
            yield Problem(
                "headline-missing",
                "warning",
                "This text has no headline.",
                {"article": article.id, "page": draft.pages[0], "quote": _quote(article)},
            )
        elif not article.body:
            yield Problem(
                "body-missing",
                "warning",
                "This headline has no text.",
                {"article": article.id, "page": draft.pages[0], "quote": article.headline[0][:40]},
            )
    for page in pages:
        for flaw in page.problems:
            yield _of_flaw(page, flaw)
        for block in page.blocks:
            if block.role == "unplaced":
                yield Problem(
                    "text-unplaced",
                    "info",
                    "No article claims this text.",
                    {
                        "page": page.number,
                        "block": block_id(page, block.raw.order),
                        "quote": block.text[:40],
                    },
                )


def _of_flaw(page: RolePage, flaw: Flaw) -> Problem:
    where: dict[str, Any] = {"source": page.source, "page": page.number}
    if flaw.box is not None:
        where["box"] = list(flaw.box)
    message = f"{page.source}: {flaw.message}."
    match flaw.code:
        case "text-as-shapes":
            remedy = "Recognise this part of the page from its picture."
            return Problem("text-as-shapes", "warning", message, where, remedy)
        case "text-unknown":
            remedy = "Recognise this part of the page from its picture."
            return Problem("text-unknown", "warning", message, where, remedy)
        case "text-recognised":
            remedy = "Expect misread characters."
            return Problem("text-recognised", "info", message, where, remedy)
        case "text-corrected":
            remedy = "Look at the page where it matters."
            return Problem("text-corrected", "info", message, where, remedy)
        case "size-assumed":
            return Problem("size-assumed", "info", message, where)
        case "box-outside":
            return Problem("box-outside", "info", message, where)
        case "file-missing":
            remedy = "Give the folder with all files that it names."
            return Problem("file-missing", "warning", message, where, remedy)
        case "file-outside":
            remedy = "Put the file into the folder, and name it by its path there."
            return Problem("file-outside", "warning", message, where, remedy)
        case "page-untrusted":
            remedy = "Recognise this page from its picture."
            return Problem("page-untrusted", "error", message, where, remedy)
        case "page-unreadable":
            remedy = "Recognise this page from its picture."
            return Problem("page-unreadable", "error", message, where, remedy)


def _quote(article: Article) -> str:
    return article.body[0].text[:40] if article.body else ""


def _evidence(chains: Chains) -> Evidence:
    roles = {
        block_id(page, block.raw.order): (f"{block.role}: {block.rule}", block.score)
        for page in chains.pages
        for block in page.blocks
    }
    links = tuple(
        {
            "kind": link.kind,
            "from": block_id(chains.pages[link.source[0]], link.source[1]),
            "to": block_id(chains.pages[link.target[0]], link.target[1]),
            "score": link.score,
            "why": link.why,
        }
        for link in chains.links
    )
    facsimiles = {
        str(page.number): Facsimile(page.source, scan.number, scan.dpi, scan.angle, scan.crop)
        for page in chains.pages
        if (scan := page.facsimile) is not None
    }
    return Evidence(roles, links, facsimiles)
