"""Numbers written in words: whole numbers, halves of a scale and spoken decimals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from site_builder.model import NumberWords
from site_builder.text.patterns import GAP, any_of, fold
from site_builder.text.tags import Numeral

_JOIN = rf"(?:{GAP}|-)"
_WORD = re.compile(r"[^\W\d_]+")
_UNITS = range(1, 10)
_TENS = range(20, 100, 10)
_HUNDRED = 100


class NumberWordReader:
    """One language's number words, ready to read any text."""

    def __init__(self, words: NumberWords) -> None:
        self._values = {fold(word): value for word, value in words.values.items()}
        self._one = {fold(word): value for word, value in words.one.items()}
        self._scales = {fold(word): value for word, value in words.scales.items()}
        self._hundred = {fold(word) for word in words.hundred}
        self._teen = {fold(word) for word in words.teen}
        self._ten = {fold(word) for word in words.ten}
        self._starts = {*self._values, *self._one, *map(fold, (*words.article, *words.half))}
        self._part, self._half, self._join, self._point = _patterns(words)

    def find(self, text: str) -> Iterator[Numeral]:
        """Find every number in folded text, from left to right."""
        position = 0
        for word in _WORD.finditer(text):
            if word.start() < position or word.group() not in self._starts:
                continue
            if text[word.start() - 1 : word.start()].isdigit():
                continue
            number = self._read_half(text, word.start()) or self._read(text, word.start())
            if number is not None:
                yield number
                position = number.end

    def _read(self, text: str, start: int) -> Numeral | None:
        """Read parts with falling scales: seven thousand, two hundred and seventeen."""
        part = self._part.match(text, start)
        if part is None:
            return None
        total, end, scale, is_scaled = Decimal(0), start, 0, False
        while part is not None:
            next_scale = self._scale_of(part)
            if scale and next_scale >= scale:
                break
            total += self._value_of(part)
            end, scale = part.end(), next_scale
            is_scaled = is_scaled or self._is_scaled(part)
            if scale == 1:
                break
            join = self._join.match(text, end)
            part = self._part.match(text, join.end()) if join else None
        return self._with_point(text, total, _written(total, start, end, is_scaled=is_scaled))

    def _read_half(self, text: str, start: int) -> Numeral | None:
        """Read half a scale, alone or after a number: one and a half million."""
        match = self._half.match(text, start)
        if match is None:
            return None
        whole = self._small(match["before"]) if match["before"] else 0
        value = (Decimal(whole) + Decimal("0.5")) * self._scales[match["scale"]]
        return _written(value, start, match.end(), is_scaled=True)

    def _with_point(self, text: str, whole: Decimal, number: Numeral) -> Numeral:
        """Read the digits spoken after a decimal mark, and a scale after them."""
        match = self._point.match(text, number.end)
        if match is None or whole >= 1000:  # noqa: PLR2004
            return number
        digits = "".join(str(self._values.get(word, "")) for word in _words(match["digits"]))
        scale = self._scales.get(match["scale"], 1)
        value = (whole + Decimal(f"0.{digits}")) * scale
        is_scaled = number.is_scaled or scale > 1
        return _written(value, number.start, match.end(), is_scaled=is_scaled)

    def _scale_of(self, part: re.Match[str]) -> int:
        """Return the scale that a part is counted in; one for a number below a thousand."""
        word = part["scale"] or part["lone_scale"]
        return self._one[part["one"]] if part["one"] else self._scales.get(word, 1)

    def _value_of(self, part: re.Match[str]) -> int:
        return (self._small(part["small"]) if part["small"] else 1) * self._scale_of(part)

    def _is_scaled(self, part: re.Match[str]) -> bool:
        words = set(_words(part.group()))
        return bool(words & (self._scales.keys() | self._one.keys() | self._hundred))

    def _small(self, text: str) -> int:
        """Add up the words of a number below one thousand."""
        total = last = 0
        for word in _words(text):
            if word in self._hundred:
                total = max(total, 1) * _HUNDRED
            elif word in self._teen:
                total += 10
            elif word in self._ten:
                total += last * 9
            elif word in self._one or word in self._values:
                last = self._one.get(word, self._values.get(word, 0))
                total += last
        return total


def _written(value: Decimal, start: int, end: int, *, is_scaled: bool) -> Numeral:
    return Numeral(value=value, start=start, end=end, has_digits=False, is_scaled=is_scaled)


def _patterns(
    words: NumberWords,
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of one part, of a half, of what joins parts, and of a decimal."""
    unit = any_of(word for word, value in words.values.items() if value in _UNITS)
    tens = any_of(word for word, value in words.values.items() if value in _TENS)
    alone = any_of(words.values)
    hundred, scale, article = any_of(words.hundred), any_of(words.scales), any_of(words.article)
    one_hundred = any_of(word for word, value in words.one.items() if value == _HUNDRED)
    one = any_of(word for word, value in words.one.items() if value > _HUNDRED)
    joining = f"(?:{any_of(words.joining)}{GAP})?"
    half = any_of(words.half)

    below_hundred = (
        rf"(?:{unit}{_JOIN}{any_of(words.ten)}(?:{_JOIN}{unit})?|{unit}{_JOIN}{any_of(words.teen)}"
        rf"|{tens}(?:{_JOIN}{unit})?|{alone})"
    )
    hundreds = rf"(?:{below_hundred}{_JOIN}{hundred}|{article}{GAP}{hundred}|{one_hundred})"
    small = rf"(?:{hundreds}(?:{_JOIN}{joining}{below_hundred})?|{below_hundred})"
    part = (
        rf"(?:(?P<one>{one})|(?P<small>{small})(?:{_JOIN}(?P<scale>{scale}))?"
        rf"|{article}{_JOIN}(?P<lone_scale>{scale}))"
    )
    comma = ",?" if words.joining else ""
    return (
        re.compile(part),
        re.compile(
            rf"(?:(?P<before>{small}){GAP}{joining}(?:{article}{GAP})?)?"
            rf"{half}{GAP}(?:{article}{GAP})?(?P<scale>{scale})"
        ),
        re.compile(rf"{comma}{_JOIN}{joining}"),
        re.compile(
            rf"{GAP}{any_of(words.point)}{GAP}(?P<digits>{alone}(?:{GAP}{alone})*)"
            rf"(?:{GAP}(?P<scale>{scale}))?"
        ),
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text)
