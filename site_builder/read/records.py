"""The YAML files and lists of `data/` into records.

Whether what one record names exists is checked where all of them are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Protocol, TypeVar

from site_builder.diagnostics import Location, nearest
from site_builder.model import (
    RESERVED_NAMES,
    RESERVED_PREFIXES,
    Area,
    Category,
    Channel,
    Chart,
    Confidence,
    Contact,
    FormerValue,
    LegalReference,
    Localized,
    Source,
    Term,
)
from site_builder.model.contacts import SPOKEN_NUMBER
from site_builder.model.urls import MAX_SLUG, is_web_link
from site_builder.read.syntax.columns import AREA_LEVELS, ID_IN_WORDS, SHORT_ID
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.table import Row

CHANNEL_KINDS = ("phone", "whatsapp", "sms", "email", "web", "address", "hours", "app")
TELEPHONES = frozenset({"phone", "whatsapp", "sms"})
CHART_KINDS = ("bar", "line")
CHART_DATASETS = ("coverage", "targets")
CHART_DIMENSIONS = ("funding", "as_of", "area", "occupation")
SOURCE_KINDS = (Confidence.OFFICIAL_PRIMARY, Confidence.OFFICIAL_SECONDARY, Confidence.PRESS)

_ID = re.compile(SHORT_ID)
_TELEPHONE = re.compile(r"\(?\+?[0-9](?:[ \u00a0().\-]{0,3}[0-9]){1,14}")
"""Also a short code; never more digits than the world's longest number has (ITU-T E.164)."""
_A_TELEPHONE = "(000) 0000, +00 00 000, 112"
_MAIL = re.compile(r"(?a)(?=.{3,254}\Z)[\w+\-]+(?:\.[\w+\-]+)*@(?:[\w\-]+\.)+[\w\-]{2,}")
"""The bare address: nothing that would set a copy, a subject or a text of what a reader sends."""
_A_MAIL = "office@example.org"
_ABROAD = "+"
_WHATSAPP = "whatsapp"
_FROM_ABROAD = "+00 00 000-0000"
_AS_SHOWN = "value"
"""Its links find nobody without the number of the country."""
_INSERT = re.compile(r"\{\{[^{}]*\}\}")
_BRACED = re.compile(r"\{[^{}]*\}?|[\w.]*\}")
"""A name in braces, or with one of them."""
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MOST_CODES = 12
"""Of the known codes of areas, shown in a message."""
_SOURCE_ID = re.compile(rf"[A-Za-z][A-Za-z0-9_-]{{0,{MAX_SLUG - 1}}}")


