"""The program with light compression: `python -m tests.lightly ARGUMENT...` runs a command so.

The best compression takes half of a build of the real site, and what it gives is known: the same
files as those of lighter ones, unpacked, and fewer bytes.
"""

import sys

from site_builder.adapters.compression import Compression
from site_builder.cli.main import main

COMPRESS = Compression.compressed
HEAVY = 12_000
"""What a page weighs that may be beyond its budget, in bytes."""


def compress_lightly(compression: Compression, content: bytes) -> bytes:
    """Compress data, and pages that are far below their budget, in a twentieth of the time."""
    is_page = content.startswith(b"<!")
    if is_page or content.startswith((b"{", b"[")):
        packed = compression.quickly_compressed(content)
        if len(packed) <= HEAVY or not is_page:
            return packed
    return COMPRESS(compression, content)


if __name__ == "__main__":
    Compression.compressed = compress_lightly
    main(sys.argv[1:])
