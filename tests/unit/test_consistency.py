"""What counts must hold among themselves, and where each contradiction is shown."""

from dataclasses import replace
from datetime import date

import pytest

from site_builder.checks.data.consistency import check_consistency
from site_builder.checks.data.dates import check_dates
from site_builder.diagnostics import Diagnostic
from site_builder.model import Project, Status, Target
from tests.builders import (
    TABLE,
    both,
    build_tiny,
    codes,
    make_data,
    make_observation,
    make_observations,
    make_project,
    tiny_files,
)


def problems_of(project: Project) -> tuple[Diagnostic, ...]:
    data = make_data(project)
    return (*check_consistency(data), *check_dates(data))


def check(*observations: object, **settings: object) -> tuple[Diagnostic, ...]:
    texts = [row for row in observations if isinstance(row, str)]
    rows = [row for row in observations if not isinstance(row, str)]
    return problems_of(make_project(observations=(*make_observations(*texts), *rows)))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="no row"),
        pytest.param(["2030-01-31 - 1111"], id="one row"),
        pytest.param(
            ["2030-01-31 - 2222", "2030-01-31 tax 1111", "2030-01-31 gift 1111"], id="equal parts"
        ),
        pytest.param(
            ["2030-01-31 - 2222", "2030-01-31 tax 1111", "2029-12-31 gift 1111"],
            id="a part at another date",
        ),
        pytest.param(
            ["2030-01-31 - 2222 disputed", "2030-01-31 tax 1111", "2030-01-31 gift 1"],
            id="a disputed total",
        ),
        pytest.param(
            ["2030-01-31 - 2222", "2030-01-31 tax 1111", "2030-01-31 gift - suppressed"],
            id="a hidden part",
        ),
    ],
)
def test_what_agrees_has_no_problem(rows):
    assert not check(*rows)


def test_one_of_two_values_may_be_marked_to_be_quoted():
    assert not check(
        make_observation(participants=1111, quote=True),
        make_observation(participants=2222, sources=("P2",)),
    )


def test_a_superseded_row_marked_to_be_quoted_settles_nothing():
    former = make_observation(status=Status.SUPERSEDED, quote=True, sources=("P0",))
    assert codes(
        check(former, *(make_observation(participants=n, sources=(f"P{n}",)) for n in (1112, 1113)))
    ) == ["DAT015"]


def test_a_corrected_row_passes_its_mark_on():
    former = make_observation(status=Status.SUPERSEDED, quote=True, sources=("P0",))
    assert not check(former, make_observation(participants=1112, quote=True))


def test_the_order_of_the_sources_makes_no_other_row():
    row = make_observation()
    first, second = (replace(row, sources=sources) for sources in (("P1", "P2"), ("P2", "P1")))
    assert codes(check(first, second)) == ["DAT008"]


def test_a_target_that_stands_twice_is_a_problem():
    target = Target(
        year=2031, funding="tax", participants=1111, sources=("P1",), line=1, table=TABLE
    )
    found = problems_of(make_project(targets=(target, replace(target, participants=2222))))
    assert codes(found) == ["DAT008"]
    assert found[0].params["repeated"] == "target.2031.tax"


def test_an_indicator_has_one_value_at_a_date():
    first = make_project().indicators[0]
    other = replace(first, sources=("P9",))
    assert codes(problems_of(make_project(indicators=(first, other)))) == ["DAT008"]
    former = replace(other, status=Status.SUPERSEDED)
    assert not problems_of(make_project(indicators=(first, former)))


def test_two_sources_that_say_the_same_are_no_problem():
    assert not check(make_observation(), make_observation(sources=("P2",)))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            ["2030-01-31 - 2223", "2030-01-31 tax 1111", "2030-01-31 gift 1111"], id="below"
        ),
        pytest.param(
            ["2030-01-31 - 2221", "2030-01-31 tax 1111", "2030-01-31 gift 1111"], id="above"
        ),
        pytest.param(
            [
                "2030-01-31 - 1000",
                "2030-01-31 tax 1111",
                "2030-01-31 gift - not_published",
            ],
            id="one part above the whole",
        ),
    ],
)
def test_parts_that_cannot_make_their_total_are_a_problem(rows):
    problems = check(*rows)
    assert codes(problems) == ["DAT010"]
    assert problems[0].location.line == 2
    assert [place.line for place in problems[0].related]


def test_areas_may_be_fewer_than_the_whole_but_not_more():
    assert not check(make_observation(), make_observation(area="north", participants=1))
    problems = check(make_observation(), make_observation(area="north", participants=1112))
    assert codes(problems) == ["DAT010"]


