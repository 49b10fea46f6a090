"""Words: a title's own list of confusions, and words that stand there twice."""

from __future__ import annotations

from collections.abc import Iterator

from jumpline.checks.case import Case, Finding
from jumpline.checks.patterns import finds
from jumpline.checks.rule import rule


@rule("word-confused")
def word_confused(case: Case) -> Iterator[Finding]:
    for confusion in case.confusions:
        for piece in case.pieces:
            start = piece.text.find(confusion.wrong)
            while start >= 0:
                end = start + len(confusion.wrong)
                around = piece.text[max(start - 10, 0) : end + 10]
                if not any(word in around for word in confusion.unless):
                    yield Finding(
                        f"{confusion.wrong}: {confusion.why or 'a word of the list.'}",
                        case.where(piece, piece.text[start:end]),
                        f"{confusion.wrong} → {confusion.right}",
                    )
                start = piece.text.find(confusion.wrong, end)


@rule("pair-uneven")
def pair_uneven(case: Case) -> Iterator[Finding]:
    for piece in case.pieces:
        for match in finds("uneven-pair", piece.folded):
            quote = piece.text[match.start() : match.end()]
            whole = match["first"] + match["second"]
            yield Finding(
                f"{quote}: the second phrase is shorter than the first.",
                case.where(piece, quote),
                f"Is it {quote.replace('、' + match['first'], '、' + whole)}?",
            )


@rule("word-doubled")
def word_doubled(case: Case) -> Iterator[Finding]:
    for piece in case.pieces:
        for match in finds("doubled-word", piece.folded):
            quote = piece.text[max(match.start() - 3, 0) : match.end() + 3]
            yield Finding(
                f"{piece.text[match.start() : match.end()]} stands there twice.",
                case.where(piece, quote),
            )
