"""The data routes of the ledger: figures, commitments, programmes, names, digests."""

from __future__ import annotations

from jumpline.ledger.digest import Digest
from jumpline.ledger.entry import Commitment, Figure
from jumpline.ledger.profiles import Named, Profile
from jumpline.ledger.programme import Node, Standing
from jumpline.web import openapi_parts as api
from jumpline.web.views.search import MAX_QUERY

#: Whose schemas the answers use.
LEDGER = (Figure, Commitment, Node, Standing, Named, Profile, Digest)

_ABOUT = api.in_query("q", "The words, as they stand.", {"type": "string", "maxLength": MAX_QUERY})
_DAY = api.in_query(
    "day", "Status on this day; else that of the last issue.", {"type": "string", "format": "date"}
)
_COUNTS: api.Plain = {"type": "object", "additionalProperties": api.COUNT}


def _entry(**held: api.Plain) -> api.Plain:
    """An entry with the issue that printed it and how it is cited."""
    return api.object_of(issue=api.TEXT, date=api.maybe(api.TEXT), citation=api.TEXT, **held)


def ledger_paths() -> api.Plain:
    return {
        "/figures.json": api.get_route(
            "figures",
            "Figures about something",
            [_ABOUT, *api.in_parts(200, 200, "articles are read")],
            api.responses(
                "Figures of the newest articles that have the words, each with its issue and sentence.",
                api.object_of(
                    figures=api.list_of(_entry(figure=api.ref("Figure"))),
                    next=api.NEXT,
                ),
                bad=True,
            ),
        ),
        "/commitments.json": api.get_route(
            "commitments",
            "Commitments about something",
            [_ABOUT, *api.in_parts(200, 200, "articles are read")],
            api.responses(
                "What was promised, planned or ordered, with its issue and sentence.",
                api.object_of(
                    commitments=api.list_of(_entry(commitment=api.ref("Commitment"))),
                    next=api.NEXT,
                ),
                bad=True,
            ),
        ),
        "/quote.json": api.get_route(
            "quote",
            "Where an article says so",
            [
                api.in_query("article", "Id of the article.", api.TEXT),
                api.in_query(
                    "q", "The words, as they stand.", {"type": "string", "maxLength": MAX_QUERY}
                ),
            ],
            api.responses(
                "Where the words are printed, a box for each line; `said` is false where they are not.",
                api.object_of(
                    article=api.TEXT,
                    citation=api.TEXT,
                    said={"type": "boolean"},
                    quotations=api.list_of(
                        api.object_of(
                            page=api.maybe(api.COUNT),
                            text=api.TEXT,
                            boxes=api.list_of(api.list_of({"type": "number"})),
                            before=api.TEXT,
                            after=api.TEXT,
                        )
                    ),
                ),
                missing=True,
                bad=True,
            ),
        ),
        "/programmes.json": api.get_route(
            "programmes",
            "Programmes",
            [_DAY],
            api.responses(
                "Plans that articles lay out, with how many of their nodes stand how.",
                api.object_of(
                    day=api.TEXT,
                    programmes=api.list_of(
                        api.object_of(id=api.TEXT, name=api.TEXT, nodes=api.COUNT, counts=_COUNTS)
                    ),
                ),
                bad=True,
            ),
        ),
        "/programmes/{programme}.json": api.get_route(
            "programme",
            "The board of a programme",
            [api.in_path("programme", "Id of the programme.", "4jaxmdxk"), _DAY],
            api.responses(
                "Every goal and task with its status and the quotations that it rests on.",
                api.object_of(
                    id=api.TEXT,
                    name=api.TEXT,
                    day=api.TEXT,
                    counts=_COUNTS,
                    nodes=api.list_of(
                        api.object_of(node=api.ref("Node"), standing=api.ref("Standing"))
                    ),
                ),
                missing=True,
                bad=True,
            ),
        ),
        "/names.json": api.get_route(
            "names",
            "Names of the newest issues",
            api.in_parts(1_000, 1_000, "names"),
            api.responses(
                "People, organisations and places, the most frequent first.",
                api.object_of(names=api.list_of(api.ref("Named")), next=api.NEXT),
                bad=True,
            ),
        ),
        "/names/{kind}/{name}.json": api.get_route(
            "name",
            "A person, an organisation or a place",
            [
                api.in_path("kind", "person, organisation or place.", "person"),
                api.in_path("name", "The name, an alias resolved.", "苏棠"),
            ],
            api.responses(
                "Titles, figures, commitments and articles, the newest first.",
                api.ref("Profile"),
                missing=True,
            ),
        ),
        "/digest.json": api.get_route(
            "digest",
            "The newest week",
            [],
            api.responses("As of any week.", api.ref("Digest"), missing=True),
        ),
        "/digest/{week}.json": api.get_route(
            "digest_of_week",
            "A week",
            [api.in_path("week", "ISO week, or a day of it.", "2026-W15")],
            api.responses(
                "What the week promised, what is due in its month, and its figures that do not agree with"
                " earlier ones.",
                api.ref("Digest"),
                missing=True,
            ),
        ),
    }
