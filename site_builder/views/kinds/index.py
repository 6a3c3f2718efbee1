"""Everything that a reader may look for, from A to Z, whole without a script.

Where the list would grow too long for one page, it leaves out first the sections, which the search
finds all the same, then the words that people use for a term.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from site_builder.model import Term
from site_builder.pages.page import HOME, Page
from site_builder.views.context import PageContext
from site_builder.views.inserts.inline import plain_of
from site_builder.views.kinds.kind import Kind
from site_builder.views.model import SEARCH_INDEX, KindView, Link
from site_builder.views.prose.markdown import render_inline

_MOST = 900
"""Words of a list in which a line is still found by looking down it."""
_DIGIT = "0"
_GROUP = "records."
"""Before the name of a group of records, of which one line is enough."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexEntryView:
    """A line of the list."""

    text: str
    """What a reader looks for; empty where the one link says it."""
    links: tuple[Link, ...]

    @property
    def name(self) -> str:
        return self.text or self.links[0].text

    @property
    def word_count(self) -> int:
        return len(" ".join((self.text, *(link.text for link in self.links))).split())


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexLetterView:
    """A letter with its lines, in the order of the language."""

    letter: str
    anchor: str
    entries: tuple[IndexEntryView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexView(KindView):
    """The list, and what searches it."""

    letters: tuple[IndexLetterView, ...]
    search_index: str
    """Address of the search's index; empty where there is none."""


def _view(context: PageContext) -> IndexView:
    pages = tuple(
        page
        for page in context.site.plan.pages
        if page.lang == context.lang and page.key != context.page.key and page.is_findable
    )
    of_pages = list(_page_entries(context, pages))
    taken = frozenset(entry.name.casefold() for entry in of_pages)
    terms = _term_links(context, taken)
    groups = (
        [*of_pages, *_term_entries(context, terms)],
        list(_synonym_entries(context, terms)),
        list(_section_entries(context, pages)),
    )
    entries: list[IndexEntryView] = []
    for group in groups:
        if entries and sum(entry.word_count for entry in (*entries, *group)) > _MOST:
            break
        entries.extend(group)
    return IndexView(
        letters=tuple(_letters(context, entries)),
        search_index="" if context.page.is_fallback else SEARCH_INDEX,
    )


def _page_entries(context: PageContext, pages: Iterable[Page]) -> Iterator[IndexEntryView]:
    for page in pages:
        names = [page.short_title, page.title] if page.key != HOME else [page.short_title]
        if page.kind.is_found_by_title:
            if not _is_first(context, page):
                continue
            names = [page.title]
        if page.front.question is not None:
            names.append(page.front.question)
        for name in dict.fromkeys(plain_of(context, name) for name in names):
            yield _entry(name, context.href(page))


def _is_first(context: PageContext, page: Page) -> bool:
    """Return whether a page begins a list that goes on to others: `records.coverage` is on it."""
    held = page.kind.holds(context.site.project, page)
    return any(name.startswith(_GROUP) for name in held)


def _section_entries(context: PageContext, pages: Iterable[Page]) -> Iterator[IndexEntryView]:
    """Yield sections by their headings and pages; what several lines would say names nothing."""
    found: list[tuple[str, str]] = []
    for page in pages:
        if page.shared.offline or page.kind.has_findable_sections:
            where = f" ({plain_of(context, page.short_title)})" if page.shared.offline else ""
            for section in page.shown_sections[1:]:
                markup = render_inline(context, section.heading, page.source, section.line)
                found.append((f"{markup.striptags()}{where}", context.href(page, section.id)))
    counts = Counter(heading for heading, _ in found)
    yield from (_entry(heading, href) for heading, href in found if counts[heading] == 1)


def _term_links(context: PageContext, taken: frozenset[str]) -> list[tuple[Term, Link]]:
    """Return the terms that the glossary has, each under a text that no other line has."""
    found = []
    for term in context.site.project.terms.values():
        glossary = context.page_with(f"term.{term.id}")
        if glossary is None:
            continue
        name, short = term.term[context.lang], _abbreviation(context, term)
        if short:
            name = f"{name} ({short})"
        elif name.casefold() in taken:
            name = f"{name} ({plain_of(context, glossary.short_title)})"
        found.append((term, Link(text=name, href=context.href(glossary, term.anchor))))
    return found


def _abbreviation(context: PageContext, term: Term) -> str:
    """Return a term's short form; empty where it is the term itself."""
    short = term.abbreviation[context.lang] if term.abbreviation else ""
    return "" if short == term.term[context.lang] else short


def _term_entries(
    context: PageContext, terms: Iterable[tuple[Term, Link]]
) -> Iterator[IndexEntryView]:
    for term, link in terms:
        yield IndexEntryView(text="", links=(link,))
        short = _abbreviation(context, term)
        if short:
            yield IndexEntryView(text=short, links=(link,))


def _synonym_entries(
    context: PageContext, terms: Iterable[tuple[Term, Link]]
) -> Iterator[IndexEntryView]:
    """Yield the people's words, each with the terms that it may mean, in their shortest form."""
    names = {term.term[context.lang].casefold() for term, _ in terms}
    meanings: dict[str, list[Link]] = defaultdict(list)
    for term, link in terms:
        short = Link(text=_abbreviation(context, term) or term.term[context.lang], href=link.href)
        for word in term.synonyms.get(context.lang, ()):
            if word.casefold() not in names:
                meanings[word].append(short)
    for word, links in meanings.items():
        yield IndexEntryView(text=word, links=tuple(links))


def _entry(text: str, href: str) -> IndexEntryView:
    return IndexEntryView(text="", links=(Link(text=text, href=href),))


def _letters(context: PageContext, entries: Iterable[IndexEntryView]) -> Iterator[IndexLetterView]:
    letters: dict[str, list[IndexEntryView]] = {}
    for entry in sorted(entries, key=lambda entry: context.locale.sort_key(entry.name)):
        letters.setdefault(_letter(entry.name), []).append(entry)
    for letter in sorted(letters, key=context.locale.sort_key):
        anchor = f"az-{letter.lower()}"
        yield IndexLetterView(letter=letter, anchor=anchor, entries=tuple(letters[letter]))


def _letter(text: str) -> str:
    """Return the letter under which a text is looked for: without its marks, all digits as one."""
    for character in unicodedata.normalize("NFD", text):
        if character.isdigit():
            return _DIGIT
        if character.isalpha():
            return character.upper()
    return _DIGIT


KIND = Kind(template="index", card="card.index", view=_view)
