"""A client that speaks to the application without a network."""

from __future__ import annotations

from collections.abc import Callable

import anyio
import httpx
import pytest
from starlette.applications import Starlette

from jumpline.web.app import create_app
from jumpline.web.house import House

from .fake import FakeArchive

Get = Callable[..., httpx.Response]


def client_of(archive: FakeArchive, root_path: str = "") -> Get:
    return _client(create_app(archive, root_path=root_path))


def client_of_house(archive: FakeArchive, house: House) -> Get:
    return _client(create_app(archive, house=house))


def _client(app: Starlette) -> Get:
    def request(path: str, method: str = "GET", **headers: str) -> httpx.Response:
        async def send() -> httpx.Response:
            # A crash is answered too; what it raises then is for the server's log.
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://paper.test") as http:
                names = {name.replace("_", "-"): value for name, value in headers.items()}
                return await http.request(method, path, headers=names)

        return anyio.run(send)

    return request


@pytest.fixture
def archive() -> FakeArchive:
    return FakeArchive()


@pytest.fixture
def get(archive: FakeArchive) -> Get:
    return client_of(archive)
