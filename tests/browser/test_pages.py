"""Every page, in a real browser: no error, no sideways scroll, the right twin, no script needed."""

from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.site.built_site import BuiltPage, BuiltSite

NARROW = {"width": 320, "height": 640}
OVERFLOWING = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter(element => element.getBoundingClientRect().right > width + 1)
    .slice(0, 5).map(element => `${element.tagName.toLowerCase()}.${element.className}`)
    .concat(`the page is ${document.documentElement.scrollWidth} px wide`);
}"""
VISIBLE_TEXT = """() => [...document.querySelectorAll('main *')]
  .filter(element => element.matches('h1, h2, h3, p, li, dt, dd, td, th'))
  .filter(element => element.checkVisibility())
  // What only scripts can do, or tell of the reader's own device, is no part of the page.
  .filter(element => !element.closest('.ps-search, .ps-kept, .ps-again'))
  .map(element => element.textContent.trim().replace(/\\s+/g, ' '))"""


KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
  }
  return kept;
}"""


def address_of(site_address: str, page: BuiltPage) -> str:
    return site_address + ("/" + page.path if page.is_not_found else page.url)


def watch(page: Page, site_address: str) -> list[str]:
    """Gather what goes wrong in a page from now on: errors, failed and foreign requests."""
    wrong: list[str] = []
    page.on(
        "console",
        # Browsers look for an icon of their own accord where a page names none.
        lambda message: (
            message.type == "error"
            and not message.location["url"].endswith("/favicon.ico")
            and wrong.append(f"{message.text} {message.location['url']}")
        ),
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "requestfailed",
        # What the browser gives up because the visitor has left is no failure.
        lambda request: (
            request.failure == "net::ERR_ABORTED"
            or wrong.append(f"failed: {request.url}: {request.failure}")
        ),
    )
    page.on(
        "request",
        lambda request: (
            request.url.startswith((site_address, "data:"))
            or wrong.append(f"elsewhere: {request.url}")
        ),
    )
    page.on(
        "response",
        lambda response: (
            response.status >= 400 and wrong.append(f"{response.status}: {response.url}")
        ),
    )
    return wrong


def test_no_page_reports_an_error_or_asks_another_site(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    browser_page = open_page(viewport=PHONE, service_workers="allow")
    wrong = watch(browser_page, site_address)
    found = []
    for page in built_site.pages:
        browser_page.goto(address_of(site_address, page))
        found += [f"{page}: {message}" for message in wrong]
        wrong.clear()
    assert not found, "\n".join(found)


def test_no_page_scrolls_sideways_on_the_narrowest_phone(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    browser_page = open_page(viewport=NARROW)
    found = []
    for page in built_site.pages:
        browser_page.goto(address_of(site_address, page))
        found += [f"{page}: {element}" for element in browser_page.evaluate(OVERFLOWING)]
    assert not found, "\n".join(found)


def test_a_page_can_be_read_and_left_without_scripts(
    built_site: BuiltSite,
    walked_pages: tuple[BuiltPage, ...],
    site_address: str,
    open_page: OpenPage,
):
    with_scripts = open_page(viewport=PHONE)
    browser_page = open_page(viewport=PHONE, java_script_enabled=False)
    for page in walked_pages:
        address = address_of(site_address, page)
        with_scripts.goto(address)
        browser_page.goto(address)
        assert browser_page.locator("h1").count() == 1, page.url
        assert browser_page.locator("h1").is_visible(), page.url
        seen = set(browser_page.evaluate(VISIBLE_TEXT))
        assert len(seen) > 1, page.url
        missing = set(with_scripts.evaluate(VISIBLE_TEXT)) - seen
        assert not missing, f"{page}: {sorted(missing)}"
        for twin in built_site.twins(page):
            if not page.is_not_found:
                switch_to(browser_page, twin.lang)
                assert urlsplit(browser_page.url).path == twin.url


def test_a_lost_visitor_finds_the_way_home(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    browser_page = open_page(viewport=PHONE)
    response = browser_page.goto(f"{site_address}/tidak/ada/di-sini/")
    assert response is not None
    assert response.status == 404
    hrefs = browser_page.locator("main a").evaluate_all("links => links.map(link => link.href)")
    homes = {page.url for page in built_site.pages if page.key == "home"}
    assert homes <= {"/" + built_site_path(built_site, href) for href in hrefs}


def test_the_keyboard_s_first_stop_leads_past_the_header(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    browser_page = open_page(viewport=DESKTOP)
    for page in built_site.pages:
        if page.key not in {"home", "manfaat/jkm", "statistik"}:
            continue
        browser_page.goto(site_address + page.url)
        browser_page.keyboard.press("Tab")
        focused = browser_page.evaluate("document.activeElement.getAttribute('href')")
        assert focused and focused.startswith("#"), page.url
        browser_page.keyboard.press("Enter")
        assert browser_page.locator(f"main{focused}, main {focused}").count() == 1, page.url


def test_nothing_but_pages_is_stored_on_the_visitor_s_device(
    built_site: BuiltSite,
    walked_pages: tuple[BuiltPage, ...],
    site_address: str,
    open_page: OpenPage,
):
    browser_page = open_page(viewport=PHONE, service_workers="allow")
    for page in walked_pages:
        browser_page.goto(address_of(site_address, page))
    assert browser_page.context.cookies() == []
    assert browser_page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert browser_page.evaluate("async () => (await indexedDB.databases()).length") == 0
    # What is kept is what the page on privacy tells: pages of this site and what shows them.
    kept = browser_page.evaluate(KEPT)
    addresses = {f"{site_address}{page.url}" for page in built_site.pages}
    assert kept
    assert all(url in addresses or "/assets/" in url for url in kept)


def switch_to(page: Page, lang: str) -> None:
    page.locator(f"header a[hreflang='{lang}']").first.click()


def built_site_path(site: BuiltSite, href: str) -> str:
    """Give the path of an absolute link under the site's root, wherever the site is served."""
    home = urlsplit(site.base_url).path
    return urlsplit(href).path.removeprefix(home).lstrip("/")
