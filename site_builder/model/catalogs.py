"""Interface words, and the words that checks need to read running text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from site_builder.diagnostics import Location

COUNT = "count"
"""The placeholder whose value chooses the plural form."""
PLACEHOLDER = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")
"""A name in single braces, for which a value is put."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """An interface text: one form, or one for each plural category of the language."""

    forms: Mapping[str, str]
    """CLDR plural category to text; a text without plural has only `other`."""
    location: Location

    @property
    def placeholders(self) -> frozenset[str]:
        """Return those of all forms together."""
        return frozenset().union(*map(placeholders, self.forms.values()))


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberWords:
    """How a language writes numbers in words; any group may be empty."""

    values: Mapping[str, int] = field(default_factory=dict)
    """Words below one hundred that stand alone."""
    teen: tuple[str, ...] = ()
    """Adds ten to the unit before it."""
    ten: tuple[str, ...] = ()
    """Multiplies the unit before it by ten."""
    hundred: tuple[str, ...] = ()
    scales: Mapping[str, int] = field(default_factory=dict)
    one: Mapping[str, int] = field(default_factory=dict)
    """Single words for one hundred, one thousand and so on."""
    article: tuple[str, ...] = ()
    """Stands for one before a hundred or a scale."""
    joining: tuple[str, ...] = ()
    """May stand before the last part."""
    half: tuple[str, ...] = ()
    point: tuple[str, ...] = ()
    """The decimal mark, spoken."""
    abbreviations: Mapping[str, int] = field(default_factory=dict)
    """Short scales after digits; one of a single letter counts only beside a currency."""
    about: tuple[str, ...] = ()
    """Before a number: what follows is a count, even if it looks like a year."""
    more: tuple[str, ...] = ()
    """Between a number and its noun: somewhat more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """The words and marks that checks need to read running text of one language."""

    group: str = ","
    """The mark between thousands."""
    decimal: str = "."
    numbers: NumberWords = field(default_factory=NumberWords)
    scales: Mapping[int, str] = field(default_factory=dict)
    """Scale to the word that `short` writes after a number."""
    currency: tuple[str, ...] = ()
    percent: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    """Nouns for persons, which a count of people ends in."""
    people_between: tuple[str, ...] = ()
    """What may stand between a number and such a noun."""
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Unit of a figure to the words that name it after a number."""
    months: tuple[tuple[str, ...], ...] = ()
    """For each month all its forms."""
    ranges: tuple[str, ...] = ()
    """Between the two ends of a range."""
    clock_before: tuple[str, ...] = ()
    clock_after: tuple[str, ...] = ()
    clock_afternoon: tuple[str, ...] = ()
    """Of those after a time: the ones that add twelve hours."""
    references: tuple[str, ...] = ()
    """Before the number of a rule, an article, a page, a house and the like."""
    reference_years: tuple[str, ...] = ()
    """Between the number of a rule and its year."""
    ordinal_before: tuple[str, ...] = ()
    ordinal_after: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    """Before a telephone number."""
    personal_headers: tuple[str, ...] = ()
    """Words in the headers of columns about persons."""
    persons_before: tuple[str, ...] = ()
    """What a person is called by, before the name."""
    persons_after: tuple[str, ...] = ()
    """Titles after a person's name."""
    offices: tuple[str, ...] = ()
    """Words for offices and services, in their names."""
    import_headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Column of `coverage.csv`, or `ignored`, to the headers that mean it in an office's sheet."""
    import_areas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Level of an area to the words for it."""
    import_totals: tuple[str, ...] = ()
    import_all: tuple[str, ...] = ()
    """What stands in a cell that counts all together."""
    common: tuple[str, ...] = ()
    """Small words by which the language is known."""
    absence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """`words` that say that nothing was found, words of `counts` of everybody, and by dimension
    the words of a breakdown."""
    past: tuple[str, ...] = ()
    """Words that speak of a time before the newest number."""
    sentence_end: tuple[str, ...] = ()
    """Marks that end a sentence."""
    not_sentence_end: tuple[str, ...] = ()
    """What ends like a sentence and goes on."""
    sentence_words: int = 20
    """A sentence with more words than this is long."""
    affixes_before: tuple[str, ...] = ()
    """What words may begin with beyond their root."""
    affixes_after: tuple[str, ...] = ()
    """What words may end in beyond their root."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalog:
    """The interface words of one language."""

    lang: str
    path: str
    words: Mapping[str, Word]
    """Dotted key to word."""
    lexicon: Lexicon | None

    @property
    def scales(self) -> Mapping[int, str]:
        """Return the words for short amounts; none when the language has no `reading`."""
        return self.lexicon.scales if self.lexicon else {}


class UnknownWordError(KeyError):
    """A key that the catalog lacks."""

    def __init__(self, key: str, lang: str) -> None:
        super().__init__(key)
        self.key = key
        self.lang = lang


def form(
    catalog: Catalog,
    key: str,
    count: object = None,
    plural: Callable[[int | Decimal], str] | None = None,
) -> str:
    """Return one word unfilled, in the plural form of a count; raises `UnknownWordError`.

    A form that the language needs and lacks is found by the checks, and nothing is published.
    """
    entry = catalog.words.get(key)
    if entry is None:
        raise UnknownWordError(key, catalog.lang)
    category = plural(count) if plural is not None and isinstance(count, int | Decimal) else "other"
    return entry.forms.get(category, entry.forms["other"])


def placeholders(text: str) -> frozenset[str]:
    return frozenset(PLACEHOLDER.findall(text))


def fill(text: str, params: Mapping[str, object]) -> str:
    """Put parameters in the place of their placeholders."""
    # In one pass, so that braces inside a value stay what they are.
    return PLACEHOLDER.sub(lambda match: str(params.get(match[1], match[0])), text)


def unfilled(text: str, params: Mapping[str, object]) -> tuple[str, ...]:
    """Return the placeholders that no parameter fills."""
    return tuple(name for name in PLACEHOLDER.findall(text) if name not in params)
