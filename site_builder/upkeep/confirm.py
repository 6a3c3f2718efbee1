"""Confirm a translation as current with its original, and keep the original as it was then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from site_builder.model import Section, Stamp
from site_builder.pages.page import Page
from site_builder.pages.site_plan import SitePlan
from site_builder.pages.translations import section_hash, section_text
from site_builder.read.content import FENCE, LEAD
from site_builder.read.stamps import STAMPS_PATH, StampKey, confirmed_path, parse_confirmed
from site_builder.read.syntax.fields import SCHEMA_VERSION
from site_builder.read.syntax.yaml_values import quoted
from site_builder.upkeep.atomic_write import write_files

HASHED_FOLDER = "content/.translations"
"""Where originals lay before, each section in a file named by its hash."""
_HEADER = f"""\
# Written by `site-builder translated`: which translations somebody compared with their original.
schema_version: {SCHEMA_VERSION}
"""
_NOTE = "# Written by `site-builder translated`: the original when this translation was confirmed."


class UnknownPageError(LookupError):
    """A key without a translated page, or a section that the page lacks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmation:
    files: Mapping[str, bytes | None]
    """Path to new content; None for a file that goes, because its page is gone."""
    stamped: tuple[StampKey, ...]


def confirm_page(
    plan: SitePlan,
    stamps: Mapping[StampKey, Stamp],
    confirmed: Mapping[str, str],
    *,
    key: str | None,
    section_id: str,
    lang: str = "",
    today: date,
) -> Confirmation:
    """Confirm one section of a page, or all of them when none is named, in one language or in all.

    None for a key means every page.

    `confirmed` holds the confirmed originals by path. Raises `UnknownPageError` when nothing fits.
    """
    hashes = {
        name: (stamp.original, stamp.translation, stamp.date) for name, stamp in stamps.items()
    }
    files: dict[str, bytes | None] = {}
    stamped: list[StampKey] = []
    translated = [(page, original) for page in plan.pages if (original := plan.original(page))]
    for page, original in translated:
        if key not in {None, page.key} or lang not in {"", page.lang} or not page.source:
            continue
        path = confirmed_path(page.key, page.lang)
        said = dict(parse_confirmed(confirmed.get(path, ""), path))
        for section, source in _pairs(page, original, section_id):
            name = (page.key, page.lang, section.id)
            pair = section_hash(original, source), section_hash(page, section)
            hashes[name] = (*pair, today.isoformat())
            said[section.id] = section_text(original, source)
            stamped.append(name)
        files[path] = _format_confirmed(said, [section.id for section in original.sections])
    if key is not None and not stamped:
        raise UnknownPageError(key)
    known = {(page.key, page.lang) for page, _ in translated}
    hashes = {name: entry for name, entry in hashes.items() if name[:2] in known}
    files[STAMPS_PATH] = _format_stamps(hashes).encode()
    paths = {confirmed_path(name, lang) for name, lang, _ in hashes}
    return Confirmation(
        files={**dict.fromkeys(confirmed.keys() - paths), **files}, stamped=tuple(stamped)
    )


def _pairs(page: Page, original: Page, section_id: str) -> Iterator[tuple[Section, Section]]:
    """Yield each section that is meant with its original; all of them where none is named."""
    sources = {section.id: section for section in original.sections}
    for section in page.sections:
        if section.id in sources and section_id in {"", section.id}:
            yield section, sources[section.id]


def move_hashed(root: Path, plan: SitePlan, stamps: Mapping[StampKey, Stamp]) -> tuple[str, ...]:
    """Move originals that older versions kept by hash to where they are readable.

    Returns the paths of the new files; nothing is left at the old place.
    """
    hashed = {
        path.stem: path.read_text("utf-8", errors="replace")
        for path in sorted((root / HASHED_FOLDER).glob("*.md"))
    }
    if not hashed:
        return ()
    said: dict[tuple[str, str], dict[str, str]] = {}
    for (key, lang, section_id), stamp in stamps.items():
        if stamp.original in hashed:
            said.setdefault((key, lang), {})[section_id] = hashed[stamp.original]
    files = {
        confirmed_path(page.key, page.lang): _format_confirmed(
            said[page.key, page.lang], [section.id for section in original.sections]
        )
        for page in plan.pages
        if (original := plan.original(page)) and (page.key, page.lang) in said
    }
    gone = dict.fromkeys(f"{HASHED_FOLDER}/{name}.md" for name in hashed)
    write_files(root, {**gone, **files})
    return tuple(files)


def _format_confirmed(said: Mapping[str, str], order: Iterable[str]) -> bytes:
    """Write sections as content files do, in the order of the original."""
    title, description, lead = (*said.get(LEAD, "").split("\n", 2), "", "")[:3]
    matter = [f"title: {quoted(title)}", f"description: {quoted(description)}"]
    parts = ["\n".join((FENCE, _NOTE, *(matter if LEAD in said else ()), FENCE))]
    parts.append(lead.strip())
    for section_id in order:
        if section_id in said and section_id != LEAD:
            heading, _, body = said[section_id].partition("\n")
            parts.append(f"## {heading} {{#{section_id}}}\n{body.rstrip()}".rstrip())
    return ("\n\n".join(filter(None, parts)) + "\n").encode()


def _format_stamps(hashes: Mapping[StampKey, tuple[str, str, str]]) -> str:
    """Write all stamps, sorted, one section a line."""
    lines = [_HEADER]
    before: tuple[str, str] = ("", "")
    for (key, lang, section), (original, translation, day) in sorted(hashes.items()):
        if key != before[0]:
            lines.append(f'"{key}":\n')
        if (key, lang) != before:
            lines.append(f"  {lang}:\n")
        before = (key, lang)
        entry = f'original: "{original}", translation: "{translation}", date: "{day}"'
        lines.append(f"    {section}: {{{entry}}}\n")
    return "".join(lines)
