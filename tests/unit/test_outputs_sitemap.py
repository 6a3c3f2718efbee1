"""What crawlers are told: every page with its languages, and whether they may come at all."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from site_builder.model.urls import is_reserved_address
from site_builder.outputs.sitemap import last_change, sitemap_files
from site_builder.views.rendered import ChartFile
from tests.unit.outputs_site import all_pages, by_path, make_site

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}
ROOT = "https://lampu.desa.id/program"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://lampu.example/", True),
        ("https://Lampu.EXAMPLE:8443/a/", True),
        ("https://lampu.example./", True),
        ("https://www.example.org/", True),
        ("https://example.com/", True),
        ("http://localhost:8000/", True),
        ("https://a.test/", True),
        ("/", True),
        ("https://myexample.org/", False),
        ("https://lampu.desa.id/example.com/", False),
        ("https://example.id/", False),
    ],
)
def test_a_reserved_name_is_told_from_one_that_somebody_owns(address: str, expected: bool):
    assert is_reserved_address(address) is expected


def test_a_full_address_keeps_the_base_path_and_quotes_what_is_no_ascii():
    site = make_site()
    assert site.absolute_url("/kabar/") == f"{ROOT}/kabar/"
    assert site.absolute_url("/désa/", "coverage.total") == f"{ROOT}/d%C3%A9sa/#coverage.total"


def test_the_sitemap_lists_every_indexed_page_once_with_its_languages():
    site = make_site()
    root = ElementTree.fromstring(by_path(sitemap_files(site, all_pages(site)))["sitemap.xml"])
    urls = {
        url.findtext("s:loc", "", NAMES): [
            (link.get("hreflang"), link.get("href")) for link in url.findall("x:link", NAMES)
        ]
        for url in root.findall("s:url", NAMES)
    }
    assert len(urls) == len(root) == 22  # 12 written pages, 10 with the records of figures
    expected = [
        ("id", f"{ROOT}/tentang/"),
        ("en", f"{ROOT}/en/about/"),
        ("x-default", f"{ROOT}/tentang/"),
    ]
    assert urls[f"{ROOT}/tentang/"] == urls[f"{ROOT}/en/about/"] == expected


def test_the_sitemap_names_the_pictures_that_tell_something():
    site = make_site()
    first, *others = all_pages(site)
    drawn = ChartFile(path="charts/count-id", svg="<svg/>", endings=("svg", "png"))
    first = replace(first, charts=(drawn,), assets=frozenset({"assets/a.jpg", "assets/mark.svg"}))
    root = ElementTree.fromstring(by_path(sitemap_files(site, (first, *others)))["sitemap.xml"])
    pictures = [loc.text for loc in root.iterfind(".//i:loc", NAMES)]
    assert pictures == [f"{ROOT}/assets/a.jpg", f"{ROOT}/charts/count-id.png"]


def test_a_page_that_is_not_indexed_is_no_alternate_either():
    site = make_site()
    pages = tuple(
        replace(page, is_indexed=page.is_indexed and page.page.url != "/tentang/")
        for page in all_pages(site)
    )
    root = ElementTree.fromstring(by_path(sitemap_files(site, pages))["sitemap.xml"])
    about = next(u for u in root if u.findtext("s:loc", "", NAMES) == f"{ROOT}/en/about/")
    assert [link.get("hreflang") for link in about.findall("x:link", NAMES)] == ["en"]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("updates/start", "2031-03-04"),
        ("updates/plan", ""),
        ("home", "2031-02-03"),
        ("updates", ""),
    ],
    ids=["day of the update", "only its month is known", "newest source", "no sources"],
)
def test_the_date_of_a_page_comes_from_its_content(key: str, expected: str):
    site = make_site()
    page = site.plan.find(key, "id")
    assert page is not None
    assert last_change(page, site.project.sources) == expected


def test_a_month_newer_than_every_day_hides_the_date():
    site = make_site(more={})
    sources = dict(site.project.sources)
    sources["S2"] = replace(sources["S2"], date="2031-03")
    page = site.plan.find("about", "id")
    assert page is not None
    assert last_change(page, site.project.sources) == "2031-02-03"
    assert last_change(page, sources) == ""


def test_crawlers_are_kept_out_of_an_address_that_is_not_real():
    site = make_site(base_url="https://lampu.example/")
    assert by_path(sitemap_files(site, ()))["robots.txt"] == b"User-agent: *\nDisallow: /\n"


def test_crawlers_are_shown_the_sitemap_of_a_real_address():
    robots = by_path(sitemap_files(make_site(), ()))["robots.txt"].decode()
    assert robots == f"User-agent: *\nAllow: /\n\nSitemap: {ROOT}/sitemap.xml\n"
