"""The menu of a phone, larger and zoomed; and what the questions about room must find."""

import pytest

from tests.browser.conftest import PHONE, READING, OpenPage
from tests.browser.measures import ADD_SHEET
from tests.browser.test_every_page import TWICE, ZOOMED
from tests.site.built_site import BuiltSite


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
    for page in built_site.written_for("home"):
        browser_page.goto(site_address + page.url)
        browser_page.evaluate(ADD_SHEET, styles)
        browser_page.locator(".ps-menu summary").focus()
        browser_page.keyboard.press("Enter")
        for _ in browser_page.locator(".ps-menu__panel a").all():
            browser_page.keyboard.press("Tab")
            assert browser_page.evaluate("reading.stop()")["faults"] == []
        assert browser_page.evaluate("reading.overflowing()") == []


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
