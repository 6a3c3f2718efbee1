"""`figures.json`: every figure of the site with its sources and its permanent address.

For people who quote a number and machines that watch it: texts stand in every language, with their
inserts resolved.
"""

from __future__ import annotations

from decimal import Decimal

from site_builder.model import Benefit, Figure, Localized
from site_builder.outputs.datapackage import notice
from site_builder.outputs.json_files import json_bytes, json_value, published_value
from site_builder.outputs.tables import Readers, Value, resolved, text_readers
from site_builder.views.context import SiteContext
from site_builder.views.labels import figure_label


def figures_json(site: SiteContext) -> bytes:
    readers = text_readers(site)
    figures = {
        name: _figure(site, readers, figure)
        for name, figure in sorted(site.registry.figures.items())
    }
    about = notice(site.project)
    return json_bytes({"notice": _plain(readers, about), "figures": figures})


def _figure(site: SiteContext, readers: Readers, figure: Figure) -> dict[str, object]:
    conflict, benefit = figure.conflict, site.project.benefit_of(figure.name)
    is_amount = benefit is not None and benefit.figure_name == figure.name
    return {
        "label": _plain(readers, figure_label(site.project, figure)),
        **_point(readers, figure),
        **_fields(readers, figure, "unit", "text", "is_ceiling", "is_approximate"),
        **_basis(readers, benefit if is_amount else None),
        **_fields(readers, figure, "valid_from", "valid_to"),
        "address": {
            lang: site.absolute_url(page.url, figure.name)
            for lang in site.plan.languages
            if (page := site.plan.record_page(figure, lang)) is not None
        },
        **_fields(readers, figure, "conflicts_with"),
        "conflict": None if conflict is None else _fields(readers, conflict, "text", "sources"),
        "disputes": [_point(readers, point) for point in figure.disputes],
        "history": [_point(readers, point) for point in figure.history],
    }


def _basis(readers: Readers, benefit: Benefit | None) -> dict[str, object]:
    """Return the conditions and the law of an amount, and what it was before."""
    if benefit is None:
        return {"conditions": [], "legal": [], "former": []}
    return {
        "conditions": [
            _fields(readers, each, "id", "text", "sources") for each in benefit.conditions
        ],
        "legal": [_fields(readers, law, "rule", "article") for law in benefit.legal],
        "former": [
            {
                "until": former.until,
                "value": json_value(former.value) if isinstance(former.value, Decimal) else None,
                "text": _plain(readers, former.value)
                if isinstance(former.value, Localized)
                else None,
                **_fields(readers, former, "why", "sources"),
            }
            for former in benefit.history
        ],
    }


def _point(readers: Readers, figure: Figure) -> dict[str, object]:
    """Return what a figure says for one date."""
    return {
        "value": published_value(figure),
        **_fields(readers, figure, "as_of", "status", "confidence", "sources"),
        "row": figure.row,
        **_fields(readers, figure, "formula", "stated_by", "occasion", "corrects", "note"),
    }


def _fields(readers: Readers, record: object, *names: str) -> dict[str, object]:
    return {name: _plain(readers, getattr(record, name)) for name in names}


def _plain(readers: Readers, value: Value) -> object:
    return json_value(resolved(readers, value))
