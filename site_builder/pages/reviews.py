"""What somebody should look at again, and on which day.

That day is the own `review_by`, else so many days after the newest source of a page or the oldest
entry of a contact as `site.yaml` says, else the last day on which an amount holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from site_builder.diagnostics import Location
from site_builder.model import Benefit, Channel, Contact, Project
from site_builder.model.partial_dates import first_day, last_day
from site_builder.pages.page import Page


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """Something to be looked at again on a day."""

    kind: str
    id: str
    location: Location
    due: date
    since: str
    """Date of what was looked at last, as exact as it is known; empty for an amount."""


def find_reviews(project: Project, written: Iterable[Page], today: date) -> tuple[Review, ...]:
    """List everything that is to be looked at again, and pages that wait, soonest first."""
    reviews = (
        *_pages(project, written),
        *_contacts(project),
        *_amounts(project),
        *_waiting(project, today),
    )
    return tuple(sorted(reviews, key=lambda review: (review.due, review.kind, review.id)))


def next_build_due(
    project: Project, reviews: Iterable[Review], today: date, counted: str = ""
) -> date | None:
    """Return the first day after today on which a text changes by itself, or None.

    An amount begins on its first day and is past on the day after its last; of a month or a year
    the first or the last day counts. So it is with what is shown on some days only. What is to be
    looked at again is called so on the day after. `counted` is the day of which a page says how
    many months ago it was; empty if none does.
    """
    days = (
        *(day for benefit in project.benefits.values() for day in _days_of_change(benefit)),
        *(day for period in project.periods for day in period.days_of_change(project.benefits)),
        *(day for review in reviews for day in _day_after(review.due)),
        *(day for due in _channel_dues(project) for day in _day_after(due)),
        *(first_day(day) for day in _publication_days(project)),
        *(_birthdays(date.fromisoformat(counted), today) if counted else ()),
    )
    return min((day for day in days if day > today), default=None)


def _days_of_change(benefit: Benefit) -> Iterator[date]:
    """Yield the days on which an amount or a condition begins, and the amount has ended."""
    for begins in (benefit.valid_from, *(each.valid_from for each in benefit.conditions)):
        if begins:
            yield first_day(begins)
    if benefit.valid_to:
        yield from _day_after(last_day(benefit.valid_to))


def _birthdays(counted: date, today: date) -> Iterator[date]:
    """Yield the days of the next month on which the age of a count is told otherwise."""
    last = min(today.toordinal() + 31, date.max.toordinal())
    for day in map(date.fromordinal, range(today.toordinal() + 1, last + 1)):
        if day.day in {1, counted.day}:
            yield day


def _day_after(day: date) -> Iterator[date]:
    """Yield the next day; nothing after the last that there is."""
    if day < date.max:
        yield day + timedelta(days=1)


def last_release(project: Project) -> str:
    """Return the newest day on which a source gave a count; empty without any."""
    return max((row.given_on.isoformat() for row in project.observations), default="")


def newest_source_date(project: Project, names: Iterable[str]) -> str:
    """Return the newest date among sources; one that only restates others dates nothing."""
    sources = (project.sources[name] for name in names if name in project.sources)
    return max((source.date for source in sources if not source.restates), default="")


def _pages(project: Project, written: Iterable[Page]) -> Iterator[Review]:
    for page in written:
        if page.lang != project.settings.default_language:
            continue
        front, shared = page.front, page.shared
        since = shared.reviewed or newest_source_date(project, shared.sources)
        due = _due(project, "page", shared.review_by, since)
        if due is not None:
            key = "review_by" if shared.review_by else "sources"
            place = front.locations.get(key, Location(path=page.source))
            yield Review(kind="page", id=page.key, location=place, due=due, since=since)


def _contacts(project: Project) -> Iterator[Review]:
    for contact in project.contacts.values():
        since = oldest_entry(contact)
        due = _due(project, "contact", contact.review_by, since)
        if due is not None:
            place = contact.location
            yield Review(kind="contact", id=contact.id, location=place, due=due, since=since)


def oldest_entry(contact: Contact) -> str:
    """Return the oldest date among a contact's channels, or an empty text."""
    return min((channel.as_of for channel in contact.channels if channel.as_of), default="")


def channel_due(project: Project, contact: Contact, channel: Channel) -> date | None:
    """Return the last day on which a way to reach somebody is not yet stale; None for never."""
    if contact.is_emergency or not channel.as_of:
        return None
    return _due(project, "contact", contact.review_by, channel.as_of)


def _channel_dues(project: Project) -> Iterator[date]:
    for contact in project.contacts.values():
        for channel in contact.channels:
            due = channel_due(project, contact, channel)
            if due is not None:
                yield due


def _publication_days(project: Project) -> Iterator[str]:
    """Yield the days on which a page becomes public or is withdrawn."""
    for document in project.documents:
        yield from filter(None, (document.shared.public_from, document.shared.withdraw_on))


def _waiting(project: Project, today: date) -> Iterator[Review]:
    """Yield each page that is held back until its day."""
    for document in project.documents:
        shared, places = document.shared, document.front.locations
        if shared.public_from and first_day(shared.public_from) > today and not shared.draft:
            place = places["publish_on" if shared.publish_on else "date"]
            due = first_day(shared.public_from)
            yield Review(kind="waiting", id=document.key, location=place, due=due, since="")


def _amounts(project: Project) -> Iterator[Review]:
    for benefit in project.benefits.values():
        if benefit.valid_to:
            due = last_day(benefit.valid_to)
            place = benefit.location
            yield Review(kind="benefit", id=benefit.id, location=place, due=due, since="")


def _due(project: Project, kind: str, own: str, since: str) -> date | None:
    """Return the own day, else the day by the rule of the kind; None without either."""
    if own:
        return last_day(own)
    days = project.settings.review_every.get(kind)
    return last_day(since) + timedelta(days=days) if days and since else None
