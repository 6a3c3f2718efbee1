"""What a section states and how it is built, in a form that languages share."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType

from site_builder.diagnostics import Location
from site_builder.model import Section, Text
from site_builder.pages.page import Page
from site_builder.text.blocks import Block, BlockKind, parts_of
from site_builder.text.inserts import Insert, meant_inserts, places_of
from site_builder.text.number_tagger import Recogniser
from site_builder.text.plain_text import line_text, markdown_text
from site_builder.text.spans import PartKind
from site_builder.text.tags import NumberKind, Recognised
from site_builder.views.context import SiteContext

_SUBHEADINGS = (3, 4)
_BLOCKS = ("chart", "table")

Place = Callable[[int], Location]


class FactKind(StrEnum):
    """What kind of thing two languages must agree on, by the code for a difference."""

    FIGURE = "LNG010"
    NUMBER = "LNG011"
    MONEY = "LNG012"
    DATE = "LNG013"
    PHONE = "LNG014"
    LINK = "LNG015"
    IMAGE = "LNG027"
    HEADING = "LNG016"
    LIST = "LNG017"
    TABLE = "LNG018"
    CALLOUT = "LNG019"
    SOURCE = "LNG020"
    TERM = "LNG021"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One thing that a section states."""

    kind: FactKind
    normal: str
    """The same for the same thing in every language."""
    written: str
    location: Location
    details: Mapping[str, str] = field(default_factory=dict)
    """What a message says of a list or a table, which nobody wrote in words."""


_FACT_KINDS = {
    NumberKind.MONEY: FactKind.MONEY,
    NumberKind.DATE: FactKind.DATE,
    NumberKind.PHONE: FactKind.PHONE,
}


def section_facts(
    site: SiteContext, page: Page, section: Section, recogniser: Recogniser | None
) -> tuple[Fact, ...]:
    """Return everything that a section states; typed numbers only if they can be recognised."""
    is_lead = not section.heading.value
    lines = (page.title, page.short_title, page.description) if is_lead else (section.heading,)
    return (
        *(fact for text in lines for fact in _line_facts(text, recogniser)),
        *_body_facts(section.body, site.blocks(section.body.value), recogniser),
    )


def _line_facts(text: Text, recogniser: Recogniser | None) -> Iterator[Fact]:
    yield from _insert_facts(text)
    for found in recogniser.find(line_text(text.value).text) if recogniser else ():
        yield from _number_fact(found, text.location)


def _body_facts(
    text: Text, blocks: tuple[Block, ...], recogniser: Recogniser | None
) -> Iterator[Fact]:
    place = places_of(text)
    yield from _insert_facts(text)
    # Exempted numbers too must agree between languages.
    words = markdown_text(blocks, shows_exempt=True)
    for found in recogniser.find(words.text) if recogniser else ():
        yield from _number_fact(found, place(words.source_position(found.start)))
    yield from _images(text, blocks, place)
    for link in parts_of(blocks, PartKind.LINK):
        if "{{" not in link.target:
            yield _fact(FactKind.LINK, link.target, link.target, place(link.start))
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level in _SUBHEADINGS:
            written = f"{block.lines[0].text} {{#{block.id}}}" if block.id else block.lines[0].text
            yield _fact(FactKind.HEADING, block.id, written, place(block.start))
    for quote in dict.fromkeys(block.quote for block in blocks):
        if quote is not None and quote.kind:
            yield _fact(FactKind.CALLOUT, quote.kind, quote.label, place(quote.start))
            if quote.source:
                yield _fact(FactKind.SOURCE, quote.source, quote.source, place(quote.start))
    yield from _lists_and_tables(blocks, place)


def _images(text: Text, blocks: tuple[Block, ...], place: Place) -> Iterator[Fact]:
    """Yield each image with its place among them; `name.<lang>.png` is a language's own."""
    own = posixpath.splitext(text.location.path.removesuffix(".md"))[1]
    for number, image in enumerate(parts_of(blocks, PartKind.IMAGE)):
        stem, ending = posixpath.splitext(image.target)
        name = stem.removesuffix(own) + ending
        yield _fact(FactKind.IMAGE, f"{number}:{name}", image.target, place(image.start))


def _insert_facts(text: Text) -> Iterator[Fact]:
    place = places_of(text)
    for insert in meant_inserts(text.value):  # a missing brace is no other statement
        yield _insert_fact(insert, text.value, place(insert.start))


def _insert_fact(insert: Insert, text: str, place: Location) -> Fact:
    """Return an insert as a fact; a link's anchor belongs to it."""
    namespace, _, _ = insert.name.partition(".")
    written = text[insert.start : insert.end]
    if insert.is_figure:
        shown = [name for name, _ in insert.filters if name in {"as_of", "source", "status"}]
        normal = "|".join((insert.name, insert.pinned_to or "", *shown))
        kind = FactKind.SOURCE if "source" in shown else FactKind.FIGURE
        return _fact(kind, normal, written, place)
    if namespace == "term":
        return _fact(FactKind.TERM, insert.name, written, place)
    if namespace in _BLOCKS:
        return _fact(FactKind.FIGURE, insert.name, written, place)
    anchor = re.compile(r"#[\w-]+").match(text, insert.end)
    return _fact(FactKind.LINK, insert.name + (anchor[0] if anchor else ""), written, place)


def _number_fact(found: Recognised, place: Location) -> Iterator[Fact]:
    """Yield a typed number; small ones in words are style, not fact."""
    if found.has_digits or found.is_scaled:
        # "the 1st" in one language is "date 1" in another.
        is_ordinal = found.kind is NumberKind.ORDINAL
        normal = f"number:{found.value}" if is_ordinal else found.normal
        yield _fact(_FACT_KINDS.get(found.kind, FactKind.NUMBER), normal, found.text, place)


def _lists_and_tables(blocks: tuple[Block, ...], place: Place) -> Iterator[Fact]:
    """Yield each list with its items, nested ones included, and each table with its shape."""
    grouped = sorted((b for b in blocks if b.group), key=lambda block: block.group)
    for _, found in groupby(grouped, key=lambda block: block.group):
        first, *others = group = tuple(found)
        start = place(first.start)
        start = Location(path=start.path, line=start.line)
        if first.kind is BlockKind.CELL:
            header = [block.lines[0].text for block in group if not block.row]
            size = {"rows": str(group[-1].row), "columns": str(len(header))}
            shape, written = f"{size['rows']}×{size['columns']}", " | ".join(header)
            yield _fact(FactKind.TABLE, shape, written, start, size)
        else:
            count = str(len(others) + 1)
            style = {"style": "bullets" if first.mark == "-" else "numbers", "items": count}
            written = first.lines[0].text
            yield _fact(FactKind.LIST, f"{first.mark}{count}", written, start, style)


def _fact(
    kind: FactKind,
    normal: str,
    written: str,
    location: Location,
    details: Mapping[str, str] = MappingProxyType({}),
) -> Fact:
    return Fact(
        kind=kind, normal=normal, written=written.strip(), location=location, details=details
    )
