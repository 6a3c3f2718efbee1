"""What an import would do to the pages: figures that change, claims that end, sentences to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from site_builder.build import (
    BuildMemory,
    BuildOptions,
    figures_of,
    plan_context,
    read_project,
    watch_data,
)
from site_builder.checks.attention import claims_of_absence
from site_builder.checks.content.passages import inserting_texts
from site_builder.figures.cells import DIMENSIONS
from site_builder.figures.coverage import cell_name
from site_builder.messages.wording import Messages
from site_builder.model import Figure
from site_builder.model.catalogs import UnknownWordError
from site_builder.pages.page import HOME, Page
from site_builder.read.templates import parse_templates
from site_builder.text.inserts import find_inserts
from site_builder.upkeep.concerns import Concern, find_concerns
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.inserts.figure import FigureValue
from site_builder.views.labels import label_of
from site_builder.views.namespaces import staff_context
from site_builder.views.render import Renderer, render_pages
from site_builder.views.rendered import RenderedPage

_MOST_SHOWN = 20
"""Of one kind; of more only the number is said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A figure that people inserted somewhere, as readers see it before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Effects:
    """All that an import does to the pages."""

    changes: tuple[Change, ...]
    pages: int
    """How many pages change."""
    new_pages: int
    ended: tuple[str, ...]
    """What is no longer said to be unknown, in words."""
    unshown: Mapping[tuple[str, ...], int]
    """Dimensions that no page crosses, to the number of new counts by them together."""
    concerned: tuple[Concern, ...]


def find_effects(
    files: Mapping[str, bytes],
    changed_files: Mapping[str, bytes],
    templates: Mapping[str, bytes],
    today: date,
    *,
    lang: str,
    memory: BuildMemory,
) -> Effects | None:
    """Make the pages that new counts change; None where the site cannot be made at all.

    `lang` is the language in which figures are named, if it is one of the site's. `memory` is that
    of the site as it is: what a build has kept of it is not made again.
    """
    texts, _ = parse_templates(templates)
    try:
        before = _site(files, templates, texts, today, memory)
        after = _site({**files, **changed_files}, templates, texts, today, BuildMemory())
        if before is None or after is None:
            return None
        changed = _changed(before, after)
        shown = staff_context(after, lang)
        changes = tuple(_changes(staff_context(before, lang), shown, changed))
        ended = [name for name in after.registry.ended if name not in before.registry.ended]
        standing, _ = render_pages(before, texts, memory.templates)
        known = changed & before.registry.figures.keys()
        had = {(p.page.key, p.page.lang) for p in _touched(before, standing, known, ended)}
        new = _new_pages(before, after)
        renderer = Renderer(after, texts, memory.templates)
        rendered = [
            renderer.render(page.key, page.lang)[0]
            for page in after.plan.pages
            if (page.key, page.lang) in had or page in new
        ]
    except UnknownWordError:
        return None
    made = [page for page in rendered if page is not None]
    claims, pages = after.project.unknown, (*standing, *made)
    touched = {page.page.path for page in _touched(after, made, changed, ended)}
    return Effects(
        changes=changes,
        pages=len(touched | {page.path for page in new}),
        new_pages=len(new),
        ended=tuple(claims[name].what[shown.lang] for name in ended),
        unshown=_unshown(before, after, {use.name for page in pages for use in page.figures}),
        concerned=tuple(sorted({*find_concerns(after, changed)} - {*find_concerns(before, ())})),
    )


def describe_effects(found: Effects, messages: Messages) -> Iterator[str]:
    """Yield lines for a terminal."""
    if found.changes:
        yield messages.say("import.figures")
    for change in found.changes[:_MOST_SHOWN]:
        yield f"  {change.label}: {change.before} → {change.after}"
    yield from _more(len(found.changes), messages)
    yield messages.say("import.pages", count=found.pages, new=found.new_pages)
    for what in found.ended:
        yield messages.say("import.ended", what=what)
    for dimensions, count in found.unshown.items():
        names = " × ".join(messages.say(f"import.field.{name}") for name in dimensions)
        yield messages.say("import.unshown", names=names, count=count)
    yield messages.say("import.concerned", count=len(found.concerned))
    for each in found.concerned[:_MOST_SHOWN]:
        yield f"  {each.path}:{each.line}: {each.figure}"
    yield from _more(len(found.concerned), messages)


def _more(count: int, messages: Messages) -> Iterator[str]:
    if count > _MOST_SHOWN:
        yield messages.say("import.more", count=count - _MOST_SHOWN)


def _site(
    files: Mapping[str, bytes],
    templates: Mapping[str, bytes],
    texts: Mapping[str, str],
    today: date,
    memory: BuildMemory,
) -> SiteContext | None:
    options = BuildOptions(today=today)
    project, _ = read_project(files, memory)
    if project is None:
        return None
    registry = figures_of(watch_data(project, files, options, memory))
    site, _ = plan_context(project, registry, templates, texts, options, memory=memory)
    is_complete = all(site.plan.find(HOME, lang) for lang in project.settings.language_codes)
    return site if is_complete else None


def _changed(before: SiteContext, after: SiteContext) -> frozenset[str]:
    old = before.registry.figures
    return frozenset(
        name
        for name, figure in after.registry.figures.items()
        if name not in old or _said(figure) != _said(old[name])
    )


def _said(figure: Figure) -> tuple[object, ...]:
    return figure.value, figure.as_of, figure.status


def _new_pages(before: SiteContext, after: SiteContext) -> list[Page]:
    known = {(page.key, page.lang) for page in before.plan.pages}
    return [page for page in after.plan.pages if (page.key, page.lang) not in known]


def _touched(
    site: SiteContext,
    pages: Iterable[RenderedPage],
    changed: Collection[str],
    ended: Collection[str],
) -> Iterator[RenderedPage]:
    """Yield the pages that show a changed figure as it is now, or say less: a claim has ended."""
    now = {(name, site.registry.figures[name].as_of) for name in changed}
    uses = claims_of_absence(site)
    files = {place.path for name in ended for place in uses.get(name, ())}
    silent = {page.key for page in site.plan.written if page.source in files}
    for page in pages:
        if page.page.key in silent or any((use.name, use.as_of) in now for use in page.figures):
            yield page


def _unshown(
    before: SiteContext, after: SiteContext, shown: Collection[str]
) -> Counter[tuple[str, ...]]:
    """Count the new rows that are published in downloads but by no page."""
    old = {(row.as_of, row.cell) for row in before.project.observations}
    rows = [
        row
        for row in after.project.observations
        if row.participants is not None and (row.as_of, row.cell) not in old
    ]
    unshown = {cell for cell in {row.cell for row in rows} if cell_name(cell) not in shown}
    return Counter(
        tuple(name for name, value in zip(DIMENSIONS, row.cell, strict=True) if value)
        for row in rows
        if row.cell in unshown
    )


def _changes(before: PageContext, after: PageContext, changed: Collection[str]) -> Iterator[Change]:
    """Yield the changed figures that people named in texts, in the order of the registry."""
    named = {
        insert.name for text in inserting_texts(after.site) for insert in find_inserts(text.value)
    }
    old = before.site.registry.figures
    for name, figure in after.site.registry.figures.items():
        if name in changed and name in named and name in old:
            yield Change(
                label=label_of(after, figure),
                before=_shown(before, old[name]),
                after=_shown(after, figure),
            )


def _shown(context: PageContext, figure: Figure) -> str:
    value = FigureValue(context=context, figure=figure).text()
    return f"{value} ({figure.as_of})" if figure.as_of else value
