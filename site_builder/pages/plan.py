"""Which pages there are, and at which address: every URL of the site is made here."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from urllib.parse import urlsplit

from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import Document, Figure, Project, Section
from site_builder.pages.eligibility import check_eligibility
from site_builder.pages.page import HOME, NOT_FOUND, UPDATES, Page, PageKind, page_path
from site_builder.pages.translations import SectionState, section_states

DEFAULT_TEMPLATE = "page"
# Inserts are the same in every language, and so tell nothing about a translation.
_INSERT = re.compile(r"\{\{.*?\}\}", re.DOTALL)
# A folder or an HTML page: no other file can hold a page that leads on.
_OLD_ADDRESS = re.compile(r"(/[\w~-]+)+(/|\.html?)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class SitePlan:
    """All pages of the site."""

    pages: tuple[Page, ...]
    languages: tuple[str, ...]
    is_portable: bool
    """Links name `index.html`, so that a copied folder opens from disk."""
    base_path: str
    """Path of the base address, with a slash at both ends."""
    unread: frozenset[str]
    """Keys of pages with a file that could not be read: links to them are no news."""
    states: Mapping[tuple[str, str], Mapping[str, SectionState]]
    """Key and language of a translation to the state of each of its sections."""
    _by_key: Mapping[tuple[str, str], Page] = field(repr=False)
    _by_content: Mapping[tuple[str, str], Page] = field(repr=False)
    """Name of what has its permanent address on a page, and language, to the page."""

    @property
    def written(self) -> tuple[Page, ...]:
        """Give the pages that somebody wrote, each in its own language."""
        return tuple(page for page in self.pages if page.source and not page.is_fallback)

    def find(self, key: str, lang: str) -> Page | None:
        """Give a page by key and language."""
        return self._by_key.get((key, lang))

    def page_with(self, name: str, lang: str) -> Page | None:
        """Return the page on which something has its permanent address, by `PageKind.holds`."""
        return self._by_content.get((name, lang))

    def figure_page(self, figure: Figure, lang: str) -> Page | None:
        """Return the page of a figure's permanent address: that of its area, if there is one."""
        return self.page_with(f"area.{figure.area}", lang) or self.page_with("figures", lang)

    def alternates(self, page: Page) -> tuple[Page, ...]:
        """Give the page in every language that has it, itself included, in the site's order."""
        found = (self.find(page.key, lang) for lang in self.languages)
        return tuple(other for other in found if other is not None)

    def parent(self, page: Page) -> Page:
        """Return the page above; a page made from data always has one."""
        return self._by_key[page.parent, page.lang]

    def ancestors(self, page: Page) -> tuple[Page, ...]:
        """Give the pages above, the home page first; empty for the home page."""
        chain: list[Page] = []
        current = page
        while current.parent:
            parent = self.find(current.parent, page.lang)
            if parent is None or parent in chain:
                break
            chain.insert(0, parent)
            current = parent
        home = self.find(HOME, page.lang)
        return tuple(chain) if home is None or page.key == HOME else (home, *chain)

    def original(self, page: Page) -> Page | None:
        """Give the page that this one translates; None for an original or its stand-in."""
        is_original = page.lang == self.languages[0] or page.is_fallback
        return None if is_original else self.find(page.key, self.languages[0])

    def children(self, key: str, lang: str) -> tuple[Page, ...]:
        """Give the pages directly below a key, by their order."""
        below = [page for page in self.pages if page.lang == lang and page.parent == key]
        return tuple(sorted(below, key=lambda page: (page.shared.order, page.key)))

    def updates(self, lang: str) -> tuple[Page, ...]:
        """Give the dated updates, newest first."""
        dated = [page for page in self.children(UPDATES, lang) if page.shared.date]
        return tuple(sorted(dated, key=lambda page: (page.shared.date, page.key), reverse=True))

    def by_insert_name(self, name: str, lang: str) -> Page | None:
        """Give the page that `{{ page.<name> }}` means."""
        return next(
            (page for page in self.pages if page.lang == lang and insert_name(page.key) == name),
            None,
        )

    def href(self, source: Page, target: Page, anchor: str = "") -> str:
        """Give the link from one page to another, relative unless the source has no fixed place."""
        fragment = f"#{anchor}" if anchor else ""
        return self.file_href(source, target.url) + fragment

    def file_href(self, source: Page, url: str) -> str:
        """Give the link from a page to any file of the site, by its root-relative address.

        Empty for an empty address: a file that the site does not have.
        """
        if not url:
            return ""
        if self.is_portable and url.endswith("/"):
            url += "index.html"
        if source.key == NOT_FOUND and not self.is_portable:
            # A server shows this page at any depth, so only absolute paths lead anywhere.
            return self.base_path + url.lstrip("/")
        folder = posixpath.dirname(source.url) or "/"
        link = posixpath.relpath(url, folder)
        return link + "/" if url.endswith("/") else link


def is_old_address(address: str) -> bool:
    """Tell whether an address of `redirect_from` can hold a page that leads on."""
    return _OLD_ADDRESS.fullmatch(address) is not None


def old_path(address: str) -> str:
    """Give the file that a server shows for an old address."""
    is_file = address.endswith((".html", ".htm"))
    return address.strip("/") if is_file else f"{address.strip('/')}/index.html"


def insert_name(key: str) -> str:
    """Give a page key as it stands in an insert: `/` and `-` become `_`."""
    return key.replace("/", "_").replace("-", "_")


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
    """Tell whether a translation is empty, or the original's text under another name."""
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
    """Give a translation's sections the original's ids, by position where none is written."""
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
