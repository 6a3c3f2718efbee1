"""What took long to make, kept for whoever asks for the same again."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from threading import Lock

_MOST_BYTES = 512 * 2**20
"""Three times what ten thousand pages take; a preview of days is not to fill the memory."""


class Memory:
    """Keeps bytes by what they were made from; beyond `most_bytes`, the longest unused go first."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._known: OrderedDict[bytes, bytes] = OrderedDict()
        self._used: set[bytes] = set()
        self._size = 0
        self._lock = Lock()

    def recall(self, made_from: Iterable[bytes], make: Callable[[], bytes]) -> bytes:
        """Return what `make` once returned for the same parts, or what it returns now."""
        key = _digest(made_from)
        with self._lock:
            self._used.add(key)
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        made = make()  # outside of the lock: many are made at once
        with self._lock:
            self._keep(key, made)
        return made

    @property
    def used(self) -> Mapping[bytes, bytes]:
        """What somebody asked for, as the next process may begin with it."""
        return {key: self._known[key] for key in self._used if key in self._known}

    def begin_with(self, known: Mapping[bytes, bytes]) -> None:
        for key, made in known.items():
            self._keep(key, made)

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
        digest.update(hashlib.sha256(part).digest())
    return digest.digest()
