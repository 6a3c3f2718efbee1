"""Every link inside the site leads to a page and an anchor that exist."""

import pytest

from site_builder.checks.pages.links import check_links, check_repeated_ids
from site_builder.checks.pages.rendered_site import join_rendered_site, read_pages
from site_builder.diagnostics import Diagnostic
from site_builder.model import OutputFile
from tests.builders import make_project, make_site, rendered_pages

SITES = {flag: make_site(make_project(), is_portable=flag) for flag in (False, True)}
OWN = '<h2 id="table">a</h2>'
OTHER = '<h2 id="filters">a</h2>'


def check(content: str, *, is_portable: bool = False) -> tuple[Diagnostic, ...]:
    """Check the tiny site with a content on the page `en/markup/`."""
    site = SITES[is_portable]
    shown = {"en/markup/index.html": f"<p>{content}", "en/markup/inserts/index.html": OTHER}
    pages = rendered_pages(site, shown)
    files = (*(page.file for page in pages), OutputFile(path="data/coverage.csv", content=b""))
    rendered = join_rendered_site(site, read_pages(site, pages), files)
    return (*check_links(rendered), *check_repeated_ids(rendered))


def problems(link: str, **options: bool) -> list[tuple[str, str]]:
    found = check(f'{OWN}<a href="{link}">x</a>', **options)
    return [(d.code, d.params["link"]) for d in found]


@pytest.mark.parametrize(
    "link",
    [
        "#table",
        "",
        "./",
        "inserts/",
        "inserts/#filters",
        "inserts/index.html",
        "../",
        "../../",
        "../..",
        "../../index.html",
        "/situs/markah/",
        "/situs/",
        "../../data/coverage.csv",
        "https://elsewhere.example/nothing/",
        "//elsewhere.example/nothing/",
        "mailto:a@b.example",
        "tel:112",
    ],
)
def test_a_link_that_leads_somewhere_is_no_problem(link):
    assert not problems(link)


@pytest.mark.parametrize(
    "link",
    [
        "nothing/",
        "../nothing.html",
        "/nothing/",
        "/en/markup/",
        "../../../..",
        "inserts",
        "http://[",
    ],
)
def test_a_link_to_nothing_is_reported(link):
    assert problems(link) == [("OUT002", link)]


@pytest.mark.parametrize(
    ("link", "meant"),
    [
        ("www.city.example/a", "https://www.city.example/a"),
        ("dinas.kota.go.id", "https://dinas.kota.go.id"),
        ("home.id.md", ""),
        ("a.b.html", ""),
        ("report.2026.pdf", ""),
        ("nothing/", ""),
    ],
)
def test_the_address_of_another_site_is_proposed_whole(link, meant):
    (problem,) = check(f'<a href="{link}">x</a>')
    assert problem.params["meant"] == meant


@pytest.mark.parametrize("link", ["#tabel", "inserts/#nothing", "inserts/#table"])
def test_a_link_to_no_anchor_is_reported(link):
    assert problems(link) == [("OUT003", link)]


def test_a_missing_anchor_names_the_nearest_and_the_page():
    (problem,) = check(f'{OWN}<a href="#tabel">x</a>')
    assert (problem.params["nearest"], problem.params["page"]) == ("table", "/en/markup/")
    assert problem.location.path == "content/markup.en.md"


@pytest.mark.parametrize(
    "element",
    ['<img src="nothing.svg">', '<link href="nothing.css">', '<script src="nothing.js"></script>'],
)
def test_a_file_that_a_page_needs_must_be_there(element):
    assert [d.code for d in check(element)] == ["OUT002"]


def test_an_id_that_stands_twice_on_a_page_is_reported_once():
    found = check(OWN * 3)
    assert [(d.code, d.params["id"]) for d in found] == [("TXT008", "table")]


def test_a_portable_link_names_its_file():
    assert not problems("inserts/index.html#filters", is_portable=True)


def test_a_link_that_stands_twice_is_reported_once():
    assert len(check('<a href="x/">a</a><a href="x/">b</a>')) == 1
