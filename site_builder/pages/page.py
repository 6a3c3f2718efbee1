"""One page of the plan, and what planning asks of its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from site_builder.model import (
    FrontMatter,
    Localized,
    Project,
    Section,
    SharedFrontMatter,
    Text,
)
from site_builder.model.urls import MAX_ADDRESS, MAX_SLUG

HOME = "home"
NOT_FOUND = "404"
UPDATES = "updates"
"""Keys of pages that have a place of their own on every site."""
# A folder or an HTML page: no other file can hold a page that leads on.
_OLD_ADDRESS = re.compile(r"(/[\w~-]+)+(/|\.html?)?")
PROOF = "proof"
"""Id of the section that stands folded at the end of its page, and of that part."""
NO_FIGURE = "none"
"""What `card` says for a page that is not about the numbers on it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageKind:
    """What planning and outputs ask of a kind of page; `views.kinds.Kind` adds what it shows."""

    template: str
    """Below `templates/pages/`, without `.html`; front matter names it so."""
    is_written: bool = True
    """False for a kind that only data make."""
    is_listed: bool = True
    """Search engines are to find it; False for a page that only stands in for another."""
    is_findable: bool = True
    """It has a line in the list of everything and in the search."""
    is_in_index: bool = True
    """The list from A to Z names its pages; the search finds them all the same."""
    has_findable_sections: bool = False
    is_printed: bool = False
    """It is handed over on paper: the page above links to it, and `--pdf` draws it."""
    shows_sources: bool = False
    """It is about sources, records or statistics: sources stand in its text, not folded below."""
    tells_age: bool = False
    """It says how many months old the newest count of everyone was when the page was made."""
    styles: str = ""
    """Pages of kinds with the same name here share their styles; the longest have few others."""
    card: str = "card.page"
    """The interface word on the picture of a page without a figure."""
    pages: Callable[[Project, Page], Iterable[Page]] = lambda project, parent: ()
    """Makes pages from data below a written page, of whatever kind that is."""
    holds: Callable[[Project], Iterable[str]] = lambda project: ()
    """Returns what a written page of the kind holds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page in one language, with the address that it will have."""

    key: str
    lang: str
    url: str
    """Below the base path, with a leading slash."""
    kind: PageKind
    description: Text
    front: FrontMatter
    shared: SharedFrontMatter
    """As the original has them."""
    sections: tuple[Section, ...]
    """As they are written, also those that are not shown today."""
    source: str
    """The content file; empty for a page made from data."""
    content_lang: str
    """Language of the text: another than the page's where there is no translation on purpose."""
    holds: tuple[str, ...] = ()
    """Names of what has its permanent address on the page, such as `source.P1`."""
    hidden: frozenset[str] = frozenset()
    """Ids of the sections whose days have passed or are yet to come."""

    @property
    def path(self) -> str:
        """The file in the output folder that a server shows for the address."""
        return self.url.lstrip("/") + ("index.html" if self.url.endswith("/") else "")

    @property
    def title(self) -> Text:
        return self.front.title

    @property
    def short_title(self) -> Text:
        return self.front.short_title or self.front.title

    @property
    def shown_elsewhere(self) -> tuple[Text, ...]:
        """Return what pages that lead here may show of it."""
        front = self.front
        texts = (front.title, front.short_title, self.description, front.question)
        return tuple(text for text in texts if text is not None)

    @property
    def template(self) -> str:
        return self.kind.template

    @property
    def name(self) -> str:
        """The last part of the key."""
        return self.key.rpartition("/")[2]

    @property
    def parent(self) -> str:
        """The key of the page above, or an empty text."""
        return self.shared.parent

    @property
    def shown_sections(self) -> tuple[Section, ...]:
        """Return the sections that readers see today, the lead first."""
        return tuple(section for section in self.sections if section.id not in self.hidden)

    @property
    def is_fallback(self) -> bool:
        """Whether the page shows its original for want of a translation."""
        return self.content_lang != self.lang

    @property
    def is_listed(self) -> bool:
        """Whether search engines are to find the page, in one language at least."""
        return self.kind.is_listed and self.key != NOT_FOUND

    @property
    def is_findable(self) -> bool:
        """Whether a reader may look for the page."""
        return self.is_listed and self.kind.is_findable and not self.is_fallback


def is_old_address(address: str) -> bool:
    """Return whether an address of `redirect_from` can hold a page that leads on."""
    is_short = len(address) <= MAX_ADDRESS and max(map(len, address.split("/"))) <= MAX_SLUG
    return is_short and _OLD_ADDRESS.fullmatch(address) is not None


def old_path(address: str) -> str:
    """Return the file that a server shows for an old address."""
    is_file = address.endswith((".html", ".htm"))
    return address.strip("/") if is_file else f"{address.strip('/')}/index.html"


def pdf_name(page: Page) -> str:
    """Return the name of the PDF beside a page: all of its address, for whoever saves it."""
    return "-".join(page.url.strip("/").split("/")) + ".pdf"


def generated_page(
    *,
    parent: Page,
    kind: PageKind,
    name: str,
    slug: str,
    title: Localized,
    short_title: Localized | None = None,
    description: Localized | None,
    sources: tuple[str, ...] = (),
    next_keys: tuple[str, ...] = (),
    answer: str = "",
    card: str = "",
    holds: tuple[str, ...] = (),
    order: int = 0,
    is_offline: bool = True,
) -> Page:
    """Return a page that no document wrote, below a page of the same language.

    `name` is the last part of its key. Without a description its answer card describes it. It is
    kept for reading without a connection if its parent is, unless `is_offline` is False.
    """
    lang = parent.lang
    front = FrontMatter(
        title=title.text(lang),
        description=description.text(lang) if description else None,
        slug=slug,
        short_title=short_title.text(lang) if short_title else None,
    )
    nothing = Text(value="", location=front.title.location)
    return Page(
        key=f"{parent.key}/{name}",
        lang=lang,
        url=f"{parent.url}{slug}/",
        kind=kind,
        description=front.description or nothing,
        front=front,
        shared=SharedFrontMatter(
            template=kind.template,
            parent=parent.key,
            order=order,
            sources=sources,
            next=next_keys or (parent.key,),
            draft=parent.shared.draft,
            offline=parent.shared.offline and is_offline,
            answer=answer,
            card=card,
        ),
        sections=(Section(id="lead", heading=nothing, body=nothing),),
        source="",
        content_lang=lang,
        holds=holds,
    )
