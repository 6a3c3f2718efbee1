"""What somebody confirmed: `content/translations.yaml`, and the originals as they were then.

Both are written by `site-builder translated`; a project without them has no confirmations.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from site_builder.model import Stamp
from site_builder.read.content import FENCE, LEAD, split_sections
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.text import parse_text
from site_builder.read.syntax.yaml_nodes import parse_yaml

STAMPS_PATH = "content/translations.yaml"
CONFIRMED_FOLDER = "content/confirmed/"
"""Originals as they were when each language's translation was confirmed; no pages."""

StampKey = tuple[str, str, str]
"""Page key, language and section id."""


def parse_stamps(root: Fields) -> Mapping[StampKey, Stamp]:
    root.schema_version()
    return MappingProxyType(
        {
            (key, lang, section): Stamp(
                original=entry.text("original", required=True),
                translation=entry.text("translation", required=True),
                date=entry.date("date", required=True),
            )
            for key, languages in root.entries()
            for lang, sections in languages.entries()
            for section, entry in sections.entries()
        }
    )


def confirmed_path(key: str, lang: str) -> str:
    """Return where the original of a page lies as it was confirmed for a language."""
    return f"{CONFIRMED_FOLDER}{lang}/{key}.md"


def load_confirmed(root: Path) -> Mapping[str, str]:
    """Read all confirmed originals by path; one that is no text is left out."""
    paths = sorted((root / CONFIRMED_FOLDER).rglob("*.md"))
    names = [path.relative_to(root).as_posix() for path in paths]
    texts = {
        name: parse_text(path.read_bytes(), Reader(name))
        for name, path in zip(names, paths, strict=True)
    }
    return MappingProxyType({name: text for name, text in texts.items() if text is not None})


def parse_confirmed(text: str, path: str) -> Mapping[str, str]:
    """Return all that each section of a confirmed original said, by section id.

    The lead says the title and the description too, as far as it was confirmed.
    """
    reader = Reader(path)
    front, _, body = text.removeprefix(f"{FENCE}\n").partition(f"\n{FENCE}\n")
    matter = Fields(parse_yaml(front, reader), reader)
    said = {
        section.id: f"{section.heading.value}\n{section.body.value}".strip()
        for section in split_sections(body.split("\n"), 1, reader, is_original=True)
    }
    if "title" in matter:
        front_texts = matter.text("title"), matter.text("description")
        said[LEAD] = "\n".join((*front_texts, said[LEAD])).strip()
    else:
        del said[LEAD]
    return MappingProxyType(said)
