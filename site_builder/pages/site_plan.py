"""The plan of the site: all its pages, how they lead to each other, and every link."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from site_builder.model import Figure
from site_builder.pages.page import HOME, NOT_FOUND, UPDATES, Page
from site_builder.pages.translations import SectionState


@dataclass(frozen=True, kw_only=True, slots=True)
class SitePlan:
    pages: tuple[Page, ...]
    languages: tuple[str, ...]
    is_portable: bool
    """Links name `index.html`, so that a copied folder opens from disk."""
    base_path: str
    """Path of the base address, with a slash at both ends."""
    unread: frozenset[str]
    """Keys of pages with a file that makes no page: links to them are no news."""
    states: Mapping[tuple[str, str], Mapping[str, SectionState]]
    """Key and language of a translation to the state of each of its sections."""
    _by_key: Mapping[tuple[str, str], Page] = field(repr=False)
    _below: Mapping[tuple[str, str], tuple[Page, ...]] = field(repr=False)
    """Key and language of a page to the pages directly below it, by their order."""
    _by_insert_name: Mapping[tuple[str, str], Page] = field(repr=False)
    _inserting: Mapping[str, tuple[tuple[str, str], ...]] = field(repr=False)
    """By language: key and address of each page that is named with inserts."""
    _by_content: Mapping[tuple[str, str], Page] = field(repr=False)
    """Name of what has its permanent address on a page, and language, to the page."""

    @property
    def written(self) -> tuple[Page, ...]:
        """Return the pages that somebody wrote, each in its own language."""
        return tuple(page for page in self.pages if page.source and not page.is_fallback)

    def find(self, key: str, lang: str) -> Page | None:
        return self._by_key.get((key, lang))

    def named(self, key: str, lang: str) -> Page:
        return self._by_key[key, lang]

    def page_with(self, name: str, lang: str) -> Page | None:
        """Return the page on which something has its permanent address, by `Page.holds`."""
        return self._by_content.get((name, lang))

    def record_page(self, figure: Figure, lang: str) -> Page | None:
        """Return the page of a figure's permanent address, where its full record stands.

        It is that of its area, if there is one; None on a site without records.
        """
        namespace, name = figure.name.split(".")[:2]
        return (
            self.page_with(f"area.{figure.area}", lang)
            or self.page_with(f"record.{namespace}.{name}", lang)
            or self.page_with(f"records.{namespace}", lang)
        )

    def alternates(self, page: Page) -> tuple[Page, ...]:
        """Return the page in every language that has it, itself included, in the site's order."""
        found = (self.find(page.key, lang) for lang in self.languages)
        return tuple(other for other in found if other is not None)

    def parent(self, page: Page) -> Page:
        """Return the page above; a page made from data always has one."""
        return self._by_key[page.parent, page.lang]

    def ancestors(self, page: Page) -> tuple[Page, ...]:
        """Return the pages above, the home page first; empty for the home page."""
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
        """Return the page that this one translates; None for an original or its stand-in."""
        is_original = page.lang == self.languages[0] or page.is_fallback
        return None if is_original else self.find(page.key, self.languages[0])

    def states_of(self, page: Page) -> Mapping[str, SectionState]:
        """Return the state of each section of a translation by its id; none of an original."""
        return self.states.get((page.key, page.lang), {})

    def children(self, key: str, lang: str) -> tuple[Page, ...]:
        """Return the pages directly below a key, by their order."""
        return self._below.get((key, lang), ())

    def updates(self, lang: str) -> tuple[Page, ...]:
        """Return the dated updates, newest first."""
        dated = [page for page in self.children(UPDATES, lang) if page.shared.date]
        return tuple(sorted(dated, key=lambda page: (page.shared.date, page.key), reverse=True))

    def by_insert_name(self, name: str, lang: str) -> Page | None:
        """Return the page that `{{ page.<name> }}` means."""
        return self._by_insert_name.get((name, lang))

    def linked_with_inserts(self, source: Page, links: Collection[str]) -> Iterator[Page]:
        """Yield the pages named with inserts that a page links to; any other is not asked."""
        for key, url in self._inserting.get(source.lang, ()):
            if self.file_href(source, url) in links:
                yield self.named(key, source.lang)

    def url_of(self, name: str, lang: str) -> str:
        """Return the root-relative address of a file that each language has, such as its feed."""
        return f"/{name}" if lang == self.languages[0] else f"/{lang}/{name}"

    def href(self, source: Page, target: Page, anchor: str = "") -> str:
        """Return the link from one page to another, relative if the source has a fixed place."""
        fragment = f"#{anchor}" if anchor else ""
        return self.file_href(source, target.url) + fragment

    def file_href(self, source: Page, url: str) -> str:
        """Return the link from a page to any file of the site, by its root-relative address.

        Empty for an empty address: a file that the site does not have.
        """
        if not url:
            return ""
        if self.is_portable and url.endswith("/"):
            url += "index.html"
        if source.key == NOT_FOUND and not self.is_portable:
            # A server shows this page at any depth, so only absolute paths lead anywhere.
            return self.base_path + url.lstrip("/")
        # As `posixpath.relpath`, which looks for dots as well: no address has any.
        here = [part for part in source.url.split("/")[:-1] if part]
        there = [part for part in url.split("/") if part]
        shared = len(posixpath.commonprefix([here, there]))
        link = "/".join([*[".."] * (len(here) - shared), *there[shared:]]) or "."
        return link + "/" if url.endswith("/") else link


def insert_name(key: str) -> str:
    """Return a page key as it stands in an insert: `/` and `-` become `_`."""
    return key.replace("/", "_").replace("-", "_")
