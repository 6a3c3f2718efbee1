"""Links to pages by their keys: `{{ page.contacts }}`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from site_builder.diagnostics import Location, problem
from site_builder.model import Text
from site_builder.pages.page import Page
from site_builder.pages.site_plan import insert_name
from site_builder.views.context import Namespace, PageContext
from site_builder.views.inserts.inline import plain_of
from site_builder.views.inserts.value import PlainValue, Value

_NAME = "page"


@dataclass(frozen=True, kw_only=True, slots=True)
class PageValue(Value):
    """A page as a link that carries its title."""

    context: PageContext
    page: Page

    def html(self) -> Markup:
        return self.context.link(self.href(), self.text())

    def text(self) -> str:
        return _title(self.context, self.page.short_title)

    def href(self) -> str:
        return self.context.href(self.page)


def _title(context: PageContext, title: Text) -> str:
    # A title that names a page again would never come to an end.
    others = {key: n for key, n in context.namespaces.items() if key != _NAME}
    return plain_of(replace(context, namespaces=others), title)


def _resolve(context: PageContext, name: str, place: Location | None) -> Value | None:
    plan = context.site.plan
    target = plan.by_insert_name(name, context.lang)
    if target is not None:
        return PageValue(context=context, page=target)
    if name in map(insert_name, plan.unread):
        return PlainValue(plain=name, target="#")
    for document in context.site.project.documents:
        is_named = document.lang == context.lang and insert_name(document.key) == name
        if is_named and not document.shared.draft:
            if place is not None:
                context.found.append(problem("FIG008", place, key=document.key))
            title = document.front.short_title or document.front.title
            return PlainValue(plain=_title(context, title), is_hidden=True)
    return None


def _names(context: PageContext) -> tuple[str, ...]:
    return tuple(sorted({insert_name(page.key) for page in context.site.plan.pages}))


PAGE = Namespace(name=_NAME, resolve=_resolve, names=_names)
