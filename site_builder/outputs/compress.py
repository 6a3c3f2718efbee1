"""Text files as servers send them: a `.br` and a `.gz` beside each.

No hash of them is certified: one text may be packed into other bytes by another zlib.
"""

from __future__ import annotations

import re

from site_builder.model import ASSETS_FOLDER, MANIFEST_PATH, OutputFile
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

TEXT_ENDINGS = (".html", ".css", ".js", ".svg", ".xml", ".json", ".csv", ".txt", ".webmanifest")
_CHANGING = re.compile(
    rf"{re.escape(MANIFEST_PATH)}|(.*/)?(sitemap\.xml|sw\.js|feed\.xml)"
    rf"|{ASSETS_FOLDER}(search|pages)\.[^/]*|data/(figures|datapackage)\.json"
)
"""What every edit changes, or every one of data: its best compression would take longer than all
the rest of the build, to save a few kilobytes."""


def compressed_files(
    site: SiteContext, pages: tuple[RenderedPage, ...], files: tuple[OutputFile, ...]
) -> tuple[OutputFile, ...]:
    """Return each text file twice more, compressed; nothing where nobody publishes it."""
    if not site.is_compressed:
        return ()
    compression = site.compression
    texts = [file for file in files if file.path.endswith(TEXT_ENDINGS)]
    lasting = [file for file in texts if not _CHANGING.fullmatch(file.path)]
    with compression.ahead(file.content for file in lasting):
        zipped = {file.path: compression.zipped(file.content) for file in texts}
    packed = {file.path: compression.compressed(file.content) for file in lasting}
    return tuple(
        OutputFile(path=f"{file.path}.{ending}", content=content)
        for file in texts
        for ending, content in (
            ("br", packed.get(file.path) or compression.quickly_compressed(file.content)),
            ("gz", zipped[file.path]),
        )
    )
