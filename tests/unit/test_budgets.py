"""A page over its budget is reported with everything that a first visit takes."""

from random import Random

from site_builder.checks.pages.budgets import check_page_weights, checked_weight, weigh_file
from site_builder.checks.pages.rendered_site import join_rendered_site, read_pages
from site_builder.diagnostics import Diagnostic
from site_builder.model import OutputFile
from tests.builders import make_project, make_site, rendered_pages

SITE = make_site(make_project())
BUDGET = SITE.project.settings.budgets.page
OVER = BUDGET + 500
PATH = "en/markup/index.html"


def heavy(size: int) -> str:
    """Letters that hardly compress, of about a size."""
    letters = Random(size).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=size * 8 // 5)
    return "".join(letters)


def check(body: str, **files: str) -> tuple[Diagnostic, ...]:
    """Check the tiny site with a body on one page and files in its folder of shared files."""
    pages = rendered_pages(SITE, {PATH: body})
    shared = [OutputFile(path=f"assets/{k}", content=v.encode()) for k, v in files.items()]
    everything = (*(page.file for page in pages), *shared)
    return tuple(check_page_weights(join_rendered_site(SITE, read_pages(SITE, pages), everything)))


def test_a_light_page_is_fine():
    assert not check('<link rel="stylesheet" href="../../assets/a">', a="b{c:d}")


def test_what_a_browser_waits_for_counts():
    for awaited in (
        '<link rel="stylesheet" href="../../assets/a">',
        '<img src="../../assets/a">',
        '<script src="../../assets/a"></script>',
    ):
        (found,) = check(awaited, a=heavy(OVER))
        assert (found.code, found.params["url"]) == ("OUT005", "/en/markup/")


def test_what_a_browser_does_not_wait_for_does_not_count():
    assert not check(
        '<img loading="lazy" src="../../assets/a"><script defer src="../../assets/a"></script>'
        '<script type="module" src="../../assets/a"></script><a href="../../assets/a">a</a>',
        a=heavy(OVER),
    )


def test_a_file_that_is_named_twice_is_fetched_once():
    twice = '<img src="../../assets/a">' * 2
    assert not check(twice, a=heavy(BUDGET // 2 + 500))


def test_text_styles_and_the_rest_are_told_apart():
    (found,) = check(
        f"<style>{heavy(2000)}</style><img src='../../assets/a'><p>{heavy(BUDGET)}", a=heavy(1000)
    )
    sizes = {name: int(found.params[name]) for name in ("text", "styles", "others", "weight")}
    assert sizes["weight"] == sizes["text"] + sizes["styles"] + sizes["others"]
    assert abs(sizes["text"] - BUDGET) < 0.1 * BUDGET
    assert abs(sizes["styles"] - 2000) < 400
    assert abs(sizes["others"] - 1000) < 200


def test_the_heaviest_parts_are_named_by_what_readers_see():
    (found,) = check(
        f"<main><section><h2>Large\n part</h2>{heavy(OVER)}<figure></figure></section>"
        f"<nav aria-label='Ways on'>{heavy(900)}</nav><section>{heavy(3000)}</section>"
        f"<table><caption>Table</caption></table></main>"
    )
    parts = found.params["parts"]
    assert parts.startswith("“Large part” ")
    assert parts.index("Large") < parts.index("Ways on")
    assert "Table" not in parts


def test_a_page_near_its_budget_is_weighed_exactly_wherever_its_weight_is_shown():
    for size, is_quick in ((BUDGET, False), (BUDGET // 4, True)):
        (page,) = (
            page.file
            for page in rendered_pages(SITE, {PATH: f"<p>{heavy(size)} {heavy(size)}"})
            if page.file.path == PATH
        )
        sizes_of = (SITE.compression.quick_size, SITE.compression.size)
        quick, exact = (weigh_file(page.content, (), {}, size_of) for size_of in sizes_of)
        assert quick != exact
        assert checked_weight(page.content, (), {}, SITE) == (quick if is_quick else exact)
