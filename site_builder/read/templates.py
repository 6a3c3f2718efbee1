"""Template files, from the project and from the package.

Takes the project's folder; gives every template, style sheet and image as text. A project's own
`templates/` replaces the package's file by file, so that a city changes only what differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_PACKAGE = Path(__file__).parent.parent
# A wheel carries the templates inside the package; a checkout has them beside it.
_DEFAULT_FOLDERS = (_PACKAGE / "default_templates", _PACKAGE.parent / "templates")
_ENDINGS = (".html", ".css", ".svg", ".js", ".txt")


def load_templates(root: Path) -> Mapping[str, str]:
    """Read all templates, the project's own over the package's."""
    default = next((folder for folder in _DEFAULT_FOLDERS if folder.is_dir()), None)
    folders = [folder for folder in (default, root / "templates") if folder is not None]
    return MappingProxyType(
        {
            path.relative_to(folder).as_posix(): path.read_text("utf-8")
            for folder in folders
            for path in sorted(folder.rglob("*"))
            if path.suffix in _ENDINGS and path.is_file()
        }
    )
