"""Prose that knows where it was written, in one language or in all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from site_builder.diagnostics import Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A piece of prose that knows where it was written."""

    value: str
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Localized:
    """One text in every language of the site."""

    texts: Mapping[str, Text]
    """Language code to text, the original first; languages that are only begun may lack it."""

    def __getitem__(self, lang: str) -> str:
        """Return the text in one language."""
        return self.text(lang).value

    def text(self, lang: str) -> Text:
        """Return the text in one language; the original where it is not translated yet."""
        return self.texts.get(lang) or next(iter(self.texts.values()))

    def __iter__(self) -> Iterator[Text]:
        """Iterate over the texts in the site's order of languages."""
        return iter(self.texts.values())

    def at(self, place: Location) -> Localized:
        """Return the same texts as they stand at another place."""
        texts = {lang: replace(text, location=place) for lang, text in self.texts.items()}
        return Localized(texts=texts)
