"""The tree of a query as a query of tantivy."""

from __future__ import annotations

import tantivy
from tantivy import FieldType, Occur, Query

from jumpline.search.amounts import pattern
from jumpline.search.fold import folded
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

#: What a match in the headline adds, as a factor of its own score.
_HEADLINE = 2.0

#: Above any sum of BM25 scores of one term, so that "art" in "art" never ranks below "party".
_WHOLE_WORD = 1000.0


def compile_query(node: Node, schema: tantivy.Schema, *, fold: bool = True) -> Query:
    """Equal results for equal trees; only positive text counts towards the score."""
    match node:
        case Everything():
            return Query.const_score_query(Query.all_query(), 0.0)
        case Text():
            return _text(node, schema, fold)
        case PageRange(first, last):
            return _between(schema, "page", first, last)
        case DateRange(first, last):
            return _between(schema, "day", first, last)
        case Due(first, last):
            return _between(schema, "due", first, last)
        case Counted():
            return _counted(node, schema, fold)
        case Not(inner):
            return _all_of((Not(inner),), schema, fold)
        case And(nodes):
            return _all_of(nodes, schema, fold)
        case Or(nodes):
            return Query.boolean_query(
                [(Occur.Should, compile_query(each, schema, fold=fold)) for each in nodes]
            )


def filtered(query: Query, schema: tantivy.Schema, filters: dict[str, str]) -> Query:
    """``filters``: facet → exact value."""
    if not filters:
        return query
    clauses = [(Occur.Must, query)]
    for facet, value in sorted(filters.items()):
        term = Query.term_query(schema, f"by_{facet}", value)
        clauses.append((Occur.Must, Query.const_score_query(term, 0.0)))
    return Query.boolean_query(clauses)


def shown_terms(node: Node, *, fold: bool = True) -> tuple[str, ...]:
    """Folded text to highlight: what the query wants of the article's text, not what it bars."""
    match node:
        case Text(text, field) if field in (None, "headline"):
            return (folded(text, fold=fold),)
        case And(nodes) | Or(nodes):
            terms = (term for each in nodes for term in shown_terms(each, fold=fold))
            return tuple(dict.fromkeys(terms))
        case _:
            return ()


def is_scored(node: Node) -> bool:
    """Whether relevance says anything; if not, hits come by date."""
    match node:
        case Text():
            return True
        case And(nodes) | Or(nodes):
            return any(is_scored(each) for each in nodes)
        case _:
            return False


def _all_of(nodes: tuple[Node, ...], schema: tantivy.Schema, fold: bool) -> Query:
    clauses: list[tuple[Occur, Query]] = []
    for node in nodes:
        if isinstance(node, Not):
            clauses.append((Occur.MustNot, compile_query(node.node, schema, fold=fold)))
        else:
            clauses.append((Occur.Must, compile_query(node, schema, fold=fold)))
    if all(occur == Occur.MustNot for occur, _ in clauses):
        # tantivy takes only-not as nothing.
        clauses.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
    return Query.boolean_query(clauses)


def _between(schema: tantivy.Schema, field: str, first: int, last: int) -> Query:
    query = Query.range_query(schema, field, FieldType.Unsigned, first, last)
    return Query.const_score_query(query, 0.0)


def _counted(node: Counted, schema: tantivy.Schema, fold: bool) -> Query:
    wanted = pattern(node.measure, node.test, node.value, node.unit, fold=fold)
    query = Query.regex_query(schema, f"figures_{kind_of(fold)}", wanted)
    return Query.const_score_query(query, 0.0)


def _text(node: Text, schema: tantivy.Schema, fold: bool) -> Query:
    kind = kind_of(fold)
    plain = folded(node.text, fold=fold)
    if node.field is not None:
        return _phrase(schema, f"{node.field}_{kind}", list(plain))
    if len(plain) == 1:
        found = Query.term_query(schema, f"chars_{kind}", plain)
    else:
        found = _phrase(schema, f"pairs_{kind}", bigrams(plain))
    headline = _phrase(schema, f"headline_{kind}", list(plain))
    clauses = [
        (Occur.Must, found),
        (Occur.Should, Query.boost_query(headline, _HEADLINE)),
    ]
    whole = alphabetic_words(node.text)
    if whole:
        words = _phrase(schema, "words", whole)
        clauses.append((Occur.Should, Query.const_score_query(words, _WHOLE_WORD)))
    return Query.boolean_query(clauses)


def _phrase(schema: tantivy.Schema, field: str, tokens: list[str]) -> Query:
    # A phrase of one token makes tantivy panic.
    if len(tokens) == 1:
        return Query.term_query(schema, field, tokens[0])
    return Query.phrase_query(schema, field, list(tokens))
