"""Sums over counts: the one door to pandas.

Takes observations; gives totals by date. It decides nothing about what may be quoted, and formats
nothing. pandas is imported only when there is something to add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from site_builder.model import Observation

if TYPE_CHECKING:
    import pandas as pd

_DIMENSIONS = ("funding", "area", "occupation")


def observation_frame(observations: Iterable[Observation]) -> pd.DataFrame:
    """Put observations with a value into a frame, one row each.

    Columns: `as_of` (date), `funding`, `area`, `occupation` (text, empty for all together) and
    `participants` (whole number).
    """
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "as_of": o.as_of,
                "funding": o.funding,
                "area": o.area,
                "occupation": o.occupation,
                "participants": o.participants,
            }
            for o in observations
            if o.participants is not None
        ],
        columns=["as_of", *_DIMENSIONS, "participants"],
    )


def sum_by_date(observations: Iterable[Observation]) -> Mapping[date, int]:
    """Add up the participants of each date."""
    frame = observation_frame(observations)
    if frame.empty:
        return {}
    sums = frame.groupby("as_of", as_index=False)["participants"].sum()
    return dict(zip(sums["as_of"].tolist(), sums["participants"].tolist(), strict=True))
