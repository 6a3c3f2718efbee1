"""Every link inside the site leads to a page and an anchor that exist."""

import pytest

from tests.builders import build_tiny, edited


def problems(link: str, path: str = "content/markup.en.md", **options: object):
    old = "An ordinary quotation." if ".en." in path else "Kutipan biasa."
    result = build_tiny(edited(path, old, f"[x]({link})"), **options)
    return [
        (d.code, d.params.get("link") or d.params.get("id"))
        for d in result.diagnostics
        if d.code in {"OUT002", "OUT003", "TXT008"}
    ]


@pytest.mark.parametrize(
    "link",
    [
        "{{ page.inserts }}",
        "{{ page.inserts }}#filters",
        "#table",
        "inserts/#filters",
        "../../",
        "../../index.html",
        "/situs/markah/",
        "../../data/coverage.csv",
        "https://elsewhere.example/nothing/",
        "mailto:a@b.example",
        "tel:112",
    ],
)
def test_a_link_that_leads_somewhere_is_no_problem(link):
    assert not problems(link)


@pytest.mark.parametrize(
    "link", ["nothing/", "../nothing.html", "/nothing/", "/en/markup/", "../../../..", "inserts"]
)
def test_a_link_to_nothing_is_reported(link):
    assert problems(link) == [("OUT002", link)]


@pytest.mark.parametrize("link", ["#tabel", "inserts/#nothing"])
def test_a_link_to_no_anchor_is_reported(link):
    assert problems(link) == [("OUT003", link)]


def test_a_missing_anchor_names_the_nearest():
    result = build_tiny(edited("content/markup.en.md", "An ordinary", "[x](#tabel)"))
    (problem,) = (d for d in result.diagnostics if d.code == "OUT003")
    assert problem.params["nearest"] == "table"
    assert problem.location.path == "content/markup.en.md"


def test_an_id_that_stands_twice_on_a_page_is_reported():
    twice = edited("content/markup.en.md", "### Deeper {#deeper}", "### Deeper {#table}")
    codes = [(d.code, d.params.get("id")) for d in build_tiny(twice).diagnostics]
    assert ("TXT008", "table") in codes


def test_a_portable_site_has_no_broken_link():
    assert not [d for d in build_tiny(is_portable=True).diagnostics if d.code == "OUT002"]


def test_an_address_in_the_data_that_is_none_is_a_problem_and_no_crash():
    broken = edited("data/sources.yaml", "url: https://kantor.example/laporan\n", "url: http://[x\n")
    assert "OUT002" in [d.code for d in build_tiny(broken).diagnostics]
