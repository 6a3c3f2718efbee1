"""Content files into documents: front matter, and sections that know their lines.

Takes the text of one Markdown file; gives a `Document`. Reports a fence left open, unknown or
missing fields, headings without ids and an over-long description. It resolves nothing: parents,
sources and links are checked where all pages are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from types import MappingProxyType

from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import Document, FrontMatter, Section, SharedFrontMatter, Text
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.yaml_nodes import parse_yaml

CONTENT_FOLDER = "content/"
MAX_DESCRIPTION = 160
LEAD = "lead"

SHARED_FIELDS = tuple(field.name for field in fields(SharedFrontMatter))

_FENCE = "---"
_FILE_NAME = re.compile(r"(?P<key>.+)\.(?P<lang>[A-Za-z0-9-]+)\.md")
_HEADING = re.compile(r"##\s+(?P<text>.*?)\s*(?:\{#(?P<id>[^}]*)\})?\s*")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CODE_FENCE = re.compile(r"\s{0,3}(```|~~~)")


def split_path(path: str, languages: tuple[str, ...]) -> tuple[str, str] | None:
    """Split `content/<key>.<lang>.md` into key and language; None for any other file."""
    match = _FILE_NAME.fullmatch(path.removeprefix(CONTENT_FOLDER))
    if match is None or match["lang"] not in languages:
        return None
    return match["key"], match["lang"]


def parse_document(
    text: str, path: str, languages: tuple[str, ...], found: list[Diagnostic]
) -> Document | None:
    """Read one content file; None when its name or its fence is wrong."""
    name = split_path(path, languages)
    if name is None:
        found.append(problem("TXT004", Location(path=path), known=", ".join(languages)))
        return None
    key, lang = name
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if lines[0].rstrip() != _FENCE or end is None:
        found.append(problem("TXT003", Location(path=path, line=1)))
        return None
    root = parse_yaml("\n".join(lines[1:end]), path, found, first_line=2)
    if root is None:
        return None
    is_original = lang == languages[0]
    matter = Fields(root, found, languages)
    front = _parse_own(matter, found)
    shared = _parse_shared(matter, is_original, found)
    matter.close()
    sections = _split_sections(lines[end + 1 :], end + 2, path, is_original, found)
    if is_original:
        place = front.locations.get("leaflet_sections", matter.location)
        found.extend(_unknown_leaflet_sections(shared.leaflet_sections, place, sections))
    return Document(key=key, lang=lang, path=path, front=front, shared=shared, sections=sections)


def _parse_own(matter: Fields, found: list[Diagnostic]) -> FrontMatter:
    locations = matter.locations()
    missing = Text(value="", location=matter.location)
    description = matter.prose("description", required=True) or missing
    if len(description.value) > MAX_DESCRIPTION:
        length = len(description.value)
        found.append(
            problem("TXT005", locations["description"], length=length, limit=MAX_DESCRIPTION)
        )
    return FrontMatter(
        title=matter.prose("title", required=True) or missing,
        description=description,
        slug=_parse_slug(matter, found),
        short_title=matter.prose("short_title"),
        question=matter.prose("question"),
        redirect_from=matter.texts("redirect_from"),
        exempt=_parse_exempt(matter),
        locations=MappingProxyType(dict(locations)),
    )


def _parse_shared(matter: Fields, is_original: bool, found: list[Diagnostic]) -> SharedFrontMatter:
    locations = matter.locations()
    if not is_original:
        for name in SHARED_FIELDS:
            if name in matter:
                found.append(problem("TXT014", locations[name], key=name))
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
        leaflet_sections=matter.texts("leaflet_sections"),
        card=matter.text("card"),
        untranslated=matter.text("untranslated"),
    )
    if shared.reviewed and not shared.reviewed_by:
        found.append(problem("CFG005", locations["reviewed"], key="reviewed_by"))
    return shared


def _unknown_leaflet_sections(
    chosen: tuple[str, ...], place: Location, sections: tuple[Section, ...]
) -> Iterator[Diagnostic]:
    """Report sections that are chosen for paper and are not on the page."""
    known = [section.id for section in sections if section.heading]
    for name in chosen:
        if name not in known:
            guess, names = nearest(name, known), ", ".join(known)
            yield problem(
                "CFG007", place, key="leaflet_sections", value=name, nearest=guess, known=names
            )


def _parse_slug(fields: Fields, found: list[Diagnostic]) -> str:
    """Read the slug; an empty one stands for the root of a language."""
    if "slug" not in fields and "slug" not in fields.locations():
        fields.text("slug", required=True)
        return ""
    slug = fields.text("slug")
    if slug and not _SLUG.fullmatch(slug):
        found.append(problem("CFG006", fields.location_of("slug"), key="slug", expected="a-b-1"))
    return slug


def _parse_exempt(fields: Fields) -> MappingProxyType[str, str]:
    exempt = {}
    for entry in fields.each("exempt"):
        exempt[entry.text("number", required=True)] = entry.text("reason", required=True)
        entry.close()
    return MappingProxyType(exempt)


def _split_sections(
    lines: list[str], first_line: int, path: str, is_original: bool, found: list[Diagnostic]
) -> tuple[Section, ...]:
    """Cut the body at its second-level headings; code fences are passed over."""
    starts: list[tuple[int, str, str]] = [(0, LEAD, "")]
    in_code = False
    for index, line in enumerate(lines):
        if _CODE_FENCE.match(line):
            in_code = not in_code
        match = None if in_code else _HEADING.fullmatch(line)
        if match is not None:
            place = Location(path=path, line=first_line + index)
            section_id = _heading_id(match, place, is_original, starts, found)
            starts.append((index, section_id, match["text"]))
    ends = [start for start, _, _ in starts[1:]] + [len(lines)]
    sections = []
    for (start, section_id, heading), end in zip(starts, ends, strict=True):
        body_start = start if section_id == LEAD and not heading else start + 1
        sections.append(
            Section(
                id=section_id,
                heading=heading,
                body="\n".join(lines[body_start:end]),
                line=first_line + start,
                body_line=first_line + body_start,
            )
        )
    return tuple(sections)


def _heading_id(
    match: re.Match[str],
    place: Location,
    is_original: bool,
    before: list[tuple[int, str, str]],
    found: list[Diagnostic],
) -> str:
    """Give a heading's id; a translation may leave it out and takes it by position."""
    written = match["id"] or ""
    if (written and not _ID.fullmatch(written)) or (is_original and not written):
        found.append(problem("TXT007", place, heading=match["text"], id=written))
    if written and written in {section_id for _, section_id, _ in before}:
        found.append(problem("TXT008", place, id=written))
    return written
