"""What an answer card says of its page in one line."""

from __future__ import annotations

from site_builder.diagnostics import Location
from site_builder.model import AnswerAmount, Document, Localized, Project, Text


def description_of(project: Project, card_id: str, document: Document) -> Text:
    """Return situation, first amount and its condition: the description that nobody wrote.

    Empty without a card, which `pages/plan_checks.py` reports.
    """
    card = project.answers.get(card_id)
    if card is None:
        return Text(value="", location=Location(path=document.path))
    situation = card.situation.texts[document.lang]
    if not card.amounts:
        return situation
    amount = card.amounts[0]
    condition = condition_of(project, amount)
    when = condition[document.lang] if condition else ""
    words = f"{situation.value}: {{{{ {amount.figure} }}}} {when}".strip()
    return Text(value=f"{words}.", location=situation.location)


def condition_of(project: Project, amount: AnswerAmount) -> Localized | None:
    """Return on which condition an amount is paid; None for an unknown one."""
    known = project.conditions.get(amount.condition_of)
    return amount.condition or (known.text if known else None)
