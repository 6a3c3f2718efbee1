"""The list of updates, newest first, and how the count of everyone changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.figures.count_changes import count_changes
from site_builder.model import Figure, Status
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import figure_markup
from site_builder.views.inserts.inline import word_markup
from site_builder.views.kinds.kind import Kind
from site_builder.views.labels import label_of
from site_builder.views.model import KindView, Link, UpdateView
from site_builder.views.records import update_view


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureChangeView:
    """A count, and the one before it."""

    date: str
    date_iso: str
    link: Link
    value: Markup
    status: str
    """Empty where there is nothing to say of it."""
    before: Markup
    """Empty for the first count."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdatesView(KindView):
    updates: tuple[UpdateView, ...]
    changes: tuple[FigureChangeView, ...]
    """Of the count of everyone, newest first."""


def _view(context: PageContext) -> UpdatesView:
    pages = context.site.plan.updates(context.lang)
    return UpdatesView(
        updates=tuple(update_view(context, page) for page in pages),
        changes=tuple(_changes(context)),
    )


def _changes(context: PageContext) -> Iterator[FigureChangeView]:
    for change in count_changes(context.site.registry):
        now, before = change.now, change.before
        yield FigureChangeView(
            date=context.locale.date(now.as_of),
            date_iso=now.as_of,
            link=Link(text=label_of(context, now), href=context.record_href(now)),
            value=figure_markup(context, now, is_pinned=True),
            status="" if now.status is Status.PUBLISHED else context.word(f"status.{now.status}"),
            before=_before(context, before) if before else Markup(""),
        )


def _before(context: PageContext, figure: Figure) -> Markup:
    value, date = figure_markup(context, figure, is_pinned=True), context.locale.date(figure.as_of)
    return word_markup(context, "figure.before", value=value, date=date)


KIND = Kind(template="updates", card="card.updates", view=_view)
