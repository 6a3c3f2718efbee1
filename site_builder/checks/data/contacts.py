"""Whom to ask, and who looked at a page, is an office and not a person.

What announces a person and what names an office stand in the catalogs. An office that somebody's
name is part of, as of a hospital, is written with its own word first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from site_builder.checks.data.data_input import DataInput
from site_builder.checks.data.personal_data import plain
from site_builder.diagnostics import Diagnostic, Location, masked, problem
from site_builder.model import Channel, Contact, Lexicon, Project
from site_builder.model.texts import Text

_PARTS = re.compile(r"\s*[,;:()/–—|]\s*|\s+-\s+")
"""Between an office and whoever answers there."""
_FEWEST_DIGITS = 9
"""Of a telephone number in full; the short ones of services are nobody's own."""
_FREE_MAIL = re.compile(
    r"(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|icloud|aol|gmx|mail|proton"
    r"|protonmail|yandex|qq|163)(?:\.[a-z]{2,3}){1,2}",
    re.IGNORECASE,
)
"""Hosts where anybody has an address."""
_REVIEWER = "reviewed_by"
_YEAR_OF_BIRTH = re.compile(r"[^\W\d][._\-]?(?:19[3-9]\d|20[01]\d)(?!\d)")
"""A year after letters, as people add theirs to a name that is taken."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    """The words of every language, in small letters."""

    before: frozenset[str]
    after: frozenset[str]
    offices: tuple[str, ...]

    @classmethod
    def of(cls, project: Project) -> _Words:
        known = [catalog.lexicon or Lexicon() for catalog in project.catalogs.values()]
        return cls(
            before=frozenset(word.casefold() for each in known for word in each.persons_before),
            after=frozenset(word.casefold() for each in known for word in each.persons_after),
            offices=tuple(f" {plain(word)} " for each in known for word in each.offices),
        )

    def names_office(self, text: str) -> bool:
        return any(word in f" {plain(text)} " for word in self.offices)

    def of_person(self, text: str) -> str:
        """Return the word that announces or follows a person's name; empty where there is none."""
        parts: list[str] = _PARTS.split(text)
        for words in map(str.split, parts):
            for position, word in enumerate(words):
                if _is_among(word, self.after):
                    return word
                is_before = _is_among(word, self.before) and _is_name(words[position + 1 :])
                if is_before and not self.names_office(" ".join(words[:position])):
                    return word
        return ""


def check_contacts(data: DataInput) -> Iterator[Diagnostic]:
    """Report who is a person (PRV010), and who may be one (PRV011, PRV013)."""
    words = _Words.of(data.project)
    yield from _in_contacts(data.project, words)
    yield from _in_reviewers(data.project, words)


def _in_contacts(project: Project, words: _Words) -> Iterator[Diagnostic]:
    """Pass over a mobile number under the name of an office: offices have such numbers."""
    for contact in project.contacts.values():
        found = {
            text.location: word for text in _names(contact) if (word := words.of_person(text.value))
        }
        for place, word in found.items():
            yield problem("PRV010", place, word=word)
        own = next(filter(_may_be_of_one, contact.channels), None)
        is_office = any(words.names_office(text.value) for text in _of_itself(contact))
        if own and words.offices and not is_office and not found:
            yield problem("PRV011", own.location)
        elif not found:
            for channel in filter(_is_address_of_person, contact.channels):
                yield problem("PRV013", channel.location, value=masked(channel.value))


def _in_reviewers(project: Project, words: _Words) -> Iterator[Diagnostic]:
    """Look at who has read a page: readers are told."""
    for document in project.documents:
        name = document.shared.reviewed_by
        place = document.front.locations.get(_REVIEWER, Location(path=document.path))
        if word := words.of_person(name):
            yield problem("PRV010", place, key=_REVIEWER, word=word)
        elif name and words.offices and not words.names_office(name):
            yield problem("PRV011", place, key=_REVIEWER)


def _of_itself(contact: Contact) -> Iterator[Text]:
    yield from contact.name
    yield from contact.spoken or ()


def _names(contact: Contact) -> Iterator[Text]:
    """Yield what a contact and its ways are called."""
    yield from _of_itself(contact)
    for channel in contact.channels:
        if channel.dial or channel.kind == "email":
            yield from channel.label or ()
            yield Text(value=channel.value, location=channel.location)
            yield from channel.note or ()


def _may_be_of_one(channel: Channel) -> bool:
    """Return whether a person may have such a number or address for themselves."""
    return sum(map(str.isdigit, channel.dial)) >= _FEWEST_DIGITS or channel.kind == "email"


def _is_address_of_person(channel: Channel) -> bool:
    """Return whether an e-mail address looks like one that a person chose for themselves."""
    name, _, host = channel.value.partition("@")
    is_personal = _FREE_MAIL.fullmatch(host) or _YEAR_OF_BIRTH.search(name)
    return channel.kind == "email" and bool(is_personal)


def _is_among(word: str, known: Iterable[str]) -> bool:
    """Return whether a word is known, with or without the full stop of an abbreviation."""
    folded = word.casefold()
    return folded in known or folded.rstrip(".") in known


def _is_name(words: Sequence[str]) -> bool:
    """Return whether what follows is written as names are; some scripts write all words so."""
    return bool(words) and words[0][0].isalpha() and not words[0][0].islower()
