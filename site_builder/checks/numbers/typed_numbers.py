"""A number that is a figure is inserted, never typed.

The rule stands in `docs/formats.md`, section 4. A language without `reading:` words is not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from site_builder.checks.content.passages import Passage, markdown_texts
from site_builder.checks.each_page import in_all_prose, in_each_page
from site_builder.checks.numbers.known_values import KnownValue, KnownValues
from site_builder.checks.numbers.recognisers import recognisers
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model.settings import MONEY_UNITS
from site_builder.pages.page import Page
from site_builder.text.blocks import parts_of
from site_builder.text.inserts import places_of
from site_builder.text.number_tagger import Recogniser
from site_builder.text.patterns import any_of, fold
from site_builder.text.spans import PartKind
from site_builder.text.tags import NumberKind, Recognised
from site_builder.views.context import SiteContext

_SMALL, _LARGE, _MILLION = 10, 1000, 1_000_000
_MOST_SUGGESTIONS = 6
_PERCENT = "percent"
_UNITS = {
    NumberKind.MONEY: MONEY_UNITS,
    NumberKind.PERCENT: (_PERCENT,),
    NumberKind.PEOPLE: ("people",),
}
_VERSION_OF = re.compile(r"\b[A-Z]\w*[ \u00a0]\Z")
"""A name, behind which stands the number of its version."""
_WITH_UNIT = {"short", "plain", "at"}
"""Filters that show a figure with its unit."""
_FILED_UNDER = re.compile(r"/\d")
"""How the number of a letter goes on, as in 045.2/1234."""
_COUNT = "count"
_TIMES = "times"


@dataclass(frozen=True, kw_only=True, slots=True)
class Exemption:
    """A typed number that may stay, and why."""

    path: str
    line: int
    number: str
    reason: str


def check_typed_numbers(site: SiteContext, templates: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report typed numbers that ought to be figures, with the insert to write instead."""
    return in_all_prose(site, "typed numbers", partial(_in_passages, site), templates)


def _in_passages(site: SiteContext, passages: Iterable[Passage]) -> Iterator[Diagnostic]:
    # Asked only for a number that may be a figure: a new count is nothing to most pages.
    values = partial(site.keep, ("known values",), lambda: KnownValues(site.project, site.registry))
    readers = recognisers(site)
    for passage in passages:
        yield from _check_passage(passage, readers, values)
        yield from _units_said_twice(site, passage)


def _units_said_twice(site: SiteContext, passage: Passage) -> Iterator[Diagnostic]:
    """Report a unit that is typed beside a figure that shows it itself (NUM006)."""
    lang, *others = passage.languages
    reading = site.project.catalogs[lang].lexicon
    if reading is None or others:
        return
    for insert, place in passage.inserts:
        figure = site.registry.figures.get(insert.name)
        if figure is None or not {name for name, _ in insert.filters} <= _WITH_UNIT:
            continue
        is_money, text = figure.unit in MONEY_UNITS, passage.text.value
        if not is_money and figure.unit != _PERCENT:
            continue
        typed = any_of(reading.currency if is_money else reading.percent)
        found = re.compile(rf"\s?({typed})").match(fold(text), insert.end)
        if found is None and is_money:
            found = re.compile(rf"({typed}\.?)\s?\Z").search(fold(text), 0, insert.start)
        if found:
            start, end = found.span(1)
            shown = text[insert.start : insert.end]
            yield problem("NUM006", place, insert=shown, text=text[start:end])


def check_exemptions(site: SiteContext, page: Page) -> Iterator[Diagnostic]:
    """Report exempted numbers without a reason (NUM004)."""
    for place, number, reason in _exempted(site, page):
        if not reason:
            yield problem("NUM004", place, number=number)


def find_exemptions(site: SiteContext) -> tuple[Exemption, ...]:
    """List every exempted number of the site with its reason."""
    found = (
        Exemption(path=place.path, line=place.line, number=number, reason=reason)
        for place, number, reason in in_each_page(site, "exemptions", partial(_exempted, site))
        if reason
    )
    return tuple(sorted(found, key=lambda e: (e.path, e.line, e.number)))


def _check_passage(
    passage: Passage, readers: Mapping[str, Recogniser], values: Callable[[], KnownValues]
) -> Iterator[Diagnostic]:
    """Judge every number of a passage; in a template the first language that objects speaks."""
    reported: list[tuple[int, int]] = []
    for lang in passage.languages:
        recogniser = readers.get(lang)
        if recogniser is None:
            continue
        for recognised in recogniser.find(passage.words.text):
            if any(start < recognised.end and recognised.start < end for start, end in reported):
                continue
            if _is_exempt(recognised, passage.exempt, recogniser):
                continue
            verdict = _judge(recognised, lang, values)
            if verdict is not None:
                code, figures = verdict
                reported.append((recognised.start, recognised.end))
                yield _problem(code, recognised, passage, figures)
            elif (
                passage.languages == (lang,)
                and (meant := recogniser.meant(recognised))
                and not _is_of_a_name(passage.words.text, recognised)
            ):
                place, text = passage.place(recognised.start), recognised.numeral
                yield problem("NUM005", place, text=text, meant=meant)


