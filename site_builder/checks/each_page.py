"""Checks that look at one page or one part of the prose after the other, each on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from site_builder.checks.content.passages import (
    RECORDS,
    Passage,
    page_passages,
    record_passages,
    template_passages,
)
from site_builder.diagnostics import Location
from site_builder.model import Observation
from site_builder.pages.page import Page
from site_builder.text.inserts import Insert
from site_builder.views.context import SiteContext

T = TypeVar("T")
_ROWS = "observations"
"""The records of which there may be very many."""


def in_each_page(site: SiteContext, name: str, look: Callable[[Page], Iterable[T]]) -> Iterator[T]:
    """Yield what `look`, which goes by a name, finds in every page that somebody wrote."""

    def found(page: Page) -> tuple[T, ...]:
        return tuple(look(site.plan.named(page.key, page.lang)))

    for page in site.plan.written:
        yield from site.keep((name, page.key, page.lang), partial(found, page))


def in_all_prose(
    site: SiteContext,
    name: str,
    look: Callable[[Iterable[Passage]], Iterable[T]],
    templates: Mapping[str, str] | None = None,
) -> Iterator[T]:
    """Yield what `look`, which goes by a name, finds in all prose of the site."""
    yield from in_each_page(site, name, lambda page: look(passages_of(site, page)))
    for part in RECORDS:
        yield from site.keep((name, part), partial(_in_records, site, part, look))
    if templates is not None:
        yield from site.keep(
            (name, "templates"), lambda: tuple(look(template_passages(site, templates)))
        )


def inserts_in_prose(
    site: SiteContext, templates: Mapping[str, str] | None = None
) -> Iterator[tuple[Insert, Location]]:
    """Yield every insert that somebody wrote, with its place."""
    return in_all_prose(site, "inserts", _inserts, templates)


def _inserts(passages: Iterable[Passage]) -> Iterator[tuple[Insert, Location]]:
    for passage in passages:
        yield from passage.inserts


def passages_of(site: SiteContext, page: Page) -> tuple[Passage, ...]:
    """Return the passages of a page, which several checks read."""
    key, lang = page.key, page.lang
    return site.keep(
        ("passages", key, lang), lambda: tuple(page_passages(site, site.plan.named(key, lang)))
    )


def _in_records(
    site: SiteContext, part: str, look: Callable[[Iterable[Passage]], Iterable[T]]
) -> tuple[T, ...]:
    records = getattr(site.project, part)
    if part == _ROWS:
        records = _rows_with_findings(records, look)
    return tuple(look(record_passages(records)))


def _rows_with_findings(
    rows: Iterable[Observation], look: Callable[[Iterable[Passage]], Iterable[T]]
) -> tuple[Observation, ...]:
    """Return the rows in whose words something is found: the same words are read once."""
    rows = tuple(rows)
    first: dict[tuple[int, ...], Observation] = {}
    for row in rows:
        first.setdefault(_words_of(row), row)

    def finds(rows: Iterable[Observation]) -> bool:
        return any(True for _ in look(record_passages(tuple(rows))))

    if not finds(first.values()):
        return ()
    found = {words for words, row in first.items() if finds([row])}
    return tuple(row for row in rows if _words_of(row) in found)


def _words_of(row: Observation) -> tuple[int, ...]:
    """Return what rows with the same words have in common."""
    return (id(row.note), id(row.stated_by), id(row.occasion))
