"""What took long to make, kept for whoever asks for the same again."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from threading import Lock
from typing import Protocol

MOST_TEXTS = 2048
"""Finished pages that are known again as they were: more than most sites have."""
_MOST_BYTES = 512 * 2**20
"""Three times what ten thousand pages take; a preview of days is not to fill the memory."""


class Store(Protocol):
    """Where results outlive the process."""

    def find(self, key: bytes) -> bytes | None: ...

    def add(self, key: bytes, made: bytes) -> None: ...

    def forget(self, used: Collection[bytes], *, is_for_good: bool = False) -> None: ...


class Memory:
    """Keeps bytes by what they were made from; beyond `most_bytes`, the longest unused go first."""

    def __init__(self, most_bytes: int = _MOST_BYTES, store: Store | None = None) -> None:
        self._most_bytes = most_bytes
        self._store = store
        self._known: OrderedDict[bytes, bytes] = OrderedDict()
        self._used: set[bytes] = set()
        self._size = 0
        self._calls = self._made = 0
        self._lock = Lock()

    def recall(self, made_from: Iterable[bytes], make: Callable[[], bytes]) -> bytes:
        """Return what `make` once returned for the same parts, or what it returns now."""
        key = _digest(made_from)
        with self._lock:
            self._used.add(key)
            self._calls += 1
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
            stored = self._store.find(key) if self._store else None
            if stored is not None:
                self._keep(key, stored)
                return stored
        made = make()  # outside of the lock: many are made at once
        with self._lock:
            if self._store and key not in self._known:
                self._store.add(key, made)
            self._keep(key, made)
            self._made += 1
        return made

    @property
    def counts(self) -> tuple[int, int]:
        """Return how often something was made, and how often found, since the process began."""
        return self._made, self._calls - self._made

    def forget_unused(self, *, is_for_good: bool = False) -> None:
        """Let go of what the store has too much of that nobody asked for; raises `OSError`.

        For good: of all that nobody asked for.
        """
        if self._store:
            with self._lock:
                self._store.forget(self._used, is_for_good=is_for_good)

    def _keep(self, key: bytes, made: bytes) -> None:
        if key in self._known:
            return
        self._known[key] = made
        self._size += len(made)
        while self._size > self._most_bytes:
            _, forgotten = self._known.popitem(last=False)
            self._size -= len(forgotten)


def _digest(parts: Iterable[bytes]) -> bytes:
    """Return a digest of the parts and of where each of them ends."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(digest_of(part))
    return digest.digest()


@lru_cache(MOST_TEXTS)
def digest_of(part: bytes) -> bytes:
    """Digest each text once, though it is asked for in several ways, and by builds in a row."""
    return hashlib.sha256(part).digest()
