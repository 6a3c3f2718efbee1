"""Every source of the site, on pages that a phone can load."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from site_builder.model import Confidence, Figure, Project, Source
from site_builder.pages.page import Page, generated_page
from site_builder.pages.parts import divided
from site_builder.views.context import PageContext
from site_builder.views.kinds.kind import Kind
from site_builder.views.labels import label_of
from site_builder.views.links import page_link, short_link
from site_builder.views.model import KindView, Link, SourceView
from site_builder.views.records import source_view

_PART_LENGTH = 20
"""Sources that fit into a page of a thousand words."""
_FIGURES_SHOWN, _PAGES_SHOWN = 2, 2
"""What a source names; the downloads have all its figures."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourcesView(KindView):
    """One part of the sources, by kind."""

    groups: tuple[tuple[str, tuple[SourceView, ...]], ...]
    links: tuple[Link, ...]
    """To the further parts; empty on these."""


def _view(context: PageContext) -> SourcesView:
    page, groups = context.page, []
    registry = context.site.registry
    sources = context.site.project.sources
    held = [sources[name.removeprefix("source.")] for name in page.holds]
    pages: dict[str, list[Page]] = {}
    for other in context.site.plan.pages:
        if other.lang == context.lang and other.source:
            for name in dict.fromkeys(other.shared.sources):
                pages.setdefault(name, []).append(other)
    titles = {source.title[context.lang].casefold() for source in sources.values()}
    for kind in Confidence:
        of_kind = tuple(
            _used(
                context,
                source,
                [registry.figures[name] for name in registry.by_source.get(source.id, ())],
                pages.get(source.id, ()),
                titles,
            )
            for source in held
            if source.kind is kind
        )
        if of_kind:
            groups.append((context.word(f"kind.{kind}"), of_kind))
    below = context.site.plan.children(page.key, context.lang)
    links = (page_link(context, other) for other in below if other.kind is PART)
    return SourcesView(groups=tuple(groups), links=tuple(links))


def _used(
    context: PageContext,
    source: Source,
    figures: Sequence[Figure],
    pages: Sequence[Page],
    titles: Collection[str],
) -> SourceView:
    """Return a source with what rests on it: figures, then pages that name it themselves."""
    links = [
        *(
            Link(text=label_of(context, figure), href=context.record_href(figure))
            for figure in figures[:_FIGURES_SHOWN]
        ),
        *(_page_link(context, page, titles) for page in pages[:_PAGES_SHOWN]),
    ]
    return replace(
        source_view(context, source),
        uses=tuple(links),
        further_uses=len(figures) + len(pages) - len(links),
    )


def _page_link(context: PageContext, page: Page, titles: Collection[str]) -> Link:
    """Return a link to a page; one that is called as a source is, after the page above it."""
    link, above = short_link(context, page), context.site.plan.find(page.parent, context.lang)
    if above is None or link.text.casefold() not in titles:
        return link
    return replace(link, text=f"{short_link(context, above).text}: {link.text}")


def _parts(project: Project) -> tuple[tuple[Source, ...], ...]:
    """Divide the sources: all on the written page if they fit, else the best of them there."""
    sources = tuple(project.sources.values())
    if len(sources) <= _PART_LENGTH:
        return (sources,)
    by_kind = (tuple(source for source in sources if source.kind is kind) for kind in Confidence)
    return tuple(part for of_kind in by_kind for part in divided(of_kind, _PART_LENGTH))


def _further_pages(project: Project, parent: Page) -> Iterator[Page]:
    further = _parts(project)[1:] if parent.kind is SOURCES else ()
    for number, part in enumerate(further, 1):
        word = partial(
            project.word,
            number=number,
            kind=project.word(f"kind.{part[0].kind}"),
            first=part[0].id,
            last=part[-1].id,
        )
        yield generated_page(
            parent=parent,
            kind=PART,
            name=str(number),
            slug=str(number),
            title=word("sources.part_title"),
            description=word("sources.part_description"),
            holds=_names(part),
            order=number,
        )


def _names(part: Iterable[Source]) -> tuple[str, ...]:
    return tuple(f"source.{source.id}" for source in part)


SOURCES = Kind(
    template="sources",
    shows_sources=True,
    card="card.sources",
    view=_view,
    pages=_further_pages,
    holds=lambda project: _names(_parts(project)[0]),
)
PART = Kind(
    template="sources_part",
    shows_sources=True,
    card="card.sources_part",
    view=_view,
    is_written=False,
    is_findable=False,
)
KINDS = (SOURCES, PART)
