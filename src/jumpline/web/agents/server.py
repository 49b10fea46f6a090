"""The tools of an MCP server over the answers; by standard input and output, or by HTTP."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from jumpline._version import VERSION
from jumpline.errors import JumplineError, MissingExtra
from jumpline.web.agents.answers import Answers
from jumpline.web.server import address_of, listen
from jumpline.web.source import ReadableArchive

_ABOUT = (
    "An archive of newspapers, article by article. Search first; quote only what a tool returned, "
    "with its title, date and page. Dates are ISO 8601; an article's id is title/date/key."
)


def agents(archive: ReadableArchive, *, address: str | None = None) -> Any:
    """An ``mcp`` server, not running yet. Raises ``MissingExtra``."""
    try:
        from mcp.server.mcpserver import MCPServer
    except ImportError as error:
        raise MissingExtra(
            "serving agents needs the extra agents.", remedy="pip install 'jumpline[agents]'"
        ) from error
    answers = Answers(archive, address)
    server = MCPServer("jumpline", instructions=_ABOUT, version=VERSION)

    def tool(name: str, about: str, ask: Callable[..., dict[str, Any]]) -> None:
        server.add_tool(_plain(ask), name=name, description=about)

    tool(
        "titles", "The newspapers in the archive, with their first and last issues.", answers.titles
    )
    tool(
        "search",
        'Articles by words or "exact phrases" (Chinese is searched as written; simplified finds '
        "traditional). Operators: AND OR NOT, headline:, person:, date:2026-04..2026-06. order: "
        "relevance, newest or oldest.",
        answers.search,
    )
    tool("open_issue", "An issue: its pages with the articles that begin on each.", answers.issue)
    tool("open_article", "An article whole, with how to cite it.", answers.article)
    tool(
        "quote",
        "Where words stand in an article as printed: page, boxes in points, what is before and "
        "after. `said` is false where the article does not say so.",
        answers.quote,
    )
    tool(
        "figures",
        "Numbers that the paper reported about something (a search, or an issue's id): value, unit, "
        "bound, measure, period, who, the sentence, its page and box, and how to cite it; the oldest "
        "first, so that they show how a figure developed. measure: only of this thing.",
        answers.figures,
    )
    tool(
        "commitments",
        "What was promised, planned or ordered about something (a search, or an issue's id): who, "
        "by when, the sentence, its page and box, and how to cite it; the oldest first.",
        answers.commitments,
    )
    return server


def _plain(ask: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """A mistake of the agent is told to it in one line, with what to do."""

    @wraps(ask)
    def asked(*given: Any, **named: Any) -> dict[str, Any]:
        try:
            return ask(*given, **named)
        except JumplineError as error:
            from mcp.server.mcpserver.exceptions import ToolError

            raise ToolError(str(error)) from error

    return asked


def serve_agents(
    archive: ReadableArchive,
    host: str | None = None,
    port: int = 8766,
    ready: Callable[[str], None] | None = None,
    *,
    root_path: str = "",
    house: Path | None = None,
) -> None:
    """By standard input and output, or by HTTP at ``host`` under ``/mcp``. ``root_path`` is the
    address of the served paper, for links; agents see no ``house``."""
    server = agents(archive, address=root_path or None)
    if host is None:
        server.run("stdio")
        return
    import uvicorn

    # Answers are whole, and no session holds anything: any number of servers may share the work.
    app = server.streamable_http_app(json_response=True, stateless_http=True, host=host)
    with contextlib.closing(listen(host, port)) as listener:
        if ready is not None:
            ready(f"{address_of(listener, '')}mcp")
        config = uvicorn.Config(app, log_level="warning", access_log=False)
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
