"""What has ended and what is due: found on the right day, named at its place."""

from dataclasses import replace
from datetime import date

import pytest

from site_builder.checks.attention import check_due_reviews, check_ended_benefits
from site_builder.diagnostics import Location
from site_builder.model import Project
from site_builder.pages.reviews import newest_source_date
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.page_view import page_view
from site_builder.views.records import contact_view
from tests.builders import codes, make_benefit, make_project, make_site, page_context

PLACE = Location(path="data/benefits.yaml", line=7)


def site_of(today: date, project: Project | None = None, **changes: str) -> SiteContext:
    """Give a site with one amount, on a day."""
    benefit = make_benefit(**{"valid_from": "2030", "location": PLACE, **changes})
    made = make_project(benefits={benefit.id: benefit}) if project is None else project
    return make_site(made, today=today)


def found_on(today: date, **changes: str):
    site = site_of(today, **changes)
    return (*check_ended_benefits(site), *check_due_reviews(site))


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
    assert site.next_build_due == after
    assert site_of(after, valid_to=valid_to).next_build_due is None


def test_an_amount_without_an_end_is_never_over():
    assert found_on(date(2999, 1, 1)) == ()
    assert site_of(date(2999, 1, 1)).reviews == ()


def test_a_build_is_due_on_the_day_on_which_something_begins():
    site = site_of(date(2029, 5, 5))
    assert site.next_build_due == date(2030, 1, 1)


def test_a_build_is_due_on_the_day_on_which_a_condition_begins():
    grant = make_project().benefits["grant"]
    conditions = tuple(replace(each, valid_from="2031-07") for each in grant.conditions)
    project = make_project(benefits={"grant": replace(grant, conditions=conditions)})
    site = site_of(date(2031, 2, 1), project)
    assert site.next_build_due == date(2031, 7, 1)


def test_the_review_of_an_amount_is_due_on_its_last_day():
    (review,) = site_of(date(2030, 6, 1), valid_to="2030-06").reviews
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
        assert [review.due for review in site.reviews] == [due]
        assert codes(check_due_reviews(site)) == expected


def test_a_contact_without_a_date_or_a_rule_is_not_due():
    project = make_project(benefits={})
    contact = next(iter(project.contacts.values()))
    undated = replace(contact, channels=tuple(replace(c, as_of="") for c in contact.channels))
    for contacts, every in (({"a": undated}, {"contact": 1}), ({"a": contact}, {})):
        settings = replace(project.settings, review_every=every)
        site = site_of(date(2999, 1, 1), replace(project, contacts=contacts, settings=settings))
        assert site.reviews == ()


def test_reviews_come_soonest_first():
    benefits = {
        name: make_benefit(id=name, valid_to=end)
        for name, end in (("late", "2032"), ("soon", "2031-02"), ("next", "2031-03-01"))
    }
    site = make_site(make_project(benefits=benefits), today=date(2030, 6, 1))
    assert [review.id for review in site.reviews] == ["soon", "next", "late"]


# --- pages ------------------------------------------------------------------------------------


def page_site(today: date, every: int = 100, **front: str) -> SiteContext:
    """Give the tiny site with one source of a known date, and front matter of its home page."""
    project = make_project(benefits={})
    sources = {
        name: replace(source, date="2030-01", restates=False)
        for name, source in project.sources.items()
    }
    settings = replace(project.settings, review_every={"page": every} if every else {})
    documents = tuple(
        replace(document, shared=replace(document.shared, **front))
        if document.key == "home" and document.lang == "id"
        else document
        for document in project.documents
    )
    changed = replace(project, sources=sources, settings=settings, documents=documents)
    return make_site(changed, today=today)


def home_reviews(site: SiteContext) -> list[date]:
    return [review.due for review in site.reviews if (review.kind, review.id) == ("page", "home")]


def test_a_page_is_due_so_many_days_after_its_newest_source():
    assert home_reviews(page_site(date(2030, 5, 11))) == [date(2030, 5, 11)]
    assert home_reviews(page_site(date(2030, 5, 11), every=0)) == []


