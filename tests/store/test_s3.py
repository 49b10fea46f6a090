"""Blobs in an object store: a real S3 server of this machine, the rows in PostgreSQL."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jumpline.archive import open_archive
from jumpline.cli import run
from jumpline.sample import write_pages
from jumpline.store.blobs import Blobs

from ..postgres_server import Server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def bucket() -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import boto3
        from moto.server import ThreadedMotoServer

        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        client = boto3.client("s3")
        client.create_bucket(Bucket="papers")
        yield client
    server.stop()


def keys(client: Any) -> list[str]:
    return [each["Key"] for each in client.list_objects_v2(Bucket="papers").get("Contents", [])]


def test_an_archive(
    bucket: Any, postgres: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = postgres.address("s3://papers/blobs")
    assert run(["add", str(write_pages(tmp_path)), "--archive", url]) == 0
    assert len(keys(bucket)) == 6
    assert run(["verify", "--archive", url]) == 0
    assert run(["move", url, str(tmp_path / "here")]) == 0
    assert run(["verify", "--archive", str(tmp_path / "here")]) == 0
    with open_archive(url, read_only=True) as archive:
        (issue,) = archive.issues()
        assert len(archive.sources(issue.id)) == 5
        digest = archive.revisions(issue.id)[0].digest
    bucket.put_object(Bucket="papers", Key=f"blobs/{digest[:2]}/{digest[2:]}", Body=b"{}")
    capsys.readouterr()
    assert run(["verify", "--archive", url]) == 6
    assert "wrong-digest" in capsys.readouterr().out


def test_blobs(bucket: Any) -> None:
    blobs, other = Blobs("s3://papers/more"), Blobs("s3://papers/more")
    kept, left = blobs.put(b"one"), other.put(b"two")
    assert blobs.put(b"one") == kept
    assert (blobs.get(left), other.get(kept)) == (b"two", b"one")
    assert sorted(blobs.digests()) == sorted([kept, left])
    assert blobs.sweep({kept}) == 1
    assert not blobs.has(left)
    assert list(other.digests()) == [kept]
