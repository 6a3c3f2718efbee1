"""Pages that say more than their budget, so that what a reader needs stays within reach.

What is folded counts too, but for the proof; navigation, what only paper shows, and what is said
of a text because of its age do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from site_builder.checks.pages.budgets import NAMED_PARTS, heaviest_first, listed
from site_builder.checks.pages.rendered_site import ParsedPage, RenderedSite
from site_builder.diagnostics import Diagnostic, nearest, problem
from site_builder.views.context import SiteContext
from site_builder.views.kinds import KINDS

_FAR_OVER = 1.5
"""Times the budget from which it is an error."""


def check_word_budgets(site: SiteContext) -> Iterator[Diagnostic]:
    """Report budgets for pages and kinds that there are not (CFG010)."""
    known = {page.key for page in site.plan.pages} | {kind.template for kind in KINDS}
    budgets = site.project.settings.budgets
    for name in budgets.words:
        if name not in known | site.plan.unread:
            place = budgets.places_of_words[name]
            yield problem("CFG010", place, value=name, nearest=nearest(name, known))


def check_words(site: RenderedSite) -> Iterator[Diagnostic]:
    """Report pages over their budget of words (OUT010), and far over it (OUT011)."""
    budgets = site.context.project.settings.budgets.words
    for page in site.pages:
        own = page.rendered.page
        budget = budgets.get(own.key) or budgets.get(own.template, 0)
        counts = Counter[str]()
        for part in page.parsed.main:
            counts[part.heading] += part.words
        if budget and counts.total() > budget:
            yield _too_long(page, counts, budget)


def _too_long(page: ParsedPage, counts: Counter[str], budget: int) -> Diagnostic:
    words = counts.total()
    longest = heaviest_first((f"“{heading}”", count) for heading, count in counts.items())
    return problem(
        "OUT011" if words > budget * _FAR_OVER else "OUT010",
        page.place,
        url=page.url,
        words=words,
        budget=budget,
        parts=listed(longest[:NAMED_PARTS]),
    )
