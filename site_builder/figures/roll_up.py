"""Sums over counts; the one door to pandas, which is imported only when something is added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from site_builder.figures.completeness import Breakdown, ExpectedFunding
from site_builder.model import Observation

if TYPE_CHECKING:
    import pandas as pd

DIMENSIONS = ("funding", "area", "occupation")
_COLUMNS = ("as_of", *DIMENSIONS, "participants", "origin")
PUBLISHED = "row"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    participants: int
    origin: str
    """`row` for a published value, else the dimension over which parts were added up."""


def roll_up(
    quoted: Iterable[Observation],
    counted: Iterable[Breakdown],
    area_levels: Sequence[Mapping[str, str]],
    expected: ExpectedFunding,
) -> Mapping[Breakdown, Mapping[date, Sum]]:
    """Return every cell's value at every date.

    A published value wins. Else parts are added up, over funding, then from areas to the areas
    above them, then over occupations; only when each part that was ever counted (`counted`, and
    `expected` for funding) has a value at that date, and over areas or occupations only for a cell
    that has no other value at any date. `area_levels` maps areas to the areas above, the lowest
    level first.
    """
    import pandas as pd

    rows = [(o.as_of, o.funding, o.area, o.occupation, o.participants, PUBLISHED) for o in quoted]
    if not rows:
        return {}
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    ever = pd.DataFrame(list(counted), columns=list(DIMENSIONS))
    frame, ever = _add(frame, ever, "funding", dict.fromkeys(ever["funding"], ""), expected)
    for parents in area_levels:
        frame, ever = _add(frame, ever, "area", parents)
    frame, ever = _add(frame, ever, "occupation", dict.fromkeys(ever["occupation"], ""))
    # What a funding source has in all areas or occupations may only now be known.
    frame, _ = _add(frame, ever, "funding", dict.fromkeys(ever["funding"], ""), expected)
    values: dict[Breakdown, dict[date, Sum]] = {}
    for as_of, funding, area, occupation, participants, origin in frame.itertuples(index=False):
        of_cell = values.setdefault((funding, area, occupation), {})
        of_cell[as_of] = Sum(participants=int(participants), origin=origin)
    return values


def _add(
    frame: pd.DataFrame,
    ever: pd.DataFrame,
    dimension: str,
    parents: Mapping[str, str],
    expected: ExpectedFunding | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add the sums of parts that are all known, for cells that have no value yet.

    `expected` says which parts funding must have. It covers everybody, so a sum over it may stand
    in at a date without a published whole. Areas and occupations may leave people out, and so
    never stand in for a whole that was known at another date.
    """
    import pandas as pd

    cell = list(DIMENSIONS)
    names = set(parents) - {""}
    known = frame[frame[dimension].isin(names)].copy()
    parts = ever[ever[dimension].isin(names)].copy()
    if known.empty:
        return frame, ever
    known[dimension] = known[dimension].map(parents)
    parts[dimension] = parts[dimension].map(parents)
    wholes = known.groupby(["as_of", *cell], as_index=False).agg(
        participants=("participants", "sum"), known=("participants", "size")
    )
    if expected is not None:
        places = zip(wholes["area"], wholes["occupation"], strict=True)
        wholes["expected"] = [len(expected.of(area, occupation)) for area, occupation in places]
        same = ["as_of", *cell]
    else:
        counts = parts.groupby(cell, as_index=False).size().rename(columns={"size": "expected"})
        wholes = wholes.merge(counts, on=cell)
        same = cell
    wholes = wholes[wholes["known"] == wholes["expected"]]
    wholes = wholes.merge(frame[same].drop_duplicates(), on=same, how="left", indicator=True)
    wholes = wholes[wholes["_merge"] == "left_only"].assign(origin=dimension)
    return (
        pd.concat([frame, wholes[list(_COLUMNS)]], ignore_index=True),
        pd.concat([ever, parts[cell]], ignore_index=True).drop_duplicates(),
    )
