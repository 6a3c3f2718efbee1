"""Template files: a project's own `templates/` over the package's, file by file.

So a city changes only what differs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from site_builder.adapters.folders import files_below, read_bytes
from site_builder.diagnostics import Diagnostic, Location
from site_builder.model import Text
from site_builder.read.strangers import own_files
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.text import parse_text

TEMPLATES_FOLDER = "templates/"
_PACKAGE = Path(__file__).parent.parent
# A wheel carries the templates inside the package; a checkout has them beside it.
_DEFAULT_FOLDERS = (_PACKAGE / "default_templates", _PACKAGE.parent / "templates")
EXAMPLES = "examples.yaml"
FONT_ENDING = ".ttf"
_MOST_TEMPLATES = 1000
"""So many are known again by a preview."""
_ENDINGS = (".html", ".css", ".svg", ".js", ".txt", FONT_ENDING)


def is_template(path: str) -> bool:
    """Return whether something is made of a file of that name, or people read it there."""
    return path.endswith((*_ENDINGS, f"/{EXAMPLES}", ".md"))


def load_templates(root: Path, read: Callable[[str], bytes] = read_bytes) -> Mapping[str, bytes]:
    """Read all templates, the project's own over the package's; names are below `templates/`."""
    return _load(root, _ENDINGS, read)


def load_examples(root: Path) -> Mapping[str, bytes]:
    """Read the examples of all components, the project's own over the package's."""
    return _load(root, (f"/{EXAMPLES}",), read_bytes)


def _load(
    root: Path, endings: tuple[str, ...], read: Callable[[str], bytes]
) -> Mapping[str, bytes]:
    default = next((folder for folder in _DEFAULT_FOLDERS if folder.is_dir()), None)
    of_package = files_below(str(default)) if default else ()
    found = {
        entry.path[len(f"{default}/") :].replace(os.sep, "/"): entry.path for entry in of_package
    }
    for name, path in own_files(root, TEMPLATES_FOLDER.rstrip("/")):
        found[name.removeprefix(TEMPLATES_FOLDER)] = path
    return MappingProxyType(
        {name: read(path) for name, path in found.items() if name.endswith(endings)}
    )


def parse_templates(
    files: Mapping[str, bytes],
) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """Decode all templates but fonts; one that is no text is reported and left out."""
    texts: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for name, content in files.items():
        if name.endswith(FONT_ENDING):
            continue
        text, found = _parse_template(name, content)
        problems += found
        if text is not None:
            texts[name] = text
    return MappingProxyType(texts), tuple(problems)


@lru_cache(_MOST_TEMPLATES)
def _parse_template(name: str, content: bytes) -> tuple[str | None, tuple[Diagnostic, ...]]:
    reader = Reader(f"{TEMPLATES_FOLDER}{name}")
    text = parse_text(content, reader)
    return text, reader.finish()


def as_written(name: str, source: str) -> Text:
    """Return a template as a text that knows where it stands."""
    return Text(value=source, location=Location(path=f"{TEMPLATES_FOLDER}{name}", line=1))
