"""What scripts add to a page that is whole without them."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser.conftest import PHONE
from tests.site.built_site import BuiltPage, BuiltSite

OpenPage = Callable[..., Page]

SECTIONS = "//main//section/h2/@id"


def sections(page: BuiltPage) -> list[str]:
    """Give the anchors of a page's sections, but letters: those are a language's own."""
    anchors = [str(anchor) for anchor in page.tree.xpath(SECTIONS)]
    return [anchor for anchor in anchors if not anchor.startswith("az-")]


def test_the_language_switch_keeps_the_place_on_the_page(
    built_site: BuiltSite,
    walked_pages: tuple[BuiltPage, ...],
    site_address: str,
    open_page: OpenPage,
):
    browser_page = open_page(viewport=PHONE)
    switched = set()
    for page in walked_pages:
        if page.is_not_found or not sections(page):
            continue
        anchor = sections(page)[-1]
        for twin in built_site.twins(page):
            assert anchor in twin.anchors, f"{page}: {twin} lacks #{anchor}"
            browser_page.goto(f"{site_address}{page.url}#{anchor}")
            browser_page.locator(f"header a[hreflang='{twin.lang}']").click()
            reached = urlsplit(browser_page.url)
            assert (reached.path, reached.fragment) == (twin.url, anchor)
            assert browser_page.locator("html").get_attribute("lang") == twin.lang
            switched.add(page.key)
    assert len(switched) > 5


def test_the_language_switch_follows_the_reader_down_the_page(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = next(page for page in built_site.pages if page.key == "klaim/jkm")
    (twin,) = built_site.twins(page)
    browser_page = open_page(viewport=PHONE)
    browser_page.goto(site_address + page.url)
    switch = browser_page.locator(f"header a[hreflang='{twin.lang}']")
    assert "#" not in (switch.get_attribute("href") or "")
    first, second, *_ = sections(page)
    for anchor in (first, second):
        browser_page.evaluate("anchor => { location.hash = anchor; }", anchor)
        browser_page.wait_for_function(
            "([lang, anchor]) => document.querySelector("
            "`header a[hreflang='${lang}']`).hash === '#' + anchor",
            arg=[twin.lang, anchor],
        )
    switch.click()
    assert urlsplit(browser_page.url).fragment == second
