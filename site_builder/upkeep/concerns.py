"""Sentences that newer data may make untrue: what people look at again after an import."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from site_builder.checks.attention import claims_of_absence
from site_builder.checks.content.absence import check_typed_absence
from site_builder.checks.content.passages import localized_texts, markdown_texts
from site_builder.checks.numbers.unpinned_figures import unpinned_figures
from site_builder.diagnostics import Location
from site_builder.model import Figure, Text
from site_builder.pages.page import HOME, UPDATES
from site_builder.text.inserts import Insert, find_inserts, places_of
from site_builder.text.plain_text import ASIDE
from site_builder.text.sentences import markdown_sentences
from site_builder.upkeep.plain_language import as_shown
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.inserts.inline import insert_value
from site_builder.views.namespaces import text_context

_CITED = "…"
"""What stands for a source in a sentence that is to be read again."""


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Concern:
    """A sentence that a figure concerns."""

    path: str
    line: int
    figure: str

    def __str__(self) -> str:
        """Return what a terminal shows of it."""
        return f"{self.path}:{self.line}: {self.figure}"


def find_concerns(site: SiteContext, names: Collection[str]) -> tuple[Concern, ...]:
    """Return the sentences that changed figures concern, and those that deny what is in the data.

    A sentence is concerned that shows such a figure as it is now beside a date, a figure of a date
    or a word of the past; one whose paragraph has such figures of two dates, or of one and as they
    are now; and every claim of absence that has ended.
    """
    found = {
        _concern(figure.location, figure.name)
        for figure in unpinned_figures(site)
        if figure.name in names
    }
    found |= set(_of_claims(site))
    found |= set(_comparing(site, names))
    found |= {
        _concern(problem.location, problem.params["figure"])
        for problem in check_typed_absence(site)
    }
    return tuple(sorted(found))


def concerned_sentences(site: SiteContext, concern: Concern) -> tuple[str, ...]:
    """Return, as readers see it, what is to be read again: sentences that show the figure."""
    for context, text in _texts_of(site, concern.path):
        place_at = places_of(text)
        last = place_at(len(text.value)).line
        if not text.location.line <= concern.line <= last:
            continue
        values = [
            insert_value(context, insert, place_at(insert.start)).text()
            for insert in find_inserts(text.value)
            if insert.name == concern.figure and place_at(insert.start).line == concern.line
        ]
        reading = site.project.catalogs[context.lang].lexicon
        shown = as_shown(context, text)
        if reading is None:
            return (shown.split("\n")[concern.line - text.location.line],)
        return tuple(
            sentence.text.replace(ASIDE, _CITED)
            for sentence in markdown_sentences(shown, text.location.line, reading)
            if sentence.line == concern.line
            and (not values or any(value in sentence.text for value in values))
        )
    return ()


def _texts_of(site: SiteContext, path: str) -> Iterator[tuple[PageContext, Text]]:
    """Yield the texts of a file, each with what its inserts are resolved by."""
    for page in site.plan.written:
        if page.source == path:
            yield from ((text_context(site, page), text) for text in markdown_texts(page))
    if path in {page.source for page in site.plan.written}:
        return
    for texts in localized_texts(site.project):
        for lang, text in texts.texts.items():
            home = site.plan.find(HOME, lang)
            if text.location.path == path and home is not None:
                yield text_context(site, home), text


def _comparing(site: SiteContext, names: Collection[str]) -> Iterator[Concern]:
    """Yield each line with changed figures in a paragraph that has them of two dates."""
    for page in site.plan.written:
        for text in markdown_texts(page) if page.parent != UPDATES else ():
            paragraphs: dict[int, list[Insert]] = {}
            for insert in find_inserts(text.value):
                if insert.name in names:
                    number = text.value.count("\n\n", 0, insert.start)
                    paragraphs.setdefault(number, []).append(insert)
            for inserts in paragraphs.values():
                if len({insert.pinned_to for insert in inserts}) > 1:
                    place = places_of(text)
                    yield from (_concern(place(each.start), each.name) for each in inserts)


def changed_figures(site: SiteContext) -> frozenset[str]:
    """Return the figures whose newest value is another than the one before."""
    return frozenset(name for name, figure in site.registry.figures.items() if _has_changed(figure))


def _has_changed(figure: Figure) -> bool:
    quoted = [
        point.value for point in figure.history if point.value is not None and not point.is_rival
    ]
    return len(quoted) > 1 and quoted[-1] != quoted[-2]


def _of_claims(site: SiteContext) -> Iterator[Concern]:
    uses = claims_of_absence(site)
    for name in site.registry.ended:
        for place in uses.get(name, ()):
            yield _concern(place, site.project.unknown[name].ending)


def _concern(place: Location, figure: str) -> Concern:
    return Concern(path=place.path, line=place.line, figure=figure)
