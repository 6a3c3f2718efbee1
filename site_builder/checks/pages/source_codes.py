"""Sources in the text of pages that are not about sources: they belong into the folded proof."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from site_builder.checks.pages.rendered_site import RenderedSite
from site_builder.diagnostics import Diagnostic, problem

_DIGIT = re.compile(r"\d")
_MOST_PARTS = 20_000
"""Of pages, known again by a preview."""
_IN_WORD = re.compile(r"[\w-]")


def check_sources_in_text(site: RenderedSite) -> Iterator[Diagnostic]:
    """Report a source's code, or a link to its record, outside the proof (OUT012)."""
    code = _code_pattern(site)
    records = _records(site)
    for page in site.pages:
        if page.rendered.page.kind.shows_sources:
            continue
        for part in page.parsed.main:
            named = _named(code, part.text) if code else ()
            led_to = ((link.path, link.anchor) for link in part.links)
            linked = [records[place] for place in led_to if place in records]
            found = ", ".join(dict.fromkeys((*named, *linked)))
            if found:
                heading = part.heading
                yield problem("OUT012", page.place, url=page.url, heading=heading, sources=found)


def _code_pattern(site: RenderedSite) -> re.Pattern[str] | None:
    """Return what finds the codes of sources; one without a digit may be a word like any other."""
    names = [name for name in site.context.project.sources if _DIGIT.search(name)]
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    codes = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?:{codes})(?![\w-])") if codes else None


@lru_cache(_MOST_PARTS)
def _named(code: re.Pattern[str], text: str) -> tuple[str, ...]:
    """Return the codes that are no part of a word: to say so in a pattern is ten times as slow."""
    return tuple(
        match[0]
        for match in code.finditer(text)
        if not _IN_WORD.match(text[max(match.start() - 1, 0) : match.start()])
    )


def _records(site: RenderedSite) -> Mapping[tuple[str, str], str]:
    """Return the file and the anchor of each source's record, with its code."""
    plan = site.context.plan
    return {
        (page.path, name): name
        for lang in plan.languages
        for name in site.context.project.sources
        if (page := plan.page_with(f"source.{name}", lang)) is not None
    }
