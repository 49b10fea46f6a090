"""The data routes of the ledger: figures, commitments, programmes, names, digests."""

from __future__ import annotations

from jumpline.ledger.digest import Digest
from jumpline.ledger.entry import Commitment, Figure
from jumpline.ledger.profiles import Named, Profile
from jumpline.ledger.programme import Node, Standing
from jumpline.web.openapi_parts import (
    COUNT,
    NEXT,
    TEXT,
    Plain,
    get_route,
    in_parts,
    in_path,
    in_query,
    list_of,
    maybe,
    object_of,
    ref,
    responses,
)
from jumpline.web.views.search import MAX_QUERY

#: Whose schemas the answers use.
LEDGER = (Figure, Commitment, Node, Standing, Named, Profile, Digest)

_ABOUT = in_query("q", "The words, as they stand.", {"type": "string", "maxLength": MAX_QUERY})
_DAY = in_query(
    "day", "Status on this day; else that of the last issue.", {"type": "string", "format": "date"}
)
_COUNTS: Plain = {"type": "object", "additionalProperties": COUNT}


def ledger_paths() -> Plain:
    return {
        "/figures.json": get_route(
            "figures",
            "Figures about something",
            [_ABOUT, *in_parts(200, 200, "articles are read")],
            responses(
                "Figures of the newest articles that have the words, each with its issue and sentence.",
                object_of(
                    figures=list_of(object_of(issue=TEXT, date=maybe(TEXT), figure=ref("Figure"))),
                    next=NEXT,
                ),
                bad=True,
            ),
        ),
        "/commitments.json": get_route(
            "commitments",
            "Commitments about something",
            [_ABOUT, *in_parts(200, 200, "articles are read")],
            responses(
                "What was promised, planned or ordered, with its issue and sentence.",
                object_of(
                    commitments=list_of(
                        object_of(issue=TEXT, date=maybe(TEXT), commitment=ref("Commitment"))
                    ),
                    next=NEXT,
                ),
                bad=True,
            ),
        ),
        "/programmes.json": get_route(
            "programmes",
            "Programmes",
            [_DAY],
            responses(
                "Plans that articles lay out, with how many of their nodes stand how.",
                object_of(
                    day=TEXT,
                    programmes=list_of(object_of(id=TEXT, name=TEXT, nodes=COUNT, counts=_COUNTS)),
                ),
                bad=True,
            ),
        ),
        "/programmes/{programme}.json": get_route(
            "programme",
            "The board of a programme",
            [in_path("programme", "Id of the programme.", "4jaxmdxk"), _DAY],
            responses(
                "Every goal and task with its status and the quotations that it rests on.",
                object_of(
                    id=TEXT,
                    name=TEXT,
                    day=TEXT,
                    counts=_COUNTS,
                    nodes=list_of(object_of(node=ref("Node"), standing=ref("Standing"))),
                ),
                missing=True,
                bad=True,
            ),
        ),
        "/names.json": get_route(
            "names",
            "Names of the newest issues",
            in_parts(1_000, 1_000, "names"),
            responses(
                "People, organisations and places, the most frequent first.",
                object_of(names=list_of(ref("Named")), next=NEXT),
                bad=True,
            ),
        ),
        "/names/{kind}/{name}.json": get_route(
            "name",
            "A person, an organisation or a place",
            [
                in_path("kind", "person, organisation or place.", "person"),
                in_path("name", "The name, an alias resolved.", "苏棠"),
            ],
            responses(
                "Titles, figures, commitments and articles, the newest first.",
                ref("Profile"),
                missing=True,
            ),
        ),
        "/digest.json": get_route(
            "digest",
            "The newest week",
            [],
            responses("As of any week.", ref("Digest"), missing=True),
        ),
        "/digest/{week}.json": get_route(
            "digest_of_week",
            "A week",
            [in_path("week", "ISO week, or a day of it.", "2026-W15")],
            responses(
                "What the week promised, what is due in its month, and its figures that do not agree with"
                " earlier ones.",
                ref("Digest"),
                missing=True,
            ),
        ),
    }
