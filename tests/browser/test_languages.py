"""Every language switch of a page, clicked both ways: it lands on the twin, 404 included."""

from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, OpenPage
from tests.site.built_site import BuiltPage, BuiltSite

SWITCH = "header nav a[hreflang='{lang}']"
LOST = "/no/such/page/"
LETTER = "az-"
TARGETED = """ids => ids.filter(id => {
  location.hash = id;
  return document.querySelector(":target")?.id === id;
})"""


def click(page: Page, selector: str) -> None:
    with page.expect_navigation(wait_until="commit"):
        page.locator(selector).first.click()
    page.wait_for_load_state("domcontentloaded")


def ids(page: Page) -> list[str]:
    """What an address can point at; of letters each language has its own."""
    anchors = page.locator("[id]").evaluate_all("elements => elements.map(element => element.id)")
    return [anchor for anchor in anchors if not anchor.startswith(LETTER)]


def test_every_switch_leads_to_the_twin_and_back(
    built_site: BuiltSite,
    walked_pages: tuple[BuiltPage, ...],
    site_address: str,
    open_page: OpenPage,
):
    page = open_page(viewport=DESKTOP)
    for start in walked_pages:
        for twin in built_site.twins(start):
            page.goto(site_address + start.url, wait_until="domcontentloaded")
            click(page, SWITCH.format(lang=twin.lang))
            assert urlsplit(page.url).path == twin.url, start.url
            assert page.locator("html").get_attribute("lang") == twin.lang
            click(page, SWITCH.format(lang=start.lang))
            assert urlsplit(page.url).path == start.url, twin.url


def test_every_anchor_of_a_page_is_one_of_its_twin_without_scripts(
    built_site: BuiltSite,
    walked_pages: tuple[BuiltPage, ...],
    site_address: str,
    open_page: OpenPage,
):
    """The address of any part stays right when only its path changes from one twin to another."""
    page, other = (open_page(viewport=DESKTOP, java_script_enabled=False) for _ in "12")
    for start in walked_pages:
        page.goto(site_address + start.url, wait_until="domcontentloaded")
        anchors = ids(page)
        for twin in built_site.twins(start):
            target = page.locator(SWITCH.format(lang=twin.lang)).first.get_attribute("href")
            address = urljoin(site_address + start.url, target)
            other.goto(address, wait_until="domcontentloaded")
            assert sorted(ids(other)) == sorted(anchors), twin.url
            assert other.evaluate(TARGETED, anchors) == anchors, twin.url


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_lost_visitor_can_change_the_language_at_any_address(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, has_scripts: bool
):
    page = open_page(viewport=DESKTOP, java_script_enabled=has_scripts)
    default = built_site.pages[0].lang
    for lang in built_site.languages:
        page.goto(site_address + LOST, wait_until="domcontentloaded")
        assert page.locator("html").get_attribute("lang") == default
        if lang != default:
            click(page, SWITCH.format(lang=lang))
            assert page.locator("html").get_attribute("lang") == lang
            click(page, SWITCH.format(lang=default))
        assert page.locator("html").get_attribute("lang") == default


def test_a_lost_visitor_is_led_home_in_every_language(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page(viewport=DESKTOP)
    for lang in built_site.languages:
        page.goto(site_address + LOST, wait_until="domcontentloaded")
        click(page, f"main section[lang='{lang}'] a[hreflang='{lang}']")
        assert page.locator("html").get_attribute("lang") == lang
        for other in built_site.languages:
            if other != lang:
                click(page, SWITCH.format(lang=other))
                assert page.locator("html").get_attribute("lang") == other
                click(page, SWITCH.format(lang=lang))
                assert page.locator("html").get_attribute("lang") == lang
