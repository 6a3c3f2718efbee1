"""`data/eligibility.yaml` into the question tree.

Whether every path ends well is proved in `checks/data/eligibility.py`.
"""

from __future__ import annotations

from types import MappingProxyType

from site_builder.model import Answer, Eligibility, Localized, Outcome, Question
from site_builder.read.periods import parse_period
from site_builder.read.records import parse_confidence
from site_builder.read.syntax.fields import SLUG, Fields

ELIGIBILITY_PATH = "data/eligibility.yaml"
OUTCOME_KINDS = ("likely", "unsure", "outside")


def parse_eligibility(root: Fields) -> Eligibility:
    """Parse the questions and the outcomes by id."""
    root.schema_version()
    questions = root.inside("questions", required=True).entries()
    outcomes = root.inside("outcomes", required=True).entries()
    return Eligibility(
        start=root.text("start", required=True),
        start_location=root.location_of("start"),
        questions=MappingProxyType({id_: _parse_question(id_, each) for id_, each in questions}),
        outcomes=MappingProxyType({id_: _parse_outcome(id_, each) for id_, each in outcomes}),
    )


def _parse_question(name: str, entry: Fields) -> Question:
    why = entry.inside("why", required=True)
    return Question(
        id=name,
        slug=_parse_slug(entry),
        text=entry.required_localized("text"),
        help=entry.localized("help"),
        rule=why.required_localized("rule"),
        sources=why.texts("source", required=True),
        certainty=parse_confidence(why, "certainty"),
        answers=tuple(_parse_answer(answer) for answer in entry.each("answers", required=True)),
        location=entry.location,
    )


def _parse_answer(entry: Fields) -> Answer:
    return Answer(
        text=entry.required_localized("text"),
        to=entry.text("to", required=True),
        period=parse_period(entry),
        location=entry.location_of("to"),
    )


def _parse_outcome(name: str, entry: Fields) -> Outcome:
    return Outcome(
        id=name,
        slug=_parse_slug(entry),
        kind=entry.choice("kind", OUTCOME_KINDS),
        title=entry.required_localized("title"),
        body=entry.required_localized("body"),
        bring=entry.localized_list("bring"),
        next=entry.texts("next"),
        contacts=entry.texts("contacts"),
        sources=entry.texts("source"),
        certainty=parse_confidence(entry, "certainty"),
        location=entry.location,
    )


def _parse_slug(entry: Fields) -> Localized:
    slug = entry.required_localized("slug")
    for text in slug:
        if text.value and not SLUG.fullmatch(text.value):
            entry.reader.report("CFG006", text.location, key="slug", expected="a-b-1")
    return slug
