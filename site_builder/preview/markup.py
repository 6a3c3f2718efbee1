"""The preview's own pages and panels as HTML: templates that no project can break or replace."""

from __future__ import annotations

from site_builder.preview.addresses import DESK, EXPLAIN, GALLERY_FOLDER, IMPORT, RUN, edit_address
from site_builder.views.render import fill_own

_ADDRESSES = {
    "desk": DESK,
    "explain": EXPLAIN,
    "gallery": f"/{GALLERY_FOLDER}/",
    "run": RUN,
    "take_sheet": IMPORT,
    "edit_address": edit_address,
}


def render(name: str, **values: object) -> bytes:
    """Fill one of `preview/templates/`; what it is given is escaped."""
    return fill_own(f"preview/templates/{name}", {**_ADDRESSES, **values}).encode()
