"""`figures.json`: every figure of the site with its sources and its permanent address.

Takes the registry; gives one JSON object by name, for people who quote a number and machines that
watch it. Texts are given in every language, with their inserts resolved.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from site_builder.model import Figure, Localized, Status
from site_builder.outputs.addresses import absolute_url
from site_builder.outputs.datasets import json_number
from site_builder.pages.page import HOME
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.inserts.inline import plain_of
from site_builder.views.labels import figure_label
from site_builder.views.namespaces import text_context


def figures_json(site: SiteContext) -> bytes:
    """Write every figure by name."""
    readers = _readers(site)
    figures = {
        name: _figure(site, readers, figure)
        for name, figure in sorted(site.registry.figures.items())
    }
    return (json.dumps({"figures": figures}, ensure_ascii=False, indent=2) + "\n").encode()


def _readers(site: SiteContext) -> Mapping[str, PageContext]:
    """Give each language a context in which texts can be read, as on its page about the data."""
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
            lang: absolute_url(site, page.url, figure.name)
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
    """Give what a figure says for one date."""
    is_hidden = figure.status in {Status.SUPPRESSED, Status.NOT_PUBLISHED}
    return {
        "value": None if is_hidden else json_number(figure.value),
        "as_of": figure.as_of or None,
        "status": str(figure.status),
        "confidence": str(figure.confidence),
        "sources": list(figure.sources),
        "row": figure.row,
        "corrects": json_number(figure.corrects),
        "note": _texts(readers, figure.note),
    }


def _texts(readers: Mapping[str, PageContext], texts: Localized | None) -> dict[str, str] | None:
    if texts is None:
        return None
    return {lang: plain_of(readers[lang], text) for lang, text in texts.texts.items()}
