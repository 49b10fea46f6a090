"""The official client speaks to `jumpline mcp`, by standard input and output and by HTTP."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import anyio
import pytest

from jumpline.archive import Archive, open_archive
from jumpline.web.agents.answers import Answers

from .fake import FakeArchive
from .printed import printed_archive

pytest.importorskip("mcp")
pytest.importorskip("uharfbuzz")


@pytest.fixture(scope="module")
def folder() -> Path:
    return printed_archive()


@pytest.fixture(scope="module")
def archive(folder: Path) -> Any:
    with open_archive(folder, read_only=True) as found:
        yield found


def _content(result: Any) -> dict[str, Any]:
    assert not result.is_error, result
    found: dict[str, Any] = result.structured_content
    return found.get("result", found) if set(found) == {"result"} else found


async def _talk(client: Any, archive: Archive) -> None:
    tools = {tool.name for tool in (await client.list_tools()).tools}
    assert tools == {
        "titles", "search", "open_issue", "open_article", "quote", "figures", "commitments",
    }  # fmt: skip
    found = _content(await client.call_tool("search", {"query": '"潮汐书屋"'}))
    assert found["total"] == archive.search('"潮汐书屋"').total > 0
    first = found["hits"][0]
    article = _content(await client.call_tool("open_article", {"article": first["article"]}))
    assert article["headline"] and article["citation"].endswith(").")
    quoted = _content(
        await client.call_tool("quote", {"article": first["article"], "words": "潮汐书屋"})
    )
    assert quoted["quotations"] and all(each["boxes"] for each in quoted["quotations"])
    never = _content(
        await client.call_tool("quote", {"article": first["article"], "words": "没有这样的话"})
    )
    assert (never["said"], never["quotations"]) == (False, [])
    assert "does not say so" in never["advice"]
    issue = archive.issues()[0].id
    opened = _content(await client.call_tool("open_issue", {"issue": issue}))
    assert sum(len(page["articles"]) for page in opened["pages"]) == len(
        archive.get(issue).articles
    )
    figures = _content(await client.call_tool("figures", {"about": issue}))["figures"]
    assert figures and all(each["quote"] and each["issue"] == issue for each in figures)
    for each in figures:
        assert each["anchor"]["page"] and each["anchor"]["box"]
        assert each["id"].startswith(each["article"]) and each["citation"].endswith(").")
    promised = _content(await client.call_tool("commitments", {"about": issue}))["commitments"]
    assert promised and all(each["anchor"]["box"] and each["citation"] for each in promised)
    thing = next(each["measure"] for each in figures if each["measure"])
    some = await client.call_tool("figures", {"about": issue, "measure": thing})
    assert {each["measure"] for each in _content(some)["figures"]} == {
        each["measure"] for each in figures if thing in (each["measure"] or "")
    }
    year = await client.call_tool("search", {"query": "潮汐书屋", "year": "this"})
    assert year.is_error and "no year" in year.content[0].text
    wrong = await client.call_tool("open_article", {"article": "no/such/article"})
    assert wrong.is_error and "article" in wrong.content[0].text
    unclear = await client.call_tool("search", {"query": '"open'})
    assert unclear.is_error and "quotation mark" in unclear.content[0].text


def test_by_standard_input_and_output(folder: Path, archive: Archive) -> None:
    from mcp import Client, StdioServerParameters
    from mcp.client.stdio import stdio_client

    async def main() -> None:
        how = StdioServerParameters(
            command=sys.executable, args=["-m", "jumpline", "mcp", "--archive", str(folder)]
        )
        async with Client(stdio_client(how)) as client:
            await _talk(client, archive)

    anyio.run(main)


def test_by_http(folder: Path, archive: Archive) -> None:
    from mcp import Client

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    how = ["mcp", "--archive", str(folder), "--http", "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-m", "jumpline", *how, "--paper", "https://paper.example/"],
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)

        async def main() -> None:
            async with Client(f"http://127.0.0.1:{port}/mcp") as client:
                await _talk(client, archive)
                found = _content(await client.call_tool("search", {"query": "潮汐书屋"}))
                assert found["hits"][0]["address"].startswith("https://paper.example/article/")

        anyio.run(main)
    finally:
        process.terminate()
        process.wait(10)


def test_answers_are_bounded() -> None:
    answers = Answers(FakeArchive())
    assert len(answers.search("云河", limit=10_000)["hits"]) <= 50
    assert answers.search("云河", offset=-5)["offset"] == 0
