"""The home page: the tasks that people come with, and the newest updates."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.views.context import PageContext
from site_builder.views.kinds.kind import Kind
from site_builder.views.links import page_link
from site_builder.views.model import KindView, Link, UpdateView
from site_builder.views.records import update_view
from site_builder.views.structured_data import describe_service

_NEWEST = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class HomeView(KindView):
    tasks: tuple[Link, ...]
    """To pages, under the questions that they answer."""
    updates: tuple[UpdateView, ...]


def _view(context: PageContext) -> HomeView:
    plan = context.site.plan
    tasks = (plan.find(key, context.lang) for key in context.page.shared.next)
    return HomeView(
        tasks=tuple(page_link(context, page, page.front.question) for page in tasks if page),
        updates=tuple(update_view(context, page) for page in plan.updates(context.lang)[:_NEWEST]),
    )


KIND = Kind(template="home", card="card.home", view=_view, describe=describe_service)
