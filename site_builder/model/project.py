"""Everything that people wrote, together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from site_builder.model.answers import AnswerCard
from site_builder.model.benefits import Benefit, Condition
from site_builder.model.catalogs import Catalog, fill, form
from site_builder.model.claims import Claims
from site_builder.model.contacts import Contact
from site_builder.model.content import Document, Stamp
from site_builder.model.eligibility import Eligibility
from site_builder.model.figures import Chart
from site_builder.model.files import Image
from site_builder.model.periods import Period
from site_builder.model.records import (
    Area,
    Category,
    Indicator,
    Observation,
    Source,
    Target,
    Term,
    Unknown,
)
from site_builder.model.settings import Settings
from site_builder.model.texts import Localized, Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """Everything that people wrote, parsed."""

    settings: Settings
    catalogs: Mapping[str, Catalog]
    documents: tuple[Document, ...]
    unread: tuple[tuple[str, str], ...]
    """Key and language of content files that could not be read, which is reported once."""
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
    answers: Mapping[str, AnswerCard]
    eligibility: Eligibility
    claims: Claims
    unknown: Mapping[str, Unknown]
    images: Mapping[str, Image | None]
    """Path to picture; None for a file that no page can show, which is reported."""
    input_hashes: Mapping[str, str]
    """Path to sha256 of every file that was read."""

    def word(self, key: str, /, **params: Localized | str | int) -> Localized:
        """Return an interface word in every language; parameters may be in every language too."""
        texts = {}
        for lang, catalog in self.catalogs.items():
            filled = {
                name: value[lang] if isinstance(value, Localized) else value
                for name, value in params.items()
            }
            text = fill(form(catalog, key), filled)
            texts[lang] = Text(value=text, location=catalog.words[key].location)
        return Localized(texts=texts)

    @property
    def changing_records(self) -> tuple[Benefit | Contact, ...]:
        """Return the records that keep what they were before."""
        return (*self.benefits.values(), *self.contacts.values())

    def benefit_of(self, figure: str) -> Benefit | None:
        """Return the benefit whose amount, or one of whose conditions, a figure of a name is."""
        kind, name, *_ = figure.split(".")
        benefit = self.benefits.get(name)
        return benefit if benefit is not None and benefit.kind == kind else None

    @property
    def conditions(self) -> Mapping[str, Condition]:
        """Return every condition of a benefit by `<benefit>.<condition>`."""
        return {
            f"{benefit.id}.{condition.id}": condition
            for benefit in self.benefits.values()
            for condition in benefit.conditions
        }

    @property
    def periods(self) -> Iterator[Period]:
        """Yield the days of everything that is shown on some days only."""
        for question in self.eligibility.questions.values():
            yield from (answer.period for answer in question.answers)
        for card in self.answers.values():
            yield from (amount.period for amount in card.amounts)
        for document in self.documents:
            if document.lang == self.settings.default_language:
                yield from (section.period for section in document.sections if section.period)
