"""Characters of another script, look-alikes of other alphabets, two widths in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jumpline.checks.case import Case, Finding, Piece
from jumpline.checks.patterns import finds, word_set
from jumpline.checks.rule import rule
from jumpline.model.script import converter, only

_FULL = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+")
_HALF = re.compile(r"[0-9A-Za-z]+")
_NARROW_MARK = re.compile(r"(?<=[一-鿿])[,;:?!](?=[一-鿿])")
_WIDE_MARK = re.compile(r"[，；：？！]")


@rule("script-mixed")
def script_mixed(case: Case) -> Iterator[Finding]:
    """A name, a quotation or a title may be set in the other script; one character amid the own
    one may not. A piece that is mostly of the other script is no slip."""
    told: dict[tuple[object, str], int] = {}
    for piece in case.pieces:
        if piece.language not in ("zh-Hans", "zh-Hant"):
            continue
        own = _script(case, piece)
        kinds = [only(char) for char in piece.text]
        other = [at for at, kind in enumerate(kinds) if kind and kind != own]
        if not other or len(other) > max(kinds.count(own), 2):
            continue
        name = "traditional" if own == "Hans" else "simplified"
        for at in other:
            char = piece.text[at]
            # A character that an article has throughout is told once.
            key = (piece.article.id if piece.article else piece.text, char)
            told[key] = told.get(key, 0) + 1
            if told[key] > 1:
                continue
            right = converter("t2s" if own == "Hans" else "s2t").convert(char)
            start = max(at - 1, 0)
            yield Finding(
                f"{char} is a {name} character.",
                case.where(piece, piece.text[start : at + 3]),
                f"{char} → {right}",
            )


def _script(case: Case, piece: Piece) -> str:
    """Hans or Hant. The language of an article is a guess from a few characters: where it has none
    that only its script has, the paper's own script counts."""
    own, usual = (piece.language or "")[-4:], (case.issue.publication.language or "")[-4:]
    if own == usual or usual not in ("Hans", "Hant") or piece.article is None:
        return own
    text = "".join(each.text for each in case.of(piece.article))
    return own if any(only(char) == own for char in text) else usual


@rule("letter-lookalike")
def letter_lookalike(case: Case) -> Iterator[Finding]:
    for piece in case.pieces:
        for match in finds("lookalike", piece.folded):
            quote = piece.text[match.start() : match.end()]
            yield Finding(f"{quote} mixes letters that only look alike.", case.where(piece, quote))


@rule("width-mixed")
def width_mixed(case: Case) -> Iterator[Finding]:
    """What a whole article does is its manner; what one place does otherwise is a slip."""
    for article in case.issue.articles:
        pieces = [piece for piece in case.of(article) if piece.chinese]
        text = "\n".join(piece.text for piece in pieces)
        full, half = len(_FULL.findall(text)), len(_HALF.findall(text))
        odd = _FULL if 0 < full * 3 <= half else _HALF if 0 < half * 3 <= full else None
        if odd is not None:
            yield from _slips(case, pieces, odd, "width of letters and digits")
        wide, narrow = len(_WIDE_MARK.findall(text)), len(_NARROW_MARK.findall(text))
        if 0 < narrow * 3 <= wide:
            yield from _slips(case, pieces, _NARROW_MARK, "width of marks")


def _slips(case: Case, pieces: list[Piece], odd: re.Pattern[str], what: str) -> Iterator[Finding]:
    for piece in pieces:
        for match in odd.finditer(piece.text):
            if match[0] in word_set("one_width"):
                continue
            quote = piece.text[max(match.start() - 3, 0) : match.end() + 3]
            yield Finding(f"{match[0]}: another {what} than elsewhere.", case.where(piece, quote))
