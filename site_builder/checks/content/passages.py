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
from site_builder.read.templates import as_written
from site_builder.text.inserts import Insert, find_inserts, places_of
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
_QUOTED = {(Source, "title")}
"""Fields that hold somebody else's words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """One piece of prose, with where it was written."""

    languages: tuple[str, ...]
    """One; all of the site for a template, which belongs to none."""
    text: Text
    """As it is written."""
    words: RunningText
    """As it is read."""
    is_exact: bool = False
    """Whether the file has the text letter by letter; of a value in YAML only its beginning."""
    exempt: Mapping[str, str] = field(default_factory=dict)
    """Number as typed to the reason why it may stay."""
    exemption: str = ""
    """How a number in it is exempted; empty where none can be."""
    is_update: bool = False

    def place(self, position: int) -> Location:
        """Return the place in the file of a place in the words."""
        if not self.is_exact:
            return self.text.location
        return places_of(self.text)(self.words.source_position(position))

    @property
    def inserts(self) -> Iterator[tuple[Insert, Location]]:
        """Yield the inserts in it with their places."""
        place = places_of(self.text)
        for insert in find_inserts(self.text.value) if "{{" in self.text.value else ():
            yield insert, place(insert.start)


RECORDS = tuple(
    part.name
    for part in dataclasses.fields(Project)
    if part.name not in {"documents", "stamps", "unread", "images", "input_hashes"}
)
"""Parts of a project that hold texts for readers, beside its pages."""


def page_passages(site: SiteContext, page: Page) -> Iterator[Passage]:
    """Walk the prose of a content file."""
    lines = dict.fromkeys((page.title, page.short_title, page.description))
    passages = (
        *((text, line_text(text.value), BY_LIST) for text in lines),
        *((text, markdown_text(site.blocks(text.value)), BY_MARK) for text in markdown_texts(page)),
    )
    for text, words, exemption in passages:
        yield Passage(
            languages=(page.lang,),
            text=text,
            words=words,
            is_exact=exemption is BY_MARK,
            exempt=page.front.exempt,
            exemption=exemption,
            is_update=page.parent == UPDATES,
        )


def record_passages(records: object) -> Iterator[Passage]:
    """Walk the prose of interface words or of one kind of data."""
    for record in records.values() if isinstance(records, Mapping) else ():
        if isinstance(record, Catalog):
            for word in record.words.values():
                for form in word.forms.values():
                    yield _line(record.lang, Text(value=form, location=word.location))
    for texts in localized_texts(records):
        for lang, text in texts.texts.items():
            yield _line(lang, text)


def _line(lang: str, text: Text) -> Passage:
    return Passage(languages=(lang,), text=text, words=line_text(text.value))


def template_passages(site: SiteContext, templates: Mapping[str, str]) -> Iterator[Passage]:
    languages = site.project.settings.language_codes
    for name, source in templates.items():
        if name.endswith(".html"):
            whole = as_written(name, source)
            yield Passage(
                languages=languages, text=whole, words=template_text(source), is_exact=True
            )
            place = places_of(whole)
            for position, value in template_attributes(source):
                text = Text(value=value, location=place(position))
                yield Passage(languages=languages, text=text, words=line_text(value))


def markdown_texts(page: Page) -> Iterator[Text]:
    """Yield the heading and the body of each section, with their places."""
    for section in page.sections:
        yield from section.texts


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
