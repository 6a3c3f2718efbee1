"""What no reader sees and somebody should look at: what has ended, what is due, a false address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.checks.each_page import inserts_in_prose
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model.urls import host_of, is_reserved_address
from site_builder.views.context import SiteContext

_CLAIM = "unknown."


def check_ended_benefits(site: SiteContext) -> Iterator[Diagnostic]:
    """Report benefits and contributions past their last day (FRE001)."""
    for benefit in site.project.benefits.values():
        figure = site.registry.figures.get(benefit.figure_name)
        if figure is not None and figure.has_ended(site.today):
            yield problem("FRE001", benefit.location, id=benefit.id, date=benefit.valid_to)


def check_due_reviews(site: SiteContext) -> Iterator[Diagnostic]:
    """Report pages and contacts that were to be reviewed before today (FRE002)."""
    for review in site.overdue:
        yield problem(
            "FRE002",
            review.location,
            page=review.id if review.kind == "page" else "",
            contact=review.id if review.kind == "contact" else "",
            since=review.since,
            date=review.due,
        )


def check_ended_claims(site: SiteContext) -> Iterator[Diagnostic]:
    """Report claims of absence that data has ended, with the places that make them (FRE003)."""
    uses = claims_of_absence(site)
    for name, record in site.registry.ended.items():
        claim = site.project.unknown[name]
        related = (*uses.get(name, ()), record)
        yield problem("FRE003", claim.location, related=related, id=name, figure=claim.ending)


def claims_of_absence(site: SiteContext) -> Mapping[str, tuple[Location, ...]]:
    """Return the places that insert each claim, or name it in their front matter."""
    places: dict[str, set[Location]] = {}
    for insert, place in inserts_in_prose(site):
        if insert.name.startswith(_CLAIM):
            places.setdefault(insert.name.removeprefix(_CLAIM), set()).add(place)
    for page in site.plan.written:
        if "unknown" in page.front.locations:
            for name in page.shared.unknown:
                places.setdefault(name, set()).add(page.front.locations["unknown"])
    return {name: tuple(sorted(found)) for name, found in places.items()}


def check_base_url(site: SiteContext) -> Iterator[Diagnostic]:
    """Warn about a reserved address, which nobody can open (CFG009)."""
    # An address without a host could not be read, which is reported where it was read.
    if host_of(site.base_url) and is_reserved_address(site.base_url):
        place = site.project.settings.base_url_location
        yield problem("CFG009", place, address=site.base_url)
