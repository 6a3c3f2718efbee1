"""The words by which a sheet is understood, in every language of the site.

All of them stand in the group `reading` of `content/i18n/<lang>.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from site_builder.checks.data.privacy import personal_headers
from site_builder.model import Lexicon, NumberWords, Project
from site_builder.read.coverage import COVERAGE_COLUMNS

IGNORED = "ignored"
"""Among the header words: columns that every office has and that say nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportWords:
    """Words of every language together, each in the form that `plain` gives."""

    headers: Mapping[str, frozenset[str]]
    """Column of `coverage.csv`, or `IGNORED`, to the headers that mean it."""
    levels: Mapping[str, frozenset[str]]
    """Level of an area to its words."""
    totals: frozenset[str]
    everything: frozenset[str]
    personal: frozenset[str]
    months: Mapping[str, int]
    scales: frozenset[str]
    """Words such as thousand, which in a header change what every number means."""
    numbers: frozenset[str]
    """Number words, after which such a word is part of a number."""
    units: frozenset[str]
    """Words for money and shares: a header that has one is not over counts of people."""

    def field_of(self, header: str) -> str:
        """Return the field that a header means, or an empty text."""
        name = plain(header)
        return next((field for field, words in self.headers.items() if name in words), "")

    def level_of(self, header: str) -> str:
        """Return the level of areas that a header or a word before a name means, if any."""
        name = plain(header)
        return next((level for level, words in self.levels.items() if name in words), "")

    def is_personal(self, header: str) -> bool:
        """Return whether a header announces data about persons."""
        name = f" {plain(header)} "
        return any(f" {word} " in name for word in self.personal)

    def without_total(self, text: str) -> str | None:
        """Return what follows the word for a total; None when the text does not begin with one."""
        name = plain(text)
        for word in sorted(self.totals, key=len, reverse=True):
            if name == word or name.startswith(f"{word} "):
                return name.removeprefix(word).strip()
        return None

    def has_scale(self, text: str) -> bool:
        """Return whether a text, brackets included, says that numbers are in thousands or so."""
        return any(token.startswith(tuple(self.scales)) for token in _tokens(text))

    def has_bare_scale(self, text: str) -> bool:
        """Return whether a text has such a word that no number stands before, as `in thousands`."""
        tokens = _tokens(text)
        return any(
            token.startswith(tuple(self.scales))
            and not before[:1].isdigit()
            and before not in self.numbers
            for before, token in pairwise(["", *tokens])
        )

    def has_unit(self, text: str) -> bool:
        """Return whether a text, brackets included, names money or shares."""
        return "%" in text or any(token in self.units for token in _tokens(text))

    def means_everything(self, text: str) -> bool:
        """Return whether a cell says that it counts all together."""
        return plain(text) in self.everything


def plain(text: str) -> str:
    """Return a text as it is compared: small letters, digits and single spaces.

    What stands in brackets is a remark, such as a unit, and is left out.

    >>> plain("Jumlah  Peserta (orang)*")
    'jumlah peserta'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[^\w]|_", " ", re.sub(r"\([^)]*\)", " ", folded)).split())


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def import_words(project: Project) -> ImportWords:
    """Gather the words that an import needs from the catalogs of every language."""
    groups = [catalog.lexicon for catalog in project.catalogs.values() if catalog.lexicon]
    headers: dict[str, set[str]] = {column: {plain(column)} for column in COVERAGE_COLUMNS}
    levels: dict[str, set[str]] = {}
    for group in groups:
        _gather(group.import_headers, headers)
        _gather(group.import_areas, levels)
    return ImportWords(
        headers=_frozen(headers),
        levels=_frozen(levels),
        totals=_plain_words(group.import_totals for group in groups),
        everything=_plain_words(group.import_all for group in groups),
        personal=frozenset(plain(word) for word in personal_headers(project)),
        months=_months(groups),
        scales=_plain_words(tuple(group.numbers.scales) for group in groups),
        numbers=_plain_words(_number_words(group.numbers) for group in groups),
        units=_plain_words((*group.currency, *group.percent) for group in groups),
    )


def _number_words(numbers: NumberWords) -> tuple[str, ...]:
    return (*numbers.values, *numbers.teen, *numbers.ten, *numbers.hundred, *numbers.half)


def _gather(words: Mapping[str, tuple[str, ...]], target: dict[str, set[str]]) -> None:
    for name, given in words.items():
        target.setdefault(name, set()).update(map(plain, given))


def _frozen(words: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({name: frozenset(given) for name, given in words.items()})


def _plain_words(groups: Iterable[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(plain(word) for words in groups for word in words)


def _months(groups: Iterable[Lexicon]) -> Mapping[str, int]:
    """Return every form of every month's name with the month's number."""
    return MappingProxyType(
        {
            plain(form): number
            for group in groups
            for number, forms in enumerate(group.months, 1)
            for form in forms
        }
    )
