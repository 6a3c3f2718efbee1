"""Collections that note what is asked of them, in place of those of a value."""

from __future__ import annotations

import dataclasses
import enum
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from site_builder.incremental.fingerprints import Reference

T = TypeVar("T")
Question = tuple[str, object]
"""Path of a collection, which begins with its stage, and a key in it, or `EVERYTHING`."""
EVERYTHING = "*"
Note = Callable[[Question], None]


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """How a value of one type is watched."""

    fields: frozenset[str] | None = None
    """Those that are watched; the others belong to the value as a whole. None for all."""
    name: Callable[[Any], str] | None = None
    """Names a value by itself, wherever it stands."""


Opened = Mapping[type, Opening]


class Absent(enum.Enum):
    """Answers who asks for what is not there; a value may be None."""

    ABSENT = enum.auto()


class _Collection(Reference):
    """Notes that it is asked for all that it has."""

    def __init__(self, plain: Any, path: str, note: Note) -> None:
        self.plain, self.path, self._note = plain, path, note

    def _all(self) -> Any:
        self._note((self.path, EVERYTHING))
        return self.plain

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


class WatchedMapping(_Collection, Mapping[Any, Any]):
    """A mapping that notes each key that is asked for, also of what it does not have."""

    def __getitem__(self, key: Any) -> Any:
        self._note((self.path, key))
        return self.plain[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self._note((self.path, key))
        return self.plain.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note((self.path, key))
        return key in self.plain

    def keys(self) -> Any:
        return self._all().keys()

    def values(self) -> Any:
        return self._all().values()

    def items(self) -> Any:
        return self._all().items()

    def answer(self, key: object) -> object:
        """Return what a question is answered with: the value itself, so that it is recognised."""
        return self.plain if key == EVERYTHING else self.plain.get(key, Absent.ABSENT)


class WatchedSequence(_Collection, Sequence[Any]):
    """A tuple that is only ever asked for as a whole."""

    def __getitem__(self, index: Any) -> Any:
        return self._all()[index]

    def __eq__(self, other: object) -> bool:
        return bool(self._all() == (other.plain if isinstance(other, WatchedSequence) else other))

    def __hash__(self) -> int:
        return hash(self._all())

    def answer(self, key: object) -> object:
        return self.plain


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class _Named:
    """A value that was opened by a name, and what can be asked of it."""

    value: object
    watched: object
    inside: Watch


class Watch:
    """Opens values, and knows all that can be asked of them."""

    def __init__(
        self,
        opened: Opened,
        note: Note,
        before: Mapping[str, _Named] = MappingProxyType({}),
        is_same: Callable[[object, object], bool] = operator.is_,
    ) -> None:
        """`before` is what the last build named: what is the same still is not opened again."""
        self._opened = opened
        self._note = note
        self._before = before
        self._is_same = is_same
        self.named: dict[str, _Named] = {}
        """What has a name of its own, by that."""
        self.doors: dict[str, WatchedMapping | WatchedSequence] = {}
        """Path to collection."""
        self.rest: dict[str, object] = {}
        """By path: everything that nobody can watch."""
        self._known: dict[int, Any] = {}
        self.names: dict[int, str] = {}
        """By the identity of a value that was opened inside another: its path."""
        self.values: dict[str, object] = {}
        """Those that every build opens anew, by path: no product has them for its own."""

    def open(self, value: T, path: str, *, without: frozenset[str] = frozenset()) -> T:
        """Return a value of an opened type with its collections watched.

        The fields of `without` stay as they are, and count for nothing.
        """
        kind: Any = type(value)
        wanted = self._opened[kind].fields
        changed = {}
        for field in dataclasses.fields(kind):
            if field.name in without or (wanted is not None and field.name not in wanted):
                continue
            changed[field.name] = self._watched(getattr(value, field.name), f"{path}.{field.name}")
        return dataclasses.replace(value, **changed) if changed else value  # type: ignore[type-var]

    def answer(self, question: Question) -> object:
        """Return what is answered today; None by what is not there.

        Whoever asks for all of a stage is answered with what nobody can watch.
        """
        path, key = question
        door = self.doors.get(path)
        if door is not None:
            return door.answer(key)
        return self.rest.get(path) if "." in path else self.rest

    def ask_for_rest(self) -> None:
        """Ask for each thing that nobody can watch."""
        for path in self.rest:
            self._note((path, EVERYTHING))

    def _watched(self, value: Any, path: str) -> Any:
        """Return what stands for a value below a path."""
        if type(value) in self._opened:
            known = self._known.get(id(value))
            if known is None:
                name = self._opened[type(value)].name
                if name is not None:
                    known = self._open_named(value, f"{path.partition('.')[0]}.{name(value)}")
                else:
                    known = self._know(path, value, self.open(value, path))
                self._known[id(value)] = known
            return known
        if isinstance(value, Mapping):
            plain = value
            if any(type(each) in self._opened for each in value.values()):
                plain = {key: self._watched(v, f"{path}[{key}]") for key, v in value.items()}
            return self._door(WatchedMapping(plain, path, self._note))
        if isinstance(value, tuple):
            members = value
            if any(type(each) in self._opened for each in value):
                members = tuple(self._watched(v, f"{path}[{n}]") for n, v in enumerate(value))
            return self._door(WatchedSequence(members, path, self._note))
        self.rest[path] = value
        return value

    def _open_named(self, value: Any, own: str) -> Any:
        """Return what stands for a value wherever it is: as before, if that is the same."""
        named = self._before.get(own)
        if named is None or not self._is_same(named.value, value):
            inside = Watch(self._opened, self._note)
            named = _Named(value=value, watched=inside.open(value, own), inside=inside)
        self.named[own] = named
        if named.watched is not named.value:
            self.doors |= named.inside.doors
            self.rest |= named.inside.rest
            self.names |= named.inside.names
            self.values |= named.inside.values
        return self._know(own, named.value, named.watched)

    def _know(self, path: str, value: object, watched: Any) -> Any:
        """Know what stands for a value by its path."""
        self.names[id(watched)] = path
        if watched is not value:
            self.values[path] = watched
        return watched

    def _door(self, watched: Any) -> Any:
        self.doors[watched.path] = watched
        return watched
