"""What the site is: `site.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.diagnostics import Location
from site_builder.model.texts import Localized


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    code: str
    """BCP 47, as in addresses and `lang` attributes."""
    name: str
    """The language's own name for itself."""
    locale: str
    """The CLDR locale that formats its numbers and dates."""
    is_begun: bool = False
    """Pages and texts are still being translated: the original stands in for what is missing."""


MONEY = ("money", "rupiah")
"""What units of money begin with: the site's own currency, whichever of its names is used."""
MONEY_UNITS = tuple(
    f"{name}{period}" for name in MONEY for period in ("", "_per_month", "_per_year")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Currency:
    """The money of the site."""

    code: str
    """ISO 4217."""
    symbol: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """The social-protection programme that the site explains."""

    name: str
    expansion: Localized
    owner: Localized
    """Whose programme, and so whose site, this is."""
    legal: tuple[str, ...]
    parts: Mapping[str, Localized]
    """The insurances inside it: id to name, as benefits name them."""
    area: Localized
    """Where it applies, in words."""


DESTINATIONS = ("folder", "ssh", "git")
"""The kinds of places that the site can be brought to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Publishing:
    """Where `publish` brings the site, without a word of who may do so."""

    kind: str
    to: str
    host: str
    """The machine; empty for a folder of this one."""
    location: Location


OTHER = "other"
"""Stands for every language that is not named."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Budgets:
    """Most that a page may weigh, in bytes after brotli, and say, in words."""

    page: int
    """HTML, CSS and the images above the fold."""
    script: int
    offline: int
    card: int
    image: int
    """One picture of a page, as it is."""
    words: Mapping[str, int]
    """Key of a page, or kind of page, to the most words that such a page shows."""
    places_of_words: Mapping[str, Location]
    """Where each of them stands."""
    answer: Mapping[str, int]
    """Language to the most words of an answer card; `other` for all others."""

    def answer_words(self, lang: str) -> int:
        """Return the most words of an answer card in a language; 0 for no limit."""
        return self.answer.get(lang, self.answer.get(OTHER, 0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What `site.yaml` says."""

    title: Localized
    tagline: Localized
    languages: tuple[Language, ...]
    """The first is the default and stands at the root."""
    base_url: str
    """Absolute, ending in a slash."""
    base_url_location: Location
    staff_language: str
    time_zone: str
    programme: Programme
    is_compiled: bool
    """Show the notice that the content was compiled from public sources."""
    is_kept_offline: bool
    """Let readers' devices keep pages; if not, what they kept is removed."""
    navigation: tuple[str, ...]
    footer: tuple[str, ...]
    page_locations: Mapping[str, Location]
    """Where navigation or footer names each page."""
    contacts: tuple[str, ...]
    """Ids of the contacts that stand on every page."""
    denominators: tuple[str, ...]
    """Ids of the indicators that the count is compared with."""
    report_contact: str
    """Id of the contact for errors on a page."""
    currency: Currency
    calling_code: str
    """Of the country, without `+`: how telephone numbers begin that are written for abroad."""
    identifiers: tuple[str, ...]
    """National identity numbers that must stand nowhere, by their names in python-stdnum."""
    suppression_threshold: int
    jump_percent: int
    review_every: Mapping[str, int]
    """Kind of record to the days after which somebody should look at it again."""
    stale_days: int
    """Days after which a translation that was not confirmed anew is a problem."""
    dispute_days: int
    """Rows for one cell this near to a disputed one are part of the dispute."""
    budgets: Budgets
    licence_name: str
    licence_url: str
    published: str
    """Where the last published site stands: an address or a folder; empty if unknown."""
    publish: Publishing | None
    location: Location

    @property
    def default_language(self) -> str:
        """Return the code of the language at the root."""
        return self.languages[0].code

    @property
    def language_codes(self) -> tuple[str, ...]:
        """Return the codes in the site's order."""
        return tuple(language.code for language in self.languages)

    @property
    def language_names(self) -> Mapping[str, str]:
        """Code to what a language calls itself, the default first."""
        return {language.code: language.name for language in self.languages}

    @property
    def begun_languages(self) -> frozenset[str]:
        """Return the codes of those that are not translated to the end yet."""
        return frozenset(language.code for language in self.languages if language.is_begun)
