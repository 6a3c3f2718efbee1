"""An outcome of the checker on paper: a list to tick off, on one sheet, and nothing superfluous."""

import io
from typing import Any

import pypdf
import pytest

from tests.browser.conftest import OpenPage
from tests.site.built_site import BuiltSite
from tests.site.walk import outcome_pages, tree_of

BOX = """(name) => {
    const item = document.querySelector(name);
    return parseFloat(getComputedStyle(item, "::before").borderTopWidth) || 0;
}"""


def plain(text: str) -> str:
    """Give words as they were written: print joins letters and breaks lines."""
    joined = text.replace("\ufb01", "fi").replace("\ufb02", "fl").replace("\ufb00", "ff")
    return "".join(joined.replace("\ufb03", "ffi").split())


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_outcome_prints_as_a_checklist_on_one_sheet(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, lang: str
):
    page = open_page()
    words = built_site.words(lang)
    date_line = words["checker"]["asked_on"].partition(":")[0]
    superfluous = (
        *(words["checker"]["again"], words["checker"]["back"].partition("{")[0]),
        *(words["page"]["next"], words["page"]["help"]),
    )
    outcomes: dict[str, Any] = tree_of(built_site)["outcomes"]
    for name, built in outcome_pages(built_site, lang).items():
        page.goto(site_address + built.url)
        paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
        assert len(paper.pages) == 1, built.url
        text = plain(paper.pages[0].extract_text())
        for thing in outcomes[name].get("bring", ()):
            assert plain(thing[lang]) in text, (built.url, thing)
        assert plain(date_line) in text, built.url
        assert plain(f"{built_site.base_url.rstrip('/')}{built.url}") in text, built.url
        for control in superfluous:
            assert plain(control) not in text, (built.url, control)


def test_boxes_to_tick_stand_on_paper_and_not_on_the_screen(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page()
    outcomes = tree_of(built_site)["outcomes"]
    name = next(name for name, outcome in outcomes.items() if outcome.get("bring"))
    page.goto(site_address + outcome_pages(built_site, "id")[name].url)
    items = (".ps-outcome__bring > li", ".ps-outcome .ps-contact-card__name")
    assert [page.evaluate(BOX, item) for item in items] == [0, 0]
    page.emulate_media(media="print")
    assert all(page.evaluate(BOX, item) > 0 for item in items)
