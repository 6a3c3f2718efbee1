"""What a file weighs on its way to a reader: the one door to Brotli."""

from __future__ import annotations

from collections.abc import Iterable

import brotli


class Compression:
    """Compresses contents, each once, however often one run asks for it."""

    def __init__(self) -> None:
        self._known: dict[bytes, bytes] = {}

    def compressed(self, content: bytes) -> bytes:
        """Compress with Brotli at its best."""
        if content not in self._known:
            self._known[content] = bytes(brotli.compress(content))
        return self._known[content]

    def size(self, content: bytes) -> int:
        """Return the number of bytes after Brotli at its best."""
        return len(self.compressed(content))

    def prepare(self, contents: Iterable[bytes]) -> None:
        """Compress many on all processors at once."""
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor() as pool:
            list(pool.map(self.compressed, contents))
