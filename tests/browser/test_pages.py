"""Ways into the site, in a real browser; what each page is asked: `test_every_page.py`."""

from urllib.parse import urlsplit

from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.site.built_site import BuiltSite


def test_a_lost_visitor_finds_the_way_home(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    browser_page = open_page(viewport=PHONE)
    response = browser_page.goto(f"{site_address}/tidak/ada/di-sini/")
    assert response is not None
    assert response.status == 404
    hrefs = browser_page.locator("main a").evaluate_all("links => links.map(link => link.href)")
    homes = {page.url for page in built_site.written_for("home")}
    assert homes <= {"/" + built_site_path(built_site, href) for href in hrefs}


def built_site_path(site: BuiltSite, href: str) -> str:
    """Give the path of an absolute link under the site's root, wherever the site is served."""
    home = urlsplit(site.base_url).path
    return urlsplit(href).path.removeprefix(home).lstrip("/")


def test_the_keyboard_s_first_stop_leads_past_the_header(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    browser_page = open_page(viewport=DESKTOP)
    for template in ("home", "page", "statistics"):
        page = built_site.page(built_site.key(template))
        browser_page.goto(site_address + page.url)
        browser_page.keyboard.press("Tab")
        focused = browser_page.evaluate("document.activeElement.getAttribute('href')")
        assert focused and focused.startswith("#"), page.url
        browser_page.keyboard.press("Enter")
        assert browser_page.locator(f"main{focused}, main {focused}").count() == 1, page.url
