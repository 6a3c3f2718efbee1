"""`figures.json`: every figure of the site with its sources and its permanent address.

For people who quote a number and machines that watch it: texts stand in every language, with their
inserts resolved.
"""

from __future__ import annotations

from decimal import Decimal

from site_builder.model import Figure, Localized
from site_builder.outputs.datapackage import notice
from site_builder.outputs.json_files import json_bytes, published_value
from site_builder.outputs.tables import Readers, text_readers
from site_builder.text.tags import json_number
from site_builder.views.context import SiteContext
from site_builder.views.inserts.inline import plain_of
from site_builder.views.labels import figure_label


def figures_json(site: SiteContext) -> bytes:
    readers = text_readers(site)
    figures = {
        name: _figure(site, readers, figure)
        for name, figure in sorted(site.registry.figures.items())
    }
    about = notice(site.project)
    return json_bytes({"notice": _texts(readers, about), "figures": figures})


def _figure(site: SiteContext, readers: Readers, figure: Figure) -> dict[str, object]:
    conflict = figure.conflict
    return {
        "label": _texts(readers, figure_label(site.project, figure)),
        **_point(readers, figure),
        "unit": figure.unit,
        "text": _texts(readers, figure.text),
        "is_ceiling": figure.is_ceiling,
        "is_approximate": figure.is_approximate,
        **_basis(site, readers, figure),
        "valid_from": figure.valid_from or None,
        "valid_to": figure.valid_to or None,
        "address": {
            lang: site.absolute_url(page.url, figure.name)
            for lang in site.plan.languages
            if (page := site.plan.record_page(figure, lang)) is not None
        },
        "conflicts_with": list(figure.conflicts_with),
        "conflict": None
        if conflict is None
        else {"text": _texts(readers, conflict.text), "sources": list(conflict.sources)},
        "disputes": [_point(readers, point) for point in figure.disputes],
        "history": [_point(readers, point) for point in figure.history],
    }


def _basis(site: SiteContext, readers: Readers, figure: Figure) -> dict[str, object]:
    """Return the conditions and the law of an amount, and what it was before."""
    benefit = site.project.benefits.get(figure.name.partition(".")[2])
    if benefit is None or benefit.figure_name != figure.name:
        return {"conditions": [], "legal": [], "former": []}
    return {
        "conditions": [
            {
                "id": condition.id,
                "text": _texts(readers, condition.text),
                "sources": list(condition.sources),
            }
            for condition in benefit.conditions
        ],
        "legal": [{"rule": law.rule, "article": law.article or None} for law in benefit.legal],
        "former": [
            {
                "until": former.until,
                "value": json_number(former.value) if isinstance(former.value, Decimal) else None,
                "text": _texts(readers, former.value)
                if isinstance(former.value, Localized)
                else None,
                "why": _texts(readers, former.why),
                "sources": list(former.sources),
            }
            for former in benefit.history
        ],
    }


def _point(readers: Readers, figure: Figure) -> dict[str, object]:
    """Return what a figure says for one date."""
    return {
        "value": published_value(figure),
        "as_of": figure.as_of or None,
        "status": str(figure.status),
        "confidence": str(figure.confidence),
        "sources": list(figure.sources),
        "row": figure.row,
        "formula": figure.formula or None,
        "stated_by": _texts(readers, figure.stated_by),
        "occasion": _texts(readers, figure.occasion),
        "corrects": json_number(figure.corrects),
        "note": _texts(readers, figure.note),
    }


def _texts(readers: Readers, texts: Localized | None) -> dict[str, str] | None:
    if texts is None:
        return None
    return {lang: plain_of(readers[lang], text) for lang, text in texts.texts.items()}
