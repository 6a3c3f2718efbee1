"""Numbers, money, dates and lists as a language writes them (Babel).

Every number and date that a reader sees passes through here, so that all of them agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib import resources

import babel
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import (
    format_decimal,
    get_currency_symbol,
    get_territory_currencies,
    is_currency,
)

from site_builder.model import Currency
from site_builder.model.partial_dates import first_day
from site_builder.model.settings import MONEY_UNITS

# As many decimals as the data may have: a published number is never rounded on its way to a page.
_NUMBER = "#,##0.######"
_PERCENT = "#,##0.######%"
_SECONDARY = ("Mn", "Me", "Lm")
_SORTED = re.compile(r"\d+|[^\W_]|\s+")
SortKey = tuple[tuple[tuple[int, int, str], ...], str, str]
PLURAL_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""Those of CLDR, in its order."""
_MINUS = "\u2212"
_UNSEEN = "\u200f\u200e\u00a0 "
"""Marks of direction and spaces around the sign of a currency."""
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
"""Unicode's marks around what keeps an order of its own in a line, as `bdi` does in HTML."""
_REMEMBERED = 2048
"""Numbers, and days: most stand on many pages."""
_WORLD = "001"
_NO_CURRENCY = "XXX"
"""ISO 4217's own."""


def is_known_locale(name: str) -> bool:
    """Return whether CLDR has a locale, and `Locale` can be made of its name."""
    try:
        _cldr(name)
    except (babel.UnknownLocaleError, ValueError):
        return False
    return True


def month_names(lang: str) -> Iterator[tuple[int, str]]:
    """Yield the names of the months in a language, long and short, each with its number."""
    if is_known_locale(lang):
        for width in ("wide", "abbreviated"):
            yield from _cldr(lang).months["format"][width].items()


def native_name(lang: str) -> str:
    """Return what a language calls itself."""
    return str(_cldr(lang).display_name)


def plural_categories(lang: str) -> tuple[str, ...]:
    """Return the plural categories that a language tells apart, in the order of CLDR."""
    known = {*_cldr(lang).plural_form.tags, "other"}
    return tuple(category for category in PLURAL_CATEGORIES if category in known)


def is_known_currency(code: str) -> bool:
    return bool(is_currency(code))


def usual_currency(lang: str) -> str:
    """Return the currency of where a language is spoken most."""
    return next(iter(get_territory_currencies(_home(lang))), _NO_CURRENCY)


def likely_territory(lang: str, currency: str) -> str:
    """Return where a language is spoken most or, if another currency is paid with, where that is.

    The code of a country's own currency begins with that of the country.
    """
    return _home(lang) if usual_currency(lang) == currency else currency[:2]


def _home(lang: str) -> str:
    name = lang.replace("-", "_")
    return _cldr(get_global("likely_subtags").get(name, name)).territory or _WORLD


def usual_time_zone(territory: str) -> str:
    """Return the time zone of a country: of several the one that the zones' own table has first.

    That is mostly the one with most people. UTC where there is no such country.
    """
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    return next((row[2] for row in rows if row[0] == territory), "UTC")


def currency_symbol(code: str, lang: str, territory: str) -> str:
    """Return how a language writes a currency, without marks that nobody sees.

    Where the language has no sign for it, that of the country is taken if any reader knows its
    letters.
    """
    symbol, likely = _symbol(code, lang), get_global("likely_subtags")
    # A territory whose language is the commonest of all is not listed.
    commonest = likely["und"].partition("_")[0]
    spoken = likely.get(f"und_{territory}", f"{commonest}_{territory}")
    try:
        local = _symbol(code, spoken)
    except babel.UnknownLocaleError:
        return symbol
    is_for_all = all(char.isascii() or unicodedata.category(char) == "Sc" for char in local)
    return local if symbol == code and is_for_all else symbol


def _symbol(code: str, lang: str) -> str:
    symbol = get_currency_symbol(code, locale=_cldr(lang))
    return "".join(char for char in symbol if unicodedata.category(char) != "Cf")


