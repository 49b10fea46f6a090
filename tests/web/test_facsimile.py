"""The printed page: its picture by the IIIF Image API, its articles as regions, its text in place."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from jumpline.archive import Archive
from jumpline.model.outline import outlines
from jumpline.web.images.request import BadImageRequest, read_request
from jumpline.web.views.page import facsimile_view
from jumpline.web.views.printed import printed

from .conftest import Get, client_of
from .markup import Markup
from .printed import opened

pytest.importorskip("pyvips")
pytest.importorskip("uharfbuzz")


@pytest.fixture(scope="module")
def archive() -> Iterator[Archive]:
    with opened() as found:
        yield found


@pytest.fixture(scope="module")
def get(archive: Archive) -> Get:
    return client_of(archive)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def issue_id(archive: Archive) -> str:
    return archive.issues()[0].id


@pytest.fixture(scope="module")
def base(issue_id: str) -> str:
    return f"/iiif/image/{issue_id}/1"


def _size(body: bytes) -> tuple[int, int, str]:
    from PIL import Image

    with Image.open(io.BytesIO(body)) as picture:
        return (*picture.size, str(picture.format))


def test_info_says_what_there_is(get: Get, base: str) -> None:
    answer = get(f"{base}/info.json")
    told = answer.json()
    assert told["id"] == f"http://paper.test{base}"
    assert told["type"] == "ImageService3" and told["profile"] == "level2"
    assert told["protocol"] == "http://iiif.io/api/image"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "level2" in answer.headers["link"]
    ld = get(f"{base}/info.json", accept="application/ld+json")
    assert ld.headers["content-type"].startswith("application/ld+json")
    moved = get(base)
    assert moved.status_code == 303 and moved.headers["location"].endswith("/info.json")


# The checks of the IIIF Image API validator, level 2: https://iiif.io/api/image/validator/
@pytest.mark.parametrize(
    ("region", "size", "rotation", "file", "wanted"),
    [
        ("full", "400,", "0", "default.jpg", (400, None, "JPEG")),
        ("full", ",300", "0", "default.png", (None, 300, "PNG")),
        ("full", "!200,200", "0", "color.webp", (None, 200, "WEBP")),
        ("full", "200,200", "0", "gray.jpg", (200, 200, "JPEG")),
        ("full", "pct:10", "0", "bitonal.png", (None, None, "PNG")),
        ("square", "200,", "0", "default.jpg", (200, 200, "JPEG")),
        ("100,200,300,400", "max", "0", "default.jpg", (300, 400, "JPEG")),
        ("100,200,300,400", "max", "90", "default.jpg", (400, 300, "JPEG")),
        ("100,200,300,400", "max", "180", "default.jpg", (300, 400, "JPEG")),
        ("100,200,300,400", "max", "!270", "default.jpg", (400, 300, "JPEG")),
        ("pct:10,10,20,20", "150,", "0", "default.jpg", (150, None, "JPEG")),
        ("0,0,512,512", "256,256", "0", "default.jpg", (256, 256, "JPEG")),
        ("0,0,100,100", "^300,300", "0", "default.jpg", (300, 300, "JPEG")),
    ],
)
def test_image_requests(
    get: Get,
    base: str,
    region: str,
    size: str,
    rotation: str,
    file: str,
    wanted: tuple[int | None, int | None, str],
) -> None:
    answer = get(f"{base}/{region}/{size}/{rotation}/{file}")
    assert answer.status_code == 200
    width, height, form = _size(answer.content)
    assert form == wanted[2]
    assert wanted[0] in (None, width) and wanted[1] in (None, height)
    again = get(f"{base}/{region}/{size}/{rotation}/{file}", if_none_match=answer.headers["etag"])
    assert again.status_code == 304


def test_a_region_is_that_part_of_the_page(get: Get, base: str) -> None:
    """Cut from the full picture and asked for as a region: the same picture."""
    from PIL import Image, ImageChops, ImageStat

    whole = Image.open(io.BytesIO(get(f"{base}/full/max/0/default.png").content)).convert("L")
    for x, y, w, h in ((0, 0, 200, 150), (700, 900, 333, 222), (1000, 100, 64, 700)):
        part = Image.open(io.BytesIO(get(f"{base}/{x},{y},{w},{h}/max/0/default.png").content))
        other = whole.crop((x, y, x + w, y + h))
        assert ImageStat.Stat(ImageChops.difference(part.convert("L"), other)).mean[0] < 1
        half = Image.open(
            io.BytesIO(get(f"{base}/{x},{y},{w},{h}/{w // 2},{h // 2}/0/default.png").content)
        )
        near = other.resize((w // 2, h // 2))
        assert ImageStat.Stat(ImageChops.difference(half.convert("L"), near)).mean[0] < 12


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("full/0,/0/default.jpg", 400),
        ("full/max/0/default.gif", 400),
        ("full/max/0/green.jpg", 400),
        ("full/max/361/default.jpg", 400),
        ("full/max/abc/default.jpg", 400),
        ("full/max/45/default.jpg", 501),
        ("99999,0,10,10/max/0/default.jpg", 400),
        ("0,0,0,10/max/0/default.jpg", 400),
        ("-1,0,10,10/max/0/default.jpg", 400),
        ("full/99999,/0/default.jpg", 400),
        ("full/^99999,99999/0/default.jpg", 400),
        ("full/pct:1e9/0/default.jpg", 400),
        ("full/,/0/default.jpg", 400),
        ("full/!100,/0/default.jpg", 400),
        ("rm%20-rf/max/0/default.jpg", 400),
    ],
)
def test_bad_image_requests(get: Get, base: str, path: str, status: int) -> None:
    answer = get(f"{base}/{path}")
    assert answer.status_code == status
    assert answer.json()["status"] == status


def test_missing_pictures(get: Get, issue_id: str) -> None:
    for path in (f"{issue_id}/99", "no/such/1"):
        assert get(f"/iiif/image/{path}/info.json").status_code == 404


def test_answers_are_bounded() -> None:
    with pytest.raises(BadImageRequest):
        read_request("full", "^20000,20000", "0", "default", "jpg", width=3000, height=4000)


def test_every_article_is_a_region_that_opens_it(archive: Archive, get: Get, issue_id: str) -> None:
    issue = archive.get(issue_id)
    for page in issue.pages:
        html = get(f"/page/{issue_id}/{page.number}").text
        markup = Markup(html)
        regions = markup.by_class("region")
        here = [article for article in issue.articles if page.number in article.pages]
        assert [each.attributes["href"] for each in regions] == [f"/article/{a.id}" for a in here]
        assert all(each.attributes["aria-label"] for each in regions)
        # Every line of the page is there to be selected, in the order in which it is read.
        text = "".join(each.text for each in markup.all("text"))
        for article in here:
            for item in article.body:
                own = [a for a in item.anchors if a.page == page.number]
                lines = [
                    line.text
                    for anchor in own
                    for block in page.blocks
                    if block.id == anchor.block
                    for line in block.lines
                ]
                assert "".join(lines) in text


def test_regions_hold_their_text_and_no_other(archive: Archive, issue_id: str) -> None:
    issue = archive.get(issue_id)
    for page in issue.pages:
        view = facsimile_view(issue, page)
        shapes = {each.article.id: _polygons(each.path) for each in view.regions}
        for block in page.blocks:
            if block.box is None:
                continue
            x, y = (block.box[0] + block.box[2]) / 2, (block.box[1] + block.box[3]) / 2
            inside = {name for name, shape in shapes.items() if _inside(shape, x, y)}
            assert inside <= {block.article}
            assert block.article is None or inside == {block.article}


def _polygons(path: str) -> list[list[tuple[float, float]]]:
    return [
        [(float(a), float(b)) for a, b in (point.split(",") for point in part.split())]
        for part in path.replace("Z", "").split("M")
        if part
    ]


def _inside(polygons: list[list[tuple[float, float]]], x: float, y: float) -> bool:
    odd = False
    for ring in polygons:
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                odd = not odd
    return odd


def test_outlines_of_apart_and_touching_boxes() -> None:
    assert len(outlines([(0, 0, 10, 10), (30, 0, 40, 10)])) == 2
    assert len(outlines([(0, 0, 10, 10), (20, 0, 30, 10)], near=12)) == 1
    # What lies between belongs to another.
    assert len(outlines([(0, 0, 10, 10), (20, 0, 30, 10)], [(12, -5, 18, 15)], near=12)) == 2
    ring = [(0, 0, 30, 10), (0, 20, 30, 30), (0, 0, 10, 30), (20, 0, 30, 30)]
    assert sorted(len(each) for each in outlines([tuple(map(float, b)) for b in ring])) == [4, 4]


def test_words_are_found_where_they_are_printed(archive: Archive, get: Get, issue_id: str) -> None:
    issue = archive.get(issue_id)
    found = list(printed(issue, "潮汐书屋"))
    assert found and all(each.text.replace("\n", "") == "潮汐书屋" for each in found)
    assert any(len(each.boxes) > 1 for each in found), "one of them is cut by a column"
    for version in ("search", "search1"):
        told = get(f"/iiif/{issue_id}/{version}?q=潮汐书屋").json()
        targets = [
            each.get("target") or each.get("on") for each in told.get("items") or told["resources"]
        ]
        assert len(targets) == sum(len(each.boxes) for each in found)
        assert all("#xywh=" in each for each in targets)
    assert get(f"/iiif/{issue_id}/search?q=没有这样的词").json()["items"] == []


def test_iiif_prezi3_loads_what_is_served(get: Get, issue_id: str) -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from iiif_prezi3 import AnnotationPage, Collection, Manifest

        found = Manifest.model_validate(get(f"/iiif/{issue_id}/manifest.json").json())
        for canvas in found.items:
            path = str(canvas.annotations[0].id).removeprefix("http://paper.test")
            AnnotationPage.model_validate(get(path).json())
        top = Collection.model_validate(get("/iiif/collection.json").json())
        for title in top.items:
            path = str(title.id).removeprefix("http://paper.test")
            years = Collection.model_validate(get(path).json())
            for year in years.items:
                path = str(year.id).removeprefix("http://paper.test")
                Collection.model_validate(get(path).json())


class _Counted:
    """The archive, which counts how often it is asked for an edition."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.editions = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._archive, name)

    def edition(self, issue_id: str) -> str:
        self.editions += 1
        return self._archive.edition(issue_id)


def test_a_tile_asks_the_archive_once(archive: Archive, base: str) -> None:
    counted = _Counted(archive)
    get = client_of(counted)  # type: ignore[arg-type]
    assert get(f"{base}/0,0,512,512/256,256/0/default.webp").status_code == 200
    counted.editions = 0
    for path in ("/0,0,512,512/256,256/0/default.webp", "/full/360,/0/default.webp", "/info.json"):
        assert get(base + path).status_code == 200
    assert counted.editions == 3
