"""axe-core on every kind of page, in both themes."""

from __future__ import annotations

from importlib.resources import files
from urllib.parse import quote

import pytest

from ..web import followed, papers
from .conftest import Open

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "calendar": "/calendar/yunhe-ribao",
    "issue": f"/issue/{papers.MAIN_ISSUE.id}",
    "article": f"/article/{papers.JUMPED_ID}",
    "open-jump": f"/article/{papers.OPEN_JUMP_ID}",
    "table": f"/article/{papers.MIXED_ID}",
    "english": f"/article/{papers.ENGLISH_ID}?lang=en&size=large",
    "vertical": f"/article/{papers.VERTICAL_ID}?dir=vertical&lang=zh-Hant",
    "search": f"/search?q={quote('云河')}&year=2026",
    "search-help": "/search",
    "figures": f"/figures?q={quote('云河')}",
    "commitments": f"/commitments?q={quote('云河')}",
    "search-none": "/search?q=zzz&section=x&fold=0",
}
#: Of the paper that is followed over a year.
FOLLOWED = {
    "chart": f"/figures?q={quote('水利补助资金')}",
    "programmes": "/programmes",
    "board": "/programmes/hg3ze0vs",
    "board-en": "/programmes/hg3ze0vs?lang=en&day=2026-09-01&theme=contrast",
    "names": "/names",
    "person": f"/names/person/{quote('苏棠')}?lang=zh-Hant",
    "organisation": f"/names/organisation/{quote('市水利局')}",
    "digest": f"/digest/{followed.WEEK}",
}
FAILING = {"search-error": "/search?q=(a", "missing": "/no/such/page"}


def _violations(page: object, path: str) -> list[str]:
    page.goto(path)  # type: ignore[attr-defined]
    for fold in page.locator("details").all():  # type: ignore[attr-defined]
        fold.evaluate("fold => { fold.open = true }")
    # Evaluated by the debugger, so that the page's own policy stays as it is.
    page.evaluate(  # type: ignore[attr-defined]
        files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    )
    found = page.evaluate("() => axe.run(document)")  # type: ignore[attr-defined]
    assert len(found["passes"]) > 10
    return [
        f"{rule['id']} ({rule['impact']}): {node['html']}"
        for rule in found["violations"]
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault(visit: Open, name: str, width: str, scheme: str) -> None:
    page = visit(width, color_scheme=scheme).page
    assert _violations(page, PAGES[name]) == []


@pytest.mark.parametrize("name", FOLLOWED)
@pytest.mark.parametrize(("width", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_no_serious_fault_on_what_is_followed(
    visit: Open, followed_paper: str, name: str, width: str, scheme: str
) -> None:
    page = visit(width, color_scheme=scheme, base_url=followed_paper).page
    assert _violations(page, FOLLOWED[name]) == []


@pytest.mark.parametrize("name", FAILING)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_on_failures(visit: Open, name: str, scheme: str) -> None:
    watch = visit("phone", color_scheme=scheme)
    assert _violations(watch.page, FAILING[name]) == []
    # The browser itself notes an answer of 400 or 404 in its console.
    watch.complaints = [said for said in watch.complaints if "status of 40" not in said]
