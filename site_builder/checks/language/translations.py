"""Translations that nobody confirmed, and those left stale for too long.

Readers see the stale notice whatever this says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.pages.page import Page
from site_builder.pages.translations import SectionState, State
from site_builder.views.context import SiteContext


def check_translation_states(site: SiteContext, page: Page) -> Iterator[Diagnostic]:
    """Report unconfirmed sections (LNG007), and stale ones past `stale_days` (LNG008)."""
    original = site.plan.original(page)
    states = site.plan.states_of(page)
    if states and all(not found.since for found in states.values()):
        yield problem("LNG007", Location(path=page.source, line=1), key=page.key)
    elif original is not None:
        yield from _check_sections(site, page, original, states)


def _check_sections(
    site: SiteContext, page: Page, original: Page, states: Mapping[str, SectionState]
) -> Iterator[Diagnostic]:
    limit = site.project.settings.stale_days
    originals = {section.id: section for section in original.sections}
    for section in page.sections:
        found = states.get(section.id)
        if found is None:
            continue
        place, related = section.location, [originals[section.id].location]
        names = {"key": page.key, "section": section.id, "lang": page.lang}
        if found.state is State.UNCONFIRMED:
            yield problem("LNG007", place, related=related, **names)
        elif found.state is State.STALE:
            age = site.today - date.fromisoformat(found.since)
            if age.days > limit:
                about = {"since": found.since, "limit": limit, **names}
                yield problem("LNG008", place, related=related, **about)
