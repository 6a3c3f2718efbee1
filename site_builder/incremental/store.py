"""What is kept, as bytes for the next process: whatever is wrong with them, nothing was kept.

A product that cannot be written is made again. Reading calls nothing but the types of this program
and a few of the standard library, so that a store from elsewhere can do no harm.
"""

from __future__ import annotations

import dataclasses
import hashlib
import importlib
import io
import pickle
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import FunctionType, MappingProxyType, MethodType
from typing import Any

from site_builder.incremental.fingerprints import field_names
from site_builder.incremental.products import Kept, Product, Stored
from site_builder.incremental.watched import Question, WatchedMapping, WatchedSequence

_PACKAGE = "site_builder."
_ALLOWED = {
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("builtins", "tuple"),
    ("collections", "Counter"),
    ("datetime", "date"),
    ("decimal", "Decimal"),
    ("markupsafe", "Markup"),
}
_DIGEST_SIZE = 32


def dump_kept(kept: Kept, name_of: Callable[[object], str | None]) -> bytes:
    """Write down products; `name_of` names the values that the next build has anyway."""
    numbers: dict[Question, int] = {}
    products = []
    for name, product in kept.products.items():
        with suppress(pickle.PicklingError, TypeError, AttributeError, RecursionError):
            asked = [numbers.setdefault(question, len(numbers)) for question in product.asked]
            value = product.stored or product.value
            content = _dump(value, name_of)
            products.append((name, content, asked, tuple(product.used), product.cause))
    answers = [
        (question, kept.answers[question[0].partition(".")[0]][question]) for question in numbers
    ]
    body = pickle.dumps((answers, products), pickle.HIGHEST_PROTOCOL)
    return hashlib.sha256(body).digest() + body


def load_kept(content: bytes) -> Kept:
    """Read what was written down; nothing, if a byte of it is damaged."""
    digest, body = content[:_DIGEST_SIZE], content[_DIGEST_SIZE:]
    if hashlib.sha256(body).digest() != digest:
        return Kept()
    try:
        answers, products = _Reader(io.BytesIO(body), lambda name: None).load()
    except Exception:  # whatever it is, the next build makes all anew
        return Kept()
    kept = Kept()
    for question, answer in answers:
        kept.answers.setdefault(question[0].partition(".")[0], {})[question] = answer
    questions = [question for question, _ in answers]
    for name, value, asked, used, cause in products:
        kept.products[name] = Product(
            value=Stored(value),
            asked=frozenset(questions[number] for number in asked),
            used=frozenset(used),
            cause=cause,
        )
    return kept


def thaw(stored: Stored, named: Callable[[str], object]) -> object:
    """Return the value that was written down; raises whatever is wrong with it."""
    return _Reader(io.BytesIO(stored.content), named).load()


def _read_only(mapping: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(mapping)


def _record(kind: type, *values: object) -> object:
    """Make a frozen record again, as its type's own way does that asks for the fields each time."""
    record: object = object.__new__(kind)
    for name, value in zip(field_names(kind), values, strict=True):
        object.__setattr__(record, name, value)
    return record


def _named(name: str) -> object:
    """Stand in what is written down for what a reader of it has by that name."""
    raise pickle.UnpicklingError(name)


def _dump(value: object, name_of: Callable[[object], str | None]) -> bytes:
    if isinstance(value, Stored):
        return value.content
    written = io.BytesIO()
    _Writer(written, name_of).dump(value)
    return written.getvalue()


_FUNCTIONS = (re._compile, _read_only, _record, _named)  # type: ignore[attr-defined]
"""What a reader calls, or something of its own in the place of it."""


class _Writer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, name_of: Callable[[object], str | None]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._name_of = name_of

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if dataclasses.is_dataclass(kind):
            name = self._name_of(value)
            if name is not None:
                return _named, (name,)
            return _record, (kind, *(getattr(value, each) for each in field_names(kind)))
        if isinstance(value, FunctionType | MethodType) and value not in _FUNCTIONS:
            raise pickle.PicklingError(value.__qualname__)  # which no reader would call
        if isinstance(value, MappingProxyType):
            return _read_only, (dict(value),)
        if isinstance(value, WatchedMapping):
            return _read_only, (dict(value.plain),)
        if isinstance(value, WatchedSequence):
            return tuple, (list(value.plain),)
        return NotImplemented


class _Reader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, named: Callable[[str], object]) -> None:
        super().__init__(file)
        self._functions: Mapping[tuple[str, str], Callable[..., Any]] = {
            ("re", "_compile"): re.compile,
            (__name__, "_read_only"): MappingProxyType,
            (__name__, "_record"): _record,
            (__name__, "_named"): named,
        }

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in self._functions:
            return self._functions[module, name]
        if (module, name) in _ALLOWED:
            return getattr(importlib.import_module(module), name)
        if module.startswith(_PACKAGE):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")
