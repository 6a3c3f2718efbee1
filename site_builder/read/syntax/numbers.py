"""Cells into numbers by the column's declared type, or None for what could be read in two ways.

Never guesses: `7.217`, `7,217`, `7 217` and `7217` are the same
count because a count has no decimals, and `7.21`, `1.5`, `7,2,17`, `-3` and `1e3` are none.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from site_builder.model.partial_dates import first_day

# Spaces that people and programs put between groups: plain, no-break, figure, thin, narrow.
_GROUP_SPACES = "\u0020\u00a0\u2007\u2009\u202f"
# No count and no amount that a programme publishes has more than fifteen digits.
_PLAIN = re.compile(r"\d{1,15}")
_GROUPED = re.compile(rf"\d{{1,3}}(?P<mark>[.,{_GROUP_SPACES}])\d{{3}}(?:(?P=mark)\d{{3}}){{0,3}}")
# Between a symbol and what stands for no decimals. A word behind it may be a scale.
_COUNT_IN_TEXT = re.compile(r"[^\W\d]*\.?\s*(?P<count>\d[\d.,]*?)(?:,(?:-+|00))?")
_PERCENT = re.compile(r"(\d{1,15})(?:[.,](\d{1,6}))?\s?%?")
_REDUCED_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,6})?")


def parse_count(text: str) -> int | None:
    """Parse a whole number that is not negative, plain or grouped in threes by one mark."""
    normal = normalise_digits(text)
    if _PLAIN.fullmatch(normal):
        return int(normal)
    if _GROUPED.fullmatch(normal) and not normal.startswith("0"):
        return int(re.sub(r"\D", "", normal))
    return None


def meant_count(text: str) -> str:
    """Return the whole number in a text, such as `Rp1.111.000,-`, as it is to be written."""
    found = _COUNT_IN_TEXT.fullmatch(normalise_digits(text))
    count = parse_count(found["count"]) if found else None
    return "" if count is None else str(count)


def grouping_mark(text: str) -> str:
    """Return the `.` or `,` that groups a count, or an empty text."""
    match = _GROUPED.fullmatch(normalise_digits(text))
    return match["mark"] if match and match["mark"] in ".," else ""


def parse_percent(text: str) -> Decimal | None:
    """Parse a percentage with a decimal point or comma and no grouping."""
    match = _PERCENT.fullmatch(normalise_digits(text))
    if match is None:
        return None
    whole, fraction = match.groups()
    return Decimal(f"{whole}.{fraction}" if fraction else whole)


def parse_decimal(text: str) -> Decimal | None:
    """Parse a number with at most a decimal point."""
    normal = normalise_digits(text)
    return Decimal(normal) if _DECIMAL.fullmatch(normal) else None


def is_reduced_date(text: str) -> bool:
    """Return whether a text is an ISO date that exists, perhaps only a month or a year."""
    if not _REDUCED_DATE.fullmatch(text):
        return False
    try:
        first_day(text)
    except ValueError:
        return False
    return True


def normalise_digits(text: str) -> str:
    """Trim, and turn full-width and other decimal digits into ASCII ones."""
    trimmed = text.strip(_GROUP_SPACES + "\t\u3000")
    if trimmed.isascii():
        return trimmed
    return "".join(
        str(unicodedata.digit(char)) if char.isdecimal() else _ASCII_MARKS.get(char, char)
        for char in trimmed
    )


_ASCII_MARKS = {"\uff0c": ",", "\uff0e": ".", "\uff05": "%"}
