"""Content files into documents: front matter, and sections that know their lines.

Parents, sources and links are checked where all pages are known.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from types import MappingProxyType

from site_builder.model import Document, FrontMatter, Section, SharedFrontMatter, Text
from site_builder.model.content import find_fences
from site_builder.model.urls import SLUG, meant_slug
from site_builder.read.syntax.fields import Fields, parse_fields
from site_builder.read.syntax.periods import parse_period_words
from site_builder.read.syntax.reader import Reader

CONTENT_FOLDER = "content/"
MAX_DESCRIPTION = 160
LEAD = "lead"

SHARED_FIELDS = tuple(field.name for field in fields(SharedFrontMatter))

FENCE = "---"
_FILE_NAME = re.compile(r"(?P<key>.+)\.(?P<lang>[A-Za-z0-9-]+)\.md")
HEADING = re.compile(r"##\s+(?P<text>.*?)\s*(?:\{#(?P<id>[^}]*)\})?\s*")


def split_path(path: str, languages: tuple[str, ...]) -> tuple[str, str] | None:
    """Split `content/<key>.<lang>.md` into key and language; None for any other file."""
    match = _FILE_NAME.fullmatch(path.removeprefix(CONTENT_FOLDER))
    if match is None or match["lang"] not in languages:
        return None
    return match["key"], match["lang"]


def parse_document(text: str, reader: Reader) -> Document | None:
    """Parse one content file; None when its name or its fence is wrong."""
    name = split_path(reader.path, reader.languages)
    if name is None:
        reader.report("TXT004", known=", ".join(reader.languages))
        return None
    key, lang = name
    lines = text.split("\n")
    end = find_front_end(lines)
    if end is None:
        reader.report("TXT003", reader.place(1))
        return None
    matter = parse_fields("\n".join(lines[1:end]), reader, first_line=2)
    if matter is None:
        return None
    is_original = lang == reader.languages[0]
    shared = _parse_shared(matter, is_original)
    sections = split_sections(lines[end + 1 :], end + 2, reader, is_original=is_original)
    return Document(
        key=key,
        lang=lang,
        path=reader.path,
        front=_parse_own(matter),
        shared=shared,
        sections=sections,
    )


def find_front_end(lines: list[str]) -> int | None:
    """Return the number of the line that closes the front matter, counted from 0, if there is."""
    if lines[0].rstrip() != FENCE:
        return None
    return next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)


def _parse_own(matter: Fields) -> FrontMatter:
    description = matter.prose("description")
    if description and len(description.value) > MAX_DESCRIPTION:
        length = len(description.value)
        matter.report("TXT005", "description", length=length, limit=MAX_DESCRIPTION)
    return FrontMatter(
        title=matter.required_prose("title"),
        description=description,
        slug=_parse_slug(matter),
        short_title=matter.prose("short_title"),
        question=matter.prose("question"),
        redirect_from=matter.texts("redirect_from"),
        exempt=_parse_exempt(matter),
        locations=MappingProxyType(dict(matter.locations())),
    )


def _parse_shared(matter: Fields, is_original: bool) -> SharedFrontMatter:
    if not is_original:
        names = [name for name in SHARED_FIELDS if name in matter]
        if names:
            first = min(names, key=matter.location_of)
            matter.report("TXT014", first, key=", ".join(names))
    shared = SharedFrontMatter(
        template=matter.text("template", default="page"),
        icon=matter.text("icon"),
        parent=matter.text("parent"),
        order=matter.integer("order", default=100),
        sources=matter.texts("sources", required=is_original),
        legal=matter.texts("legal"),
        next=matter.texts("next"),
        date=matter.date("date"),
        draft=matter.flag("draft"),
        reviewed=matter.date("reviewed"),
        reviewed_by=matter.text("reviewed_by"),
        review_by=matter.date("review_by"),
        offline=matter.flag("offline"),
        leaflet=matter.flag("leaflet"),
        answer=matter.text("answer"),
        unknown=matter.texts("unknown"),
        card=matter.text("card"),
        untranslated=matter.text("untranslated"),
        publish_on=matter.date("publish_on"),
        withdraw_on=matter.date("withdraw_on"),
    )
    if shared.reviewed and not shared.reviewed_by:
        matter.report_missing("reviewed_by", at="reviewed")
    return shared


def _parse_slug(matter: Fields) -> str:
    """Parse the slug; an empty one stands for the root of a language."""
    slug = matter.text("slug", required="slug" not in matter.locations())
    if slug and not SLUG.fullmatch(slug):
        matter.report_type("slug", "a-b-1", meant_slug(slug))
    return slug


def _parse_exempt(matter: Fields) -> MappingProxyType[str, str]:
    return MappingProxyType(
        {
            entry.text("number", required=True): entry.text("reason", required=True)
            for entry in matter.each("exempt")
        }
    )


def split_sections(
    lines: list[str], first_line: int, reader: Reader, *, is_original: bool
) -> tuple[Section, ...]:
    """Cut the body at its second-level headings; code fences are passed over."""
    fenced = {index for start, end in find_fences(lines).items() for index in range(start, end)}
    lead = Text(value="", location=reader.place(first_line))
    sections = [Section(id=LEAD, heading=lead, body=lead)]
    for index, line in enumerate(lines):
        match = None if index in fenced else HEADING.fullmatch(line)
        if match is not None:
            section = _parse_heading(match, first_line + index, reader, is_original=is_original)
            if section.id and section.id in {known.id for known in sections}:
                reader.report("TXT008", section.location, id=section.id)
            sections.append(section)
    starts = [section.body.location.line - first_line for section in sections]
    ends = [section.heading.location.line - first_line for section in sections[1:]] + [len(lines)]
    return tuple(
        replace(section, body=replace(section.body, value="\n".join(lines[start:end])))
        for section, start, end in zip(sections, starts, ends, strict=True)
    )


def _parse_heading(
    match: re.Match[str], line: int, reader: Reader, *, is_original: bool
) -> Section:
    """Parse a heading with its id and its days.

    A translation may leave an id out, and takes it by position.
    """
    heading, section_id, period = match["text"], match["id"] or "", None
    name, *days = section_id.split() or [""]
    if "=" in name:
        name, days = "", [name, *days]
    if SLUG.fullmatch(name) or not name:
        section_id, period = name, parse_period_words(days, heading, reader, line)
    is_unnamed = is_original and not section_id
    if (section_id and not SLUG.fullmatch(section_id)) or is_unnamed or not heading:
        reader.report("TXT007", reader.place(line), heading=heading, id=section_id)
    return Section(
        id=section_id,
        heading=Text(value=heading, location=reader.place(line, match.start("text") + 1)),
        body=Text(value="", location=reader.place(line + 1)),
        period=period,
    )
