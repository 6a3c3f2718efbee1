"""Where the preview shows what is no part of the site."""

from __future__ import annotations

from urllib.parse import quote

GALLERY_FOLDER = "__gallery"
DESK_FOLDER = "__desk"
EXPLAIN = "/__explain/"
"""Where a code is explained, as in `/__explain/DAT010`."""
DESK = f"/{DESK_FOLDER}/"
RUN, IMPORT, EDIT = f"{DESK}run", f"{DESK}import", f"{DESK}edit/"


def edit_address(kind: str, key: str) -> str:
    """Return where a page or an entry is edited."""
    return f"{EDIT}{kind}/{quote(key)}"
