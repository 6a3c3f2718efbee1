"""`data/eligibility.yaml` into question trees.

Whether every path ends well is proved in `checks/data/eligibility.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model import Answer, Eligibility, Localized, Outcome, Question, Tree
from site_builder.model.urls import SLUG
from site_builder.read.records import parse_confidence
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.periods import parse_period

ELIGIBILITY_PATH = "data/eligibility.yaml"
OUTCOME_KINDS = ("likely", "unsure", "outside")


def parse_eligibility(root: Fields) -> Eligibility:
    """Parse the trees, and the questions and outcomes that they share by id."""
    root.schema_version()
    trees = tuple(_parse_tree(each) for _, each in root.inside("trees").entries())
    return Eligibility(
        trees=(*_parse_single(root, is_required=not trees), *trees),
        questions=root.inside("questions", required=True).records(_parse_question),
        outcomes=root.inside("outcomes", required=True).records(_parse_outcome),
    )


def _parse_single(root: Fields, *, is_required: bool) -> Iterator[Tree]:
    """Yield the tree of the checker's own page, which names its first question alone."""
    place = root.location_of("start")
    start = root.text("start", required=is_required)
    if start:
        yield Tree(start=start, start_location=place, page="", page_location=place)


def _parse_tree(entry: Fields) -> Tree:
    return Tree(
        start=entry.text("start", required=True),
        start_location=entry.location_of("start"),
        page=entry.text("page", required=True),
        page_location=entry.location_of("page"),
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
    answer = entry.text("answer")
    has_certainty = not answer or "certainty" in entry
    return Outcome(
        id=name,
        slug=_parse_slug(entry),
        kind=entry.choice("kind", OUTCOME_KINDS),
        title=entry.required_localized("title"),
        body=entry.localized("body") if answer else entry.required_localized("body"),
        answer=answer,
        bring=entry.localized_list("bring"),
        next=entry.texts("next"),
        contacts=entry.texts("contacts"),
        sources=entry.texts("source"),
        certainty=parse_confidence(entry, "certainty") if has_certainty else None,
        location=entry.location,
    )


def _parse_slug(entry: Fields) -> Localized:
    slug = entry.required_localized("slug")
    for text in slug:
        if text.value and not SLUG.fullmatch(text.value):
            entry.reader.report("CFG006", text.location, key="slug", expected="a-b-1")
    return slug
