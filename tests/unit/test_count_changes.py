"""How the count of everyone changed, newest first."""

from decimal import Decimal

from site_builder.figures.count_changes import count_changes
from site_builder.figures.registry import Registry
from site_builder.model import Status
from tests.builders import make_figure


def test_a_month_without_a_count_hides_no_count_after_it():
    history = tuple(
        make_figure(name="coverage.total", value=value, as_of=as_of, status=status)
        for value, as_of, status in (
            (Decimal(7217), "2030-01-31", Status.PUBLISHED),
            (None, "2030-02-28", Status.NOT_PUBLISHED),
            (Decimal(9), "2030-03-30", Status.SUPERSEDED),
            (Decimal(7300), "2030-03-31", Status.PUBLISHED),
        )
    )
    headline = make_figure(name="coverage.total", value=Decimal(7300), history=history)
    found = count_changes(Registry(figures={"coverage.total": headline}))
    first, _, _, last = history
    assert [(now, before) for now, before in found] == [(last, first), (first, None)]
