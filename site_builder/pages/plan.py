"""Which pages there are, and at which address: every URL of the site is made here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from urllib.parse import urlsplit

from site_builder.diagnostics import Diagnostic
from site_builder.model import Document, Project, Section, Text
from site_builder.pages.answers import description_of
from site_builder.pages.page import NOT_FOUND, Page, PageKind
from site_builder.pages.plan_checks import Pairs, check_plan
from site_builder.pages.site_plan import SitePlan, insert_name
from site_builder.pages.translations import (
    SectionState,
    paired_sections,
    says_nothing,
    section_states,
)

_DEFAULT_TEMPLATE = "page"


def plan_site(
    project: Project,
    kinds: Sequence[PageKind],
    base_url: str,
    *,
    today: date | None = None,
    is_portable: bool = False,
    with_drafts: bool = False,
) -> tuple[SitePlan, tuple[Diagnostic, ...]]:
    """Plan every page that is written, and those that kinds of page make from data.

    Pages and sections that are not of today are left out; without a day, none is.
    """
    pairs = _pair_documents(project.documents, today, with_drafts=with_drafts)
    written = tuple(_as_of(page, today, project) for page in _written_pages(project, pairs, kinds))
    made = (
        _as_of(page, today, project)
        for kind in kinds
        for parent in written
        for page in kind.pages(project, parent)
    )
    pages = (*written, *made)
    plan = SitePlan(
        pages=pages,
        languages=project.settings.language_codes,
        is_portable=is_portable,
        unread=frozenset(_keys_without_page(project, pairs, written)),
        base_path=urlsplit(base_url).path or "/",
        states=MappingProxyType(_states(project, written)),
        _by_key=MappingProxyType({(page.key, page.lang): page for page in pages}),
        _below=MappingProxyType(pages_below(pages)),
        _by_insert_name=MappingProxyType(
            {(insert_name(page.key), page.lang): page for page in reversed(pages)}
        ),
        _inserting=MappingProxyType(_inserting(pages, project.settings.language_codes)),
        _by_content=MappingProxyType(
            # The first page that holds something keeps it.
            {(name, page.lang): page for page in reversed(pages) for name in page.holds}
        ),
    )
    return plan, tuple(check_plan(project, pairs, kinds, pages))


def pages_below(pages: Iterable[Page]) -> Mapping[tuple[str, str], tuple[Page, ...]]:
    """Return the pages directly below each other, so that nobody looks through all of them."""
    found: dict[tuple[str, str], list[Page]] = {}
    for page in sorted(pages, key=lambda page: (page.shared.order, page.key)):
        found.setdefault((page.parent, page.lang), []).append(page)
    return {name: tuple(below) for name, below in found.items()}


def _inserting(
    pages: Iterable[Page], languages: Iterable[str]
) -> Mapping[str, tuple[tuple[str, str], ...]]:
    named = [page for page in pages if any("{{" in text.value for text in page.shown_elsewhere)]
    return {
        lang: tuple((page.key, page.url) for page in named if page.lang == lang)
        for lang in languages
    }


def _written_pages(project: Project, pairs: Pairs, kinds: Sequence[PageKind]) -> Iterator[Page]:
    """Yield each page that somebody wrote, and originals that stand in for a translation."""
    by_name = {kind.template: kind for kind in kinds if kind.is_written}
    languages, begun = project.settings.language_codes, project.settings.begun_languages
    for key, pair in pairs.items():
        original = pair.get(languages[0])
        if original is None:
            continue
        kind = by_name.get(original.shared.template, by_name[_DEFAULT_TEMPLATE])
        for lang in languages:
            translation = pair.get(lang)
            url = _url(key, lang, pairs, languages[0])
            if translation is not None and not says_nothing(translation, original):
                yield _page(project, translation, original, kind, url)
            elif lang in begun or (translation is None and original.shared.untranslated):
                yield replace(_page(project, original, original, kind, url), lang=lang)


def _keys_without_page(project: Project, pairs: Pairs, written: Iterable[Page]) -> Iterator[str]:
    """Yield the keys of files that make no page in a language; the files are reported elsewhere."""
    yield from (key for key, _ in project.unread)
    made = {(page.key, page.lang) for page in written}
    for key in pairs:
        if any((key, lang) not in made for lang in project.settings.language_codes):
            yield key


def _as_of(page: Page, day: date | None, project: Project) -> Page:
    """Let the page's card describe it, and hide the sections that do not hold on a day."""
    if page.front.description is None and page.shared.answer in project.answers:
        page = replace(page, description=description_of(project, page, day))
    if day is None:
        return page
    hidden = frozenset(
        section.id
        for section in page.sections
        if section.period and not section.period.holds_on(day, project.benefits)
    )
    return replace(page, hidden=hidden) if hidden else page


def _states(
    project: Project, pages: Iterable[Page]
) -> dict[tuple[str, str], Mapping[str, SectionState]]:
    """Compare every written translation with its original."""
    written = {
        (page.key, page.lang): page for page in pages if page.source and not page.is_fallback
    }
    default = project.settings.default_language
    return {
        (key, lang): section_states(written[key, default], page, project.stamps)
        for (key, lang), page in written.items()
        if lang != default and (key, default) in written
    }


def _pair_documents(
    documents: Iterable[Document], today: date | None, *, with_drafts: bool
) -> Pairs:
    """Group documents by key; what no reader sees of an original takes its pair along."""
    pairs: dict[str, dict[str, Document]] = {}
    for document in documents:
        pairs.setdefault(document.key, {})[document.lang] = document
    if with_drafts:
        return pairs
    return {
        key: pair
        for key, pair in pairs.items()
        if all(_is_public(document, today) for document in pair.values())
    }


def _is_public(document: Document, today: date | None) -> bool:
    shared = document.shared
    return not shared.draft and (today is None or shared.is_public_on(today))


def _url(key: str, lang: str, pairs: Pairs, default: str) -> str:
    """Make a page's address: the language's root, the slugs above, its own slug."""
    root = "/" if lang == default else f"/{lang}/"
    if key == NOT_FOUND:
        return f"{root}404.html"
    slugs: list[str] = []
    seen: set[str] = set()
    while key and key in pairs and key not in seen:
        seen.add(key)
        document = pairs[key].get(lang) or pairs[key].get(default)
        if document is not None and document.front.slug:
            slugs.insert(0, document.front.slug)
        original = pairs[key].get(default)
        key = original.shared.parent if original else ""
    return root + "".join(f"{slug}/" for slug in slugs)


def _page(
    project: Project, document: Document, original: Document, kind: PageKind, url: str
) -> Page:
    front = document.front
    return Page(
        key=document.key,
        lang=document.lang,
        url=url,
        kind=kind,
        description=front.description or Text(value="", location=front.title.location),
        front=front,
        shared=original.shared,
        sections=_paired_sections(document, original),
        source=document.path,
        content_lang=document.lang,
        holds=tuple(kind.holds(project)),
    )


def _paired_sections(document: Document, original: Document) -> tuple[Section, ...]:
    """Give a translation's sections what the original says of them: ids, and days of showing.

    One that says it already stays what it is, which spares builds to come from comparing it.
    """
    periods = {section.id: section.period for section in original.sections}
    return tuple(
        section if section.period == period else replace(section, period=period)
        for section in paired_sections(document.sections, original.sections)
        for period in [periods.get(section.id)]
    )
