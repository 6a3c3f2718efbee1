"""A value's fingerprint: the same for equal values, in every process; different for others."""

from __future__ import annotations

import dataclasses
import enum
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

_SIZE = 16
_SIMPLE = (str, int, float, Decimal, date, type(None))
_MOST = frozenset(_SIMPLE)


class Reference:
    """Stands for a value whose answers are noted one by one, and which is not part of another."""

    path: str


def fingerprint(value: object, known: Callable[[object], bytes | None] | None = None) -> bytes:
    """Return a digest of a value and of all that it holds.

    `known` returns the digest of a dataclass inside of it that need not be read again, or None.
    Raises `TypeError` for a value of which nobody can say that it is equal to another.
    """
    writer = _Writer(known or (lambda value: None))
    writer.write(value, is_whole=True)
    return hashlib.blake2b(b"\0".join(writer.parts), digest_size=_SIZE).digest()


class _Writer:
    """Writes down what tells a value from others."""

    def __init__(self, known: Callable[[object], bytes | None]) -> None:
        self.parts: list[bytes] = []
        self._known = known

    def write(self, value: Any, *, is_whole: bool = False) -> None:
        write = self.parts.append
        kind = type(value)
        if isinstance(value, Reference):
            write(b"@" + value.path.encode())
        elif isinstance(value, enum.Enum):
            write(f"{kind.__qualname__}.{value.name}".encode())
        elif isinstance(value, _SIMPLE):
            write(f"{kind.__name__}:{value!r}".encode())
        elif isinstance(value, bytes):
            write(b"bytes:%d" % len(value))
            write(value)
        elif dataclasses.is_dataclass(value):
            digest = None if is_whole else self._known(value)
            if digest is None:
                write(f"{kind.__module__}.{kind.__qualname__}(".encode())
                self._write_all(getattr(value, name) for name in field_names(kind))
                digest = b")"
            write(digest)
        else:
            self._write_many(value)

    def _write_many(self, value: Any) -> None:
        write = self.parts.append
        if isinstance(value, Mapping):
            write(b"{")
            self._write_all(part for item in value.items() for part in item)
            write(b"}")
        elif isinstance(value, Sequence):
            write(b"[")
            self._write_all(value)
            write(b"]")
        elif isinstance(value, frozenset):
            write(b"<")
            self._write_all(sorted(map(fingerprint, value)))
            write(b">")
        elif isinstance(value, re.Pattern):
            write(f"/{value.pattern!r}/{value.flags}".encode())
        elif callable(value) and hasattr(value, "__qualname__"):
            write(f"{value.__module__}.{value.__qualname__}".encode())
        else:
            raise TypeError(f"no fingerprint of {type(value).__qualname__}")

    def _write_all(self, values: Iterable[object]) -> None:
        for value in values:
            kind = type(value)
            if kind in _MOST:  # of nine values in ten nothing else need be asked
                self.parts.append(f"{kind.__name__}:{value!r}".encode())
            else:
                self.write(value)


_FIELDS: dict[type, tuple[str, ...]] = {}


def field_names(kind: Any) -> tuple[str, ...]:
    """Return the names of a dataclass's fields."""
    names = _FIELDS.get(kind)
    if names is None:
        names = _FIELDS[kind] = tuple(field.name for field in dataclasses.fields(kind))
    return names
