"""`data/claims.yaml` into the steps of the claim guides.

Takes parsed YAML; gives each step with its facts and their certainty, by page key and section id,
and reports every fact that is missing: what no source gives is written as `not_found`, never left
out. Whether pages, sections, contacts and sources exist is checked in `references.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from site_builder.diagnostics import Diagnostic, problem
from site_builder.model import (
    ClaimGuide,
    Claims,
    ClaimStep,
    Confidence,
    Evidence,
    Localized,
)
from site_builder.read.records import parse_legal
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.yaml_nodes import Items, Node, Scalar

CLAIMS_PATH = "data/claims.yaml"
STEP_FACTS = ("who", "bring", "deadline")
"""Facts of a step that may have a certainty of their own."""
NOT_FOUND = Confidence.NOT_FOUND.value
"""Stands for a fact that no source gives."""


def parse_claims(root: Fields, found: list[Diagnostic]) -> Claims:
    """Read the guides; what is missing or misspelt is reported at its line."""
    root.schema_version()
    step_ids = root.text("step_ids", required=True)
    guides = root.inside("guides", required=True)
    root.close()
    if guides is None:
        return Claims(step_ids=step_ids, guides=MappingProxyType({}))
    return Claims(
        step_ids=step_ids,
        guides=MappingProxyType(
            {
                key: ClaimGuide(
                    key=key,
                    steps=_parse_steps(entry, found),
                    location=guides.location_of(key),
                )
                for key, entry in guides.entries()
            }
        ),
    )


def _parse_steps(guide: Fields, found: list[Diagnostic]) -> Mapping[str, ClaimStep]:
    steps = {}
    for name, entry in guide.entries():
        steps[name] = ClaimStep(
            id=name,
            who=_fact(entry, "who"),
            bring=_facts(entry, "bring", found),
            deadline=_fact(entry, "deadline"),
            contacts=_owed(entry, "contacts", found),
            legal=tuple(parse_legal(item) for item in entry.each("legal")),
            sources=_owed(entry, "sources", found),
            confidence=Confidence(entry.choice("confidence", tuple(Confidence))),
            note=entry.localized("note"),
            certainty=_parse_certainty(entry.inside("certainty")),
            location=guide.location_of(name),
        )
        entry.close()
    return MappingProxyType(steps)


def _fact(entry: Fields, key: str) -> Localized | None:
    """Give a text in every language, or None where it says that it was not found."""
    node = entry.node(key, required=True)
    return None if node is None or _is_not_found(node) else entry.localized_node(node, key)


def _facts(entry: Fields, key: str, found: list[Diagnostic]) -> tuple[Localized, ...] | None:
    """Give a list of such texts, at least one."""
    node = entry.node(key, required=True)
    if node is None or _is_not_found(node):
        return None
    if isinstance(node, Items) and not node.nodes:
        found.append(problem("CFG005", entry.location_of(key), key=key))
    return entry.localized_list(key)


def _is_not_found(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value.strip() == NOT_FOUND


def _owed(entry: Fields, key: str, found: list[Diagnostic]) -> tuple[str, ...]:
    """Give a list of ids that may not be empty."""
    names = entry.texts(key, required=True)
    if key in entry and not names:
        found.append(problem("CFG005", entry.location_of(key), key=key))
    return names


def _parse_certainty(entry: Fields | None) -> Mapping[str, Evidence]:
    if entry is None:
        return MappingProxyType({})
    evidence = {}
    for fact in STEP_FACTS:
        own = entry.inside(fact)
        if own is not None:
            evidence[fact] = Evidence(
                confidence=Confidence(own.choice("confidence", tuple(Confidence))),
                sources=own.texts("sources"),
                note=own.localized("note"),
                location=own.location,
            )
            own.close()
    entry.close()
    return MappingProxyType(evidence)
