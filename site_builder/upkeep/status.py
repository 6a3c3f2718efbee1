"""What needs attention: translations, reviews, figures in use, exemptions, weight.

It finds nothing itself that a check does not find.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import partial

from site_builder.checks.each_page import inserts_in_prose
from site_builder.checks.numbers.typed_numbers import Exemption, find_exemptions
from site_builder.checks.pages.budgets import checked_weight, weigh_file
from site_builder.checks.pages.rendered_site import read_back
from site_builder.diagnostics import Diagnostic, Location
from site_builder.messages.report import count_problems
from site_builder.messages.wording import Messages
from site_builder.model import OutputFile
from site_builder.pages.reviews import Review
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
class FigureEntry:
    name: str
    value: str | None
    as_of: str
    status: str
    uses: tuple[Location, ...]
    """Where people inserted it; a generated table is no use."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WeightEntry:
    url: str
    bytes: int
    """What a first visit takes, compressed."""
    budget: int


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusReport:
    """Everything that needs attention, and how the site stands."""

    date: str
    next_build_due: str | None
    counts: Mapping[str, int]
    problems: Sequence[Diagnostic]
    translations: Sequence[TranslationEntry] = ()
    reviews: Sequence[Review] = ()
    figures: Sequence[FigureEntry] = ()
    exemptions: Sequence[Exemption] = ()
    weight: Sequence[WeightEntry] = ()
    """The heaviest page first."""
    language: Sequence[PlainLanguage] = ()
    unknown: Mapping[str, bool] = field(default_factory=dict)
    """By id: whether what was not known is in the data now."""
    concerned: Sequence[Concern] = ()
    """Sentences that a figure concerns which is new or has changed."""
    unread: Sequence[str] = ()
    """Languages without the words that checks read running text with."""
    untranslated: Sequence[Untranslated] = ()

    def as_json(self) -> str:
        plain = replace(self, problems=(), reviews=(), figures=(), unknown={})
        found = {
            **asdict(plain),
            "problems": [{"code": each.code, **_place(each.location)} for each in self.problems],
            "reviews": [_review(each) for each in self.reviews],
            "figures": [
                {**asdict(each), "uses": [_place(place) for place in each.uses]}
                for each in self.figures
            ],
            "unknown": [{"id": name, "ended": ended} for name, ended in self.unknown.items()],
        }
        return json.dumps(found, ensure_ascii=False, indent=2)


def _place(location: Location) -> Mapping[str, object]:
    return {"path": location.path, "line": location.line}


def _review(review: Review) -> Mapping[str, object]:
    due = review.due.isoformat()
    return {"kind": review.kind, "id": review.id, **_place(review.location), "due": due}


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
    due = site.next_build_due
    translations = tuple(each.entry for each in find_comparisons(site, confirmed))
    return StatusReport(
        date=site.today.isoformat(),
        next_build_due=due.isoformat() if isinstance(due, date) else due,
        counts=_counts(
            diagnostics, len(site.plan.pages), len(site.registry.figures), len(translations)
        ),
        problems=diagnostics,
        translations=translations,
        reviews=site.reviews,
        figures=_figures(site, templates),
        exemptions=find_exemptions(site),
        weight=_weight(site, files, is_quick=is_quick),
        language=read_plain_language(site),
        unknown={name: name in site.registry.ended for name in site.project.unknown},
        concerned=find_concerns(site, changed_figures(site)),
        unread=unread_languages(site),
        untranslated=tuple(find_untranslated(site)),
    )


def unmade_status(today: date, diagnostics: Sequence[Diagnostic]) -> StatusReport:
    """Return the report of a site that could not be made: its problems and nothing else."""
    return StatusReport(
        date=today.isoformat(),
        next_build_due=None,
        counts=_counts(diagnostics),
        problems=diagnostics,
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
    ended = [name for name, is_ended in status.unknown.items() if is_ended]
    yield say("status.unknown", count=len(status.unknown), ended=len(ended))
    yield from (f"  {name}" for name in ended)
    yield say("status.concerned", count=len(status.concerned))
    yield from (f"  {each}" for each in status.concerned)
    yield say("status.reviews", count=len(status.reviews))
    for each in status.reviews:
        kind = say(f"desk.kind_{each.kind}")
        place = f"{each.location.path}:{each.location.line}"
        yield f"  {each.due.isoformat()} {kind}: {each.id} ({place})"


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


def _counts(
    diagnostics: Sequence[Diagnostic], pages: int = 0, figures: int = 0, translations: int = 0
) -> Mapping[str, int]:
    errors, warnings = count_problems(diagnostics)
    return {
        "errors": errors,
        "warnings": warnings,
        "pages": pages,
        "figures": figures,
        "translations": translations,
    }


def _figures(site: SiteContext, templates: Mapping[str, str]) -> list[FigureEntry]:
    uses: dict[str, set[Location]] = defaultdict(set)
    for insert, place in inserts_in_prose(site, templates):
        if insert.is_figure:
            uses[insert.name].add(Location(path=place.path, line=place.line))
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
