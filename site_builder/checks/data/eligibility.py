"""The question trees, proved sound.

There is a diagnostic for every way in which a citizen could get lost: an answer that leads
nowhere, a question asked twice on one path, a page that no path reaches, a question whose answers
have all passed, an outcome without source, next step or contact.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from site_builder.checks.data.data_input import DataInput
from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import CHECKER_TEMPLATE, Eligibility, Project


def check_eligibility(data: DataInput) -> Iterator[Diagnostic]:
    """Prove every tree, or report each place where one breaks."""
    eligibility = data.project.eligibility
    if eligibility.questions or eligibility.outcomes:
        yield from _dead_ends(eligibility)
        yield from _silent_days(data.project, data.today)
        yield from _repeats(eligibility)
        yield from _unreached(eligibility)
        yield from _poor_outcomes(data.project)
        yield from _shared_slugs(eligibility)
        yield from _shared_pages(data.project)


def _dead_ends(eligibility: Eligibility) -> Iterator[Diagnostic]:
    """Report every way that leads to nothing."""
    known = eligibility.nodes
    for tree in eligibility.trees:
        if tree.start not in eligibility.questions:
            guess = nearest(tree.start, eligibility.questions)
            yield problem("ELG001", tree.start_location, to=tree.start, nearest=guess)
    for question in eligibility.questions.values():
        if not question.answers:
            yield problem("ELG002", question.location, id=question.id)
        for answer in question.answers:
            if answer.to not in known:
                guess = nearest(answer.to, known)
                yield problem("ELG001", answer.location, to=answer.to, nearest=guess)


def _silent_days(project: Project, today: date) -> Iterator[Diagnostic]:
    """Report the first day, from today on, on which all answers of a question have passed."""
    for question in project.eligibility.questions.values():
        periods = [answer.period for answer in question.answers]
        changes = (day for period in periods for day in period.days_of_change(project.benefits))
        for day in sorted({today, *(day for day in changes if day > today)}):
            if periods and not any(period.holds_on(day, project.benefits) for period in periods):
                yield problem("ELG006", question.location, id=question.id, date=day)
                break


def _repeats(eligibility: Eligibility) -> Iterator[Diagnostic]:
    """Report every answer that leads back to a question already on the path: it never ends."""
    finished: set[str] = set()

    def walk(node: str, path: tuple[str, ...]) -> Iterator[Diagnostic]:
        question = eligibility.questions.get(node)
        if question is None or node in finished:
            return
        for answer in question.answers:
            if answer.to in (*path, node):
                yield problem("ELG003", answer.location, to=answer.to, id=node)
            else:
                yield from walk(answer.to, (*path, node))
        finished.add(node)

    for tree in eligibility.trees:
        yield from walk(tree.start, ())


def _unreached(eligibility: Eligibility) -> Iterator[Diagnostic]:
    """Report questions and outcomes that no path of any tree comes to."""
    reached = {node.id for tree in eligibility.trees for node in eligibility.below(tree)}
    for name, node in eligibility.nodes.items():
        if name not in reached:
            yield problem("ELG004", node.location, id=name)


def _poor_outcomes(project: Project) -> Iterator[Diagnostic]:
    """Report outcomes that leave a citizen without source, next step or somebody to ask."""
    for outcome in project.eligibility.outcomes.values():
        card = project.answers.get(outcome.answer)
        for name, given in (
            ("source", outcome.sources or (card and card.sources)),
            ("next", outcome.next),
            ("contacts", outcome.contacts or (card and (card.calls or card.where))),
        ):
            if not given:
                yield problem("ELG005", outcome.location, id=outcome.id, key=name)


def _shared_slugs(eligibility: Eligibility) -> Iterator[Diagnostic]:
    """Report two pages of one tree with one slug in one language."""
    reported: set[Location] = set()
    for tree in eligibility.trees:
        seen: dict[tuple[str, str], Location] = {}
        for node in eligibility.below(tree):
            for lang, slug in node.slug.texts.items():
                other = seen.setdefault((lang, slug.value), slug.location)
                if other is not slug.location and slug.location not in reported:
                    reported.add(slug.location)
                    yield problem("OUT001", slug.location, related=[other], url=slug.value)


def _shared_pages(project: Project) -> Iterator[Diagnostic]:
    """Report a page on which two trees begin: their questions would stand at one address."""
    checkers = (d.key for d in project.documents if d.shared.template == CHECKER_TEMPLATE)
    checker = next(checkers, "")
    seen: dict[str, Location] = {}
    for tree in project.eligibility.trees:
        key = tree.page or checker
        other = seen.setdefault(key, tree.page_location)
        if other is not tree.page_location:
            yield problem("ELG007", tree.page_location, related=[other], key=key)
