"""The site with a keyboard alone: every way is open, every stop is seen, in the page's order."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, READING, OpenPage, address_of, wait_for
from tests.browser.measures import ADD_SHEET
from tests.site.built_site import BuiltSite
from tests.site.walk import outcome_pages

MANY = 600
"""More stops than any page has."""


def stops(page: Page) -> list[dict]:
    """Press Tab until the page is left, or begins anew, and tell every stop."""
    page.evaluate(READING)
    found: list[dict] = []
    for _ in range(MANY):
        page.keyboard.press("Tab")
        stop = page.evaluate("reading.stop()")
        if stop is None or (found and stop["number"] == found[0]["number"]):
            return found
        found.append(stop)
    raise AssertionError(f"{page.url} cannot be left: {found[-1]['name']}")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element that fits has the focus."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{page.url}: Tab never reaches {selector}")


def follow(page: Page, selector: str) -> str:
    """Go to a link with the keyboard, open it, and give the path of the page it leads to."""
    tab_to(page, selector)
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.keyboard.press("Enter")
    return urlsplit(page.url).path


@pytest.mark.parametrize(
    "viewport",
    [PHONE, pytest.param(DESKTOP, marks=pytest.mark.full)],
    ids=["phone", "desktop"],
)
def test_every_stop_is_seen_in_the_order_of_the_page_and_none_is_a_trap(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, viewport: dict[str, int]
):
    browser_page = open_page(viewport=viewport)
    wrong = []
    for page in built_site.varied_pages:
        browser_page.goto(address_of(site_address, page))
        found = stops(browser_page)
        expected = range(browser_page.evaluate("reading.stops().length"))
        assert [stop["number"] for stop in found] == list(expected), page.url
        wrong += [f"{page}: {stop['name']} {fault}" for stop in found for fault in stop["faults"]]
        if not page.is_not_found:
            first = browser_page.evaluate("reading.stops()[0].hash")
            assert first, f"{page}: the first stop leads nowhere on the page"
            assert browser_page.locator(f"main{first}, main {first}").count() == 1, str(page)
        across = [stop["left"] for stop in found if stop["isInHeader"]]
        assert across == sorted(across), f"{page}: the header is not walked as it is seen"
    assert not wrong, "\n".join(wrong)


def test_from_the_home_page_to_an_outcome_of_the_checker(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    for lang in built_site.languages:
        page = open_page(viewport=PHONE)
        start = built_site.page(built_site.key("checker"), lang)
        page.goto(site_address + built_site.page("home", lang).url)
        slug = start.url.rstrip("/").rpartition("/")[2]
        assert follow(page, f".ps-task__link[href*='{slug}']") == start.url
        seen = [start.url]
        while page.locator("main .ps-answer").count():
            seen.append(follow(page, "main .ps-answer"))
        assert len(set(seen)) == len(seen) > 3
        assert page.locator("main [data-answer]").is_visible()
        assert built_site.pages_by_url[seen[-1]] in outcome_pages(built_site, lang).values()
        assert follow(page, ".ps-next__link") in built_site.pages_by_url


def test_the_menu_of_a_phone_opens_and_leads_to_its_first_page(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    key = built_site.settings["navigation"][0]
    for lang in built_site.languages:
        page = open_page(viewport=PHONE)
        page.goto(site_address + built_site.page("home", lang).url)
        first = page.locator(".ps-menu__panel a").first
        assert not first.is_visible()
        tab_to(page, ".ps-menu summary")
        page.keyboard.press("Enter")
        assert first.is_visible()
        assert follow(page, ".ps-menu__panel a") == built_site.page(key, lang).url
        assert not page.locator(".ps-menu__panel").is_visible()


def test_an_open_menu_covers_no_stop_of_the_page(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    wrong = []
    for template in ("home", "benefits", "checker"):
        key = built_site.key(template)
        page.goto(site_address + built_site.page(key).url)
        tab_to(page, ".ps-menu summary")
        page.keyboard.press("Enter")
        assert page.locator(".ps-menu__panel").is_visible()
        wrong += [f"{key}: {stop['name']} {f}" for stop in stops(page) for f in stop["faults"]]
    assert not wrong, "\n".join(wrong)


def test_the_contents_open_and_lead_to_a_section(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    start = built_site.page(built_site.key("guide"))
    page.goto(site_address + start.url)
    tab_to(page, ".ps-contents summary")
    page.keyboard.press("Space")
    tab_to(page, ".ps-contents__link")
    page.keyboard.press("Enter")
    target = page.evaluate("document.querySelector(':target').getBoundingClientRect().top")
    assert 0 <= target < PHONE["height"]
    # The next stop is in the section, not back at the top; a long table moves the page.
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.querySelector(':target').compareDocumentPosition(document.activeElement)"
        " & Node.DOCUMENT_POSITION_FOLLOWING"
    )


def test_folded_sources_open_from_their_own_fold_and_from_the_line_under_the_title(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    folded = [
        start
        for start in built_site.pages
        if start.tree.xpath("//details[@data-proof][not(@open)]//*[@id='sources']")
    ]
    assert folded
    for start in folded[:2]:
        page.goto(site_address + start.url)
        assert not page.locator("#sources").is_visible()
        tab_to(page, "details[data-proof] > summary")
        page.keyboard.press("Enter")
        assert page.locator("#sources").is_visible()
        page.goto(site_address + start.url)
        tab_to(page, "main a[href='#sources']")
        page.keyboard.press("Enter")
        page.locator("#sources").wait_for(state="visible")


def test_what_scrolls_in_its_box_is_scrolled_with_the_keyboard(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    """At twice the text size a table may be wider than its box: it can be reached and moved."""
    page = open_page(viewport=PHONE)
    moved = 0
    for start in built_site.varied_pages:
        page.goto(address_of(site_address, start))
        page.evaluate(ADD_SHEET, "html { font-size: 250% !important }")
        boxes = page.locator(".ps-table[tabindex='0']")
        for number in range(boxes.count()):
            box = boxes.nth(number)
            if not box.evaluate("box => box.scrollWidth > box.clientWidth + 1"):
                continue
            box.focus()
            page.keyboard.press("ArrowRight")
            wait_for(page, "box => box.scrollLeft > 0", box.element_handle())
            moved += 1
            break
        if moved > 3:
            return
    assert moved
