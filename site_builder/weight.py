"""How heavy a file is on its way to a reader: the one door to Brotli.

Takes bytes; gives their size as servers send them. It writes no compressed file.
"""

from __future__ import annotations

from functools import lru_cache

import brotli


@lru_cache(maxsize=1024)
def compressed_size(content: bytes) -> int:
    """Give the number of bytes after Brotli at its best."""
    return len(brotli.compress(content))
