"""The list of updates, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.views.context import PageContext
from site_builder.views.kinds.kind import Kind
from site_builder.views.model import KindView, UpdateView
from site_builder.views.records import update_view


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdatesView(KindView):
    """Every update."""

    updates: tuple[UpdateView, ...]


def _view(context: PageContext) -> UpdatesView:
    pages = context.site.plan.updates(context.lang)
    return UpdatesView(updates=tuple(update_view(context, page) for page in pages))


KIND = Kind(template="updates", card="card.updates", view=_view)
