"""The tables that people download, and `datapackage.json`, which describes their CSV files.

Tables hold the rows of the data files in their order, disputed and superseded ones included. The
package is a Frictionless Tabular Data Package: https://specs.frictionlessdata.io/tabular-data-package/
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from site_builder.model import Localized, Project, Status
from site_builder.outputs.json_files import json_bytes
from site_builder.read.syntax.columns import COVERAGE, INDICATORS, TARGETS, Column
from site_builder.views.context import SiteContext
from site_builder.views.labels import indicator_label

Value: TypeAlias = str | int | Decimal | bool | date | tuple[str, ...] | Localized | None
"""None is a cell left empty; a tuple holds ids."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dataset:
    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def by_language(dataset: Dataset, languages: Sequence[str]) -> Dataset:
    """Return a table in which texts have a column for each language, such as `note:en`."""
    columns = [
        replace(column, name=f"{column.name}:{lang}") if lang else column
        for column in dataset.columns
        for lang in (languages if column.is_text else ("",))
    ]
    rows = [
        tuple(
            value[lang] if isinstance(value, Localized) else value
            for value, column in zip(row, dataset.columns, strict=True)
            for lang in (languages if column.is_text else ("",))
        )
        for row in dataset.rows
    ]
    return Dataset(name=dataset.name, columns=tuple(columns), rows=tuple(rows))


def datasets(project: Project) -> tuple[Dataset, ...]:
    return (
        Dataset(name="coverage", columns=COVERAGE, rows=_rows(project.observations, COVERAGE)),
        Dataset(name="targets", columns=TARGETS, rows=_rows(project.targets, TARGETS)),
        _indicators(project),
    )


def _rows(records: Iterable[object], columns: Sequence[Column]) -> tuple[tuple[Value, ...], ...]:
    return tuple(tuple(_value(record, column.name) for column in columns) for record in records)


def _value(record: object, name: str) -> Value:
    """Return what a record holds in a column; nothing where its number is suppressed."""
    if name in {"participants", "value"} and getattr(record, "status", "") is Status.SUPPRESSED:
        return None
    value: Value = getattr(record, "sources" if name == "source" else name)
    return value


def _indicators(project: Project) -> Dataset:
    """Return the indicators with what each is called in every language."""
    label = Column(name="label", is_required=True, is_text=True)
    rows = _rows(project.indicators, INDICATORS)
    return Dataset(
        name="indicators",
        columns=(INDICATORS[0], label, *INDICATORS[1:]),
        rows=tuple(
            (row.id, indicator_label(project, row.id), *values[1:])
            for row, values in zip(project.indicators, rows, strict=True)
        ),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class TableFile:
    dataset: Dataset
    name: str
    """Of the file, without its ending."""
    content: bytes = field(repr=False)


def datapackage_json(site: SiteContext, tables: Iterable[TableFile]) -> bytes:
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


def _sources(project: Project) -> Iterator[dict[str, str]]:
    """Yield the sources that the tables name, in the order in which they are numbered."""
    rows = (*project.observations, *project.targets, *project.indicators)
    used = {name for row in rows for name in row.sources}
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
    constraints = {
        "required": column.is_required,
        "enum": list(column.choices),
        "pattern": column.pattern,
    }
    owed = {name: value for name, value in constraints.items() if value}
    described: dict[str, object] = {"name": column.name, "type": str(column.type)}
    return described | ({"constraints": owed} if owed else {})
