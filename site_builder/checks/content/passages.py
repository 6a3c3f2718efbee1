"""Everything that people wrote for readers, passage by passage, with its place.

What is quoted from a source is left out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from site_builder.diagnostics import Location
from site_builder.model import Catalog, Document, Localized, Observation, Project, Source, Text
from site_builder.pages.page import UPDATES, Page
from site_builder.read.templates import TEMPLATES_FOLDER
from site_builder.text.inserts import place_in, places_of
from site_builder.text.plain_text import (
    RunningText,
    line_text,
    markdown_text,
    template_attributes,
    template_text,
)
from site_builder.views.context import SiteContext

BY_MARK = '[[{number}]]{{reason="…"}}'
BY_LIST = 'exempt: [{{number: "{number}", reason: "…"}}]'
_HEADING_COLUMN = len("## ") + 1
_QUOTED = {(Source, "title")}
"""Fields that hold somebody else's words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """One piece of prose, with where it was written."""

    languages: tuple[str, ...]
    """One; all of the site for a template, which belongs to none."""
    words: RunningText
    location: Location
    source: str = ""
    """The text in the file; empty when only the place of its beginning is known."""
    exempt: Mapping[str, str] = field(default_factory=dict)
    """Number as typed to the reason why it may stay."""
    exemption: str = ""
    """How a number in it is exempted; empty where none can be."""
    is_update: bool = False

    def place(self, position: int) -> Location:
        """Return the place in the file of a place in the words."""
        if not self.source:
            return self.location
        text = Text(value=self.source, location=self.location)
        return places_of(text)(self.words.source_position(position))


RECORDS = tuple(
    part.name
    for part in dataclasses.fields(Project)
    if part.name not in {"documents", "stamps", "unread", "images", "input_hashes"}
)
"""Parts of a project that hold texts for readers, beside its pages."""


def record_passages(records: object) -> Iterator[Passage]:
    """Walk the prose of interface words or of one kind of data."""
    for catalog in _catalogs(records):
        yield from _catalog_passages(catalog)
    for texts in localized_texts(records):
        for lang, text in texts.texts.items():
            words = line_text(text.value)
            yield Passage(languages=(lang,), words=words, location=text.location)


def template_passages(site: SiteContext, templates: Mapping[str, str]) -> Iterator[Passage]:
    languages = site.project.settings.language_codes
    for name, source in templates.items():
        if name.endswith(".html"):
            yield from _of_template(f"{TEMPLATES_FOLDER}{name}", source, languages)


def markdown_texts(page: Page) -> Iterator[Text]:
    """Yield the heading and the body of each section, with their places."""
    for section in page.sections:
        place = Location(path=page.source, line=section.line, column=_HEADING_COLUMN)
        if section.heading:
            yield Text(value=section.heading, location=place)
        yield Text(value=section.body, location=Location(path=page.source, line=section.body_line))


def written_texts(page: Page) -> Iterator[Text]:
    """Yield everything that a content file says to readers."""
    yield from dict.fromkeys((page.title, page.short_title, page.description))
    yield from markdown_texts(page)


def inserting_texts(site: SiteContext) -> Iterator[Text]:
    """Yield every text in which an insert may stand, but for templates."""
    for page in site.plan.written:
        yield from written_texts(page)
    for part in RECORDS:
        yield from record_texts(getattr(site.project, part))


def record_texts(records: object) -> Iterator[Text]:
    """Yield every text of one part of a project's records in which an insert may stand."""
    for catalog in _catalogs(records):
        for word in catalog.words.values():
            for form in word.forms.values():
                yield Text(value=form, location=word.location)
    for texts in localized_texts(records):
        yield from texts


def _catalogs(records: object) -> Iterator[Catalog]:
    for record in records.values() if isinstance(records, Mapping) else ():
        if isinstance(record, Catalog):
            yield record


def page_passages(site: SiteContext, page: Page) -> Iterator[Passage]:
    lines = dict.fromkeys((page.title, page.short_title, page.description))
    passages = (
        *((text, line_text(text.value), BY_LIST) for text in lines),
        *((text, markdown_text(site.blocks(text.value)), BY_MARK) for text in markdown_texts(page)),
    )
    for text, words, exemption in passages:
        yield Passage(
            languages=(page.lang,),
            words=words,
            location=text.location,
            source=text.value if exemption is BY_MARK else "",
            exempt=page.front.exempt,
            exemption=exemption,
            is_update=page.parent == UPDATES,
        )


def _catalog_passages(catalog: Catalog) -> Iterator[Passage]:
    for word in catalog.words.values():
        for form in word.forms.values():
            words = line_text(form)
            yield Passage(languages=(catalog.lang,), words=words, location=word.location)


def _of_template(path: str, source: str, languages: tuple[str, ...]) -> Iterator[Passage]:
    location = Location(path=path, line=1)
    yield Passage(
        languages=languages, words=template_text(source), location=location, source=source
    )
    for position, text in template_attributes(source):
        yield Passage(
            languages=languages,
            words=line_text(text),
            location=place_in(path, source, 1)(position),
        )


def localized_texts(value: object) -> Iterator[Localized]:
    """Find every text per language inside records, however deep; pages are walked apart."""
    if isinstance(value, Localized):
        yield value
    elif isinstance(value, Document | Catalog):
        return
    elif isinstance(value, Observation):
        yield from value.words
    elif isinstance(value, Mapping):
        for child in value.values():
            yield from localized_texts(child)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        for child in value:
            yield from localized_texts(child)
    elif dataclasses.is_dataclass(value):
        for part in dataclasses.fields(value):
            if (type(value), part.name) not in _QUOTED:
                yield from localized_texts(getattr(value, part.name))
