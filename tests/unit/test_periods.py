"""What is shown on some days only: there on the first and the last, and on no other."""

from datetime import date

import pytest

from site_builder.model import Period
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.periods import parse_period
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_nodes import parse_yaml
from tests.builders import codes, make_benefit

GRANT = make_benefit(id="grant", kind="contribution", valid_from="2030-03", valid_to="2030-06-15")
BENEFITS = {"grant": GRANT}


def parse(text: str) -> tuple[Period, list[str]]:
    reader = Reader("a.yaml")
    period = parse_period(Fields(parse_yaml(text, reader), reader))
    return period, codes(reader.finish())


@pytest.mark.parametrize(
    ("text", "before", "first", "last", "after"),
    [
        ("{from: 2030-03-02, until: 2030-06-15}", "2030-03-01", "2030-03-02", "2030-06-15",
         "2030-06-16"),
        ("{from: 2030-02, until: 2030-02}", "2030-01-31", "2030-02-01", "2030-02-28",
         "2030-03-01"),
        ("{from: 2030, until: 2031}", "2029-12-31", "2030-01-01", "2031-12-31", "2032-01-01"),
        ("{period: contribution.grant}", "2030-02-28", "2030-03-01", "2030-06-15", "2030-06-16"),
    ],
)  # fmt: skip
def test_a_period_holds_from_its_first_to_its_last_day(
    text: str, before: str, first: str, last: str, after: str
):
    period, found = parse(text)
    held = [
        period.holds_on(date.fromisoformat(day), BENEFITS) for day in (before, first, last, after)
    ]
    assert (found, held) == ([], [False, True, True, False])
    days = [day.isoformat() for day in period.days_of_change(BENEFITS)]
    assert days == [first, after]


@pytest.mark.parametrize("text", ["{to: b}", "{from: null}", "{period: benefit.grant}"])
def test_what_names_no_day_holds_on_every_day(text: str):
    period, _ = parse(text)
    assert period.holds_on(date.min, BENEFITS)
    assert period.holds_on(date.max, BENEFITS)
    assert list(period.days_of_change(BENEFITS)) == []


def test_an_end_on_the_last_day_that_there_is_changes_nothing_after():
    period, _ = parse("{until: 9999}")
    assert list(period.days_of_change({})) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{from: tomorrow}", ["CFG006"]),
        ("{until: 2030-02-30}", ["CFG006"]),
        ("{period: contribution.grant, from: 2030, until: 2031}", ["CFG004", "CFG004"]),
    ],
)
def test_days_that_cannot_be_meant_are_refused(text: str, found: list[str]):
    assert parse(text)[1] == found


@pytest.mark.parametrize(
    ("first", "last", "is_reversed"),
    [("2030-03", "2030", False), ("2030-03-02", "2030-03-01", True), ("2031", "", False)],
)
def test_a_period_is_reversed_if_no_day_is_in_it(first: str, last: str, is_reversed: bool):
    period, _ = parse(f"{{from: '{first}', until: '{last}'}}")
    assert period.is_reversed is is_reversed
