"""What grows with the data: lists that show the newest and say where the rest is, and an age."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from site_builder.model import Observation, Status
from site_builder.pages.parts import records_pages
from site_builder.pages.plan import pages_below
from site_builder.views.charts.tables import named_table
from site_builder.views.kinds.data import RECORDS
from site_builder.views.kinds.kind import kind_of
from site_builder.views.kinds.statistics import STATISTICS
from site_builder.views.model import DATES_SHOWN
from tests.builders import (
    both,
    make_context,
    make_observation,
    make_project,
    make_site,
    page_context,
)

FIRST = date(2029, 1, 31)


def corrected(count: int) -> tuple[Observation, ...]:
    """One number a week, each corrected a day later."""
    rows = [make_observation(as_of=FIRST + timedelta(weeks=n)) for n in range(count)]
    return tuple(
        replace(row, status=status, participants=people, released=row.as_of + timedelta(days=day))
        for row in rows
        for day, status, people in ((0, Status.SUPERSEDED, 2222), (1, Status.PUBLISHED, 1111))
    )


@pytest.mark.parametrize(("rows", "shown"), [(6, 12), (60, DATES_SHOWN)])
def test_the_table_of_counts_has_the_newest_and_says_where_others_are(rows, shown):
    table = named_table(
        make_context("en", "inserts", observations=corrected(rows)), "coverage_rows"
    )
    assert table is not None
    assert len(table.columns[0].texts) == shown
    assert table.columns[0].texts[-1] == make_context("en").locale.date(corrected(rows)[-1].as_of)
    assert bool(table.note) == (rows > 6)


@pytest.mark.parametrize(("rows", "shown"), [(3, 3), (60, 10)])
def test_the_newest_corrections_stand_on_their_page_newest_first(rows, shown):
    context = make_context("id", "corrections", observations=corrected(rows))
    view = kind_of(context.page).view(context)
    found = [entry.date for entry in view.corrections]
    weeks = range(rows - 1, rows - 1 - shown, -1)
    assert found == [context.locale.date(FIRST + timedelta(weeks=n)) for n in weeks]
    assert bool(view.earlier) == (rows > shown)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2030, 3, 27), "figure.age_new 28 Februari 2030 Maret 2030"),
        (date(2030, 3, 28), "figure.age 1 28 Februari 2030 Maret 2030"),
        (date(2031, 2, 27), "figure.age 11 28 Februari 2030 Februari 2031"),
    ],
)
def test_the_newest_number_says_how_old_it_was_when_the_page_was_made(today, said):
    site = make_site(make_project(), today=today)
    view = STATISTICS.view(page_context(site, site.plan.named("home", "id")))
    assert view.age == said


def test_the_parts_of_a_long_list_follow_each_other_in_their_order():
    site = make_site(make_project())
    parent = site.plan.named("inserts", "id")
    parts = [(number, both(f"Bagian {number}", f"Part {number}"), ()) for number in range(12)]
    pages = tuple(records_pages(site.project, parent, RECORDS, "coverage", parts))
    plan = replace(site.plan, _below=pages_below((*site.plan.pages, *pages)))
    assert plan.children("inserts", "id") == pages


@pytest.mark.parametrize(
    ("today", "due"),
    [(date(2030, 3, 27), date(2030, 3, 28)), (date(2030, 3, 28), date(2030, 4, 1))],
)
def test_a_build_is_due_when_the_age_of_the_newest_number_is_told_otherwise(today, due):
    site = make_site(make_project(contacts={}, benefits={}), today=today)
    statistics = replace(site.plan.named("home", "id"), kind=STATISTICS)
    assert site.next_build_due is None or site.next_build_due > due
    plan = replace(site.plan, pages=(statistics, *site.plan.pages[1:]))
    assert replace(site, plan=plan).next_build_due == due
