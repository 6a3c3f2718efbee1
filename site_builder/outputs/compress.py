"""Text files as servers send them: a `.br` and a `.gz` beside each.

No hash of them is certified: one text may be packed into other bytes by another zlib.
"""

from __future__ import annotations

import gzip

from site_builder.model import OutputFile
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

TEXT_ENDINGS = (".html", ".css", ".js", ".svg", ".xml", ".json", ".csv", ".txt", ".webmanifest")
_BEST = 9


def compressed_files(
    site: SiteContext, pages: tuple[RenderedPage, ...], files: tuple[OutputFile, ...]
) -> tuple[OutputFile, ...]:
    """Return each text file twice more, compressed; nothing where nobody publishes it."""
    if not site.is_compressed:
        return ()
    compression = site.compression
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
