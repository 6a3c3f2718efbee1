"""A page asks nobody but its own site for anything, and runs nothing that it does not show."""

import re
from urllib.parse import urlsplit

from tests.every import every
from tests.site.built_site import BuiltSite, sent_bytes

LOADED = (
    "//script/@src | //img/@src | //iframe/@src | //embed/@src | //object/@data | //source/@src"
    " | //video/@src | //audio/@src | //track/@src | //input/@src | //*[local-name()='use']/@href"
    " | //link[not(contains('canonical alternate license me help author next prev', @rel))]/@href"
)
"""What a browser fetches by itself; `<a href>` waits for a person."""
EVENT_HANDLERS = "//@*[starts-with(name(), 'on')]"


def test_a_page_loads_nothing_from_elsewhere(built_site: BuiltSite):
    loaded = [
        f"{page} loads {address}"
        for page in built_site.pages
        for address in page.tree.xpath(LOADED)
        if urlsplit(address).netloc and not address.startswith(built_site.base_url)
    ]
    assert not loaded, "\n".join(loaded)


def test_a_page_prepares_no_connection_to_elsewhere(built_site: BuiltSite):
    for page in built_site.pages:
        relations = page.tree.xpath("//link/@rel")
        assert not {"preconnect", "dns-prefetch"} & set(" ".join(relations).split()), page.url


def test_a_page_has_no_inline_event_handlers(built_site: BuiltSite):
    for page in built_site.pages:
        assert not page.tree.xpath(EVENT_HANDLERS), page.url
        assert not page.tree.xpath("//@*[starts-with(normalize-space(.), 'javascript:')]"), page.url


def test_a_page_has_no_frames_and_sends_nobody_on(built_site: BuiltSite):
    for page in built_site.pages:
        assert not page.tree.xpath("//iframe | //frame | //object | //embed"), page.url
        assert not page.tree.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']")


def test_a_form_sends_nothing_away(built_site: BuiltSite):
    for page in built_site.pages:
        for form in page.tree.xpath("//form"):
            assert form.get("method", "get").lower() == "get", page.url
            assert not urlsplit(form.get("action", "")).netloc, page.url


def test_stylesheets_and_scripts_name_no_other_site(built_site: BuiltSite):
    scripts = every(built_site.root.rglob("*.js"))
    styles = every(style for page in built_site.pages for style in page.tree.xpath("//style"))
    for text in {
        *(path.read_text(encoding="utf-8") for path in scripts),
        *(style.text for style in styles),
    }:
        others = re.findall(r"(?:https?:)?//[\w-]+\.[\w.-]+", text)
        assert set(others) <= {"http://www.w3.org"}, text[:200]
        assert "document.cookie" not in text, text[:200]
        assert "sendBeacon" not in text, text[:200]


def test_scripts_enhance_and_stay_small(built_site: BuiltSite):
    for page in built_site.pages:
        for script in page.tree.xpath("//script[not(@src)]"):
            assert script.get("type") == "application/ld+json", f"{page}: an inline script"
        loaded = [
            built_site.file_of(built_site.resolve(page, address) or "")
            for address in page.tree.xpath("//script/@src")
        ]
        assert sum(map(sent_bytes, loaded)) <= 5_120, page.url
