"""What most pages need is in one shared sheet; the rest stands in the pages that need it."""

from site_builder.model import OutputFile
from site_builder.views.assets.styles import STYLES, Sheet, place_styles
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


def styled(templates: dict[str, str], *bodies: str) -> tuple[list[str], OutputFile]:
    """Style one page of the tiny site for each body; give the pages' HTML and the shared sheet."""
    pages = tuple(
        RenderedPage(
            page=page,
            file=OutputFile(path=page.path, content=f"{STYLES}|{body}".encode()),
            figures=(),
            title="",
            description="",
            is_indexed=True,
        )
        for page, body in zip(SITE.plan.pages, bodies, strict=False)
    )
    assert len(pages) == len(bodies)
    placed, sheet = place_styles(SITE, pages, templates)
    return [page.file.content.decode() for page in placed], sheet


def own_styles(html: str) -> str:
    return html.partition("<style>")[2].partition("</style>")[0]


def test_what_half_of_the_pages_need_is_shared_between_the_first_sheets_and_the_last():
    pages, sheet = styled(COMMON | CARD, WITH_CARD, "")
    assert sheet.content.decode() == (
        "@layer tokens,components;" + CARD_TEXT + "@media print{a{b:c}}"
    )
    assert not any(map(own_styles, pages))


def test_what_fewer_pages_need_stands_in_them_alone():
    pages, sheet = styled(COMMON | CARD, WITH_CARD, "", "")
    assert CARD_TEXT not in sheet.content.decode()
    assert list(map(own_styles, pages)) == [CARD_TEXT, "", ""]


def test_a_page_needs_a_sheet_only_if_a_whole_selector_could_find_something():
    pages, _ = styled(COMMON | CARD, '<p class="card">', WITH_CARD, "", "", "")
    assert list(map(own_styles, pages)) == ["", CARD_TEXT, "", "", ""]


def test_what_a_selector_excludes_need_not_be_there():
    sheet = {"components/card/card.css": ".card:not(.card--odd) { a: b; }"}
    pages, _ = styled(COMMON | sheet, '<p class="card">', "", "")
    assert list(map(own_styles, pages)) == [".card:not(.card--odd){a:b}", "", ""]


def test_a_sheet_without_classes_is_needed_everywhere():
    _, sheet = styled(COMMON | {"components/card/card.css": "hr { a: b; }"}, "", "")
    assert "hr{a:b}" in sheet.content.decode()


def test_the_sheet_of_a_kind_is_for_the_kinds_below_it_and_for_no_other():
    sheet = Sheet(text="", kind="sheet")
    kinds = ("sheet", "sheet_poster", "sheets", "page")
    assert [sheet.is_needed(kind, frozenset()) for kind in kinds] == [True, True, False, False]


def test_the_sheet_of_a_kind_of_page_stands_in_pages_of_that_kind():
    kinds = [page.template for page in SITE.plan.pages]
    rare = next(kind for kind in kinds if 2 * kinds.count(kind) < len(kinds))
    pages, _ = styled({f"pages/{rare}.css": "h1 { a: b; }"}, *[""] * len(kinds))
    assert [bool(own_styles(page)) for page in pages] == [kind == rare for kind in kinds]


def test_the_shared_sheet_is_named_by_its_content_and_linked_before_the_page_s_own():
    pages, sheet = styled(COMMON | CARD, WITH_CARD, "", "")
    _, other = styled({"assets/css/tokens.css": "@layer tokens;"}, "")
    assert sheet.path != other.path
    assert f'{sheet.path}"><style>' in pages[0]
    assert pages[1].endswith(f'{sheet.path}">|')
