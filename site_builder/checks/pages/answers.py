"""Answer cards as readers meet them: short enough for one screen and one sheet."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.checks.pages.rendered_site import RenderedSite
from site_builder.diagnostics import Diagnostic, problem
from site_builder.read.content import MAX_DESCRIPTION


def check_answer_lengths(site: RenderedSite) -> Iterator[Diagnostic]:
    """Report cards (ANS005), and descriptions made from cards (ANS006), that are too long."""
    project, told = site.context.project, set()
    for each in (page.rendered for page in site.pages):
        card = project.answers.get(each.page.shared.answer)
        if card is None:
            continue
        lang, count = each.page.content_lang, len(each.answer.split())
        limit = project.settings.budgets.answer_words(lang)
        if limit and count > limit and (card.id, lang) not in told:
            told.add((card.id, lang))
            yield problem("ANS005", card.location, id=card.id, count=count, lang=lang, limit=limit)
        length = len(each.description)
        if each.page.front.description is None and length > MAX_DESCRIPTION:
            yield problem(
                "ANS006",
                card.location,
                id=card.id,
                url=each.page.url,
                length=length,
                limit=MAX_DESCRIPTION,
            )
