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


class Reference:
    """Stands for a value whose answers are noted one by one, and which is not part of another."""

    path: str


def fingerprint(value: object) -> bytes:
    """Return a digest of a value and of all that it holds.

    Raises `TypeError` for a value of which nobody can say that it is equal to another.
    """
    parts: list[bytes] = []
    _write(value, parts.append)
    return hashlib.blake2b(b"\0".join(parts), digest_size=_SIZE).digest()


def _write(value: Any, write: Callable[[bytes], None]) -> None:
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
        write(f"{kind.__module__}.{kind.__qualname__}(".encode())
        for name in _field_names(kind):
            _write(getattr(value, name), write)
        write(b")")
    else:
        _write_many(value, write)


def _write_many(value: Any, write: Callable[[bytes], None]) -> None:
    if isinstance(value, Mapping):
        write(b"{")
        _write_all((part for item in value.items() for part in item), write)
        write(b"}")
    elif isinstance(value, Sequence):
        write(b"[")
        _write_all(value, write)
        write(b"]")
    elif isinstance(value, frozenset):
        write(b"<")
        _write_all(sorted(map(fingerprint, value)), write)
        write(b">")
    elif isinstance(value, re.Pattern):
        write(f"/{value.pattern!r}/{value.flags}".encode())
    elif callable(value) and hasattr(value, "__qualname__"):
        write(f"{value.__module__}.{value.__qualname__}".encode())
    else:
        raise TypeError(f"no fingerprint of {type(value).__qualname__}")


def _write_all(values: Iterable[object], write: Callable[[bytes], None]) -> None:
    for value in values:
        _write(value, write)


_FIELDS: dict[type, tuple[str, ...]] = {}


def _field_names(kind: Any) -> tuple[str, ...]:
    names = _FIELDS.get(kind)
    if names is None:
        names = _FIELDS[kind] = tuple(field.name for field in dataclasses.fields(kind))
    return names
