"""The figures of a page are those in its HTML and in the texts where HTML cannot go."""

from dataclasses import replace

from markupsafe import Markup

from site_builder.model import FigureUse, Text
from site_builder.views.figures_shown import figures_in, figures_of_page, figures_of_texts
from site_builder.views.model import Column, TableView
from tests.builders import PLACE, make_context

NEWEST = FigureUse(name="coverage.total", as_of="2030-02-28")
EARLIER = FigureUse(name="coverage.total", as_of="2030-01-31")


def test_html_tells_its_figures_in_order_with_their_dates():
    html = Markup(
        '<data value="2222" data-figure="coverage.total" data-as-of="2030-01-31">2,222</data>'
        '<span class="x" data-figure="coverage.total">not known</span>'
    )
    assert list(figures_in(make_context().site, html)) == [EARLIER, NEWEST]


def test_a_name_that_is_no_figure_is_none():
    site = make_context().site
    assert not list(figures_in(site, Markup('<data data-figure="sample.number">')))
    assert not list(figures_in(site, 'data-figure="coverage.total"'))


def test_a_view_shows_the_figures_of_all_its_html():
    shown = Markup('<data value="3333" data-figure="coverage.total">3,333</data>')
    names, values = Column(name="a", texts=("x",)), Column(name="b", texts=(shown,))
    table = TableView(caption="", columns=(names, values))
    assert list(figures_in(make_context().site, table)) == [NEWEST]


def test_a_text_shows_a_figure_also_by_its_date_or_its_source():
    site = make_context().site
    texts = ["{{ coverage.total | as_of }} {{ page.home }} {{ coverage.totl }}",
             "{{ coverage.total | at('2030-01-31') | source }}"]  # fmt: skip
    assert list(figures_of_texts(site, texts)) == [NEWEST, EARLIER]


def test_a_page_shows_the_figures_in_the_titles_of_pages_that_it_links_to():
    context = make_context("en", "updates")
    plan = context.site.plan
    title = Text(value="Now {{ coverage.total | at('2030-01-31') }} members", location=PLACE)
    home = plan.named("home", "en")
    changed = {("home", "en"): replace(home, front=replace(home.front, title=title))}
    plan = replace(
        plan, _by_key={**plan._by_key, **changed}, _inserting={"en": (("home", home.url),)}
    )
    context = replace(context, site=replace(context.site, plan=plan))
    link = plan.href(context.page, plan.named("home", "en"), "sum")
    shown = Markup('<a href="{}">Now 2,222 members</a>').format(link)
    assert EARLIER in figures_of_page(context, shown)
    assert EARLIER not in figures_of_page(context, Markup('<a href="{}">Home</a>').format(link))
    assert EARLIER not in figures_of_page(context, Markup("Now 2,222 members"))
