"""axe-core on the open menu, and on mistakes that it must find; pages: `test_every_page.py`."""

from tests.browser.conftest import PHONE, RUN_AXE, OpenPage
from tests.site.built_site import BuiltSite


def test_the_open_menu_breaks_no_rule_either(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, axe: str
):
    for colours in ("light", "dark"):
        browser_page = open_page(viewport=PHONE, color_scheme=colours)
        for page in built_site.written_for("home"):
            browser_page.goto(site_address + page.url)
            browser_page.locator(".ps-menu summary").click()
            browser_page.evaluate(axe)
            assert browser_page.evaluate(RUN_AXE) == [], page.url


def test_the_checker_finds_mistakes_of_every_sort(open_page: OpenPage, axe: str):
    browser_page = open_page()
    browser_page.set_content(
        """<main><img src="data:,"><p style="color:#ccc">pale</p><p style="color:#666">not 7:1</p>
        <button aria-label="Other words">Words to press</button></main>"""
    )
    browser_page.evaluate(axe)
    broken = {line.partition(":")[0] for line in browser_page.evaluate(RUN_AXE)}
    sorts = {"image-alt", "color-contrast", "color-contrast-enhanced", "html-has-lang"}
    assert sorts | {"label-content-name-mismatch", "page-has-heading-one"} <= broken
