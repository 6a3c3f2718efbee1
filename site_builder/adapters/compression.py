"""What a file weighs on its way to a reader: the one door to Brotli."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import brotli

from site_builder.adapters.memory import Memory

_QUICK_QUALITY = 5
_BEST_GZIP = 9


class Compression:
    """Compresses contents, each once, however often the builds that share it ask for it."""

    def __init__(self) -> None:
        self.memory = Memory()

    def compressed(self, content: bytes) -> bytes:
        """Compress with Brotli at its best."""
        return self.memory.recall([content], lambda: bytes(brotli.compress(content)))

    def zipped(self, content: bytes) -> bytes:
        """Compress with gzip at its best."""
        # A time in its header would make every build another.
        made_from = (b"gzip", content)
        return self.memory.recall(made_from, lambda: gzip.compress(content, _BEST_GZIP, mtime=0))

    def size(self, content: bytes) -> int:
        """Return the number of bytes after Brotli at its best."""
        return len(self.compressed(content))

    def quickly_compressed(self, content: bytes) -> bytes:
        """Compress with Brotli in a twentieth of the time."""
        made_from = (b"quick", content)
        return self.memory.recall(
            made_from, lambda: bytes(brotli.compress(content, quality=_QUICK_QUALITY))
        )

    def quick_size(self, content: bytes) -> int:
        """Return about `size`, and rarely less."""
        return len(self.quickly_compressed(content))

    @contextmanager
    def ahead(self, contents: Iterable[bytes]) -> Iterator[None]:
        """Compress many on all processors, while something else is made, and before it goes on."""
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor() as pool:
            pool.map(self.compressed, contents)
            yield
