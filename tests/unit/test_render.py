"""Pages become HTML; a template that fails is a problem with its place and its page."""

import pytest

from site_builder.model import FigureUse
from site_builder.views.assets import build_assets
from site_builder.views.render import render_pages
from tests.builders import build_tiny, codes, make_project, make_site, page_of, tiny_templates


def render(**templates: str):
    changed = {name.replace("__", "/") + ".html": text for name, text in templates.items()}
    site = make_site(make_project())
    return render_pages(site, {**tiny_templates(), **changed})


def test_every_planned_page_becomes_one_file():
    site = make_site(make_project())
    pages, found = render_pages(site, tiny_templates())
    assert [page.file.path for page in pages] == [page.path for page in site.plan.pages]
    assert not found


def test_a_page_knows_its_figures_its_title_and_its_description():
    pages, _ = render()
    home = next(page for page in pages if page.file.path == "en/index.html")
    assert home.title == "Sample Programme"
    assert home.description == "A sample site with 3,333 members."
    assert FigureUse(name="coverage.total", as_of="2030-02-28") in home.figures
    assert FigureUse(name="coverage.tax", as_of="2030-01-31") in home.figures


def test_a_figure_is_recorded_wherever_it_is_shown():
    pages, _ = render(pages__page='{{ t("notice.compiled") }}')
    page = next(page for page in pages if page.page.key == "inserts")
    assert FigureUse(name="coverage.total", as_of="2030-02-28") in page.figures


def test_only_the_page_for_what_is_not_found_is_kept_from_search():
    pages, _ = render()
    assert {page.page.key for page in pages if not page.is_indexed} == {"404"}


@pytest.mark.parametrize(
    ("template", "code", "line"),
    [
        pytest.param("a\n{{ nothing }}", "TPL001", 2, id="unknown variable"),
        pytest.param("a\n{{ view.titel }}", "TPL001", 2, id="unknown field"),
        pytest.param("{% if %}", "TPL001", 1, id="wrong syntax"),
        pytest.param("\n\n{{ 1 / 0 }}", "TPL001", 3, id="failing expression"),
        pytest.param('a\n{{ t("page.nothing") }}', "TPL002", 2, id="unknown word"),
        pytest.param('{% include "nothing.html" %}', "TPL003", 0, id="unknown template"),
        pytest.param("a\n{{ coverage.totl }}", "FIG003", 2, id="unknown figure"),
        pytest.param('{{ coverage.total | at("2029-01-01") }}', "FIG005", 1, id="unknown date"),
        pytest.param("{{ page.markup | short }}", "FIG004", 1, id="unfit filter"),
        pytest.param("{{ view.title | nothing }}", "TPL001", 1, id="unknown template filter"),
    ],
)
def test_a_template_that_fails_is_reported_at_its_line(template, code, line):
    pages, found = render(pages__home=template)
    assert {page.page.key for page in pages} == {
        page.key for page in make_site(make_project()).plan.pages
    } - {"home"}
    assert codes(found) == [code, code]
    assert [d.params["page"] for d in found] == ["/", "/en/"]
    assert found[0].location.line == line
    assert found[0].location.path == "templates/pages/home.html"


def test_a_page_without_its_template_is_reported():
    templates = {k: v for k, v in tiny_templates().items() if k != "pages/home.html"}
    _, found = render_pages(make_site(make_project()), templates)
    assert [(d.code, d.params["name"]) for d in found] == [("TPL003", "pages/home.html")] * 2


def test_texts_are_escaped_and_markup_is_not():
    html = page_of(build_tiny(), "en/markup/index.html")
    assert "<h1>Markup &amp; shapes</h1>" in html
    assert "<strong>opening</strong>" in html


def test_the_first_not_found_page_speaks_every_language_in_its_own_numbers_and_links():
    html = page_of(build_tiny(), "404.html")
    first, second = html.split('<section lang="en">')
    assert '3.333</data>. Lihat <a href="/situs/markah/">Markah</a>' in first
    assert '3,333</data>. See <a href="/situs/en/markup/">Markup</a>' in second


def test_style_sheets_are_one_file_named_by_its_content():
    assets = build_assets({"assets/css/base.css": "a { b: c; }", "components/x/x.css": "d{e:f}"})
    assert assets.files[0].content == b"a{b:c}d{e:f}"
    assert assets.stylesheet == f"/{assets.files[0].path}"
    other = build_assets({"assets/css/base.css": "a { b: d; }"})
    assert other.stylesheet != assets.stylesheet


def test_words_of_a_template_are_in_the_plural_form_of_their_count():
    pages, _ = render(pages__page='{{ t("data.history", count=1) }}{{ t("data.history", count=2) }}')
    page = next(page for page in pages if page.file.path == "en/markup/index.html")
    assert page.file.content.decode().strip() == "1 entry2 entries"


def test_what_fills_a_word_is_escaped():
    pages, _ = render(pages__page='{{ t("legal.article", rule="<b>", article="&") }}')
    page = next(page for page in pages if page.file.path == "en/markup/index.html")
    assert page.file.content.decode().strip() == "&lt;b&gt; Art. &amp;"
