"""What is different between two builds: figures, pages, words, addresses, and what is owed now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from site_builder.checks.pages.rendered_site import readable_blocks
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.pages.translations import State
from site_builder.upkeep.concerns import Concern, find_concerns
from site_builder.upkeep.releases.release import CertifiedFigure, CertifiedPage, Release
from site_builder.views.context import SiteContext

_INDEX = "index.html"


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureChange:
    name: str
    before: CertifiedFigure | None
    after: CertifiedFigure | None
    change: Decimal | None
    """How much more it is; None where there are no two numbers."""
    is_shown: bool
    """On a page, before or after; all others are in the downloads only."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """A page that has another address."""

    before: CertifiedPage
    after: CertifiedPage


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """The same place before and after; one is empty where text was added or removed."""

    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TextChange:
    """What reads differently on pages of one language, all of them in the same way."""

    lang: str
    urls: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StaleSection:
    """A section whose original was changed, and whose translation was not confirmed since."""

    key: str
    lang: str
    section: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """What all pages together weigh, compressed, and say."""

    pages: int
    bytes: int
    words: int | None
    """None where the pages are not at hand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """All that is different, and nothing of how it is shown."""

    before: str
    """Day of the build that was compared with; empty where there is none."""
    after: str
    figures: tuple[FigureChange, ...]
    added: tuple[CertifiedPage, ...]
    removed: tuple[CertifiedPage, ...]
    moved: tuple[Move, ...]
    changed: tuple[CertifiedPage, ...]
    """Pages that read differently or, where their texts are not at hand, have other bytes."""
    unseen: int
    """How many pages differ in nothing that readers see."""
    texts: tuple[TextChange, ...]
    gone: tuple[str, ...]
    """Addresses at which there was something, and nothing is now: not even a redirect."""
    sizes: tuple[Size, Size]
    stale: tuple[StaleSection, ...] = ()
    concerned: tuple[Concern, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Return whether readers of pages and of downloads meet what they met before."""
        pages = self.added or self.removed or self.moved or self.changed
        return not (self.figures or pages or self.gone)


def find_changes(before: Release, after: Release, site: SiteContext) -> Changes:
    """Compare two builds, of which the later is this site, and say what that makes people owe."""
    found = compare(before, after)
    names = {change.name for change in found.figures if change.before is not None}
    concerned = find_concerns(site, names) if before.pages else ()
    return replace(found, stale=tuple(_stale(before, after, site)), concerned=concerned)


def compare(before: Release, after: Release) -> Changes:
    """Compare what two builds say of themselves."""
    olds, news = _by_name(before), _by_name(after)
    both = [(olds[name], page) for name, page in news.items() if name in olds]
    differing = [page for old, page in both if page.sha256 != old.sha256]
    passages = {
        page.url: _passages(before.html[old.path], after.html[page.path])
        for old, page in both
        if page.sha256 != old.sha256 and old.path in before.html
    }
    changed = tuple(page for page in differing if passages.get(page.url, True))
    return Changes(
        before=before.date,
        after=after.date,
        # Beside nothing every figure is new, which tells nobody anything.
        figures=tuple(_figures(before, after)) if before.figures else (),
        added=tuple(page for name, page in news.items() if name not in olds),
        removed=tuple(page for name, page in olds.items() if name not in news),
        moved=tuple(Move(before=old, after=page) for old, page in both if old.url != page.url),
        changed=changed,
        unseen=len(differing) - len(changed),
        texts=tuple(_together(changed, passages)),
        gone=tuple(sorted(map(_url_of, _paths(before) - _paths(after)))),
        sizes=(_size(before), _size(after)),
    )


def check_addresses(changes: Changes, site: SiteContext) -> Iterator[Diagnostic]:
    """Yield an error for each address that leads nowhere now, but of pages that had their day.

    What stood below such an address follows its redirect, so that the uppermost one is said.
    """
    left = (*changes.removed, *(move.before for move in changes.moved))
    by_url = {page.url: page for page in left}
    ended = [d for d in site.project.documents if not d.shared.is_public_on(site.today)]
    ended_keys = {document.key for document in ended}
    ended_urls = {url for document in ended for url in document.front.redirect_from}
    for url in changes.gone:
        if any(f"{upper}/" in changes.gone for upper in _above(url)):
            continue
        old = by_url.get(url)
        keys = _lineage(old.key) if old else ()
        if url in ended_urls or ended_keys.intersection(keys):
            continue
        heirs = (site.plan.find(key, old.lang) for key in keys if old)
        heir = next((page for page in heirs if page and page.source), None)
        place = heir.source if heir else (old and old.source) or url
        yield problem("OUT015", Location(path=place), url=url, heir=heir.url if heir else "")


def _above(url: str) -> Iterator[str]:
    """Yield the addresses above another one, nearest first, each without the slash at its end."""
    while url := url.rstrip("/").rpartition("/")[0]:
        yield url


def _lineage(key: str) -> tuple[str, ...]:
    """Return the key of a page, and those above it, nearest first."""
    parts = key.split("/")
    return tuple("/".join(parts[:length]) for length in range(len(parts), 0, -1))


def _figures(before: Release, after: Release) -> Iterator[FigureChange]:
    """Yield each figure that is another now: those that readers meet on pages first."""
    shown = frozenset().union(*(p.figures for r in (before, after) for p in r.pages.values()))
    names = {
        name
        for name in before.figures.keys() | after.figures.keys()
        if before.figures.get(name) != after.figures.get(name)
    }
    for name in sorted(names, key=lambda name: (name not in shown, name)):
        old, new = before.figures.get(name), after.figures.get(name)
        yield FigureChange(
            name=name, before=old, after=new, change=_change(old, new), is_shown=name in shown
        )


def _change(old: CertifiedFigure | None, new: CertifiedFigure | None) -> Decimal | None:
    if old is None or new is None or old.value is None or new.value is None:
        return None
    return Decimal(str(new.value)) - Decimal(str(old.value))


def _passages(before: bytes, after: bytes) -> tuple[Passage, ...]:
    from difflib import SequenceMatcher

    old, new = readable_blocks(before), readable_blocks(after)
    found: list[Passage] = []
    for kind, *ends in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            pairs = zip_longest(old[ends[0] : ends[1]], new[ends[2] : ends[3]], fillvalue="")
            found += [Passage(before=was, after=now) for was, now in pairs]
    return tuple(found)


def compare_words(before: str, after: str) -> tuple[Passage, ...]:
    """Return two texts in pieces of some words; a piece with equal sides stands in both."""
    from difflib import SequenceMatcher

    old, new = (text.replace("\n", " \n ").split(" ") for text in (before, after))
    return tuple(
        Passage(before=" ".join(old[i1:i2]), after=" ".join(new[j1:j2]))
        for _, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    )


def _together(
    pages: tuple[CertifiedPage, ...], passages: Mapping[str, tuple[Passage, ...]]
) -> Iterator[TextChange]:
    """Yield what changed once for all pages that share it, what most share last."""
    places: dict[tuple[str, Passage], list[str]] = {}
    for page in pages:
        for passage in passages.get(page.url, ()):
            places.setdefault((page.lang, passage), []).append(page.url)
    groups: dict[tuple[str, tuple[str, ...]], list[Passage]] = {}
    for (lang, passage), found in places.items():
        groups.setdefault((lang, tuple(dict.fromkeys(found))), []).append(passage)
    for (lang, urls), alike in sorted(groups.items(), key=lambda group: len(group[0][1])):
        yield TextChange(lang=lang, urls=urls, passages=tuple(alike))


def _stale(before: Release, after: Release, site: SiteContext) -> Iterator[StaleSection]:
    """Yield what went stale since: the original has changed, and the translation is behind it."""
    for (key, lang), sections in site.plan.states.items():
        original = site.plan.find(key, site.project.settings.default_language)
        source = original.source if original else ""
        if source in before.inputs and before.inputs[source] != after.inputs.get(source):
            for name, found in sections.items():
                if found.state is State.STALE:
                    yield StaleSection(key=key, lang=lang, section=name)


def _by_name(release: Release) -> Mapping[tuple[str, str], CertifiedPage]:
    """Index pages by what they are called in the project, wherever they stand."""
    return {(page.key, page.lang): page for page in release.pages.values()}


def _paths(release: Release) -> frozenset[str]:
    return frozenset(release.html) | {page.path for page in release.pages.values()}


def _url_of(path: str) -> str:
    is_folder = path == _INDEX or path.endswith(f"/{_INDEX}")
    return "/" + (path.removesuffix(_INDEX) if is_folder else path)


def _size(release: Release) -> Size:
    read = [release.html.get(page.path) for page in release.pages.values()]
    blocks = [readable_blocks(content) for content in read if content is not None]
    words = sum(len(block.split()) for page in blocks for block in page)
    return Size(
        pages=len(release.pages),
        bytes=sum(page.weight for page in release.pages.values()),
        words=words if len(blocks) == len(read) else None,
    )
