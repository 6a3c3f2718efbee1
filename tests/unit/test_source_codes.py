"""Sources in the text of a page: found as a code and as a link, but not in the proof."""

import pytest

from site_builder.checks.pages.rendered_site import join_rendered_site, read_pages
from site_builder.checks.pages.source_codes import check_sources_in_text
from tests.builders import make_project, make_site, rendered_pages

SITE = make_site(make_project())


def named(body: str, path: str = "en/markup/index.html") -> list[tuple[object, object]]:
    """Give heading and sources of what is reported of the tiny site with a body on one page."""
    pages = rendered_pages(SITE, {path: f"<main>{body}</main>"})
    found = check_sources_in_text(join_rendered_site(SITE, read_pages(SITE, pages), ()))
    return [(each.params["heading"], each.params["sources"]) for each in found]


@pytest.mark.parametrize(
    "body",
    ["see P1.", "<p>(<b>P1</b>)</p>", '<a href="../sources/#P1">the report</a>'],
)
def test_a_code_and_a_link_to_a_record_are_found(body: str):
    assert named(f"<h2>Why</h2> {body}") == [("Why", "P1")]


@pytest.mark.parametrize(
    "body",
    [
        "P11 XP1 P1-a",
        "<details data-proof>P1</details>",
        '<a href="#sources">P</a>',
        '<a href="../sources/">all sources</a>',
        '<a href="https://other.example/en/sources/#P1">elsewhere</a>',
    ],
)
def test_other_words_other_links_and_the_proof_are_left_alone(body: str):
    assert not named(body)


def test_a_page_about_sources_may_name_them():
    assert not named("P1", "en/sources/index.html")
