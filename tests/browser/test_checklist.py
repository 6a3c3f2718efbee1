"""An outcome of the checker on paper: a list to tick off, on one sheet, and nothing superfluous."""

import io

import pypdf
import pytest

from tests.browser.conftest import OpenPage
from tests.every import every
from tests.site.built_site import BuiltSite
from tests.site.walk import outcome_pages

PAPERS = "ps-answer-card__bring"
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
    for built in every(outcome_pages(built_site, lang).values()):
        page.goto(site_address + built.url)
        paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
        assert len(paper.pages) == 1, built.url
        text = plain(paper.pages[0].extract_text())
        said = page.locator("[data-answer] li, [data-answer] p").all_inner_texts()
        for line in every(said):
            assert plain(line) in text, (built.url, line)
        assert plain(date_line) in text, built.url
        assert plain(f"{built_site.base_url.rstrip('/')}{built.url}") in text, built.url
        for control in superfluous:
            assert plain(control) not in text, (built.url, control)


def test_papers_to_bring_have_boxes_to_tick_on_paper(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page()
    pages = every(outcome_pages(built_site, "id").values())
    built = next(page for page in pages if page.tree.xpath(f"//*[@class='{PAPERS} ps-plain']"))
    page.goto(site_address + built.url)
    page.emulate_media(media="print")
    assert page.evaluate(BOX, f".{PAPERS} > li") > 0
