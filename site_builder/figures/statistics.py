"""Sums over counts: the one door to pandas.

Takes quotable observations and the hierarchy of areas; gives the value of every cell at every
date, published or added up from parts of which none is missing. It decides nothing about what may
be quoted, and formats nothing. pandas is imported only when there is something to add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from site_builder.model import Observation

if TYPE_CHECKING:
    import pandas as pd

Cell: TypeAlias = tuple[str, str, str]
"""What a count is of: funding, area, occupation; an empty text means all together."""

DIMENSIONS = ("funding", "area", "occupation")
_COLUMNS = ("as_of", *DIMENSIONS, "participants", "origin")
PUBLISHED = "row"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """The value of a cell at a date."""

    participants: int
    origin: str
    """`row` for a published value, else the dimension over which parts were added up."""


def roll_up(
    quoted: Iterable[Observation],
    counted: Iterable[Observation],
    area_levels: Sequence[Mapping[str, str]],
) -> Mapping[Cell, Mapping[date, Sum]]:
    """Give every cell's value at every date.

    A published value wins. Else parts are added up, over funding, then from areas to the areas
    above them, then over occupations; only when each part that was ever counted (`counted`) has a
    value at that date, and over areas or occupations only for a cell that has no other value at
    any date. `area_levels` gives, lowest level first, each area with the one above it,
    which is an empty text for the highest.
    """
    frame = _frame(quoted)
    if frame.empty:
        return {}
    ever = _frame(counted)[list(DIMENSIONS)].drop_duplicates()
    frame, ever = _add_level(frame, ever, "funding", dict.fromkeys(ever["funding"], ""))
    for parents in area_levels:
        frame, ever = _add_level(frame, ever, "area", parents)
    frame, ever = _add_level(frame, ever, "occupation", dict.fromkeys(ever["occupation"], ""))
    values: dict[Cell, dict[date, Sum]] = {}
    for as_of, funding, area, occupation, participants, origin in frame.itertuples(index=False):
        of_cell = values.setdefault((funding, area, occupation), {})
        of_cell[as_of] = Sum(participants=int(participants), origin=origin)
    return values


def _frame(observations: Iterable[Observation]) -> pd.DataFrame:
    """Put observations into a frame, one row each, without value where there is none."""
    import pandas as pd

    return pd.DataFrame(
        [
            (o.as_of, o.funding, o.area, o.occupation, o.participants, PUBLISHED)
            for o in observations
        ],
        columns=list(_COLUMNS),
    )


def _add_level(
    frame: pd.DataFrame, ever: pd.DataFrame, dimension: str, parents: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add the sums of one dimension's parts, for cells and dates that have no value yet."""
    import pandas as pd

    cell = list(DIMENSIONS)
    names = set(parents) - {""}
    parts = frame[frame[dimension].isin(names)].copy()
    owed = ever[ever[dimension].isin(names)].copy()
    parts[dimension] = parts[dimension].map(parents)
    owed[dimension] = owed[dimension].map(parents)
    if parts.empty:
        return frame, ever
    wholes = parts.groupby(["as_of", *cell], as_index=False).agg(
        participants=("participants", "sum"), known=("participants", "size")
    )
    counts = owed.groupby(cell, as_index=False).size()
    wholes = wholes.merge(counts, on=cell)
    wholes = wholes[wholes["known"] == wholes["size"]]
    # Funding covers everybody; areas and occupations may leave people out, and so never stand in
    # for a whole that was known at another date.
    same = ["as_of", *cell] if dimension == "funding" else cell
    known = frame[same].drop_duplicates()
    wholes = wholes.merge(known, on=same, how="left", indicator=True)
    wholes = wholes[wholes["_merge"] == "left_only"].assign(origin=dimension)
    added = wholes[list(_COLUMNS)]
    return (
        pd.concat([frame, added], ignore_index=True),
        pd.concat([ever, owed[cell]], ignore_index=True).drop_duplicates(),
    )
