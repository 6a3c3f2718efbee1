"""Products, each with what it asked while it was made: it is made again when an answer changes.

These are the verifying traces of build systems: nothing says beforehand what a product needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, cast

from site_builder.incremental.fingerprints import fingerprint
from site_builder.incremental.watched import Opened, Question, Watch

T = TypeVar("T")
Name = tuple[str, ...]


class Keep(Protocol):
    """Returns the product of a name, made now or kept."""

    def __call__(self, name: Name, make: Callable[[], T]) -> T: ...


def make_now(name: Name, make: Callable[[], T]) -> T:
    """Keep nothing."""
    return make()


@dataclass(frozen=True, kw_only=True, slots=True)
class Product:
    value: object
    asked: frozenset[Question]


@dataclass(kw_only=True, slots=True)
class Kept:
    """What earlier builds made, and the answers that they had."""

    base: bytes = b""
    """Fingerprint of all that every product is made from."""
    answers: dict[Question, bytes] = field(default_factory=dict)
    products: dict[Name, Product] = field(default_factory=dict)


class Products:
    """The products of one build after the other; used by one thread at a time."""

    def __init__(self, kept: Kept | None = None) -> None:
        self._kept = kept or Kept()
        self._answers: dict[Question, tuple[object, bytes]] = {}
        self._asked: list[set[Question]] = []
        self._watch: Watch | None = None
        self.made: list[Name] = []
        """What the last build made anew."""

    def watch(
        self, value: T, opened: Opened, base: object, *, without: frozenset[str] = frozenset()
    ) -> T:
        """Return a value as products may ask it, and forget those that an answer has changed.

        `base` stands for what none can ask and all are made from.
        """
        self._watch = watch = Watch(opened, self._note)
        watched = watch.open(value, "", without=without)
        self.made = []
        now = fingerprint((base, watch.rest))
        if now != self._kept.base:
            self._kept = Kept(base=now)
        self._forget()
        return watched

    def keep(self, name: Name, make: Callable[[], T]) -> T:
        """Return a product as it was kept, or make it and note what it asks."""
        product = self._kept.products.get(name)
        if product is None:
            with self._noting() as asked:
                value = make()
            product = Product(value=value, asked=frozenset(asked))
            for question in product.asked:
                if question not in self._kept.answers:
                    self._kept.answers[question] = self._answer(question)
            self._kept.products[name] = product
            self.made.append(name)
        if self._asked:
            self._asked[-1] |= product.asked
        return cast(T, product.value)

    def _note(self, question: Question) -> None:
        if self._asked:
            self._asked[-1].add(question)

    @contextmanager
    def _noting(self) -> Iterator[set[Question]]:
        asked: set[Question] = set()
        self._asked.append(asked)
        try:
            yield asked
        finally:
            self._asked.pop()

    def _forget(self) -> None:
        """Drop the products that would be answered otherwise today."""
        kept = self._kept
        changed = set()
        for question, answer in kept.answers.items():
            now = self._answer(question)
            if now != answer:
                changed.add(question)
                kept.answers[question] = now
        if changed:
            kept.products = {
                name: product
                for name, product in kept.products.items()
                if product.asked.isdisjoint(changed)
            }

    def _answer(self, question: Question) -> bytes:
        """Return the fingerprint of today's answer; an object that was seen is not read again."""
        path, key = question
        door = self._watch.doors.get(path) if self._watch else None
        value = door.answer(key) if door is not None else None
        seen = self._answers.get(question)
        if seen is not None and _is_same(seen[0], value):
            return seen[1]
        print_ = fingerprint(value)
        self._answers[question] = value, print_
        return print_


def _is_same(before: object, now: object) -> bool:
    """Return whether two answers are the same object, or the same one in a tuple."""
    if before is now:
        return True
    return (
        type(before) is tuple
        and type(now) is tuple
        and len(before) == len(now)
        and all(map(lambda a, b: a is b, before, now))
    )
