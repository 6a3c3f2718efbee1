"""Translations that nobody confirmed, and those left stale for too long.

Takes the plan's states; gives LNG007 for an unconfirmed section and LNG008 for a stale one past
the limit of `site.yaml`. Readers see the stale notice whatever this says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from site_builder.checks.check_input import Sources
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model import Section
from site_builder.pages.page import Page
from site_builder.pages.translations import SectionState, State


def check_translation_states(site: Sources) -> tuple[Diagnostic, ...]:
    """Report what a translator should look at."""
    return tuple(
        diagnostic for page in site.site.plan.written for diagnostic in _check_page(site, page)
    )


def _check_page(site: Sources, page: Page) -> Iterator[Diagnostic]:
    plan = site.site.plan
    states = plan.states.get((page.key, page.lang), {})
    original = plan.original(page)
    if states and all(not found.since for found in states.values()):
        place = Location(path=page.source, line=1)
        yield problem("LNG007", place, key=page.key)
        return
    for section in page.sections:
        found = states.get(section.id)
        if found is None or original is None:
            continue
        place = Location(path=page.source, line=section.line)
        related = [_place_of(original, section.id)]
        if found.state is State.UNCONFIRMED:
            yield problem("LNG007", place, related=related, key=page.key, section=section.id)
        elif found.state is State.STALE and _days(site, found) > _limit(site):
            yield problem(
                "LNG008",
                place,
                related=related,
                key=page.key,
                section=section.id,
                since=found.since,
                limit=_limit(site),
            )


def _place_of(page: Page, section_id: str) -> Location:
    lines: dict[str, Section] = {section.id: section for section in page.sections}
    return Location(path=page.source, line=lines[section_id].line)


def _days(site: Sources, found: SectionState) -> int:
    return (site.site.today - date.fromisoformat(found.since)).days


def _limit(site: Sources) -> int:
    return site.site.project.settings.stale_days
