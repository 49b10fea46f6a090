"""RapidOCR (PP-OCR models in ONNX form, which lie in its wheel: nothing is fetched at run time).

Lines are looked for in tiles, at a resolution at which gutters are still seen, and read from the full
picture. The network that reads a line says at which step it read each character: that gives the
characters' boxes. A line that runs downwards is cut into its characters, which are put side by side,
since the network knows no other direction.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from typing import Any, ClassVar

from jumpline.errors import MissingExtra
from jumpline.model.recognised import Piece, ReadLine
from jumpline.model.scan import PageImage
from jumpline.recognisers.columns import side_by_side, with_cells
from jumpline.recognisers.crops import Crop, body_weight, crop_of, seen, tall_of
from jumpline.recognisers.letters import letters, spaced
from jumpline.recognisers.options import chosen, inside, number
from jumpline.recognisers.tiles import Rect, merged, tiles

_KNOWN = {
    # Lines are looked for at this resolution at most.
    "find_dpi": "150",
    # Side of a tile in pixels.
    "tile": "1280",
    # Processors; 0 for all.
    "threads": "0",
    # What the engine is less sure of than this is no text.
    "least": "0.4",
}
#: Strokes this much thicker than the body's are bold.
_BOLD = 1.125
#: Seen in two tiles: a line of the usual height lies whole in one of them.
_OVERLAP = 128


class RapidOcr:
    """``options``: find_dpi, tile, threads, least (see ``docs/howto/scans.md``)."""

    name: ClassVar[str] = "rapidocr"
    version: ClassVar[str] = "1"

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        given = chosen(self.name, options or {}, _KNOWN)
        self.find_dpi = number(self.name, "find_dpi", given["find_dpi"], 50, 1200)
        self.tile = int(number(self.name, "tile", given["tile"], 320, 6400))
        self.least = number(self.name, "least", given["least"], 0, 1)
        threads = int(number(self.name, "threads", given["threads"], 0, 1024))
        self.engine = _engine(threads or int(os.environ.get("OMP_NUM_THREADS", "0") or 0))

    def recognise(self, image: PageImage) -> list[Piece]:
        import numpy

        page = numpy.frombuffer(image.samples, numpy.uint8)
        page = page.reshape(image.height, image.width, image.channels)
        grey = page[..., 0] if image.channels == 1 else page.mean(axis=2).astype(numpy.uint8)
        boxes = self._find(grey, image)
        tall = tall_of(boxes)
        crops = seen([each for box in boxes if (each := crop_of(grey, box, tall)) is not None])
        crops = [with_cells(crop) if crop.vertical else crop for crop in crops]
        usual = body_weight(crops)
        found = self._read(crops)
        scale = 72 / image.dpi
        pieces = []
        for crop, (text, sure, columns, confs, steps) in zip(crops, found, strict=True):
            if sure < self.least or not text.strip():
                continue
            words = letters(text, columns, confs, steps, crop, scale)
            line = ReadLine(
                (text if crop.vertical else spaced(text, columns)).strip(),
                inside(tuple(value * scale for value in crop.box), image),  # type: ignore[arg-type]
                bold=crop.weight > _BOLD * usual and _has_letters(text),
                vertical=crop.vertical,
                words=words,
            )
            pieces.append(Piece((line,), line.box))
        return pieces

    def close(self) -> None:
        self.engine = None

    def _find(self, grey: Any, image: PageImage) -> list[Rect]:
        """Boxes of lines in pixels of the page."""
        import cv2

        factor = min(1.0, self.find_dpi / image.dpi)
        small = grey
        if factor < 1:
            small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        height, width = small.shape
        parts = [tuple(v * factor * image.dpi / 72 for v in box) for box in image.parts]
        found: list[list[Rect]] = []
        for x0, y0, x1, y1 in tiles(width, height, self.tile, min(_OVERLAP, self.tile // 4)):
            if parts and not any(
                p[0] < x1 and p[2] > x0 and p[1] < y1 and p[3] > y0 for p in parts
            ):
                continue
            tile = cv2.cvtColor(small[y0:y1, x0:x1], cv2.COLOR_GRAY2BGR)
            if tile.std() < 2:
                continue
            result = self.engine.text_det(_padded(tile))
            own: list[Rect] = []
            for corners in result.boxes if result.boxes is not None else ():
                xs, ys = corners[:, 0] + x0, corners[:, 1] + y0
                own.append((float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())))
            found.append([box for box in own if not parts or _in(box, parts)])
        return [
            (x0 / factor, y0 / factor, x1 / factor, y1 / factor) for x0, y0, x1, y1 in merged(found)
        ]

    def _read(self, crops: list[Crop]) -> list[tuple[str, float, list[int], list[float], float]]:
        if not crops:
            return []
        from rapidocr.ch_ppocr_rec import TextRecInput

        pictures = [side_by_side(crop) if crop.vertical else crop.picture for crop in crops]
        out = self.engine.text_rec(TextRecInput(img=pictures, return_word_box=True))
        found = []
        for text, sure, info in zip(out.txts, out.scores, out.word_results, strict=True):
            columns = [column for word in info.word_cols for column in word] if info.words else []
            confs = [float(each) for each in info.confs or []]
            found.append((text, float(sure), columns, confs, float(info.line_txt_len or 1.0)))
        return found


def _has_letters(text: str) -> bool:
    """Whether there are enough characters to say how thick their strokes are."""
    return sum(map(str.isalpha, text)) >= 3


def _in(box: Rect, parts: list[Any]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(part[0] <= x <= part[2] and part[1] <= y <= part[3] for part in parts)


def _padded(tile: Any) -> Any:
    """The engine enlarges what is smaller than it likes, and stretches what is no multiple of 32."""
    import cv2

    height, width = tile.shape[:2]
    down, right = max(736, -(-height // 32) * 32), max(736, -(-width // 32) * 32)
    if (down, right) == (height, width):
        return tile
    return cv2.copyMakeBorder(
        tile, 0, down - height, 0, right - width, cv2.BORDER_CONSTANT, value=(255, 255, 255)
    )


def _engine(threads: int) -> Any:
    try:
        import onnxruntime  # noqa: F401
        from rapidocr import RapidOCR
    except ImportError as error:
        raise MissingExtra(
            "recognising pictures of pages needs RapidOCR, which is not installed.",
            remedy="Run `pip install 'jumpline[scan]'`.",
        ) from error
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    engine: Any = RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads or -1,
            "Rec.rec_batch_num": 8,
        }
    )
    # What the engine does with a whole page is not wanted: its two halves are.
    engine._load_det_model()
    engine._load_rec_model()
    return engine
