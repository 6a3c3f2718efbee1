"""Interface words for a new project: a catalog that is ready, or one to be filled in."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from site_builder.adapters.locale import plural_categories
from site_builder.model import Catalog
from site_builder.read.catalogs import catalog_path, parse_catalog
from site_builder.read.syntax.fields import SCHEMA_VERSION
from site_builder.read.syntax.reader import Reader

_PACKAGE = Path(__file__).parent.parent
_FOLDERS = (_PACKAGE / "starter" / "catalogs", _PACKAGE.parent / "content" / "i18n")
"""A wheel carries every catalog in the package; a checkout has those of its own site beside it."""


def ready_catalog(lang: str) -> str:
    """Return a language's catalog; empty where the program has none."""
    paths = (folder / f"{lang}.yaml" for folder in _FOLDERS)
    return next((path.read_text("utf-8") for path in paths if path.is_file()), "")


def unwritten_catalog(lang: str, model: str) -> str:
    """Return a catalog with every word still empty, beside each how another language says it."""
    lines = [f"schema_version: {SCHEMA_VERSION}"]
    counting = _counting_words()
    forms = ", ".join(f'{category}: ""' for category in plural_categories(lang))
    words = _parse(model).words.items()
    for group, members in groupby(words, lambda member: member[0].partition(".")[0]):
        lines += ["", f"{group}:"]
        for key, word in members:
            empty = f"{{{forms}}}" if key in counting else '""'
            said = " | ".join(word.forms.values())
            lines.append(f"  {key.partition('.')[2]}: {empty}  # {said}")
    return "\n".join(lines) + "\n"


def count_words(lang: str) -> int:
    return len(_parse(lang).words)


def _counting_words() -> frozenset[str]:
    """Return the words that have plural forms in any language."""
    paths = (path for folder in _FOLDERS for path in folder.glob("*.yaml"))
    catalogs = map(_parse, {path.stem for path in paths})
    return frozenset(
        key for catalog in catalogs for key, word in catalog.words.items() if len(word.forms) > 1
    )


def _parse(lang: str) -> Catalog:
    catalog = parse_catalog(ready_catalog(lang), lang, Reader(catalog_path(lang)))
    assert catalog is not None
    return catalog
