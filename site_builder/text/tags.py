"""Numbers in running text: as they are written, and recognised with what they count."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class NumberKind(StrEnum):
    """What a number is."""

    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    PEOPLE = "people"
    YEAR = "year"
    DATE = "date"
    TIME = "time"
    PHONE = "phone"
    ORDINAL = "ordinal"
    LEGAL_NUMBER = "reference"
    """The number of a rule, an article, a page or a house."""
    CODE = "code"
    """Digits that count nothing: identifiers, versions, addresses."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Numeral:
    """A number with its place in the text."""

    value: Decimal | None
    """None for digits that are no number."""
    start: int
    end: int
    other_value: Decimal | None = None
    has_digits: bool = True
    is_scaled: bool = False
    is_bare: bool = False
    """Nothing but digits, as years and codes are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recognised:
    """A number with what it counts, a date, a telephone number or a code."""

    kind: NumberKind
    text: str
    """As written, with its currency, percent sign or unit."""
    start: int
    end: int
    normal: str
    """The same for the same thing in every language."""
    value: Decimal | None = None
    """None for what is no quantity, such as dates and codes."""
    numeral: str = ""
    """The number alone, as written, with its scale."""
    other_value: Decimal | None = None
    """What the digits mean by the other convention for thousands, where both could be meant."""
    units: tuple[str, ...] = ()
    """Units of figures that the word after the number names."""
    noun: str = ""
    """That word, folded."""
    has_digits: bool = True
    is_scaled: bool = False
    """Written with a hundred, a thousand or more in words."""


def plain_number(value: Decimal) -> str:
    """Write a number for machines: no grouping, a decimal point, no exponent."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def json_number(value: Decimal | None) -> int | float | None:
    """Return a number as JSON writes it: whole where it is whole, else with its own decimals."""
    if value is None:
        return None
    return int(value) if value == value.to_integral() else float(value)
