"""The values that travel between the stages: one frozen type for each thing people speak of.

Takes `Location` from `diagnostics`; gives dataclasses to every other module. They hold what was
written, already parsed, and nothing about how it will look. No value here is filled in later: a
stage that knows more makes a new value. Nothing here reads, computes or formats.

In the order of the walk: what the site is (`Settings`), what people wrote (`Document`), the
records of `data/`, all of it together (`Project`), the numbers (`Figure`), and the finished files
(`OutputFile`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from site_builder.diagnostics import Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A piece of prose that knows where it was written."""

    value: str
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Localized:
    """One text in every language of the site."""

    texts: Mapping[str, Text]
    """Language code to text."""

    def __getitem__(self, lang: str) -> str:
        """Give the text in one language."""
        return self.texts[lang].value

    def __iter__(self) -> Iterator[Text]:
        """Walk the texts in the site's order of languages."""
        return iter(self.texts.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """A language of the site."""

    code: str
    """BCP 47, as in addresses and `lang` attributes."""
    name: str
    """The language's own name for itself."""
    locale: str
    """The CLDR locale that formats its numbers and dates."""


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
    owner_url: str
    legal: tuple[str, ...]
    parts: Mapping[str, Localized]
    """The insurances inside it: id to name, as benefits name them."""
    area: Localized
    """Where it applies, in words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Budgets:
    """Most that a page may weigh, in bytes after brotli."""

    page: int
    """HTML, CSS and the images above the fold."""
    script: int
    offline: int
    card: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What `site.yaml` says."""

    title: Localized
    tagline: Localized
    languages: tuple[Language, ...]
    """The first is the default and stands at the root."""
    base_url: str
    """Absolute, ending in a slash."""
    staff_language: str
    time_zone: str
    programme: Programme
    is_compiled: bool
    """Show the notice that the content was compiled from public sources."""
    navigation: tuple[str, ...]
    footer: tuple[str, ...]
    contacts: tuple[str, ...]
    """Ids of the contacts that stand on every page."""
    denominators: tuple[str, ...]
    """Ids of the indicators that the count is compared with."""
    report_contact: str
    """Id of the contact for errors on a page."""
    currency: Currency
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
    location: Location

    @property
    def default_language(self) -> str:
        """Give the code of the language at the root."""
        return self.languages[0].code

    @property
    def language_codes(self) -> tuple[str, ...]:
        """Give the codes in the site's order."""
        return tuple(language.code for language in self.languages)


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of a document: the lead, or all below one second-level heading."""

    id: str
    heading: str
    """Markdown of the heading; empty for the lead."""
    body: str
    """Markdown below the heading."""
    line: int
    """Line of the heading in the file; of the first line of text for the lead."""
    body_line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontMatter:
    """The fields at the top of a content file."""

    title: Text
    description: Text
    slug: str
    short_title: Text | None
    question: Text | None
    """The page as a reader's question, for the home page."""
    icon: str
    template: str
    parent: str
    order: int
    sources: tuple[str, ...]
    legal: tuple[str, ...]
    next: tuple[str, ...]
    date: str
    redirect_from: tuple[str, ...]
    draft: bool
    reviewed: str
    reviewed_by: str
    review_by: str
    offline: bool
    """Fetched ahead for reading without a connection."""
    leaflet: bool
    untranslated: str
    """Why the page has no translation on purpose; empty for a page that owes one."""
    exempt: Mapping[str, str]
    """Number as typed to the reason why it may stay."""
    locations: Mapping[str, Location]
    """Where each field stands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One content file: a page in one language."""

    key: str
    lang: str
    path: str
    front: FrontMatter
    sections: tuple[Section, ...]
    """The lead first, even when it is empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """Somebody's word that a section's translation is current with its original."""

    original: str
    """Hash of the original's normalised text at that time."""
    translation: str
    """Hash of the translation's."""
    date: str
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """An interface text: one form, or one for each plural category of the language."""

    forms: Mapping[str, str]
    """CLDR plural category to text; a text without plural has only `other`."""
    location: Location


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
class Reading:
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
    common: tuple[str, ...] = ()
    """Small words by which the language is known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalog:
    """The interface words of one language."""

    lang: str
    path: str
    words: Mapping[str, Word]
    """Dotted key to word."""
    reading: Reading | None

    @property
    def scales(self) -> Mapping[int, str]:
        """Give the words for short amounts; none when the language has no `reading`."""
        return self.reading.scales if self.reading else {}


class Status(StrEnum):
    """How a number stands."""

    PUBLISHED = "published"
    DISPUTED = "disputed"
    SUPERSEDED = "superseded"
    COMPUTED = "computed"
    NOT_PUBLISHED = "not_published"
    SUPPRESSED = "suppressed"


class Confidence(StrEnum):
    """How sure a source makes a fact."""

    OFFICIAL_PRIMARY = "official_primary"
    OFFICIAL_SECONDARY = "official_secondary"
    PRESS = "press"
    COMPUTED = "computed"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A published page or document that facts rest on."""

    id: str
    title: Localized
    publisher: str
    date: str
    """ISO 8601, perhaps only a year or a month; empty if undated."""
    date_text: Localized | None
    kind: Confidence
    read: Localized
    """How much of it could be read."""
    url: str
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """A row of `coverage.csv`: how many people, when, and who says so."""

    as_of: date
    funding: str
    """Empty for all together; so too the next two."""
    area: str
    occupation: str
    participants: int | None
    status: Status
    sources: tuple[str, ...]
    released: date | None
    quote: bool
    note: Localized | None
    location: Location

    @property
    def cell(self) -> tuple[str, str, str]:
        """Give what the row counts: funding, area and occupation."""
        return (self.funding, self.area, self.occupation)


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A row of `targets.csv`."""

    year: int
    funding: str
    participants: int
    sources: tuple[str, ...]
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator:
    """A row of `indicators.csv`: any other statistic."""

    id: str
    as_of: str
    value: Decimal | None
    unit: str
    status: Status
    sources: tuple[str, ...]
    confidence: Confidence
    conflicts_with: tuple[str, ...]
    note: Localized | None
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """A row of `areas.csv`."""

    code: str
    slug: str
    name: str
    level: str
    parent: str
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Category:
    """A funding source or an occupation."""

    id: str
    name: Localized
    description: Localized | None
    sources: tuple[str, ...]
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """What must hold for a benefit; with a number, it is a figure of its own."""

    id: str
    text: Localized
    unit: str
    """`months`, `years`, `age`, `count`, `days` or `hours`; empty without a number."""
    value: Decimal | None
    sources: tuple[str, ...]
    """Its own sources, where they are not those of the benefit."""
    confidence: Confidence | None
    valid_from: str
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class LegalReference:
    """A rule, and its article where it is known."""

    rule: str
    article: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    """What sources disagree about."""

    text: Localized
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Benefit:
    """An amount paid out, or paid in when `kind` is `contribution`."""

    id: str
    kind: str
    programme: str
    name: Localized
    amount: Decimal | None
    formula: str
    amount_text: Localized | None
    """What is owed where no amount can be given."""
    unit: str
    is_ceiling: bool
    """The amount is the most that is paid."""
    minimum: Decimal | None
    maximum: Decimal | None
    conditions: tuple[Condition, ...]
    legal: tuple[LegalReference, ...]
    sources: tuple[str, ...]
    confidence: Confidence
    valid_from: str
    valid_to: str
    conflict: Conflict | None
    note: Localized | None
    location: Location

    @property
    def figure_name(self) -> str:
        """Give the name under which people insert it."""
        return f"{self.kind}.{self.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """One way to reach a contact."""

    kind: str
    value: str
    dial: str
    """Digits to dial; empty unless a telephone."""
    label: Localized | None
    note: Localized | None
    sources: tuple[str, ...]
    as_of: str
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Somebody to ask."""

    id: str
    name: Localized
    purpose: Localized
    channels: tuple[Channel, ...]
    unknown: tuple[Localized, ...]
    """What is not published about it."""
    sources: tuple[str, ...]
    confidence: Confidence
    note: Localized | None
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """An entry of the glossary."""

    id: str
    term: Localized
    abbreviation: Localized | None
    definition: Localized
    forbidden: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, tuple[str, ...]]
    see: tuple[str, ...]
    sources: tuple[str, ...]
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A declaration of `charts.yaml`."""

    id: str
    kind: str
    dataset: str
    by: str
    measure: str
    title: Localized
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """An answer of the eligibility checker, and where it leads."""

    text: Localized
    to: str
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question of the eligibility checker."""

    id: str
    slug: Localized
    text: Localized
    help: Localized | None
    rule: Localized
    """Why it is asked."""
    sources: tuple[str, ...]
    certainty: Confidence
    answers: tuple[Answer, ...]
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """Where a path of the eligibility checker ends; never a promise."""

    id: str
    slug: Localized
    kind: str
    title: Localized
    body: Localized
    """Plain paragraphs, with an empty line between them."""
    bring: tuple[Localized, ...]
    next: tuple[str, ...]
    contacts: tuple[str, ...]
    sources: tuple[str, ...]
    certainty: Confidence
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Eligibility:
    """The question tree; empty in a project without a checker."""

    start: str
    start_location: Location
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """Everything that people wrote, parsed."""

    settings: Settings
    catalogs: Mapping[str, Catalog]
    documents: tuple[Document, ...]
    stamps: Mapping[tuple[str, str, str], Stamp]
    """Page key, language and section id to stamp."""
    sources: Mapping[str, Source]
    observations: tuple[Observation, ...]
    targets: tuple[Target, ...]
    indicators: tuple[Indicator, ...]
    indicator_labels: Mapping[str, Localized]
    areas: Mapping[str, Area]
    """Slug to area."""
    funding: Mapping[str, Category]
    occupations: Mapping[str, Category]
    benefits: Mapping[str, Benefit]
    contacts: Mapping[str, Contact]
    terms: Mapping[str, Term]
    charts: Mapping[str, Chart]
    eligibility: Eligibility
    input_hashes: Mapping[str, str]
    """Path to sha256 of every file that was read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A named number with all that makes it believable."""

    name: str
    label: Localized
    value: Decimal | None
    """None only when nothing is published, or it is suppressed or has no amount."""
    unit: str
    as_of: str
    """ISO 8601, perhaps only a year or a month; empty where no date applies."""
    status: Status
    confidence: Confidence
    sources: tuple[str, ...]
    row: str
    """`data/coverage.csv:2`, or the formula that made it."""
    location: Location
    note: Localized | None = None
    text: Localized | None = None
    """What stands in place of a number."""
    is_ceiling: bool = False
    valid_from: str = ""
    valid_to: str = ""
    history: tuple[Figure, ...] = ()
    """The same figure at its dates, oldest first, corrected ones included."""
    disputes: tuple[Figure, ...] = ()
    """What other sources say of the same thing at or near the same date."""
    conflicts_with: tuple[str, ...] = ()
    conflict: Conflict | None = None
    corrects: Decimal | None = None
    """The value that this one replaced, if it was corrected."""

    def has_ended(self, today: date) -> bool:
        """Tell whether the rule behind the figure held only until a day before today."""
        return bool(self.valid_to) and today.isoformat()[: len(self.valid_to)] > self.valid_to

    def is_to_come(self, today: date) -> bool:
        """Tell whether the rule behind the figure holds only from a day after today."""
        return bool(self.valid_from) and today.isoformat()[: len(self.valid_from)] < self.valid_from


@dataclass(frozen=True, kw_only=True, slots=True)
class OutputFile:
    """A finished file of the site."""

    path: str
    """Relative to the output folder, with forward slashes."""
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class FigureUse:
    """A figure shown on a page."""

    name: str
    as_of: str

    def __str__(self) -> str:
        """Give the form of the manifest."""
        return f"{self.name}@{self.as_of}"
