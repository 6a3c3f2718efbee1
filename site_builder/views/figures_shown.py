"""Which figures a page shows: read from its HTML, and from texts in which HTML cannot go."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from site_builder.model import FigureUse
from site_builder.text.inserts import find_inserts
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.inserts.inline import plain_of

_SHOWN = re.compile(r'data-figure="(?P<name>[^"]*)"(?: data-as-of="(?P<as_of>[^"]*)")?')

_LINK = re.compile(r'href="(?P<link>[^"]*)"')


def figures_in(site: SiteContext, shown: object) -> Iterator[FigureUse]:
    """Yield the figures in HTML, or in the HTML that a view holds, in order."""
    if isinstance(shown, Markup):
        figures = site.registry.figures
        for match in _SHOWN.finditer(shown):
            if match["name"] in figures:  # a sample in a template is none
                as_of = match["as_of"] or figures[match["name"]].as_of
                yield FigureUse(name=match["name"], as_of=as_of)
    elif isinstance(shown, tuple):
        for part in shown:
            yield from figures_in(site, part)
    elif dataclasses.is_dataclass(shown):
        for field in dataclasses.fields(shown):
            yield from figures_in(site, getattr(shown, field.name))


def figures_of_texts(site: SiteContext, texts: Iterable[str]) -> Iterator[FigureUse]:
    """Yield the figures that texts insert in any form, as a number, a date or a source."""
    figures = site.registry.figures
    for text in texts:
        for insert in find_inserts(text) if "{{" in text else ():
            if insert.is_figure and insert.name in figures:
                figure = figures[insert.name]
                pinned = figure.at(insert.pinned_to) if insert.pinned_to else None
                yield FigureUse(name=figure.name, as_of=(pinned or figure).as_of)


def figures_of_page(context: PageContext, html: Markup) -> Iterator[FigureUse]:
    """Yield every figure of a finished page, with those in the titles of the pages it links to."""
    site, page = context.site, context.page
    yield from figures_in(site, html)
    yield from own_figures(context)
    links = {match["link"].partition("#")[0] for match in _LINK.finditer(html)}
    for other in site.plan.linked_with_inserts(page, links):
        for text in other.shown_elsewhere:
            if "{{" in text.value and str(escape(plain_of(context, text))) in html:
                yield from figures_of_texts(site, [text.value])


def own_figures(context: PageContext) -> Iterator[FigureUse]:
    """Yield the figures that were written into a page's own text."""
    page = context.page
    written = (text for section in page.shown_sections for text in section.texts)
    texts = (text.value for text in (*written, page.title, page.description))
    yield from figures_of_texts(context.site, texts)
