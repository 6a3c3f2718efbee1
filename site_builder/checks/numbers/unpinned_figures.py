"""Sentences about the past keep the numbers of their day: coverage figures are pinned to a date.

An update is about its day altogether. Elsewhere a sentence is about the past if a day is typed in
it, if it has a number that is pinned to one, or if its section has either and it a word such as
"already" (`reading.past`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from site_builder.checks.content.passages import Passage
from site_builder.checks.each_page import in_all_prose, in_each_page, passages_of
from site_builder.checks.numbers.recognisers import recognisers
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.figures.registry import Registry
from site_builder.model import Lexicon
from site_builder.pages.page import UPDATES, Page
from site_builder.text.inserts import Insert
from site_builder.text.number_tagger import Recogniser
from site_builder.text.patterns import any_of, fold
from site_builder.text.sentences import sentence_spans
from site_builder.text.tags import NumberKind
from site_builder.views.context import SiteContext

_COUNTS = "coverage."
_DAY = re.compile(r"date:(\d{4}-\d{2}-\d{2})")
_OF_THE_NUMBER = {"short", "plain"}
"""Filters that still show the number, and not its date or source."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnpinnedFigure:
    """The newest number of a figure in a sentence that speaks of the past."""

    location: Location
    name: str
    days: tuple[str, ...]
    """Those that are typed in the sentence."""
    is_dated: bool
    """The sentence or its section has a date; otherwise only a word speaks of the past."""


def check_unpinned_figures(site: SiteContext) -> Iterator[Diagnostic]:
    """Report coverage figures without `at` in updates (FIG006) and about the past (FIG010)."""
    updates = {page.source for page in site.plan.written if page.parent == UPDATES}
    yield from in_each_page(site, "unpinned in updates", partial(_in_update, site))
    for found in unpinned_figures(site):
        if found.is_dated and found.name.startswith(_COUNTS) and found.location.path not in updates:
            pinned, days = _pinned(site.registry, found.name, found.days), ", ".join(found.days)
            yield problem("FIG010", found.location, name=found.name, insert=pinned, date=days)


def _in_update(site: SiteContext, page: Page) -> Iterator[Diagnostic]:
    for passage in passages_of(site, page) if page.parent == UPDATES else ():
        for insert, place in passage.inserts:
            if insert.name.startswith(_COUNTS) and insert.pinned_to is None:
                day = page.shared.date
                pinned = _pinned(site.registry, insert.name, (day,))
                yield problem("FIG006", place, name=insert.name, insert=pinned, date=day)


def unpinned_figures(site: SiteContext) -> Iterator[UnpinnedFigure]:
    """Yield every figure that shows its newest number in a sentence about the past."""
    return in_all_prose(site, "unpinned", partial(_in_passages, site))


def _in_passages(site: SiteContext, passages: Iterable[Passage]) -> Iterator[UnpinnedFigure]:
    readers = site.keep(("words of the past",), lambda: _readers(site))
    for passage in passages:
        if reader := readers.get(passage.languages[0]):
            yield from reader.find(passage)


def _readers(site: SiteContext) -> Mapping[str, _PastReader]:
    return {
        lang: _PastReader(catalog.lexicon, site.registry, recognisers(site)[lang])
        for lang, catalog in site.project.catalogs.items()
        if catalog.lexicon is not None and catalog.lexicon.sentence_end
    }


def _pinned(registry: Registry, name: str, days: tuple[str, ...]) -> str:
    """Return the insert to write: never with a number older than what the text dates.

    Of the typed days the first of which there is a number, without a typed day that of today's
    number; empty where there is none.
    """
    figure = registry.figures.get(name)
    known = days if figure is None or days else (figure.as_of,)
    pin = next((day for day in known if figure and figure.at(day)), "")
    return f"{{{{ {name} | at('{pin}') }}}}" if pin else ""


class _PastReader:
    """One language's dates and words of the past, ready to read any text."""

    def __init__(self, reading: Lexicon, registry: Registry, recogniser: Recogniser) -> None:
        self._reading = reading
        self._figures = registry.figures
        self._recogniser = recogniser
        self._past = re.compile(any_of(reading.past))

    def find(self, passage: Passage) -> Iterator[UnpinnedFigure]:
        figures = [(each, place) for each, place in passage.inserts if each.is_figure]
        if all(each.pinned_to for each, _ in figures):
            return
        words = passage.words
        is_pinned_text = any(each.pinned_to for each, _ in figures)
        is_dated_text = is_pinned_text or bool(self._days(words.text))
        for start, end in sentence_spans(words.text, self._reading):
            sentence = words.text[start:end]
            first, last = words.source_position(start), words.source_position(end - 1)
            own = [figure for figure in figures if first <= figure[0].start <= last]
            days = self._days(sentence)
            is_said = bool(self._past.search(fold(sentence)))
            for insert, place in own:
                is_dated = bool(days) or any(_is_pinned_like(other, insert) for other, _ in own)
                is_past = is_dated or is_said or self._is_of_an_older_year(sentence, insert)
                if _moves(insert) and is_past:
                    yield UnpinnedFigure(
                        location=place,
                        name=insert.name,
                        days=days,
                        is_dated=is_dated or (is_said and is_dated_text),
                    )

    def _is_of_an_older_year(self, sentence: str, insert: Insert) -> bool:
        """Return whether a year before that of the figure is typed in a sentence."""
        figure = self._figures.get(insert.name)
        return figure is not None and any(
            number.kind is NumberKind.YEAR and number.text < figure.as_of[:4]
            for number in self._recogniser.find(sentence)
        )

    def _days(self, text: str) -> tuple[str, ...]:
        found = (_DAY.fullmatch(number.normal) for number in self._recogniser.find(text))
        return tuple(day[1] for day in found if day is not None)


def _is_pinned_like(other: Insert, insert: Insert) -> bool:
    """Return whether an insert is pinned to a date and counts the same kind of thing as another."""
    same = other.name.partition(".")[0] == insert.name.partition(".")[0]
    return same and other.pinned_to is not None


def _moves(insert: Insert) -> bool:
    """Return whether an insert shows a number that new data change."""
    return insert.pinned_to is None and {name for name, _ in insert.filters} <= _OF_THE_NUMBER
