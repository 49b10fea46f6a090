"""Pictures of pages → sheets with text, page by page.

The only step between readers and stages that a page of text does not need. What a recogniser finds
becomes the sheet's pieces; what the reader knew (ruling lines, pictures, size) stays.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import msgspec

from jumpline import plugins
from jumpline.errors import MissingExtra, NotFound, SourceError
from jumpline.gathering import choose_reader
from jumpline.model.archive import SourceFile
from jumpline.model.geometry import Box
from jumpline.model.recognised import Piece
from jumpline.model.scan import Recognition
from jumpline.model.sheet import Flaw, Sheet
from jumpline.ports import PictureReader, Recogniser
from jumpline.stages.correct_recognition import corrected

#: Asked in this order where none is named.
_FIRST = ("rapidocr", "tesseract")
#: A picture is text, after all, where lines cover this share of it.
_LETTERED = 0.45
#: Points: captions are no higher.
_CAPTION = 18.0


class Recognising:
    """The recogniser of one run, made when the first page needs it."""

    def __init__(self, recognition: Recognition) -> None:
        self.recognition = recognition
        self._made: Recogniser | None = None
        #: Set where a page was left unread because no recogniser is installed.
        self.missing: MissingExtra | None = None
        self._pages, self._seconds = 0, 0.0

    def sheets(
        self,
        source: SourceFile,
        sheets: Sequence[Sheet],
        tell: Callable[[str], None] | None = None,
    ) -> list[Sheet]:
        """The sheets of a source, those that are pictures with their text. ``tell`` is told before
        each how fast it goes. Raises ``NotFound`` and ``UsageError`` for a wrong choice."""
        found = []
        for number, sheet in enumerate(sheets, 1):
            if sheet.scan is None:
                found.append(sheet)
                continue
            if tell is not None:
                place = f", page {number} of {len(sheets)}" if len(sheets) > 1 else ""
                rate = f", {60 * self._pages / self._seconds:.1f} pages a minute"
                tell(f"{source.name}{place}{rate if self._seconds else ''}")
            begun = time.monotonic()
            found.append(self._sheet(source, sheet))
            self._pages, self._seconds = self._pages + 1, self._seconds + time.monotonic() - begun
        return found

    def close(self) -> None:
        if self._made is not None:
            self._made.close()
            self._made = None

    def _sheet(self, source: SourceFile, sheet: Sheet) -> Sheet:
        if self.recognition.recogniser == "none":
            why = "it is a picture, and nobody was asked to recognise it"
            return msgspec.structs.replace(
                sheet, problems=(*sheet.problems, Flaw("page-unreadable", why))
            )
        reader = choose_reader(source)
        assert isinstance(reader, PictureReader)
        try:
            engine = self._engine()
            image = reader.picture(source.name, source.data, sheet)
            image = msgspec.structs.replace(image, parts=sheet.windows)
            pieces = engine.recognise(image)
        except MissingExtra as error:
            self.missing = error
            flaw = Flaw("page-unreadable", "it is a picture, and no recogniser is installed")
            return msgspec.structs.replace(sheet, problems=(*sheet.problems, flaw))
        except SourceError as error:
            flaw = Flaw("page-unreadable", f"it was not recognised: {error.what.rstrip('.')}")
            return msgspec.structs.replace(sheet, problems=(*sheet.problems, flaw))
        found = recognised(sheet, pieces, engine.name)
        return corrected(found) if self.recognition.correct else found

    def _engine(self) -> Recogniser:
        if self._made is None:
            self._made = make(self.recognition)
        return self._made


def make(recognition: Recognition) -> Recogniser:
    """The recogniser that is asked for, or the first of the usual ones that is installed. Raises
    ``NotFound``, ``UsageError`` and ``MissingExtra``."""
    options = dict(recognition.options)
    if recognition.recogniser:
        made: Recogniser = plugins.load("recognisers", recognition.recogniser)(options)
        return made
    missing: MissingExtra | None = None
    for name in _FIRST:
        try:
            made = plugins.load("recognisers", name)(options)
        except (MissingExtra, NotFound) as error:
            missing = missing or (error if isinstance(error, MissingExtra) else None)
        else:
            return made
    raise missing or MissingExtra(
        "no recogniser of pictures is installed.", remedy="Run `pip install 'jumpline[scan]'`."
    )


def recognised(sheet: Sheet, pieces: Sequence[Piece], engine: str) -> Sheet:
    """A sheet with what an engine found on its picture. The pictures on the page that are full of
    lines were large type."""
    lines = [line for piece in pieces for line in piece.lines]
    boxes = [line.box for line in lines if line.box is not None]
    dropped = ("page-unreadable", "page-untrusted", "text-recognised")
    kept = tuple(flaw for flaw in sheet.problems if flaw.code not in dropped)
    sure = [word.sure for line in lines for word in line.words if word.sure >= 0]
    mean = f", mean confidence {sum(sure) / len(sure):.2f}" if sure else ""
    why = f"text recognised by {engine}{mean}"
    if not lines:
        flaw = Flaw("page-unreadable", f"{engine} found no text on it")
    else:
        flaw = Flaw("text-recognised", why)
    pictures = [_without_edges(box, boxes) for box in sheet.pictures]
    return msgspec.structs.replace(
        sheet,
        pieces=tuple(pieces),
        rules=tuple(rule for rule in sheet.rules if not _is_stroke(rule, boxes)),
        pictures=tuple(
            box
            for box in pictures
            if _covered(box, boxes) < _LETTERED or _is_banner(box, sheet.width or 0.0)
        ),
        problems=(*kept, flaw),
        text="recognised" if sheet.text == "untrusted" else sheet.text,
        glyphs=(),
        scan=None,
    )


def _without_edges(area: Box, boxes: Sequence[Box]) -> Box:
    """A picture without the lines that touch its upper and lower edges: captions and headlines."""
    x0, y0, x1, y1 = area
    for box in boxes:
        if min(x1, box[2]) - max(x0, box[0]) < 0.6 * (box[2] - box[0]):
            continue
        high = box[3] - box[1]
        if high < _CAPTION and box[3] > y1 - 0.7 * high and y1 - 2 * high < box[1] < y1:
            y1 = box[1]
        elif box[1] < y0 < box[3]:
            y0 = box[3]
    return (x0, y0, x1, y1) if y1 - y0 > 20 else area


def _is_banner(box: Box, width: float) -> bool:
    """A panel with a slogan across the whole page belongs to no article."""
    wide, high = box[2] - box[0], box[3] - box[1]
    return wide > 0.8 * width and wide > 8 * high


def _is_stroke(rule: Box, boxes: Sequence[Box]) -> bool:
    """Whether a ruling line is a stroke of a large character: it lies inside of one line."""
    long = max(rule[2] - rule[0], rule[3] - rule[1])
    for box in boxes:
        room = min(3.0, 0.15 * (box[3] - box[1]))
        across = min(rule[2], box[2] + room) - max(rule[0], box[0] - room)
        down = min(rule[3], box[3] + room) - max(rule[1], box[1] - room)
        if across >= 0 and down >= 0 and max(across, down) > 0.9 * long:
            return True
    return False


def _covered(area: Box, boxes: Sequence[Box]) -> float:
    size = max(1.0, (area[2] - area[0]) * (area[3] - area[1]))
    inside = 0.0
    for box in boxes:
        across = min(area[2], box[2]) - max(area[0], box[0])
        down = min(area[3], box[3]) - max(area[1], box[1])
        if across > 0 and down > 0:
            inside += across * down
    return inside / size
