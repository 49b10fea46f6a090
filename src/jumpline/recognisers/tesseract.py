"""Tesseract, where its program is installed: ``tesseract - - tsv``, which tells words with boxes."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from typing import ClassVar

from jumpline.errors import MissingExtra, SourceError
from jumpline.model.recognised import Piece, ReadLine, Word, words_of
from jumpline.model.scan import PageImage
from jumpline.recognisers.options import chosen, inside, number

_KNOWN = {
    # Languages as tesseract names them, with + between; "" for what fits the page's language.
    "languages": "",
    # Seconds for a page.
    "seconds": "300",
    # How it looks for text on the page: 3 is a whole page.
    "psm": "3",
}
_LANGUAGES = {"zh-Hans": "chi_sim", "zh-Hant": "chi_tra", "zh": "chi_sim", "en": "eng"}
#: Columns of its table: level, page, block, paragraph, line, word, left, top, width, height, conf, text.
_COLUMNS = 12
_WORD = "5"


class Tesseract:
    """``options``: languages, seconds, psm (see ``docs/howto/scans.md``)."""

    name: ClassVar[str] = "tesseract"
    version: ClassVar[str] = "1"

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        given = chosen(self.name, options or {}, _KNOWN)
        self.languages = given["languages"]
        self.seconds = number(self.name, "seconds", given["seconds"], 1, 86_400)
        self.psm = int(number(self.name, "psm", given["psm"], 1, 13))
        program = shutil.which("tesseract")
        if program is None:
            raise MissingExtra(
                "the program tesseract is not installed.",
                remedy="Install tesseract-ocr and the languages of your paper (tesseract-ocr-chi-sim).",
            )
        self.program = program

    def recognise(self, image: PageImage) -> list[Piece]:
        languages = self.languages or _LANGUAGES.get(image.language, "chi_sim")
        command = [self.program, "-", "-", "-l", languages, "--psm", str(self.psm)]
        command += ["--dpi", str(min(2400, max(70, round(image.dpi)))), "tsv"]
        try:
            done = subprocess.run(  # noqa: S603
                command,
                input=_netpbm(image),
                capture_output=True,
                timeout=self.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise SourceError(
                f"tesseract took more than {self.seconds:g} seconds.",
                remedy="Give it more with --recogniser-option seconds=900.",
            ) from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise SourceError(
                f"tesseract failed ({said[0][:160] if said else done.returncode}).",
                remedy="See which languages it has: tesseract --list-langs.",
            )
        return list(pieces_of(done.stdout.decode("utf-8", "replace"), image))

    def close(self) -> None:
        """Nothing is held between pages."""


def _netpbm(image: PageImage) -> bytes:
    """The picture in the simplest form that tesseract reads."""
    kind = b"P5" if image.channels == 1 else b"P6"
    return kind + f"\n{image.width} {image.height}\n255\n".encode() + image.samples


def pieces_of(table: str, image: PageImage) -> Iterator[Piece]:
    """The table of words → a piece for each line. Rows that are no words say nothing new."""
    lines: dict[tuple[str, ...], list[Word]] = {}
    for row in table.splitlines():
        cells = row.split("\t", _COLUMNS - 1)
        if len(cells) < _COLUMNS or cells[0] != _WORD or not cells[11].strip():
            continue
        left, top, width, height = (int(cell) * 72 / image.dpi for cell in cells[6:10])
        box = inside((left, top, left + width, top + height), image)
        sure = min(1.0, max(0.0, float(cells[10]) / 100))
        lines.setdefault(tuple(cells[1:5]), []).append(Word(cells[11].strip(), box, sure))
    for words in lines.values():
        boxes = [word.box for word in words if word.box is not None]
        box = (
            min(each[0] for each in boxes),
            min(each[1] for each in boxes),
            max(each[2] for each in boxes),
            max(each[3] for each in boxes),
        )
        text = words[0].text
        for before, word in itertools.pairwise(words):
            # Between two characters of a script without spaces, the space is the engine's own.
            close = ord(before.text[-1]) >= 0x2E80 or ord(word.text[0]) >= 0x2E80
            text += ("" if close else " ") + word.text
        high, wide = box[3] - box[1], box[2] - box[0]
        down = high > 3 * wide and len(text) > 2
        yield Piece((ReadLine(text, box, vertical=down, words=words_of(words)),), box)
