"""Each page carries the styles that it needs, and the whole site has few different ones."""

from site_builder.model import OutputFile
from site_builder.views.assets.styles import MOST_STYLES, STYLES, Sheet, place_styles, widened
from site_builder.views.rendered import RenderedPage
from tests.builders import make_project, make_site

SITE = make_site(make_project())
COMMON = {
    "assets/css/tokens.css": "@layer tokens, components;",
    "assets/css/print.css": "@media print { a { b: c; } }",
}
CARD = {"components/card/card.css": "@layer components { .card .card__title { d: e; } }"}
CARD_TEXT = "@layer components{.card .card__title{d:e}}"
WITH_CARD = '<p class="wide card"><b class="card__title">a</b>'


def styled(templates: dict[str, str], *bodies: str) -> list[str]:
    """Style one page of the tiny site for each body; give the styles of each."""
    pages = [
        RenderedPage(
            page=page,
            file=OutputFile(path=page.path, content=f"{STYLES}|{body}".encode()),
            figures=(),
            title="",
            description="",
            is_indexed=True,
        )
        for page, body in zip(SITE.plan.pages, bodies, strict=False)
    ]
    assert len(pages) == len(bodies)
    return [own_styles(page) for page in place_styles(pages, templates)]


def own_styles(page: RenderedPage) -> str:
    start, _, rest = page.file.content.decode().partition("<style>")
    assert not start
    return rest.partition("</style>|")[0]


def test_what_a_page_needs_stands_between_the_first_sheets_and_the_last():
    first, last = "@layer tokens,components;", "@media print{a{b:c}}"
    assert styled(COMMON | CARD, WITH_CARD, "") == [first + CARD_TEXT + last, first + last]


def test_a_page_needs_a_sheet_only_if_a_whole_selector_could_find_something():
    styles = styled(CARD, '<p class="card">', WITH_CARD, "")
    assert styles == ["", CARD_TEXT, ""]


def test_what_a_selector_excludes_or_chooses_from_need_not_be_there():
    for choice in ("not(.card--odd)", "is(.one, .two)", "not(:is(.one, .two))"):
        sheet = {"components/card/card.css": f".card:{choice} {{ a: b; }}"}
        found, missing = styled(sheet, '<p class="card">', "")
        assert found, choice
        assert not missing, choice


def test_a_sheet_without_classes_is_needed_everywhere():
    assert styled({"components/card/card.css": "hr { a: b; }"}, "", "") == ["hr{a:b}"] * 2


def test_the_sheet_of_a_kind_is_for_the_kinds_below_it_and_for_no_other():
    sheet = Sheet(text="", kind="sheet")
    kinds = ("sheet", "sheet_poster", "sheets", "page")
    assert [sheet.is_needed(kind, frozenset()) for kind in kinds] == [True, True, False, False]


def test_the_sheet_of_a_kind_of_page_stands_in_pages_of_that_kind():
    kinds = [page.template for page in SITE.plan.pages]
    styles = styled({f"pages/{kinds[-1]}.css": "h1 { a: b; }"}, *[""] * len(kinds))
    assert [bool(text) for text in styles] == [kind == kinds[-1] for kind in kinds]


def many_sheets(count: int) -> dict[str, str]:
    """Make components, each with more to say than the one before."""
    return {
        f"components/c{n:02}/c{n:02}.css": f".c{n:02}{{" + "a:b;" * (n + 1) + "}"
        for n in range(count)
    }


def test_pages_share_what_costs_least_until_few_different_styles_are_left():
    sheets = [
        Sheet(text=text, selectors=(frozenset({name[-7:-4]}),))
        for name, text in many_sheets(MOST_STYLES + 1).items()
    ]
    needs = {frozenset({n}): 1 for n in range(len(sheets))}
    shared = widened(sheets, needs)
    assert len(set(shared.values())) == MOST_STYLES
    assert shared[frozenset({0})] == shared[frozenset({1})] == frozenset({0, 1})
    assert shared[frozenset({5})] == frozenset({5})
    assert all(needed <= given for needed, given in shared.items())


def test_the_sheet_of_a_kind_of_page_never_comes_to_another_kind():
    kinds = [Sheet(text=f"h1{{a:{n}}}", kind=f"k{n}") for n in range(MOST_STYLES + 1)]
    needs = {frozenset({n}): 1 for n in range(len(kinds))}
    assert widened(kinds, needs) == {need: need for need in needs}
