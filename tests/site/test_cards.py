"""Whoever passes an address on gets a picture with the right figure, in the right language."""

import io

import pytest
from PIL import Image

from tests.conftest import REAL_ADDRESS
from tests.site.built_site import BuiltPage, BuiltSite

HEAVIEST = 40_960
LOCALES = {"id": "id_ID", "en": "en_GB"}


def said(page: BuiltPage, name: str) -> list[str]:
    return page.tree.xpath(f'//meta[@property="{name}" or @name="{name}"]/@content')


def shared_pages(site: BuiltSite) -> list[BuiltPage]:
    """Give the pages with an address of their own: not those that only stand in for others."""
    return [page for page in site.pages if "noindex" not in said(page, "robots")]


def test_every_page_has_a_picture_that_networks_take(addressed_site: BuiltSite):
    for page in shared_pages(addressed_site):
        (address,) = said(page, "og:image")
        assert address.startswith(REAL_ADDRESS), page
        content = (addressed_site.root / address.removeprefix(REAL_ADDRESS)).read_bytes()
        assert len(content) <= HEAVIEST, page
        image = Image.open(io.BytesIO(content))
        size = [int(said(page, f"og:image:{side}")[0]) for side in ("width", "height")]
        assert (image.format, list(image.size)) == ("PNG", size) == ("PNG", [1200, 630]), page
        assert said(page, "twitter:card") == ["summary_large_image"], page


def test_no_picture_is_left_over(addressed_site: BuiltSite):
    named = {said(page, "og:image")[0] for page in shared_pages(addressed_site)}
    files = (addressed_site.root / "assets" / "cards").iterdir()
    assert {f"{REAL_ADDRESS}assets/cards/{file.name}" for file in files} == named


@pytest.mark.parametrize(
    ("key", "lang", "words"),
    [
        ("home", "id", ["7.217", "30 November 2025", "berbeda antarsumber"]),
        ("home", "en", ["7,217", "30 November 2025", "sources differ"]),
        ("manfaat/jkm", "id", ["Rp42.000.000", "ada syaratnya"]),
        ("manfaat/jkm", "en", ["Rp42,000,000", "conditions apply"]),
        ("updates/peserta-november-2025", "id", ["7.217", "6 November 2025"]),
        ("kontak", "id", ["Kontak dan pengaduan"]),
    ],
)
def test_a_picture_says_what_its_page_says(addressed_site: BuiltSite, key, lang, words):
    page = next(p for p in addressed_site.pages if (p.key, p.lang) == (key, lang))
    (text,) = said(page, "og:image:alt")
    assert [word for word in words if word not in text] == []


def test_a_page_names_its_language_and_the_others(addressed_site: BuiltSite):
    for page in shared_pages(addressed_site):
        others = [LOCALES[twin.lang] for twin in addressed_site.twins(page)]
        assert said(page, "og:locale") == [LOCALES[page.lang]], page
        assert said(page, "og:locale:alternate") == others, page


def test_a_reserved_address_offers_no_picture(built_site: BuiltSite):
    assert not (built_site.root / "assets" / "cards").exists()
    assert not [page for page in built_site.pages if said(page, "og:image")]
