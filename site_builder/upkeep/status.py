"""What needs attention: translations, reviews, figures in use, exemptions, weight.

Takes the planned site, the finished files, the problems and the kept originals; gives one report
as plain values, and its JSON and text forms. It finds nothing itself that a check does not find,
and prints nothing.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from site_builder.checks.numbers.typed_numbers import find_exemptions
from site_builder.checks.pages.budgets import weigh_file
from site_builder.diagnostics import Diagnostic
from site_builder.messages.report import count_problems
from site_builder.messages.wording import Messages
from site_builder.model import OutputFile
from site_builder.outputs.certificate import next_build_due
from site_builder.pages.page import Page
from site_builder.pages.translations import State, section_text
from site_builder.text.tags import plain_number
from site_builder.upkeep.confirm import snapshot_path
from site_builder.upkeep.figure_uses import figure_uses
from site_builder.upkeep.plain_language import (
    PlainLanguage,
    format_language,
    read_plain_language,
    unread_languages,
)
from site_builder.views.context import SiteContext
from site_builder.views.inserts.figure import status_of


@dataclass(frozen=True, kw_only=True, slots=True)
class TranslationEntry:
    """A section of a translation that is not current."""

    key: str
    lang: str
    section: str
    state: str
    since: str
    diff: str
    """What changed in the original, as a unified difference; empty when it was not kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
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
    unread: Sequence[str] = ()
    """Languages without the words that checks read running text with."""

    def as_json(self) -> str:
        """Give the report for programs."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)


def make_status(
    site: SiteContext,
    files: Sequence[OutputFile],
    diagnostics: Sequence[Diagnostic],
    templates: Mapping[str, str],
    kept: Mapping[str, str],
) -> Status:
    """Gather the report; `kept` holds the originals as they were when they were confirmed."""
    errors, warnings = count_problems(diagnostics)
    due = next_build_due(site)
    translations = _translations(site, kept)
    return Status(
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
        weight=_weight(site, files),
        language=read_plain_language(site),
        unread=unread_languages(site),
    )


def unmade_status(today: date, diagnostics: Sequence[Diagnostic]) -> Status:
    """Give the report of a site that could not be made: its problems and nothing else."""
    errors, warnings = count_problems(diagnostics)
    none = {"pages": 0, "figures": 0, "translations": 0}
    return Status(
        date=today.isoformat(),
        next_build_due=None,
        counts={"errors": errors, "warnings": warnings, **none},
        problems=_problems(diagnostics),
    )


def format_status(status: Status, messages: Messages) -> str:
    """Give the report for people: what needs attention first, then the figures in use."""
    say = messages.say
    lines = [say("status.title", date=status.date)]
    if status.next_build_due:
        lines.append(say("status.next_build", date=status.next_build_due))
    lines.append(say("status.translations", count=len(status.translations)))
    for entry in status.translations:
        state = say(f"status.{entry.state}")
        lines.append(f"  {entry.key} [{entry.lang}] #{entry.section}: {state} {entry.since}")
        lines.extend(f"    {line}" for line in entry.diff.splitlines())
    lines.extend(format_language(status.language, status.unread, messages))
    lines.append(say("status.reviews", count=len(status.reviews)))
    lines.extend(
        f"  {r['due']} {r['kind']} {r['id']} ({r['path']}:{r['line']})" for r in status.reviews
    )
    lines.append(say("status.exemptions", count=len(status.exemptions)))
    lines.extend(
        f"  {e['path']}:{e['line']}: {e['number']} ({e['reason']})" for e in status.exemptions
    )
    lines.append(say("status.figures", count=len(status.figures)))
    for figure in status.figures:
        value = figure["value"] if figure["value"] is not None else "–"
        lines.append(
            f"  {figure['name']} = {value} ({figure['status']}) {figure['as_of']}".rstrip()
        )
        uses = figure["uses"]
        if isinstance(uses, list):
            lines.extend(f"    {use['path']}:{use['line']}" for use in uses)
    lines.append(say("status.weight"))
    heaviest = sorted(status.weight, key=lambda page: -int(str(page["bytes"])))[:10]
    lines.extend(f"  {page['url']}: {page['bytes']} / {page['budget']}" for page in heaviest)
    return "\n".join(lines)


def _translations(site: SiteContext, kept: Mapping[str, str]) -> list[TranslationEntry]:
    entries = []
    for page in site.plan.pages:
        original = site.plan.original(page)
        states = site.plan.states.get((page.key, page.lang), {})
        for section_id, found in states.items():
            if found.state is State.CURRENT or original is None:
                continue
            stamp = site.project.stamps.get((page.key, page.lang, section_id))
            before = kept.get(snapshot_path(stamp.original), "") if stamp else ""
            # What was kept, or nothing at all for a section that the original gained.
            is_known = bool(before) or (stamp is None and found.state is State.STALE)
            entries.append(
                TranslationEntry(
                    key=page.key,
                    lang=page.lang,
                    section=section_id,
                    state=found.state.value,
                    since=found.since,
                    diff=_difference(before, original, section_id) if is_known else "",
                )
            )
    return entries


def _difference(before: str, original: Page, section_id: str) -> str:
    """Give what changed in the original, line by line."""
    section = next(section for section in original.sections if section.id == section_id)
    after = section_text(original, section).strip() + "\n"
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
    return "\n".join(line for line in lines if not line.startswith(("---", "+++")))


def _problems(diagnostics: Sequence[Diagnostic]) -> list[Mapping[str, object]]:
    return [{"code": d.code, "path": d.location.path, "line": d.location.line} for d in diagnostics]


def _figures(site: SiteContext, templates: Mapping[str, str]) -> list[Mapping[str, object]]:
    uses = figure_uses(site, templates)
    return [
        {
            "name": name,
            "value": None if figure.value is None else plain_number(figure.value),
            "as_of": figure.as_of,
            "status": status_of(figure).value,
            "uses": [{"path": place.path, "line": place.line} for place in uses.get(name, [])],
        }
        for name, figure in sorted(site.registry.figures.items())
    ]


def _weight(site: SiteContext, files: Sequence[OutputFile]) -> list[Mapping[str, object]]:
    """Give what a first visit to each page takes, compressed, against the budget."""
    contents = {file.path: file.content for file in files}
    return [
        {
            "url": page.url,
            "bytes": weigh_file(page.path, contents, site).total,
            "budget": site.project.settings.budgets.page,
        }
        for page in site.plan.pages
        if page.path in contents
    ]
