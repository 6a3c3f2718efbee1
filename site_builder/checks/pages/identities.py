"""Identity numbers on finished pages and drawings: no file holds what a template puts together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from site_builder.checks.data.personal_data import PersonalData
from site_builder.checks.pages.rendered_site import ParsedPage, long_numbers
from site_builder.diagnostics import Diagnostic, masked, problem
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage


def check_identities(site: SiteContext, pages: Iterable[ParsedPage]) -> Iterator[Diagnostic]:
    """Report each identity number that a page or drawing shows or has in an attribute."""
    personal = PersonalData.of(site.project)
    seen: set[str] = set()
    for page in pages:
        drawings = {path: svg for path, svg in _drawings_of(page.rendered) if path not in seen}
        seen |= drawings.keys()
        shown = {page.url: page.parsed.numbers}
        shown |= {path: _numbers_of(svg) for path, svg in drawings.items()}
        for url, numbers in shown.items():
            for number in filter(personal.is_identity, numbers):
                yield problem("PRV002", page.place, name="", url=url, value=masked(number))


@lru_cache(maxsize=10_000)
def _numbers_of(svg: str) -> tuple[str, ...]:
    """Return the long numbers of a drawing; after a save nearly all drawings are as they were."""
    return long_numbers(svg)


def _drawings_of(page: RenderedPage) -> Iterator[tuple[str, str]]:
    """Yield the path and the SVG of what is drawn for a page beside it; many pages share some."""
    if page.card is not None:
        yield page.card.path, page.card.svg
    yield from ((f"{chart.path}.svg", chart.svg) for chart in page.charts)
