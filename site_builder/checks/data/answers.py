"""Answer cards say enough to act on: each amount its condition, somebody to ask or go to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.checks.data.data_input import DataInput
from site_builder.diagnostics import Diagnostic, problem
from site_builder.model import AnswerCard, Contact, Outcome, Project

_NUMBERED = ("phone", "sms", "whatsapp")
"""Channels that are a number."""


def check_answers(data: DataInput) -> Iterator[Diagnostic]:
    """Report cards that promise money unconditionally or lead nowhere, and paper without one."""
    for card in data.project.answers.values():
        for amount in card.amounts:
            if amount.condition is None and not amount.condition_of:
                yield problem("ANS001", amount.location, id=card.id, figure=amount.figure)
        if not card.calls and card.where is None:
            yield problem("ANS002", card.location, id=card.id)
        if card.is_emergency:
            yield from _other_first(data.project, card)
    for document in data.project.documents:
        if document.shared.leaflet and not document.shared.answer:
            yield problem("ANS004", document.front.locations["leaflet"], key=document.key)
    yield from _calm_outcomes(data.project)


def _other_first(project: Project, card: AnswerCard) -> Iterator[Diagnostic]:
    """Report calls, and a warning in any language, that do not begin with an emergency contact."""
    urgent = {contact.id for contact in project.contacts.values() if contact.is_emergency}
    if not card.calls or card.calls[0].contact not in urgent:
        place = card.calls[0].location if card.calls else card.location
        yield problem("ANS007", place, id=card.id, key="calls")
    if card.beware is None:
        yield problem("ANS007", card.location, id=card.id, key="beware")
        return
    for text in card.beware.texts.values():
        if _named_first(text.value, project) not in urgent:
            yield problem("ANS007", text.location, id=card.id, key="beware")


def _named_first(text: str, project: Project) -> str:
    """Return the contact whose number or insert stands first in a text; empty for none."""
    named = (
        (found.start(), contact.id)
        for contact in project.contacts.values()
        if (found := re.search(_naming(contact), text))
    )
    return min(named, default=(0, ""))[1]


def _naming(contact: Contact) -> str:
    """Return the pattern of whatever names a contact: its insert, or a number to dial."""
    numbers = (re.escape(each.value) for each in contact.channels if each.kind in _NUMBERED)
    return "|".join((rf"\bcontact\.{contact.id}\b", *(rf"(?<!\w){each}(?!\w)" for each in numbers)))


def _calm_outcomes(project: Project) -> Iterator[Diagnostic]:
    """Report cards that the questions below an emergency lead to, if they are none themselves."""
    for document in project.documents:
        start = project.answers.get(document.shared.answer)
        tree = project.eligibility.tree_on(document.key, document.shared.template)
        if start is None or not start.is_emergency or tree is None:
            continue
        for node in project.eligibility.below(tree):
            card = project.answers.get(node.answer) if isinstance(node, Outcome) else None
            if card is not None and not card.is_emergency:
                yield problem("ANS008", card.location, id=card.id, start=start.id)
