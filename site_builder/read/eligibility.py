"""`data/eligibility.yaml` into the question tree.

Takes parsed YAML; gives questions and outcomes by id, each with its line. Whether every path ends
well is proved in `pages/eligibility.py`, where the pages are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeVar

from site_builder.diagnostics import Diagnostic, problem
from site_builder.model import Answer, Confidence, Eligibility, Localized, Outcome, Question
from site_builder.read.syntax.fields import Fields

T = TypeVar("T")

ELIGIBILITY_PATH = "data/eligibility.yaml"
OUTCOME_KINDS = ("likely", "unsure", "outside")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def parse_eligibility(root: Fields, found: list[Diagnostic]) -> Eligibility:
    """Read the tree; what is missing or misspelt is reported at its line."""
    root.schema_version()
    start = root.text("start", required=True)
    start_location = root.location_of("start")
    questions = root.inside("questions", required=True)
    outcomes = root.inside("outcomes", required=True)
    tree = Eligibility(
        start=start,
        start_location=start_location,
        questions=_parse_all(questions, _parse_question, found),
        outcomes=_parse_all(outcomes, _parse_outcome, found),
    )
    root.close()
    return tree


def _parse_all(
    fields: Fields | None,
    parse: Callable[[str, Fields, list[Diagnostic]], T],
    found: list[Diagnostic],
) -> Mapping[str, T]:
    if fields is None:
        return MappingProxyType({})
    return MappingProxyType({name: parse(name, entry, found) for name, entry in fields.entries()})


def _parse_question(name: str, entry: Fields, found: list[Diagnostic]) -> Question:
    why = entry.inside("why", required=True) or Fields(None, [], ())
    question = Question(
        id=name,
        slug=_parse_slug(entry, found),
        text=entry.required_localized("text"),
        help=entry.localized("help"),
        rule=why.required_localized("rule"),
        sources=why.texts("source", required=True),
        certainty=Confidence(why.choice("certainty", tuple(Confidence))),
        answers=tuple(_parse_answer(answer) for answer in entry.each("answers", required=True)),
        location=entry.location,
    )
    why.close()
    entry.close()
    return question


def _parse_answer(entry: Fields) -> Answer:
    answer = Answer(
        text=entry.required_localized("text"),
        to=entry.text("to", required=True),
        location=entry.location_of("to"),
    )
    entry.close()
    return answer


def _parse_outcome(name: str, entry: Fields, found: list[Diagnostic]) -> Outcome:
    outcome = Outcome(
        id=name,
        slug=_parse_slug(entry, found),
        kind=entry.choice("kind", OUTCOME_KINDS),
        title=entry.required_localized("title"),
        body=entry.required_localized("body"),
        bring=entry.localized_list("bring"),
        next=entry.texts("next"),
        contacts=entry.texts("contacts"),
        sources=entry.texts("source"),
        certainty=Confidence(entry.choice("certainty", tuple(Confidence))),
        location=entry.location,
    )
    entry.close()
    return outcome


def _parse_slug(entry: Fields, found: list[Diagnostic]) -> Localized:
    slug = entry.required_localized("slug")
    for text in slug:
        if text.value and not _SLUG.fullmatch(text.value):
            found.append(problem("CFG006", text.location, key="slug", expected="a-b-1"))
    return slug
