"""Laws of counts: parts and wholes agree, and the order of rows means nothing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from site_builder.checks.data.consistency import check_consistency
from site_builder.model import Figure, Observation, Status, Table
from tests.builders import make_data, make_figures, make_observation, make_project


def figures_of(observations: Iterable[Observation]) -> dict[str, Figure]:
    figures = make_figures(make_project(observations=tuple(observations)))
    return {name: figures[name] for name in figures if name.startswith("coverage.")}


DAYS = st.integers(0, 3).map(lambda n: date(2030, 1, 31) + timedelta(days=31 * n))
COUNTS = st.integers(0, 9999)
CELLS = st.sampled_from(
    [("", "", ""), ("tax", "", ""), ("gift", "", ""), ("", "north", ""), ("", "", "weaver"),
     ("tax", "north", ""), ("gift", "south", "weaver")]
)  # fmt: skip
STATUSES = st.sampled_from([status for status in Status if status is not Status.COMPUTED])


@st.composite
def rows(draw: st.DrawFn) -> Observation:
    funding, area, occupation = draw(CELLS)
    status = draw(STATUSES)
    is_hidden = status in {Status.NOT_PUBLISHED, Status.SUPPRESSED}
    return make_observation(
        as_of=draw(DAYS),
        funding=funding,
        area=area,
        occupation=occupation,
        participants=None if is_hidden else draw(COUNTS),
        status=status,
        quote=draw(st.sampled_from([False, False, True])),
        released=draw(st.none() | DAYS),
    )


def placed(found: list[Observation]) -> tuple[Observation, ...]:
    """Give each row its line, as a file would."""
    return tuple(
        replace(row, line=line, table=Table(path="data/coverage.csv"))
        for line, row in enumerate(found, 2)
    )


@given(tax=COUNTS, gift=COUNTS)
def test_complete_parts_add_up_to_the_computed_total(tax: int, gift: int):
    observations = placed(
        [
            make_observation(funding="tax", participants=tax),
            make_observation(funding="gift", participants=gift),
        ]
    )
    figures = figures_of(observations)
    total = figures["coverage.total"]
    assert (total.value, total.status) == (tax + gift, Status.COMPUTED)
    shares = [figures[f"coverage.share_{fund}"].value for fund in ("tax", "gift")]
    if tax + gift:
        assert abs(sum(share or 0 for share in shares) - 100) <= Decimal("0.01")
    else:
        assert shares == [None, None]


@given(tax=COUNTS, gift=COUNTS, more=st.integers(1, 99))
def test_a_published_total_is_right_or_a_problem(tax: int, gift: int, more: int):
    parts = [
        make_observation(funding="tax", participants=tax),
        make_observation(funding="gift", participants=gift),
    ]
    for total, codes in ((tax + gift, []), (tax + gift + more, ["DAT010"])):
        observations = placed([*parts, make_observation(participants=total)])
        found = check_consistency(make_data(make_project(observations=observations)))
        assert [d.code for d in found] == codes


@given(observations=st.lists(rows(), max_size=8), data=st.data())
def test_the_order_of_rows_changes_no_figure(observations: list[Observation], data: st.DataObject):
    first = placed(observations)
    second = tuple(data.draw(st.permutations(first)))
    figures = figures_of(first)
    assert figures_of(second) == figures


@given(observations=st.lists(rows(), max_size=8))
def test_any_rows_make_figures_that_are_sound(observations: list[Observation]):
    for figure in figures_of(placed(observations)).values():
        dates = [point.as_of for point in figure.history]
        assert dates == sorted(set(dates))
        assert figure.value is None or figure.status not in {
            Status.SUPPRESSED,
            Status.NOT_PUBLISHED,
            Status.SUPERSEDED,
        }
        for rival in figure.disputes:  # what is computed of a disputed count is computed
            assert rival.is_rival and rival.value is not None
            assert rival.status in {Status.DISPUTED, Status.COMPUTED}
        assert figure.value is not None or figure.status is not Status.COMPUTED
