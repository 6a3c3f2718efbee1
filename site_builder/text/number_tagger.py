"""Numbers in running text with what they count, in one language.

All words come from the language's catalog; what may be typed is for the checks.
"""

from __future__ import annotations

import re
from decimal import Decimal

from site_builder.model import Lexicon
from site_builder.text.dates_and_references import FixedNumber, FixedNumberReader
from site_builder.text.numerals import NumeralReader
from site_builder.text.patterns import GAP, any_of, fold
from site_builder.text.tags import NumberKind, Numeral, Recognised, plain_number

_DIGIT = re.compile(r"[0-9]")
_FRACTION = re.compile(r"[0-9]+(?P<mark>[.,])(?![0-9]{3}\Z)[0-9]+")
_YEARS = range(1900, 2100)
_YEAR_DIGITS = 4
_CODE_DIGITS = 10
_SPELT_OUT = rf"(?:{GAP}?\([^()\n]{{1,60}}\))?"
"""A number repeated in words, as in contracts: 24 (twenty-four) months."""
_LOOK_BACK = 24
"""Characters before a number in which a word about it is looked for."""


class Recogniser:
    """One language's words, ready to read any text."""

    def __init__(self, reading: Lexicon) -> None:
        self._group, self._decimal = reading.group, reading.decimal
        self._numerals = NumeralReader(reading)
        self._fixed = FixedNumberReader(reading)
        more = rf"{_SPELT_OUT}(?:(?:{GAP}|-)?{any_of(reading.numbers.more)})?"
        between = rf"(?:(?:{GAP}|-){any_of(reading.people_between)}){{0,3}}"
        self._units = {
            unit: re.compile(rf"{more}(?:{GAP}|-)?(?P<noun>{any_of(words)})")
            for unit, words in reading.units.items()
        }
        self._people = re.compile(rf"{more}{between}(?:{GAP}|-)?(?P<noun>{any_of(reading.people)})")
        self._percent = re.compile(rf"{_SPELT_OUT}(?:{GAP}|-)?{any_of(reading.percent)}")
        currency = any_of(reading.currency)
        # A symbol with digits behind it belongs to them: Rp10-Rp20.
        self._currency_after = re.compile(
            rf"{more}(?:{GAP}?{currency}(?![0-9])|-{currency}(?!\.?{GAP}?[0-9]))"
        )
        self._currency_before = re.compile(any_of(reading.currency) + rf"\.?{GAP}?\Z")
        self._about = re.compile(rf"{any_of(reading.numbers.about)}{GAP}\Z")
        self._phone = re.compile(rf"{any_of(reading.phones)}:?{GAP}\Z")
        self._ordinal_before = re.compile(any_of(reading.ordinal_before) + rf"{GAP}?\Z")
        self._ordinal_after = re.compile(any_of(reading.ordinal_after))

    def find(self, text: str) -> tuple[Recognised, ...]:
        """Recognise every number in a text."""
        folded = fold(text)
        taken = bytearray(len(text))
        if _DIGIT.search(folded) is None:
            return tuple(
                self._classify(text, folded, numeral)
                for numeral in self._numerals.find(folded, taken)
            )
        found = [_from_fixed(text, fixed) for fixed in self._fixed.find(folded, taken)]
        numbers = [
            self._classify(text, folded, numeral) for numeral in self._numerals.find(folded, taken)
        ]
        counts = bytearray(taken)
        for recognised in numbers:
            if recognised.kind in {NumberKind.MONEY, NumberKind.PERCENT, NumberKind.PEOPLE}:
                _mark(counts, recognised.start, recognised.end)
        for fixed in self._fixed.month_first_dates(folded, counts):
            _mark(taken, fixed.start, fixed.end)
            found.append(_from_fixed(text, fixed))
        end = 0
        for recognised in numbers:
            if recognised.start >= end and not taken[recognised.start]:
                found.append(recognised)
                end = recognised.end
        return tuple(sorted(found, key=lambda recognised: recognised.start))

    def meant(self, found: Recognised) -> str:
        """Return a fraction as this language writes it, if it has the mark of another language."""
        fraction = _FRACTION.fullmatch(found.numeral) if found.value is not None else None
        is_foreign = fraction is not None and fraction["mark"] == self._group
        return found.numeral.replace(self._group, self._decimal) if is_foreign else ""

    def _classify(self, text: str, folded: str, numeral: Numeral) -> Recognised:
        """Say what one number counts, by the words around it."""
        before = folded[max(numeral.start - _LOOK_BACK, 0) : numeral.start]
        symbol = self._currency_before.search(before)
        numeral = self._numerals.scaled(numeral, folded, beside_currency=bool(symbol))
        end = numeral.end
        if numeral.value is None or self._is_inside_code(folded, numeral, bool(symbol)):
            return self._code(text, folded, numeral)
        after = self._currency_after.match(folded, end)
        if symbol or after:
            start = numeral.start - len(before) + symbol.start() if symbol else numeral.start
            return _make(
                text, numeral, NumberKind.MONEY, after.end() if after else end, start=start
            )
        percent = self._percent.match(folded, end)
        if percent:
            return _make(text, numeral, NumberKind.PERCENT, percent.end())
        if self._ordinal_before.search(before) or self._ordinal_after.match(folded, end):
            return _make(text, numeral, NumberKind.ORDINAL, end)
        return self._count(text, folded, numeral, before)

    def _count(self, text: str, folded: str, numeral: Numeral, before: str) -> Recognised:
        """Tell people, units, years, telephones and bare numbers apart."""
        end = numeral.end
        units = {unit: pattern.match(folded, end) for unit, pattern in self._units.items()}
        named = {unit: match for unit, match in units.items() if match}
        is_year = _is_year(folded, numeral)
        people = self._people.match(folded, end)
        if people and not named and (not is_year or self._about.search(before)):
            return _make(text, numeral, NumberKind.PEOPLE, people.end(), noun=people["noun"])
        if is_year:
            return _make(text, numeral, NumberKind.YEAR, end)
        if named:
            last = max(named.values(), key=lambda match: match.end())
            units_named = tuple(named)
            return _make(
                text, numeral, NumberKind.NUMBER, last.end(), units=units_named, noun=last["noun"]
            )
        if numeral.is_bare and self._phone.search(before):
            return _make(text, numeral, NumberKind.PHONE, end)
        if numeral.is_bare and end - numeral.start >= _CODE_DIGITS:
            return _make(text, numeral, NumberKind.CODE, end)
        return _make(text, numeral, NumberKind.NUMBER, end)

    def _is_inside_code(self, folded: str, numeral: Numeral, has_symbol: bool) -> bool:
        """Tell digits glued to letters, as in names of sources, from a number."""
        if not numeral.has_digits:
            return False
        start, end = numeral.start, numeral.end
        before, after = folded[max(start - 2, 0) : start], folded[end : end + 2]
        if (
            before
            and not has_symbol
            and not self._ordinal_before.search(folded[max(start - 8, 0) : start])
        ):
            is_factor = before[-1] in "x×" and before[:1].isdigit()
            if before[-1].isalnum() and not is_factor:
                return True
            if before[-1] == "-" and before[0].isalpha():
                return not _is_year(folded, numeral)
            if before[-1] in "_#@/":
                return before[-1] != "/" or numeral.is_bare
        if not after or not (after[0].isalpha() or after[0] == "_") or numeral.is_scaled:
            return False
        if after[0] in "x×" and after[1:].isdigit():
            return False
        patterns = (
            self._currency_after,
            self._percent,
            self._ordinal_after,
            self._people,
            *self._units.values(),
        )
        return not any(pattern.match(folded, end) for pattern in patterns)

    def _code(self, text: str, folded: str, numeral: Numeral) -> Recognised:
        """Take the letters and digits around along."""
        start, end = numeral.start, numeral.end
        while start > 0 and (folded[start - 1].isalnum() or folded[start - 1] in "_#"):
            start -= 1
        while end < len(folded) and (folded[end].isalnum() or folded[end] == "_"):
            end += 1
        return Recognised(
            kind=NumberKind.CODE,
            text=text[start:end],
            start=numeral.start,
            end=end,
            normal=f"{NumberKind.CODE}:{folded[start:end]}",
            numeral=text[numeral.start : numeral.end],
        )


