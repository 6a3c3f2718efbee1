"""A translation uses the term that the glossary pairs with the original's.

Where a term is inserted, the comparison of inserts in `parity.py` says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.checks.language.term_mentions import TermUse, term_finders
from site_builder.diagnostics import Diagnostic, problem
from site_builder.model import Section, Term
from site_builder.pages.page import Page
from site_builder.pages.translations import State
from site_builder.text.blocks import row_blocks
from site_builder.views.context import SiteContext


def check_term_parity(site: SiteContext, page: Page) -> Iterator[Diagnostic]:
    """Report paragraphs, items and rows that use another term than their original (LNG021).

    A stale section has its notice instead.
    """
    original = site.plan.original(page)
    if original is None:
        return
    states = site.plan.states_of(page)
    sections = {section.id: section for section in page.sections}
    for section in original.sections:
        state = states.get(section.id)
        if section.id in sections and (state is None or state.state is not State.STALE):
            yield from _compare(site, section, sections[section.id], page.lang)


def _compare(
    site: SiteContext,
    original: Section,
    section: Section,
    lang: str,
) -> Iterator[Diagnostic]:
    finders = term_finders(site)
    ours = finders[site.plan.languages[0]].uses(site, original)
    theirs = finders[lang].uses(site, section)
    is_aligned = _rows(site, original) == _rows(site, section)
    for block in sorted({use.block if is_aligned else 0 for use in ours}):
        here = [use for use in ours if not is_aligned or use.block == block]
        there = [use for use in theirs if not is_aligned or use.block == block]
        if _inserted(here) != _inserted(there):
            continue
        lacking, other = _without(here, there), _without(there, here)
        if lacking and other:
            yield problem(
                "LNG021",
                other[0].location,
                related=[lacking[0].location],
                written=other[0].written,
                original=lacking[0].written,
                term=_translation(lacking[0], site.project.terms, lang),
            )


def _rows(site: SiteContext, section: Section) -> int:
    """Count the paragraphs, items and rows of a section."""
    return sum(1 for _ in row_blocks(site.blocks(section.body.value)))


def _inserted(uses: list[TermUse]) -> list[str]:
    return sorted(use.written for use in uses if use.is_insert)


def _without(uses: list[TermUse], others: list[TermUse]) -> list[TermUse]:
    """Return the uses of terms that others do not use at all."""
    known = {term for use in others for term in use.terms}
    return [use for use in uses if not use.terms & known]


def _translation(use: TermUse, terms: Mapping[str, Term], lang: str) -> str:
    term = terms[min(use.terms)]
    if use.is_abbreviation and term.abbreviation is not None:
        return term.abbreviation[lang]
    return term.term[lang]
