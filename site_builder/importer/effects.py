"""What an import would do to the pages: figures that change, claims that end, sentences to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from site_builder.build import (
    BuildMemory,
    BuildOptions,
    figures_of,
    plan_context,
    read_project,
    watch_data,
)
from site_builder.checks.consequences import without_consequences
from site_builder.checks.each_page import inserts_in_prose
from site_builder.checks.every_check import check_sources
from site_builder.diagnostics import Diagnostic
from site_builder.figures.cells import DIMENSIONS
from site_builder.figures.coverage import cell_name
from site_builder.figures.registry import Registry
from site_builder.messages.report import first_lines, format_text
from site_builder.messages.wording import Messages
from site_builder.model import Figure
from site_builder.model.catalogs import UnknownWordError
from site_builder.pages.page import HOME
from site_builder.read.templates import parse_templates
from site_builder.upkeep.concerns import Concern, find_concerns
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.inserts.figure import FigureValue
from site_builder.views.labels import label_of
from site_builder.views.namespaces import staff_context
from site_builder.views.render import render_pages
from site_builder.views.rendered import RenderedPage


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
    """How many pages change themselves."""
    new_pages: int
    titles: tuple[str, ...]
    """Of those that somebody wrote, in the language of the staff."""
    frames: int
    """How many pages change only in what all have, as a date at their foot."""
    ended: tuple[str, ...]
    """What is no longer said to be unknown, in words."""
    unshown: Mapping[tuple[str, ...], int]
    """Dimensions that no page crosses, to the number of new counts by them together."""
    concerned: tuple[Concern, ...]
    problems: tuple[Diagnostic, ...]
    """What would then keep the site from being built."""


def find_effects(
    files: Mapping[str, bytes],
    changed_files: Mapping[str, bytes],
    templates: Mapping[str, bytes],
    today: date,
    *,
    lang: str,
    memory: BuildMemory,
) -> Effects | None:
    """Make the site without new counts and with them; None where it cannot be made at all.

    `lang` is the language in which figures are named, if it is one of the site's. `memory` is that
    of the site as it is, and stays so: what builds have kept of it is not made again.
    """
    as_it_would_be = replace(memory, products=memory.products.branch())
    try:
        before = _state(files, templates, today, lang, memory)
        after = _state({**files, **changed_files}, templates, today, lang, as_it_would_be)
    except UnknownWordError:
        return None
    if before is None or after is None:
        return None
    changed = _changed_figures(before.site.registry, after.site.registry)
    own, frames = _changed_pages(before.pages, after.pages)
    return Effects(
        changes=tuple(_changes(before, after, changed)),
        pages=len(own),
        new_pages=len(after.pages.keys() - before.pages.keys()),
        titles=tuple(
            each.title for each in own if each.page.source and each.page.lang == after.lang
        ),
        frames=frames,
        ended=tuple(_ended(before, after)),
        unshown=_unshown(before.site, after),
        concerned=tuple(
            sorted({*find_concerns(after.site, changed)}.difference(find_concerns(before.site, ())))
        ),
        problems=tuple(each for each in after.problems if each not in before.problems),
    )


def describe_effects(found: Effects, messages: Messages) -> Iterator[str]:
    """Yield lines for a terminal."""
    if found.changes:
        yield messages.say("import.figures")
    changes = [f"  {each.label}: {each.before} → {each.after}" for each in found.changes]
    yield from first_lines(changes, messages)
    yield messages.say("import.pages", count=found.pages, new=found.new_pages, frames=found.frames)
    yield from first_lines([f"  {title}" for title in found.titles], messages)
    for what in found.ended:
        yield messages.say("import.ended", what=what)
    for dimensions, count in found.unshown.items():
        names = " × ".join(messages.say(f"import.field.{name}") for name in dimensions)
        yield messages.say("import.unshown", names=names, count=count)
    yield messages.say("import.concerned", count=len(found.concerned))
    yield from first_lines([f"  {each}" for each in found.concerned], messages)
    if found.problems:
        yield messages.say("import.broken")
        yield format_text(found.problems, messages)


@dataclass(frozen=True, kw_only=True, slots=True)
class _State:
    """The site as it is, or as it would be."""

    site: SiteContext
    lang: str
    """In which staff read of it."""
    named: Mapping[str, tuple[str, str]]
    """Each figure that people named in texts to its label and how it is written."""
    pages: Mapping[tuple[str, str], RenderedPage]
    """By key and language."""
    problems: tuple[Diagnostic, ...]
    """What keeps it from being built, as far as that is known before pages are finished."""


def _state(
    files: Mapping[str, bytes],
    templates: Mapping[str, bytes],
    today: date,
    lang: str,
    memory: BuildMemory,
) -> _State | None:
    """Make all pages of a site, but for what `memory` knows."""
    options = BuildOptions(today=today)
    texts, _ = parse_templates(templates)
    project, _ = read_project(files, memory)
    if project is None:
        return None
    registry = figures_of(watch_data(project, files, options, memory))
    site, in_plan = plan_context(project, registry, templates, texts, options, memory=memory)
    if not all(site.plan.find(HOME, each) for each in project.settings.language_codes):
        return None
    pages, in_pages = render_pages(site, texts, memory.templates)
    found = without_consequences([*in_plan, *in_pages, *check_sources(site, texts)])
    context = staff_context(site, lang)
    return _State(
        site=site,
        lang=context.lang,
        named=dict(_named(context)),
        pages={(each.page.key, each.page.lang): each for each in pages},
        problems=tuple(each for each in found if each.is_error),
    )


def _changed_figures(before: Registry, after: Registry) -> frozenset[str]:
    """Return the names of figures that are new, or say something else."""
    old = before.figures
    return frozenset(
        name
        for name, figure in after.figures.items()
        if name not in old or _said(figure) != _said(old[name])
    )


def _changes(before: _State, after: _State, changed: Collection[str]) -> Iterator[Change]:
    for name, (label, shown) in after.named.items():
        if name in changed and name in before.named:
            yield Change(label=label, before=before.named[name][1], after=shown)


def _ended(before: _State, after: _State) -> Iterator[str]:
    claims = after.site.project.unknown
    for name in after.site.registry.ended:
        if name not in before.site.registry.ended:
            yield claims[name].what[after.lang]


def _changed_pages(
    before: Mapping[tuple[str, str], RenderedPage], after: Mapping[tuple[str, str], RenderedPage]
) -> tuple[list[RenderedPage], int]:
    """Return the pages that change themselves, and how many others do in what all pages have."""
    changed = [
        (before.get(name), page)
        for name, page in after.items()
        if name not in before or before[name].file.content != page.file.content
    ]
    own = [page for old, page in changed if old is None or _main_of(old) != _main_of(page)]
    return own, len(changed) - len(own)


def _main_of(page: RenderedPage) -> bytes:
    return page.file.content.partition(b"<main")[2].partition(b"</main>")[0]


def _named(context: PageContext) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the figures that people named in texts, in the order of the registry."""
    names = {insert.name for insert, _ in inserts_in_prose(context.site)}
    for name, figure in context.site.registry.figures.items():
        if name in names:
            value = FigureValue(context=context, figure=figure).text()
            shown = f"{value} ({figure.as_of})" if figure.as_of else value
            yield name, (label_of(context, figure), shown)


def _said(figure: Figure) -> tuple[object, ...]:
    return figure.value, figure.as_of, figure.status


def _unshown(before: SiteContext, after: _State) -> Counter[tuple[str, ...]]:
    """Count the new rows that are published in downloads but by no page."""
    shown = {use.name for page in after.pages.values() for use in page.figures}
    old = {(row.as_of, row.cell) for row in before.project.observations}
    return Counter(
        tuple(name for name, value in zip(DIMENSIONS, row.cell, strict=True) if value)
        for row in after.site.project.observations
        if row.participants is not None
        and (row.as_of, row.cell) not in old
        and cell_name(row.cell) not in shown
    )
