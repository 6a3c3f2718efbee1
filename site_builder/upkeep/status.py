"""What needs attention: translations, reviews, figures in use, exemptions, weight.

It finds nothing itself that a check does not find.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial

from site_builder.checks.each_page import inserts_in_prose
from site_builder.checks.numbers.typed_numbers import Exemption, find_exemptions
from site_builder.checks.pages.budgets import checked_weight, weigh_file
from site_builder.checks.pages.rendered_site import read_back
from site_builder.diagnostics import Diagnostic
from site_builder.messages.report import count_problems
from site_builder.messages.wording import Messages
from site_builder.model import Eligibility, OutputFile
from site_builder.text.tags import plain_number
from site_builder.upkeep.concerns import Concern, changed_figures, find_concerns
from site_builder.upkeep.plain_language import (
    PlainLanguage,
    format_language,
    read_plain_language,
    unread_languages,
)
from site_builder.upkeep.translating import (
    TranslationEntry,
    Untranslated,
    find_comparisons,
    find_untranslated,
    format_untranslated,
)
from site_builder.views.context import SiteContext

_HEAVIEST = 10
"""So many pages are people shown; the report for programs has them all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemEntry:
    code: str
    path: str
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewEntry:
    kind: str
    id: str
    path: str
    line: int
    due: str


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Place:
    path: str
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureEntry:
    name: str
    value: str | None
    as_of: str
    status: str
    uses: tuple[Place, ...]
    """Where people inserted it; a generated table is no use."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WeightEntry:
    url: str
    bytes: int
    """What a first visit takes, compressed."""
    budget: int


@dataclass(frozen=True, kw_only=True, slots=True)
class UnknownEntry:
    id: str
    ended: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusReport:
    """Everything that needs attention, and how the site stands."""

    date: str
    next_build_due: str | None
    counts: Mapping[str, int]
    problems: Sequence[ProblemEntry]
    translations: Sequence[TranslationEntry] = ()
    reviews: Sequence[ReviewEntry] = ()
    figures: Sequence[FigureEntry] = ()
    exemptions: Sequence[Exemption] = ()
    weight: Sequence[WeightEntry] = ()
    """The heaviest page first."""
    language: Sequence[PlainLanguage] = ()
    unknown: Sequence[UnknownEntry] = ()
    concerned: Sequence[Concern] = ()
    """Sentences that a figure concerns which is new or has changed."""
    unread: Sequence[str] = ()
    """Languages without the words that checks read running text with."""
    untranslated: Sequence[Untranslated] = ()

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)


def make_status(
    site: SiteContext,
    files: Sequence[OutputFile],
    diagnostics: Sequence[Diagnostic],
    templates: Mapping[str, str],
    confirmed: Mapping[str, str],
    *,
    is_quick: bool = False,
) -> StatusReport:
    """Gather the report; `confirmed` holds the confirmed originals by path.

    A quick report weighs pages that are far below their budget a little too high.
    """
    errors, warnings = count_problems(diagnostics)
    due = site.next_build_due
    translations = tuple(each.entry for each in find_comparisons(site, confirmed))
    return StatusReport(
        date=site.today.isoformat(),
        next_build_due=due.isoformat() if isinstance(due, date) else due,
        counts={
            "errors": errors,
            "warnings": warnings,
            "pages": len(site.plan.pages),
            "figures": len(site.registry.figures),
            "translations": len(translations),
        },
        problems=_problems(diagnostics),
        translations=translations,
        reviews=[
            ReviewEntry(
                kind=review.kind,
                id=review.id,
                path=review.location.path,
                line=review.location.line,
                due=review.due.isoformat(),
            )
            for review in site.reviews
        ],
        figures=_figures(site, templates),
        exemptions=find_exemptions(site),
        weight=_weight(site, files, is_quick=is_quick),
        language=read_plain_language(site),
        unknown=[
            UnknownEntry(id=name, ended=name in site.registry.ended)
            for name in site.project.unknown
        ],
        concerned=find_concerns(site, changed_figures(site)),
        unread=unread_languages(site),
        untranslated=tuple(find_untranslated(site)),
    )


def unmade_status(today: date, diagnostics: Sequence[Diagnostic]) -> StatusReport:
    """Return the report of a site that could not be made: its problems and nothing else."""
    errors, warnings = count_problems(diagnostics)
    none = {"pages": 0, "figures": 0, "translations": 0}
    return StatusReport(
        date=today.isoformat(),
        next_build_due=None,
        counts={"errors": errors, "warnings": warnings, **none},
        problems=_problems(diagnostics),
    )


def format_status(status: StatusReport, messages: Messages) -> str:
    """Return the report for people: what needs attention first, then the figures in use."""
    return "\n".join((*_lines_of_attention(status, messages), *_lines_of_use(status, messages)))


def _lines_of_attention(status: StatusReport, messages: Messages) -> Iterator[str]:
    say = messages.say
    yield say("status.title", date=status.date)
    if status.next_build_due:
        yield say("status.next_build", date=status.next_build_due)
    yield say("status.translations", count=len(status.translations))
    for entry in status.translations:
        state = say(f"status.{entry.state}")
        yield f"  {entry.key} [{entry.lang}] #{entry.section}: {state} {entry.since}"
        yield from (f"    {line}" for line in entry.diff.splitlines())
    yield from format_untranslated(tuple(status.untranslated), messages)
    yield from format_language(status.language, status.unread, messages)
    ended = [claim.id for claim in status.unknown if claim.ended]
    yield say("status.unknown", count=len(status.unknown), ended=len(ended))
    yield from (f"  {name}" for name in ended)
    yield say("status.concerned", count=len(status.concerned))
    yield from (f"  {each}" for each in status.concerned)
    yield say("status.reviews", count=len(status.reviews))
    for each in status.reviews:
        kind = say(f"desk.kind_{each.kind}")
        yield f"  {each.due} {kind}: {each.id} ({each.path}:{each.line})"


def _lines_of_use(status: StatusReport, messages: Messages) -> Iterator[str]:
    """Yield where people exempted a number or inserted a figure, and the heaviest pages."""
    say = messages.say
    yield say("status.exemptions", count=len(status.exemptions))
    for each in status.exemptions:
        yield f"  {each.path}:{each.line}: {each.number} ({each.reason})"
    yield say("status.figures", count=len(status.figures))
    for figure in status.figures:
        value = "–" if figure.value is None else figure.value
        state = say(f"desk.status_{figure.status}")
        yield f"  {figure.name} = {value} ({state}) {figure.as_of}".rstrip()
        yield from (f"    {use.path}:{use.line}" for use in figure.uses)
    yield say("status.weight")
    heaviest = status.weight[:_HEAVIEST]
    yield from (f"  {page.url}: {page.bytes} / {page.budget}" for page in heaviest)


def _problems(diagnostics: Sequence[Diagnostic]) -> list[ProblemEntry]:
    return [
        ProblemEntry(code=d.code, path=d.location.path, line=d.location.line) for d in diagnostics
    ]


def _figures(site: SiteContext, templates: Mapping[str, str]) -> list[FigureEntry]:
    uses: dict[str, set[Place]] = defaultdict(set)
    for insert, place in inserts_in_prose(site, templates):
        if insert.is_figure:
            uses[insert.name].add(Place(path=place.path, line=place.line))
    return [
        FigureEntry(
            name=name,
            value=None if figure.value is None else plain_number(figure.value),
            as_of=figure.as_of,
            status=figure.status.value,
            uses=tuple(sorted(uses[name])),
        )
        for name, figure in sorted(site.registry.figures.items())
    ]


def _weight(site: SiteContext, files: Sequence[OutputFile], *, is_quick: bool) -> list[WeightEntry]:
    contents = {file.path: file.content for file in files}
    budget = site.project.settings.budgets.page
    weigh = (
        partial(checked_weight, site=site)
        if is_quick
        else partial(weigh_file, size_of=site.compression.size)
    )
    weights = [
        WeightEntry(
            url=page.url,
            bytes=weigh(
                contents[page.path],
                read_back(site, page.path, contents[page.path]).awaited,
                contents,
            ).total,
            budget=budget,
        )
        for page in site.plan.pages
        if page.path in contents
    ]
    return sorted(weights, key=lambda page: -page.bytes)


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnNode:
    """A question with its answers and where each leads, or an outcome."""

    text: str
    kind: str = ""
    """Of an outcome; empty for a question."""
    answers: tuple[tuple[str, DrawnNode | None], ...] = ()
    """None for an answer that leads nowhere, or back."""


def draw_trees(eligibility: Eligibility, lang: str) -> Iterator[tuple[str, DrawnNode]]:
    """Yield the page of each tree, empty for the checker's own, and its first question."""
    for tree in eligibility.trees:
        start = _drawn(eligibility, lang, tree.start, ())
        if start is not None:
            yield tree.page, start


def _drawn(
    eligibility: Eligibility, lang: str, node: str, path: tuple[str, ...]
) -> DrawnNode | None:
    if node in eligibility.outcomes:
        outcome = eligibility.outcomes[node]
        return DrawnNode(text=outcome.title[lang], kind=outcome.kind)
    question = eligibility.questions.get(node)
    if question is None or node in path:
        return None
    below = (*path, node)
    return DrawnNode(
        text=question.text[lang],
        answers=tuple(
            (answer.text[lang], _drawn(eligibility, lang, answer.to, below))
            for answer in question.answers
        ),
    )


def tree_lines(eligibility: Eligibility, lang: str) -> Iterator[str]:
    """Write each tree for the terminal, indented by depth."""
    for page, start in draw_trees(eligibility, lang):
        if page:
            yield f"{page}:"
        yield from _lines_below(start, 0)


def _lines_below(node: DrawnNode, depth: int) -> Iterator[str]:
    indent = "    " * depth
    if node.kind:
        yield f"{indent}= {node.text} [{node.kind}]"
        return
    yield f"{indent}? {node.text}"
    for answer, to in node.answers:
        yield f"{indent}  - {answer}"
        if to is not None:
            yield from _lines_below(to, depth + 1)