def _is_year(folded: str, numeral: Numeral) -> bool:
    written = folded[numeral.start : numeral.end]
    return (
        numeral.is_bare
        and len(written) == _YEAR_DIGITS
        and numeral.value is not None
        and int(numeral.value) in _YEARS
    )


def _make(
    text: str,
    numeral: Numeral,
    kind: NumberKind,
    end: int,
    *,
    start: int | None = None,
    units: tuple[str, ...] = (),
    noun: str = "",
) -> Recognised:
    """Make the value; money and people have no thousandths, so their marks group thousands."""
    start = numeral.start if start is None else start
    is_whole = kind in {NumberKind.MONEY, NumberKind.PEOPLE} and numeral.other_value is not None
    value = numeral.other_value if is_whole else numeral.value
    shown = NumberKind.NUMBER if kind is NumberKind.PEOPLE else kind
    return Recognised(
        kind=kind,
        text=text[start:end],
        start=start,
        end=end,
        normal=f"{shown}:{plain_number(value or Decimal(0))}",
        value=value,
        numeral=text[numeral.start : numeral.end],
        other_value=None if is_whole else numeral.other_value,
        units=units,
        noun=noun,
        has_digits=numeral.has_digits,
        is_scaled=numeral.is_scaled,
    )


def _from_fixed(text: str, fixed: FixedNumber) -> Recognised:
    return Recognised(
        kind=fixed.kind,
        text=text[fixed.start : fixed.end],
        start=fixed.start,
        end=fixed.end,
        normal=f"{fixed.kind}:{fixed.normal}",
    )


def _mark(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)
