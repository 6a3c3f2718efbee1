"""`content/translations.yaml` into stamps: which translations somebody compared, and when.

The file is written by `site-builder translated`; a project without it has no stamps.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from site_builder.model import Stamp
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_nodes import parse_yaml

STAMPS_PATH = "content/translations.yaml"

StampKey = tuple[str, str, str]
"""Page key, language and section id."""


def parse_stamps(text: str, reader: Reader) -> Mapping[StampKey, Stamp]:
    """Parse every stamp."""
    root = Fields(parse_yaml(text, reader), reader)
    root.schema_version()
    return MappingProxyType(
        {
            (key, lang, section): Stamp(
                original=entry.text("original", required=True),
                translation=entry.text("translation", required=True),
                date=entry.date("date", required=True),
                location=entry.location,
            )
            for key, languages in root.entries()
            for lang, sections in languages.entries()
            for section, entry in sections.entries()
        }
    )
