"""Where each figure is used: by page, interface word, data text and template, with the line.

Takes the planned site and the templates; gives every place that inserts a figure by name. It looks
at what people wrote, so a figure that only a generated table shows has no place here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.checks.content.passages import localized_texts
from site_builder.diagnostics import Location
from site_builder.model import FIGURE_NAMESPACES
from site_builder.pages.page import Page
from site_builder.text.inserts import find_inserts, place_in
from site_builder.views.context import SiteContext

_TEMPLATES = "templates/"


def figure_uses(site: SiteContext, templates: Mapping[str, str]) -> Mapping[str, list[Location]]:
    """Give the places of every figure that is inserted anywhere."""
    uses: dict[str, list[Location]] = {}
    for text, path, line in _texts(site, templates):
        if "{{" not in text:
            continue
        place = place_in(path, text, line)
        for insert in find_inserts(text, place, []):
            if insert.name.partition(".")[0] in FIGURE_NAMESPACES:
                uses.setdefault(insert.name, []).append(place(insert.start))
    return {name: sorted(set(places)) for name, places in uses.items()}


def _texts(site: SiteContext, templates: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    """Walk every text that may insert something, with its file and line."""
    for page in site.plan.written:
        yield from _page_texts(page)
    for catalog in site.project.catalogs.values():
        for word in catalog.words.values():
            for form in word.forms.values():
                yield form, word.location.path, word.location.line
    for texts in localized_texts(site.project):
        for text in texts:
            yield text.value, text.location.path, text.location.line
    for name, text_of_template in templates.items():
        if name.endswith(".html"):
            yield text_of_template, f"{_TEMPLATES}{name}", 1


def _page_texts(page: Page) -> Iterator[tuple[str, str, int]]:
    for text in (page.title, page.short_title, page.description):
        yield text.value, text.location.path, text.location.line
    for section in page.sections:
        yield section.heading, page.source, section.line
        yield section.body, page.source, section.body_line
