"""Every page and section can be passed on, without script, by a link that says what it does."""

from urllib.parse import parse_qs, urlsplit

from tests.conftest import REAL_ADDRESS
from tests.site.built_site import BuiltPage, BuiltSite

MESSENGER = "//a[starts-with(@href, 'https://wa.me/?text=')]"


def messages(page: BuiltPage, within: str = "") -> list[str]:
    links = page.tree.xpath(within + MESSENGER + "/@href")
    return [parse_qs(urlsplit(link).query)["text"][0] for link in links]


def test_every_page_is_passed_on_under_its_own_address(addressed_site: BuiltSite):
    for page in addressed_site.pages:
        if page.tree.xpath("//meta[@name='robots' and @content='noindex']"):
            continue  # it only stands in for others
        address = REAL_ADDRESS + page.url.lstrip("/")
        tools = messages(page, "//ul[contains(@class, 'ps-tools')]")
        assert [text.split()[-1] for text in tools] == [address], page


def test_a_section_is_passed_on_to_where_it_stands(addressed_site: BuiltSite):
    count = 0
    for page in addressed_site.pages:
        address = REAL_ADDRESS + page.url.lstrip("/")
        for text in messages(page, "//section"):
            place, _, anchor = text.rpartition(" ")[2].partition("#")
            assert (place, anchor in page.anchors) == (address, True), (page, text)
            count += 1
    assert count


def test_links_that_pass_on_are_told_apart(addressed_site: BuiltSite):
    for page in addressed_site.pages:
        names = page.tree.xpath(f"//section{MESSENGER}/@aria-label")
        assert len(names) == len(set(names)) == len(messages(page, "//section")), page


def test_a_reserved_address_is_not_passed_on(built_site: BuiltSite):
    assert not [page for page in built_site.pages if messages(page)]
