"""What a section states and how it is built, in a form that languages share.

Takes a section's Markdown; gives its facts: the figures, terms, contacts and pages that it inserts,
the numbers, amounts, dates and telephones that it types, its links, and its lists, tables and
callouts, each with its line. `parity.py` compares them; nothing is judged here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from site_builder.diagnostics import Location
from site_builder.model import Section, Text
from site_builder.pages.page import Page
from site_builder.text.exemptions import find_exemption_marks
from site_builder.text.inserts import Insert, find_inserts, place_in
from site_builder.text.number_tagger import Recogniser
from site_builder.text.plain_text import line_text, markdown_text
from site_builder.text.tags import Kind, Recognised
from site_builder.views.assets.content_images import find_pictures

_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
_SUBHEADING = re.compile(r"(?m)^#{3,4}\s.*?(?:\{#(?P<id>[^}]*)\})?\s*$")
_CALLOUT = re.compile(r"(?m)^>\s*\[!(?P<kind>[a-z]+)(?:\s+(?P<source>[\w-]+))?\]")
_ITEM = re.compile(r"^(?P<indent>\s*)(?P<mark>[-*+]|\d+[.)])\s+\S")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_FIGURES = ("coverage", "target", "contribution", "benefit", "indicator")
_BLOCKS = ("chart", "table")
_HEAD_ROWS = 2
"""The names of the columns, and the line below them."""


class FactKind(StrEnum):
    """What kind of thing two languages must agree on."""

    FIGURE = "figure"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PHONE = "phone"
    LINK = "link"
    IMAGE = "image"
    HEADING = "heading"
    LIST = "list"
    TABLE = "table"
    CALLOUT = "callout"
    SOURCE = "source"
    TERM = "term"


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


_RECOGNISED_KINDS = {
    Kind.NUMBER: FactKind.NUMBER,
    Kind.PEOPLE: FactKind.NUMBER,
    Kind.PERCENT: FactKind.NUMBER,
    Kind.YEAR: FactKind.NUMBER,
    Kind.TIME: FactKind.NUMBER,
    Kind.REFERENCE: FactKind.NUMBER,
    Kind.CODE: FactKind.NUMBER,
    Kind.ORDINAL: FactKind.NUMBER,
    Kind.MONEY: FactKind.MONEY,
    Kind.DATE: FactKind.DATE,
    Kind.PHONE: FactKind.PHONE,
}


def section_facts(page: Page, section: Section, recogniser: Recogniser | None) -> tuple[Fact, ...]:
    """Give everything that a section states; without a recogniser, typed numbers are left out."""
    if not section.heading:
        texts = (page.title, page.short_title, page.description)
        front = [fact for text in texts for fact in _line_facts(text, recogniser)]
    else:
        place = Location(path=page.source, line=section.line)
        front = list(_line_facts(Text(value=section.heading, location=place), recogniser))
    body = Text(value=section.body, location=Location(path=page.source, line=section.body_line))
    return (*front, *_body_facts(body, recogniser))


def _line_facts(text: Text, recogniser: Recogniser | None) -> Iterator[Fact]:
    yield from _insert_facts(text)
    words = line_text(text.value)
    for found in recogniser.find(words.text) if recogniser else ():
        yield from _recognised_fact(found, text.location)


def _body_facts(text: Text, recogniser: Recogniser | None) -> Iterator[Fact]:
    source = text.value
    place = place_in(text.location.path, source, text.location.line)
    yield from _insert_facts(text)
    words = markdown_text(_with_exempted_numbers(source))
    for found in recogniser.find(words.text) if recogniser else ():
        yield from _recognised_fact(found, place(words.source_position(found.start)))
    yield from _pictures(text, place)
    of_pictures = {picture.end for picture in find_pictures(source)}
    for link in _LINK.finditer(source):
        if "{{" not in link["target"] and link.end() not in of_pictures:
            yield _fact(FactKind.LINK, link["target"], link["target"], place(link.start()))
    for heading in _SUBHEADING.finditer(source):
        written = heading.group().lstrip("# ")
        yield _fact(FactKind.HEADING, heading["id"] or "", written, place(heading.start()))
    for callout in _CALLOUT.finditer(source):
        where = place(callout.start())
        yield _fact(FactKind.CALLOUT, callout["kind"], callout.group(), where)
        if callout["source"]:
            yield _fact(FactKind.SOURCE, callout["source"], callout["source"], where)
    yield from _lists(source, text.location)
    yield from _tables(source, text.location)


def _pictures(text: Text, place: Callable[[int], Location]) -> Iterator[Fact]:
    """Give each picture with its place among them; `name.<lang>.png` is a language's own."""
    own = posixpath.splitext(text.location.path.removesuffix(".md"))[1]
    for number, picture in enumerate(find_pictures(text.value)):
        stem, ending = posixpath.splitext(picture.target)
        name = stem.removesuffix(own) + ending
        yield _fact(FactKind.IMAGE, f"{number}:{name}", picture.target, place(picture.start))


