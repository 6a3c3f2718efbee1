"""The tables that people download: rows of the data files in their order, and what resolves them.

Disputed and superseded rows are there too. Sources and code lists explain every id that the others
have. Texts stand in every language, with their inserts resolved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from site_builder.diagnostics import Location
from site_builder.figures.derived import joined
from site_builder.model import Benefit, Confidence, Contact, Localized, Project, Status, Text
from site_builder.outputs.columns import (
    BENEFIT_COLUMNS,
    CODE_COLUMNS,
    CONTACT_COLUMNS,
    HISTORY_COLUMNS,
    LABEL,
    SITE_STATUS,
    SOURCE_COLUMNS,
    UNKNOWN_COLUMNS,
)
from site_builder.pages.page import HOME
from site_builder.read.syntax.columns import COVERAGE, INDICATORS, TARGETS, Column
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.inserts.figure import law_text
from site_builder.views.inserts.inline import plain_of
from site_builder.views.labels import indicator_label
from site_builder.views.namespaces import text_context

Value: TypeAlias = str | int | Decimal | bool | date | tuple[str, ...] | Localized | None
"""None is a cell left empty; a tuple holds ids."""
Readers: TypeAlias = Mapping[str, PageContext]
"""By language: where texts are read as on its page about the data."""

_NOWHERE = Location(path="data")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dataset:
    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    key: tuple[str, ...] = ()
    """The columns in which no two rows agree."""


def datasets(site: SiteContext) -> tuple[Dataset, ...]:
    readers = text_readers(site)
    return tuple(_resolved(readers, make(site, readers)) for make in TABLES.values())


def text_readers(site: SiteContext) -> Readers:
    plan = site.plan
    pages = (plan.page_with("figures", lang) or plan.find(HOME, lang) for lang in plan.languages)
    return {page.lang: text_context(site, page) for page in pages if page is not None}


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
    return replace(dataset, columns=tuple(columns), rows=tuple(rows))


def known_word(project: Project, key: str) -> Localized | None:
    """Return an interface word; None on a site whose catalogs lack it."""
    is_known = all(key in catalog.words for catalog in project.catalogs.values())
    return project.word(key) if is_known else None


def _resolved(readers: Readers, dataset: Dataset) -> Dataset:
    rows = tuple(tuple(resolved(readers, value) for value in row) for row in dataset.rows)
    return replace(dataset, rows=rows)


def resolved(readers: Readers, value: Value) -> Value:
    """Return a value with the inserts in its texts resolved."""
    if not isinstance(value, Localized):
        return value
    texts = {
        lang: replace(text, value=plain_of(readers[lang], text))
        for lang, text in value.texts.items()
    }
    return Localized(texts=texts)


def _dataset(
    name: str,
    columns: tuple[Column, ...],
    records: Iterable[object],
    key: tuple[str, ...],
    **read: Callable[[Any], Value],
) -> Dataset:
    """Return a table of records: `read` says what a column holds that is no field of theirs."""
    rows = tuple(
        tuple(
            read[column.name](record) if column.name in read else _value(record, column.name)
            for column in columns
        )
        for record in records
    )
    return Dataset(name=name, columns=columns, rows=rows, key=key)


def _value(record: object, name: str) -> Value:
    """Return what a record holds in a column; nothing where its number is suppressed."""
    if name in {"participants", "value"} and getattr(record, "status", "") is Status.SUPPRESSED:
        return None
    value: Value = getattr(record, "sources" if name == "source" else name)
    return value


def _coverage(site: SiteContext, readers: Readers) -> Dataset:
    """Return the counts, each with the status that the site shows for it."""
    after = [column.name for column in COVERAGE].index("status") + 1
    shown = {
        point.location.line: point.status
        for figure in site.registry.figures.values()
        for point in figure.history
        if figure.name.startswith("coverage.") and not point.formula
    }
    return _dataset(
        "coverage",
        (*COVERAGE[:after], SITE_STATUS, *COVERAGE[after:]),
        site.project.observations,
        key=("as_of", "funding", "area", "occupation", "source", "released"),
        site_status=lambda row: shown.get(row.line, row.status),
    )


def _targets(site: SiteContext, readers: Readers) -> Dataset:
    return _dataset("targets", TARGETS, site.project.targets, key=("year", "funding"))


def _indicators(site: SiteContext, readers: Readers) -> Dataset:
    project = site.project
    return _dataset(
        "indicators",
        (INDICATORS[0], LABEL, *INDICATORS[1:]),
        project.indicators,
        key=("id", "as_of", "status", "value"),
        label=lambda row: indicator_label(project, row.id),
    )


def _sources(site: SiteContext, readers: Readers) -> Dataset:
    stated = site.registry.by_source
    return _dataset(
        "sources",
        SOURCE_COLUMNS,
        site.project.sources.values(),
        key=("id",),
        used_for=lambda source: stated.get(source.id, ()),
    )


def _benefits(site: SiteContext, readers: Readers) -> Dataset:
    """Return the amounts with the conditions and the law that they depend on."""
    figures = site.registry.figures
    return _dataset(
        "benefits",
        BENEFIT_COLUMNS,
        site.project.benefits.values(),
        key=("figure",),
        figure=lambda benefit: benefit.figure_name,
        amount=lambda benefit: figures[benefit.figure_name].value,
        formula=lambda benefit: figures[benefit.figure_name].formula,
        conditions=lambda benefit: _joined(readers, [each.text for each in benefit.conditions]),
        legal=lambda benefit: _laws(readers, benefit),
        source=lambda benefit: joined(
            benefit.sources, *(condition.sources for condition in benefit.conditions)
        ),
        conflict=lambda benefit: None if benefit.conflict is None else benefit.conflict.text,
    )


def _laws(readers: Readers, benefit: Benefit) -> Localized | None:
    if not benefit.legal:
        return None
    return _written(
        readers, lambda reader: "; ".join(law_text(reader, law) for law in benefit.legal)
    )


def _contacts(site: SiteContext, readers: Readers) -> Dataset:
    contacts = site.project.contacts.values()
    rows = tuple(row for each in contacts for row in _channels(readers, each))
    return Dataset(name="contacts", columns=CONTACT_COLUMNS, rows=rows, key=("contact", "number"))


def _channels(readers: Readers, contact: Contact) -> Iterator[tuple[Value, ...]]:
    """Yield a row for each way to reach a contact; one without any if there is none."""
    unknown = _joined(readers, contact.unknown)
    for number, channel in enumerate(contact.channels or (None,), 1):
        yield (
            contact.id,
            number,
            contact.name,
            contact.purpose,
            channel.kind if channel else None,
            channel.value if channel else None,
            channel.as_of if channel else None,
            (channel.sources if channel else ()) or contact.sources,
            contact.confidence,
            (channel.note if channel else None) or contact.note,
            unknown,
        )


def _history(site: SiteContext, readers: Readers) -> Dataset:
    """Return what amounts were and contacts had, oldest first."""
    rows = tuple(
        (
            "benefits" if isinstance(record, Benefit) else "contacts",
            record.figure_name if isinstance(record, Benefit) else record.id,
            record.name,
            former.until,
            former.value if isinstance(former.value, Decimal) else None,
            record.unit if isinstance(record, Benefit) else None,
            former.value if isinstance(former.value, Localized) else None,
            former.value if isinstance(former.value, str) else None,
            former.why,
            former.sources,
            former.is_confirmed,
        )
        for record in site.project.changing_records
        for former in record.history
    )
    key = ("table", "record", "until")
    return Dataset(name="history", columns=HISTORY_COLUMNS, rows=rows, key=key)


def _unknown(site: SiteContext, readers: Readers) -> Dataset:
    return _dataset("unknown", UNKNOWN_COLUMNS, site.project.unknown.values(), key=("id",))


def _codes(site: SiteContext, readers: Readers) -> Dataset:
    rows = tuple(_meanings(site.project, readers))
    return Dataset(name="codes", columns=CODE_COLUMNS, rows=rows, key=("list", "code"))


def _meanings(project: Project, readers: Readers) -> Iterator[tuple[Value, ...]]:
    """Yield what each code in the tables means."""
    for name, categories in (("funding", project.funding), ("occupation", project.occupations)):
        for each in categories.values():
            yield (name, each.id, each.name, each.description, None, None, None)
    for area in project.areas.values():
        label = Localized(texts=dict.fromkeys(readers, Text(value=area.name, location=_NOWHERE)))
        yield ("area", area.slug, label, None, area.level, area.parent or None, area.code)
    for name, codes in (("status", Status), ("confidence", Confidence)):
        for code in codes:
            yield (name, str(code), known_word(project, f"{name}.{code}"), None, None, None, None)


def _joined(readers: Readers, texts: Sequence[Localized]) -> Localized | None:
    """Join several texts into one."""
    if not texts:
        return None
    return _written(
        readers,
        lambda reader: " ".join(plain_of(reader, text.text(reader.lang)) for text in texts),
    )


def _written(readers: Readers, write: Callable[[PageContext], str]) -> Localized:
    """Return a text that is written in each language."""
    return Localized(
        texts={
            lang: Text(value=write(reader), location=_NOWHERE) for lang, reader in readers.items()
        }
    )


TABLES: Mapping[str, Callable[[SiteContext, Readers], Dataset]] = {
    "coverage": _coverage,
    "targets": _targets,
    "indicators": _indicators,
    "sources": _sources,
    "benefits": _benefits,
    "contacts": _contacts,
    "history": _history,
    "unknown": _unknown,
    "codes": _codes,
}
"""Every table by its name, and what makes it."""
