"""Whoever passes an address on gets a picture with the right figure, in the right language."""

import io
import re

from PIL import Image

from tests.conftest import REAL_ADDRESS
from tests.every import every
from tests.site.built_site import BuiltPage, BuiltSite

HEAVIEST = 40_960
NUMBER = r"Rp\d[\d.,]*|\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?%"
"""Amounts, grouped counts and percentages; years and dates are none."""


def said(page: BuiltPage, name: str) -> list[str]:
    return page.tree.xpath(f'//meta[@property="{name}" or @name="{name}"]/@content')


def shared_pages(site: BuiltSite) -> list[BuiltPage]:
    """Give the pages with an address of their own: not those that only stand in for others."""
    return [*every(page for page in site.pages if "noindex" not in said(page, "robots"))]


def test_every_page_has_a_picture_that_networks_take(addressed_site: BuiltSite, is_full_run: bool):
    drawn = []
    for page in shared_pages(addressed_site):
        (address,) = said(page, "og:image")
        assert address.startswith(REAL_ADDRESS), page
        size = [int(said(page, f"og:image:{side}")[0]) for side in ("width", "height")]
        assert size == [1200, 630], page
        assert said(page, "twitter:card") == ["summary_large_image"], page
        content = (addressed_site.root / address.removeprefix(REAL_ADDRESS)).read_bytes()
        if content or is_full_run:
            drawn.append((page, content))
    for page, content in every(drawn):
        assert len(content) <= HEAVIEST, page
        image = Image.open(io.BytesIO(content))
        assert (image.format, image.size) == ("PNG", (1200, 630)), page


def test_no_picture_is_left_over(addressed_site: BuiltSite):
    named = {said(page, "og:image")[0] for page in shared_pages(addressed_site)}
    files = (addressed_site.root / "assets" / "cards").iterdir()
    assert {f"{REAL_ADDRESS}assets/cards/{file.name}" for file in files} == named


def test_a_picture_shows_no_number_but_a_figure_of_the_site(addressed_site: BuiltSite):
    """A page may name any figure for its picture, also one that it does not show itself."""
    shown = {
        lang: {
            " ".join(data.text_content().split())
            for page in addressed_site.pages
            if page.lang == lang
            for data in page.tree.xpath("//data[@data-figure]")
        }
        for lang in addressed_site.languages
    }
    numbers = [
        (page, number.rstrip(".,"))
        for page in shared_pages(addressed_site)
        for number in re.findall(NUMBER, said(page, "og:image:alt")[0])
    ]
    for page, number in every(numbers):
        assert any(number in text for text in shown[page.lang]), f"{page}: {number}"


def test_a_page_names_its_language_and_the_others(addressed_site: BuiltSite):
    locales = {each["code"]: each["locale"] for each in addressed_site.settings["languages"]}
    for page in shared_pages(addressed_site):
        others = [locales[twin.lang] for twin in addressed_site.twins(page)]
        assert said(page, "og:locale") == [locales[page.lang]], page
        assert said(page, "og:locale:alternate") == others, page


def test_a_reserved_address_offers_no_picture(built_site: BuiltSite):
    assert not (built_site.root / "assets" / "cards").exists()
    assert not [page for page in built_site.pages if said(page, "og:image")]
