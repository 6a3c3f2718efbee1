"""Words that staff agreed not to use, and abbreviations that nobody explained.

Takes the planned site; gives a warning for each forbidden variant of the glossary in content,
interface words and data texts (TRM001), and for an abbreviation that a page types before it
explains it (TRM002), at its own line. Quotations keep the words of their source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from site_builder.checks.check_input import Sources
from site_builder.checks.language.term_mentions import TermFinder
from site_builder.checks.passages import Passage, find_passages
from site_builder.diagnostics import Diagnostic, problem
from site_builder.model import Term


def check_terms(sources: Sources) -> tuple[Diagnostic, ...]:
    """Report every forbidden variant and every unexplained abbreviation."""
    terms = sources.site.project.terms.values()
    patterns = {lang: _patterns(terms, lang) for lang in sources.site.plan.languages}
    variants = (
        diagnostic
        for passage in find_passages(sources.site, {})
        for lang in passage.languages
        for diagnostic in _check_passage(passage, patterns[lang])
    )
    return (*variants, *_unexplained(sources))


def _unexplained(sources: Sources) -> Iterator[Diagnostic]:
    """Report the first use of an abbreviation on a page that has not explained it by then."""
    plan, terms = sources.site.plan, sources.site.project.terms
    # Every page's header explains the programme's own name.
    programme = sources.site.project.settings.programme.name
    finders = {lang: TermFinder(terms.values(), lang) for lang in plan.languages}
    for page in plan.written:
        explained: set[str] = set()
        for use in (use for s in page.sections for use in finders[page.lang].uses(page, s)):
            if use.is_abbreviation and not use.terms & explained and use.written != programme:
                name = min(use.terms)
                yield problem(
                    "TRM002",
                    use.location,
                    written=use.written,
                    term=terms[name].term[page.lang],
                    insert=f"{{{{ term.{name} }}}}",
                )
            explained |= use.terms


def _patterns(terms: Iterable[Term], lang: str) -> list[tuple[re.Pattern[str], str]]:
    """Give a pattern for each variant, with the term to use in its place."""
    found = []
    for term in terms:
        for variant in term.forbidden.get(lang, ()):
            words = r"\s+".join(re.escape(word) for word in variant.split())
            pattern = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
            found.append((pattern, term.term[lang]))
    return found


def _check_passage(
    passage: Passage, patterns: list[tuple[re.Pattern[str], str]]
) -> Iterator[Diagnostic]:
    for pattern, term in patterns:
        for match in pattern.finditer(passage.words.text):
            place = passage.place(match.start())
            yield problem("TRM001", place, variant=match.group(), term=term)
