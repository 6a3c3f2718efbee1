"""The question tree: proved sound, and planned as plain linked pages.

Takes the parsed tree and the pages planned so far; gives a page for each question and outcome
below the checker's page, and a diagnostic for every way in which a citizen could get lost: an
answer that leads nowhere, a question asked twice on one path, a page that no path reaches, an
outcome without source, next step or contact. It asks nothing and stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import Eligibility, Localized, Outcome, Project, Question
from site_builder.model.words import localized_word
from site_builder.pages.generated_page import NO_FIGURE, generated_page
from site_builder.pages.page import Page

CHECKER_TEMPLATE = "checker"


def check_eligibility(project: Project) -> tuple[Diagnostic, ...]:
    """Prove the whole tree, or report each place where it breaks."""
    tree = project.eligibility
    if not tree.questions and not tree.outcomes:
        return ()
    return (
        *_dead_ends(tree),
        *_repeats(tree),
        *_unreached(tree),
        *_poor_outcomes(project),
        *_shared_slugs(tree),
    )


def checker_pages(project: Project, written: tuple[Page, ...]) -> Iterator[Page]:
    """Give a page for each question and outcome, below the checker's page of each language."""
    for parent in (page for page in written if page.template == CHECKER_TEMPLATE):
        for question in project.eligibility.questions.values():
            yield _question_page(project, parent, question)
        for outcome in project.eligibility.outcomes.values():
            yield _outcome_page(project, parent, outcome)


def node_key(parent_key: str, node_id: str) -> str:
    """Give the page key of a question or an outcome."""
    return f"{parent_key}/{node_id}"


def questions_before(tree: Eligibility, node_id: str) -> tuple[str, ...]:
    """Give every question with an answer that leads to a node, in the order of the file."""
    return tuple(
        name
        for name, question in tree.questions.items()
        if any(answer.to == node_id for answer in question.answers)
    )


def tree_lines(tree: Eligibility, lang: str) -> Iterator[str]:
    """Draw the tree for staff: questions, answers and where they lead, indented by depth."""
    yield from _draw(tree, lang, tree.start, 0, ())


def _draw(
    tree: Eligibility, lang: str, node: str, depth: int, path: tuple[str, ...]
) -> Iterator[str]:
    indent = "    " * depth
    if node in tree.outcomes:
        outcome = tree.outcomes[node]
        yield f"{indent}= {outcome.title[lang]} [{outcome.kind}]"
        return
    question = tree.questions.get(node)
    if question is None or node in path:
        return
    yield f"{indent}? {question.text[lang]}"
    for answer in question.answers:
        yield f"{indent}  - {answer.text[lang]}"
        yield from _draw(tree, lang, answer.to, depth + 1, (*path, node))


def _question_page(project: Project, parent: Page, question: Question) -> Page:
    return generated_page(
        parent=parent,
        key=node_key(parent.key, question.id),
        slug=question.slug[parent.lang],
        template=CHECKER_TEMPLATE,
        title=question.text,
        short_title=question.text,
        description=_description(project, "checker.question_description", question.text),
        sources=question.sources,
        card=NO_FIGURE,
    )


def _outcome_page(project: Project, parent: Page, outcome: Outcome) -> Page:
    return generated_page(
        parent=parent,
        key=node_key(parent.key, outcome.id),
        slug=outcome.slug[parent.lang],
        template=CHECKER_TEMPLATE,
        title=outcome.title,
        short_title=outcome.title,
        description=_description(project, "checker.outcome_description", outcome.title),
        sources=outcome.sources,
        next_keys=outcome.next,
        card=NO_FIGURE,
    )


def _description(project: Project, key: str, text: Localized) -> Localized:
    return localized_word(project.catalogs, key, {"text": text})


def _dead_ends(tree: Eligibility) -> Iterator[Diagnostic]:
    """Report every way that leads to nothing."""
    known = {**tree.questions, **tree.outcomes}
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
    nodes: Mapping[str, Question | Outcome] = {**tree.questions, **tree.outcomes}
    for name, node_found in nodes.items():
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
    nodes: Mapping[str, Question | Outcome] = {**tree.questions, **tree.outcomes}
    for node in nodes.values():
        for lang, slug in node.slug.texts.items():
            other = seen.setdefault((lang, slug.value), slug.location)
            if other is not slug.location:
                yield problem("OUT001", slug.location, related=[other], url=slug.value)
