"""The words by which a sheet is understood, in every language of the site.

They stand in the group `reading` of `content/i18n/<lang>.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from site_builder.checks.data.personal_data import plain as folded
from site_builder.model import Project
from site_builder.read.coverage import COVERAGE_COLUMNS
from site_builder.read.syntax.numbers import normalise_digits
from site_builder.read.syntax.written_dates import Day, Unclear, parse_written_day

IGNORED = "ignored"
"""Among the header words: columns that every office has and that say nothing."""
PERSONAL = "personal"
"""What columns about persons mean; no header may be told to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportWords:
    """Words of every language together, each in the form that `plain` gives."""

    headers: Mapping[str, str]
    """Header to the column of `coverage.csv` that it means, or `IGNORED`."""
    levels: Mapping[str, str]
    """Word for a level of areas to the level."""
    totals: frozenset[str]
    everything: frozenset[str]
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
        return self.headers.get(plain(header), "")

    def headers_of(self, field: str) -> list[str]:
        """Return the headers that mean a field."""
        return [header for header, meant in self.headers.items() if meant == field]

    def level_of(self, header: str) -> str:
        """Return the level of areas that a header or a word before a name means, if any."""
        return self.levels.get(plain(header), "")

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

    def day(self, text: str) -> Day | Unclear:
        """Read a date as people write it, in figures or with the name of its month."""
        found = parse_written_day(text, self.months)
        if found is not Unclear.UNREADABLE:
            return found
        name = plain(normalise_digits(text))
        return parse_written_day(rest_after(self.headers_of("as_of"), name) or name, self.months)

    def means_everything(self, text: str) -> bool:
        """Return whether a cell says that it counts all together."""
        return plain(text) in self.everything


def plain(text: str) -> str:
    """Return a text as it is compared: small letters, digits and single spaces.

    What stands in brackets is a remark, such as a unit, and is left out.

    >>> plain("Jumlah  Peserta (orang)*")
    'jumlah peserta'
    """
    return folded(re.sub(r"\([^)]*\)", " ", unicodedata.normalize("NFKC", text)))


def rest_after(words: Iterable[str], text: str) -> str | None:
    """Return what follows the longest of some words; None when a text begins with none of them."""
    name = plain(text)
    for word in sorted(words, key=len, reverse=True):
        if name == word or name.startswith(f"{word} "):
            return name.removeprefix(word).strip()
    return None


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def import_words(project: Project, columns: Mapping[str, str]) -> ImportWords:
    """Gather the words that an import needs from the catalogs of every language.

    What somebody told of the `columns` of these sheets goes before.
    """
    groups = [catalog.lexicon for catalog in project.catalogs.values() if catalog.lexicon]
    told = {plain(header): field for header, field in columns.items()}
    own = {plain(column): column for column in COVERAGE_COLUMNS}
    return ImportWords(
        headers={**_by_word(group.import_headers for group in groups), **own, **told},
        levels=_by_word(group.import_areas for group in groups),
        totals=_plain_words(group.import_totals for group in groups),
        everything=_plain_words(group.import_all for group in groups),
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


def _by_word(groups: Iterable[Mapping[str, tuple[str, ...]]]) -> dict[str, str]:
    """Return what each word means; of two meanings the first counts."""
    found: dict[str, str] = {}
    for group in groups:
        for meaning, words in group.items():
            for word in words:
                found.setdefault(plain(word), meaning)
    return found


def _plain_words(groups: Iterable[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(plain(word) for words in groups for word in words)