def test_a_fund_counted_only_in_a_district_may_make_up_the_rest_of_the_total():
    gift = make_observation(funding="gift", area="north", participants=11)
    assert not check("2030-01-31 - 1122", "2030-01-31 tax 1111", gift)
    assert not check("2030-01-31 - 1133", "2030-01-31 tax 1111", gift)
    assert codes(check("2030-01-31 - 1110", "2030-01-31 tax 1111", gift)) == ["DAT010"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param({2030: ("- 3333", "tax 2222", "gift 1111")}, [], id="equal"),
        pytest.param({2030: ("- 3333", "tax 2222")}, ["DAT010"], id="all that there is, and less"),
        pytest.param(
            {2030: ("- 3333", "tax 2222"), 2031: ("gift 1111",)}, [], id="a part may be missing"
        ),
        pytest.param(
            {2030: ("- 2222", "tax 3333"), 2031: ("gift 1111",)}, ["DAT010"], id="more than all"
        ),
        pytest.param({2030: ("- 3333",)}, [], id="no parts"),
        pytest.param({2030: ("tax 2222", "gift 1111")}, [], id="no whole"),
    ],
)
def test_parts_of_a_target_make_its_whole(rows, expected):
    targets = tuple(
        Target(
            year=year,
            funding=fund.strip("-"),
            participants=int(number),
            sources=("P1",),
            line=1,
            table=TABLE,
        )
        for year, texts in rows.items()
        for fund, number in (text.split() for text in texts)
    )
    assert codes(problems_of(make_project(targets=targets))) == expected


def test_a_jump_is_a_problem_until_a_note_confirms_it():
    assert codes(check("2029-12-31 - 100", "2030-01-31 - 301")) == ["DAT016"]
    assert not check("2029-12-31 - 100", make_observation(participants=301, note=both("ya")))


def test_a_jump_is_measured_against_the_bound_of_the_site():
    assert not check("2029-12-31 - 100", "2030-01-31 - 300")


def test_a_fall_to_nothing_or_a_rise_from_nothing_is_no_crash():
    assert not check("2029-12-31 - 0", "2030-01-31 - 300")
    assert not check("2029-12-31 - 300", "2030-01-31 - 0")


def test_superseded_rows_contradict_nothing():
    assert not check(
        make_observation(participants=1, status=Status.SUPERSEDED, sources=("P2",)),
        make_observation(participants=1111),
    )


@pytest.mark.parametrize(
    ("source", "as_of", "released", "expected"),
    [
        pytest.param("2030-01-31", "2030-01-31", "2030-01-31", [], id="the same day"),
        pytest.param("2030", "2030-12-31", "2030-12-31", [], id="some day of the year"),
        pytest.param("", "2030-01-31", "2030-01-31", [], id="a source without a date"),
        pytest.param("2030-01-30", "2030-01-31", None, ["DAT022"], id="older than its count"),
        pytest.param("2029-12", "2030-01-31", None, ["DAT022"], id="of the month before"),
        pytest.param("2030-02-02", "2030-01-31", "2030-02-01", ["DAT023"], id="younger"),
    ],
)
def test_a_source_is_of_a_day_on_which_it_could_say_the_number(
    source: str, as_of: str, released: str | None, expected: list[str]
):
    day = date.fromisoformat(released) if released else None
    row = make_observation(as_of=date.fromisoformat(as_of), released=day, sources=("N1",))
    project = make_project(observations=(row,))
    dated = replace(project.sources["N1"], date=source)
    found = problems_of(replace(project, sources={**project.sources, "N1": dated}))
    assert codes(found) == expected


def test_one_source_of_the_right_day_is_enough():
    row = make_observation(as_of=date(2030, 1, 31), released=None, sources=("N1", "P1"))
    project = make_project(observations=(row,))
    sources = {
        "N1": replace(project.sources["N1"], date="2029-01-01"),
        "P1": replace(project.sources["P1"], date="2030-02-01"),
    }
    assert not problems_of(replace(project, sources={**project.sources, **sources}))


def test_a_row_that_counts_what_is_in_no_list_is_told_by_that_alone():
    rows = "".join(
        f"2030-02-28,gift,nowhere,,{count},published,P2,{day},,\n"
        for count, day in ((22, "2030-03-01"), (33, "2030-03-01"), (22, "2030-03-02"))
    )
    withheld = "2030-02-28,gift,nowhere,,,suppressed,P2,2030-03-03,,\n"
    path = "data/coverage.csv"
    found = build_tiny({path: tiny_files()[path] + (rows + withheld).encode()}).diagnostics
    wrong = [each for each in found if each.is_error]
    assert codes(wrong) == ["DAT007"] * 4
