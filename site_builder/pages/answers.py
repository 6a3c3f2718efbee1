"""What an answer card says of its page in one line."""

from __future__ import annotations

from datetime import date

from site_builder.model import AnswerAmount, Localized, Project, Text
from site_builder.pages.page import Page


def description_of(project: Project, page: Page, today: date | None) -> Text:
    """Return situation, first amount of today and its condition, as the card of the page has them.

    Nobody wrote a description for such a page. Without a day, every amount counts.
    """
    card, lang = project.answers[page.shared.answer], page.content_lang
    situation = card.situation.text(lang)
    amounts = card.amounts_on(today, project.benefits) if today else card.amounts
    if not amounts:
        return situation
    amount = amounts[0]
    condition = condition_of(project, amount)
    when = condition[lang] if condition else ""
    words = f"{situation.value}: {{{{ {amount.figure} }}}} {when}".strip()
    return Text(value=f"{words.removesuffix('.')}.", location=situation.location)


def condition_of(project: Project, amount: AnswerAmount) -> Localized | None:
    """Return on which condition an amount is paid; None for an unknown one."""
    known = project.conditions.get(amount.condition_of)
    return amount.condition or (known.text if known else None)
