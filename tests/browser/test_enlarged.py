"""Larger, wider set and zoomed: nothing is lost, cut off or covered, and nothing scrolls sideways.

WCAG 2.2: 1.4.4 (text at 200 %), 1.4.10 (zoom to 400 %: 1280 by 1024 becomes 320 by 256), 1.4.12
(text spacing), 2.5.8 (targets).
"""

from collections.abc import Sequence

import pytest

from tests.browser.conftest import DESKTOP, PHONE, READING, OpenPage
from tests.browser.test_pages import address_of
from tests.site.built_site import BuiltPage, BuiltSite
from tests.site.walk import page_of

ZOOMED = {"width": 320, "height": 256}

TWICE = "html { font-size: 200% !important; }"
SPACED = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
"""
UNFOLDED = "document.querySelectorAll('main details').forEach(fold => { fold.open = true; })"


WAYS = {
    "text at 200 % on a phone": (PHONE, TWICE),
    "text at 200 % on a desktop": (DESKTOP, TWICE),
    "zoom to 400 %": (ZOOMED, ""),
    "wide spacing on a phone": (PHONE, SPACED),
    "wide spacing on a desktop": (DESKTOP, SPACED),
}


def lost(open_page: OpenPage, site_address: str, pages: Sequence[BuiltPage], way: str) -> list[str]:
    """Tell what is lost on pages that are enlarged in a way."""
    viewport, styles = WAYS[way]
    browser_page = open_page(viewport=viewport)
    browser_page.add_init_script(READING)
    found = []
    for page in pages:
        browser_page.goto(address_of(site_address, page))
        browser_page.add_style_tag(content=f"/* {way} */ {styles}")
        browser_page.evaluate(UNFOLDED)
        found += [f"{page}: {fault}" for fault in browser_page.evaluate("reading.lost()")]
    return found


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_lost_on_a_page_of_each_kind(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, way: str
):
    found = lost(open_page, site_address, built_site.varied_pages, way)
    assert not found, "\n".join(found)


@pytest.mark.full
@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_lost_on_any_page(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, way: str
):
    found = lost(open_page, site_address, built_site.pages, way)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("viewport", "styles"), [(PHONE, TWICE), (ZOOMED, "")], ids=["200", "400"])
def test_the_open_menu_of_a_phone_is_whole(
    built_site: BuiltSite,
    site_address: str,
    open_page: OpenPage,
    viewport: dict[str, int],
    styles: str,
):
    browser_page = open_page(viewport=viewport)
    browser_page.add_init_script(READING)
    for lang in built_site.languages:
        browser_page.goto(site_address + page_of(built_site, "home", lang).url)
        browser_page.add_style_tag(content=f"/* enlarged */ {styles}")
        browser_page.locator(".ps-menu summary").focus()
        browser_page.keyboard.press("Enter")
        for _ in browser_page.locator(".ps-menu__panel a").all():
            browser_page.keyboard.press("Tab")
            assert browser_page.evaluate("reading.stop()")["faults"] == []
        assert browser_page.evaluate("reading.overflowing()") == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_what_is_pressed_is_44_pixels_high_and_wide(
    walked_pages: tuple[BuiltPage, ...],
    site_address: str,
    open_page: OpenPage,
    viewport: dict[str, int],
):
    """Links in the flow of a text are as high as its lines; axe-core sees to the space around."""
    browser_page = open_page(viewport=viewport)
    browser_page.add_init_script(READING)
    found = []
    for page in walked_pages:
        browser_page.goto(address_of(site_address, page))
        browser_page.evaluate(UNFOLDED)
        found += [f"{page}: {fault}" for fault in browser_page.evaluate("reading.smallTargets(44)")]
    assert not found, "\n".join(found)


BROKEN = """<main>
<h1 style="width: 900px">A line that is much wider than any phone is, for sure</h1>
<p style="height: 1em; overflow: hidden; width: 9em">A line that is cut off at its foot, here</p>
<p style="margin-block: 0">One</p><p style="margin-top: -1.2em">Two</p>
<a href="#" style="display: block; width: 20px; height: 20px">x</a>
</main>"""


@pytest.mark.parametrize("question", ["overflowing", "cutOff", "overlapping", "smallTargets"])
def test_the_questions_find_what_is_wrong(open_page: OpenPage, question: str):
    browser_page = open_page(viewport=PHONE)
    browser_page.set_content(BROKEN)
    browser_page.evaluate(READING)
    assert browser_page.evaluate(f"reading.{question}(44)")
