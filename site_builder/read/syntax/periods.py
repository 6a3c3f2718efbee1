"""`from`, `until` and `period` of an entry or a section into the days on which it is shown.

Whether there is such an amount, and whether the dates are in order, is checked where all is known.
"""

from __future__ import annotations

from collections.abc import Iterable

from site_builder.model import Period
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.numbers import is_reduced_date
from site_builder.read.syntax.reader import Reader

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


def parse_period_words(
    words: Iterable[str], heading: str, reader: Reader, line: int
) -> Period | None:
    """Parse what follows the id of a section, such as `from=2026-04-01`; None without any."""
    place = reader.place(line)
    found: dict[str, str] = {}
    for word in words:
        key, _, value = word.partition("=")
        is_right = is_reduced_date(value) if key in {"from", "until"} else bool(value)
        others = found.keys() if key == "period" else found.keys() & {"period"}
        if key in PERIOD_KEYS and key not in found and is_right and not others:
            found[key] = value
        else:
            reader.report("TXT022", place, heading=heading, word=word)
    if not found:
        return None
    return Period(
        first=found.get("from", ""),
        last=found.get("until", ""),
        figure=found.get("period", ""),
        location=place,
    )
