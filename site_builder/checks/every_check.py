"""What must hold before anything is written.

A check is a function that yields diagnostics; the tuples below hold them all, so that deleting one
is deleting the function (with its module, if nothing else uses that) and its line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

from site_builder.checks import attention
from site_builder.checks.content import (
    absence,
    images,
    markdown_source,
)
from site_builder.checks.each_page import in_each_page
from site_builder.checks.language import (
    parity,
    plurals,
    template_words,
    term_parity,
    terms,
    translations,
    wrong_language,
)
from site_builder.checks.numbers import (
    typed_numbers,
    unpinned_figures,
)
from site_builder.checks.pages import (
    answers,
    budgets,
    contrast,
    links,
    policy,
    source_codes,
    words,
)
from site_builder.checks.pages.rendered_site import ParsedPage, RenderedSite, join_rendered_site
from site_builder.diagnostics import Diagnostic
from site_builder.model import OutputFile
from site_builder.pages.page import Page
from site_builder.views.context import SiteContext

TemplateCheck: TypeAlias = Callable[[SiteContext, Mapping[str, str]], Iterator[Diagnostic]]

SOURCE_CHECKS: tuple[Callable[[SiteContext, Page], Iterator[Diagnostic]], ...] = (
    markdown_source.check_markdown,
    images.check_images,
    typed_numbers.check_exemptions,
    translations.check_translation_states,
    parity.check_parity,
    terms.check_abbreviations,
    term_parity.check_term_parity,
    wrong_language.check_wrong_language,
)
"""Checks of a page as somebody wrote it; each is made again only for pages that have changed."""

SITE_CHECKS: tuple[Callable[[SiteContext], Iterator[Diagnostic]], ...] = (
    unpinned_figures.check_unpinned_figures,
    absence.check_typed_absence,
    terms.check_forbidden_variants,
    plurals.check_plurals,
    images.check_unused_images,
    attention.check_ended_benefits,
    attention.check_ended_claims,
    attention.check_due_reviews,
    attention.check_base_url,
    words.check_word_budgets,
)
"""Checks of all that people wrote together."""

TEMPLATE_CHECKS: tuple[TemplateCheck, ...] = (
    typed_numbers.check_typed_numbers,
    template_words.check_template_words,
    template_words.check_unused_words,
    policy.check_template_policy,
    contrast.check_contrast,
)
"""Checks that read templates, given as name to text; made again only after a change."""

PAGE_CHECKS: tuple[Callable[[RenderedSite], Iterator[Diagnostic]], ...] = (
    links.check_links,
    links.check_repeated_ids,
    budgets.check_page_weights,
    budgets.check_script_weights,
    budgets.check_offline_weights,
    budgets.check_card_weights,
    words.check_words,
    source_codes.check_sources_in_text,
    answers.check_answer_lengths,
)
"""Checks of the finished pages, which need every page to be there."""


def check_sources(site: SiteContext, templates: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Run every check of what people wrote, whatever else is wrong, so that all is said at once."""
    for page_check in SOURCE_CHECKS:
        yield from in_each_page(site, page_check.__name__, partial(page_check, site))
    for check in SITE_CHECKS:
        yield from check(site)
    for template_check in TEMPLATE_CHECKS:
        check_again = partial(_all_found, template_check, site, templates)
        yield from site.keep((template_check.__name__,), check_again)


def _all_found(
    check: TemplateCheck, site: SiteContext, templates: Mapping[str, str]
) -> tuple[Diagnostic, ...]:
    return tuple(check(site, templates))


def check_pages(
    site: SiteContext, pages: tuple[ParsedPage, ...], files: Iterable[OutputFile]
) -> Iterator[Diagnostic]:
    """Run every check of the finished pages."""
    rendered = join_rendered_site(site, pages, files)
    for check in PAGE_CHECKS:
        yield from check(rendered)
