"""Every namespace of inserts: one line for each, and each a module of its own."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from site_builder.pages.page import HOME, Page
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
    return PageContext(site=site, page=page, namespaces=lines, render_component=_leave_out)


def spoken_language(site: SiteContext, lang: str) -> str:
    """Return a language, if it is one of the site's; otherwise the site's first."""
    settings = site.project.settings
    return lang if lang in settings.language_codes else settings.default_language


def staff_context(site: SiteContext, lang: str) -> PageContext:
    """Return a context that names and writes figures in a language, if it is one of the site's."""
    home = site.plan.find(HOME, spoken_language(site, lang))
    assert home is not None  # a site without its home is not made
    return text_context(site, home)


def _leave_out(context: PageContext, name: str, arguments: Mapping[str, object]) -> Markup:
    """Make nothing: some values have their HTML ready although only their text is asked for."""
    return Markup("")
