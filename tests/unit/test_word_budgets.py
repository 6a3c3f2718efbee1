"""Pages over their budget of words: what counts, which budget holds, and how bad it is."""

from dataclasses import replace

import pytest

from site_builder.checks.pages.rendered_site import join_rendered_site, read_pages
from site_builder.checks.pages.words import check_word_budgets, check_words
from site_builder.diagnostics import Diagnostic
from site_builder.views.context import SiteContext
from tests.builders import PLACE, make_project, make_site, rendered_pages

PATH = "en/markup/index.html"


def site_with(**words: int) -> SiteContext:
    project = make_project()
    budgets = replace(
        project.settings.budgets, words=words, places_of_words=dict.fromkeys(words, PLACE)
    )
    return make_site(replace(project, settings=replace(project.settings, budgets=budgets)))


def check(body: str, **words: int) -> tuple[Diagnostic, ...]:
    """Check the tiny site with something in `main` of one page."""
    site = site_with(**words)
    pages = rendered_pages(site, {PATH: f"<main>{body}</main>"})
    return tuple(check_words(join_rendered_site(site, read_pages(site, pages), ())))


def counted(body: str) -> int:
    found = check(f"{body} <p>one two</p>", markup=1)
    return int(found[0].params["words"]) - 2


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>three <b>plain</b>er words</p>", 3),
        ("<p>one</p><p>two</p>", 2),
        ("<p>a · b – 3</p>", 3),
        ("<details><summary>folded</summary>too</details>", 2),
        ("<nav>no</nav>", 0),
        ("<details data-proof><summary>no</summary>no</details>", 0),
        ("<script>no</script><style>no</style><p hidden>no</p>", 0),
        ('<svg aria-hidden="true"><text>no</text></svg>yes', 1),
        ('<p class="a ps-only-print">no</p><span class="ps-hidden">no</span> yes', 1),
    ],
)
def test_what_readers_see_without_navigation_and_proof_counts(body: str, words: int):
    assert counted(body) == words


def test_the_budget_of_a_page_wins_over_that_of_its_kind():
    assert not check("one two", markup=2, page=1)
    assert not check("one two", page=2)
    assert [found.code for found in check("one two three", page=2)] == ["OUT010"]


def test_one_and_a_half_times_the_budget_is_an_error():
    assert [found.code for found in check("1 2 3", markup=2)] == ["OUT010"]
    assert [found.code for found in check("1 2 3 4", markup=2)] == ["OUT011"]


def test_the_longest_sections_are_named():
    body = "<h2>Short</h2><p>a</p><h2>Long</h2><p>a b c d</p>"
    (found,) = check(body, markup=2)
    assert str(found.params["parts"]).startswith("“Long” 5, “Short” 2")


def test_a_budget_for_nothing_is_refused_with_the_nearest_name():
    (found,) = check_word_budgets(site_with(marcup=1, page=1, home=1))
    assert (found.code, found.params["nearest"]) == ("CFG010", "markup")
