"""What has ended, and what somebody should look at again.

Takes the planned site with its date; gives FRE001 for a benefit or contribution past its last day,
and FRE002 for pages, contacts and benefits whose review is due. The pages themselves say what has
ended; this tells staff.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from site_builder.checks.sources import Sources
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.views.context import SiteContext


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """Something to be looked at again on a day."""

    kind: str
    id: str
    location: Location
    due: date


def check_freshness(sources: Sources) -> tuple[Diagnostic, ...]:
    """Report what has ended and what is due."""
    site = sources.site
    return (*_ended(site), *_due(site))


def find_reviews(site: SiteContext) -> tuple[Review, ...]:
    """List everything that is to be looked at again, soonest first."""
    every = site.project.settings.review_every
    reviews = [
        Review(
            kind="page",
            id=f"{page.key}.{page.lang}",
            location=page.front.locations.get("review_by", Location(path=page.source)),
            due=_last_day(page.front.review_by),
        )
        for page in site.plan.written
        if page.front.review_by and page.lang == site.plan.languages[0]
    ]
    for contact in site.project.contacts.values():
        dates = [channel.as_of for channel in contact.channels if channel.as_of]
        if "contact" in every and dates:
            due = _last_day(min(dates)) + timedelta(days=every["contact"])
            reviews.append(
                Review(kind="contact", id=contact.id, location=contact.location, due=due)
            )
    for benefit in site.project.benefits.values():
        if benefit.valid_to:
            due = _last_day(benefit.valid_to)
            reviews.append(
                Review(kind="benefit", id=benefit.id, location=benefit.location, due=due)
            )
    return tuple(sorted(reviews, key=lambda review: (review.due, review.kind, review.id)))


def _ended(site: SiteContext) -> Iterator[Diagnostic]:
    for benefit in site.project.benefits.values():
        figure = site.registry.figures.get(benefit.figure_name)
        if figure is not None and figure.has_ended(site.today):
            yield problem("FRE001", benefit.location, id=benefit.id, date=benefit.valid_to)


def _due(site: SiteContext) -> Iterator[Diagnostic]:
    for review in find_reviews(site):
        if review.due < site.today and review.kind != "benefit":
            yield problem(
                "FRE002", review.location, kind=review.kind, id=review.id, date=review.due
            )


def _last_day(text: str) -> date:
    """Give the last day of a year, a month or a day written as ISO."""
    if len(text) == len("2025"):
        return date(int(text), 12, 31)
    if len(text) == len("2025-11"):
        following = date.fromisoformat(f"{text}-28") + timedelta(days=4)
        return following.replace(day=1) - timedelta(days=1)
    return date.fromisoformat(text)
