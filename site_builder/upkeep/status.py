"""What needs attention: translations, reviews, figures in use, exemptions, weight.

It finds nothing itself that a check does not find.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from site_builder.checks.content.passages import inserting_texts
from site_builder.checks.numbers.typed_numbers import find_exemptions
from site_builder.checks.pages.budgets import weigh_file
from site_builder.diagnostics import Diagnostic, Location
from site_builder.messages.report import count_problems
from site_builder.messages.wording import Messages
from site_builder.model import FIGURE_NAMESPACES, Eligibility, OutputFile, Text
from site_builder.pages.page import Page
from site_builder.pages.translations import State, section_text
from site_builder.read.stamps import confirmed_path, parse_confirmed
from site_builder.read.templates import TEMPLATES_FOLDER
from site_builder.text.inserts import find_inserts, places_of
from site_builder.text.tags import plain_number
from site_builder.upkeep.concerns import Concern, changed_figures, find_concerns
from site_builder.upkeep.plain_language import (
    PlainLanguage,
    format_language,
    read_plain_language,
    unread_languages,
)
from site_builder.upkeep.untranslated import Untranslated, find_untranslated, format_untranslated
from site_builder.views.context import SiteContext


@dataclass(frozen=True, kw_only=True, slots=True)
class TranslationEntry:
    """A section of a translation that is not current."""

    key: str
    lang: str
    section: str
    state: str
    since: str
    diff: str
    """What changed in the original, as a unified difference; empty when nobody confirmed it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusReport:
    """Everything that needs attention, and how the site stands."""

    date: str
    next_build_due: str | None
    counts: Mapping[str, int]
    problems: Sequence[Mapping[str, object]]
    translations: Sequence[TranslationEntry] = ()
    reviews: Sequence[Mapping[str, object]] = ()
    figures: Sequence[Mapping[str, object]] = ()
    exemptions: Sequence[Mapping[str, object]] = ()
    weight: Sequence[Mapping[str, object]] = ()
    language: Sequence[PlainLanguage] = ()
    unknown: Sequence[Mapping[str, object]] = ()
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

    A quick report weighs pages a little too high.
    """
    errors, warnings = count_problems(diagnostics)
    due = site.next_build_due
    translations = tuple(_translations(site, confirmed))
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
            {
                "kind": review.kind,
                "id": review.id,
                "path": review.location.path,
                "line": review.location.line,
                "due": review.due.isoformat(),
            }
            for review in site.reviews
        ],
        figures=_figures(site, templates),
        exemptions=[asdict(exemption) for exemption in find_exemptions(site)],
        weight=_weight(site, files, is_quick=is_quick),
        language=read_plain_language(site),
        unknown=[
            {"id": name, "ended": name in site.registry.ended} for name in site.project.unknown
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
    ended = [str(claim["id"]) for claim in status.unknown if claim["ended"]]
    yield say("status.unknown", count=len(status.unknown), ended=len(ended))
    yield from (f"  {name}" for name in ended)
    yield say("status.concerned", count=len(status.concerned))
    yield from (f"  {each.path}:{each.line}: {each.figure}" for each in status.concerned)
    yield say("status.reviews", count=len(status.reviews))
    for review in status.reviews:
        yield "  {due} {kind} {id} ({path}:{line})".format(**review)


def _lines_of_use(status: StatusReport, messages: Messages) -> Iterator[str]:
    """Yield where people exempted a number or inserted a figure, and the heaviest pages."""
    say = messages.say
    yield say("status.exemptions", count=len(status.exemptions))
    for exemption in status.exemptions:
        yield "  {path}:{line}: {number} ({reason})".format(**exemption)
    yield say("status.figures", count=len(status.figures))
    for figure in status.figures:
        value = figure["value"] if figure["value"] is not None else "–"
        yield f"  {figure['name']} = {value} ({figure['status']}) {figure['as_of']}".rstrip()
        uses = figure["uses"]
        if isinstance(uses, list):
            yield from (f"    {use['path']}:{use['line']}" for use in uses)
    yield say("status.weight")
    heaviest = sorted(status.weight, key=lambda page: -int(str(page["bytes"])))[:10]
    yield from (f"  {page['url']}: {page['bytes']} / {page['budget']}" for page in heaviest)


def _translations(site: SiteContext, confirmed: Mapping[str, str]) -> Iterator[TranslationEntry]:
    """Yield each section that is not current, and what changed in its original."""
    for page in site.plan.pages:
        original = site.plan.original(page)
        if original is None:
            continue
        path = confirmed_path(page.key, page.lang)
        before = parse_confirmed(confirmed.get(path, ""), path)
        for section_id, found in site.plan.states.get((page.key, page.lang), {}).items():
            if found.state is State.CURRENT:
                continue
            is_confirmed = (page.key, page.lang, section_id) in site.project.stamps
            # A section that the original gained is new as a whole.
            is_new = not is_confirmed and found.state is State.STALE
            said = before.get(section_id, "") if is_confirmed else ""
            yield TranslationEntry(
                key=page.key,
                lang=page.lang,
                section=section_id,
                state=found.state.value,
                since=found.since,
                diff=_difference(said, original, section_id) if said or is_new else "",
            )


def _difference(before: str, original: Page, section_id: str) -> str:
    section = next(section for section in original.sections if section.id == section_id)
    after = section_text(original, section).strip()
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
    return "\n".join(line for line in lines if not line.startswith(("---", "+++")))


def _problems(diagnostics: Sequence[Diagnostic]) -> list[Mapping[str, object]]:
    return [{"code": d.code, "path": d.location.path, "line": d.location.line} for d in diagnostics]


def _figures(site: SiteContext, templates: Mapping[str, str]) -> list[Mapping[str, object]]:
    uses = _figure_uses(site, templates)
    return [
        {
            "name": name,
            "value": None if figure.value is None else plain_number(figure.value),
            "as_of": figure.as_of,
            "status": figure.status.value,
            "uses": [{"path": place.path, "line": place.line} for place in uses.get(name, [])],
        }
        for name, figure in sorted(site.registry.figures.items())
    ]


def _weight(
    site: SiteContext, files: Sequence[OutputFile], *, is_quick: bool
) -> list[Mapping[str, object]]:
    """Return what a first visit to each page takes, compressed, against the budget."""
    contents = {file.path: file.content for file in files}
    return [
        {
            "url": page.url,
            "bytes": weigh_file(page.path, contents, site, is_quick=is_quick).total,
            "budget": site.project.settings.budgets.page,
        }
        for page in site.plan.pages
        if page.path in contents
    ]


def _figure_uses(site: SiteContext, templates: Mapping[str, str]) -> Mapping[str, list[Location]]:
    """Return the places of every figure that people inserted; a generated table is none."""
    uses: dict[str, list[Location]] = {}
    for text in _texts_with_inserts(site, templates):
        place = places_of(text)
        for insert in find_inserts(text.value) if "{{" in text.value else ():
            if insert.name.partition(".")[0] in FIGURE_NAMESPACES:
                uses.setdefault(insert.name, []).append(place(insert.start))
    return {name: sorted(set(places)) for name, places in uses.items()}


def _texts_with_inserts(site: SiteContext, templates: Mapping[str, str]) -> Iterator[Text]:
    yield from inserting_texts(site)
    for name, template in templates.items():
        if name.endswith(".html"):
            yield Text(value=template, location=Location(path=f"{TEMPLATES_FOLDER}{name}", line=1))


def tree_lines(eligibility: Eligibility, lang: str) -> Iterator[str]:
    """Draw each tree for staff: questions, answers and where they lead, indented by depth."""
    for tree in eligibility.trees:
        if tree.page:
            yield f"{tree.page}:"
        yield from _draw(eligibility, lang, tree.start, 0, ())


def _draw(
    eligibility: Eligibility, lang: str, node: str, depth: int, path: tuple[str, ...]
) -> Iterator[str]:
    indent = "    " * depth
    if node in eligibility.outcomes:
        outcome = eligibility.outcomes[node]
        yield f"{indent}= {outcome.title[lang]} [{outcome.kind}]"
        return
    question = eligibility.questions.get(node)
    if question is None or node in path:
        return
    yield f"{indent}? {question.text[lang]}"
    for answer in question.answers:
        yield f"{indent}  - {answer.text[lang]}"
        yield from _draw(eligibility, lang, answer.to, depth + 1, (*path, node))
