"""Numbers that count nothing: dates, times, telephones, rules and articles, addresses and codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from site_builder.model import Lexicon
from site_builder.text.patterns import DASH, GAP, any_of, fold
from site_builder.text.tags import NumberKind

_YEAR = r"(?:19|20)[0-9]{2}"
_ENDS = r"(?![0-9\w]|[.,][0-9])"
_STARTS = r"(?<![\w.,/])"
_DAYS = 31
_NOON = 12
_PHONE_DIGITS = range(7, 16)

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\")]*[^\s<>\").,;:!?]|(?<![\w.+-])[\w.+-]+@[\w.-]+\w"
    r"|(?<![\w.])(?:[a-z0-9_-]+/)*[a-z][a-z0-9_-]*\.(?:csv|json|xlsx|yaml|md|html|xml)(?::[0-9]+)?"
)
_ISO_DATE = re.compile(
    rf"{_STARTS}({_YEAR})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?(?:t[0-9:+z-]+)?{_ENDS}"
)
_NUMERIC_DATE = re.compile(
    rf"{_STARTS}(0?[1-9]|[12][0-9]|3[01])([/.-])(0?[1-9]|1[0-2])\2({_YEAR}){_ENDS}"
)
_COLON_TIME = re.compile(
    r"(?<![\w.,:])(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?![\w:])"
)
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+[0-9]{1,3}|\(0[0-9]{1,3}\)|0[0-9]{1,3})"
    r"(?:[ -]?[1-9][0-9]*|-[0-9]+)(?: [1-9][0-9]+|-[0-9]+){0,3}(?![\w]|[.,][0-9])"
)
_RULE_OF_YEAR = re.compile(rf"{_STARTS}([0-9]{{1,4}})[a-z]?/({_YEAR})(?![\w/])")
_CODE = re.compile(
    r"(?<![\w.,])[0-9]+(?:-[0-9]+){2,}(?!\w)|(?<![\w.,])[0-9]+/[0-9]+(?:/[0-9]+)*(?!\w)"
)

_WORD_BEFORE = re.compile(rf"(?<!\w)(?P<word>[^\W\d_]++\.?){GAP}?(?P<bracket>\(?)(?=[0-9])")
_NUMBER = re.compile(r"[0-9]{1,4}[a-z]?(?![\w]|[.,][0-9]{3})(?:[.-][0-9]+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class FixedNumber:
    kind: NumberKind
    start: int
    end: int
    normal: str


Finder = Callable[[str], Iterator[FixedNumber]]


class FixedNumberReader:
    """One language's dates, times and references, ready to read any text."""

    def __init__(self, reading: Lexicon) -> None:
        self._months = {
            fold(form).rstrip("."): number
            for number, forms in enumerate(reading.months, 1)
            for form in forms
        }
        self._afternoon = re.compile(rf"{GAP}?{any_of(reading.clock_afternoon)}")
        self._compile_dates(reading)
        self._compile_times(reading)
        self._compile_references(reading)
        self._finders: tuple[Finder, ...] = (
            _addresses,
            self._day_first_dates,
            self._numeric_dates,
            self._times,
            self._references,
            _phones,
            _codes,
        )

    def find(self, text: str, taken: bytearray) -> Iterator[FixedNumber]:
        """Find everything in folded text and mark its place as taken."""
        for finder in self._finders:
            yield from _take(finder(text), taken)

    def month_first_dates(self, text: str, taken: bytearray) -> Iterator[FixedNumber]:
        """Find dates and months of a year that begin with the month's name."""
        yield from _take(self._month_first_dates(text), taken)

    def _compile_dates(self, reading: Lexicon) -> None:
        month = any_of(form for forms in reading.months for form in forms)
        ordinal = f"(?:{any_of(reading.ordinal_after)})?"
        ranges = rf"(?:{GAP}?{DASH}{GAP}?|{GAP}{any_of(reading.ranges)}{GAP})"
        year = rf"(?:,?{GAP}(?P<year>{_YEAR}){_ENDS})?"
        self._day_first = re.compile(
            rf"{_STARTS}(?:(?P<from>[0-9]{{1,2}}){ordinal}{ranges})?"
            rf"(?P<day>[0-9]{{1,2}}){ordinal}(?:{GAP}|-)(?P<month>{month})\.?{year}"
        )
        self._month_first = re.compile(
            rf"(?P<day>[0-9]{{1,2}}){ordinal}{_ENDS}{year}|(?P<lone>{_YEAR}){_ENDS}"
        )

    def _compile_times(self, reading: Lexicon) -> None:
        numbers = reading.numbers
        amounts = (*numbers.scales, *numbers.abbreviations, *reading.percent, *reading.currency)
        self._amount_after = re.compile(rf"{GAP}?{any_of(amounts)}")
        self._amount_before = re.compile(rf"{any_of(reading.currency)}\.?[ ]?\Z")
        before, after = any_of(reading.clock_before), any_of(reading.clock_after)
        time = r"(?P<hour>[01]?[0-9]|2[0-4])(?:[.:](?P<minute>[0-5][0-9]))?"
        padded = r"(?P<hour>[01][0-9]|2[0-4])\.(?P<minute>[0-5][0-9])"
        second = rf"{GAP}?{DASH}{GAP}?[0-2][0-9]\.[0-5][0-9]"
        # A point between hours and minutes is a time where no decimal is written so.
        lone = "" if reading.decimal != "." else rf"(?={second}|{GAP}?{after})"
        self._time_patterns = (
            _COLON_TIME,
            re.compile(rf"{before}{GAP}{time}{_ENDS}"),
            re.compile(rf"{_STARTS}{time}(?={GAP}?{after})"),
            re.compile(rf"{_STARTS}{padded}{_ENDS}{lone}"),
            re.compile(rf"(?<=[0-9]\.[0-9]{{2}}[-\u2013]){padded}{_ENDS}"),
            re.compile(rf"{_STARTS}(?P<hour>0[0-9])\.(?P<minute>[0-5][0-9]){_ENDS}"),
        )

    def _compile_references(self, reading: Lexicon) -> None:
        self._reference_words = {fold(words).split()[-1] for words in reading.references}
        self._inner = re.compile(
            rf"(?:(?:{GAP}{any_of(reading.references)})?{GAP}?\([0-9]{{1,3}}[a-z]?\))*"
        )
        year = rf"(?:{GAP}?/{GAP}?|{GAP}{any_of(reading.reference_years)}{GAP})({_YEAR}){_ENDS}"
        self._of_year = re.compile(rf"(?:{year})?")
        self._rule_of_year = re.compile(
            rf"{_STARTS}([0-9]{{1,3}}){GAP}{any_of(reading.reference_years)}{GAP}({_YEAR}){_ENDS}"
        )

    def _day_first_dates(self, text: str) -> Iterator[FixedNumber]:
        for match in self._day_first.finditer(text):
            if int(match["day"]) > _DAYS:
                continue
            start = match.start()
            if match["from"] and int(match["from"]) <= _DAYS:
                normal = self._date(match["from"], match["month"], match["year"])
                end = match.end("from")
                yield FixedNumber(kind=NumberKind.DATE, start=start, end=end, normal=normal)
            yield FixedNumber(
                kind=NumberKind.DATE,
                start=match.start("day"),
                end=match.end(),
                normal=self._date(match["day"], match["month"], match["year"]),
            )

    def _month_first_dates(self, text: str) -> Iterator[FixedNumber]:
        for word in _WORD_BEFORE.finditer(text):
            month = word["word"].rstrip(".")
            match = self._month_first.match(text, word.end())
            if match is None or month not in self._months or word["bracket"]:
                continue
            if match["lone"] or int(match["day"]) <= _DAYS:
                normal = self._date(match["day"], month, match["year"] or match["lone"])
                start, end = word.start(), match.end()
                yield FixedNumber(kind=NumberKind.DATE, start=start, end=end, normal=normal)

    def _numeric_dates(self, text: str) -> Iterator[FixedNumber]:
        for match in _ISO_DATE.finditer(text):
            yield _fixed(NumberKind.DATE, match, "-".join(part for part in match.groups() if part))
        for match in _NUMERIC_DATE.finditer(text):
            day, month, year = int(match[1]), int(match[3]), match[4]
            yield _fixed(NumberKind.DATE, match, f"{year}-{month:02}-{day:02}")

    def _times(self, text: str) -> Iterator[FixedNumber]:
        for pattern in self._time_patterns:
            for match in pattern.finditer(text):
                before = text[max(match.start() - 10, 0) : match.start()]
                if self._amount_after.match(text, match.end()) or self._amount_before.search(
                    before
                ):
                    continue
                hour, minute = int(match["hour"]), match["minute"] or "00"
                after = self._afternoon.match(text, match.end())
                hour += _NOON if after and hour < _NOON else 0
                yield _fixed(NumberKind.TIME, match, f"{hour:02}:{minute}")

    def _references(self, text: str) -> Iterator[FixedNumber]:
        for word in _WORD_BEFORE.finditer(text):
            number = _NUMBER.match(text, word.end())
            if number is None or word["word"] not in self._reference_words:
                continue
            end = number.end() + text.startswith(")", number.end()) * len(word["bracket"])
            inner = self._inner.match(text, end)
            end = inner.end() if inner else end
            year = self._of_year.match(text, end)
            normal = number.group()
            normal += "".join(re.findall(r"\(\w+\)", inner.group())) if inner else ""
            normal += f"/{year[1]}" if year and year[1] else ""
            end = year.end() if year else end
            yield FixedNumber(
                kind=NumberKind.LEGAL_NUMBER, start=word.start(), end=end, normal=normal
            )
        for pattern in (_RULE_OF_YEAR, self._rule_of_year):
            for match in pattern.finditer(text):
                yield _fixed(NumberKind.LEGAL_NUMBER, match, f"{match[1]}/{match[2]}")

    def _date(self, day: str | None, month: str, year: str | None) -> str:
        """Return a date as in ISO 8601, without the parts that are not written."""
        number = self._months.get(month.rstrip("."), 0)
        parts = f"{number:02}-{int(day):02}" if day else f"{number:02}"
        return f"{year}-{parts}" if year else f"--{parts}"


def _addresses(text: str) -> Iterator[FixedNumber]:
    for match in _ADDRESS.finditer(text):
        if any(character.isdigit() for character in match.group()):
            yield _fixed(NumberKind.CODE, match, match.group())


def _phones(text: str) -> Iterator[FixedNumber]:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"[^0-9+]", "", match.group())
        if len(digits) in _PHONE_DIGITS:
            yield _fixed(NumberKind.PHONE, match, digits)


def _codes(text: str) -> Iterator[FixedNumber]:
    for match in _CODE.finditer(text):
        yield _fixed(NumberKind.CODE, match, match.group())


def _fixed(kind: NumberKind, match: re.Match[str], normal: str) -> FixedNumber:
    return FixedNumber(kind=kind, start=match.start(), end=match.end(), normal=normal)


def _take(found: Iterator[FixedNumber], taken: bytearray) -> Iterator[FixedNumber]:
    """Keep what lies in free places only, and take its place."""
    for fixed in found:
        if not any(taken[fixed.start : fixed.end]):
            taken[fixed.start : fixed.end] = b"\1" * (fixed.end - fixed.start)
            yield fixed
