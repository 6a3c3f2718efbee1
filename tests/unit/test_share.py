"""A page and a section can be passed on without script, once the site has an address."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from site_builder.views.links import share_href
from tests.builders import make_context


def addressed(key: str = "markup", lang: str = "en"):
    context = make_context(lang, key)
    return replace(context, site=replace(context.site, base_url="https://contoh.desa.id/a/"))


def message(href: str) -> str:
    assert href.startswith("https://wa.me/?")
    return parse_qs(urlsplit(href).query)["text"][0]


def test_a_page_is_passed_on_with_its_title_and_its_address():
    href = share_href(addressed(), "Who & what? 100%")
    assert message(href) == "Who & what? 100% https://contoh.desa.id/a/en/markup/"


def test_a_section_is_passed_on_with_its_anchor():
    assert message(share_href(addressed(), "Where", "where")).endswith("/en/markup/#where")


def test_nothing_is_passed_on_that_nobody_can_open():
    assert share_href(make_context("en", "markup"), "Title") == ""
    assert share_href(addressed("404"), "Title") == ""
