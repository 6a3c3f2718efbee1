"""Old addresses lead on, never over a page that stands."""

import pytest

from site_builder.outputs.redirects import redirect_files
from site_builder.pages.plan_checks import check_redirects
from tests.unit.outputs_site import WORDS, all_pages, by_path, make_site


def redirects(*old: str, is_portable: bool = False, **changed: str) -> dict[str, str]:
    front = f"redirect_from: [{', '.join(old)}]"
    site = make_site({"about.id": front}, is_portable=is_portable, **changed)
    files = by_path(redirect_files(site, all_pages(site)))
    return {path: content.decode() for path, content in files.items()}


def test_an_old_address_is_a_page_that_leads_to_the_new_one():
    assert redirects("/lama/apa-ini/") == {
        "lama/apa-ini/index.html": """\
<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>about &amp; id</title>
<link rel="canonical" href="https://lampu.desa.id/program/tentang/">
<meta http-equiv="refresh" content="0; url=../../tentang/">
</head>
<body>
<p><a href="../../tentang/">about &amp; id</a></p>
</body>
</html>
"""
    }


def test_what_stands_below_a_page_has_moved_with_it():
    site = make_site({"updates.id": "redirect_from: [/dulu/]"})
    files = by_path(redirect_files(site, all_pages(site)))
    assert set(files) == {"dulu/index.html", "dulu/mulai/index.html", "dulu/rencana/index.html"}
    assert b"url=../../kabar/mulai/" in files["dulu/mulai/index.html"]


def test_the_catalog_s_sentence_goes_around_the_link():
    words = WORDS + 'redirect:\n  moved: "Pindah <ke> {link}."\n'
    page = redirects("/lama", id=words)["lama/index.html"]
    assert '<p>Pindah &lt;ke&gt; <a href="../tentang/">about &amp; id</a>.</p>' in page


@pytest.mark.parametrize(
    ("old", "path"),
    [("/lama", "lama/index.html"), ("/lama/", "lama/index.html"), ("/a/b.html", "a/b.html")],
)
def test_the_file_is_the_one_that_a_server_shows_for_the_address(old: str, path: str):
    assert list(redirects(old)) == [path]


def test_a_portable_site_leads_to_a_file():
    page = redirects("/lama.html", is_portable=True)["lama.html"]
    assert 'content="0; url=tentang/index.html"' in page


@pytest.mark.parametrize("old", ["/data/", "/index.html", "lama", "/../lama", "/a//b", "/a.csv"])
def test_a_standing_page_and_a_wrong_address_get_no_redirect(old: str):
    assert redirects(old) == {}


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ({"about.id": "redirect_from: [/lama/, /tua.html]"}, []),
        ({"about.id": "redirect_from: [lama]"}, [("CFG006", "content/about.id.md", ())]),
        (
            {"about.id": "redirect_from: [/data]"},
            [("OUT001", "content/about.id.md", ("content/data.id.md",))],
        ),
        (
            {"about.id": "redirect_from: [/lama]", "about.en": "redirect_from: [/lama/]"},
            [("OUT001", "content/about.en.md", ("content/about.id.md",))],
        ),
    ],
    ids=["fine", "no address", "a page's own", "claimed twice"],
)
def test_wrong_old_addresses_are_reported(front: dict[str, str], expected: list[object]):
    found = [
        (each.code, each.location.path, tuple(place.path for place in each.related))
        for each in check_redirects(make_site(front).plan.pages)
    ]
    assert found == expected
