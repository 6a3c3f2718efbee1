"""Fingerprints of answers; what is the same object as it was last time is not read again."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping
from datetime import date
from operator import attrgetter, is_

from site_builder.incremental.fingerprints import Reference, field_names, fingerprint
from site_builder.incremental.watched import Question, Watch

_PLAIN = {str, int, bool, bytes, date, frozenset}
"""Types of which equal values have the same fingerprint."""
_LISTS = (tuple, list)
_GETTERS: dict[type, Callable[[object], tuple[object, ...]]] = {}
_ITSELF = "itself"


class Answers:
    """What was answered last; used by one build after the other."""

    def __init__(self) -> None:
        self._seen: dict[Question, tuple[object, bytes]] = {}
        self._digests: dict[int, tuple[object, bytes]] = {}
        """Fingerprints of records of this build, by identity: many stand in several answers."""
        self._compared: dict[tuple[int, int], tuple[bool, object, object]] = {}
        """Whether a record of the last build is the same as one of this, by identity."""

    def begin(self) -> None:
        """Begin another build, in which an identity may be another object's."""
        self._digests, self._compared = {}, {}

    def is_as_seen(self, question: Question, value: object) -> bool:
        """Return whether the very same object was the answer last time."""
        seen = self._seen.get(question)
        return seen is not None and seen[0] is value

    def note(self, question: Question, value: object, digest: bytes) -> None:
        """Take a digest for the fingerprint of an answer."""
        self._seen[question] = value, digest

    def fingerprint(self, question: Question, value: object, watch: Watch) -> bytes:
        """Return the fingerprint of an answer."""

        def known(part: object) -> bytes:
            name = watch.names.get(id(part))
            if name is not None:
                return self.fingerprint((name, _ITSELF), part, watch)
            if id(part) not in self._digests:
                self._digests[id(part)] = part, fingerprint(part, known)
            return self._digests[id(part)][1]

        before, answer = self._seen.get(question, (None, b""))
        if before is not value:
            if not answer or not self.is_same(before, value):
                # A record is known by name or by identity only where it is part of something.
                answer = fingerprint(value if question[1] is _ITSELF else (value,), known)
            self._seen[question] = value, answer
        return answer

    def is_same(self, before: object, now: object) -> bool:
        """Return whether two values hold the same objects, which is quickly seen."""
        if before is now:
            return True
        if type(before) is not type(now):
            return False
        if type(now) in _PLAIN:
            return before == now
        if isinstance(before, _LISTS) and isinstance(now, _LISTS):
            return len(before) == len(now) and self._are_same(before, now)
        if dataclasses.is_dataclass(now):
            pair = id(before), id(now)
            if pair not in self._compared:
                is_same = self._are_same(values_of(before), values_of(now))
                # Held, so that no other record gets their identity.
                self._compared[pair] = is_same, before, now
            return self._compared[pair][0]
        if isinstance(before, Reference) and isinstance(now, Reference):
            return before.path == now.path
        if isinstance(before, Mapping) and isinstance(now, Mapping):
            parts = ((*before, *before.values()), (*now, *now.values()))
            return len(before) == len(now) and self._are_same(*parts)
        return False

    def _are_same(self, before: Collection[object], now: Collection[object]) -> bool:
        if all(map(is_, before, now)):  # most are: no other way to see it is as quick
            return True
        for one, other in zip(before, now, strict=True):
            if one is not other and not self.is_same(one, other):
                return False
        return True


def values_of(record: object) -> Collection[object]:
    """Return what a dataclass holds, in the order of its fields."""
    kind = type(record)
    if kind not in _GETTERS:
        _GETTERS[kind] = _getter(field_names(kind))
    return _GETTERS[kind](record)


def _getter(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    if len(names) > 1:  # of one name, or none, an `attrgetter` makes no tuple
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)
