"""The question tree of the eligibility checker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.diagnostics import Location
from site_builder.model.periods import Period
from site_builder.model.records import Confidence
from site_builder.model.texts import Localized


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """An answer of the eligibility checker, and where it leads."""

    text: Localized
    to: str
    period: Period
    """It is offered on these days only."""
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question of the eligibility checker."""

    id: str
    slug: Localized
    text: Localized
    help: Localized | None
    rule: Localized
    """Why it is asked."""
    sources: tuple[str, ...]
    certainty: Confidence
    answers: tuple[Answer, ...]
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """Where a path of the eligibility checker ends; never a promise."""

    id: str
    slug: Localized
    kind: str
    title: Localized
    body: Localized
    """Plain paragraphs, with an empty line between them."""
    bring: tuple[Localized, ...]
    next: tuple[str, ...]
    contacts: tuple[str, ...]
    sources: tuple[str, ...]
    certainty: Confidence
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Eligibility:
    """The question tree; empty in a project without a checker."""

    start: str
    start_location: Location
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]
