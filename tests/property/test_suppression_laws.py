"""Whatever the counts are, nobody can work out those that are withheld."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.figures.disclosure.audit import find_disclosures
from site_builder.figures.disclosure.suppression import is_small, suppress
from site_builder.model import Observation, Status
from tests.disclosure_audit import attack
from tests.small_tables import Shape, as_text, rows_of

THRESHOLD = 5
EVERY_LIST = [
    (by_fund, level, by_job)
    for by_fund in (False, True)
    for level in ("", "d", "v")
    for by_job in (False, True)
]
COSTLY = settings(max_examples=min(settings().max_examples, 400))
"""Every example is a table with a linear programme or two for each of its withheld counts."""
NUMBERS = st.sampled_from((0, 0, 1, 2, 3, 4, 5, 8, 13, 40, 120))


@st.composite
def tables(draw: st.DrawFn, *, lists_zeros: bool = False) -> tuple[Shape, list[Observation]]:
    villages = draw(st.sampled_from((0, 2, 3)))
    lists = [kind for kind in EVERY_LIST if villages or kind[1] != "v"]
    shape = Shape(
        funding=draw(st.integers(1, 3)),
        districts=draw(st.integers(2, 3)),
        villages=villages,
        occupations=draw(st.integers(2, 3)),
        listed=frozenset(draw(st.lists(st.sampled_from(lists), min_size=1, max_size=7)))
        | {(False, "", False)},
    )
    size = len(shape.people_in)
    people = draw(st.lists(NUMBERS, min_size=size, max_size=size))
    counts = shape.counts(people)
    if lists_zeros:
        return shape, rows_of(counts, counts)
    later = list(people)
    for place in draw(st.lists(st.integers(0, size - 1), max_size=2)):
        later[place] += draw(st.sampled_from((1, 2, 7)))
    rows = rows_of(counts, shape.counts(later))
    if draw(st.booleans()):  # an office that lists no zeros
        empty = {row.cell for row in rows if row.participants == 0}
        rows = [row for row in rows if row.cell not in empty]
    return shape, rows


@COSTLY
@given(table=tables())
def test_a_withheld_count_can_be_many_numbers(table: tuple[Shape, list[Observation]]):
    shape, rows = table
    published = suppress(rows, THRESHOLD, shape.areas())
    truth = {(row.cell, row.released): row.participants for row in rows}
    for interval in attack(as_text(published), shape.names()):
        assert interval.width >= THRESHOLD - 1e-6, interval
    for row in published:
        assert not is_small(row.participants, THRESHOLD)
        assert row.participants in {None, truth[row.cell, row.released]}


@COSTLY
@given(table=tables())
def test_the_program_itself_can_compute_none(table: tuple[Shape, list[Observation]]):
    shape, rows = table
    published = suppress(rows, THRESHOLD, shape.areas())
    assert not find_disclosures(published, THRESHOLD, shape.areas())


@COSTLY
@given(table=tables())
def test_what_is_withheld_stays_as_it_is(table: tuple[Shape, list[Observation]]):
    shape, rows = table
    published = suppress(rows, THRESHOLD, shape.areas())
    assert suppress(published, THRESHOLD, shape.areas()) == published


@COSTLY
@given(table=tables(), seed=st.integers())
def test_the_order_of_rows_decides_nothing(table: tuple[Shape, list[Observation]], seed: int):
    shape, rows = table
    shuffled = random.Random(seed).sample(rows, len(rows))
    published = {
        frozenset((row.cell, row.released, row.participants) for row in suppressed)
        for suppressed in (
            suppress(rows, THRESHOLD, shape.areas()),
            suppress(shuffled, THRESHOLD, shape.areas()),
        )
    }
    assert len(published) == 1


@COSTLY
@given(table=tables())
def test_nothing_is_withheld_without_need(table: tuple[Shape, list[Observation]]):
    shape, rows = table
    published = suppress(rows, THRESHOLD, shape.areas())
    if not any(is_small(row.participants, THRESHOLD) for row in rows):
        assert published == tuple(rows)
    for before, after in zip(rows, published, strict=True):
        assert after == before or after.status is Status.SUPPRESSED


@COSTLY
@given(table=tables(lists_zeros=True))
def test_what_the_program_can_compute_the_audit_can_too(table: tuple[Shape, list[Observation]]):
    """Withhold small counts alone: what the build then reports is no false alarm."""
    shape, rows = table
    careless = [
        replace(row, participants=None, status=Status.SUPPRESSED)
        if is_small(row.participants, THRESHOLD)
        else row
        for row in rows
    ]
    narrow = {
        interval.cell
        for interval in attack(as_text(careless), shape.names())
        if interval.width < THRESHOLD - 1e-6
    }
    found = find_disclosures(careless, THRESHOLD, shape.areas())
    assert {disclosure.cell for disclosure in found} <= narrow
