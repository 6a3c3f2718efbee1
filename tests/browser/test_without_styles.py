"""Pages without styles and without scripts: all the text, in its order, soon after the top."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.test_pages import address_of
from tests.site.built_site import BuiltPage, BuiltSite

WORDS_BEFORE_THE_TITLE = 40
"""Skip link, name, main pages, languages and the way here; more would bury the page."""

WITHOUT_STYLES = """() => {
  document.querySelectorAll('style, link[rel=stylesheet]').forEach(sheet => sheet.remove());
  return document.styleSheets.length + document.querySelectorAll('[style]').length;
}"""
# Blocks that are read; a fold counts, whether open or not. What is `hidden` waits for a script.
TEXTS = """() => [...document.querySelectorAll('main *')]
  .filter(element => element.matches('h1, h2, h3, p, li, dt, dd, td, th, caption, summary'))
  .filter(element => !element.closest('[hidden]'))
  .map(element => element.textContent.trim().replace(/\\s+/g, ' ')).filter(Boolean)"""
SHOWN = """() => [...document.querySelectorAll('main *')]
  .filter(element => element.matches('h1, h2, h3, p, li, dt, dd, td, th, caption, summary'))
  .filter(element => element.checkVisibility() || element.closest('details:not([open])'))
  .map(element => element.textContent.trim().replace(/\\s+/g, ' ')).filter(Boolean)"""


@pytest.fixture
def bare_page(open_page: OpenPage) -> Page:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.route("**/*.css", lambda route: route.abort())
    return page


def strip(page: Page, address: str) -> None:
    page.goto(address)
    assert page.evaluate(WITHOUT_STYLES) == 0, f"{address} is still styled"


def before_the_title(page: Page) -> list[str]:
    title = page.locator("h1").inner_text()
    return page.locator("body").inner_text().partition(title)[0].split()


def test_the_title_comes_soon(
    walked_pages: tuple[BuiltPage, ...], site_address: str, bare_page: Page
):
    for page in walked_pages:
        strip(bare_page, address_of(site_address, page))
        before = before_the_title(bare_page)
        assert len(before) <= WORDS_BEFORE_THE_TITLE, f"{page}: {' '.join(before)}"


def test_no_list_of_links_is_met_twice(built_site: BuiltSite, site_address: str, bare_page: Page):
    """What is there twice, for a narrow and a wide screen, is folded once."""
    for page in built_site.varied_pages:
        strip(bare_page, address_of(site_address, page))
        lists = bare_page.locator("nav").evaluate_all(
            "navs => navs.filter(nav => nav.checkVisibility({ contentVisibilityAuto: true }))"
            ".map(nav => [...nav.querySelectorAll('a')]"
            ".filter(link => link.checkVisibility({ contentVisibilityAuto: true }))"
            ".map(link => link.href).join())"
        )
        shown = [links for links in lists if links]
        assert len(shown) == len(set(shown)), f"{page}: {shown}"


def test_all_the_text_is_there_in_the_same_order(
    walked_pages: tuple[BuiltPage, ...], site_address: str, open_page: OpenPage, bare_page: Page
):
    styled = open_page(viewport=DESKTOP)
    for page in walked_pages:
        address = address_of(site_address, page)
        styled.goto(address)
        strip(bare_page, address)
        shown = bare_page.evaluate(SHOWN)
        assert shown == bare_page.evaluate(TEXTS), f"{page}: hidden without styles"
        assert shown == styled.evaluate(TEXTS), f"{page}: a script adds or moves text"


def test_every_row_of_a_table_is_read_in_one_line(
    built_site: BuiltSite, site_address: str, bare_page: Page
):
    for page in with_tables(built_site):
        strip(bare_page, address_of(site_address, page))
        for table in bare_page.locator("table").all():
            caption, *rows = re.split(r"\n+", table.inner_text().strip())
            assert caption, page.url
            assert any("\t" in row for row in rows), f"{page}: {caption}"


def with_tables(site: BuiltSite) -> list[BuiltPage]:
    return [page for page in site.varied_pages if page.tree.xpath("//table")]
