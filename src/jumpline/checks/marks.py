"""Quotation marks, brackets and book marks: whether they close, and by their own kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jumpline.checks.case import Case, Finding, Piece
from jumpline.checks.patterns import finds
from jumpline.checks.rule import rule

_PAIRS = {
    "“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉",
    "（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕", "［": "］",
}  # fmt: skip
_CLOSERS = {close: mark for mark, close in _PAIRS.items()}
#: Brackets that differ in width only, and quotation marks of two manners.
_KIN = [set("（("), set("［["), set("“「"), set("‘『")]
_ANY = re.compile("[" + re.escape("".join((*_PAIRS, *_CLOSERS))) + "]")


def _marks(piece: Piece) -> Iterator[tuple[int, str]]:
    text = piece.text
    for match in _ANY.finditer(text):
        at, char = match.start(), match[0]
        if char in "‘’" and not piece.chinese:
            continue  # an apostrophe
        if char == "’" and at and text[at - 1].isascii() and text[at - 1].isalpha():
            continue
        if char in ")）" and _list_number(text, at):
            continue
        yield at, char


def _list_number(text: str, at: int) -> bool:
    """1) or a): a bracket that closes nothing."""
    start = at
    while start > max(at - 3, 0) and text[start - 1].isascii() and text[start - 1].isalnum():
        start -= 1
    token = text[start:at]
    alone = start == 0 or text[start - 1] in " \t。；;，,、：:"
    return alone and (token.isdigit() or len(token) == 1)


def _open(piece: Piece) -> tuple[list[tuple[int, str]], list[tuple[int, str]], list[int]]:
    """What stays open, what closes nothing, and what is closed by another kind."""
    stack: list[tuple[int, str]] = []
    astray: list[tuple[int, str]] = []
    mixed: list[int] = []
    for at, char in _marks(piece):
        if char in _PAIRS:
            stack.append((at, char))
            continue
        wanted = _CLOSERS[char]
        kin = next((group for group in _KIN if wanted in group), {wanted})
        if stack and stack[-1][1] == wanted:
            stack.pop()
        elif stack and stack[-1][1] in kin:
            mixed.append(at)
            stack.pop()
        elif any(mark == wanted for _, mark in stack):
            while stack and stack[-1][1] != wanted:
                astray.append(stack.pop())
            stack.pop()
        else:
            astray.append((at, char))
    return stack, astray, mixed


def _around(piece: Piece, at: int) -> str:
    return piece.text[max(at - 8, 0) : at + 9]


@rule("marks-unbalanced")
def marks_unbalanced(case: Case) -> Iterator[Finding]:
    groups: dict[object, list[Piece]] = {}
    for number, piece in enumerate(case.pieces):
        groups.setdefault(piece.article.id if piece.article else number, []).append(piece)
    for pieces in groups.values():
        found = list(_unbalanced(case, pieces))
        marks = sum(1 for piece in pieces for _ in _marks(piece))
        if len(found) > 4 and len(found) > 0.2 * marks:
            first = found[0]
            yield Finding(
                f"{len(found)} of {marks} marks have no other half: the text has lost its marks.",
                first.where,
            )
        else:
            yield from found


#: More of them in one text say nothing more.
_MOST = 200


def _unbalanced(case: Case, pieces: list[Piece]) -> Iterator[Finding]:
    carried = ""
    for number, piece in enumerate(pieces):
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        left, astray, _ = _open(piece)
        if carried and astray and astray[0][1] == _PAIRS[carried]:
            # It closes what an earlier paragraph, or an earlier line of the heading, left open.
            astray, carried = astray[1:], ""
        if left and following is not None and _goes_on(piece, left[-1][1], following):
            carried = left.pop()[1]
        for at, mark in (*left, *astray)[:_MOST]:
            kind = "closes nothing" if mark in _CLOSERS else "is never closed"
            yield Finding(f"{mark} {kind}.", case.where(piece, _around(piece, at)))


def _goes_on(piece: Piece, mark: str, following: Piece) -> bool:
    """A quotation over several paragraphs opens each, and closes the last; a heading's lines are
    one text."""
    if following.part == piece.part and piece.part in ("headline", "deck", "kicker"):
        return True
    if mark not in "“「『‘" or not _begins_quotation(piece, mark):
        return False
    if following.part != piece.part:
        return False
    return following.text.lstrip().startswith(mark) or any(
        found == _PAIRS[mark] for _, found in _open(following)[1][:1]
    )


def _begins_quotation(piece: Piece, mark: str) -> bool:
    """Whether the last of these marks stands where a quotation of whole paragraphs begins."""
    before = piece.folded[: piece.text.rfind(mark)].rstrip()
    return not before or before.endswith(":")


@rule("marks-mixed")
def marks_mixed(case: Case) -> Iterator[Finding]:
    for piece in case.pieces:
        for at in _open(piece)[2]:
            yield Finding(
                f"{piece.text[at]} closes a mark of another kind.",
                case.where(piece, _around(piece, at)),
            )
    for article in case.issue.articles:
        pieces = [piece for piece in case.of(article) if piece.chinese]
        if not any("“" in piece.text for piece in pieces):
            continue
        straight = [piece for piece in pieces if _straight(piece.text) >= 0]
        for piece in straight[:1]:
            yield Finding(
                '" stands among “ ”.', case.where(piece, _around(piece, _straight(piece.text)))
            )


def _straight(text: str) -> int:
    """The first straight quotation mark beside a Chinese character; -1 for none."""
    for at, char in enumerate(text) if '"' in text else ():
        if char == '"' and any("一" <= near <= "鿿" for near in text[max(at - 1, 0) : at + 2]):
            return at
    return -1


@rule("marks-doubled")
def marks_doubled(case: Case) -> Iterator[Finding]:
    for piece in case.pieces:
        if piece.chinese:
            for match in finds("doubled-mark", piece.folded):
                yield Finding(
                    f"{piece.text[match.start() : match.end()]}: one mark too many.",
                    case.where(piece, _around(piece, match.start())),
                )