def _with_exempted_numbers(source: str) -> str:
    """Show exempted numbers plainly, in the same place: they too must agree between languages."""
    for mark in find_exemption_marks(source):
        shown = f"  {mark.number}".ljust(mark.end - mark.start)
        source = source[: mark.start] + shown + source[mark.end :]
    return source


def _insert_facts(text: Text) -> Iterator[Fact]:
    place = place_in(text.location.path, text.value, text.location.line)
    for insert in find_inserts(text.value, place, []):
        yield _insert_fact(insert, text.value, place(insert.start))


def _insert_fact(insert: Insert, text: str, place: Location) -> Fact:
    """Give an insert as a fact; a link's anchor belongs to it."""
    namespace, _, _ = insert.name.partition(".")
    written = text[insert.start : insert.end]
    if namespace in _FIGURES:
        shown = [name for name, _ in insert.filters if name in {"as_of", "source", "status"}]
        normal = "|".join((insert.name, insert.pinned_to or "", *shown))
        kind = FactKind.SOURCE if "source" in shown else FactKind.FIGURE
        return _fact(kind, normal, written, place)
    if namespace == "term":
        return _fact(FactKind.TERM, insert.name, written, place)
    if namespace in _BLOCKS:
        return _fact(FactKind.FIGURE, insert.name, written, place)
    anchor = re.match(r"#[\w-]+", text[insert.end :])
    return _fact(FactKind.LINK, insert.name + (anchor.group() if anchor else ""), written, place)


def _recognised_fact(found: Recognised, place: Location) -> Iterator[Fact]:
    """Give a typed number; small ones in words are style, not fact."""
    kind = _RECOGNISED_KINDS.get(found.kind)
    is_stated = found.has_digits or found.is_scaled
    if kind is not None and is_stated:
        # "the 1st" in one language is "date 1" in another.
        normal = f"number:{found.value}" if found.kind is Kind.ORDINAL else found.normal
        yield _fact(kind, normal, found.text, place)


def _lists(source: str, start: Location) -> Iterator[Fact]:
    """Give each list with its kind and its number of items, nested ones included."""
    lines = source.split("\n")
    first, items, mark = 0, 0, ""
    for number, line in enumerate([*lines, ""]):
        match = _ITEM.match(line)
        is_inside = match is not None or (bool(mark) and line.startswith((" ", "\t")))
        follows = bool(mark) and not line.strip() and _continues(lines, number)
        if match is not None:
            if not mark:
                first, mark = number, "-" if match["mark"] in "-*+" else "1"
            items += 1
        elif mark and not is_inside and not follows:
            place = Location(path=start.path, line=start.line + first)
            details = {"style": "bullets" if mark == "-" else "numbers", "items": str(items)}
            yield _fact(FactKind.LIST, f"{mark}{items}", lines[first], place, details)
            items, mark = 0, ""


def _continues(lines: list[str], number: int) -> bool:
    """Tell whether a list goes on after blank lines."""
    following = next((line for line in lines[number:] if line.strip()), "")
    return _ITEM.match(following) is not None or following.startswith("    ")


def _tables(source: str, start: Location) -> Iterator[Fact]:
    """Give each table with its number of rows and columns."""
    rows: list[tuple[int, str]] = []
    for number, line in enumerate([*source.split("\n"), ""]):
        if _ROW.match(line):
            rows.append((number, line))
        elif rows:
            # An insert's filters hold pipes that divide no cells.
            header = re.sub(r"\{\{.*?\}\}", "", rows[0][1])
            details = {
                "rows": str(max(len(rows) - _HEAD_ROWS, 0)),
                "columns": str(header.count("|") - 1),
            }
            shape = f"{details['rows']}×{details['columns']}"
            place = Location(path=start.path, line=start.line + rows[0][0])
            yield _fact(FactKind.TABLE, shape, rows[0][1], place, details)
            rows = []


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
