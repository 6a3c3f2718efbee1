"""The YAML files and lists of `data/` into records.

Takes parsed YAML and CSV rows; gives sources, categories, benefits, contacts, terms, charts and
areas. Reports what is missing or misspelt at its own line. References from one record to another
are checked in `references.py`, where all of them are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from site_builder.diagnostics import Diagnostic, problem
from site_builder.model import (
    RESERVED_NAMES,
    RESERVED_PREFIXES,
    Area,
    Benefit,
    Category,
    Channel,
    Chart,
    Condition,
    Confidence,
    Conflict,
    Contact,
    LegalReference,
    Localized,
    Source,
    Term,
)
from site_builder.read.syntax import columns
from site_builder.read.syntax.columns import AREA_LEVELS, column_names
from site_builder.read.syntax.fields import Fields, by_id
from site_builder.read.syntax.table import Row
from site_builder.read.syntax.yaml_nodes import Node

AREA_COLUMNS = column_names(columns.AREAS)
BENEFIT_KINDS = ("benefit", "contribution")
BENEFIT_UNITS = ("rupiah", "rupiah_per_month", "rupiah_per_year", "percent")
CONDITION_UNITS = ("months", "years", "age", "count", "days", "hours")
CHANNEL_KINDS = ("phone", "whatsapp", "sms", "email", "web", "address", "hours", "app")
CHART_KINDS = ("bar", "line")
CHART_DATASETS = ("coverage", "targets")
CHART_DIMENSIONS = ("funding", "as_of", "area", "occupation")
SOURCE_KINDS = (Confidence.OFFICIAL_PRIMARY, Confidence.OFFICIAL_SECONDARY, Confidence.PRESS)

_ID = re.compile(r"[a-z0-9][a-z0-9_]*")
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SOURCE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def parse_sources(root: Fields, found: list[Diagnostic]) -> Mapping[str, Source]:
    """Read `sources.yaml`."""
    records = []
    for entry in _entries(root, "sources"):
        records.append(
            Source(
                id=_id(entry, found, _SOURCE_ID),
                title=entry.required_localized("title"),
                publisher=entry.text("publisher", required=True),
                date=entry.date("date"),
                date_text=entry.localized("date_text"),
                kind=Confidence(entry.choice("kind", SOURCE_KINDS)),
                read=entry.required_localized("read"),
                url=entry.text("url"),
                lang=_lang(entry, found),
                restates=entry.flag("restates"),
                location=entry.location,
            )
        )
        entry.close()
    return by_id(records, lambda r: r.id, lambda r: r.location, found)


def _lang(entry: Fields, found: list[Diagnostic]) -> str:
    """Read the language of a source: a language tag, such as `fr` or `pt-BR`."""
    lang = entry.text("lang")
    if lang and not _LANGUAGE_TAG.fullmatch(lang):
        place = entry.location_of("lang")
        found.append(problem("CFG006", place, key="lang", expected="fr, pt-BR"))
        return ""
    return lang


def parse_categories(root: Fields, key: str, found: list[Diagnostic]) -> Mapping[str, Category]:
    """Read `funding.yaml` or `occupations.yaml`."""
    records = []
    for entry in _entries(root, key):
        if key == "funding":
            _refuse_reserved(entry, found)
        records.append(
            Category(
                id=_id(entry, found),
                name=entry.required_localized("name"),
                description=entry.localized("description"),
                sources=entry.texts("sources"),
                location=entry.location,
            )
        )
        entry.close()
    return by_id(records, lambda r: r.id, lambda r: r.location, found)


def parse_benefits(
    root: Fields, programmes: Iterable[str], found: list[Diagnostic]
) -> Mapping[str, Benefit]:
    """Read `benefits.yaml`: what is paid out, and what is paid in."""
    known = (*programmes, "both")
    records = []
    for entry in _entries(root, "benefits"):
        records.append(_parse_benefit(entry, known, found))
        entry.close()
    return by_id(records, lambda r: r.id, lambda r: r.location, found)


def _parse_benefit(entry: Fields, programmes: tuple[str, ...], found: list[Diagnostic]) -> Benefit:
    amount = entry.decimal("amount")
    formula = entry.text("formula")
    amount_text = entry.localized("amount_text")
    if sum((amount is not None, bool(formula), amount_text is not None)) != 1:
        found.append(problem("CFG005", entry.location, key="amount | formula | amount_text"))
    return Benefit(
        id=_id(entry, found),
        kind=entry.choice("kind", BENEFIT_KINDS, default="benefit"),
        programme=entry.choice("programme", programmes),
        name=entry.required_localized("name"),
        amount=amount,
        formula=formula,
        amount_text=amount_text,
        unit=entry.choice("unit", BENEFIT_UNITS),
        is_ceiling=entry.flag("ceiling"),
        minimum=entry.decimal("minimum"),
        maximum=entry.decimal("maximum"),
        conditions=tuple(_parse_condition(c, found) for c in entry.each("conditions")),
        legal=tuple(parse_legal(item) for item in entry.each("legal")),
        sources=entry.texts("sources", required=True),
        confidence=Confidence(entry.choice("confidence", tuple(Confidence))),
        valid_from=entry.date("valid_from"),
        valid_to=entry.date("valid_to"),
        conflict=_parse_conflict(entry.inside("conflict")),
        note=entry.localized("note"),
        location=entry.location_of("amount" if amount is not None else "formula"),
    )


def _parse_condition(entry: Fields, found: list[Diagnostic]) -> Condition:
    values = {unit: entry.decimal(unit) for unit in CONDITION_UNITS}
    given = [unit for unit, value in values.items() if value is not None]
    unit = given[0] if given else ""
    if len(given) > 1:
        found.append(problem("CFG004", entry.location_of(given[1]), key=given[1], known=unit))
    condition = Condition(
        id=_id(entry, found),
        text=entry.required_localized("text"),
        unit=unit,
        value=values[unit] if unit else None,
        sources=entry.texts("sources"),
        confidence=_optional_confidence(entry),
        valid_from=entry.date("valid_from"),
        location=entry.location_of(unit or "id"),
    )
    entry.close()
    return condition


def _optional_confidence(entry: Fields) -> Confidence | None:
    if "confidence" not in entry:
        entry.text("confidence")
        return None
    return Confidence(entry.choice("confidence", tuple(Confidence)))


def parse_legal(entry: Fields) -> LegalReference:
    """Read a rule and its article."""
    reference = LegalReference(
        rule=entry.text("rule", required=True), article=entry.text("article")
    )
    entry.close()
    return reference


def _parse_conflict(entry: Fields | None) -> Conflict | None:
    if entry is None:
        return None
    conflict = Conflict(
        text=entry.required_localized("text"), sources=entry.texts("sources", required=True)
    )
    entry.close()
    return conflict


def parse_contacts(root: Fields, found: list[Diagnostic]) -> Mapping[str, Contact]:
    """Read `contacts.yaml`."""
    records = []
    for entry in _entries(root, "contacts"):
        records.append(
            Contact(
                id=_id(entry, found),
                name=entry.required_localized("name"),
                purpose=entry.required_localized("purpose"),
                channels=tuple(_parse_channel(channel) for channel in entry.each("channels")),
                unknown=entry.localized_list("unknown"),
                sources=entry.texts("sources", required=True),
                confidence=Confidence(entry.choice("confidence", tuple(Confidence))),
                note=entry.localized("note"),
                review_by=entry.date("review_by"),
                location=entry.location,
            )
        )
        entry.close()
    return by_id(records, lambda r: r.id, lambda r: r.location, found)


def _parse_channel(entry: Fields) -> Channel:
    channel = Channel(
        kind=entry.choice("kind", CHANNEL_KINDS),
        value=entry.text("value", required=True),
        dial=entry.text("dial"),
        label=entry.localized("label"),
        note=entry.localized("note"),
        sources=entry.texts("sources", required=True),
        as_of=entry.date("as_of"),
        location=entry.location_of("value"),
    )
    entry.close()
    return channel


def parse_terms(root: Fields, found: list[Diagnostic]) -> Mapping[str, Term]:
    """Read `glossary.yaml`."""
    records = []
    for entry in _entries(root, "terms"):
        records.append(
            Term(
                id=_id(entry, found),
                term=entry.required_localized("term"),
                abbreviation=entry.localized("abbreviation"),
                definition=entry.required_localized("definition"),
                forbidden=_parse_word_lists(entry.inside("forbidden")),
                synonyms=_parse_word_lists(entry.inside("synonyms")),
                see=entry.texts("see"),
                sources=entry.texts("sources"),
                location=entry.location,
            )
        )
        entry.close()
    return by_id(records, lambda r: r.id, lambda r: r.location, found)


def parse_charts(root: Fields, found: list[Diagnostic]) -> Mapping[str, Chart]:
    """Read `charts.yaml`."""
    records = []
    for entry in _entries(root, "charts"):
        records.append(
            Chart(
                id=_id(entry, found),
                kind=entry.choice("kind", CHART_KINDS),
                dataset=entry.choice("dataset", CHART_DATASETS),
                by=entry.choice("by", CHART_DIMENSIONS),
                measure=entry.choice("measure", ("participants",)),
                title=entry.required_localized("title"),
                location=entry.location,
            )
        )
        entry.close()
    return by_id(records, lambda r: r.id, lambda r: r.location, found)


def parse_labels(root: Fields) -> Mapping[str, Localized]:
    """Read `indicators.yaml`: what each indicator is called."""
    root.schema_version()
    labels = root.inside("labels", required=True)
    found_labels = (
        {}
        if labels is None
        else {name: labels.localized_node(node, name) for name, node in labels.nodes().items()}
    )
    root.close()
    return MappingProxyType(found_labels)


def parse_areas(rows: Iterable[Row], found: list[Diagnostic]) -> Mapping[str, Area]:
    """Read the rows of `areas.csv`, by slug."""
    records = []
    for row in rows:
        for column in ("code", "slug", "name"):
            if not row[column]:
                found.append(problem("DAT006", row.location(column), column=column))
        if row["slug"] and not _ID.fullmatch(row["slug"]):
            place = row.location("slug")
            found.append(problem("DAT009", place, value=row["slug"], known="a-z 0-9 _"))
        if row["level"] not in AREA_LEVELS:
            found.append(
                problem(
                    "DAT009",
                    row.location("level"),
                    value=row["level"],
                    known=", ".join(AREA_LEVELS),
                )
            )
        records.append(
            Area(
                code=row["code"],
                slug=row["slug"],
                name=row["name"],
                level=row["level"],
                parent=row["parent"],
                location=row.location("slug"),
            )
        )
    by_id(records, lambda r: r.code, lambda r: r.location, found)
    return by_id(records, lambda r: r.slug, lambda r: r.location, found)


def _entries(root: Fields, key: str) -> tuple[Fields, ...]:
    """Give the records of a data file, after its version and its key are checked."""
    root.schema_version()
    entries = root.each(key, required=True)
    root.close()
    return entries


def _id(entry: Fields, found: list[Diagnostic], pattern: re.Pattern[str] = _ID) -> str:
    value = entry.text("id", required=True)
    if value and not pattern.fullmatch(value):
        place = entry.location_of("id")
        found.append(problem("DAT009", place, value=value, known="a-z 0-9 _"))
    return value


def _refuse_reserved(entry: Fields, found: list[Diagnostic]) -> None:
    """Report the id of a funding source that other figures are named with."""
    value, place = entry.text("id"), entry.location_of("id")
    prefix = next((p for p in RESERVED_PREFIXES if value.startswith(p)), "")
    if value in RESERVED_NAMES:
        found.append(problem("DAT018", place, value=value))
    elif prefix:
        found.append(problem("DAT018", place, value=value, prefix=prefix))


def _parse_word_lists(entry: Fields | None) -> Mapping[str, tuple[str, ...]]:
    if entry is None:
        return MappingProxyType({})
    keys: Mapping[str, Node] = entry.nodes()
    return MappingProxyType({lang: entry.texts(lang) for lang in keys})
