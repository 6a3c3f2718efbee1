"""Each page carries the styles that its group needs, and the whole site has few different ones."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from site_builder.views.assets.styles import STYLES, classes_of, is_for, place_styles
from site_builder.views.rendered import RenderedPage
from tests.builders import make_project, make_rendered, make_site

SITE = make_site(make_project())
COMMON = {
    "assets/css/tokens.css": "@layer tokens, components;",
    "assets/css/print.css": "@media print { a { b: c; } }",
}
CARD = {"components/card/card.css": "@layer components { .card .card__title { d: e; } }"}
CARD_TEXT = "@layer components{.card .card__title{d:e}}"
WITH_CARD = '<p class="wide card"><b class="card__title">a</b>'


def styled(
    templates: dict[str, str], *bodies: str, groups: Sequence[str] = ("a", "b", "c")
) -> list[str]:
    """Style one page of the tiny site for each body, in a group each; give the styles of each."""
    pages = [
        make_rendered(
            replace(page, kind=replace(page.kind, styles=group)),
            f"{STYLES}|{body}",
            classes=classes_of(body),
        )
        for page, body, group in zip(SITE.plan.pages, bodies, groups, strict=False)
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
    kinds = ("sheet", "sheet_poster", "sheets", "page")
    assert [is_for("sheet", kind) for kind in kinds] == [True, True, False, False]


def test_the_sheet_of_a_kind_of_page_stands_in_pages_of_that_kind():
    kinds = [page.template for page in SITE.plan.pages]
    styles = styled({f"pages/{kinds[-1]}.css": "h1 { a: b; }"}, *[""] * len(kinds), groups=kinds)
    assert [bool(text) for text in styles] == [kind == kinds[-1] for kind in kinds]


def test_pages_of_a_group_share_what_one_of_them_needs():
    styles = styled(CARD, WITH_CARD, "", groups=("a", "a"))
    assert styles == [CARD_TEXT, CARD_TEXT]


def test_a_kind_with_a_sheet_of_its_own_shares_with_no_other():
    kinds = [page.template for page in SITE.plan.pages]
    own = CARD | {f"pages/{kinds[-1]}.css": "h1 { a: b; }"}
    bodies = [WITH_CARD, *[""] * (len(kinds) - 1)]
    styles = styled(own, *bodies, groups=[""] * len(kinds))
    assert set(zip(kinds, styles, strict=True)) == {
        (kind, "h1{a:b}" if kind == kinds[-1] else CARD_TEXT) for kind in kinds
    }


def test_no_style_begins_a_descendant_with_a_colon():
    """What makes styles small drops the space before it: the element itself would be meant."""
    templates = Path(__file__).resolve().parents[2] / "templates"
    lost = re.compile(r"[\w)\]] +:[a-z][^{;]*\{")
    assert not [
        (path.name, found)
        for path in sorted(templates.rglob("*.css"))
        for found in lost.findall(re.sub(r"/\*.*?\*/|@[^{]*\{", "", path.read_text(), flags=re.S))
    ]
