"""How heavy a file is on its way to a reader: the one door to Brotli.

Takes bytes; gives them as servers send them, or only their size. Each content is compressed once,
however often it is asked for. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import brotli


@lru_cache(maxsize=2048)
def compressed(content: bytes) -> bytes:
    """Compress with Brotli at its best."""
    return bytes(brotli.compress(content))


def compressed_size(content: bytes) -> int:
    """Give the number of bytes after Brotli at its best."""
    return len(compressed(content))


def compress_all(contents: Iterable[bytes]) -> None:
    """Compress many on all processors at once, so that each is ready when it is asked for."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor() as pool:
        list(pool.map(compressed, contents))
