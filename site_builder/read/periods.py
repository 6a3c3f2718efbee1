"""`from`, `until` and `period` of an entry into the days on which it is shown.

Whether there is such an amount, and whether the dates are in order, is checked where all is known.
"""

from __future__ import annotations

from site_builder.model import Period
from site_builder.read.syntax.fields import Fields

PERIOD_KEYS = ("from", "until", "period")


def parse_period(entry: Fields) -> Period:
    """Parse the days of an entry: two dates of which either may be absent, or an amount's name."""
    first, last, figure = entry.date("from"), entry.date("until"), entry.text("period")
    for key, value in (("from", first), ("until", last)):
        if figure and value:
            entry.report("CFG004", key, key=key, known="period")
    written = [key for key in PERIOD_KEYS if key in entry]
    return Period(
        first="" if figure else first,
        last="" if figure else last,
        figure=figure,
        location=entry.location_of(written[0]) if written else entry.location,
    )
