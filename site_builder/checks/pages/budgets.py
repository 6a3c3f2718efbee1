"""Budgets of `site.yaml`: what a page, the scripts, the offline copy and a card may weigh.

Everything but a card is weighed after brotli. Each problem names what weighs most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from site_builder.checks.pages.rendered_site import (
    ParsedPage,
    RenderedSite,
    page_parts,
    without_styles,
)
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model import Image
from site_builder.read.templates import TEMPLATES_FOLDER
from site_builder.views.assets.content_images import paths_named, picture_file, places_of_picture
from site_builder.views.context import SiteContext
from site_builder.views.web_app import has_worker, precaches

_STYLES = "styles"
NAMED_PARTS = 3
_MARGIN = 1.05


@dataclass(frozen=True, kw_only=True, slots=True)
class PageWeight:
    """What a first visit to a page takes, compressed."""

    page: int
    """Its text and the styles that stand in it."""
    sheets: int
    """The sheets that it links."""
    others: int
    """Images that are not lazy, and scripts that are neither deferred nor modules."""

    @property
    def total(self) -> int:
        return self.page + self.sheets + self.others


def weigh_file(
    content: bytes,
    awaited: Iterable[tuple[str, str]],
    contents: Mapping[str, bytes],
    size_of: Callable[[bytes], int],
) -> PageWeight:
    """Weigh a page with what browsers wait for."""
    sizes = [(kind, size_of(contents.get(file, b""))) for kind, file in awaited]
    return PageWeight(
        page=size_of(content),
        sheets=sum(size for kind, size in sizes if kind == _STYLES),
        others=sum(size for kind, size in sizes if kind != _STYLES),
    )


def checked_weight(
    content: bytes,
    awaited: Iterable[tuple[str, str]],
    contents: Mapping[str, bytes],
    site: SiteContext,
) -> PageWeight:
    """Weigh a page as its check does: exactly, unless it is far below."""
    about = weigh_file(content, awaited, contents, site.compression.quick_size)
    if _is_far_below(about.total, site.project.settings.budgets.page):
        return about
    return weigh_file(content, awaited, contents, site.compression.size)


@dataclass(frozen=True, kw_only=True, slots=True)
class _HeavyPicture:
    """A picture that a page has to do without before its first heading."""

    page: ParsedPage
    image: Image
    weight: int
    """Of the page with everything that its readers wait for."""
    room: int
    """What a picture in its place may weigh."""


def check_page_weights(site: RenderedSite) -> Iterator[Diagnostic]:
    """Report every page that a first visit has to wait too long for (OUT005).

    Where pictures are the reason, each is reported once for all pages that show it (OUT024).
    """
    budget = site.context.project.settings.budgets.page
    heavy: dict[str, list[_HeavyPicture]] = {}
    for page in site.pages:
        weight = checked_weight(
            page.rendered.file.content, page.parsed.awaited, site.contents, site.context
        )
        if weight.total <= budget:
            continue
        pictures = _heavy_pictures(site, page, weight.total)
        if not pictures:
            yield _too_heavy(page, weight, budget, site.context.compression.size)
        for picture in pictures:
            heavy.setdefault(picture.image.path, []).append(picture)
    for shown in heavy.values():
        yield _too_heavy_a_picture(site.context, shown, budget)


def check_script_weights(site: RenderedSite) -> Iterator[Diagnostic]:
    """Report each set of scripts over the budget once, at its heaviest source (OUT007)."""
    budget = site.context.project.settings.budgets.script
    scripts, size_of = site.context.assets.scripts, site.context.compression.size
    known = {address.lstrip("/"): address for address in scripts.parts}
    loaded = {
        frozenset(target.path for target in page.parsed.targets if target.path in known)
        for page in site.pages
    }
    linked = {tuple(known[path] for path in known if path in own) for own in loaded}
    for group in sorted(linked | {(address,) for address in scripts.on_use.values()}):
        weight = sum(size_of(site.contents[address.lstrip("/")]) for address in group)
        if weight > budget:
            parts = heaviest_first(
                (name, size_of(content))
                for address in group
                for name, content in scripts.parts[address].items()
            )
            named = ((name.rpartition("/")[2], size) for name, size in parts)
            place = Location(path=TEMPLATES_FOLDER + parts[0][0])
            yield problem("OUT007", place, weight=weight, budget=budget, parts=listed(named))


def check_offline_weights(site: RenderedSite) -> Iterator[Diagnostic]:
    """Report each language whose pages for offline reading weigh too much (OUT008)."""
    budget = site.context.project.settings.budgets.offline
    rendered, size_of = [page.rendered for page in site.pages], site.context.compression.size
    sources = {each.page.url: each.page.source for each in rendered}
    for kept in precaches(site.context, rendered) if has_worker(site.context) else ():
        pages = (*kept.pages, *kept.group)
        quick_size = site.context.compression.quick_size
        if _is_far_below(
            quick_size(kept.bundle.content)
            + sum(quick_size(site.contents[path]) for path in kept.assets),
            budget,
        ):
            continue
        weights = {each.page.url: size_of(each.file.content) for each in pages}
        assets = {f"/{path}": size_of(site.contents[path]) for path in kept.assets}
        weight = size_of(kept.bundle.content) + sum(assets.values())
        if weight > budget:
            parts = heaviest_first((weights | assets).items())[:NAMED_PARTS]
            path = next((sources[url] for url, _ in parts if sources.get(url)), "site.yaml")
            yield problem(
                "OUT008",
                Location(path=path),
                lang=kept.lang,
                weight=weight,
                budget=budget,
                count=len(pages),
                parts=listed(parts),
            )


def check_card_weights(site: RenderedSite) -> Iterator[Diagnostic]:
    """Report every card over its budget once, at the first page that shows it (OUT009)."""
    budget = site.context.project.settings.budgets.card
    first = {
        page.rendered.card.path: page
        for page in reversed(site.pages)
        if page.rendered.card is not None
    }
    for path, page in first.items():
        weight = len(site.contents[path])
        if weight > budget:
            yield problem("OUT009", page.place, url=page.url, weight=weight, budget=budget)


def _is_far_below(about: int, budget: int) -> bool:
    """Return whether something weighs less than its budget, whatever its exact weight is."""
    return about * _MARGIN < budget


def _too_heavy(
    page: ParsedPage, weight: PageWeight, budget: int, size_of: Callable[[bytes], int]
) -> Diagnostic:
    content = page.rendered.file.content
    text, whole = size_of(without_styles(content)), size_of(content)
    parts = ((f"“{name}”", whole - size_of(rest)) for name, rest in page_parts(content) if name)
    return problem(
        "OUT005",
        page.place,
        url=page.url,
        weight=weight.total,
        budget=budget,
        text=text,
        styles=weight.sheets + weight.page - text,
        others=weight.others,
        parts=listed(heaviest_first(parts)[:NAMED_PARTS]),
    )


def _heavy_pictures(site: RenderedSite, page: ParsedPage, weight: int) -> tuple[_HeavyPicture, ...]:
    """Return the heaviest pictures that readers wait for, as many as take a page over its budget.

    There are none where the page would be too heavy without any.
    """
    budget, images = site.context.project.settings.budgets.page, site.context.project.images
    awaited = {path for _, path in page.parsed.awaited}
    own = page.rendered.page
    named = paths_named(own.source, own.shown_sections, site.context.blocks)
    shown = {picture_file(image).path: image for path in named if (image := images.get(path))}
    sizes = {
        path: site.context.compression.size(site.contents[path]) for path in awaited & {*shown}
    }
    found: list[_HeavyPicture] = []
    rest = weight
    for path, size in heaviest_first(sizes.items()):
        if rest <= budget:
            break
        rest -= size
        room = max(budget - rest, 0)
        found.append(_HeavyPicture(page=page, image=shown[path], weight=weight, room=room))
    return tuple(found) if rest <= budget else ()


def _too_heavy_a_picture(site: SiteContext, shown: list[_HeavyPicture], budget: int) -> Diagnostic:
    heaviest = max(shown, key=lambda each: each.weight)
    path = heaviest.image.path
    # A page that stands in for a translation shows the original's file.
    first, *others = dict.fromkeys(
        place
        for each in shown
        for place in places_of_picture(each.page.rendered.page, path, site.blocks)
    )
    return problem(
        "OUT024",
        first,
        related=others,
        picture=path.rpartition("/")[2],
        size=len(heaviest.image.content),
        url=heaviest.page.url,
        weight=heaviest.weight,
        budget=budget,
        room=min(each.room for each in shown) or "",
    )


def heaviest_first(sizes: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Sort parts by what they weigh, or by how many words they have."""
    return sorted(sizes, key=lambda part: (-part[1], part[0]))


def listed(sizes: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {size}" for name, size in sizes)