def _cldr(name: str) -> babel.Locale:
    return babel.Locale.parse(name.replace("-", "_"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Locale:
    name: str
    """The CLDR locale, such as `xx_YY`."""
    currency: Currency
    scales: Mapping[int, str]
    """Scale to the word that short amounts use; empty when the catalog gives none."""
    _babel: babel.Locale = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_babel", _cldr(self.name))

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self._babel.text_direction)

    @property
    def tag(self) -> str:
        """The locale as browsers name it (BCP 47)."""
        return self.name.replace("_", "-")

    def isolated(self, text: str) -> str:
        """Keep the order of a telephone number, an amount or a sign in a line.

        Among words from right to left, `+62 24` would stand there backwards. Other languages need
        nothing for it, and marks in the text serve drawings and attributes as well.
        """
        return f"{_ISOLATE}{text}{_END_OF_ISOLATE}" if self.direction == "rtl" else text

    def number(self, value: Decimal | int, *, with_plus: bool = False) -> str:
        """Write a number; `with_plus` that of a change, whose sign is always said."""
        sign, size = _sign_and_size(value, with_plus=with_plus)
        written = _decimal(size, _NUMBER, self._babel)
        return self.isolated(f"{sign}{written}") if sign else written

    def percent(self, value: Decimal, *, with_plus: bool = False) -> str:
        """Write a percentage; 3.35 means 3.35 %."""
        sign, size = _sign_and_size(value, with_plus=with_plus)
        written = _decimal(size / 100, _PERCENT, self._babel)
        return self.isolated(f"{sign}{written}")

    def money(self, value: Decimal | int, scale: str = "", *, with_plus: bool = False) -> str:
        """Write an amount with the site's own symbol and no decimals that are zero.

        The language says on which side the symbol stands.
        """
        if self._babel.currency_formats["standard"].prefix[0].strip(_UNSEEN):
            sign, size = _sign_and_size(value, with_plus=with_plus)
            return self.isolated(f"{sign}{self.currency.symbol}{self.number(size)}") + scale
        amount = f"{self.number(value, with_plus=with_plus)}{scale}"
        return f"{amount}\u00a0{self.isolated(self.currency.symbol)}"

    def quantity(self, value: Decimal, unit: str, *, with_plus: bool = False) -> str:
        """Write a value by its unit; the words around it belong to the writer."""
        if unit == "percent":
            return self.percent(value, with_plus=with_plus)
        if unit in MONEY_UNITS:
            return self.money(value, with_plus=with_plus)
        return self.number(value, with_plus=with_plus)

    def short(self, value: Decimal, unit: str, *, with_plus: bool = False) -> str:
        """Write an exact multiple of a scale in words; anything else in full."""
        fitting = (s for s in self.scales if s > 1 and abs(value) >= s and value % s == 0)
        scale = max(fitting, default=0)
        if not scale or unit == "percent":
            return self.quantity(value, unit, with_plus=with_plus)
        word = f"\u00a0{self.scales[scale]}"
        if unit in MONEY_UNITS:
            return self.money(value / scale, word, with_plus=with_plus)
        return self.quantity(value / scale, unit, with_plus=with_plus) + word

    def date(self, value: date | str) -> str:
        """Write a day, a month or a year: as much as an ISO text says, which may be nothing."""
        return _day(value.isoformat() if isinstance(value, date) else value, self._babel)

    def items(self, values: Iterable[str]) -> str:
        """Join texts into a list with the language's own `and`."""
        return format_list(tuple(values), locale=self._babel)

    def language(self, code: str) -> str:
        """Return what this language calls another; its code where CLDR has no name."""
        return str(self._babel.languages.get(code.replace("-", "_"), code))

    def plural(self, count: int | Decimal) -> str:
        return str(self._babel.plural_form(count))

    def sort_key(self, text: str) -> SortKey:
        """Return the key by which every list of words is ordered.

        Letters first, numbers by their value, punctuation ignored; then accents; then case, small
        letters first. Babel has no collation: see `docs/decisions/0019-order-of-words.md`.
        """
        letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        return (
            tuple(_weight(match.group()) for match in _SORTED.finditer(_without_marks(letters))),
            letters,
            text.swapcase(),
        )


@lru_cache(maxsize=_REMEMBERED)
def _decimal(size: Decimal | int, pattern: str, locale: babel.Locale) -> str:
    return str(format_decimal(size, format=pattern, locale=locale))


@lru_cache(maxsize=_REMEMBERED)
def _day(text: str, locale: babel.Locale) -> str:
    if len(text) <= len("2025"):
        return text
    if len(text) == len("2025-11"):
        return str(format_skeleton("yMMMM", first_day(text), locale=locale))
    return str(format_date(first_day(text), format="long", locale=locale))


def _sign_and_size(value: Decimal | int, *, with_plus: bool) -> tuple[str, Decimal | int]:
    """Return what stands before a number, and the number without it.

    The minus sign is as wide as a plus, and no line ends after it.
    """
    if value < 0:
        return _MINUS, -value
    return "+" if with_plus and value > 0 else "", value


def _without_marks(text: str) -> str:
    """Drop accents, vowel signs and stretched lines, which are compared later."""
    return "".join(char for char in text if unicodedata.category(char) not in _SECONDARY)


def _weight(found: str) -> tuple[int, int, str]:
    """Return a weight that sorts a space before a number before a letter."""
    if found.isspace():
        return (0, 0, "")
    return (1, int(found), "") if found.isdecimal() else (2, 0, found)
