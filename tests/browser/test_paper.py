"""Leaflets and posters on real paper sizes, and the codes on them before a camera."""

import io
import re
from collections.abc import Iterator

import lxml.html
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from site_builder.adapters.png import rasterise
from tests.browser.conftest import OpenPage, serve
from tests.conftest import REAL_ADDRESS
from tests.every import every
from tests.site.built_site import BuiltSite
from tests.site.sheets import MOST_SHEETS, check_paper, sheets

GUIDE_SHEETS = 2


@pytest.fixture(scope="session")
def addressed(addressed_site: BuiltSite) -> Iterator[str]:
    with serve(addressed_site.root) as address:
        yield address


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_every_sheet_fits_its_paper_and_shows_the_figures_of_its_page(
    open_page: OpenPage, addressed_site: BuiltSite, addressed: str
):
    for kind, sheet in sheets(addressed_site):
        page = open_page()
        page.goto(addressed + sheet.url)
        pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
        check_paper(pdf, kind, sheet)
        text = plain(" ".join(part.extract_text() for part in pdf.pages)).replace(" ", "")
        figures = sheet.tree.xpath('//*[contains(@class, "ps-sheet")]//data[@data-figure]')
        for figure in figures:
            assert plain(figure.text_content()).replace(" ", "") in text, (sheet, figure.text)
        page.close()


def test_a_guide_takes_two_sheets_and_its_proof_only_when_it_was_unfolded(
    open_page: OpenPage, built_site: BuiltSite, site_address: str
):
    for guide in every(built_site.written_for("guide")):
        page = open_page()
        page.goto(site_address + guide.url)
        assert len(PdfReader(io.BytesIO(page.pdf(format="A4"))).pages) <= GUIDE_SHEETS, guide.url
        page.locator("[data-proof] > summary").click()
        longer = PdfReader(io.BytesIO(page.pdf(format="A4")))
        assert len(longer.pages) > GUIDE_SHEETS, guide.url
        page.close()


def read_code(picture: bytes) -> str:
    """Give what a camera reads in a picture of one code."""
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("RGB"))
    return code.text


def test_the_code_leads_a_camera_to_the_changes(addressed_site: BuiltSite):
    for _, sheet in sheets(addressed_site):
        (drawing,) = sheet.tree.xpath("//*[contains(@class, 'ps-sheet__code')]/svg")
        drawing.set("xmlns", "http://www.w3.org/2000/svg")
        drawing.set("viewBox", drawing.get("viewbox"))
        svg = lxml.html.tostring(drawing, encoding="unicode", with_tail=False)
        target = "/" + read_code(rasterise(svg, width=300)).removeprefix(REAL_ADDRESS)
        changes = addressed_site.pages_by_url[target]
        above = sheet.key.rpartition("/")[0]
        assert (changes.key, changes.lang) == (f"{above}/changes", sheet.lang)


@pytest.mark.parametrize("kind", MOST_SHEETS)
def test_a_camera_reads_the_code_as_the_browser_draws_it(
    open_page: OpenPage, addressed_site: BuiltSite, addressed: str, kind: str
):
    sheet = next(page for found, page in sheets(addressed_site) if found == kind)
    page = open_page()
    page.goto(addressed + sheet.url)
    text = read_code(page.locator(".ps-sheet__code").screenshot())
    assert text == sheet.tree.xpath("string(//*[contains(@class, 'ps-sheet__code')]/following::a)")


def test_without_an_address_the_paper_says_so(built_site: BuiltSite):
    for _, sheet in sheets(built_site):
        assert not sheet.tree.xpath('//*[contains(@class, "ps-qr")]')
        foot = sheet.tree.xpath('string(//*[contains(@class, "ps-sheet__foot")])')
        assert built_site.base_url not in foot
        assert "QR" in foot