class _Record(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def location(self) -> Location: ...


T = TypeVar("T", bound=_Record)


def list_of(key: str, parse: Callable[[Fields], T]) -> Callable[[Fields], Mapping[str, T]]:
    """Return what parses a data file into the records of the list below a key, by id."""

    def parse_file(root: Fields) -> Mapping[str, T]:
        root.schema_version()
        records = [parse(entry) for entry in root.each(key, required=True)]
        return MappingProxyType(root.reader.index(records, lambda record: record.id))

    return parse_file


def parse_id(entry: Fields, pattern: re.Pattern[str] = _ID) -> str:
    value = entry.text("id", required=True)
    if value and not pattern.fullmatch(value):
        entry.report("DAT009", "id", value=value, known=ID_IN_WORDS)
    return value


def parse_confidence(entry: Fields, key: str = "confidence") -> Confidence:
    """Parse how sure a fact is."""
    return Confidence(entry.choice(key, tuple(Confidence)))


def parse_legal(entry: Fields) -> tuple[LegalReference, ...]:
    """Parse the rules, and their articles, that a record rests on."""
    return tuple(
        LegalReference(rule=item.text("rule", required=True), article=item.text("article"))
        for item in entry.each("legal")
    )


def parse_history(
    entry: Fields, parse: Callable[[Fields], Decimal | Localized | str]
) -> tuple[FormerValue, ...]:
    """Parse what a record said before it changed."""
    return tuple(
        FormerValue(
            until=former.date("until", required=True),
            value=parse(former),
            why=former.required_localized("why"),
            is_confirmed=former.flag("confirmed"),
            sources=former.texts("source", required=True),
            location=former.location_of("until"),
        )
        for former in entry.each("history")
    )


def _parse_source(entry: Fields) -> Source:
    return Source(
        id=parse_id(entry, _SOURCE_ID),
        title=entry.required_localized("title"),
        publisher=entry.text("publisher", required=True),
        date=entry.date("date"),
        date_text=entry.localized("date_text"),
        kind=Confidence(entry.choice("kind", SOURCE_KINDS)),
        read=entry.required_localized("read"),
        accessed=entry.date("accessed"),
        url=entry.web_link("url"),
        lang=entry.pattern("lang", _LANGUAGE_TAG, "fr, pt-BR"),
        restates=entry.flag("restates"),
        is_own=entry.flag("own"),
        location=entry.location,
    )


parse_sources = list_of("sources", _parse_source)


def _parse_funding(entry: Fields) -> Category:
    """Parse a funding source, whose id may be the name of no other figure."""
    category = _parse_category(entry)
    prefix = next((p for p in RESERVED_PREFIXES if category.id.startswith(p)), "")
    if prefix or category.id in RESERVED_NAMES:
        entry.report("DAT018", "id", value=category.id, prefix=prefix)
    return category


def _parse_category(entry: Fields) -> Category:
    return Category(
        id=parse_id(entry),
        name=entry.required_localized("name"),
        description=entry.localized("description"),
        sources=entry.texts("sources"),
        location=entry.location,
    )


parse_funding = list_of("funding", _parse_funding)
parse_occupations = list_of("occupations", _parse_category)


def _parse_contact(entry: Fields) -> Contact:
    return Contact(
        id=parse_id(entry),
        name=entry.required_localized("name"),
        purpose=entry.required_localized("purpose"),
        channels=tuple(_parse_channel(channel) for channel in entry.each("channels")),
        unknown=entry.localized_list("unknown"),
        sources=entry.texts("sources", required=True),
        confidence=parse_confidence(entry),
        note=entry.localized("note"),
        spoken=_parse_spoken(entry),
        is_emergency=entry.flag("emergency"),
        review_by=entry.date("review_by"),
        history=parse_history(entry, lambda former: former.text("value", required=True)),
        location=entry.location,
    )


def _parse_spoken(entry: Fields) -> Localized | None:
    """Return what running text calls a contact, in which only its number stands in braces."""
    spoken = entry.localized("spoken")
    for text in spoken or ():
        if set("{}") & {*_INSERT.sub("", text.value.replace(SPOKEN_NUMBER, ""))}:
            meant = _BRACED.sub(SPOKEN_NUMBER, text.value, count=1)
            params = {"value": text.value, "expected": SPOKEN_NUMBER, "meant": meant}
            entry.reader.report("CFG006", text.location, related=(), key="spoken", **params)
    return spoken


def _parse_channel(entry: Fields) -> Channel:
    kind, value = entry.choice("kind", CHANNEL_KINDS), entry.text("value", required=True)
    if kind == "web" and not is_web_link(value if "://" in value else f"https://{value}"):
        entry.report_type("value", "https://…")
    if kind == "email" and value and not _MAIL.fullmatch(value):
        entry.report_type("value", _A_MAIL)
    return Channel(
        kind=kind,
        value=value,
        dial=_parse_dial(entry, kind, value),
        label=entry.localized("label"),
        note=entry.localized("note"),
        sources=entry.texts("sources", required=True),
        as_of=entry.date("as_of"),
        location=entry.location_of("value"),
    )


def _parse_dial(entry: Fields, kind: str, value: str) -> str:
    """Return the digits that a link dials: those of the number, unless others are written."""
    dial = entry.text("dial")
    if kind not in TELEPHONES:
        return dial
    for key, number in (("value", value), ("dial", dial)):
        if number and not _TELEPHONE.fullmatch(number):
            entry.report_type(key, _A_TELEPHONE)
            return ""
    _check_same_number(entry, value, dial)
    number = dial or value
    plus = _ABROAD if number.lstrip("(").startswith(_ABROAD) else ""
    if kind == _WHATSAPP and not plus:
        entry.report_type("dial" if dial else "value", _FROM_ABROAD)
        return ""
    return plus + re.sub(r"[^0-9]", "", number)


def _check_same_number(entry: Fields, value: str, dial: str) -> None:
    """Report a number to dial that is another than the one that is shown."""
    shown, dialled = (re.sub(r"[^0-9]", "", number) for number in (value, dial))
    if dial and not dialled.endswith(shown.lstrip("0")):
        entry.report_type("dial", _AS_SHOWN)


parse_contacts = list_of("contacts", _parse_contact)


def _parse_term(entry: Fields) -> Term:
    return Term(
        id=parse_id(entry),
        term=entry.required_localized("term"),
        abbreviation=entry.localized("abbreviation"),
        spoken=entry.localized("spoken"),
        definition=entry.required_localized("definition"),
        forbidden=entry.inside("forbidden").text_lists(),
        synonyms=entry.inside("synonyms").text_lists(),
        see=entry.texts("see"),
        sources=entry.texts("sources"),
        location=entry.location,
    )


parse_terms = list_of("terms", _parse_term)


def _parse_chart(entry: Fields) -> Chart:
    # Of the table's columns only this one counts something, so nothing else can be meant.
    entry.choice("measure", ("participants",), default="participants")
    return Chart(
        id=parse_id(entry),
        kind=entry.choice("kind", CHART_KINDS),
        dataset=entry.choice("dataset", CHART_DATASETS),
        by=entry.choice("by", CHART_DIMENSIONS),
        title=entry.required_localized("title"),
        location=entry.location,
    )


parse_charts = list_of("charts", _parse_chart)


def parse_labels(root: Fields) -> Mapping[str, Localized]:
    """Parse `indicators.yaml`: what each indicator is called."""
    root.schema_version()
    return root.inside("labels", required=True).localized_entries()


def parse_areas(rows: Iterable[Row], reader: Reader) -> Mapping[str, Area]:
    """Parse the rows of `areas.csv`, by slug."""
    rows = tuple(rows)
    slugs = {row["code"]: row["slug"] for row in rows}
    areas = [_parse_area(row, slugs) for row in rows]
    for position, level in enumerate(AREA_LEVELS):
        above = {row["code"] for row in rows if row["level"] in AREA_LEVELS[:position]}
        for row in (row for row in rows if row["level"] == level):
            _check_parent(row, slugs.keys(), above, reader.path)
    reader.index(areas, lambda area: area.code)
    return MappingProxyType(reader.index(_with_namesakes(areas), lambda area: area.slug))


def _with_namesakes(areas: Sequence[Area]) -> Iterator[Area]:
    named: dict[str, list[Area]] = {}
    for area in areas:
        named.setdefault(area.name, []).append(area)
    for area in areas:
        others = (
            other for other in named[area.name] if area.slug not in {other.slug, other.parent}
        )
        yield replace(area, has_namesake=any(others))


def _check_parent(row: Row, codes: Collection[str], above: Collection[str], file: str) -> None:
    """Report an area that is not below one of a higher level, where there is any.

    What is withheld there could be worked out of the rest, and nobody would see it.
    """
    value = row["parent"]
    known = ", ".join(sorted(above or codes)[:_MOST_CODES])
    if value and value not in codes:
        guess = nearest(value, codes)
        row.report("DAT007", "parent", value=value, file=file, nearest=guess, known=known)
    elif value and value not in above:
        row.report("DAT009", "parent", value=value, known=known if above else "")
    elif above and not value:
        row.report("DAT006", "parent", column="parent", known=known)


def _parse_area(row: Row, slugs: Mapping[str, str]) -> Area:
    return Area(
        code=row.text("code"),
        slug=row.text("slug"),
        name=row.text("name"),
        level=row.text("level"),
        parent=slugs.get(row["parent"], ""),
        location=row.location("slug"),
    )
