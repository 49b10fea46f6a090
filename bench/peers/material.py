"""The pages: issues composed from seeds that nothing was tuned on, and folders with gold readings."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from jumpline.errors import JumplineError

#: Style, the issue's seeds, how the file is drawn. Every style is varied by its seed.
COMPOSED = (
    ("broadsheet-zh", 1000, "article", False),
    ("broadsheet-zh", 1010, "shuffled", False),
    ("broadsheet-zh", 1020, "article", True),
    ("tabloid-zh", 1030, "article", False),
    ("tabloid-zh", 1040, "shuffled", True),
    ("broadsheet-hant", 1050, "article", False),
    ("broadsheet-hant", 1060, "shuffled", False),
    ("broadsheet-en", 1070, "article", False),
    ("broadsheet-en", 1080, "shuffled", False),
)
PAGES = 3


class Case(msgspec.Struct, frozen=True):
    """An issue with its truth. ``cuts`` are the paragraphs that a column or a page cuts; None where
    the truth does not say."""

    name: str
    gold: dict[str, Any]
    pdf: Path
    pages: int
    cuts: tuple[str, ...] | None


def composed(folder: Path) -> list[Case]:
    """Write the composed issues into a folder. A seed whose issue does not fit gives way to the
    next."""
    from jumpline.compose import compose, invent, load_style, vary
    from jumpline.model.codec import encode

    found = []
    for style_name, first, order, one_by_one in COMPOSED:
        for seed in range(first, first + 10):
            style = vary(load_style(style_name), seed)
            issue = invent(seed, style.language, PAGES, characters=style.room())
            try:
                made = compose(issue, style, order=order, seed=seed, glyphs_one_by_one=one_by_one)  # type: ignore[arg-type]
            except JumplineError as error:
                print(f"{style.name}: {error}", file=sys.stderr)
                continue
            path = folder / f"{style.name}.pdf"
            path.write_bytes(made.pdf)
            cuts = tuple(
                item.text
                for article in made.issue.articles
                for item in article.body
                if item.role == "paragraph" and len(item.anchors) > 1
            )
            gold = json.loads(encode(made.issue))
            found.append(Case(style.name, gold, path, PAGES, cuts))
            break
    return found


def folders(place: Path) -> list[Case]:
    """Every folder below ``place`` that holds a gold.json and one PDF."""
    import pypdfium2

    found = []
    for gold in sorted(place.rglob("gold.json")):
        files = sorted(gold.parent.glob("*.pdf"))
        if len(files) != 1:
            continue
        document = pypdfium2.PdfDocument(files[0])
        pages = len(document)
        document.close()
        truth = json.loads(gold.read_text(encoding="utf-8"))
        found.append(Case(gold.parent.name, truth, files[0], pages, None))
    return found
