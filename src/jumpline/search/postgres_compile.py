"""The tree of a query as a condition of SQL."""

from __future__ import annotations

from typing import Any

import msgspec

from jumpline.search.amounts import pattern
from jumpline.search.fold import folded, has_marks
from jumpline.search.postgres_rows import letter, quoted_token
from jumpline.search.query import (
    And,
    Counted,
    DateRange,
    Due,
    Everything,
    Node,
    Not,
    Or,
    PageRange,
    Text,
)
from jumpline.search.schema import kind_of
from jumpline.search.terms import alphabetic_words, bigrams
from jumpline.search.tokens import TEXT_FIELDS

#: As in ``compile.py``: a match in the headline counts more, a whole word above everything.
_HEADLINE = 2.0
_WHOLE_WORD = 1000.0

#: Saturation and length of BM25, with the length at which a text counts as it is.
_K1, _B, _USUAL_LENGTH = 1.2, 0.75, 800.0


class Sql(msgspec.Struct, frozen=True):
    """A piece of a statement with its values, in the order of their ``%s``."""

    text: str
    values: tuple[Any, ...] = ()


def condition(node: Node, *, fold: bool = True) -> Sql:
    """True for the rows that the query wants."""
    match node:
        case Everything():
            return Sql("TRUE")
        case Text():
            return _text(node, fold)
        case PageRange(first, last):
            return Sql(
                "EXISTS (SELECT FROM unnest(pages) AS p WHERE p BETWEEN %s AND %s)", (first, last)
            )
        case DateRange(first, last):
            # The year is said, too, so that other partitions are not looked at.
            return Sql(
                "(day BETWEEN %s AND %s AND year BETWEEN %s AND %s)",
                (first, last, first // 10_000, last // 10_000),
            )
        case Due(first, last):
            return Sql(
                "EXISTS (SELECT FROM unnest(due) AS d WHERE d BETWEEN %s AND %s)", (first, last)
            )
        case Counted(measure, test, value, unit):
            wanted = pattern(measure, test, value, unit, fold=fold)
            return Sql(
                f"EXISTS (SELECT FROM unnest(figures_{kind_of(fold)}) AS f WHERE f ~ %s)",
                (f"^(?:{wanted})$",),
            )
        case Not(inner):
            found = condition(inner, fold=fold)
            return Sql(f"NOT {found.text}", found.values)
        case And(nodes):
            return joined(" AND ", [condition(each, fold=fold) for each in nodes])
        case Or(nodes):
            return joined(" OR ", [condition(each, fold=fold) for each in nodes])


def joined(how: str, pieces: list[Sql]) -> Sql:
    return Sql(
        "(" + how.join(each.text for each in pieces) + ")",
        tuple(value for each in pieces for value in each.values),
    )


def filtered(wanted: Sql, filters: dict[str, str]) -> Sql:
    """``filters``: facet → exact value."""
    if not filters:
        return wanted
    labels = [f"{facet}={value}" for facet, value in sorted(filters.items())]
    return joined(" AND ", [wanted, Sql("facets @> %s::text[]", (labels,))])


def score(node: Node, *, fold: bool = True) -> Sql:
    """What a row counts, as a sum over the positive texts."""
    pieces = _scores(node, fold)
    return joined(" + ", pieces) if pieces else Sql("0")


def _text(node: Text, fold: bool) -> Sql:
    kind = kind_of(fold)
    plain = folded(node.text, fold=fold)
    if node.field is None:
        before, column = "", f"text_{kind}"
    else:
        before = letter(node.field)
        column = f"fields_{kind}[{TEXT_FIELDS.index(node.field) + 1}]"
    here = Sql(f"(strpos({column}, %s) > 0)", (plain,))
    wanted = _tokens(plain) if fold else _tokens_of_printed(plain)
    if not wanted:
        return here
    asked = " & ".join(quoted_token(before + token) for token in wanted)
    if fold and len(plain) <= 2:
        # The token is the text.
        return Sql(f"(listed @@ %s::tsquery OR (unlisted AND {here.text}))", (asked, plain))
    return Sql(f"((listed @@ %s::tsquery OR unlisted) AND {here.text})", (asked, plain))


def _tokens(plain: str) -> list[str]:
    """That a row has which holds this folded text."""
    return [plain] if len(plain) == 1 else list(dict.fromkeys(bigrams(plain)))


def _tokens_of_printed(plain: str) -> list[str]:
    """That a row has which holds this text as it is printed, of which only the folded text is
    listed; none for a text whose folded form depends on what stands beside it. The last character
    may be followed by a mark that changes it."""
    head = folded(plain[:-1])
    return [] if has_marks(plain) or not head else _tokens(head)


def _scores(node: Node, fold: bool) -> list[Sql]:
    match node:
        case Text(text, None):
            kind = kind_of(fold)
            plain = folded(text, fold=fold)
            size = "length" if fold else "length(text_raw)"
            left = f"length(replace(text_{kind}, %s, ''))"
            times = f"(({size} - {left})::float8 / {len(plain)})"
            # times / (times + long), with each text fetched once.
            long = f"({_K1 * (1 - _B)} + {_K1 * _B / _USUAL_LENGTH} * length)"
            found = [
                Sql(f"(1 - {long} / ({times} + {long}))", (plain,)),
                Sql(f"(strpos(fields_{kind}[1], %s) > 0)::int * {_HEADLINE}", (plain,)),
            ]
            if whole := alphabetic_words(text):
                phrase = f" {' '.join(whole)} "
                found.append(Sql(f"(strpos(words, %s) > 0)::int * {_WHOLE_WORD}", (phrase,)))
            return found
        case Text():
            found_in_field = condition(node, fold=fold)
            return [Sql(f"{found_in_field.text}::int", found_in_field.values)]
        case And(nodes) | Or(nodes):
            return [piece for each in nodes for piece in _scores(each, fold)]
        case _:
            return []
