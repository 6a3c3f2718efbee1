"""The words by which a sheet is understood, in every language of the site.

They stand in the group `reading` of `content/i18n/<lang>.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from site_builder.checks.data.personal_data import personal_headers
from site_builder.model import Project
from site_builder.read.coverage import COVERAGE_COLUMNS

IGNORED = "ignored"
"""Among the header words: columns that every office has and that say nothing."""
NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


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
    """Every form of a month's name to its number."""
    scales: frozenset[str]
    """Words such as thousand, which in a header change what every number means."""
    numbers: frozenset[str]
    """Number words, after which such a word is part of a number."""
    units: frozenset[str]
    """Words for money and shares: a header that has one is not over counts of people."""

    def field_of(self, header: str) -> str:
        """Return the field that a header means, or an empty text."""
        return _meaning(header, self.headers)

    def level_of(self, header: str) -> str:
        """Return the level of areas that a header or a word before a name means, if any."""
        return _meaning(header, self.levels)

    def is_personal(self, header: str) -> bool:
        """Return whether a header announces data about persons."""
        name = f" {plain(header)} "
        return any(f" {word} " in name for word in self.personal)

    def without_total(self, text: str) -> str | None:
        """Return what follows the word for a total; None when the text does not begin with one."""
        return rest_after(self.totals, text)

    def is_total(self, text: str) -> bool:
        """Return whether a text begins with the word for a total."""
        return self.without_total(text) is not None

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


def rest_after(words: Iterable[str], text: str) -> str | None:
    """Return what follows the longest of some words; None when a text begins with none of them."""
    name = plain(text)
    for word in sorted(words, key=len, reverse=True):
        if name == word or name.startswith(f"{word} "):
            return name.removeprefix(word).strip()
    return None


def _meaning(text: str, words_by_meaning: Mapping[str, frozenset[str]]) -> str:
    name = plain(text)
    return next((meaning for meaning, words in words_by_meaning.items() if name in words), "")


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def import_words(project: Project, columns: Mapping[str, str] = NO_COLUMNS) -> ImportWords:
    """Gather the words that an import needs from the catalogs of every language.

    What somebody told of the `columns` of these sheets goes before.
    """
    groups = [catalog.lexicon for catalog in project.catalogs.values() if catalog.lexicon]
    own = {column: (column,) for column in COVERAGE_COLUMNS}
    headers = _by_meaning([own, *(group.import_headers for group in groups)])
    return ImportWords(
        headers=_with_told(headers, {plain(name): field for name, field in columns.items()}),
        levels=_by_meaning(group.import_areas for group in groups),
        totals=_plain_words(group.import_totals for group in groups),
        everything=_plain_words(group.import_all for group in groups),
        personal=frozenset(plain(word) for word in personal_headers(project)),
        months={
            plain(form): number
            for group in groups
            for number, forms in enumerate(group.months, 1)
            for form in forms
        },
        scales=_plain_words(tuple(group.numbers.scales) for group in groups),
        numbers=_plain_words(
            (*words.values, *words.teen, *words.ten, *words.hundred, *words.half)
            for words in (group.numbers for group in groups)
        ),
        units=_plain_words((*group.currency, *group.percent) for group in groups),
    )


def _by_meaning(
    groups: Iterable[Mapping[str, tuple[str, ...]]],
) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for meaning, words in group.items():
            found[meaning].update(map(plain, words))
    return {meaning: frozenset(words) for meaning, words in found.items()}


def _with_told(
    headers: Mapping[str, frozenset[str]], told: Mapping[str, str]
) -> Mapping[str, frozenset[str]]:
    return {
        meaning: (words - told.keys()) | {word for word, field in told.items() if field == meaning}
        for meaning, words in {**dict.fromkeys(told.values(), frozenset()), **headers}.items()
    }


def _plain_words(groups: Iterable[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(plain(word) for words in groups for word in words)
