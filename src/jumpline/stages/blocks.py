"""Sheet → BlockPage: pieces of text become numbered blocks; a file of several pages is divided."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from jumpline.model.sheet import Mark, Sheet
from jumpline.model.text import visual_size
from jumpline.packs import Pack
from jumpline.stages.furniture import folio_label
from jumpline.stages.layout import lay_out
from jumpline.stages.layout.recognised import lay_recognised
from jumpline.stages.pages import BlockPage, RawBlock
from jumpline.stages.sentences import begins_inside, ending


def blocks(sheet: Sheet, pack: Pack) -> list[BlockPage]:
    """One page, or several where folio lines inside the sheet begin another page."""
    return [replace(page, facsimile=sheet.facsimile) for page in _pages(sheet, pack)]


def _pages(sheet: Sheet, pack: Pack) -> list[BlockPage]:
    if sheet.glyphs and sheet.text != "untrusted":
        return [lay_out(sheet, pack)]
    if sheet.pieces:
        return [lay_recognised(sheet, pack)]
    if not sheet.marks:
        return [
            BlockPage(
                source=sheet.source,
                hint=sheet.hint,
                blocks=(),
                width=sheet.width,
                height=sheet.height,
                unit=sheet.unit,
                problems=sheet.problems,
                stories=sheet.stories,
                stated=sheet.stated,
            )
        ]
    return [
        BlockPage(
            source=sheet.source,
            hint=sheet.hint if part == 0 else None,
            blocks=tuple(_raw(marks)),
            width=sheet.width,
            height=sheet.height,
            unit=sheet.unit,
            problems=sheet.problems,
        )
        for part, marks in enumerate(_divide(sheet.marks, pack))
    ]


def _raw(marks: list[Mark]) -> Iterator[RawBlock]:
    order = 0
    pictured, before = False, "closed"
    for mark in marks:
        if mark.lines:
            kind = "picture" if pictured and _is_caption(mark, before) else mark.kind
            before = ending(mark.lines[-1].text) if mark.kind == "paragraph" else "closed"
            yield RawBlock(
                order,
                kind,
                mark.lines,
                mark.level,
                mark.lead,
                mark.indented,
                cluster=mark.cluster,
            )
            order += 1
        pictured = mark.kind == "picture" and not mark.lines


def _is_caption(mark: Mark, before: str) -> bool:
    """One short sentence directly below a picture that has no words of its own, or what stands
    between a picture and the rest of the sentence that it cut."""
    text = "".join(line.text for line in mark.lines)
    if mark.kind != "paragraph" or len(mark.lines) > 1 or mark.lead or mark.indented:
        return False
    if before in ("open", "hyphen"):
        return not begins_inside(text) and visual_size(text) <= 80
    return visual_size(text) <= 40 and ending(text) == "closed"


def _divide(marks: tuple[Mark, ...], pack: Pack) -> list[list[Mark]]:
    """Cut before a folio line that names another page than the one before it."""
    parts: list[list[Mark]] = [[]]
    label: str | None = None
    for position, mark in enumerate(marks):
        if len(mark.lines) == 1 and len(mark.lines[0].text) <= 120 and mark.kind != "heading":
            found = folio_label(mark.lines[0].text, pack)
            if found is not None:
                if position > 2 and found != label and len(parts[-1]) > 2:
                    parts.append([])
                label = found
        parts[-1].append(mark)
    return [part for part in parts if part]
