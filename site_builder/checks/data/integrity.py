"""Names that one record uses and another must have: referential integrity."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Protocol, TypeAlias

from site_builder.checks.data.data_input import DataInput
from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import AnswerCard, ClaimStep, Document, Observation, Project, Target

GUIDE_TEMPLATE = "guide"
_MOST_NAMES = 12
"""Of the known names, shown in a message."""

_UNKNOWN = "DAT007"

Uses: TypeAlias = Iterable[tuple[Location, str]]
"""Names with the places where they are used."""
_Reference: TypeAlias = tuple[Uses, Iterable[str], str]
"""Names in use, the names that there are, and the file that has them."""


class _Sourced(Protocol):
    """A record that names its sources."""

    @property
    def location(self) -> Location: ...

    @property
    def sources(self) -> tuple[str, ...]: ...


def check_integrity(data: DataInput) -> Iterator[Diagnostic]:
    """Report every name that leads nowhere, and every step of a guide without facts."""
    yield from unknown_names(data.project)
    yield from _unknown_pages(data.project)
    yield from _steps_without_facts(data.project)


def unknown_names(project: Project) -> Iterator[Diagnostic]:
    """Report every id, in any file, of a record that is not there."""
    for uses, known, file in _references(project):
        yield from _unknown(uses, known, file)


def _references(project: Project) -> Iterator[_Reference]:
    """Yield the uses of names with the names that there are, and the file that has them."""
    yield _sources(project), project.sources, "data/sources.yaml"
    yield from _references_of_counts(project)
    yield _contacts(project), project.contacts, "data/contacts.yaml"
    yield from _references_of_answers(project)
    yield from _references_of_benefits(project)
    related = ((term.location, name) for term in project.terms.values() for name in term.see)
    yield related, project.terms, "data/glossary.yaml"
    yield from _references_of_indicators(project)
    yield from _references_of_pages(project)
    yield from _references_of_guides(project)


def _references_of_counts(project: Project) -> Iterator[_Reference]:
    rows, targets = project.observations, project.targets
    funding, areas, occupations = project.funding, project.areas, project.occupations
    yield _names("funding", (*rows, *targets), funding), funding, "data/funding.yaml"
    yield _names("area", rows, areas), areas, "data/areas.csv"
    yield _names("occupation", rows, occupations), occupations, "data/occupations.yaml"


def _references_of_answers(project: Project) -> Iterator[_Reference]:
    cards = project.answers.values()
    amounts = (amount for card in cards for amount in card.amounts)
    conditions = ((amount.location, amount.condition_of) for amount in amounts)
    yield conditions, project.conditions, "data/benefits.yaml"
    outcomes = project.eligibility.outcomes.values()
    answered = ((outcome.location, outcome.answer) for outcome in outcomes)
    yield answered, project.answers, "data/answers.yaml"
    yield _papers(project), project.claims.documents, "data/claims.yaml"


def _references_of_benefits(project: Project) -> Iterator[_Reference]:
    benefits = project.benefits.values()
    parts = ((benefit.location, part) for benefit in benefits for part in benefit.parts)
    yield parts, project.benefits, "data/benefits.yaml"
    borrowed = ((period.location, period.figure) for period in project.periods)
    yield borrowed, [benefit.figure_name for benefit in benefits], "data/benefits.yaml"


def _references_of_indicators(project: Project) -> Iterator[_Reference]:
    rows, settings = project.indicators, project.settings
    rivals = ((row.place("conflicts_with"), name) for row in rows for name in row.conflicts_with)
    denominators = ((settings.location, name) for name in settings.denominators)
    yield chain(rivals, denominators), {row.id for row in rows}, "data/indicators.csv"
    labelled = ((row.place("id"), row.id) for row in rows)
    yield labelled, project.indicator_labels, "data/indicators.yaml"


def _references_of_pages(project: Project) -> Iterator[_Reference]:
    pages = [(document.front.locations, document.shared) for document in project.documents]
    answered = ((places["answer"], shared.answer) for places, shared in pages if shared.answer)
    yield answered, project.answers, "data/answers.yaml"
    absent = ((places["unknown"], name) for places, shared in pages for name in shared.unknown)
    yield absent, project.unknown, "data/unknown.yaml"


def _references_of_guides(project: Project) -> Iterator[_Reference]:
    pages, described = _guides(project), project.claims.guides
    yield ((guide.location, key) for key, guide in described.items()), pages, "content/"
    for key in described.keys() & pages.keys():
        steps = ((step.location, step.id) for step in described[key].steps.values())
        yield steps, [section.id for section in pages[key].sections], pages[key].path


def _names(column: str, rows: Iterable[Observation | Target], known: Collection[str]) -> Uses:
    """Return the names in a column; a place is made only of one that is not known."""
    named = ((row, getattr(row, column)) for row in rows)
    return ((row.place(column), name) for row, name in named if name and name not in known)


def _unknown(uses: Uses, known: Iterable[str], file: str) -> Iterator[Diagnostic]:
    names = set(known)
    unknown: dict[str, list[Location]] = {}
    for place, name in uses:
        if name and name not in names:
            unknown.setdefault(name, []).append(place)
    listed = ", ".join(sorted(names)[:_MOST_NAMES])
    for name, places in unknown.items():
        meant = nearest(name, names)
        for place in places:
            yield problem(_UNKNOWN, place, value=name, file=file, nearest=meant, known=listed)


def _unknown_pages(project: Project) -> Iterator[Diagnostic]:
    """Report page keys in settings, in questions and in front matter that no page has."""
    keys = {document.key for document in project.documents}
    unread = {key for key, _ in project.unread}
    settings = project.settings
    used = [(place, key) for key, place in settings.page_locations.items()]
    used += [(tree.page_location, tree.page) for tree in project.eligibility.trees if tree.page]
    for outcome in project.eligibility.outcomes.values():
        used += [(outcome.location, key) for key in outcome.next]
    for document in project.documents:
        front, shared = document.front, document.shared
        if shared.parent:
            used.append((front.locations["parent"], shared.parent))
        used.extend((front.locations["next"], key) for key in shared.next)
    for place, key in used:
        if key not in keys | unread:
            yield problem("OUT004", place, key=key, nearest=nearest(key, keys))


def _steps_without_facts(project: Project) -> Iterator[Diagnostic]:
    claims = project.claims
    for key, document in _guides(project).items():
        facts = claims.steps_of(key)
        for section in document.sections:
            is_step = claims.step_ids and section.id.startswith(claims.step_ids)
            if is_step and section.id not in facts:
                yield problem("CLM001", section.location, id=section.id, key=key)


def _sources(project: Project) -> Iterator[tuple[Location, str]]:
    """Yield the sources of numbers, of words, of rules and of pages."""
    for row in (*project.observations, *project.targets, *project.indicators):
        for name in row.sources:
            if name not in project.sources:
                yield row.place("source"), name
    for record in _sourced_records(project):
        yield from ((record.location, name) for name in record.sources)
    for benefit in project.benefits.values():
        if benefit.conflict:
            yield from ((benefit.location, name) for name in benefit.conflict.sources)
    for document in project.documents:
        places, sources = document.front.locations, document.shared.sources
        yield from ((places["sources"], name) for name in sources)


def _sourced_records(project: Project) -> Iterator[_Sourced]:
    yield from project.funding.values()
    yield from project.occupations.values()
    yield from project.terms.values()
    for benefit in project.benefits.values():
        yield benefit
        yield from benefit.conditions
        yield from benefit.history
    for contact in project.contacts.values():
        yield contact
        yield from contact.channels
        yield from contact.history
    yield from project.eligibility.questions.values()
    yield from project.eligibility.outcomes.values()
    for step in _steps(project):
        yield step
        yield from step.certainty.values()
    yield from project.answers.values()


def _contacts(project: Project) -> Iterator[tuple[Location, str]]:
    settings = project.settings
    for name in (*settings.contacts, settings.report_contact):
        yield settings.location, name
    for outcome in project.eligibility.outcomes.values():
        yield from ((outcome.location, name) for name in outcome.contacts)
    for step in _steps(project):
        yield from ((step.location, name) for name in step.contacts)
    for claim in project.unknown.values():
        yield from ((claim.location, name) for name in claim.ask)
    for card in project.answers.values():
        yield from ((call.location, call.contact) for call in card.calls)


def _papers(project: Project) -> Iterator[tuple[Location, str]]:
    records: tuple[ClaimStep | AnswerCard, ...] = (*_steps(project), *project.answers.values())
    for record in records:
        named = (paper for paper in record.bring or () if isinstance(paper, str))
        yield from ((record.location, name) for name in named)


def _guides(project: Project) -> Mapping[str, Document]:
    """Return the pages whose steps have facts, in their original language."""
    default = project.settings.default_language
    return {
        document.key: document
        for document in project.documents
        if document.lang == default and document.shared.template == GUIDE_TEMPLATE
    }


def _steps(project: Project) -> Iterator[ClaimStep]:
    for guide in project.claims.guides.values():
        yield from guide.steps.values()