def test_a_day_of_its_own_goes_before_the_rule_and_a_review_before_the_source():
    assert home_reviews(page_site(date(2030, 1, 1), review_by="2033-07")) == [date(2033, 7, 31)]
    assert home_reviews(page_site(date(2030, 1, 1), every=0, review_by="2033")) == [
        date(2033, 12, 31)
    ]
    assert home_reviews(page_site(date(2030, 1, 1), reviewed="2031-01-01")) == [date(2031, 4, 11)]


def test_a_source_that_only_restates_others_dates_no_page():
    project = make_project()
    name, source = next(iter(project.sources.items()))
    sources = {
        name: replace(source, date="2030-09-09", restates=True),
        "old": replace(source, date="2029", restates=False),
    }
    changed = replace(project, sources=sources)
    assert newest_source_date(changed, [name, "old", "unknown"]) == "2029"
    assert newest_source_date(changed, [name]) == ""


def test_staff_are_told_the_day_after_and_a_build_is_due_then():
    due, after = date(2030, 5, 11), date(2030, 5, 12)
    assert tuple(check_due_reviews(page_site(due))) == ()
    assert page_site(due).next_build_due == after
    found = tuple(check_due_reviews(page_site(after)))
    assert {problem.code for problem in found} == {"FRE002"}
    told = next(problem for problem in found if problem.params["page"] == "home")
    assert (told.params["since"], told.params["date"]) == ("2030-01", "2030-05-11")
    assert told.params["contact"] == ""


# --- what readers are told ----------------------------------------------------------------------


def test_the_page_says_that_nobody_looked_at_it_when_it_was_due():
    assert home_notice(page_site(date(2030, 5, 11))) == ""
    said = home_notice(page_site(date(2030, 5, 12)))
    assert "11 Mei 2030" in said
    assert "notice.review_due" in said


def test_a_review_is_told_only_of_a_named_office_and_of_a_confirmed_site():
    front = {"reviewed": "2030-03-01", "reviewed_by": "Kantor Contoh"}
    site = page_site(date(2030, 3, 2), **front)
    compiled = replace(site.project, settings=replace(site.project.settings, is_compiled=True))
    confirmed = replace(site.project, settings=replace(site.project.settings, is_compiled=False))
    assert home_notice(replace(site, project=compiled)) == ""
    assert home_notice(replace(site, project=confirmed)) == (
        "notice.reviewed 1 Maret 2030 Kantor Contoh"
    )


def stale(today: date, *, is_emergency: bool = False) -> list[bool]:
    """Of an entry of 2030 and of one of 2032: whether readers are told that it may have changed."""
    project = make_project(benefits={})
    name, contact = next(iter(project.contacts.items()))
    channels = tuple(
        replace(contact.channels[0], as_of=day) for day in ("2030-01-01", "2032-01-01")
    )
    changed = replace(contact, channels=channels, is_emergency=is_emergency)
    settings = replace(project.settings, review_every={"contact": 365})
    project = replace(project, contacts={name: changed}, settings=settings)
    shown = contact_view(context_of(make_site(project, today=today)), changed)
    return [bool(channel.stale) for channel in shown.channels]


def test_only_an_entry_that_nobody_looked_at_when_due_is_called_old():
    assert stale(date(2031, 1, 1)) == [False, False]
    assert stale(date(2031, 1, 2)) == [True, False]
    assert stale(date(2033, 6, 1)) == [True, True]


def test_no_doubt_stands_beside_an_emergency_number():
    assert stale(date(2033, 6, 1), is_emergency=True) == [False, False]


def test_the_day_on_which_an_entry_becomes_old_is_known_before():
    project = make_project(benefits={})
    name, contact = next(iter(project.contacts.items()))
    channels = tuple(
        replace(contact.channels[0], as_of=day) for day in ("2030-01-01", "2032-01-01")
    )
    settings = replace(project.settings, review_every={"contact": 365})
    contacts = {name: replace(contact, channels=channels)}
    project = replace(project, contacts=contacts, settings=settings)
    assert make_site(project, today=date(2031, 6, 1)).next_build_due == date(2033, 1, 1)


def home_notice(site: SiteContext) -> str:
    return page_view(context_of(site)).review_notice


def context_of(site: SiteContext) -> PageContext:
    page = site.plan.find("home", "id")
    assert page is not None
    return page_context(site, page)
