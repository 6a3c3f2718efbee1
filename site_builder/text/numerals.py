"""Numbers in running text, in digits or in words, before it is known what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from site_builder.model import Lexicon
from site_builder.text.number_words import NumberWordReader
from site_builder.text.patterns import GAP, any_of, fold
from site_builder.text.tags import Numeral

MOST_DIGITS = 15
"""Longer runs of digits are identifiers; no programme counts so far."""

_SPACED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]+)?(?![0-9]|[.,][0-9])")
_RUN = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_DIGIT = re.compile(r"[0-9]")
_THREE = 3


class NumeralReader:
    """One language's ways of writing numbers, ready to read any text."""

    def __init__(self, reading: Lexicon) -> None:
        words = reading.numbers
        self._group = reading.group
        self._words = NumberWordReader(words)
        self._scales = {fold(word): value for word, value in words.scales.items()}
        self._short = {fold(word): value for word, value in words.abbreviations.items()}
        half = any_of(words.half)
        scale = any_of(words.scales)
        long_scale = rf"(?:(?P<half>{GAP}{half}{GAP})|(?:{GAP}|-)?)(?P<scale>{scale})"
        short_scale = rf"{GAP}?(?P<short>{any_of(words.abbreviations)})"
        self._scale = re.compile(rf"{long_scale}|{short_scale}")
        self._currency = re.compile(rf"{GAP}?{any_of(reading.currency)}")

    def find(self, text: str, taken: bytearray) -> list[Numeral]:
        """Find the numbers of folded text outside the places that are taken, in order."""
        words = (number for number in self._words.find(text) if not taken[number.start])
        return sorted((*self._digits(text, taken), *words), key=lambda numeral: numeral.start)

    def scaled(self, numeral: Numeral, text: str, *, beside_currency: bool) -> Numeral:
        """Return digits with their scale, and with further parts: 1 million 500 thousand."""
        total, end, limit = Decimal(0), numeral.end, 0
        part: Numeral | None = numeral
        while part is not None and part.value is not None and part.has_digits:
            match = self._scale.match(text, part.end)
            word = match["short"] if match else None
            if match is None:
                break
            is_beside = beside_currency or self._currency.match(text, match.end())
            if word and len(word) == 1 and not is_beside:
                break
            scale = self._short[word] if word else self._scales[match["scale"]]
            if limit and scale >= limit:
                break
            whole = part.value + (Decimal("0.5") if match["half"] else 0)
            total, end, limit = total + whole * scale, match.end(), scale
            following = re.compile(GAP).match(text, end)
            part = self._at(text, following.end()) if following else None
        if not limit:
            return numeral
        return replace(
            numeral, value=total, end=end, other_value=None, is_scaled=True, is_bare=False
        )

    def _digits(self, text: str, taken: bytearray) -> Iterator[Numeral]:
        position = 0
        while (first := _DIGIT.search(text, position)) is not None:
            numeral = self._at(text, first.start())
            position = max(numeral.end, first.end()) if numeral else first.end()
            if numeral is not None and not any(taken[numeral.start : numeral.end]):
                yield numeral

    def _at(self, text: str, start: int) -> Numeral | None:
        match = _SPACED.match(text, start) or _RUN.match(text, start)
        if match is None:
            return None
        run = match.group()
        value, other = self._values(run.replace(" ", ""))
        if " " in run:
            other = None
            value = _spaced_value(run)
        start, is_negative = _with_sign(text, start)
        if is_negative and value is not None:
            value, other = -value, None if other is None else -other
        return Numeral(
            value=value, other_value=other, start=start, end=match.end(), is_bare=run.isdigit()
        )

    def _values(self, run: str) -> tuple[Decimal | None, Decimal | None]:
        """Return what a run of digits and marks means, and what else it could mean."""
        parts = re.split(r"[.,]", run)
        marks = re.findall(r"[.,]", run)
        if len(run) > MOST_DIGITS * 2 or (not marks and len(run) > MOST_DIGITS):
            return None, None
        if not marks:
            is_padded = run.startswith("0") and len(run) > 1
            return (None if is_padded else Decimal(run)), None
        whole, last = Decimal("".join(parts)), marks[-1]
        decimal = Decimal(f"{''.join(parts[:-1])}.{parts[-1]}")
        if len(marks) == 1:
            if not _is_grouped(parts):
                return decimal, None
            return (whole, None) if last == self._group else (decimal, whole)
        if len(set(marks)) == 1:
            return (whole if _is_grouped(parts) else None), None
        is_decimal = last not in marks[:-1] and len(set(marks)) == 2  # noqa: PLR2004
        return (decimal if is_decimal and _is_grouped(parts[:-1]) else None), None


def _is_grouped(parts: list[str]) -> bool:
    """Return whether digits stand in groups of three, the first without a leading zero."""
    first, *rest = parts
    return (
        len(first) <= _THREE
        and not first.startswith("0")
        and all(len(part) == _THREE for part in rest)
    )


def _spaced_value(run: str) -> Decimal:
    whole, _, fraction = run.replace(",", ".").partition(".")
    return Decimal(f"{whole.replace(' ', '')}.{fraction or 0}")


def _with_sign(text: str, start: int) -> tuple[int, bool]:
    """Take a minus sign along, unless the hyphen joins two words or two numbers."""
    before = text[max(start - 2, 0) : start]
    if before.endswith("-") and (len(before) == 1 or before[0] in " \t\n(|"):
        return start - 1, True
    return start, False
