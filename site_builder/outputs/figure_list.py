"""`figures.json`: every figure of the site with its sources and its permanent address.

For people who quote a number and machines that watch it: texts stand in every language, with their
inserts resolved.
"""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.model import Figure, Localized
from site_builder.outputs.json_files import json_bytes, json_number, published_value
from site_builder.pages.page import HOME
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.inserts.inline import plain_of
from site_builder.views.labels import figure_label
from site_builder.views.namespaces import text_context


def figures_json(site: SiteContext) -> bytes:
    readers = _readers(site)
    figures = {
        name: _figure(site, readers, figure)
        for name, figure in sorted(site.registry.figures.items())
    }
    return json_bytes({"figures": figures})


def _readers(site: SiteContext) -> Mapping[str, PageContext]:
    """Return a context for each language in which texts are read, as on its page about the data."""
    plan = site.plan
    pages = (plan.page_with("figures", lang) or plan.find(HOME, lang) for lang in plan.languages)
    return {page.lang: text_context(site, page) for page in pages if page is not None}


def _figure(
    site: SiteContext, readers: Mapping[str, PageContext], figure: Figure
) -> dict[str, object]:
    conflict = figure.conflict
    return {
        "label": _texts(readers, figure_label(site.project, figure)),
        **_point(readers, figure),
        "unit": figure.unit,
        "text": _texts(readers, figure.text),
        "is_ceiling": figure.is_ceiling,
        "valid_from": figure.valid_from or None,
        "valid_to": figure.valid_to or None,
        "address": {
            lang: site.absolute_url(page.url, figure.name)
            for lang in site.plan.languages
            if (page := site.plan.figure_page(figure, lang)) is not None
        },
        "conflicts_with": list(figure.conflicts_with),
        "conflict": None
        if conflict is None
        else {"text": _texts(readers, conflict.text), "sources": list(conflict.sources)},
        "disputes": [_point(readers, point) for point in figure.disputes],
        "history": [_point(readers, point) for point in figure.history],
    }


def _point(readers: Mapping[str, PageContext], figure: Figure) -> dict[str, object]:
    """Return what a figure says for one date."""
    return {
        "value": published_value(figure),
        "as_of": figure.as_of or None,
        "status": str(figure.status),
        "confidence": str(figure.confidence),
        "sources": list(figure.sources),
        "row": figure.row,
        "stated_by": _texts(readers, figure.stated_by),
        "occasion": _texts(readers, figure.occasion),
        "corrects": json_number(figure.corrects),
        "note": _texts(readers, figure.note),
    }


def _texts(readers: Mapping[str, PageContext], texts: Localized | None) -> dict[str, str] | None:
    if texts is None:
        return None
    return {lang: plain_of(readers[lang], text) for lang, text in texts.texts.items()}
