"""`datapackage.json`: what the CSV files are, what each column means, and of when they are.

The package is a Frictionless Tabular Data Package: https://specs.frictionlessdata.io/tabular-data-package/
What it says in words stands there in the site's first language, and beside it in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from site_builder.model import Localized, Project, Status, sha256_of
from site_builder.model.urls import meant_slug
from site_builder.outputs.json_files import json_bytes
from site_builder.outputs.tables import Dataset, known_word
from site_builder.pages.reviews import last_release
from site_builder.read.syntax.columns import Column
from site_builder.views.context import SiteContext


@dataclass(frozen=True, kw_only=True, slots=True)
class TableFile:
    dataset: Dataset
    name: str
    """Of the file, without its ending."""
    content: bytes = field(repr=False)
    separator: str = ","


def datapackage_json(site: SiteContext, tables: Sequence[TableFile]) -> bytes:
    project, settings = site.project, site.project.settings
    lang = settings.default_language
    title, about = dataset_title(project), notice(project)
    package = {
        "profile": "tabular-data-package",
        "name": meant_slug(settings.programme.name) or "data",
        **_worded(lang, "title", title),
        **_worded(lang, "description", about or settings.tagline),
        "homepage": site.absolute_url("/"),
        "version": version(project, tables),
        "created": f"{site.today.isoformat()}T00:00:00Z",
        "updated": last_release(project) or None,
        "changes": list(_changes(project)),
        "languages": list(settings.language_codes),
        "licenses": [
            {
                "name": re.sub(r"[^-A-Za-z0-9._]+", "-", settings.licence_name),
                "path": settings.licence_url,
                "title": settings.licence_name,
            }
        ],
        "sources": list(_sources(project)),
        "resources": [_resource(project, table) for table in tables],
    }
    return json_bytes(package)


def dataset_title(project: Project) -> Localized:
    """Return what all tables together are called."""
    return project.word("data.dataset", site=project.settings.title)


def notice(project: Project) -> Localized | None:
    """Return that nobody confirmed the data yet, while that is so."""
    is_compiled = project.settings.is_compiled
    return known_word(project, "notice.compiled_long") if is_compiled else None


def version(project: Project, tables: Iterable[TableFile]) -> str:
    """Return the date of the newest data, and a mark that changes with any of it."""
    mark = sha256_of(b"".join(table.content for table in tables))[:8]
    return f"{last_release(project) or '0'}+{mark}"


def _changes(project: Project) -> Iterator[dict[str, object]]:
    """Yield what each release brought, newest first: rows added, and rows that correct others."""
    replaced = {
        (row.cell, row.as_of) for row in project.observations if row.status is Status.SUPERSEDED
    }
    days: dict[str, list[bool]] = {}
    for row in project.observations:
        is_correction = (row.cell, row.as_of) in replaced and row.status is not Status.SUPERSEDED
        days.setdefault(row.given_on.isoformat(), []).append(is_correction)
    for day, rows in sorted(days.items(), reverse=True):
        yield {"date": day, "table": "coverage", "rows": len(rows), "corrections": sum(rows)}


def _sources(project: Project) -> Iterator[dict[str, str]]:
    """Yield the sources that the tables of numbers name, in the order of their own table."""
    rows = (*project.observations, *project.targets, *project.indicators)
    used = {name for row in rows for name in row.sources}
    lang = project.settings.default_language
    for source in project.sources.values():
        if source.id in used:
            title = f"{source.id}: {source.publisher}, {source.title[lang]}"
            yield {"title": title} | ({"path": source.url} if source.url else {})


def _worded(lang: str, key: str, texts: Localized | None) -> dict[str, object]:
    """Return a text in the site's first language, and under a plural key in all."""
    if texts is None:
        return {}
    return {key: texts[lang], f"{key}s": {code: text.value for code, text in texts.texts.items()}}


def _resource(project: Project, table: TableFile) -> dict[str, object]:
    lang = project.settings.default_language
    dialect = {} if table.separator == "," else {"dialect": {"delimiter": table.separator}}
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        **_worded(lang, "title", known_word(project, f"dataset.{table.dataset.name}")),
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **dialect,
        "bytes": len(table.content),
        "hash": f"sha256:{sha256_of(table.content)}",
        "schema": {
            "fields": [_field(project, column) for column in table.dataset.columns],
            "primaryKey": list(table.dataset.key),
            "missingValues": [""],
        },
    }


def column_words(project: Project, column: Column) -> Mapping[str, Localized | None]:
    """Return what a column is called and what it holds."""
    name = column.name.partition(":")[0]
    return {
        "title": known_word(project, f"field.{name}"),
        "description": known_word(project, f"field_about.{name}"),
    }


def _field(project: Project, column: Column) -> dict[str, object]:
    lang = column.name.partition(":")[2] or project.settings.default_language
    constraints = {
        "required": column.is_required,
        "enum": list(column.choices),
        "pattern": column.pattern,
    }
    given = {name: value for name, value in constraints.items() if value}
    described: dict[str, object] = {"name": column.name, "type": str(column.type)}
    for key, texts in column_words(project, column).items():
        described |= _worded(lang, key, texts)
    return described | ({"constraints": given} if given else {})
