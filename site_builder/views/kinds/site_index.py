"""Everything that a reader may look for, from A to Z.

Takes a page's context; gives the list of pages, sections, questions, terms and the words that
people use for them, by letter in the order of the language. It is whole without a script. Where the
list would grow too long for one page, it leaves out first the people's words, then the sections,
which the search finds all the same.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from site_builder.model import Term
from site_builder.pages.areas import AREA_TEMPLATE
from site_builder.pages.page import Page
from site_builder.pages.pagination import FIGURES_TEMPLATE
from site_builder.pages.plan import HOME
from site_builder.views.context import PageContext
from site_builder.views.inserts.inline import plain_of
from site_builder.views.model import DataView, IndexEntryView, IndexLetterView, Link
from site_builder.views.offline import is_listed
from site_builder.views.prose.markdown import render_inline

INDEX_TEMPLATE = "index"
SEARCH_INDEX = "\ue003"
"""Where the page wants the address of its search's index; only at the end is it known."""
_QUESTIONS_TEMPLATE = "questions"
_LISTED_TEMPLATES = (AREA_TEMPLATE, FIGURES_TEMPLATE)
"""Pages made from data that are worth a line; steps of the checker and parts of lists are not."""
_MOST = 600
"""Lines that fit into the budget of a page, with its style sheet."""
_DIGIT = "0"


def site_index(context: PageContext) -> DataView:
    """Give the list for the page's language."""
    pages = listed_pages(context)
    of_pages = list(_page_entries(context, pages))
    taken = frozenset(entry.links[0].text.casefold() for entry in of_pages)
    groups = (
        [*of_pages, *_term_entries(context, taken)],
        list(_section_entries(context, pages)),
        list(_synonym_entries(context, taken)),
    )
    entries: list[IndexEntryView] = []
    for group in groups:
        if entries and len(entries) + len(group) > _MOST:
            break
        entries.extend(group)
    return DataView(
        letters=tuple(_letters(context, entries)),
        search_index="" if context.page.is_fallback else SEARCH_INDEX,
    )


def listed_pages(context: PageContext) -> tuple[Page, ...]:
    """Give the pages of a language that a reader may look for, in the site's order."""
    return tuple(
        page
        for page in context.site.plan.pages
        if page.lang == context.lang and page.key != context.page.key and is_findable(page)
    )


def is_findable(page: Page) -> bool:
    """Tell whether a reader may look for a page."""
    is_made = page.template in _LISTED_TEMPLATES
    return is_listed(page) and not page.is_fallback and (bool(page.source) or is_made)


def term_anchor(term_id: str) -> str:
    """Give the anchor of a term on the page of the glossary."""
    return f"term-{term_id.replace('_', '-')}"


def _page_entries(context: PageContext, pages: Iterable[Page]) -> Iterator[IndexEntryView]:
    for page in pages:
        names = [page.short_title, page.title] if page.key != HOME else [page.short_title]
        if page.template == FIGURES_TEMPLATE:  # its short title is that of the pages on its subject
            names = [page.title]
        if page.front.question is not None:
            names.append(page.front.question)
        for name in dict.fromkeys(plain_of(context, name) for name in names):
            yield _entry(name, context.href(page))


def _section_entries(context: PageContext, pages: Iterable[Page]) -> Iterator[IndexEntryView]:
    """Give sections by their headings; one that stands on several pages names nothing."""
    found: list[tuple[str, str]] = []
    for page in pages:
        if page.shared.offline or page.template == _QUESTIONS_TEMPLATE:
            for section in page.sections[1:]:
                markup = render_inline(context, section.heading, page.source, section.line)
                found.append((markup.striptags(), context.href(page, section.id)))
    counts = Counter(heading for heading, _ in found)
    yield from (_entry(heading, href) for heading, href in found if counts[heading] == 1)


def _term_name(context: PageContext, term: Term, taken: frozenset[str]) -> str:
    """Name a term so that no two links of the list have the same words."""
    name = term.term[context.lang]
    short = term.abbreviation[context.lang] if term.abbreviation else ""
    if short and short != name:
        return f"{name} ({short})"
    glossary = context.page_with_template("glossary")
    if glossary is not None and name.casefold() in taken:
        return f"{name} ({plain_of(context, glossary.short_title)})"
    return name


def _term_entries(context: PageContext, taken: frozenset[str]) -> Iterator[IndexEntryView]:
    glossary = context.page_with_template("glossary")
    if glossary is None:
        return
    for term in context.site.project.terms.values():
        href = context.href(glossary, term_anchor(term.id))
        name = _term_name(context, term, taken)
        short = term.abbreviation[context.lang] if term.abbreviation else ""
        yield _entry(name, href)
        if short and short != term.term[context.lang]:
            yield IndexEntryView(text=short, links=(Link(text=name, href=href),))


def _synonym_entries(context: PageContext, taken: frozenset[str]) -> Iterator[IndexEntryView]:
    """Give the people's words, each with the terms that it may mean."""
    glossary = context.page_with_template("glossary")
    terms = context.site.project.terms.values()
    names = {term.term[context.lang].casefold() for term in terms}
    meanings: dict[str, list[Link]] = defaultdict(list)
    for term in terms if glossary is not None else ():
        for word in term.synonyms.get(context.lang, ()):
            if word.casefold() not in names and glossary is not None:
                href = context.href(glossary, term_anchor(term.id))
                meanings[word].append(Link(text=_term_name(context, term, taken), href=href))
    for word, links in meanings.items():
        yield IndexEntryView(text=word, links=tuple(links))


def _entry(text: str, href: str) -> IndexEntryView:
    return IndexEntryView(text="", links=(Link(text=text, href=href),))


def _letters(context: PageContext, entries: Iterable[IndexEntryView]) -> Iterator[IndexLetterView]:
    def name(entry: IndexEntryView) -> str:
        return entry.text or entry.links[0].text

    letters: dict[str, list[IndexEntryView]] = {}
    for entry in sorted(entries, key=lambda entry: context.locale.sort_key(name(entry))):
        letters.setdefault(_letter(name(entry)), []).append(entry)
    for letter in sorted(letters, key=context.locale.sort_key):
        anchor = f"az-{letter.lower()}"
        yield IndexLetterView(letter=letter, anchor=anchor, entries=tuple(letters[letter]))


def _letter(text: str) -> str:
    """Give the letter under which a text is looked for: without its marks, all digits as one."""
    for character in unicodedata.normalize("NFD", text):
        if character.isdigit():
            return _DIGIT
        if character.isalpha():
            return character.upper()
    return _DIGIT
