"""Every link leads to a page, a file or an anchor that exists, and is written the portable way."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote, urlsplit

from tests.every import every
from tests.site.built_site import BuiltPage, BuiltSite

OUTWARD_SCHEMES = {"https", "http", "tel", "sms", "mailto", "whatsapp", "geo", "data"}
LINK_ATTRIBUTES = ("href", "src", "action", "formaction", "poster", "data", "cite")
ABSOLUTE_BY_NATURE = "self::link[@rel='canonical' or (@rel='alternate' and @hreflang)]"
"""What machines read away from the page must name the whole address."""


def links(page: BuiltPage) -> Iterator[tuple[str, bool]]:
    """Give every address in a page, and whether it must be relative to the page."""
    for attribute in LINK_ATTRIBUTES:
        for element in page.tree.xpath(f"//*[@{attribute}]"):
            must_be_relative = not page.is_not_found and not element.xpath(ABSOLUTE_BY_NATURE)
            yield element.get(attribute), must_be_relative
    for candidates in page.tree.xpath("//@srcset | //@imagesrcset"):
        for candidate in candidates.split(","):
            yield candidate.split()[0], not page.is_not_found
    for address in page.tree.xpath("//meta[@property='og:url' or @property='og:image']/@content"):
        yield address, False


@cache
def internal_links(site: BuiltSite) -> list[tuple[BuiltPage, str, bool, str]]:
    """Give page, link as written, whether it must be relative, and its address under the root."""
    found = []
    for page in site.pages:
        for link, must_be_relative in links(page):
            if urlsplit(link).scheme in OUTWARD_SCHEMES and not link.startswith(site.base_url):
                continue
            target = site.resolve(page, link)
            assert target is not None, f"{page}: a link out of the site's folder: {link}"
            found.append((page, link, must_be_relative, target))
    return found


def test_every_internal_link_leads_to_a_file_of_the_site(built_site: BuiltSite):
    broken = sorted(
        f"{page} -> {link}"
        for page, link, _, target in internal_links(built_site)
        if not built_site.file_of(unquote(target.partition("#")[0])).is_file()
    )
    assert not broken, "\n".join(broken)


def test_every_anchor_of_an_internal_link_exists(built_site: BuiltSite):
    broken = []
    for page, link, _, target in internal_links(built_site):
        path, _, anchor = target.partition("#")
        target_page = built_site.pages_by_url.get(path)
        if anchor and target_page is not None and unquote(anchor) not in target_page.anchors:
            broken.append(f"{page} -> {link}")
    assert not broken, "\n".join(sorted(broken))


def test_internal_links_are_relative_to_the_page_and_name_no_index_file(built_site: BuiltSite):
    wrong = []
    for page, link, must_be_relative, _ in internal_links(built_site):
        parts = urlsplit(link)
        is_absolute = bool(parts.scheme or parts.netloc or parts.path.startswith("/"))
        if (must_be_relative and is_absolute) or parts.path.endswith("index.html"):
            wrong.append(f"{page} -> {link}")
    assert not wrong, "\n".join(sorted(wrong))


def test_links_to_pages_end_in_a_slash(built_site: BuiltSite):
    wrong = []
    for page, link, _, target in internal_links(built_site):
        path = target.partition("#")[0]
        last = path.rpartition("/")[2]
        if last and "." not in last:
            wrong.append(f"{page} -> {link}")
    assert not wrong, "\n".join(sorted(wrong))


def test_the_page_for_unknown_addresses_works_at_any_address(built_site: BuiltSite):
    root = built_site.pages_by_url.get("/404.html") or next(
        page for page in built_site.pages if page.path == "404.html"
    )
    loaded = root.tree.xpath("//script/@src | //img/@src | //link[@rel='stylesheet']/@href")
    assert not loaded, "the page for unknown addresses is self-contained"
    relative = [
        link
        for link, _ in links(root)
        if not urlsplit(link).scheme and not link.startswith(("/", "#"))
    ]
    assert not relative
    said = set(root.tree.xpath("//@lang"))
    assert set(built_site.languages) <= said, "it speaks every language of the site"


def test_every_page_can_be_reached_from_the_home_page_of_its_language(built_site: BuiltSite):
    for lang in built_site.languages:
        pages = {page.url: page for page in built_site.pages if page.lang == lang}
        home = next(page for page in pages.values() if page.key == "home")
        reached, waiting = {home.url}, [home]
        while waiting:
            page = waiting.pop()
            for link in page.tree.xpath("//body//a/@href"):
                target = (built_site.resolve(page, link) or "").partition("#")[0]
                if target in pages and target not in reached:
                    reached.add(target)
                    waiting.append(pages[target])
        lost = {page.url for page in pages.values() if not page.is_not_found} - reached
        assert not lost, f"no way leads to {sorted(lost)}"


def test_ids_are_unique_in_every_page(built_site: BuiltSite):
    for page in built_site.pages:
        ids = page.tree.xpath("//@id")
        repeated = {anchor for anchor in ids if ids.count(anchor) > 1}
        assert not repeated, f"{page}: {sorted(repeated)}"


def test_links_to_telephones_hold_only_a_number(built_site: BuiltSite):
    numbers = [
        (page, link)
        for page in built_site.pages
        for link in page.tree.xpath("//a/@href")
        if link.startswith(("tel:", "sms:"))
    ]
    assert numbers, "the contacts can be called"
    for page, link in numbers:
        number = link.partition(":")[2].partition("?")[0]
        assert re.fullmatch(r"\+?\d{3,15}", number), f"{page} -> {link}"


def test_styles_ask_for_no_file(built_site: BuiltSite):
    """A page carries its styles: an address in them would be one that no link check sees."""
    for page in built_site.pages:
        for style in every(page.tree.xpath("//style")):
            for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", style.text):
                assert address.startswith(("data:", "#")), f"{page} -> {address}"
    assert not list(built_site.root.rglob("*.css"))
