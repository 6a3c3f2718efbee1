"""Whether a translation still says what its original says, section by section.

Texts are compared by content, never by dates of files, and no wording is judged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from site_builder.model import Document, Section, Stamp, sha256_of
from site_builder.pages.page import Page

_HASH_LENGTH = 16
_MOST_TEXTS = 50_000
"""So many are known again by a preview, which compares all of them after every save."""
# Inserts are the same in every language, and so tell nothing about a translation.
_NO_WORD = re.compile(r"[\W_]")
_INSERT = re.compile(r"\{\{.*?\}\}", re.DOTALL)
# Kept as written: inserts, link targets, and punctuation between digits.
_KEPT = re.compile(r"\{\{.*?\}\}|\]\([^)]*\)|(?<=\d)[.,:/-](?=\d)")


class State(StrEnum):
    """How a section of a translation stands to its original."""

    CURRENT = "current"
    STALE = "stale"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionState:
    """A section's state, and the day on which it was last confirmed."""

    state: State
    since: str
    """Empty when nobody ever confirmed it."""


def section_states(
    original: Page, translation: Page, stamps: Mapping[tuple[str, str, str], Stamp]
) -> Mapping[str, SectionState]:
    """Return the state of every section of a translation, by section id.

    A section that the original gained since the page was last confirmed is stale too.
    """
    sources = {section.id: section for section in original.sections}
    states = {
        section.id: _state(
            section_hash(original, sources[section.id]),
            section_hash(translation, section),
            stamps.get((translation.key, translation.lang, section.id)),
        )
        for section in translation.sections
        if section.id in sources
    }
    confirmed = max((found.since for found in states.values()), default="")
    for name in sources:
        is_known = name in states or (translation.key, translation.lang, name) in stamps
        if confirmed and not is_known:
            states[name] = _shared_state(State.STALE, confirmed)
    return MappingProxyType(states)


def paired_sections(
    translation: Iterable[Section], original: Iterable[Section]
) -> tuple[Section, ...]:
    """Give a translation's sections the original's ids, by position where none is written."""
    known = dict(enumerate(section.id for section in original))
    return tuple(
        section if section.id else replace(section, id=known.get(position, f"section-{position}"))
        for position, section in enumerate(translation)
    )


def sections_alone(
    sections: Iterable[Section], others: Iterable[Section]
) -> Mapping[str, tuple[Section, ...]]:
    """Return the sections that the other language lacks, by the id above them that both have."""
    known = {section.id for section in others}
    above, alone = "", dict[str, tuple[Section, ...]]()
    for section in sections:
        if section.id in known:
            above = section.id
        else:
            alone[above] = (*alone.get(above, ()), section)
    return alone


def says_nothing(translation: Document, original: Document) -> bool:
    """Return whether a translation is empty, or the original's text under another name."""
    if translation is original:
        return False
    own, model = (
        [_INSERT.sub("", section.body.value).strip() for section in d.sections]
        for d in (translation, original)
    )
    return any(model) and (own == model or not any(own))


def section_hash(page: Page, section: Section) -> str:
    """Return the hash of a section's normalised text; the lead's includes title and description."""
    return _hash_of(section_text(page, section))


@lru_cache(_MOST_TEXTS)
def _hash_of(text: str) -> str:
    return sha256_of(normalise(text).encode())[:_HASH_LENGTH]


def section_text(page: Page, section: Section) -> str:
    """Return all that a section says."""
    if section.heading.value:
        return f"{section.heading.value}\n{section.body.value}"
    description = page.front.description
    said = description.value if description else ""
    return f"{page.title.value}\n{said}\n{section.body.value.strip()}"


def normalise(text: str) -> str:
    """Drop what does not change the meaning: case, spaces, and punctuation between words.

    >>> normalise("Rp 1.500, ya!") == normalise("rp  1.500 ya")
    True
    >>> normalise("1.500") == normalise("1,500")
    False
    """
    parts: list[str] = []
    position = 0
    text = unicodedata.normalize("NFC", text)
    for match in _KEPT.finditer(text):
        parts.append(_plain(text[position : match.start()]))
        parts.append(re.sub(r"\s+", "", match.group()))
        position = match.end()
    parts.append(_plain(text[position:]))
    return " ".join("".join(parts).split())


def _plain(text: str) -> str:
    return _NO_WORD.sub(" ", text.casefold())


def _state(original: str, translation: str, stamp: Stamp | None) -> SectionState:
    if stamp is None:
        return _shared_state(State.UNCONFIRMED, "")
    if original == stamp.original:
        state = State.CURRENT
    elif translation == stamp.translation:
        state = State.STALE
    else:
        state = State.UNCONFIRMED
    return _shared_state(state, stamp.date)


@lru_cache(_MOST_TEXTS)
def _shared_state(state: State, since: str) -> SectionState:
    """Return a state that is the very same wherever it is, which builds to come soon see."""
    return SectionState(state=state, since=since)
