"""The search: one index for each language, which a page loads when somebody searches.

An index holds pages, sections and terms, every word of their texts with the places where it stands,
and the words that people use for a term. Python and script must read words alike: letters without
marks in small, or digits; a number is whole without its group marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import TypeAlias

from site_builder.model import Lexicon, OutputFile, Term
from site_builder.outputs.json_files import compact_json
from site_builder.pages.page import HOME, Page
from site_builder.text.search_words import searched_words, words_of
from site_builder.views.assets.fingerprints import fingerprinted
from site_builder.views.context import SiteContext
from site_builder.views.model import SEARCH_INDEX
from site_builder.views.rendered import PagePart, RenderedPage

_LANGUAGES = 8
"""After a save, the texts of most are as they were."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


Entry: TypeAlias = tuple[int, PagePart]
"""What a search can find, with the number of its page: its lead, a section of it, or a term."""


def place_search(
    site: SiteContext, pages: tuple[RenderedPage, ...]
) -> tuple[tuple[RenderedPage, ...], tuple[OutputFile, ...]]:
    """Return all pages, those with a search knowing the address of their index, and the indexes."""
    files = {
        (each.page.key, each.page.lang): fingerprinted(
            f"search.{each.page.lang}.json", search_index(site, each.page, pages)
        )
        for each in pages
        if each.has_search
    }
    placed = tuple(
        _with_address(site, rendered, files.get((rendered.page.key, rendered.page.lang)))
        for rendered in pages
    )
    return placed, tuple(files.values())


def _with_address(
    site: SiteContext, rendered: RenderedPage, index: OutputFile | None
) -> RenderedPage:
    if index is None:
        return rendered
    href = site.plan.file_href(rendered.page, f"/{index.path}")
    content = rendered.file.content.replace(SEARCH_INDEX.encode(), href.encode())
    return replace(rendered, file=replace(rendered.file, content=content))


def search_index(site: SiteContext, source: Page, pages: tuple[RenderedPage, ...]) -> bytes:
    """Return the index of the language of the page that searches."""
    lang = source.lang
    found = sorted(
        (
            p
            for p in pages
            if p.page.lang == lang and p.page.key != source.key and p.page.is_findable
        ),
        key=lambda rendered: _importance(site, rendered.page),
    )
    parts = ((number, part) for number, rendered in enumerate(found) for part in rendered.parts)
    entries = [*parts, *_term_entries(site, found, lang)]
    words, places = _words_and_places(tuple(part for _, part in entries))
    reading = site.project.catalogs[lang].lexicon or Lexicon()
    index = {
        "pages": [
            [site.plan.href(source, p.page), p.title, p.description, _question(p.page)]
            for p in found
        ],
        "entries": [[page, part.anchor, part.heading] for page, part in entries],
        "words": words,
        "places": places,
        "synonyms": site.keep(
            ("synonyms", lang), lambda: _synonyms(site.project.terms.values(), lang)
        ),
        "common": " ".join(sorted(set(words_of(" ".join(reading.common))))),
        "before": reading.affixes_before,
        "after": reading.affixes_after,
    }
    return compact_json(index).encode()


def _question(page: Page) -> str:
    return page.front.question.value if page.front.question else ""


def _importance(site: SiteContext, page: Page) -> tuple[bool, bool, int, int, str]:
    """Order pages as the site does: its menu, its footer, the rest; a page follows its parent.

    Pages that answer a question of the home page come first, those made from data last.
    """
    settings = site.project.settings
    order = [*settings.navigation, *settings.footer, HOME]
    above = [other.key for other in site.plan.ancestors(page)[1:]]
    places = [order.index(key) for key in (page.key, *reversed(above)) if key in order]
    place = min(places, default=len(order))
    return (not page.source, not _question(page), place, len(above), page.url)


def _term_entries(site: SiteContext, pages: list[RenderedPage], lang: str) -> Iterator[Entry]:
    """Yield the terms, where the language has a page that explains them."""
    numbers = {rendered.page.key: number for number, rendered in enumerate(pages)}
    for key, part in site.keep(("searched terms", lang), lambda: _term_parts(site, lang)):
        if key in numbers:
            yield numbers[key], part


def _term_parts(site: SiteContext, lang: str) -> tuple[tuple[str, PagePart], ...]:
    """Return every term, with the key of the page that explains it."""
    explained = (
        (term, site.plan.page_with(f"term.{term.id}", lang)) for term in site.project.terms.values()
    )
    return tuple((page.key, _term_part(term, lang)) for term, page in explained if page)


def _term_part(term: Term, lang: str) -> PagePart:
    name = term.full_name(lang)
    words = searched_words(term.definition[lang], name)
    return PagePart(anchor=term.anchor, heading=name, words=words)


@lru_cache(_LANGUAGES)
def _words_and_places(parts: tuple[PagePart, ...]) -> tuple[str, str]:
    """Return every word of the texts in order, and for each the parts that hold it."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        for word in part.words:
            found[word].append(number)
    words = sorted(found)
    return " ".join(words), " ".join(_steps(found[word]) for word in words)


def _steps(places: list[int]) -> str:
    """Write ascending numbers as the steps between them, in base 36, joined by commas."""
    return ",".join(
        _base36(place - before) for before, place in zip([0, *places], places, strict=False)
    )


@cache
def _base36(number: int) -> str:
    text = _DIGITS[number % 36]
    while number := number // 36:
        text = _DIGITS[number % 36] + text
    return text


def _synonyms(terms: Iterable[Term], lang: str) -> Mapping[str, list[str]]:
    """Return the words that people use, each with the words of every term that it may mean."""
    meanings: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        name = " ".join(dict.fromkeys(words_of(term.full_name(lang))))
        for synonym in term.synonyms.get(lang, ()):
            meanings[" ".join(words_of(synonym))].append(name)
    return {word: meanings[word] for word in sorted(meanings)}
