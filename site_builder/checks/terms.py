"""Words that staff agreed not to use.

Takes the planned site; gives a warning for each forbidden variant of the glossary in content,
interface words and data texts, at its own line, with the term to use. Quotations keep the words
of their source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from site_builder.checks.passages import Passage, find_passages
from site_builder.checks.sources import Sources
from site_builder.diagnostics import Diagnostic, problem
from site_builder.model import Term


def check_terms(sources: Sources) -> tuple[Diagnostic, ...]:
    """Report every forbidden variant."""
    terms = sources.site.project.terms.values()
    patterns = {lang: _patterns(terms, lang) for lang in sources.site.plan.languages}
    return tuple(
        diagnostic
        for passage in find_passages(sources.site, {})
        for lang in passage.languages
        for diagnostic in _check_passage(passage, patterns[lang])
    )


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
