"""Which pages there are, and at which address: every URL of the site is made here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from urllib.parse import urlsplit

from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import Document, Project, Section
from site_builder.pages.eligibility import check_eligibility
from site_builder.pages.page import HOME, NOT_FOUND, Page, PageKind, page_path
from site_builder.pages.site_plan import SitePlan
from site_builder.pages.translations import SectionState, section_states

DEFAULT_TEMPLATE = "page"
# Inserts are the same in every language, and so tell nothing about a translation.
_INSERT = re.compile(r"\{\{.*?\}\}", re.DOTALL)
# A folder or an HTML page: no other file can hold a page that leads on.
_OLD_ADDRESS = re.compile(r"(/[\w~-]+)+(/|\.html?)?")


def is_old_address(address: str) -> bool:
    """Return whether an address of `redirect_from` can hold a page that leads on."""
    return _OLD_ADDRESS.fullmatch(address) is not None


def old_path(address: str) -> str:
    """Return the file that a server shows for an old address."""
    is_file = address.endswith((".html", ".htm"))
    return address.strip("/") if is_file else f"{address.strip('/')}/index.html"


def plan_site(
    project: Project,
    kinds: Iterable[PageKind],
    base_url: str,
    *,
    is_portable: bool = False,
    with_drafts: bool = False,
) -> tuple[SitePlan, tuple[Diagnostic, ...]]:
    """Plan every page; a page without its translation is reported and still planned."""
    found: list[Diagnostic] = []
    kinds = tuple(kinds)
    languages = project.settings.language_codes
    pairs = _pair_documents(project.documents, with_drafts)
    pages: list[Page] = []
    for key, pair in pairs.items():
        original = pair.get(languages[0])
        if original is None and (key, languages[0]) in project.unread:
            continue
        if original is None:
            for document in pair.values():
                found.append(problem("LNG002", Location(path=document.path), key=key))
            continue
        kind = _kind(original, kinds, found)
        for lang in languages:
            translation = pair.get(lang)
            url = _url(key, lang, pairs, languages[0])
            if translation is None and original.shared.untranslated:
                pages.append(replace(_page(original, original, kind, url, found), lang=lang))
                continue
            if (key, lang) in project.unread:
                continue
            if translation is None or _says_nothing(translation, original):
                path = f"content/{key}.{lang}.md"
                place = Location(path=path)
                related = [Location(path=original.path)]
                found.append(problem("LNG001", place, related=related, key=key, lang=lang))
                continue
            pages.append(_page(translation, original, kind, url, found))
    for key in (HOME, NOT_FOUND):
        if key not in pairs:
            place = Location(path=f"content/{key}.{languages[0]}.md")
            found.append(problem("CFG001", place))
    written = tuple(pages)
    pages.extend(page for kind in kinds for page in kind.pages(project, written))
    found.extend(check_eligibility(project))
    found.extend(_address_conflicts(pages))
    found.extend(check_redirects(pages))
    plan = SitePlan(
        pages=tuple(pages),
        languages=languages,
        is_portable=is_portable,
        unread=frozenset(key for key, _ in project.unread),
        base_path=urlsplit(base_url).path or "/",
        states=MappingProxyType(_states(project, pages)),
        _by_key=MappingProxyType({(page.key, page.lang): page for page in pages}),
        _by_content=MappingProxyType(
            # The first page that holds something keeps it.
            {
                (name, page.lang): page
                for page in reversed(pages)
                for name in page.kind.holds(project, page)
            }
        ),
    )
    return plan, tuple(found)


def _kind(original: Document, kinds: tuple[PageKind, ...], found: list[Diagnostic]) -> PageKind:
    """Return the kind that front matter names; an unknown one is reported and planned as a page."""
    written = {kind.template: kind for kind in kinds if kind.is_written}
    name = original.shared.template
    if name in written:
        return written[name]
    place = original.front.locations["template"]
    guess, known = nearest(name, written), ", ".join(written)
    found.append(problem("CFG007", place, key="template", value=name, nearest=guess, known=known))
    return written[DEFAULT_TEMPLATE]


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
    documents: Iterable[Document], with_drafts: bool
) -> dict[str, dict[str, Document]]:
    """Group documents by key; a draft original takes its translations along."""
    pairs: dict[str, dict[str, Document]] = {}
    for document in documents:
        pairs.setdefault(document.key, {})[document.lang] = document
    if with_drafts:
        return pairs
    return {
        key: pair for key, pair in pairs.items() if not any(d.shared.draft for d in pair.values())
    }


def _url(key: str, lang: str, pairs: Mapping[str, dict[str, Document]], default: str) -> str:
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
    document: Document, original: Document, kind: PageKind, url: str, found: list[Diagnostic]
) -> Page:
    front = document.front
    return Page(
        key=document.key,
        lang=document.lang,
        url=url,
        path=page_path(url),
        kind=kind,
        title=front.title,
        short_title=front.short_title or front.title,
        description=front.description,
        front=front,
        shared=original.shared,
        sections=_paired_sections(document, original, found),
        source=document.path,
        content_lang=document.lang,
    )


def _says_nothing(translation: Document, original: Document) -> bool:
    """Return whether a translation is empty, or the original's text under another name."""
    if translation is original:
        return False
    own, model = (
        [_INSERT.sub("", section.body).strip() for section in d.sections]
        for d in (translation, original)
    )
    return any(model) and (own == model or not any(own))


def _paired_sections(
    document: Document, original: Document, found: list[Diagnostic]
) -> tuple[Section, ...]:
    """Return a translation's sections the original's ids, by position where none is written."""
    if document is original:
        return document.sections
    known = [section.id for section in original.sections]
    sections = []
    for index, section in enumerate(document.sections):
        place = Location(path=document.path, line=section.line)
        if section.id and section.id not in known:
            guess = nearest(section.id, known)
            found.append(problem("LNG005", place, id=section.id, nearest=guess))
        if not section.id and index >= len(known):
            found.append(problem("TXT007", place, heading=section.heading, id=""))
        by_position = known[index] if index < len(known) else f"section-{index}"
        sections.append(replace(section, id=section.id or by_position))
    return tuple(sections)


def check_redirects(pages: Iterable[Page]) -> Iterator[Diagnostic]:
    """Report old addresses that are no addresses (CFG006) or are claimed twice (OUT001)."""
    pages = tuple(pages)
    claimed = {page.path: _place(page, "slug") for page in pages}
    for page in pages:
        for address in page.front.redirect_from:
            place = _place(page, "redirect_from")
            if not is_old_address(address):
                yield problem("CFG006", place, key="redirect_from", expected="/a/b/")
                continue
            other = claimed.setdefault(old_path(address), place)
            if other is not place:
                yield problem("OUT001", place, related=[other], url=address)


def _place(page: Page, field_name: str) -> Location:
    return page.front.locations.get(field_name, Location(path=page.source))


def _address_conflicts(pages: Iterable[Page]) -> Iterator[Diagnostic]:
    claimed: dict[str, Page] = {}
    for page in pages:
        other = claimed.setdefault(page.url, page)
        if other is not page:
            related = [_place(other, "slug")]
            yield problem("OUT001", _place(page, "slug"), related=related, url=page.url)
