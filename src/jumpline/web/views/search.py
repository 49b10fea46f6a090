"""A search: what the address asks for, and the answer with its facets as links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from jumpline.model.archive import Hit, SearchResult
from jumpline.web.addresses import Addresses
from jumpline.web.failures import BadParameter, whole_number
from jumpline.web.locale import Locale

PAGE_SIZE = 20
#: Deep paging is for programs, and theirs is the export.
MAX_PAGE = 500
MAX_QUERY = 500
MAX_FILTER = 200
ORDERS = ("relevance", "newest", "oldest")

#: Facet → its parameter in the address; ``page`` turns the pages of the result.
FACETS: dict[str, str] = {
    "publication": "publication",
    "year": "year",
    "month": "month",
    "section": "section",
    "page": "printed_page",
    "column": "column",
    "source": "source",
    "person": "person",
}


@dataclass(frozen=True)
class SearchRequest:
    query: str
    order: str = "relevance"
    page: int = 1
    fold: bool = True
    filters: tuple[tuple[str, str], ...] = ()

    @property
    def offset(self) -> int:
        return (self.page - 1) * PAGE_SIZE

    def with_filter(self, facet: str, value: str) -> SearchRequest:
        kept = [(name, old) for name, old in self.filters if name != facet]
        return replace(self, page=1, filters=(*kept, (facet, value)))

    def without_filter(self, facet: str) -> SearchRequest:
        kept = tuple((name, value) for name, value in self.filters if name != facet)
        return replace(self, page=1, filters=kept)

    def folded(self) -> SearchRequest:
        return replace(self, page=1, fold=True)

    def filter_parameters(self) -> list[tuple[str, str]]:
        return [(FACETS[name], value) for name, value in self.filters]

    def parameters(self) -> list[tuple[str, str]]:
        found = [("q", self.query)]
        if self.order != ORDERS[0]:
            found.append(("order", self.order))
        if not self.fold:
            found.append(("fold", "0"))
        found.extend(self.filter_parameters())
        if self.page != 1:
            found.append(("page", str(self.page)))
        return found


def read_request(query: Mapping[str, str]) -> SearchRequest:
    """Raises ``BadParameter`` for what is out of bounds."""
    text = query.get("q", "").strip()
    if len(text) > MAX_QUERY:
        raise BadParameter("q", "bad.long", most=MAX_QUERY)
    order = query.get("order") or ORDERS[0]
    if order not in ORDERS:
        raise BadParameter("order", "bad.choice", choices=", ".join(ORDERS))
    filters = []
    for facet, parameter in FACETS.items():
        value = query.get(parameter, "")
        if len(value) > MAX_FILTER:
            raise BadParameter(parameter, "bad.long", most=MAX_FILTER)
        if value:
            filters.append((facet, value))
    return SearchRequest(
        query=text,
        order=order,
        page=whole_number("page", query.get("page"), least=1, most=MAX_PAGE, default=1),
        fold=query.get("fold") != "0",
        filters=tuple(filters),
    )


@dataclass(frozen=True)
class Choice:
    """A link that changes the search; ``current`` if it is what is shown."""

    text: str
    address: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True)
class Facet:
    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Active:
    """A filter that is set, with the address of the search without it."""

    name: str
    text: str
    remove: str


@dataclass(frozen=True)
class HitView:
    hit: Hit
    title: str
    language: str | None


@dataclass(frozen=True)
class SearchView:
    request: SearchRequest
    total: int
    hits: tuple[HitView, ...]
    facets: tuple[Facet, ...]
    active: tuple[Active, ...]
    orders: tuple[Choice, ...]
    last_page: int
    previous: str | None
    following: str | None
    last: str


def search_view(
    request: SearchRequest,
    result: SearchResult,
    *,
    titles: Mapping[str, str],
    languages: Mapping[str, str | None],
    locale: Locale,
    to: Addresses,
) -> SearchView:
    def say(facet: str, value: str) -> str:
        return facet_value(facet, value, titles, locale)

    def address(changed: SearchRequest) -> str:
        return to.search(changed.parameters())

    last_page = max(1, min(MAX_PAGE, -(-result.total // PAGE_SIZE)))
    page = request.page
    return SearchView(
        request=request,
        total=result.total,
        hits=tuple(
            HitView(
                hit,
                hit.title or titles.get(hit.publication, hit.publication),
                languages.get(hit.publication),
            )
            for hit in result.hits
        ),
        facets=tuple(_facets(request, result, say, address)),
        active=tuple(
            Active(name, say(name, value), address(request.without_filter(name)))
            for name, value in request.filters
        ),
        orders=tuple(
            Choice(
                order,
                address(replace(request, order=order, page=1)),
                current=order == request.order,
            )
            for order in ORDERS
        ),
        last_page=last_page,
        previous=address(replace(request, page=page - 1)) if 1 < page <= last_page else None,
        following=address(replace(request, page=page + 1)) if page < last_page else None,
        last=address(replace(request, page=last_page)),
    )


def _facets(
    request: SearchRequest,
    result: SearchResult,
    say: Callable[[str, str], str],
    address: Callable[[SearchRequest], str],
) -> Iterable[Facet]:
    chosen = dict(request.filters)
    for name in FACETS:
        choices = tuple(
            Choice(
                say(name, value.value),
                address(
                    request.without_filter(name)
                    if chosen.get(name) == value.value
                    else request.with_filter(name, value.value)
                ),
                value.count,
                chosen.get(name) == value.value,
            )
            for value in result.facets.get(name, ())
        )
        # A facet with one value that is not set divides nothing.
        if len(choices) > 1 or any(choice.current for choice in choices):
            yield Facet(name, choices)


def facet_value(facet: str, value: str, titles: Mapping[str, str], locale: Locale) -> str:
    """How a value is shown; an unknown form stands as it is."""
    if facet == "publication":
        return titles.get(value, value)
    if facet == "page":
        return locale.say("page.label", label=value.zfill(2) if value.isdecimal() else value)
    if facet == "month":
        year, _, month = value.rpartition("-")
        if month.isdecimal() and 1 <= int(month) <= 12:
            if year.isdecimal():
                return locale.month(int(year), int(month))
            return locale.months[int(month) - 1]
    return value
