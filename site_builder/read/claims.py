"""`data/claims.yaml` into the steps of the claim guides.

What no source gives is written as `not_found`, never left out. Whether pages, sections, contacts
and sources exist is checked where all of them are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from site_builder.model import ClaimGuide, Claims, ClaimStep, Confidence, Evidence, Localized
from site_builder.read.records import parse_confidence, parse_legal
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.yaml_nodes import Node, ScalarNode, SequenceNode

CLAIMS_PATH = "data/claims.yaml"
STEP_FACTS = ("who", "bring", "deadline")
"""Facts of a step that may have a certainty of their own."""
NOT_FOUND = Confidence.NOT_FOUND.value
"""Stands for a fact that no source gives."""


def parse_claims(root: Fields) -> Claims:
    """Parse the guides by page key, each with its steps by section id."""
    root.schema_version()
    guides = root.inside("guides", required=True)

    def guide(key: str, steps: Fields) -> ClaimGuide:
        return ClaimGuide(steps=_parse_steps(steps), location=guides.location_of(key))

    return Claims(
        step_ids=root.text("step_ids", required=True),
        documents=root.inside("documents").localized_entries(),
        guides=guides.records(guide),
    )


def _parse_steps(steps: Fields) -> Mapping[str, ClaimStep]:
    def step(name: str, entry: Fields) -> ClaimStep:
        return ClaimStep(
            id=name,
            who=_parse_fact(entry, "who"),
            bring=_parse_facts(entry, "bring"),
            deadline=_parse_fact(entry, "deadline"),
            contacts=entry.filled_texts("contacts"),
            legal=parse_legal(entry),
            sources=entry.filled_texts("sources"),
            confidence=parse_confidence(entry),
            note=entry.localized("note"),
            certainty=_parse_certainty(entry.inside("certainty")),
            location=steps.location_of(name),
        )

    return steps.records(step)


def _parse_fact(entry: Fields, key: str) -> Localized | None:
    """Parse a text in every language; None where it says that it was not found."""
    node = entry.node(key, required=True)
    return None if node is None or _is_not_found(node) else entry.localized_node(node, key)


def _parse_facts(entry: Fields, key: str) -> tuple[Localized | str, ...] | None:
    """Parse a list of such texts or of ids of documents, at least one."""
    node = entry.node(key, required=True)
    if node is None or _is_not_found(node):
        return None
    if isinstance(node, SequenceNode) and not node.nodes:
        entry.report_missing(key, at=key)
    return entry.localized_or_ids(key)


def _is_not_found(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.value.strip() == NOT_FOUND


def _parse_certainty(entry: Fields) -> Mapping[str, Evidence]:
    return MappingProxyType(
        {
            fact: Evidence(
                confidence=parse_confidence(own),
                sources=own.texts("sources"),
                note=own.localized("note"),
                location=own.location,
            )
            for fact in STEP_FACTS
            if fact in entry
            for own in [entry.inside(fact)]
        }
    )
