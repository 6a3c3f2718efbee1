"""The question tree of the eligibility checker, proved sound.

There is a diagnostic for every way in which a citizen could get lost: an answer that leads
nowhere, a question asked twice on one path, a page that no path reaches, a question whose answers
have all passed, an outcome without source, next step or contact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from site_builder.checks.data.data_input import DataInput
from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import Eligibility, Outcome, Project, Question


def check_eligibility(data: DataInput) -> Iterator[Diagnostic]:
    """Prove the whole tree, or report each place where it breaks."""
    tree = data.project.eligibility
    if tree.questions or tree.outcomes:
        yield from _dead_ends(tree)
        yield from _silent_days(data.project, data.today)
        yield from _repeats(tree)
        yield from _unreached(tree)
        yield from _poor_outcomes(data.project)
        yield from _shared_slugs(tree)


def _nodes(tree: Eligibility) -> Mapping[str, Question | Outcome]:
    return {**tree.questions, **tree.outcomes}


def _dead_ends(tree: Eligibility) -> Iterator[Diagnostic]:
    """Report every way that leads to nothing."""
    known = _nodes(tree)
    if tree.start not in tree.questions:
        guess = nearest(tree.start, tree.questions)
        yield problem("ELG001", tree.start_location, to=tree.start, nearest=guess)
    for question in tree.questions.values():
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


def _repeats(tree: Eligibility) -> Iterator[Diagnostic]:
    """Report every answer that leads back to a question already on the path: it never ends."""
    finished: set[str] = set()

    def walk(node: str, path: tuple[str, ...]) -> Iterator[Diagnostic]:
        question = tree.questions.get(node)
        if question is None or node in finished:
            return
        for answer in question.answers:
            if answer.to in (*path, node):
                yield problem("ELG003", answer.location, to=answer.to, id=node)
            else:
                yield from walk(answer.to, (*path, node))
        finished.add(node)

    yield from walk(tree.start, ())


def _unreached(tree: Eligibility) -> Iterator[Diagnostic]:
    """Report questions and outcomes that no path comes to."""
    reached: set[str] = set()
    waiting = [tree.start]
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            answers = tree.questions[node].answers if node in tree.questions else ()
            waiting.extend(answer.to for answer in answers)
    for name, node_found in _nodes(tree).items():
        if name not in reached:
            yield problem("ELG004", node_found.location, id=name)


def _poor_outcomes(project: Project) -> Iterator[Diagnostic]:
    """Report outcomes that leave a citizen without source, next step or somebody to ask."""
    keys = {document.key for document in project.documents}
    for outcome in project.eligibility.outcomes.values():
        for name, given in (
            ("source", outcome.sources),
            ("next", outcome.next),
            ("contacts", outcome.contacts),
        ):
            if not given:
                yield problem("ELG005", outcome.location, id=outcome.id, key=name)
        for key in outcome.next:
            if key not in keys:
                guess = nearest(key, keys)
                yield problem("OUT004", outcome.location, key=key, nearest=guess)


def _shared_slugs(tree: Eligibility) -> Iterator[Diagnostic]:
    """Report two pages of the checker with one slug in one language."""
    seen: dict[tuple[str, str], Location] = {}
    for node in _nodes(tree).values():
        for lang, slug in node.slug.texts.items():
            other = seen.setdefault((lang, slug.value), slug.location)
            if other is not slug.location:
                yield problem("OUT001", slug.location, related=[other], url=slug.value)
