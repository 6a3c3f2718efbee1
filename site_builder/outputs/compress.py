"""Text files as servers send them: a `.br` and a `.gz` beside each.

They hold nothing of their own, so no hash of them is certified: one and the same text may be
packed into other bytes by another zlib.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence

from site_builder.adapters.compression import Compression
from site_builder.model import OutputFile

TEXT_ENDINGS = (".html", ".css", ".js", ".svg", ".xml", ".json", ".csv", ".txt", ".webmanifest")
_BEST = 9


def compressed_files(
    files: Sequence[OutputFile], compression: Compression
) -> tuple[OutputFile, ...]:
    """Return each text file twice more, compressed."""
    texts = [file for file in files if file.path.endswith(TEXT_ENDINGS)]
    compression.prepare(file.content for file in texts)
    return tuple(
        packed
        for file in texts
        for packed in (
            OutputFile(path=f"{file.path}.br", content=compression.compressed(file.content)),
            # A time in its header would make every build another.
            OutputFile(path=f"{file.path}.gz", content=gzip.compress(file.content, _BEST, mtime=0)),
        )
    )
