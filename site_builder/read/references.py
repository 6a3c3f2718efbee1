"""Names that one record uses and another must have.

Takes a parsed `Project`; gives a diagnostic for every unknown source, funding, area, occupation,
contact, term, page key or step of a guide, with the nearest real name, and CLM001 for a step of a
guide that has no facts. It looks at no text and no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import ClaimStep, Document, Project

GUIDE_TEMPLATE = "guide"


class _Sourced(Protocol):
    """A record that names its sources."""

    @property
    def location(self) -> Location: ...

    @property
    def sources(self) -> tuple[str, ...]: ...


def check_references(project: Project) -> tuple[Diagnostic, ...]:
    """Report every name that leads nowhere."""
    indicators = {indicator.id for indicator in project.indicators}
    return tuple(
        diagnostic
        for used, known, file in (
            (_sources_used(project), project.sources.keys(), "data/sources.yaml"),
            (_funding_used(project), project.funding.keys(), "data/funding.yaml"),
            (_areas_used(project), project.areas.keys(), "data/areas.csv"),
            (_occupations_used(project), project.occupations.keys(), "data/occupations.yaml"),
            (_contacts_used(project), project.contacts.keys(), "data/contacts.yaml"),
            (_terms_used(project), project.terms.keys(), "data/glossary.yaml"),
            (_indicators_used(project), indicators, "data/indicators.csv"),
            (
                _denominators_used(project),
                {i.id for i in project.indicators},
                "data/indicators.csv",
            ),
            (_labels_owed(project), project.indicator_labels.keys(), "data/indicators.yaml"),
            (_guides_used(project), _guides(project).keys(), "content/"),
            *_steps_used(project),
        )
        for diagnostic in _unknown(used, known, file)
    )


def check_steps(project: Project) -> tuple[Diagnostic, ...]:
    """Report every step of a guide whose facts no data give."""
    claims = project.claims
    return tuple(
        problem(
            "CLM001",
            Location(path=document.path, line=section.line),
            id=section.id,
            key=key,
        )
        for key, document in _guides(project).items()
        for section in document.sections
        if claims.step_ids and section.id.startswith(claims.step_ids)
        if key not in claims.guides or section.id not in claims.guides[key].steps
    )


def without_unknown_rows(project: Project) -> Project:
    """Leave out the rows that count something unknown; they are reported already."""

    def is_known(funding: str, area: str = "", occupation: str = "") -> bool:
        pairs = (
            (funding, project.funding),
            (area, project.areas),
            (occupation, project.occupations),
        )
        return all(not name or name in known for name, known in pairs)

    return replace(
        project,
        observations=tuple(row for row in project.observations if is_known(*row.cell)),
        targets=tuple(row for row in project.targets if is_known(row.funding)),
    )


def check_page_keys(project: Project) -> tuple[Diagnostic, ...]:
    """Report page keys in `site.yaml` and front matter that no page has."""
    keys = {document.key for document in project.documents}
    unread = {key for key, _ in project.unread}
    settings = project.settings
    used = [(settings.location, key) for key in (*settings.navigation, *settings.footer)]
    for document in project.documents:
        front, shared = document.front, document.shared
        if shared.parent:
            used.append((front.locations["parent"], shared.parent))
        used.extend((front.locations["next"], key) for key in shared.next)
    return tuple(
        problem("OUT004", place, key=key, nearest=nearest(key, keys))
        for place, key in used
        if key not in keys | unread
    )


def _unknown(
    used: Iterable[tuple[Location, str]], known: Iterable[str], file: str
) -> Iterator[Diagnostic]:
    names = set(known)
    for place, name in used:
        if name and name not in names:
            yield problem(
                "DAT007",
                place,
                value=name,
                file=file,
                nearest=nearest(name, names),
                known=", ".join(sorted(names)[:12]),
            )


def _sources_used(project: Project) -> Iterator[tuple[Location, str]]:
    for place, names in (*_sources_of_counts(project), *_sources_of_rules(project)):
        yield from ((place, name) for name in names)


def _sources_of_counts(project: Project) -> Iterator[tuple[Location, tuple[str, ...]]]:
    """Give the sources of numbers, of words and of pages."""
    for row in (*project.observations, *project.targets, *project.indicators):
        yield row.place("source"), row.sources
    records: tuple[_Sourced, ...] = (
        *project.funding.values(),
        *project.occupations.values(),
        *project.terms.values(),
    )
    for record in records:
        yield record.location, record.sources
    for document in project.documents:
        if document.shared.sources:
            yield document.front.locations["sources"], document.shared.sources


def _sources_of_rules(project: Project) -> Iterator[tuple[Location, tuple[str, ...]]]:
    """Give the sources of benefits, contacts and the eligibility checker."""
    for benefit in project.benefits.values():
        yield benefit.location, benefit.sources
        if benefit.conflict:
            yield benefit.location, benefit.conflict.sources
        for condition in benefit.conditions:
            yield condition.location, condition.sources
    for contact in project.contacts.values():
        yield contact.location, contact.sources
        for channel in contact.channels:
            yield channel.location, channel.sources
    tree = project.eligibility
    nodes: tuple[_Sourced, ...] = (*tree.questions.values(), *tree.outcomes.values())
    for node in nodes:
        yield node.location, node.sources
    for step in _steps(project):
        yield step.location, step.sources
        yield from ((own.location, own.sources) for own in step.certainty.values())


def _funding_used(project: Project) -> Iterator[tuple[Location, str]]:
    yield from ((o.place("funding"), o.funding) for o in project.observations)
    yield from ((t.place("funding"), t.funding) for t in project.targets)


def _areas_used(project: Project) -> Iterator[tuple[Location, str]]:
    yield from ((o.place("area"), o.area) for o in project.observations)


def _occupations_used(project: Project) -> Iterator[tuple[Location, str]]:
    yield from ((o.place("occupation"), o.occupation) for o in project.observations)


def _contacts_used(project: Project) -> Iterator[tuple[Location, str]]:
    place = project.settings.location
    for name in (*project.settings.contacts, project.settings.report_contact):
        yield place, name
    for outcome in project.eligibility.outcomes.values():
        yield from ((outcome.location, name) for name in outcome.contacts)
    for step in _steps(project):
        yield from ((step.location, name) for name in step.contacts)


def _guides(project: Project) -> Mapping[str, Document]:
    """Give the pages whose steps have facts, in their original language."""
    default = project.settings.default_language
    return {
        document.key: document
        for document in project.documents
        if document.lang == default and document.shared.template == GUIDE_TEMPLATE
    }


def _guides_used(project: Project) -> Iterator[tuple[Location, str]]:
    yield from ((guide.location, key) for key, guide in project.claims.guides.items())


def _steps_used(
    project: Project,
) -> Iterator[tuple[Iterable[tuple[Location, str]], Iterable[str], str]]:
    """Give the steps of each guide with the sections that its page has, and the page's file."""
    guides = _guides(project)
    for key, guide in project.claims.guides.items():
        if key in guides:
            used = [(step.location, step.id) for step in guide.steps.values()]
            page = guides[key]
            yield used, [section.id for section in page.sections], page.path


def _steps(project: Project) -> Iterator[ClaimStep]:
    for guide in project.claims.guides.values():
        yield from guide.steps.values()


def _terms_used(project: Project) -> Iterator[tuple[Location, str]]:
    for term in project.terms.values():
        yield from ((term.location, name) for name in term.see)


def _indicators_used(project: Project) -> Iterator[tuple[Location, str]]:
    for indicator in project.indicators:
        place = indicator.place("conflicts_with")
        yield from ((place, name) for name in indicator.conflicts_with)


def _denominators_used(project: Project) -> Iterator[tuple[Location, str]]:
    yield from ((project.settings.location, name) for name in project.settings.denominators)


def _labels_owed(project: Project) -> Iterator[tuple[Location, str]]:
    yield from ((indicator.place("id"), indicator.id) for indicator in project.indicators)
