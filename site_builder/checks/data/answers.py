"""Answer cards say enough to act on: each amount its condition, somebody to ask or go to."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.checks.data.data_input import DataInput
from site_builder.diagnostics import Diagnostic, problem


def check_answers(data: DataInput) -> Iterator[Diagnostic]:
    """Report cards that promise money unconditionally or lead nowhere, and paper without one."""
    for card in data.project.answers.values():
        for amount in card.amounts:
            if amount.condition is None and not amount.condition_of:
                yield problem("ANS001", amount.location, id=card.id, figure=amount.figure)
        if not card.calls and card.where is None:
            yield problem("ANS002", card.location, id=card.id)
    for document in data.project.documents:
        if document.shared.leaflet and not document.shared.answer:
            yield problem("ANS004", document.front.locations["leaflet"], key=document.key)
