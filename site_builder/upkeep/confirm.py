"""Stamp a translation as current with its original.

Takes the planned pages and today's date; gives the new text of `content/translations.yaml` and a
copy of each original section, named by its hash, so that a later change can be shown as a
difference. It decides nothing about wording, and writing is left to `edit.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from site_builder.model import Stamp
from site_builder.pages.page import Page
from site_builder.pages.site_plan import SitePlan
from site_builder.pages.translations import section_hash, section_text
from site_builder.read.stamps import STAMPS_PATH, StampKey
from site_builder.read.syntax.fields import SCHEMA_VERSION

SNAPSHOT_FOLDER = "content/.translations"
_HEADER = f"""\
# Written by `site-builder translated`: which translations somebody compared with their original.
schema_version: {SCHEMA_VERSION}
"""


class UnknownPageError(LookupError):
    """A key without a translated page, or a section that the page lacks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamping:
    """What stamping a page changes."""

    files: Mapping[str, str]
    """Path to new text."""
    stamped: tuple[StampKey, ...]


def snapshot_path(original_hash: str) -> str:
    """Give where the text of an original section is kept."""
    return f"{SNAPSHOT_FOLDER}/{original_hash}.md"


def stamp_page(
    plan: SitePlan, stamps: Mapping[StampKey, Stamp], key: str, section_id: str, today: date
) -> Stamping:
    """Stamp one section of a page, or all of them when none is named, in every language.

    Raises `UnknownPageError` when nothing fits.
    """
    hashes = {
        name: (stamp.original, stamp.translation, stamp.date) for name, stamp in stamps.items()
    }
    files: dict[str, str] = {}
    stamped: list[StampKey] = []
    for page in plan.pages:
        original = plan.original(page)
        if page.key != key or original is None or not page.source:
            continue
        for name, entry, text in _page_stamps(page, original, section_id):
            hashes[name] = (*entry, today.isoformat())
            files[snapshot_path(entry[0])] = text
            stamped.append(name)
    if not stamped:
        raise UnknownPageError(key)
    known = {page.key for page in plan.pages}
    files[STAMPS_PATH] = _format({name: h for name, h in hashes.items() if name[0] in known})
    return Stamping(files=files, stamped=tuple(stamped))


def _page_stamps(
    page: Page, original: Page, section_id: str
) -> list[tuple[StampKey, tuple[str, str], str]]:
    sources = {section.id: section for section in original.sections}
    return [
        (
            (page.key, page.lang, section.id),
            (section_hash(original, sources[section.id]), section_hash(page, section)),
            section_text(original, sources[section.id]).strip() + "\n",
        )
        for section in page.sections
        if section.id in sources and section_id in {"", section.id}
    ]


def _format(hashes: Mapping[StampKey, tuple[str, str, str]]) -> str:
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
