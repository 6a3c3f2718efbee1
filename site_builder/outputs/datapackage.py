"""`datapackage.json`: what the CSV files hold, as a Frictionless Tabular Data Package (version 1).

https://specs.frictionlessdata.io/tabular-data-package/
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from site_builder.model import Project
from site_builder.outputs.datasets import Dataset
from site_builder.outputs.json_files import json_bytes
from site_builder.read.syntax.columns import Column
from site_builder.views.context import SiteContext


@dataclass(frozen=True, kw_only=True, slots=True)
class TableFile:
    """A table written as CSV."""

    dataset: Dataset
    name: str
    """Of the file, without its ending."""
    content: bytes = field(repr=False)


def datapackage_json(site: SiteContext, tables: Iterable[TableFile]) -> bytes:
    """Describe the CSV files as a package."""
    settings = site.project.settings
    lang = settings.default_language
    package = {
        "profile": "tabular-data-package",
        "name": package_name(settings.programme.name),
        "title": settings.title[lang],
        "description": settings.tagline[lang],
        "homepage": site.absolute_url("/"),
        "licenses": [
            {
                "name": re.sub(r"[^-A-Za-z0-9._]+", "-", settings.licence_name),
                "path": settings.licence_url,
                "title": settings.licence_name,
            }
        ],
        "sources": list(_sources(site.project)),
        "resources": [_resource(table) for table in tables],
    }
    return json_bytes(package)


def package_name(text: str) -> str:
    """Return a text as the name of a package: small letters, digits and hyphens.

    >>> package_name("Récolte 2030")
    'recolte-2030'
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-") or "data"


def _sources(project: Project) -> Iterable[dict[str, str]]:
    """Yield the sources that the tables name, in the order in which they are numbered."""
    used = {
        *(name for row in project.observations for name in row.sources),
        *(name for row in project.targets for name in row.sources),
        *(name for row in project.indicators for name in row.sources),
    }
    lang = project.settings.default_language
    for source in project.sources.values():
        if source.id in used:
            title = f"{source.id}: {source.publisher}, {source.title[lang]}"
            yield {"title": title} | ({"path": source.url} if source.url else {})


def _resource(table: TableFile) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(table.content),
        "hash": f"sha256:{hashlib.sha256(table.content).hexdigest()}",
        "schema": {
            "fields": [_field(column) for column in table.dataset.columns],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.is_required:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.pattern:
        constraints["pattern"] = column.pattern
    described: dict[str, object] = {"name": column.name, "type": str(column.type)}
    return described | ({"constraints": constraints} if constraints else {})
