"""Everything that a reader may look for, from A to Z, whole without a script.

Where the list would grow too long for one page, it ends with the words that people use for a term,
or among the sections; the search finds them all the same.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import accumulate, takewhile

from site_builder.model import Term
from site_builder.pages.page import HOME, Page
from site_builder.views.context import PageContext
from site_builder.views.inserts.inline import plain_of
from site_builder.views.kinds.kind import Kind
from site_builder.views.model import CONTACT_LIST, SEARCH_INDEX, KindView, Link
from site_builder.views.prose.markdown import render_inline

_MOST = 900
"""Words of a list in which a line is still found by looking down it."""
_DIGIT = "0"
_NUMBERS = frozenset({"phone", "sms", "whatsapp"})
"""Ways to reach a contact that people look up by the way itself."""


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
    title = context.site.project.settings.title[context.lang]
    taken = frozenset(name.casefold() for name in (title, *(entry.name for entry in of_pages)))
    terms = tuple(_term_links(context, taken))
    taken |= {term.term[context.lang].casefold() for term, _, _ in terms}
    entries = (
        *of_pages,
        *(_entry(link.text, link.href) for _, *links in terms for link in dict.fromkeys(links)),
        *_contact_entries(context, pages, taken),
        *_synonym_entries(context, terms),
        *_section_entries(context, pages),
    )
    has_search = context.site.has_output("search") and not context.page.is_fallback
    words = accumulate(entry.word_count for entry in entries)
    shown = takewhile(lambda pair: pair[1] <= _MOST, zip(entries, words, strict=True))
    return IndexView(
        letters=tuple(_letters(context, (entry for entry, _ in shown))),
        search_index=SEARCH_INDEX if has_search else "",
    )


def _page_entries(context: PageContext, pages: Iterable[Page]) -> Iterator[IndexEntryView]:
    for page in (page for page in pages if page.kind.is_in_index):
        names = [page.short_title, page.title] if page.key != HOME else [page.short_title]
        if page.front.question is not None:
            names.append(page.front.question)
        for name in dict.fromkeys(plain_of(context, name) for name in names):
            yield _entry(name, context.href(page))


def _section_entries(context: PageContext, pages: Iterable[Page]) -> Iterator[IndexEntryView]:
    """Yield sections by heading and page, but none that is called as another is."""
    found: list[tuple[str, str]] = []
    for page in pages:
        if page.shared.offline or page.kind.has_findable_sections:
            where = f" ({plain_of(context, page.short_title)})" if page.shared.offline else ""
            for section in page.shown_sections[1:]:
                markup = render_inline(context, section.heading)
                found.append((f"{markup.striptags()}{where}", context.href(page, section.id)))
    counts = Counter(heading for heading, _ in found)
    yield from (_entry(heading, href) for heading, href in found if counts[heading] == 1)


def _term_links(context: PageContext, taken: Set[str]) -> Iterator[tuple[Term, Link, Link]]:
    """Yield the glossary's terms, each with its full and its shortest text that is not taken."""
    for term in context.site.project.terms.values():
        glossary = context.page_with(f"term.{term.id}")
        if glossary is None:
            continue
        href = context.href(glossary, term.anchor)
        name = term.term[context.lang]
        short = term.abbreviation[context.lang] if term.abbreviation else name
        full = term.full_name(context.lang)
        if full.casefold() in taken:
            full = f"{name} ({plain_of(context, glossary.short_title)})"
        shortest = full if short.casefold() in taken else short
        yield term, Link(text=full, href=href), Link(text=shortest, href=href)


def _contact_entries(
    context: PageContext, pages: Iterable[Page], taken: Set[str]
) -> Iterator[IndexEntryView]:
    """Yield the contacts by their names, by their numbers, and by the ways to reach them."""
    for page in (page for page in pages if page.template == "contacts"):
        names: dict[str, None] = {}
        for contact in context.site.project.contacts.values():
            names[contact.name[context.lang]] = None
            for channel in contact.channels:
                if channel.kind in _NUMBERS:
                    number = context.locale.isolated(channel.value)
                    names |= {number: None, context.word(f"channel.{channel.kind}"): None}
        yield from (
            _entry(name, context.href(page, CONTACT_LIST))
            for name in names
            if name.casefold() not in taken
        )


def _synonym_entries(
    context: PageContext, terms: Iterable[tuple[Term, Link, Link]]
) -> Iterator[IndexEntryView]:
    """Yield the people's words, each with the terms that it may mean, in their shortest form."""
    names = {term.term[context.lang].casefold() for term, _, _ in terms}
    meanings: dict[str, list[Link]] = defaultdict(list)
    for term, _, shortest in terms:
        for word in term.synonyms.get(context.lang, ()):
            if word.casefold() not in names:
                meanings[word].append(shortest)
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
