"""What must hold before anything is written.

Takes what people wrote, and the rendered site in memory; gives diagnostics. Each check is a
function in a module of its own; two explicit lists hold them, in order, and removing a check is
removing its file and its line. Nothing here changes a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from site_builder.checks.check_input import Sources
from site_builder.checks.language.parity import check_parity
from site_builder.checks.language.plurals import check_plurals
from site_builder.checks.language.term_parity import check_twin_terms
from site_builder.checks.language.terms import check_terms
from site_builder.checks.language.translations import check_translation_states
from site_builder.checks.language.wrong_language import check_wrong_language
from site_builder.checks.numbers.typed_numbers import check_typed_numbers
from site_builder.checks.numbers.unpinned_figures import check_pinned
from site_builder.checks.pages.budgets import check_budgets
from site_builder.checks.pages.cards import check_cards
from site_builder.checks.pages.links import check_links
from site_builder.checks.pages.offline_budget import check_offline_budget
from site_builder.checks.pages.rendered_site import RenderedSite, read_rendered_site
from site_builder.checks.pages.script_budget import check_script_budget
from site_builder.checks.words.freshness import check_freshness
from site_builder.checks.words.images import check_pictures
from site_builder.checks.words.reserved_base_url import check_address
from site_builder.checks.words.template_words import check_catalog_use
from site_builder.diagnostics import Diagnostic
from site_builder.model import OutputFile
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

SOURCE_CHECKS: tuple[Callable[[Sources], tuple[Diagnostic, ...]], ...] = (
    check_pinned,
    check_typed_numbers,
    check_translation_states,
    check_parity,
    check_terms,
    check_twin_terms,
    check_wrong_language,
    check_catalog_use,
    check_plurals,
    check_pictures,
    check_freshness,
    check_address,
)
"""Checks of what people wrote; they run whatever else is wrong, so that all is said at once."""

PAGE_CHECKS: tuple[Callable[[RenderedSite], tuple[Diagnostic, ...]], ...] = (
    check_links,
    check_budgets,
    check_script_budget,
    check_offline_budget,
    check_cards,
)
"""Checks of the finished pages, which need every page to be there."""


def check_sources(site: SiteContext, templates: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Run every check of what people wrote."""
    sources = Sources(site=site, templates=templates)
    return tuple(diagnostic for check in SOURCE_CHECKS for diagnostic in check(sources))


def check_pages(
    site: SiteContext, pages: tuple[RenderedPage, ...], files: tuple[OutputFile, ...]
) -> tuple[Diagnostic, ...]:
    """Run every check of the finished pages."""
    rendered = read_rendered_site(site, pages, files)
    return tuple(diagnostic for check in PAGE_CHECKS for diagnostic in check(rendered))
