"""What must hold before anything is written.

A check is a function that yields diagnostics; the tuples below hold them all, so that deleting one
is deleting the function and its line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

from site_builder.checks.attention import (
    check_base_url,
    check_due_reviews,
    check_ended_benefits,
    check_ended_claims,
)
from site_builder.checks.content.absence import check_typed_absence
from site_builder.checks.content.images import check_images, check_unused_images
from site_builder.checks.content.markdown_source import check_markdown
from site_builder.checks.each_page import in_each_page
from site_builder.checks.language.parity import check_parity
from site_builder.checks.language.plurals import check_plurals
from site_builder.checks.language.template_words import check_template_words, check_unused_words
from site_builder.checks.language.term_parity import check_term_parity
from site_builder.checks.language.terms import check_abbreviations, check_forbidden_variants
from site_builder.checks.language.translations import check_translation_states
from site_builder.checks.language.wrong_language import check_wrong_language
from site_builder.checks.numbers.typed_numbers import check_exemptions, check_typed_numbers
from site_builder.checks.numbers.unpinned_figures import check_unpinned_figures
from site_builder.checks.pages.answers import check_answer_lengths
from site_builder.checks.pages.budgets import (
    check_card_weights,
    check_offline_weights,
    check_page_weights,
    check_script_weights,
)
from site_builder.checks.pages.contrast import check_contrast
from site_builder.checks.pages.identities import check_identities
from site_builder.checks.pages.links import check_links, check_repeated_ids
from site_builder.checks.pages.policy import check_template_policy
from site_builder.checks.pages.rendered_site import RenderedSite, read_rendered_site
from site_builder.checks.pages.source_codes import check_sources_in_text
from site_builder.checks.pages.words import check_word_budgets, check_words
from site_builder.diagnostics import Diagnostic
from site_builder.model import OutputFile
from site_builder.pages.page import Page
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

TemplateCheck: TypeAlias = Callable[[SiteContext, Mapping[str, str]], Iterator[Diagnostic]]

SOURCE_CHECKS: tuple[Callable[[SiteContext, Page], Iterator[Diagnostic]], ...] = (
    check_markdown,
    check_images,
    check_exemptions,
    check_translation_states,
    check_parity,
    check_abbreviations,
    check_term_parity,
    check_wrong_language,
)
"""Checks of a page as somebody wrote it; each is made again only for pages that have changed."""

SITE_CHECKS: tuple[Callable[[SiteContext], Iterator[Diagnostic]], ...] = (
    check_unpinned_figures,
    check_typed_absence,
    check_forbidden_variants,
    check_plurals,
    check_unused_images,
    check_ended_benefits,
    check_ended_claims,
    check_due_reviews,
    check_base_url,
    check_word_budgets,
)
"""Checks of all that people wrote together."""

TEMPLATE_CHECKS: tuple[TemplateCheck, ...] = (
    check_template_words,
    check_unused_words,
    check_template_policy,
    check_contrast,
)
"""Checks of the templates, which are given as name to text; made again only after a change."""

PAGE_CHECKS: tuple[Callable[[RenderedSite], Iterator[Diagnostic]], ...] = (
    check_links,
    check_repeated_ids,
    check_page_weights,
    check_script_weights,
    check_offline_weights,
    check_card_weights,
    check_words,
    check_sources_in_text,
    check_answer_lengths,
    check_identities,
)
"""Checks of the finished pages, which need every page to be there."""


def check_sources(site: SiteContext, templates: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Run every check of what people wrote, whatever else is wrong, so that all is said at once."""
    for page_check in SOURCE_CHECKS:
        yield from in_each_page(site, page_check.__name__, partial(page_check, site))
    for check in SITE_CHECKS:
        yield from check(site)
    yield from check_typed_numbers(site, templates)
    for template_check in TEMPLATE_CHECKS:
        check_again = partial(_found_in_templates, template_check, site, templates)
        yield from site.keep((template_check.__name__,), check_again)


def _found_in_templates(
    check: TemplateCheck, site: SiteContext, templates: Mapping[str, str]
) -> tuple[Diagnostic, ...]:
    return tuple(check(site, templates))


def check_pages(
    site: SiteContext, pages: tuple[RenderedPage, ...], files: tuple[OutputFile, ...]
) -> Iterator[Diagnostic]:
    """Run every check of the finished pages."""
    rendered = read_rendered_site(site, pages, files)
    for check in PAGE_CHECKS:
        yield from check(rendered)