def _is_of_a_name(text: str, recognised: Recognised) -> bool:
    """Return whether a number names something, with a point that parts nothing of a value."""
    is_version = _VERSION_OF.search(text[: recognised.start])
    return bool(is_version or _FILED_UNDER.match(text, recognised.end))


def _judge(
    recognised: Recognised, lang: str, values: Callable[[], KnownValues]
) -> tuple[str, tuple[KnownValue, ...]] | None:
    """Return the code of what is wrong with a number, and the figures it may be."""
    is_amount, size = _is_amount(recognised), _size(recognised.value)
    is_large = max(size, _size(recognised.other_value)) >= _LARGE
    is_counted = recognised.kind in {NumberKind.NUMBER, NumberKind.PEOPLE}
    if not is_amount and not (is_counted and (is_large or size >= _SMALL)):
        return None
    units, known = _UNITS.get(recognised.kind, recognised.units), values()
    figures = known.find(recognised.other_value, units) or known.find(recognised.value, units)
    fitting = tuple(figure for figure in figures if figure.unit in units)
    if recognised.kind not in _UNITS:
        fitting = fitting or figures
    if is_amount:
        return "NUM001", fitting
    if figures and is_large:
        return "NUM002", fitting
    own = tuple(figure for figure in figures if _has_unit(figure, recognised, lang))
    return ("NUM003", own) if own and _SMALL <= size < _LARGE else None


def _is_amount(recognised: Recognised) -> bool:
    """Return whether a number must always be a figure: money, a percentage, a count of people."""
    if recognised.kind in {NumberKind.MONEY, NumberKind.PERCENT}:
        return True
    size = _size(recognised.value)
    is_written_out = recognised.has_digits or recognised.is_scaled
    if recognised.kind is NumberKind.PEOPLE:
        return size >= _SMALL and is_written_out
    # A scale after digits, and any number of millions but a bare one, is an amount in disguise.
    is_disguised = recognised.has_digits or size > _MILLION
    return recognised.kind is NumberKind.NUMBER and recognised.is_scaled and is_disguised


def _has_unit(figure: KnownValue, recognised: Recognised, lang: str) -> bool:
    """Return whether the word after a number is the figure's own unit."""
    if recognised.kind is NumberKind.PEOPLE:
        return figure.unit == "people"
    if figure.unit != _COUNT:
        return figure.unit in recognised.units
    if _TIMES in recognised.units:
        return figure.name.startswith("benefit.")
    return _COUNT in recognised.units and recognised.noun in fold(figure.label[lang])


def _problem(
    code: str, recognised: Recognised, passage: Passage, figures: tuple[KnownValue, ...]
) -> Diagnostic:
    """Name the figures to insert, as they would be written."""
    is_short = recognised.is_scaled and not _size(recognised.value) % _LARGE
    inserts = [
        figure.insert(is_short=is_short, is_update=passage.is_update)
        for figure in figures[:_MOST_SUGGESTIONS]
    ]
    text = " ".join(recognised.text.split())
    return problem(
        code,
        passage.place(recognised.start),
        kind=recognised.kind,
        text=text,
        insert=inserts[0] if inserts else "",
        others=", ".join(inserts[1:]),
        exemption=passage.exemption.format(number=text),
    )


def _size(value: Decimal | None) -> Decimal:
    return abs(value) if value is not None else Decimal(0)


def _is_exempt(recognised: Recognised, exempt: Mapping[str, str], recogniser: Recogniser) -> bool:
    """Return whether the front matter lets a number stay, written so or in another way."""
    if not exempt:
        return False
    written = {" ".join(fold(text).split()) for text in (recognised.text, recognised.numeral)}
    for number in exempt:
        if " ".join(fold(number).split()) in written:
            return True
        meant = recogniser.find(number)
        if len(meant) == 1 and meant[0].normal == recognised.normal:
            return True
    return False


def _exempted(site: SiteContext, page: Page) -> Iterator[tuple[Location, str, str]]:
    """Yield place, number and reason of every exemption in Markdown and in front matter."""
    for text in markdown_texts(page):
        place_of = places_of(text)
        for part in parts_of(site.blocks(text.value), PartKind.EXEMPT):
            yield place_of(part.start), part.text, part.reason
    place = page.front.locations.get("exempt", Location(path=page.source))
    for number, reason in page.front.exempt.items():
        yield place, number, reason
