"""What has ended and what is due: found on the right day, named at its place."""

from dataclasses import replace
from datetime import date

import pytest

from site_builder.checks.freshness import check_freshness, find_reviews
from site_builder.checks.sources import Sources
from site_builder.diagnostics import Location
from site_builder.model import Project
from site_builder.publish.manifest import next_build_due
from site_builder.views.context import SiteContext
from tests.builders import codes, make_benefit, make_project, make_site

PLACE = Location(path="data/benefits.yaml", line=7)


def site_of(today: date, project: Project | None = None, **changes: str) -> SiteContext:
    """Give a site with one amount, on a day."""
    benefit = make_benefit(**{"valid_from": "2030", "location": PLACE, **changes})
    made = make_project(benefits={benefit.id: benefit}) if project is None else project
    return make_site(made, today=today)


def found_on(today: date, **changes: str):
    return check_freshness(sources_of(site_of(today, **changes)))


def sources_of(site: SiteContext) -> Sources:
    return Sources(site=site, templates={})


@pytest.mark.parametrize(
    ("valid_to", "last", "after"),
    [
        ("2030-06-15", date(2030, 6, 15), date(2030, 6, 16)),
        ("2030-06", date(2030, 6, 30), date(2030, 7, 1)),
        ("2030-02", date(2030, 2, 28), date(2030, 3, 1)),
        ("2030-12", date(2030, 12, 31), date(2031, 1, 1)),
        ("2030", date(2030, 12, 31), date(2031, 1, 1)),
    ],
)
def test_an_amount_holds_on_its_last_day_and_is_over_on_the_next(
    valid_to: str, last: date, after: date
):
    assert found_on(last, valid_to=valid_to) == ()
    (ended,) = found_on(after, valid_to=valid_to)
    assert (ended.code, ended.location) == ("FRE001", PLACE)
    assert not ended.is_error
    site = site_of(last, valid_to=valid_to)
    assert next_build_due(site.project, last) == after
    assert next_build_due(site.project, after) is None


def test_an_amount_without_an_end_is_never_over():
    assert found_on(date(2999, 1, 1)) == ()
    assert find_reviews(site_of(date(2999, 1, 1))) == ()


def test_a_build_is_due_on_the_day_on_which_something_begins():
    site = site_of(date(2029, 5, 5))
    assert next_build_due(site.project, date(2029, 5, 5)) == date(2030, 1, 1)


def test_the_review_of_an_amount_is_due_on_its_last_day():
    (review,) = find_reviews(site_of(date(2030, 1, 1), valid_to="2030-06"))
    assert (review.kind, review.id, review.due) == ("benefit", "grant", date(2030, 6, 30))
    assert review.location == PLACE


def test_a_contact_is_due_so_many_days_after_its_oldest_channel():
    project = make_project(benefits={})
    settings = replace(project.settings, review_every={"contact": 100})
    contact = next(iter(project.contacts.values()))
    channels = tuple(
        replace(contact.channels[0], as_of=as_of) for as_of in ("2030-03-10", "2030-01-01", "")
    )
    contacts = {contact.id: replace(contact, channels=channels)}
    project = replace(project, settings=settings, contacts=contacts)
    due = date(2030, 4, 11)
    for today, expected in ((due, []), (date(2030, 4, 12), ["FRE002"])):
        site = site_of(today, project)
        assert [review.due for review in find_reviews(site)] == [due]
        assert codes(check_freshness(sources_of(site))) == expected


def test_a_contact_without_a_date_or_a_rule_is_not_due():
    project = make_project(benefits={})
    contact = next(iter(project.contacts.values()))
    undated = replace(contact, channels=tuple(replace(c, as_of="") for c in contact.channels))
    for contacts, every in (({"a": undated}, {"contact": 1}), ({"a": contact}, {})):
        settings = replace(project.settings, review_every=every)
        site = site_of(date(2999, 1, 1), replace(project, contacts=contacts, settings=settings))
        assert find_reviews(site) == ()


def test_reviews_come_soonest_first():
    benefits = {
        name: make_benefit(id=name, valid_to=end)
        for name, end in (("late", "2032"), ("soon", "2031-02"), ("next", "2031-03-01"))
    }
    site = make_site(make_project(benefits=benefits), today=date(2030, 1, 1))
    assert [review.id for review in find_reviews(site)] == ["soon", "next", "late"]
