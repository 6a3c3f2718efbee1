"""Words that staff agreed not to use, and abbreviations that nobody explained.

Quotations keep the words of their source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from site_builder.checks.content.passages import Passage
from site_builder.checks.each_page import in_all_prose
from site_builder.checks.language.term_mentions import term_finders
from site_builder.diagnostics import Diagnostic, problem
from site_builder.model import Term
from site_builder.pages.page import Page
from site_builder.views.context import SiteContext


def check_forbidden_variants(site: SiteContext) -> Iterator[Diagnostic]:
    """Report forbidden variants in content, interface words and data texts (TRM001)."""
    return in_all_prose(site, "forbidden variants", partial(_in_passages, site))


def _in_passages(site: SiteContext, passages: Iterable[Passage]) -> Iterator[Diagnostic]:
    terms = site.project.terms.values()
    patterns = {lang: _patterns(terms, lang) for lang in site.plan.languages}
    for passage in passages:
        for lang in passage.languages:
            for pattern, term in patterns[lang]:
                for match in pattern.finditer(passage.words.text):
                    place = passage.place(match.start())
                    yield problem("TRM001", place, variant=match.group(), term=term)


def check_abbreviations(site: SiteContext, page: Page) -> Iterator[Diagnostic]:
    """Report the first use of an abbreviation that its page has not explained by then (TRM002)."""
    terms, finder = site.project.terms, term_finders(site)[page.lang]
    # Every page's header explains the programme's own name.
    programme = site.project.settings.programme.name
    explained: set[str] = set()
    for use in (use for section in page.sections for use in finder.uses(site, section)):
        if use.is_abbreviation and not use.terms & explained and use.written != programme:
            name = min(use.terms)
            yield problem(
                "TRM002",
                use.location,
                written=use.written,
                term=terms[name].term[page.lang],
                insert="" if use.is_in_picture else f"{{{{ term.{name} }}}}",
            )
        explained |= use.terms


def _patterns(terms: Iterable[Term], lang: str) -> list[tuple[re.Pattern[str], str]]:
    """Return a pattern for each variant, with the term to use in its place."""
    found = []
    for term in terms:
        for variant in term.forbidden.get(lang, ()):
            words = r"\s+".join(re.escape(word) for word in variant.split())
            pattern = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
            found.append((pattern, term.term[lang]))
    return found
