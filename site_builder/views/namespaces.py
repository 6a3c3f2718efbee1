"""Every namespace of inserts: one line for each, and each a module of its own."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from site_builder.pages.page import Page
from site_builder.views.charts.blocks import CHART, TABLE
from site_builder.views.context import Namespace, PageContext, SiteContext
from site_builder.views.inserts.contact import CONTACT
from site_builder.views.inserts.figure import FIGURES
from site_builder.views.inserts.page import PAGE
from site_builder.views.inserts.term import TERM
from site_builder.views.inserts.unknown import UNKNOWN

NAMESPACES: Mapping[str, Namespace] = {
    namespace.name: namespace
    for namespace in (
        *FIGURES,
        CHART,
        TABLE,
        CONTACT,
        TERM,
        PAGE,
        UNKNOWN,
    )
}


def text_context(site: SiteContext, page: Page) -> PageContext:
    """Return a context in which inserts are read as text: there are no blocks and no components."""
    lines = {name: one for name, one in NAMESPACES.items() if not one.is_block}
    return PageContext(site=site, page=page, namespaces=lines, render_component=_refuse_component)


def _refuse_component(context: PageContext, name: str, arguments: Mapping[str, object]) -> Markup:
    raise LookupError(name)
