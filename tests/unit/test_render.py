"""Pages become HTML; a template that fails is a problem with its place and its page."""

import pytest

from site_builder.adapters import templates
from site_builder.model import FigureUse
from site_builder.views.render import Renderer, render_own, render_pages
from tests.builders import make_project, make_site, tiny_templates

SITE = make_site(make_project())


def render(template: str = "", key: str = "home", lang: str = "en"):
    """Render one page, with another text in place of its template."""
    page = SITE.plan.named(key, lang)
    changed = {f"pages/{page.template}.html": template} if template else {}
    return Renderer(SITE, {**tiny_templates(), **changed}).render(key, lang)


def shown(template: str, key: str = "home") -> str:
    rendered, found = render(template, key)
    assert rendered is not None
    assert not found
    return rendered.file.content.decode().strip()


def test_every_planned_page_becomes_one_file():
    pages, found = render_pages(SITE, tiny_templates())
    assert [page.file.path for page in pages] == [page.path for page in SITE.plan.pages]
    assert not found


def test_one_failing_template_stops_no_other_page():
    templates = {**tiny_templates(), "pages/home.html": "{{ nothing }}"}
    pages, found = render_pages(SITE, templates)
    assert {page.key for page in SITE.plan.pages} - {page.page.key for page in pages} == {"home"}
    assert [d.params["page"] for d in found] == ["/", "/en/"]


def test_a_page_knows_its_figures_its_title_and_its_description():
    home, _ = render()
    assert home is not None
    assert home.title == "Sample Programme"
    assert home.description == "A sample site with 3,333 members."
    assert FigureUse(name="coverage.total", as_of="2030-02-28") in home.figures
    assert FigureUse(name="coverage.tax", as_of="2030-01-31") in home.figures


def test_a_figure_is_recorded_wherever_it_is_shown():
    page, _ = render('{{ t("notice.compiled") }}', "updates")
    assert page is not None
    assert page.figures == (FigureUse(name="coverage.total", as_of="2030-02-28"),)


def test_only_the_page_for_what_is_not_found_is_kept_from_search():
    pages = [render(key=page.key, lang=page.lang)[0] for page in SITE.plan.pages]
    assert {page.page.key for page in pages if page and not page.is_indexed} == {"404"}


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
    page, found = render(template)
    assert page is None
    assert [(d.code, d.location.line) for d in found] == [(code, line)]
    assert found[0].location.path == "templates/pages/home.html"


def test_a_page_without_its_template_is_reported():
    others = {n: text for n, text in tiny_templates().items() if n != "pages/home.html"}
    rendered, found = Renderer(SITE, others).render("home", "en")
    assert rendered is None
    assert [(d.code, d.params["name"]) for d in found] == [("TPL003", "pages/home.html")]


def test_texts_are_escaped_and_markup_is_not():
    page, _ = render(key="markup")
    assert page is not None
    html = page.file.content.decode()
    assert "<h1>Markup &amp; shapes</h1>" in html
    assert "<strong>opening</strong>" in html


def test_the_first_not_found_page_speaks_every_language_in_its_own_numbers_and_links():
    page, _ = render(key="404", lang="id")
    assert page is not None
    html = page.file.content.decode()
    first, second = html.split('<section lang="en">')
    assert '3.333</data>. Lihat <a href="/situs/markah/">Markah</a>' in first
    assert '3,333</data>. See <a href="/situs/en/markup/">Markup</a>' in second


def test_words_of_a_template_are_in_the_plural_form_of_their_count():
    template = '{{ t("data.history", count=1) }}, {{ t("data.history", count=2) }}'
    assert shown(template) == "1 entry, 2 entries"


def test_what_fills_a_word_is_escaped():
    template = '{{ t("legal.article", rule="<b>", article="&") }}'
    assert shown(template) == "&lt;b&gt; Art. &amp;"


def test_each_of_the_programs_own_texts_has_all_the_steps_that_one_may_take(
    monkeypatch: pytest.MonkeyPatch,
):
    """A preview fills them all day long."""
    monkeypatch.setattr(templates, "_MOST_STEPS", 40)
    headers = dict.fromkeys("abc", "x")
    values = {"headers": headers, "base": "", "lost": [], "lasting": "", "changing": ""}
    filled = {render_own("outputs/hosts/nginx.conf", values) for _ in range(40)}
    assert len(filled) == 1
