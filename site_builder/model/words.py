"""Interface words: a key of a catalog and its parameters into text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from site_builder.model import Catalog, Localized, Text

COUNT = "count"
"""The placeholder whose value chooses the plural form."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class UnknownWordError(KeyError):
    """A key that the catalog lacks."""

    def __init__(self, key: str, lang: str) -> None:
        super().__init__(key)
        self.key = key
        self.lang = lang


def form(
    catalog: Catalog, key: str, count: object = None, plural: Callable[[int], str] | None = None
) -> str:
    """Give one word unfilled, in the plural form of a count; raises `UnknownWordError`.

    A form that is owed and missing is an error of the checks, which nothing is published with.
    """
    entry = catalog.words.get(key)
    if entry is None:
        raise UnknownWordError(key, catalog.lang)
    category = plural(count) if plural is not None and isinstance(count, int) else "other"
    return entry.forms.get(category, entry.forms["other"])


def fill(text: str, params: Mapping[str, object]) -> str:
    """Put parameters in the place of their placeholders."""
    # In one pass, so that braces inside a value stay what they are.
    return _PLACEHOLDER.sub(lambda match: str(params.get(match[1], match[0])), text)


def localized_word(
    catalogs: Mapping[str, Catalog], key: str, params: Mapping[str, Localized | str | int]
) -> Localized:
    """Give one word in every language; parameters may themselves be in every language."""
    texts = {}
    for lang, catalog in catalogs.items():
        filled = {
            name: value[lang] if isinstance(value, Localized) else value
            for name, value in params.items()
        }
        text = fill(form(catalog, key), filled)
        texts[lang] = Text(value=text, location=catalog.words[key].location)
    return Localized(texts=texts)
