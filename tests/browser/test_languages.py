"""Every language switch of a page, clicked both ways: it lands on the twin, 404 included."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, wait_for
from tests.site.built_site import BuiltPage, BuiltSite

SWITCH = "header nav a[hreflang='{lang}']"
LOST = "/no/such/page/"
LETTER = "az-"
"""Begins the anchors of letters, of which each language has its own."""


def click(page: Page, selector: str) -> None:
    with page.expect_navigation(wait_until="commit"):
        page.locator(selector).first.click()
    page.wait_for_load_state("domcontentloaded")


def last_section(page: BuiltPage) -> str:
    """Give the address of a page's last section on it; nothing where it has none."""
    anchors = page.tree.xpath("//main//section/h2/@id")
    shared = [anchor for anchor in anchors if not anchor.startswith(LETTER)]
    return f"#{shared[-1]}" if shared else ""


def test_every_switch_leads_to_the_twin_and_back_and_keeps_the_place(
    built_site: BuiltSite,
    walked_pages: tuple[BuiltPage, ...],
    site_address: str,
    open_page: OpenPage,
):
    page = open_page(viewport=DESKTOP)
    kept = 0
    for start in walked_pages:
        place = "" if start.is_not_found else last_section(start)
        kept += bool(place)
        for twin in built_site.twins(start):
            page.goto(f"{site_address}{start.url}{place}", wait_until="domcontentloaded")
            click(page, SWITCH.format(lang=twin.lang))
            assert page.url == f"{site_address}{twin.url}{place}", start.url
            assert page.locator("html").get_attribute("lang") == twin.lang
            click(page, SWITCH.format(lang=start.lang))
            assert page.url == f"{site_address}{start.url}{place}", twin.url
    assert kept > 5


def test_the_switch_follows_the_reader_down_the_page(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = built_site.page(built_site.key("guide"))
    twin = built_site.twins(page)[0]
    first, second, *_ = page.tree.xpath("//main//section/h2/@id")
    browser_page = open_page(viewport=PHONE)
    browser_page.goto(site_address + page.url)
    switch = browser_page.locator(f"header a[hreflang='{twin.lang}']")
    assert "#" not in (switch.get_attribute("href") or "")
    for anchor in (first, second):
        browser_page.evaluate("anchor => { location.hash = anchor; }", anchor)
        wait_for(
            browser_page,
            "([lang, anchor]) => document.querySelector("
            "`header a[hreflang='${lang}']`).hash === '#' + anchor",
            [twin.lang, anchor],
        )
    switch.click()
    assert urlsplit(browser_page.url).fragment == second


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_lost_visitor_can_change_the_language_at_any_address(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, has_scripts: bool
):
    page = open_page(viewport=DESKTOP, java_script_enabled=has_scripts)
    default = built_site.languages[0]
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
        response = page.goto(site_address + LOST, wait_until="domcontentloaded")
        assert response is not None
        assert response.status == 404
        click(page, f"main section[lang='{lang}'] a[hreflang='{lang}']")
        assert page.locator("html").get_attribute("lang") == lang
        for other in built_site.languages:
            if other != lang:
                click(page, SWITCH.format(lang=other))
                assert page.locator("html").get_attribute("lang") == other
                click(page, SWITCH.format(lang=lang))
                assert page.locator("html").get_attribute("lang") == lang
