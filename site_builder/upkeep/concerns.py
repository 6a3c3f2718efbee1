"""Sentences that newer data may make untrue: what people look at again after an import."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from site_builder.checks.attention import claims_of_absence
from site_builder.checks.content.absence import check_typed_absence
from site_builder.checks.content.passages import localized_texts, markdown_texts
from site_builder.diagnostics import Location
from site_builder.model import Figure, Lexicon, Status, Text
from site_builder.text.inserts import Insert, find_inserts, places_of
from site_builder.text.number_tagger import Recogniser
from site_builder.text.patterns import any_of, fold
from site_builder.text.plain_text import RunningText, line_text, markdown_text
from site_builder.text.sentences import sentence_spans
from site_builder.text.tags import NumberKind
from site_builder.views.context import SiteContext


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Concern:
    """A sentence that a figure concerns."""

    path: str
    line: int
    figure: str


def find_concerns(site: SiteContext, names: Collection[str]) -> tuple[Concern, ...]:
    """Return the sentences that changed figures concern, and those that deny what is in the data.

    A sentence is concerned that shows such a figure as it is now beside a date, a figure of a date
    or a word of the past; and so is every claim of absence that has ended.
    """
    found = {*_beside_the_past(site, names), *_of_claims(site)}
    found |= {
        _concern(problem.location, problem.params["figure"])
        for problem in check_typed_absence(site)
    }
    return tuple(sorted(found))


def changed_figures(site: SiteContext) -> frozenset[str]:
    """Return the figures whose newest value is another than the one before."""
    return frozenset(name for name, figure in site.registry.figures.items() if _has_changed(figure))


def _has_changed(figure: Figure) -> bool:
    quoted = [
        point.value
        for point in figure.history
        if point.value is not None and point.status in {Status.PUBLISHED, Status.COMPUTED}
    ]
    return len(quoted) > 1 and quoted[-1] != quoted[-2]


def _of_claims(site: SiteContext) -> Iterator[Concern]:
    uses = claims_of_absence(site)
    for name in site.registry.ended:
        for place in uses.get(name, ()):
            yield _concern(place, site.project.unknown[name].ending)


def _beside_the_past(site: SiteContext, names: Collection[str]) -> Iterator[Concern]:
    readers = {
        lang: _Reader(catalog.lexicon, site, names)
        for lang, catalog in site.project.catalogs.items()
        if catalog.lexicon is not None and catalog.lexicon.sentence_end
    }
    for lang, text, words in _texts(site):
        if lang in readers and "{{" in text.value:
            yield from readers[lang].find(text, words)


def _texts(site: SiteContext) -> Iterator[tuple[str, Text, RunningText]]:
    for page in site.plan.written:
        for line in dict.fromkeys((page.title, page.short_title, page.description)):
            yield page.lang, line, line_text(line.value)
        for text in markdown_texts(page):
            yield page.lang, text, markdown_text(site.blocks(text.value))
    for texts in localized_texts(site.project):
        for lang, text in texts.texts.items():
            yield lang, text, line_text(text.value)


class _Reader:
    """One language's dates and words of the past, ready to read any text."""

    def __init__(self, reading: Lexicon, site: SiteContext, names: Collection[str]) -> None:
        self._reading = reading
        self._figures = site.registry.figures
        self._names = names
        self._past = re.compile(any_of(reading.past))
        self._recogniser = Recogniser(reading)

    def find(self, text: Text, words: RunningText) -> Iterator[Concern]:
        inserts, place = find_inserts(text.value), places_of(text)
        for start, end in sentence_spans(words.text, self._reading):
            first, last = words.source_position(start), words.source_position(end - 1)
            own = [insert for insert in inserts if first <= insert.start <= last]
            today = [each for each in own if each.name in self._names and each.pinned_to is None]
            for insert in today:
                if self._is_of_the_past(words.text[start:end], own, self._figures[insert.name]):
                    yield _concern(place(insert.start), insert.name)

    def _is_of_the_past(self, sentence: str, inserts: list[Insert], figure: Figure) -> bool:
        namespace = figure.name.partition(".")[0]
        if any(i.pinned_to is not None and i.name.startswith(namespace) for i in inserts):
            return True
        if self._past.search(fold(sentence)):
            return True
        return any(
            number.kind is NumberKind.DATE
            or (number.kind is NumberKind.YEAR and number.text < figure.as_of[:4])
            for number in self._recogniser.find(sentence)
        )


def _concern(place: Location, figure: str) -> Concern:
    return Concern(path=place.path, line=place.line, figure=figure)
