"""Every language switch of every page, clicked both ways: it lands on the twin, 404 included."""

from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, OpenPage
from tests.site.built_site import BuiltSite

SWITCH = "header nav a[hreflang='{lang}']"
SECTION = "main section > h2[id]"
"""Sections that were written: each has the same id in every language."""


def click(page: Page, selector: str) -> None:
    with page.expect_navigation(wait_until="commit"):
        page.locator(selector).first.click()
    page.wait_for_load_state("domcontentloaded")


def ids(page: Page) -> list[str]:
    return page.locator(SECTION).evaluate_all("headings => headings.map(heading => heading.id)")


def test_every_switch_on_every_page_leads_to_the_twin_and_back(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page(viewport=DESKTOP)
    for start in built_site.pages:
        for twin in () if start.is_not_found else built_site.twins(start):
            page.goto(site_address + start.url, wait_until="domcontentloaded")
            click(page, SWITCH.format(lang=twin.lang))
            assert urlsplit(page.url).path == twin.url, start.url
            assert page.locator("html").get_attribute("lang") == twin.lang
            click(page, SWITCH.format(lang=start.lang))
            assert urlsplit(page.url).path == start.url, twin.url


def test_an_anchor_means_the_same_section_in_every_language(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    """The address of a section stays right when only its path changes from one twin to another."""
    page, other = open_page(viewport=DESKTOP), open_page(viewport=DESKTOP)
    default = built_site.pages[0].lang
    for start in (p for p in built_site.pages if p.lang == default and not p.is_not_found):
        page.goto(site_address + start.url, wait_until="domcontentloaded")
        anchors = ids(page)
        for twin in built_site.twins(start):
            target = page.locator(SWITCH.format(lang=twin.lang)).first.get_attribute("href")
            address = urljoin(site_address + start.url, target)
            other.goto(address, wait_until="domcontentloaded")
            assert ids(other) == anchors, twin.url
            for anchor in anchors[-1:]:
                other.goto(f"{address}#{anchor}", wait_until="domcontentloaded")
                assert other.locator("h2:target").get_attribute("id") == anchor


def test_a_lost_visitor_is_led_home_in_every_language(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page(viewport=DESKTOP)
    lost = f"{site_address}/no/such/page/"
    for lang in built_site.languages:
        page.goto(lost, wait_until="domcontentloaded")
        click(page, f"main section[lang='{lang}'] a[hreflang='{lang}']")
        assert page.locator("html").get_attribute("lang") == lang
        for other in built_site.languages:
            if other != lang:
                click(page, SWITCH.format(lang=other))
                assert page.locator("html").get_attribute("lang") == other
                click(page, SWITCH.format(lang=lang))
                assert page.locator("html").get_attribute("lang") == lang
