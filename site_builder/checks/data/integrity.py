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

_FUNDING, _AREAS, _OCCUPATIONS = "data/funding.yaml", "data/areas.csv", "data/occupations.yaml"
_UNKNOWN = "DAT007"

Uses: TypeAlias = Iterable[tuple[Location, str]]
"""Names with the places where they are used."""


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


def _references(project: Project) -> Iterator[tuple[Uses, Iterable[str], str]]:
    """Yield the uses of names with the names that there are, and the file that has them."""
    rows, targets, indicators = project.observations, project.targets, project.indicators
    indicator_ids = {indicator.id for indicator in indicators}
    guides = _guides(project)
    yield _sources(project), project.sources, "data/sources.yaml"
    yield (
        _names("funding", (*rows, *targets), project.funding),
        project.funding,
        _FUNDING,
    )
    yield _names("area", rows, project.areas), project.areas, _AREAS
    occupations = project.occupations
    yield _names("occupation", rows, occupations), occupations, _OCCUPATIONS
    yield _contacts(project), project.contacts, "data/contacts.yaml"
    conditions = (
        (amount.location, amount.condition_of)
        for card in project.answers.values()
        for amount in card.amounts
    )
    yield conditions, project.conditions, "data/benefits.yaml"
    outcomes = project.eligibility.outcomes.values()
    cards = ((outcome.location, outcome.answer) for outcome in outcomes)
    yield cards, project.answers, "data/answers.yaml"
    yield _papers(project), project.claims.documents, "data/claims.yaml"
    parts = (
        (benefit.location, part) for benefit in project.benefits.values() for part in benefit.parts
    )
    yield parts, project.benefits, "data/benefits.yaml"
    borrowed = ((period.location, period.figure) for period in project.periods)
    amounts = [benefit.figure_name for benefit in project.benefits.values()]
    yield borrowed, amounts, "data/benefits.yaml"
    related = ((term.location, name) for term in project.terms.values() for name in term.see)
    yield related, project.terms, "data/glossary.yaml"
    conflicts = (
        (indicator.place("conflicts_with"), name)
        for indicator in indicators
        for name in indicator.conflicts_with
    )
    settings = project.settings
    denominators = ((settings.location, name) for name in settings.denominators)
    yield chain(conflicts, denominators), indicator_ids, "data/indicators.csv"
    labelled = ((indicator.place("id"), indicator.id) for indicator in indicators)
    yield labelled, project.indicator_labels, "data/indicators.yaml"
    answered = (
        (document.front.locations["answer"], document.shared.answer)
        for document in project.documents
        if document.shared.answer
    )
    yield answered, project.answers, "data/answers.yaml"
    absent = (
        (document.front.locations["unknown"], name)
        for document in project.documents
        for name in document.shared.unknown
    )
    yield absent, project.unknown, "data/unknown.yaml"
    described = ((guide.location, key) for key, guide in project.claims.guides.items())
    yield described, guides, "content/"
    for key in project.claims.guides.keys() & guides.keys():
        steps = project.claims.guides[key].steps.values()
        sections = [section.id for section in guides[key].sections]
        yield ((step.location, step.id) for step in steps), sections, guides[key].path


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
    """Report page keys in `site.yaml` and front matter that no page has."""
    keys = {document.key for document in project.documents}
    unread = {key for key, _ in project.unread}
    settings = project.settings
    used = [(settings.location, key) for key in (*settings.navigation, *settings.footer)]
    used += [(tree.page_location, tree.page) for tree in project.eligibility.trees if tree.page]
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
        facts = claims.guides[key].steps if key in claims.guides else {}
        for section in document.sections:
            is_step = claims.step_ids and section.id.startswith(claims.step_ids)
            if is_step and section.id not in facts:
                place = Location(path=document.path, line=section.line)
                yield problem("CLM001", place, id=section.id, key=key)


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
