"""`data/answers.yaml` into answer cards.

Whether each says enough, and names what exists, is checked in `checks/data/answers.py`.
"""

from __future__ import annotations

from collections.abc import Iterable

from site_builder.model import AnswerAmount, AnswerCall, AnswerCard, Deadline
from site_builder.read.records import list_of, parse_confidence
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.periods import parse_period
from site_builder.read.syntax.yaml_nodes import Node, ScalarNode, SequenceNode

ANSWERS_PATH = "data/answers.yaml"
MOST_CALLS = 2
_LISTS = ("amounts", "calls", "bring", "sources")


def _parse_card(entry: Fields) -> AnswerCard:
    _refuse_empty_lists(entry, _LISTS)
    calls = tuple(_parse_call(call) for call in entry.each("calls"))
    if len(calls) > MOST_CALLS:
        entry.report("ANS003", "calls", count=len(calls), limit=MOST_CALLS)
    return AnswerCard(
        id=entry.text("id", required=True),
        situation=entry.required_localized("situation"),
        is_emergency=entry.flag("emergency"),
        amounts=tuple(_parse_amount(amount) for amount in entry.each("amounts")),
        calls=calls,
        where=entry.localized("where"),
        bring=entry.localized_or_ids("bring"),
        until=_parse_deadline(entry.inside("until")),
        beware=entry.localized("beware"),
        sources=entry.texts("sources", required=True),
        confidence=parse_confidence(entry),
        location=entry.location,
    )


parse_answers = list_of("answers", _parse_card)


def _parse_amount(entry: Fields) -> AnswerAmount:
    return AnswerAmount(
        figure=entry.text("figure", required=True),
        condition=entry.localized("condition"),
        condition_of=entry.text("condition_of"),
        period=parse_period(entry),
        location=entry.location,
    )


def _parse_call(entry: Fields) -> AnswerCall:
    _refuse_empty_lists(entry, ("ask",))
    return AnswerCall(
        contact=entry.text("contact", required=True),
        when=entry.required_localized("when"),
        have=entry.localized("have"),
        ask=entry.localized_list("ask"),
        location=entry.location,
    )


def _parse_deadline(entry: Fields) -> Deadline | None:
    if not entry.is_written:
        return None
    return Deadline(
        text=entry.required_localized("text"), said_by=entry.required_localized("said_by")
    )


def _refuse_empty_lists(entry: Fields, keys: Iterable[str]) -> None:
    """Report lists without an entry, or with one that says nothing: it was left unfinished."""
    for key in keys:
        node = entry.node(key)
        if isinstance(node, SequenceNode) and (not node.nodes or any(map(_is_blank, node.nodes))):
            entry.report("ANS009", key, key=key)


def _is_blank(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.value.strip()
