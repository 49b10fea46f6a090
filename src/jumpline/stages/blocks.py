"""Sheet → BlockPage: pieces of text become numbered blocks; a file of several pages is divided."""

from __future__ import annotations

from collections.abc import Iterator

from jumpline.model.sheet import Mark, Sheet
from jumpline.packs import Pack
from jumpline.stages.furniture import folio_label
from jumpline.stages.layout import lay_out
from jumpline.stages.pages import BlockPage, RawBlock


def blocks(sheet: Sheet, pack: Pack) -> list[BlockPage]:
    """One page, or several where folio lines inside the sheet begin another page."""
    if sheet.glyphs and sheet.text != "untrusted":
        return [lay_out(sheet, pack)]
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
    for mark in marks:
        if mark.lines:
            yield RawBlock(order, mark.kind, mark.lines, mark.level, mark.lead, mark.indented)
            order += 1


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
