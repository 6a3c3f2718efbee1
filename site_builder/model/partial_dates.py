"""ISO dates that may be only a month or a year: what their first and their last day is.

Takes a text that `read/` has found to be such a date; gives days. It knows no today.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

_YEAR, _DAY = len("2025"), len("2025-11-06")


def first_day(text: str) -> date:
    """Return the first day of a day, a month or a year; raises `ValueError` for no date.

    >>> first_day("2025-11").isoformat(), first_day("2025").isoformat()
    ('2025-11-01', '2025-01-01')
    """
    return date.fromisoformat(text + "0001-01-01"[len(text) :])


def last_day(text: str) -> date:
    """Return the last day of a day, a month or a year; raises `ValueError` for no date.

    >>> last_day("2024-02").isoformat(), last_day("2025").isoformat()
    ('2024-02-29', '2025-12-31')
    """
    first = first_day(text)
    if len(text) == _DAY:
        return first
    month = 12 if len(text) == _YEAR else first.month
    return first.replace(month=month, day=monthrange(first.year, month)[1])
